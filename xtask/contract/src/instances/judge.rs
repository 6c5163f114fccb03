//! Whether a value is valid against a schema of a document, as it is written in
//! OpenAPI 3.0 or 3.1: the schema becomes one of JSON Schema 2020-12.
//!
//! A discriminator chooses the alternative, and a property that does not travel
//! in a direction is not asked for there.

use std::collections::HashMap;

use jsonschema::{Draft, Validator};
use serde_json::{Map, Value, json};

use super::formats;
use super::parts::References;
use crate::document::{Document, Node, SCHEMAS};

/// A schema that reaches more than this is not judged.
const MOST_NODES: usize = 20_000;

/// A validator of schemas that must all hold.
pub struct Judge(Validator);

impl Judge {
    /// None when the schemas cannot be judged: a validator cannot read them, or
    /// they are too large. `is_left_out` says which properties do not travel.
    pub fn new(
        schemas: &[&Node],
        document: &Document,
        is_left_out: fn(&Node) -> bool,
    ) -> Option<Judge> {
        let version = document.root().text("openapi");
        let mut writer = Writer {
            document,
            is_30: version.is_some_and(|version| version.starts_with("3.0")),
            is_left_out,
            known: HashMap::new(),
            waiting: Vec::new(),
            left: MOST_NODES,
        };
        let all: Vec<Value> = schemas.iter().map(|schema| writer.schema(schema)).collect();
        let mut definitions = Map::new();
        while let Some((index, node)) = writer.waiting.pop() {
            let schema = writer.schema(node);
            definitions.insert(index.to_string(), schema);
        }
        let mut schema = json!({ "$defs": definitions });
        if !all.is_empty() {
            schema["allOf"] = all.into();
        }
        let mut options = jsonschema::options()
            .with_draft(Draft::Draft202012)
            .should_validate_formats(true);
        for format in formats::CHECKED.into_iter().chain(["ip"]) {
            options = options.with_format(format, move |text| formats::fits(format, text));
        }
        let validator = (writer.left > 0).then(|| options.build(&schema).ok());
        validator.flatten().map(Judge)
    }

    pub fn is_valid(&self, value: &Value) -> bool {
        self.0.is_valid(value)
    }

    /// The keywords that a value breaks, at its top or inside, as often as it does.
    pub fn broken(&self, value: &Value) -> Vec<String> {
        let paths = self.0.iter_errors(value).map(|error| {
            let path = error.schema_path().to_string();
            path.rsplit('/').next().unwrap_or_default().to_owned()
        });
        paths.collect()
    }
}

/// Keywords whose values are the same in 2020-12.
const SAME: [&str; 18] = [
    "enum",
    "const",
    "required",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "minContains",
    "maxContains",
    "dependentRequired",
    "multipleOf",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
];
const ONE: [&str; 11] = [
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
    "contentSchema",
];
const SEVERAL: [&str; 4] = ["allOf", "anyOf", "oneOf", "prefixItems"];
const NAMED: [&str; 3] = ["properties", "patternProperties", "dependentSchemas"];

struct Writer<'a> {
    document: &'a Document,
    is_30: bool,
    is_left_out: fn(&Node) -> bool,
    /// What references lead to, with the number of its definition.
    known: HashMap<*const Node, usize>,
    waiting: Vec<(usize, &'a Node)>,
    left: usize,
}

impl<'a> Writer<'a> {
    fn schema(&mut self, node: &'a Node) -> Value {
        self.left = self.left.saturating_sub(1);
        if self.left == 0 {
            return json!({});
        }
        if let Some(flag) = node.as_bool() {
            return flag.into();
        }
        let Some(members) = node.as_object() else {
            return json!({});
        };
        let mut out = Map::new();
        if let Some(target) = References::target(self.document, node) {
            out.insert("$ref".into(), self.reference(target));
            if self.is_30 {
                return out.into();
            }
        }
        for (keyword, member) in members {
            let keyword = keyword.as_str();
            let value = if SAME.contains(&keyword) {
                member.to_json()
            } else if keyword == "items" && member.as_array().is_some() {
                // The spelling of earlier drafts.
                let items = self.several(member);
                out.insert("prefixItems".into(), items);
                continue;
            } else if ONE.contains(&keyword) {
                self.schema(member)
            } else if SEVERAL.contains(&keyword) {
                self.several(member)
            } else if NAMED.contains(&keyword) {
                let members = member.as_object().into_iter().flatten();
                let named =
                    members.filter(|(name, _)| keyword != "patternProperties" || is_pattern(name));
                named
                    .map(|(name, node)| (name.clone(), self.schema(node)))
                    .collect::<Map<_, _>>()
                    .into()
            } else {
                continue;
            };
            if !value.as_array().is_some_and(Vec::is_empty) || keyword == "enum" {
                out.insert(keyword.to_owned(), value);
            }
        }
        self.left_out(node, &mut out);
        exclusive_bounds(&mut out);
        if let Some(pattern) = node.text("pattern").filter(|text| is_pattern(text)) {
            out.insert("pattern".into(), pattern.into());
        }
        if let Some(format) = node.text("format") {
            format_of(node, format, &mut out);
        }
        self.discriminated(node, &mut out);
        types(node, &mut out);
        match node.flag("nullable") {
            true if !out.is_empty() => json!({ "anyOf": [{ "type": "null" }, out] }),
            _ => out.into(),
        }
    }

