//! Whether a value is valid against a schema of a document, as it is written in
//! OpenAPI 3.0 or 3.1: the schema becomes one of JSON Schema 2020-12.
//!
//! A discriminator chooses the alternative, and a property that does not travel
//! in a direction is not asked for there.

use std::cell::LazyCell;
use std::collections::HashMap;

use jsonschema::{Draft, Validator};
use serde_json::{Map, Value, json};

use super::formats;
use super::heirs::{Heirs, values_of};
use super::parts::References;
use crate::document::{Document, Node};

/// Bytes as a text, in whatever version's words.
const BASE64: &str = "^[A-Za-z0-9+/\\s]*={0,2}$";

/// The names of members that are made though no schema has them.
const FOREIGN: &str = "^(other|Other Name|undescribed by any schema)$";

/// A schema that reaches more than this is not judged.
const MOST_NODES: usize = 20_000;

/// The validator looks for what parts of parts ask, down to this depth, without remembering where
/// it was; it is not asked to where that is more than so many steps.
const PARTS_DEPTH: usize = 16;
const MOST_PARTS: usize = 20_000;

/// One way in which a value is not valid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// JSON Pointer into the value.
    pub pointer: String,
    /// The keyword that says otherwise.
    pub keyword: String,
    pub message: String,
}

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
        Judge::made(schemas, document, is_left_out, [false, false])
    }

    /// A judge of what is sent: what does not travel is not in it.
    pub fn of_sent(
        schemas: &[&Node],
        document: &Document,
        is_left_out: fn(&Node) -> bool,
    ) -> Option<Judge> {
        Judge::made(schemas, document, is_left_out, [false, true])
    }

    /// A judge that takes no members which the schemas do not describe, also where they
    /// do not refuse them.
    pub fn of_described(
        schemas: &[&Node],
        document: &Document,
        is_left_out: fn(&Node) -> bool,
    ) -> Option<Judge> {
        Judge::made(schemas, document, is_left_out, [true, false])
    }

    fn made(
        schemas: &[&Node],
        document: &Document,
        is_left_out: fn(&Node) -> bool,
        [is_closed, is_sent]: [bool; 2],
    ) -> Option<Judge> {
        let version = document.root().text("openapi");
        let mut writer = Writer {
            document,
            is_30: version.is_some_and(|version| version.starts_with("3.0")),
            is_left_out,
            is_closed,
            is_sent,
            heirs: LazyCell::new(Box::new(move || Heirs::of_document(document))),
            known: HashMap::new(),
            waiting: Vec::new(),
            left: MOST_NODES,
        };
        let all: Vec<Value> = schemas.iter().map(|schema| writer.inside(schema)).collect();
        let mut definitions = Map::new();
        while let Some((index, node, is_inherited)) = writer.waiting.pop() {
            let schema = writer.schema(node, is_inherited);
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
        if writer.left == 0 || is_knot(&schema) {
            return None;
        }
        options.build(&schema).ok().map(Judge)
    }

    pub fn is_valid(&self, value: &Value) -> bool {
        self.0.is_valid(value)
    }

    /// What of a value is not valid, and where: without the value in the words, which may be
    /// secret. Of alternatives none of which fits, the union is told.
    pub fn errors(&self, value: &Value) -> Vec<Broken> {
        let told = self.0.iter_errors(value).map(|error| {
            let path = error.schema_path().to_string();
            let keyword = path
                .rsplit('/')
                .find(|token| token.parse::<usize>().is_err())
                .unwrap_or_default()
                .to_owned();
            Broken {
                pointer: error.instance_path().to_string(),
                keyword,
                message: error.masked_with("the value").to_string(),
            }
        });
        told.collect()
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

/// Whether schemas are made of parts that are made of one another, over and over.
fn is_knot(schema: &Value) -> bool {
    fn walk(schema: &Value, root: &Value, depth: usize, left: &mut usize) {
        *left = left.saturating_sub(1);
        if *left == 0 || depth > PARTS_DEPTH {
            return;
        }
        let target = schema.get("$ref").and_then(Value::as_str);
        let target = target.and_then(|reference| root.pointer(reference.strip_prefix('#')?));
        let parts = schema.get("allOf").and_then(Value::as_array);
        for part in target.into_iter().chain(parts.into_iter().flatten()) {
            walk(part, root, depth + 1, left);
        }
    }
    let mut left = MOST_PARTS;
    let definitions = schema["$defs"].as_object().into_iter().flatten();
    for (_, definition) in definitions {
        walk(definition, schema, 0, &mut left);
    }
    left == 0
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
/// Those whose schema is of a value of its own.
const VALUES: [&str; 3] = ["items", "additionalProperties", "unevaluatedItems"];
const SEVERAL: [&str; 4] = ["allOf", "anyOf", "oneOf", "prefixItems"];
const NAMED: [&str; 3] = ["properties", "patternProperties", "dependentSchemas"];

struct Writer<'a> {
    document: &'a Document,
    is_30: bool,
    is_left_out: fn(&Node) -> bool,
    /// Whether members that no schema describes are refused.
    is_closed: bool,
    /// Whether values are those that are sent.
    is_sent: bool,
    heirs: LazyCell<Heirs<'a>, Box<dyn FnOnce() -> Heirs<'a> + 'a>>,
    /// What references lead to, with the number of its definition; of an heir's base,
    /// without the choice of an heir.
    known: HashMap<(*const Node, bool), usize>,
    waiting: Vec<(usize, &'a Node, bool)>,
    left: usize,
}

impl<'a> Writer<'a> {
    /// A schema of a value of its own: a body, a member, an item.
    fn inside(&mut self, node: &'a Node) -> Value {
        let schema = self.schema(node, false);
        let says = |schema: &Value| schema.as_object().is_some_and(|own| !own.is_empty());
        match self.is_closed && says(&schema) {
            // Names that nobody has stand for any that may come.
            true => json!({
                "allOf": [schema],
                "patternProperties": { (FOREIGN): true },
                "unevaluatedProperties": false,
            }),
            false => schema,
        }
    }

    fn schema(&mut self, node: &'a Node, is_inherited: bool) -> Value {
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
            out.insert("$ref".into(), self.reference(target, is_inherited));
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
            } else if keyword == "additionalProperties" && self.is_closed && opens(node, member) {
                continue;
            } else if VALUES.contains(&keyword) {
                self.inside(member)
            } else if ONE.contains(&keyword) {
                self.schema(member, false)
            } else if keyword == "allOf" {
                let parts = member.as_array().unwrap_or(&[]).iter();
                parts.map(|part| self.part(node, part)).collect()
            } else if keyword == "prefixItems" {
                let items = member.as_array().unwrap_or(&[]).iter();
                items.map(|item| self.inside(item)).collect()
            } else if SEVERAL.contains(&keyword) {
                self.several(member)
            } else if NAMED.contains(&keyword) {
                let members = member.as_object().into_iter().flatten();
                let named =
                    members.filter(|(name, _)| keyword != "patternProperties" || is_pattern(name));
                named
                    .map(|(name, node)| {
                        let schema = match keyword {
                            "dependentSchemas" => self.schema(node, false),
                            _ => self.inside(node),
                        };
                        (name.clone(), schema)
                    })
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
        if node.text("contentEncoding") == Some("base64") {
            out.entry("pattern").or_insert(BASE64.into());
        }
        self.discriminated(node, &mut out);
        if !is_inherited {
            self.choice_of_heirs(node, &mut out);
        }
        types(node, &mut out);
        match node.flag("nullable") {
            true if !out.is_empty() => json!({ "anyOf": [{ "type": "null" }, out] }),
            _ => out.into(),
        }
    }

    fn several(&mut self, node: &'a Node) -> Value {
        let all = node.as_array().unwrap_or(&[]).iter();
        all.map(|schema| self.schema(schema, false)).collect()
    }

    /// A part of an `allOf`: of an heir, its base is no choice.
    fn part(&mut self, owner: &'a Node, part: &'a Node) -> Value {
        let target = References::target(self.document, part);
        match target.filter(|target| target.has("discriminator")) {
            Some(target) if self.heirs.is_heir(owner, target) => {
                json!({ "$ref": self.reference(target, true) })
            }
            _ => self.schema(part, false),
        }
    }

    fn reference(&mut self, target: &'a Node, is_inherited: bool) -> Value {
        let next = self.known.len();
        let key = (std::ptr::from_ref(target), is_inherited);
        let index = *self.known.entry(key).or_insert_with(|| {
            self.waiting.push((next, target, is_inherited));
            next
        });
        format!("#/$defs/{index}").into()
    }

    /// A base with a discriminator is one of its heirs.
    fn choice_of_heirs(&mut self, node: &'a Node, out: &mut Map<String, Value>) {
        let property = node
            .get("discriminator")
            .and_then(|own| own.text("propertyName"));
        let (Some(property), false) = (property, node.has("oneOf") || node.has("anyOf")) else {
            return;
        };
        let heirs: Vec<(&'a Node, Vec<&'a str>)> = self
            .heirs
            .of(node)
            .unwrap_or_default()
            .iter()
            .map(|heir| (heir.schema, heir.values.clone()))
            .collect();
        if heirs.is_empty() {
            return;
        }
        let branches: Vec<Value> = heirs
            .into_iter()
            .map(|(schema, values)| {
                json!({
                    "properties": { property: { "enum": values } },
                    "allOf": [{ "$ref": self.reference(schema, std::ptr::eq(schema, node)) }],
                })
            })
            .collect();
        out.insert("anyOf".into(), branches.into());
    }

    /// What does not travel is not asked for, and may be anything; but nobody sends it.
    fn left_out(&self, node: &'a Node, out: &mut Map<String, Value>) {
        for (name, schema) in node.members("properties") {
            let target = self.document.resolve(schema).unwrap_or(schema);
            if !(self.is_left_out)(schema) && !(self.is_left_out)(target) {
                continue;
            }
            if let Some(Value::Array(required)) = out.get_mut("required") {
                required.retain(|known| known != name);
            }
            out["properties"][name] = (!self.is_sent).into();
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
                .map(|schema| values_of(self.document, discriminator, schema));
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
}

/// Whether a schema says in words that it is open, as it would be without them: who
/// describes members describes them.
fn opens(node: &Node, additional: &Node) -> bool {
    let is_free = match additional.as_object() {
        Some(members) => members.is_empty(),
        None => additional.as_bool() == Some(true),
    };
    is_free && node.members("properties").next().is_some()
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
    let (least, most) = match (format, formats::range(format)) {
        (_, Some(range)) => range,
        ("byte", None) => {
            out.insert("contentEncoding".into(), "base64".into());
            out.entry("pattern").or_insert(BASE64.into());
            return;
        }
        _ => {
            out.insert("format".into(), format.into());
            return;
        }
    };
    // A bound says nothing about what is no number.
    if node.text("type") != Some("string") {
        let number = |bound: i128| match i64::try_from(bound) {
            Ok(bound) => json!(bound),
            Err(_) => json!(u64::MAX),
        };
        let ranged = json!({ "minimum": number(least), "maximum": number(most) });
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
