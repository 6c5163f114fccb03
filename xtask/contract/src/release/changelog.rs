//! The changelog: an entry for each version, the newest first.

use crate::compat::Version;
use crate::document::{Document, operations};
use crate::report::{Finding, command};
use crate::rules;

/// How a new changelog begins.
fn head() -> String {
    format!(
        "# Changelog\n\nWhat changed in the contract, for those who use the API. Written by\n`{} release`.\n",
        command()
    )
}

/// The first version: what it can do.
pub fn first_entry(version: &Version, document: &Document) -> String {
    let mut entry = format!("## {version}\n\nThe first release.\n");
    let mut listed = String::new();
    for (path, item) in document.root().members("paths") {
        let item = document.resolve(item).unwrap_or(item);
        for (method, operation) in operations(item) {
            let summary = operation.text("summary").map(summary);
            let deprecated = match operation.flag("deprecated") {
                true => " (deprecated)",
                false => "",
            };
            listed.push_str(&format!(
                "- `{} {path}`{deprecated}{}\n",
                method.to_uppercase(),
                summary.unwrap_or_default()
            ));
        }
    }
    if !listed.is_empty() {
        entry.push_str(&format!("\n### Operations\n\n{listed}"));
    }
    entry
}

fn summary(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let end = if text.ends_with('.') { "" } else { "." };
    format!(": {text}{end}")
}

/// Whether the changelog tells of the version.
fn has_entry(changelog: &str, version: &Version) -> bool {
    let is_of = |line: &str| {
        let title = line.strip_prefix("## ").map(str::trim);
        title.is_some_and(|title| Version::parse(title).as_ref() == Some(version))
    };
    changelog.lines().any(is_of)
}

/// The changelog with one more entry, before the others. What a person wrote
/// above the first entry stays.
pub fn with_entry(changelog: &str, version: &Version, entry: &str) -> Result<String, Finding> {
    if has_entry(changelog, version) {
        let message = format!("the changelog has an entry for {version} already");
        return Err(Finding::error(rules::CHANGELOG_HAS_VERSION, message).help(
            "take the entry out: it is written from the contract, so that it says what changed",
        ));
    }
    let changelog = if changelog.trim().is_empty() {
        &head()
    } else {
        changelog
    };
    let first = changelog
        .match_indices("## ")
        .map(|(index, _)| index)
        .find(|index| *index == 0 || changelog[..*index].ends_with('\n'));
    let (above, below) = changelog.split_at(first.unwrap_or(changelog.len()));
    let below = match below {
        "" => String::new(),
        below => format!("\n{below}"),
    };
    Ok(format!(
        "{}\n\n{}\n{below}",
        above.trim_end(),
        entry.trim_end()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(text: &str) -> Version {
        Version::parse(text).expect("a version")
    }

    #[test]
    fn the_newest_entry_stands_first_and_what_is_above_stays() {
        let first = with_entry("", &version("1.0.0"), "## 1.0.0\n\nFirst.\n").expect("written");
        assert_eq!(first, format!("{}\n## 1.0.0\n\nFirst.\n", head()));
        let own = first.replace("# Changelog", "# News of ours");
        let second = with_entry(&own, &version("1.1.0"), "## 1.1.0\n\n- a\n").expect("written");
        assert!(second.starts_with("# News of ours\n"), "{second}");
        let end = "\n\n## 1.1.0\n\n- a\n\n## 1.0.0\n\nFirst.\n";
        assert!(second.ends_with(end), "{second}");
    }

    #[test]
    fn no_version_has_two_entries() {
        let again = with_entry("## 1.0.0\n", &version("1.0.0"), "## 1.0.0\n");
        assert_eq!(
            again.map_err(|found| found.rule),
            Err(rules::CHANGELOG_HAS_VERSION)
        );
    }
}
