//! What was found: one for each cause and operation, with how often, and what shows it.

use indexmap::IndexMap;

use crate::document::Position;
use crate::report::{Finding, Rule};

/// The cause of what is only known to have come at random.
pub const AT_RANDOM: &str = "at random";

/// Something that a check says of an exchange.
#[derive(Clone, Debug)]
pub struct Found {
    pub rule: &'static Rule,
    /// `GET /users/{id}`; none when it is about the service.
    pub operation: Option<String>,
    /// What makes it another one of the same rule and operation: a place, a keyword.
    pub cause: String,
    pub message: String,
    pub at: Option<Position>,
    pub expected: String,
    pub seen: String,
    /// What reproduces it: lines for a shell.
    pub shown_by: String,
    /// How much is sent: the smallest case is the one that is told.
    pub size: usize,
}

/// All that was found, each once.
#[derive(Debug, Default)]
pub struct FoundOnce(IndexMap<(&'static str, Option<String>, String), (Found, usize)>);

impl FoundOnce {
    pub fn add(&mut self, found: Found) {
        let id: &'static str = match &found.rule.id {
            std::borrow::Cow::Borrowed(id) => id,
            std::borrow::Cow::Owned(_) => "",
        };
        let key = (id, found.operation.clone(), found.cause.clone());
        // What chance finds was mostly found before, with less around it.
        if found.cause == AT_RANDOM {
            let same = |known: &&mut (Found, usize)| {
                known.0.rule == found.rule && known.0.operation == found.operation
            };
            if let Some((_, count)) = self.0.values_mut().find(same) {
                *count += 1;
                return;
            }
        }
        match self.0.get_mut(&key) {
            Some((known, count)) => {
                *count += 1;
                if found.size < known.size {
                    *known = found;
                }
            }
            None => {
                self.0.insert(key, (found, 1));
            }
        }
    }

    pub fn into_findings(self) -> Vec<Finding> {
        let all = self.0.into_values();
        let mut findings: Vec<Finding> = all.map(|(found, count)| finding(found, count)).collect();
        findings.sort_by(|one, other| {
            let key =
                |finding: &Finding| (finding.at, finding.rule.id.clone(), finding.message.clone());
            key(one).cmp(&key(other))
        });
        findings
    }
}

fn finding(found: Found, count: usize) -> Finding {
    let times = match count {
        1 => String::new(),
        count => format!(" ({count} times)"),
    };
    let of = found
        .operation
        .map(|title| format!("{title}: "))
        .unwrap_or_default();
    let mut help = format!("expected: {}\nseen: {}", found.expected, found.seen);
    if !found.shown_by.is_empty() {
        help.push('\n');
        help.push_str(&found.shown_by);
    }
    Finding::new(found.rule, format!("{of}{}{times}", found.message))
        .maybe_at(found.at)
        .help(help)
}
