//! Every way in which a schema can allow less breaks who sends, wherever the
//! schema stands, and nobody else; and the other way round.
//!
//! A case in `compat/narrower.json` is a schema and a narrower one. `scalar`
//! ones stand in parameters, too; the narrower one of those that `warns` is
//! not an error to undo in a response. What is `noted` is a keyword that validators
//! do not check: no value shows that it changed. One in `compat/equal.json` is two
//! schemas that allow the same, in words that are told apart no more; one in
//! `compat/harmless.json` two that do so in other words, which may be told, but break
//! nobody.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use serde_json::{Map, Value, json};

use crate::common::text;

fn cases(name: &str) -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/compat")
        .join(name);
    let text = std::fs::read_to_string(path).expect("the cases");
    serde_json::from_str(&text).expect("JSON")
}

/// What the schemas of the cases refer to.
fn components() -> Value {
    let cat = |age: Value| {
        json!({
            "type": "object",
            "required": ["meow"],
            "properties": { "meow": { "type": "string" }, "age": age },
        })
    };
    json!({ "schemas": {
        "Name": { "type": "string", "maxLength": 9 },
        "Cat": cat(json!({ "type": "integer" })),
        "Kitten": cat(json!({ "type": "integer", "maximum": 1 })),
        "Dog": {
            "type": "object",
            "required": ["bark"],
            "properties": { "bark": { "type": "string" }, "name": { "type": "string" } },
        },
    } })
}

fn body(schema: &Value) -> Value {
    json!({ "content": { "application/json": { "schema": schema } } })
}

fn fine() -> Value {
    json!({ "200": { "description": "Fine." } })
}

fn answer(mut response: Value) -> Value {
    response["description"] = json!("Fine.");
    json!({ "200": response })
}

/// An operation for each place where the schema can stand: what is sent by the
/// consumer is under `/sent`, what is received under `/received`.
fn document(schema: &Value, case: &Value) -> Value {
    let mut paths = Map::new();
    let mut add = |path: &str, item: Value| {
        paths.insert(path.to_owned(), item);
    };
    let object = json!({ "type": "object", "properties": { "x": schema } });
    for (name, schema) in [
        ("body", schema.clone()),
        ("property", object.clone()),
        ("items", json!({ "type": "array", "items": schema })),
        (
            "map",
            json!({ "type": "object", "additionalProperties": schema }),
        ),
    ] {
        let sent = json!({ "requestBody": body(&schema), "responses": fine() });
        add(&format!("/sent/{name}"), json!({ "post": sent }));
        let received = json!({ "responses": answer(body(&schema)) });
        add(&format!("/received/{name}"), json!({ "get": received }));
    }
    let parameter = |mut parameter: Value, place: &str| {
        parameter["name"] = json!("x");
        parameter["in"] = json!(place);
        parameter["required"] = json!(place == "path");
        json!({ "get": { "parameters": [parameter], "responses": fine() } })
    };
    add("/sent/content", parameter(body(schema), "query"));
    let header = json!({ "headers": { "X-Case": { "schema": schema } } });
    add(
        "/received/header",
        json!({ "get": { "responses": answer(header) } }),
    );
    // Who calls back is the provider.
    let callback = |operation: Value| {
        let callbacks = json!({ "done": { "{$request.body#/url}": { "post": operation } } });
        json!({ "post": { "callbacks": callbacks, "responses": fine() } })
    };
    let called = json!({ "requestBody": body(schema), "responses": fine() });
    add("/received/callback", callback(called));
    let answered = json!({ "responses": answer(body(schema)) });
    add("/sent/callback", callback(answered));
    if case["scalar"] == true {
        for place in ["query", "header", "cookie"] {
            let path = format!("/sent/{place}");
            add(&path, parameter(json!({ "schema": schema }), place));
        }
        add(
            "/sent/path/{x}",
            parameter(json!({ "schema": schema }), "path"),
        );
        let list = json!({ "schema": { "type": "array", "items": schema } });
        add("/sent/list", parameter(list, "query"));
        let form =
            json!({ "content": { "application/x-www-form-urlencoded": { "schema": object } } });
        let sent = json!({ "requestBody": form, "responses": fine() });
        add("/sent/form", json!({ "post": sent }));
    }
    json!({
        "openapi": case["version"].as_str().unwrap_or("3.1.1"),
        "info": { "title": "Case", "version": "1.0.0" },
        "paths": paths,
        "components": components(),
        "x-noted": case["noted"],
    })
}

/// What is found between two documents.
fn findings(base: &Value, revision: &Value) -> Vec<Value> {
    let directory = tempfile::tempdir().expect("a directory");
    for (name, document) in [("base.json", base), ("revision.json", revision)] {
        let path = directory.path().join(name);
        std::fs::write(path, document.to_string()).expect("a file is written");
    }
    let output = Command::new(env!("CARGO_BIN_EXE_contract"))
        .args(["diff", "base.json", "revision.json", "--format", "json"])
        .current_dir(directory.path())
        .output()
        .expect("xtask runs");
    let report: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{}", text(&output.stderr)));
    report["findings"].as_array().expect("findings").clone()
}

