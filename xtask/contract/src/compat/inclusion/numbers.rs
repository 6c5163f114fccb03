//! Numbers: between which bounds, and the multiples of what.

use serde_json::Value;

use super::Inclusion;
use super::holds::{listed, number};
use super::part::{Literal, Part};
use crate::compat::schema::is_format_within;
use crate::document::Node;
use crate::instances::range;

/// More numbers than these are not looked at one by one.
const FEW: f64 = 300.0;
/// Of many numbers, so many are tried.
const TRIED: i64 = 24;
/// Beyond these, whole numbers have no neighbours.
const LARGEST: f64 = 9e15;

/// Bounds and steps: they take all numbers that are asked for, and perhaps others.
struct Range {
    /// The bound, and whether it is not taken itself.
    lower: (f64, bool),
    upper: (f64, bool),
    is_whole: bool,
    steps: Vec<f64>,
}

impl<'a> Inclusion<'a> {
    /// A number that meets all of it; none when it is sure that there is none.
    pub fn number(&self, literals: &[Literal<'a>]) -> Option<Value> {
        let listed = literals.iter().find_map(|literal| values_of(literal));
        let (notes, asked): (Vec<&Literal<'a>>, Vec<&Literal<'a>>) =
            literals.iter().partition(|literal| is_note(literal));
        let (leaves, wholes): (Vec<&Literal<'a>>, Vec<&Literal<'a>>) =
            asked.iter().partition(|literal| literal.is_leaf());
        let meets = |value: &Value| {
            let mut leaves = leaves.iter();
            leaves.all(|literal| self.holds(literal, value) != Some(false))
        };
        // Of few values, each is held against everything.
        let meets_all = |value: &Value| {
            let mut wholes = wholes.iter();
            meets(value) && wholes.all(|literal| self.holds(literal, value) != Some(false))
        };
        let refuses_note = notes.iter().any(|literal| !literal.holds);
        if let Some(listed) = listed {
            // A format says nothing about numbers that are listed.
            return listed
                .into_iter()
                .find(|value| !refuses_note && meets_all(value));
        }
        let range = Range::of(literals);
        if range.is_empty() || is_contradicted(&notes, &range) {
            return None;
        }
        let Some(grid) = range.grid() else {
            let ((least, _), (most, _)) = (range.lower, range.upper);
            if least == most {
                return Some(value_of(least)).filter(meets_all);
            }
            let middle = match (least.is_finite(), most.is_finite()) {
                (true, true) => f64::midpoint(least, most),
                (true, false) => least + 1.25,
                (false, true) => most - 1.25,
                (false, false) => 0.25,
            };
            let near = [middle, 0.0, 0.5, 1.0, least, most, least + 0.5, most - 0.5];
            let near = near.into_iter().filter(|number| number.is_finite());
            return near.map(value_of).find(meets).or(Some(value_of(middle)));
        };
        let (first, last) = (
            (range.lower.0 / grid).ceil(),
            (range.upper.0 / grid).floor(),
        );
        let at = |index: f64| value_of(index * grid);
        if last - first < FEW && first.abs() < LARGEST {
            let count = (last - first).max(-1.0) as i64 + 1;
            let mut numbers = (0..count).map(|index| at(first + index as f64));
            return numbers.find(|value| !refuses_note && meets_all(value));
        }
        let refused = |literal: &&&Literal<'a>| match &literal.part {
            _ if literal.holds => false,
            Part::Whole => grid.fract() == 0.0,
            Part::Keyword(place, "multipleOf") => {
                number(place.node, "multipleOf").is_some_and(|step| is_multiple(grid, step))
            }
            _ => false,
        };
        if asked.iter().any(|literal| refused(&literal)) {
            return None;
        }
        let start = match (first.is_finite(), last.is_finite()) {
            (true, _) => first,
            (false, true) => last - TRIED as f64 + 1.0,
            (false, false) => -2.0,
        };
        let mut numbers = (0..TRIED).map(|index| at(start + index as f64));
        numbers.clone().find(meets).or_else(|| numbers.next())
    }
}

/// The values that a literal lists.
pub fn values_of(literal: &Literal<'_>) -> Option<Vec<Value>> {
    match &literal.part {
        Part::Keyword(place, "const" | "enum") if literal.holds => {
            Some(listed(place.node).into_iter().map(Node::to_json).collect())
        }
        Part::Texts(texts) if literal.holds => {
            Some(texts.iter().map(|text| Value::from(*text)).collect())
        }
        _ => None,
    }
}

fn is_note(literal: &Literal<'_>) -> bool {
    matches!(&literal.part, Part::Keyword(_, "format"))
}

