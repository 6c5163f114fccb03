//! `emitted.json`: what Dropshot is told of the contract, for the document that it emits. A
//! line for each schema and each operation, which the runtime reads when it is asked for them.

use serde_json::{Map, Value, json};

use super::emittable::emittable;
use super::plan::{Layer, OperationPlan, emitted_header, emitted_schema};
use crate::document::Node;
use crate::model::{Location, MediaKind, Status};

/// The name of the file beside the generated code.
pub const FILE: &str = "emitted.json";

/// The text of the file; `header` says what it was made from.
pub fn render(layer: &Layer<'_>, header: &str) -> String {
    let contract = layer.contract;
    let schemas = contract.schemas.iter();
    let operations = layer.operations.iter();
    let header = Value::from(header.trim_start_matches("// @generated ").trim());
    format!(
        "{{ \"@generated\": {header},\n\"schemas\": {},\n\"operations\": {}\n}}\n",
        lines(schemas.map(|(name, node)| (name.as_str(), schema(node)))),
        lines(operations.map(|plan| (plan.operation.id.as_str(), operation(plan, layer)))),
    )
}

fn lines<'a>(members: impl Iterator<Item = (&'a str, Value)>) -> String {
    let members: Vec<String> = members
        .map(|(name, value)| format!("{}: {value}", Value::from(name)))
        .collect();
    if members.is_empty() {
        return "{}".to_owned();
    }
    format!("{{\n{}\n}}", members.join(",\n"))
}

fn operation(plan: &OperationPlan<'_>, layer: &Layer<'_>) -> Value {
    let operation = plan.operation;
    let parameters: Vec<Value> = plan
        .parameters
        .iter()
        .map(|parameter| parameter.parameter)
        .filter_map(|parameter| {
            let location = match parameter.location {
                Location::Path => "path",
                Location::Query => "query",
                Location::Header => "header",
                Location::Cookie => return None,
            };
            let node = emitted_schema(parameter, operation, layer.contract)?;
            let mut member = member(
                &parameter.name,
                parameter.required,
                parameter.description.as_deref(),
                &node,
            );
            member.insert("in".into(), location.into());
            Some(member.into())
        })
        .collect();
    let mut out = Map::new();
    let mut add = |name: &str, value: Value| {
        if !matches!(&value, Value::Null | Value::Bool(false))
            && value.as_array().is_none_or(|items| !items.is_empty())
        {
            out.insert(name.to_owned(), value);
        }
    };
    add("summary", operation.summary.clone().into());
    add("description", operation.description.clone().into());
    add("tags", operation.tags.clone().into());
    add("deprecated", operation.deprecated.into());
    add("parameters", parameters.into());
    add("requestBody", request_body(plan));
    add("success", success(plan));
    out.into()
}

fn request_body(plan: &OperationPlan<'_>) -> Value {
    let Some(body) = &plan.body else {
        return Value::Null;
    };
    let media_type = match body.body.kind {
        MediaKind::Form => "application/x-www-form-urlencoded",
        MediaKind::Multipart => "multipart/form-data",
        MediaKind::Text | MediaKind::Range | MediaKind::Bytes => "application/octet-stream",
        MediaKind::Json => "application/json",
    };
    json!({ "mediaType": media_type, "schema": schema(&body.body.schema) })
}

/// The one success that Dropshot can emit.
fn success(plan: &OperationPlan<'_>) -> Value {
    let Some(emitted) = plan.emitted_success() else {
        return Value::Null;
    };
    let Status::Code(status) = emitted.response.status else {
        return Value::Null;
    };
    let headers = emitted.headers.iter().map(|header| {
        let header = header.header;
        let description = header.description.as_deref();
        member(
            &header.name,
            header.required,
            description,
            &emitted_header(header),
        )
        .into()
    });
    let headers: Vec<Value> = headers.collect();
    let mut out = json!({ "status": status, "description": emitted.response.description });
    if !headers.is_empty() {
        out["headers"] = headers.into();
    }
    match &emitted.response.content {
        Some(content) if content.kind == MediaKind::Json => {
            out["body"] = json!({ "json": schema(&content.schema) });
        }
        // Dropshot emits it as `*/*`.
        Some(_) => out["body"] = "freeform".into(),
        None => {}
    }
    out
}

fn member(
    name: &str,
    required: bool,
    description: Option<&str>,
    node: &Node,
) -> Map<String, Value> {
    let mut out = Map::new();
    out.insert("name".into(), name.into());
    if required {
        out.insert("required".into(), true.into());
    }
    if let Some(description) = description {
        out.insert("description".into(), description.into());
    }
    out.insert("schema".into(), schema(node));
    out
}

fn schema(node: &Node) -> Value {
    schemars_form(&emittable(node).to_json())
}

/// OpenAPI 3.0's exclusive bounds are flags, schemars' are numbers.
fn schemars_form(schema: &Value) -> Value {
    match schema {
        Value::Object(map) => {
            let mut out = serde_json::Map::new();
            for (key, value) in map {
                out.insert(
                    key.clone(),
                    match key.as_str() {
                        "example" | "default" | "enum" => value.clone(),
                        _ => schemars_form(value),
                    },
                );
            }
            for (bound, exclusive) in [
                ("minimum", "exclusiveMinimum"),
                ("maximum", "exclusiveMaximum"),
            ] {
                if out.get(exclusive).is_some_and(Value::is_boolean) {
                    let flag = out.remove(exclusive) == Some(Value::Bool(true));
                    if flag && let Some(number) = out.remove(bound) {
                        out.insert(exclusive.into(), number);
                    }
                }
            }
            Value::Object(out)
        }
        Value::Array(items) => items.iter().map(schemars_form).collect(),
        other => other.clone(),
    }
}
