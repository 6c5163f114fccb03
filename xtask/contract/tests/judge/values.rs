//! Values that are made to hurt: of both schemas, and of pieces of them put together
//! otherwise.
//!
//! What the schemas speak of is collected first: names of members, listed values,
//! numbers at and beside bounds, texts of lengths and patterns at and beside theirs.
//! Values are then made by following one of the schemas, with now and then a piece
//! that it does not ask for; and by changing such values a little.

use fastrand::Rng;
use indexmap::IndexSet;
use serde_json::{Map, Value, json};

use super::case::Case;

const MAX_DEPTH: usize = 5;

/// What the schemas of a case speak of.
pub struct Maker<'a> {
    case: &'a Case,
    names: Vec<String>,
    scalars: Vec<Value>,
    /// Values of some place that somebody says are worth a try.
    hints: Vec<Value>,
}

impl<'a> Maker<'a> {
    pub fn new(case: &'a Case, hints: Vec<Value>) -> Maker<'a> {
        let mut names = IndexSet::new();
        let mut scalars: IndexSet<Value> = [
            json!(null),
            json!(true),
            json!(false),
            json!(0),
            json!(1),
            json!(-1),
            json!(0.5),
            json!(0.25),
            json!(1.25),
            json!(2),
            json!(1_000_000),
            json!(3_000_000_000_u64),
            json!(1e20),
            json!(""),
            json!("x"),
            json!("ab1"),
            json!("lonely text of more characters"),
            json!("2024-02-29"),
            json!("2024-02-29T12:30:00Z"),
            json!("6f1c3f0e-8c1b-4b53-9a52-0a3c8f5b7d11"),
            json!("192.0.2.1"),
            json!("ann@example.com"),
            json!("https://example.com/a"),
        ]
        .into_iter()
        .collect();
        for side in case.sides() {
            collect(&side.schema, &mut names, &mut scalars);
            for component in side.components.values() {
                collect(component, &mut names, &mut scalars);
            }
        }
        names.insert("other".to_owned());
        Maker {
            case,
            names: names.into_iter().collect(),
            scalars: scalars.into_iter().collect(),
            hints,
        }
    }

    /// So many values, the same ones for the same generator.
    pub fn values(&self, count: usize, random: &mut Rng) -> Vec<Value> {
        let mut made: IndexSet<Value> = self.scalars.iter().cloned().collect();
        made.extend([json!([]), json!({})]);
        made.extend(self.hints.iter().cloned());
        for step in 0..count {
            let side = self.case.sides()[step % 2];
            let value = if step % 3 == 2 && !made.is_empty() {
                let value = made[random.usize(..made.len())].clone();
                self.changed(value, random)
            } else {
                self.of(&[&side.schema], step % 2, 0, random)
            };
            made.insert(value);
        }
        made.into_iter().collect()
    }

    /// Others that are near, with the hints in their places.
    pub fn near(&self, values: &[Value], count: usize, random: &mut Rng) -> Vec<Value> {
        let mut made: IndexSet<Value> = IndexSet::new();
        for _ in 0..count {
            let mut value = values[random.usize(..values.len())].clone();
            for _ in 0..=random.usize(..3) {
                value = self.changed(value, random);
            }
            made.insert(value);
        }
        made.into_iter().collect()
    }

    fn scalar(&self, random: &mut Rng) -> Value {
        self.scalars[random.usize(..self.scalars.len())].clone()
    }

    fn name(&self, random: &mut Rng) -> &str {
        &self.names[random.usize(..self.names.len())]
    }

    fn any(&self, depth: usize, random: &mut Rng) -> Value {
        if !self.hints.is_empty() && random.u8(..3) == 0 {
            return self.hints[random.usize(..self.hints.len())].clone();
        }
        match random.u8(..8) {
            0 if depth < MAX_DEPTH => json!([self.scalar(random)]),
            1 if depth < MAX_DEPTH => json!({ self.name(random): self.scalar(random) }),
            _ => self.scalar(random),
        }
    }

    /// A value of schemas that should all hold; as likely as not it is one.
    fn of(&self, schemas: &[&Value], side: usize, depth: usize, random: &mut Rng) -> Value {
        if depth > MAX_DEPTH || random.u8(..24) == 0 {
            return self.any(depth, random);
        }
        if !self.hints.is_empty() && random.u8(..8) == 0 {
            return self.hints[random.usize(..self.hints.len())].clone();
        }
        let parts = self.parts(schemas, side, random);
        let texts = |keyword: &str| -> Vec<&Value> {
            parts.iter().filter_map(|part| part.get(keyword)).collect()
        };
        if let Some(value) = texts("const").first() {
            return (*value).clone();
        }
        let listed: Vec<&Value> = texts("enum")
            .into_iter()
            .filter_map(Value::as_array)
            .flatten()
            .collect();
        if !listed.is_empty() && random.u8(..12) > 0 {
            return listed[random.usize(..listed.len())].clone();
        }
        let is_nullable = parts
            .iter()
            .any(|part| part.get("nullable") == Some(&json!(true)));
        if is_nullable && random.u8(..6) == 0 {
            return Value::Null;
        }
        let mut types: Option<Vec<&str>> = None;
        for kind in texts("type") {
            let own: Vec<&str> = match kind {
                Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
                name => name.as_str().into_iter().collect(),
            };
            types = Some(match types {
                Some(known) => {
                    let both: Vec<&str> = known
                        .iter()
                        .copied()
                        .filter(|name| own.contains(name))
                        .collect();
                    if both.is_empty() { own } else { both }
                }
                None => own,
            });
        }
        let meant = || -> Vec<&str> {
            let about = [
                (
                    "object",
                    &[
                        "properties",
                        "required",
                        "additionalProperties",
                        "minProperties",
                        "maxProperties",
                        "patternProperties",
                        "propertyNames",
                    ][..],
                ),
                (
                    "array",
                    &[
                        "items",
                        "minItems",
                        "maxItems",
                        "uniqueItems",
                        "prefixItems",
                        "contains",
                    ][..],
                ),
            ];
            let about = about.iter().filter(|(_, keywords)| {
                keywords
                    .iter()
                    .any(|keyword| parts.iter().any(|part| part.get(*keyword).is_some()))
            });
            about.map(|(name, _)| *name).collect()
        };
        let types = types.unwrap_or_else(meant);
        if types.is_empty() {
            return self.any(depth, random);
        }
        match types[random.usize(..types.len())] {
            "object" => self.object(&parts, side, depth, random),
            "array" => self.array(&parts, side, depth, random),
            name => {
                // As the schema asks, more often than not.
                let asks = random.u8(..4) > 0;
                let fits = |value: &Value| !asks || parts.iter().all(|part| may_be(part, value));
                let fitting: Vec<&Value> = self
                    .scalars
                    .iter()
                    .filter(|value| is_of(value, name) && fits(value))
                    .collect();
                match fitting.is_empty() {
                    true => Value::Null,
                    false => fitting[random.usize(..fitting.len())].clone(),
                }
            }
        }
    }

    /// The schemas, what they refer to, the parts of their `allOf`s, and a branch of
    /// each of their unions.
    fn parts<'s>(&'s self, schemas: &[&'s Value], side: usize, random: &mut Rng) -> Vec<&'s Value> {
        let mut parts: Vec<&Value> = Vec::new();
        let mut waiting = schemas.to_vec();
        while let Some(schema) = waiting.pop() {
            if parts.len() > 40 {
                break;
            }
            parts.push(schema);
            if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
                let name = reference.rsplit('/').next().unwrap_or_default();
                waiting.extend(self.case.sides()[side].components.get(name));
            }
            let all = |keyword: &str| schema.get(keyword).and_then(Value::as_array);
            waiting.extend(all("allOf").into_iter().flatten());
            for keyword in ["oneOf", "anyOf"] {
                if let Some(branches) = all(keyword).filter(|branches| !branches.is_empty()) {
                    waiting.push(&branches[random.usize(..branches.len())]);
                    // What fits two.
                    if random.u8(..4) == 0 {
                        waiting.push(&branches[random.usize(..branches.len())]);
                    }
                }
            }
            for keyword in ["if", "then", "else", "not"] {
                if random.u8(..3) == 0 {
                    waiting.extend(schema.get(keyword));
                }
            }
        }
        parts
    }

    fn object(&self, parts: &[&Value], side: usize, depth: usize, random: &mut Rng) -> Value {
        let required: Vec<&str> = parts
            .iter()
            .filter_map(|part| part.get("required")?.as_array())
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let mut described: IndexSet<&str> = required.iter().copied().collect();
        described.extend(
            parts
                .iter()
                .filter_map(|part| part.get("properties")?.as_object())
                .flat_map(|members| members.keys().map(String::as_str)),
        );
        let is_closed = parts.iter().any(|part| {
            ["additionalProperties", "unevaluatedProperties"]
                .iter()
                .any(|keyword| part.get(*keyword) == Some(&json!(false)))
        });
        let few = random.u8(..4);
        let mut names: Vec<&str> = described
            .into_iter()
            .filter(|name| match required.contains(name) {
                true => random.u8(..16) > 0,
                false => random.u8(..4) < few,
            })
            .collect();
        let patterns = || {
            let named = parts
                .iter()
                .filter_map(|part| part.get("patternProperties")?.as_object());
            named.flatten()
        };
        if patterns().next().is_some() && random.bool() {
            names.push("x-a");
        }
        // More than the schema speaks of.
        let more = random.u8(..if is_closed { 8 } else { 3 });
        if more == 0 {
            let count = 1 + random.usize(..3);
            names.extend((0..count).map(|_| self.name(random)));
        }
        // As many as are counted, and one more.
        let counts = ["minProperties", "maxProperties"].into_iter();
        let counts = counts.flat_map(|keyword| self.all_counts(keyword));
        let counts: Vec<usize> = counts.collect();
        if !counts.is_empty() && random.u8(..6) == 0 {
            let count = counts[random.usize(..counts.len())] + random.usize(..2);
            let others = self.names.iter().map(String::as_str);
            let others: Vec<&str> = others.filter(|name| !names.contains(name)).collect();
            names.extend(others.into_iter().take(count.saturating_sub(names.len())));
        }
        let mut object = Map::new();
        for name in names {
            let mut schemas: Vec<&Value> = Vec::new();
            for part in parts {
                match part.get("properties").and_then(|members| members.get(name)) {
                    Some(schema) => schemas.push(schema),
                    None => schemas.extend(
                        part.get("additionalProperties")
                            .filter(|schema| schema.is_object()),
                    ),
                }
            }
            if name.starts_with("x-") {
                schemas.extend(patterns().map(|(_, schema)| schema));
            }
            let value = match schemas.is_empty() {
                true => self.any(depth + 1, random),
                false => self.of(&schemas, side, depth + 1, random),
            };
            object.insert(name.to_owned(), value);
        }
        object.into()
    }

    /// The small numbers that a keyword has anywhere in the case.
    fn all_counts(&self, keyword: &str) -> Vec<usize> {
        fn walk(schema: &Value, keyword: &str, found: &mut Vec<usize>) {
            match schema {
                Value::Array(items) => items.iter().for_each(|item| walk(item, keyword, found)),
                Value::Object(members) => {
                    let own = members.get(keyword).and_then(Value::as_u64);
                    found.extend(own.filter(|count| *count < 12).map(|count| count as usize));
                    members
                        .values()
                        .for_each(|inner| walk(inner, keyword, found));
                }
                _ => {}
            }
        }
        let mut found = Vec::new();
        for side in self.case.sides() {
            walk(&side.schema, keyword, &mut found);
            let components = side.components.values();
            components.for_each(|component| walk(component, keyword, &mut found));
        }
        found
    }

    fn array(&self, parts: &[&Value], side: usize, depth: usize, random: &mut Rng) -> Value {
        let count = |keyword: &str| {
            let counts = parts.iter().filter_map(|part| part.get(keyword)?.as_u64());
            counts.max()
        };
        let sizes: Vec<u64> = ["minItems", "maxItems"]
            .into_iter()
            .filter_map(count)
            .flat_map(|count| [count.saturating_sub(1), count, count + 1])
            .chain([0, 1, 2, 3])
            .filter(|size| *size < 12)
            .collect();
        let size = sizes[random.usize(..sizes.len())] as usize;
        let at = |index: usize, random: &mut Rng| {
            let mut schemas: Vec<&Value> = Vec::new();
            for part in parts {
                let first = part.get("prefixItems").and_then(|items| items.get(index));
                schemas
                    .extend(first.or_else(|| part.get("items").filter(|items| items.is_object())));
                if random.u8(..3) == 0 {
                    schemas.extend(part.get("contains"));
                }
            }
            match schemas.is_empty() {
                true => self.any(depth + 1, random),
                false => self.of(&schemas, side, depth + 1, random),
            }
        };
        let mut items: Vec<Value> = (0..size).map(|index| at(index, random)).collect();
        if size > 1 && random.u8(..5) == 0 {
            items[0] = items[1].clone();
        }
        items.into()
    }

    /// A little otherwise: a member or an item less or more, another value in a place.
    fn changed(&self, value: Value, random: &mut Rng) -> Value {
        match value {
            Value::Object(mut members) => {
                let keys: Vec<String> = members.keys().cloned().collect();
                let key = match keys.is_empty() {
                    true => return json!({ self.name(random): self.any(1, random) }),
                    false => keys[random.usize(..keys.len())].clone(),
                };
                match random.u8(..5) {
                    0 => {
                        members.remove(&key);
                    }
                    1 => {
                        members.insert(self.name(random).to_owned(), self.any(1, random));
                    }
                    2 => {
                        members.insert(key, self.any(1, random));
                    }
                    _ => {
                        let inside = members.remove(&key).unwrap_or_default();
                        members.insert(key, self.changed(inside, random));
                    }
                }
                members.into()
            }
            Value::Array(mut items) if !items.is_empty() => {
                let index = random.usize(..items.len());
                match random.u8(..4) {
                    0 => {
                        items.remove(index);
                    }
                    1 => items.push(self.any(1, random)),
                    2 => {
                        let again = items[index].clone();
                        items.push(again);
                    }
                    _ => {
                        let inside = items[index].take();
                        items[index] = self.changed(inside, random);
                    }
                }
                items.into()
            }
            _ => self.any(1, random),
        }
    }
}

/// Whether a scalar meets the plain keywords of a schema.
fn may_be(schema: &Value, value: &Value) -> bool {
    let number = |keyword: &str| schema.get(keyword).and_then(Value::as_f64);
    if let Some(text) = value.as_str() {
        let length = text.chars().count() as f64;
        let starts = match schema.get("format").and_then(Value::as_str) {
            Some("uuid") => "6f1c",
            Some("ipv4") => "192",
            Some("date") if text.len() != 10 => "2024",
            Some("date-time") if text.len() < 20 => "2024",
            _ => "",
        };
        return number("minLength").is_none_or(|least| length >= least)
            && number("maxLength").is_none_or(|most| length <= most)
            && text.starts_with(starts);
    }
    value.as_f64().is_none_or(|value| {
        number("minimum").is_none_or(|least| value >= least)
            && number("maximum").is_none_or(|most| value <= most)
            && number("multipleOf").is_none_or(|step| value % step == 0.0)
    })
}

fn is_of(value: &Value, name: &str) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        _ => false,
    }
}

