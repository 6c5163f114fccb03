//! Schemas to Rust types, by Typify.
//!
//! Typify is given schemas in a form that it understands fully: every inline
//! schema that needs a type of its own has a name, decided here; null is a type
//! beside others; what Typify would pass over (bounds of numbers and arrays)
//! becomes a type of the generated layer that validates.

use std::collections::HashMap;

use indexmap::IndexMap;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use serde_json::{Map, Value, json};
use typify_impl::{TypeSpace, TypeSpaceImpl, TypeSpaceSettings};

use super::names::{Names, type_name, value_name};
use crate::contract::Contract;
use crate::document::{Node, Position};
use crate::report::Finding;

const REFERENCE: &str = "#/components/schemas/";

/// Schemas under the names of their Rust types, in the form for Typify and
/// Progenitor.
pub struct TypeSchemas {
    /// Rust type name → JSON Schema with `type` arrays, references by `REFERENCE`.
    pub schemas: IndexMap<String, Value>,
    /// Types that the generated layer defines itself.
    pub constrained: Vec<Constrained>,
    /// Types that stand in the place of a schema: the name of the schema, and
    /// where the type is, seen from beside the module `types`.
    pub stand_ins: Vec<(String, String)>,
    names: Names,
    inlined: HashMap<Position, (Node, Value)>,
    /// Whether bounds are enforced by types of the generated layer.
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

impl TypeSchemas {
    /// The named schemas of the contract. `enforce` decides whether the types
    /// refuse what is out of bounds, as a server must.
    pub fn new(contract: &Contract, reserved: &[&str], enforce: bool) -> Self {
        let mut this = TypeSchemas {
            schemas: IndexMap::new(),
            constrained: Vec::new(),
            stand_ins: Vec::new(),
            names: Names::reserving(reserved),
            inlined: HashMap::new(),
            enforce,
            findings: Vec::new(),
        };
        for name in contract.schemas.keys() {
            this.names.give(name, &type_name(name));
        }
        for (name, schema) in &contract.schemas {
            let name = this.name_of(name);
            let converted = this.named(&name, schema);
            this.schemas.insert(name, converted);
        }
        this
    }

    /// The Rust type name of a component.
    pub fn name_of(&self, component: &str) -> String {
        self.names.given(component).unwrap_or(component).to_owned()
    }

    /// Where the type of a schema is, seen from the module `constrained`.
    pub fn path_of(&self, name: &str) -> TokenStream {
        if self.constrained.iter().any(|known| known.name == name) {
            return name.parse().unwrap_or_default();
        }
        let path = self.stand_ins.iter().find(|(known, _)| known == name);
        let path = path.map_or_else(|| format!("types::{name}"), |(_, path)| path.clone());
        path.parse().unwrap_or_default()
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

    /// A schema that becomes a type called `name`.
    fn named(&mut self, name: &str, schema: &Node) -> Value {
        let converted = self.convert(name, schema);
        if self.enforce
            && let Some(constrained) = self.constraint(name, schema, &converted)
        {
            self.constrained.push(constrained);
        }
        converted
    }

    /// A schema in the place of a member of something: a reference where it
    /// needs a type of its own.
    fn member(&mut self, wanted: &str, schema: &Node) -> Value {
        if !self.needs_name(schema) {
            return self.convert(wanted, schema);
        }
        let mut inner = schema.clone();
        let nullable = inner.remove("nullable").and_then(|node| node.as_bool()) == Some(true)
            || lists_null(schema) && !schema.has("type");
        let default = inner.remove("default");
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
            member["default"] = default.to_json();
        }
        member
    }

    /// Whether a schema needs a type that is its own.
    fn needs_name(&self, schema: &Node) -> bool {
        let string = ["pattern", "minLength", "maxLength"]
            .iter()
            .any(|keyword| schema.has(keyword))
            && schema.text("type") == Some("string");
        let many = ["oneOf", "anyOf"]
            .iter()
            .any(|keyword| schema.items(keyword).len() > 1);
        let merged =
            schema.items("allOf").len() > 1 || (schema.has("allOf") && schema.has("properties"));
        string
            || many
            || merged
            || has_values(schema)
            || schema.members("properties").next().is_some()
            || (self.enforce && is_bounded(schema))
    }

