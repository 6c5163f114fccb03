//! How the discriminators of two schemas differ: which property tells the
//! branches apart, and which of its values stands for which schema.
//!
//! A mapping names a schema by its name or by a reference, and a branch that no
//! mapping names has its own name: what counts is where a value leads.

use super::difference::Delta;
use super::pairs::{Pairs, last};
use super::read::{Conjunction, Reader};
use super::shape::{Encoding, Shape};
use super::values::value;
use crate::document::Node;
use crate::rules::changes::Facet;

pub fn compare_discriminators<'a>(
    pairs: &mut Pairs<'a>,
    old: &Shape<'a>,
    new: &Shape<'a>,
    encoding: Encoding,
) -> Vec<Delta<'a>> {
    let mut found = Vec::new();
    let (before, after) = match (old.discriminator, new.discriminator) {
        (Some(before), Some(after)) => (before, after),
        (None, Some(after)) => {
            let what = "now has a discriminator";
            found.push(Delta::new(
                Facet::DiscriminatorAdded,
                what,
                old.at,
                Some(after),
            ));
            return found;
        }
        (Some(before), None) => {
            let what = "no longer has a discriminator";
            found.push(Delta::new(
                Facet::DiscriminatorRemoved,
                what,
                Some(before),
                new.at,
            ));
            return found;
        }
        (None, None) => return found,
    };
    let name = |node: &'a Node| node.text("propertyName").unwrap_or_default();
    let (a, b) = (name(before), name(after));
    if a != b {
        let what = format!("is now distinguished by `{b}` instead of `{a}`");
        let facet = Facet::DiscriminatorPropertyNameChanged;
        found.push(Delta::new(facet, what, Some(before), Some(after)));
    }
    let (earlier, now) = (before.text("defaultMapping"), after.text("defaultMapping"));
    if earlier != now {
        let what = format!(
            "maps what has no name to {} instead of {}",
            now.unwrap_or("nothing"),
            earlier.unwrap_or("nothing")
        );
        let facet = Facet::DiscriminatorMappingChanged;
        found.push(Delta::new(facet, what, Some(before), Some(after)));
    }
    for (key, target) in before.members("mapping") {
        match mapped(after, key) {
            Some(other) => {
                if !is_same_schema(pairs, target, other, encoding) {
                    let (now, earlier) = (value(other), value(target));
                    let what = format!("maps `{key}` to {now} instead of {earlier}");
                    let facet = Facet::DiscriminatorMappingChanged;
                    found.push(Delta::new(facet, what, Some(target), Some(other)));
                }
            }
            None if has_branch(new, key) => {}
            // What the branches say themselves need not be mapped.
            None if !after.has("mapping") && is_listed(pairs.base, target, before) => {}
            None => {
                let what = format!("no longer maps `{key}`");
                let facet = Facet::DiscriminatorMappingDeleted;
                found.push(Delta::new(facet, what, Some(target), Some(after)));
            }
        }
    }
    found.extend(compare_names(pairs, old, new, (before, after), encoding));
    for (key, target) in after.members("mapping") {
        let is_said = !before.has("mapping") && is_listed(pairs.revision, target, after);
        if mapped(before, key).is_none() && !has_branch(old, key) && !is_said {
            let what = format!("now maps `{key}`");
            let facet = Facet::DiscriminatorMappingAdded;
            found.push(Delta::new(facet, what, Some(before), Some(target)));
        }
    }
    found
}

/// Branches that no mapping names have their own names for values: another name
/// is another value, unless the branch lists its values itself.
fn compare_names<'a>(
    pairs: &mut Pairs<'a>,
    old: &Shape<'a>,
    new: &Shape<'a>,
    (before, after): (&'a Node, &'a Node),
    encoding: Encoding,
) -> Vec<Delta<'a>> {
    let mut found = Vec::new();
    let (ours, theirs) = (unmapped(old, before), unmapped(new, after));
    for (name, branch) in &ours {
        if mapped(after, name).is_some() || has_branch(new, name) {
            continue;
        }
        let renamed = theirs.iter().find(|(other, candidate)| {
            let id = pairs.compare(
                &Conjunction::of(branch),
                &Conjunction::of(candidate),
                encoding,
            );
            pairs.relation(id).is_equal() && !has_branch(old, other)
        });
        let Some((other, candidate)) = renamed else {
            continue;
        };
        if lists(pairs.base, branch, before) || mapped(before, other).is_some() {
            continue;
        }
        let what = format!("no longer takes `{name}` as the name of a branch");
        let facet = Facet::DiscriminatorMappingDeleted;
        found.push(Delta::new(facet, what, Some(branch), Some(after)));
        let what = format!("now takes `{other}` as the name of a branch");
        let facet = Facet::DiscriminatorMappingAdded;
        found.push(Delta::new(facet, what, Some(before), Some(candidate)));
    }
    found
}

/// The branches with a name that no mapping leads to.
fn unmapped<'a>(shape: &Shape<'a>, discriminator: &'a Node) -> Vec<(&'a str, &'a Node)> {
    let is_mapped = |name: &str| {
        let mut targets = discriminator.members("mapping");
        targets.any(|(_, target)| target.as_str().map(last) == Some(name))
    };
    let branches = shape.unions.iter().flat_map(|union| &union.branches);
    branches
        .filter_map(|branch| Some((last(branch.text("$ref")?), *branch)))
        .filter(|(name, _)| !is_mapped(name))
        .collect()
}

/// Whether the schema that a mapping names lists the values itself.
fn is_listed<'a>(reader: Reader<'a>, mapping: &'a Node, discriminator: &'a Node) -> bool {
    target(reader, mapping).is_some_and(|schema| lists(reader, schema, discriminator))
}

/// Whether the branch lists the values of the property that tells it apart.
fn lists<'a>(reader: Reader<'a>, branch: &'a Node, discriminator: &'a Node) -> bool {
    let shape = reader.shape(&Conjunction::of(branch), &[]);
    let name = discriminator.text("propertyName").unwrap_or_default();
    let property = shape.properties.get(name);
    property.is_some_and(|property| reader.shape(property, &[]).listed.is_some())
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
    let components = reader.edition.root().pointer("/components/schemas");
    let named = components.and_then(|schemas| schemas.get(text));
    named.or_else(|| {
        let target = reader.edition.document.target(text, mapping.at).ok()?;
        Some(target.node)
    })
}
