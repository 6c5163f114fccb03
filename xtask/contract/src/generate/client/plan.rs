//! What is made of each operation, decided before Progenitor is asked: names that differ, how
//! parameters and bodies are written, how responses are told apart.

use serde_json::Value;
use typify_impl::{TypeDetails, TypeId};

use crate::document::{Node, Value as NodeValue};
use crate::generate::multipart::{Multipart, multipart};
use crate::generate::names::{Names, type_name, value_name};
use crate::generate::types::{Types, followed, resolved};
use crate::model::{
    Body, Content, Contract, Location, MediaKind, Operation, Parameter, Status, Style,
};

/// Methods that a client or its traits have already.
const TAKEN_METHODS: &[&str] = &[
    "api_version",
    "baseurl",
    "borrow",
    "borrow_mut",
    "builder",
    "client",
    "clone",
    "clone_into",
    "exec",
    "from",
    "inner",
    "into",
    "new",
    "new_with_client",
    "post",
    "pre",
    "to_owned",
    "try_from",
    "try_into",
    "type_id",
];

/// Types that the builders of operations stand beside.
const TAKEN_TYPES: &[&str] = &[
    "ByteStream",
    "ClientHooks",
    "ClientInfo",
    "Err",
    "Error",
    "None",
    "Ok",
    "OperationInfo",
    "Option",
    "RequestBuilderExt",
    "ResponseValue",
    "Result",
    "Self",
    "Some",
    "String",
    "Vec",
];

/// What a builder of an operation has beside its parameters, and names in the
/// code that sends.
const TAKEN_MEMBERS: &[&str] = &[
    "body",
    "body_map",
    "header_map",
    "info",
    "new",
    "send",
    "stream",
];

/// One operation. The schemas are in the form for Typify: [`super::document`] finds them while
/// it describes the operation to Progenitor.
pub struct Plan<'a> {
    pub operation: &'a Operation,
    /// The method, which is also the id that Progenitor is given.
    pub name: String,
    /// The builder.
    pub type_name: String,
    pub parameters: Vec<ParameterPlan<'a>>,
    pub body: Option<BodyPlan>,
    pub responses: Responses,
}

pub struct ParameterPlan<'a> {
    pub parameter: &'a Parameter,
    /// The setter, which is also the name that Progenitor is given.
    pub name: String,
    pub schema: Value,
    /// Written by `to_string`.
    pub is_scalar: bool,
    /// A list of scalars.
    pub is_list: bool,
    /// A type of the contract that Progenitor is told to be made elsewhere.
    pub is_made_elsewhere: bool,
}

pub struct BodyPlan {
    pub required: bool,
    pub media_type: String,
    pub kind: BodyKind,
    /// What it is, unless that is bytes or a text.
    pub schema: Option<Value>,
    /// The setter of the media type of a body that may have any of a range.
    pub content_type: Option<String>,
}

pub enum BodyKind {
    Json,
    /// A form of words.
    Form,
    /// A form with lists or objects in it, in these styles.
    StyledForm(Vec<(String, Style, bool)>),
    /// Several parts, of which these have a media type.
    Multipart {
        parts: Multipart,
        media_types: Vec<(String, String)>,
    },
    Text,
    Bytes,
}

/// A part of a path.
pub enum PathPart<'a> {
    Text(&'a str),
    Parameter(&'a ParameterPlan<'a>),
}

/// All documented responses of an operation.
#[derive(Default)]
pub struct Responses {
    pub success: Class,
    pub error: Class,
    /// Whether a status of 2XX that is not documented is `default`.
    pub default_is_success: bool,
}

