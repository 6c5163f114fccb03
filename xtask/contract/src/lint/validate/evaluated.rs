//! Which properties and items the keywords of a schema have looked at: what
//! `unevaluatedProperties` and `unevaluatedItems` are about (JSON Schema
//! 2020-12, section 11).

use std::collections::HashSet;

use super::keywords::Validator;
use crate::document::Node;

/// What was looked at.
#[derive(Default)]
pub struct Evaluated<'a> {
    pub properties: HashSet<&'a str>,
    pub items: HashSet<usize>,
}

impl<'a> Validator<'a, '_> {
    /// `is_outermost`: the schema whose unevaluated keywords are being judged
    /// does not count them.
    pub fn evaluated(
        &mut self,
        schema: &'a Node,
        value: &'a Node,
        is_outermost: bool,
        found: &mut Evaluated<'a>,
    ) {
        self.evaluated_members(schema, value, is_outermost, found);
        for reference in [schema.get("$ref"), schema.get("$dynamicRef")]
            .into_iter()
            .flatten()
        {
            if let Some(target) = self.target(reference)
                && self.enter(target, value)
            {
                self.evaluated(target, value, false, found);
                self.leave();
            }
        }
        let mut parts: Vec<&'a Node> = schema.items("allOf").iter().collect();
        for keyword in ["anyOf", "oneOf"] {
            for part in schema.items(keyword) {
                if self.is_valid(part, value) {
                    parts.push(part);
                }
            }
        }
        if let Some(condition) = schema.get("if") {
            let branch = if self.is_valid(condition, value) {
                parts.push(condition);
                "then"
            } else {
                "else"
            };
            parts.extend(schema.get(branch));
        }
        for (name, part) in schema.members("dependentSchemas") {
            if value.has(name) {
                parts.push(part);
            }
        }
        for part in parts {
            self.evaluated(part, value, false, found);
        }
    }

    fn evaluated_members(
        &mut self,
        schema: &'a Node,
        value: &'a Node,
        is_outermost: bool,
        found: &mut Evaluated<'a>,
    ) {
        for (name, _) in value.as_object().into_iter().flatten() {
            let is_looked_at = schema.get("properties").is_some_and(|node| node.has(name))
                || schema.has("additionalProperties")
                || !is_outermost && schema.has("unevaluatedProperties")
                || self.matches_a_pattern(schema, name);
            if is_looked_at {
                found.properties.insert(name);
            }
        }
        let first = schema.items("prefixItems").len();
        for (index, item) in value.as_array().unwrap_or_default().iter().enumerate() {
            let is_looked_at = index < first
                || schema.has("items")
                || !is_outermost && schema.has("unevaluatedItems")
                || schema
                    .get("contains")
                    .is_some_and(|contains| self.is_valid(contains, item));
            if is_looked_at {
                found.items.insert(index);
            }
        }
    }
}
