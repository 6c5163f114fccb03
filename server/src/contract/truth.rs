// @generated from spec/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! What the types make of values: asked by `cargo xtask truth`.

use std::io::{self, BufRead, Write};
#[allow(unused_imports)]
use super::{constrained, runtime, types};

/// Answers what the types make of the values of schemas, a line for a
/// line.
pub fn answer(input: impl BufRead, output: impl Write) -> io::Result<()> {
    runtime::answer(input, output, through)
}

#[allow(unused_variables)]
fn through(schema: &str, value: &str) -> Option<Result<serde_json::Value, String>> {
    match schema {
        "UserId" => Some(runtime::through::<types::UserId>(value)),
        "Mfa" => Some(runtime::through::<types::Mfa>(value)),
        "MfaStatus" => Some(runtime::through::<types::MfaStatus>(value)),
        "MfaLinks" => Some(runtime::through::<types::MfaLinks>(value)),
        "MfaLink" => Some(runtime::through::<types::MfaLink>(value)),
        "Problem" => Some(runtime::through::<types::Problem>(value)),
        _ => None,
    }
}
