//! What Rust's types can say of a schema, and whether that is all of it.
//!
//! `allOf` becomes one schema, the alternatives of `oneOf` and `anyOf` stand
//! alone, and keywords that types cannot say are left out: the wide schema
//! allows at least what the schema allows.

use serde_json::{Number, Value as Json};

use super::merge::merge;
use super::overlap::exclude_each_other;
use crate::contract::meaning::{
    CHECKED_FORMATS, Discriminator, is_pattern, json_schema, validator,
};
use crate::contract::{BEYOND, Contract, LEFT_OUT};
use crate::document::{Map, Node, Value};

/// A schema without what Rust's types cannot say.
pub struct Wide {
    /// A reference, a typed schema, `{}`, or `oneOf` alone; with `nullable`.
    pub schema: Node,
    /// Whether the wide schema allows nothing else than the schema.
    pub is_exact: bool,
    /// How the alternatives of `oneOf` are told apart.
    pub alternatives: Alternatives,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Alternatives {
    /// No alternatives, or no value fits two of them.
    Disjoint,
    /// The one that keeps most of the value.
    Best,
    /// By the values of a property, for each alternative.
    Tagged {
        property: String,
        values: Vec<Vec<String>>,
    },
}

/// Texts and flags: they do not count as a part of what a schema allows.
const NOTES: &[&str] = &[
    "title",
    "description",
    "default",
    "example",
    "readOnly",
    "writeOnly",
    "deprecated",
    "externalDocs",
    "xml",
    "discriminator",
    "nullable",
];

const MAX_DEPTH: usize = 24;

pub fn is_note(keyword: &str) -> bool {
    NOTES.contains(&keyword) || keyword.starts_with("x-")
}

/// Whether the schema says nothing about values but by the keyword `except`.
pub fn says_nothing_but(schema: &Node, except: &[&str]) -> bool {
    schema
        .as_object()
        .into_iter()
        .flatten()
        .all(|(keyword, _)| is_note(keyword) || except.contains(&keyword.as_str()))
}

pub fn widen(schema: &Node, contract: &Contract) -> Wide {
    Widening { contract }.widen(schema, 0)
}

struct Widening<'a> {
    contract: &'a Contract,
}

