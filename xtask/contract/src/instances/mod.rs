//! Values made from schemas: boundaries, alternatives, members there and not,
//! and values with one constraint broken. Which of them are valid is for the
//! validator to say.

mod pattern;

use std::collections::{BTreeMap, HashSet};

use serde_json::{Map, Value, json};

use crate::document::{Node, Position};
use crate::generate::{Alternatives, target, widen};
use crate::model::meaning::{json_schema, validator};
use crate::model::{Body, Contract, MediaKind, Operation};
use pattern::matching;

/// A member that no schema describes.
pub const UNDESCRIBED: &str = "undescribed by any schema";

/// A value of a schema, and what the validator says of it.
#[derive(Clone, Debug)]
pub struct Question {
    pub schema: String,
    pub value: Value,
    pub is_valid: bool,
}

/// The questions about one schema.
pub struct Instances {
    pub schema: String,
    pub at: Position,
    pub questions: Vec<Question>,
}

/// How many values of one schema, and of a schema within it.
const MOST: usize = 1000;
const MOST_WITHIN: usize = 24;
const MAX_DEPTH: usize = 5;

/// Questions about every schema that a type is made of: the components, and those
/// of parameters and bodies in JSON.
pub fn questions(contract: &Contract) -> Vec<Instances> {
    let maker = Maker { contract };
    let named = contract.schemas.iter();
    let named = named.map(|(name, schema)| (name.clone(), schema.clone()));
    let mut seen = HashSet::new();
    let inline = contract.operations.iter().flat_map(inline);
    // What several operations refer to is one type.
    let inline = inline.filter(|(_, schema)| seen.insert(schema.position()));
    named
        .chain(inline)
        .filter_map(|(name, schema)| maker.questions(&name, &schema))
        .collect()
}

/// The schemas that stand in an operation itself.
fn inline(operation: &Operation) -> Vec<(String, Node)> {
    let parameters = operation.parameters.iter().map(|parameter| {
        (
            operation.parameter_title(parameter),
            parameter.schema.clone(),
        )
    });
    let bodies = operation.body.iter().flat_map(Body::contents);
    let bodies = bodies.map(|content| (operation.body_title(&content), content));
    let responses = operation.responses.iter().flat_map(|response| {
        let contents = response.contents();
        contents.map(|content| (operation.response_title(response, content), content.clone()))
    });
    let bodies = bodies
        .chain(responses)
        .filter(|(_, content)| content.kind == MediaKind::Json)
        .map(|(title, content)| (title, content.schema));
    parameters
        .chain(bodies)
        .filter(|(_, schema)| !schema.has("$ref"))
        .collect()
}

struct Maker<'a> {
    contract: &'a Contract,
}

