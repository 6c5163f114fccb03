//! `mfa-server openapi`: the document that the running API emits.

use std::process::ExitCode;

use anyhow::anyhow;

use super::output::Format;
use crate::service;

/// Print the OpenAPI document that the running API emits
///
/// It is what `cargo xtask check` holds against the contract. Nothing is started and no
/// configuration is read.
#[derive(clap::Args)]
pub(super) struct Openapi {}

impl Openapi {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let Self {} = self;
        let document = service::openapi().map_err(|problem| anyhow!(problem))?;
        Format { json: true }.print(&document, |_| String::new())?;
        Ok(ExitCode::SUCCESS)
    }
}