/// The names and scalars that a schema speaks of, and those beside them.
fn collect(schema: &Value, names: &mut IndexSet<String>, scalars: &mut IndexSet<Value>) {
    match schema {
        Value::Array(items) => items.iter().for_each(|item| collect(item, names, scalars)),
        Value::Object(members) => {
            for (keyword, member) in members {
                match (keyword.as_str(), member) {
                    (
                        "properties" | "dependentRequired" | "dependentSchemas",
                        Value::Object(named),
                    ) => {
                        names.extend(named.keys().cloned());
                        let all = named.values().filter_map(Value::as_array).flatten();
                        names.extend(all.filter_map(Value::as_str).map(str::to_owned));
                    }
                    ("patternProperties", Value::Object(named)) => {
                        names.extend(named.keys().flat_map(|pattern| matching(pattern)));
                    }
                    ("pattern", Value::String(pattern)) => {
                        scalars.extend(matching(pattern).into_iter().map(Value::from));
                        names.extend(matching(pattern));
                    }
                    ("required", Value::Array(required)) => {
                        names.extend(required.iter().filter_map(Value::as_str).map(str::to_owned));
                    }
                    ("enum", Value::Array(values)) => scalars.extend(values.iter().cloned()),
                    ("const", value) => {
                        scalars.insert(value.clone());
                    }
                    ("propertyName", Value::String(name)) => {
                        names.insert(name.clone());
                    }
                    ("mapping", Value::Object(values)) => {
                        scalars.extend(values.keys().map(|value| json!(value)));
                    }
                    ("format", Value::String(format)) => near_format(format, scalars),
                    ("minLength" | "maxLength", Value::Number(number)) => {
                        let length = number.as_u64().unwrap_or(0).min(300) as usize;
                        for length in [length.saturating_sub(1), length, length + 1] {
                            scalars.insert("a".repeat(length).into());
                            names.insert("n".repeat(length));
                        }
                    }
                    ("minProperties" | "maxProperties", Value::Number(number)) => {
                        let count = number.as_u64().unwrap_or(0).min(12);
                        names.extend((0..=count).map(|index| format!("more{index}")));
                    }
                    (_, Value::Number(number)) => near(number, scalars),
                    _ => {}
                }
                collect(member, names, scalars);
            }
        }
        _ => {}
    }
}

