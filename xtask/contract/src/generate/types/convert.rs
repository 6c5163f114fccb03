//! A schema in the form for Typify: keywords that it understands, `type` arrays,
//! names of its own for what is inside and needs them.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::expressible::{is_unsigned, lists_null};
use super::reference::{REFERENCE, component, target};
use super::schemas::TypeSchemas;
use super::widen::{self, Alternatives, Wide, Widening, valid_default};

use crate::document::{Guard, Node};
use crate::generate::names::{Names, type_name, value_name};

impl TypeSchemas<'_> {
    /// The form for Typify. What is inside and needs a name gets one that
    /// begins with `stem`.
    pub(super) fn convert(&mut self, name: &str, stem: &str, wide: &Wide) -> Value {
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
            let values = self.enum_values(name, values, kind);
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
    pub(super) fn default_of(&self, schema: &Node) -> Option<Value> {
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
            if may_be_null(node, &self.widening) {
                self.nullable
                    .entry(name.to_owned())
                    .or_default()
                    .insert(known.clone());
            }
            if let Some(default) = valid_default(node, self.contract).filter(Value::is_object) {
                self.defaults
                    .entry(name.to_owned())
                    .or_default()
                    .insert(known.clone(), default.to_string());
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

/// How many schemas are looked at before a value may be null, for all that is known.
const WORK: usize = 200;

fn may_be_null(schema: &Node, widening: &Widening<'_>) -> bool {
    may_be_null_within(schema, widening, &Guard::new(WORK))
}

fn may_be_null_within(schema: &Node, widening: &Widening<'_>, known: &Guard<String, bool>) -> bool {
    if let Some(name) = component(schema)
        && let Some(target) = target(schema, widening.contract())
    {
        return known.once(name.to_owned(), true, || {
            may_be_null_within(target, widening, known)
        });
    }
    if widen::is_never(schema) || schema.has("type") && !schema.flag("nullable") {
        return false;
    }
    if schema.has("enum") {
        return schema.flag("nullable") || lists_null(schema);
    }
    let is_not_null = |part: &Node| part.has("type") && !part.flag("nullable");
    if !schema.flag("nullable") && schema.items("allOf").iter().any(is_not_null) {
        return false;
    }
    // Alternatives beside a base are put together anew: they are no places of the contract.
    if !known.spend() {
        return true;
    }
    let wide = widening.widen(schema).schema;
    if wide.flag("nullable") {
        return true;
    }
    if let [single] = wide.items("allOf") {
        return may_be_null_within(single, widening, known);
    }
    match wide.items("oneOf") {
        [] => !wide.has("type"),
        alternatives => alternatives
            .iter()
            .any(|alternative| may_be_null_within(alternative, widening, known)),
    }
}
