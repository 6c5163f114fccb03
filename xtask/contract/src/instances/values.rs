//! Values made from schemas.

use std::collections::BTreeMap;
use std::rc::Rc;

use indexmap::{IndexMap, IndexSet};
use serde_json::{Map, Value, json};

use super::UNDESCRIBED;
use super::parts::{Parts, References};
use super::pattern::matching;
use super::scalars::{fits_alone, numbers, of_every_type, strings};
use crate::document::{Guard, Node};

/// How many values of a schema within another one.
const MOST_WITHIN: usize = 24;
const MAX_DEPTH: usize = 5;
/// How many schemas and alternatives values are made of, before those that are left go
/// without.
const WORK: usize = 20_000;
/// From here on, objects have no more members than they must.
const DEEP: usize = 2;
/// Longer arrays, and objects with more members, are not made; within others, even
/// shorter ones.
fn largest(depth: usize) -> usize {
    match depth {
        0 => 200,
        1 => 8,
        _ => 3,
    }
}
/// Of so many names, every combination is made.
const COMBINED: usize = 4;

/// Keywords that hold a schema whose values are of interest, too.
const CONDITIONS: [&str; 4] = ["not", "if", "then", "else"];

/// Makes values of schemas.
pub struct Maker<'a, R> {
    references: &'a R,
    /// Whether a member does not travel, by its schemas.
    is_left_out: fn(&Node) -> bool,
    only_described: bool,
    /// What was made before, by the schemas and how deep they are.
    known: Guard<Key, Rc<Vec<Value>>>,
}

type Key = (Vec<*const Node>, usize);

impl<'a, R: References> Maker<'a, R> {
    pub fn new(references: &'a R) -> Self {
        Maker {
            references,
            is_left_out: |_| false,
            only_described: false,
            known: Guard::new(WORK),
        }
    }

    /// Makes no members with a schema that says so.
    pub fn without(mut self, is_left_out: fn(&Node) -> bool) -> Self {
        self.is_left_out = is_left_out;
        self
    }

    /// Makes no members that no schema speaks of, but for [`UNDESCRIBED`].
    pub fn only_described(mut self) -> Self {
        self.only_described = true;
        self
    }

