//! What each type of JSON is about: strings, integers, numbers, arrays, objects.

use serde_json::Number;

use super::{Wide, Widening, is_never};
use crate::document::{Node, Value};
use crate::generate::types::annotations::{is_annotation, says_nothing_but};
use crate::model::LEFT_OUT;
use crate::model::meaning::{CHECKED_FORMATS, is_pattern};

impl Widening<'_> {
    /// Keywords that are not about the type say nothing; those that types
    /// cannot say are left out.
    pub(super) fn by_type(&self, wide: &mut Wide) {
        let Some(kind) = wide.schema.text("type").map(str::to_owned) else {
            if !says_nothing_but(&wide.schema, &["enum"]) {
                let notes_only =
                    |keyword: &String, _: &mut Node| is_annotation(keyword) || keyword == "enum";
                let says_format_only = says_nothing_but(&wide.schema, &["enum", "format"]);
                if let Some(map) = wide.schema.as_object_mut() {
                    map.retain(notes_only);
                }
                wide.is_exact &= says_format_only;
            }
            return;
        };
        let about: &[&str] = match kind.as_str() {
            "string" => &["format", "pattern", "minLength", "maxLength"],
            "integer" | "number" => &[
                "format",
                "minimum",
                "maximum",
                "exclusiveMinimum",
                "exclusiveMaximum",
                "multipleOf",
            ],
            "array" => &["items", "minItems", "maxItems", "uniqueItems"],
            "object" => &[
                "properties",
                "required",
                "additionalProperties",
                "minProperties",
                "maxProperties",
            ],
            _ => &[],
        };
        if let Some(map) = wide.schema.as_object_mut() {
            map.retain(|keyword, _| {
                is_annotation(keyword)
                    || matches!(keyword.as_str(), "type" | "enum")
                    || about.contains(&keyword.as_str())
            });
        }
        match kind.as_str() {
            "string" => string(wide),
            "integer" => integer(wide),
            "number" => number(wide),
            "object" => object(wide),
            _ => {}
        }
        // An array of anything is written without them.
        if kind == "array" && !wide.is_exact {
            for keyword in ["minItems", "maxItems", "uniqueItems"] {
                wide.schema.remove(keyword);
            }
        }
    }
}

fn string(wide: &mut Wide) {
    let schema = &mut wide.schema;
    let is_typed = schema
        .text("format")
        .is_some_and(|format| CHECKED_FORMATS.contains(&format));
    let lengths = ["pattern", "minLength", "maxLength"];
    if is_typed && lengths.iter().any(|keyword| schema.has(keyword)) {
        wide.is_exact = false;
        for keyword in lengths {
            schema.remove(keyword);
        }
    }
    if !is_typed && !schema.has("enum") {
        schema.remove("format");
    }
    // The types' engine is not the validators'.
    if let Some(pattern) = schema.text("pattern").map(str::to_owned)
        && (regress::Regex::new(&pattern).is_err() || needs_unicode(&pattern))
    {
        schema.remove("pattern");
        wide.is_exact &= !is_pattern(&pattern);
    }
    if schema.get("minLength").and_then(Node::as_number) == Some(&Number::from(0)) {
        schema.remove("minLength");
    }
    let too_long = |node: &Node| {
        node.as_number()
            .and_then(Number::as_u64)
            .is_some_and(|length| length > u64::from(u32::MAX))
    };
    for keyword in ["minLength", "maxLength"] {
        if schema.get(keyword).is_some_and(too_long) {
            schema.remove(keyword);
            wide.is_exact &= keyword == "maxLength";
        }
    }
}

/// Whether an expression means something else without the flag `u`, which the
/// types do not set and validators do.
fn needs_unicode(pattern: &str) -> bool {
    ["\\p{", "\\P{", "\\u{"]
        .iter()
        .any(|escape| pattern.contains(escape))
}

/// The integers of a Rust type: its name among formats, and its range.
const INTEGERS: &[(&str, i128, i128)] = &[
    ("int8", i8::MIN as i128, i8::MAX as i128),
    ("uint8", 0, u8::MAX as i128),
    ("int16", i16::MIN as i128, i16::MAX as i128),
    ("uint16", 0, u16::MAX as i128),
    ("int", i32::MIN as i128, i32::MAX as i128),
    ("int32", i32::MIN as i128, i32::MAX as i128),
    ("uint", 0, u32::MAX as i128),
    ("uint32", 0, u32::MAX as i128),
    ("int64", i64::MIN as i128, i64::MAX as i128),
    ("uint64", 0, u64::MAX as i128),
];

