//! `contract release`: the contract as it is becomes a version.

use std::io;
use std::path::{Path, PathBuf};

use clap::Args;

use super::reading::{load, load_released};
use super::reporting::Reporting;
use super::{Failure, Outcome, Project, Terminal};
use crate::check::{Compatibility, OF_THE_VERSION, compatibility, released, version_of};
use crate::compat::{FILE_NAME, Known, Version, differences};
use crate::document::{Document, Sources};
use crate::lint::{Settings, lint};
use crate::release::{contract_files, copies, first_entry, with_entry};
use crate::report::{Bump, Finding, Level, Record, Results, changelog_entry};
use crate::rules;

/// Release the contract: keep a copy of it, and say what changed.
///
/// The copy goes to `released/`, beside the contract: `1.1.0.yaml`, or the
/// folder `1.1.0` when the contract has several files. It is what `check`
/// compares with from then on. What changed since the release before is
/// written to CHANGELOG.md, for those who use the API.
///
/// Refused, and nothing is written, when the contract has a fault that `lint`
/// calls an error, or when its version says less than the changes do, is not
/// newer than the last one, or was released with another content.
///
/// Exit codes: 0 released, now or before; 4 refused; 100 could not be done.
#[derive(Args)]
pub struct Release {
    /// The contract [default: spec/openapi.yaml].
    #[arg(long, value_name = "FILE")]
    spec: Option<PathBuf>,
    /// Where the released copies are [default: released, beside the contract].
    #[arg(long, value_name = "DIR")]
    released: Option<PathBuf>,
    /// What changed in each version [default: CHANGELOG.md, beside the
    /// contract].
    #[arg(long, value_name = "FILE")]
    changelog: Option<PathBuf>,
    /// Known changes, and levels that the team decided on [default: diff.toml
    /// beside the contract, if it is there].
    #[arg(long, value_name = "FILE")]
    known: Option<PathBuf>,
    /// Show what would be written, and write nothing.
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    reporting: Reporting,
}

/// What the contract is, beside the releases so far.
struct Candidate {
    version: Option<Version>,
    /// The last version that was released, and whether it is this contract.
    last: Option<(Version, bool)>,
    /// What changed since.
    changes: Vec<Record>,
    /// What is in the way, or worth knowing.
    findings: Vec<Finding>,
}

impl Release {
    pub fn run(&self, project: &Project, terminal: &mut Terminal<'_>) -> Result<Outcome, Failure> {
        let spec = project.spec(self.spec.as_deref());
        let mut document = load("release", &spec, &self.reporting, terminal)?;
        let files = contract_files(&spec, &document.sources);
        let directory = project.released(self.released.as_deref(), &spec);
        let mut candidate = self.candidate(&spec, &directory, &mut document, terminal)?;
        let subject = spec.display().to_string();
        let changelog = beside(self.changelog.as_deref(), &spec, "CHANGELOG.md");
        let mut before = read(&changelog)?;
        let is_lost = before.trim().is_empty() && candidate.last.is_some();
        if is_lost {
            before = self.history(&spec, &directory, terminal)?;
        }
        if let (Some(version), Some((last, true))) = (&candidate.version, &candidate.last)
            && version == last
        {
            let mut results = Results::new("release", subject, &[], &document.sources);
            results.nothing = "released before, as it is";
            if is_lost {
                results.notes.push(LOST.to_owned());
                results.notes.extend(self.write(&[(changelog, before)])?);
            }
            self.reporting.write(results, terminal)?;
            return Ok(Outcome::Fine);
        }
        candidate
            .findings
            .extend(self.faults(&spec, &mut document, terminal)?);
        let (mut entry, mut outputs) = (String::new(), Vec::new());
        match (files, &candidate.version) {
            (Err(finding), _) => candidate.findings.push(finding),
            (Ok(_), None) => {}
            (Ok(files), Some(version)) => {
                let last = candidate.last.as_ref().map(|(last, _)| last);
                entry = match last {
                    None => first_entry(version, &document),
                    Some(_) => changelog_entry(&version.to_string(), &candidate.changes),
                };
                let copies = copies(&files, &directory, version);
                outputs.extend(
                    copies
                        .into_iter()
                        .map(|(path, text)| (path, text.to_owned())),
                );
                match with_entry(&before, version, &entry) {
                    Ok(text) => outputs.push((changelog, text)),
                    // A version that was released has an entry, and is refused.
                    Err(_) if last == Some(version) => {}
                    Err(finding) => candidate.findings.push(finding),
                }
            }
        }
        let findings = &candidate.findings;
        let mut results = Results::new("release", subject, findings, &document.sources);
        let is_refused = results.count(Level::Error) > 0;
        if is_refused {
            let note = "Not released: what is in the way is told above. Nothing was written.";
            results.notes.push(note.to_owned());
        } else {
            results.notes.push(entry.clone());
            if is_lost {
                results.notes.push(LOST.to_owned());
            }
            results.notes.extend(self.write(&outputs)?);
            results.nothing = if self.dry_run {
                "could be released"
            } else {
                "released"
            };
        }
        self.reporting.write(results, terminal)?;
        Ok(if is_refused {
            Outcome::OutOfStep
        } else {
            Outcome::Fine
        })
    }

