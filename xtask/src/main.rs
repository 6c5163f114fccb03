//! `cargo xtask`: the contract pipeline, as `spec/contract.toml` sets it up for this workspace.
//!
//! Invariant: nothing here links generated code or the server. A broken contract, or a server
//! that does not compile, must not break the tool that repairs them.

use std::process::ExitCode;

fn main() -> ExitCode {
    contract_tools::main("cargo xtask")
}