/// Bounds of integers become integers, within the Rust type.
fn integer(wide: &mut Wide) {
    let schema = &mut wide.schema;
    let at = schema.position();
    let range = INTEGERS
        .iter()
        .find(|(format, _, _)| schema.text("format") == Some(format));
    if range.is_none() {
        schema.remove("format");
    }
    let bound = |schema: &Node, keyword: &str, exclusive: &str, step: i128| -> Option<i128> {
        let number = schema.get(keyword)?.as_number()?;
        let is_exclusive = schema.flag(exclusive);
        let exact = number
            .as_i64()
            .map(i128::from)
            .or(number.as_u64().map(i128::from));
        let value = match exact {
            Some(value) => value,
            None => {
                let float = number.as_f64()?;
                let rounded = if step > 0 {
                    float.ceil()
                } else {
                    float.floor()
                };
                if rounded != float {
                    return Some(rounded as i128);
                }
                rounded as i128
            }
        };
        Some(if is_exclusive { value + step } else { value })
    };
    let low = bound(schema, "minimum", "exclusiveMinimum", 1);
    let high = bound(schema, "maximum", "exclusiveMaximum", -1);
    let (least, most) = range.map_or_else(
        || match (low, high) {
            // As the types are made: from zero on there is room for more.
            (Some(low), None) if low >= 0 => (0, i128::from(u64::MAX)),
            (Some(low), Some(high)) if low >= 0 && high > i128::from(i64::MAX) => {
                (0, i128::from(u64::MAX))
            }
            _ => (i128::from(i64::MIN), i128::from(i64::MAX)),
        },
        |(_, least, most)| (*least, *most),
    );
    if low.is_some_and(|low| low > most) || high.is_some_and(|high| high < least) {
        for keyword in [
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "format",
        ] {
            schema.remove(keyword);
        }
        wide.is_exact = false;
        return;
    }
    let number = |value: i128| match (i64::try_from(value), u64::try_from(value)) {
        (Ok(value), _) => Number::from(value),
        (_, Ok(value)) => Number::from(value),
        _ => Number::from(0),
    };
    // What the schema says as it is stays as it is.
    for (keyword, exclusive, found, is_vacuous) in [
        (
            "minimum",
            "exclusiveMinimum",
            low,
            low.is_some_and(|low| low < least || low == least && least != 0),
        ),
        (
            "maximum",
            "exclusiveMaximum",
            high,
            high.is_some_and(|high| high >= most),
        ),
    ] {
        let Some(found) = found else {
            continue;
        };
        let is_integer = schema
            .get(keyword)
            .and_then(Node::as_number)
            .is_some_and(|number| number.is_i64() || number.is_u64());
        if is_vacuous {
            schema.remove(keyword);
            schema.remove(exclusive);
        } else if !is_integer {
            schema.remove(exclusive);
            schema.set(keyword, Node::new(Value::Number(number(found)), at));
        }
    }
    let factor = schema.get("multipleOf").and_then(Node::as_number).cloned();
    if let Some(factor) = factor {
        let fits = factor
            .as_u64()
            .is_some_and(|factor| factor > 0 && i128::from(factor) <= most);
        if !fits {
            schema.remove("multipleOf");
            wide.is_exact = false;
        } else if factor.as_u64() == Some(1) {
            schema.remove("multipleOf");
        }
    }
}

fn number(wide: &mut Wide) {
    let schema = &mut wide.schema;
    if !matches!(schema.text("format"), Some("float")) {
        schema.remove("format");
    }
    // Numbers with a fraction are multiples as far as decimals go.
    if schema.has("multipleOf") {
        wide.is_exact = false;
    }
}

fn object(wide: &mut Wide) {
    let at = wide.schema.position();
    let schema = &mut wide.schema;
    if schema.get("additionalProperties").is_some_and(is_never) {
        schema.set("additionalProperties", Node::bool(false, at));
    }
    // Who keeps members that are not described must look for those left out.
    if schema.has(LEFT_OUT) {
        let has_members = schema.members("properties").next().is_some();
        wide.is_exact &= match schema.get("additionalProperties") {
            Some(others) => others.as_bool() == Some(false),
            None => has_members,
        };
    }
    for keyword in ["minProperties", "maxProperties"] {
        let Some(bound) = schema.remove(keyword) else {
            continue;
        };
        let is_vacuous = keyword == "minProperties"
            && bound
                .as_number()
                .and_then(Number::as_u64)
                .is_some_and(|least| least == 0);
        wide.is_exact &= is_vacuous;
    }
    let required: Vec<String> = schema
        .items("required")
        .iter()
        .filter_map(|name| name.as_str().map(str::to_owned))
        .collect();
    let properties: Vec<String> = schema
        .members("properties")
        .map(|(name, _)| name.clone())
        .collect();
    let missing: Vec<&String> = required
        .iter()
        .filter(|name| !properties.contains(name))
        .collect();
    if missing.is_empty() {
        return;
    }
    // Members that are required and nowhere described are like all others.
    let others = schema.get("additionalProperties").cloned();
    let schema_of_others = match &others {
        Some(node) if node.as_bool() == Some(false) => {
            wide.is_exact = false;
            return;
        }
        Some(node) if node.as_bool().is_none() => node.clone(),
        _ => Node::object([], at),
    };
    if properties.is_empty() && others.is_none() {
        schema.set("additionalProperties", Node::bool(true, at));
    }
    let mut all: Vec<(String, Node)> = schema
        .members("properties")
        .map(|(name, node)| (name.clone(), node.clone()))
        .collect();
    for name in missing {
        all.push((name.clone(), schema_of_others.clone()));
    }
    schema.set("properties", Node::object(all, at));
}
