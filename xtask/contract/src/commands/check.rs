//! `contract check`: whether contract, generated code and server are in step.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use clap::Args;
use serde_json::Value;

#[cfg(feature = "conform")]
use super::conform::Conform;
use super::places::Places;
use super::progress::watched;
use super::reading::{load, load_released};
use super::reporting::Reporting;
use super::{Failure, Outcome, Project, Terminal};
use crate::check::{compare, compatibility, generated_drift, not_emitted, projection, released};
use crate::compat::FILE_NAME;
use crate::document::{Document, Sources};
use crate::generate::{Generated, Options, generate, generate_supported};
use crate::model::{Contract, lower};
use crate::report::{Finding, Level, Results, counted};

/// Find drift between the contract, the generated code and the server.
///
/// Generated drift: what is in the tree against a regeneration in memory, as a
/// unified diff.
///
/// Implementation drift: the document that the server emits against the
/// contract, projected onto what Dropshot can say. Every difference is told
/// with its JSON Pointer and its place in the contract; what Dropshot cannot
/// say is listed with what guarantees it instead.
///
/// Compatibility drift: the contract against its newest released copy. A break
/// without a new major version is found, and an addition without a new minor
/// one. `diff.toml` beside the contract holds what the team decided.
///
/// Conformance, with `--all`: the running service is asked whether it keeps its
/// word, as `conform` does it. conformance.toml beside the contract says how the
/// service is started, and who asks.
///
/// All of it is one report. Exit codes: 0 in step, 4 out of step, 100 could not
/// check.
#[derive(Args)]
pub struct Check {
    #[command(flatten)]
    places: Places,
    /// The package whose `openapi` command prints the emitted document
    /// [default: the one in server/].
    #[arg(long, value_name = "NAME")]
    server_package: Option<String>,
    /// A document that was emitted before, instead of asking the server.
    #[arg(long, value_name = "FILE")]
    emitted: Option<PathBuf>,
    /// Where the released copies are [default: released, beside the contract].
    #[arg(long, value_name = "DIR")]
    released: Option<PathBuf>,
    /// Known changes, and levels that the team decided on [default: diff.toml
    /// beside the contract, if it is there].
    #[arg(long, value_name = "FILE")]
    known: Option<PathBuf>,
    /// Look for one kind of drift only.
    #[arg(long, value_name = "KIND")]
    only: Option<Kind>,
    /// Ask the running service, too: the three drifts and conformance.
    #[cfg(feature = "conform")]
    #[arg(long, conflicts_with = "only")]
    all: bool,
    /// Where the service runs that is asked [default: it is started as
    /// conformance.toml says].
    #[cfg(feature = "conform")]
    #[arg(long)]
    url: Option<String>,
    /// How the service is started, and who asks [default: conformance.toml beside
    /// the contract, if it is there].
    #[cfg(feature = "conform")]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(flatten)]
    reporting: Reporting,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Kind {
    Generated,
    Implementation,
    Compatibility,
    /// Whether the running service keeps its word.
    #[cfg(feature = "conform")]
    Conformance,
}

/// What was found so far.
#[derive(Default)]
struct Found {
    findings: Vec<Finding>,
    notes: Vec<String>,
}

impl Check {
    pub fn run(&self, project: &Project, terminal: &mut Terminal<'_>) -> Result<Outcome, Failure> {
        let spec = self.places.spec(project);
        let mut document = load("check", &spec, &self.reporting, terminal)?;
        let mut found = Found::default();
        let mut generated_sources = Sources::after(&document.sources);
        let mut failure = None;
        if self.wants(Kind::Generated) || self.wants(Kind::Implementation) {
            let options = self.places.options(project, &spec)?;
            let what = format!("Generating from {}", options.spec);
            let (contract, generated) = watched(terminal.progress, &what, || {
                self.contract(project, &document, &options)
            })
            .or_else(|findings| self.refused(project, findings, &document, terminal))?;
            if let Some(generated) = generated {
                self.generated(project, &generated, &mut generated_sources, &mut found)?;
            }
            if self.wants(Kind::Implementation) {
                // What was found before is told in any case.
                failure = self
                    .implementation(project, &contract, &document, &mut found, terminal)
                    .err();
            }
        }
        document.sources = document.sources.join(generated_sources);
        let mut released_sources = Sources::default();
        if self.wants(Kind::Compatibility) {
            released_sources = self.compatibility(project, &mut document, &mut found, terminal)?;
        }
        #[cfg(feature = "conform")]
        if self.wants(Kind::Conformance) {
            let failed = self.conformance(project, &document, &mut found, terminal);
            failure = failure.or(failed.err());
        }
        let sources = document.sources.join(released_sources);
        let subject = spec.display().to_string();
        let mut results = Results::new("check", subject, &found.findings, &sources);
        results.notes = found.notes;
        results.nothing = "in step";
        let is_in_step = results.count(Level::Error) == 0;
        self.reporting.write(results, terminal)?;
        if let Some(failure) = failure {
            return Err(failure);
        }
        Ok(if is_in_step {
            Outcome::Fine
        } else {
            Outcome::OutOfStep
        })
    }

