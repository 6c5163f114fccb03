//! The document that Progenitor is given: OpenAPI 3.0, with the schemas in the
//! form and under the names of [`TypeSchemas`], and with what it would panic on
//! or pass over refused or said in its terms.

use serde_json::{Map, Value, json};

use super::plan::{
    self, BodyKind, BodyPlan, Class, ClassKind, ParameterPlan, Plan, ResponseBody, ResponsePlan,
    Responses,
};
use crate::document::Node;
use crate::generate::multipart::{self, FILE, Multipart};
use crate::generate::names::{status_name, type_name};
use crate::generate::types::{StandIn, TypeSchemas};
use crate::model::{Contract, Location, MediaKind, Response, Status};
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
    // What a type implements is a matter of their order to Typify: it is Progenitor's.
    this.schemas.schemas.sort_keys();
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
        let mut parameters: Vec<Value> = Vec::new();
        for parameter in &mut plan.parameters {
            parameter.schema = self.parameter_schema(&id, parameter);
            let schema = self.without_builder(parameter);
            parameter.is_made_elsewhere = schema != parameter.schema;
            parameters.push(described(parameter, &schema));
        }
        plan.responses = self.responses(&id, plan);
        let mut out = json!({
            "operationId": plan.name,
            "tags": operation.tags,
            "responses": responses(&plan.responses),
        });
        if operation.is_paginated {
            out["x-dropshot-pagination"] = json!({});
        }
        for (key, text) in [
            ("summary", &operation.summary),
            ("description", &operation.description),
        ] {
            if let Some(text) = text {
                out[key] = text.clone().into();
            }
        }
        if let (Some(body), Some(plan)) = (&operation.body, &mut plan.body) {
            plan.schema = self.body_schema(&format!("{id}-body"), &body.schema, plan);
            let (media_type, schema) = match (&plan.kind, &plan.schema) {
                (BodyKind::Form | BodyKind::StyledForm(_), Some(schema)) => {
                    ("application/x-www-form-urlencoded", openapi_form(schema))
                }
                (_, Some(schema)) => ("application/json", openapi_form(schema)),
                (BodyKind::Text, None) => ("text/plain", json!({ "type": "string" })),
                (_, None) => ("application/octet-stream", bytes()),
            };
            out["requestBody"] = json!({
                "required": true,
                "content": { media_type: { "schema": schema } },
            });
            parameters.extend(plan.content_type.as_deref().map(content_type));
        }
        out["parameters"] = parameters.into();
        out
    }

    fn parameter_schema(&mut self, id: &str, plan: &ParameterPlan<'_>) -> Value {
        let parameter = plan.parameter;
        let name = format!("{id}-{}", parameter.name);
        let schema = self.schemas.inline(&name, &parameter.schema);
        // Only in a query, Progenitor knows that null is to leave it out.
        match parameter.location {
            Location::Query => schema,
            _ => without_null(schema),
        }
    }

    /// Progenitor has no parameters whose type has a builder: it is told that
    /// such a type is made elsewhere, as it is, among the schemas.
    fn without_builder(&mut self, plan: &ParameterPlan<'_>) -> Value {
        let mut schema = plan.schema.clone();
        if plan.is_scalar || plan.is_list {
            return schema;
        }
        if let Some(stand_in) = self.made_elsewhere(&schema) {
            return stand_in;
        }
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
            StandIn::Types(name.to_owned()),
        ))
    }

    fn responses(&mut self, id: &str, plan: &Plan<'_>) -> Responses {
        let responses = &plan.operation.responses;
        let has_success = responses
            .iter()
            .any(|response| response.status.is_success());
        let mut class = |success: bool, name: &str| {
            let mut known: Vec<(Node, Value)> = Vec::new();
            let plans = responses
                .iter()
                .filter(|response| {
                    response.status.is_success() == success
                        || success && !has_success && response.status == Status::Default
                })
                .map(|response| self.response(id, response, &mut known))
                .collect();
            let name = format!("{}{name}", plan.type_name);
            match success {
                true => Class::of_successes(&name, plans),
                false => Class::new(&name, plans),
            }
        };
        Responses {
            success: class(true, "Success"),
            error: class(false, "Error"),
            default_is_success: !has_success,
        }
    }

    /// Bodies of one class that mean the same are one type.
    fn response(
        &mut self,
        id: &str,
        response: &Response,
        known: &mut Vec<(Node, Value)>,
    ) -> ResponsePlan {
        let body = match &response.content {
            None => ResponseBody::Nothing,
            Some(content) => match content.kind {
                MediaKind::Json => {
                    let meaning = plan::meaning(&content.schema);
                    let found = known.iter().find(|(schema, _)| *schema == meaning);
                    ResponseBody::Json(match found {
                        Some((_, schema)) => schema.clone(),
                        None => {
                            let name = format!("{id}-{}-body", status_name(response.status));
                            let schema = self.schemas.inline(&name, &content.schema);
                            known.push((meaning, schema.clone()));
                            schema
                        }
                    })
                }
                MediaKind::Form | MediaKind::Text => ResponseBody::Text,
                MediaKind::Multipart | MediaKind::Range | MediaKind::Bytes => ResponseBody::Bytes,
            },
        };
        let content = response.content.as_ref();
        ResponsePlan {
            status: response.status,
            variant: status_name(response.status),
            description: response.description.clone(),
            media_type: content.map(|content| content.media_type.clone()),
            body,
        }
    }

    /// What a body is, unless it is bytes or a text. One of several parts is JSON to Progenitor.
    fn body_schema(&mut self, name: &str, schema: &Node, plan: &BodyPlan) -> Option<Value> {
        Some(match &plan.kind {
            BodyKind::Text | BodyKind::Bytes => return None,
            BodyKind::Json | BodyKind::Form | BodyKind::StyledForm(_) => {
                self.schemas.inline(name, schema)
            }
            BodyKind::Multipart {
                parts: Multipart::Object { schema, .. },
                ..
            } => {
                if multipart::has_files(schema) {
                    self.schemas
                        .stand_in(FILE, "File", StandIn::Runtime("File"));
                }
                self.schemas.inline(name, schema)
            }
            BodyKind::Multipart { .. } => {
                let part =
                    self.schemas
                        .stand_in("(part)", "BodyPart", StandIn::Runtime("BodyPart"));
                json!({ "type": "array", "items": part })
            }
        })
    }
}