impl Maker<'_> {
    fn questions(&self, name: &str, schema: &Node) -> Option<Instances> {
        let judge = validator(&json_schema(schema), self.contract)?;
        let mut values = self.values(schema, 0);
        values.extend(wrong_types());
        let mut questions: Vec<Question> = Vec::new();
        for value in values {
            if questions.len() < MOST && !questions.iter().any(|known| known.value == value) {
                let is_valid = judge.is_valid(&value);
                questions.push(Question {
                    schema: name.to_owned(),
                    value,
                    is_valid,
                });
            }
        }
        Some(Instances {
            schema: name.to_owned(),
            at: schema.position(),
            questions,
        })
    }

    fn values(&self, schema: &Node, depth: usize) -> Vec<Value> {
        if let Some(name) = crate::generate::component(schema) {
            let name = name.replace("~1", "/").replace("~0", "~");
            return match self.contract.schemas.get(&name) {
                Some(target) if depth < MAX_DEPTH => self.values(target, depth + 1),
                _ => vec![],
            };
        }
        let mut out: Vec<Value> = Vec::new();
        for keyword in ["example", "default"] {
            let value = schema.get(keyword).map(Node::to_json);
            out.extend(value.map(|value| self.described(schema, value, depth)));
        }
        out.extend(schema.items("enum").iter().map(Node::to_json));
        let wide = widen(schema, self.contract);
        // A discriminator chooses one, whatever fits another.
        let overlaps = wide.alternatives == Alternatives::Best;
        let plain = wide.schema;
        if plain.has("$ref") {
            return self.values(&plain, depth);
        }
        if let [single] = plain.items("allOf") {
            out.extend(self.values(single, depth));
        }
        let alternatives: Vec<Vec<Value>> = plain
            .items("oneOf")
            .iter()
            .map(|alternative| self.values(alternative, depth + 1))
            .collect();
        for values in &alternatives {
            out.extend(values.iter().take(MOST_WITHIN).cloned());
        }
        // What one alternative describes need not be described by the one that
        // the discriminator chooses.
        if matches!(wide.alternatives, Alternatives::Tagged { .. }) {
            let values = out.into_iter();
            out = values
                .map(|value| self.described(schema, value, depth))
                .collect();
        }
        // A value that may fit two.
        for pair in alternatives.windows(2).filter(|_| overlaps) {
            if let (Some(Value::Object(one)), Some(Value::Object(other))) =
                (pair[0].first(), pair[1].first())
            {
                let mut both = one.clone();
                both.extend(other.clone());
                out.push(Value::Object(both));
            }
        }
        match plain.text("type") {
            Some("string") => out.extend(strings(&plain)),
            Some("integer") => out.extend(numbers(&plain, true)),
            Some("number") => out.extend(numbers(&plain, false)),
            Some("boolean") => out.extend([json!(true), json!(false)]),
            Some("array") => self.arrays(schema, &plain, depth, &mut out),
            Some("object") => self.objects(schema, &plain, depth, &mut out),
            _ if alternatives.is_empty() => out.extend(wrong_types()),
            _ => {}
        }
        if schema.flag("nullable") {
            out.push(Value::Null);
        }
        let mut distinct: Vec<Value> = Vec::new();
        for value in out {
            if !distinct.contains(&value) {
                distinct.push(value);
            }
        }
        if depth > 0 {
            distinct.truncate(MOST_WITHIN);
        }
        distinct
    }

    /// The value without members that its schema does not describe: types pass
    /// them over.
    fn described(&self, schema: &Node, value: Value, depth: usize) -> Value {
        if depth > MAX_DEPTH {
            return value;
        }
        if let Some(target) = target(schema, self.contract) {
            return self.described(target, value, depth + 1);
        }
        let wide = widen(schema, self.contract);
        let plain = wide.schema;
        if let [single] = plain.items("allOf") {
            return self.described(single, value, depth + 1);
        }
        if let Alternatives::Tagged { property, values } = &wide.alternatives {
            let chosen = value.get(property).and_then(Value::as_str).and_then(|tag| {
                let has_tag = |values: &Vec<String>| values.iter().any(|value| value == tag);
                plain.items("oneOf").get(values.iter().position(has_tag)?)
            });
            return match chosen {
                Some(chosen) => self.described(chosen, value, depth + 1),
                None => value,
            };
        }
        match value {
            Value::Object(members) if plain.text("type") == Some("object") => {
                let is_open = ["additionalProperties", "patternProperties"]
                    .iter()
                    .any(|keyword| plain.has(keyword) || schema.has(keyword));
                let described = |(name, value): (String, Value)| {
                    let property = plain.members("properties").find(|(key, _)| **key == name);
                    match property {
                        Some((_, node)) => Some((name, self.described(node, value, depth + 1))),
                        None => is_open.then_some((name, value)),
                    }
                };
                Value::Object(members.into_iter().filter_map(described).collect())
            }
            Value::Array(values) => match plain.get("items") {
                Some(items) => values
                    .into_iter()
                    .map(|value| self.described(items, value, depth + 1))
                    .collect(),
                None => values.into(),
            },
            other => other,
        }
    }

    fn arrays(&self, schema: &Node, plain: &Node, depth: usize, out: &mut Vec<Value>) {
        let any = Node::object([], schema.position());
        let mut items = self.values(plain.get("items").unwrap_or(&any), depth + 1);
        let fitting = items.first().cloned().unwrap_or(json!("x"));
        let prefix: Vec<Value> = schema
            .items("prefixItems")
            .iter()
            .map(|item| {
                self.values(item, depth + 1)
                    .into_iter()
                    .next()
                    .unwrap_or_default()
            })
            .collect();
        if !prefix.is_empty() {
            out.push(Value::Array(prefix.clone()));
            out.push(prefix.iter().rev().cloned().collect());
            out.push(prefix.iter().cloned().chain([fitting.clone()]).collect());
        }
        if let Some(contained) = schema.get("contains") {
            items.extend(self.values(contained, depth + 1));
        }
        let count = |keyword: &str| {
            schema
                .get(keyword)
                .and_then(Node::as_number)
                .and_then(serde_json::Number::as_u64)
        };
        let (least, most) = (count("minItems").unwrap_or(0), count("maxItems"));
        let mut sizes = vec![0, 1, 2, least.saturating_sub(1), least];
        sizes.extend(most.iter().flat_map(|most| [*most, most + 1]));
        for size in sizes.into_iter().filter(|size| *size <= 200) {
            let size = usize::try_from(size).unwrap_or_default();
            // Different items, as far as there are.
            out.push(items.iter().cycle().take(size).cloned().collect());
            out.push(vec![fitting.clone(); size].into());
        }
        for item in items.into_iter().take(MOST_WITHIN) {
            let size = usize::try_from(least).unwrap_or_default().clamp(1, 50);
            let mut array = vec![fitting.clone(); size];
            array[0] = item;
            out.push(array.into());
        }
    }

    fn objects(&self, schema: &Node, plain: &Node, depth: usize, out: &mut Vec<Value>) {
        let members: Vec<(&String, Vec<Value>)> = plain
            .members("properties")
            .map(|(name, node)| {
                let mut values = self.values(node, depth + 1);
                // A valid one comes first.
                if let Some(judge) = validator(&json_schema(node), self.contract) {
                    values.sort_by_key(|value| !judge.is_valid(value));
                }
                (name, values)
            })
            .collect();
        let required: Vec<&str> = plain
            .items("required")
            .iter()
            .filter_map(Node::as_str)
            .collect();
        let of = |all: bool| -> Map<String, Value> {
            members
                .iter()
                .filter(|(name, values)| {
                    (all || required.contains(&name.as_str())) && !values.is_empty()
                })
                .map(|(name, values)| ((*name).clone(), values[0].clone()))
                .collect()
        };
        let (full, least) = (of(true), of(false));
        out.extend([full.clone().into(), least.clone().into()]);
        // Serde may take its members in their order for it.
        let in_order: BTreeMap<&String, &Value> = full.iter().collect();
        out.push(in_order.into_values().cloned().collect());
        let others = match plain.get("additionalProperties") {
            Some(node) if node.as_bool().is_none() => self.values(node, depth + 1),
            _ => vec![json!("x"), json!(1)],
        };
        let mut names = vec!["other".to_owned(), "Other Name".to_owned(), String::new()];
        for (pattern, node) in schema.members("patternProperties") {
            for name in matching(pattern) {
                for value in self.values(node, depth + 1).into_iter().take(4) {
                    let mut object = full.clone();
                    object.insert(name.clone(), value);
                    out.push(object.into());
                }
                names.push(name);
            }
        }
        if let Some(pattern) = schema
            .get("propertyNames")
            .and_then(|names| names.text("pattern"))
        {
            names.extend(matching(pattern));
        }
        let is_open = plain.get("additionalProperties").is_some();
        // Members that a schema does not speak of are passed over: they are
        // not asked for.
        if is_open {
            for (index, value) in others.iter().enumerate().take(MOST_WITHIN) {
                let mut object = full.clone();
                object.insert(names[index % names.len()].clone(), value.clone());
                out.push(object.into());
            }
            let mut many = least.clone();
            for count in 0..5 {
                many.insert(
                    format!("member{count}"),
                    others.first().cloned().unwrap_or_default(),
                );
                out.push(many.clone().into());
            }
        }
        for (name, values) in &members {
            let mut object = full.clone();
            object.remove(*name);
            out.push(object.into());
            let mut object = least.clone();
            if let Some(value) = values.first() {
                object.insert((*name).clone(), value.clone());
            }
            out.push(object.into());
            for value in
                values
                    .iter()
                    .cloned()
                    .chain([Value::Null, json!({ UNDESCRIBED: 1 }), json!("no")])
            {
                let mut object = full.clone();
                object.insert((*name).clone(), value);
                out.push(object.into());
            }
        }
    }
}