    /// The contract, as far as it is generated from, and what is generated when
    /// that is looked at.
    fn contract(
        &self,
        project: &Project,
        document: &Document,
        options: &Options,
    ) -> Result<(Contract, Option<Generated>), Vec<Finding>> {
        if self.places.skip_unsupported(project) {
            let supported = generate_supported(document, options)?;
            let generated = self.wants(Kind::Generated).then_some(supported.generated);
            return Ok((supported.contract, generated));
        }
        let contract = lower(document)?;
        let generated = match self.wants(Kind::Generated) {
            true => Some(generate(&contract, options)?),
            false => None,
        };
        Ok((contract, generated))
    }

    fn wants(&self, kind: Kind) -> bool {
        #[cfg(feature = "conform")]
        if kind == Kind::Conformance && !self.all {
            return self.only == Some(kind);
        }
        self.only.is_none_or(|only| only == kind)
    }

    fn refused<T>(
        &self,
        project: &Project,
        findings: Vec<Finding>,
        document: &Document,
        terminal: &mut Terminal<'_>,
    ) -> Result<T, Failure> {
        let errors = self
            .reporting
            .refuse_in("check", findings, document, terminal)?;
        Err(Failure::new(format!(
            "{} cannot be checked: {} in the way.",
            self.places.spec(project).display(),
            counted(errors, "finding")
        )))
    }

    fn generated(
        &self,
        project: &Project,
        generated: &Generated,
        sources: &mut Sources,
        found: &mut Found,
    ) -> Result<(), Failure> {
        let spec = self.places.spec(project);
        let mut drifts = Vec::new();
        for (files, directory) in [
            (&generated.server, self.places.server(project)),
            (&generated.client, self.places.client(project)),
        ] {
            let drift = generated_drift(files, &directory, sources).map_err(|error| {
                Failure::new(format!("cannot read {}: {error}", directory.display()))
            })?;
            drifts.extend(drift);
        }
        let spec = spec.display();
        found.notes.push(match drifts.len() {
            0 => format!("Generated code: in step with {spec}."),
            drifts => format!(
                "Generated code: {} out of step with {spec}. Run `{} generate`.",
                counted(drifts, "file"),
                project.command(),
            ),
        });
        found.findings.extend(drifts);
        Ok(())
    }

