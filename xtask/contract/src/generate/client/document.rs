//! The document that Progenitor is given: OpenAPI 3.0, with the schemas in the
//! form and under the names of [`TypeSchemas`], and with what it would panic on
//! or pass over refused or said in its terms.

use serde_json::{Map, Value, json};

use super::plan::{
    self, Answer, AnswerBody, Answers, BodyPlan, Class, ClassKind, ParameterPlan, Plan,
};
use crate::document::Node;
use crate::generate::multipart::{self, FILE, Multipart};
use crate::generate::names::type_name;
use crate::generate::server::status_name;
use crate::generate::types::TypeSchemas;
use crate::model::{Content, Contract, Location, MediaKind, Operation, Response, Status};
use crate::report::Finding;

/// The document that Progenitor is given, with what is to be made of its
/// operations.
pub struct Prepared<'a> {
    pub document: Value,
    pub schemas: TypeSchemas<'a>,
    pub plans: Vec<Plan<'a>>,
}

/// The document for `contract`, or all that the client cannot express.
pub fn document(contract: &Contract) -> Result<Prepared<'_>, Vec<Finding>> {
    let mut this = Progenitor {
        schemas: TypeSchemas::new(contract, &["Error"], false),
    };
    let mut plans = plan::plans(contract);
    let mut paths: Map<String, Value> = Map::new();
    for plan in &mut plans {
        let operation = this.operation(plan);
        let method = plan.operation.method.to_ascii_lowercase();
        let path = plan.path();
        let item = paths.entry(path).or_insert_with(|| json!({}));
        item[method] = operation;
    }
    let findings = std::mem::take(&mut this.schemas.findings);
    if !findings.is_empty() {
        return Err(findings);
    }
    let schemas: Map<String, Value> = this
        .schemas
        .schemas
        .iter()
        .map(|(name, schema)| (name.clone(), openapi_form(schema)))
        .collect();
    let document = json!({
        "openapi": "3.0.3",
        "info": {
            "title": contract.title,
            "description": contract.description,
            "version": contract.version,
        },
        "paths": paths,
        "components": { "schemas": schemas },
    });
    Ok(Prepared {
        document,
        schemas: this.schemas,
        plans,
    })
}

/// The document that Progenitor is given, in the making.
struct Progenitor<'a> {
    schemas: TypeSchemas<'a>,
}

