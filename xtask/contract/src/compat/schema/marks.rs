//! What is said about a property beside its values: who sends it, and how long it
//! will be there.

use super::difference::Delta;
use super::shape::Shape;
use crate::compat::lifecycle::{is_date, stability};
use crate::document::Node;
use crate::rules::changes::Facet;

/// `readOnly`, `writeOnly`, and what is said about a property's end.
pub fn marks<'a>(
    name: &'a str,
    old: &Shape<'a>,
    new: &Shape<'a>,
    is_required: bool,
) -> Vec<Delta<'a>> {
    let mut found = Vec::new();
    let mut push = |facet, what: String, base: Option<&'a Node>, revision: Option<&'a Node>| {
        found.push(Delta {
            property: Some(name),
            ..Delta::new(facet, what, base, revision)
        });
    };
    let mut flag = |before: bool, after: bool, facets: [Facet; 4], word: &str| {
        if before != after {
            let index = usize::from(is_required) * 2 + usize::from(before);
            let what = if after {
                format!("is now {word}")
            } else {
                format!("is no longer {word}")
            };
            push(facets[index], what, old.at, new.at);
        }
    };
    flag(
        old.read_only,
        new.read_only,
        [
            Facet::OptionalBecameReadOnly,
            Facet::OptionalBecameNotReadOnly,
            Facet::RequiredBecameReadOnly,
            Facet::RequiredBecameNotReadOnly,
        ],
        "read-only",
    );
    flag(
        old.write_only,
        new.write_only,
        [
            Facet::OptionalBecameWriteOnly,
            Facet::OptionalBecameNotWriteOnly,
            Facet::RequiredBecameWriteOnly,
            Facet::RequiredBecameNotWriteOnly,
        ],
        "write-only",
    );
    match (old.deprecated, new.deprecated) {
        (None, Some(at)) => {
            let (facet, what) = match new.sunset.and_then(Node::as_str) {
                None => (Facet::Deprecated, "is now deprecated".to_owned()),
                Some(date) if is_date(date) => (
                    Facet::DeprecatedWithSunset,
                    format!("is now deprecated, until {date}"),
                ),
                Some(date) => (
                    Facet::DeprecatedSunsetInvalid,
                    format!("is now deprecated, until {date:?}, which is not a date"),
                ),
            };
            push(facet, what, old.at, Some(at));
        }
        (Some(at), None) => push(
            Facet::Reactivated,
            "is no longer deprecated".into(),
            Some(at),
            new.at,
        ),
        _ => {}
    }
    let (before, after) = (stability(old.stability), stability(new.stability));
    if let (Some(before), Some(after)) = (before, after)
        && before != after
    {
        let facet = if after < before {
            Facet::StabilityDecreased
        } else {
            Facet::StabilityIncreased
        };
        let what = format!("is {} instead of {}", after.name(), before.name());
        push(
            facet,
            what,
            old.stability.or(old.at),
            new.stability.or(new.at),
        );
    }
    found
}
