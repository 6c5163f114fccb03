//! Schemas to Rust types, by Typify.
//!
//! Typify is given schemas in a form that it understands fully: every inline
//! schema that needs a type of its own has a name, decided here; `allOf` is one
//! schema; null is a type beside others. What Typify would pass over (bounds of
//! numbers and arrays) and what Rust's types cannot say becomes a type of the
//! generated layer that validates.

mod helpers;
mod listed;
mod merge;
mod overlap;
mod rewrite;
mod space;
mod widen;

use std::collections::{BTreeMap, HashMap, HashSet};

use indexmap::IndexMap;
use serde_json::{Map, Value, json};

pub use listed::Listed;
pub use rewrite::{Nulls, path, rewrite};
pub use space::Types;
pub use widen::{Alternatives, default_of, is_note, target, widen};
use widen::{Wide, valid_default};

use super::names::{Names, type_name, value_name};
use crate::contract::Contract;
use crate::contract::meaning::json_schema;
use crate::document::{Node, Position};
use crate::report::Finding;

/// Names that the generated code takes for something else.
const PRELUDE: &[&str] = &[
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Deserialize",
    "Deserializer",
    "Drop",
    "Eq",
    "Err",
    "Fn",
    "From",
    "Into",
    "IntoIterator",
    "Iterator",
    "LazyLock",
    "None",
    "Ok",
    "Option",
    "PartialEq",
    "Result",
    "Self",
    "Send",
    "Serialize",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Vec",
];

const REFERENCE: &str = "#/components/schemas/";

/// Schemas under the names of their Rust types, in the form for Typify and
/// Progenitor.
pub struct TypeSchemas<'a> {
    /// Rust type name → JSON Schema with `type` arrays, references by `REFERENCE`.
    pub schemas: IndexMap<String, Value>,
    /// Types that the generated layer defines itself.
    pub constrained: Vec<Constrained>,
    /// Types that the generated layer checks by a validator.
    pub checked: Vec<Checked>,
    /// Types that stand in the place of a schema: the name of the schema, and
    /// where the type is, seen from beside the module `types`.
    pub stand_ins: Vec<(String, String)>,
    /// Enums whose variant is chosen by more than what comes first.
    pub unions: BTreeMap<String, Alternatives>,
    /// Rust type name → the values that Typify knows by the names of their
    /// variants.
    pub listed: HashMap<String, Listed>,
    /// The functions that make defaults that are objects → the JSON of these.
    pub defaults: HashMap<String, String>,
    /// Rust type name → the name that Typify is given for a property → its own.
    pub renamed: HashMap<String, HashMap<String, String>>,
    /// Rust type name → the properties (as Typify knows them) that may be null.
    pub nullable: HashMap<String, HashSet<String>>,
    /// Rust types that are made of an object's properties.
    pub structs: HashSet<String>,
    contract: &'a Contract,
    names: Names,
    inlined: HashMap<Position, (Node, Value)>,
    /// Whether what types cannot say is enforced by the generated layer.
    enforce: bool,
    pub findings: Vec<Finding>,
}

/// A number or an array with bounds.
pub struct Constrained {
    pub name: String,
    pub description: Option<String>,
    pub inner: Inner,
    pub schema: Value,
}

pub enum Inner {
    Integer,
    Number,
    /// The name of the schema of its items.
    Array(String),
}

/// A type with a check of what Rust's types cannot say.
pub struct Checked {
    pub name: String,
    pub description: Option<String>,
    /// What it holds, in the form for Typify.
    pub inner: Value,
    /// The whole schema, in 2020-12.
    pub schema: Value,
}

/// The module of the generated layer that a type stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Module {
    Types,
    Constrained,
    Checked,
}

impl Module {
    pub fn name(self) -> &'static str {
        match self {
            Module::Types => "types",
            Module::Constrained => "constrained",
            Module::Checked => "checked",
        }
    }
}

impl<'a> TypeSchemas<'a> {
    /// The named schemas of the contract. `enforce` decides whether the types
    /// refuse what is not valid, as a server must.
    pub fn new(contract: &'a Contract, reserved: &[&str], enforce: bool) -> Self {
        let mut this = TypeSchemas {
            schemas: IndexMap::new(),
            constrained: Vec::new(),
            checked: Vec::new(),
            stand_ins: Vec::new(),
            unions: BTreeMap::new(),
            listed: HashMap::new(),
            defaults: HashMap::new(),
            renamed: HashMap::new(),
            nullable: HashMap::new(),
            structs: HashSet::new(),
            contract,
            names: Names::reserving(&[PRELUDE, reserved].concat()),
            inlined: HashMap::new(),
            enforce,
            findings: Vec::new(),
        };
        for name in contract.schemas.keys() {
            this.names.give(name, &type_name(name));
        }
        for (name, schema) in &contract.schemas {
            let name = this.name_of(name);
            let converted = this.component(&name, schema);
            this.schemas.insert(name, converted);
        }
        this
    }

