//! How the discriminators of two schemas differ: which property tells the
//! branches apart, and which of its values stands for which schema.
//!
//! A mapping names a schema by its name or by a reference, and a branch that no
//! mapping names has its own name: what counts is where a value leads.

use super::pairs::{Delta, Pair, Pairs, last};
use super::read::{Conjunction, Reader};
use super::shape::{Encoding, Shape};
use super::values::value;
use crate::document::Node;

pub fn compare_discriminators<'a>(
    pairs: &mut Pairs<'a>,
    old: &Shape<'a>,
    new: &Shape<'a>,
    encoding: Encoding,
    pair: &mut Pair<'a>,
) {
    let (before, after) = match (old.discriminator, new.discriminator) {
        (Some(before), Some(after)) => (before, after),
        (None, Some(after)) => {
            let what = "now has a discriminator";
            pair.push(Delta::new("discriminator-added", what, old.at, Some(after)));
            return;
        }
        (Some(before), None) => {
            let what = "no longer has a discriminator";
            pair.push(Delta::new(
                "discriminator-removed",
                what,
                Some(before),
                new.at,
            ));
            return;
        }
        (None, None) => return,
    };
    let name = |node: &'a Node| node.text("propertyName").unwrap_or_default();
    let (a, b) = (name(before), name(after));
    if a != b {
        let what = format!("is told apart by `{b}` instead of `{a}`");
        let facet = "discriminator-property-name-changed";
        pair.push(Delta::new(facet, what, Some(before), Some(after)));
    }
    for (key, target) in before.members("mapping") {
        match mapped(after, key) {
            Some(other) => {
                if !is_same_schema(pairs, target, other, encoding) {
                    let (now, earlier) = (value(other), value(target));
                    let what = format!("maps `{key}` to {now} instead of {earlier}");
                    let facet = "discriminator-mapping-changed";
                    pair.push(Delta::new(facet, what, Some(target), Some(other)));
                }
            }
            None if has_branch(new, key) => {}
            None => {
                let what = format!("no longer maps `{key}`");
                let facet = "discriminator-mapping-deleted";
                pair.push(Delta::new(facet, what, Some(target), Some(after)));
            }
        }
    }
    for (key, target) in after.members("mapping") {
        if mapped(before, key).is_none() && !has_branch(old, key) {
            let what = format!("now maps `{key}`");
            let facet = "discriminator-mapping-added";
            pair.push(Delta::new(facet, what, Some(before), Some(target)));
        }
    }
}

fn mapped<'a>(discriminator: &'a Node, key: &str) -> Option<&'a Node> {
    discriminator.get("mapping")?.get(key)
}

/// Whether a branch has the name, which stands for it without a mapping.
fn has_branch(shape: &Shape<'_>, name: &str) -> bool {
    let mut branches = shape.unions.iter().flat_map(|union| &union.branches);
    branches.any(|branch| branch.text("$ref").is_some_and(|text| last(text) == name))
}

fn is_same_schema<'a>(
    pairs: &mut Pairs<'a>,
    before: &'a Node,
    after: &'a Node,
    encoding: Encoding,
) -> bool {
    let name = |node: &'a Node| last(node.as_str().unwrap_or_default());
    if name(before) == name(after) {
        return true;
    }
    match (target(pairs.base, before), target(pairs.revision, after)) {
        (Some(a), Some(b)) => {
            let id = pairs.compare(&Conjunction::of(a), &Conjunction::of(b), encoding);
            pairs.relation(id).is_equal()
        }
        _ => false,
    }
}

/// The schema that a mapping names.
fn target<'a>(reader: Reader<'a>, mapping: &'a Node) -> Option<&'a Node> {
    let text = mapping.as_str()?;
    let components = reader.side.root().pointer("/components/schemas");
    let named = components.and_then(|schemas| schemas.get(text));
    named.or_else(|| {
        let target = reader.side.document.target(text, mapping.at).ok()?;
        Some(target.node)
    })
}
