//! Findings as one HTML page that needs nothing else: no scripts, no fonts, no
//! network.

use std::io::{self, Write};

use askama::Template;

use super::finding::Level;
use super::record::{Place, Record, Results};

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
                    .find(|rule| rule.id == record.id)
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
