//! What schemas say without restricting values: defaults, texts.

use super::pairs::{Delta, Pair};
use super::shape::Shape;
use super::values::{same_value, value};
use crate::compat::texts::difference;

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
}
