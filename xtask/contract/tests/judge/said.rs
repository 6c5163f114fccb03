//! What `diff` says: all cases in one document each, so that they are quick, by the
//! command that people use.

use clap::Parser;
use serde_json::{Map, Value, json};

use super::case::{Case, Side};
use contract_tools::commands::{Cli, Terminal};

/// A finding: its level, its id, and all of it.
pub type Finding = Value;

/// What is said of a case: where the schema is sent, and where it is received.
#[derive(Clone, Debug, Default)]
pub struct Said {
    pub sent: Vec<Finding>,
    pub received: Vec<Finding>,
}

pub fn of(cases: &[Case]) -> Vec<Said> {
    let mut said = vec![Said::default(); cases.len()];
    for is_30 in [true, false] {
        let of_version: Vec<(usize, &Case)> = cases
            .iter()
            .enumerate()
            .filter(|(_, case)| case.is_30 == is_30)
            .collect();
        if of_version.is_empty() {
            continue;
        }
        for finding in findings(&of_version, is_30) {
            for operation in finding["operations"].as_array().into_iter().flatten() {
                let label = operation.as_str().expect("a label");
                let (_, path) = label.split_once("/c").expect("a path");
                let (index, place) = path.split_once('/').expect("two segments");
                let said: &mut Said = &mut said[index.parse::<usize>().expect("a number")];
                match place {
                    "sent" => said.sent.push(finding.clone()),
                    _ => said.received.push(finding.clone()),
                }
            }
        }
    }
    said
}

fn findings(cases: &[(usize, &Case)], is_30: bool) -> Vec<Finding> {
    compared(
        &document(cases, is_30, |case| &case.base),
        &document(cases, is_30, |case| &case.revision),
    )
}

/// What `diff` says of two documents.
pub fn compared(base: &Value, revision: &Value) -> Vec<Finding> {
    let directory = tempfile::tempdir().expect("a directory");
    let write = |name: &str, document: &Value| {
        let path = directory.path().join(name);
        std::fs::write(&path, document.to_string()).expect("a file");
        path.display().to_string()
    };
    let base = write("base.json", base);
    let revision = write("revision.json", revision);
    let words = ["contract", "diff", &base, &revision, "--format", "json"];
    let cli = Cli::try_parse_from(words).expect("a command");
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut terminal = Terminal {
        out: &mut out,
        err: &mut err,
        color: false,
        progress: false,
    };
    let outcome = cli.run(&mut terminal);
    if let Err(failure) = outcome {
        panic!("{failure}: {}", String::from_utf8_lossy(&err));
    }
    let mut report: Value = serde_json::from_slice(&out).expect("JSON");
    match report["findings"].take() {
        Value::Array(findings) => findings,
        other => panic!("no findings: {other}"),
    }
}

fn document(cases: &[(usize, &Case)], is_30: bool, side: fn(&Case) -> &Side) -> Value {
    let (mut paths, mut components) = (Map::new(), Map::new());
    for (index, case) in cases {
        let Side {
            schema,
            components: own,
        } = side(case);
        let schema = renamed(schema, *index);
        for (name, component) in own {
            components.insert(format!("C{index}{name}"), renamed(component, *index));
        }
        let content = json!({ "application/json": { "schema": schema } });
        let fine = json!({ "200": { "description": "Fine." } });
        let sent =
            json!({ "requestBody": { "required": true, "content": content }, "responses": fine });
        let received =
            json!({ "responses": { "200": { "description": "Fine.", "content": content } } });
        paths.insert(format!("/c{index}/sent"), json!({ "post": sent }));
        paths.insert(format!("/c{index}/received"), json!({ "get": received }));
    }
    json!({
        "openapi": if is_30 { "3.0.3" } else { "3.1.1" },
        "info": { "title": "Cases", "version": "1.0.0" },
        "paths": paths,
        "components": { "schemas": components },
    })
}

/// References to a component of the case lead to its own.
fn renamed(value: &Value, index: usize) -> Value {
    match value {
        Value::String(text) => match text.strip_prefix("#/components/schemas/") {
            Some(name) => format!("#/components/schemas/C{index}{name}").into(),
            None => value.clone(),
        },
        Value::Array(items) => items.iter().map(|item| renamed(item, index)).collect(),
        Value::Object(members) => {
            let members = members.iter();
            let renamed = members.map(|(name, member)| (name.clone(), renamed(member, index)));
            renamed.collect::<Map<_, _>>().into()
        }
        _ => value.clone(),
    }
}
