//! Texts and numbers at the boundaries of a schema, and whether a value is within
//! them.

use serde_json::{Value, json};

use super::UNDESCRIBED;
use super::formats::fits;
use super::parts::Parts;
use super::pattern::matching;
use crate::document::Node;

/// Longer texts are not made.
const LONGEST: usize = 5_000;

/// Values of formats: some that have it, and some that are near.
const FORMATS: [(&str, &[&str]); 10] = [
    ("date", &["2024-02-29", "2023-02-29", "today"]),
    (
        "date-time",
        &[
            "2024-02-29T12:30:00Z",
            "2024-02-29T12:30:00.25+02:00",
            "2024-02-29",
        ],
    ),
    (
        "uuid",
        &[
            "6f1c3f0e-8c1b-4b53-9a52-0a3c8f5b7d11",
            "6f1c3f0e-8c1b",
            "no",
        ],
    ),
    ("ipv4", &["192.0.2.1", "192.0.2.256"]),
    ("ipv6", &["2001:db8::1", "2001:db8::g"]),
    ("ip", &["192.0.2.1", "2001:db8::1", "ip"]),
    ("email", &["ann@example.com", "ann"]),
    ("uri", &["https://example.com/a", "no uri"]),
    ("uri-template", &["/books/{id}", "{"]),
    ("hostname", &["example.com", "no host"]),
];

/// Texts that have a format, and some that are near.
pub fn samples(format: &str) -> &'static [&'static str] {
    let known = FORMATS.iter().find(|(name, _)| *name == format);
    known.map_or(&[], |(_, values)| values)
}

pub fn strings(parts: &Parts<'_>) -> Vec<Value> {
    let mut out: Vec<String> = Vec::new();
    for format in parts.texts("format") {
        let known = FORMATS.iter().filter(|(name, _)| *name == format);
        out.extend(known.flat_map(|(_, values)| values.iter().map(|text| (*text).to_owned())));
    }
    let lengths: Vec<usize> = ["minLength", "maxLength"]
        .into_iter()
        .flat_map(|keyword| parts.counts(keyword))
        .filter(|length| *length < LONGEST)
        .collect();
    for pattern in parts.texts("pattern").flat_map(matching) {
        for length in lengths.iter().flat_map(|length| [*length, length + 1]) {
            let missing = length.saturating_sub(pattern.chars().count());
            let last: String = pattern.chars().last().into_iter().collect();
            out.push(format!("{pattern}{}", last.repeat(missing)));
        }
        out.push(format!("{pattern}\u{1}"));
        out.push(pattern);
    }
    if out.is_empty() || parts.has("pattern") {
        out.extend(["text", "äöü €", "", "A1 -_./"].map(str::to_owned));
    }
    for length in lengths {
        for length in [length.saturating_sub(1), length, length + 1] {
            out.push("a".repeat(length));
            out.push("€".repeat(length));
        }
    }
    out.into_iter().map(Value::from).collect()
}

/// Whether a value is within what the parts say of it, but for what is inside.
pub fn fits_alone(parts: &Parts<'_>, value: &Value) -> bool {
    let is_listed = |list: &Node| match list.as_array() {
        Some(values) => values.iter().any(|listed| listed.to_json() == *value),
        None => true,
    };
    let is_of_type = |types: Vec<&str>| {
        let name = match value {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(number) if number.is_f64() => "number",
            Value::Number(_) => "integer",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        };
        types.contains(&name)
            || (name == "integer" && types.contains(&"number"))
            || (value.is_null() && parts.flag("nullable"))
    };
    parts.types().is_none_or(is_of_type)
        && parts.all("enum").all(is_listed)
        && match value {
            Value::String(text) => text_fits(parts, text),
            Value::Number(_) => number_fits(parts, value),
            Value::Array(items) => is_within(parts, ["minItems", "maxItems"], items.len()),
            Value::Object(members) => {
                let mut required = parts.items("required").filter_map(Node::as_str);
                is_within(parts, ["minProperties", "maxProperties"], members.len())
                    && required.all(|name| members.contains_key(name))
            }
            _ => true,
        }
}

fn is_within(parts: &Parts<'_>, [least, most]: [&str; 2], count: usize) -> bool {
    parts.counts(least).all(|least| count >= least) && parts.counts(most).all(|most| count <= most)
}

fn text_fits(parts: &Parts<'_>, text: &str) -> bool {
    is_within(parts, ["minLength", "maxLength"], text.chars().count())
        && parts.texts("format").all(|format| fits(format, text))
        && parts.texts("pattern").all(|pattern| {
            regress::Regex::new(pattern).is_ok_and(|regex| regex.find(text).is_some())
        })
}

pub fn numbers(parts: &Parts<'_>, is_integer: bool) -> Vec<Value> {
    let mut out: Vec<Value> = Vec::new();
    let steps: Vec<Value> = parts.all("multipleOf").map(Node::to_json).collect();
    let step = steps.iter().find_map(Value::as_i64).unwrap_or(1);
    let bounds = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"];
    for bound in bounds.into_iter().flat_map(|keyword| parts.all(keyword)) {
        let bound = bound.to_json();
        match bound.as_i64() {
            Some(number) => {
                for delta in [0, -1, 1, -step, step] {
                    out.extend(number.checked_add(delta).map(Value::from));
                }
            }
            None if bound.is_number() => out.push(bound.clone()),
            None => {}
        }
        if let (false, Some(number)) = (is_integer, bound.as_f64()) {
            out.extend([number, number - 0.25, number + 0.25].map(Value::from));
        }
    }
    for step in steps {
        out.extend(step.as_i64().map(|step| json!(2 * step)));
        out.push(step);
    }
    out.extend([0, 1, -1, 2, 1_000_000].map(Value::from));
    if is_integer {
        out.extend([json!(i64::from(i32::MAX) + 1), json!(i64::MAX), json!(1.5)]);
    } else {
        out.extend([json!(0.5), json!(-2.25), json!(1e20)]);
    }
    out
}

fn number_fits(parts: &Parts<'_>, number: &Value) -> bool {
    let Some(number) = number.as_f64() else {
        return false;
    };
    let all = |keyword: &'static str, fits: fn(f64, f64) -> bool| {
        let bounds = parts.all(keyword).filter_map(Node::as_number);
        let mut bounds = bounds.filter_map(serde_json::Number::as_f64);
        bounds.all(|bound| fits(number, bound))
    };
    all("minimum", |number, bound| number >= bound)
        && all("maximum", |number, bound| number <= bound)
        && all("exclusiveMinimum", |number, bound| number > bound)
        && all("exclusiveMaximum", |number, bound| number < bound)
        && all("multipleOf", |number, step| (number / step).fract() == 0.0)
}

/// One of each type.
pub fn of_every_type() -> Vec<Value> {
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