/// Whether a format is asked for by other words than it is refused.
fn is_contradicted(notes: &[&Literal<'_>], range: &Range) -> bool {
    let format = |literal: &Literal<'_>| match &literal.part {
        Part::Keyword(place, _) => place.node.text("format").unwrap_or_default().to_owned(),
        _ => String::new(),
    };
    notes
        .iter()
        .filter(|literal| !literal.holds)
        .any(|refused| {
            let wanted = format(refused);
            let is_plain = matches!(wanted.as_str(), "float" | "double" | "decimal");
            let mut own = notes.iter().filter(|literal| literal.holds);
            (is_plain && range.is_whole)
                || own.any(|own| {
                    let own = format(own);
                    own == wanted || is_format_within(&own, &wanted)
                })
        })
}

impl Range {
    fn of(literals: &[Literal<'_>]) -> Range {
        let mut range = Range {
            lower: (f64::NEG_INFINITY, false),
            upper: (f64::INFINITY, false),
            is_whole: false,
            steps: Vec::new(),
        };
        for literal in literals {
            match &literal.part {
                Part::Whole => range.is_whole |= literal.holds,
                Part::Keyword(place, "multipleOf") if literal.holds => {
                    let step = number(place.node, "multipleOf");
                    range.steps.extend(step.filter(|step| *step > 0.0));
                }
                Part::Keyword(place, keyword) => {
                    let Some((bound, is_exclusive, is_lower)) = bound(place.node, keyword) else {
                        continue;
                    };
                    // What is refused above a bound is below it.
                    let bound = (bound, is_exclusive == literal.holds);
                    match is_lower == literal.holds {
                        true => range.lower = higher(range.lower, bound),
                        false => range.upper = lower(range.upper, bound),
                    }
                }
                _ => {}
            }
        }
        range.is_whole |= range.steps.iter().any(|step| step.fract() == 0.0);
        if range.is_whole {
            let (bound, is_exclusive) = range.lower;
            let least = match is_exclusive {
                true => bound.floor() + 1.0,
                false => bound.ceil(),
            };
            let (bound, is_exclusive) = range.upper;
            let most = match is_exclusive {
                true => bound.ceil() - 1.0,
                false => bound.floor(),
            };
            if least.abs() < LARGEST {
                range.lower = (least, false);
            }
            if most.abs() < LARGEST {
                range.upper = (most, false);
            }
        }
        range
    }

    fn is_empty(&self) -> bool {
        let ((least, above), (most, below)) = (self.lower, self.upper);
        least > most || (least == most && (above || below))
    }

    /// All numbers are multiples of it.
    fn grid(&self) -> Option<f64> {
        let whole = self
            .steps
            .iter()
            .copied()
            .filter(|step| step.fract() == 0.0);
        let whole: Vec<f64> = whole.filter(|step| *step < LARGEST).collect();
        let common = whole.into_iter().reduce(|one, other| {
            let multiple = one / divisor(one, other) * other;
            if multiple < LARGEST { multiple } else { one }
        });
        let fractional = || self.steps.iter().copied().reduce(f64::max);
        common.or(self.is_whole.then_some(1.0)).or_else(fractional)
    }
}

fn divisor(one: f64, other: f64) -> f64 {
    if other == 0.0 {
        one
    } else {
        divisor(other, one % other)
    }
}

/// The bound that a keyword names, whether it is not taken itself, and whether it is a
/// lower one.
fn bound(node: &Node, keyword: &str) -> Option<(f64, bool, bool)> {
    let format = || node.text("format").and_then(range);
    Some(match keyword {
        // OpenAPI 3.0 says `exclusiveMinimum: true` beside `minimum`.
        "minimum" => (number(node, keyword)?, node.flag("exclusiveMinimum"), true),
        "maximum" => (number(node, keyword)?, node.flag("exclusiveMaximum"), false),
        "exclusiveMinimum" => (number(node, keyword)?, true, true),
        "exclusiveMaximum" => (number(node, keyword)?, true, false),
        "format:least" => (format()?.0 as f64, false, true),
        "format:most" => (format()?.1 as f64, false, false),
        _ => return None,
    })
}

/// Whether a number is within the bound that a keyword names.
pub fn bound_holds(node: &Node, keyword: &str, value: f64) -> bool {
    bound(node, keyword).is_none_or(|(bound, is_exclusive, is_lower)| {
        let is_within = if is_lower {
            value > bound
        } else {
            value < bound
        };
        is_within || (value == bound && !is_exclusive)
    })
}

/// The higher one of two lower bounds.
fn higher(one: (f64, bool), other: (f64, bool)) -> (f64, bool) {
    if other.0 > one.0 || (other.0 == one.0 && other.1) {
        other
    } else {
        one
    }
}

fn lower(one: (f64, bool), other: (f64, bool)) -> (f64, bool) {
    if other.0 < one.0 || (other.0 == one.0 && other.1) {
        other
    } else {
        one
    }
}

pub fn is_multiple(number: f64, step: f64) -> bool {
    step > 0.0 && {
        let times = number / step;
        (times - times.round()).abs() < 1e-9
    }
}

fn value_of(number: f64) -> Value {
    match number.fract() == 0.0 && number.abs() < LARGEST {
        true => (number as i64).into(),
        false => number.into(),
    }
}
