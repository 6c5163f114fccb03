//! A contract, as far as faults are derived from it: read here anew, and not by the pipeline's
//! own reader, so that an error of that one does not hide.

use std::path::Path;

use serde_json::{Map, Value, json};

const METHODS: [&str; 7] = ["get", "put", "post", "delete", "options", "head", "patch"];

pub struct Contract {
    pub root: Value,
    pub operations: Vec<Operation>,
    /// Header, query or cookie names that carry credentials, in lower case.
    pub credentials: Vec<String>,
}

pub struct Operation {
    pub id: String,
    pub method: String,
    /// Its segments; one in braces is a variable.
    pub path: Vec<String>,
    /// As they stand, references followed.
    pub parameters: Vec<Value>,
    /// The schema of the body in JSON.
    pub body: Option<Value>,
    pub responses: Vec<Response>,
    pub is_secured: bool,
}

pub struct Response {
    pub status: u16,
    /// Name, whether it is required, schema.
    pub headers: Vec<(String, bool, Value)>,
    /// Media type, schema; none: there is no body.
    pub content: Option<(String, Value)>,
}

impl Contract {
    pub fn read(path: &Path) -> Contract {
        let text = std::fs::read_to_string(path).expect("a contract");
        let mut root: Value = serde_saphyr::from_str(&text).expect("YAML");
        if root["openapi"]
            .as_str()
            .is_some_and(|version| version.starts_with("3.0"))
        {
            modern(&mut root);
        }
        let base: Vec<String> = root
            .pointer("/servers/0/url")
            .and_then(Value::as_str)
            .map(|url| {
                url.split_once("://").map_or(url, |(_, rest)| {
                    rest.split_once('/').map_or("", |(_, path)| path)
                })
            })
            .map(segments)
            .unwrap_or_default();
        let mut operations = Vec::new();
        for (path, item) in members(&root["paths"]) {
            for method in METHODS {
                let Some(operation) = item.get(method) else {
                    continue;
                };
                let path = base.iter().cloned().chain(segments(path)).collect();
                operations.push(Operation::read(&root, method, path, item, operation));
            }
        }
        let schemes = members(&root["components"]["securitySchemes"]);
        let credentials = schemes.map(|(_, scheme)| match scheme["type"].as_str() {
            Some("apiKey") => scheme["name"].as_str().unwrap_or_default().to_lowercase(),
            _ => "authorization".to_owned(),
        });
        Contract {
            credentials: credentials.collect(),
            operations,
            root,
        }
    }

    /// The operation that a request is for, and the values in its path.
    pub fn operation(&self, method: &str, target: &str) -> Option<usize> {
        let path = segments(target.split('?').next().unwrap_or_default());
        let fits = |operation: &Operation| operation.method == method && operation.is_at(&path);
        // What has no variables comes first.
        let mut all: Vec<usize> = (0..self.operations.len())
            .filter(|index| fits(&self.operations[*index]))
            .collect();
        all.sort_by_key(|index| {
            self.operations[*index]
                .path
                .iter()
                .filter(|one| one.starts_with('{'))
                .count()
        });
        all.first().copied()
    }

    pub fn resolved<'a>(&'a self, value: &'a Value) -> &'a Value {
        resolved(&self.root, value)
    }

    /// A validator of a schema of the contract.
    pub fn validator(&self, schema: &Value) -> Option<jsonschema::Validator> {
        let schema = json!({ "allOf": [schema], "components": self.root["components"] });
        jsonschema::draft202012::options()
            .should_validate_formats(true)
            .build(&schema)
            .ok()
    }
}

impl Operation {
    fn read(
        root: &Value,
        method: &str,
        path: Vec<String>,
        item: &Value,
        value: &Value,
    ) -> Operation {
        let parameters = [item, value]
            .into_iter()
            .flat_map(|one| one["parameters"].as_array().into_iter().flatten());
        let body = resolved(root, &value["requestBody"]);
        let responses = members(&value["responses"]).filter_map(|(status, response)| {
            Some(Response::read(
                root,
                status.parse().ok()?,
                resolved(root, response),
            ))
        });
        let security = value.get("security").unwrap_or(&root["security"]);
        let alternatives = security.as_array().map(Vec::as_slice).unwrap_or_default();
        Operation {
            id: value["operationId"]
                .as_str()
                .map_or_else(|| format!("{method}{}", path.join("-")), str::to_owned),
            method: method.to_uppercase(),
            path,
            parameters: parameters.map(|one| resolved(root, one).clone()).collect(),
            body: json_content(body).map(|(_, schema)| schema),
            responses: responses.collect(),
            is_secured: !alternatives.is_empty()
                && alternatives.iter().all(|one| members(one).next().is_some()),
        }
    }