/// A parameter with a schema that Progenitor is given. What Progenitor does not know is a header
/// to it: how it is sent is not for it to say.
fn described(plan: &ParameterPlan<'_>, schema: &Value) -> Value {
    let parameter = plan.parameter;
    let location = match parameter.location {
        Location::Cookie => Location::Header,
        location => location,
    };
    json!({
        "name": plan.name,
        "in": location.name(),
        "required": parameter.required,
        "description": parameter.description,
        "schema": openapi_form(schema),
    })
}

/// What is said of the setter of a body's media type.
pub const CONTENT_TYPE: &str = "The media type of the body: `application/octet-stream` unless set.";

/// The media type of a body that may have any of a range.
fn content_type(name: &str) -> Value {
    json!({
        "name": name,
        "in": "header",
        "description": CONTENT_TYPE,
        "schema": { "type": "string" },
    })
}

fn bytes() -> Value {
    json!({ "type": "string", "format": "binary" })
}

/// One response for each class: which statuses it is for is not for Progenitor to say, only
/// what `send` returns.
fn responses(responses: &Responses) -> Value {
    let mut out = Map::new();
    for (status, class) in [("2XX", &responses.success), ("4XX", &responses.error)] {
        if class.responses.is_empty() {
            continue;
        }
        let mut value = json!({ "description": "" });
        let content = match &class.kind {
            ClassKind::Nothing | ClassKind::Several(_) => None,
            ClassKind::Json(schema) => Some(("application/json", openapi_form(schema))),
            ClassKind::Stream | ClassKind::Events => Some(("application/octet-stream", bytes())),
        };
        if let Some((media_type, schema)) = content {
            value["content"] = json!({ media_type: { "schema": schema } });
        }
        out.insert(status.to_owned(), value);
    }
    Value::Object(out)
}

/// A schema in the form for Typify, without null beside what else it allows.
fn without_null(mut schema: Value) -> Value {
    let null = json!("null");
    if let Some(kind) = schema.get_mut("type")
        && let Some(types) = kind.as_array()
        && let Some(other) = types.iter().find(|kind| **kind != null)
    {
        *kind = other.clone();
    }
    if let Some(Value::Array(parts)) = schema.get_mut("oneOf") {
        parts.retain(|part| part.get("type") != Some(&null));
        if parts.len() == 1
            && let Some(map) = schema.as_object_mut()
            && let Some(single) = map.remove("oneOf")
        {
            map.insert("allOf".into(), single);
        }
    }
    schema
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
