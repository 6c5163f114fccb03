//! The document that Progenitor is given: OpenAPI 3.0, with the schemas in the
//! form and under the names of [`TypeSchemas`], and with what it would panic on
//! or pass over refused or said in its terms.

use serde_json::{Map, Value, json};

use super::resolved;
use crate::contract::{
    Content, Contract, Location, MediaKind, Operation, Parameter, Response, Status, Style,
};
use crate::generate::names::{type_name, value_name};
use crate::generate::types::TypeSchemas;
use crate::report::Finding;

/// The document that Progenitor is given, in the making.
struct Progenitor {
    schemas: TypeSchemas,
    findings: Vec<Finding>,
}

/// The document for `contract`, or all that the client cannot express.
pub fn document(contract: &Contract) -> Result<Value, Vec<Finding>> {
    Progenitor::document(contract)
}

impl Progenitor {
    fn document(contract: &Contract) -> Result<Value, Vec<Finding>> {
        let mut this = Progenitor {
            schemas: TypeSchemas::new(contract, &["Error"], false),
            findings: Vec::new(),
        };
        this.check_names(contract);
        this.check_parameters(contract);
        let mut paths: Map<String, Value> = Map::new();
        for operation in &contract.operations {
            let item = paths
                .entry(operation.path.as_str())
                .or_insert_with(|| json!({}));
            item[operation.method.to_ascii_lowercase()] = this.operation(operation);
        }
        let mut findings = this.findings;
        findings.append(&mut this.schemas.findings);
        if !findings.is_empty() {
            return Err(findings);
        }
        let schemas: Map<String, Value> = this
            .schemas
            .schemas
            .iter()
            .map(|(name, schema)| (name.clone(), openapi_form(schema)))
            .collect();
        Ok(json!({
            "openapi": "3.0.3",
            "info": {
                "title": contract.title,
                "description": contract.description,
                "version": contract.version,
            },
            "paths": paths,
            "components": { "schemas": schemas },
        }))
    }

    /// Progenitor derives the names of methods from the ids and takes no care
    /// that they differ.
    fn check_names(&mut self, contract: &Contract) {
        for (index, operation) in contract.operations.iter().enumerate() {
            let name = value_name(&operation.id);
            let other = contract.operations[..index]
                .iter()
                .find(|other| value_name(&other.id) == name);
            if let Some(other) = other {
                self.findings.push(
                    Finding::error(
                        "inexpressible",
                        format!(
                            "the operationIds `{}` and `{}` both become the method `{name}` of the client",
                            other.id, operation.id,
                        ),
                    )
                    .at(operation.at)
                    .help("give one of them a name that differs in more than case and punctuation"),
                );
            }
        }
    }

    /// Progenitor writes what is in a path or a header with `to_string`.
    fn check_parameters(&mut self, contract: &Contract) {
        let parameters = contract
            .operations
            .iter()
            .flat_map(|operation| &operation.parameters);
        for parameter in parameters.filter(|parameter| {
            matches!(parameter.location, Location::Path | Location::Header)
                && matches!(
                    resolved(&parameter.schema, contract).text("type"),
                    Some("array" | "object")
                )
        }) {
            self.findings.push(
                Finding::error(
                    "inexpressible",
                    format!(
                        "the client cannot send a list or an object as a {} parameter",
                        parameter.location.name()
                    ),
                )
                .at(parameter.at)
                .help("make it a query parameter, or a string"),
            );
        }
    }

    fn operation(&mut self, operation: &Operation) -> Value {
        let id = type_name(&operation.id);
        let parameters: Vec<Value> = operation
            .parameters
            .iter()
            .filter_map(|parameter| self.parameter(&id, parameter))
            .collect();
        let mut out = json!({
            "operationId": operation.id,
            "tags": operation.tags,
            "parameters": parameters,
            "responses": self.responses(&id, operation),
        });
        for (key, text) in [
            ("summary", &operation.summary),
            ("description", &operation.description),
        ] {
            if let Some(text) = text {
                out[key] = text.clone().into();
            }
        }
        if let Some(body) = &operation.body {
            let content = Content {
                media_type: body.media_type.clone(),
                kind: body.kind,
                schema: body.schema.clone(),
            };
            out["requestBody"] = json!({
                "required": true,
                "content": self.content(&format!("{id}-body"), &content),
            });
            if !body.required {
                self.findings.push(
                    Finding::error(
                        "inexpressible",
                        "the client cannot leave out an optional request body",
                    )
                    .at(body.at)
                    .help("set `required: true`"),
                );
            }
        }
        out
    }

    fn parameter(&mut self, id: &str, parameter: &Parameter) -> Option<Value> {
        let refused = match parameter.location {
            Location::Cookie => Some("a cookie parameter"),
            Location::Query if !matches!(parameter.style, Style::Form) => {
                Some("a query parameter in a style other than `form`")
            }
            _ => None,
        };
        if let Some(what) = refused {
            self.findings.push(
                Finding::error("inexpressible", format!("the client cannot send {what}"))
                    .at(parameter.at)
                    .help("use a query or header parameter in its default style"),
            );
            return None;
        }
        let schema = self
            .schemas
            .inline(&format!("{id}-{}", parameter.name), &parameter.schema);
        Some(json!({
            "name": parameter.name,
            "in": parameter.location.name(),
            "required": parameter.required,
            "description": parameter.description,
            "schema": openapi_form(&schema),
        }))
    }

