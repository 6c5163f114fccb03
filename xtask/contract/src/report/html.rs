//! Findings as one HTML page that needs nothing else: no scripts, no fonts, no
//! network.

use std::io::{self, Write};

use askama::Template;

use super::record::{Place, Record, Results};
use super::rule::Level;

#[derive(Template)]
#[template(path = "report.html")]
struct Page<'a> {
    results: &'a Results,
    /// The findings of each rule together, in the order in which the rules
    /// are first met.
    groups: Vec<Group<'a>>,
}

struct Group<'a> {
    id: &'a str,
    level: Level,
    /// The level in the command's own words.
    word: &'static str,
    says: Option<&'static str>,
    records: Vec<&'a Record>,
}

impl Page<'_> {
    /// The text with its code spans marked, and nothing else of it as markup.
    fn spans(text: &str) -> String {
        let mut marked = String::new();
        let mut parts = text.split('`').peekable();
        let mut is_code = false;
        while let Some(part) = parts.next() {
            let part = escaped(part);
            match (is_code, parts.peek()) {
                (true, Some(_)) => marked.push_str(&format!("<code>{part}</code>")),
                (true, None) => marked.push_str(&format!("`{part}")),
                (false, _) => marked.push_str(&part),
            }
            is_code = !is_code;
        }
        marked
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

pub fn write(results: &Results, out: &mut dyn Write) -> io::Result<()> {
    let page = Page {
        results,
        groups: groups(results),
    };
    let text = page.render().map_err(io::Error::other)?;
    out.write_all(text.as_bytes())
}

fn groups(results: &Results) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for record in &results.records {
        let found = groups
            .iter_mut()
            .find(|group| group.id == record.id && group.level == record.level);
        match found {
            Some(group) => group.records.push(record),
            None => groups.push(Group {
                id: &record.id,
                level: record.level,
                word: match record.level {
                    Level::Error if results.versions.is_some() => "breaking",
                    level => level.name(),
                },
                says: results
                    .rules
                    .iter()
                    .find(|rule| rule.id() == record.id)
                    .map(|rule| rule.says),
                records: vec![record],
            }),
        }
    }
    groups.sort_by_key(|group| std::cmp::Reverse(group.level));
    groups
}

impl Place {
    fn before(&self) -> &str {
        &self.text[..self.marked.start]
    }

    fn mark(&self) -> &str {
        &self.text[self.marked.clone()]
    }

    fn after(&self) -> &str {
        &self.text[self.marked.end..]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_of_the_document_is_shown_and_not_followed() {
        let spans = Page::spans("the `<b>` & `a");
        assert_eq!(spans, "the <code>&lt;b&gt;</code> &amp; `a");
    }
}
