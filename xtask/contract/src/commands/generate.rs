//! `contract generate`: from the contract to the server layer and the client.

use std::path::{Path, PathBuf};

use clap::Args;

use super::places::Places;
use super::progress::watched;
use super::reading::load;
use super::reporting::Reporting;
use super::{Failure, Outcome, Project, Terminal};
use crate::document::Document;
use crate::generate::{Files, Generated, Options, Supported, generate, generate_supported, rules};
use crate::model::{Contract, lower, refusals};
use crate::report::{Finding, Results, complete_pointers, counted};

/// Generate the server layer and the client from the contract.
///
/// Reads OpenAPI 3.1 or 3.0, in YAML or JSON, with references within the file
/// and to other files. What the generated code cannot express is refused, with
/// its place in the contract and a way out; then nothing is written. Running it
/// twice changes nothing. `--rules` prints what becomes of each construct.
#[derive(Args)]
pub struct Generate {
    /// Print what becomes of each construct, and nothing else.
    #[arg(long)]
    rules: bool,
    #[command(flatten)]
    places: Places,
    #[command(flatten)]
    reporting: Reporting,
}

impl Generate {
    pub fn run(&self, project: &Project, terminal: &mut Terminal<'_>) -> Result<Outcome, Failure> {
        if self.rules {
            write!(terminal.out, "{}", rules::table())?;
            return Ok(Outcome::Fine);
        }
        let (spec, server, client) = (
            self.places.spec(project),
            self.places.server(project),
            self.places.client(project),
        );
        let document = load("generate", &spec, &self.reporting, terminal)?;
        let (_, generated, told) = generated(
            "generate",
            &document,
            &self.places.options(project, &spec)?,
            self.places.skip_unsupported(project),
            &self.reporting,
            terminal,
        )?;
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
        let mut results = Results::new("generate", subject, &told, &document.sources);
        results.notes = notes;
        results.nothing = "nothing in the way";
        self.reporting.write(results, terminal)?;
        Ok(Outcome::Fine)
    }
}

fn write(files: &Files, directory: &Path) -> Result<Vec<PathBuf>, Failure> {
    files
        .write(directory)
        .map_err(|error| Failure::new(format!("cannot write to {}: {error}", directory.display())))
}

/// Generates in memory; what is in the way, or left out, is reported. Comes back
/// with what is still to be told, when a program reads the report.
pub fn generated(
    command: &'static str,
    document: &Document,
    options: &Options,
    skip_unsupported: bool,
    reporting: &Reporting,
    terminal: &mut Terminal<'_>,
) -> Result<(Contract, Generated, Vec<Finding>), Failure> {
    let what = format!("Generating from {}", options.spec);
    let result = watched(terminal.progress, &what, || {
        if skip_unsupported {
            return generate_supported(document, options);
        }
        let contract = lower(document)?;
        Ok(Supported {
            generated: generate(&contract, options)?,
            contract,
            left_out: Vec::new(),
            reasons: Vec::new(),
        })
    });
    match result {
        Ok(supported) => {
            let mut told = supported.reasons;
            told.extend(supported.contract.notes.iter().cloned());
            told.extend(refusals::noted(&supported.contract));
            complete_pointers(&mut told, document);
            if reporting.is_text() {
                let subject = document.sources.path(document.file).display().to_string();
                reporting.refuse(command, &subject, &told, &document.sources, terminal)?;
                for operation in &supported.left_out {
                    writeln!(terminal.err, "left out: {operation}")?;
                }
            }
            Ok((supported.contract, supported.generated, told))
        }
        Err(findings) => {
            let errors = reporting.refuse_in(command, findings, document, terminal)?;
            let way_out = match skip_unsupported {
                true => "",
                false => " `--skip-unsupported` leaves out the operations that they are about.",
            };
            Err(Failure::new(format!(
                "{} cannot be generated from: {} in the way. Nothing was written.{way_out}",
                document.sources.path(document.file).display(),
                counted(errors, "finding"),
            )))
        }
    }
}
