//! `contract scaffold`: the way in for another team.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use clap::Args;

use super::generate::generated;
use super::reading::load;
use super::reporting::Reporting;
use super::{Failure, Outcome, Terminal};
use crate::generate::{Options, Runtime};
use crate::report::counted;
use crate::scaffold::{Plan, Source, SpecFiles, Workspace};

/// Make a workspace of this one's shape for another contract.
///
/// The workspace has the contract, a server with a function for each operation
/// that answers 501 until it is written, a client with a command for each
/// operation, and the pipeline. It compiles, runs, and passes its own check.
///
/// Nothing is written when the contract cannot be generated from.
#[derive(Args)]
pub struct Scaffold {
    /// The contract: OpenAPI 3.1 or 3.0, YAML or JSON.
    spec: PathBuf,
    /// The directory to make; it must not be there yet, or be empty.
    directory: PathBuf,
    /// Leave out the operations that cannot be expressed, and list them, instead
    /// of refusing the contract; so does the workspace from then on.
    #[arg(long)]
    skip_unsupported: bool,
    /// Where the workspace has the pipeline from: `vendored`, a folder of its own
    /// that needs nothing else, which `contract upgrade` renews; `path:DIR`;
    /// `git:URL#REV`; or `registry:VERSION`.
    #[arg(long, value_name = "SOURCE", default_value = "vendored")]
    pipeline: Source,
    /// Write what generated code calls beside it, instead of depending on the
    /// packages contract-server and contract-client; so does the workspace from
    /// then on.
    #[arg(long)]
    inline_runtime: bool,
}

impl Scaffold {
    pub fn run(&self, terminal: &mut Terminal<'_>) -> Result<Outcome, Failure> {
        let directory = &self.directory;
        if !is_free(directory)? {
            return Err(Failure::new(format!(
                "{} is not empty: name a directory that is not there yet.",
                directory.display()
            )));
        }
        let reporting = Reporting::default();
        let document = load("scaffold", &self.spec, &reporting, terminal)?;
        let spec = SpecFiles::of(&document);
        let runtime = match self.inline_runtime {
            true => Runtime::Inline,
            false => Runtime::Package,
        };
        let options = Options {
            spec: spec.name(),
            command: "cargo xtask".to_owned(),
            runtime,
        };
        let (contract, generated, _) = generated(
            "scaffold",
            &document,
            &options,
            self.skip_unsupported,
            &reporting,
            terminal,
        )?;
        let failed = |error| Failure::new(format!("cannot make the workspace: {error}"));
        let plan = Plan {
            spec: &spec,
            skips_unsupported: self.skip_unsupported,
            runtime,
            pipeline: &self.pipeline,
            directory,
        };
        let workspace = Workspace::new(&contract, &generated, &plan).map_err(failed)?;
        workspace.write(directory).map_err(failed)?;
        format(directory);
        writeln!(
            terminal.out,
            "{1}: {0} to write in server/src/handlers.rs. Next:\n\n    cd {1}\n    cargo run -p server -- serve\n    cargo xtask check\n",
            counted(contract.operations.len(), "operation"),
            directory.display(),
        )?;
        Ok(Outcome::Fine)
    }
}

/// The team's own files as rustfmt has them, where it is there.
fn format(directory: &Path) {
    let _ = Command::new("cargo")
        .args(["fmt", "--all"])
        .current_dir(directory)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
}

fn is_free(directory: &Path) -> Result<bool, Failure> {
    match std::fs::read_dir(directory) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(Failure::new(format!(
            "cannot use {}: {error}",
            directory.display()
        ))),
    }
}
