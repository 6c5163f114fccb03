//! A place, and what is written there before and after.

use std::fmt;

use fastrand::Rng;
use jsonschema::Validator;
use serde_json::{Map, Value, json};

use super::Found;
use super::written::{Text, read, scalar, write};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Query,
    Path,
    Header,
    /// A header of a response.
    Answer,
    Form,
    Parts,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    pub schema: Value,
    pub style: &'static str,
    pub explode: bool,
    pub required: bool,
}

pub struct Case {
    name: String,
    pub place: Place,
    pub sides: [Side; 2],
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} ({:?})", self.name, self.place)?;
        let [base, revision] = &self.sides;
        writeln!(f, "  base     {base}")?;
        write!(f, "  revision {revision}")
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Side {
            schema,
            style,
            explode,
            required,
        } = self;
        write!(
            f,
            "{style}, explode: {explode}, required: {required}, {schema}"
        )
    }
}

/// Texts that values are made of: the last ones hold marks between items.
const PLAIN: [&str; 12] = [
    "a", "b", "ab1", "xyz", "A", "abcdef", "true", "false", "0.5", "1.5", "-1", "abcde",
];
const MARKED: [&str; 4] = ["a,b", "x|y", "p q", "a.b"];

impl Case {
    /// What the texts say.
    pub fn witness(&self) -> Found {
        let [base, revision] = &self.sides;
        let (writer, reader) = match self.place {
            Place::Answer => (revision, base),
            _ => (base, revision),
        };
        if !writer.required && reader.required {
            return Found::Break("nothing".to_owned());
        }
        let (sent, taken) = (validator(&writer.schema), validator(&reader.schema));
        // Between marks of whatever kind, a text that nobody takes apart is what it was.
        let has_marks = |side: &Side| {
            !side.explode && matches!(side.style, "form" | "spaceDelimited" | "pipeDelimited")
        };
        let is_one_style = writer.style == reader.style || (has_marks(writer) && has_marks(reader));
        let mut is_unclear = false;
        for value in values(&writer.schema) {
            if !sent.is_valid(&value) {
                continue;
            }
            let Some(text) = write(self.place, writer, &value) else {
                continue;
            };
            if text == Text::Fields(Vec::new()) {
                continue;
            }
            // Nothing at all may be read as no item, or as an empty one.
            if value == json!([]) && !taken.is_valid(&value) {
                is_unclear = true;
                continue;
            }
            let is_read = read(self.place, reader, &text).iter().any(|read| {
                read.is_same(&value, is_one_style)
                    && read.values().iter().any(|value| taken.is_valid(value))
            });
            if is_read {
                continue;
            }
            let told = format!("{value} as {text:?}");
            match is_marked(&value) {
                true => is_unclear = true,
                false => return Found::Break(told),
            }
        }
        match is_unclear {
            true => Found::Unclear,
            false => Found::Nothing,
        }
    }
}

fn validator(schema: &Value) -> Validator {
    jsonschema::draft202012::new(schema).expect("a schema")
}

/// Whether a mark between items may stand in one of the texts.
fn is_marked(value: &Value) -> bool {
    let mut inside: Box<dyn Iterator<Item = &Value>> = match value {
        Value::Array(items) => Box::new(items.iter()),
        Value::Object(members) => Box::new(members.values()),
        value => Box::new(std::iter::once(value)),
    };
    inside.any(|value| scalar(value).contains([',', '|', ' ', '.', ';', '=']))
}

fn scalars(schema: &Value) -> Vec<Value> {
    let valid = validator(schema);
    let texts = PLAIN.iter().chain(&MARKED).map(|text| json!(text));
    let numbers = (-3..10).map(|number| json!(number));
    let others = [
        json!(true),
        json!(false),
        json!(0.5),
        json!(1.5),
        json!(123_456),
    ];
    let all = texts.chain(numbers).chain(others);
    all.filter(|value| valid.is_valid(value)).collect()
}

fn values(schema: &Value) -> Vec<Value> {
    match schema["type"].as_str() {
        Some("array") => {
            let items = scalars(&schema["items"]);
            // Of names that are repeated, none is nothing.
            let mut found = vec![json!([])];
            for (index, item) in items.iter().enumerate() {
                let mut list = vec![item.clone()];
                for more in 1..5 {
                    found.push(list.clone().into());
                    list.push(items[(index + more) % items.len()].clone());
                }
            }
            found
        }
        Some("object") => {
            let mut found = vec![Map::new()];
            for (name, property) in schema["properties"].as_object().into_iter().flatten() {
                let mut more = found.clone();
                for value in scalars(property) {
                    more.extend(found.iter().map(|one| {
                        let mut one = one.clone();
                        one.insert(name.clone(), value.clone());
                        one
                    }));
                }
                found = more;
            }
            // One without members is not written.
            found.retain(|value| !value.is_empty());
            found.into_iter().map(Value::Object).collect()
        }
        _ => scalars(schema),
    }
}

/// Cases that were judged wrongly once.
pub fn fixed() -> Vec<Case> {
    let side = |side: &Value| Side {
        schema: side["schema"].clone(),
        style: STYLES
            .into_iter()
            .find(|style| side["style"] == *style)
            .expect("a style"),
        explode: side["explode"] == true,
        required: side["required"] == true,
    };
    let cases: Vec<Value> = serde_json::from_str(include_str!("found.json")).expect("JSON");
    let case = |case: &Value| Case {
        name: case["what"].as_str().expect("a name").to_owned(),
        place: PLACES
            .into_iter()
            .find(|place| case["place"] == format!("{place:?}"))
            .expect("a place"),
        sides: [side(&case["base"]), side(&case["revision"])],
    };
    cases.iter().map(case).collect()
}

