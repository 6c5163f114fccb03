//! How the values of two schemas differ: types, formats, listed values.

use crate::rules::changes::Facet;
use std::collections::HashSet;

use super::annotations::compare_annotations;
use super::difference::Delta;
use super::limits::compare_limits;
use super::patterns::compare_texts;
use super::read::Conjunction;
use super::shape::{Encoding, Shape, Types};
use crate::document::{Node, Value};
use crate::instances::matches;

/// Compares the values themselves, and says whether there is more to compare.
pub fn compare_values<'a>(
    old: &Shape<'a>,
    new: &Shape<'a>,
    encoding: Encoding,
) -> (Vec<Delta<'a>>, bool) {
    let mut found = Vec::from_iter(compare_nullable(old, new));
    found.extend(compare_annotations(old, new));
    let (types, is_more) = compare_types(old, new, encoding);
    found.extend(types);
    if !is_more {
        // What is said about values of another type says nothing.
        return (found, false);
    }
    found.extend(compare_format(old, new));
    found.extend(compare_listed(old, new));
    found.extend(compare_extensible(old, new));
    let limits = compare_limits(old, new);
    if old.shares(new, "string") {
        found.extend(compare_texts(old, new, limits));
        found.extend(compare_content(old, new));
    } else {
        found.extend(limits);
    }
    if old.shares(new, "array") {
        found.extend(compare_flag(old.unique, new.unique, old, new));
    }
    (found, true)
}

/// Single values that became arrays of any number of them, or the other way round.
pub fn compare_repeated<'a>(old: &Shape<'a>, new: &Shape<'a>, facet: Facet) -> Vec<Delta<'a>> {
    let mut found = Vec::from_iter(compare_nullable(old, new));
    found.extend(compare_annotations(old, new));
    let what = format!("is {} instead of {}", typed(new), typed(old));
    let base = old.types_at.or(old.at);
    let revision = new.types_at.or(new.at);
    found.push(Delta::new(facet, what, base, revision));
    found
}

fn compare_nullable<'a>(old: &Shape<'a>, new: &Shape<'a>) -> Option<Delta<'a>> {
    // A schema without a type allows null anyway: then only a word that says
    // so can come or go.
    if old.types.is_any() != new.types.is_any() || old.nullable == new.nullable {
        return None;
    }
    let (facet, what) = if new.nullable {
        (Facet::BecameNullable, "can now be null")
    } else {
        (Facet::BecameNotNullable, "can no longer be null")
    };
    let base = old.nullable_at.or(old.types_at).or(old.at);
    let revision = new.nullable_at.or(new.types_at).or(new.at);
    Some(Delta::new(facet, what, base, revision))
}

/// The difference of types, and whether there is anything left to compare.
fn compare_types<'a>(
    old: &Shape<'a>,
    new: &Shape<'a>,
    encoding: Encoding,
) -> (Option<Delta<'a>>, bool) {
    if old.types == new.types {
        return (None, true);
    }
    // Listed values have their types with them.
    if old.listed.is_some() && new.listed.is_some() && (old.types.is_any() || new.types.is_any()) {
        return (None, true);
    }
    // As texts, what is no text may be one that the other one takes.
    let takes_all = |shape: &Shape<'a>, values: &Shape<'a>| {
        let is_free = shape.format.is_none() && shape.patterns.is_empty() && shape.listed.is_none();
        if is_free || takes_texts_of(shape, values) {
            encoding
        } else {
            Encoding::Json
        }
    };
    let widens = old.types.within(new.types, takes_all(new, old));
    let narrows = new.types.within(old.types, takes_all(old, new));
    let is_list = old.type_union.is_some()
        || new.type_union.is_some()
        || (old.types.count() > 1 && !old.types.is_any() && !new.types.is_any());
    let facet = match (widens, narrows) {
        (true, true) => return (None, true),
        (true, false) if is_list => Facet::ListOfTypesWidened,
        (false, true) if is_list => Facet::ListOfTypesNarrowed,
        (true, false) => Facet::TypeGeneralized,
        (false, true) => Facet::TypeSpecialized,
        (false, false) => Facet::TypeChanged,
    };
    let what = format!("is {} instead of {}", typed(new), typed(old));
    let base = old.types_at.or(old.at);
    let revision = new.types_at.or(new.at);
    let delta = Delta::new(facet, what, base, revision);
    // Where everything is allowed there is nothing to take apart.
    let is_more = !old.types.and(new.types).is_none() && !old.is_free() && !new.is_free();
    (Some(delta), is_more)
}