/// The levels of what is told about each path.
fn told(base: &Value, revision: &Value) -> BTreeMap<String, Vec<String>> {
    let mut told: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for finding in findings(base, revision) {
        // What breaks somebody is shown by a value.
        // In a header, all that is no list and no object is a text like others.
        let id = finding["id"].as_str().expect("an id");
        let is_breaking = finding["level"] == "error" && !id.contains("-header-");
        if is_breaking && finding["witness"].is_null() && base["x-noted"] != true {
            panic!("no witness of {finding}\n{base}\n{revision}");
        }
        for operation in finding["operations"].as_array().into_iter().flatten() {
            let label = operation.as_str().expect("a label");
            let (_, path) = label.split_once('/').expect("a path");
            let path = format!("/{}", path.trim_end_matches(')'));
            let level = finding["level"].as_str().expect("a level");
            told.entry(path).or_default().push(level.to_owned());
        }
    }
    told
}

#[test]
fn less_breaks_who_sends_and_more_who_receives() {
    let mut wrong = Vec::new();
    for case in cases("narrower.json") {
        let (wide, narrow) = (
            document(&case["wide"], &case),
            document(&case["narrow"], &case),
        );
        for (base, revision, breaks) in [(&wide, &narrow, "/sent"), (&narrow, &wide, "/received")] {
            let told = told(base, revision);
            for path in base["paths"].as_object().expect("paths").keys() {
                let levels = told.get(path).map_or(&[][..], Vec::as_slice);
                let is_told = |level: &str| levels.iter().any(|told| told == level);
                let is_found = is_told("error") || (case["warns"] == true && is_told("warning"));
                let is_right = if path.starts_with(breaks) {
                    is_found
                } else {
                    !is_told("error")
                };
                if !is_right {
                    wrong.push(format!(
                        "{}: {path} with {breaks} broken: {levels:?}",
                        case["name"]
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Whether a schema of a case allows a value, by a validator of its own.
fn allows(schema: &Value, value: &Value) -> bool {
    let document = json!({ "allOf": [schema], "components": components() });
    let validator = jsonschema::options()
        .with_draft(jsonschema::Draft::Draft202012)
        .should_validate_formats(true)
        .build(&document)
        .expect("a schema");
    validator.is_valid(value)
}

/// An example of a change is not just said to be one.
#[test]
fn the_example_of_a_change_is_allowed_on_one_side_only() {
    let mut confirmed = 0;
    for case in cases("narrower.json") {
        // Spellings of 3.0, and formats of numbers, are not JSON Schema's.
        if case.get("version").is_some() || case["narrow"]["format"] == "int32" {
            continue;
        }
        let (wide, narrow) = (
            document(&case["wide"], &case),
            document(&case["narrow"], &case),
        );
        for (base, revision) in [(&wide, &narrow), (&narrow, &wide)] {
            for finding in findings(base, revision) {
                // The others are about a schema around that of the case.
                let id = finding["id"].as_str().expect("an id");
                let operation = finding["operations"][0].as_str().unwrap_or_default();
                let is_of_body = id.contains("-body-") && operation.ends_with("/body");
                let (true, Some(value)) = (is_of_body, finding["witness"].get("value")) else {
                    continue;
                };
                let message = format!("{}: {finding}", case["name"]);
                assert!(allows(&case["wide"], value), "{message}");
                assert!(!allows(&case["narrow"], value), "{message}");
                confirmed += 1;
            }
        }
    }
    assert!(confirmed > 80, "{confirmed} examples");
}

#[test]
fn schemas_that_allow_the_same_are_no_change() {
    for case in cases("equal.json") {
        let mut renewed = case.clone();
        if case.get("other_version").is_some() {
            renewed["version"] = case["other_version"].clone();
        }
        let one = document(&case["one"], &case);
        let other = document(&case["other"], &renewed);
        for (base, revision) in [(&one, &other), (&other, &one)] {
            let told = told(base, revision);
            assert!(told.is_empty(), "{}: {told:#?}", case["name"]);
        }
    }
}

#[test]
fn other_words_for_the_same_values_break_nobody() {
    for case in cases("harmless.json") {
        let one = document(&case["one"], &case);
        let other = document(&case["other"], &case);
        for (base, revision) in [(&one, &other), (&other, &one)] {
            let breaks: Vec<Value> = findings(base, revision)
                .into_iter()
                .filter(|finding| finding["level"] != "info")
                .collect();
            assert!(breaks.is_empty(), "{}: {breaks:#?}", case["name"]);
        }
    }
}
