//! The commands: one file for each, which reads like its `--help`.

mod check;
mod diff;
mod explain;
mod generate;
mod lint;
mod lower;
mod progress;
mod project;
mod release;
mod reporting;
mod scaffold;
mod truth;

use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Parser, Subcommand};

pub use project::Project;

/// Where things are, unless `contract.toml` says it.
#[derive(clap::Args)]
pub struct Places {
    /// The contract [default: spec/openapi.yaml, or .json, or `spec` of
    /// contract.toml].
    #[arg(long, value_name = "FILE")]
    spec: Option<PathBuf>,
    /// Where the server layer is: a directory of generated files only
    /// [default: server/src/contract, or `server-out` of contract.toml].
    #[arg(long, value_name = "DIR")]
    server_out: Option<PathBuf>,
    /// Where the client is: a directory of generated files only
    /// [default: client/src/generated, or `client-out` of contract.toml].
    #[arg(long, value_name = "DIR")]
    client_out: Option<PathBuf>,
    /// Leave out the operations that cannot be expressed, and list them, instead
    /// of refusing the contract. `skip-unsupported = true` in contract.toml makes
    /// it the default.
    #[arg(long)]
    skip_unsupported: bool,
}

impl Places {
    pub fn spec(&self, project: &Project) -> PathBuf {
        project.spec(self.spec.as_deref())
    }

    pub fn skip_unsupported(&self, project: &Project) -> bool {
        self.skip_unsupported || project.skip_unsupported()
    }

    pub fn server(&self, project: &Project) -> PathBuf {
        project.server_out(self.server_out.as_deref())
    }

    pub fn client(&self, project: &Project) -> PathBuf {
        project.client_out(self.client_out.as_deref())
    }
}

/// Keeps contract, generated code and running service in step.
///
/// Exit codes: 0 fine, 4 out of step, 100 could not be done.
#[derive(Parser)]
#[command(name = "contract", version)]
pub struct Cli {
    /// Where things are, and how this team works [default: the nearest
    /// contract.toml, in this folder or one above, or in `spec/` there].
    #[arg(long, value_name = "FILE", global = true)]
    project: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Generate(generate::Generate),
    Check(check::Check),
    Lint(lint::Lint),
    Lower(lower::Lower),
    Diff(diff::Diff),
    Release(release::Release),
    Explain(explain::Explain),
    Scaffold(scaffold::Scaffold),
    Truth(truth::Truth),
}

/// What a command writes to.
pub struct Terminal<'a> {
    pub out: &'a mut dyn Write,
    pub err: &'a mut dyn Write,
    /// Whether a person with a colour terminal reads it.
    pub color: bool,
    /// Whether somebody watches, and wants to know what takes so long.
    pub progress: bool,
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Fine,
    OutOfStep,
}

impl Outcome {
    pub fn exit_code(self) -> u8 {
        match self {
            Outcome::Fine => 0,
            Outcome::OutOfStep => 4,
        }
    }
}

/// Why a command could not do its work. What led to it was reported.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Failure(String);

impl Failure {
    pub const EXIT_CODE: u8 = 100;

    pub fn new(message: impl Into<String>) -> Self {
        Failure(message.into())
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            // Who reads has seen enough.
            io::ErrorKind::BrokenPipe => std::process::exit(Failure::EXIT_CODE.into()),
            _ => Failure(error.to_string()),
        }
    }
}

impl Cli {
    pub fn run(&self, terminal: &mut Terminal<'_>) -> Result<Outcome, Failure> {
        let project = Project::find(self.project.as_deref())?;
        crate::report::set_command(project.command());
        match &self.command {
            Command::Generate(command) => command.run(&project, terminal),
            Command::Check(command) => command.run(&project, terminal),
            Command::Lint(command) => command.run(&project, terminal),
            Command::Lower(command) => command.run(&project, terminal),
            Command::Diff(command) => command.run(terminal),
            Command::Release(command) => command.run(&project, terminal),
            Command::Explain(command) => command.run(&project, terminal),
            Command::Scaffold(command) => command.run(terminal),
            Command::Truth(command) => command.run(&project, terminal),
        }
    }
}
