//! Numbers: between which bounds, and the multiples of what.

use serde_json::Value;

use super::alternatives::is_whole;
use super::part::Part;
use super::values::{number, only, takes_whole};
use crate::document::Node;

/// The numbers that parts take: all of them, and perhaps others.
#[derive(Clone, Debug)]
pub struct Range {
    /// The bound, and whether it is not taken itself.
    pub lower: (f64, bool),
    pub upper: (f64, bool),
    pub is_whole: bool,
    pub steps: Vec<f64>,
}

/// The bounds of a schema's own keywords, with those of its format.
fn bounds(node: &Node) -> [Vec<(f64, bool)>; 2] {
    let bound = |inclusive: &str, exclusive: &str| {
        let mut found = Vec::new();
        // OpenAPI 3.0 says `exclusiveMinimum: true` beside `minimum`.
        found.extend(number(node, inclusive).map(|bound| (bound, node.flag(exclusive))));
        found.extend(number(node, exclusive).map(|bound| (bound, true)));
        found
    };
    let mut bounds = [
        bound("minimum", "exclusiveMinimum"),
        bound("maximum", "exclusiveMaximum"),
    ];
    let format = node
        .text("format")
        .filter(|_| node.text("type") != Some("string"));
    if let Some((least, most)) = format.and_then(crate::instances::range) {
        bounds[0].push((least as f64, false));
        bounds[1].push((most as f64, false));
    }
    bounds
}

impl Range {
    pub fn of(parts: &[Part<'_>]) -> Range {
        let mut range = Range {
            lower: (f64::NEG_INFINITY, false),
            upper: (f64::INFINITY, false),
            is_whole: takes_whole(parts),
            steps: Vec::new(),
        };
        for (_, node) in parts.iter().filter_map(Part::own) {
            let [lower, upper] = bounds(node);
            for bound in lower {
                range.lower = higher(range.lower, bound);
            }
            for bound in upper {
                range.upper = lower_of(range.upper, bound);
            }
            range
                .steps
                .extend(number(node, "multipleOf").filter(|step| *step > 0.0));
        }
        for part in parts {
            let Part::Not { node, .. } = part else {
                continue;
            };
            // What is refused above a bound is below it.
            if let Some(node) = only(node).filter(|node| range.is_whole || !is_whole(node)) {
                let [lower, upper] = bounds(node);
                // What is refused between two bounds is on either side of them.
                if lower.len() + upper.len() > 1 {
                    continue;
                }
                for (bound, is_exclusive) in lower {
                    range.upper = lower_of(range.upper, (bound, !is_exclusive));
                }
                for (bound, is_exclusive) in upper {
                    range.lower = higher(range.lower, (bound, !is_exclusive));
                }
            }
        }
        range.is_whole |= range.steps.iter().any(|step| step.fract() == 0.0);
        if range.is_whole {
            let (bound, is_exclusive) = range.lower;
            let least = if is_exclusive {
                bound.floor() + 1.0
            } else {
                bound.ceil()
            };
            let (bound, is_exclusive) = range.upper;
            let most = if is_exclusive {
                bound.ceil() - 1.0
            } else {
                bound.floor()
            };
            // Beyond these, whole numbers have no neighbours.
            if least.abs() < 9e15 {
                range.lower = (least, false);
            }
            if most.abs() < 9e15 {
                range.upper = (most, false);
            }
        }
        range
    }

    pub fn is_empty(&self) -> bool {
        let ((least, above), (most, below)) = (self.lower, self.upper);
        least > most || (least == most && (above || below))
    }

    /// The numbers, when they are few and whole.
    pub fn few(&self, few: usize) -> Option<Vec<Value>> {
        let ((least, _), (most, _)) = (self.lower, self.upper);
        let is_few = self.is_whole && least.abs() < 9e15 && most - least < few as f64;
        is_few.then(|| {
            let mut numbers = Vec::new();
            let mut next = least as i64;
            while (next as f64) <= most {
                numbers.push(next.into());
                next += 1;
            }
            numbers
        })
    }

    /// Whether all of the numbers are within the schema's own bounds, and multiples of
    /// its step.
    pub fn meets(&self, node: &Node) -> bool {
        let [lower, upper] = bounds(node);
        let step = number(node, "multipleOf");
        lower
            .into_iter()
            .all(|bound| higher(self.lower, bound) == self.lower)
            && upper
                .into_iter()
                .all(|bound| lower_of(self.upper, bound) == self.upper)
            && step.is_none_or(|step| {
                let divides = |large: f64| is_multiple(large, step);
                self.steps.iter().copied().any(divides) || (self.is_whole && divides(1.0))
            })
    }
}

/// The higher one of two lower bounds.
fn higher(one: (f64, bool), other: (f64, bool)) -> (f64, bool) {
    if other.0 > one.0 || (other.0 == one.0 && other.1) {
        other
    } else {
        one
    }
}

fn lower_of(one: (f64, bool), other: (f64, bool)) -> (f64, bool) {
    if other.0 < one.0 || (other.0 == one.0 && other.1) {
        other
    } else {
        one
    }
}

fn is_multiple(number: f64, step: f64) -> bool {
    step > 0.0 && {
        let times = number / step;
        (times - times.round()).abs() < 1e-9
    }
}

/// Whether a number is within the schema's own bounds, and a multiple of its step.
pub fn holds_number(node: &Node, value: f64) -> bool {
    let [lower, upper] = bounds(node);
    lower
        .into_iter()
        .all(|(bound, above)| value > bound || (value == bound && !above))
        && upper
            .into_iter()
            .all(|(bound, below)| value < bound || (value == bound && !below))
        && number(node, "multipleOf").is_none_or(|step| is_multiple(value, step))
}
