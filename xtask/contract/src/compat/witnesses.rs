//! Values that show what a change of a schema means: one that was allowed and is
//! not any more, where the consumer sends it; one that is newly allowed, where the
//! consumer receives it.
//!
//! Values are made from both schemas, and a witness is one of which a validator
//! says so by both of them. What travels as text is judged by all that the text may
//! mean.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use serde_json::Value;

use super::edition::Edition;
use super::schema::{Encoding, Pair, PairId, Pairs};
use crate::document::Node;
use crate::instances::{Judge, Maker, mixed};
use crate::report::{Direction, Witness};
use crate::rules::changes::{Effect, Facet, SchemaPlace, effect};

/// How many values of a pair of schemas are looked at.
const MOST_VALUES: usize = 1_500;
/// How many values are looked at for all pairs together: a comparison of large
/// documents in which everything changed ends all the same.
const MOST_IN_ALL: usize = 60_000;

/// With fewer valid values than these, that none is a witness says nothing.
const LEAST_TRIED: usize = 12;

/// What a witness is sought for.
#[derive(Clone, Copy, Debug)]
pub struct Sought<'a> {
    pub pair: PairId,
    pub facet: Facet,
    pub direction: Direction,
    /// The property of the schema that the change is about.
    pub property: Option<&'a str>,
}

impl<'a> Sought<'a> {
    /// None where the change is not about values, or is of values that do not
    /// travel.
    pub fn new(
        pair: PairId,
        facet: Facet,
        place: SchemaPlace,
        property: Option<&'a str>,
    ) -> Option<Sought<'a>> {
        let is_of_values = match effect(facet, place.direction) {
            Effect::Narrows => place.direction == Direction::Request,
            Effect::Widens => place.direction == Direction::Response,
            Effect::Incomparable | Effect::Unknown => true,
            Effect::Neutral | Effect::Annotation | Effect::Text => false,
        };
        (is_of_values && !place.is_unsent).then_some(Sought {
            pair,
            facet,
            direction: place.direction,
            property,
        })
    }

    /// Whether the value has the property, or not, as the change is about it.
    fn is_about(&self, value: &Value) -> bool {
        let Some(property) = self.property else {
            return true;
        };
        let is_missing_property = matches!(
            self.facet,
            Facet::RequiredPropertyAdded
                | Facet::RequiredPropertyAddedWithDefault
                | Facet::BecameRequired
                | Facet::BecameRequiredWithDefault
                | Facet::BecameOptional
                | Facet::UndescribedBecameRequired
                | Facet::UndescribedBecameRequiredClosed
                | Facet::RequiredPropertyRemoved
                | Facet::RequiredBecameNotReadOnly
                | Facet::RequiredBecameWriteOnly
        );
        value.get(property).is_none() == is_missing_property
    }
}

/// A value that one schema allows, and the keywords of the other one that it breaks.
type Candidate = (Value, Vec<String>);

/// Finds witnesses, once for each pair of schemas and direction.
pub struct Witnesses<'p, 'a> {
    pairs: &'p Pairs<'a>,
    editions: [Edition<'a>; 2],
    known: HashMap<(PairId, Direction), Rc<Vec<Candidate>>>,
    /// Those that hold nothing which the schema that allows them does not describe.
    described: HashMap<(PairId, Direction), Rc<Vec<Candidate>>>,
    /// Values of which somebody says that they show it.
    suggested: HashMap<(PairId, Direction), Vec<Value>>,
    /// Where there were values to look at.
    tried: HashSet<(PairId, Direction)>,
    left: usize,
}

impl<'p, 'a> Witnesses<'p, 'a> {
    pub fn new(pairs: &'p Pairs<'a>, base: Edition<'a>, revision: Edition<'a>) -> Self {
        Witnesses {
            pairs,
            editions: [base, revision],
            known: HashMap::new(),
            described: HashMap::new(),
            suggested: HashMap::new(),
            tried: HashSet::new(),
            left: MOST_IN_ALL,
        }
    }

    /// Values that are looked at first.
    pub fn suggest(&mut self, pair: PairId, direction: Direction, values: Vec<Value>) {
        self.suggested.insert((pair, direction), values);
    }

    /// Whether a value shows that the pair breaks somebody, though nobody told why: one
    /// of which every member is described, or has a name that no schema has.
    pub fn shows(&mut self, pair: PairId, direction: Direction) -> bool {
        !self.described(pair, direction).is_empty()
    }

    /// Whether no value of the many that were made shows that the pair breaks somebody.
    pub fn is_unshown(&mut self, pair: PairId, direction: Direction) -> bool {
        let is_text = self.pairs.pair(pair).encoding.is_text();
        !is_text
            && self.candidates(pair, direction).is_empty()
            && self.tried.contains(&(pair, direction))
    }