impl Widening<'_> {
    fn widen(&self, schema: &Node, depth: usize) -> Wide {
        let mut wide = Wide {
            schema: schema.clone(),
            is_exact: true,
            alternatives: Alternatives::Disjoint,
        };
        if schema.has("$ref") {
            return wide;
        }
        if depth > MAX_DEPTH {
            return anything(schema);
        }
        self.beyond(&mut wide);
        self.single_alternatives(&mut wide.schema);
        if self.all_of(&mut wide, depth) {
            return wide;
        }
        self.unions(&mut wide, depth);
        if wide.schema.has("oneOf") {
            return wide;
        }
        self.values(schema, &mut wide);
        self.by_type(&mut wide);
        wide
    }

    /// Leaves out what is beyond OpenAPI 3.0.
    fn beyond(&self, wide: &mut Wide) {
        let schema = &mut wide.schema;
        let has_condition = schema.has("if") && (schema.has("then") || schema.has("else"));
        let has_contains = schema.has("contains");
        if schema.has("prefixItems") {
            schema.remove("items");
        }
        let keeps_others = ["patternProperties", "unevaluatedProperties"]
            .iter()
            .any(|keyword| {
                schema
                    .get(keyword)
                    .is_some_and(|node| !is_never(node) && node.as_bool() != Some(false))
            });
        if keeps_others {
            let at = schema.position();
            let is_free = schema
                .get("additionalProperties")
                .is_none_or(|node| node.as_bool().is_some());
            if is_free {
                schema.set("additionalProperties", Node::bool(true, at));
            } else {
                schema.set("additionalProperties", Node::object([], at));
            }
        }
        for keyword in BEYOND {
            let Some(found) = schema.remove(keyword) else {
                continue;
            };
            let says_something = match *keyword {
                "if" | "then" | "else" => has_condition,
                "minContains" | "maxContains" => has_contains,
                "unevaluatedProperties" | "unevaluatedItems" => {
                    found.as_bool() != Some(true)
                        && found.as_object().is_none_or(|map| !map.is_empty())
                }
                _ => true,
            };
            wide.is_exact &= !says_something;
        }
    }

    /// One alternative is no choice.
    fn single_alternatives(&self, schema: &mut Node) {
        for keyword in ["oneOf", "anyOf"] {
            let [single] = schema.items(keyword) else {
                if schema.items(keyword).is_empty() {
                    schema.remove(keyword);
                }
                continue;
            };
            let single = single.clone();
            let at = schema.position();
            schema.remove(keyword);
            let mut parts = schema.items("allOf").to_vec();
            parts.push(single);
            schema.set("allOf", Node::array(parts, at));
        }
    }

    /// Makes one schema of `allOf`. Returns whether it is only a reference
    /// with notes, which stays as it is.
    fn all_of(&self, wide: &mut Wide, depth: usize) -> bool {
        let parts = wide.schema.items("allOf").to_vec();
        if parts.is_empty() {
            wide.schema.remove("allOf");
            return false;
        }
        if let [single] = &parts[..]
            && single.has("$ref")
            && says_nothing_but(&wide.schema, &["allOf"])
        {
            return true;
        }
        let mut base = wide.schema.clone();
        base.remove("allOf");
        let is_nullable = base.remove("nullable").and_then(|node| node.as_bool()) == Some(true);
        let mut all_nullable = says_nothing_but(&base, &[]);
        for part in &parts {
            let (mut part, is_exact) = self.part(part, depth + 1);
            wide.is_exact &= is_exact;
            all_nullable &= part.remove("nullable").and_then(|node| node.as_bool()) == Some(true);
            wide.is_exact &= merge(&mut base, &part);
        }
        if is_nullable || all_nullable {
            let at = base.position();
            base.set("nullable", Node::bool(true, at));
        }
        wide.schema = base;
        false
    }

    /// A part of `allOf`, followed and made one schema.
    fn part(&self, part: &Node, depth: usize) -> (Node, bool) {
        if depth > MAX_DEPTH {
            return (Node::object([], part.position()), false);
        }
        let Some(target) = self.target(part) else {
            let mut wide = Wide {
                schema: part.clone(),
                is_exact: true,
                alternatives: Alternatives::Disjoint,
            };
            self.beyond(&mut wide);
            self.single_alternatives(&mut wide.schema);
            if self.all_of(&mut wide, depth) {
                let target = wide.schema.items("allOf")[0].clone();
                let (schema, is_exact) = self.part(&target, depth + 1);
                return (schema, is_exact && wide.is_exact);
            }
            return (wide.schema, wide.is_exact);
        };
        let (mut schema, is_exact) = self.part(target, depth + 1);
        // What it says of itself is not said of the whole.
        for note in [
            "title",
            "description",
            "default",
            "example",
            "discriminator",
            "deprecated",
        ] {
            schema.remove(note);
        }
        (schema, is_exact)
    }

    fn target(&self, schema: &Node) -> Option<&Node> {
        target(schema, self.contract)
    }

    /// `oneOf` and `anyOf` stand alone, or are left out where they only say
    /// more about the members that the schema has anyway.
    fn unions(&self, wide: &mut Wide, depth: usize) {
        let at = wide.schema.position();
        let (one, any) = (wide.schema.remove("oneOf"), wide.schema.remove("anyOf"));
        let keyword = if one.is_some() { "oneOf" } else { "anyOf" };
        if one.is_some() && any.is_some() {
            wide.is_exact = false;
        }
        let Some(Node {
            value: Value::Array(alternatives),
            ..
        }) = one.or(any)
        else {
            return;
        };
        let mut base = wide.schema.clone();
        let mut notes = Map::new();
        if let Value::Object(map) = &mut base.value {
            map.retain(|keyword, node| {
                let is_note = is_note(keyword) && keyword != LEFT_OUT;
                if is_note {
                    notes.insert(keyword.clone(), node.clone());
                }
                !is_note
            });
        }
        let resolved: Vec<Node> = alternatives
            .iter()
            .map(|alternative| self.part(alternative, depth + 1).0)
            .collect();
        let has_base = base.as_object().is_some_and(|map| !map.is_empty());
        if has_base
            && resolved
                .iter()
                .all(|alternative| adds_nothing(&base, alternative))
        {
            wide.is_exact = false;
            return;
        }
        // Many say the type of all alternatives once more.
        let only_type = says_nothing_but(&base, &["type"])
            && resolved
                .iter()
                .all(|alternative| alternative.text("type") == base.text("type"));
        let alternatives: Vec<Node> = if has_base && !only_type {
            alternatives
                .into_iter()
                .map(|alternative| {
                    let parts = Node::array(vec![base.clone(), alternative], at);
                    Node::object([("allOf".to_owned(), parts)], at)
                })
                .collect()
        } else {
            alternatives
        };
        let discriminator = notes.contains_key("discriminator").then(|| {
            let mut whole = Map::new();
            whole.insert("discriminator".into(), notes["discriminator"].clone());
            whole.insert("oneOf".into(), Node::array(alternatives.clone(), at));
            Node::new(Value::Object(whole), at)
        });
        let tagged = discriminator.as_ref().and_then(Discriminator::of);
        wide.alternatives = match tagged {
            Some(found) => Alternatives::Tagged {
                property: found.property.to_owned(),
                values: found
                    .alternatives
                    .iter()
                    .map(|(_, values)| values.iter().map(|value| (*value).to_owned()).collect())
                    .collect(),
            },
            None if exclude_each_other(&alternatives, self.contract) => Alternatives::Disjoint,
            None => {
                wide.is_exact = false;
                Alternatives::Best
            }
        };
        let _ = keyword;
        notes.insert("oneOf".into(), Node::array(alternatives, at));
        wide.schema = Node::new(Value::Object(notes), at);
        wide.schema.key_at = None;
    }

    /// Listed values: those that the rest of the schema allows, and the rest is
    /// said.
    fn values(&self, whole: &Node, wide: &mut Wide) {
        let Some(values) = wide.schema.get("enum").and_then(Node::as_array) else {
            return;
        };
        let at = wide.schema.position();
        let rest_says_more = !says_nothing_but(&wide.schema, &["enum", "type", "format"])
            || !wide.is_exact
            || wide.schema.has("format");
        let judge = rest_says_more
            .then(|| validator(&json_schema(whole), self.contract))
            .flatten();
        let is_nullable = wide.schema.flag("nullable");
        let kind = wide.schema.text("type").map(str::to_owned);
        let mut kept: Vec<Node> = Vec::new();
        for value in values {
            let fits_type = match &kind {
                Some(kind) => value.is_null() || is_of_type(value, kind),
                None => true,
            };
            let is_valid = value.is_null()
                || judge
                    .as_ref()
                    .is_none_or(|judge| judge.is_valid(&value.to_json()));
            if fits_type && is_valid && !kept.contains(value) {
                kept.push(value.clone());
            }
        }
        let kinds: Vec<&str> = kept
            .iter()
            .filter(|value| !value.is_null())
            .map(type_of)
            .collect();
        let is_sayable = !kinds.is_empty()
            && kinds.iter().all(|kind| *kind == kinds[0])
            && matches!(kinds[0], "string" | "integer");
        let only_null = kinds.is_empty() && !kept.is_empty() && (is_nullable || kind.is_none());
        let mut notes = Map::new();
        for (keyword, node) in wide.schema.as_object().into_iter().flatten() {
            if is_note(keyword) {
                notes.insert(keyword.clone(), node.clone());
            }
        }
        if only_null {
            notes.insert(
                "enum".into(),
                Node::array(vec![Node::new(Value::Null, at)], at),
            );
            wide.is_exact = true;
        } else if is_sayable {
            notes.insert("type".into(), Node::string(kinds[0], at));
            notes.insert("enum".into(), Node::array(kept, at));
            wide.is_exact = true;
        } else {
            // Numbers, booleans, objects, values of several types, none at all.
            let kind = match &kinds[..] {
                [] => None,
                kinds if kinds.iter().all(|kind| *kind == kinds[0]) => Some(kinds[0]),
                kinds
                    if kinds
                        .iter()
                        .all(|kind| matches!(*kind, "integer" | "number")) =>
                {
                    Some("number")
                }
                _ => None,
            };
            let both = kind == Some("boolean") && kinds.len() == 2;
            if let Some(kind) = kind.filter(|kind| !matches!(*kind, "object" | "array")) {
                notes.insert("type".into(), Node::string(kind, at));
            }
            wide.is_exact = both;
        }
        wide.schema = Node::new(Value::Object(notes), at);
    }

    /// Keywords that are not about the type say nothing; those that types
    /// cannot say are left out.
    fn by_type(&self, wide: &mut Wide) {
        let Some(kind) = wide.schema.text("type").map(str::to_owned) else {
            if !says_nothing_but(&wide.schema, &["enum"]) {
                let notes_only =
                    |keyword: &String, _: &mut Node| is_note(keyword) || keyword == "enum";
                let says_format_only = says_nothing_but(&wide.schema, &["enum", "format"]);
                if let Some(map) = wide.schema.as_object_mut() {
                    map.retain(notes_only);
                }
                wide.is_exact &= says_format_only;
            }
            return;
        };
        let about: &[&str] = match kind.as_str() {
            "string" => &["format", "pattern", "minLength", "maxLength"],
            "integer" | "number" => &[
                "format",
                "minimum",
                "maximum",
                "exclusiveMinimum",
                "exclusiveMaximum",
                "multipleOf",
            ],
            "array" => &["items", "minItems", "maxItems", "uniqueItems"],
            "object" => &[
                "properties",
                "required",
                "additionalProperties",
                "minProperties",
                "maxProperties",
            ],
            _ => &[],
        };
        if let Some(map) = wide.schema.as_object_mut() {
            map.retain(|keyword, _| {
                is_note(keyword)
                    || matches!(keyword.as_str(), "type" | "enum")
                    || about.contains(&keyword.as_str())
            });
        }
        match kind.as_str() {
            "string" => string(wide),
            "integer" => integer(wide),
            "number" => number(wide),
            "object" => object(wide),
            _ => {}
        }
        // An array of anything is written without them.
        if kind == "array" && !wide.is_exact {
            for keyword in ["minItems", "maxItems", "uniqueItems"] {
                wide.schema.remove(keyword);
            }
        }
    }
}

