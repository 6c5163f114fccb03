//! What is too large for a compiler, though it means something.

use super::Lowering;
use crate::document::{Map, Node, Value};

/// How many properties, or values of an enum, one type may have.
const MOST: usize = 10_000;

/// How long a text may be, in bytes: it comes back in several files.
const LONGEST: usize = 1_000_000;

impl Lowering<'_> {
    /// Refuses texts that nobody would read in the generated code.
    pub(super) fn check_texts(&mut self) {
        let mut waiting: Vec<&Node> = self.document.trees().collect();
        while let Some(node) = waiting.pop() {
            match &node.value {
                Value::Object(map) => waiting.extend(map.values()),
                Value::Array(items) => waiting.extend(items),
                Value::String(text) if text.len() > LONGEST => {
                    let message = format!("a text of {} bytes is too long for code", text.len());
                    self.refuse(
                        node.position(),
                        message,
                        "keep it elsewhere, and refer to it",
                    );
                }
                _ => {}
            }
        }
    }

    /// Refuses lists that no compiler would get through.
    pub(super) fn check_sizes(&mut self, map: &Map) {
        for (key, noun, way_out) in [
            (
                "properties",
                "properties",
                "use `additionalProperties` with a schema for the values",
            ),
            (
                "enum",
                "values",
                "make it a string, and check it in the handler",
            ),
        ] {
            let Some(node) = map.get(key) else { continue };
            let count = match &node.value {
                Value::Object(members) => members.len(),
                Value::Array(items) => items.len(),
                _ => 0,
            };
            if count > MOST {
                let message = format!("a type with {count} {noun} takes too long to compile");
                self.refuse(node.position(), message, way_out);
            }
        }
    }
}
