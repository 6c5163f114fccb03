//! The server layer before it is text: every name and type decided.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::Ident;

use super::signatures::{Signature, signatures};
use crate::document::Node;
use crate::generate::multipart::{FILE, Multipart, has_files, multipart};
use crate::generate::names::{Names, status_name, type_name, value_name};
use crate::generate::types::{StandIn, TypeSchemas, Types, component, default_of, followed};
use crate::model::{
    Body, Content, Contract, Header, Location, MediaKind, Operation, Parameter, Response,
    SecurityScheme, Status, Style,
};
use crate::report::Finding;
use crate::rules;

pub struct Layer<'a> {
    pub contract: &'a Contract,
    pub operations: Vec<OperationPlan<'a>>,
    pub schemes: Vec<SchemePlan<'a>>,
    pub types: Types,
    pub schemas: TypeSchemas<'a>,
    /// What each checked type holds.
    pub checked: Vec<TokenStream>,
}

pub struct OperationPlan<'a> {
    pub signature: Signature<'a>,
    pub parameters: Vec<ParameterPlan<'a>>,
    pub body: Option<BodyPlan<'a>>,
    /// What the client may choose from by `Accept`.
    pub accept: Option<AcceptPlan>,
    pub successes: Vec<ResponsePlan<'a>>,
    pub errors: Vec<ResponsePlan<'a>>,
}

impl<'a> std::ops::Deref for OperationPlan<'a> {
    type Target = Signature<'a>;

    fn deref(&self) -> &Signature<'a> {
        &self.signature
    }
}

pub struct ParameterPlan<'a> {
    pub parameter: &'a Parameter,
    pub field: Ident,
    pub rust_type: TokenStream,
    /// What it is when a request leaves it out, in JSON.
    pub default: Option<String>,
}

pub struct BodyPlan<'a> {
    pub body: &'a Body,
    pub content: ContentPlan,
}

/// The media types of an operation's successes, for the choice by `Accept` (RFC 9110, section
/// 12.5.1).
pub struct AcceptPlan {
    /// As they are spelled, each with its variant.
    pub media_types: Vec<(String, Ident)>,
    /// The enum of them, and the member of the request, where there are several.
    pub choice: Option<(Ident, Ident)>,
    /// Whether a client that takes none of them is refused: 406 is documented.
    pub refuses: bool,
}

/// The type of a body: of its one media type, or an enum of several.
#[derive(Clone)]
pub struct ContentPlan {
    pub rust_type: TokenStream,
    /// The name of the enum.
    pub name: Ident,
    /// More than one only where the body is an enum.
    pub choices: Vec<Choice>,
}

/// One media type of a body.
#[derive(Clone)]
pub struct Choice {
    pub variant: Ident,
    pub rust_type: TokenStream,
    pub content: Content,
    /// What is known of the parts of a body that has several.
    pub multipart: Option<Multipart>,
}

impl Choice {
    /// Whether it is of a type of the runtime whose bytes may come in pieces.
    pub fn is_stream(&self) -> bool {
        let name = self.rust_type.to_string();
        let streams = ["ByteStream", "Events", "Media"];
        streams
            .iter()
            .any(|stream| name == format!("runtime :: {stream}"))
    }

    pub fn is_events(&self) -> bool {
        self.rust_type.to_string() == "runtime :: Events"
    }
}

impl ContentPlan {
    pub fn is_enum(&self) -> bool {
        self.choices.len() > 1
    }

    /// Whether its bytes may come in pieces.
    pub fn is_stream(&self) -> bool {
        self.choices.iter().any(Choice::is_stream)
    }

    /// A body of one media type, as the body of the response or request.
    pub fn as_choice(&self, choice: &Choice, body: TokenStream) -> TokenStream {
        if !self.is_enum() {
            return body;
        }
        let (name, variant) = (&self.name, &choice.variant);
        quote!(#name::#variant(#body))
    }

    /// A body of the first media type, as the body of the response or request.
    pub fn first(&self, body: TokenStream) -> TokenStream {
        match &self.choices[..] {
            [first, _, ..] => {
                let (name, variant) = (&self.name, &first.variant);
                quote!(#name::#variant(#body))
            }
            _ => body,
        }
    }
}

#[derive(Clone)]
pub struct ResponsePlan<'a> {
    pub response: &'a Response,
    pub variant: Ident,
    pub headers: Vec<HeaderPlan<'a>>,
    pub body: Option<ContentPlan>,
}

#[derive(Clone)]
pub struct HeaderPlan<'a> {
    pub header: &'a Header,
    pub field: Ident,
    pub rust_type: TokenStream,
}

