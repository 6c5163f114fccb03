//! What a team decided about changes: other levels for rules, and single
//! changes that it knows about, each with a reason and an end.
//!
//! ```toml
//! [[levels]]
//! id = "api-security-scope-added"
//! level = "error" # error, warning, info
//! reason = "Our clients' scopes are fixed."
//! until = "2027-01-31"
//!
//! [[known]]
//! id = "request-property-removed"
//! operation = "POST /users" # when it is about that one alone
//! message = "`nickname`" # a part of the message
//! reason = "It was never read."
//! until = "2027-01-31"
//! ```
//!
//! An entry that has ended, or that nothing needs, is a finding: the file does
//! not grow stale.

use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use super::lifecycle::{is_date, today};
use crate::document::{FileId, Position, Sources};
use crate::report::{Finding, Level, Rule};
use crate::rules::{self, changes};

#[derive(Default)]
pub struct Known {
    levels: Vec<(Entry, Level)>,
    changes: Vec<KnownChange>,
}

struct Entry {
    rule: &'static Rule,
    until: String,
    at: Position,
}

struct KnownChange {
    entry: Entry,
    operation: Option<String>,
    message: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    levels: Vec<Spanned<LevelEntry>>,
    #[serde(default)]
    known: Vec<Spanned<ChangeEntry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LevelEntry {
    id: Spanned<String>,
    level: Level,
    reason: Spanned<String>,
    until: Spanned<toml::Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChangeEntry {
    id: Spanned<String>,
    operation: Option<String>,
    message: Option<String>,
    reason: Spanned<String>,
    until: Spanned<toml::Value>,
}

/// The usual name of the file, beside the contract.
pub const FILE_NAME: &str = "diff.toml";

impl Known {
    /// Reads the file. Its text is added to the sources, so that findings
    /// about it can show it.
    pub fn read(path: &Path, sources: &mut Sources) -> Result<Known, Finding> {
        let text = std::fs::read_to_string(path).map_err(|error| {
            Finding::error(
                rules::SETTINGS,
                format!("{} cannot be read: {error}", path.display()),
            )
            .help("check the path, and that the file may be read")
        })?;
        let parsed: Result<File, toml::de::Error> = toml::from_str(&text);
        let file = sources.add(path.to_owned(), text);
        let parsed = parsed.map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            Finding::error(rules::SETTINGS, error.message())
                .at(sources.position(file, start))
                .help("the file holds `[[levels]]` with `id`, `level`, `reason` and `until`, and `[[known]]` with `id`, `reason`, `until` and, if you like, `operation` and `message`")
        })?;
        let reader = Reader { file, sources };
        let levels = parsed.levels.iter().map(|spanned| {
            let entry = spanned.get_ref();
            let at = reader.at(spanned);
            let read = reader.entry(&entry.id, &entry.reason, &entry.until, at)?;
            Ok((read, entry.level))
        });
        let levels = levels.collect::<Result<_, Finding>>()?;
        let changes = parsed.known.into_iter().map(|spanned| {
            let at = reader.at(&spanned);
            let entry = spanned.into_inner();
            Ok(KnownChange {
                entry: reader.entry(&entry.id, &entry.reason, &entry.until, at)?,
                operation: entry.operation,
                message: entry.message,
            })
        });
        let changes = changes.collect::<Result<_, Finding>>()?;
        Ok(Known { levels, changes })
    }