/// What a schema is when it is only a reference.
pub fn target<'a>(schema: &Node, contract: &'a Contract) -> Option<&'a Node> {
    let name = schema
        .text("$ref")?
        .strip_prefix("#/components/schemas/")?
        .replace("~1", "/")
        .replace("~0", "~");
    contract.schemas.get(&name)
}

fn anything(schema: &Node) -> Wide {
    Wide {
        schema: Node::object([], schema.position()),
        is_exact: false,
        alternatives: Alternatives::Disjoint,
    }
}

pub fn is_never(schema: &Node) -> bool {
    schema
        .get("not")
        .and_then(Node::as_object)
        .is_some_and(Map::is_empty)
}

/// Whether an alternative has no members, and no type, beside those of the base.
fn adds_nothing(base: &Node, alternative: &Node) -> bool {
    let same_type =
        alternative.text("type").is_none() || alternative.text("type") == base.text("type");
    let is_about_members = ["oneOf", "anyOf", "enum", "$ref", "items"]
        .iter()
        .all(|keyword| !alternative.has(keyword));
    let known = |name: &String| {
        base.get("properties")
            .and_then(Node::as_object)
            .is_some_and(|properties| properties.contains_key(name))
    };
    same_type
        && is_about_members
        && alternative
            .members("properties")
            .all(|(name, _)| known(name))
        && alternative
            .get("additionalProperties")
            .is_none_or(|node| node.as_bool().is_some())
}

