//! What a schema of the contract means: the same in JSON Schema 2020-12, for
//! validators.
//!
//! Which formats are checked is decided here, once for the generated types and
//! for everything that is compared with them: those that have a Rust type.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::{Map, Value, json};

use super::contract::Contract;
use super::lower::LEFT_OUT;
use crate::document::{Node, SCHEMAS};

/// Formats of strings that say which values are valid. All others are notes
/// for readers, as 2020-12 has it: `email`, `uri`, `password`, …
pub const CHECKED_FORMATS: &[&str] = &["date", "date-time", "uuid", "ip", "ipv4", "ipv6"];

/// What must be escaped in the fragment of a reference.
const OUTSIDE: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Keywords that are the same in both.
const SAME: &[&str] = &[
    "type",
    "enum",
    "multipleOf",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "uniqueItems",
    "required",
    "minProperties",
    "maxProperties",
    "dependentRequired",
    "minContains",
    "maxContains",
];

const ONE: &[&str] = &[
    "items",
    "additionalProperties",
    "not",
    "if",
    "then",
    "else",
    "propertyNames",
    "contains",
    "unevaluatedProperties",
    "unevaluatedItems",
];

const SEVERAL: &[&str] = &["allOf", "anyOf", "oneOf", "prefixItems"];

const NAMED: &[&str] = &["properties", "patternProperties", "dependentSchemas"];

/// The schema in 2020-12. References stay as they are.
pub fn json_schema(schema: &Node) -> Value {
    if let Some(name) = component(schema) {
        return json!({ "$ref": format!("{SCHEMAS}{}", utf8_percent_encode(&name, OUTSIDE)) });
    }
    if let Some(flag) = schema.as_bool() {
        return flag.into();
    }
    let mut out = Map::new();
    for (keyword, node) in schema.as_object().into_iter().flatten() {
        let keyword = keyword.as_str();
        let value = if SAME.contains(&keyword) {
            node.to_json()
        } else if ONE.contains(&keyword) {
            json_schema(node)
        } else if SEVERAL.contains(&keyword) {
            schema.items(keyword).iter().map(json_schema).collect()
        } else if NAMED.contains(&keyword) {
            named(schema, keyword)
        } else {
            continue;
        };
        out.insert(keyword.to_owned(), value);
    }
    left_out(schema, &mut out);
    if let Some(format) = schema.text("format") {
        formatted(schema, format, &mut out);
    }
    if let Some(pattern) = schema.text("pattern").filter(|text| is_pattern(text)) {
        out.insert("pattern".into(), pattern.into());
    }
    for (bound, exclusive) in [
        ("minimum", "exclusiveMinimum"),
        ("maximum", "exclusiveMaximum"),
    ] {
        if let Some(number) = schema.get(bound) {
            let keyword = if schema.flag(exclusive) {
                exclusive
            } else {
                bound
            };
            out.insert(keyword.into(), number.to_json());
        }
    }
    if let Some(alternatives) = discriminated(schema) {
        out.remove("anyOf");
        out.insert("oneOf".into(), alternatives);
    }
    if !schema.flag("nullable") {
        return Value::Object(out);
    }
    match out.get("type").cloned() {
        _ if out.is_empty() => Value::Object(out),
        Some(kind) if out.len() == 1 => json!({ "type": [kind, "null"] }),
        _ => json!({ "anyOf": [{ "type": "null" }, out] }),
    }
}

/// The component that a schema is nothing but a reference to, as it is written
/// in a pointer.
fn component(schema: &Node) -> Option<String> {
    Some(schema.text("$ref")?.strip_prefix(SCHEMAS)?.to_owned())
}

fn unescaped(name: &str) -> String {
    name.replace("~1", "/").replace("~0", "~")
}

fn named(schema: &Node, keyword: &str) -> Value {
    schema
        .members(keyword)
        .filter(|(name, _)| keyword != "patternProperties" || is_pattern(name))
        .map(|(name, node)| (name.clone(), json_schema(node)))
        .collect::<Map<_, _>>()
        .into()
}

/// What a request or a response is without.
fn left_out(schema: &Node, out: &mut Map<String, Value>) {
    for name in schema.items(LEFT_OUT).iter().filter_map(Node::as_str) {
        let properties = out.entry("properties").or_insert_with(|| json!({}));
        properties[name] = false.into();
    }
}