pub struct SchemePlan<'a> {
    pub scheme: &'a SecurityScheme,
    pub field: Ident,
}

impl<'a> Layer<'a> {
    pub fn new(contract: &'a Contract) -> Result<Self, Vec<Finding>> {
        let mut schemas = TypeSchemas::new(contract, &[], true);
        let wanted: Vec<_> = contract
            .operations
            .iter()
            .map(|operation| inline_schemas(operation, contract, &mut schemas))
            .collect();
        if !schemas.findings.is_empty() {
            return Err(schemas.findings);
        }
        let mut types = Types::new(&schemas).map_err(|message| {
            vec![
                Finding::error(
                    rules::lint::INEXPRESSIBLE,
                    format!("Typify makes no types of the schemas: {message}"),
                )
                .help("simplify the schema that is named"),
            ]
        })?;
        let mut findings = Vec::new();
        let mut operations = Vec::new();
        for (signature, wanted) in signatures(contract).into_iter().zip(wanted) {
            match plan_operation(signature, contract, wanted, &mut types) {
                Ok(plan) => operations.push(plan),
                Err(finding) => findings.push(finding),
            }
        }
        if !findings.is_empty() {
            return Err(findings);
        }
        let checked = schemas
            .checked
            .iter()
            .map(|checked| types.type_of(&checked.name, &checked.inner))
            .collect::<Result<Vec<_>, _>>()
            .map_err(|message| vec![crate::generate::bug(&message)])?;
        let mut fields = Names::default();
        let schemes = contract
            .security_schemes
            .iter()
            .map(|scheme| SchemePlan {
                scheme,
                field: ident(&fields.free(&value_name(&scheme.name))),
            })
            .collect();
        Ok(Layer {
            contract,
            operations,
            schemes,
            types,
            schemas,
            checked,
        })
    }
}

impl Layer<'_> {
    /// The import of the module of checked types, where there are any.
    pub fn checked_import(&self) -> Option<TokenStream> {
        (!self.schemas.checked.is_empty()).then(|| {
            quote!(
                #[allow(unused_imports)]
                use super::checked;
            )
        })
    }
}

pub fn ident(name: &str) -> Ident {
    format_ident!("{name}")
}

/// The schemas of an operation that are not components, as Typify takes them.
struct Wanted {
    parameters: Vec<serde_json::Value>,
    body: Vec<serde_json::Value>,
    responses: Vec<(Vec<serde_json::Value>, Vec<serde_json::Value>)>,
}

fn inline_schemas(
    operation: &Operation,
    contract: &Contract,
    schemas: &mut TypeSchemas<'_>,
) -> Wanted {
    let id = type_name(&operation.id);
    Wanted {
        parameters: operation
            .parameters
            .iter()
            .map(|parameter| schemas.inline(&format!("{id}-{}", parameter.name), &parameter.schema))
            .collect(),
        body: operation
            .body
            .iter()
            .flat_map(Body::contents)
            .map(|content| {
                let name = format!("{id}-body");
                match multipart(&content, contract) {
                    Some(Multipart::Object { schema, .. }) => {
                        if has_files(&schema) {
                            schemas.stand_in(FILE, "File", StandIn::Runtime("File"));
                        }
                        schemas.inline(&name, &schema)
                    }
                    _ => schemas.inline(&name, &content.schema),
                }
            })
            .collect(),
        responses: operation
            .responses
            .iter()
            .map(|response| {
                let variant = status_name(response.status);
                let headers = response
                    .headers
                    .iter()
                    .map(|header| {
                        schemas.inline(&format!("{id}-{variant}-{}", header.name), &header.schema)
                    })
                    .collect();
                let bodies = response
                    .contents()
                    .map(|content| schemas.inline(&format!("{id}-{variant}-body"), &content.schema))
                    .collect();
                (headers, bodies)
            })
            .collect(),
    }
}

