//! `cargo xtask generate`: from the contract to the server layer and the client.

use std::path::{Path, PathBuf};

use clap::Args;

use super::reporting::Reporting;
use super::{Failure, Outcome, Places, Terminal};
use crate::contract::lower;
use crate::document::{Document, Sources};
use crate::generate::{Files, Generated, generate};
use crate::report::{Finding, Results};

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
    #[command(flatten)]
    reporting: Reporting,
}

impl Generate {
    pub fn run(&self, terminal: &mut Terminal<'_>) -> Result<Outcome, Failure> {
        let (spec, server, client) = (
            self.places.spec(),
            self.places.server(),
            self.places.client(),
        );
        let generated = self.generated(&spec, terminal)?;
        let mut changed = write(&generated.server, &server)?;
        changed.extend(write(&generated.client, &client)?);
        let paths = changed.iter().map(|path| format!("  {}", path.display()));
        let end = match changed.len() {
            0 => format!("In step with {}: nothing changed.", spec.display()),
            1 => "1 file changed.".to_owned(),
            count => format!("{count} files changed."),
        };
        let notes: Vec<String> = paths.chain([end]).collect();
        if self.reporting.is_text() {
            for note in notes {
                writeln!(terminal.out, "{note}")?;
            }
            return Ok(Outcome::Fine);
        }
        let subject = spec.display().to_string();
        let mut results = Results::new("generate", subject, &[], &Sources::default());
        results.notes = notes;
        results.nothing = "nothing in the way";
        self.reporting.write(results, terminal)?;
        Ok(Outcome::Fine)
    }

    /// Generates in memory; what is in the way is reported.
    fn generated(&self, spec: &Path, terminal: &mut Terminal<'_>) -> Result<Generated, Failure> {
        let document = load("generate", spec, &self.reporting, terminal)?;
        let result = lower(&document).and_then(|contract| generate(&contract, &name_of(spec)));
        result.or_else(|findings| {
            let errors = self
                .reporting
                .refuse_in("generate", findings, &document, terminal)?;
            Err(Failure::new(format!(
                "{} cannot be generated from: {} in the way. Nothing was written.",
                spec.display(),
                super::count(errors, "finding"),
            )))
        })
    }
}

fn write(files: &Files, directory: &Path) -> Result<Vec<PathBuf>, Failure> {
    files
        .write(directory)
        .map_err(|error| Failure::new(format!("cannot write to {}: {error}", directory.display())))
}

/// Reads the contract; why it cannot be read is reported.
pub fn load(
    command: &'static str,
    spec: &Path,
    reporting: &Reporting,
    terminal: &mut Terminal<'_>,
) -> Result<Document, Failure> {
    Document::load(spec).or_else(|(sources, error)| {
        let subject = spec.display().to_string();
        reporting.refuse(
            command,
            &subject,
            &[Finding::from(error)],
            &sources,
            terminal,
        )?;
        Err(Failure::new(format!("{subject} cannot be read.")))
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
