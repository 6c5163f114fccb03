//! Findings as plain data: complete in themselves, in the order in which they
//! stand in the files, and without anything that changes from run to run.
//!
//! What a format writes is here; what a format looks like is not.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;

use super::finding::{Bump, Finding, Witness};
use super::markdown::capitalized;
use super::rule::{Direction, Level, Rule};
use crate::document::{Document, Position, Sources};

/// What one run of a command found.
pub struct Results {
    /// The command: `lint`.
    pub command: &'static str,
    /// What it looked at.
    pub subject: String,
    /// What it looks for; for formats that list the rules.
    pub rules: Vec<&'static Rule>,
    pub records: Vec<Record>,
    /// What a reader wants to know beside the findings: a line each.
    pub notes: Vec<String>,
    /// What a person reads at the end.
    pub table: Option<Table>,
    /// What a program reads beside the findings: a member of the report, and its value.
    pub data: Option<(&'static str, serde_json::Value)>,
    /// What to say when there is nothing: "nothing found".
    pub nothing: &'static str,
    /// What the command fails from.
    pub fails_from: Level,
    /// The two versions, when contracts were compared: the findings are
    /// changes then, and errors are those that break somebody.
    pub versions: Option<Versions>,
}

/// Rows under headings.
pub struct Table {
    pub headings: Vec<&'static str>,
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// Columns as wide as the widest of them, but for the last.
    pub fn lines(&self) -> Vec<String> {
        let headings = self
            .headings
            .iter()
            .map(|name| (*name).to_owned())
            .collect();
        let all: Vec<&Vec<String>> = std::iter::once(&headings).chain(&self.rows).collect();
        let width = |column: usize| {
            let widths = all.iter().filter_map(|row| row.get(column));
            widths
                .map(|cell| cell.chars().count())
                .max()
                .unwrap_or_default()
        };
        let widths: Vec<usize> = (0..self.headings.len()).map(width).collect();
        let line = |row: &&Vec<String>| {
            let cells = row.iter().zip(&widths);
            let cells = cells.map(|(cell, width)| format!("{cell:<width$}"));
            cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
        };
        all.iter().map(line).collect()
    }
}

/// What two contracts call themselves.
pub struct Versions {
    pub title: Option<String>,
    pub base: Option<String>,
    pub revision: Option<String>,
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
    #[serde(flatten)]
    pub change: Option<Change>,
    /// A unified diff.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference: Option<String>,
    /// What shows it, for who tries it again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case: Option<serde_json::Value>,
}

/// What is known of a change between two documents.
#[derive(Debug, Serialize)]
pub struct Change {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub direction: Option<Direction>,
    /// Where it was before.
    pub base: Option<Before>,
    pub operations: Vec<String>,
    /// A value that shows it: null when none was found, absent when none was sought.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub witness: Option<Option<Shown>>,
    /// The version that has to be raised for it.
    pub asks_for: Option<Bump>,
}

/// A value, and what became of it.
#[derive(Debug, Serialize)]
pub struct Shown {
    pub value: serde_json::Value,
    pub before: &'static str,
    pub after: &'static str,
}

impl Shown {
    fn new(witness: &Witness) -> Self {
        let verdict = |is_allowed| if is_allowed { "allowed" } else { "refused" };
        Shown {
            value: witness.value.clone(),
            before: verdict(witness.was_allowed),
            after: verdict(witness.is_allowed),
        }
    }
}

/// A place in the earlier document.
#[derive(Debug, Serialize)]
pub struct Before {
    #[serde(flatten)]
    pub place: Place,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
}

/// Where: lines and columns count from 1, columns in characters.
#[derive(Debug, Serialize)]
pub struct Place {
    /// With `/` on every system; of a git revision as git has it, `main:api.yaml`.
    pub file: String,
    /// The git revision that the file is of.
    #[serde(skip)]
    pub revision: Option<String>,
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
        let (revision, path) = within_revision(sources.path(position.file));
        let file = match &revision {
            Some(revision) => format!("{revision}:{path}"),
            None => path,
        };
        Place {
            file,
            revision,
            line: position.line,
            column: position.column,
            end_column: position
                .column
                .saturating_add(u32::try_from(width).unwrap_or(1)),
            text: text.to_owned(),
            marked,
        }
    }

    /// The file without its revision: where it is in the repository.
    pub fn path(&self) -> &str {
        let of_revision = self.revision.as_ref().and_then(|revision| {
            let path = self.file.strip_prefix(revision)?;
            path.strip_prefix(':')
        });
        of_revision.unwrap_or(&self.file)
    }

    /// `file:line:column`.
    pub fn locate(&self) -> String {
        format!("{}:{}:{}", self.file, self.line, self.column)
    }
}

