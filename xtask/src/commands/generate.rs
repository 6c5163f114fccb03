//! `cargo xtask generate`: from the contract to the server layer and the client.

use std::path::{Path, PathBuf};

use clap::Args;

use super::{Failure, Outcome, Terminal};
use crate::contract::lower;
use crate::document::Document;
use crate::generate::{Generated, generate};
use crate::report::Report;

/// Generate the server layer and the client from the contract.
///
/// Reads OpenAPI 3.1 or 3.0, in YAML or JSON, with references within the file
/// and to other files. What the generated code cannot express is refused, with
/// its place in the contract and a way out; then nothing is written. Running it
/// twice changes nothing.
#[derive(Args)]
pub struct Generate {
    /// The contract.
    #[arg(long, value_name = "FILE", default_value = super::CONTRACT)]
    spec: PathBuf,
    /// Where the server layer goes: a directory of generated files only.
    #[arg(long, value_name = "DIR", default_value = super::SERVER_LAYER)]
    server_out: PathBuf,
    /// Where the client goes: a directory of generated files only.
    #[arg(long, value_name = "DIR", default_value = super::CLIENT)]
    client_out: PathBuf,
}

impl Generate {
    pub fn run(&self, terminal: &mut Terminal<'_>) -> Result<Outcome, Failure> {
        let generated = from_contract(&self.spec, terminal)?;
        let mut changed = generated.server.write(&self.server_out).map_err(|error| {
            Failure::new(format!(
                "cannot write to {}: {error}",
                self.server_out.display()
            ))
        })?;
        changed.extend(generated.client.write(&self.client_out).map_err(|error| {
            Failure::new(format!(
                "cannot write to {}: {error}",
                self.client_out.display()
            ))
        })?);
        for path in &changed {
            writeln!(terminal.out, "  {}", path.display())?;
        }
        match changed.len() {
            0 => writeln!(
                terminal.out,
                "In step with {}: nothing changed.",
                self.spec.display()
            )?,
            1 => writeln!(terminal.out, "1 file changed.")?,
            count => writeln!(terminal.out, "{count} files changed.")?,
        }
        Ok(Outcome::Fine)
    }
}

/// Generates in memory; what is in the way is reported.
pub fn from_contract(spec: &Path, terminal: &mut Terminal<'_>) -> Result<Generated, Failure> {
    let document = load(spec, terminal)?;
    let result = lower(&document).and_then(|contract| generate(&contract, &name_of(spec)));
    result.or_else(|findings| {
        let mut report = Report::new(terminal.err, terminal.color);
        report.write_all(&findings, &document.sources, Some(document.root()))?;
        Err(Failure::new(format!(
            "{} cannot be generated from: {} in the way. Nothing was written.",
            spec.display(),
            super::count(report.errors, "finding"),
        )))
    })
}

pub fn load(spec: &Path, terminal: &mut Terminal<'_>) -> Result<Document, Failure> {
    Document::load(spec).or_else(|(sources, error)| {
        let finding = error.into();
        Report::new(terminal.err, terminal.color).write(&finding, &sources, None)?;
        Err(Failure::new(format!("{} cannot be read.", spec.display())))
    })
}

/// How a contract is called in what is generated from it: not by where it lies
/// on this machine.
pub fn name_of(spec: &Path) -> String {
    if spec.is_relative() {
        spec.display().to_string().replace('\\', "/")
    } else {
        spec.file_name().map_or_else(
            || "the contract".into(),
            |name| name.to_string_lossy().into_owned(),
        )
    }
}
