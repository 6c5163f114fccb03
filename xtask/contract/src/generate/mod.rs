//! From the contract to code.
//!
//! Names and types are decided first (`names`, `types`, `server::plan`), text
//! comes last. Nothing here reads or writes files: the commands do.

mod client;
mod code;
mod documentation;
mod files;
mod multipart;
mod names;
mod rewrites;
pub mod rules;
mod runtime;
mod server;
mod styles;
mod supported;
mod syntax;
mod types;

pub use client::credential_methods;
use files::header;
pub use files::{Files, unparsed};
pub use runtime::{Package, Runtime};
pub use server::{
    CallerPlan, emittable, emitted_error, emitted_header, emitted_schema, said, signatures,
};
pub use supported::{Supported, generate_supported};
pub use types::{Alternatives, component, target, widen};

use std::thread::ScopedJoinHandle;

use crate::model::Contract;
use crate::report::Finding;
use crate::rules::GENERATOR_BUG;
use crate::rules::lint::INEXPRESSIBLE;

/// What generated files say of themselves, and what they are made for.
#[derive(Clone, Debug)]
pub struct Options {
    /// How the contract is called: `spec/openapi.yaml`.
    pub spec: String,
    /// How the team calls the pipeline: `cargo xtask`.
    pub command: String,
    pub runtime: Runtime,
}

/// Everything that is generated from a contract.
pub struct Generated {
    pub server: Files,
    pub client: Files,
}

/// Generates the server layer and the client.
pub fn generate(contract: &Contract, options: &Options) -> Result<Generated, Vec<Finding>> {
    let header = header(options);
    let runtime = options.runtime;
    let (server, library, tools) = quietly(|| {
        std::thread::scope(|scope| {
            let server = in_thread(scope, || server::generate(contract, &header, runtime));
            let library = in_thread(scope, || client::library(contract, &header, runtime));
            let tools = in_thread(scope, || client::tools(contract, &header));
            (
                finished("the server layer", server),
                finished("the client", library),
                finished("the client", tools),
            )
        })
    });
    match (server, library, tools) {
        (Ok(server), Ok(library), Ok(tools)) => Ok(Generated {
            server,
            client: client::whole(library, tools, &header, runtime),
        }),
        (server, library, tools) => {
            let mut findings: Vec<Finding> = Vec::new();
            for finding in [server, library, tools]
                .into_iter()
                .filter_map(Result::err)
                .flatten()
            {
                if !findings
                    .iter()
                    .any(|known| known.message == finding.message && known.at == finding.at)
                {
                    findings.push(finding);
                }
            }
            Err(findings)
        }
    }
}

type Made = Result<Files, Vec<Finding>>;

/// A thread of its own for each part: the tools recurse as deep as the contract
/// nests, and take their time.
fn in_thread<'scope>(
    scope: &'scope std::thread::Scope<'scope, '_>,
    generate: impl FnOnce() -> Made + Send + 'scope,
) -> std::io::Result<ScopedJoinHandle<'scope, Made>> {
    std::thread::Builder::new()
        .stack_size(crate::STACK)
        .spawn_scoped(scope, generate)
}

/// Typify and Progenitor panic on some of what they cannot express. What
/// slipped past the checks before them is refused all the same.
fn finished(what: &str, part: std::io::Result<ScopedJoinHandle<'_, Made>>) -> Made {
    let refused = |message: String| {
        Err(vec![
            Finding::error(
                INEXPRESSIBLE,
                format!("the tools that make {what} cannot express the contract: {message}"),
            )
            .help("the message names the construct; say it in simpler terms"),
        ])
    };
    match part.map(ScopedJoinHandle::join) {
        Ok(Ok(made)) => made,
        Ok(Err(panic)) => refused(
            panic
                .downcast_ref::<&str>()
                .map(|text| (*text).to_owned())
                .or_else(|| panic.downcast_ref::<String>().cloned())
                .unwrap_or_default(),
        ),
        Err(error) => refused(error.to_string()),
    }
}

/// Without the panics' own words on the terminal.
fn quietly<T>(run: impl FnOnce() -> T) -> T {
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let result = run();
    std::panic::set_hook(hook);
    result
}

/// Code that does not parse is never written.
fn bug(message: &str) -> Finding {
    Finding::error(GENERATOR_BUG, message)
        .help("this is a mistake of the generator: report it with the contract")
}
