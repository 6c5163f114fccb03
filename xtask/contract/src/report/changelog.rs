//! Changes as a changelog: what a person publishes for those who use the API.
//!
//! What breaks stands first, with the reason; then what may concern somebody,
//! what is new, and what changed otherwise. Within a part, the operations stand
//! in the order of the contract.

use std::io::{self, Write};

use indexmap::IndexMap;

use super::finding::Bump;
use super::markdown::{capitalized, code, text};
use super::record::{Record, Results, Versions};
use super::rule::Level;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Breaking,
    Concerning,
    Added,
    Changed,
    Texts,
}

const PARTS: [(Part, &str); 5] = [
    (Part::Breaking, "Breaking changes"),
    (Part::Concerning, "Worth a look"),
    (Part::Added, "Added"),
    (Part::Changed, "Changed"),
    (Part::Texts, "Descriptions"),
];

/// The changelog as a page of its own.
pub fn write(results: &Results, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# {}\n", title(results))?;
    if results.records.iter().all(|record| record.change.is_none()) {
        writeln!(out, "No changes.")?;
    }
    out.write_all(parts(&results.records, 2).as_bytes())?;
    let others = results
        .records
        .iter()
        .filter(|record| record.change.is_none());
    for (index, record) in others.enumerate() {
        if index == 0 {
            writeln!(out, "\n## About this comparison\n")?;
        }
        writeln!(out, "- {}", sentence(record))?;
    }
    Ok(())
}

fn title(results: &Results) -> String {
    let Some(Versions {
        title,
        base,
        revision,
    }) = &results.versions
    else {
        return text(&results.subject);
    };
    let name = title.as_deref().map_or("API".to_owned(), text);
    match (base, revision) {
        (Some(base), Some(revision)) if base != revision => {
            format!("{name}: {} to {}", text(base), text(revision))
        }
        (_, Some(version)) => format!("{name}: changes of {}", text(version)),
        _ => format!("{name}: changes"),
    }
}

/// The entry of one version, for a file that has all of them.
pub fn entry(version: &str, records: &[Record]) -> String {
    let parts = match parts(records, 3) {
        nothing if nothing.is_empty() => "Nothing changed for those who use it.\n".to_owned(),
        parts => parts,
    };
    format!("## {version}\n\n{parts}")
}

fn parts(records: &[Record], depth: usize) -> String {
    let heading = "#".repeat(depth);
    let mut written = String::new();
    for (part, name) in PARTS {
        let mut groups: IndexMap<&[String], Vec<&Record>> = IndexMap::new();
        for record in records
            .iter()
            .filter(|record| part_of(record) == Some(part))
        {
            groups.entry(record.operations()).or_default().push(record);
        }
        if groups.is_empty() {
            continue;
        }
        if !written.is_empty() {
            written.push('\n');
        }
        written.push_str(&format!("{heading} {name}\n"));
        // What is about the whole API first.
        groups.sort_by(|a, _, b, _| b.is_empty().cmp(&a.is_empty()));
        for (operations, records) in groups {
            written.push('\n');
            if !operations.is_empty() {
                written.push_str(&format!("{heading}# {}\n\n", whom(operations)));
            }
            if operations.len() > SHOWN {
                written.push_str(&format!("{}.\n\n", listed(operations)));
            }
            for record in records {
                written.push_str(&format!("- {}\n", sentence(record)));
            }
        }
    }
    written
}

fn part_of(record: &Record) -> Option<Part> {
    let change = record.change.as_ref()?;
    Some(match record.level {
        Level::Error => Part::Breaking,
        Level::Warning => Part::Concerning,
        Level::Info if change.asks_for == Some(Bump::Patch) => Part::Texts,
        Level::Info if is_addition(&record.id) => Part::Added,
        Level::Info => Part::Changed,
    })
}

fn is_addition(id: &str) -> bool {
    id.starts_with("new-") || id.ends_with("-added") || id.ends_with("-added-optional")
}

/// How many operations a heading names; of more, it says how many they are, and all of
/// them stand below.
const SHOWN: usize = 4;

/// The operations that a change reaches, as a heading.
fn whom(operations: &[String]) -> String {
    match operations.len() {
        0..=SHOWN => listed(operations),
        count => format!("{count} operations"),
    }
}

fn listed(operations: &[String]) -> String {
    let all: Vec<String> = operations.iter().map(|operation| code(operation)).collect();
    all.join(", ")
}

/// What happened, and, when it concerns somebody, why it does.
fn sentence(record: &Record) -> String {
    let what = format!("{}.", capitalized(&text(&record.message)));
    match &record.help {
        Some(why) if record.level > Level::Info => {
            let why = capitalized(&text(why));
            let end = if why.ends_with(['.', ')']) { "" } else { "." };
            format!("{what} {why}{end}")
        }
        _ => what,
    }
}
