//! Single values: whether they meet what is asked.

use serde_json::Value;

use super::Inclusion;
use super::numbers::{bound_holds, is_multiple};
use super::part::{Formula, Kind, Literal, Part, Place};
use crate::document::Node;
use crate::instances::{fits, matches};

/// What is deeper than this is not looked at.
const MAX_DEPTH: usize = 24;

impl<'a> Inclusion<'a> {
    /// Whether a value meets all of it; none when that cannot be said.
    pub fn all_hold(&self, literals: &[Literal<'a>], value: &Value) -> Option<bool> {
        all(literals.iter().map(|literal| self.holds(literal, value)))
    }

    pub fn holds(&self, literal: &Literal<'a>, value: &Value) -> Option<bool> {
        self.literal_holds(literal, value, 0)
    }

    fn literal_holds(&self, literal: &Literal<'a>, value: &Value, depth: usize) -> Option<bool> {
        if depth > MAX_DEPTH || !self.step() {
            return None;
        }
        match self.says(literal, Kind::of(value)) {
            Some(formula) => self.formula_holds(&formula, value, depth + 1),
            None => {
                let holds = self.leaf_holds(&literal.part, value, depth + 1)?;
                Some(holds == literal.holds)
            }
        }
    }

    pub fn formula_holds(
        &self,
        formula: &Formula<'a>,
        value: &Value,
        depth: usize,
    ) -> Option<bool> {
        let each = |all: &[Formula<'a>]| -> Vec<Option<bool>> {
            let all = all.iter();
            all.map(|one| self.formula_holds(one, value, depth))
                .collect()
        };
        match formula {
            Formula::Is(literal) => self.literal_holds(literal, value, depth),
            Formula::All(formulas) => all(each(formulas)),
            Formula::Any(formulas) => not(all(each(formulas).into_iter().map(not))),
            Formula::One(formulas) => is_one(&each(formulas)),
            Formula::NotOne(formulas) => not(is_one(&each(formulas))),
        }
    }

    fn leaf_holds(&self, part: &Part<'a>, value: &Value, depth: usize) -> Option<bool> {
        let inside = |place: Place<'a>, value: &Value| {
            self.literal_holds(&Literal::is(Part::Schema(place)), value, depth)
        };
        match (part, value) {
            (Part::Texts(texts), Value::String(text)) => Some(texts.contains(&text.as_str())),
            (Part::Pattern(pattern), Value::String(text)) => Some(matches(pattern, text)),
            (Part::Whole, Value::Number(number)) => Some(number.as_f64()?.fract() == 0.0),
            (Part::Member(name, part), Value::Object(members)) => match members.get(*name) {
                Some(member) => self.literal_holds(&Literal::is((**part).clone()), member, depth),
                None => Some(true),
            },
            (Part::Present(name), Value::Object(members)) => Some(members.contains_key(*name)),
            (Part::Like(pattern, place), Value::Object(members)) => all(members
                .iter()
                .filter(|(name, _)| matches(pattern, name))
                .map(|(_, member)| inside(*place, member))),
            (Part::Free, _) => Some(true),
            (Part::Equal(text), value) => {
                let own = value.to_string();
                Some(own.as_str() == &**text)
            }
            (Part::Keyword(place, keyword), value) => {
                self.keyword_holds(*place, keyword, value, &inside)
            }
            _ => None,
        }
    }

