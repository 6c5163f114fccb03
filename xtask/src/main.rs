//! `cargo xtask`: what a team does with its contract.
//!
//! Invariant: nothing here links generated code or the server. A broken
//! contract, or a server that does not compile, must not break the tool that
//! repairs them.

mod check;
mod commands;
mod compat;
mod contract;
mod document;
mod explain;
#[cfg(test)]
mod fuzz;
mod generate;
mod lint;
mod release;
mod report;
mod scaffold;
mod truth;

use std::io::IsTerminal;
use std::process::ExitCode;

use clap::Parser;

use commands::{Cli, Failure, Terminal};

/// Documents nest as deep as their authors like, and the tools recurse.
const STACK: usize = 512 * 1024 * 1024;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
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
