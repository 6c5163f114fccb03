//! What schemas say without restricting values: defaults, discriminators.

use super::pairs::{Delta, Pair};
use super::shape::Shape;
use super::values::{same_value, value};
use crate::compat::texts::difference;
use crate::document::Node;

pub fn compare_annotations<'a>(old: &Shape<'a>, new: &Shape<'a>, pair: &mut Pair<'a>) {
    match (old.default, new.default) {
        (None, Some(after)) => {
            let what = format!("now has the default {}", value(after));
            pair.push(Delta::new("default-value-added", what, old.at, Some(after)));
        }
        (Some(before), None) => {
            let what = format!("no longer has the default {}", value(before));
            pair.push(Delta::new(
                "default-value-removed",
                what,
                Some(before),
                new.at,
            ));
        }
        (Some(before), Some(after)) if !same_value(before, after) => {
            let what = format!(
                "has the default {} instead of {}",
                value(after),
                value(before)
            );
            pair.push(Delta::new(
                "default-value-changed",
                what,
                Some(before),
                Some(after),
            ));
        }
        _ => {}
    }
    for (facet, name, before, after) in [
        ("title-changed", "title", old.title, new.title),
        (
            "description-changed",
            "description",
            old.description,
            new.description,
        ),
        ("examples-changed", "example", old.examples, new.examples),
    ] {
        if before != after {
            let what = difference(name, before, after);
            pair.push(Delta::new(facet, what, before.or(old.at), after.or(new.at)));
        }
    }
    let name = |node: Option<&'a Node>| node.and_then(|node| node.text("propertyName"));
    match (old.discriminator, new.discriminator) {
        (None, Some(_)) => {
            let what = "now has a discriminator";
            pair.push(Delta::new(
                "discriminator-added",
                what,
                old.at,
                new.discriminator,
            ));
        }
        (Some(_), None) => {
            let what = "no longer has a discriminator";
            pair.push(Delta::new(
                "discriminator-removed",
                what,
                old.discriminator,
                new.at,
            ));
        }
        (Some(before), Some(after)) => {
            let (a, b) = (name(Some(before)), name(Some(after)));
            if a != b {
                let what = format!(
                    "is told apart by `{}` instead of `{}`",
                    b.unwrap_or_default(),
                    a.unwrap_or_default()
                );
                let facet = "discriminator-property-name-changed";
                pair.push(Delta::new(facet, what, Some(before), Some(after)));
            }
            mapping(before, after, pair);
        }
        (None, None) => {}
    }
}

fn mapping<'a>(before: &'a Node, after: &'a Node, pair: &mut Pair<'a>) {
    for (key, target) in before.members("mapping") {
        match after.get("mapping").and_then(|mapping| mapping.get(key)) {
            None => {
                let what = format!("no longer maps `{key}`");
                let facet = "discriminator-mapping-deleted";
                pair.push(Delta::new(facet, what, Some(target), Some(after)));
            }
            Some(other) if other != target => {
                let what = format!(
                    "maps `{key}` to {} instead of {}",
                    value(other),
                    value(target)
                );
                let facet = "discriminator-mapping-changed";
                pair.push(Delta::new(facet, what, Some(target), Some(other)));
            }
            Some(_) => {}
        }
    }
    for (key, target) in after.members("mapping") {
        if before
            .get("mapping")
            .and_then(|mapping| mapping.get(key))
            .is_none()
        {
            let what = format!("now maps `{key}`");
            let facet = "discriminator-mapping-added";
            pair.push(Delta::new(facet, what, Some(before), Some(target)));
        }
    }
}
