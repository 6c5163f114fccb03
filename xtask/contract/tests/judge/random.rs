//! Schemas at random, and changes of them: nested, with references to each other, with
//! every keyword now and then.

use fastrand::Rng;
use serde_json::{Map, Value, json};

use super::case::{Case, Name, Side};

const MAX_DEPTH: usize = 3;
const NAMES: [&str; 4] = ["a", "b", "c", "d"];
const WORDS: [&str; 5] = ["a", "b", "ab1", "xyz", ""];
const PATTERNS: [&str; 2] = ["^[a-z]+$", "^[a-z0-9]+$"];
const FORMATS: [&str; 4] = ["date", "date-time", "uuid", "ipv4"];
const RANGES: [&str; 4] = ["int32", "int64", "uint8", "uint64"];

pub fn case(seed: u64, index: u64) -> Case {
    let number = seed.wrapping_mul(0xD134_2543_DE82_EF95).wrapping_add(index);
    let mut random = Rng::with_seed(number.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x5DEE_CE66);
    let is_30 = random.bool();
    let mut writer = Writer {
        random,
        is_30,
        components: Vec::new(),
    };
    let base = writer.side();
    let mut revision = base.clone();
    for _ in 0..=writer.random.usize(..3) {
        writer.change(&mut revision);
    }
    // What changes back is a case as well.
    let (base, revision) = match writer.random.bool() {
        true => (base, revision),
        false => (revision, base),
    };
    Case {
        name: Name::Random(seed, index),
        is_30,
        base,
        revision,
    }
}

struct Writer {
    random: Rng,
    is_30: bool,
    /// Names that may be referred to.
    components: Vec<String>,
}

impl Writer {
    fn chance(&mut self, of: u8) -> bool {
        self.random.u8(..of) == 0
    }

