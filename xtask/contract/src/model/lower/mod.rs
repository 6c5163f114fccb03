//! From the document as it is written to the [`Contract`].

mod children;
mod constraints;
mod cycles;
mod defaults;
mod held;
mod inheritance;
mod keywords;
mod kinds;
mod names;
mod operation;
mod paths;
mod schema;
mod security;
mod sizes;
mod views;

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;

pub use keywords::{BEYOND, LEFT_OUT};

use super::contract::{Contract, Tag};
use super::reach::Scope;
use crate::document::{Document, FileId, Node, Position, minor_version};
use crate::report::{Finding, Rule};
use crate::rules;

/// Lowers a document. Everything that is in the way is found, not just the
/// first thing.
pub fn lower(document: &Document) -> Result<Contract, Vec<Finding>> {
    lower_within(document, &Scope::default())
}

/// Lowers a part of a document, as if the rest were not there.
pub fn lower_within(document: &Document, scope: &Scope) -> Result<Contract, Vec<Finding>> {
    let root = document.root();
    if minor_version(root).is_none() {
        let found = root.get("openapi").or_else(|| root.get("swagger"));
        return Err(vec![
            Finding::error(
                rules::UNSUPPORTED_VERSION,
                "the document does not say that it is OpenAPI 3.0, 3.1 or 3.2",
            )
            .at(found.map_or(root.at, Node::position))
            .help("begin the document with `openapi: 3.1.1`, or convert it to OpenAPI 3.1 first"),
        ]);
    }
    let mut lowering = Lowering {
        document,
        scope,
        is_31: minor_version(root) >= Some(1),
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
        unsupported_schemes: HashMap::new(),
        notes: Vec::new(),
    };
    lowering.check_texts();
    let mut contract = lowering.contract(root);
    let written = lowering.written_names();
    inheritance::close(&mut contract.schemas, &written, &mut lowering.findings);
    let (notes, findings) = (&mut contract.notes, &mut lowering.findings);
    cycles::cut(&mut contract.schemas, notes, findings);
    held::check(&contract, &mut lowering.findings);
    if lowering.findings.is_empty() {
        defaults::spread(&mut contract);
        views::separate(&mut contract)?;
        Ok(contract)
    } else {
        Err(lowering.findings)
    }
}

struct Lowering<'a> {
    document: &'a Document,
    scope: &'a Scope,
    is_31: bool,
    schemas: IndexMap<String, Node>,
    /// The names given to the places that references lead to.
    schema_names: HashMap<(FileId, String), String>,
    /// The names of the document's own components: nothing else may take them.
    reserved_names: HashSet<String>,
    /// Whether the schema is one that a value may well fail: `not`, `if`, ….
    in_condition: bool,
    findings: Vec<Finding>,
    /// Schemes that no request can be checked for, and why.
    unsupported_schemes: HashMap<String, (Position, String)>,
    /// What is left out, or taken in a way that is not the only one.
    notes: Vec<Finding>,
}

impl<'a> Lowering<'a> {
    fn contract(&mut self, root: &'a Node) -> Contract {
        self.component_schemas(root);
        let security_schemes = self.security_schemes(root);
        let operations = self.operations(root, &security_schemes);
        self.heirs();
        self.left_out(root);
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
            notes: std::mem::take(&mut self.notes),
        }
    }

    pub(super) fn note(
        &mut self,
        rule: &'static Rule,
        message: impl Into<String>,
        at: Position,
        way_out: &str,
    ) {
        self.notes
            .push(Finding::warning(rule, message).at(at).help(way_out));
    }

    /// What clients do not call is not generated; who relies on it is told.
    fn left_out(&mut self, root: &'a Node) {
        if let Some((name, webhook)) = root.members("webhooks").next() {
            let others = and_others(root.members("webhooks").count());
            self.note(
                rules::WEBHOOKS_LEFT_OUT,
                format!("webhooks are not generated: `{name}`{others}"),
                webhook.position(),
                "send them by hand; the schemas of components are there as types",
            );
        }
    }

    /// All components, in their order, before anything that refers to them:
    /// they keep their names, and come out in the order of the document.
    fn component_schemas(&mut self, root: &'a Node) {
        let Some(components) = root.get("components") else {
            return;
        };
        let scope = self.scope;
        let document = self.document;
        let schemas = || {
            components
                .members("schemas")
                .filter(|(name, _)| scope.has_schema(document, name))
        };
        for (name, _) in schemas() {
            let token = crate::document::escape_pointer_token(name);
            let place = (self.document.file, format!("/components/schemas/{token}"));
            self.schema_names.insert(place, name.clone());
            self.schemas.insert(name.clone(), Node::object([], root.at));
        }
        let mut moved = Vec::new();
        for (name, schema) in schemas() {
            moved.push((name, self.moved(name, schema).unwrap_or(schema)));
        }
        for (name, schema) in moved {
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

/// ` and 2 more`, beside the first one.
fn and_others(count: usize) -> String {
    match count {
        0 | 1 => String::new(),
        _ => format!(" and {} more", count - 1),
    }
}
