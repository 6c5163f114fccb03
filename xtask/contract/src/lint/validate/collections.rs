//! The keywords about arrays and objects.

use std::collections::HashMap;

use super::equal::repeated;
use super::evaluated::Evaluated;
use super::keywords::Validator;
use crate::document::{Map, Node, escape_pointer_token};
use crate::lint::references::References;
use crate::lint::schemas::{compiled, shown};
use crate::report::Direction;

impl<'a> Validator<'a, '_> {
    pub(super) fn array_keyword(
        &mut self,
        schema: &'a Node,
        name: &str,
        keyword: &'a Node,
        value: &'a Node,
        items: &'a [Node],
    ) -> bool {
        match name {
            "minItems" | "maxItems" => {
                self.size(name == "minItems", items.len(), "items", keyword, value)
            }
            "uniqueItems" if keyword.as_bool() == Some(true) => {
                match repeated(items).iter().position(|repeated| *repeated) {
                    Some(index) => {
                        let message = format!(
                            "no item must be there twice, and {} is",
                            shown(&items[index])
                        );
                        self.fail(keyword, &items[index], message)
                    }
                    None => true,
                }
            }
            "items" if keyword.as_array().is_none() => {
                let first = if self.is_31 {
                    schema.items("prefixItems").len()
                } else {
                    0
                };
                self.each(items.iter().enumerate().skip(first), |_| keyword)
            }
            "prefixItems" if self.is_31 => {
                let schemas = keyword.as_array().unwrap_or_default();
                self.each(items.iter().enumerate().take(schemas.len()), |index| {
                    &schemas[index]
                })
            }
            "contains" if self.is_31 => {
                let count = items
                    .iter()
                    .filter(|item| self.is_valid(keyword, item))
                    .count();
                let bound = |key: &str| schema.get(key)?.as_count();
                let least = bound("minContains").unwrap_or(1);
                let holds = count as u64 >= least
                    && bound("maxContains").is_none_or(|most| count as u64 <= most);
                self.require(holds, keyword, value, || {
                    format!("{count} of its items are valid against `contains`")
                })
            }
            "unevaluatedItems" if self.is_31 => {
                let mut evaluated = Evaluated::default();
                self.quiet += 1;
                self.evaluated(schema, value, true, &mut evaluated);
                self.quiet -= 1;
                let rest = items
                    .iter()
                    .enumerate()
                    .filter(|(index, _)| !evaluated.items.contains(index));
                self.each(rest, |_| keyword)
            }
            _ => true,
        }
    }

    fn each(
        &mut self,
        items: impl Iterator<Item = (usize, &'a Node)>,
        schema: impl Fn(usize) -> &'a Node,
    ) -> bool {
        let mut is_valid = true;
        for (index, item) in items {
            is_valid &= self.within(&index.to_string(), schema(index), item);
            if !is_valid && self.quiet > 0 {
                return false;
            }
        }
        is_valid
    }

    pub(super) fn object_keyword(
        &mut self,
        schema: &'a Node,
        name: &str,
        keyword: &'a Node,
        value: &'a Node,
        members: &'a Map,
    ) -> bool {
        let mut is_valid = true;
        match name {
            "minProperties" | "maxProperties" => {
                return self.size(
                    name == "minProperties",
                    members.len(),
                    "properties",
                    keyword,
                    value,
                );
            }
            "required" => {
                for required in keyword.as_array().unwrap_or_default() {
                    if let Some(text) = required.as_str()
                        && !members.contains_key(text)
                        && !self.goes_the_other_way(schema, text)
                    {
                        let message = format!("it must have the property `{text}`");
                        is_valid = self.fail(required, value, message);
                    }
                }
            }
            "properties" => {
                for (name, property) in keyword.as_object().into_iter().flatten() {
                    if let Some(member) = members.get(name) {
                        is_valid &= self.within(name, property, member);
                    }
                    if !is_valid && self.quiet > 0 {
                        return false;
                    }
                }
            }
            "patternProperties" if self.is_31 => {
                for (pattern, property) in keyword.as_object().into_iter().flatten() {
                    let Some(regex) = compiled(self.patterns, pattern) else {
                        continue;
                    };
                    for (name, member) in members {
                        if regex.find(name).is_some() {
                            is_valid &= self.within(name, property, member);
                        }
                    }
                }
            }
            "additionalProperties" => {
                for (name, member) in members {
                    let is_known = schema
                        .get("properties")
                        .is_some_and(|known| known.has(name))
                        || self.matches_a_pattern(schema, name);
                    if !is_known {
                        is_valid &= self.other_property(name, keyword, member);
                    }
                }
            }
            "unevaluatedProperties" if self.is_31 => {
                let mut evaluated = Evaluated::default();
                self.quiet += 1;
                self.evaluated(schema, value, true, &mut evaluated);
                self.quiet -= 1;
                for (name, member) in members {
                    if !evaluated.properties.contains(name.as_str()) {
                        is_valid &= self.other_property(name, keyword, member);
                    }
                }
            }
            "propertyNames" if self.is_31 => {
                for (name, member) in members {
                    is_valid &= self.property_name(name, keyword, member);
                }
            }
            "dependentRequired" if self.is_31 => {
                for (name, needed) in keyword.as_object().into_iter().flatten() {
                    for needed in needed.as_array().unwrap_or_default() {
                        if let Some(text) = needed.as_str()
                            && members.contains_key(name)
                            && !members.contains_key(text)
                        {
                            let message = format!(
                                "it must have the property `{text}`, since it has `{name}`"
                            );
                            is_valid = self.fail(needed, value, message);
                        }
                    }
                }
            }
            "dependentSchemas" if self.is_31 => {
                for (name, part) in keyword.as_object().into_iter().flatten() {
                    if members.contains_key(name) {
                        is_valid &= self.check(part, value);
                    }
                }
            }
            _ => {}
        }
        is_valid
    }

    fn other_property(&mut self, name: &str, keyword: &'a Node, member: &'a Node) -> bool {
        if keyword.as_bool() == Some(false) {
            let length = self.pointer.len();
            self.pointer.push('/');
            self.pointer.push_str(&escape_pointer_token(name));
            self.fail(
                keyword,
                member,
                format!("the property `{name}` must not be there"),
            );
            self.pointer.truncate(length);
            false
        } else {
            self.within(name, keyword, member)
        }
    }

    /// The name stands in the document as a member's name, which is no node:
    /// it is judged by a validator of its own.
    fn property_name(&mut self, name: &str, keyword: &'a Node, member: &Node) -> bool {
        let text = Node::string(name, member.position());
        let references = &mut References::new(self.references.document());
        let patterns = &mut HashMap::new();
        let mut validator = Validator::new(references, patterns, self.is_31, self.direction);
        let is_valid = validator.is_valid(keyword, &text);
        self.require(is_valid, keyword, member, || {
            format!("the name of the property `{name}` must be valid against `propertyNames`")
        })
    }

    pub fn matches_a_pattern(&mut self, schema: &'a Node, name: &str) -> bool {
        self.is_31
            && schema.members("patternProperties").any(|(pattern, _)| {
                compiled(self.patterns, pattern).is_some_and(|regex| regex.find(name).is_some())
            })
    }

    /// What only answers carry is not required of requests, and the other way
    /// around.
    fn goes_the_other_way(&mut self, schema: &'a Node, name: &str) -> bool {
        let Some(property) = schema.get("properties").and_then(|all| all.get(name)) else {
            return false;
        };
        let target = self.references.resolve(property).unwrap_or(property);
        let says = |flag: &str| property.flag(flag) || target.flag(flag);
        match self.direction {
            Some(Direction::Request) => says("readOnly"),
            Some(Direction::Response) => says("writeOnly"),
            None => says("readOnly") || says("writeOnly"),
        }
    }
}
