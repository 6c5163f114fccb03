//! Arrays, by their items.

use super::Inclusion;
use super::alternatives::Alternative;
use super::members::schema_part;
use super::part::{Part, Side};
use super::values::number;
use crate::document::Node;

/// Longer tuples are not looked at.
const LONGEST: usize = 32;

impl<'a> Inclusion<'a> {
    /// What the parts ask of the item at an index.
    pub fn item(&self, parts: &[Part<'a>], index: usize) -> Vec<Part<'a>> {
        let owners = parts.iter().filter_map(Part::own);
        owners
            .flat_map(|(side, node)| own_item(side, node, index))
            .collect()
    }

    /// Whether the arrays of an alternative meet the schema's own keywords about items.
    pub fn meets_items(
        &mut self,
        alternative: &Alternative<'a>,
        side: Side,
        node: &'a Node,
    ) -> bool {
        let least = self.most_of(alternative, "minItems").unwrap_or(0.0);
        let most = self.longest(alternative);
        let is_unique = |parts: &[Part<'a>]| {
            let mut owners = parts.iter().filter_map(Part::own);
            owners.any(|(_, node)| node.flag("uniqueItems"))
        };
        if number(node, "minItems").is_some_and(|wanted| least < wanted)
            || number(node, "maxItems").is_some_and(|wanted| most > wanted)
            || (node.flag("uniqueItems") && !is_unique(alternative) && most > 1.0)
        {
            return false;
        }
        let lengths = alternative.iter().filter_map(Part::own);
        let longest = lengths
            .map(|(_, node)| prefix(node).len())
            .max()
            .unwrap_or(0);
        let longest = longest.max(prefix(node).len());
        if longest > LONGEST {
            return false;
        }
        for index in 0..=longest {
            let outer = own_item(side, node, index);
            if index as f64 >= most {
                break;
            }
            let inner = self.item(alternative, index);
            if !outer.is_empty() && !self.is_within(&inner, &outer) {
                return false;
            }
        }
        self.meets_contained(alternative, side, node, least, most)
    }

    /// How long arrays are at most.
    fn longest(&mut self, alternative: &Alternative<'a>) -> f64 {
        let most = self
            .least_of(alternative, "maxItems")
            .unwrap_or(f64::INFINITY);
        let lengths = alternative.iter().filter_map(Part::own);
        let longest = lengths
            .map(|(_, node)| prefix(node).len())
            .max()
            .unwrap_or(0);
        for index in 0..=longest.min(LONGEST) {
            let parts = self.item(alternative, index);
            if !parts.is_empty() && self.is_never(&parts) {
                return most.min(index as f64);
            }
        }
        most
    }

    fn meets_contained(
        &mut self,
        alternative: &Alternative<'a>,
        side: Side,
        node: &'a Node,
        least: f64,
        most: f64,
    ) -> bool {
        let Some(wanted) = node.get("contains") else {
            return true;
        };
        let outer = [Part::schema(side, wanted)];
        let count = number(node, "minContains").unwrap_or(1.0);
        let limit = number(node, "maxContains").unwrap_or(f64::INFINITY);
        let owners: Vec<(Side, &'a Node)> = alternative.iter().filter_map(Part::own).collect();
        let mut has_enough = count < 1.0;
        let mut has_few = limit.is_infinite() || most <= limit;
        for (side, own) in &owners {
            let Some(contained) = own.get("contains") else {
                continue;
            };
            let inner = [Part::schema(*side, contained)];
            let own_count = number(own, "minContains").unwrap_or(1.0);
            has_enough = has_enough || (own_count >= count && self.is_within(&inner, &outer));
            let own_limit = number(own, "maxContains").unwrap_or(f64::INFINITY);
            has_few = has_few || (own_limit <= limit && self.is_within(&outer, &inner));
        }
        if !has_enough && least >= count {
            // Every item is one of them.
            let all = self.item(alternative, LONGEST + 1);
            let has_prefix = owners.iter().any(|(_, own)| !prefix(own).is_empty());
            has_enough = !has_prefix && self.is_within(&all, &outer);
        }
        has_enough && has_few
    }
}

impl<'a> Inclusion<'a> {
    /// Whether an item must be there that none can be.
    pub fn lacks_contained(&mut self, alternative: &Alternative<'a>) -> bool {
        let owners: Vec<(Side, &'a Node)> = alternative.iter().filter_map(Part::own).collect();
        if owners.iter().any(|(_, own)| !prefix(own).is_empty()) {
            return false;
        }
        let longest = self.longest(alternative);
        owners.into_iter().any(|(side, own)| {
            let count = number(own, "minContains").unwrap_or(1.0);
            let Some(wanted) = own.get("contains").filter(|_| count >= 1.0) else {
                return false;
            };
            let mut parts = self.item(alternative, 0);
            parts.extend(schema_part(side, Some(wanted)));
            longest < count || self.is_never(&parts)
        })
    }
}

fn own_item<'a>(side: Side, node: &'a Node, index: usize) -> Vec<Part<'a>> {
    match prefix(node).get(index) {
        Some(schema) => schema_part(side, Some(schema)),
        None => {
            let rest = node.get("items").filter(|items| items.as_array().is_none());
            let mut parts = schema_part(side, rest);
            // What no other keyword of the schema describes.
            let is_plain = rest.is_none()
                && ["contains", "allOf", "anyOf", "oneOf", "if", "$ref"]
                    .iter()
                    .all(|keyword| !node.has(keyword));
            if is_plain {
                parts.extend(schema_part(side, node.get("unevaluatedItems")));
            }
            parts
        }
    }
}

/// The schemas of the first items; in the spelling of earlier drafts as well.
fn prefix(node: &Node) -> &[Node] {
    match node.get("items").and_then(Node::as_array) {
        Some(items) => items,
        None => node.items("prefixItems"),
    }
}

/// Whether `unevaluatedItems` of the schema is understood.
pub fn is_understood(node: &Node) -> bool {
    node.get("unevaluatedItems")
        .is_none_or(|rest| rest.as_bool() == Some(true))
        || ["contains", "allOf", "anyOf", "oneOf", "if", "$ref"]
            .iter()
            .all(|keyword| !node.has(keyword))
}