fn string(wide: &mut Wide) {
    let schema = &mut wide.schema;
    let is_typed = schema
        .text("format")
        .is_some_and(|format| CHECKED_FORMATS.contains(&format));
    let lengths = ["pattern", "minLength", "maxLength"];
    if is_typed && lengths.iter().any(|keyword| schema.has(keyword)) {
        wide.is_exact = false;
        for keyword in lengths {
            schema.remove(keyword);
        }
    }
    if !is_typed && !schema.has("enum") {
        schema.remove("format");
    }
    // The types' engine is not the validators'.
    if let Some(pattern) = schema.text("pattern").map(str::to_owned)
        && (regress::Regex::new(&pattern).is_err() || needs_unicode(&pattern))
    {
        schema.remove("pattern");
        wide.is_exact &= !is_pattern(&pattern);
    }
    if schema.get("minLength").and_then(Node::as_number) == Some(&Number::from(0)) {
        schema.remove("minLength");
    }
    let too_long = |node: &Node| {
        node.as_number()
            .and_then(Number::as_u64)
            .is_some_and(|length| length > u64::from(u32::MAX))
    };
    for keyword in ["minLength", "maxLength"] {
        if schema.get(keyword).is_some_and(too_long) {
            schema.remove(keyword);
            wide.is_exact &= keyword == "maxLength";
        }
    }
}