    fn candidates(&mut self, pair: PairId, direction: Direction) -> Rc<Vec<Candidate>> {
        let key = (pair, direction);
        if let Some(known) = self.known.get(&key) {
            return Rc::clone(known);
        }
        let candidates = Rc::new(self.search(pair, direction));
        self.known.insert(key, Rc::clone(&candidates));
        candidates
    }

    fn described(&mut self, pair: PairId, direction: Direction) -> Rc<Vec<Candidate>> {
        let key = (pair, direction);
        if let Some(known) = self.described.get(&key) {
            return Rc::clone(known);
        }
        let candidates = self.candidates(pair, direction);
        let side = match direction {
            Direction::Request => 0,
            Direction::Response => 1,
        };
        let schemas: Vec<&Node> = self.pairs.pair(pair).schemas[side].iter().collect();
        let judge = match candidates.is_empty() {
            true => None,
            false => Judge::of_described(
                &schemas,
                self.editions[side].document,
                is_left_out(direction),
            ),
        };
        // As a text of its own, anything may be read.
        let encoding = self.pairs.pair(pair).encoding;
        let is_plain = !encoding.is_text() || encoding.is_one_text();
        let candidates = candidates
            .iter()
            .filter(|(value, _)| is_plain || is_scalar(value));
        let described = candidates.filter(|(value, _)| {
            let judge = judge.as_ref();
            judge.is_some_and(|judge| judge.is_valid(value))
        });
        let described = Rc::new(described.cloned().collect::<Vec<_>>());
        self.described.insert(key, Rc::clone(&described));
        described
    }

    /// The simplest witness; none when no value shows the change.
    pub fn find(&mut self, sought: &Sought<'_>) -> Option<Witness> {
        let candidates = match sought.facet.is_shown_only() {
            true => self.described(sought.pair, sought.direction),
            false => self.candidates(sought.pair, sought.direction),
        };
        // Of values that are about as long, the first one is the most like those that
        // the contract has; empty texts and names are short, and read oddly.
        let length = |value: &Value| {
            let text = value.to_string();
            (text.len() + 12 * text.matches("\"\"").count()) / 24
        };
        // Several changes of one schema have an example each.
        let keyword = sought.facet.keyword();
        let strays = |broken: &Vec<String>| match broken.contains(&keyword) {
            true => broken.len() - 1,
            false => usize::MAX,
        };
        let simplest = candidates
            .iter()
            .min_by_key(|(value, broken)| (!sought.is_about(value), strays(broken), length(value)));
        let is_request = sought.direction == Direction::Request;
        simplest.map(|(value, _)| Witness {
            value: value.clone(),
            was_allowed: is_request,
            is_allowed: !is_request,
        })
    }

