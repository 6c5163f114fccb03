// @generated from server/tests/layer/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! What the types make of values: asked by `cargo xtask truth`.

use std::io::{self, BufRead, Write};
#[allow(unused_imports)]
use super::checked;
#[allow(unused_imports)]
use super::{constrained, support, types};

/// Answers what the types make of the values of schemas, a line for a
/// line.
pub fn answer(input: impl BufRead, output: impl Write) -> io::Result<()> {
    support::answer(input, output, through)
}

#[allow(unused_variables)]
fn through(schema: &str, value: &str) -> Option<Result<serde_json::Value, String>> {
    match schema {
        "Echo" => Some(support::through::<types::Echo>(value)),
        "Widget" => Some(support::through::<types::Widget>(value)),
        "Part" => Some(support::through::<types::Part>(value)),
        "Order" => Some(support::through::<types::Order>(value)),
        "Word" => Some(support::through::<types::Word>(value)),
        "Words" => Some(support::through::<constrained::Words>(value)),
        "Color" => Some(support::through::<types::Color>(value)),
        "Filter" => Some(support::through::<types::Filter>(value)),
        "Upload" => Some(support::through::<types::Upload>(value)),
        "Parcel" => Some(support::through::<checked::Parcel>(value)),
        "Origin" => Some(support::through::<types::Origin>(value)),
        "Leg" => Some(support::through::<types::Leg>(value)),
        "Crew" => Some(support::through::<types::Crew>(value)),
        "Stop" => Some(support::through::<types::Stop>(value)),
        "Shape" => Some(support::through::<types::Shape>(value)),
        "Circle" => Some(support::through::<types::Circle>(value)),
        "Square" => Some(support::through::<types::Square>(value)),
        "Problem" => Some(support::through::<types::Problem>(value)),
        _ => None,
    }
}
