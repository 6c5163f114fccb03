//! Lists as texts: what a single value is among lists, and a list of one item among single
//! values.

use super::pairs::Pairs;
use super::read::{Conjunction, Reader};
use super::shape::{Encoding, LIMITS, Shape, Types};
use super::values::takes_texts_of;
use crate::document::Node;
use crate::instances::{Texts, one_of};

/// Whether single values became arrays that take each of them as their only
/// item.
pub(super) fn became_array<'a>(
    pairs: &mut Pairs<'a>,
    old: &Shape<'a>,
    new: &Shape<'a>,
    encoding: Encoding,
) -> bool {
    if !is_one_item(old, encoding)
        || old.types.has_array()
        || !new.types.is_array()
        || !takes_one(new)
    {
        return false;
    }
    // Whether there may be no value at all is told apart.
    let mut value = old.clone();
    value.nullable = false;
    let item = pairs.revision.shape(&new.items, &[]);
    pairs.relate(&value, &item, encoding.of_items()).keeps() || takes_texts_of(&item, &value)
}

/// Whether arrays became single values, each of which was the only item of one.
pub(super) fn was_array<'a>(
    pairs: &mut Pairs<'a>,
    old: &Shape<'a>,
    new: &Shape<'a>,
    encoding: Encoding,
) -> bool {
    if !is_one_item(new, encoding)
        || new.types.has_array()
        || !old.types.is_array()
        || !takes_one(old)
    {
        return false;
    }
    let mut value = new.clone();
    value.nullable = false;
    let item = pairs.base.shape(&old.items, &[]);
    pairs.relate(&item, &value, encoding.of_items()).kept() || takes_texts_of(&item, &value)
}

/// Whether a single value is written as the only item of an array is.
fn is_one_item(value: &Shape<'_>, encoding: Encoding) -> bool {
    match encoding {
        Encoding::Delimited => holds_no_mark(value),
        encoding => encoding.is_repeated(),
    }
}

/// What the item is of an array that holds one at most; none where it is not written as that.
pub(super) fn only_item<'a>(
    reader: Reader<'a>,
    array: &Shape<'a>,
    encoding: Encoding,
) -> Option<Shape<'a>> {
    if !array.types.is_array() || !array.holds_one() || !takes_one(array) {
        return None;
    }
    let mut item = reader.shape(&array.items, &[]);
    let is_written_alike = is_one_item(&item, encoding) && !item.types.has_array();
    item.nullable |= array.nullable;
    is_written_alike.then_some(item)
}

/// Whether no value is a text with a mark between items.
fn holds_no_mark(shape: &Shape<'_>) -> bool {
    let is_plain = |text: &str| text.chars().all(char::is_alphanumeric);
    let is_listed = shape.listed.as_ref().is_some_and(|listed| {
        let mut values = listed.values.iter();
        values.all(|value| value.as_str().is_none_or(is_plain))
    });
    let format = shape.format.and_then(Node::as_str);
    let is_of_format = matches!(format, Some("uuid" | "date" | "ipv4"));
    let patterns: Vec<&str> = shape
        .patterns
        .iter()
        .filter_map(|node| node.as_str())
        .collect();
    let is_of_pattern = || {
        let texts = Texts {
            patterns: patterns.clone(),
            ..Texts::default()
        };
        one_of(&texts, &["^[0-9A-Za-z]*$".to_owned()]) == Some(None)
    };
    let is_text = shape.types == Types::of("string");
    let is_plain_text = is_listed || is_of_format || (!patterns.is_empty() && is_of_pattern());
    shape.types.has_no_marks() || (is_text && is_plain_text)
}

/// Whether the only thing that an array says is what its items are, so that
/// one of them is enough.
fn takes_one(array: &Shape<'_>) -> bool {
    let counts_one = array.limits.iter().zip(LIMITS).all(|(limit, name)| {
        limit.is_none_or(|limit| match name.0 {
            "minItems" => limit.value <= 1.0,
            "maxItems" => limit.value >= 1.0,
            _ => true,
        })
    });
    counts_one
        && array.prefix_items.is_empty()
        && array.unions.is_empty()
        && array.listed.is_none()
        && array.subschemas.iter().all(Conjunction::is_any)
}