    /// The typed mocks call a response by its reason phrase, and the client
    /// does not hand over a connection.
    fn check_status(&mut self, response: &Response) {
        let Status::Code(code) = response.status else {
            return;
        };
        let phrase = http::StatusCode::from_u16(code)
            .ok()
            .and_then(|status| status.canonical_reason());
        if phrase.is_none() || code == 101 {
            self.findings.push(
                Finding::error("inexpressible", format!("the client cannot express the status {code}"))
                    .at(response.at)
                    .help("use a status that is registered (RFC 9110, section 15), or a range such as `4XX`"),
            );
        }
    }

    fn responses(&mut self, id: &str, operation: &Operation) -> Value {
        let mut out = Map::new();
        for response in &operation.responses {
            self.check_status(response);
        }
        for success in [true, false] {
            let mut first: Option<(&Response, Option<Value>)> = None;
            for response in operation
                .responses
                .iter()
                .filter(|response| response.status.is_success() == success)
            {
                let name = format!(
                    "{id}-{}-body",
                    crate::generate::server::status_name(response.status)
                );
                let content = response
                    .content
                    .as_ref()
                    .map(|content| self.content(&name, content));
                match &first {
                    Some((other, known)) if *known != content => {
                        self.findings.push(
                            Finding::error(
                                "inexpressible",
                                format!(
                                    "the client has one type for all {} of an operation, but {} and {} differ",
                                    if success { "successes" } else { "errors" },
                                    other.status,
                                    response.status,
                                ),
                            )
                            .at(response.at)
                            .help("give both the same body, or move one to an operation of its own"),
                        );
                    }
                    Some(_) => {}
                    None => first = Some((response, content.clone())),
                }
                let mut value = json!({ "description": response.description });
                if let Some(content) = content {
                    value["content"] = content;
                }
                for status in progenitor_statuses(response.status, operation) {
                    out.insert(status.to_string(), value.clone());
                }
            }
        }
        Value::Object(out)
    }

    fn content(&mut self, name: &str, content: &Content) -> Value {
        match content.kind {
            // Decoding never looks at the media type, but generating does.
            MediaKind::Json => {
                let schema = self.schemas.inline(name, &content.schema);
                json!({ "application/json": { "schema": openapi_form(&schema) } })
            }
            MediaKind::Form => {
                let schema = self.schemas.inline(name, &content.schema);
                json!({ "application/x-www-form-urlencoded": { "schema": openapi_form(&schema) } })
            }
            MediaKind::Text => json!({ "text/plain": { "schema": { "type": "string" } } }),
            MediaKind::Bytes => {
                json!({ "application/octet-stream": { "schema": { "type": "string", "format": "binary" } } })
            }
        }
    }
}

/// Progenitor takes `default` for a success too, which then must have the same
/// type. Beside a success it means the errors that are not documented.
fn progenitor_statuses(status: Status, operation: &Operation) -> Vec<Status> {
    let has = |wanted: &dyn Fn(Status) -> bool| {
        operation
            .responses
            .iter()
            .any(|response| wanted(response.status))
    };
    if status != Status::Default || !has(&Status::is_success) {
        return vec![status];
    }
    [Status::Range(4), Status::Range(5)]
        .into_iter()
        .filter(|range| !has(&|known| known == *range))
        .collect()
}

/// From the form for Typify back to OpenAPI 3.0's: `nullable` for null, flags
/// for exclusive bounds.
fn openapi_form(schema: &Value) -> Value {
    let Value::Object(map) = schema else {
        return schema.clone();
    };
    let mut out = Map::new();
    for (key, value) in map {
        let value = match (key.as_str(), value) {
            ("properties", Value::Object(properties)) => properties
                .iter()
                .map(|(name, schema)| (name.clone(), openapi_form(schema)))
                .collect::<Map<_, _>>()
                .into(),
            ("allOf" | "oneOf" | "anyOf", Value::Array(parts)) => {
                parts.iter().map(openapi_form).collect()
            }
            ("items" | "additionalProperties", schema) => openapi_form(schema),
            (_, other) => other.clone(),
        };
        out.insert(key.clone(), value);
    }
    if let Some(Value::Array(types)) = out.get("type") {
        let single = types.iter().find(|kind| **kind != "null").cloned();
        out.insert("nullable".into(), true.into());
        match single {
            Some(single) => out.insert("type".into(), single),
            None => out.remove("type"),
        };
    }
    let null = json!({ "type": "null" });
    if let Some(Value::Array(parts)) = out.get_mut("oneOf")
        && parts.contains(&null)
    {
        parts.retain(|part| *part != null);
        let parts = std::mem::take(parts);
        out.insert("nullable".into(), true.into());
        if parts.len() == 1 {
            out.remove("oneOf");
            out.insert("allOf".into(), parts.into());
        } else {
            out.insert("oneOf".into(), parts.into());
        }
    }
    for (bound, exclusive) in [
        ("minimum", "exclusiveMinimum"),
        ("maximum", "exclusiveMaximum"),
    ] {
        if let Some(number) = out.remove(exclusive) {
            out.insert(bound.into(), number);
            out.insert(exclusive.into(), true.into());
        }
    }
    Value::Object(out)
}