/// Whether an expression means something else without the flag `u`, which the
/// types do not set and validators do.
fn needs_unicode(pattern: &str) -> bool {
    ["\\p{", "\\P{", "\\u{"]
        .iter()
        .any(|escape| pattern.contains(escape))
}

/// The integers of a Rust type: its name among formats, and its range.
const INTEGERS: &[(&str, i128, i128)] = &[
    ("int8", i8::MIN as i128, i8::MAX as i128),
    ("uint8", 0, u8::MAX as i128),
    ("int16", i16::MIN as i128, i16::MAX as i128),
    ("uint16", 0, u16::MAX as i128),
    ("int", i32::MIN as i128, i32::MAX as i128),
    ("int32", i32::MIN as i128, i32::MAX as i128),
    ("uint", 0, u32::MAX as i128),
    ("uint32", 0, u32::MAX as i128),
    ("int64", i64::MIN as i128, i64::MAX as i128),
    ("uint64", 0, u64::MAX as i128),
];

/// Bounds of integers become integers, within the Rust type.
fn integer(wide: &mut Wide) {
    let schema = &mut wide.schema;
    let at = schema.position();
    let range = INTEGERS
        .iter()
        .find(|(format, _, _)| schema.text("format") == Some(format));
    if range.is_none() {
        schema.remove("format");
    }
    let bound = |schema: &Node, keyword: &str, exclusive: &str, step: i128| -> Option<i128> {
        let number = schema.get(keyword)?.as_number()?;
        let is_exclusive = schema.flag(exclusive);
        let exact = number
            .as_i64()
            .map(i128::from)
            .or(number.as_u64().map(i128::from));
        let value = match exact {
            Some(value) => value,
            None => {
                let float = number.as_f64()?;
                let rounded = if step > 0 {
                    float.ceil()
                } else {
                    float.floor()
                };
                if rounded != float {
                    return Some(rounded as i128);
                }
                rounded as i128
            }
        };
        Some(if is_exclusive { value + step } else { value })
    };
    let low = bound(schema, "minimum", "exclusiveMinimum", 1);
    let high = bound(schema, "maximum", "exclusiveMaximum", -1);
    let (least, most) = range.map_or_else(
        || match (low, high) {
            // As the types are made: from zero on there is room for more.
            (Some(low), None) if low >= 0 => (0, i128::from(u64::MAX)),
            (Some(low), Some(high)) if low >= 0 && high > i128::from(i64::MAX) => {
                (0, i128::from(u64::MAX))
            }
            _ => (i128::from(i64::MIN), i128::from(i64::MAX)),
        },
        |(_, least, most)| (*least, *most),
    );
    if low.is_some_and(|low| low > most) || high.is_some_and(|high| high < least) {
        for keyword in [
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "format",
        ] {
            schema.remove(keyword);
        }
        wide.is_exact = false;
        return;
    }
    let number = |value: i128| match (i64::try_from(value), u64::try_from(value)) {
        (Ok(value), _) => Number::from(value),
        (_, Ok(value)) => Number::from(value),
        _ => Number::from(0),
    };
    // What the schema says as it is stays as it is.
    for (keyword, exclusive, found, is_vacuous) in [
        (
            "minimum",
            "exclusiveMinimum",
            low,
            low.is_some_and(|low| low < least || low == least && least != 0),
        ),
        (
            "maximum",
            "exclusiveMaximum",
            high,
            high.is_some_and(|high| high >= most),
        ),
    ] {
        let Some(found) = found else {
            continue;
        };
        let is_integer = schema
            .get(keyword)
            .and_then(Node::as_number)
            .is_some_and(|number| number.is_i64() || number.is_u64());
        if is_vacuous {
            schema.remove(keyword);
            schema.remove(exclusive);
        } else if !is_integer {
            schema.remove(exclusive);
            schema.set(keyword, Node::new(Value::Number(number(found)), at));
        }
    }
    let factor = schema.get("multipleOf").and_then(Node::as_number).cloned();
    if let Some(factor) = factor {
        let fits = factor
            .as_u64()
            .is_some_and(|factor| factor > 0 && i128::from(factor) <= most);
        if !fits {
            schema.remove("multipleOf");
            wide.is_exact = false;
        } else if factor.as_u64() == Some(1) {
            schema.remove("multipleOf");
        }
    }
}

