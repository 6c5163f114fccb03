//! Generating what can be generated: operations that cannot be expressed are
//! left out, one by one, and told.

use std::collections::HashSet;

use super::{Generated, Options, generate};
use crate::document::{Document, Position};
use crate::model::{Contract, Reached, Scope, Written, lower_within, written};
use crate::report::{Finding, Level};

/// What was generated, and what was not.
pub struct Supported {
    pub contract: Contract,
    pub generated: Generated,
    /// The operations that were left out: `GET /users/{id}`.
    pub left_out: Vec<String>,
    /// Why, as warnings.
    pub reasons: Vec<Finding>,
}

/// Leaves out the operations that findings are about, until nothing is in the
/// way. What concerns no single operation is in the way of all.
pub fn generate_supported(
    document: &Document,
    options: &Options,
) -> Result<Supported, Vec<Finding>> {
    let operations = written(document);
    let mut left_out: Vec<usize> = Vec::new();
    let mut reasons = Vec::new();
    loop {
        let kept = |index: &usize| !left_out.contains(index);
        let remaining: Vec<usize> = (0..operations.len()).filter(kept).collect();
        let attempt = try_all(document, options, &operations, &remaining);
        let findings = match attempt {
            Ok((contract, generated)) => {
                left_out.sort_unstable();
                return Ok(Supported {
                    contract,
                    generated,
                    left_out: left_out
                        .into_iter()
                        .map(|index| operations[index].title.clone())
                        .collect(),
                    reasons,
                });
            }
            Err(findings) => findings,
        };
        let places: HashSet<Position> = findings.iter().filter_map(|finding| finding.at).collect();
        let mut culprits: Vec<usize> = remaining
            .iter()
            .copied()
            .filter(|index| {
                let reached = Reached::from(document, &operations[*index]);
                !reached.places.is_disjoint(&places)
            })
            .collect();
        if culprits.is_empty() {
            culprits = search(document, options, &operations, &remaining);
        }
        if culprits.is_empty() || culprits.len() == operations.len() {
            return Err(findings);
        }
        left_out.extend(culprits);
        reasons.extend(findings.into_iter().map(|finding| Finding {
            level: Level::Warning,
            ..finding
        }));
    }
}

fn try_all(
    document: &Document,
    options: &Options,
    operations: &[Written<'_>],
    remaining: &[usize],
) -> Result<(Contract, Generated), Vec<Finding>> {
    let scope = Scope::of(document, remaining.iter().map(|index| &operations[*index]));
    let contract = lower_within(document, &scope)?;
    let generated = generate(&contract, options)?;
    Ok((contract, generated))
}

/// The operations that cannot be generated even alone, where the findings do
/// not tell: by halves.
fn search(
    document: &Document,
    options: &Options,
    operations: &[Written<'_>],
    remaining: &[usize],
) -> Vec<usize> {
    if remaining.is_empty() || try_all(document, options, operations, remaining).is_ok() {
        return Vec::new();
    }
    if let [single] = remaining {
        return vec![*single];
    }
    let (first, second) = remaining.split_at(remaining.len() / 2);
    let mut found = search(document, options, operations, first);
    found.extend(search(document, options, operations, second));
    found
}
