//! What a team does with its contract: lint it, compare it, generate a Dropshot server layer and a
//! Progenitor client from it, and find every way in which contract, code and service drift apart.
//!
//! The program `contract` is [`main`]; [`commands`] are its commands, for programs that run them
//! themselves.
//!
//! Invariant: nothing here links generated code, a runtime of it, or a server. A broken contract,
//! or a server that does not compile, must not break the tool that repairs them.

#![warn(missing_docs)]
// A smaller build leaves out the commands that use the rest.
#![cfg_attr(not(feature = "embed"), allow(dead_code, unused_imports))]

pub mod commands;
pub mod document;

mod check;
mod compat;
#[cfg(feature = "conform")]
mod conform;
#[cfg(feature = "embed")]
mod embedded;
#[cfg(feature = "conform")]
mod exchange;
mod explain;
#[cfg(feature = "generate")]
mod generate;
mod instances;
mod lint;
mod model;
mod release;
mod report;
mod rules;
#[cfg(feature = "embed")]
mod scaffold;
#[cfg(feature = "conform")]
mod serve;
#[cfg(feature = "generate")]
mod truth;

use std::io::IsTerminal;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches};

use commands::{Cli, Failure, Terminal};

/// The stack that commands need, in bytes: documents nest as deep as their authors like, and the
/// tools recurse.
pub const STACK: usize = 512 * 1024 * 1024;

/// Runs the command line of this process, to its exit code. `program` is how it was called:
/// `contract`, or what a workspace calls it.
pub fn main(program: &'static str) -> ExitCode {
    let parsed = Cli::command()
        .bin_name(program)
        .try_get_matches()
        .and_then(|matches| Cli::from_arg_matches(&matches));
    let cli = match parsed {
        Ok(cli) => cli,
        Err(error) => {
            let _ = error.print();
            let is_asked_for = !error.use_stderr();
            return ExitCode::from(if is_asked_for { 0 } else { Failure::EXIT_CODE });
        }
    };
    let worker = std::thread::Builder::new()
        .stack_size(STACK)
        .spawn(move || run(&cli));
    match worker.map(std::thread::JoinHandle::join) {
        Ok(Ok(code)) => code,
        _ => ExitCode::from(Failure::EXIT_CODE),
    }
}

fn run(cli: &Cli) -> ExitCode {
    let is_terminal = std::io::stdout().is_terminal() && std::io::stderr().is_terminal();
    let mut out = anstream::stdout();
    let mut err = anstream::stderr();
    let mut terminal = Terminal {
        out: &mut out,
        err: &mut err,
        color: is_terminal && std::env::var_os("NO_COLOR").is_none(),
        progress: is_terminal,
    };
    match cli.run(&mut terminal) {
        Ok(outcome) => ExitCode::from(outcome.exit_code()),
        Err(failure) => {
            let _ = writeln!(terminal.err, "error: {failure}");
            ExitCode::from(Failure::EXIT_CODE)
        }
    }
}