impl Record {
    pub fn new(finding: &Finding, sources: &Sources) -> Self {
        Record {
            id: finding.rule.id.to_string(),
            level: finding.level,
            message: finding.message.clone(),
            place: finding.at.map(|at| Place::new(at, sources)),
            pointer: finding.pointer.clone(),
            help: finding.help.clone(),
            change: finding.comparison().map(|comparison| Change {
                direction: finding.rule.direction(),
                base: comparison.base.map(|at| Before {
                    place: Place::new(at, sources),
                    pointer: comparison.base_pointer.clone(),
                }),
                operations: comparison.operations.clone(),
                witness: comparison
                    .witness
                    .as_ref()
                    .map(|witness| witness.as_ref().map(Shown::new)),
                asks_for: finding.asks_for(),
            }),
            difference: finding.text_difference().map(str::to_owned),
            case: finding.case.as_deref().cloned(),
        }
    }

    /// Where it was before, when that is another place.
    pub fn before(&self) -> Option<&Place> {
        let before = &self.change.as_ref()?.base.as_ref()?.place;
        self.place
            .as_ref()
            .is_none_or(|place| place.locate() != before.locate())
            .then_some(before)
    }

    /// The value that shows a change, in a line.
    pub fn witness(&self) -> Option<String> {
        let witness = self.change.as_ref()?.witness.as_ref()?;
        let Some(Shown { value, before, .. }) = witness else {
            return Some("no example was found among the values that were tried".into());
        };
        let became = match *before {
            "allowed" => "was allowed, and is refused now",
            _ => "was refused, and is allowed now",
        };
        Some(format!("for example: {} {became}", short(value)))
    }

    pub fn operations(&self) -> &[String] {
        self.change
            .as_ref()
            .map_or(&[], |change| &change.operations)
    }
}

/// A value in a part of a line.
fn short(value: &serde_json::Value) -> String {
    const SHOWN: usize = 80;
    let text = value.to_string();
    if text.chars().count() <= SHOWN {
        return text;
    }
    let start: String = text.chars().take(SHOWN / 2).collect();
    match value.as_str() {
        Some(text) => format!("{start}…\" ({} characters)", text.chars().count()),
        None => format!("{start}…"),
    }
}

/// Operations in a line: those after the first few are counted.
pub fn listed(operations: &[String]) -> String {
    const SHOWN: usize = 5;
    let shown = operations[..operations.len().min(SHOWN)].join(", ");
    match operations.len().saturating_sub(SHOWN) {
        0 => shown,
        rest => format!("{shown} and {rest} more"),
    }
}

impl Results {
    pub fn new(
        command: &'static str,
        subject: impl Into<String>,
        findings: &[Finding],
        sources: &Sources,
    ) -> Self {
        Results {
            command,
            subject: subject.into(),
            rules: rules_of(findings),
            records: findings
                .iter()
                .map(|finding| Record::new(finding, sources))
                .collect(),
            notes: Vec::new(),
            table: None,
            data: None,
            nothing: "nothing found",
            fails_from: Level::Error,
            versions: None,
        }
    }

    /// How many of what, in one sentence.
    pub fn summary(&self) -> String {
        match self.versions {
            Some(_) => format!("{}.", capitalized(&self.counts())),
            None => format!("{}: {}.", self.subject, self.counts()),
        }
    }

    /// How many of what.
    pub fn counts(&self) -> String {
        if self.versions.is_some() {
            return self.change_counts();
        }
        let [errors, warnings, infos] =
            [Level::Error, Level::Warning, Level::Info].map(|level| self.count(level));
        if errors + warnings + infos == 0 {
            return self.nothing.to_owned();
        }
        [(errors, "error"), (warnings, "warning"), (infos, "info")]
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, name)| counted(count, name))
            .collect::<Vec<_>>()
            .join(", ")
    }

    fn change_counts(&self) -> String {
        let of = |level| {
            let is_of = |record: &&Record| record.change.is_some() && record.level == level;
            self.records.iter().filter(is_of).count()
        };
        let [errors, warnings, infos] = [Level::Error, Level::Warning, Level::Info].map(of);
        let mut text = match errors + warnings + infos {
            0 => self.nothing.to_owned(),
            all => format!(
                "{}: {errors} breaking, {}, {infos} for information",
                counted(all, "change"),
                counted(warnings, "warning"),
            ),
        };
        let others = self.records.len() - errors - warnings - infos;
        if others > 0 {
            text.push_str(&format!("; {}", counted(others, "remark")));
        }
        text
    }

    pub fn count(&self, level: Level) -> usize {
        let is_of = |record: &&Record| record.level == level;
        self.records.iter().filter(is_of).count()
    }
}

/// The rules of the findings, sorted by id.
fn rules_of(findings: &[Finding]) -> Vec<&'static Rule> {
    let rules = findings
        .iter()
        .map(|finding| (finding.rule.id(), finding.rule));
    let rules: BTreeMap<_, _> = rules.collect();
    rules.into_values().collect()
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

/// `1 finding`, `2 findings`.
pub fn counted(count: usize, noun: &str) -> String {
    match count {
        1 => format!("1 {noun}"),
        count => format!("{count} {noun}s"),
    }
}

/// The git revision of a path, if it is of one, and the path with `/` on every system.
fn within_revision(path: &Path) -> (Option<String>, String) {
    let text = path.display().to_string().replace('\\', "/");
    match text.split_once(":/") {
        Some((revision, within)) if revision.len() > 1 && !text.starts_with('/') => {
            (Some(revision.to_owned()), within.to_owned())
        }
        _ => (None, text),
    }
}
