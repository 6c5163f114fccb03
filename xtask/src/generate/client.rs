//! The client, by Progenitor: library, typed mocks, command-line definitions.
//!
//! Progenitor is given a document of its own: OpenAPI 3.0, with the schemas in
//! the form and under the names of [`TypeSchemas`], and with what it would
//! panic on or pass over refused or said in its terms.

use progenitor_impl::{GenerationSettings, Generator, InterfaceStyle, TagStyle};
use serde_json::{Map, Value, json};

use super::files::{Files, rust_file};
use super::names::type_name;
use super::types::TypeSchemas;
use crate::contract::{
    Content, Contract, Location, MediaKind, Operation, Parameter, Response, Style,
};
use crate::report::Finding;

pub fn generate(contract: &Contract, header: &str) -> Result<Files, Vec<Finding>> {
    let document = Progenitor::document(contract)?;
    let spec: openapiv3::OpenAPI =
        serde_json::from_value(document).map_err(|error| vec![super::bug(&error.to_string())])?;
    let mut settings = GenerationSettings::default();
    settings
        .with_interface(InterfaceStyle::Builder)
        .with_tag(TagStyle::Merged)
        .with_derive("PartialEq")
        .with_cli_bounds("std::marker::Sync")
        .with_inner_type(quote::quote!(crate::Settings))
        .with_hooks(progenitor_impl::HooksMode::Expected);
    let mut generator = Generator::new(&settings);
    let refuse = |error: progenitor_impl::Error| {
        vec![
            Finding::error("inexpressible", format!("Progenitor makes no client: {error}"))
                .help("the message names the construct; say it in simpler terms"),
        ]
    };
    let library = generator.generate_tokens(&spec).map_err(refuse)?;
    let commands = generator
        .cli(&spec, "crate::generated")
        .map_err(refuse)?;
    let mocks = generator
        .httpmock(&spec, "crate::generated")
        .map_err(refuse)?;
    let mut files = Files::default();
    for (name, purpose, tokens) in [
        ("mod.rs", "The client: one method for each operation, and its types.", quote::quote!(
            #[cfg(feature = "cli")]
            pub mod commands;
            #[cfg(feature = "mocks")]
            pub mod mocks;
            #library
        )),
        ("commands.rs", "Each operation as a command for clap.", commands),
        ("mocks.rs", "A typed mock of each operation, for httpmock.", mocks),
    ] {
        let text = rust_file(header, purpose, tokens).map_err(|message| vec![super::bug(&message)])?;
        files.insert(name, text);
    }
    Ok(files)
}

/// The document that Progenitor is given, in the making.
struct Progenitor {
    schemas: TypeSchemas,
    findings: Vec<Finding>,
}

impl Progenitor {
    fn document(contract: &Contract) -> Result<Value, Vec<Finding>> {
        let mut this = Progenitor {
            schemas: TypeSchemas::new(contract, &["Error"], false),
            findings: Vec::new(),
        };
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
        for (key, text) in [("summary", &operation.summary), ("description", &operation.description)] {
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
                    Finding::error("inexpressible", "the client cannot leave out an optional request body")
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

    fn responses(&mut self, id: &str, operation: &Operation) -> Value {
        let mut out = Map::new();
        for success in [true, false] {
            let mut first: Option<(&Response, Option<Value>)> = None;
            for response in operation
                .responses
                .iter()
                .filter(|response| response.status.is_success() == success)
            {
                let name = format!("{id}-{}-body", super::server::status_name(response.status));
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
                out.insert(response.status.to_string(), value);
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
    for (bound, exclusive) in [("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")] {
        if let Some(number) = out.remove(exclusive) {
            out.insert(bound.into(), number);
            out.insert(exclusive.into(), true.into());
        }
    }
    Value::Object(out)
}

