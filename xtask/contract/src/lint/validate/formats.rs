//! The formats of texts and of whole numbers.

use crate::document::{Node, Value};
use crate::instances;

/// Whether the value has the format; an unknown one says nothing.
pub fn fits(format: &str, value: &Node) -> bool {
    match &value.value {
        Value::String(text) => instances::fits(format, text),
        Value::Number(number) => match format {
            "int32" => number
                .as_i64()
                .is_none_or(|number| i32::try_from(number).is_ok()),
            "int64" => number.is_i64() || number.is_f64(),
            _ => true,
        },
        _ => true,
    }
}