fn plan_operation<'a>(
    signature: Signature<'a>,
    contract: &Contract,
    wanted: Wanted,
    types: &mut Types,
) -> Result<OperationPlan<'a>, Finding> {
    let operation = signature.operation;
    let marker = signature.marker.to_string();
    let marker = marker.as_str();
    let refuse = |message: String| {
        Finding::error(
            rules::lint::INEXPRESSIBLE,
            format!("Typify makes no type of it: {message}"),
        )
        .at(operation.at)
        .help("simplify the schemas of this operation")
    };
    let mut fields = Names::reserving(&["body"]);
    let accept = accept(&signature, &mut fields);
    let mut parameters = Vec::new();
    for (parameter, schema) in operation.parameters.iter().zip(&wanted.parameters) {
        let rust_type = types
            .type_of(&format!("{marker}{}", type_name(&parameter.name)), schema)
            .map_err(refuse)?;
        parameters.push(ParameterPlan {
            parameter,
            field: ident(&fields.free(&value_name(&parameter.name))),
            rust_type,
            default: default_of(&parameter.schema, contract)
                .filter(|_| !parameter.required)
                .map(|default| default.to_string()),
        });
    }
    let body = match &operation.body {
        Some(body) => Some(BodyPlan {
            body,
            content: plan_content(
                body.contents(),
                contract,
                &wanted.body,
                &format!("{marker}Body"),
                types,
                |content| multipart(content, contract),
                Side::Request,
            )
            .map_err(refuse)?,
        }),
        None => None,
    };
    let mut successes = Vec::new();
    let mut errors = Vec::new();
    let is_alone = !operation
        .responses
        .iter()
        .any(|response| response.status.is_success());
    for (response, (headers, bodies)) in operation.responses.iter().zip(&wanted.responses) {
        let plan =
            plan_response(response, contract, headers, bodies, marker, types).map_err(refuse)?;
        if response.status.is_success() {
            successes.push(plan);
        } else {
            // `default` alone stands for all statuses, those of success too.
            if is_alone && response.status == Status::Default {
                successes.push(plan.clone());
            }
            errors.push(plan);
        }
    }
    Ok(OperationPlan {
        signature,
        parameters,
        body,
        accept,
        successes,
        errors,
    })
}

/// None where a client has no choice.
fn accept(signature: &Signature<'_>, fields: &mut Names) -> Option<AcceptPlan> {
    let responses = &signature.operation.responses;
    let successes = responses
        .iter()
        .filter(|response| response.status.is_success());
    let mut known = Vec::new();
    let mut names = Names::default();
    let mut media_types = Vec::new();
    for content in successes.flat_map(Response::contents) {
        let name = content.name();
        if !known.contains(&name) {
            let variant = names.free(&type_name(&name.replace('*', "any")));
            media_types.push((content.media_type.clone(), ident(&variant)));
            known.push(name);
        }
    }
    let mut responses = responses.iter();
    let refuses = responses.any(|response| response.status == Status::Code(406));
    let has_choice = media_types.len() > 1;
    (has_choice || refuses && !media_types.is_empty()).then(|| AcceptPlan {
        choice: has_choice.then(|| {
            let name = format_ident!("{}Accept", signature.marker);
            (name, ident(&fields.free("accept")))
        }),
        media_types,
        refuses,
    })
}

fn plan_response<'a>(
    response: &'a Response,
    contract: &Contract,
    header_schemas: &[serde_json::Value],
    body_schemas: &[serde_json::Value],
    marker: &str,
    types: &mut Types,
) -> Result<ResponsePlan<'a>, String> {
    let variant = status_name(response.status);
    let mut fields = Names::reserving(&["status", "body"]);
    let mut headers = Vec::new();
    for (header, schema) in response.headers.iter().zip(header_schemas) {
        let name = format!("{marker}{variant}{}", type_name(&header.name));
        headers.push(HeaderPlan {
            header,
            field: ident(&fields.free(&value_name(&header.name))),
            rust_type: types.type_of(&name, schema)?,
        });
    }
    let body = match &response.content {
        Some(_) => {
            let contents = response.contents().cloned().collect();
            let name = format!("{marker}{variant}Body");
            Some(plan_content(
                contents,
                contract,
                body_schemas,
                &name,
                types,
                |_| None,
                match response.status.is_success() {
                    true => Side::Success,
                    false => Side::Error,
                },
            )?)
        }
        None => None,
    };
    Ok(ResponsePlan {
        response,
        variant: ident(&variant),
        headers,
        body,
    })
}

/// Whose body it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Request,
    Success,
    Error,
}

