//! How the texts of two schemas differ: what their patterns match, and how long they
//! may be.
//!
//! Patterns are compared by the texts that they match, together with the lengths: what
//! a pattern says already, a length does not say again. What cannot be decided, as of
//! back-references, is told as a change that may break.

use super::difference::Delta;
use super::shape::Shape;
use super::values::{missing, value};
use crate::document::Node;
use crate::instances::{Difference, Texts, are_equal, difference};
use crate::rules::changes::{Effect, Facet};

/// The differences of patterns and lengths: the latter as they were found, without
/// those that leave the texts as they are.
pub fn compare_texts<'a>(
    old: &Shape<'a>,
    new: &Shape<'a>,
    limits: Vec<Delta<'a>>,
) -> Vec<Delta<'a>> {
    let (before, after) = (texts(old), texts(new));
    let is_free = before.patterns.is_empty() && after.patterns.is_empty();
    if is_free || before == after {
        return limits;
    }
    let Some(whole) = difference(&before, &after) else {
        let undecided = pattern_delta(old, new, Facet::PatternUndecided);
        return limits.into_iter().chain(undecided).collect();
    };
    let mut found = limits;
    found.extend(compare_patterns(old, new, &whole));
    // Listed values show more than the words beside them.
    let whole = Difference {
        lost: whole.lost.filter(|_| !lists_only(old, &after)),
        won: whole.won.filter(|_| !lists_only(new, &before)),
    };
    found.retain(|delta| !is_of_texts(delta.facet) || says(delta.facet.effect(), &whole));
    found
}

/// The difference of two schemas as texts, where a pattern is among what they say.
pub fn differing_texts(old: &Shape<'_>, new: &Shape<'_>) -> Option<Difference> {
    let (before, after) = (texts(old), texts(new));
    let is_free = before.patterns.is_empty() && after.patterns.is_empty();
    let found = || difference(&before, &after);
    (!is_free && old.shares(new, "string"))
        .then(found)
        .flatten()
}

/// What the schema says about texts.
fn texts<'a>(shape: &Shape<'a>) -> Texts<'a> {
    // More than any text has is no limit.
    let limit = |index: usize| shape.limits[index].map(|limit| limit.value.max(0.0) as usize);
    Texts {
        least: limit(1).unwrap_or(0),
        most: limit(0),
        ..patterns_of(shape)
    }
}

fn patterns_of<'a>(shape: &Shape<'a>) -> Texts<'a> {
    let patterns = shape.patterns.iter();
    let mut patterns: Vec<&str> = patterns.filter_map(|pattern| pattern.as_str()).collect();
    patterns.sort_unstable();
    Texts {
        patterns,
        ..Texts::default()
    }
}

/// Whether all texts that the schema lists, if it lists its values, are among these.
fn lists_only(shape: &Shape<'_>, texts: &Texts<'_>) -> bool {
    let is_among = |value: &&Node| value.as_str().is_none_or(|text| texts.has(text));
    let listed = shape.listed.as_ref();
    listed.is_some_and(|listed| listed.values.iter().all(is_among))
}

fn is_of_texts(facet: Facet) -> bool {
    matches!(
        facet,
        Facet::MaxLengthSet
            | Facet::MaxLengthUnset
            | Facet::MaxLengthIncreased
            | Facet::MaxLengthDecreased
            | Facet::MinLengthSet
            | Facet::MinLengthUnset
            | Facet::MinLengthIncreased
            | Facet::MinLengthDecreased
            | Facet::PatternAdded
            | Facet::PatternRemoved
            | Facet::PatternSpecialized
            | Facet::PatternGeneralized
            | Facet::PatternChanged
    )
}

/// Whether there is a text that shows the effect.
fn says(effect: Effect, difference: &Difference) -> bool {
    match effect {
        Effect::Narrows => difference.lost.is_some(),
        Effect::Widens => difference.won.is_some(),
        _ => difference.lost.is_some() || difference.won.is_some(),
    }
}

fn compare_patterns<'a>(old: &Shape<'a>, new: &Shape<'a>, whole: &Difference) -> Option<Delta<'a>> {
    // What the patterns do by themselves, as far as the lengths let it show.
    let alone = difference(&patterns_of(old), &patterns_of(new)).unwrap_or_else(|| whole.clone());
    let facet = match (
        alone.lost.is_some() && whole.lost.is_some(),
        alone.won.is_some() && whole.won.is_some(),
    ) {
        (false, false) => return None,
        (true, false) => Facet::PatternSpecialized,
        (false, true) => Facet::PatternGeneralized,
        (true, true) => Facet::PatternChanged,
    };
    pattern_delta(old, new, facet)
}

/// Of patterns that are there on both sides; the rest has facets of its own.
fn pattern_delta<'a>(old: &Shape<'a>, new: &Shape<'a>, both: Facet) -> Option<Delta<'a>> {
    let (removed, added) = patterns(old, new);
    let (before, after) = (removed.first().copied(), added.first().copied());
    let (facet, what) = match (before, after) {
        (None, None) => return None,
        (None, Some(one)) => {
            let what = format!("must now match {}", value(one));
            (Facet::PatternAdded, what)
        }
        (Some(one), None) => {
            let what = format!("no longer has to match {}", value(one));
            (Facet::PatternRemoved, what)
        }
        (Some(one), Some(other)) => {
            let [one, other] = [one, other].map(value);
            (both, format!("must now match {other} instead of {one}"))
        }
    };
    let (before, after) = (before.or(old.at), after.or(new.at));
    Some(Delta::new(facet, what, before, after))
}

/// The patterns that only the old schema has, and those that only the new one has,
/// however they are spelled.
fn patterns<'a>(old: &Shape<'a>, new: &Shape<'a>) -> (Vec<&'a Node>, Vec<&'a Node>) {
    let text = |node: &Node| node.as_str().unwrap_or_default().to_owned();
    let mut removed = missing(&old.patterns, &new.patterns);
    let mut added = missing(&new.patterns, &old.patterns);
    removed.retain(|before| {
        let same = added
            .iter()
            .position(|after| are_equal(&text(before), &text(after)));
        same.map(|index| added.remove(index)).is_none()
    });
    // What every text matches says nothing.
    let says = |pattern: &&'a Node| !are_equal(&text(pattern), "");
    removed.retain(says);
    added.retain(says);
    (removed, added)
}
