//! What is made of each operation, decided before Progenitor is asked: names
//! that differ, and where its code is rewritten, how.

use serde_json::Value;

use crate::document::{Node, Value as NodeValue};
use crate::generate::multipart::{Multipart, multipart};
use crate::generate::names::{Names, type_name, value_name};
use crate::generate::server::status_name;
use crate::model::{Body, Contract, Location, MediaKind, Operation, Parameter, Status, Style};

use super::resolved;

/// Methods that a client or its traits have already.
const METHODS: &[&str] = &[
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
const TYPES: &[&str] = &[
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
const MEMBERS: &[&str] = &[
    "body",
    "body_map",
    "header_map",
    "info",
    "new",
    "send",
    "stream",
];

pub struct Plan<'a> {
    pub operation: &'a Operation,
    /// The method, which is also the id that Progenitor is given.
    pub name: String,
    /// The builder.
    pub type_name: String,
    pub parameters: Vec<ParameterPlan<'a>>,
    /// How the body is written, where Progenitor cannot.
    pub body: BodyPlan,
    /// The setter of the media type of a body that may have any of a range; it
    /// is a header to Progenitor.
    pub media_type: Option<String>,
    /// How the answers are told apart, where Progenitor cannot.
    pub answers: Option<Answers>,
}

pub enum BodyPlan {
    Usual,
    /// A form with lists or objects in it, in these styles.
    Form(Vec<(String, Style, bool)>),
    /// Several parts, of which these have a media type.
    Multipart {
        parts: Multipart,
        media_types: Vec<(String, String)>,
    },
}

pub struct ParameterPlan<'a> {
    pub parameter: &'a Parameter,
    /// The setter, which is also the name that Progenitor is given.
    pub name: String,
    /// Written by `to_string`, as Progenitor does it.
    pub is_scalar: bool,
    /// A list of scalars.
    pub is_list: bool,
}

/// All documented answers of an operation.
pub struct Answers {
    pub success: Class,
    pub error: Class,
    /// Whether a status of 2XX that is not documented is `default`.
    pub default_is_success: bool,
}

/// The answers that are successes, or errors.
pub struct Class {
    pub kind: ClassKind,
    pub answers: Vec<Answer>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ClassKind {
    Nothing,
    /// All have one type. Its schema.
    Json(Value),
    Stream,
    /// The name of an enum.
    Several(String),
}

pub struct Answer {
    pub status: Status,
    pub variant: String,
    pub description: String,
    pub media_type: Option<String>,
    pub body: AnswerBody,
}

#[derive(Clone, Debug, PartialEq)]
pub enum AnswerBody {
    Nothing,
    Text,
    Bytes,
    /// The schema, in the form for Typify.
    Json(Value),
}

pub fn plans(contract: &Contract) -> Vec<Plan<'_>> {
    let mut methods = Names::reserving(METHODS);
    let mut types = Names::reserving(TYPES);
    let mut plans: Vec<Plan<'_>> = Vec::new();
    for operation in &contract.operations {
        // Two methods that differ may have builders of one name.
        let mut name = methods.free(&value_name(&operation.id));
        let mut builder = type_name(&name);
        while types.free(&builder) != builder {
            name = methods.free(&value_name(&operation.id));
            builder = type_name(&name);
        }
        let mut names = Names::reserving(MEMBERS);
        let parameters = parameters(operation, contract, &mut names);
        let is_range = |body: &Body| body.kind == MediaKind::Range;
        plans.push(Plan {
            operation,
            name,
            type_name: builder,
            parameters,
            body: body(operation, contract),
            media_type: operation
                .body
                .as_ref()
                .is_some_and(is_range)
                .then(|| names.free("content_type")),
            answers: None,
        });
    }
    plans
}

fn body(operation: &Operation, contract: &Contract) -> BodyPlan {
    let Some(content) = operation
        .body
        .as_ref()
        .map(|body| body.contents().remove(0))
    else {
        return BodyPlan::Usual;
    };
    if let Some(parts) = multipart(&content, contract) {
        let properties = match &parts {
            Multipart::Object { properties, .. } => properties.as_slice(),
            Multipart::Parts => &[],
        };
        let media_types = properties.iter().filter_map(|property| {
            let known = property.media_types.iter().find(|name| !name.contains('*'));
            Some((property.name.clone(), known?.clone()))
        });
        return BodyPlan::Multipart {
            media_types: media_types.collect(),
            parts,
        };
    }
    if content.kind != MediaKind::Form {
        return BodyPlan::Usual;
    }
    let schema = resolved(&content.schema, contract);
    let is_words = schema
        .members("properties")
        .all(|(_, property)| is_scalar(property, contract));
    if is_words && schema.has("properties") {
        return BodyPlan::Usual;
    }
    let styles = content
        .encodings
        .iter()
        .filter_map(|(name, encoding)| Some((name.clone(), encoding.style?, encoding.explode)));
    BodyPlan::Form(styles.collect())
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
            is_scalar: is_scalar(&parameter.schema, contract),
            is_list: is_list(&parameter.schema, contract),
        })
        .collect()
}

