//! From the contract to code.
//!
//! Names and types are decided first (`names`, `types`, `server::plan`), text
//! comes last. Nothing here reads or writes files: the commands do.

mod client;
mod files;
mod names;
mod server;
mod types;

pub use files::{Files, header};
pub use server::{component, emittable, emitted_error, is_emitted};

pub use types::{Alternatives, widen};

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::contract::Contract;
use crate::report::Finding;

/// Everything that is generated from a contract.
pub struct Generated {
    pub server: Files,
    pub client: Files,
}

/// Generates the server layer and the client. `spec` is how the contract is
/// called in the headers of the files.
pub fn generate(contract: &Contract, spec: &str) -> Result<Generated, Vec<Finding>> {
    let header = header(spec);
    let server = guarded("the server layer", || server::generate(contract, &header));
    let client = guarded("the client", || client::generate(contract, &header));
    match (server, client) {
        (Ok(server), Ok(client)) => Ok(Generated { server, client }),
        (server, client) => {
            let mut findings = server.err().unwrap_or_default();
            for finding in client.err().unwrap_or_default() {
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

/// Typify and Progenitor panic on some of what they cannot express. What
/// slipped past the checks before them is refused all the same.
fn guarded(
    what: &str,
    generate: impl FnOnce() -> Result<Files, Vec<Finding>>,
) -> Result<Files, Vec<Finding>> {
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let result = catch_unwind(AssertUnwindSafe(generate));
    std::panic::set_hook(hook);
    result.unwrap_or_else(|panic| {
        let message = panic
            .downcast_ref::<&str>()
            .map(|text| (*text).to_owned())
            .or_else(|| panic.downcast_ref::<String>().cloned())
            .unwrap_or_default();
        Err(vec![
            Finding::error(
                "inexpressible",
                format!("the tools that make {what} cannot express the contract: {message}"),
            )
            .help("the message names the construct; say it in simpler terms"),
        ])
    })
}

/// Code that does not parse is never written.
fn bug(message: &str) -> Finding {
    Finding::error("generator-bug", message)
        .help("this is a mistake of the generator: report it with the contract")
}
