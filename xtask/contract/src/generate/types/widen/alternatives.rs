//! `oneOf` and `anyOf`: variants, one schema, or left out.

use super::{Alternatives, Wide, Widening};
use crate::document::{Map, Node, Value};
use crate::generate::types::annotations::{is_annotation, says_nothing_but};
use crate::generate::types::overlap::exclude_each_other;
use crate::model::LEFT_OUT;
use crate::model::meaning::Discriminator;

impl Widening<'_> {
    /// One alternative is no choice.
    pub(super) fn single_alternatives(&self, schema: &mut Node) {
        for keyword in ["oneOf", "anyOf"] {
            let [single] = schema.items(keyword) else {
                if schema.items(keyword).is_empty() {
                    schema.remove(keyword);
                }
                continue;
            };
            let single = single.clone();
            let at = schema.position();
            schema.remove(keyword);
            let mut parts = schema.items("allOf").to_vec();
            parts.push(single);
            schema.set("allOf", Node::array(parts, at));
        }
    }

    /// `oneOf` and `anyOf` stand alone, or are left out where they only say
    /// more about the members that the schema has anyway.
    pub(super) fn unions(&self, wide: &mut Wide) {
        let at = wide.schema.position();
        let (one, any) = (wide.schema.remove("oneOf"), wide.schema.remove("anyOf"));
        if one.is_some() && any.is_some() {
            wide.is_exact = false;
        }
        let Some(Node {
            value: Value::Array(alternatives),
            ..
        }) = one.or(any)
        else {
            return;
        };
        let mut base = wide.schema.clone();
        let mut notes = Map::new();
        if let Value::Object(map) = &mut base.value {
            map.retain(|keyword, node| {
                let is_annotation = is_annotation(keyword) && keyword != LEFT_OUT;
                if is_annotation {
                    notes.insert(keyword.clone(), node.clone());
                }
                !is_annotation
            });
        }
        let resolved: Vec<Node> = alternatives
            .iter()
            .map(|alternative| self.part(alternative).0)
            .collect();
        let has_base = base.as_object().is_some_and(|map| !map.is_empty());
        if has_base
            && resolved
                .iter()
                .all(|alternative| adds_nothing(&base, alternative))
        {
            wide.is_exact = false;
            return;
        }
        // Many say the type of all alternatives once more.
        let only_type = says_nothing_but(&base, &["type"])
            && resolved
                .iter()
                .all(|alternative| alternative.text("type") == base.text("type"));
        let alternatives: Vec<Node> = if has_base && !only_type {
            alternatives
                .into_iter()
                .map(|alternative| {
                    let parts = Node::array(vec![base.clone(), alternative], at);
                    Node::object([("allOf".to_owned(), parts)], at)
                })
                .collect()
        } else {
            alternatives
        };
        let discriminator = notes.contains_key("discriminator").then(|| {
            let mut whole = Map::new();
            whole.insert("discriminator".into(), notes["discriminator"].clone());
            whole.insert("oneOf".into(), Node::array(alternatives.clone(), at));
            Node::new(Value::Object(whole), at)
        });
        let tagged = discriminator.as_ref().and_then(Discriminator::of);
        wide.alternatives = match tagged {
            Some(found) => Alternatives::Tagged {
                property: found.property.to_owned(),
                values: found
                    .alternatives
                    .iter()
                    .map(|(_, values)| values.iter().map(|value| (*value).to_owned()).collect())
                    .collect(),
            },
            None if exclude_each_other(&alternatives, self.contract) => Alternatives::Disjoint,
            None => {
                wide.is_exact = false;
                Alternatives::Best
            }
        };
        notes.insert("oneOf".into(), Node::array(alternatives, at));
        wide.schema = Node::new(Value::Object(notes), at);
        wide.schema.key_at = None;
    }
}

/// Whether an alternative has no members, and no type, beside those of the base.
fn adds_nothing(base: &Node, alternative: &Node) -> bool {
    let same_type =
        alternative.text("type").is_none() || alternative.text("type") == base.text("type");
    let is_about_members = ["oneOf", "anyOf", "enum", "$ref", "items"]
        .iter()
        .all(|keyword| !alternative.has(keyword));
    let known = |name: &String| {
        base.get("properties")
            .and_then(Node::as_object)
            .is_some_and(|properties| properties.contains_key(name))
    };
    same_type
        && is_about_members
        && alternative
            .members("properties")
            .all(|(name, _)| known(name))
        && alternative
            .get("additionalProperties")
            .is_none_or(|node| node.as_bool().is_some())
}
