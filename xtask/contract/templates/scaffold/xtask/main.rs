//! `cargo xtask`: the contract pipeline, as `spec/contract.toml` sets it up.

use std::process::ExitCode;

fn main() -> ExitCode {
    contract_tools::main("cargo xtask")
}
