//! How the limits of two schemas differ: of numbers, lengths and counts.

use super::difference::Delta;
use super::shape::{Bound, LIMITS, Limit, SUBSCHEMAS, Shape};
use crate::document::Node;
use crate::rules::changes::Facet;

pub fn compare_limits<'a>(old: &Shape<'a>, new: &Shape<'a>) -> Vec<Delta<'a>> {
    let mut found = Vec::new();
    if old.shares(new, "number") || old.shares(new, "integer") {
        if !lists_only(old, new, is_between) {
            found.extend(compare_bound(old.upper, new.upper, old, new, &UPPER));
            found.extend(compare_bound(old.lower, new.lower, old, new, &LOWER));
        }
        found.extend(compare_multiple(old, new));
    }
    for (index, facets) in LIMIT_FACETS.iter().enumerate() {
        if old.shares(new, LIMITED[index]) {
            found.extend(compare_limit(index, facets, old, new));
        }
    }
    found
}

/// What the limits are about, in the order of `LIMITS`.
const LIMITED: [&str; 8] = [
    "string", "string", "array", "array", "object", "object", "array", "array",
];

/// Whether the numbers that both schemas have are whole ones.
fn is_whole(old: &Shape<'_>, new: &Shape<'_>) -> bool {
    old.types.and(new.types).is_whole()
}

struct BoundFacets {
    inclusive: [Facet; 4],
    exclusive: [Facet; 4],
    keywords: [&'static str; 2],
    is_upper: bool,
}

impl BoundFacets {
    fn keyword(&self, bound: Bound<'_>) -> &'static str {
        self.keywords[usize::from(bound.exclusive)]
    }

    /// The last whole number within the bound.
    fn last_whole(&self, bound: Bound<'_>) -> f64 {
        match (self.is_upper, bound.exclusive) {
            (true, false) => bound.value.floor(),
            (true, true) => bound.value.ceil() - 1.0,
            (false, false) => bound.value.ceil(),
            (false, true) => bound.value.floor() + 1.0,
        }
    }
}

/// Set, unset, increased, decreased.
const UPPER: BoundFacets = BoundFacets {
    inclusive: [
        Facet::MaxSet,
        Facet::MaxUnset,
        Facet::MaxIncreased,
        Facet::MaxDecreased,
    ],
    exclusive: [
        Facet::ExclusiveMaxSet,
        Facet::ExclusiveMaxUnset,
        Facet::ExclusiveMaxIncreased,
        Facet::ExclusiveMaxDecreased,
    ],
    keywords: ["maximum", "exclusiveMaximum"],
    is_upper: true,
};
const LOWER: BoundFacets = BoundFacets {
    inclusive: [
        Facet::MinSet,
        Facet::MinUnset,
        Facet::MinIncreased,
        Facet::MinDecreased,
    ],
    exclusive: [
        Facet::ExclusiveMinSet,
        Facet::ExclusiveMinUnset,
        Facet::ExclusiveMinIncreased,
        Facet::ExclusiveMinDecreased,
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
) -> Option<Delta<'a>> {
    let shown = after.or(before)?;
    let ids = if shown.exclusive {
        &facets.exclusive
    } else {
        &facets.inclusive
    };
    let base = before.map(|bound| bound.at).or(old.at);
    let revision = after.map(|bound| bound.at).or(new.at);
    let written = |bound: Bound<'_>| format!("`{}` {}", facets.keyword(bound), bound.value);
    let (facet, what) = match (before, after) {
        (None, Some(b)) => (ids[0], format!("now has {}", written(b))),
        (Some(a), None) => (ids[1], format!("no longer has {}", written(a))),
        (Some(a), Some(b)) if a.value == b.value && a.exclusive == b.exclusive => return None,
        (Some(a), Some(b))
            if is_whole(old, new) && facets.last_whole(a) == facets.last_whole(b) =>
        {
            return None;
        }
        (Some(a), Some(b)) if a.value == b.value => {
            // Taking the bound itself out makes the range smaller.
            let smaller = b.exclusive == facets.is_upper;
            let what = if b.exclusive { "no longer" } else { "now also" };
            let id = ids[if smaller { 3 } else { 2 }];
            (id, format!("can {what} be {} itself", b.value))
        }
        (Some(a), Some(b)) => {
            let is_greater = if is_whole(old, new) {
                facets.last_whole(b) > facets.last_whole(a)
            } else {
                b.value > a.value
            };
            let id = ids[if is_greater { 2 } else { 3 }];
            let before = if a.exclusive == b.exclusive {
                a.value.to_string()
            } else {
                written(a)
            };
            (id, format!("has {} instead of {before}", written(b)))
        }
        (None, None) => return None,
    };
    Some(Delta::new(facet, what, base, revision))
}

/// Set, unset, increased, decreased; in the order of `LIMITS`.
const LIMIT_FACETS: [[Facet; 4]; 8] = [
    [
        Facet::MaxLengthSet,
        Facet::MaxLengthUnset,
        Facet::MaxLengthIncreased,
        Facet::MaxLengthDecreased,
    ],
    [
        Facet::MinLengthSet,
        Facet::MinLengthUnset,
        Facet::MinLengthIncreased,
        Facet::MinLengthDecreased,
    ],
    [
        Facet::MaxItemsSet,
        Facet::MaxItemsUnset,
        Facet::MaxItemsIncreased,
        Facet::MaxItemsDecreased,
    ],
    [
        Facet::MinItemsSet,
        Facet::MinItemsUnset,
        Facet::MinItemsIncreased,
        Facet::MinItemsDecreased,
    ],
    [
        Facet::MaxPropertiesSet,
        Facet::MaxPropertiesUnset,
        Facet::MaxPropertiesIncreased,
        Facet::MaxPropertiesDecreased,
    ],
    [
        Facet::MinPropertiesSet,
        Facet::MinPropertiesUnset,
        Facet::MinPropertiesIncreased,
        Facet::MinPropertiesDecreased,
    ],
    [
        Facet::MaxContainsSet,
        Facet::MaxContainsUnset,
        Facet::MaxContainsIncreased,
        Facet::MaxContainsDecreased,
    ],
    [
        Facet::MinContainsSet,
        Facet::MinContainsUnset,
        Facet::MinContainsIncreased,
        Facet::MinContainsDecreased,
    ],
];

fn compare_limit<'a>(
    index: usize,
    facets: &[Facet; 4],
    old: &Shape<'a>,
    new: &Shape<'a>,
) -> Option<Delta<'a>> {
    let keyword = LIMITS[index].0;
    let (before, after) = (old.limits[index], new.limits[index]);
    // `minContains` 0 makes `contains` say nothing: less than what is implied.
    let (facet, what) = match (before, after) {
        (None, None) => return None,
        _ if LIMITED[index] == "string" && lists_only(old, new, has_length) => return None,
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
        (Some(a), Some(b)) if a.value == b.value => return None,
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
    Some(Delta::new(facet, what, at(before, old), at(after, new)))
}

/// Whether both schemas list their values, and every value is within both: then
/// what limits them says nothing.
pub fn lists_only<'a>(
    old: &Shape<'a>,
    new: &Shape<'a>,
    is_within: fn(&Shape<'a>, &Node) -> bool,
) -> bool {
    let (Some(before), Some(after)) = (&old.listed, &new.listed) else {
        return false;
    };
    let mut values = before.values.iter().chain(&after.values);
    values.all(|value| is_within(old, value) && is_within(new, value))
}

/// Whether it is a text as long as the schema says.
fn has_length(shape: &Shape<'_>, value: &Node) -> bool {
    let Some(text) = value.as_str() else {
        return false;
    };
    let length = text.chars().count() as f64;
    let [most, least] = [shape.limits[0], shape.limits[1]];
    most.is_none_or(|most| length <= most.value) && least.is_none_or(|least| length >= least.value)
}

/// Whether it is a number within the bounds of the schema.
fn is_between(shape: &Shape<'_>, value: &Node) -> bool {
    let Some(number) = value.as_number().and_then(serde_json::Number::as_f64) else {
        return false;
    };
    let is_above = |bound: Bound<'_>| match bound.exclusive {
        true => number > bound.value,
        false => number >= bound.value,
    };
    let is_below = |bound: Bound<'_>| match bound.exclusive {
        true => number < bound.value,
        false => number <= bound.value,
    };
    shape.lower.is_none_or(is_above) && shape.upper.is_none_or(is_below)
}