    /// The Rust type name of a component.
    pub fn name_of(&self, component: &str) -> String {
        self.names.given(component).unwrap_or(component).to_owned()
    }

    /// The module that a type stands in.
    pub fn module_of(&self, name: &str) -> Module {
        if self.constrained.iter().any(|found| found.name == name) {
            Module::Constrained
        } else if self.checked.iter().any(|found| found.name == name) {
            Module::Checked
        } else {
            Module::Types
        }
    }

    /// The path to a type from beside its module.
    pub fn path_of(&self, name: &str) -> proc_macro2::TokenStream {
        match self.stand_ins.iter().find(|(known, _)| known == name) {
            Some((_, path)) => path.parse().unwrap_or_default(),
            None => path(self.module_of(name).name(), name),
        }
    }

    /// Has the type at `path` stand in the place of `component`, which the
    /// contract does not have. Returns the schema that refers to it.
    pub fn stand_in(&mut self, component: &str, wanted: &str, path: &str) -> Value {
        let name = match self.names.given(component) {
            Some(known) => known.to_owned(),
            None => {
                let name = self.names.give(component, wanted);
                self.schemas
                    .insert(name.clone(), json!({ "type": "object" }));
                self.stand_ins.push((name.clone(), path.to_owned()));
                name
            }
        };
        json!({ "$ref": format!("{REFERENCE}{name}") })
    }

    /// The schema of something that is not a component, as a type that may be
    /// called `name`. What stands at one place of the contract, as a header
    /// that several responses refer to, is one type.
    pub fn inline(&mut self, name: &str, schema: &Node) -> Value {
        let place = schema.position();
        if let Some((_, known)) = self.inlined.get(&place).filter(|(node, _)| node == schema) {
            return known.clone();
        }
        let converted = self.member(&type_name(name), schema);
        self.inlined
            .insert(place, (schema.clone(), converted.clone()));
        converted
    }

    /// A component: a type called `name`.
    fn component(&mut self, name: &str, schema: &Node) -> Value {
        if !schema.flag("nullable") || !self.needs_name(schema) {
            return self.named(name, schema);
        }
        // What may be null holds a type that may not.
        let mut inner = schema.clone();
        inner.remove("nullable");
        let inner_name = self.names.free(&format!("{name}Value"));
        let converted = self.named(&inner_name, &inner);
        self.schemas.insert(inner_name.clone(), converted);
        json!({ "oneOf": [{ "$ref": format!("{REFERENCE}{inner_name}") }, { "type": "null" }] })
    }

    /// A schema that becomes a type called `name`.
    fn named(&mut self, name: &str, schema: &Node) -> Value {
        let wide = widen(schema, self.contract);
        if self.enforce && !is_said(&wide) {
            return self.checked(name, schema, &wide);
        }
        let converted = self.convert(name, name, &wide);
        if self.enforce
            && let Some(constrained) = self.constraint(name, &wide.schema, &converted)
        {
            self.constrained.push(constrained);
        }
        converted
    }

    /// A type that is checked, and what it holds.
    fn checked(&mut self, name: &str, schema: &Node, wide: &Wide) -> Value {
        let inner = if has_own_type(&wide.schema) {
            let inner_name = self.names.free(&format!("Unchecked{name}"));
            let converted = self.convert(&inner_name, name, wide);
            self.schemas.insert(inner_name.clone(), converted);
            json!({ "$ref": format!("{REFERENCE}{inner_name}") })
        } else {
            let mut inner = self.convert(name, name, wide);
            // The whole has the default.
            if let Some(map) = inner.as_object_mut() {
                map.remove("default");
            }
            inner
        };
        self.checked.push(Checked {
            name: name.to_owned(),
            description: schema.text("description").map(str::to_owned),
            inner: inner.clone(),
            schema: json_schema(schema),
        });
        inner
    }

