//! Telling Dropshot what an operation takes and how it responds, for the document
//! that it emits. Requests are not read by it.
//!
//! Dropshot learns parameters and headers from the members of a struct's
//! schema. [`Members`] is such a struct for each part of each operation, whose
//! members are in [`emitted`](super::emitted).

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use dropshot::{
    ApiEndpoint, ApiEndpointBodyContentType, ApiEndpointParameter, ApiEndpointParameterLocation,
    ApiEndpointResponse, ErrorStatusCode, ExclusiveExtractor, ExtractorMetadata, HttpError,
    HttpResponse, HttpResponseError, HttpResponseHeaders, ServerContext, SharedExtractor,
};
use schemars::JsonSchema;
use schemars::r#gen::SchemaGenerator;
use schemars::schema::{
    InstanceType, Metadata, ObjectValidation, Schema, SchemaObject, SubschemaValidation,
};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::emitted::{Body, Component, Description, Location, Member};
use super::operation::Operation;

/// A part of what an operation has. A type can be generic over numbers, not over enums.
struct Members<O, const PART: u8>(PhantomData<O>);

const PATH: u8 = 0;
const QUERY: u8 = 1;
const HEADER: u8 = 2;
const REQUEST_BODY: u8 = 3;
const RESPONSE_HEADER: u8 = 4;
const RESPONSE_BODY: u8 = 5;

fn description<O: Operation>() -> Option<&'static Description> {
    O::emitted().operation(O::ID)
}

/// The member that a body is.
fn body(schema: Value) -> Cow<'static, Member> {
    Cow::Owned(Member {
        name: "body".to_owned(),
        required: true,
        description: None,
        schema,
    })
}

fn members_of(description: &'static Description, part: u8) -> Vec<Cow<'static, Member>> {
    let parameters = |location| {
        let all = description.parameters.iter();
        all.filter(move |parameter| parameter.r#in == location)
            .map(|parameter| Cow::Borrowed(&parameter.member))
            .collect()
    };
    let success = description.success.as_ref();
    match part {
        PATH => parameters(Location::Path),
        QUERY => parameters(Location::Query),
        HEADER => parameters(Location::Header),
        REQUEST_BODY => {
            let content = description.request_body.iter();
            content
                .map(|content| body(content.schema.clone()))
                .collect()
        }
        RESPONSE_HEADER => {
            let headers = success.iter().flat_map(|success| &success.headers);
            headers.map(Cow::Borrowed).collect()
        }
        _ => match success.and_then(|success| success.body.as_ref()) {
            Some(Body::Json(schema)) => vec![body(schema.clone())],
            Some(Body::Freeform) | None => Vec::new(),
        },
    }
}

impl<O: Operation, const PART: u8> JsonSchema for Members<O, PART> {
    fn schema_name() -> String {
        format!("{}{PART}", O::ID)
    }

    fn is_referenceable() -> bool {
        false
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut object = ObjectValidation::default();
        let members = description::<O>().map(|description| members_of(description, PART));
        for member in members.unwrap_or_default() {
            if member.required {
                object.required.insert(member.name.clone());
            }
            // Dropshot takes the description off a schema with one `allOf`,
            // and leaves the inner schema as it is.
            let wrapped = SchemaObject {
                metadata: Some(Box::new(Metadata {
                    description: member.description.clone(),
                    ..Metadata::default()
                })),
                subschemas: Some(Box::new(SubschemaValidation {
                    all_of: Some(vec![O::emitted().schema(&member.schema, generator)]),
                    ..SubschemaValidation::default()
                })),
                ..SchemaObject::default()
            };
            object
                .properties
                .insert(member.name.clone(), wrapped.into());
        }
        SchemaObject {
            instance_type: Some(InstanceType::Object.into()),
            object: Some(Box::new(object)),
            ..SchemaObject::default()
        }
        .into()
    }
}

/// Dropshot asks for it, and never uses it: the layer reads requests itself.
impl<'de, O, const PART: u8> Deserialize<'de> for Members<O, PART> {
    fn deserialize<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        Err(serde::de::Error::custom("a description is not a value"))
    }
}

impl<O, const PART: u8> Serialize for Members<O, PART> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit()
    }
}

fn members<O: Operation, const PART: u8>() -> Vec<ApiEndpointParameter> {
    <dropshot::Query<Members<O, PART>> as SharedExtractor>::metadata(
        ApiEndpointBodyContentType::Json,
    )
    .parameters
}

/// An extractor that takes the request as it comes, and describes what the
/// contract says of it.
pub(super) struct Incoming<O> {
    pub request: http::Request<dropshot::Body>,
    operation: PhantomData<O>,
}

impl<O> Incoming<O> {
    pub fn new(request: http::Request<dropshot::Body>) -> Self {
        Incoming {
            request,
            operation: PhantomData,
        }
    }
}

#[async_trait::async_trait]
impl<O: Operation> ExclusiveExtractor for Incoming<O> {
    async fn from_request<C: ServerContext>(
        _: &dropshot::RequestContext<C>,
        request: http::Request<dropshot::Body>,
    ) -> Result<Self, HttpError> {
        Ok(Incoming::new(request))
    }

