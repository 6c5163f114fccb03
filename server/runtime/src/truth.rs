//! What the types make of values: asked by `cargo xtask truth`.

use std::io::{self, BufRead, Write};

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// What `T` writes of the value that it reads.
pub fn through<T: DeserializeOwned + Serialize>(value: &str) -> Result<Value, String> {
    let read: T = serde_json::from_str(value).map_err(|error| error.to_string())?;
    // As text, like a response: a `Value` has the digits that an `f32` gets as a double.
    let written = serde_json::to_string(&read).map_err(|error| error.to_string())?;
    serde_json::from_str(&written).map_err(|error| error.to_string())
}

/// Answers a line for each line: `{"schema": …, "value": …}` by
/// `{"written": …}`, `{"refused": …}` or `{"unknown": …}`.
pub fn answer(
    input: impl BufRead,
    mut output: impl Write,
    through: fn(&str, &str) -> Option<Result<Value, String>>,
) -> io::Result<()> {
    for line in input.lines() {
        let question: Value = serde_json::from_str(&line?)?;
        let schema = question["schema"].as_str().unwrap_or_default();
        let answer = match through(schema, &question["value"].to_string()) {
            Some(Ok(written)) => json!({ "written": written }),
            Some(Err(refused)) => json!({ "refused": refused }),
            None => json!({ "unknown": schema }),
        };
        writeln!(output, "{answer}")?;
    }
    output.flush()
}
