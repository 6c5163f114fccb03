//! How the values of two schemas differ: types, listed values, limits.

use super::annotations::compare_annotations;
use super::pairs::{Delta, Pair};
use super::shape::{Bound, Encoding, LIMITS, Limit, SUBSCHEMAS, Shape};
use crate::document::{Node, Value};

pub fn compare_values<'a>(
    old: &Shape<'a>,
    new: &Shape<'a>,
    encoding: Encoding,
    pair: &mut Pair<'a>,
) {
    compare_nullable(old, new, pair);
    compare_annotations(old, new, pair);
    if !compare_types(old, new, encoding, pair) {
        // Limits of values of another type say nothing.
        return;
    }
    compare_format(old, new, pair);
    compare_listed(old, new, pair);
    compare_extensible(old, new, pair);
    compare_bound(old.upper, new.upper, old, new, &UPPER, pair);
    compare_bound(old.lower, new.lower, old, new, &LOWER, pair);
    for (index, facets) in LIMIT_FACETS.iter().enumerate() {
        compare_limit(index, facets, old, new, pair);
    }
    compare_multiple(old, new, pair);
    compare_patterns(old, new, pair);
    compare_flag(old.unique, new.unique, old, new, pair);
    compare_content(old, new, pair);
}

fn compare_nullable<'a>(old: &Shape<'a>, new: &Shape<'a>, pair: &mut Pair<'a>) {
    // A schema without a type allows null anyway: then only a word that says
    // so can come or go.
    if old.types.is_any() != new.types.is_any() || old.nullable == new.nullable {
        return;
    }
    let (facet, what) = if new.nullable {
        ("became-nullable", "can now be null")
    } else {
        ("became-not-nullable", "can no longer be null")
    };
    let base = old.nullable_at.or(old.types_at).or(old.at);
    let revision = new.nullable_at.or(new.types_at).or(new.at);
    pair.push(Delta::new(facet, what, base, revision));
}

/// Whether there is anything left to compare.
fn compare_types<'a>(
    old: &Shape<'a>,
    new: &Shape<'a>,
    encoding: Encoding,
    pair: &mut Pair<'a>,
) -> bool {
    if old.types == new.types {
        return true;
    }
    // Listed values have their types with them.
    if old.listed.is_some() && new.listed.is_some() && (old.types.is_any() || new.types.is_any()) {
        return true;
    }
    let takes_all = |shape: &Shape<'a>| {
        let is_free = shape.format.is_none() && shape.patterns.is_empty() && shape.listed.is_none();
        if is_free { encoding } else { Encoding::Json }
    };
    let widens = old.types.within(new.types, takes_all(new));
    let narrows = new.types.within(old.types, takes_all(old));
    let is_list = old.is_type_union
        || new.is_type_union
        || (old.types.count() > 1 && !old.types.is_any() && !new.types.is_any());
    let facet = match (widens, narrows) {
        (true, true) => return true,
        (true, false) if is_list => "list-of-types-widened",
        (false, true) if is_list => "list-of-types-narrowed",
        (true, false) => "type-generalized",
        (false, true) => "type-specialized",
        (false, false) => "type-changed",
    };
    let what = format!("is {} instead of {}", typed(new), typed(old));
    let base = old.types_at.or(old.at);
    let revision = new.types_at.or(new.at);
    pair.push(Delta::new(facet, what, base, revision));
    !old.types.and(new.types).is_none()
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

fn compare_format<'a>(old: &Shape<'a>, new: &Shape<'a>, pair: &mut Pair<'a>) {
    let (before, after) = (
        old.format.and_then(Node::as_str),
        new.format.and_then(Node::as_str),
    );
    if before == after || old.types != new.types || (old.listed.is_some() && new.listed.is_some()) {
        return;
    }
    let within = |small, large| WITHIN.contains(&(small, large));
    let facet = match (before, after) {
        (Some(_), None) => "type-generalized",
        (None, Some(_)) => "type-specialized",
        (Some(a), Some(b)) if within(a, b) => "type-generalized",
        (Some(a), Some(b)) if within(b, a) => "type-specialized",
        _ => "type-changed",
    };
    let what = format!("is {} instead of {}", typed(new), typed(old));
    let base = old.format.or(old.types_at).or(old.at);
    let revision = new.format.or(new.types_at).or(new.at);
    pair.push(Delta::new(facet, what, base, revision));
}