/// The responses that are successes, or errors.
#[derive(Default)]
pub struct Class {
    pub kind: ClassKind,
    pub responses: Vec<ResponsePlan>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub enum ClassKind {
    #[default]
    Nothing,
    /// All have one type. Its schema.
    Json(Value),
    Stream,
    /// `text/event-stream`, as events.
    Events,
    /// The name of an enum.
    Several(String),
}

pub struct ResponsePlan {
    pub status: Status,
    pub variant: String,
    pub description: String,
    pub media_type: Option<String>,
    pub body: ResponseBody,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ResponseBody {
    Nothing,
    Text,
    Bytes,
    /// The schema, in the form for Typify.
    Json(Value),
}

pub fn plans(contract: &Contract) -> Vec<Plan<'_>> {
    let mut methods = Names::reserving(TAKEN_METHODS);
    let mut types = Names::reserving(TAKEN_TYPES);
    let mut plans: Vec<Plan<'_>> = Vec::new();
    for operation in &contract.operations {
        // Two methods that differ may have builders of one name.
        let mut name = methods.free(&value_name(&operation.id));
        let mut builder = type_name(&name);
        while types.free(&builder) != builder {
            name = methods.free(&value_name(&operation.id));
            builder = type_name(&name);
        }
        let mut names = Names::reserving(TAKEN_MEMBERS);
        let parameters = parameters(operation, contract, &mut names);
        let body = operation.body.as_ref();
        plans.push(Plan {
            operation,
            name,
            type_name: builder,
            parameters,
            body: body.map(|body| body_plan(body, contract, &mut names)),
            responses: Responses::default(),
        });
    }
    plans
}

fn body_plan(body: &Body, contract: &Contract, names: &mut Names) -> BodyPlan {
    let content = body.contents().remove(0);
    let is_range = body.kind == MediaKind::Range;
    BodyPlan {
        required: body.required,
        media_type: match (body.kind, body.media_type.as_str()) {
            (MediaKind::Multipart, range) if range.contains('*') => "multipart/mixed",
            (_, range) if range.contains('*') => "application/octet-stream",
            (_, media_type) => media_type,
        }
        .to_owned(),
        kind: body_kind(&content, contract),
        schema: None,
        content_type: is_range.then(|| names.free("content_type")),
    }
}

fn body_kind(content: &Content, contract: &Contract) -> BodyKind {
    if let Some(parts) = multipart(content, contract) {
        let properties = match &parts {
            Multipart::Object { properties, .. } => properties.as_slice(),
            Multipart::Parts => &[],
        };
        let media_types = properties.iter().filter_map(|property| {
            let known = property.media_types.iter().find(|name| !name.contains('*'));
            Some((property.name.clone(), known?.clone()))
        });
        return BodyKind::Multipart {
            media_types: media_types.collect(),
            parts,
        };
    }
    match content.kind {
        MediaKind::Json => return BodyKind::Json,
        MediaKind::Text => return BodyKind::Text,
        MediaKind::Form => {}
        MediaKind::Multipart | MediaKind::Range | MediaKind::Bytes => return BodyKind::Bytes,
    }
    let schema = followed(&content.schema, contract);
    let is_words = schema
        .members("properties")
        .all(|(_, property)| is_scalar(property, contract));
    if is_words && schema.has("properties") {
        return BodyKind::Form;
    }
    let styles = content
        .encodings
        .iter()
        .filter_map(|(name, encoding)| Some((name.clone(), encoding.style?, encoding.explode)));
    BodyKind::StyledForm(styles.collect())
}

fn parameters<'a>(
    operation: &'a Operation,
    contract: &Contract,
    names: &mut Names,
) -> Vec<ParameterPlan<'a>> {
    operation
        .parameters
        .iter()
        .map(|parameter| ParameterPlan {
            parameter,
            name: names.free(&value_name(&parameter.name)),
            schema: Value::Null,
            is_scalar: is_scalar(&parameter.schema, contract),
            is_list: is_list(&parameter.schema, contract),
            is_made_elsewhere: false,
        })
        .collect()
}

fn is_scalar(schema: &Node, contract: &Contract) -> bool {
    let is_nullable = schema.flag("nullable");
    let schema = resolved(schema, contract);
    !is_nullable
        && !schema.flag("nullable")
        && matches!(
            schema.text("type"),
            Some("string" | "integer" | "number" | "boolean")
        )
        && !["oneOf", "anyOf", "allOf"]
            .iter()
            .any(|keyword| schema.has(keyword))
}

fn is_list(schema: &Node, contract: &Contract) -> bool {
    let schema = resolved(schema, contract);
    schema.text("type") == Some("array")
        && schema
            .get("items")
            .is_some_and(|items| is_scalar(items, contract))
}