    /// A schema in the place of a member of something: a reference where it
    /// needs a type of its own.
    fn member(&mut self, wanted: &str, schema: &Node) -> Value {
        if !self.needs_name(schema) {
            let wide = widen(schema, self.contract);
            return self.convert(wanted, wanted, &wide);
        }
        let mut inner = schema.clone();
        let nullable = inner.remove("nullable").and_then(|node| node.as_bool()) == Some(true)
            || lists_null(schema) && !schema.has("type");
        let default = self.default_of(schema);
        inner.remove("default");
        let description = schema.text("description");
        let name = self.names.free(wanted);
        let converted = self.named(&name, &inner);
        self.schemas.insert(name.clone(), converted);
        let reference = json!({ "$ref": format!("{REFERENCE}{name}") });
        if !nullable && description.is_none() && default.is_none() {
            return reference;
        }
        let mut member = if nullable {
            json!({ "oneOf": [reference, { "type": "null" }] })
        } else {
            json!({ "allOf": [reference] })
        };
        if let Some(description) = description {
            member["description"] = description.into();
        }
        if let Some(default) = default {
            member["default"] = default;
        }
        member
    }

    /// Whether a schema needs a type that is its own.
    fn needs_name(&self, schema: &Node) -> bool {
        if schema.has("$ref") {
            return false;
        }
        let wide = widen(schema, self.contract);
        has_own_type(&wide.schema) || self.enforce && (!wide.is_exact || is_bounded(&wide.schema))
    }

    /// The form for Typify. What is inside and needs a name gets one that
    /// begins with `stem`.
    fn convert(&mut self, name: &str, stem: &str, wide: &Wide) -> Value {
        let schema = &wide.schema;
        let mut out = Map::new();
        if let Some(reference) = schema.text("$ref") {
            return json!({ "$ref": self.renamed(reference) });
        }
        for keyword in [
            "description",
            "format",
            "pattern",
            "minLength",
            "maxLength",
            "required",
            "readOnly",
            "writeOnly",
            "deprecated",
        ] {
            if let Some(node) = schema.get(keyword) {
                out.insert(keyword.into(), node.to_json());
            }
        }
        if let Some(default) = self.default_of(schema) {
            out.insert("default".into(), default);
        }
        self.numbers(schema, &mut out);
        if let Some(items) = schema.get("items") {
            let converted = self.member(&format!("{stem}Item"), items);
            out.insert("items".into(), converted);
        }
        self.objects(name, stem, schema, &mut out);
        self.combinators(name, stem, wide, &mut out);
        let nullable = schema.flag("nullable");
        let kind = schema.text("type");
        if let Some(values) = schema.get("enum").and_then(Node::as_array) {
            let values = self.listed(name, values, kind);
            out.insert("enum".into(), values.into());
        }
        match (kind, nullable) {
            (Some(kind), true) => {
                out.insert("type".into(), json!([kind, "null"]));
                if let Some(Value::Array(values)) = out.get_mut("enum")
                    && !values.contains(&Value::Null)
                {
                    values.push(Value::Null);
                }
                Value::Object(out)
            }
            (Some(kind), false) => {
                out.insert("type".into(), kind.into());
                if let Some(Value::Array(values)) = out.get_mut("enum") {
                    values.retain(|value| !value.is_null());
                }
                Value::Object(out)
            }
            (None, true) if !out.is_empty() && !out.contains_key("enum") => {
                let mut annotations = Map::new();
                for keyword in ["description", "default"] {
                    if let Some(value) = out.remove(keyword) {
                        annotations.insert(keyword.into(), value);
                    }
                }
                if out.keys().any(|keyword| {
                    !matches!(keyword.as_str(), "readOnly" | "writeOnly" | "deprecated")
                }) {
                    annotations.insert(
                        "oneOf".into(),
                        json!([Value::Object(out), { "type": "null" }]),
                    );
                }
                Value::Object(annotations)
            }
            (None, _) => Value::Object(out),
        }
    }

    /// The default as Typify is given it.
    fn default_of(&self, schema: &Node) -> Option<Value> {
        let default = valid_default(schema, self.contract)?;
        Some(self.known(schema, default))
    }

    fn numbers(&self, schema: &Node, out: &mut Map<String, Value>) {
        if is_unsigned(schema) && matches!(schema.text("format"), None | Some("int64")) {
            out.insert("format".into(), "uint64".into());
        }
        for (bound, exclusive) in [
            ("minimum", "exclusiveMinimum"),
            ("maximum", "exclusiveMaximum"),
        ] {
            if let Some(node) = schema.get(bound) {
                let keyword = if schema.flag(exclusive) {
                    exclusive
                } else {
                    bound
                };
                out.insert(keyword.into(), node.to_json());
            }
        }
        if let Some(node) = schema.get("multipleOf") {
            out.insert("multipleOf".into(), node.to_json());
        }
    }