fn near(number: &serde_json::Number, scalars: &mut IndexSet<Value>) {
    if let Some(number) = number.as_i64() {
        let near = [
            number,
            number + 1,
            number - 1,
            2 * number,
            3 * number,
            -number,
        ];
        scalars.extend(near.map(Value::from));
    }
    if let Some(number) = number.as_f64() {
        scalars.extend([number + 0.5, number - 0.5, 2.0 * number, 3.0 * number].map(Value::from));
    }
}

fn near_format(format: &str, scalars: &mut IndexSet<Value>) {
    // Others than those that are there anyway: an array may ask for two.
    let texts: &[&str] = match format {
        "date" => &["2024-03-01", "1999-12-31"],
        "date-time" => &["2024-03-01T00:00:00Z", "1999-12-31T23:59:59.5+01:00"],
        "uuid" => &["6f1c3f0e-8c1b-4b53-9a52-0a3c8f5b7d12"],
        "ipv4" => &["192.0.2.2"],
        _ => &[],
    };
    scalars.extend(texts.iter().map(|text| Value::from(*text)));
    let most: i128 = match format {
        "int32" => i32::MAX.into(),
        "int64" => i64::MAX.into(),
        "uint8" => u8::MAX.into(),
        "uint64" => i64::MAX.into(),
        _ => return,
    };
    scalars.extend([json!(1e30), json!(-1e30)]);
    for number in [most, most + 1, -most - 1, -most - 2] {
        let whole = i64::try_from(number).map(Value::from);
        scalars.insert(whole.unwrap_or_else(|_| json!(number as f64)));
    }
}

/// Texts for the few patterns that cases have.
fn matching(pattern: &str) -> Vec<String> {
    let texts: &[&str] = match pattern {
        "^x-" => &["x-a", "x-", "y-a", "x-longer"],
        "^[a-z]+$" => &["abc", "q", "A", "a1"],
        "^[a-z0-9]+$" => &["abc", "a1", "A"],
        _ => &["a", "abc", "1"],
    };
    texts.iter().map(|text| (*text).to_owned()).collect()
}
