//! The names of the schemas that references lead to.

use super::Lowering;
use crate::document::{Map, Node, Value};
use crate::model::heirs::is_base_object;

impl Lowering<'_> {
    /// The name under which the schema that `reference` leads to is known; it
    /// is lowered when it is met for the first time.
    pub(super) fn schema_name(&mut self, reference: &Node) -> Option<String> {
        let text = reference.as_str()?;
        let target = match self.document.target(text, reference.at) {
            Ok(target) => target,
            Err(error) => {
                self.findings.push(error.into());
                return None;
            }
        };
        let key = (target.file, target.pointer.clone());
        if let Some(name) = self.schema_names.get(&key) {
            return Some(name.clone());
        }
        let last = target.pointer.rsplit('/').next().unwrap_or_default();
        let wanted = if last.is_empty() {
            self.document
                .sources
                .path(target.file)
                .file_stem()
                .map_or_else(
                    || "Schema".into(),
                    |stem| stem.to_string_lossy().into_owned(),
                )
        } else {
            last.replace("~1", "_").replace("~0", "_")
        };
        let name = self.free_schema_name(&wanted);
        self.schema_names.insert(key, name.clone());
        self.schemas
            .insert(name.clone(), Node::object([], reference.at));
        let outer = std::mem::replace(&mut self.in_condition, false);
        let lowered = self.schema(target.node);
        self.in_condition = outer;
        self.schemas.insert(name.clone(), lowered);
        Some(name)
    }

    /// The values of a discriminator, each with the alternative it stands for:
    /// by the mapping, else by the alternative's name.
    pub(super) fn discriminator(&mut self, map: &Map, lowered: &mut Map) {
        let Some(discriminator) = lowered.get("discriminator").cloned() else {
            return;
        };
        let alternatives: Vec<&Node> = ["oneOf", "anyOf"]
            .iter()
            .filter_map(|keyword| map.get(*keyword)?.as_array())
            .flatten()
            .filter_map(|alternative| alternative.get("$ref"))
            .collect();
        // Alternatives without names: no value can be mapped to them.
        if alternatives.is_empty() && !is_base_object(map) {
            return;
        }
        let mut mapping = Map::new();
        for (value, target) in discriminator.members("mapping") {
            let Some(text) = target.as_str() else {
                continue;
            };
            let component = Node::schema_reference(text, target.at);
            let named = component.get("$ref").filter(|reference| {
                // A name of its own file's components goes before a file.
                let text = reference.as_str().unwrap_or_default();
                self.document.target(text, target.at).is_ok()
            });
            let name = if named.is_none() && self.reserved_names.contains(text) {
                Some(text.to_owned())
            } else {
                self.schema_name(named.unwrap_or(target))
            };
            if let Some(name) = name {
                let reference = Node::schema_reference(&name, target.at);
                mapping.extend(
                    reference
                        .get("$ref")
                        .map(|node| (value.clone(), node.clone())),
                );
            }
        }
        for alternative in alternatives {
            let Some(name) = self.schema_name(alternative) else {
                continue;
            };
            let reference = Node::schema_reference(&name, alternative.at);
            let Some(reference) = reference.get("$ref").cloned() else {
                continue;
            };
            if !mapping.values().any(|target| *target == reference) {
                mapping.insert(name, reference);
            }
        }
        let at = discriminator.position();
        let mut discriminator = discriminator;
        discriminator.set("mapping", Node::new(Value::Object(mapping), at));
        lowered.insert("discriminator".into(), discriminator);
    }

    pub(super) fn free_schema_name(&self, wanted: &str) -> String {
        let taken =
            |name: &str| self.schemas.contains_key(name) || self.reserved_names.contains(name);
        if !taken(wanted) {
            return wanted.to_owned();
        }
        (2..)
            .map(|number| format!("{wanted}{number}"))
            .find(|name| !taken(name))
            .unwrap_or_default()
    }
}