fn number(wide: &mut Wide) {
    let schema = &mut wide.schema;
    if !matches!(schema.text("format"), Some("float")) {
        schema.remove("format");
    }
    // Numbers with a fraction are multiples as far as decimals go.
    if schema.has("multipleOf") {
        wide.is_exact = false;
    }
}

fn object(wide: &mut Wide) {
    let at = wide.schema.position();
    let schema = &mut wide.schema;
    if schema.get("additionalProperties").is_some_and(is_never) {
        schema.set("additionalProperties", Node::bool(false, at));
    }
    // Who keeps members that are not described must look for those left out.
    if schema.has(LEFT_OUT) {
        let has_members = schema.members("properties").next().is_some();
        wide.is_exact &= match schema.get("additionalProperties") {
            Some(others) => others.as_bool() == Some(false),
            None => has_members,
        };
    }
    for keyword in ["minProperties", "maxProperties"] {
        let Some(bound) = schema.remove(keyword) else {
            continue;
        };
        let is_vacuous = keyword == "minProperties"
            && bound
                .as_number()
                .and_then(Number::as_u64)
                .is_some_and(|least| least == 0);
        wide.is_exact &= is_vacuous;
    }
    let required: Vec<String> = schema
        .items("required")
        .iter()
        .filter_map(|name| name.as_str().map(str::to_owned))
        .collect();
    let properties: Vec<String> = schema
        .members("properties")
        .map(|(name, _)| name.clone())
        .collect();
    let missing: Vec<&String> = required
        .iter()
        .filter(|name| !properties.contains(name))
        .collect();
    if missing.is_empty() {
        return;
    }
    // Members that are required and nowhere described are like all others.
    let others = schema.get("additionalProperties").cloned();
    let schema_of_others = match &others {
        Some(node) if node.as_bool() == Some(false) => {
            wide.is_exact = false;
            return;
        }
        Some(node) if node.as_bool().is_none() => node.clone(),
        _ => Node::object([], at),
    };
    if properties.is_empty() && others.is_none() {
        schema.set("additionalProperties", Node::bool(true, at));
    }
    let mut all: Vec<(String, Node)> = schema
        .members("properties")
        .map(|(name, node)| (name.clone(), node.clone()))
        .collect();
    for name in missing {
        all.push((name.clone(), schema_of_others.clone()));
    }
    schema.set("properties", Node::object(all, at));
}

fn type_of(value: &Node) -> &'static str {
    match &value.value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

fn is_of_type(value: &Node, kind: &str) -> bool {
    match (kind, type_of(value)) {
        ("number", "integer") => true,
        ("integer", "number") => value
            .as_number()
            .and_then(Number::as_f64)
            .is_some_and(|number| number.fract() == 0.0),
        (kind, found) => kind == found,
    }
}

/// The value as JSON, where it is a default that the schema allows. Null is
/// what a member that is not there is anyway.
pub fn valid_default(schema: &Node, contract: &Contract) -> Option<Json> {
    let default = schema.get("default")?.to_json();
    if default.is_null() {
        return None;
    }
    let is_valid =
        validator(&json_schema(schema), contract).is_none_or(|judge| judge.is_valid(&default));
    is_valid.then_some(default)
}

/// The same of a schema, or of what it refers to.
pub fn default_of(schema: &Node, contract: &Contract) -> Option<Json> {
    let mut schema = schema;
    for _ in 0..MAX_DEPTH {
        match target(schema, contract) {
            Some(found) => schema = found,
            None => break,
        }
    }
    valid_default(schema, contract)
}
