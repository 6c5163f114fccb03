//! "The tools can express this": what `generate` would refuse, found before
//! anybody generates.

use crate::document::Document;
use crate::model::{lower, refusals};
use crate::report::{Finding, Rule};
use crate::rules;

/// What other rules say better.
const FOUND_ELSEWHERE: &[&Rule] = &[
    rules::UNSUPPORTED_VERSION,
    rules::UNRESOLVED_REFERENCE,
    rules::DUPLICATE_OPERATION_ID,
    rules::PATH_PARAMETER_MISMATCH,
    rules::UNDEFINED_SECURITY_SCHEME,
];

/// The refusals of the lowering, or else what the contract has no responses for. The generators'
/// own refusals, which need names and types, are not asked for: they take as long as generating
/// does.
pub fn found(document: &Document) -> Vec<Finding> {
    let lowered = lower(document);
    let mut findings = match &lowered {
        Ok(contract) => refusals::undocumented(contract),
        Err(findings) => findings.clone(),
    };
    findings.retain(|finding| !FOUND_ELSEWHERE.contains(&finding.rule));
    findings
}