    /// Values of schemas that must all hold, as far as they can be met; and some
    /// that break one of their constraints.
    pub fn values(&self, schemas: &[&'a Node]) -> Vec<Value> {
        self.made(schemas, 0)
    }

    /// Values of schemas within others, once for each depth.
    fn within(&self, schemas: &[&'a Node], depth: usize) -> Vec<Value> {
        if depth > MAX_DEPTH {
            return Vec::new();
        }
        let key = (
            schemas
                .iter()
                .map(|node| std::ptr::from_ref(*node))
                .collect(),
            depth,
        );
        let made = || Rc::new(self.made(schemas, depth));
        self.known.once(key, Rc::default(), made).to_vec()
    }

    fn made(&self, schemas: &[&'a Node], depth: usize) -> Vec<Value> {
        let parts = Parts::of(schemas.iter().copied(), self.references);
        let mut out = Vec::new();
        self.parts(&parts, &mut Vec::new(), depth, &mut out);
        let distinct: IndexSet<Value> = out.into_iter().collect();
        let mut distinct = Vec::from_iter(distinct);
        // Those that fit come first: values around them are made of them.
        distinct.sort_by_cached_key(|value| !fits_alone(&parts, value));
        if depth > 0 {
            distinct.truncate(MOST_WITHIN);
        }
        distinct
    }

    /// `chosen` are the unions of which one alternative is among the parts.
    fn parts(
        &self,
        parts: &Parts<'a>,
        chosen: &mut Vec<*const Node>,
        depth: usize,
        out: &mut Vec<Value>,
    ) {
        for keyword in ["example", "default", "const"] {
            out.extend(parts.all(keyword).map(Node::to_json));
        }
        for keyword in ["examples", "enum"] {
            out.extend(parts.items(keyword).map(Node::to_json));
        }
        if parts.flag("nullable") {
            out.push(Value::Null);
        }
        let unions = ["oneOf", "anyOf"].into_iter();
        let mut unions = unions.flat_map(|keyword| parts.all(keyword));
        let union = unions.find(|union| {
            union.as_array().is_some_and(|all| !all.is_empty())
                && !chosen.iter().any(|known| std::ptr::eq(*known, *union))
        });
        match union {
            Some(union) => self.alternatives(parts, union, chosen, depth, out),
            None => self.of_types(parts, depth, out),
        }
        for keyword in CONDITIONS {
            for condition in parts.all(keyword) {
                out.extend(self.within(&[condition], depth + 1));
            }
        }
    }

    fn alternatives(
        &self,
        parts: &Parts<'a>,
        union: &'a Node,
        chosen: &mut Vec<*const Node>,
        depth: usize,
        out: &mut Vec<Value>,
    ) {
        if depth >= MAX_DEPTH {
            return;
        }
        chosen.push(union);
        let mut last: Option<Map<String, Value>> = None;
        for alternative in union.as_array().unwrap_or(&[]) {
            if !self.known.spend() {
                break;
            }
            let mut parts = parts.clone();
            parts.add(alternative, self.references);
            let mut values = Vec::new();
            self.parts(&parts, chosen, depth + 1, &mut values);
            values.truncate(2 * MOST_WITHIN);
            let object = values.iter().find_map(Value::as_object).cloned();
            for (property, value) in self.chosen_by(&parts) {
                let mut object = object.clone().unwrap_or_default();
                object.insert(property.to_owned(), value.into());
                out.push(object.into());
            }
            out.extend(values);
            // A value that may fit two.
            if let (Some(one), Some(other)) = (&last, &object) {
                let mut both = one.clone();
                both.extend(other.clone());
                out.push(both.into());
            }
            last = object.or(last);
        }
        chosen.pop();
    }

    /// The properties that choose an alternative, with their values.
    fn chosen_by(&self, parts: &Parts<'a>) -> Vec<(&'a str, &'a str)> {
        let discriminators = parts.all("discriminator");
        let values = discriminators.flat_map(|discriminator| {
            let property = discriminator.text("propertyName");
            let mapping = discriminator.members("mapping");
            mapping.filter_map(move |(value, _)| Some((property?, value.as_str())))
        });
        values.collect()
    }

    fn of_types(&self, parts: &Parts<'a>, depth: usize, out: &mut Vec<Value>) {
        let types = parts.types().unwrap_or_else(|| types_meant(parts));
        for name in &types {
            match *name {
                "string" => out.extend(strings(parts)),
                "integer" => out.extend(numbers(parts, true)),
                "number" => out.extend(numbers(parts, false)),
                "boolean" => out.extend([json!(true), json!(false)]),
                "null" => out.push(Value::Null),
                "array" => self.arrays(parts, depth, out),
                "object" => self.objects(parts, depth, out),
                _ => {}
            }
        }
        if types.is_empty() {
            out.extend(of_every_type());
        }
    }

    fn arrays(&self, parts: &Parts<'a>, depth: usize, out: &mut Vec<Value>) {
        let schemas: Vec<&Node> = parts.all("items").collect();
        let mut items = match schemas.is_empty() {
            true => vec![json!("x"), json!(1)],
            false => self.within(&schemas, depth + 1),
        };
        let fitting = items.first().cloned().unwrap_or(json!("x"));
        let of_place = |schema| self.within(&[schema], depth + 1).into_iter().next();
        let prefix = parts.items("prefixItems");
        let prefix: Vec<Value> = prefix
            .map(|item| of_place(item).unwrap_or_default())
            .collect();
        if !prefix.is_empty() {
            out.push(Value::Array(prefix.clone()));
            out.push(prefix.iter().rev().cloned().collect());
            out.push(prefix.iter().cloned().chain([fitting.clone()]).collect());
        }
        let near = |counts: [&str; 2]| -> Vec<usize> {
            let counts = counts.into_iter().flat_map(|keyword| parts.counts(keyword));
            let near = counts.flat_map(|count| [count.saturating_sub(1), count, count + 1]);
            near.filter(|size| *size <= largest(depth)).collect()
        };
        for schema in parts.all("contains") {
            let contained = self.within(&[schema], depth + 1);
            for size in [1].into_iter().chain(near(["minContains", "maxContains"])) {
                out.extend(
                    contained
                        .first()
                        .map(|item| vec![item.clone(); size].into()),
                );
            }
            items.extend(contained);
        }
        for size in [0, 1, 2].into_iter().chain(near(["minItems", "maxItems"])) {
            // Different items, as far as there are.
            out.push(items.iter().cycle().take(size).cloned().collect());
            out.push(vec![fitting.clone(); size].into());
        }
        let least = parts
            .counts("minItems")
            .max()
            .unwrap_or(0)
            .clamp(1, largest(depth));
        for item in items.into_iter().take(MOST_WITHIN) {
            let mut array = vec![fitting.clone(); least];
            array[0] = item;
            out.push(array.into());
        }
    }

    fn objects(&self, parts: &Parts<'a>, depth: usize, out: &mut Vec<Value>) {
        let members = self.members(parts, depth);
        let required: IndexSet<&str> = parts.items("required").filter_map(Node::as_str).collect();
        let full: Map<String, Value> = members
            .iter()
            .filter_map(|(name, values)| Some(((*name).to_owned(), values.first()?.clone())))
            .collect();
        let is_required = |(name, _): &(&String, &Value)| required.contains(name.as_str());
        let least: Map<String, Value> = full
            .iter()
            .filter(is_required)
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        // What is deep inside need not be there to be looked at.
        match depth < DEEP {
            true => out.extend([full.clone().into(), least.clone().into()]),
            false => out.extend([least.clone().into(), full.clone().into()]),
        }
        let is_enough = |out: &Vec<Value>| depth > 0 && out.len() > 2 * MOST_WITHIN;
        // Serde may take its members in their order for it.
        let in_order: BTreeMap<&String, &Value> = full.iter().collect();
        out.push(
            in_order
                .into_iter()
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect::<Map<_, _>>()
                .into(),
        );
        self.others(parts, depth, &full, &least, out);
        for (name, value) in &full {
            if is_enough(out) {
                return;
            }
            let mut without = full.clone();
            without.remove(name);
            out.push(without.into());
            let mut with = least.clone();
            with.insert(name.clone(), value.clone());
            out.push(with.into());
            if least.contains_key(name) {
                let mut without = least.clone();
                without.remove(name);
                out.push(without.into());
            }
        }
        for (name, values) in &members {
            if is_enough(out) {
                return;
            }
            let wrong = [Value::Null, json!({ UNDESCRIBED: 1 }), json!("no")];
            for value in values.iter().skip(1).cloned().chain(wrong) {
                let mut object = full.clone();
                object.insert((*name).to_owned(), value);
                out.push(object.into());
            }
        }
        out.extend(combined(&full));
    }

    /// The members that schemas speak of, with their values: those that fit the
    /// most first.
    fn members(&self, parts: &Parts<'a>, depth: usize) -> IndexMap<&'a str, Vec<Value>> {
        let mut schemas: IndexMap<&str, Vec<&Node>> = IndexMap::new();
        for (name, schema) in parts.members("properties") {
            schemas.entry(name).or_default().push(schema);
        }
        let dependents = parts
            .members("dependentRequired")
            .flat_map(|(name, names)| {
                let names = names.as_array().unwrap_or(&[]).iter();
                [name].into_iter().chain(names.filter_map(Node::as_str))
            });
        let mut mentioned: Vec<&str> = dependents.collect();
        mentioned.extend(parts.items("required").filter_map(Node::as_str));
        mentioned.extend(parts.members("dependentSchemas").map(|(name, _)| name));
        let conditions = CONDITIONS
            .into_iter()
            .flat_map(|keyword| parts.all(keyword));
        let conditions = conditions.chain(parts.members("dependentSchemas").map(|(_, node)| node));
        for condition in conditions {
            mentioned.extend(condition.items("required").iter().filter_map(Node::as_str));
            mentioned.extend(
                condition
                    .members("properties")
                    .map(|(name, _)| name.as_str()),
            );
        }
        for name in mentioned {
            schemas.entry(name).or_default();
        }
        schemas.retain(|_, schemas| {
            let parts = Parts::of(schemas.iter().copied(), self.references);
            !parts.iter().any(self.is_left_out)
        });
        let valued = schemas.into_iter().map(|(name, schemas)| {
            let values = match schemas.is_empty() {
                true => vec![json!("x"), json!(1)],
                false => self.within(&schemas, depth + 1),
            };
            (name, values)
        });
        valued.collect()
    }

    /// Objects with members that no schema names.
    fn others(
        &self,
        parts: &Parts<'a>,
        depth: usize,
        full: &Map<String, Value>,
        least: &Map<String, Value>,
        out: &mut Vec<Value>,
    ) {
        let mut names = vec!["other".to_owned(), "Other Name".to_owned(), String::new()];
        for (pattern, schema) in parts.members("patternProperties") {
            for name in matching(pattern) {
                let values = self.within(&[schema], depth + 1).into_iter().take(4);
                for value in values.chain([json!("x"), json!(1)]) {
                    let mut object = least.clone();
                    object.insert(name.clone(), value);
                    out.push(object.into());
                }
                names.push(name);
            }
        }
        for schema in parts.all("propertyNames") {
            let texts = self.within(&[schema], depth + 1);
            names.extend(texts.iter().filter_map(Value::as_str).map(str::to_owned));
            let pattern = schema.text("pattern").map(matching);
            names.extend(pattern.into_iter().flatten());
            let longest = Parts::of([schema], self.references)
                .counts("maxLength")
                .min();
            names.extend(
                longest
                    .filter(|length| *length < largest(0))
                    .map(|length| "a".repeat(length + 1)),
            );
        }
        if self.only_described && !parts.has("additionalProperties") {
            return;
        }
        let schemas: Vec<&Node> = parts
            .all("additionalProperties")
            .filter(|schema| schema.as_bool().is_none())
            .collect();
        let mut values = match schemas.is_empty() {
            true => Vec::new(),
            false => self.within(&schemas, depth + 1),
        };
        values.extend([json!("x"), json!(1)]);
        for (index, value) in values.iter().enumerate().take(MOST_WITHIN) {
            for object in [least, full] {
                let mut object = object.clone();
                object.insert(names[index % names.len()].clone(), value.clone());
                out.push(object.into());
            }
        }
        for name in names {
            let mut object = least.clone();
            object.insert(name, values[0].clone());
            out.push(object.into());
        }
        let counts = ["minProperties", "maxProperties"].into_iter();
        let counts = counts.flat_map(|keyword| parts.counts(keyword)).max();
        let most = counts.unwrap_or(0).max(least.len() + 4) + 1;
        let mut many = least.clone();
        for count in 0..most.min(largest(depth)) {
            many.insert(format!("member{count}"), values[0].clone());
            out.push(many.clone().into());
        }
    }
}

/// The types that other keywords are about, when none is said: all of them, when
/// there are no such keywords.
fn types_meant(parts: &Parts<'_>) -> Vec<&'static str> {
    const ABOUT: [(&str, &[&str]); 4] = [
        (
            "object",
            &[
                "properties",
                "required",
                "additionalProperties",
                "patternProperties",
                "propertyNames",
                "minProperties",
                "maxProperties",
                "dependentRequired",
                "dependentSchemas",
            ],
        ),
        (
            "array",
            &[
                "items",
                "prefixItems",
                "contains",
                "minItems",
                "maxItems",
                "uniqueItems",
            ],
        ),
        ("string", &["pattern", "format", "minLength", "maxLength"]),
        (
            "number",
            &[
                "minimum",
                "maximum",
                "exclusiveMinimum",
                "exclusiveMaximum",
                "multipleOf",
            ],
        ),
    ];
    let is_meant =
        |(_, keywords): &&(&str, &[&str])| keywords.iter().any(|keyword| parts.has(keyword));
    ABOUT
        .iter()
        .filter(is_meant)
        .map(|(name, _)| *name)
        .collect()
}

/// Every combination of a few members.
fn combined(full: &Map<String, Value>) -> Vec<Value> {
    if full.len() > COMBINED {
        return Vec::new();
    }
    let combination = |chosen: u32| -> Value {
        let members = full.iter().enumerate();
        let members = members.filter(|(index, _)| chosen & (1 << index) != 0);
        let members = members.map(|(_, (name, value))| (name.clone(), value.clone()));
        members.collect::<Map<_, _>>().into()
    };
    (0..1 << full.len()).map(combination).collect()
}