/// Whether all values are few, and each of them is written as a text that the schema takes.
pub(super) fn takes_texts_of(texts: &Shape<'_>, values: &Shape<'_>) -> bool {
    let all: Vec<String> = match &values.listed {
        Some(listed) => {
            let values = listed.values.iter();
            let written = values.map(|value| match value.as_str() {
                Some(text) => text.to_owned(),
                None => value.to_json().to_string(),
            });
            written.collect()
        }
        None if values.types == Types::of("boolean") => vec!["true".into(), "false".into()],
        None => return false,
    };
    let is_listed = |text: &String| {
        texts.listed.as_ref().is_none_or(|listed| {
            let mut known = listed.values.iter();
            known.any(|value| value.as_str() == Some(text))
        })
    };
    let matches_all = |text: &String| {
        let mut patterns = texts.patterns.iter().filter_map(|pattern| pattern.as_str());
        patterns.all(|pattern| matches(pattern, text))
    };
    let is_plain = texts.types == Types::of("string")
        && texts.format.is_none()
        && texts.unions.is_empty()
        && texts.subschemas.iter().all(Conjunction::is_any);
    is_plain
        && !values.nullable
        && all
            .iter()
            .all(|text| is_listed(text) && matches_all(text) && texts.is_long_enough(text))
}

fn typed(shape: &Shape<'_>) -> String {
    match shape.format.and_then(Node::as_str) {
        Some(format) => format!("{} ({format})", shape.types.name()),
        None => shape.types.name(),
    }
}

/// Formats whose values are all values of another one.
const WITHIN: [(&str, &str); 8] = [
    ("int32", "int64"),
    ("int8", "int16"),
    ("int16", "int32"),
    ("int32", "bigint"),
    ("int64", "bigint"),
    ("float", "double"),
    ("uri", "uri-reference"),
    ("email", "idn-email"),
];

/// Whether all values of the first format have the second one.
pub fn is_format_within(small: &str, large: &str) -> bool {
    WITHIN.contains(&(small, large))
}

/// Whether a format is one of values of these types; to have none is always
/// about all of them. A number may be a `double`, an integer is one anyway.
fn is_about(format: Option<&str>, types: Types) -> bool {
    match format {
        None => true,
        Some("int8" | "int16" | "int32" | "int64" | "bigint") => {
            !types.and(Types::of("integer")).is_none()
        }
        Some("float" | "double" | "decimal") => Types::of("number").within(types, Encoding::Json),
        Some(_) => !types.and(Types::of("string")).is_none(),
    }
}

fn compare_format<'a>(old: &Shape<'a>, new: &Shape<'a>) -> Option<Delta<'a>> {
    let (before, after) = (
        old.format.and_then(Node::as_str),
        new.format.and_then(Node::as_str),
    );
    if before == after || (old.listed.is_some() && new.listed.is_some()) || is_respelled(old, new) {
        return None;
    }
    let within = |small, large| WITHIN.contains(&(small, large));
    let facet = match (before, after) {
        (Some(_), None) => Facet::TypeGeneralized,
        (None, Some(_)) => Facet::TypeSpecialized,
        (Some(a), Some(b)) if within(a, b) => Facet::TypeGeneralized,
        (Some(a), Some(b)) if within(b, a) => Facet::TypeSpecialized,
        _ => Facet::TypeChanged,
    };
    // What the types say already, or what is about other values than those
    // that both have.
    if old.types != new.types {
        let both = old.types.and(new.types);
        let is_said = match facet {
            Facet::TypeGeneralized => new.types.and(old.types) == old.types,
            Facet::TypeSpecialized => new.types.and(old.types) == new.types,
            _ => false,
        };
        if is_said || !is_about(before, both) || !is_about(after, both) {
            return None;
        }
    }
    let what = format!("is {} instead of {}", typed(new), typed(old));
    let base = old.format.or(old.types_at).or(old.at);
    let revision = new.format.or(new.types_at).or(new.at);
    Some(Delta::new(facet, what, base, revision))
}

fn compare_listed<'a>(old: &Shape<'a>, new: &Shape<'a>) -> Vec<Delta<'a>> {
    let mut found = Vec::new();
    match (&old.listed, &new.listed) {
        (None, None) => {}
        (None, Some(listed)) if listed.is_const => {
            let what = format!("must now be {}", values(&listed.values));
            found.push(Delta::new(Facet::ConstAdded, what, old.at, Some(listed.at)));
        }
        (None, Some(listed)) => {
            let what = format!("must now be one of {}", values(&listed.values));
            found.push(Delta::new(Facet::BecameEnum, what, old.at, Some(listed.at)));
        }
        (Some(listed), None) if listed.is_const => {
            let what = format!("no longer has to be {}", values(&listed.values));
            found.push(Delta::new(
                Facet::ConstRemoved,
                what,
                Some(listed.at),
                new.at,
            ));
        }
        (Some(listed), None) => {
            let what = format!("is no longer limited to {}", values(&listed.values));
            found.push(Delta::new(
                Facet::BecameNotEnum,
                what,
                Some(listed.at),
                new.at,
            ));
        }
        (Some(before), Some(after)) => {
            let removed = missing(&before.values, &after.values);
            let added = missing(&after.values, &before.values);
            if before.is_const && after.is_const {
                if !added.is_empty() {
                    let what =
                        format!("must be {} instead of {}", values(&added), values(&removed));
                    found.push(Delta::new(
                        Facet::ConstChanged,
                        what,
                        Some(before.at),
                        Some(after.at),
                    ));
                }
                return found;
            }
            if !removed.is_empty() {
                let what = format!("can no longer be {}", values(&removed));
                let at = removed.first().copied();
                found.push(Delta::new(
                    Facet::EnumValueRemoved,
                    what,
                    at,
                    Some(after.at),
                ));
            }
            if !added.is_empty() {
                let what = format!("can now also be {}", values(&added));
                let at = added.first().copied();
                let facet = if new.extensible.is_some() {
                    Facet::ExtensibleEnumValueAdded
                } else {
                    Facet::EnumValueAdded
                };
                found.push(Delta::new(facet, what, Some(before.at), at));
            }
        }
    }
    found
}

