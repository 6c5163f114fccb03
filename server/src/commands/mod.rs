//! The `mfa-server` command line: one file for each command, one exit status for each way out.
//!
//! 0: done. 1: it failed, and standard error says what, where, why and what to do next. 2: the
//! command line itself was wrong (clap's).

mod audit;
mod background;
mod data;
mod database;
mod dev;
mod encryption;
mod import;
mod key;
mod openapi;
mod operator;
mod organization;
mod output;
mod renewal;
mod seen;
mod serve;
#[cfg(debug_assertions)]
mod truth;
mod user;
mod webhook;
mod when;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::clock;

/// Tells and changes the multi-factor authentication (MFA) state of an organization's users.
#[derive(Parser)]
#[command(
    name = "mfa-server",
    version,
    propagate_version = true,
    max_term_width = 100
)]
#[command(after_help = "To try it out: mfa-server dev")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Dev(dev::Dev),
    Serve(serve::Serve),
    Openapi(openapi::Openapi),
    #[cfg(debug_assertions)]
    #[command(hide = true)]
    Truth(truth::Truth),
    #[command(subcommand)]
    Organization(Box<organization::Organization>),
    #[command(subcommand)]
    User(user::User),
    #[command(subcommand)]
    Key(key::Key),
    #[command(subcommand)]
    Encryption(encryption::Encryption),
    #[command(subcommand)]
    Database(database::Database),
    Audit(audit::Audit),
    #[command(subcommand)]
    Webhook(webhook::Webhook),
}

/// Runs the process's command line.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let result = clock::check()
        .map_err(Into::into)
        .and_then(|()| cli.command.run());
    match result {
        Ok(code) => code,
        Err(error) => {
            output::error(&error);
            ExitCode::FAILURE
        }
    }
}

impl Command {
    fn run(self) -> anyhow::Result<ExitCode> {
        match self {
            Self::Dev(command) => command.run(),
            Self::Serve(command) => command.run(),
            Self::Openapi(command) => command.run(),
            #[cfg(debug_assertions)]
            Self::Truth(command) => command.run(),
            Self::Organization(command) => once(command.run()),
            Self::User(command) => once(command.run()),
            Self::Key(command) => once(command.run()),
            Self::Encryption(command) => once(command.run()),
            Self::Database(command) => once(command.run()),
            Self::Audit(command) => once(command.run()),
            Self::Webhook(command) => once(command.run()),
        }
    }
}

/// Runs an operator's command to its end.
fn once(command: impl Future<Output = anyhow::Result<()>>) -> anyhow::Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(command)?;
    Ok(ExitCode::SUCCESS)
}