const PLACES: [Place; 6] = [
    Place::Query,
    Place::Path,
    Place::Header,
    Place::Answer,
    Place::Form,
    Place::Parts,
];
const STYLES: [&str; 7] = [
    "form",
    "spaceDelimited",
    "pipeDelimited",
    "deepObject",
    "simple",
    "label",
    "matrix",
];

/// The case of a number, always the same.
pub fn case(seed: u64, index: u64) -> Case {
    let number = seed.wrapping_mul(0xD134_2543_DE82_EF95).wrapping_add(index);
    let mut random = Rng::with_seed(number.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x0DDB_A115);
    let place = PLACES[random.usize(..PLACES.len())];
    let mut base = Side {
        schema: schema(place, &mut random),
        style: "form",
        explode: true,
        required: random.bool(),
    };
    restyle(&mut base, place, &mut random);
    let mut revision = base.clone();
    for _ in 0..=random.usize(..2) {
        change(&mut revision, place, &mut random);
    }
    Case {
        name: format!("JUDGE_SEED={seed} JUDGE_WIRE={index}"),
        place,
        sides: match random.bool() {
            true => [base, revision],
            false => [revision, base],
        },
    }
}

fn pick<T: Copy>(random: &mut Rng, all: &[T]) -> T {
    all[random.usize(..all.len())]
}

/// A style that may stand there.
fn restyle(side: &mut Side, place: Place, random: &mut Rng) {
    let kind = side.schema["type"].as_str();
    let styles: &[(&str, bool)] = match (place, kind) {
        (Place::Parts, _) => &[("form", true)],
        (Place::Query | Place::Form, Some("object")) => {
            &[("form", true), ("form", false), ("deepObject", true)]
        }
        (Place::Query | Place::Form, _) => &[
            ("form", true),
            ("form", false),
            ("spaceDelimited", false),
            ("pipeDelimited", false),
        ],
        (Place::Path, _) => &[
            ("simple", true),
            ("simple", false),
            ("label", true),
            ("label", false),
            ("matrix", true),
            ("matrix", false),
        ],
        (Place::Header | Place::Answer, _) => &[("simple", true), ("simple", false)],
    };
    (side.style, side.explode) = pick(random, styles);
    // What is in a path, is in it.
    side.required |= place == Place::Path;
}

fn one(random: &mut Rng) -> Value {
    match random.u8(..10) {
        0 | 1 => json!({ "type": "string" }),
        2 => json!({ "type": "string", "enum": ["a", "b"] }),
        3 => json!({ "type": "string", "enum": ["a", "b", "xyz"] }),
        4 => {
            json!({ "type": "string", "minLength": random.usize(1..3), "maxLength": random.usize(3..6) })
        }
        5 => json!({ "type": "string", "pattern": "^[a-z]+$" }),
        6 => {
            json!({ "type": "integer", "minimum": random.i64(-2..2), "maximum": random.i64(3..8) })
        }
        7 => json!({ "type": "integer" }),
        8 => json!({ "type": "number" }),
        _ => json!({ "type": "boolean" }),
    }
}

fn list(items: Value, random: &mut Rng) -> Value {
    let mut list = json!({ "type": "array", "items": items });
    if random.u8(..3) == 0 {
        list["minItems"] = random.usize(..3).into();
    }
    if random.u8(..3) == 0 {
        list["maxItems"] = random
            .usize(1..4)
            .max(list["minItems"].as_u64().unwrap_or(0) as usize)
            .into();
    }
    list
}

fn object(random: &mut Rng) -> Value {
    let names: &[&str] = pick(random, &[&["g"], &["r"], &["g", "r"], &[]]);
    json!({
        "type": "object",
        "properties": { "g": one(random), "r": one(random) },
        "required": names,
    })
}

fn schema(place: Place, random: &mut Rng) -> Value {
    match random.u8(..10) {
        // An object as a part is JSON.
        8 | 9 if place != Place::Parts => object(random),
        0..4 => one(random),
        _ => {
            let items = one(random);
            list(items, random)
        }
    }
}

/// Changes one thing.
fn change(side: &mut Side, place: Place, random: &mut Rng) {
    let kind = side.schema["type"].as_str().unwrap_or_default().to_owned();
    match (random.u8(..8), kind.as_str()) {
        (0 | 1, _) => return restyle(side, place, random),
        (2, _) => side.required = place == Place::Path || !side.required,
        (3, "array") => side.schema = side.schema["items"].clone(),
        (3, "object") => side.schema = json!({ "type": "string" }),
        (3, _) => side.schema = list(side.schema.clone(), random),
        (4, "array") => side.schema = list(side.schema["items"].clone(), random),
        (4 | 5, "object") => {
            let name = pick(random, &["g", "r"]);
            side.schema["properties"][name] = one(random);
        }
        (5, "array") => side.schema["items"] = one(random),
        (6, "object") => side.schema["required"] = object(random)["required"].clone(),
        (7, _) => side.schema = schema(place, random),
        (_, "array") => {
            let members = side.schema.as_object_mut().expect("an object");
            members.remove("maxItems");
        }
        (_, "object") => {}
        _ => side.schema = one(random),
    }
    let is_of_lists = matches!(side.style, "spaceDelimited" | "pipeDelimited");
    let is_object = side.schema["type"] == "object";
    if (is_of_lists && is_object)
        || (side.style == "deepObject") != (is_object && side.style == "deepObject")
    {
        restyle(side, place, random);
    }
}