    fn is_at(&self, path: &[String]) -> bool {
        let fits = |(own, other): (&String, &String)| {
            own == other || own.starts_with('{') && !other.is_empty()
        };
        self.path.len() == path.len() && self.path.iter().zip(path).all(fits)
    }

    /// What a request has for a parameter, as its schema reads it.
    pub fn argument(
        &self,
        contract: &Contract,
        parameter: &Value,
        target: &str,
        header: impl Fn(&str) -> Option<String>,
    ) -> Option<Value> {
        let name = parameter["name"].as_str()?;
        let schema = contract.resolved(&parameter["schema"]);
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let text = match parameter["in"].as_str()? {
            "header" => header(name)?,
            "path" => {
                let index = self
                    .path
                    .iter()
                    .position(|own| *own == format!("{{{name}}}"))?;
                decoded(segments(path).get(index)?)
            }
            "query" => {
                let mut pairs = query
                    .split('&')
                    .map(|pair| pair.split_once('=').unwrap_or((pair, "")));
                decoded(
                    &pairs
                        .find(|(own, _)| decoded(own) == name)?
                        .1
                        .replace('+', " "),
                )
            }
            _ => return None,
        };
        Some(match schema["type"].as_str() {
            Some("integer") => text.parse::<i64>().map_or(Value::from(text), Value::from),
            Some("number") => text.parse::<f64>().map_or(Value::from(text), Value::from),
            Some("boolean") => text.parse::<bool>().map_or(Value::from(text), Value::from),
            _ => text.into(),
        })
    }
}

impl Response {
    fn read(root: &Value, status: u16, value: &Value) -> Response {
        let headers = members(&value["headers"]).map(|(name, header)| {
            let header = resolved(root, header);
            (
                name.clone(),
                header["required"] == true,
                resolved(root, &header["schema"]).clone(),
            )
        });
        Response {
            status,
            headers: headers.collect(),
            content: json_content(value),
        }
    }
}

fn json_content(value: &Value) -> Option<(String, Value)> {
    let (name, content) = members(&value["content"]).find(|(name, _)| name.contains("json"))?;
    Some((name.clone(), content["schema"].clone()))
}

pub fn resolved<'a>(root: &'a Value, value: &'a Value) -> &'a Value {
    let target = |value: &Value| root.pointer(value["$ref"].as_str()?.strip_prefix('#')?);
    match target(value) {
        Some(found) => resolved(root, found),
        None => value,
    }
}

pub fn members(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn segments(path: &str) -> Vec<String> {
    path.split('/')
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

pub fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text)
        .decode_utf8_lossy()
        .into_owned()
}

/// Schemas of OpenAPI 3.0 as those of 3.1.
fn modern(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(modern),
        Value::Object(members) => {
            members.values_mut().for_each(modern);
            let is_nullable = members.remove("nullable") == Some(Value::Bool(true));
            if let (true, Some(kind)) = (is_nullable, members.get("type").cloned()) {
                members.insert("type".into(), json!([kind, "null"]));
                if let Some(Value::Array(values)) = members.get_mut("enum") {
                    values.push(Value::Null);
                }
            }
            exclusive(members, "exclusiveMinimum", "minimum");
            exclusive(members, "exclusiveMaximum", "maximum");
        }
        _ => {}
    }
}

fn exclusive(members: &mut Map<String, Value>, keyword: &str, bound: &str) {
    if members.get(keyword) == Some(&Value::Bool(true))
        && let Some(number) = members.remove(bound)
    {
        members.insert(keyword.into(), number);
    } else if members.get(keyword).is_some_and(Value::is_boolean) {
        members.remove(keyword);
    }
}