    fn objects(&mut self, name: &str, stem: &str, schema: &Node, out: &mut Map<String, Value>) {
        let has_properties = schema.members("properties").next().is_some();
        let others = match schema.get("additionalProperties") {
            // Typify keeps them when they have a schema.
            Some(node) if node.as_bool() == Some(true) && has_properties => Some(json!({})),
            Some(node) => match node.as_bool() {
                Some(flag) => Some(Value::Bool(flag)),
                None => Some(self.member(&format!("{stem}Value"), node)),
            },
            None => None,
        };
        let mut fields = Names::default();
        if others.as_ref().is_some_and(Value::is_object) && has_properties {
            fields.free("extra");
        }
        let mut properties = Map::new();
        let mut names = HashMap::new();
        for (property, node) in schema.members("properties") {
            let field = value_name(property);
            let free = fields.free(&field);
            let known = if free == field {
                property.clone()
            } else {
                names.insert(free.clone(), property.clone());
                free
            };
            let wanted = format!("{stem}{}", type_name(property));
            if may_be_null(node, self.contract) {
                self.nullable
                    .entry(name.to_owned())
                    .or_default()
                    .insert(known.clone());
            }
            if let Some(default) = valid_default(node, self.contract).filter(Value::is_object) {
                let function = value_name(&format!("{name}_{known}"));
                self.defaults.insert(function, default.to_string());
            }
            let converted = self.member(&wanted, node);
            properties.insert(known, converted);
        }
        if !names.is_empty() {
            if let Some(Value::Array(required)) = out.get_mut("required") {
                for item in required {
                    if let Some((known, _)) = names.iter().find(|(_, own)| *item == own.as_str()) {
                        *item = known.clone().into();
                    }
                }
            }
            self.renamed.insert(name.to_owned(), names);
        }
        if !properties.is_empty() {
            self.structs.insert(name.to_owned());
            out.insert("properties".into(), Value::Object(properties));
        }
        if let Some(others) = others {
            out.insert("additionalProperties".into(), others);
        }
    }

    /// Alternatives become variants of an enum: types that have names, and
    /// simple ones that are given the names of their JSON types.
    fn combinators(&mut self, name: &str, stem: &str, wide: &Wide, out: &mut Map<String, Value>) {
        let schema = &wide.schema;
        if let [single] = schema.items("allOf") {
            let converted = self.member(stem, single);
            out.insert("allOf".into(), json!([converted]));
            return;
        }
        let alternatives = schema.items("oneOf");
        if alternatives.is_empty() {
            return;
        }
        let mut variants = Names::default();
        let converted: Vec<Value> = alternatives
            .iter()
            .map(|alternative| {
                let short = variants.free(&alternative_name(alternative));
                let wanted = format!("{stem}{short}");
                let mut converted = self.member(&wanted, alternative);
                if let Some(map) = converted.as_object_mut()
                    && !map.contains_key("$ref")
                {
                    map.insert("title".into(), short.into());
                }
                converted
            })
            .collect();
        out.insert("oneOf".into(), converted.into());
        if wide.alternatives != Alternatives::Disjoint {
            self.unions
                .insert(name.to_owned(), wide.alternatives.clone());
        }
    }

    fn renamed(&self, reference: &str) -> String {
        let component = reference
            .strip_prefix(REFERENCE)
            .unwrap_or(reference)
            .replace("~1", "/")
            .replace("~0", "~");
        format!("{REFERENCE}{}", self.name_of(&component))
    }

    fn constraint(&mut self, name: &str, schema: &Node, converted: &Value) -> Option<Constrained> {
        if !is_bounded(schema) || schema.flag("nullable") {
            return None;
        }
        let inner = match schema.text("type")? {
            "integer" => Inner::Integer,
            "number" => Inner::Number,
            "array" => {
                let items = converted.get("items").cloned().unwrap_or(json!({}));
                let item = match items.get("$ref").and_then(Value::as_str) {
                    Some(reference) => reference.trim_start_matches(REFERENCE).to_owned(),
                    None => {
                        let item = self.names.free(&format!("{name}Item"));
                        self.schemas.insert(item.clone(), items);
                        item
                    }
                };
                Inner::Array(item)
            }
            _ => return None,
        };
        Some(Constrained {
            name: name.to_owned(),
            description: schema.text("description").map(str::to_owned),
            inner,
            schema: schema.to_json(),
        })
    }
}

