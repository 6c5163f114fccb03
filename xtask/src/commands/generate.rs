//! `cargo xtask generate`: from the contract to the server layer and the client.

use std::path::{Path, PathBuf};

use clap::Args;

use super::{Failure, Outcome, Places, Terminal};
use crate::contract::{Contract, lower};
use crate::document::Document;
use crate::generate::{Files, Generated, Supported, generate, generate_supported};
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
        let (_, generated) = generated(
            &document,
            &spec,
            &name_of(&spec),
            self.places.skip_unsupported(),
            terminal,
        )?;
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

/// Generates in memory; what is in the way, or left out, is reported. `name` is
/// how the contract is called in what is generated.
pub fn generated(
    document: &Document,
    spec: &Path,
    name: &str,
    skip_unsupported: bool,
    terminal: &mut Terminal<'_>,
) -> Result<(Contract, Generated), Failure> {
    let result = if skip_unsupported {
        generate_supported(document, name)
    } else {
        lower(document).and_then(|contract| {
            Ok(Supported {
                generated: generate(&contract, name)?,
                contract,
                left_out: Vec::new(),
                reasons: Vec::new(),
            })
        })
    };
    let mut report = Report::new(terminal.err, terminal.color);
    match result {
        Ok(supported) => {
            let mut notes = supported.reasons;
            notes.extend(supported.contract.notes.iter().cloned());
            report.write_all(&notes, &document.sources, Some(document.root()))?;
            for operation in &supported.left_out {
                writeln!(terminal.err, "left out: {operation}")?;
            }
            Ok((supported.contract, supported.generated))
        }
        Err(findings) => {
            report.write_all(&findings, &document.sources, Some(document.root()))?;
            let way_out = match skip_unsupported {
                true => "",
                false => " `--skip-unsupported` leaves out the operations that they are about.",
            };
            Err(Failure::new(format!(
                "{} cannot be generated from: {} in the way. Nothing was written.{way_out}",
                spec.display(),
                super::count(report.errors, "finding"),
            )))
        }
    }
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
