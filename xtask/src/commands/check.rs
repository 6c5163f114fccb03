//! `cargo xtask check`: whether contract, generated code and server are in step.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use clap::Args;
use serde_json::Value;

use super::{Failure, Outcome, Places, Terminal, count};
use crate::check::{Drift, compare, generated_drift, project, unsaid};
use crate::contract::{Contract, lower};
use crate::document::Document;
use crate::generate::{Files, generate};
use crate::report::Report;

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
/// Exit codes: 0 in step, 4 out of step, 100 could not check.
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
    /// Look for one kind of drift only.
    #[arg(long, value_name = "KIND")]
    only: Option<Kind>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Kind {
    Generated,
    Implementation,
}

impl Check {
    pub fn run(&self, terminal: &mut Terminal<'_>) -> Result<Outcome, Failure> {
        let document = super::generate::load(&self.places.spec(), terminal)?;
        let contract =
            lower(&document).or_else(|findings| self.refused(&findings, &document, terminal))?;
        let mut in_step = true;
        if self.only != Some(Kind::Implementation) {
            in_step &= self.generated(&contract, &document, terminal)?;
        }
        if self.only != Some(Kind::Generated) {
            in_step &= self.implementation(&contract, &document, terminal)?;
        }
        Ok(if in_step {
            Outcome::Fine
        } else {
            Outcome::OutOfStep
        })
    }

    fn refused<T>(
        &self,
        findings: &[crate::report::Finding],
        document: &Document,
        terminal: &mut Terminal<'_>,
    ) -> Result<T, Failure> {
        let mut report = Report::new(terminal.err, terminal.color);
        report.write_all(findings, &document.sources, Some(document.root()))?;
        Err(Failure::new(format!(
            "{} cannot be checked: {} in the way.",
            self.places.spec().display(),
            count(report.errors, "finding")
        )))
    }

    fn generated(
        &self,
        contract: &Contract,
        document: &Document,
        terminal: &mut Terminal<'_>,
    ) -> Result<bool, Failure> {
        let generated = generate(contract, &super::generate::name_of(&self.places.spec()))
            .or_else(|findings| self.refused(&findings, document, terminal))?;
        let mut drifts = self.drifts(&generated.server, &self.places.server())?;
        drifts.extend(self.drifts(&generated.client, &self.places.client())?);
        for drift in &drifts {
            match drift {
                Drift::Differs { diff } => write!(terminal.out, "{diff}")?,
                Drift::Missing { path } => {
                    writeln!(terminal.out, "{} is missing", path.display())?;
                }
                Drift::Stale { path } => {
                    writeln!(
                        terminal.out,
                        "{} would not be generated any more",
                        path.display()
                    )?;
                }
            }
        }
        if drifts.is_empty() {
            writeln!(
                terminal.out,
                "Generated code: in step with {}.",
                self.places.spec().display()
            )?;
        } else {
            writeln!(
                terminal.out,
                "Generated code: {} out of step with {}. Run `cargo xtask generate`.",
                count(drifts.len(), "file"),
                self.places.spec().display()
            )?;
        }
        Ok(drifts.is_empty())
    }

    fn drifts(&self, files: &Files, directory: &Path) -> Result<Vec<Drift>, Failure> {
        generated_drift(files, directory)
            .map_err(|error| Failure::new(format!("cannot read {}: {error}", directory.display())))
    }

    fn implementation(
        &self,
        contract: &Contract,
        document: &Document,
        terminal: &mut Terminal<'_>,
    ) -> Result<bool, Failure> {
        let emitted = self.emitted(terminal)?;
        let findings = compare(&project(contract, document.root()), &emitted);
        let mut report = Report::new(terminal.out, terminal.color);
        report.write_all(&findings, &document.sources, None)?;
        let unsaid = unsaid(document, contract);
        if !unsaid.is_empty() {
            writeln!(
                terminal.out,
                "Not in the emitted document, since Dropshot cannot say it:"
            )?;
            for entry in &unsaid {
                let first = entry.places.first().map(|at| document.sources.locate(*at));
                writeln!(
                    terminal.out,
                    "  {} ({}{})\n      {}",
                    entry.what,
                    first.unwrap_or_default(),
                    match entry.places.len() {
                        0 | 1 => String::new(),
                        places => format!(" and {} more", places - 1),
                    },
                    entry.guarantee,
                )?;
            }
        }
        match findings.len() {
            0 => writeln!(
                terminal.out,
                "Implementation: the emitted document equals the contract's projection."
            )?,
            differences => writeln!(
                terminal.out,
                "Implementation: {} between the emitted document and the contract.",
                count(differences, "difference")
            )?,
        }
        Ok(findings.is_empty())
    }

    /// The document that the server emits.
    fn emitted(&self, terminal: &mut Terminal<'_>) -> Result<Value, Failure> {
        if let Some(path) = &self.emitted {
            let text = std::fs::read_to_string(path).map_err(|error| {
                Failure::new(format!("cannot read {}: {error}", path.display()))
            })?;
            return serde_json::from_str(&text)
                .map_err(|error| Failure::new(format!("{} is not JSON: {error}", path.display())));
        }
        let package = &self
            .server_package
            .clone()
            .unwrap_or_else(super::server_package);
        if terminal.progress {
            writeln!(
                terminal.err,
                "Building {package}, and asking it for its document …"
            )?;
        }
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let output = Command::new(cargo)
            .args(["run", "--quiet", "--package", package, "--", "openapi"])
            .current_dir(super::workspace())
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
