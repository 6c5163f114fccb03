//! The keywords of JSON Schema 2020-12 and of OpenAPI 3.0.

use std::collections::HashMap;
use std::rc::Rc;

use super::equal::{equal, is_of_type};
use super::formats;
use crate::document::{Map, Node, Position, Value, escape_pointer_token};
use crate::lint::references::References;
use crate::lint::schemas::{compiled, shown, types};
use crate::report::Direction;

/// Why a value is not valid, and where.
#[derive(Debug)]
pub struct Problem {
    /// What the value must be: `it must be at least 3, and is 2`.
    pub message: String,
    pub at: Position,
    /// From the value that was judged to the one that is wrong.
    pub pointer: String,
    /// The keyword that says so.
    pub keyword: Position,
}

/// Judges values against schemas.
pub struct Validator<'a, 'w> {
    pub references: &'w mut References<'a>,
    pub patterns: &'w mut HashMap<&'a str, Option<Rc<regress::Regex>>>,
    pub is_31: bool,
    pub direction: Option<Direction>,
    pub problems: Vec<Problem>,
    pub(super) pointer: String,
    /// More than 0 while only the answer is of interest.
    pub(super) quiet: usize,
    /// The references that are being followed, each with the value it is
    /// followed for: a cycle that comes to the same value says nothing.
    following: Vec<(*const Node, *const Node)>,
    /// Steps until a value counts as valid: alternatives in alternatives can
    /// take exponential time.
    budget: usize,
}

impl<'a, 'w> Validator<'a, 'w> {
    pub fn new(
        references: &'w mut References<'a>,
        patterns: &'w mut HashMap<&'a str, Option<Rc<regress::Regex>>>,
        is_31: bool,
        direction: Option<Direction>,
    ) -> Self {
        Validator {
            references,
            patterns,
            is_31,
            direction,
            problems: Vec::new(),
            pointer: String::new(),
            quiet: 0,
            following: Vec::new(),
            budget: 500_000,
        }
    }

    pub fn is_valid(&mut self, schema: &'a Node, value: &'a Node) -> bool {
        self.quiet += 1;
        let is_valid = self.check(schema, value);
        self.quiet -= 1;
        is_valid
    }

    /// Whether the value is valid; what is wrong is added to the problems.
    pub fn check(&mut self, schema: &'a Node, value: &'a Node) -> bool {
        if self.budget == 0 {
            return true;
        }
        self.budget -= 1;
        let map = match &schema.value {
            Value::Object(map) => map,
            Value::Bool(false) => {
                return self.fail(schema, value, "it must not be there".into());
            }
            _ => return true,
        };
        let mut is_valid = true;
        if let Some(reference) = map.get("$ref") {
            is_valid = self.referred(reference, value);
            if !self.is_31 {
                return is_valid;
            }
        }
        if !self.is_31 && value.is_null() && schema.flag("nullable") {
            return true;
        }
        // Without the right type, whatever else is wrong is noise.
        if let Some(keyword) = map.get("type")
            && !self.has_type(schema, keyword, value)
        {
            return false;
        }
        for (name, keyword) in map {
            is_valid &= self.keyword(schema, map, name, keyword, value);
            if !is_valid && self.quiet > 0 {
                return false;
            }
        }
        is_valid
    }