    fn several(&mut self, node: &'a Node) -> Value {
        let all = node.as_array().unwrap_or(&[]).iter();
        all.map(|schema| self.schema(schema)).collect()
    }

    fn reference(&mut self, target: &'a Node) -> Value {
        let next = self.known.len();
        let index = *self.known.entry(target).or_insert_with(|| {
            self.waiting.push((next, target));
            next
        });
        format!("#/$defs/{index}").into()
    }

    /// What does not travel is not asked for, and may be anything.
    fn left_out(&self, node: &'a Node, out: &mut Map<String, Value>) {
        for (name, schema) in node.members("properties") {
            let target = self.document.resolve(schema).unwrap_or(schema);
            if !(self.is_left_out)(schema) && !(self.is_left_out)(target) {
                continue;
            }
            if let Some(Value::Array(required)) = out.get_mut("required") {
                required.retain(|known| known != name);
            }
            out["properties"][name] = true.into();
        }
    }

    /// Alternatives by the values of a discriminator. An alternative that no
    /// mapping names has its own name.
    fn discriminated(&mut self, node: &'a Node, out: &mut Map<String, Value>) {
        let Some(discriminator) = node.get("discriminator") else {
            return;
        };
        let Some(property) = discriminator.text("propertyName") else {
            return;
        };
        for keyword in ["oneOf", "anyOf"] {
            let schemas = node.items(keyword);
            let values = schemas
                .iter()
                .map(|schema| self.values_of(discriminator, schema));
            let Some(values) = values.collect::<Option<Vec<_>>>() else {
                continue;
            };
            let Some(Value::Array(alternatives)) = out.get_mut(keyword) else {
                continue;
            };
            for (alternative, values) in alternatives.iter_mut().zip(values) {
                *alternative = json!({
                    "properties": { property: { "enum": values } },
                    "allOf": [alternative],
                });
            }
        }
    }

    /// The values that stand for an alternative, which has a name.
    fn values_of(&self, discriminator: &Node, schema: &'a Node) -> Option<Vec<String>> {
        let target = References::target(self.document, schema)?;
        let reference = schema.text("$ref")?;
        let is_it = |mapped: &Node| {
            mapped.as_str().is_some_and(|text| {
                let found = self.document.target(text, mapped.at);
                reference == text
                    || reference.strip_prefix(SCHEMAS) == Some(text)
                    || found.is_ok_and(|found| std::ptr::eq(found.node, target))
            })
        };
        let mapping = discriminator.members("mapping");
        let mut values: Vec<String> = mapping
            .filter(|(_, mapped)| is_it(mapped))
            .map(|(value, _)| value.clone())
            .collect();
        if values.is_empty() {
            values.push(reference.rsplit('/').next().unwrap_or(reference).to_owned());
        }
        Some(values)
    }
}

/// The types, where `null` may be said by them or beside them.
fn types(node: &Node, out: &mut Map<String, Value>) {
    const NAMES: [&str; 7] = [
        "null", "boolean", "integer", "number", "string", "array", "object",
    ];
    let Some(kind) = node.get("type") else {
        return;
    };
    let names = match kind.as_array() {
        Some(names) => names.iter().filter_map(Node::as_str).collect(),
        None => Vec::from_iter(kind.as_str()),
    };
    // Names that nobody knows restrict nothing.
    let known: Vec<&str> = names
        .into_iter()
        .filter(|name| NAMES.contains(name))
        .collect();
    if !known.is_empty() {
        out.insert("type".into(), known.into());
    }
}

/// OpenAPI 3.0 says `exclusiveMaximum: true` beside `maximum`.
fn exclusive_bounds(out: &mut Map<String, Value>) {
    for (bound, exclusive) in [
        ("minimum", "exclusiveMinimum"),
        ("maximum", "exclusiveMaximum"),
    ] {
        let Some(flag) = out.get(exclusive).and_then(Value::as_bool) else {
            continue;
        };
        out.remove(exclusive);
        if let Some(number) = out.get(bound).cloned().filter(|_| flag) {
            out.insert(exclusive.into(), number);
        }
    }
}

/// Formats of numbers are ranges, those of bytes say how a text is written.
fn format_of(node: &Node, format: &str, out: &mut Map<String, Value>) {
    let range = match format {
        "int8" => (i64::from(i8::MIN), i64::from(i8::MAX)),
        "int16" => (i64::from(i16::MIN), i64::from(i16::MAX)),
        "int32" => (i64::from(i32::MIN), i64::from(i32::MAX)),
        "int64" => (i64::MIN, i64::MAX),
        "byte" => {
            out.insert("contentEncoding".into(), "base64".into());
            out.entry("pattern")
                .or_insert("^[A-Za-z0-9+/\\s]*={0,2}$".into());
            return;
        }
        _ => {
            out.insert("format".into(), format.into());
            return;
        }
    };
    // A bound says nothing about what is no number.
    if node.text("type") != Some("string") {
        let ranged = json!({ "minimum": range.0, "maximum": range.1 });
        let all = out.entry("allOf").or_insert_with(|| json!([]));
        if let Value::Array(all) = all {
            all.push(ranged);
        }
    }
}

/// Whether a validator can read a regular expression; one that it cannot is found
/// by lint, and says nothing about values.
fn is_pattern(text: &str) -> bool {
    let options = jsonschema::options().with_draft(Draft::Draft202012);
    options.build(&json!({ "pattern": text })).is_ok()
}
