//! The contract as it is written, for what is checked against it.

use std::sync::LazyLock;

use jsonschema::{Draft, Validator};
use serde_json::Value;

static DOCUMENT: LazyLock<Value> = LazyLock::new(|| {
    let text = include_str!("../../../spec/openapi.yaml");
    serde_saphyr::from_str(text).expect("the contract is YAML")
});

/// A response that the contract documents for an operation.
pub struct Documented {
    pub operation: String,
    pub method: String,
    pub path: String,
    pub status: u16,
    pointer: String,
}

/// All of them.
pub fn documented() -> Vec<Documented> {
    let mut all = Vec::new();
    for (path, item) in object(&DOCUMENT["paths"]) {
        for (method, operation) in object(item) {
            let Some(id) = operation["operationId"].as_str() else {
                continue; // not a method
            };
            for (status, response) in object(&operation["responses"]) {
                let escaped = path.replace('~', "~0").replace('/', "~1");
                let here = format!("/paths/{escaped}/{method}/responses/{status}");
                all.push(Documented {
                    operation: id.to_owned(),
                    method: method.to_uppercase(),
                    path: path.clone(),
                    status: status.parse().expect("no ranges, no default"),
                    pointer: resolved(response, here),
                });
            }
        }
    }
    all
}

impl Documented {
    fn response(&self) -> &'static Value {
        DOCUMENT.pointer(&self.pointer).expect("it was there")
    }

    pub fn media_type(&self) -> Option<&'static str> {
        let content = self.response().get("content")?.as_object()?;
        content.keys().next().map(String::as_str)
    }

    /// What is wrong with a body, by the contract's schema.
    pub fn faults_of_body(&self, body: &Value) -> Vec<String> {
        let media_type = self.media_type().expect("a body is documented");
        let escaped = media_type.replace('/', "~1");
        faults(&format!("{}/content/{escaped}/schema", self.pointer), body)
    }

    /// What is wrong with the headers: missing, not valid, or documented for other responses only.
    pub fn faults_of_headers(&self, headers: &reqwest::header::HeaderMap) -> Vec<String> {
        let mut found = Vec::new();
        let mine = self.headers();
        for (name, pointer) in &mine {
            match headers.get(name).map(|value| value.to_str()) {
                None => found.push(format!("{name} is missing")),
                Some(Err(_)) => found.push(format!("{name} is not text")),
                Some(Ok(text)) => {
                    let schema = format!("{pointer}/schema");
                    let is_number =
                        DOCUMENT.pointer(&schema).expect("a schema")["type"] == "integer";
                    let value = match text.parse::<i64>() {
                        Ok(number) if is_number => number.into(),
                        _ => Value::from(text),
                    };
                    found.extend(
                        faults(&schema, &value)
                            .iter()
                            .map(|why| format!("{name}: {why}")),
                    );
                }
            }
        }
        for other in documented().iter().flat_map(Documented::headers) {
            let is_mine = mine.iter().any(|(name, _)| *name == other.0);
            if !is_mine && headers.contains_key(&other.0) {
                found.push(format!("{} is not documented here", other.0));
            }
        }
        found
    }

    /// Names, and where they are described.
    fn headers(&self) -> Vec<(String, String)> {
        let headers = self.response().get("headers").and_then(Value::as_object);
        let pointer = |name: &String, header| {
            let here = format!("{}/headers/{name}", self.pointer);
            (name.clone(), resolved(header, here))
        };
        headers
            .into_iter()
            .flatten()
            .map(|(name, header)| pointer(name, header))
            .collect()
    }
}

/// What is wrong with a Problem.
pub fn faults_of_problem(body: &Value) -> Vec<String> {
    faults("/components/schemas/Problem", body)
}

fn faults(schema: &str, value: &Value) -> Vec<String> {
    let errors = |validator: Validator| {
        let errors = validator.iter_errors(value);
        errors.map(|error| format!("{error} ({schema})")).collect()
    };
    let mut root = DOCUMENT.clone();
    // A fragment of a URI: the braces of a path template must be escaped.
    let fragment = schema.replace('{', "%7B").replace('}', "%7D");
    root["$ref"] = format!("#{fragment}").into();
    let options = jsonschema::options()
        .with_draft(Draft::Draft202012)
        .should_validate_formats(true)
        .build(&root);
    errors(options.expect("the contract's schemas are schemas"))
}

fn resolved(value: &Value, here: String) -> String {
    match value.get("$ref").and_then(Value::as_str) {
        Some(reference) => reference.trim_start_matches('#').to_owned(),
        None => here,
    }
}

fn object(value: &Value) -> &serde_json::Map<String, Value> {
    value.as_object().expect("an object")
}
