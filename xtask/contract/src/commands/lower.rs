//! `contract lower`: what the tools are given.

use std::path::PathBuf;

use clap::Args;

use super::reading::load;
use super::reporting::Reporting;
use super::{Failure, Outcome, Project, Terminal};
use crate::model::{lower, openapi};
use crate::report::{complete_pointers, counted};

/// Print what the tools are given: the contract in OpenAPI 3.0.
///
/// References to other files are followed, parameters and security of paths
/// stand at their operations, requests are without `readOnly` properties and
/// responses without `writeOnly` ones. Keywords that OpenAPI 3.0 has no equal
/// for are those of JSON Schema 2020-12. The rules: `generate --rules`.
#[derive(Args)]
pub struct Lower {
    /// The contract [default: spec/openapi.yaml, or .json].
    spec: Option<PathBuf>,

    /// As the other commands have it.
    #[arg(
        long = "spec",
        value_name = "FILE",
        hide = true,
        conflicts_with = "spec"
    )]
    named: Option<PathBuf>,
}

impl Lower {
    pub fn run(&self, project: &Project, terminal: &mut Terminal<'_>) -> Result<Outcome, Failure> {
        let spec = project.spec(self.spec.as_deref().or(self.named.as_deref()));
        let reporting = Reporting::default();
        let document = load("lower", &spec, &reporting, terminal)?;
        let contract = match lower(&document) {
            Ok(contract) => contract,
            Err(findings) => {
                let errors = reporting.refuse_in("lower", findings, &document, terminal)?;
                return Err(Failure::new(format!(
                    "{} cannot be lowered: {} in the way.",
                    spec.display(),
                    counted(errors, "finding"),
                )));
            }
        };
        let mut notes = contract.notes.clone();
        complete_pointers(&mut notes, &document);
        let subject = spec.display().to_string();
        reporting.refuse("lower", &subject, &notes, &document.sources, terminal)?;
        let lowered = openapi(&contract, document.root().at);
        write!(terminal.out, "{}", lowered.to_yaml())?;
        Ok(Outcome::Fine)
    }
}
