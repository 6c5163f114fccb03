//! How values are written, and how texts are read (OpenAPI 3.1.1, section 4.8.12.3 and 4.8.15;
//! RFC 6570).

use serde_json::{Map, Value, json};

use super::cases::{Place, Side};

/// What travels: fields with names, or one text.
#[derive(Clone, Debug, PartialEq)]
pub enum Text {
    Fields(Vec<(String, String)>),
    One(String),
}

/// What a text may be.
#[derive(Clone, Debug)]
pub enum Read {
    Scalar(String),
    List(Vec<String>),
    Object(Vec<(String, String)>),
}

pub fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn members(value: &Map<String, Value>) -> Vec<(String, String)> {
    let members = value.iter();
    members
        .map(|(name, value)| (name.clone(), scalar(value)))
        .collect()
}

/// As what the value is written; none where there is no way to.
pub fn write(place: Place, side: &Side, value: &Value) -> Option<Text> {
    let (style, explode) = (side.style, side.explode);
    let joined = |items: Vec<String>, mark: &str| items.join(mark);
    let flat = |members: Vec<(String, String)>| -> Vec<String> {
        members
            .into_iter()
            .flat_map(|(name, value)| [name, value])
            .collect()
    };
    let pairs = |members: Vec<(String, String)>, mark: &str| {
        let pairs = members
            .into_iter()
            .map(|(name, value)| format!("{name}={value}"));
        pairs.collect::<Vec<_>>().join(mark)
    };
    let named = |text: String| Text::Fields(vec![("q".to_owned(), text)]);
    if matches!(place, Place::Query | Place::Form | Place::Parts) {
        let mark = match style {
            "spaceDelimited" => " ",
            "pipeDelimited" => "|",
            _ => ",",
        };
        return Some(match value {
            Value::Array(items) => {
                let items: Vec<String> = items.iter().map(scalar).collect();
                match explode {
                    true => Text::Fields(
                        items
                            .into_iter()
                            .map(|item| ("q".to_owned(), item))
                            .collect(),
                    ),
                    false => named(joined(items, mark)),
                }
            }
            Value::Object(value) if style == "deepObject" => {
                let members = members(value).into_iter();
                Text::Fields(
                    members
                        .map(|(name, value)| (format!("q[{name}]"), value))
                        .collect(),
                )
            }
            Value::Object(value) if explode => Text::Fields(members(value)),
            Value::Object(value) => named(joined(flat(members(value)), mark)),
            value => named(scalar(value)),
        });
    }
    let inner = match (value, style) {
        (Value::Array(items), _) => {
            let items: Vec<String> = items.iter().map(scalar).collect();
            match (style, explode) {
                ("label", true) => joined(items, "."),
                ("matrix", true) => joined(items, ";q="),
                _ => joined(items, ","),
            }
        }
        (Value::Object(value), _) => match (style, explode) {
            ("label", true) => pairs(members(value), "."),
            ("matrix", true) => return Some(Text::One(format!(";{}", pairs(members(value), ";")))),
            (_, true) => pairs(members(value), ","),
            (_, false) => joined(flat(members(value)), ","),
        },
        (value, _) => scalar(value),
    };
    Some(Text::One(match style {
        "label" => format!(".{inner}"),
        "matrix" => format!(";q={inner}"),
        _ => inner,
    }))
}