impl Progenitor<'_> {
    fn operation(&mut self, plan: &mut Plan<'_>) -> Value {
        let operation = plan.operation;
        let id = type_name(&operation.id);
        let parameters: Vec<Value> = plan
            .parameters
            .iter()
            .map(|parameter| self.parameter(&id, parameter))
            .chain(plan.media_type.as_deref().map(media_type))
            .collect();
        let answers = self.answers(&id, plan);
        let responses = if answers.are_plain() {
            plain_responses(operation, &answers)
        } else {
            let responses = told_apart(&answers);
            plan.answers = Some(answers);
            responses
        };
        let mut out = json!({
            "operationId": plan.name,
            "tags": operation.tags,
            "parameters": parameters,
            "responses": responses,
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
            let content = &body.contents()[0];
            out["requestBody"] = json!({
                "required": true,
                "content": self.body(&format!("{id}-body"), content, &plan.body),
            });
        }
        out
    }

    /// What Progenitor does not know is a header to it: its code is rewritten.
    fn parameter(&mut self, id: &str, plan: &ParameterPlan<'_>) -> Value {
        let parameter = plan.parameter;
        let location = match parameter.location {
            Location::Cookie => Location::Header,
            location => location,
        };
        let schema = self
            .schemas
            .inline(&format!("{id}-{}", parameter.name), &parameter.schema);
        let mut schema = openapi_form(&self.without_builder(plan, schema));
        // Only in a query, Progenitor knows that null is to leave it out.
        if location != Location::Query
            && let Some(schema) = schema.as_object_mut()
        {
            schema.remove("nullable");
        }
        json!({
            "name": plan.name,
            "in": location.name(),
            "required": parameter.required,
            "description": parameter.description,
            "schema": schema,
        })
    }

    /// Progenitor has no parameters whose type has a builder: it is told that
    /// such a type is made elsewhere, as it is, among the schemas.
    fn without_builder(&mut self, plan: &ParameterPlan<'_>, schema: Value) -> Value {
        if plan.is_scalar || plan.is_list {
            return schema;
        }
        if let Some(stand_in) = self.made_elsewhere(&schema) {
            return stand_in;
        }
        let mut schema = schema;
        let null = json!({ "type": "null" });
        for keyword in ["allOf", "oneOf"] {
            let Some(Value::Array(parts)) = schema.get_mut(keyword) else {
                continue;
            };
            let mut others = parts.iter_mut().filter(|part| **part != null);
            if let (Some(single), None) = (others.next(), others.next())
                && let Some(stand_in) = self.made_elsewhere(single)
            {
                *single = stand_in;
            }
        }
        schema
    }

    /// What stands in the place of the type that a schema refers to.
    fn made_elsewhere(&mut self, schema: &Value) -> Option<Value> {
        let name = schema.get("$ref")?.as_str()?.rsplit('/').next()?;
        Some(self.schemas.stand_in(
            &format!("({name})"),
            &format!("{name}Parameter"),
            &format!("types::{name}"),
        ))
    }

    fn answers(&mut self, id: &str, plan: &Plan<'_>) -> Answers {
        let responses = &plan.operation.responses;
        let has_success = responses
            .iter()
            .any(|response| response.status.is_success());
        let mut class = |success: bool, name: &str| {
            let mut known: Vec<(Node, Value)> = Vec::new();
            let answers = responses
                .iter()
                .filter(|response| {
                    response.status.is_success() == success
                        || success && !has_success && response.status == Status::Default
                })
                .map(|response| self.answer(id, response, &mut known))
                .collect();
            Class::new(&format!("{}{name}", plan.type_name), answers)
        };
        Answers {
            success: class(true, "Success"),
            error: class(false, "Error"),
            default_is_success: !has_success,
        }
    }

    /// Bodies of one class that mean the same are one type.
    fn answer(&mut self, id: &str, response: &Response, known: &mut Vec<(Node, Value)>) -> Answer {
        let body = match &response.content {
            None => AnswerBody::Nothing,
            Some(content) => match content.kind {
                MediaKind::Json => {
                    let meaning = plan::meaning(&content.schema);
                    let found = known.iter().find(|(schema, _)| *schema == meaning);
                    AnswerBody::Json(match found {
                        Some((_, schema)) => schema.clone(),
                        None => {
                            let name = format!("{id}-{}-body", status_name(response.status));
                            let schema = self.schemas.inline(&name, &content.schema);
                            known.push((meaning, schema.clone()));
                            schema
                        }
                    })
                }
                MediaKind::Form | MediaKind::Text => AnswerBody::Text,
                MediaKind::Multipart | MediaKind::Range | MediaKind::Bytes => AnswerBody::Bytes,
            },
        };
        Answer {
            status: response.status,
            variant: Answer::variant(response.status),
            description: response.description.clone(),
            media_type: response
                .content
                .as_ref()
                .map(|content| content.media_type.clone()),
            body,
        }
    }

    /// A body of several parts is JSON to Progenitor: its code is rewritten.
    fn body(&mut self, name: &str, content: &Content, plan: &BodyPlan) -> Value {
        let schema = match plan {
            BodyPlan::Multipart {
                parts: Multipart::Object { schema, .. },
                ..
            } => {
                if multipart::has_files(schema) {
                    self.schemas.stand_in(FILE, "File", "runtime::File");
                }
                self.schemas.inline(name, schema)
            }
            BodyPlan::Multipart { .. } => {
                let part = self
                    .schemas
                    .stand_in("(part)", "BodyPart", "runtime::BodyPart");
                json!({ "type": "array", "items": part })
            }
            BodyPlan::Usual | BodyPlan::Form(_) => return self.content(name, content),
        };
        json!({ "application/json": { "schema": openapi_form(&schema) } })
    }

    fn content(&mut self, name: &str, content: &Content) -> Value {
        match content.kind {
            MediaKind::Json => {
                let schema = self.schemas.inline(name, &content.schema);
                json!({ "application/json": { "schema": openapi_form(&schema) } })
            }
            MediaKind::Form => {
                let schema = self.schemas.inline(name, &content.schema);
                json!({ "application/x-www-form-urlencoded": { "schema": openapi_form(&schema) } })
            }
            MediaKind::Text => json!({ "text/plain": { "schema": { "type": "string" } } }),
            MediaKind::Multipart | MediaKind::Range | MediaKind::Bytes => {
                json!({ "application/octet-stream": { "schema": { "type": "string", "format": "binary" } } })
            }
        }
    }
}

/// The media type of a body that may have any of a range.
fn media_type(name: &str) -> Value {
    json!({
        "name": name,
        "in": "header",
        "description": "The media type of the body: `application/octet-stream` unless set.",
        "schema": { "type": "string" },
    })
}

/// The responses of an operation that Progenitor can tell apart.
fn plain_responses(operation: &Operation, answers: &Answers) -> Value {
    let mut out = Map::new();
    for answer in answers.success.answers.iter().chain(&answers.error.answers) {
        let mut value = json!({ "description": answer.description });
        if let Some(content) = response_content(&answer.body) {
            value["content"] = content;
        }
        for status in progenitor_statuses(answer.status, operation) {
            out.insert(status.to_string(), value.clone());
        }
    }
    Value::Object(out)
}

/// One response for each class, whose code is rewritten.
fn told_apart(answers: &Answers) -> Value {
    let mut out = Map::new();
    for (status, class) in [("2XX", &answers.success), ("4XX", &answers.error)] {
        if class.answers.is_empty() {
            continue;
        }
        let mut value = json!({ "description": "" });
        let body = match &class.kind {
            ClassKind::Nothing | ClassKind::Several(_) => AnswerBody::Nothing,
            ClassKind::Json(schema) => AnswerBody::Json(schema.clone()),
            ClassKind::Stream => AnswerBody::Bytes,
        };
        if let Some(content) = response_content(&body) {
            value["content"] = content;
        }
        out.insert(status.to_owned(), value);
    }
    Value::Object(out)
}

/// Decoding never looks at the media type, but generating does.
fn response_content(body: &AnswerBody) -> Option<Value> {
    match body {
        AnswerBody::Nothing => None,
        AnswerBody::Text => Some(json!({ "text/plain": { "schema": { "type": "string" } } })),
        AnswerBody::Bytes => Some(json!({
            "application/octet-stream": { "schema": { "type": "string", "format": "binary" } }
        })),
        AnswerBody::Json(schema) => {
            Some(json!({ "application/json": { "schema": openapi_form(schema) } }))
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
