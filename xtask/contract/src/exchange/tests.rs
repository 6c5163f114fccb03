//! Messages of `tests/exchange`: a folder for each document, with what travels and what of it
//! is not as the document says.

use std::path::Path;

use serde_json::{Value, json};

use super::*;
use crate::document::Document;

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exchange")
}

fn headers(case: &Value) -> Headers {
    let lines = case["headers"].as_array().into_iter().flatten();
    let lines = lines
        .filter_map(Value::as_str)
        .filter_map(|line| line.split_once(": "));
    Headers(
        lines
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
    )
}

fn body(case: &Value) -> Vec<u8> {
    match &case["body"] {
        Value::Null => Vec::new(),
        Value::String(text) => text.clone().into_bytes(),
        value => value.to_string().into_bytes(),
    }
}

fn told(violations: &[Violation]) -> Vec<String> {
    let told = violations.iter().map(|one| {
        let pointer = if one.pointer.is_empty() {
            String::new()
        } else {
            format!(" {}", one.pointer)
        };
        format!(
            "{}{pointer}: {} (line {})",
            one.place, one.rule, one.at.line
        )
    });
    told.collect()
}

/// What is found in each message of a case.
fn found(document: &Document, cases: &Value) -> Value {
    let operations = Operations::read(document);
    let mut all = cases.clone();
    for case in all.as_array_mut().expect("a list of cases") {
        let method = case["method"].as_str().unwrap_or("GET").to_owned();
        let target = case["target"].as_str().expect("a target").to_owned();
        let path = target.split('?').next().unwrap_or_default();
        let Route::Found(routed) = operations.route(&method, path) else {
            case["found"] = json!(["no operation"]);
            continue;
        };
        let violations = match case["status"].as_u64() {
            Some(status) => {
                let response = Response {
                    status: u16::try_from(status).expect("a status"),
                    headers: headers(case),
                    body: body(case),
                };
                judge_response(&operations, routed.operation, &method, &response)
            }
            None => {
                let request = Request {
                    method,
                    target,
                    headers: headers(case),
                    body: body(case),
                };
                let reading = read_request(
                    &operations,
                    routed.operation,
                    &routed.variables,
                    &request,
                    Reader::Strict,
                );
                if reading.violations.is_empty() {
                    written_again(&operations, routed.operation, &reading.arguments);
                }
                reading.violations
            }
        };
        case["found"] = json!(told(&violations));
    }
    all
}

/// What was read is written so that the same is read from it.
fn written_again(operations: &Operations<'_>, operation: &Operation<'_>, arguments: &Arguments) {
    let request = write_request(operation, arguments, &operation.base).expect("it was read");
    let Route::Found(routed) = operations.route(&request.method, request.path()) else {
        panic!("{} leads nowhere", request.target);
    };
    let reading = read_request(
        operations,
        operation,
        &routed.variables,
        &request,
        Reader::Strict,
    );
    assert_eq!(reading.violations, [], "{request:?}");
    assert_eq!(reading.arguments.body, arguments.body, "{request:?}");
    for (location, name, argument) in &arguments.parameters {
        let again = reading.arguments.get(*location, name);
        assert_eq!(again, Some(argument), "{name} of {}", request.target);
    }
}

#[test]
fn messages_are_judged_as_their_documents_say() {
    let is_renewed = std::env::var("SNAPSHOTS").is_ok_and(|mode| mode == "overwrite");
    let mut count = 0;
    for entry in std::fs::read_dir(folder())
        .expect("the folder is there")
        .flatten()
    {
        let (spec, cases) = (
            entry.path().join("openapi.yaml"),
            entry.path().join("cases.json"),
        );
        let document = Document::load(&spec).unwrap_or_else(|(_, error)| panic!("{error:?}"));
        let text = std::fs::read_to_string(&cases).expect("there are cases");
        let expected: Value = serde_json::from_str(&text).expect("they are JSON");
        let found = found(&document, &expected);
        if is_renewed {
            let text = serde_json::to_string_pretty(&found).expect("JSON");
            std::fs::write(&cases, format!("{text}\n")).expect("it is written");
            continue;
        }
        let pairs = found.as_array().into_iter().flatten();
        for (case, expected) in pairs.zip(expected.as_array().into_iter().flatten()) {
            assert_eq!(case, expected, "in {}", cases.display());
            count += 1;
        }
    }
    assert!(is_renewed || count > 40, "{count} cases");
}