    fn keyword_holds(
        &self,
        place: Place<'a>,
        keyword: &str,
        value: &Value,
        inside: &impl Fn(Place<'a>, &Value) -> Option<bool>,
    ) -> Option<bool> {
        let Place { side, node } = place;
        let schema = |name: &str| {
            Some(Place {
                side,
                node: node.get(name)?,
            })
        };
        let limit = number(node, keyword);
        match (keyword, value) {
            ("const" | "enum", value) => Some(
                listed(node)
                    .iter()
                    .any(|one| is_same(&one.to_json(), value)),
            ),
            ("multipleOf", Value::Number(value)) => Some(is_multiple(
                value.as_f64()?,
                limit.filter(|step| *step > 0.0)?,
            )),
            // A note for readers.
            ("format", Value::Number(_)) => Some(true),
            (_, Value::Number(value)) => Some(bound_holds(node, keyword, value.as_f64()?)),
            ("minLength", Value::String(text)) => Some(text.chars().count() as f64 >= limit?),
            ("maxLength", Value::String(text)) => Some(text.chars().count() as f64 <= limit?),
            ("pattern", Value::String(text)) => Some(matches(node.text("pattern")?, text)),
            ("format", Value::String(text)) => Some(fits(node.text("format")?, text)),
            (_, Value::String(_)) => Some(true),
            ("minItems", Value::Array(items)) => Some(items.len() as f64 >= limit?),
            ("maxItems", Value::Array(items)) => Some(items.len() as f64 <= limit?),
            ("uniqueItems", Value::Array(items)) => {
                let is_again = |index: usize| items[..index].contains(&items[index]);
                Some(!(0..items.len()).any(is_again))
            }
            ("prefixItems", Value::Array(items)) => {
                let schemas = node.items("prefixItems").iter().zip(items);
                all(schemas.map(|(node, item)| inside(Place { side, node }, item)))
            }
            ("items", Value::Array(items)) => {
                let rest = schema("items").filter(|rest| rest.node.as_array().is_none())?;
                let first = node.items("prefixItems").len();
                all(items.iter().skip(first).map(|item| inside(rest, item)))
            }
            ("contains", Value::Array(items)) => {
                let contained = schema("contains")?;
                let held = items.iter().map(|item| inside(contained, item));
                let held: Option<Vec<bool>> = held.collect();
                let count = held?.into_iter().filter(|holds| *holds).count() as f64;
                let least = number(node, "minContains").unwrap_or(1.0);
                let most = number(node, "maxContains").unwrap_or(f64::INFINITY);
                Some(count >= least && count <= most)
            }
            ("minProperties", Value::Object(members)) => Some(members.len() as f64 >= limit?),
            ("maxProperties", Value::Object(members)) => Some(members.len() as f64 <= limit?),
            ("additionalProperties", Value::Object(members)) => {
                let rest = schema("additionalProperties")?;
                let others = members.iter().filter(|(name, _)| !describes(node, name));
                all(others.map(|(_, member)| inside(rest, member)))
            }
            ("propertyNames", Value::Object(members)) => {
                let names = schema("propertyNames")?;
                all(members
                    .keys()
                    .map(|name| inside(names, &Value::from(name.as_str()))))
            }
            (_, Value::Object(members)) if members.is_empty() => Some(true),
            _ => None,
        }
    }
}

/// Whether `properties` or `patternProperties` of the schema have a name.
pub fn describes(node: &Node, name: &str) -> bool {
    node.get("properties").is_some_and(|all| all.has(name))
        || node
            .members("patternProperties")
            .any(|(pattern, _)| matches(pattern, name))
}

/// The values that a schema lists.
pub fn listed(node: &Node) -> Vec<&Node> {
    match (node.get("const"), node.get("enum")) {
        (Some(only), _) => vec![only],
        (None, Some(all)) => all.as_array().unwrap_or(&[]).iter().collect(),
        (None, None) => Vec::new(),
    }
}

/// The number at a keyword.
pub fn number(node: &Node, keyword: &str) -> Option<f64> {
    node.get(keyword)?.as_number()?.as_f64()
}

/// Equal as JSON values: 1 and 1.0 are.
fn is_same(one: &Value, other: &Value) -> bool {
    match (one.as_f64(), other.as_f64()) {
        (Some(one), Some(other)) => one == other,
        _ => one == other,
    }
}

fn not(holds: Option<bool>) -> Option<bool> {
    holds.map(|holds| !holds)
}

/// All of them, or none of which that can be said.
fn all(found: impl IntoIterator<Item = Option<bool>>) -> Option<bool> {
    let mut is_known = true;
    for holds in found {
        match holds {
            Some(false) => return Some(false),
            Some(true) => {}
            None => is_known = false,
        }
    }
    is_known.then_some(true)
}

fn is_one(found: &[Option<bool>]) -> Option<bool> {
    let met = found.iter().filter(|holds| **holds == Some(true)).count();
    let unknown = found.iter().filter(|holds| holds.is_none()).count();
    match (met, unknown) {
        (2.., _) | (0, 0) => Some(false),
        (1, 0) => Some(true),
        _ => None,
    }
}
