//! What becomes of a contract: one rule for each construct that the tools, or
//! Rust, have no equal for.
//!
//! What `cargo xtask generate --rules` prints, and what the documentation is
//! made from. Each rule has cases in `xtask/contract/tests/lowering`: what a team writes,
//! and what becomes of it. They are what holds the rule to what the code does.

mod table;
#[cfg(test)]
mod tests;

use std::fmt::Write;

pub use table::GROUPS;

/// A construct, and what becomes of it.
#[derive(Debug, PartialEq, Eq)]
pub struct Construct {
    pub id: &'static str,
    /// The construct, as teams write it.
    pub written: &'static str,
    /// What becomes of it wherever nothing else is said.
    pub becomes: &'static str,
    /// What else becomes of it, by where.
    pub server: Option<&'static str>,
    pub client: Option<&'static str>,
    /// In the document that the server emits by Dropshot.
    pub emitted: Option<&'static str>,
    case: &'static str,
    /// What becomes of the example.
    pub became: &'static str,
}

impl Construct {
    const fn new(
        id: &'static str,
        written: &'static str,
        becomes: &'static str,
        case: &'static str,
        became: &'static str,
    ) -> Self {
        Construct {
            id,
            written,
            becomes,
            server: None,
            client: None,
            emitted: None,
            case,
            became,
        }
    }

    const fn server(mut self, text: &'static str) -> Self {
        self.server = Some(text);
        self
    }

    const fn client(mut self, text: &'static str) -> Self {
        self.client = Some(text);
        self
    }

    const fn emitted(mut self, text: &'static str) -> Self {
        self.emitted = Some(text);
        self
    }

    /// The construct as it is written in the case: what is changed, under a line
    /// that says what the case is.
    pub fn example(&self) -> &'static str {
        let (_, changes) = self.case.split_once('\n').unwrap_or(("", self.case));
        changes
            .split("\n---\n")
            .next()
            .unwrap_or(changes)
            .trim_end()
    }

    /// What becomes of it, and where that differs.
    pub fn outcome(&self) -> String {
        let mut text = self.becomes.to_owned();
        for (place, said) in [
            ("Server", self.server),
            ("Client", self.client),
            ("Emitted document", self.emitted),
        ] {
            if let Some(said) = said {
                let blank = if text.is_empty() { "" } else { " " };
                let _ = write!(text, "{blank}{place}: {said}");
            }
        }
        text
    }
}

pub fn find(id: &str) -> Option<&'static Construct> {
    all().find(|rule| rule.id == id)
}

pub fn all() -> impl Iterator<Item = &'static Construct> {
    GROUPS.iter().flat_map(|(_, rules)| rules.iter())
}

/// The table as Markdown.
pub fn table() -> String {
    let mut text = String::new();
    for (group, rules) in GROUPS {
        let blank = if text.is_empty() { "" } else { "\n" };
        let _ = write!(
            text,
            "{blank}## {group}\n\n| rule | in the contract | what becomes of it |\n| --- | --- | --- |\n",
        );
        for rule in *rules {
            let _ = writeln!(
                text,
                "| `{}` | {} | {} |",
                rule.id,
                rule.written,
                rule.outcome()
            );
        }
    }
    text
}
