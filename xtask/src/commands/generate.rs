//! `cargo xtask generate`: from the contract to the server layer and the client.

use std::path::{Path, PathBuf};

use clap::Args;

use super::{Failure, Outcome, Places, Terminal};
use crate::contract::{Contract, lower};
use crate::document::Document;
use crate::generate::{Files, Generated, generate};
use crate::report::Report;

/// Generate the server layer and the client from the contract.
///
/// Reads OpenAPI 3.1 or 3.0, in YAML or JSON, with references within the file
/// and to other files. What the generated code cannot express is refused, with
/// its place in the contract and a way out; then nothing is written. Running it
/// twice changes nothing.
#[derive(Args)]
pub struct Generate {
    #[command(flatten)]
    places: Places,
}

impl Generate {
    pub fn run(&self, terminal: &mut Terminal<'_>) -> Result<Outcome, Failure> {
        let (spec, server, client) = (
            self.places.spec(),
            self.places.server(),
            self.places.client(),
        );
        let document = load(&spec, terminal)?;
        let (_, generated) = generated(&document, &spec, &name_of(&spec), terminal)?;
        let mut changed = write(&generated.server, &server)?;
        changed.extend(write(&generated.client, &client)?);
        for path in &changed {
            writeln!(terminal.out, "  {}", path.display())?;
        }
        match changed.len() {
            0 => writeln!(
                terminal.out,
                "In step with {}: nothing changed.",
                spec.display()
            )?,
            1 => writeln!(terminal.out, "1 file changed.")?,
            count => writeln!(terminal.out, "{count} files changed.")?,
        }
        Ok(Outcome::Fine)
    }
}

fn write(files: &Files, directory: &Path) -> Result<Vec<PathBuf>, Failure> {
    files
        .write(directory)
        .map_err(|error| Failure::new(format!("cannot write to {}: {error}", directory.display())))
}

/// Generates in memory; what is in the way is reported. `name` is how the
/// contract is called in what is generated.
pub fn generated(
    document: &Document,
    spec: &Path,
    name: &str,
    terminal: &mut Terminal<'_>,
) -> Result<(Contract, Generated), Failure> {
    let result = lower(document).and_then(|contract| {
        let generated = generate(&contract, name)?;
        Ok((contract, generated))
    });
    if let Ok((contract, _)) = &result {
        let mut report = Report::new(terminal.err, terminal.color);
        report.write_all(&contract.notes, &document.sources, Some(document.root()))?;
    }
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
    let name = match spec.strip_prefix(super::workspace()) {
        Ok(within) => within,
        Err(_) if spec.is_relative() => spec,
        Err(_) => Path::new(spec.file_name().unwrap_or("the contract".as_ref())),
    };
    name.display().to_string().replace('\\', "/")
}