fn strings(schema: &Node) -> Vec<Value> {
    let mut out: Vec<String> = Vec::new();
    match schema.text("format") {
        Some("date") => out.extend(["2024-02-29", "2023-02-29", "today"].map(str::to_owned)),
        Some("date-time") => out.extend(
            [
                "2024-02-29T12:30:00Z",
                "2024-02-29T12:30:00.25+02:00",
                "2024-02-29",
            ]
            .map(str::to_owned),
        ),
        Some("uuid") => out.extend(
            [
                "6f1c3f0e-8c1b-4b53-9a52-0a3c8f5b7d11",
                "6f1c3f0e-8c1b",
                "no",
            ]
            .map(str::to_owned),
        ),
        Some("ipv4") => out.extend(["192.0.2.1", "192.0.2.256"].map(str::to_owned)),
        Some("ipv6") => out.extend(["2001:db8::1", "2001:db8::g"].map(str::to_owned)),
        Some("ip") => out.extend(["192.0.2.1", "2001:db8::1", "ip"].map(str::to_owned)),
        _ => {}
    }
    let patterns = schema.text("pattern").map(matching).unwrap_or_default();
    let length = |keyword: &str| {
        let number = schema.get(keyword)?.as_number()?.as_u64()?;
        usize::try_from(number).ok().filter(|length| *length < 5000)
    };
    let (least, most) = (length("minLength"), length("maxLength"));
    for pattern in &patterns {
        out.push(pattern.clone());
        for length in [least, most, most.map(|most| most + 1)]
            .into_iter()
            .flatten()
        {
            let missing = length.saturating_sub(pattern.chars().count());
            let last: String = pattern.chars().last().into_iter().collect();
            out.push(format!("{pattern}{}", last.repeat(missing)));
        }
        out.push(format!("{pattern}\u{1}"));
    }
    if out.is_empty() || schema.has("pattern") {
        out.extend([
            "text".to_owned(),
            "äöü €".to_owned(),
            String::new(),
            "A1 -_./".to_owned(),
        ]);
    }
    for length in [least, most].into_iter().flatten() {
        for length in [length.saturating_sub(1), length, length + 1] {
            out.push("a".repeat(length));
            out.push("€".repeat(length));
        }
    }
    out.into_iter().map(Value::from).collect()
}

