//! How the arrays of two schemas differ.

use super::difference::{Delta, Differences, Step};
use super::pairs::Pairs;
use super::shape::{Encoding, Shape};
use crate::rules::changes::Facet;

pub fn compare_items<'a>(
    pairs: &mut Pairs<'a>,
    old: &Shape<'a>,
    new: &Shape<'a>,
    encoding: Encoding,
) -> Differences<'a> {
    let mut found = Differences::default();
    let encoding = encoding.of_items();
    if !(old.items.is_any() && new.items.is_any()) {
        found.add(pairs.inside(Step::Items, &old.items, &new.items, encoding));
    }
    let common = old.prefix_items.len().min(new.prefix_items.len());
    for index in 0..common {
        let step = Step::Inside(format!("prefixItems/{index}"));
        found.add(pairs.inside(
            step,
            &old.prefix_items[index],
            &new.prefix_items[index],
            encoding,
        ));
    }
    // Items that have no schema of their own have the one of all others.
    for (index, before) in old.prefix_items.iter().enumerate().skip(common) {
        if !new.items.is_any() {
            let step = Step::Inside(format!("prefixItems/{index}"));
            found.add(pairs.inside(step, before, &new.items, encoding));
        }
    }
    for (index, after) in new.prefix_items.iter().enumerate().skip(common) {
        if !old.items.is_any() {
            let step = Step::Inside(format!("prefixItems/{index}"));
            found.add(pairs.inside(step, &old.items, after, encoding));
        }
    }
    if let Some(schema) = new.prefix_items.get(common) {
        let what = "now says what the first items are";
        found.push(Delta::new(
            Facet::PrefixItemsAdded,
            what,
            old.at,
            schema.first(),
        ));
    }
    if let Some(schema) = old.prefix_items.get(common) {
        let what = "no longer says what the first items are";
        found.push(Delta::new(
            Facet::PrefixItemsRemoved,
            what,
            schema.first(),
            new.at,
        ));
    }
    found
}
