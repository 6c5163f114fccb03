//! Findings as plain data: complete in themselves, in the order in which they
//! stand in the files, and without anything that changes from run to run.
//!
//! What a format writes is here; what a format looks like is not.

use std::path::Path;

use serde::Serialize;

use super::finding::{Finding, Level};
use crate::document::{Document, Position, Sources};

/// What one run of a command found.
pub struct Results {
    /// The command: `lint`.
    pub command: &'static str,
    /// What it looked at.
    pub subject: String,
    /// What it looks for; for formats that list the rules.
    pub rules: Vec<RuleText>,
    pub records: Vec<Record>,
}

/// A rule, as far as a reader of findings wants to know it.
pub struct RuleText {
    pub id: &'static str,
    pub says: &'static str,
    /// None: off unless it is switched on.
    pub level: Option<Level>,
}

/// One finding, as data.
#[derive(Debug, Serialize)]
pub struct Record {
    pub id: String,
    pub level: Level,
    pub message: String,
    #[serde(flatten)]
    pub place: Option<Place>,
    /// JSON Pointer (RFC 6901) within the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
}

/// Where: lines and columns count from 1, columns in characters.
#[derive(Debug, Serialize)]
pub struct Place {
    /// With `/` on every system.
    pub file: String,
    pub line: u32,
    pub column: u32,
    pub end_column: u32,
    /// The line, or what of a very long one is around the place.
    #[serde(rename = "source")]
    pub text: String,
    /// The bytes of `text` that the finding is about.
    #[serde(skip)]
    pub marked: std::ops::Range<usize>,
}

impl Place {
    pub fn new(position: Position, sources: &Sources) -> Self {
        let (text, marked) = sources.line(position);
        let width = text[marked.clone()].chars().count();
        Place {
            file: slashed(sources.path(position.file)),
            line: position.line,
            column: position.column,
            end_column: position
                .column
                .saturating_add(u32::try_from(width).unwrap_or(1)),
            text: text.to_owned(),
            marked,
        }
    }

    /// `file:line:column`.
    pub fn locate(&self) -> String {
        format!("{}:{}:{}", self.file, self.line, self.column)
    }
}

impl Record {
    pub fn new(finding: &Finding, sources: &Sources) -> Self {
        Record {
            id: finding.rule.to_owned(),
            level: finding.level,
            message: finding.message.clone(),
            place: finding.at.map(|at| Place::new(at, sources)),
            pointer: finding.pointer.clone(),
            help: finding.help.clone(),
        }
    }
}

impl Results {
    pub fn count(&self, level: Level) -> usize {
        let is_of = |record: &&Record| record.level == level;
        self.records.iter().filter(is_of).count()
    }
}

/// Gives every finding in the document its pointer, in one walk for all.
pub fn complete_pointers(findings: &mut [Finding], document: &Document) {
    let mut positions: Vec<Position> = findings
        .iter()
        .filter(|finding| finding.pointer.is_none())
        .filter_map(|finding| finding.at)
        .collect();
    positions.sort_unstable();
    positions.dedup();
    for in_one_file in positions.chunk_by(|a, b| a.file == b.file) {
        let file = in_one_file[0].file;
        let Some(tree) = document.tree(file) else {
            continue;
        };
        let pointers = tree.pointers_to(in_one_file.iter().copied());
        for finding in &mut *findings {
            if finding.pointer.is_none()
                && let Some(at) = finding.at
                && at.file == file
            {
                finding.pointer = pointers.get(&at).cloned();
            }
        }
    }
}

fn slashed(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}