fn plan_content(
    contents: Vec<Content>,
    contract: &Contract,
    schemas: &[serde_json::Value],
    name: &str,
    types: &mut Types,
    multipart: impl Fn(&Content) -> Option<Multipart>,
    side: Side,
) -> Result<ContentPlan, String> {
    let mut names = Names::default();
    let mut choices = Vec::new();
    for (content, schema) in contents.into_iter().zip(schemas) {
        let multipart = multipart(&content);
        choices.push(Choice {
            variant: ident(&names.free(&type_name(&content.name().replace('*', "any")))),
            rust_type: match content.kind {
                MediaKind::Json | MediaKind::Form => types.type_of(name, schema)?,
                MediaKind::Text if content.name() == "text/event-stream" => match side {
                    Side::Success => quote!(runtime::Events),
                    Side::Request | Side::Error => quote!(runtime::ByteStream),
                },
                MediaKind::Text if is_scalar(&content.schema, contract) => {
                    types.type_of(name, schema)?
                }
                MediaKind::Text => quote!(String),
                MediaKind::Multipart => match multipart {
                    Some(Multipart::Object { .. }) => types.type_of(name, schema)?,
                    Some(Multipart::Parts) => quote!(Vec<runtime::BodyPart>),
                    None => quote!(runtime::Media),
                },
                MediaKind::Range => quote!(runtime::Media),
                MediaKind::Bytes => quote!(runtime::ByteStream),
            },
            content,
            multipart,
        });
    }
    let name = ident(name);
    Ok(ContentPlan {
        rust_type: match &choices[..] {
            [single] => single.rust_type.clone(),
            _ => quote!(#name),
        },
        name,
        choices,
    })
}

impl OperationPlan<'_> {
    /// The bodies of requests and responses.
    pub fn contents(&self) -> impl Iterator<Item = &ContentPlan> {
        let request = self.body.iter().map(|body| &body.content);
        let responses = self.successes.iter().chain(&self.errors);
        request.chain(responses.filter_map(|response| response.body.as_ref()))
    }

    /// The success that Dropshot emits: it can say one.
    pub fn emitted_success(&self) -> Option<&ResponsePlan<'_>> {
        self.successes
            .iter()
            .find(|plan| matches!(plan.response.status, Status::Code(_)))
    }

    /// The component that all error bodies are, when there is one: Dropshot
    /// emits one error for an operation.
    pub fn emitted_error(&self) -> Option<&str> {
        emitted_error(self.operation)
    }
}

/// See [`OperationPlan::emitted_error`].
pub fn emitted_error(operation: &Operation) -> Option<&str> {
    let mut found: Option<&str> = None;
    for response in operation
        .responses
        .iter()
        .filter(|response| !response.status.is_success())
    {
        let content = response.content.as_ref()?;
        let component = component(&content.schema).filter(|_| content.kind == MediaKind::Json)?;
        if found.is_some_and(|other| other != component) {
            return None;
        }
        found = Some(component);
    }
    found
}

/// The schema under which Dropshot can emit a parameter: it knows no cookies,
/// no `content`, only scalars in path and query, and no name in both. What a
/// path has must be there, and is a string at least.
pub fn emitted_schema(
    parameter: &Parameter,
    operation: &Operation,
    contract: &Contract,
) -> Option<Node> {
    let is_plain = match parameter.location {
        Location::Path => {
            parameter.style == Style::Simple && is_scalar(&parameter.schema, contract)
        }
        Location::Query => is_scalar(&parameter.schema, contract),
        _ => true,
    } && parameter.style != Style::Json;
    match parameter.location {
        Location::Path if !is_plain => {
            let at = parameter.schema.position();
            let kind = Node::string("string", at);
            Some(Node::object([("type".to_owned(), kind)], at))
        }
        Location::Cookie => None,
        Location::Query
            if operation
                .path
                .variables()
                .contains(&parameter.name.as_str()) =>
        {
            None
        }
        _ => is_plain.then(|| parameter.schema.clone()),
    }
}

/// The schema under which Dropshot can emit a response header: one that has a
/// `content` is a string to it.
pub fn emitted_header(header: &Header) -> Node {
    if header.style != Style::Json {
        return header.schema.clone();
    }
    let at = header.schema.position();
    let kind = Node::string("string", at);
    Node::object([("type".to_owned(), kind)], at)
}

fn is_scalar(schema: &Node, contract: &Contract) -> bool {
    let schema = followed(schema, contract);
    matches!(
        schema.text("type"),
        Some("string" | "integer" | "number" | "boolean")
    ) && !["allOf", "anyOf", "oneOf", "not"]
        .iter()
        .any(|keyword| schema.has(keyword))
}