fn compare_listed<'a>(old: &Shape<'a>, new: &Shape<'a>, pair: &mut Pair<'a>) {
    match (&old.listed, &new.listed) {
        (None, None) => {}
        (None, Some(listed)) if listed.is_const => {
            let what = format!("must now be {}", values(&listed.values));
            pair.push(Delta::new("const-added", what, old.at, Some(listed.at)));
        }
        (None, Some(listed)) => {
            let what = format!("must now be one of {}", values(&listed.values));
            pair.push(Delta::new("became-enum", what, old.at, Some(listed.at)));
        }
        (Some(listed), None) if listed.is_const => {
            let what = format!("need no longer be {}", values(&listed.values));
            pair.push(Delta::new("const-removed", what, Some(listed.at), new.at));
        }
        (Some(listed), None) => {
            let what = format!("is no longer limited to {}", values(&listed.values));
            pair.push(Delta::new("became-not-enum", what, Some(listed.at), new.at));
        }
        (Some(before), Some(after)) => {
            let removed = missing(&before.values, &after.values);
            let added = missing(&after.values, &before.values);
            if old.nullable && new.nullable && before.has_null != after.has_null {
                let (facet, what) = if after.has_null {
                    ("became-nullable", "can now be null")
                } else {
                    ("became-not-nullable", "can no longer be null")
                };
                pair.push(Delta::new(facet, what, Some(before.at), Some(after.at)));
            }
            if before.is_const && after.is_const {
                if !added.is_empty() {
                    let what =
                        format!("must be {} instead of {}", values(&added), values(&removed));
                    pair.push(Delta::new(
                        "const-changed",
                        what,
                        Some(before.at),
                        Some(after.at),
                    ));
                }
                return;
            }
            if !removed.is_empty() {
                let what = format!("can no longer be {}", values(&removed));
                let at = removed.first().copied();
                pair.push(Delta::new("enum-value-removed", what, at, Some(after.at)));
            }
            if !added.is_empty() {
                let what = format!("can now also be {}", values(&added));
                let at = added.first().copied();
                let facet = if new.extensible.is_some() {
                    "extensible-enum-value-added"
                } else {
                    "enum-value-added"
                };
                pair.push(Delta::new(facet, what, Some(before.at), at));
            }
        }
    }
}

fn compare_extensible<'a>(old: &Shape<'a>, new: &Shape<'a>, pair: &mut Pair<'a>) {
    let (Some(before), Some(after)) = (old.extensible, new.extensible) else {
        return;
    };
    let all = |node: &'a Node| node.as_array().unwrap_or(&[]).iter().collect::<Vec<_>>();
    let removed = missing(&all(before), &all(after));
    if !removed.is_empty() {
        let what = format!("can no longer be {}", values(&removed));
        pair.push(Delta::new(
            "x-extensible-enum-value-removed",
            what,
            Some(before),
            Some(after),
        ));
    }
}

