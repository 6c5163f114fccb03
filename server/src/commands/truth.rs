//! `mfa-server truth`: what the generated types make of values.

use std::io;
use std::process::ExitCode;

use crate::contract::truth;

/// Answer what the contract's types make of values, a line for a line
///
/// It is what `cargo xtask truth` asks. Only builds without optimization have it.
#[derive(clap::Args)]
pub(super) struct Truth {}

impl Truth {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let Self {} = self;
        truth::answer(io::stdin().lock(), io::stdout().lock())?;
        Ok(ExitCode::SUCCESS)
    }
}