    /// The schema that a reference leads to.
    pub fn target(&mut self, reference: &'a Node) -> Option<&'a Node> {
        self.references.target(reference).map(|place| place.node)
    }

    /// False when this reference is already being followed for this value.
    pub fn enter(&mut self, target: &'a Node, value: &'a Node) -> bool {
        let step: (*const Node, *const Node) = (target, value);
        if self.following.contains(&step) {
            return false;
        }
        self.following.push(step);
        true
    }

    pub fn leave(&mut self) {
        self.following.pop();
    }

    fn referred(&mut self, reference: &'a Node, value: &'a Node) -> bool {
        let Some(target) = self.target(reference) else {
            return true;
        };
        if !self.enter(target, value) {
            return true;
        }
        let is_valid = self.check(target, value);
        self.leave();
        is_valid
    }

    pub(super) fn fail(&mut self, keyword: &Node, value: &Node, message: String) -> bool {
        if self.quiet == 0 {
            self.problems.push(Problem {
                message,
                at: value.position(),
                pointer: self.pointer.clone(),
                keyword: keyword.position(),
            });
        }
        false
    }

    pub(super) fn require(
        &mut self,
        holds: bool,
        keyword: &Node,
        value: &Node,
        message: impl FnOnce() -> String,
    ) -> bool {
        holds || {
            let message = if self.quiet == 0 {
                message()
            } else {
                String::new()
            };
            self.fail(keyword, value, message)
        }
    }

    pub(super) fn within(&mut self, token: &str, schema: &'a Node, value: &'a Node) -> bool {
        let length = self.pointer.len();
        self.pointer.push('/');
        self.pointer.push_str(&escape_pointer_token(token));
        let is_valid = self.check(schema, value);
        self.pointer.truncate(length);
        is_valid
    }

    fn has_type(&mut self, schema: &'a Node, keyword: &'a Node, value: &'a Node) -> bool {
        let names = types(schema);
        let holds = names.is_empty() || names.iter().any(|name| is_of_type(value, name));
        self.require(holds, keyword, value, || {
            format!(
                "it must be of type {}, and is {}",
                names.join(" or "),
                value.kind()
            )
        })
    }

    fn keyword(
        &mut self,
        schema: &'a Node,
        map: &'a Map,
        name: &str,
        keyword: &'a Node,
        value: &'a Node,
    ) -> bool {
        match name {
            "enum" => {
                let values = keyword.as_array().unwrap_or_default();
                let holds = values.iter().any(|listed| equal(listed, value));
                self.require(holds, keyword, value, || {
                    let listed: Vec<String> = values.iter().map(shown).collect();
                    format!(
                        "it must be one of {}, and is {}",
                        listed.join(", "),
                        shown(value)
                    )
                })
            }
            "const" if self.is_31 => self.require(equal(keyword, value), keyword, value, || {
                format!("it must be {}, and is {}", shown(keyword), shown(value))
            }),
            "allOf" => self.all_of(keyword, value),
            "anyOf" | "oneOf" => self.alternatives(schema, name, keyword, value),
            "not" => {
                let holds = !self.is_valid(keyword, value);
                self.require(holds, keyword, value, || {
                    format!(
                        "it must not be valid against `not`, and {} is",
                        shown(value)
                    )
                })
            }
            "if" if self.is_31 => {
                let branch = if self.is_valid(keyword, value) {
                    "then"
                } else {
                    "else"
                };
                map.get(branch)
                    .is_none_or(|branch| self.check(branch, value))
            }
            "$dynamicRef" if self.is_31 => self.referred(keyword, value),
            "format" => {
                let format = keyword.as_str().unwrap_or_default();
                self.require(formats::fits(format, value), keyword, value, || {
                    format!(
                        "it must have the format `{format}`, and is {}",
                        shown(value)
                    )
                })
            }
            _ => match &value.value {
                Value::Number(number) => {
                    let number = number.as_f64().unwrap_or_default();
                    self.number_keyword(map, name, keyword, value, number)
                }
                Value::String(text) => self.text_keyword(name, keyword, value, text),
                Value::Array(items) => self.array_keyword(schema, name, keyword, value, items),
                Value::Object(members) => {
                    self.object_keyword(schema, name, keyword, value, members)
                }
                Value::Null | Value::Bool(_) => true,
            },
        }
    }

    fn all_of(&mut self, keyword: &'a Node, value: &'a Node) -> bool {
        let mut is_valid = true;
        for part in keyword.as_array().unwrap_or_default() {
            is_valid &= self.check(part, value);
        }
        is_valid
    }

    fn number_keyword(
        &mut self,
        map: &Map,
        name: &str,
        keyword: &Node,
        value: &Node,
        number: f64,
    ) -> bool {
        let Some(bound) = keyword.as_number().and_then(serde_json::Number::as_f64) else {
            return true;
        };
        let is_exclusive = |flag: &str| map.get(flag).and_then(Node::as_bool).unwrap_or(false);
        let (holds, says) = match name {
            "minimum" if is_exclusive("exclusiveMinimum") => (number > bound, "greater than"),
            "maximum" if is_exclusive("exclusiveMaximum") => (number < bound, "less than"),
            "minimum" => (number >= bound, "at least"),
            "maximum" => (number <= bound, "at most"),
            "exclusiveMinimum" => (number > bound, "greater than"),
            "exclusiveMaximum" => (number < bound, "less than"),
            "multipleOf" => (is_multiple(number, bound), "a multiple of"),
            _ => return true,
        };
        self.require(holds, keyword, value, || {
            format!("it must be {says} {bound}, and is {number}")
        })
    }

    fn text_keyword(&mut self, name: &str, keyword: &'a Node, value: &Node, text: &str) -> bool {
        match name {
            "minLength" | "maxLength" => {
                let length = text.chars().count();
                self.size(name == "minLength", length, "characters", keyword, value)
            }
            "pattern" => {
                let Some(pattern) = keyword.as_str() else {
                    return true;
                };
                let holds =
                    compiled(self.patterns, pattern).is_none_or(|regex| regex.find(text).is_some());
                self.require(holds, keyword, value, || {
                    format!("it must match `{pattern}`, and is {}", shown(value))
                })
            }
            _ => true,
        }
    }

    pub(super) fn size(
        &mut self,
        is_least: bool,
        size: usize,
        what: &str,
        keyword: &Node,
        value: &Node,
    ) -> bool {
        let Some(bound) = keyword.as_number().and_then(serde_json::Number::as_f64) else {
            return true;
        };
        let holds = if is_least {
            size as f64 >= bound
        } else {
            size as f64 <= bound
        };
        self.require(holds, keyword, value, || {
            let says = if is_least { "least" } else { "most" };
            format!("it must have at {says} {bound} {what}, and has {size}")
        })
    }

    fn alternatives(
        &mut self,
        schema: &'a Node,
        name: &str,
        keyword: &'a Node,
        value: &'a Node,
    ) -> bool {
        let alternatives = keyword.as_array().unwrap_or_default();
        if alternatives.is_empty() {
            return true;
        }
        if let Some(meant) = discriminated(schema, alternatives, value) {
            return self.check(meant, value);
        }
        let fitting = alternatives
            .iter()
            .filter(|part| self.is_valid(part, value))
            .count();
        match fitting {
            1 => true,
            0 if self.quiet > 0 => false,
            0 => {
                // The one that was meant, if the type tells.
                let mut of_type = alternatives.iter().filter(|part| {
                    let part = self.references.resolve(part).unwrap_or(part);
                    let names = types(part);
                    names.is_empty() || names.iter().any(|name| is_of_type(value, name))
                });
                match (of_type.next(), of_type.next()) {
                    (Some(only), None) => self.check(only, value),
                    _ => self.fail(
                        keyword,
                        value,
                        format!("it must be valid against one of the schemas of `{name}`, and is against none"),
                    ),
                }
            }
            _ if name == "anyOf" => true,
            several => self.require(false, keyword, value, || {
                format!("it must be valid against exactly one of the schemas of `oneOf`, and is against {several}")
            }),
        }
    }
}

/// The alternative that the value names by the discriminator's property.
fn discriminated<'a>(schema: &'a Node, alternatives: &'a [Node], value: &Node) -> Option<&'a Node> {
    let discriminator = schema.get("discriminator")?;
    let name = value.text(discriminator.text("propertyName")?)?;
    let mapped = discriminator
        .get("mapping")
        .and_then(|mapping| mapping.text(name))
        .unwrap_or(name);
    alternatives.iter().find(|alternative| {
        alternative.text("$ref").is_some_and(|reference| {
            reference == mapped
                || !mapped.contains('/') && reference.rsplit('/').next() == Some(mapped)
        })
    })
}

fn is_multiple(number: f64, step: f64) -> bool {
    if step <= 0.0 {
        return true;
    }
    let quotient = number / step;
    let distance = (quotient - quotient.round()).abs();
    // 0.3 is a multiple of 0.1, though not in binary.
    distance <= f64::EPSILON * quotient.abs().max(1.0) * 4.0
}
