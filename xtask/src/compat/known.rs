//! What a team decided about changes: other levels for rules, and single
//! changes that it knows about, each with a reason and, if it likes, an end.
//!
//! ```yaml
//! levels:
//!   - {id: api-security-scope-added, level: error, reason: Our clients' scopes are fixed.}
//! known:
//!   - id: request-property-removed
//!     operation: POST /users
//!     message: "`nickname`"
//!     reason: It was never read.
//!     until: 2027-01-31
//! ```

use super::lifecycle::{is_date, today};
use super::rules;
use crate::document::{Document, Node};
use crate::report::{Finding, Level};

pub struct Known {
    levels: Vec<(String, Level)>,
    changes: Vec<KnownChange>,
}

struct KnownChange {
    id: String,
    operation: Option<String>,
    message: Option<String>,
    until: Option<String>,
    at: Node,
}

#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct KnownError {
    pub message: String,
    pub at: crate::document::Position,
}

impl Known {
    pub fn read(document: &Document) -> Result<Known, KnownError> {
        let root = document.root();
        let levels = root
            .items("levels")
            .iter()
            .map(|entry| {
                let level = match text(entry, "level")? {
                    "error" => Level::Error,
                    "warning" => Level::Warning,
                    "info" => Level::Info,
                    other => {
                        return Err(wrong(
                            entry,
                            format!("`{other}` is none of error, warning, info"),
                        ));
                    }
                };
                text(entry, "reason")?;
                Ok((rule(entry)?.to_owned(), level))
            })
            .collect::<Result<_, _>>()?;
        let changes = root
            .items("known")
            .iter()
            .map(|entry| {
                text(entry, "reason")?;
                let until = entry.text("until").map(str::to_owned);
                if until.as_deref().is_some_and(|until| !is_date(until)) {
                    return Err(wrong(
                        entry,
                        "`until` is no date, such as 2027-01-31".into(),
                    ));
                }
                Ok(KnownChange {
                    id: rule(entry)?.to_owned(),
                    operation: entry.text("operation").map(str::to_owned),
                    message: entry.text("message").map(str::to_owned),
                    until,
                    at: entry.clone(),
                })
            })
            .collect::<Result<_, _>>()?;
        Ok(Known { levels, changes })
    }

    /// Gives findings the levels that were decided, takes out those that are
    /// known, and tells which entries are of no use any more. The second list
    /// is about the file itself.
    pub fn apply(&self, findings: Vec<Finding>) -> (Vec<Finding>, Vec<Finding>) {
        let today = today();
        let mut used = vec![false; self.changes.len()];
        let mut left = Vec::new();
        for mut finding in findings {
            if let Some((_, level)) = self.levels.iter().find(|(id, _)| id == finding.rule) {
                finding.level = *level;
            }
            let known = self.changes.iter().position(|change| change.is(&finding));
            match known {
                Some(index) => {
                    used[index] = true;
                    if self.changes[index].has_ended(&today) {
                        left.push(finding);
                    }
                }
                None => left.push(finding),
            }
        }
        left.sort_by_key(|finding| std::cmp::Reverse(finding.level));
        let mut own = Vec::new();
        for (change, used) in self.changes.iter().zip(used) {
            let (rule, message, help) = match (&change.until, used) {
                (Some(until), _) if change.has_ended(&today) => (
                    "known-change-ended",
                    format!("the known change `{}` was to be over by {until}", change.id),
                    "do what was put off, or give a new date and say why",
                ),
                (_, false) => (
                    "known-change-unused",
                    format!("the known change `{}` was not found", change.id),
                    "take the entry out: it would hide a later change",
                ),
                _ => continue,
            };
            let mut finding = Finding::info(rule, message)
                .at(change.at.position())
                .help(help);
            finding.level = Level::Warning;
            own.push(finding);
        }
        (left, own)
    }
}

impl KnownChange {
    fn is(&self, finding: &Finding) -> bool {
        let operations = finding
            .comparison
            .as_ref()
            .map_or(&[][..], |comparison| &comparison.operations);
        self.id == finding.rule
            && self.operation.as_ref().is_none_or(|known| {
                operations.iter().all(|operation| operation == known) && !operations.is_empty()
            })
            && self
                .message
                .as_ref()
                .is_none_or(|part| finding.message.contains(part.as_str()))
    }

    fn has_ended(&self, today: &str) -> bool {
        self.until.as_deref().is_some_and(|until| until < today)
    }
}

fn text<'a>(entry: &'a Node, key: &str) -> Result<&'a str, KnownError> {
    entry
        .text(key)
        .ok_or_else(|| wrong(entry, format!("the entry has no `{key}`")))
}

fn rule(entry: &Node) -> Result<&str, KnownError> {
    let id = text(entry, "id")?;
    match rules::get(id) {
        Some(_) => Ok(id),
        None => Err(wrong(
            entry,
            format!("there is no rule `{id}`: see `diff --rules`"),
        )),
    }
}

fn wrong(entry: &Node, message: String) -> KnownError {
    KnownError {
        message,
        at: entry.position(),
    }
}
