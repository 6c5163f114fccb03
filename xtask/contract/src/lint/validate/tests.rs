//! The interpreter agrees with the `jsonschema` crate: every value against
//! every schema.

use std::collections::HashMap;
use std::path::Path;

use serde_json::{Value, json};

use super::Validator;
use crate::document::{Document, Node};
use crate::lint::references::References;
use crate::report::Direction;

fn definitions() -> Value {
    json!({
        "word": { "type": "string", "minLength": 2 },
        "tree": {
            "type": "object",
            "properties": { "a": { "$ref": "#/$defs/tree" }, "leaf": { "type": "integer" } },
            "additionalProperties": false
        },
        "self": { "anyOf": [{ "$ref": "#/$defs/self" }, { "type": "string" }] },
        "base": { "properties": { "a": { "type": "integer" } }, "required": ["a"] }
    })
}

fn schemas() -> Vec<Value> {
    let text = r##"[
        {}, true, false,
        { "type": "null" }, { "type": "boolean" }, { "type": "integer" }, { "type": "number" },
        { "type": "string" }, { "type": "array" }, { "type": "object" },
        { "type": ["string", "null"] }, { "type": ["integer", "array"] },
        { "enum": [1, "ab", null, [1, 2], { "a": 1 }] }, { "enum": [1.0] },
        { "const": 1 }, { "const": { "a": 1, "b": [1] } }, { "const": null },
        { "minimum": 1 }, { "maximum": 1 }, { "exclusiveMinimum": 1 }, { "exclusiveMaximum": 1 },
        { "minimum": 1.5, "maximum": 3 }, { "multipleOf": 2 }, { "multipleOf": 0.1 },
        { "minLength": 2 }, { "maxLength": 2 }, { "pattern": "^a" }, { "pattern": "\\d+" },
        { "pattern": "^\\p{L}+$" },
        { "items": { "type": "integer" } }, { "items": false },
        { "prefixItems": [{ "type": "integer" }, { "type": "string" }] },
        { "prefixItems": [{ "type": "integer" }], "items": { "type": "string" } },
        { "minItems": 1, "maxItems": 2 }, { "uniqueItems": true },
        { "contains": { "type": "integer" } },
        { "contains": { "type": "integer" }, "minContains": 2 },
        { "contains": { "type": "integer" }, "minContains": 0, "maxContains": 1 },
        { "prefixItems": [true], "unevaluatedItems": false },
        { "contains": { "type": "string" }, "unevaluatedItems": false },
        { "allOf": [{ "prefixItems": [true, true] }], "unevaluatedItems": { "type": "integer" } },
        { "properties": { "a": { "type": "integer" } } },
        { "required": ["a"] }, { "minProperties": 1 }, { "maxProperties": 1 },
        { "additionalProperties": false }, { "additionalProperties": { "type": "integer" } },
        { "properties": { "a": true }, "additionalProperties": false },
        { "patternProperties": { "^b": { "type": "string" } } },
        { "patternProperties": { "^b": true }, "properties": { "a": true }, "additionalProperties": false },
        { "propertyNames": { "maxLength": 1 } }, { "propertyNames": { "pattern": "^a" } },
        { "dependentRequired": { "a": ["b"] } },
        { "dependentSchemas": { "a": { "required": ["b"] } } },
        { "properties": { "a": true }, "unevaluatedProperties": false },
        { "allOf": [{ "$ref": "#/$defs/base" }], "properties": { "b": true }, "unevaluatedProperties": false },
        { "anyOf": [{ "properties": { "a": { "type": "string" } } }, { "properties": { "b": true } }], "unevaluatedProperties": false },
        { "if": { "required": ["a"] }, "then": { "properties": { "b": true } }, "else": { "properties": { "leaf": true } }, "unevaluatedProperties": { "type": "integer" } },
        { "if": { "type": "integer" }, "then": { "minimum": 2 }, "else": { "type": "string" } },
        { "allOf": [{ "type": "integer" }, { "minimum": 2 }] },
        { "anyOf": [{ "type": "string" }, { "minimum": 2 }] },
        { "oneOf": [{ "type": "integer" }, { "minimum": 2 }] },
        { "not": { "type": "integer" } }, { "not": {} },
        { "$ref": "#/$defs/word" }, { "$ref": "#/$defs/word", "maxLength": 2 },
        { "$ref": "#/$defs/tree" }, { "$ref": "#/$defs/self" },
        { "items": { "$ref": "#/$defs/word" } }
    ]"##;
    serde_json::from_str(text).expect("JSON")
}

fn values() -> Vec<Value> {
    let text = r##"[
        null, true, false, 0, 1, 2, 3, -1, 1.0, 1.5, 0.3, 2.0, 1e20, "", "a", "ab", "abc", "é1", "b7",
        [], [1], [1, 2], [1, 1.0], ["a"], [1, "a"], [1, "a", true], ["a", "ab"], [[1], [1]],
        [{ "a": 1 }, { "a": 1.0 }], [1, 2, 3],
        {}, { "a": 1 }, { "a": "x" }, { "b": "x" }, { "b": 1 }, { "a": 1, "b": "x" },
        { "a": 1, "b": [1] }, { "a": 1, "c": 2 }, { "leaf": 1 }, { "a": { "a": { "leaf": 1 } } },
        { "a": { "a": { "leaf": "x" } } }, { "abc": 1 }, { "leaf": 1, "c": "x" }
    ]"##;
    serde_json::from_str(text).expect("JSON")
}

