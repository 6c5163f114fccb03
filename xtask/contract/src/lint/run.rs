//! All rules over one document.

use std::collections::HashSet;

use super::expressible;
use super::settings::Settings;
use super::walk::{Found, Walk};
use crate::document::{Document, LoadError, Node, Position, minor_version};
use crate::report::{Finding, Level, complete_pointers};
use crate::rules::lint as rules;

/// What a document was found to be.
pub struct Linted {
    /// In the order in which they stand in the files.
    pub findings: Vec<Finding>,
    /// Those of them that have one right answer.
    pub fixable: Vec<Found>,
}

pub fn lint(document: &Document, settings: &Settings) -> Linted {
    let mut left = settings.apply(found(document, settings), &document.sources);
    left.sort_by(|(a, _), (b, _)| {
        (a.at, a.rule.id(), &a.message, &a.pointer).cmp(&(
            b.at,
            b.rule.id(),
            &b.message,
            &b.pointer,
        ))
    });
    left.dedup_by(|(a, _), (b, _)| (a.at, a.rule, &a.message) == (b.at, b.rule, &b.message));
    let (findings, found): (Vec<Finding>, Vec<Found>) = left.into_iter().unzip();
    Linted {
        findings,
        fixable: found
            .into_iter()
            .filter(|found| found.fix.is_some())
            .collect(),
    }
}

impl Linted {
    /// Adds what reading the document passed over, but for files that are not
    /// there: the references to them are found.
    pub fn and_problems(mut self, problems: Vec<LoadError>) -> Linted {
        let is_found = |problem: &LoadError| {
            matches!(problem, LoadError::Read { .. } | LoadError::Remote { .. })
        };
        let others = problems.into_iter().filter(|problem| !is_found(problem));
        self.findings.extend(others.map(Finding::from));
        self.findings.sort_by_key(|finding| finding.at);
        self
    }
}

fn found(document: &Document, settings: &Settings) -> Vec<Found> {
    let root = document.root();
    let Some(minor) = minor_version(root) else {
        let at = root.get("openapi").or_else(|| root.get("swagger"));
        return vec![Found {
            rule: rules::STRUCT,
            message: "the document does not say that it is OpenAPI 3.0, 3.1 or 3.2".into(),
            at: at.map_or(root.at, Node::position),
            pointer: String::new(),
            help: Some(
                "begin the document with `openapi: 3.1.1`, or convert it to OpenAPI 3.1 first"
                    .into(),
            ),
            fix: None,
        }];
    };
    let mut walk = Walk::new(document, minor);
    walk.run();
    walk.document_rules();
    let operations = walk.operations();
    walk.operation_rules(&operations);
    walk.path_rules(&operations);
    walk.security_rules(&operations);
    if !operations.is_empty() {
        walk.component_rules();
    }
    walk.endless_schemas();
    let mut found = walk.found;
    let lowered = [rules::INEXPRESSIBLE, rules::REFUSAL_RESPONSE];
    if lowered.iter().any(|rule| settings.level(rule).is_some()) {
        // What is wrong in itself need not be expressible.
        let wrong: HashSet<Position> = found
            .iter()
            .filter(|found| found.rule.level == Some(Level::Error))
            .map(|found| found.at)
            .collect();
        let mut more = found_by_lowering(document);
        more.retain(|found| !wrong.contains(&found.at));
        found.extend(more);
    }
    found
}

fn found_by_lowering(document: &Document) -> Vec<Found> {
    let mut findings = expressible::found(document);
    complete_pointers(&mut findings, document);
    findings
        .into_iter()
        .map(|finding| Found {
            rule: match finding.rule == rules::REFUSAL_RESPONSE {
                true => rules::REFUSAL_RESPONSE,
                false => rules::INEXPRESSIBLE,
            },
            message: finding.message,
            at: finding.at.unwrap_or(document.root().at),
            pointer: finding.pointer.unwrap_or_default(),
            help: finding.help,
            fix: None,
        })
        .collect()
}
