//! Where generated code is, and what is generated: the options that commands share.

use std::path::{Path, PathBuf};

use super::{Failure, Project};
use crate::generate::{Options, Runtime};

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
    /// Write what generated code calls beside it, instead of naming the packages
    /// contract-server and contract-client. `runtime = "inline"` in contract.toml
    /// makes it the default.
    #[arg(long)]
    inline_runtime: bool,
}

impl Places {
    /// What is generated from the contract `spec`.
    pub fn options(&self, project: &Project, spec: &Path) -> Result<Options, Failure> {
        let runtime = match self.inline_runtime || project.has_inline_runtime() {
            false => Runtime::Package,
            true if cfg!(feature = "embed") => Runtime::Inline,
            true => {
                return Err(Failure::new(
                    "this build of the pipeline has no runtimes to write beside the generated code: build contract-tools with its feature `embed`.",
                ));
            }
        };
        Ok(Options {
            spec: project.name_of(spec),
            command: project.command().to_owned(),
            runtime,
        })
    }

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
