//! What a member of a document is: part of the description, a name that the author chose, or a
//! value, in which names like `$ref` and `$id` mean nothing.
//!
//! It goes by names alone, and so knows a fragment of a document as well as a whole one.

use super::node::Node;

/// Where a node stands.
#[derive(Clone, Copy, Debug, Default)]
pub struct Place {
    /// Its members have names of the author's choice.
    has_names: bool,
    /// It is a value or an extension (OpenAPI 3.1.1, section 4.9), or stands in one.
    pub is_value: bool,
}

impl Place {
    /// The place of a member.
    pub fn member(self, key: &str, member: &Node) -> Place {
        let is_list = member.as_array().is_some();
        let is_keyword = !self.has_names;
        Place {
            has_names: is_keyword && holds_names(key),
            is_value: self.is_value || is_keyword && holds_value(key, is_list),
        }
    }

    /// The place of an item of an array.
    pub fn item(self) -> Place {
        Place {
            has_names: false,
            ..self
        }
    }
}

fn holds_names(key: &str) -> bool {
    matches!(
        key,
        "properties"
            | "patternProperties"
            | "dependentSchemas"
            | "$defs"
            | "definitions"
            | "schemas"
            | "responses"
            | "parameters"
            | "examples"
            | "requestBodies"
            | "headers"
            | "securitySchemes"
            | "links"
            | "callbacks"
            | "pathItems"
            | "mediaTypes"
            | "paths"
            | "webhooks"
            | "content"
            | "encoding"
    )
}

/// `examples` is a list of values in a schema, and elsewhere names Example Objects.
fn holds_value(key: &str, is_list: bool) -> bool {
    matches!(
        key,
        "example" | "default" | "enum" | "const" | "value" | "dataValue"
    ) || key == "examples" && is_list
        || key.starts_with("x-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{FileId, parse};

    /// Whether what the names lead to is a value.
    fn is_value(text: &str, pointer: &[&str]) -> bool {
        let tree = parse(FileId(0), text).expect("a document");
        let mut node = &tree;
        let mut place = Place::default();
        for key in pointer {
            node = node.get(key).expect("a member");
            place = place.member(key, node);
        }
        place.is_value
    }

    #[test]
    fn names_of_the_authors_choice_are_no_keywords() {
        let text = "{x-a: {b: {}}, example: {}, examples: [1],
            responses: {default: {examples: {x-a: {value: {}}}}},
            headers: {X-Rate: {}, x-rate: {}},
            properties: {value: {}, properties: {}, examples: {default: {}}}}";
        for (pointer, expected) in [
            (&["x-a", "b"][..], true),
            (&["example"], true),
            (&["examples"], true),
            (&["responses", "default"], false),
            (&["responses", "default", "examples", "x-a"], false),
            (&["responses", "default", "examples", "x-a", "value"], true),
            (&["headers", "x-rate"], false),
            (&["properties", "value"], false),
            (&["properties", "properties"], false),
            (&["properties", "examples", "default"], true),
        ] {
            assert_eq!(is_value(text, pointer), expected, "{pointer:?}");
        }
    }
}
