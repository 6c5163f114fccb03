//! The commands: one file for each, which reads like its `--help`.

#[cfg(feature = "generate")]
mod check;
#[cfg(feature = "conform")]
mod conform;
mod diff;
mod explain;
#[cfg(feature = "generate")]
mod generate;
mod lint;
mod lower;
#[cfg(feature = "conform")]
mod mock;
#[cfg(feature = "generate")]
mod places;
mod progress;
mod project;
#[cfg(feature = "conform")]
mod proxy;
mod reading;
mod release;
mod reporting;
#[cfg(feature = "embed")]
mod scaffold;
mod shell;
#[cfg(feature = "generate")]
mod truth;
#[cfg(feature = "embed")]
mod upgrade;

use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Parser, Subcommand};

pub use project::Project;

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
    #[cfg(feature = "generate")]
    Generate(generate::Generate),
    #[cfg(feature = "generate")]
    Check(check::Check),
    Lint(lint::Lint),
    #[cfg(feature = "conform")]
    Conform(conform::Conform),
    Lower(lower::Lower),
    Diff(diff::Diff),
    Release(release::Release),
    #[cfg(feature = "conform")]
    Mock(mock::Mock),
    #[cfg(feature = "conform")]
    Proxy(proxy::Proxy),
    Explain(explain::Explain),
    #[cfg(feature = "embed")]
    Scaffold(scaffold::Scaffold),
    #[cfg(feature = "generate")]
    Truth(truth::Truth),
    #[cfg(feature = "embed")]
    Upgrade(upgrade::Upgrade),
    Completions(shell::Completions),
    Man(shell::Man),
}

/// What a command writes to.
pub struct Terminal<'a> {
    /// Reports and results.
    pub out: &'a mut dyn Write,
    /// What is said beside them.
    pub err: &'a mut dyn Write,
    /// Whether a person with a colour terminal reads it.
    pub color: bool,
    /// Whether somebody watches, and wants to know what takes so long.
    pub progress: bool,
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing is in the way.
    Fine,
    /// Something was found that the command fails for.
    OutOfStep,
}

impl Outcome {
    /// 0, or 4.
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
    /// What the process ends with.
    pub const EXIT_CODE: u8 = 100;

    /// A sentence that says what happened, and what to do next.
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
    /// Runs the command that was asked for.
    pub fn run(&self, terminal: &mut Terminal<'_>) -> Result<Outcome, Failure> {
        let project = Project::find(self.project.as_deref())?;
        crate::report::set_command(project.command());
        match &self.command {
            #[cfg(feature = "generate")]
            Command::Generate(command) => command.run(&project, terminal),
            #[cfg(feature = "generate")]
            Command::Check(command) => command.run(&project, terminal),
            Command::Lint(command) => command.run(&project, terminal),
            #[cfg(feature = "conform")]
            Command::Conform(command) => command.run(&project, terminal),
            Command::Lower(command) => command.run(&project, terminal),
            Command::Diff(command) => command.run(terminal),
            Command::Release(command) => command.run(&project, terminal),
            #[cfg(feature = "conform")]
            Command::Mock(command) => command.run(&project, terminal),
            #[cfg(feature = "conform")]
            Command::Proxy(command) => command.run(&project, terminal),
            Command::Explain(command) => command.run(&project, terminal),
            #[cfg(feature = "embed")]
            Command::Scaffold(command) => command.run(terminal),
            #[cfg(feature = "generate")]
            Command::Truth(command) => command.run(&project, terminal),
            #[cfg(feature = "embed")]
            Command::Upgrade(command) => command.run(&project, terminal),
            Command::Completions(command) => command.run(terminal),
            Command::Man(command) => command.run(terminal),
        }
    }
}