    fn candidate(
        &self,
        spec: &Path,
        directory: &Path,
        document: &mut Document,
        terminal: &mut Terminal<'_>,
    ) -> Result<Candidate, Failure> {
        let all = released(directory).map_err(|error| {
            Failure::new(format!("cannot read {}: {error}", directory.display()))
        })?;
        let Some(newest) = all.last() else {
            let (version, findings) = match version_of(document) {
                Ok(version) => (Some(version), Vec::new()),
                Err(finding) => (None, vec![finding]),
            };
            return Ok(Candidate {
                version,
                last: None,
                changes: Vec::new(),
                findings,
            });
        };
        let known = self.known_changes(spec, &mut document.sources, terminal)?;
        let base = load_released(newest, &document.sources, &self.reporting, terminal)?;
        let Compatibility {
            differences,
            mut findings,
            version,
            ..
        } = compatibility(document, (newest, &base), &known);
        let nothing_changed = differences.changes.is_empty() && differences.known.is_empty();
        let is_same = nothing_changed && document.root() == base.root();
        if version.as_ref() == Some(&newest.version) && !is_same {
            // What the version hides may have been said already.
            findings.retain(|finding| finding.rule != rules::PATCH_VERSION_NOT_RAISED);
            if findings.iter().all(|finding| finding.level < Level::Error) {
                findings.push(released_already(document, &newest.version));
            }
        }
        document.sources = std::mem::take(&mut document.sources).join(base.sources);
        Ok(Candidate {
            version,
            last: Some((newest.version.clone(), is_same)),
            changes: differences
                .changes
                .iter()
                // Who is called does not know what the team knows.
                .chain(&differences.known)
                .map(|change| Record::new(change, &document.sources))
                .collect(),
            findings,
        })
    }

    /// What the team knows and decided.
    fn known_changes(
        &self,
        spec: &Path,
        sources: &mut Sources,
        terminal: &mut Terminal<'_>,
    ) -> Result<Known, Failure> {
        let known = self.known.clone();
        let known =
            known.or_else(|| Some(spec.with_file_name(FILE_NAME)).filter(|path| path.exists()));
        super::diff::read_known(
            "release",
            known.as_deref(),
            sources,
            &self.reporting,
            terminal,
        )
    }

    /// The changelog as the released copies tell it.
    fn history(
        &self,
        spec: &Path,
        directory: &Path,
        terminal: &mut Terminal<'_>,
    ) -> Result<String, Failure> {
        let all = released(directory).map_err(|error| {
            Failure::new(format!("cannot read {}: {error}", directory.display()))
        })?;
        let known = self.known_changes(spec, &mut Sources::default(), terminal)?;
        let mut text = String::new();
        let mut earlier: Option<Document> = None;
        for copy in &all {
            let none = Sources::default();
            let others = earlier.as_ref().map_or(&none, |base| &base.sources);
            let mut document = load_released(copy, others, &self.reporting, terminal)?;
            let entry = match &mut earlier {
                None => first_entry(&copy.version, &document),
                Some(base) => {
                    let found = differences(base, &document, &known);
                    let changes = [found.changes, found.known].concat();
                    let others = std::mem::take(&mut base.sources);
                    document.sources = others.join(std::mem::take(&mut document.sources));
                    let of_contract = changes
                        .iter()
                        .filter(|change| !OF_THE_VERSION.contains(&change.rule));
                    let records: Vec<Record> = of_contract
                        .map(|change| Record::new(change, &document.sources))
                        .collect();
                    changelog_entry(&copy.version.to_string(), &records)
                }
            };
            text = with_entry(&text, &copy.version, &entry).unwrap_or(text);
            earlier = Some(document);
        }
        Ok(text)
    }

    /// What `lint` calls an error.
    fn faults(
        &self,
        spec: &Path,
        document: &mut Document,
        terminal: &mut Terminal<'_>,
    ) -> Result<Vec<Finding>, Failure> {
        let path = spec.with_file_name("lint.toml");
        let mut settings = Settings::default();
        if path.exists() {
            settings = Settings::read(&path, &mut document.sources).or_else(|finding| {
                let subject = path.display().to_string();
                self.reporting.refuse(
                    "release",
                    &subject,
                    &[finding],
                    &document.sources,
                    terminal,
                )?;
                Err(Failure::new(format!("{subject} cannot be followed.")))
            })?;
        }
        let mut faults = lint(document, &settings).findings;
        faults.retain(|finding| finding.level == Level::Error);
        Ok(faults)
    }

    /// Writes the files, and says so.
    fn write(&self, outputs: &[(PathBuf, String)]) -> Result<Vec<String>, Failure> {
        let mut notes = Vec::new();
        for (path, text) in outputs {
            let shown = path.display();
            if self.dry_run {
                notes.push(format!("Would write {shown}."));
                continue;
            }
            let folder = path.parent().unwrap_or(Path::new(""));
            std::fs::create_dir_all(folder)
                .and_then(|()| std::fs::write(path, text))
                .map_err(|error| Failure::new(format!("cannot write {shown}: {error}")))?;
            notes.push(format!("Wrote {shown}."));
        }
        Ok(notes)
    }
}

const LOST: &str = "The changelog was not there: it is written again, from the released copies.";

fn released_already(document: &Document, version: &Version) -> Finding {
    let next = version.next(Bump::Patch);
    let at = document.root().pointer("/info/version");
    let message = format!("{version} was released, with another content");
    Finding::error(rules::RELEASED_ALREADY, message)
        .at(at.map_or(document.root().at, |node| node.position()))
        .help(format!(
            "set `info.version` to {next}: what was released is not changed any more"
        ))
}

fn beside(given: Option<&Path>, spec: &Path, name: &str) -> PathBuf {
    given.map_or_else(|| spec.with_file_name(name), Path::to_owned)
}

/// A file that need not be there yet.
fn read(path: &Path) -> Result<String, Failure> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(Failure::new(format!(
            "cannot read {}: {error}",
            path.display()
        ))),
    }
}
