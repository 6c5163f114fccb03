//! Findings for a program.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::finding::{Finding, Level};
use crate::document::{Position, Sources};

/// One object: how many findings of each level, and the findings.
pub fn write_json(out: &mut dyn Write, findings: &[Finding], sources: &Sources) -> io::Result<()> {
    let count = |level| {
        findings
            .iter()
            .filter(|finding| finding.level == level)
            .count()
    };
    let report = json!({
        "summary": {
            "error": count(Level::Error),
            "warning": count(Level::Warning),
            "info": count(Level::Info),
        },
        "findings": findings.iter().map(|finding| one(finding, sources)).collect::<Vec<_>>(),
    });
    writeln!(out, "{report:#}")
}

fn one(finding: &Finding, sources: &Sources) -> Value {
    let mut value = json!({
        "id": finding.rule,
        "level": finding.level.name(),
        "message": finding.message,
        "at": finding.at.map(|at| place(at, finding.pointer.as_deref(), sources)),
        "help": finding.help,
    });
    if let Some(comparison) = &finding.comparison {
        let at = |position: Option<Position>, pointer: &Option<String>| {
            position.map(|position| place(position, pointer.as_deref(), sources))
        };
        value["direction"] = json!(comparison.direction);
        value["base"] = json!(at(comparison.base, &comparison.base_pointer));
        value["revision"] = json!(at(comparison.revision, &comparison.revision_pointer));
        value["operations"] = json!(comparison.operations);
    }
    value
}

fn place(at: Position, pointer: Option<&str>, sources: &Sources) -> Value {
    let mut value = json!({
        "file": sources.path(at.file).display().to_string(),
        "line": at.line,
        "column": at.column,
    });
    if let Some(pointer) = pointer {
        value["pointer"] = json!(pointer);
    }
    value
}
