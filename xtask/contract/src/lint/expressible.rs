//! "The tools can express this": what `generate` would refuse, told before
//! anybody generates.

use crate::document::Document;
use crate::model::lower;
use crate::report::Finding;

/// What other rules tell better.
const TOLD_ELSEWHERE: &[&str] = &[
    "unsupported-version",
    "unresolved-reference",
    "duplicate-operation-id",
    "path-parameter-mismatch",
    "undefined-security-scheme",
];

/// The refusals of the lowering. The generators' own, which need names and
/// types, are not asked for: they take as long as generating does.
pub fn refusals(document: &Document) -> Vec<Finding> {
    let mut findings = lower(document).err().unwrap_or_default();
    findings.retain(|finding| !TOLD_ELSEWHERE.contains(&finding.rule));
    findings
}