impl Plan<'_> {
    /// The path, cut where parameters stand in it.
    pub fn path_parts(&self) -> Vec<PathPart<'_>> {
        let mut parts = Vec::new();
        let mut rest = self.operation.path.as_str();
        while let Some((text, name, after)) = next_variable(rest) {
            let parameter = self.parameters.iter().find(|plan| {
                plan.parameter.location == Location::Path && plan.parameter.name == name
            });
            parts.extend((!text.is_empty()).then_some(PathPart::Text(text)));
            parts.extend(parameter.map(PathPart::Parameter));
            rest = after;
        }
        parts.extend((!rest.is_empty()).then_some(PathPart::Text(rest)));
        parts
    }

    /// The path with the names that Progenitor is given.
    pub fn path(&self) -> String {
        let parts = self.path_parts().into_iter();
        let texts = parts.map(|part| match part {
            PathPart::Text(text) => text.to_owned(),
            PathPart::Parameter(plan) => format!("{{{}}}", plan.name),
        });
        texts.collect()
    }

    pub fn has_optional_body(&self) -> bool {
        self.body.as_ref().is_some_and(|body| !body.required)
    }

    /// Whether its body or its responses may have no end, or be long in coming. Texts are short.
    pub fn is_streamed(&self) -> bool {
        let is_sent = self.body.as_ref().is_some_and(|body| match &body.kind {
            BodyKind::Bytes | BodyKind::Multipart { .. } => true,
            BodyKind::Text | BodyKind::Json | BodyKind::Form | BodyKind::StyledForm(_) => false,
        });
        let success = &self.responses.success;
        let mut bodies = success.responses.iter().map(|response| &response.body);
        is_sent
            || success.kind == ClassKind::Events
            || success.has_streams() && bodies.any(|body| *body == ResponseBody::Bytes)
    }

    /// The parameters as Progenitor orders them: those of the path as they stand in it, then
    /// those of the query and of headers by name.
    pub fn in_order(&self) -> impl Iterator<Item = &ParameterPlan<'_>> {
        let in_path = self.path_parts().into_iter().filter_map(|part| match part {
            PathPart::Text(_) => None,
            PathPart::Parameter(plan) => Some(plan),
        });
        let by_name = |is_meant: fn(Location) -> bool| {
            let mut plans: Vec<_> = self.parameters.iter().collect();
            plans.retain(|plan| is_meant(plan.parameter.location));
            plans.sort_by_key(|plan| &plan.name);
            plans
        };
        let in_query = by_name(|location| location == Location::Query);
        let in_headers =
            by_name(|location| matches!(location, Location::Header | Location::Cookie));
        in_path.chain(in_query).chain(in_headers)
    }

    /// The media types that responses may have, successes first.
    pub fn accept(&self) -> Option<String> {
        let types = |success: bool| {
            self.operation
                .responses
                .iter()
                .filter(move |response| response.status.is_success() == success)
                .filter_map(|response| response.content.as_ref())
                .map(|content| content.media_type.as_str())
        };
        let mut wanted: Vec<&str> = Vec::new();
        for media_type in types(true).chain(types(false)) {
            if !wanted.contains(&media_type) {
                wanted.push(media_type);
            }
        }
        (!wanted.is_empty()).then(|| wanted.join(", "))
    }
}

/// What comes before the first variable of a path, its name, and what comes after it.
fn next_variable(path: &str) -> Option<(&str, &str, &str)> {
    let (text, rest) = path.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((text, name, after))
}

impl ParameterPlan<'_> {
    /// The Rust type of its value, and whether it has to be given.
    pub fn rust_type(&self, of: &Plan<'_>, types: &mut Types) -> Result<(TypeId, bool), String> {
        let name = format!("{}{}", of.type_name, type_name(&self.name));
        let id = types.add(&name, &self.schema)?;
        Ok(match types.get(&id)?.details() {
            TypeDetails::Option(inner) => (inner, false),
            _ => (id, self.parameter.required),
        })
    }

    /// Whether it is a word, or a list of words that each have the name with them.
    pub fn is_plain(&self) -> bool {
        let Parameter { style, explode, .. } = *self.parameter;
        match self.parameter.location {
            _ if style == Style::Json || self.parameter.allow_reserved => false,
            Location::Query => self.is_scalar || self.is_list && style == Style::Form && explode,
            Location::Path => self.is_scalar && style == Style::Simple,
            Location::Header => self.is_scalar,
            Location::Cookie => false,
        }
    }
}