    /// Gives findings the levels that were decided, takes those that are known
    /// apart, and tells which entries are of no use any more.
    pub fn apply(&self, findings: Vec<Finding>) -> Applied {
        let today = today();
        let mut used = vec![false; self.changes.len()];
        let mut levels_used = vec![false; self.levels.len()];
        let (mut left, mut known_ones) = (Vec::new(), Vec::new());
        for mut finding in findings {
            let of_rule = |(entry, _): &(Entry, Level)| entry.rule == finding.rule;
            if let Some(index) = self.levels.iter().position(of_rule) {
                levels_used[index] = true;
                let (entry, level) = &self.levels[index];
                if !entry.has_ended(&today) {
                    finding.level = *level;
                }
            }
            let known = self.changes.iter().position(|change| change.is(&finding));
            match known {
                Some(index) => {
                    used[index] = true;
                    if self.changes[index].entry.has_ended(&today) {
                        left.push(finding);
                    } else {
                        known_ones.push(finding);
                    }
                }
                None => left.push(finding),
            }
        }
        left.sort_by_key(|finding| std::cmp::Reverse(finding.level));
        let changes = self.changes.iter().map(|change| &change.entry).zip(used);
        let levels = self.levels.iter().map(|(entry, _)| entry).zip(levels_used);
        let mut own: Vec<Finding> = changes
            .filter_map(|(entry, used)| entry.stale(used, "the known change", &today))
            .chain(levels.filter_map(|(entry, used)| {
                let mut finding = entry.stale(used, "the level of", &today)?;
                if finding.rule == UNUSED {
                    // A decision about a rule may wait for its next change.
                    finding.level = Level::Info;
                }
                Some(finding)
            }))
            .collect();
        own.sort_by_key(|finding| finding.at);
        Applied {
            changes: left,
            known: known_ones,
            own,
        }
    }
}

/// What becomes of findings by the team's file.
pub struct Applied {
    pub changes: Vec<Finding>,
    /// They are known, and ask for nothing.
    pub known: Vec<Finding>,
    /// About the file itself.
    pub own: Vec<Finding>,
}

const UNUSED: &Rule = rules::KNOWN_CHANGE_UNUSED;

struct Reader<'s> {
    file: FileId,
    sources: &'s Sources,
}

impl Reader<'_> {
    fn at<T>(&self, spanned: &Spanned<T>) -> Position {
        self.sources.position(self.file, spanned.span().start)
    }

    fn entry(
        &self,
        id: &Spanned<String>,
        reason: &Spanned<String>,
        until: &Spanned<toml::Value>,
        at: Position,
    ) -> Result<Entry, Finding> {
        let name = id.get_ref();
        let Some(rule) = changes::all().find(|rule| rule.id() == name) else {
            let names = changes::all().map(|rule| rule.id());
            let help = match crate::report::did_you_mean(name, names) {
                Some(similar) => format!("did you mean `{similar}`? `diff --rules` lists all"),
                None => "`diff --rules` lists all".to_owned(),
            };
            return Err(
                Finding::error(rules::SETTINGS, format!("there is no change `{name}`"))
                    .at(self.at(id))
                    .help(help),
            );
        };
        if reason.get_ref().trim().is_empty() {
            return Err(Finding::error(rules::SETTINGS, "the entry has no reason")
                .at(self.at(reason))
                .help("say why it is so, for those who come after you"));
        }
        // TOML has dates of its own: without quotes.
        let date = match until.get_ref() {
            toml::Value::Datetime(date) => date.to_string(),
            other => other.as_str().unwrap_or_default().to_owned(),
        };
        if !is_date(&date) {
            return Err(Finding::error(rules::SETTINGS, "`until` is not a date")
                .at(self.at(until))
                .help("write a date such as 2027-01-31"));
        }
        Ok(Entry {
            rule,
            until: date,
            at,
        })
    }
}

impl Entry {
    fn has_ended(&self, today: &str) -> bool {
        self.until.as_str() < today
    }

    /// What is to be done about the entry.
    fn stale(&self, used: bool, what: &str, today: &str) -> Option<Finding> {
        let (id, until) = (self.rule.id(), &self.until);
        let finding = if self.has_ended(today) {
            let message = format!("{what} `{id}` was to end by {until}");
            Finding::warning(rules::KNOWN_CHANGE_ENDED, message)
                .help("do what was put off, or give a new date and say why")
        } else if !used {
            Finding::warning(UNUSED, format!("{what} `{id}` was not needed"))
                .help("take the entry out: it would hide a later change")
        } else {
            return None;
        };
        Some(finding.at(self.at))
    }
}

impl KnownChange {
    fn is(&self, finding: &Finding) -> bool {
        let operations = finding
            .comparison()
            .map_or(&[][..], |comparison| &comparison.operations);
        self.entry.rule == finding.rule
            && self.operation.as_ref().is_none_or(|known| {
                operations.iter().all(|operation| operation == known) && !operations.is_empty()
            })
            && self
                .message
                .as_ref()
                .is_none_or(|part| finding.message.contains(part.as_str()))
    }
}