fn compare_extensible<'a>(old: &Shape<'a>, new: &Shape<'a>) -> Option<Delta<'a>> {
    let (Some(before), Some(after)) = (old.extensible, new.extensible) else {
        return None;
    };
    let all = |node: &'a Node| node.as_array().unwrap_or(&[]).iter().collect::<Vec<_>>();
    let removed = missing(&all(before), &all(after));
    if removed.is_empty() {
        return None;
    }
    let what = format!("can no longer be {}", values(&removed));
    let facet = Facet::XExtensibleEnumValueRemoved;
    Some(Delta::new(facet, what, Some(before), Some(after)))
}

pub(super) fn missing<'a>(from: &[&'a Node], others: &[&'a Node]) -> Vec<&'a Node> {
    let others: HashSet<String> = others.iter().map(|other| other.canonical()).collect();
    from.iter()
        .filter(|value| !others.contains(&value.canonical()))
        .copied()
        .collect()
}

/// Equal as JSON values: 1 and 1.0 are.
pub fn same_value(one: &Node, other: &Node) -> bool {
    match (&one.value, &other.value) {
        (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
        _ => one == other,
    }
}

fn compare_flag<'a>(
    before: Option<&'a Node>,
    after: Option<&'a Node>,
    old: &Shape<'a>,
    new: &Shape<'a>,
) -> Option<Delta<'a>> {
    match (before, after) {
        (None, Some(_)) => {
            let what = "can no longer hold the same item twice";
            Some(Delta::new(Facet::UniqueItemsSet, what, old.at, after))
        }
        (Some(_), None) => {
            let what = "can now hold the same item twice";
            Some(Delta::new(Facet::UniqueItemsUnset, what, before, new.at))
        }
        _ => None,
    }
}

/// How a text holds bytes: OpenAPI 3.0 says so with a format, 3.1 with other
/// keywords.
fn bytes<'a>(shape: &Shape<'a>) -> Option<[&'a str; 2]> {
    let text = |node: Option<&'a Node>| node.and_then(Node::as_str);
    let format = text(shape.format);
    let media_type = text(shape.content_media_type);
    match (text(shape.content_encoding), media_type, format) {
        (Some("base64"), None, None) | (None, None, Some("byte")) => Some(["base64", ""]),
        (None, Some("application/octet-stream"), None) | (None, None, Some("binary")) => {
            Some(["", "application/octet-stream"])
        }
        _ => None,
    }
}

/// Whether both say the same about bytes, in whatever version's words.
fn is_respelled(old: &Shape<'_>, new: &Shape<'_>) -> bool {
    bytes(old).is_some() && bytes(old) == bytes(new)
}

fn compare_content<'a>(old: &Shape<'a>, new: &Shape<'a>) -> Vec<Delta<'a>> {
    let mut found = Vec::new();
    if is_respelled(old, new) {
        return found;
    }
    let mut changed = |facet, what, before: Option<&'a Node>, after: Option<&'a Node>| {
        let (a, b) = (before.and_then(Node::as_str), after.and_then(Node::as_str));
        if a != b {
            let what = format!(
                "{what} {} instead of {}",
                b.unwrap_or("nothing"),
                a.unwrap_or("nothing")
            );
            found.push(Delta::new(facet, what, before.or(old.at), after.or(new.at)));
        }
    };
    changed(
        Facet::ContentMediaTypeChanged,
        "holds",
        old.content_media_type,
        new.content_media_type,
    );
    changed(
        Facet::ContentEncodingChanged,
        "is encoded as",
        old.content_encoding,
        new.content_encoding,
    );
    found
}

pub fn value(node: &Node) -> String {
    let text = node.to_json().to_string();
    if text.chars().count() > 80 {
        let start: String = text.chars().take(77).collect();
        format!("{start}…")
    } else {
        text
    }
}

fn values(nodes: &[&Node]) -> String {
    let shown: Vec<String> = nodes.iter().take(8).map(|node| value(node)).collect();
    let rest = nodes.len().saturating_sub(8);
    match rest {
        0 if shown.is_empty() => "nothing".into(),
        0 => shown.join(", "),
        rest => format!("{} and {rest} more", shown.join(", ")),
    }
}