/// All that the text may be, to who reads it in that style.
pub fn read(place: Place, side: &Side, text: &Text) -> Vec<Read> {
    let (style, explode) = (side.style, side.explode);
    let split =
        |text: &str, mark: &str| -> Vec<String> { text.split(mark).map(str::to_owned).collect() };
    let pairs = |items: Vec<String>| -> Option<Vec<(String, String)>> {
        let pairs = items.chunks(2).map(|pair| match pair {
            [name, value] => Some((name.clone(), value.clone())),
            _ => None,
        });
        pairs.collect()
    };
    let assigned = |items: Vec<String>| -> Option<Vec<(String, String)>> {
        let pairs = items.iter().map(|item| item.split_once('='));
        pairs
            .map(|pair| pair.map(|(name, value)| (name.to_owned(), value.to_owned())))
            .collect()
    };
    let mut found = Vec::new();
    match text {
        Text::Fields(fields) => {
            let own: Vec<String> = fields
                .iter()
                .filter(|(name, _)| name == "q")
                .map(|(_, value)| value.clone())
                .collect();
            if style == "deepObject" {
                let members = fields.iter().map(|(name, value)| {
                    let name = name.strip_prefix("q[")?.strip_suffix(']')?;
                    Some((name.to_owned(), value.clone()))
                });
                found.extend(members.collect::<Option<Vec<_>>>().map(Read::Object));
                return found;
            }
            if explode {
                if !own.is_empty() {
                    found.push(Read::List(own.clone()));
                }
                if own.is_empty() {
                    found.push(Read::Object(fields.clone()));
                }
            } else if let [own] = &own[..] {
                let mark = match style {
                    "spaceDelimited" => " ",
                    "pipeDelimited" => "|",
                    _ => ",",
                };
                found.push(Read::List(split(own, mark)));
                found.extend(pairs(split(own, mark)).map(Read::Object));
            }
            if let [own] = &own[..] {
                found.push(Read::Scalar(own.clone()));
            }
        }
        Text::One(text) => {
            let inner = match (place, style) {
                (_, "label") => text.strip_prefix('.'),
                (_, "matrix") => text.strip_prefix(';'),
                _ => Some(text.as_str()),
            };
            let Some(inner) = inner else {
                return found;
            };
            match (style, explode) {
                ("matrix", true) => {
                    let all = assigned(split(inner, ";")).unwrap_or_default();
                    if all.iter().all(|(name, _)| name == "q") {
                        let items: Vec<String> =
                            all.iter().map(|(_, value)| value.clone()).collect();
                        if let [only] = &items[..] {
                            found.push(Read::Scalar(only.clone()));
                        }
                        found.push(Read::List(items));
                    } else {
                        found.push(Read::Object(all));
                    }
                }
                ("matrix", false) => {
                    if let Some(inner) = inner.strip_prefix("q=") {
                        found.push(Read::Scalar(inner.to_owned()));
                        found.push(Read::List(split(inner, ",")));
                        found.extend(pairs(split(inner, ",")).map(Read::Object));
                    }
                }
                (style, explode) => {
                    let mark = if style == "label" && explode {
                        "."
                    } else {
                        ","
                    };
                    found.push(Read::Scalar(inner.to_owned()));
                    found.push(Read::List(split(inner, mark)));
                    let members = match explode {
                        true => assigned(split(inner, mark)),
                        false => pairs(split(inner, mark)),
                    };
                    found.extend(members.map(Read::Object));
                }
            }
        }
    }
    found
}

impl Read {
    /// The values that it may stand for: a text may be a number, too.
    pub fn values(&self) -> Vec<Value> {
        let plain = |text: &String| Value::from(text.clone());
        let parsed = |text: &String| {
            let read: Option<Value> = serde_json::from_str(text).ok();
            read.filter(|value| value.is_number() || value.is_boolean())
                .unwrap_or_else(|| plain(text))
        };
        match self {
            Read::Scalar(text) => vec![plain(text), parsed(text)],
            // Nothing between marks may be no item, or an empty one.
            Read::List(items) if *items == [String::new()] => vec![json!([]), json!([""])],
            Read::List(items) => vec![
                items.iter().map(plain).collect(),
                items.iter().map(parsed).collect(),
            ],
            Read::Object(members) => {
                let mut all = vec![Map::new()];
                for (name, text) in members {
                    let mut more = all.clone();
                    all.iter_mut().for_each(|one| {
                        one.insert(name.clone(), plain(text));
                    });
                    more.iter_mut().for_each(|one| {
                        one.insert(name.clone(), parsed(text));
                    });
                    all.extend(more);
                }
                all.into_iter().map(Value::Object).collect()
            }
        }
    }

    /// Whether it is what the value was: an only item is, too, and as long as it is written in
    /// the same way, a text that nobody takes apart.
    pub fn is_same(&self, value: &Value, is_one_style: bool) -> bool {
        match (self, value) {
            (Read::Scalar(_), Value::Array(_) | Value::Object(_)) => is_one_style,
            (Read::Scalar(read), value) => *read == scalar(value),
            (Read::List(read), Value::Array(items)) => {
                let is_empty = items.is_empty() && *read == [String::new()];
                is_empty || read.iter().cloned().eq(items.iter().map(scalar))
            }
            (Read::List(_), Value::Object(_)) => false,
            (Read::List(read), value) => *read == [scalar(value)],
            (Read::Object(read), Value::Object(value)) => *read == members(value),
            (Read::Object(_), _) => false,
        }
    }
}