fn missing<'a>(from: &[&'a Node], others: &[&'a Node]) -> Vec<&'a Node> {
    from.iter()
        .filter(|value| !others.iter().any(|other| same_value(value, other)))
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

struct BoundFacets {
    inclusive: [&'static str; 4],
    exclusive: [&'static str; 4],
    keywords: [&'static str; 2],
    is_upper: bool,
}

/// Set, unset, increased, decreased.
const UPPER: BoundFacets = BoundFacets {
    inclusive: ["max-set", "max-unset", "max-increased", "max-decreased"],
    exclusive: [
        "exclusive-max-set",
        "exclusive-max-unset",
        "exclusive-max-increased",
        "exclusive-max-decreased",
    ],
    keywords: ["maximum", "exclusiveMaximum"],
    is_upper: true,
};
const LOWER: BoundFacets = BoundFacets {
    inclusive: ["min-set", "min-unset", "min-increased", "min-decreased"],
    exclusive: [
        "exclusive-min-set",
        "exclusive-min-unset",
        "exclusive-min-increased",
        "exclusive-min-decreased",
    ],
    keywords: ["minimum", "exclusiveMinimum"],
    is_upper: false,
};

fn compare_bound<'a>(
    before: Option<Bound<'a>>,
    after: Option<Bound<'a>>,
    old: &Shape<'a>,
    new: &Shape<'a>,
    facets: &BoundFacets,
    pair: &mut Pair<'a>,
) {
    let Some(shown) = after.or(before) else {
        return;
    };
    let ids = if shown.exclusive {
        &facets.exclusive
    } else {
        &facets.inclusive
    };
    let keyword = facets.keywords[usize::from(shown.exclusive)];
    let base = before.map(|bound| bound.at).or(old.at);
    let revision = after.map(|bound| bound.at).or(new.at);
    let (facet, what) = match (before, after) {
        (None, Some(b)) => (ids[0], format!("now has `{keyword}` {}", b.value)),
        (Some(a), None) => (ids[1], format!("no longer has `{keyword}` {}", a.value)),
        (Some(a), Some(b)) if a.value == b.value && a.exclusive == b.exclusive => return,
        (Some(a), Some(b)) if a.value == b.value => {
            // Taking the bound itself out makes the range smaller.
            let smaller = b.exclusive == facets.is_upper;
            let what = if b.exclusive { "no longer" } else { "now also" };
            let id = ids[if smaller { 3 } else { 2 }];
            (id, format!("can {what} be {} itself", b.value))
        }
        (Some(a), Some(b)) => {
            let id = if b.value > a.value { ids[2] } else { ids[3] };
            (
                id,
                format!("has `{keyword}` {} instead of {}", b.value, a.value),
            )
        }
        (None, None) => return,
    };
    pair.push(Delta::new(facet, what, base, revision));
}

/// Set, unset, increased, decreased; in the order of `LIMITS`.
const LIMIT_FACETS: [[&str; 4]; 8] = [
    [
        "max-length-set",
        "max-length-unset",
        "max-length-increased",
        "max-length-decreased",
    ],
    [
        "min-length-set",
        "min-length-unset",
        "min-length-increased",
        "min-length-decreased",
    ],
    [
        "max-items-set",
        "max-items-unset",
        "max-items-increased",
        "max-items-decreased",
    ],
    [
        "min-items-set",
        "min-items-unset",
        "min-items-increased",
        "min-items-decreased",
    ],
    [
        "max-properties-set",
        "max-properties-unset",
        "max-properties-increased",
        "max-properties-decreased",
    ],
    [
        "min-properties-set",
        "min-properties-unset",
        "min-properties-increased",
        "min-properties-decreased",
    ],
    [
        "max-contains-set",
        "max-contains-unset",
        "max-contains-increased",
        "max-contains-decreased",
    ],
    [
        "min-contains-set",
        "min-contains-unset",
        "min-contains-increased",
        "min-contains-decreased",
    ],
];

fn compare_limit<'a>(
    index: usize,
    facets: &[&'static str; 4],
    old: &Shape<'a>,
    new: &Shape<'a>,
    pair: &mut Pair<'a>,
) {
    let keyword = LIMITS[index].0;
    let (before, after) = (old.limits[index], new.limits[index]);
    // `minContains` 0 makes `contains` say nothing: less than what is implied.
    let (facet, what) = match (before, after) {
        (None, None) => return,
        (None, Some(b)) if keyword == "minContains" && b.value < 1.0 => {
            (facets[3], format!("has `{keyword}` 0"))
        }
        (Some(a), None) if keyword == "minContains" && a.value < 1.0 => {
            (facets[2], format!("no longer has `{keyword}` 0"))
        }
        // With `contains` there is always one.
        (None, Some(b)) if keyword == "minContains" && counts(old) => (
            facets[2],
            format!("has `{keyword}` {} instead of 1", b.value),
        ),
        (Some(a), None) if keyword == "minContains" && counts(new) => (
            facets[3],
            format!("has `{keyword}` 1 instead of {}", a.value),
        ),
        (None, Some(b)) => (facets[0], format!("now has `{keyword}` {}", b.value)),
        (Some(a), None) => (facets[1], format!("no longer has `{keyword}` {}", a.value)),
        (Some(a), Some(b)) if a.value == b.value => return,
        (Some(a), Some(b)) => {
            let facet = if b.value > a.value {
                facets[2]
            } else {
                facets[3]
            };
            (
                facet,
                format!("has `{keyword}` {} instead of {}", b.value, a.value),
            )
        }
    };
    let at = |limit: Option<Limit<'a>>, shape: &Shape<'a>| limit.map(|limit| limit.at).or(shape.at);
    pair.push(Delta::new(facet, what, at(before, old), at(after, new)));
}

/// Whether the schema has `contains`.
fn counts(shape: &Shape<'_>) -> bool {
    SUBSCHEMAS
        .iter()
        .zip(&shape.subschemas)
        .any(|((keyword, _), schema)| *keyword == "contains" && !schema.is_any())
}

fn compare_multiple<'a>(old: &Shape<'a>, new: &Shape<'a>, pair: &mut Pair<'a>) {
    let (before, after) = (old.multiple_of, new.multiple_of);
    let divides = |small: f64, large: f64| {
        small != 0.0 && ((large / small) - (large / small).round()).abs() < 1e-9
    };
    let (facet, what) = match (before, after) {
        (None, None) => return,
        (None, Some(b)) => (
            "multiple-of-set",
            format!("must now be a multiple of {}", b.value),
        ),
        (Some(a), None) => (
            "multiple-of-unset",
            format!("need no longer be a multiple of {}", a.value),
        ),
        (Some(a), Some(b)) if a.value == b.value => return,
        (Some(a), Some(b)) => {
            let facet = if divides(b.value, a.value) {
                "multiple-of-generalized"
            } else if divides(a.value, b.value) {
                "multiple-of-specialized"
            } else {
                "multiple-of-changed"
            };
            (
                facet,
                format!("must be a multiple of {} instead of {}", b.value, a.value),
            )
        }
    };
    let at = |limit: Option<Limit<'a>>, shape: &Shape<'a>| limit.map(|limit| limit.at).or(shape.at);
    pair.push(Delta::new(facet, what, at(before, old), at(after, new)));
}

fn compare_patterns<'a>(old: &Shape<'a>, new: &Shape<'a>, pair: &mut Pair<'a>) {
    let removed = missing(&old.patterns, &new.patterns);
    let added = missing(&new.patterns, &old.patterns);
    let matches_all = |node: &&Node| {
        matches!(
            node.as_str(),
            Some(".*" | "^.*$" | "" | "^" | "$" | ".*$" | "^.*")
        )
    };
    let (before, after) = (removed.first().copied(), added.first().copied());
    match (before, after) {
        (None, None) => {}
        (None, Some(new_one)) => {
            let what = format!("must now match {}", value(new_one));
            pair.push(Delta::new("pattern-added", what, old.at, after));
        }
        (Some(old_one), None) => {
            let what = format!("need no longer match {}", value(old_one));
            pair.push(Delta::new("pattern-removed", what, before, new.at));
        }
        (Some(old_one), Some(new_one)) => {
            let facet = if added.iter().all(matches_all) {
                "pattern-generalized"
            } else {
                "pattern-changed"
            };
            let what = format!(
                "must match {} instead of {}",
                value(new_one),
                value(old_one)
            );
            pair.push(Delta::new(facet, what, before, after));
        }
    }
}

fn compare_flag<'a>(
    before: Option<&'a Node>,
    after: Option<&'a Node>,
    old: &Shape<'a>,
    new: &Shape<'a>,
    pair: &mut Pair<'a>,
) {
    match (before, after) {
        (None, Some(_)) => {
            let what = "can no longer hold the same item twice";
            pair.push(Delta::new("unique-items-set", what, old.at, after));
        }
        (Some(_), None) => {
            let what = "can now hold the same item twice";
            pair.push(Delta::new("unique-items-unset", what, before, new.at));
        }
        _ => {}
    }
}

fn compare_content<'a>(old: &Shape<'a>, new: &Shape<'a>, pair: &mut Pair<'a>) {
    let mut changed = |facet, what, before: Option<&'a Node>, after: Option<&'a Node>| {
        let (a, b) = (before.and_then(Node::as_str), after.and_then(Node::as_str));
        if a != b {
            let what = format!(
                "{what} {} instead of {}",
                b.unwrap_or("nothing"),
                a.unwrap_or("nothing")
            );
            pair.push(Delta::new(facet, what, before.or(old.at), after.or(new.at)));
        }
    };
    changed(
        "content-media-type-changed",
        "holds",
        old.content_media_type,
        new.content_media_type,
    );
    changed(
        "content-encoding-changed",
        "is encoded as",
        old.content_encoding,
        new.content_encoding,
    );
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
        0 => shown.join(", "),
        rest => format!("{} and {rest} more", shown.join(", ")),
    }
}