    fn pick<'p, T: ?Sized>(&mut self, from: &[&'p T]) -> &'p T {
        from[self.random.usize(..from.len())]
    }

    fn side(&mut self) -> Side {
        let mut components = Map::new();
        self.components.clear();
        for name in ["A", "B", "C"] {
            if self.chance(2) {
                break;
            }
            // Only what is there already is referred to; now and then itself, inside.
            let mut schema = match self.chance(2) {
                true => self.object(1),
                false => self.schema(1),
            };
            if self.chance(6) && schema["properties"].is_object() {
                let own = json!({ "$ref": format!("#/components/schemas/{name}") });
                schema["properties"]["d"] = own;
            }
            components.insert(name.to_owned(), schema);
            self.components.push(name.to_owned());
        }
        let schema = self.schema(0);
        Side { schema, components }
    }

    fn schema(&mut self, depth: usize) -> Value {
        if depth >= MAX_DEPTH {
            return self.scalar();
        }
        let schema = match self.random.u8(..20) {
            0..6 => self.scalar(),
            6..12 => self.object(depth),
            12..14 => self.array(depth),
            14..17 => self.union(depth),
            17 => {
                let count = 1 + self.random.usize(..2);
                let mut all: Vec<Value> = (0..count).map(|_| self.schema(depth + 1)).collect();
                if self.chance(2) {
                    all = vec![self.object(depth + 1), self.object(depth + 1)];
                }
                json!({ "allOf": all })
            }
            18 if !self.is_30 => match self.random.u8(..4) {
                0 => json!({ "not": self.schema(depth + 1) }),
                1 => json!({ "if": self.schema(depth + 1), "then": self.schema(depth + 1) }),
                2 => json!(true),
                _ => json!({}),
            },
            _ => self.reference(depth),
        };
        self.nullable(schema)
    }

    fn reference(&mut self, depth: usize) -> Value {
        match self.components.is_empty() {
            true => self.object(depth),
            false => {
                let index = self.random.usize(..self.components.len());
                json!({ "$ref": format!("#/components/schemas/{}", self.components[index]) })
            }
        }
    }

    fn nullable(&mut self, mut schema: Value) -> Value {
        if !self.chance(8) || schema.get("$ref").is_some() {
            return schema;
        }
        let Some(members) = schema.as_object_mut() else {
            return schema;
        };
        match (self.is_30, members.get("type").cloned()) {
            (true, Some(_)) => {
                members.insert("nullable".into(), true.into());
            }
            (false, Some(Value::String(name))) => {
                members.insert("type".into(), json!([name, "null"]));
            }
            _ => {}
        }
        schema
    }

    fn scalar(&mut self) -> Value {
        match self.random.u8(..12) {
            0..4 => self.text(),
            4..8 => self.number(),
            8 => json!({ "type": "boolean" }),
            9 if !self.is_30 => match self.random.u8(..3) {
                0 => json!({ "const": self.pick(&WORDS) }),
                1 => json!({ "type": "null" }),
                _ => json!({ "type": ["string", "integer"] }),
            },
            10 => {
                json!({ "type": "integer", "enum": self.few(&[json!(0), json!(1), json!(2), json!(5)]) })
            }
            _ => json!({ "type": "string", "enum": self.words() }),
        }
    }

    fn few(&mut self, all: &[Value]) -> Vec<Value> {
        let mut chosen: Vec<Value> = Vec::new();
        for value in all {
            if self.random.bool() {
                chosen.push(value.clone());
            }
        }
        match chosen.is_empty() {
            true => vec![all[0].clone()],
            false => chosen,
        }
    }

    fn words(&mut self) -> Vec<Value> {
        self.few(&WORDS.map(|word| json!(word)))
    }

    fn text(&mut self) -> Value {
        let mut schema = json!({ "type": "string" });
        if self.chance(3) {
            schema["minLength"] = self.random.usize(..4).into();
        }
        if self.chance(3) {
            schema["maxLength"] = self.random.usize(1..6).into();
        }
        if self.chance(8) {
            schema = json!({ "type": "string", "pattern": self.pick(&PATTERNS) });
        } else if self.chance(8) {
            schema = json!({ "type": "string", "format": self.pick(&FORMATS) });
        }
        schema
    }

    fn number(&mut self) -> Value {
        let mut schema = json!({ "type": self.pick(&["integer", "integer", "number"]) });
        if self.chance(3) {
            schema["minimum"] = self.random.i64(-2..3).into();
            if self.chance(4) {
                self.exclusive(&mut schema, "minimum", "exclusiveMinimum");
            }
        }
        if self.chance(3) {
            schema["maximum"] = self.random.i64(2..8).into();
            if self.chance(4) {
                self.exclusive(&mut schema, "maximum", "exclusiveMaximum");
            }
        }
        if self.chance(8) {
            schema["multipleOf"] = self.random.i64(1..5).into();
        }
        if self.chance(6) && schema["type"] == "integer" {
            schema["format"] = self.pick(&RANGES).into();
        }
        schema
    }

    fn exclusive(&mut self, schema: &mut Value, bound: &str, exclusive: &str) {
        if self.is_30 {
            schema[exclusive] = true.into();
        } else if let Some(members) = schema.as_object_mut()
            && let Some(number) = members.remove(bound)
        {
            members.insert(exclusive.into(), number);
        }
    }

    fn object(&mut self, depth: usize) -> Value {
        let mut properties = Map::new();
        let mut required = Vec::new();
        for name in NAMES {
            if self.random.u8(..5) < 2 {
                let schema = self.schema(depth + 1);
                let schema = self.marked(schema, 12);
                properties.insert(name.to_owned(), schema);
                if self.random.bool() {
                    required.push(name);
                }
            }
        }
        if self.chance(12) {
            required.push("c");
            required.sort_unstable();
            required.dedup();
        }
        let mut schema = json!({ "type": "object" });
        if !properties.is_empty() {
            schema["properties"] = properties.into();
        }
        if !required.is_empty() {
            schema["required"] = required.into();
        }
        match self.random.u8(..12) {
            0..3 => schema["additionalProperties"] = false.into(),
            3..5 => schema["additionalProperties"] = self.schema(depth + 1),
            5 if !self.is_30 => schema["unevaluatedProperties"] = false.into(),
            6 if !self.is_30 => schema["patternProperties"] = json!({ "^x-": self.scalar() }),
            7 if !self.is_30 => schema["dependentRequired"] = json!({ "a": ["b"] }),
            8 if !self.is_30 && self.random.bool() => {
                schema["propertyNames"] = json!({ "maxLength": self.random.usize(1..4) });
            }
            _ => {}
        }
        if self.chance(12) {
            schema["minProperties"] = self.random.usize(..3).into();
        }
        if self.chance(12) {
            schema["maxProperties"] = self.random.usize(..4).into();
        }
        schema
    }

    /// Now and then a member of one direction.
    fn marked(&mut self, mut schema: Value, chance: u8) -> Value {
        if self.chance(chance)
            && schema.get("$ref").is_none()
            && let Some(members) = schema.as_object_mut()
        {
            members.insert(self.pick(&["readOnly", "writeOnly"]).into(), true.into());
        }
        schema
    }

    fn array(&mut self, depth: usize) -> Value {
        let mut schema = json!({ "type": "array", "items": self.schema(depth + 1) });
        if self.chance(3) {
            schema["minItems"] = self.random.usize(..3).into();
        }
        if self.chance(3) {
            schema["maxItems"] = self.random.usize(1..4).into();
        }
        if self.chance(6) {
            schema["uniqueItems"] = true.into();
        }
        if !self.is_30 && self.chance(5) {
            schema["prefixItems"] = json!([self.scalar()]);
        }
        if !self.is_30 && self.chance(8) {
            schema["contains"] = self.scalar();
        }
        schema
    }

    fn union(&mut self, depth: usize) -> Value {
        let keyword = self.pick(&["oneOf", "oneOf", "anyOf"]);
        let count = 1 + self.random.usize(..3);
        if self.random.bool() {
            // Told apart by a value.
            let branches: Vec<Value> = (0..=count).map(|index| self.tagged(index, depth)).collect();
            return json!({ keyword: branches });
        }
        if self.components.len() > 1 && self.chance(3) {
            let branches: Vec<Value> = self
                .components
                .iter()
                .map(|name| json!({ "$ref": format!("#/components/schemas/{name}") }))
                .collect();
            let mut schema = json!({ keyword: branches });
            if self.random.bool() {
                let mapping: Map<String, Value> = self
                    .components
                    .iter()
                    .map(|name| {
                        (
                            name.to_lowercase(),
                            format!("#/components/schemas/{name}").into(),
                        )
                    })
                    .collect();
                schema["discriminator"] = json!({ "propertyName": "a", "mapping": mapping });
            }
            return schema;
        }
        let branches: Vec<Value> = (0..=count).map(|_| self.schema(depth + 1)).collect();
        let mut schema = json!({ keyword: branches });
        if self.chance(6) {
            schema["type"] = "object".into();
        }
        schema
    }

    fn tagged(&mut self, index: usize, depth: usize) -> Value {
        let mut branch = self.object(depth + 1);
        branch["properties"]["t"] = json!({ "type": "string", "enum": [format!("t{index}")] });
        match branch["required"].as_array_mut() {
            Some(required) => required.push("t".into()),
            None => branch["required"] = json!(["t"]),
        }
        branch
    }

    /// Changes one place of the schemas.
    fn change(&mut self, side: &mut Side) {
        let mut places = Vec::new();
        find(&side.schema, String::new(), &mut places);
        let own = places.len();
        let mut of: Vec<Option<String>> = vec![None; own];
        for (name, schema) in &side.components {
            find(schema, String::new(), &mut places);
            of.resize(places.len(), Some(name.clone()));
        }
        let index = self.random.usize(..places.len());
        let depth = places[index].matches('/').count().min(MAX_DEPTH);
        let tree = match &of[index] {
            Some(name) => side.components.get_mut(name),
            None => Some(&mut side.schema),
        };
        if let Some(place) = tree.and_then(|tree| tree.pointer_mut(&places[index])) {
            let old = place.take();
            // The components are not in what they refer to.
            let known = std::mem::take(&mut self.components);
            self.components = match &of[index] {
                Some(name) => known
                    .iter()
                    .filter(|other| *other < name)
                    .cloned()
                    .collect(),
                None => known.clone(),
            };
            *place = self.changed(old, depth);
            self.components = known;
        }
    }

    fn changed(&mut self, mut schema: Value, depth: usize) -> Value {
        let Some(members) = schema.as_object_mut() else {
            return self.schema(depth);
        };
        match self.random.u8(..16) {
            0 => self.schema(depth.min(MAX_DEPTH)),
            1 => {
                let keyword = self.pick(&["oneOf", "anyOf", "allOf"]);
                json!({ keyword: [schema] })
            }
            2 => {
                let keyword = self.pick(&["oneOf", "anyOf", "allOf"]);
                let other = self.schema(depth.min(MAX_DEPTH));
                json!({ keyword: [schema, other] })
            }
            3 => {
                let nulled = self.is_30 && members.contains_key("type");
                if nulled && members.remove("nullable").is_none() {
                    members.insert("nullable".into(), true.into());
                }
                schema
            }
            4 | 5 if members.contains_key("oneOf") || members.contains_key("anyOf") => {
                for (from, to) in [("oneOf", "anyOf"), ("anyOf", "oneOf")] {
                    if let Some(branches) = members.remove(from) {
                        members.insert(to.into(), branches);
                        break;
                    }
                }
                schema
            }
            4..8 => {
                let keys: Vec<String> = members
                    .keys()
                    .filter(|key| *key != "$ref")
                    .cloned()
                    .collect();
                if let Some(key) =
                    (!keys.is_empty()).then(|| &keys[self.random.usize(..keys.len())])
                {
                    self.alter(members, key, depth);
                }
                schema
            }
            8..10 => {
                let keys: Vec<String> = members
                    .keys()
                    .filter(|key| *key != "type")
                    .cloned()
                    .collect();
                if let Some(key) =
                    (!keys.is_empty()).then(|| &keys[self.random.usize(..keys.len())])
                {
                    members.remove(key);
                }
                schema
            }
            _ => {
                // A keyword more, of another schema of its kind.
                let more = match members.get("type").and_then(Value::as_str) {
                    Some("object") => self.object(depth.min(MAX_DEPTH - 1)),
                    Some("array") => self.array(depth.min(MAX_DEPTH - 1)),
                    Some("string") => self.text(),
                    Some("integer" | "number") => self.number(),
                    _ => self.schema(depth.min(MAX_DEPTH)),
                };
                let is_reference = members.contains_key("$ref") && self.is_30;
                if let (Some(more), false) = (more.as_object(), is_reference) {
                    let keys: Vec<&String> = more.keys().collect();
                    if !keys.is_empty() {
                        let key = keys[self.random.usize(..keys.len())];
                        if !(self.is_30 && key.starts_with("exclusive")) {
                            members.insert(key.clone(), more[key].clone());
                        }
                    }
                }
                schema
            }
        }
    }

    /// Another value of a keyword.
    fn alter(&mut self, members: &mut Map<String, Value>, key: &str, depth: usize) {
        let depth = (depth + 1).min(MAX_DEPTH);
        let more = match key {
            "oneOf" | "anyOf" | "allOf" if self.random.bool() => Some(self.schema(depth)),
            _ => None,
        };
        let member = members.get_mut(key).expect("it is there");
        match (key, member) {
            ("oneOf" | "anyOf" | "allOf", Value::Array(branches)) => match more {
                Some(more) => branches.push(more),
                None if branches.len() > 1 => {
                    branches.remove(self.random.usize(..branches.len()));
                }
                None => {}
            },
            ("enum", Value::Array(values)) => {
                let other = match values.first() {
                    Some(Value::String(_)) => json!(self.pick(&WORDS)),
                    _ => json!(self.random.u8(..7)),
                };
                match values.iter().position(|value| *value == other) {
                    Some(index) if values.len() > 1 => {
                        values.remove(index);
                    }
                    Some(_) => {}
                    None => values.push(other),
                }
            }
            ("required", Value::Array(names)) => {
                let name = json!(self.pick(&NAMES));
                match names.iter().position(|known| *known == name) {
                    Some(index) if names.len() > 1 => {
                        names.remove(index);
                    }
                    Some(_) => {}
                    None => names.push(name),
                }
            }
            ("properties", Value::Object(properties)) => {
                let name = self.pick(&NAMES);
                // Marks come and go.
                let own = properties.remove(name);
                if let Some(own) = own.clone().filter(|_| self.chance(3)) {
                    let own = match own.as_object() {
                        Some(known) if known.keys().any(|key| key.ends_with("Only")) => {
                            let mut own = known.clone();
                            own.retain(|key, _| !key.ends_with("Only"));
                            own.into()
                        }
                        _ => self.marked(own, 1),
                    };
                    properties.insert(name.to_owned(), own);
                } else if own.is_none() {
                    let schema = self.schema(depth);
                    properties.insert(name.to_owned(), schema);
                }
            }
            ("additionalProperties", member) => {
                *member = match self.random.u8(..3) {
                    0 => false.into(),
                    1 => true.into(),
                    _ => self.schema(depth),
                };
            }
            ("type", Value::String(name)) => {
                let other = match name.as_str() {
                    "integer" => "number",
                    "number" => "integer",
                    _ => self.pick(&["string", "integer", "object"]),
                };
                *name = other.to_owned();
            }
            (_, member) => {
                if let Some(number) = member.as_i64() {
                    let other = number + self.random.i64(-2..3);
                    let least = i64::from(key == "multipleOf");
                    let is_bound = matches!(
                        key,
                        "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum"
                    );
                    *member = if is_bound { other } else { other.max(least) }.into();
                } else if member.is_object() && !matches!(key, "discriminator") {
                    let old = member.take();
                    *member = match key {
                        "items" | "not" | "if" | "then" | "contains" => self.changed(old, depth),
                        _ => old,
                    };
                }
            }
        }
    }
}

/// The places of schemas in a schema, as pointers.
fn find(schema: &Value, at: String, places: &mut Vec<String>) {
    let Some(members) = schema.as_object() else {
        places.push(at);
        return;
    };
    places.push(at.clone());
    for (key, member) in members {
        match (key.as_str(), member) {
            ("properties" | "patternProperties", Value::Object(named)) => {
                for (name, schema) in named {
                    find(schema, format!("{at}/{key}/{name}"), places);
                }
            }
            ("oneOf" | "anyOf" | "allOf" | "prefixItems", Value::Array(all)) => {
                for (index, schema) in all.iter().enumerate() {
                    find(schema, format!("{at}/{key}/{index}"), places);
                }
            }
            (
                "items" | "additionalProperties" | "not" | "if" | "then" | "contains",
                Value::Object(_),
            ) => {
                find(member, format!("{at}/{key}"), places);
            }
            _ => {}
        }
    }
}