    fn implementation(
        &self,
        project: &Project,
        contract: &Contract,
        document: &Document,
        found: &mut Found,
        terminal: &mut Terminal<'_>,
    ) -> Result<(), Failure> {
        let emitted = self.emitted(project, terminal)?;
        let findings = compare(&projection(contract, document.root()), &emitted);
        let not_emitted = not_emitted(document, contract);
        if !not_emitted.is_empty() {
            let title = "Not in the emitted document, since Dropshot cannot say it:";
            found.notes.push(title.to_owned());
        }
        for entry in &not_emitted {
            let first = entry.places.first().map(|at| document.sources.locate(*at));
            let more = match entry.places.len() {
                0 | 1 => String::new(),
                places => format!(" and {} more", places - 1),
            };
            found.notes.push(format!(
                "  {} ({}{more})\n      {}",
                entry.what,
                first.unwrap_or_default(),
                entry.guarantee,
            ));
        }
        found.notes.push(match findings.len() {
            0 => "Implementation: the emitted document equals the contract's projection.".into(),
            differences => format!(
                "Implementation: {} between the emitted document and the contract.",
                counted(differences, "difference")
            ),
        });
        found.findings.extend(findings);
        Ok(())
    }

    /// Returns the texts of the released copy, which come after the document's.
    fn compatibility(
        &self,
        project: &Project,
        document: &mut Document,
        found: &mut Found,
        terminal: &mut Terminal<'_>,
    ) -> Result<Sources, Failure> {
        let spec = self.places.spec(project);
        let directory = project.released(self.released.as_deref(), &spec);
        let all = released(&directory).map_err(|error| {
            Failure::new(format!("cannot read {}: {error}", directory.display()))
        })?;
        let Some(newest) = all.last() else {
            found.notes.push(format!(
                "Compatibility: nothing to compare with: no version was released to {}.",
                directory.display()
            ));
            return Ok(Sources::default());
        };
        let beside = spec.with_file_name(FILE_NAME);
        let known = self.known.clone().or(beside.exists().then_some(beside));
        let known = super::diff::read_known(
            "check",
            known.as_deref(),
            &mut document.sources,
            &self.reporting,
            terminal,
        )?;
        let base = load_released(newest, &document.sources, &self.reporting, terminal)?;
        let compatibility = compatibility(document, (newest, &base), &known);
        found.notes.push(compatibility.note);
        found.findings.extend(compatibility.findings);
        Ok(base.sources)
    }

    /// What the running service does.
    #[cfg(feature = "conform")]
    fn conformance(
        &self,
        project: &Project,
        document: &Document,
        found: &mut Found,
        terminal: &mut Terminal<'_>,
    ) -> Result<(), Failure> {
        let spec = self.places.spec(project);
        let conform = Conform::usual(self.url.clone(), self.config.clone());
        let Some(told) = conform.told(project, &spec, document, terminal)? else {
            return Ok(());
        };
        let findings = counted(told.findings.len(), "finding");
        found
            .notes
            .push(format!("Conformance: {findings}; {}", told.figures));
        let notes = told.notes.iter().map(|note| format!("  {note}"));
        found.notes.extend(notes);
        found.findings.extend(told.findings);
        told.failure.map_or(Ok(()), Err)
    }

    /// The document that the server emits.
    fn emitted(&self, project: &Project, terminal: &mut Terminal<'_>) -> Result<Value, Failure> {
        if let Some(path) = &self.emitted {
            let text = std::fs::read_to_string(path).map_err(|error| {
                Failure::new(format!("cannot read {}: {error}", path.display()))
            })?;
            return serde_json::from_str(&text)
                .map_err(|error| Failure::new(format!("{} is not JSON: {error}", path.display())));
        }
        let package = &project.server_package(self.server_package.as_deref());
        if terminal.progress {
            writeln!(
                terminal.err,
                "Building {package}, and asking it for its document …"
            )?;
        }
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let output = Command::new(cargo)
            .args(["run", "--quiet", "--package", package, "--", "openapi"])
            .current_dir(project.root())
            .stderr(Stdio::inherit())
            .output()
            .map_err(|error| Failure::new(format!("cannot run cargo: {error}")))?;
        if !output.status.success() {
            return Err(Failure::new(format!(
                "`cargo run --package {package} -- openapi` failed ({}): make the server compile first, or give a document with --emitted.",
                output.status
            )));
        }
        serde_json::from_slice(&output.stdout).map_err(|error| {
            Failure::new(format!(
                "`cargo run --package {package} -- openapi` did not print an OpenAPI document in JSON: {error}"
            ))
        })
    }
}