/// Whether Rust's types, and those of the generated layer that hold bounds,
/// say all of it.
fn is_said(wide: &Wide) -> bool {
    wide.is_exact && !(is_bounded(&wide.schema) && wide.schema.flag("nullable"))
}

/// Whether Typify makes a type of it that has a name.
fn has_own_type(wide: &Node) -> bool {
    let string = ["pattern", "minLength", "maxLength"]
        .iter()
        .any(|keyword| wide.has(keyword))
        && wide.text("type") == Some("string");
    let values = wide.items("enum").iter().any(|value| !value.is_null());
    string
        || values
        || wide.items("oneOf").len() > 1
        || wide.members("properties").next().is_some()
        // Closed, and without members: only `{}`.
        || wide.text("type") == Some("object")
            && wide.get("additionalProperties").and_then(Node::as_bool) == Some(false)
}

/// What a variant is called that has no name of its own.
fn alternative_name(alternative: &Node) -> String {
    let reference = |node: &Node| -> Option<String> {
        let name = node.text("$ref")?.rsplit('/').next()?;
        Some(type_name(&name.replace("~1", "-").replace("~0", "-")))
    };
    let parts = alternative.items("allOf");
    if let Some(name) = reference(alternative).or_else(|| parts.iter().rev().find_map(reference)) {
        return name;
    }
    let inner = parts.last().unwrap_or(alternative);
    if let Some(title) = inner.text("title").filter(|title| title.len() < 40) {
        return type_name(title);
    }
    let constant = inner
        .members("properties")
        .find_map(|(_, node)| match node.items("enum") {
            [single] => single
                .as_str()
                .filter(|text| !text.is_empty())
                .map(type_name),
            _ => None,
        });
    if let Some(constant) = constant {
        return constant;
    }
    match inner.text("type") {
        Some(kind) => type_name(kind),
        None => "Other".into(),
    }
}

fn may_be_null(schema: &Node, contract: &Contract) -> bool {
    may_be_null_within(schema, contract, 16)
}

fn may_be_null_within(schema: &Node, contract: &Contract, depth: usize) -> bool {
    if depth == 0 {
        return true;
    }
    if let Some(target) = widen::target(schema, contract) {
        return may_be_null_within(target, contract, depth - 1);
    }
    if widen::is_never(schema) {
        return false;
    }
    let wide = widen(schema, contract).schema;
    if wide.flag("nullable") || wide.has("enum") && !wide.has("type") {
        return true;
    }
    if let [single] = wide.items("allOf") {
        return may_be_null_within(single, contract, depth - 1);
    }
    match wide.items("oneOf") {
        [] => !wide.has("type"),
        alternatives => alternatives
            .iter()
            .any(|alternative| may_be_null_within(alternative, contract, depth - 1)),
    }
}

fn lists_null(schema: &Node) -> bool {
    schema.items("enum").iter().any(Node::is_null)
}

/// An integer from zero on: a type of Rust's own.
fn is_unsigned(schema: &Node) -> bool {
    schema.text("type") == Some("integer")
        && schema.get("minimum").is_some_and(is_zero)
        && !["exclusiveMinimum", "maximum", "multipleOf", "enum"]
            .iter()
            .any(|keyword| schema.has(keyword))
        && matches!(
            schema.text("format"),
            None | Some("int64" | "uint32" | "uint64" | "uint" | "uint16" | "uint8")
        )
}

fn is_zero(node: &Node) -> bool {
    node.as_number().and_then(serde_json::Number::as_f64) == Some(0.0)
}

/// Bounds that Typify passes over.
fn is_bounded(schema: &Node) -> bool {
    if is_unsigned(schema) {
        return false;
    }
    let keywords: &[&str] = match schema.text("type") {
        Some("integer" | "number") => &["minimum", "maximum", "multipleOf"],
        Some("array") => &["minItems", "maxItems", "uniqueItems"],
        _ => &[],
    };
    let says = |keyword: &&str| {
        schema.get(keyword).is_some_and(|node| {
            let is_any_length = *keyword == "minItems" && is_zero(node);
            node.as_bool() != Some(false) && !is_any_length
        })
    };
    !schema.has("enum") && keywords.iter().any(says)
}
