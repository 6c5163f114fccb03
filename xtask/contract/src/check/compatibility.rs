//! Compatibility drift: the contract against its newest released copy.
//!
//! What breaks somebody needs a new major version, what adds something a new
//! minor one. A change of texts alone needs a new patch version when it is
//! released; until then it is only mentioned.

use super::released::Released;
use crate::compat::{Differences, Known, Version, differences};
use crate::document::{Document, Node};
use crate::report::{Bump, Finding, Rule};
use crate::rules;

/// What the contract's version says about the changes since the last release.
pub struct Compatibility {
    pub differences: Differences,
    /// What it does not say, and should; then the changes that it hides.
    pub findings: Vec<Finding>,
    /// The contract's own; none when it cannot be read.
    pub version: Option<Version>,
    /// One sentence for a reader.
    pub note: String,
}

/// Differences of the version itself: they are judged here.
pub const OF_THE_VERSION: [&Rule; 2] = [
    rules::changes::API_VERSION_DECREASED,
    rules::changes::API_MAJOR_VERSION_NOT_BUMPED,
];

pub fn compatibility(
    contract: &Document,
    released: (&Released, &Document),
    known: &Known,
) -> Compatibility {
    let (Released { version: last, .. }, base) = released;
    let mut differences = differences(base, contract, known);
    differences
        .changes
        .retain(|finding| !OF_THE_VERSION.contains(&finding.rule));
    let known = match differences.known.len() {
        0 => String::new(),
        1 => " beside a change that is known".to_owned(),
        count => format!(" beside {count} changes that are known"),
    };
    let mut findings = misnamed(last, base);
    let at = contract.root().pointer("/info/version");
    let place = at.map_or(contract.root().at, Node::position);
    let version = match version_of(contract) {
        Ok(version) => version,
        Err(finding) => {
            findings.push(finding);
            return Compatibility {
                differences,
                findings,
                version: None,
                note: "Compatibility: the contract has no version.".to_owned(),
            };
        }
    };
    let most = differences
        .changes
        .iter()
        .filter_map(Finding::asks_for)
        .max();
    let is_hidden = |bump: Bump| !version.announces(bump, last);
    let note = match most {
        _ if version < *last => {
            let message = format!("the version is {version}, and {last} was released already");
            let finding = Finding::error(rules::VERSION_WENT_BACK, message)
                .at(place)
                .help(format!(
                    "{} is the next one",
                    last.next(most.unwrap_or(Bump::Patch))
                ));
            findings.push(finding);
            format!("Compatibility: version {version} is older than {last}, which was released.")
        }
        Some(bump) if is_hidden(bump) => {
            findings.push(not_raised(&differences.changes, bump, &version, last).at(place));
            findings.extend(
                differences
                    .changes
                    .iter()
                    .filter(|change| {
                        let asked = change.asks_for();
                        asked > Some(Bump::Patch) && asked.is_some_and(is_hidden)
                    })
                    .cloned(),
            );
            format!(
                "Compatibility: version {version} does not say what changed since {last}: the next version is {}.",
                last.next(bump)
            )
        }
        Some(_) => format!(
            "Compatibility: version {version} says what changed since {last}: {}{known}.",
            differences.changes.len()
        ),
        None => format!("Compatibility: nothing changed since {last}{known}."),
    };
    findings.extend(differences.others.iter().cloned());
    Compatibility {
        differences,
        findings,
        version: Some(version),
        note,
    }
}

/// What the contract calls itself.
pub fn version_of(contract: &Document) -> Result<Version, Finding> {
    let at = contract.root().pointer("/info/version");
    let written = at.and_then(Node::as_str).unwrap_or_default();
    Version::parse(written).ok_or_else(|| {
        let message = format!("`info.version` is {written:?}: no version can be read from it");
        Finding::error(rules::VERSION_UNREADABLE, message)
            .at(at.map_or(contract.root().at, Node::position))
            .help("write it as `major.minor.patch` (https://semver.org)")
    })
}

/// The version that was not raised, and what for.
fn not_raised(changes: &[Finding], bump: Bump, version: &Version, last: &Version) -> Finding {
    let count = changes
        .iter()
        .filter(|change| change.asks_for() == Some(bump))
        .count();
    let are = |one: &str, several: &str| match count {
        1 => one.to_owned(),
        count => several.replace('#', &count.to_string()),
    };
    let (rule, what) = match bump {
        Bump::Major => (
            rules::MAJOR_VERSION_NOT_RAISED,
            are("a change breaks", "# changes break"),
        ),
        Bump::Minor => (
            rules::MINOR_VERSION_NOT_RAISED,
            are(
                "something was added or changed",
                "# things were added or changed",
            ),
        ),
        Bump::Patch => (
            rules::PATCH_VERSION_NOT_RAISED,
            are("a text changed", "# texts changed"),
        ),
    };
    let message = format!("the version is {version} after {last}, and {what}");
    let next = last.next(bump);
    Finding::new(rule, message).help(format!(
        "set `info.version` to {next}, or take the change back; what you know about goes into diff.toml"
    ))
}

/// A released copy that calls itself otherwise than its file.
fn misnamed(version: &Version, released: &Document) -> Vec<Finding> {
    let at = released.root().pointer("/info/version");
    let own = at.and_then(Node::as_str).and_then(Version::parse);
    if own.as_ref() == Some(version) {
        return Vec::new();
    }
    let place = at.map_or(released.root().at, Node::position);
    let message = format!("the file is named {version}, and its `info.version` is a different one");
    vec![
        Finding::warning(rules::RELEASED_MISNAMED, message)
            .at(place)
            .help("released copies are not edited: restore the file, or its name"),
    ]
}
