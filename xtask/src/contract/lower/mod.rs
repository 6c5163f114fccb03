//! From the document as it is written to the [`Contract`].

mod children;
mod constraints;
mod keywords;
mod kinds;
mod names;
mod operation;
mod schema;
mod security;

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;

pub use keywords::BEYOND;

use super::model::{Contract, Tag};
use crate::document::{Document, FileId, Node};
use crate::report::Finding;

/// Lowers a document. Everything that is in the way is found, not just the
/// first thing.
pub fn lower(document: &Document) -> Result<Contract, Vec<Finding>> {
    let root = document.root();
    let version = root.text("openapi").unwrap_or_default();
    if !version.starts_with("3.0") && !version.starts_with("3.1") {
        let found = root.get("openapi").or_else(|| root.get("swagger"));
        return Err(vec![
            Finding::error(
                "unsupported-version",
                "the document does not say that it is OpenAPI 3.0 or 3.1",
            )
            .at(found.map_or(root.at, Node::position))
            .help("begin the document with `openapi: 3.1.1`, or convert it to OpenAPI 3.1 first"),
        ]);
    }
    let mut lowering = Lowering {
        document,
        is_31: version.starts_with("3.1"),
        schemas: IndexMap::new(),
        schema_names: HashMap::new(),
        reserved_names: root
            .get("components")
            .map(|components| {
                components
                    .members("schemas")
                    .map(|(name, _)| name.clone())
                    .collect()
            })
            .unwrap_or_default(),
        in_condition: false,
        findings: Vec::new(),
    };
    let contract = lowering.contract(root);
    if lowering.findings.is_empty() {
        Ok(contract)
    } else {
        Err(lowering.findings)
    }
}

struct Lowering<'a> {
    document: &'a Document,
    is_31: bool,
    schemas: IndexMap<String, Node>,
    /// The names given to the places that references lead to.
    schema_names: HashMap<(FileId, String), String>,
    /// The names of the document's own components: nothing else may take them.
    reserved_names: HashSet<String>,
    /// Whether the schema is one that a value may well fail: `not`, `if`, ….
    in_condition: bool,
    findings: Vec<Finding>,
}

impl<'a> Lowering<'a> {
    fn contract(&mut self, root: &'a Node) -> Contract {
        self.component_schemas(root);
        let security_schemes = self.security_schemes(root);
        let operations = self.operations(root, &security_schemes);
        let info = |key: &str| root.get("info").and_then(|info| info.text(key));
        let text = |node: Option<&Node>| match node.map(Node::to_json) {
            Some(serde_json::Value::String(text)) => text,
            Some(other) => other.to_string(),
            None => String::new(),
        };
        Contract {
            title: info("title").unwrap_or("API").to_owned(),
            version: text(root.get("info").and_then(|info| info.get("version"))),
            description: info("description").map(str::to_owned),
            tags: root
                .items("tags")
                .iter()
                .filter_map(|tag| {
                    Some(Tag {
                        name: tag.text("name")?.to_owned(),
                        description: tag.text("description").map(str::to_owned),
                        at: tag.position(),
                    })
                })
                .collect(),
            schemas: std::mem::take(&mut self.schemas),
            security_schemes,
            operations,
        }
    }

    /// All components, in their order, before anything that refers to them:
    /// they keep their names, and come out in the order of the document.
    fn component_schemas(&mut self, root: &'a Node) {
        let Some(components) = root.get("components") else {
            return;
        };
        for (name, _) in components.members("schemas") {
            let token = crate::document::escape_pointer_token(name);
            let place = (self.document.file, format!("/components/schemas/{token}"));
            self.schema_names.insert(place, name.clone());
            self.schemas.insert(name.clone(), Node::object([], root.at));
        }
        let mut schemas = Vec::new();
        for (name, schema) in components.members("schemas") {
            schemas.push((name, self.moved(name, schema).unwrap_or(schema)));
        }
        for (name, schema) in schemas {
            let mut lowered = self.schema(schema);
            lowered.key_at = schema.key_at;
            self.schemas.insert(name.clone(), lowered);
        }
    }

    /// The schema of a component that is nothing but a reference to a place
    /// that is no component: the place gets the component's name.
    fn moved(&mut self, name: &str, schema: &Node) -> Option<&'a Node> {
        let reference = schema.get("$ref")?;
        if schema.as_object()?.len() > 1 {
            return None;
        }
        let target = self
            .document
            .target(reference.as_str()?, reference.at)
            .ok()?;
        let place = (target.file, target.pointer);
        if self.schema_names.contains_key(&place) {
            return None;
        }
        self.schema_names.insert(place, name.to_owned());
        Some(target.node)
    }
}
