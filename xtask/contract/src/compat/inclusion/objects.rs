//! Objects: which members there are, and what is asked of each.
//!
//! Names that nobody knows are of classes: each by the patterns that match it, with one
//! name that stands for all of them.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::holds::{describes, number};
use super::part::{Literal, Part, Place};
use super::{Inclusion, Members};
use crate::compat::schema::is_annotation_only;
use crate::document::Node;
use crate::instances::matches;

/// With more patterns of names than these, classes of names are not made.
const MOST_PATTERNS: usize = 4;
/// More members are not made.
const MOST_MADE: usize = 100;

/// How closely an object is looked at.
#[derive(Clone, Copy)]
pub enum Look<'n> {
    All,
    /// Without that one member must not meet what all others may.
    Partly,
    /// The members of these names only.
    Members(&'n [&'n str]),
}

/// What is asked of objects.
#[derive(Clone, Default)]
struct Object<'a> {
    present: BTreeSet<&'a str>,
    absent: BTreeSet<&'a str>,
    /// What is asked of the member of a name, when it is there.
    members: Vec<(&'a str, Literal<'a>)>,
    /// What is asked of all members of some kind.
    rules: Vec<Literal<'a>>,
    /// What some member must not meet.
    lacking: Vec<Literal<'a>>,
    /// Members that must be there, of names that nobody knows.
    others: Vec<(String, Value)>,
    least: usize,
    most: Option<usize>,
    /// Whether nothing is described, so that everything may be there.
    is_free: bool,
    known: BTreeSet<&'a str>,
    patterns: Vec<&'a str>,
}

/// Names that nobody knows: one of them, and the patterns that match them.
#[derive(Clone)]
struct Class<'a> {
    name: String,
    patterns: Vec<&'a str>,
    asked: Vec<Literal<'a>>,
}

