//! What schemas say without restricting values: defaults, texts.

use super::difference::Delta;
use super::shape::Shape;
use super::values::{same_value, value};
use crate::compat::texts::difference;
use crate::rules::changes::Facet;

pub fn compare_annotations<'a>(old: &Shape<'a>, new: &Shape<'a>) -> Vec<Delta<'a>> {
    let mut found = Vec::new();
    match (old.default, new.default) {
        (None, Some(after)) => {
            let what = format!("now has the default {}", value(after));
            found.push(Delta::new(
                Facet::DefaultValueAdded,
                what,
                old.at,
                Some(after),
            ));
        }
        (Some(before), None) => {
            let what = format!("no longer has the default {}", value(before));
            found.push(Delta::new(
                Facet::DefaultValueRemoved,
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
            found.push(Delta::new(
                Facet::DefaultValueChanged,
                what,
                Some(before),
                Some(after),
            ));
        }
        _ => {}
    }
    for (facet, name, before, after) in [
        (Facet::TitleChanged, "title", old.title, new.title),
        (
            Facet::DescriptionChanged,
            "description",
            old.description,
            new.description,
        ),
        (
            Facet::ExamplesChanged,
            "example",
            old.examples,
            new.examples,
        ),
    ] {
        if before != after {
            let what = difference(name, before, after);
            found.push(Delta::new(facet, what, before.or(old.at), after.or(new.at)));
        }
    }
    found
}
