//! The commands: one file for each, which reads like its `--help`.

mod check;
mod diff;
mod explain;
mod generate;
mod lint;
mod lower;
mod progress;
mod release;
mod reporting;
mod scaffold;
mod truth;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Parser, Subcommand};

/// Where things are, unless an option says otherwise.
#[derive(clap::Args)]
pub struct Places {
    /// The contract [default: spec/openapi.yaml, or .json, or what `spec` in
    /// `[workspace.metadata.contract]` of Cargo.toml names].
    #[arg(long, value_name = "FILE")]
    spec: Option<PathBuf>,
    /// Where the server layer is: a directory of generated files only
    /// [default: server/src/contract].
    #[arg(long, value_name = "DIR")]
    server_out: Option<PathBuf>,
    /// Where the client is: a directory of generated files only
    /// [default: client/src/generated].
    #[arg(long, value_name = "DIR")]
    client_out: Option<PathBuf>,
    /// Leave out the operations that cannot be expressed, and list them, instead
    /// of refusing the contract. `skip-unsupported = true` in
    /// `[workspace.metadata.contract]` of Cargo.toml makes it the default.
    #[arg(long)]
    skip_unsupported: bool,
}

impl Places {
    pub fn spec(&self) -> PathBuf {
        spec_or(self.spec.as_deref())
    }

    pub fn skip_unsupported(&self) -> bool {
        let default = || setting("skip-unsupported")?.as_bool();
        self.skip_unsupported || default().unwrap_or_default()
    }

    pub fn server(&self) -> PathBuf {
        path_or(self.server_out.as_deref(), "server/src/contract")
    }

    pub fn client(&self) -> PathBuf {
        path_or(self.client_out.as_deref(), "client/src/generated")
    }
}

/// Keeps contract, generated code and running service in step.
///
/// Exit codes: 0 fine, 4 out of step, 100 could not be done.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version)]
pub struct Cli {
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
        match &self.command {
            Command::Generate(command) => command.run(terminal),
            Command::Check(command) => command.run(terminal),
            Command::Lint(command) => command.run(terminal),
            Command::Lower(command) => command.run(terminal),
            Command::Diff(command) => command.run(terminal),
            Command::Release(command) => command.run(terminal),
            Command::Explain(command) => command.run(terminal),
            Command::Scaffold(command) => command.run(terminal),
            Command::Truth(command) => command.run(terminal),
        }
    }
}

/// The path that was given, or the default one: the workspace's, from wherever
/// the command is called.
fn path_or(given: Option<&Path>, default: &str) -> PathBuf {
    let at_root = || std::env::current_dir().is_ok_and(|current| current == workspace());
    match given {
        Some(path) => path.to_owned(),
        None if at_root() => default.into(),
        None => workspace().join(default),
    }
}

/// The contract that was given, or the workspace's.
fn spec_or(given: Option<&Path>) -> PathBuf {
    if given.is_none()
        && let Some(spec) = setting("spec")
        && let Some(spec) = spec.as_str()
    {
        return path_or(None, spec);
    }
    let yaml = path_or(given, "spec/openapi.yaml");
    let json = path_or(given, "spec/openapi.json");
    if json.exists() && !yaml.exists() {
        json
    } else {
        yaml
    }
}

/// The package in the workspace's `server/`.
fn server_package() -> String {
    manifest("server/Cargo.toml")
        .as_ref()
        .and_then(|manifest| manifest.get("package")?.get("name")?.as_str())
        .unwrap_or("server")
        .to_owned()
}

/// What the workspace's Cargo.toml says in `[workspace.metadata.contract]`.
fn setting(name: &str) -> Option<toml::Value> {
    let manifest = manifest("Cargo.toml")?;
    let metadata = manifest.get("workspace")?.get("metadata")?;
    metadata.get("contract")?.get(name).cloned()
}

fn manifest(path: &str) -> Option<toml::Table> {
    std::fs::read_to_string(workspace().join(path))
        .ok()?
        .parse()
        .ok()
}

/// The root of the workspace: where cargo runs this package from, so that a copy
/// or a moved folder is worked on, and not the one that was compiled.
pub fn workspace() -> PathBuf {
    let compiled = Path::new(env!("CARGO_MANIFEST_DIR"));
    let own = std::env::var_os("CARGO_MANIFEST_DIR")
        .map(PathBuf::from)
        // Cargo tells every program that it runs where that one's package is.
        .filter(|running| running.file_name() == compiled.file_name())
        .unwrap_or_else(|| compiled.to_owned());
    own.parent().map(Path::to_owned).unwrap_or(own)
}