impl<'a> Inclusion<'a> {
    /// An object that meets all of it; none when it is sure that there is none.
    pub fn object(&mut self, literals: &[Literal<'a>], look: Look<'_>) -> Option<Value> {
        let mut object = self.read(literals)?;
        if !object.present.is_disjoint(&object.absent) {
            return None;
        }
        match look {
            Look::All => {}
            Look::Partly => object.lacking.clear(),
            Look::Members(names) => {
                let names = names.iter().filter(|name| object.present.contains(*name));
                let names: Vec<&str> = names.copied().collect();
                let are_possible = names
                    .into_iter()
                    .all(|name| self.member(&object, name, None).is_some());
                return are_possible.then_some(Value::Null);
            }
        }
        let found = self.object_made(&object)?;
        let is_only = found.as_object().is_some_and(Map::is_empty) && object.most == Some(0);
        let is_refused = is_only && self.all_hold(literals, &found) == Some(false);
        (!is_refused).then_some(found)
    }

    fn read(&self, literals: &[Literal<'a>]) -> Option<Object<'a>> {
        let mut object = Object {
            is_free: true,
            ..Object::default()
        };
        let is_free = literals.iter().any(|literal| literal.part == Part::Free);
        for literal in literals {
            match (&literal.part, literal.holds) {
                (Part::Schema(place), true) if literal.describes => {
                    object.is_free &= is_annotation_only(place.node);
                }
                (Part::Present(name), true) => {
                    object.present.insert(name);
                }
                (Part::Present(name), false) => {
                    object.absent.insert(name);
                }
                (Part::Member(name, part), holds) => {
                    let inner = Literal {
                        part: (**part).clone(),
                        ..literal.clone()
                    };
                    object.members.push((name, inner));
                    if !holds {
                        object.present.insert(name);
                    }
                }
                (Part::Like(pattern, _), holds) => {
                    object.patterns.push(pattern);
                    let places = if holds {
                        &mut object.rules
                    } else {
                        &mut object.lacking
                    };
                    places.push(literal.clone());
                }
                (Part::Keyword(place, keyword), holds) => {
                    let limit = number(place.node, keyword).map(|limit| limit.max(0.0) as usize);
                    let smaller = |own: Option<usize>, limit: usize| {
                        Some(own.map_or(limit, |own| own.min(limit)))
                    };
                    match (*keyword, holds, limit) {
                        ("minProperties", true, Some(limit)) => {
                            object.least = object.least.max(limit);
                        }
                        ("minProperties", false, Some(0)) => return None,
                        ("minProperties", false, Some(limit)) => {
                            object.most = smaller(object.most, limit - 1);
                        }
                        ("maxProperties", true, Some(limit)) => {
                            object.most = smaller(object.most, limit);
                        }
                        ("maxProperties", false, Some(limit)) => {
                            object.least = object.least.max(limit + 1);
                        }
                        (
                            "additionalProperties" | "unevaluatedProperties" | "propertyNames",
                            holds,
                            _,
                        ) => {
                            self.read_rule(&mut object, *place, keyword);
                            let places = if holds {
                                &mut object.rules
                            } else {
                                &mut object.lacking
                            };
                            places.push(literal.clone());
                        }
                        _ => {}
                    }
                }
                _ => {}
            }
        }
        object.is_free |= is_free;
        object
            .known
            .extend(object.present.iter().chain(&object.absent));
        object
            .known
            .extend(object.members.iter().map(|(name, _)| *name));
        object.patterns.sort_unstable();
        object.patterns.dedup();
        Some(object)
    }

    /// The names and patterns that a rule leaves out.
    fn read_rule(&self, object: &mut Object<'a>, place: Place<'a>, keyword: &str) {
        let node = place.node;
        if keyword == "unevaluatedProperties" {
            let mut evaluates = Evaluates::default();
            self.evaluates(place, true, &mut evaluates, 0);
            object.known.extend(evaluates.names);
            object.patterns.extend(evaluates.patterns);
        } else {
            let names = node.members("properties").map(|(name, _)| name.as_str());
            object.known.extend(names);
            let patterns = node.members("patternProperties");
            object
                .patterns
                .extend(patterns.map(|(pattern, _)| pattern.as_str()));
        }
    }

    fn object_made(&mut self, object: &Object<'a>) -> Option<Value> {
        let must = object.present.len() + usize::from(!object.others.is_empty());
        if object
            .most
            .is_some_and(|most| most < must.max(object.least))
        {
            return None;
        }
        let mut made = Map::new();
        for name in &object.present {
            made.insert((*name).to_owned(), self.member(object, name, None)?);
        }
        let mut rest = object.clone();
        if let Some(lacking) = rest.lacking.pop() {
            return self.lacks(&rest, &lacking);
        }
        made.extend(object.others.iter().cloned());
        // What may be there as well, until there is enough.
        let missing = object.least.saturating_sub(made.len());
        if missing == 0 {
            return Some(Value::Object(made));
        }
        let optional = object.known.difference(&object.present);
        let optional: Vec<&str> = optional
            .copied()
            .filter(|name| !object.absent.contains(name))
            .collect();
        for name in optional {
            if made.len() >= object.least {
                break;
            }
            if let Some(value) = self.member(object, name, None) {
                made.insert(name.to_owned(), value);
            }
        }
        if made.len() >= object.least {
            return Some(Value::Object(made));
        }
        for class in self.classes(object) {
            if let Some(value) = self.find(class.asked) {
                for index in 0..object.least.min(MOST_MADE) {
                    let name = match index {
                        0 => class.name.clone(),
                        index => format!("{}{}", class.name, "o".repeat(index)),
                    };
                    if made.len() < object.least {
                        made.insert(name, value.clone());
                    }
                }
                return Some(Value::Object(made));
            }
        }
        None
    }

    /// With a member that breaks what is asked of all of its kind.
    fn lacks(&mut self, object: &Object<'a>, lacking: &Literal<'a>) -> Option<Value> {
        let known: Vec<&'a str> = object.known.iter().copied().collect();
        for name in known {
            if object.absent.contains(name) {
                continue;
            }
            let asked = match &lacking.part {
                Part::Keyword(place, "propertyNames") => {
                    let names = Literal::is(inner(*place, "propertyNames"));
                    if self.holds(&names, &Value::from(name)) == Some(true) {
                        continue;
                    }
                    None
                }
                part => match self.asked_of(part, Some(name), &[], true) {
                    Some(asked) => Some(Literal::is(asked).not()),
                    None => continue,
                },
            };
            let mut other = object.clone();
            other.present.insert(name);
            other.members.extend(asked.map(|asked| (name, asked)));
            if let Some(found) = self.object_made(&other) {
                return Some(found);
            }
        }
        for mut class in self.classes(object) {
            match &lacking.part {
                Part::Keyword(place, "propertyNames") => {
                    let mut names = self.names(object, &class.patterns);
                    names.push(Literal::is(inner(*place, "propertyNames")).not());
                    match self.find(names) {
                        Some(Value::String(name)) => class.name = name,
                        Some(_) => {}
                        None => continue,
                    }
                }
                part => match self.asked_of(part, None, &class.patterns, true) {
                    Some(asked) => class.asked.push(Literal::is(asked).not()),
                    None => continue,
                },
            }
            if let Some(value) = self.find(class.asked) {
                let mut other = object.clone();
                let count = other
                    .others
                    .iter()
                    .filter(|(name, _)| name.starts_with(&class.name))
                    .count();
                let name = format!("{}{}", class.name, "o".repeat(count));
                other.others.push((name, value));
                if let Some(found) = self.object_made(&other) {
                    return Some(found);
                }
            }
        }
        None
    }

    /// A member of a known name.
    fn member(
        &mut self,
        object: &Object<'a>,
        name: &str,
        more: Option<Literal<'a>>,
    ) -> Option<Value> {
        let mut asked: Vec<Literal<'a>> = more.into_iter().collect();
        let own = object.members.iter().filter(|(own, _)| *own == name);
        asked.extend(own.map(|(_, literal)| literal.clone()));
        let mut is_described = object.is_free
            || self.members == Members::All
            || object
                .members
                .iter()
                .any(|(own, literal)| *own == name && literal.describes && literal.holds);
        for rule in &object.rules {
            if let Part::Keyword(place, "propertyNames") = &rule.part {
                let names = Literal::is(inner(*place, "propertyNames"));
                if self.holds(&names, &Value::from(name)) == Some(false) {
                    return None;
                }
                continue;
            }
            if let Some(part) = self.asked_of(&rule.part, Some(name), &[], false) {
                is_described |= rule.describes;
                asked.push(Literal {
                    part,
                    ..rule.clone()
                });
            }
        }
        match is_described {
            true => self.find(asked),
            false => None,
        }
    }

    /// The classes of names that nobody knows.
    fn classes(&mut self, object: &Object<'a>) -> Vec<Class<'a>> {
        let plain = || Class {
            name: "other".to_owned(),
            patterns: Vec::new(),
            asked: Vec::new(),
        };
        let has_names = object
            .rules
            .iter()
            .any(|rule| matches!(rule.part, Part::Keyword(_, "propertyNames")));
        let is_simple = object.patterns.is_empty() && !has_names && !object.known.contains("other");
        if object.patterns.len() > MOST_PATTERNS {
            // Nothing is known of them, so that anything may be there.
            return vec![plain()];
        }
        let mut classes = Vec::new();
        for chosen in 0..1_usize << object.patterns.len() {
            let patterns = object.patterns.iter().enumerate();
            let patterns = patterns.filter(|(index, _)| chosen >> index & 1 == 1);
            let mut class = Class {
                patterns: patterns.map(|(_, pattern)| *pattern).collect(),
                ..plain()
            };
            if !is_simple {
                let names = self.names(object, &class.patterns);
                // The one that stands for others where it may be.
                match self.all_hold(&names, &Value::from("other")) {
                    Some(true) => {}
                    _ => match self.find(names) {
                        Some(Value::String(name)) => class.name = name,
                        Some(_) => {}
                        None => continue,
                    },
                }
            }
            for rule in &object.rules {
                let part = self.asked_of(&rule.part, None, &class.patterns, false);
                class.asked.extend(part.map(|part| Literal {
                    part,
                    ..rule.clone()
                }));
            }
            classes.push(class);
        }
        classes
    }

    /// What is asked of names that nobody knows, and that some of the patterns match.
    fn names(&self, object: &Object<'a>, patterns: &[&'a str]) -> Vec<Literal<'a>> {
        let mut asked: Vec<Literal<'a>> = vec![Literal::is(Part::Text)];
        for pattern in &object.patterns {
            let literal = Literal::is(Part::Pattern(pattern));
            asked.push(match patterns.contains(pattern) {
                true => literal,
                false => literal.not(),
            });
        }
        let known: Vec<&str> = object.known.iter().copied().collect();
        asked.push(Literal::is(Part::Texts(known.into())).not());
        for rule in &object.rules {
            if let Part::Keyword(place, "propertyNames") = &rule.part {
                asked.push(Literal::is(inner(*place, "propertyNames")));
            }
        }
        asked
    }

    /// What a rule asks of a member; of a known name, or of one that some patterns match.
    /// `is_all`: also where it may be that it does not.
    fn asked_of(
        &self,
        rule: &Part<'a>,
        name: Option<&str>,
        patterns: &[&str],
        is_all: bool,
    ) -> Option<Part<'a>> {
        let is_like = |pattern: &str| match name {
            Some(name) => matches(pattern, name),
            None => patterns.contains(&pattern),
        };
        match rule {
            Part::Like(pattern, place) => is_like(pattern).then_some(Part::Schema(*place)),
            Part::Keyword(place, "additionalProperties") => {
                let is_described = match name {
                    Some(name) => describes(place.node, name),
                    None => place
                        .node
                        .members("patternProperties")
                        .any(|(pattern, _)| is_like(pattern)),
                };
                (!is_described).then(|| inner(*place, "additionalProperties"))
            }
            Part::Keyword(place, "unevaluatedProperties") => {
                let mut evaluates = Evaluates::default();
                // What branches describe may be described.
                self.evaluates(*place, !is_all, &mut evaluates, 0);
                let is_evaluated = evaluates.all
                    || name.is_some_and(|name| evaluates.names.contains(&name))
                    || evaluates.patterns.iter().any(|pattern| is_like(pattern));
                (!is_evaluated).then(|| inner(*place, "unevaluatedProperties"))
            }
            _ => None,
        }
    }

    /// What a schema describes, with its parts; with its branches as well, where more
    /// may be there than there is.
    fn evaluates(
        &self,
        place: Place<'a>,
        with_branches: bool,
        found: &mut Evaluates<'a>,
        depth: usize,
    ) {
        let Place { side, node } = place;
        if depth > 16 {
            found.all |= with_branches;
            return;
        }
        let names = node.members("properties").map(|(name, _)| name.as_str());
        found.names.extend(names);
        let patterns = node.members("patternProperties");
        found
            .patterns
            .extend(patterns.map(|(pattern, _)| pattern.as_str()));
        found.all |=
            node.has("additionalProperties") || (depth > 0 && node.has("unevaluatedProperties"));
        let mut inside: Vec<&'a Node> = node.items("allOf").iter().collect();
        inside.extend(self.edition(side).target(node));
        if with_branches {
            let branches = ["oneOf", "anyOf"].into_iter();
            inside.extend(branches.flat_map(|keyword| node.items(keyword)));
            let conditions = ["if", "then", "else"].into_iter();
            inside.extend(conditions.filter_map(|keyword| node.get(keyword)));
            inside.extend(node.members("dependentSchemas").map(|(_, schema)| schema));
        }
        for node in inside {
            self.evaluates(Place { side, node }, with_branches, found, depth + 1);
        }
    }
}

/// What a schema describes.
#[derive(Default)]
struct Evaluates<'a> {
    names: Vec<&'a str>,
    patterns: Vec<&'a str>,
    /// Every member.
    all: bool,
}

fn inner<'a>(place: Place<'a>, keyword: &str) -> Part<'a> {
    match place.node.get(keyword) {
        Some(node) => Part::Schema(Place { node, ..place }),
        None => Part::Anything,
    }
}
