//! A comparison as it is reported: with the team's decisions, and the place of
//! everything.

use std::collections::{HashMap, HashSet};

use super::documents::compare;
use super::known::Known;
use crate::document::{Document, Position};
use crate::report::{Finding, Level, Versions};

/// What there is to say about two documents.
pub struct Differences {
    /// The changes, the worst first.
    pub changes: Vec<Finding>,
    /// Those that the team knows of: they ask for nothing, and did happen.
    pub known: Vec<Finding>,
    /// About the comparison itself: what is wrong with the documents, and
    /// entries of the team's file that nothing needs.
    pub others: Vec<Finding>,
    pub versions: Versions,
}

pub fn differences(base: &Document, revision: &Document, known: &Known) -> Differences {
    let mut applied = known.apply(compare(base, revision));
    point(&mut applied.changes, base, revision);
    point(&mut applied.known, base, revision);
    let text = |document: &Document, key: &str| {
        let node = document.root().pointer(key)?;
        Some(match node.as_str() {
            Some(text) => text.to_owned(),
            None => node.to_json().to_string(),
        })
    };
    Differences {
        changes: applied.changes,
        known: applied.known,
        others: applied.own,
        versions: Versions {
            title: text(revision, "/info/title"),
            base: text(base, "/info/version"),
            revision: text(revision, "/info/version"),
        },
    }
}

impl Differences {
    pub fn worst(&self) -> Option<Level> {
        let all = self.changes.iter().chain(&self.others);
        all.map(|finding| finding.level).max()
    }
}

/// Fills in the pointers of all places, in one walk through each document.
fn point(findings: &mut [Finding], base: &Document, revision: &Document) {
    let before = |finding: &Finding| finding.comparison().and_then(|both| both.base);
    let wanted: HashSet<Position> = findings
        .iter()
        .flat_map(|finding| [before(finding), finding.at])
        .flatten()
        .collect();
    let mut pointers: HashMap<Position, String> = base.pointers_to(&wanted);
    pointers.extend(revision.pointers_to(&wanted));
    for finding in findings {
        let pointer = |at: Option<Position>| at.and_then(|at| pointers.get(&at).cloned());
        finding.pointer = pointer(finding.at);
        if let Some(both) = finding.comparison_mut() {
            both.base_pointer = pointer(both.base);
        }
    }
}
