//! Values that are more than Serde derives: checked, objects alone, present, alternatives.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::tests::types::Pair;
use crate::{Checked, Object, best, schemas, tagged, validator};

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
struct Name {
    name: String,
}

fn name_validator() -> jsonschema::Validator {
    let schemas = schemas(
        r#"{
            "Text": { "type": "string", "maxLength": 3 },
            "Name": { "properties": { "name": { "$ref": "urn:contract#/Text" }, "mail": { "format": "email" } } }
        }"#,
    );
    validator(&schemas, "/Name")
}

#[test]
fn a_checked_value_is_valid_and_writes_all_that_was_read() {
    let validator = name_validator();
    let read = |value: Value| Checked::<Name>::read(&validator, value);
    let known = read(json!({ "name": "abc" })).expect("valid");
    assert_eq!(known.name, "abc");
    let made = Checked::new(&validator, Name { name: "abc".into() });
    assert_eq!(made, Ok(known.clone()));
    assert_eq!(known.into_inner().name, "abc");

    let more = json!({ "mail": "a@b.example", "name": "abc" });
    let kept = read(more.clone()).expect("valid");
    assert_eq!(serde_json::to_value(&kept).expect("JSON"), more);

    // The value itself is not in the message: it may be a secret.
    let long = read(json!({ "name": "abcd" }))
        .expect_err("too long")
        .to_string();
    assert!(
        long.starts_with("at /name: ") && !long.contains("abcd"),
        "{long}"
    );
    let made = Checked::new(
        &validator,
        Name {
            name: "abcd".into(),
        },
    );
    assert_eq!(made, Err(long));
    read(json!({ "name": "abc", "mail": "x" })).expect_err("no address");
    read(json!({ "mail": "a@b.example" })).expect_err("valid, but no such type");
}

#[test]
#[should_panic(expected = "the generator compiled the schema")]
fn a_schema_that_is_not_there_is_the_generator_s_mistake() {
    validator(&schemas("{}"), "/None");
}

#[test]
fn an_object_is_read_of_objects_alone() {
    let read = serde_json::from_str::<Pair>;
    let pair = read(r#"{ "a": 1, "b": 2 }"#).expect("an object");
    assert_eq!(pair, Pair { a: 1, b: Some(2) });
    assert_eq!(
        serde_json::to_string(&pair).expect("JSON"),
        r#"{"a":1,"b":2}"#
    );
    read("[1,2]").expect_err("what Serde derives would take it");
    let any: Result<Value, _> = Value::deserialize(Object(json!([1])));
    any.expect_err("a list");
}

#[test]
fn a_member_may_be_missing_but_not_null() {
    let read = serde_json::from_str::<Pair>;
    assert_eq!(
        read(r#"{ "a": 1 }"#).expect("without"),
        Pair { a: 1, b: None }
    );
    read(r#"{ "a": 1, "b": null }"#).expect_err("null");
}

#[derive(Debug, PartialEq, Serialize)]
#[serde(untagged)]
enum Shape {
    Round { r: i64 },
    Flat { w: i64, h: Option<i64> },
}

fn round(value: &Value) -> Result<Shape, serde_json::Error> {
    #[derive(Deserialize)]
    struct Round {
        r: i64,
    }
    Round::deserialize(value).map(|Round { r }| Shape::Round { r })
}

fn flat(value: &Value) -> Result<Shape, serde_json::Error> {
    #[derive(Deserialize)]
    struct Flat {
        w: i64,
        h: Option<i64>,
    }
    Flat::deserialize(value).map(|Flat { w, h }| Shape::Flat { w, h })
}

#[test]
fn the_alternative_that_keeps_most_is_taken() {
    let read = |value: Value| best(&value, &[round, flat]);
    assert_eq!(read(json!({ "r": 1 })), Ok(Shape::Round { r: 1 }));
    assert_eq!(
        read(json!({ "w": 1, "h": 2 })),
        Ok(Shape::Flat { w: 1, h: Some(2) })
    );
    let both = json!({ "h": 3, "r": 1, "w": 2, "x": [] });
    assert_eq!(read(both), Ok(Shape::Flat { w: 2, h: Some(3) }));
    // Of two that keep as much, the first.
    let either = json!({ "r": 1, "w": 2 });
    assert_eq!(best(&either, &[round, flat]), Ok(Shape::Round { r: 1 }));
    assert_eq!(
        best(&either, &[flat, round]),
        Ok(Shape::Flat { w: 2, h: None })
    );
    let none = read(json!({ "x": 1 })).expect_err("none");
    let expected = "it is none of the alternatives: missing field `r`; missing field `w`";
    assert_eq!(none, expected);
}

#[test]
fn the_alternative_that_a_member_names_is_taken() {
    let read = |value: Value| {
        tagged(
            &value,
            "kind",
            &[(&["round", "r"], round), (&["flat"], flat)],
        )
    };
    assert_eq!(
        read(json!({ "kind": "r", "r": 1 })),
        Ok(Shape::Round { r: 1 })
    );
    assert_eq!(
        read(json!({ "kind": "flat", "w": 1 })),
        Ok(Shape::Flat { w: 1, h: None })
    );
    for (value, error) in [
        (json!({ "r": 1 }), "`kind` is missing, or is not a string"),
        (
            json!({ "kind": 1 }),
            "`kind` is missing, or is not a string",
        ),
        (json!([]), "`kind` is missing, or is not a string"),
        (
            json!({ "kind": "x" }),
            "`kind` is `x`, but must be one of `round`, `r`, `flat`",
        ),
        (json!({ "kind": "flat", "r": 1 }), "missing field `w`"),
    ] {
        assert_eq!(read(value), Err(error.to_owned()));
    }
}

#[test]
fn the_truth_is_told_line_by_line() {
    let input = "{\"schema\":\"Pair\",\"value\":{\"a\":1,\"x\":2}}\n\
                 {\"schema\":\"Pair\",\"value\":[]}\n\
                 {\"schema\":\"None\",\"value\":1}\n";
    mod layer {
        crate::truths! {
            "Pair" => super::Pair,
        }
    }
    use layer::answer;
    let mut output = Vec::new();
    answer(input.as_bytes(), &mut output).expect("three lines");
    let lines = String::from_utf8(output).expect("UTF-8");
    let lines: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(lines[0], json!({ "written": { "a": 1 } }));
    assert!(lines[1]["refused"].is_string(), "{}", lines[1]);
    assert_eq!(lines[2], json!({ "unknown": "None" }));
    answer(&b"x\n"[..], Vec::new()).expect_err("no JSON");
}