    /// All values that one of the schemas allows and the other one refuses.
    fn search(&mut self, pair: PairId, direction: Direction) -> Vec<Candidate> {
        let is_left_out = is_left_out(direction);
        let Pair {
            schemas, encoding, ..
        } = self.pairs.pair(pair);
        let [base, revision] = [0, 1].map(|index| {
            let document = self.editions[index].document;
            let schemas: Vec<&Node> = schemas[index].iter().collect();
            let is_sender = (index == 0) == (direction == Direction::Request);
            let judge = match is_sender {
                true => Judge::of_sent(&schemas, document, is_left_out)?,
                false => Judge::new(&schemas, document, is_left_out)?,
            };
            let values = Maker::new(document).without(is_left_out).values(&schemas);
            Some((judge, values))
        });
        let (Some((before, mut values)), Some((after, more))) = (base, revision) else {
            return Vec::new();
        };
        values.truncate(MOST_VALUES / 2);
        values.extend(more.into_iter().take(MOST_VALUES / 2));
        // Between patterns, a text that only one of them matches is found for sure.
        let texts = self.pairs.differing_texts(pair).unwrap_or_default();
        let texts = [texts.lost, texts.won].into_iter().flatten();
        values.extend(texts.map(Value::from));
        values.extend(
            self.suggested
                .remove(&(pair, direction))
                .unwrap_or_default(),
        );
        let (allows, refuses) = match direction {
            Direction::Request => (before, after),
            Direction::Response => (after, before),
        };
        let (encoding, mut is_tried) = (*encoding, false);
        let mut shown = |values: &[Value], left: &mut usize| -> Vec<Candidate> {
            let count = values.len().min(*left);
            *left -= count;
            let valid = values[..count]
                .iter()
                .filter(|value| accepts(&allows, value, encoding));
            let valid: Vec<&Value> = valid.collect();
            is_tried |= valid.len() >= LEAST_TRIED;
            let shows = valid
                .into_iter()
                .filter(|value| !accepts(&refuses, value, encoding));
            shows
                .map(|value| (value.clone(), refuses.broken(value)))
                .collect()
        };
        let mut found = shown(&values, &mut self.left);
        if found.is_empty() && !encoding.is_text() {
            found = shown(&mixed(&values, MOST_VALUES), &mut self.left);
        }
        if is_tried {
            self.tried.insert((pair, direction));
        }
        found
    }
}

/// Which members do not travel.
fn is_left_out(direction: Direction) -> fn(&Node) -> bool {
    match direction {
        Direction::Request => |schema| schema.flag("readOnly"),
        Direction::Response => |schema| schema.flag("writeOnly"),
    }
}

/// Whether the schema allows the value, as it travels.
fn accepts(judge: &Judge, value: &Value, encoding: Encoding) -> bool {
    if judge.is_valid(value) {
        return true;
    }
    if !encoding.is_text() {
        return false;
    }
    let is_alike = |value: &Value| {
        readings(value, encoding)
            .iter()
            .any(|one| judge.is_valid(one))
    };
    let is_list_of_one = |value: &Value| {
        let takes_lists = encoding.is_repeated() || encoding == Encoding::Delimited;
        takes_lists && is_scalar(value) && {
            let mut all = readings(value, encoding).into_iter();
            all.any(|one| judge.is_valid(&Value::from(vec![one])))
        }
    };
    // None of a name cannot be told from no value at all.
    let is_only_item = |value: &Value| match value.as_array().map(Vec::as_slice) {
        Some([]) => encoding.is_repeated(),
        Some([item]) => encoding.is_repeated() && is_alike(item),
        _ => false,
    };
    // What takes null says nothing of types, and tells objects from texts no less.
    let is_one_text = |value: &Value| {
        let text = joined(value).filter(|_| encoding.is_one_text());
        text.is_some_and(|text| judge.is_valid(&Value::from(text))) && !judge.is_valid(&Value::Null)
    };
    is_alike(value) || is_list_of_one(value) || is_only_item(value) || is_one_text(value)
}

/// More members and items are not read in all their ways.
const MOST_READ: usize = 8;

/// All that a value may be, once it travelled: a text may be a number, and a number is a text.
fn readings(value: &Value, encoding: Encoding) -> Vec<Value> {
    match value {
        Value::String(text) => {
            let other = serde_json::from_str(text).ok().filter(is_scalar);
            [Some(value.clone()), other].into_iter().flatten().collect()
        }
        Value::Number(_) | Value::Bool(_) => vec![value.clone(), value.to_string().into()],
        Value::Array(items) if encoding.of_items().is_text() => {
            let items: Vec<Vec<Value>> = items
                .iter()
                .map(|item| readings(item, encoding.of_items()))
                .collect();
            chosen(&items).into_iter().map(Value::Array).collect()
        }
        Value::Object(members) if encoding.inside().is_text() => {
            let values: Vec<Vec<Value>> = members
                .values()
                .map(|member| readings(member, encoding.inside()))
                .collect();
            let named = |values: Vec<Value>| members.keys().cloned().zip(values).collect();
            let all = chosen(&values).into_iter();
            all.map(|values| Value::Object(named(values))).collect()
        }
        value => vec![value.clone()],
    }
}

/// One of each; of many, the first ones of all or the last ones.
fn chosen(from: &[Vec<Value>]) -> Vec<Vec<Value>> {
    if from.len() > MOST_READ {
        let all =
            |end: fn(&Vec<Value>) -> Option<&Value>| from.iter().filter_map(end).cloned().collect();
        return vec![all(|one| one.first()), all(|one| one.last())];
    }
    from.iter().fold(vec![Vec::new()], |all, own| {
        let more = |one: &Vec<Value>| {
            let more = own.iter().map(|value| {
                let mut one = one.clone();
                one.push(value.clone());
                one
            });
            more.collect::<Vec<_>>()
        };
        all.iter().flat_map(more).collect()
    })
}

/// A list as one text, where its items are texts.
fn joined(value: &Value) -> Option<String> {
    let written = |item: &Value| match item {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(item.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    };
    let texts: Option<Vec<String>> = match value {
        Value::Array(items) => items.iter().map(written).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(name, item)| Some(format!("{name},{}", written(item)?)))
            .collect(),
        _ => None,
    };
    Some(texts?.join(","))
}

fn is_scalar(value: &Value) -> bool {
    !value.is_array() && !value.is_object()
}
