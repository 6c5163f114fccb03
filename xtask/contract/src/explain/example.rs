//! The example of a rule, as a person reads it.

use std::path::Path;

use crate::compat::{Known, differences};
use crate::document::{Document, Sources};
use crate::report::{Example, Results, Rule, write_records};
use crate::rules::changes::contracts;

/// A finding of the rule; none when the rule has no example.
pub fn shown(rule: &Rule) -> Option<String> {
    match &rule.example {
        Example::Report(report) => finding_in(report, rule),
        Example::Contracts { .. } => {
            let [before, after] = contracts(&rule.example)?;
            compared(before, after, rule)
        }
        Example::Unknown => None,
    }
}

/// The first finding of the rule in a report: up to the next empty line.
fn finding_in(report: &str, rule: &Rule) -> Option<String> {
    let mark = format!("[{}]: ", rule.id());
    let lines = report.lines().skip_while(|line| !line.contains(&mark));
    let found: Vec<&str> = lines.take_while(|line| !line.is_empty()).collect();
    (!found.is_empty()).then(|| found.join("\n"))
}

/// What `diff` says about the two contracts by this rule.
fn compared(before: String, after: String, rule: &Rule) -> Option<String> {
    let base = read("before.yaml", before, &Sources::default())?;
    let revision = read("after.yaml", after, &base.sources)?;
    let mut findings = differences(&base, &revision, &Known::default()).changes;
    findings.retain(|finding| finding.rule == rule);
    findings.truncate(1);
    let sources = base.sources.join(revision.sources);
    let results = Results::new("diff", "", &findings, &sources);
    let mut text = Vec::new();
    write_records(&results, false, &mut text).ok()?;
    let text = String::from_utf8(text).ok()?;
    let text = text.trim_end();
    (!text.is_empty()).then(|| text.to_owned())
}

fn read(name: &str, text: String, others: &Sources) -> Option<Document> {
    let sources = Sources::after(others);
    Document::load_with(Path::new(name), sources, &|_| Ok(text.clone())).ok()
}