/// Whether the schema has `contains`.
fn counts(shape: &Shape<'_>) -> bool {
    SUBSCHEMAS
        .iter()
        .zip(&shape.subschemas)
        .any(|((keyword, _), schema)| *keyword == "contains" && !schema.is_any())
}

fn compare_multiple<'a>(old: &Shape<'a>, new: &Shape<'a>) -> Option<Delta<'a>> {
    // Every whole number is a multiple of 1.
    let whole = is_whole(old, new);
    let says =
        |limit: &Limit<'a>| !whole || limit.value == 0.0 || (1.0 / limit.value).fract() != 0.0;
    let (before, after) = (old.multiple_of.filter(says), new.multiple_of.filter(says));
    let divides = |small: f64, large: f64| {
        small != 0.0 && ((large / small) - (large / small).round()).abs() < 1e-9
    };
    let (facet, what) = match (before, after) {
        (None, None) => return None,
        (None, Some(b)) => (
            Facet::MultipleOfSet,
            format!("must now be a multiple of {}", b.value),
        ),
        (Some(a), None) => (
            Facet::MultipleOfUnset,
            format!("no longer has to be a multiple of {}", a.value),
        ),
        (Some(a), Some(b)) if a.value == b.value => return None,
        (Some(a), Some(b)) => {
            let facet = if divides(b.value, a.value) {
                Facet::MultipleOfGeneralized
            } else if divides(a.value, b.value) {
                Facet::MultipleOfSpecialized
            } else {
                Facet::MultipleOfChanged
            };
            (
                facet,
                format!(
                    "must now be a multiple of {} instead of {}",
                    b.value, a.value
                ),
            )
        }
    };
    let at = |limit: Option<Limit<'a>>, shape: &Shape<'a>| limit.map(|limit| limit.at).or(shape.at);
    Some(Delta::new(facet, what, at(before, old), at(after, new)))
}