fn numbers(schema: &Node, is_integer: bool) -> Vec<Value> {
    let mut out: Vec<Value> = Vec::new();
    let bound = |keyword: &str| schema.get(keyword).map(Node::to_json);
    let step = schema
        .get("multipleOf")
        .and_then(Node::as_number)
        .and_then(serde_json::Number::as_i64)
        .unwrap_or(1);
    for bound in [bound("minimum"), bound("maximum")].into_iter().flatten() {
        match bound.as_i64() {
            Some(number) => {
                for delta in [-step, -1, 0, 1, step] {
                    out.extend(number.checked_add(delta).map(Value::from));
                }
            }
            None => out.push(bound.clone()),
        }
        if let (false, Some(number)) = (is_integer, bound.as_f64()) {
            out.extend([number - 0.25, number, number + 0.25].map(Value::from));
        }
    }
    out.extend([0, 1, -1, 2, step, 2 * step, 1_000_000].map(Value::from));
    if is_integer {
        out.extend([json!(i64::from(i32::MAX) + 1), json!(i64::MAX), json!(1.5)]);
    } else {
        out.extend([json!(0.5), json!(-2.25), json!(1e20)]);
    }
    out
}

fn wrong_types() -> Vec<Value> {
    vec![
        json!("text"),
        Value::Null,
        json!(true),
        json!(3),
        json!(2.5),
        json!([]),
        json!([1]),
        json!({}),
        json!({ UNDESCRIBED: 1 }),
    ]
}