impl Class {
    pub fn new(name: &str, responses: Vec<ResponsePlan>) -> Self {
        let kind = match responses.as_slice() {
            [] => ClassKind::Nothing,
            [first, rest @ ..]
                if rest
                    .iter()
                    .all(|response| alike(&response.body, &first.body)) =>
            {
                match &first.body {
                    ResponseBody::Nothing => ClassKind::Nothing,
                    ResponseBody::Text | ResponseBody::Bytes
                        if responses.iter().all(ResponsePlan::is_of_events) =>
                    {
                        ClassKind::Events
                    }
                    ResponseBody::Text | ResponseBody::Bytes => ClassKind::Stream,
                    ResponseBody::Json(schema) => ClassKind::Json(schema.clone()),
                }
            }
            _ => ClassKind::Several(name.to_owned()),
        };
        Class { kind, responses }
    }

    /// The successes. Where all that have a body are bytes or texts, these are as long as they like,
    /// and the others are empty ones.
    pub fn of_successes(name: &str, responses: Vec<ResponsePlan>) -> Self {
        let has_body = |response: &ResponsePlan| response.body != ResponseBody::Nothing;
        let mut bodies = responses.iter().filter(|response| has_body(response));
        let are_streams = bodies.clone().next().is_some()
            && bodies.all(|it| matches!(it.body, ResponseBody::Bytes | ResponseBody::Text));
        if !are_streams {
            return Class::new(name, responses);
        }
        let (full, empty) = responses.into_iter().partition(has_body);
        let mut class = Class::new(name, full);
        class.responses.extend::<Vec<_>>(empty);
        class.responses.sort_by_key(|response| response.status);
        class
    }

    /// Whether bytes and texts among the successes are streams: alone, or beside others.
    pub fn has_streams(&self) -> bool {
        let mut bodies = self.responses.iter().map(|response| &response.body);
        match self.kind {
            ClassKind::Stream | ClassKind::Events => true,
            ClassKind::Several(_) => {
                bodies.any(|body| matches!(body, ResponseBody::Bytes | ResponseBody::Text))
            }
            ClassKind::Nothing | ClassKind::Json(_) => false,
        }
    }

    /// The enum, where there are several types.
    pub fn several(&self) -> Option<&str> {
        match &self.kind {
            ClassKind::Several(name) => Some(name),
            _ => None,
        }
    }
}

impl ResponsePlan {
    fn is_of_events(&self) -> bool {
        let media_type = self.media_type.as_deref().unwrap_or_default();
        let essence = media_type.split(';').next().unwrap_or_default();
        essence.trim().eq_ignore_ascii_case("text/event-stream")
    }
}

fn alike(a: &ResponseBody, b: &ResponseBody) -> bool {
    use ResponseBody::{Bytes, Text};
    a == b || matches!((a, b), (Text | Bytes, Text | Bytes))
}

/// What a schema allows: without the texts in it.
pub fn meaning(schema: &Node) -> Node {
    let mut plain = schema.clone();
    for keyword in [
        "title",
        "description",
        "example",
        "examples",
        "externalDocs",
    ] {
        plain.remove(keyword);
    }
    if let NodeValue::Object(members) = &mut plain.value {
        for (keyword, member) in members.iter_mut() {
            match (keyword.as_str(), &mut member.value) {
                ("properties", NodeValue::Object(properties)) => {
                    for property in properties.values_mut() {
                        *property = meaning(property);
                    }
                }
                ("items" | "additionalProperties" | "not", NodeValue::Object(_)) => {
                    *member = meaning(member);
                }
                ("allOf" | "oneOf" | "anyOf", NodeValue::Array(parts)) => {
                    for part in parts {
                        *part = meaning(part);
                    }
                }
                _ => {}
            }
        }
    }
    plain
}