    fn convert(&mut self, name: &str, schema: &Node) -> Value {
        let at = schema.position();
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
            "default",
            "readOnly",
            "writeOnly",
            "deprecated",
        ] {
            if let Some(node) = schema.get(keyword) {
                out.insert(keyword.into(), node.to_json());
            }
        }
        self.numbers(schema, &mut out);
        self.arrays(name, schema, &mut out);
        self.objects(name, schema, &mut out, at);
        self.combinators(schema, &mut out);
        if schema.has("not") {
            self.findings.push(
                Finding::error(
                    "inexpressible",
                    "`not` cannot be expressed by the generated types",
                )
                .at(at)
                .help("say what is allowed: by `enum`, `pattern` or `oneOf`"),
            );
        }
        let nullable = schema.flag("nullable");
        let kind = schema.text("type");
        if let Some(values) = schema.get("enum").and_then(Node::as_array) {
            self.values(values, kind, &mut out);
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
                annotations.insert(
                    "oneOf".into(),
                    json!([Value::Object(out), { "type": "null" }]),
                );
                Value::Object(annotations)
            }
            (None, _) => Value::Object(out),
        }
    }

    /// Values whose Rust names would be the same become a pattern.
    fn values(&mut self, values: &[Node], kind: Option<&str>, out: &mut Map<String, Value>) {
        let texts: Vec<&str> = values.iter().filter_map(Node::as_str).collect();
        let mut names: Vec<String> = texts.iter().map(|text| type_name(text)).collect();
        names.sort();
        names.dedup();
        if kind == Some("string") && names.len() < texts.len() {
            let mut alternatives: Vec<String> =
                texts.iter().map(|text| regex_escape(text)).collect();
            alternatives.dedup();
            out.insert(
                "pattern".into(),
                format!("^(?:{})$", alternatives.join("|")).into(),
            );
            out.remove("default");
        } else {
            out.insert("enum".into(), values.iter().map(Node::to_json).collect());
        }
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

    fn arrays(&mut self, name: &str, schema: &Node, out: &mut Map<String, Value>) {
        if let Some(items) = schema.get("items") {
            let converted = self.member(&format!("{name}Item"), items);
            out.insert("items".into(), converted);
        }
        for keyword in ["minItems", "maxItems", "uniqueItems"] {
            if let Some(node) = schema.get(keyword).filter(|_| self.enforce) {
                out.insert(keyword.into(), node.to_json());
            }
        }
    }

    fn objects(&mut self, name: &str, schema: &Node, out: &mut Map<String, Value>, at: Position) {
        let mut properties = Map::new();
        let mut fields: IndexMap<String, &str> = IndexMap::new();
        for (property, node) in schema.members("properties") {
            if let Some(other) = fields.insert(value_name(property), property) {
                self.findings.push(
                    Finding::error(
                        "inexpressible",
                        format!("the properties `{other}` and `{property}` have one name in Rust"),
                    )
                    .at(node.position())
                    .help("rename one of them"),
                );
            }
            let wanted = format!("{name}{}", type_name(property));
            properties.insert(property.clone(), self.member(&wanted, node));
        }
        if !properties.is_empty() {
            out.insert("properties".into(), Value::Object(properties));
        }
        if let Some(additional) = schema.get("additionalProperties") {
            let value = match additional.as_bool() {
                // Typify keeps no members that a schema with properties does not name.
                Some(true) if schema.has("properties") => None,
                Some(flag) => Some(Value::Bool(flag)),
                None => Some(self.member(&format!("{name}Value"), additional)),
            };
            if let Some(value) = value {
                out.insert("additionalProperties".into(), value);
            }
        }
        if self.enforce {
            for keyword in ["minProperties", "maxProperties"] {
                if schema.has(keyword) {
                    self.findings.push(
                        Finding::error(
                            "inexpressible",
                            format!("`{keyword}` cannot be expressed by the generated types"),
                        )
                        .at(schema.get(keyword).map_or(at, Node::position))
                        .help("check the number of members in the handler"),
                    );
                }
            }
        }
    }

    /// The alternatives of `oneOf` and the parts of `allOf` stay where they
    /// are: Typify merges them, and tells alternatives apart by their contents.
    fn combinators(&mut self, schema: &Node, out: &mut Map<String, Value>) {
        for (keyword, as_keyword) in [("allOf", "allOf"), ("oneOf", "oneOf"), ("anyOf", "oneOf")] {
            let parts = schema.items(keyword);
            if !parts.is_empty() {
                let parts = parts.iter().map(|part| self.part(part)).collect::<Vec<_>>();
                out.insert(as_keyword.into(), Value::Array(parts));
            }
        }
    }

    /// Like `convert`, with no names for what is inside.
    fn part(&mut self, schema: &Node) -> Value {
        let mut plain = schema.clone();
        let properties: Vec<(String, Node)> = plain
            .remove("properties")
            .and_then(|node| match node.value {
                crate::document::Value::Object(map) => Some(map.into_iter().collect()),
                _ => None,
            })
            .unwrap_or_default();
        let items = plain.remove("items");
        let mut out = match self.convert("", &plain) {
            Value::Object(out) => out,
            other => return other,
        };
        if !properties.is_empty() {
            let members: Map<String, Value> = properties
                .iter()
                .map(|(name, node)| (name.clone(), self.part(node)))
                .collect();
            out.insert("properties".into(), Value::Object(members));
        }
        if let Some(items) = items {
            let items = self.part(&items);
            out.insert("items".into(), items);
        }
        Value::Object(out)
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

fn has_values(schema: &Node) -> bool {
    !schema.items("enum").is_empty()
}

fn lists_null(schema: &Node) -> bool {
    schema.items("enum").iter().any(Node::is_null)
}

/// An integer from zero on: a type of Rust's own.
fn is_unsigned(schema: &Node) -> bool {
    schema.text("type") == Some("integer")
        && schema
            .get("minimum")
            .and_then(Node::as_number)
            .and_then(serde_json::Number::as_f64)
            == Some(0.0)
        && !["exclusiveMinimum", "maximum", "multipleOf", "enum"]
            .iter()
            .any(|keyword| schema.has(keyword))
        && matches!(
            schema.text("format"),
            None | Some("int64" | "uint32" | "uint64" | "uint" | "uint16" | "uint8")
        )
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
        schema
            .get(keyword)
            .is_some_and(|node| node.as_bool() != Some(false))
    };
    !has_values(schema) && keywords.iter().any(says)
}

fn regex_escape(text: &str) -> String {
    text.chars()
        .flat_map(|c| {
            let special = "\\^$.|?*+()[]{}/-".contains(c);
            special
                .then_some('\\')
                .into_iter()
                .chain(std::iter::once(c))
        })
        .collect()
}

/// The types that Typify makes of the schemas.
pub struct Types {
    space: TypeSpace,
}

impl Types {
    pub fn new(schemas: &TypeSchemas) -> Result<Self, String> {
        let mut settings = TypeSpaceSettings::default();
        settings.with_derive("PartialEq".to_owned());
        for constrained in &schemas.constrained {
            let impls: &[TypeSpaceImpl] = match constrained.inner {
                Inner::Integer | Inner::Number => &[TypeSpaceImpl::Display, TypeSpaceImpl::FromStr],
                Inner::Array(_) => &[],
            };
            settings.with_replacement(
                &constrained.name,
                format!("super::constrained::{}", constrained.name),
                impls.iter().copied(),
            );
        }
        for (name, path) in &schemas.stand_ins {
            settings.with_replacement(name, format!("super::{path}"), [].into_iter());
        }
        let mut space = TypeSpace::new(&settings);
        let definitions = schemas
            .schemas
            .iter()
            .map(|(name, schema)| {
                serde_json::from_value(schema.clone())
                    .map(|schema| (name.clone(), schema))
                    .map_err(|error| format!("the schema `{name}` is malformed: {error}"))
            })
            .collect::<Result<Vec<(String, schemars::schema::Schema)>, _>>()?;
        space
            .add_ref_types(definitions)
            .map_err(|error| error.to_string())?;
        Ok(Types { space })
    }

    /// The Rust type of a schema, as seen from beside the module `types`.
    pub fn type_of(&mut self, name: &str, schema: &Value) -> Result<TokenStream, String> {
        let schema: schemars::schema::Schema =
            serde_json::from_value(schema.clone()).map_err(|error| error.to_string())?;
        let id = self
            .space
            .add_type_with_name(&schema, Some(name.to_owned()))
            .map_err(|error| error.to_string())?;
        let found = self
            .space
            .get_type(&id)
            .map_err(|error| error.to_string())?;
        let tokens = found.ident();
        let text = tokens.to_string();
        syn::parse_str::<syn::Type>(&text).map_err(|error| error.to_string())?;
        Ok(qualify(tokens))
    }

    pub fn to_stream(&self) -> TokenStream {
        self.space.to_stream()
    }
}

/// The last segment of a path to what is in Rust's prelude: it is not hidden
/// beside the module `types`.
fn prelude(path: &syn::Path) -> Option<syn::PathSegment> {
    let names: Vec<String> = path
        .segments
        .iter()
        .map(|segment| segment.ident.to_string())
        .collect();
    let is_known = matches!(
        names.iter().map(String::as_str).collect::<Vec<_>>()[..],
        ["std", "string", "String"] | ["std", "vec", "Vec"] | ["std", "option", "Option"]
    );
    is_known.then(|| path.segments.last().cloned()).flatten()
}

/// Puts `types::` before the names that Typify made.
fn qualify(tokens: TokenStream) -> TokenStream {
    use syn::visit_mut::VisitMut;
    struct Qualify;
    impl VisitMut for Qualify {
        fn visit_path_mut(&mut self, path: &mut syn::Path) {
            syn::visit_mut::visit_path_mut(self, path);
            let Some(first) = path.segments.first() else {
                return;
            };
            let ident = first.ident.to_string();
            let is_own = path.leading_colon.is_none()
                && path.segments.len() == 1
                && first.arguments.is_empty()
                && !matches!(
                    ident.as_str(),
                    "bool"
                        | "i8"
                        | "i16"
                        | "i32"
                        | "i64"
                        | "u8"
                        | "u16"
                        | "u32"
                        | "u64"
                        | "f32"
                        | "f64"
                        | "String"
                );
            if is_own {
                let module: syn::PathSegment = format_ident!("types").into();
                path.segments.insert(0, module);
            } else if let Some(short) = prelude(path) {
                *path = short.into();
            } else if ident == "super" {
                // `super::constrained::X` is seen from inside of `types`.
                path.segments = path.segments.iter().skip(1).cloned().collect();
            }
        }
    }
    match syn::parse2::<syn::Type>(tokens.clone()) {
        Ok(mut parsed) => {
            Qualify.visit_type_mut(&mut parsed);
            quote!(#parsed)
        }
        Err(_) => tokens,
    }
}