fn is_scalar(schema: &Node, contract: &Contract) -> bool {
    let schema = resolved(schema, contract);
    !schema.flag("nullable")
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
    pub fn parameter(&self, name: &str) -> Option<&ParameterPlan<'_>> {
        self.parameters
            .iter()
            .find(|parameter| parameter.name == name)
    }

    /// The path with the names that Progenitor is given.
    pub fn path(&self) -> String {
        let mut path = self.operation.path.as_str().to_owned();
        // Two steps, so that no name is taken for another one's.
        let variables = || {
            self.parameters
                .iter()
                .filter(|plan| plan.parameter.location == Location::Path)
                .enumerate()
        };
        for (index, plan) in variables() {
            path = path.replace(
                &format!("{{{}}}", plan.parameter.name),
                &format!("{{\0{index}}}"),
            );
        }
        for (index, plan) in variables() {
            path = path.replace(&format!("{{\0{index}}}"), &format!("{{{}}}", plan.name));
        }
        path
    }

    pub fn has_optional_body(&self) -> bool {
        self.operation
            .body
            .as_ref()
            .is_some_and(|body| !body.required)
    }

    /// The media type of the request, where Progenitor would send another one.
    pub fn content_type(&self) -> Option<&str> {
        let body = self.operation.body.as_ref()?;
        if body.kind == MediaKind::Multipart {
            return None;
        }
        let usual = match body.kind {
            MediaKind::Json => "application/json",
            MediaKind::Form => "application/x-www-form-urlencoded",
            MediaKind::Text => "text/plain",
            MediaKind::Multipart | MediaKind::Range | MediaKind::Bytes => {
                "application/octet-stream"
            }
        };
        (body.media_type != usual && !body.media_type.contains('*'))
            .then_some(body.media_type.as_str())
    }

    /// The media types to ask for, where Progenitor would ask for others.
    pub fn accept(&self) -> Option<String> {
        let types = |success: bool| {
            self.operation
                .responses
                .iter()
                .filter(move |response| response.status.is_success() == success)
                .filter_map(|response| response.content.as_ref())
                .map(|content| content.media_type.as_str())
        };
        let is_usual = types(true).all(|media_type| media_type == "application/json")
            && self.answers.is_none();
        if is_usual {
            return None;
        }
        let mut wanted: Vec<&str> = Vec::new();
        for media_type in types(true).chain(types(false)) {
            if !wanted.contains(&media_type) {
                wanted.push(media_type);
            }
        }
        (!wanted.is_empty()).then(|| wanted.join(", "))
    }
}

impl ParameterPlan<'_> {
    /// Whether Progenitor's own code writes it as the contract says.
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
    pub fn new(name: &str, answers: Vec<Answer>) -> Self {
        let kind = match answers.as_slice() {
            [] => ClassKind::Nothing,
            [first, rest @ ..] if rest.iter().all(|answer| alike(&answer.body, &first.body)) => {
                match &first.body {
                    AnswerBody::Nothing => ClassKind::Nothing,
                    AnswerBody::Text | AnswerBody::Bytes => ClassKind::Stream,
                    AnswerBody::Json(schema) => ClassKind::Json(schema.clone()),
                }
            }
            _ => ClassKind::Several(name.to_owned()),
        };
        Class { kind, answers }
    }

    /// The enum, where there are several types.
    pub fn several(&self) -> Option<&str> {
        match &self.kind {
            ClassKind::Several(name) => Some(name),
            _ => None,
        }
    }
}

fn alike(a: &AnswerBody, b: &AnswerBody) -> bool {
    use AnswerBody::{Bytes, Text};
    a == b || matches!((a, b), (Text | Bytes, Text | Bytes))
}

impl Answers {
    /// The answers of a plain operation are told apart by Progenitor.
    pub fn are_plain(&self) -> bool {
        let answers = || self.success.answers.iter().chain(&self.error.answers);
        // Progenitor looks at a range before what is exact in it.
        let is_in_range = answers().any(|answer| match answer.status {
            Status::Code(code) => answers().any(|other| match other.status {
                Status::Range(range) => range == code / 100,
                Status::Default => !self.default_is_success && code >= 400,
                Status::Code(_) => false,
            }),
            _ => false,
        });
        !is_in_range
            && self.success.several().is_none()
            && self.error.several().is_none()
            && answers().all(|answer| match answer.status {
                Status::Code(code) => {
                    code >= 200
                        && !(300..400).contains(&code)
                        && http::StatusCode::from_u16(code)
                            .is_ok_and(|status| status.canonical_reason().is_some())
                }
                Status::Range(range) => !matches!(range, 1 | 3),
                Status::Default => true,
            })
    }
}

impl Answer {
    pub fn variant(status: Status) -> String {
        status_name(status)
    }
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
