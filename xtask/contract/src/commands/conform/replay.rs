//! The cases of a report, tried again.

use std::path::Path;

use super::super::Failure;
use super::Conform;
use super::told::Told;
use crate::conform::{Record, Replayed, Run, Verdict, replay};
use crate::document::Document;
use crate::exchange::Operations;
use crate::report::{Finding, complete_pointers, counted};

/// How a replay ended.
pub struct Again {
    pub replayed: Vec<Replayed>,
    pub findings: Vec<Finding>,
    pub har: Option<Vec<serde_json::Value>>,
    pub requests: usize,
}

/// Tries cases again, between set-up and clean-up.
pub async fn again(run: Run<'_>, cases: Vec<(String, String, Option<Record>)>) -> Again {
    run.set_up().await;
    let replayed = replay(&run, cases).await;
    run.clean_up().await;
    Again {
        replayed,
        findings: run.found.take().into_findings(&run),
        har: run.har.take(),
        requests: run.sent.get(),
    }
}

impl Conform {
    /// The findings of a report with their cases: those that were asked for.
    pub(super) fn cases_of(
        &self,
        path: &Path,
        operations: &Operations<'_>,
    ) -> Result<Vec<(String, String, Option<Record>)>, Failure> {
        let shown = path.display();
        let text = std::fs::read_to_string(path)
            .map_err(|error| Failure::new(format!("cannot read {shown}: {error}")))?;
        let wrong = |what: String| {
            Failure::new(format!(
                "{shown} is no report of `conform --format json`: {what}."
            ))
        };
        let report: serde_json::Value =
            serde_json::from_str(&text).map_err(|error| wrong(error.to_string()))?;
        if report["command"] != "conform" {
            return Err(wrong("its `command` is another one".to_owned()));
        }
        let findings = report["findings"].as_array();
        let findings = findings.ok_or_else(|| wrong("it has no findings".to_owned()))?;
        let mut all = Vec::new();
        for finding in findings {
            let text = |name: &str| finding[name].as_str().unwrap_or_default().to_owned();
            let (rule, message) = (text("id"), text("message"));
            let record = match finding.get("case") {
                None => None,
                Some(case) => Some(
                    serde_json::from_value::<Record>(case.clone())
                        .map_err(|error| wrong(format!("the case of `{rule}`: {error}")))?,
                ),
            };
            let is_asked = self.check.is_empty() || self.check.contains(&rule);
            let operation = record.as_ref().map(|record| record.operation.as_str());
            let is_called = |name: &String| {
                let mut all = operations.all.iter();
                all.any(|one| one.is_called(name) && operation == Some(one.title().as_str()))
            };
            let is_of = self.operation.is_empty() || self.operation.iter().any(is_called);
            if is_asked && is_of {
                all.push((rule, message, record));
            }
        }
        match all.is_empty() {
            true => Err(Failure::new(format!(
                "{shown} has no finding{}: there is nothing to try again.",
                match findings.is_empty() {
                    true => "",
                    false => " of those that were asked for",
                }
            ))),
            false => Ok(all),
        }
    }
}

/// Which findings still show, and which are gone.
pub fn told(again: Again, document: &Document) -> Told {
    let mut findings = again.findings;
    complete_pointers(&mut findings, document);
    let mut notes = Vec::new();
    let (mut shows, mut gone, mut open) = (0, 0, 0);
    for one in &again.replayed {
        notes.push(match &one.verdict {
            Verdict::Shows => {
                shows += 1;
                continue;
            }
            Verdict::Gone => {
                gone += 1;
                format!("gone: {} [{}]", one.message, one.rule)
            }
            Verdict::Open(why) => {
                open += 1;
                format!("not tried: {} [{}]: {why}", one.message, one.rule)
            }
        });
    }
    notes.push(format!(
        "Of {} of the report, {shows} still {}, {gone} {} gone, and {open} could not be tried.",
        counted(again.replayed.len(), "finding"),
        if shows == 1 { "shows" } else { "show" },
        if gone == 1 { "is" } else { "are" },
    ));
    let failure = (shows == 0 && open > 0)
        .then(|| Failure::new("what could not be tried is neither there nor gone."));
    Told {
        findings,
        notes,
        figures: format!("{}.", counted(again.requests, "request")),
        failure,
        table: None,
        data: None,
    }
}
