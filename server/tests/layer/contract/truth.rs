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
    Some(
        match schema {
            "Echo" => support::through::<types::Echo>(value),
            "Widget" => support::through::<types::Widget>(value),
            "Part" => support::through::<types::Part>(value),
            "Order" => support::through::<types::Order>(value),
            "Word" => support::through::<types::Word>(value),
            "Words" => support::through::<constrained::Words>(value),
            "Color" => support::through::<types::Color>(value),
            "Filter" => support::through::<types::Filter>(value),
            "Upload" => support::through::<types::Upload>(value),
            "Parcel" => support::through::<checked::Parcel>(value),
            "Shape" => support::through::<types::Shape>(value),
            "Circle" => support::through::<types::Circle>(value),
            "Square" => support::through::<types::Square>(value),
            "Problem" => support::through::<types::Problem>(value),
            _ => return None,
        },
    )
}