/// The formats that have a Rust type, in validators' words.
fn formatted(schema: &Node, format: &str, out: &mut Map<String, Value>) {
    let range = match format {
        "int8" => (i8::MIN.into(), i8::MAX.into()),
        "int16" => (i16::MIN.into(), i16::MAX.into()),
        "int32" | "int" => (i32::MIN.into(), json!(i32::MAX)),
        "int64" => (i64::MIN.into(), json!(i64::MAX)),
        "uint8" => (json!(0), u8::MAX.into()),
        "uint16" => (json!(0), u16::MAX.into()),
        "uint32" | "uint" => (json!(0), json!(u32::MAX)),
        "uint64" => (json!(0), json!(u64::MAX)),
        "ip" => {
            out.insert(
                "anyOf".into(),
                json!([{ "format": "ipv4" }, { "format": "ipv6" }]),
            );
            return;
        }
        _ if CHECKED_FORMATS.contains(&format) => {
            out.insert("format".into(), format.into());
            return;
        }
        _ => return,
    };
    if schema.text("type") == Some("integer") {
        out.insert("minimum".into(), range.0);
        out.insert("maximum".into(), range.1);
    }
}

/// Alternatives by the values of a discriminator: where there is one, it alone
/// says which alternative a value is.
fn discriminated(schema: &Node) -> Option<Value> {
    let discriminator = Discriminator::of(schema)?;
    let alternatives = discriminator.alternatives.iter().map(|(node, values)| {
        json!({
            "type": "object",
            "required": [discriminator.property],
            "properties": { discriminator.property: { "enum": values } },
            "allOf": [json_schema(node)],
        })
    });
    Some(alternatives.collect())
}

/// A discriminator with the values of each alternative.
pub struct Discriminator<'a> {
    pub property: &'a str,
    pub alternatives: Vec<(&'a Node, Vec<&'a str>)>,
}

impl<'a> Discriminator<'a> {
    /// The discriminator of `oneOf` or `anyOf`, when every alternative has a
    /// value of it.
    pub fn of(schema: &'a Node) -> Option<Self> {
        let discriminator = schema.get("discriminator")?;
        let property = discriminator.text("propertyName")?;
        let keyword = ["oneOf", "anyOf"]
            .into_iter()
            .find(|keyword| schema.items(keyword).len() > 1)?;
        let alternatives = schema
            .items(keyword)
            .iter()
            .map(|node| {
                let reference = node.text("$ref")?;
                let values: Vec<&str> = discriminator
                    .members("mapping")
                    .filter(|(_, target)| target.as_str() == Some(reference))
                    .map(|(value, _)| value.as_str())
                    .collect();
                (!values.is_empty()).then_some((node, values))
            })
            .collect::<Option<_>>()?;
        Some(Discriminator {
            property,
            alternatives,
        })
    }
}

/// A document for a validator: the schema, with the components that it reaches.
pub fn with_components(mut schema: Value, contract: &Contract) -> Value {
    let mut components = Map::new();
    let mut waiting = references(&schema);
    while let Some(name) = waiting.pop() {
        if components.contains_key(&name) {
            continue;
        }
        let component = contract.schemas.get(&name).map_or(json!({}), json_schema);
        waiting.extend(references(&component));
        components.insert(name, component);
    }
    if components.is_empty() {
        return schema;
    }
    if let Value::Object(map) = &mut schema {
        map.insert("components".into(), json!({ "schemas": components }));
    }
    schema
}

/// The components that a schema in 2020-12 refers to.
pub fn references(schema: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut waiting = vec![schema];
    while let Some(value) = waiting.pop() {
        match value {
            Value::Object(map) => {
                if let Some(name) = map
                    .get("$ref")
                    .and_then(Value::as_str)
                    .and_then(|reference| reference.strip_prefix(SCHEMAS))
                {
                    found.push(unescaped(&percent_decode_str(name).decode_utf8_lossy()));
                }
                let schemas = map.iter().filter(|(key, _)| *key != "enum");
                waiting.extend(schemas.map(|(_, value)| value));
            }
            Value::Array(items) => waiting.extend(items),
            _ => {}
        }
    }
    found
}

/// A validator of the schema, which may refer to components of the contract.
pub fn validator(schema: &Value, contract: &Contract) -> Option<jsonschema::Validator> {
    let document = with_components(schema.clone(), contract);
    jsonschema::options()
        .with_draft(jsonschema::Draft::Draft202012)
        .should_validate_formats(true)
        .build(&document)
        .ok()
}

/// Whether a validator can read a regular expression; one that it cannot is
/// found by lint, and says nothing about values.
pub fn is_pattern(text: &str) -> bool {
    jsonschema::options()
        .with_draft(jsonschema::Draft::Draft202012)
        .build(&json!({ "pattern": text }))
        .is_ok()
}