    fn metadata(content_type: ApiEndpointBodyContentType) -> ExtractorMetadata {
        let json = ApiEndpointBodyContentType::Json;
        let mut metadata =
            <dropshot::Path<Members<O, PATH>> as SharedExtractor>::metadata(json.clone());
        metadata.parameters.extend(members::<O, QUERY>());
        metadata.parameters.extend(
            <dropshot::Header<Members<O, HEADER>> as SharedExtractor>::metadata(json).parameters,
        );
        metadata
            .parameters
            .extend(members::<O, REQUEST_BODY>().into_iter().map(|body| {
                ApiEndpointParameter::new_body(content_type.clone(), true, body.schema, Vec::new())
            }));
        metadata
    }
}

/// A request as it comes, of which nothing is described.
pub(super) struct Untyped(pub http::Request<dropshot::Body>);

#[async_trait::async_trait]
impl ExclusiveExtractor for Untyped {
    async fn from_request<C: ServerContext>(
        _: &dropshot::RequestContext<C>,
        request: http::Request<dropshot::Body>,
    ) -> Result<Self, HttpError> {
        Ok(Untyped(request))
    }

    fn metadata(content_type: ApiEndpointBodyContentType) -> ExtractorMetadata {
        <dropshot::Path<NoVariables> as SharedExtractor>::metadata(content_type)
    }
}

#[derive(Deserialize, JsonSchema)]
struct NoVariables {}

#[derive(Deserialize, JsonSchema)]
#[allow(dead_code)]
struct RouteVariables {
    rest: Vec<String>,
    text: String,
}

/// The parameters of a route: its variables, and the wildcard `rest`.
pub(super) fn route_parameters(variables: &[&str]) -> Vec<ApiEndpointParameter> {
    let location = ApiEndpointParameterLocation::Path;
    let schema_of = |member: &str| {
        let metadata = <dropshot::Path<RouteVariables> as SharedExtractor>::metadata(
            ApiEndpointBodyContentType::Json,
        );
        let mut parameters = metadata.parameters;
        // In the order of their names: `rest`, `text`.
        let index = usize::from(member == "text");
        parameters.swap_remove(index).schema
    };
    let variables = variables.iter().map(|name| {
        let schema = schema_of("text");
        ApiEndpointParameter::new_named(&location, (*name).into(), None, true, schema, vec![])
    });
    let rest = ApiEndpointParameter::new_named(
        &location,
        "rest".into(),
        None,
        true,
        schema_of("rest"),
        vec![],
    );
    variables.chain([rest]).collect()
}

/// A response that the layer has built already.
pub(super) struct Outgoing<O> {
    response: http::Response<dropshot::Body>,
    operation: PhantomData<O>,
}

impl<O> Outgoing<O> {
    pub fn new(response: http::Response<dropshot::Body>) -> Self {
        Outgoing {
            response,
            operation: PhantomData,
        }
    }
}

impl<O: Operation> HttpResponse for Outgoing<O> {
    fn to_result(self) -> Result<http::Response<dropshot::Body>, HttpError> {
        Ok(self.response)
    }

    fn status_code(&self) -> http::StatusCode {
        self.response.status()
    }

    fn response_metadata() -> ApiEndpointResponse {
        let Some(success) = description::<O>().and_then(|all| all.success.as_ref()) else {
            return ApiEndpointResponse::default();
        };
        let without_body = <HttpResponseHeaders<
            dropshot::HttpResponseDeleted,
            Members<O, RESPONSE_HEADER>,
        > as HttpResponse>::response_metadata();
        let body = members::<O, RESPONSE_BODY>().pop().map(|body| body.schema);
        let schema = match success.body {
            Some(Body::Freeform) => None,
            Some(Body::Json(_)) | None => body.or(without_body.schema),
        };
        ApiEndpointResponse {
            schema,
            headers: without_body.headers,
            success: http::StatusCode::from_u16(success.status).ok(),
            description: Some(success.description.clone()),
        }
    }
}

/// The error type that Dropshot is told of: it emits the contract's error
/// schema. It is never made: the layer writes the responses of errors itself.
/// Dropshot makes a component for each such type, so it is the same for all
/// operations with the schema.
pub(super) struct Failure<C>(HttpError, PhantomData<C>);

impl<C: Component> JsonSchema for Failure<C> {
    fn schema_name() -> String {
        C::NAME.to_owned()
    }

    fn is_referenceable() -> bool {
        false
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        C::emitted().reference(C::NAME, generator)
    }
}

impl<C> Serialize for Failure<C> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit()
    }
}

impl<C> From<HttpError> for Failure<C> {
    fn from(error: HttpError) -> Self {
        Failure(error, PhantomData)
    }
}

impl<C> fmt::Display for Failure<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<C: Component> HttpResponseError for Failure<C> {
    fn status_code(&self) -> ErrorStatusCode {
        self.0.status_code
    }
}

/// The media type of the body that Dropshot is told of.
pub(super) fn media_type<O: Operation>() -> &'static str {
    description::<O>()
        .and_then(|description| description.request_body.as_ref())
        .map_or(dropshot::CONTENT_TYPE_JSON, |body| &body.media_type)
}

/// The description, with everything that the contract says and Dropshot can.
pub(super) fn complete<O: Operation, C: ServerContext>(
    mut endpoint: ApiEndpoint<C>,
) -> ApiEndpoint<C> {
    let Some(description) = description::<O>() else {
        return endpoint;
    };
    endpoint.summary = description.summary.clone();
    endpoint.description = description.description.clone();
    endpoint.tags = description.tags.clone();
    endpoint.deprecated = description.deprecated;
    if O::ErrorBody::NAME.is_empty() {
        endpoint.error = None;
    }
    endpoint
}