fn load(directory: &Path, document: &Value) -> Document {
    let path = directory.join("document.json");
    std::fs::write(&path, document.to_string()).expect("a file is written");
    Document::load(&path).expect("it is JSON")
}

fn is_valid<'a>(document: &'a Document, schema: &'a Node, value: &'a Node, is_31: bool) -> bool {
    let mut references = References::new(document);
    let mut patterns = HashMap::new();
    let mut validator = Validator::new(
        &mut references,
        &mut patterns,
        is_31,
        Some(Direction::Response),
    );
    let answer = validator.check(schema, value);
    assert_eq!(
        answer,
        validator.problems.is_empty(),
        "an answer without a reason"
    );
    answer
}

#[test]
fn every_value_is_judged_as_by_the_jsonschema_crate() {
    let directory = tempfile::tempdir().expect("a directory");
    let (schemas, values) = (schemas(), values());
    let document = load(
        directory.path(),
        &json!({ "$defs": definitions(), "schemas": schemas, "values": values }),
    );
    let (mut valid, mut pairs) = (0, 0);
    for (schema, node) in schemas.iter().zip(document.root().items("schemas")) {
        let peer = jsonschema::draft202012::new(&json!({
            "$defs": definitions(),
            "allOf": [schema],
        }))
        .expect("a schema");
        for (value, value_node) in values.iter().zip(document.root().items("values")) {
            let expected = peer.is_valid(value);
            let answer = is_valid(&document, node, value_node, true);
            assert_eq!(answer, expected, "{value} against {schema}");
            valid += usize::from(answer);
            pairs += 1;
        }
    }
    // Neither side says the same to everything.
    assert!(
        valid > pairs / 4 && valid < pairs * 3 / 4,
        "{valid} of {pairs}"
    );
}

#[test]
fn openapi_3_0_has_nullable_and_flags_for_bounds() {
    let directory = tempfile::tempdir().expect("a directory");
    let cases = json!([
        [{ "type": "string", "nullable": true }, null, true],
        [{ "type": "string" }, null, false],
        [{ "minimum": 1, "exclusiveMinimum": true }, 1, false],
        [{ "minimum": 1, "exclusiveMinimum": false }, 1, true],
        [{ "maximum": 1, "exclusiveMaximum": true }, 1, false],
        [{ "const": 1 }, 2, true],
        [{ "$ref": "#/0/0", "maxLength": 1 }, "abc", true],
        [{ "properties": { "id": { "writeOnly": true } }, "required": ["id"] }, {}, true],
        [{ "properties": { "id": { "readOnly": true } }, "required": ["id"] }, {}, false]
    ]);
    let document = load(directory.path(), &cases);
    for (index, case) in document
        .root()
        .as_array()
        .expect("cases")
        .iter()
        .enumerate()
    {
        let [schema, value, expected] = case.as_array().expect("a case") else {
            panic!("three parts");
        };
        let answer = is_valid(&document, schema, value, false);
        assert_eq!(Some(answer), expected.as_bool(), "{}", cases[index]);
    }
}

#[test]
fn formats_are_those_of_their_rfcs() {
    use super::formats::fits;
    let fits = |format: &str, value: Value| {
        let at = crate::document::Position {
            file: crate::document::FileId(0),
            line: 1,
            column: 1,
        };
        let node = match value {
            Value::String(text) => Node::string(text, at),
            Value::Number(number) => Node::new(crate::document::Value::Number(number), at),
            _ => unreachable!("texts and numbers only"),
        };
        fits(format, &node)
    };
    for good in ["2024-02-29T23:59:60Z", "2026-01-01t00:00:00.123+05:30"] {
        assert!(fits("date-time", json!(good)), "{good}");
    }
    for bad in [
        "2023-02-29T00:00:00Z",
        "2026-01-01 00:00:00Z",
        "2026-01-01T00:00:00",
        "2026-01-01T24:00:00Z",
        "2026-01-01T00:00:00.Z",
        "2026-1-1T00:00:00Z",
        "é026-01-01T00:00:00Z",
    ] {
        assert!(!fits("date-time", json!(bad)), "{bad}");
    }
    assert!(fits("date", json!("2000-02-29")) && !fits("date", json!("1900-02-29")));
    assert!(fits("uuid", json!("018fd2a5-7b3c-7000-8000-000000000000")));
    assert!(!fits("uuid", json!("018fd2a57b3c-7000-8000-000000000000x")));
    assert!(fits("int32", json!(2147483647)) && !fits("int32", json!(2147483648_i64)));
    assert!(fits("uri", json!("urn:a:b")) && !fits("uri", json!("/a")));
    assert!(fits("something", json!("x")));
}
