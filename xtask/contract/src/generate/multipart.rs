//! Which parts of a `multipart` body are files, and which are values: the same
//! for server and client.

use std::collections::HashSet;

use crate::document::{Map, Node, Value};
use crate::generate::types::{component, resolved};
use crate::model::{Content, Contract, MediaKind};

/// A `multipart` body, as the generated code sees it.
#[derive(Clone)]
pub enum Multipart {
    /// An object, whose properties are the parts.
    Object {
        /// With [`FILE`] in the place of each file.
        schema: Node,
        properties: Vec<Property>,
        /// What a part is that is no property.
        rest: Kind,
    },
    /// Nothing is known of the parts.
    Parts,
}

#[derive(Clone)]
pub struct Property {
    pub name: String,
    pub kind: Kind,
    /// The schema of the property.
    pub schema: Node,
    /// The media types that its parts may have: none is any.
    pub media_types: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Value,
    Json,
    File,
    Files,
}

/// The component that stands for a file: no contract has it.
pub const FILE: &str = "(file)";

pub fn multipart(content: &Content, contract: &Contract) -> Option<Multipart> {
    (content.kind == MediaKind::Multipart).then(|| {
        let mut members = Members::default();
        members.collect(&content.schema, contract, &mut HashSet::new());
        if members.is_open || members.properties.is_empty() && !members.is_object {
            return Multipart::Parts;
        }
        object(content, members, contract)
    })
}

fn object(content: &Content, members: Members, contract: &Contract) -> Multipart {
    let at = content.schema.position();
    let mut properties = Vec::new();
    let mut schemas: Map = Map::new();
    let mut has_files = false;
    for (name, schema) in &members.properties {
        let media_types = content
            .encodings
            .get(name)
            .map(|encoding| encoding.media_types.clone())
            .unwrap_or_default();
        let kind = kind(schema, &media_types, contract);
        let file = Node::schema_reference(FILE, at);
        let as_member = match kind {
            Kind::Value | Kind::Json => schema.clone(),
            Kind::File => file,
            Kind::Files => {
                let mut list = resolved(schema, contract).clone();
                list.set("items", file);
                list
            }
        };
        has_files |= matches!(kind, Kind::File | Kind::Files);
        schemas.insert(name.clone(), as_member);
        properties.push(Property {
            name: name.clone(),
            kind,
            schema: schema.clone(),
            media_types,
        });
    }
    let rest = match members.additional.as_ref().and_then(Node::as_object) {
        Some(_) => {
            let schema = members
                .additional
                .clone()
                .unwrap_or_else(|| Node::object([], at));
            kind(&schema, &[], contract)
        }
        None => Kind::Value,
    };
    has_files |= matches!(rest, Kind::File | Kind::Files);
    let schema = if has_files {
        let mut schema = Node::object(
            [
                ("type".to_owned(), Node::string("object", at)),
                (
                    "properties".to_owned(),
                    Node::new(Value::Object(schemas), at),
                ),
            ],
            at,
        );
        if !members.required.is_empty() {
            schema.set("required", Node::array(members.required, at));
        }
        if let Some(additional) = members.additional {
            let additional = match rest {
                Kind::File => Node::schema_reference(FILE, at),
                Kind::Files => {
                    let mut list = resolved(&additional, contract).clone();
                    list.set("items", Node::schema_reference(FILE, at));
                    list
                }
                _ => additional,
            };
            schema.set("additionalProperties", additional);
        }
        if let Some(description) = resolved(&content.schema, contract).get("description") {
            schema.set("description", description.clone());
        }
        schema
    } else {
        content.schema.clone()
    };
    Multipart::Object {
        schema,
        properties,
        rest,
    }
}

/// Whether [`FILE`] is in the schema of a body.
pub fn has_files(schema: &Node) -> bool {
    let is_file = |schema: &Node| component(schema) == Some(FILE);
    let has = |schema: &Node| is_file(schema) || schema.get("items").is_some_and(is_file);
    schema
        .members("properties")
        .any(|(_, property)| has(property))
        || schema.get("additionalProperties").is_some_and(has)
}

fn kind(schema: &Node, media_types: &[String], contract: &Contract) -> Kind {
    let target = resolved(schema, contract);
    let is_json = |name: &String| name == "application/json" || name.ends_with("+json");
    if !media_types.is_empty() && media_types.iter().all(is_json) {
        return Kind::Json;
    }
    if target.text("type") == Some("array") {
        return match target.get("items") {
            Some(items) if kind(items, media_types, contract) == Kind::File => Kind::Files,
            _ => Kind::Value,
        };
    }
    if is_file(target, media_types) {
        Kind::File
    } else {
        Kind::Value
    }
}

fn is_file(schema: &Node, media_types: &[String]) -> bool {
    let is_text = |name: &String| name.starts_with("text/") || name.contains("form-urlencoded");
    let says_bytes = media_types
        .iter()
        .any(|name| !is_text(name) && !name.ends_with("json"));
    let has = |keywords: &[&str]| keywords.iter().any(|keyword| schema.has(keyword));
    match schema.text("type") {
        Some("string") => {
            schema.text("format") == Some("binary")
                || says_bytes && !has(&["enum", "pattern", "minLength", "maxLength"])
        }
        // OpenAPI 3.1 leaves the type of bytes out.
        None => !has(&[
            "$ref",
            "allOf",
            "oneOf",
            "anyOf",
            "enum",
            "properties",
            "items",
        ]),
        Some(_) => false,
    }
}

/// The members of an object, wherever they stand in `allOf`.
#[derive(Default)]
struct Members {
    properties: Vec<(String, Node)>,
    required: Vec<Node>,
    additional: Option<Node>,
    is_object: bool,
    /// Alternatives: the parts are as they come.
    is_open: bool,
}

impl Members {
    /// `seen` are the schemas that were looked at: what they say is said once.
    fn collect(&mut self, schema: &Node, contract: &Contract, seen: &mut HashSet<*const Node>) {
        let schema = resolved(schema, contract);
        if !seen.insert(schema) {
            return;
        }
        self.is_object |=
            schema.text("type") == Some("object") && schema.has("additionalProperties");
        self.is_open |= ["oneOf", "anyOf"]
            .iter()
            .any(|keyword| !schema.items(keyword).is_empty());
        for (name, property) in schema.members("properties") {
            if !self.properties.iter().any(|(known, _)| known == name) {
                self.properties.push((name.clone(), property.clone()));
            }
        }
        self.required
            .extend(schema.items("required").iter().cloned());
        if let Some(additional) = schema.get("additionalProperties") {
            self.additional = Some(additional.clone());
        }
        for part in schema.items("allOf") {
            self.collect(part, contract, seen);
        }
    }
}
