//! What is found, known, and put off.

use crate::conform::Config;
use crate::exchange::Operations;
use crate::report::Finding;
use crate::rules;

/// What is known is passed over; entries that are past their day, or unused, are told.
pub fn known(findings: Vec<Finding>, operations: &Operations<'_>, config: &Config) -> Vec<Finding> {
    let today = chrono::Local::now().date_naive();
    let mut out = findings;
    for entry in &config.known {
        let titles: Vec<String> = match &entry.operation {
            Some(name) => operations
                .all
                .iter()
                .filter(|one| one.is_called(name))
                .map(|one| format!("{}: ", one.title()))
                .collect(),
            None => vec![String::new()],
        };
        let is_it = |finding: &Finding| {
            finding.rule.id() == entry.check
                && titles
                    .iter()
                    .any(|title| finding.message.starts_with(title.as_str()))
        };
        let count = out.iter().filter(|finding| is_it(finding)).count();
        let of = entry.operation.as_deref().unwrap_or("all operations");
        if entry.until < today {
            out.push(Finding::new(
                rules::CONFORM_KNOWN_ENDED,
                format!(
                    "known until {}: `{}` of {of} ({})",
                    entry.until, entry.check, entry.reason
                ),
            ));
        } else if count == 0 {
            out.push(Finding::new(
                rules::CONFORM_KNOWN_ENDED,
                format!(
                    "nothing needs the entry: `{}` of {of} ({})",
                    entry.check, entry.reason
                ),
            ));
        } else {
            out.retain(|finding| !is_it(finding));
        }
    }
    out
}
