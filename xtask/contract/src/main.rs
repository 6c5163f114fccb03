//! The program `contract`: see `contract --help`.

use std::process::ExitCode;

fn main() -> ExitCode {
    contract_tools::main("contract")
}
