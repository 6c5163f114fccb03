//! What the types make of values: the pipeline's command `truth` asks, and compares with what the
//! contract's schemas say. It serves no requests.

use std::io::{self, BufRead, Write};

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// A function `answer` of the module that it stands in: what the types of a contract make of values,
/// a line for a line. The types stand behind the names of their schemas.
#[macro_export]
macro_rules! truths {
    ($($schema:literal => $rust_type:ty),* $(,)?) => {
        /// Answers what the types make of the values of schemas, a line for a line.
        pub fn answer(
            input: impl ::std::io::BufRead,
            output: impl ::std::io::Write,
        ) -> ::std::io::Result<()> {
            $crate::answer(input, output, &[$(($schema, $crate::through::<$rust_type>)),*])
        }
    };
}
// inline: pub(crate) use truths;

/// What a type makes of a value, both in JSON: see [`through`].
pub type Through = fn(&str) -> Result<Value, String>;

/// What `T` writes of the value that it reads, both in JSON.
///
/// # Errors
/// Why `T` refuses the value, or cannot be written.
pub fn through<T: DeserializeOwned + Serialize>(value: &str) -> Result<Value, String> {
    let read: T = serde_json::from_str(value).map_err(|error| error.to_string())?;
    // As text, like a response: a `Value` has the digits that an `f32` gets as a double.
    let written = serde_json::to_string(&read).map_err(|error| error.to_string())?;
    serde_json::from_str(&written).map_err(|error| error.to_string())
}

/// Writes a line for each line: for `{"schema": …, "value": …}`, `{"written": …}`,
/// `{"refused": …}` or `{"unknown": …}`. `types` are those of the schemas by their names.
///
/// # Errors
/// A line that is not JSON, and what goes wrong in reading and writing.
pub fn answer(
    input: impl BufRead,
    mut output: impl Write,
    types: &[(&str, Through)],
) -> io::Result<()> {
    for line in input.lines() {
        let question: Value = serde_json::from_str(&line?)?;
        let schema = question["schema"].as_str().unwrap_or_default();
        let found = types.iter().find(|(name, _)| *name == schema);
        let answer = match found.map(|(_, through)| through(&question["value"].to_string())) {
            Some(Ok(written)) => json!({ "written": written }),
            Some(Err(refused)) => json!({ "refused": refused }),
            None => json!({ "unknown": schema }),
        };
        writeln!(output, "{answer}")?;
    }
    output.flush()
}
