//! How readers call the pipeline: what they are told to run is what they can type.

use std::sync::OnceLock;

static COMMAND: OnceLock<String> = OnceLock::new();

/// Sets it, once for a process.
pub fn set_command(name: &str) {
    // It is the same at every call but in tests, which run commands in one process.
    let _ = COMMAND.set(name.to_owned());
}

/// `contract`, or how a team's `contract.toml` calls it: `cargo xtask`.
pub fn command() -> &'static str {
    COMMAND.get().map_or("contract", String::as_str)
}
