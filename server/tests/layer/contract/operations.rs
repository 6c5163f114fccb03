// @generated from server/tests/layer/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! Each operation's request, successes and errors: nothing else can be answered.

use schemars::r#gen::SchemaGenerator;
#[allow(unused_imports)]
use super::checked;
#[allow(unused_imports)]
use super::{constrained, support, types};

/// `GET /widgets`
pub struct ListWidgets;

impl ListWidgets {
    /// The path of a request.
    pub fn path() -> String {
        "/widgets".to_owned()
    }
}

impl support::Operation for ListWidgets {
    const ID: &'static str = "listWidgets";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/widgets";
    const ROUTE: &'static str = "/widgets";
    const TAGS: &'static [&'static str] = &[];
    const SUMMARY: Option<&'static str> = None;
    const DESCRIPTION: Option<&'static str> = None;
    const DEPRECATED: bool = false;
    const SUCCESS: Option<(http::StatusCode, &'static str)> = Some((
        http::StatusCode::OK,
        "What was asked for, as the layer read it.",
    ));
    const SUCCESS_IS_FREEFORM: bool = false;
    const REQUEST_MEDIA_TYPE: &'static str = "application/json";
    const HAS_REQUEST_BODY: bool = false;
    const HAS_ERROR_BODY: bool = true;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    type Request = ListWidgetsRequest;
    type Success = ListWidgetsSuccess;
    type Error = ListWidgetsError;
    type ErrorBody = types::Problem;
    fn request(
        parts: &support::RequestParts,
        _: Vec<u8>,
    ) -> Result<Self::Request, support::Refusal> {
        Ok(ListWidgetsRequest {
            limit: parts.query("limit", support::Shape::Integer)?,
            tag: parts.query("tag", support::Shape::Exploded(&support::Shape::String))?,
            ids: parts
                .query("ids", support::Shape::Array(&support::Shape::Integer, ','))?,
            sort: parts.query("sort", support::Shape::String)?,
            x_trace: support::required(
                parts.header("X-Trace", support::Shape::String)?,
                "header",
                "X-Trace",
            )?,
            ratio: parts.query("ratio", support::Shape::Number)?,
            archived: parts.query("archived", support::Shape::Boolean)?,
        })
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, support::Unexpected> {
        match success {
            Self::Success::Ok { x_total, x_tags, body } => {
                support::ResponseBuilder::new(http::StatusCode::OK)
                    .header("x-total", x_total.as_ref())?
                    .header("x-tags", x_tags.as_ref())?
                    .json("application/json", &body)
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, support::Unexpected> {
        match error {
            Self::Error::BadRequest(body) => {
                support::ResponseBuilder::new(http::StatusCode::BAD_REQUEST)
                    .json("application/problem+json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    #[allow(unused_variables)]
    fn describe(
        part: support::Part,
        generator: &mut SchemaGenerator,
    ) -> Vec<support::Described> {
        match part {
            support::Part::Query => {
                Vec::from([
                    support::described(
                        "limit",
                        false,
                        None,
                        support::schema(
                            r#"{"maximum":100,"minimum":1,"multipleOf":5,"type":"integer"}"#,
                        ),
                    ),
                    support::described(
                        "sort",
                        false,
                        None,
                        support::schema(
                            r#"{"enum":["asc","ASC","desc"],"type":"string"}"#,
                        ),
                    ),
                    support::described(
                        "ratio",
                        false,
                        None,
                        support::schema(
                            r#"{"exclusiveMinimum":0,"maximum":1,"type":"number"}"#,
                        ),
                    ),
                    support::described(
                        "archived",
                        false,
                        None,
                        support::schema(r#"{"type":"boolean"}"#),
                    ),
                ])
            }
            support::Part::Header => {
                Vec::from([
                    support::described(
                        "X-Trace",
                        true,
                        None,
                        support::schema(r#"{"maxLength":8,"type":"string"}"#),
                    ),
                ])
            }
            support::Part::ResponseHeader => {
                Vec::from([
                    support::described(
                        "X-Total",
                        false,
                        None,
                        support::schema(r#"{"type":"integer"}"#),
                    ),
                    support::described(
                        "X-Tags",
                        false,
                        None,
                        support::schema(r#"{"items":{"type":"string"},"type":"array"}"#),
                    ),
                ])
            }
            support::Part::ResponseBody => {
                Vec::from([
                    support::described(
                        "body",
                        true,
                        None,
                        support::reference::<types::Echo>(generator),
                    ),
                ])
            }
            _ => Vec::new(),
        }
    }
}

/// The request of `GET /widgets`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct ListWidgetsRequest {
    /// The query parameter `limit`.
    pub limit: Option<constrained::ListWidgetsLimit>,
    /// The query parameter `tag`.
    pub tag: Option<constrained::ListWidgetsTag>,
    /// The query parameter `ids`.
    pub ids: Option<Vec<i64>>,
    /// The query parameter `sort`.
    pub sort: Option<types::ListWidgetsSort>,
    /// The header parameter `X-Trace`.
    pub x_trace: types::ListWidgetsXTrace,
    /// The query parameter `ratio`.
    pub ratio: Option<constrained::ListWidgetsRatio>,
    /// The query parameter `archived`.
    pub archived: Option<bool>,
}

/// The successes of `GET /widgets`.
#[derive(Debug)]
pub enum ListWidgetsSuccess {
    /// 200: What was asked for, as the layer read it.
    Ok {
        /// `X-Total`.
        x_total: Option<i64>,
        /// `X-Tags`.
        x_tags: Option<Vec<String>>,
        body: types::Echo,
    },
}

/// The errors of `GET /widgets`.
#[derive(Debug)]
pub enum ListWidgetsError {
    /// 400: The request is not valid.
    BadRequest(types::Problem),
    /// What the contract has no response for: 500, without details.
    Unexpected(support::Unexpected),
}

impl ListWidgetsError {
    /// 400: The request is not valid.
    pub fn bad_request(detail: &str) -> Self {
        support::problem(400, Some(detail))
            .map_or_else(Self::Unexpected, Self::BadRequest)
    }
}

impl From<support::Refusal> for ListWidgetsError {
    fn from(refusal: support::Refusal) -> Self {
        #[allow(unreachable_patterns)]
        match refusal.kind() {
            support::RefusalKind::PathParameter => {
                refusal.problem(400).map_or_else(Self::Unexpected, Self::BadRequest)
            }
            support::RefusalKind::Parameter => {
                refusal.problem(400).map_or_else(Self::Unexpected, Self::BadRequest)
            }
            support::RefusalKind::MediaType => {
                refusal.problem(400).map_or_else(Self::Unexpected, Self::BadRequest)
            }
            support::RefusalKind::BodyTooLarge => {
                refusal.problem(400).map_or_else(Self::Unexpected, Self::BadRequest)
            }
            support::RefusalKind::Body => {
                refusal.problem(400).map_or_else(Self::Unexpected, Self::BadRequest)
            }
            _ => Self::Unexpected(refusal.into()),
        }
    }
}

impl From<support::Unexpected> for ListWidgetsError {
    fn from(unexpected: support::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

/// `POST /widgets`
pub struct CreateWidget;

impl CreateWidget {
    /// The path of a request.
    pub fn path() -> String {
        "/widgets".to_owned()
    }
}

impl support::Operation for CreateWidget {
    const ID: &'static str = "createWidget";
    const METHOD: &'static str = "POST";
    const PATH: &'static str = "/widgets";
    const ROUTE: &'static str = "/widgets";
    const TAGS: &'static [&'static str] = &[];
    const SUMMARY: Option<&'static str> = None;
    const DESCRIPTION: Option<&'static str> = None;
    const DEPRECATED: bool = false;
    const SUCCESS: Option<(http::StatusCode, &'static str)> = Some((
        http::StatusCode::CREATED,
        "Made.",
    ));
    const SUCCESS_IS_FREEFORM: bool = false;
    const REQUEST_MEDIA_TYPE: &'static str = "application/json";
    const HAS_REQUEST_BODY: bool = true;
    const HAS_ERROR_BODY: bool = true;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    type Request = CreateWidgetRequest;
    type Success = CreateWidgetSuccess;
    type Error = CreateWidgetError;
    type ErrorBody = types::Problem;
    fn request(
        parts: &support::RequestParts,
        body: Vec<u8>,
    ) -> Result<Self::Request, support::Refusal> {
        parts.choose_media_type(&["application/json"])?;
        Ok(CreateWidgetRequest {
            body: support::json_body(&body)?,
        })
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, support::Unexpected> {
        match success {
            Self::Success::Created(body) => {
                support::ResponseBuilder::new(http::StatusCode::CREATED)
                    .json("application/vnd.widget+json", &body)
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, support::Unexpected> {
        match error {
            Self::Error::PayloadTooLarge(body) => {
                support::ResponseBuilder::new(http::StatusCode::PAYLOAD_TOO_LARGE)
                    .json("application/problem+json", &body)
            }
            Self::Error::UnsupportedMediaType(body) => {
                support::ResponseBuilder::new(http::StatusCode::UNSUPPORTED_MEDIA_TYPE)
                    .json("application/problem+json", &body)
            }
            Self::Error::UnprocessableEntity(body) => {
                support::ResponseBuilder::new(http::StatusCode::UNPROCESSABLE_ENTITY)
                    .json("application/problem+json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    #[allow(unused_variables)]
    fn describe(
        part: support::Part,
        generator: &mut SchemaGenerator,
    ) -> Vec<support::Described> {
        match part {
            support::Part::RequestBody => {
                Vec::from([
                    support::described(
                        "body",
                        true,
                        None,
                        support::reference::<types::Widget>(generator),
                    ),
                ])
            }
            support::Part::ResponseBody => {
                Vec::from([
                    support::described(
                        "body",
                        true,
                        None,
                        support::reference::<types::Widget>(generator),
                    ),
                ])
            }
            _ => Vec::new(),
        }
    }
}

/// The request of `POST /widgets`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct CreateWidgetRequest {
    /// The body: `application/json`.
    pub body: types::Widget,
}

/// The successes of `POST /widgets`.
#[derive(Debug)]
pub enum CreateWidgetSuccess {
    /// 201: Made.
    Created(types::Widget),
}

/// The errors of `POST /widgets`.
#[derive(Debug)]
pub enum CreateWidgetError {
    /// 413: The request is not valid.
    PayloadTooLarge(types::Problem),
    /// 415: The request is not valid.
    UnsupportedMediaType(types::Problem),
    /// 422: The request is not valid.
    UnprocessableEntity(types::Problem),
    /// What the contract has no response for: 500, without details.
    Unexpected(support::Unexpected),
}

impl CreateWidgetError {
    /// 413: The request is not valid.
    pub fn payload_too_large(detail: &str) -> Self {
        support::problem(413, Some(detail))
            .map_or_else(Self::Unexpected, Self::PayloadTooLarge)
    }

    /// 415: The request is not valid.
    pub fn unsupported_media_type(detail: &str) -> Self {
        support::problem(415, Some(detail))
            .map_or_else(Self::Unexpected, Self::UnsupportedMediaType)
    }

    /// 422: The request is not valid.
    pub fn unprocessable_entity(detail: &str) -> Self {
        support::problem(422, Some(detail))
            .map_or_else(Self::Unexpected, Self::UnprocessableEntity)
    }
}

impl From<support::Refusal> for CreateWidgetError {
    fn from(refusal: support::Refusal) -> Self {
        #[allow(unreachable_patterns)]
        match refusal.kind() {
            support::RefusalKind::PathParameter => {
                refusal
                    .problem(422)
                    .map_or_else(Self::Unexpected, Self::UnprocessableEntity)
            }
            support::RefusalKind::Parameter => {
                refusal
                    .problem(422)
                    .map_or_else(Self::Unexpected, Self::UnprocessableEntity)
            }
            support::RefusalKind::MediaType => {
                refusal
                    .problem(415)
                    .map_or_else(Self::Unexpected, Self::UnsupportedMediaType)
            }
            support::RefusalKind::BodyTooLarge => {
                refusal.problem(413).map_or_else(Self::Unexpected, Self::PayloadTooLarge)
            }
            support::RefusalKind::Body => {
                refusal
                    .problem(422)
                    .map_or_else(Self::Unexpected, Self::UnprocessableEntity)
            }
            _ => Self::Unexpected(refusal.into()),
        }
    }
}

impl From<support::Unexpected> for CreateWidgetError {
    fn from(unexpected: support::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

/// `PUT /widgets/{widget-id}/picture/{size}`
pub struct PutPicture;

impl PutPicture {
    /// The path of a request.
    pub fn path(widget_id: &::uuid::Uuid, size: &types::PutPictureSize) -> String {
        format!(
            "/widgets/{}/picture/{}", support::path_segment(widget_id),
            support::path_segment(size)
        )
    }
}

impl support::Operation for PutPicture {
    const ID: &'static str = "putPicture";
    const METHOD: &'static str = "PUT";
    const PATH: &'static str = "/widgets/{widget-id}/picture/{size}";
    const ROUTE: &'static str = "/widgets/{widget-id}/picture/{size}";
    const TAGS: &'static [&'static str] = &[];
    const SUMMARY: Option<&'static str> = None;
    const DESCRIPTION: Option<&'static str> = None;
    const DEPRECATED: bool = false;
    const SUCCESS: Option<(http::StatusCode, &'static str)> = Some((
        http::StatusCode::NO_CONTENT,
        "Stored.",
    ));
    const SUCCESS_IS_FREEFORM: bool = false;
    const REQUEST_MEDIA_TYPE: &'static str = "application/octet-stream";
    const HAS_REQUEST_BODY: bool = true;
    const HAS_ERROR_BODY: bool = true;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    type Request = PutPictureRequest;
    type Success = PutPictureSuccess;
    type Error = PutPictureError;
    type ErrorBody = types::Problem;
    fn request(
        parts: &support::RequestParts,
        body: Vec<u8>,
    ) -> Result<Self::Request, support::Refusal> {
        parts.choose_media_type(&["image/png"])?;
        Ok(PutPictureRequest {
            widget_id: parts.path("widget-id", support::Shape::String)?,
            size: parts.path("size", support::Shape::Integer)?,
            body,
        })
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, support::Unexpected> {
        match success {
            Self::Success::NoContent => {
                support::ResponseBuilder::new(http::StatusCode::NO_CONTENT).empty()
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, support::Unexpected> {
        match error {
            Self::Error::ClientError { status, body } => {
                support::ResponseBuilder::new(status.status())
                    .json("application/problem+json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    #[allow(unused_variables)]
    fn describe(
        part: support::Part,
        generator: &mut SchemaGenerator,
    ) -> Vec<support::Described> {
        match part {
            support::Part::Path => {
                Vec::from([
                    support::described(
                        "widget-id",
                        true,
                        None,
                        support::schema(r#"{"format":"uuid","type":"string"}"#),
                    ),
                    support::described(
                        "size",
                        true,
                        None,
                        support::schema(r#"{"enum":[64,128],"type":"integer"}"#),
                    ),
                ])
            }
            support::Part::RequestBody => {
                Vec::from([
                    support::described("body", true, None, support::schema("{}")),
                ])
            }
            _ => Vec::new(),
        }
    }
}

/// The request of `PUT /widgets/{widget-id}/picture/{size}`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct PutPictureRequest {
    /// The path parameter `widget-id`.
    pub widget_id: ::uuid::Uuid,
    /// The path parameter `size`.
    pub size: types::PutPictureSize,
    /// The body: `image/png`.
    pub body: Vec<u8>,
}

/// The successes of `PUT /widgets/{widget-id}/picture/{size}`.
#[derive(Debug)]
pub enum PutPictureSuccess {
    /// 204: Stored.
    NoContent,
}

/// The errors of `PUT /widgets/{widget-id}/picture/{size}`.
#[derive(Debug)]
pub enum PutPictureError {
    /// 4XX: The request is not valid.
    ClientError { status: support::StatusRange<4>, body: types::Problem },
    /// What the contract has no response for: 500, without details.
    Unexpected(support::Unexpected),
}

impl From<support::Refusal> for PutPictureError {
    fn from(refusal: support::Refusal) -> Self {
        #[allow(unreachable_patterns)]
        match refusal.kind() {
            support::RefusalKind::Credentials => {
                refusal
                    .problem(401)
                    .map_or_else(
                        Self::Unexpected,
                        |body| Self::ClientError {
                            status: support::StatusRange::<4>::of(401),
                            body,
                        },
                    )
            }
            support::RefusalKind::PathParameter => {
                refusal
                    .problem(404)
                    .map_or_else(
                        Self::Unexpected,
                        |body| Self::ClientError {
                            status: support::StatusRange::<4>::of(404),
                            body,
                        },
                    )
            }
            support::RefusalKind::Parameter => {
                refusal
                    .problem(400)
                    .map_or_else(
                        Self::Unexpected,
                        |body| Self::ClientError {
                            status: support::StatusRange::<4>::of(400),
                            body,
                        },
                    )
            }
            support::RefusalKind::MediaType => {
                refusal
                    .problem(415)
                    .map_or_else(
                        Self::Unexpected,
                        |body| Self::ClientError {
                            status: support::StatusRange::<4>::of(415),
                            body,
                        },
                    )
            }
            support::RefusalKind::BodyTooLarge => {
                refusal
                    .problem(413)
                    .map_or_else(
                        Self::Unexpected,
                        |body| Self::ClientError {
                            status: support::StatusRange::<4>::of(413),
                            body,
                        },
                    )
            }
            support::RefusalKind::Body => {
                refusal
                    .problem(400)
                    .map_or_else(
                        Self::Unexpected,
                        |body| Self::ClientError {
                            status: support::StatusRange::<4>::of(400),
                            body,
                        },
                    )
            }
            _ => Self::Unexpected(refusal.into()),
        }
    }
}

impl From<support::Unexpected> for PutPictureError {
    fn from(unexpected: support::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

/// `POST /notes`
pub struct PostNote;

impl PostNote {
    /// The path of a request.
    pub fn path() -> String {
        "/notes".to_owned()
    }
}

impl support::Operation for PostNote {
    const ID: &'static str = "postNote";
    const METHOD: &'static str = "POST";
    const PATH: &'static str = "/notes";
    const ROUTE: &'static str = "/notes";
    const TAGS: &'static [&'static str] = &[];
    const SUMMARY: Option<&'static str> = None;
    const DESCRIPTION: Option<&'static str> = None;
    const DEPRECATED: bool = false;
    const SUCCESS: Option<(http::StatusCode, &'static str)> = Some((
        http::StatusCode::OK,
        "The same note.",
    ));
    const SUCCESS_IS_FREEFORM: bool = true;
    const REQUEST_MEDIA_TYPE: &'static str = "application/octet-stream";
    const HAS_REQUEST_BODY: bool = true;
    const HAS_ERROR_BODY: bool = true;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    type Request = PostNoteRequest;
    type Success = PostNoteSuccess;
    type Error = PostNoteError;
    type ErrorBody = types::Problem;
    fn request(
        parts: &support::RequestParts,
        body: Vec<u8>,
    ) -> Result<Self::Request, support::Refusal> {
        parts.choose_media_type(&["text/plain"])?;
        Ok(PostNoteRequest {
            body: support::text_body(body)?,
        })
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, support::Unexpected> {
        match success {
            Self::Success::Ok(body) => {
                support::ResponseBuilder::new(http::StatusCode::OK)
                    .text("text/plain", body)
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, support::Unexpected> {
        match error {
            Self::Error::Default { status, body } => {
                support::ResponseBuilder::new(status)
                    .json("application/problem+json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    #[allow(unused_variables)]
    fn describe(
        part: support::Part,
        generator: &mut SchemaGenerator,
    ) -> Vec<support::Described> {
        match part {
            support::Part::RequestBody => {
                Vec::from([
                    support::described(
                        "body",
                        true,
                        None,
                        support::schema(r#"{"type":"string"}"#),
                    ),
                ])
            }
            _ => Vec::new(),
        }
    }
}

/// The request of `POST /notes`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct PostNoteRequest {
    /// The body: `text/plain`.
    pub body: String,
}

/// The successes of `POST /notes`.
#[derive(Debug)]
pub enum PostNoteSuccess {
    /// 200: The same note.
    Ok(String),
}

/// The errors of `POST /notes`.
#[derive(Debug)]
pub enum PostNoteError {
    /// default: The request is not valid.
    Default { status: http::StatusCode, body: types::Problem },
    /// What the contract has no response for: 500, without details.
    Unexpected(support::Unexpected),
}

impl From<support::Refusal> for PostNoteError {
    fn from(refusal: support::Refusal) -> Self {
        #[allow(unreachable_patterns)]
        match refusal.kind() {
            support::RefusalKind::Credentials => {
                refusal
                    .problem(401)
                    .map_or_else(
                        Self::Unexpected,
                        |body| Self::Default {
                            status: http::StatusCode::from_u16(401).unwrap_or_default(),
                            body,
                        },
                    )
            }
            support::RefusalKind::PathParameter => {
                refusal
                    .problem(404)
                    .map_or_else(
                        Self::Unexpected,
                        |body| Self::Default {
                            status: http::StatusCode::from_u16(404).unwrap_or_default(),
                            body,
                        },
                    )
            }
            support::RefusalKind::Parameter => {
                refusal
                    .problem(400)
                    .map_or_else(
                        Self::Unexpected,
                        |body| Self::Default {
                            status: http::StatusCode::from_u16(400).unwrap_or_default(),
                            body,
                        },
                    )
            }
            support::RefusalKind::MediaType => {
                refusal
                    .problem(415)
                    .map_or_else(
                        Self::Unexpected,
                        |body| Self::Default {
                            status: http::StatusCode::from_u16(415).unwrap_or_default(),
                            body,
                        },
                    )
            }
            support::RefusalKind::BodyTooLarge => {
                refusal
                    .problem(413)
                    .map_or_else(
                        Self::Unexpected,
                        |body| Self::Default {
                            status: http::StatusCode::from_u16(413).unwrap_or_default(),
                            body,
                        },
                    )
            }
            support::RefusalKind::Body => {
                refusal
                    .problem(400)
                    .map_or_else(
                        Self::Unexpected,
                        |body| Self::Default {
                            status: http::StatusCode::from_u16(400).unwrap_or_default(),
                            body,
                        },
                    )
            }
            _ => Self::Unexpected(refusal.into()),
        }
    }
}

impl From<support::Unexpected> for PostNoteError {
    fn from(unexpected: support::Unexpected) -> Self {
        match support::Refusal::new(
                support::RefusalKind::Body,
                "The request could not be carried out.",
            )
            .problem(500)
        {
            Ok(body) => {
                Self::Default {
                    status: http::StatusCode::from_u16(500).unwrap_or_default(),
                    body,
                }
            }
            Err(_) => Self::Unexpected(unexpected),
        }
    }
}

/// `POST /orders`
pub struct PostOrder;

impl PostOrder {
    /// The path of a request.
    pub fn path() -> String {
        "/orders".to_owned()
    }
}

impl support::Operation for PostOrder {
    const ID: &'static str = "postOrder";
    const METHOD: &'static str = "POST";
    const PATH: &'static str = "/orders";
    const ROUTE: &'static str = "/orders";
    const TAGS: &'static [&'static str] = &[];
    const SUMMARY: Option<&'static str> = None;
    const DESCRIPTION: Option<&'static str> = None;
    const DEPRECATED: bool = false;
    const SUCCESS: Option<(http::StatusCode, &'static str)> = Some((
        http::StatusCode::OK,
        "The same order.",
    ));
    const SUCCESS_IS_FREEFORM: bool = false;
    const REQUEST_MEDIA_TYPE: &'static str = "application/x-www-form-urlencoded";
    const HAS_REQUEST_BODY: bool = true;
    const HAS_ERROR_BODY: bool = true;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    type Request = PostOrderRequest;
    type Success = PostOrderSuccess;
    type Error = PostOrderError;
    type ErrorBody = types::Problem;
    fn request(
        parts: &support::RequestParts,
        body: Vec<u8>,
    ) -> Result<Self::Request, support::Refusal> {
        parts.choose_media_type(&["application/x-www-form-urlencoded"])?;
        Ok(PostOrderRequest {
            body: support::form_body(
                &body,
                &[
                    ("quantity", support::Shape::Integer),
                    ("notes", support::Shape::Exploded(&support::Shape::String)),
                    ("express", support::Shape::Boolean),
                ],
            )?,
        })
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, support::Unexpected> {
        match success {
            Self::Success::Ok(body) => {
                support::ResponseBuilder::new(http::StatusCode::OK)
                    .json("application/json", &body)
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, support::Unexpected> {
        match error {
            Self::Error::BadRequest(body) => {
                support::ResponseBuilder::new(http::StatusCode::BAD_REQUEST)
                    .json("application/problem+json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    #[allow(unused_variables)]
    fn describe(
        part: support::Part,
        generator: &mut SchemaGenerator,
    ) -> Vec<support::Described> {
        match part {
            support::Part::RequestBody => {
                Vec::from([
                    support::described(
                        "body",
                        true,
                        None,
                        support::reference::<types::Order>(generator),
                    ),
                ])
            }
            support::Part::ResponseBody => {
                Vec::from([
                    support::described(
                        "body",
                        true,
                        None,
                        support::reference::<types::Order>(generator),
                    ),
                ])
            }
            _ => Vec::new(),
        }
    }
}

/// The request of `POST /orders`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct PostOrderRequest {
    /// The body: `application/x-www-form-urlencoded`.
    pub body: types::Order,
}

/// The successes of `POST /orders`.
#[derive(Debug)]
pub enum PostOrderSuccess {
    /// 200: The same order.
    Ok(types::Order),
}

/// The errors of `POST /orders`.
#[derive(Debug)]
pub enum PostOrderError {
    /// 400: The request is not valid.
    BadRequest(types::Problem),
    /// What the contract has no response for: 500, without details.
    Unexpected(support::Unexpected),
}

impl PostOrderError {
    /// 400: The request is not valid.
    pub fn bad_request(detail: &str) -> Self {
        support::problem(400, Some(detail))
            .map_or_else(Self::Unexpected, Self::BadRequest)
    }
}

impl From<support::Refusal> for PostOrderError {
    fn from(refusal: support::Refusal) -> Self {
        #[allow(unreachable_patterns)]
        match refusal.kind() {
            support::RefusalKind::PathParameter => {
                refusal.problem(400).map_or_else(Self::Unexpected, Self::BadRequest)
            }
            support::RefusalKind::Parameter => {
                refusal.problem(400).map_or_else(Self::Unexpected, Self::BadRequest)
            }
            support::RefusalKind::MediaType => {
                refusal.problem(400).map_or_else(Self::Unexpected, Self::BadRequest)
            }
            support::RefusalKind::BodyTooLarge => {
                refusal.problem(400).map_or_else(Self::Unexpected, Self::BadRequest)
            }
            support::RefusalKind::Body => {
                refusal.problem(400).map_or_else(Self::Unexpected, Self::BadRequest)
            }
            _ => Self::Unexpected(refusal.into()),
        }
    }
}

impl From<support::Unexpected> for PostOrderError {
    fn from(unexpected: support::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

/// `GET /secured/either`
pub struct EitherCredential;

impl EitherCredential {
    /// The path of a request.
    pub fn path() -> String {
        "/secured/either".to_owned()
    }
}

impl support::Operation for EitherCredential {
    const ID: &'static str = "eitherCredential";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/secured/either";
    const ROUTE: &'static str = "/secured/either";
    const TAGS: &'static [&'static str] = &[];
    const SUMMARY: Option<&'static str> = None;
    const DESCRIPTION: Option<&'static str> = None;
    const DEPRECATED: bool = false;
    const SUCCESS: Option<(http::StatusCode, &'static str)> = Some((
        http::StatusCode::NO_CONTENT,
        "Fine.",
    ));
    const SUCCESS_IS_FREEFORM: bool = false;
    const REQUEST_MEDIA_TYPE: &'static str = "application/json";
    const HAS_REQUEST_BODY: bool = false;
    const HAS_ERROR_BODY: bool = true;
    const SECURITY: &'static [&'static [&'static str]] = &[
        &["QueryKey"],
        &["CookieKey"],
    ];
    type Request = EitherCredentialRequest;
    type Success = EitherCredentialSuccess;
    type Error = EitherCredentialError;
    type ErrorBody = types::Problem;
    fn request(
        _: &support::RequestParts,
        _: Vec<u8>,
    ) -> Result<Self::Request, support::Refusal> {
        Ok(EitherCredentialRequest {})
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, support::Unexpected> {
        match success {
            Self::Success::NoContent => {
                support::ResponseBuilder::new(http::StatusCode::NO_CONTENT).empty()
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, support::Unexpected> {
        match error {
            Self::Error::Unauthorized { www_authenticate, body } => {
                support::ResponseBuilder::new(http::StatusCode::UNAUTHORIZED)
                    .header("www-authenticate", Some(&www_authenticate))?
                    .json("application/json", &body)
            }
            Self::Error::InternalServerError(body) => {
                support::ResponseBuilder::new(http::StatusCode::INTERNAL_SERVER_ERROR)
                    .json("application/json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn describe(_: support::Part, _: &mut SchemaGenerator) -> Vec<support::Described> {
        Vec::new()
    }
}

/// The request of `GET /secured/either`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct EitherCredentialRequest {}

/// The successes of `GET /secured/either`.
#[derive(Debug)]
pub enum EitherCredentialSuccess {
    /// 204: Fine.
    NoContent,
}

/// The errors of `GET /secured/either`.
#[derive(Debug)]
pub enum EitherCredentialError {
    /// 401: Who are you?
    Unauthorized {
        /// `WWW-Authenticate`.
        www_authenticate: String,
        body: types::Problem,
    },
    /// 500: Something went wrong.
    InternalServerError(types::Problem),
    /// What the contract has no response for: 500, without details.
    Unexpected(support::Unexpected),
}

impl EitherCredentialError {
    /// 401: Who are you?
    pub fn unauthorized(www_authenticate: String, detail: &str) -> Self {
        support::problem(401, Some(detail))
            .map_or_else(
                Self::Unexpected,
                |body| Self::Unauthorized {
                    www_authenticate,
                    body,
                },
            )
    }

    /// 500: Something went wrong.
    pub fn internal_server_error(detail: &str) -> Self {
        support::problem(500, Some(detail))
            .map_or_else(Self::Unexpected, Self::InternalServerError)
    }
}

impl From<support::Refusal> for EitherCredentialError {
    fn from(refusal: support::Refusal) -> Self {
        #[allow(unreachable_patterns)]
        match refusal.kind() {
            support::RefusalKind::Credentials => {
                refusal
                    .problem(401)
                    .map_or_else(
                        Self::Unexpected,
                        |body| Self::Unauthorized {
                            www_authenticate: refusal.challenge(),
                            body,
                        },
                    )
            }
            _ => Self::Unexpected(refusal.into()),
        }
    }
}

impl From<support::Unexpected> for EitherCredentialError {
    fn from(unexpected: support::Unexpected) -> Self {
        match support::Refusal::new(
                support::RefusalKind::Body,
                "The request could not be carried out.",
            )
            .problem(500)
        {
            Ok(body) => Self::InternalServerError(body),
            Err(_) => Self::Unexpected(unexpected),
        }
    }
}

/// `GET /secured/both`
pub struct BothCredentials;

impl BothCredentials {
    /// The path of a request.
    pub fn path() -> String {
        "/secured/both".to_owned()
    }
}

impl support::Operation for BothCredentials {
    const ID: &'static str = "bothCredentials";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/secured/both";
    const ROUTE: &'static str = "/secured/both";
    const TAGS: &'static [&'static str] = &[];
    const SUMMARY: Option<&'static str> = None;
    const DESCRIPTION: Option<&'static str> = None;
    const DEPRECATED: bool = false;
    const SUCCESS: Option<(http::StatusCode, &'static str)> = Some((
        http::StatusCode::NO_CONTENT,
        "Fine.",
    ));
    const SUCCESS_IS_FREEFORM: bool = false;
    const REQUEST_MEDIA_TYPE: &'static str = "application/json";
    const HAS_REQUEST_BODY: bool = false;
    const HAS_ERROR_BODY: bool = true;
    const SECURITY: &'static [&'static [&'static str]] = &[&["QueryKey", "Password"]];
    type Request = BothCredentialsRequest;
    type Success = BothCredentialsSuccess;
    type Error = BothCredentialsError;
    type ErrorBody = types::Problem;
    fn request(
        _: &support::RequestParts,
        _: Vec<u8>,
    ) -> Result<Self::Request, support::Refusal> {
        Ok(BothCredentialsRequest {})
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, support::Unexpected> {
        match success {
            Self::Success::NoContent => {
                support::ResponseBuilder::new(http::StatusCode::NO_CONTENT).empty()
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, support::Unexpected> {
        match error {
            Self::Error::Unauthorized { www_authenticate, body } => {
                support::ResponseBuilder::new(http::StatusCode::UNAUTHORIZED)
                    .header("www-authenticate", Some(&www_authenticate))?
                    .json("application/json", &body)
            }
            Self::Error::InternalServerError(body) => {
                support::ResponseBuilder::new(http::StatusCode::INTERNAL_SERVER_ERROR)
                    .json("application/json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn describe(_: support::Part, _: &mut SchemaGenerator) -> Vec<support::Described> {
        Vec::new()
    }
}

/// The request of `GET /secured/both`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct BothCredentialsRequest {}

/// The successes of `GET /secured/both`.
#[derive(Debug)]
pub enum BothCredentialsSuccess {
    /// 204: Fine.
    NoContent,
}

/// The errors of `GET /secured/both`.
#[derive(Debug)]
pub enum BothCredentialsError {
    /// 401: Who are you?
    Unauthorized {
        /// `WWW-Authenticate`.
        www_authenticate: String,
        body: types::Problem,
    },
    /// 500: Something went wrong.
    InternalServerError(types::Problem),
    /// What the contract has no response for: 500, without details.
    Unexpected(support::Unexpected),
}

impl BothCredentialsError {
    /// 401: Who are you?
    pub fn unauthorized(www_authenticate: String, detail: &str) -> Self {
        support::problem(401, Some(detail))
            .map_or_else(
                Self::Unexpected,
                |body| Self::Unauthorized {
                    www_authenticate,
                    body,
                },
            )
    }

    /// 500: Something went wrong.
    pub fn internal_server_error(detail: &str) -> Self {
        support::problem(500, Some(detail))
            .map_or_else(Self::Unexpected, Self::InternalServerError)
    }
}

impl From<support::Refusal> for BothCredentialsError {
    fn from(refusal: support::Refusal) -> Self {
        #[allow(unreachable_patterns)]
        match refusal.kind() {
            support::RefusalKind::Credentials => {
                refusal
                    .problem(401)
                    .map_or_else(
                        Self::Unexpected,
                        |body| Self::Unauthorized {
                            www_authenticate: refusal.challenge(),
                            body,
                        },
                    )
            }
            _ => Self::Unexpected(refusal.into()),
        }
    }
}

impl From<support::Unexpected> for BothCredentialsError {
    fn from(unexpected: support::Unexpected) -> Self {
        match support::Refusal::new(
                support::RefusalKind::Body,
                "The request could not be carried out.",
            )
            .problem(500)
        {
            Ok(body) => Self::InternalServerError(body),
            Err(_) => Self::Unexpected(unexpected),
        }
    }
}

/// `GET /secured/optional`
pub struct OptionalCredential;

impl OptionalCredential {
    /// The path of a request.
    pub fn path() -> String {
        "/secured/optional".to_owned()
    }
}

impl support::Operation for OptionalCredential {
    const ID: &'static str = "optionalCredential";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/secured/optional";
    const ROUTE: &'static str = "/secured/optional";
    const TAGS: &'static [&'static str] = &[];
    const SUMMARY: Option<&'static str> = None;
    const DESCRIPTION: Option<&'static str> = None;
    const DEPRECATED: bool = false;
    const SUCCESS: Option<(http::StatusCode, &'static str)> = Some((
        http::StatusCode::NO_CONTENT,
        "Fine.",
    ));
    const SUCCESS_IS_FREEFORM: bool = false;
    const REQUEST_MEDIA_TYPE: &'static str = "application/json";
    const HAS_REQUEST_BODY: bool = false;
    const HAS_ERROR_BODY: bool = true;
    const SECURITY: &'static [&'static [&'static str]] = &[&[], &["Token"]];
    type Request = OptionalCredentialRequest;
    type Success = OptionalCredentialSuccess;
    type Error = OptionalCredentialError;
    type ErrorBody = types::Problem;
    fn request(
        _: &support::RequestParts,
        _: Vec<u8>,
    ) -> Result<Self::Request, support::Refusal> {
        Ok(OptionalCredentialRequest {})
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, support::Unexpected> {
        match success {
            Self::Success::NoContent => {
                support::ResponseBuilder::new(http::StatusCode::NO_CONTENT).empty()
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, support::Unexpected> {
        match error {
            Self::Error::Unauthorized { www_authenticate, body } => {
                support::ResponseBuilder::new(http::StatusCode::UNAUTHORIZED)
                    .header("www-authenticate", Some(&www_authenticate))?
                    .json("application/json", &body)
            }
            Self::Error::InternalServerError(body) => {
                support::ResponseBuilder::new(http::StatusCode::INTERNAL_SERVER_ERROR)
                    .json("application/json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn describe(_: support::Part, _: &mut SchemaGenerator) -> Vec<support::Described> {
        Vec::new()
    }
}

/// The request of `GET /secured/optional`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct OptionalCredentialRequest {}

/// The successes of `GET /secured/optional`.
#[derive(Debug)]
pub enum OptionalCredentialSuccess {
    /// 204: Fine.
    NoContent,
}

/// The errors of `GET /secured/optional`.
#[derive(Debug)]
pub enum OptionalCredentialError {
    /// 401: Who are you?
    Unauthorized {
        /// `WWW-Authenticate`.
        www_authenticate: String,
        body: types::Problem,
    },
    /// 500: Something went wrong.
    InternalServerError(types::Problem),
    /// What the contract has no response for: 500, without details.
    Unexpected(support::Unexpected),
}

impl OptionalCredentialError {
    /// 401: Who are you?
    pub fn unauthorized(www_authenticate: String, detail: &str) -> Self {
        support::problem(401, Some(detail))
            .map_or_else(
                Self::Unexpected,
                |body| Self::Unauthorized {
                    www_authenticate,
                    body,
                },
            )
    }

    /// 500: Something went wrong.
    pub fn internal_server_error(detail: &str) -> Self {
        support::problem(500, Some(detail))
            .map_or_else(Self::Unexpected, Self::InternalServerError)
    }
}

impl From<support::Refusal> for OptionalCredentialError {
    fn from(refusal: support::Refusal) -> Self {
        #[allow(unreachable_patterns)]
        match refusal.kind() {
            support::RefusalKind::Credentials => {
                refusal
                    .problem(401)
                    .map_or_else(
                        Self::Unexpected,
                        |body| Self::Unauthorized {
                            www_authenticate: refusal.challenge(),
                            body,
                        },
                    )
            }
            _ => Self::Unexpected(refusal.into()),
        }
    }
}

impl From<support::Unexpected> for OptionalCredentialError {
    fn from(unexpected: support::Unexpected) -> Self {
        match support::Refusal::new(
                support::RefusalKind::Body,
                "The request could not be carried out.",
            )
            .problem(500)
        {
            Ok(body) => Self::InternalServerError(body),
            Err(_) => Self::Unexpected(unexpected),
        }
    }
}

/// `GET /panic`
pub struct Panic;

impl Panic {
    /// The path of a request.
    pub fn path() -> String {
        "/panic".to_owned()
    }
}

impl support::Operation for Panic {
    const ID: &'static str = "panic";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/panic";
    const ROUTE: &'static str = "/panic";
    const TAGS: &'static [&'static str] = &[];
    const SUMMARY: Option<&'static str> = None;
    const DESCRIPTION: Option<&'static str> = None;
    const DEPRECATED: bool = false;
    const SUCCESS: Option<(http::StatusCode, &'static str)> = Some((
        http::StatusCode::NO_CONTENT,
        "It never comes to that.",
    ));
    const SUCCESS_IS_FREEFORM: bool = false;
    const REQUEST_MEDIA_TYPE: &'static str = "application/json";
    const HAS_REQUEST_BODY: bool = false;
    const HAS_ERROR_BODY: bool = false;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    type Request = PanicRequest;
    type Success = PanicSuccess;
    type Error = PanicError;
    type ErrorBody = ();
    fn request(
        _: &support::RequestParts,
        _: Vec<u8>,
    ) -> Result<Self::Request, support::Refusal> {
        Ok(PanicRequest {})
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, support::Unexpected> {
        match success {
            Self::Success::NoContent => {
                support::ResponseBuilder::new(http::StatusCode::NO_CONTENT).empty()
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, support::Unexpected> {
        match error {
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn describe(_: support::Part, _: &mut SchemaGenerator) -> Vec<support::Described> {
        Vec::new()
    }
}

/// The request of `GET /panic`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct PanicRequest {}

/// The successes of `GET /panic`.
#[derive(Debug)]
pub enum PanicSuccess {
    /// 204: It never comes to that.
    NoContent,
}

/// The errors of `GET /panic`.
#[derive(Debug)]
pub enum PanicError {
    /// What the contract has no response for: 500, without details.
    Unexpected(support::Unexpected),
}

impl From<support::Refusal> for PanicError {
    fn from(refusal: support::Refusal) -> Self {
        Self::Unexpected(refusal.into())
    }
}

impl From<support::Unexpected> for PanicError {
    fn from(unexpected: support::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

/// `POST /echo`
pub struct Echo;

impl Echo {
    /// The path of a request.
    pub fn path() -> String {
        "/echo".to_owned()
    }
}

impl support::Operation for Echo {
    const ID: &'static str = "echo";
    const METHOD: &'static str = "POST";
    const PATH: &'static str = "/echo";
    const ROUTE: &'static str = "/echo";
    const TAGS: &'static [&'static str] = &[];
    const SUMMARY: Option<&'static str> = None;
    const DESCRIPTION: Option<&'static str> = None;
    const DEPRECATED: bool = false;
    const SUCCESS: Option<(http::StatusCode, &'static str)> = Some((
        http::StatusCode::OK,
        "The same, in the same media type.",
    ));
    const SUCCESS_IS_FREEFORM: bool = false;
    const REQUEST_MEDIA_TYPE: &'static str = "application/json";
    const HAS_REQUEST_BODY: bool = true;
    const HAS_ERROR_BODY: bool = true;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    type Request = EchoRequest;
    type Success = EchoSuccess;
    type Error = EchoError;
    type ErrorBody = types::Problem;
    fn request(
        parts: &support::RequestParts,
        body: Vec<u8>,
    ) -> Result<Self::Request, support::Refusal> {
        Ok(EchoRequest {
            body: match parts
                .choose_media_type(
                    &[
                        "application/json",
                        "text/plain",
                        "image/*",
                        "application/x-www-form-urlencoded",
                    ],
                )?
            {
                0 => EchoBody::ApplicationJson(support::json_body(&body)?),
                1 => EchoBody::TextPlain(support::text_body(body)?),
                2 => EchoBody::ImageAny(body),
                _ => {
                    EchoBody::ApplicationXWwwFormUrlencoded(
                        support::form_body(
                            &body,
                            &[
                                ("quantity", support::Shape::Integer),
                                (
                                    "notes",
                                    support::Shape::Exploded(&support::Shape::String),
                                ),
                                ("express", support::Shape::Boolean),
                            ],
                        )?,
                    )
                }
            },
        })
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, support::Unexpected> {
        match success {
            Self::Success::Ok { x_size, body } => {
                match body {
                    EchoOkBody::ApplicationJson(body) => {
                        support::ResponseBuilder::new(http::StatusCode::OK)
                            .header("x-size", Some(&x_size))?
                            .json("application/json", &body)
                    }
                    EchoOkBody::TextPlain(body) => {
                        support::ResponseBuilder::new(http::StatusCode::OK)
                            .header("x-size", Some(&x_size))?
                            .text("text/plain", body)
                    }
                    EchoOkBody::ApplicationOctetStream(body) => {
                        support::ResponseBuilder::new(http::StatusCode::OK)
                            .header("x-size", Some(&x_size))?
                            .bytes("application/octet-stream", body)
                    }
                }
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, support::Unexpected> {
        match error {
            Self::Error::UnsupportedMediaType(body) => {
                match body {
                    EchoUnsupportedMediaTypeBody::ApplicationProblemJson(body) => {
                        support::ResponseBuilder::new(
                                http::StatusCode::UNSUPPORTED_MEDIA_TYPE,
                            )
                            .json("application/problem+json", &body)
                    }
                    EchoUnsupportedMediaTypeBody::TextHtml(body) => {
                        support::ResponseBuilder::new(
                                http::StatusCode::UNSUPPORTED_MEDIA_TYPE,
                            )
                            .text("text/html", body)
                    }
                }
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    #[allow(unused_variables)]
    fn describe(
        part: support::Part,
        generator: &mut SchemaGenerator,
    ) -> Vec<support::Described> {
        match part {
            support::Part::RequestBody => {
                Vec::from([
                    support::described(
                        "body",
                        true,
                        None,
                        support::reference::<types::Part>(generator),
                    ),
                ])
            }
            support::Part::ResponseHeader => {
                Vec::from([
                    support::described(
                        "X-Size",
                        true,
                        None,
                        support::schema(r#"{"type":"integer"}"#),
                    ),
                ])
            }
            support::Part::ResponseBody => {
                Vec::from([
                    support::described(
                        "body",
                        true,
                        None,
                        support::reference::<types::Part>(generator),
                    ),
                ])
            }
            _ => Vec::new(),
        }
    }
}

/// The request of `POST /echo`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct EchoRequest {
    /// The body: `application/json`.
    pub body: EchoBody,
}

/// A body by its media type.
#[derive(Clone, Debug)]
pub enum EchoBody {
    /// `application/json`
    ApplicationJson(types::Part),
    /// `text/plain`
    TextPlain(String),
    /// `image/*`
    ImageAny(Vec<u8>),
    /// `application/x-www-form-urlencoded`
    ApplicationXWwwFormUrlencoded(types::Order),
}

/// A body by its media type.
#[derive(Clone, Debug)]
pub enum EchoOkBody {
    /// `application/json`
    ApplicationJson(types::Part),
    /// `text/plain`
    TextPlain(String),
    /// `application/octet-stream`
    ApplicationOctetStream(Vec<u8>),
}

/// A body by its media type.
#[derive(Clone, Debug)]
pub enum EchoUnsupportedMediaTypeBody {
    /// `application/problem+json`
    ApplicationProblemJson(types::Problem),
    /// `text/html`
    TextHtml(String),
}

/// The successes of `POST /echo`.
#[derive(Debug)]
pub enum EchoSuccess {
    /// 200: The same, in the same media type.
    Ok {
        /// `X-Size`.
        x_size: i64,
        body: EchoOkBody,
    },
}

/// The errors of `POST /echo`.
#[derive(Debug)]
pub enum EchoError {
    /// 415: None of these.
    UnsupportedMediaType(EchoUnsupportedMediaTypeBody),
    /// What the contract has no response for: 500, without details.
    Unexpected(support::Unexpected),
}

impl EchoError {
    /// 415: None of these.
    pub fn unsupported_media_type(detail: &str) -> Self {
        support::problem(415, Some(detail))
            .map_or_else(
                Self::Unexpected,
                |body| Self::UnsupportedMediaType(
                    EchoUnsupportedMediaTypeBody::ApplicationProblemJson(body),
                ),
            )
    }
}

impl From<support::Refusal> for EchoError {
    fn from(refusal: support::Refusal) -> Self {
        #[allow(unreachable_patterns)]
        match refusal.kind() {
            support::RefusalKind::MediaType => {
                refusal
                    .problem(415)
                    .map_or_else(
                        Self::Unexpected,
                        |body| Self::UnsupportedMediaType(
                            EchoUnsupportedMediaTypeBody::ApplicationProblemJson(body),
                        ),
                    )
            }
            _ => Self::Unexpected(refusal.into()),
        }
    }
}

impl From<support::Unexpected> for EchoError {
    fn from(unexpected: support::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

/// `GET /shelves`
pub struct ListShelves;

impl ListShelves {
    /// The path of a request.
    pub fn path() -> String {
        "/shelves".to_owned()
    }
}

impl support::Operation for ListShelves {
    const ID: &'static str = "listShelves";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/shelves";
    const ROUTE: &'static str = "/shelves";
    const TAGS: &'static [&'static str] = &[];
    const SUMMARY: Option<&'static str> = None;
    const DESCRIPTION: Option<&'static str> = None;
    const DEPRECATED: bool = false;
    const SUCCESS: Option<(http::StatusCode, &'static str)> = Some((
        http::StatusCode::OK,
        "Which operation it was, and with what.",
    ));
    const SUCCESS_IS_FREEFORM: bool = true;
    const REQUEST_MEDIA_TYPE: &'static str = "application/json";
    const HAS_REQUEST_BODY: bool = false;
    const HAS_ERROR_BODY: bool = false;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    type Request = ListShelvesRequest;
    type Success = ListShelvesSuccess;
    type Error = ListShelvesError;
    type ErrorBody = ();
    fn request(
        _: &support::RequestParts,
        _: Vec<u8>,
    ) -> Result<Self::Request, support::Refusal> {
        Ok(ListShelvesRequest {})
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, support::Unexpected> {
        match success {
            Self::Success::Ok(body) => {
                support::ResponseBuilder::new(http::StatusCode::OK)
                    .text("text/plain", body)
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, support::Unexpected> {
        match error {
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn describe(_: support::Part, _: &mut SchemaGenerator) -> Vec<support::Described> {
        Vec::new()
    }
}

/// The request of `GET /shelves`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct ListShelvesRequest {}

/// The successes of `GET /shelves`.
#[derive(Debug)]
pub enum ListShelvesSuccess {
    /// 200: Which operation it was, and with what.
    Ok(String),
}

/// The errors of `GET /shelves`.
#[derive(Debug)]
pub enum ListShelvesError {
    /// What the contract has no response for: 500, without details.
    Unexpected(support::Unexpected),
}

impl From<support::Refusal> for ListShelvesError {
    fn from(refusal: support::Refusal) -> Self {
        Self::Unexpected(refusal.into())
    }
}

impl From<support::Unexpected> for ListShelvesError {
    fn from(unexpected: support::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

/// `GET /shelves/all`
pub struct AllShelves;

impl AllShelves {
    /// The path of a request.
    pub fn path() -> String {
        "/shelves/all".to_owned()
    }
}

impl support::Operation for AllShelves {
    const ID: &'static str = "allShelves";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/shelves/all";
    const ROUTE: &'static str = "/shelves/all";
    const TAGS: &'static [&'static str] = &[];
    const SUMMARY: Option<&'static str> = None;
    const DESCRIPTION: Option<&'static str> = None;
    const DEPRECATED: bool = false;
    const SUCCESS: Option<(http::StatusCode, &'static str)> = Some((
        http::StatusCode::OK,
        "Which operation it was, and with what.",
    ));
    const SUCCESS_IS_FREEFORM: bool = true;
    const REQUEST_MEDIA_TYPE: &'static str = "application/json";
    const HAS_REQUEST_BODY: bool = false;
    const HAS_ERROR_BODY: bool = false;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    type Request = AllShelvesRequest;
    type Success = AllShelvesSuccess;
    type Error = AllShelvesError;
    type ErrorBody = ();
    fn request(
        _: &support::RequestParts,
        _: Vec<u8>,
    ) -> Result<Self::Request, support::Refusal> {
        Ok(AllShelvesRequest {})
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, support::Unexpected> {
        match success {
            Self::Success::Ok(body) => {
                support::ResponseBuilder::new(http::StatusCode::OK)
                    .text("text/plain", body)
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, support::Unexpected> {
        match error {
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn describe(_: support::Part, _: &mut SchemaGenerator) -> Vec<support::Described> {
        Vec::new()
    }
}

/// The request of `GET /shelves/all`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct AllShelvesRequest {}

/// The successes of `GET /shelves/all`.
#[derive(Debug)]
pub enum AllShelvesSuccess {
    /// 200: Which operation it was, and with what.
    Ok(String),
}

/// The errors of `GET /shelves/all`.
#[derive(Debug)]
pub enum AllShelvesError {
    /// What the contract has no response for: 500, without details.
    Unexpected(support::Unexpected),
}

impl From<support::Refusal> for AllShelvesError {
    fn from(refusal: support::Refusal) -> Self {
        Self::Unexpected(refusal.into())
    }
}

impl From<support::Unexpected> for AllShelvesError {
    fn from(unexpected: support::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

/// `GET /shelves/{id}`
pub struct GetShelf;

impl GetShelf {
    /// The path of a request.
    pub fn path(id: &String) -> String {
        format!("/shelves/{}", support::path_segment(id))
    }
}

impl support::Operation for GetShelf {
    const ID: &'static str = "getShelf";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/shelves/{id}";
    const ROUTE: &'static str = "/shelves/{id}";
    const TAGS: &'static [&'static str] = &[];
    const SUMMARY: Option<&'static str> = None;
    const DESCRIPTION: Option<&'static str> = None;
    const DEPRECATED: bool = false;
    const SUCCESS: Option<(http::StatusCode, &'static str)> = Some((
        http::StatusCode::OK,
        "Which operation it was, and with what.",
    ));
    const SUCCESS_IS_FREEFORM: bool = true;
    const REQUEST_MEDIA_TYPE: &'static str = "application/json";
    const HAS_REQUEST_BODY: bool = false;
    const HAS_ERROR_BODY: bool = false;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    type Request = GetShelfRequest;
    type Success = GetShelfSuccess;
    type Error = GetShelfError;
    type ErrorBody = ();
    fn request(
        parts: &support::RequestParts,
        _: Vec<u8>,
    ) -> Result<Self::Request, support::Refusal> {
        Ok(GetShelfRequest {
            id: parts.path("id", support::Shape::String)?,
        })
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, support::Unexpected> {
        match success {
            Self::Success::Ok(body) => {
                support::ResponseBuilder::new(http::StatusCode::OK)
                    .text("text/plain", body)
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, support::Unexpected> {
        match error {
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    #[allow(unused_variables)]
    fn describe(
        part: support::Part,
        generator: &mut SchemaGenerator,
    ) -> Vec<support::Described> {
        match part {
            support::Part::Path => {
                Vec::from([
                    support::described(
                        "id",
                        true,
                        None,
                        support::schema(r#"{"type":"string"}"#),
                    ),
                ])
            }
            _ => Vec::new(),
        }
    }
}

/// The request of `GET /shelves/{id}`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct GetShelfRequest {
    /// The path parameter `id`.
    pub id: String,
}

/// The successes of `GET /shelves/{id}`.
#[derive(Debug)]
pub enum GetShelfSuccess {
    /// 200: Which operation it was, and with what.
    Ok(String),
}

/// The errors of `GET /shelves/{id}`.
#[derive(Debug)]
pub enum GetShelfError {
    /// What the contract has no response for: 500, without details.
    Unexpected(support::Unexpected),
}

impl From<support::Refusal> for GetShelfError {
    fn from(refusal: support::Refusal) -> Self {
        Self::Unexpected(refusal.into())
    }
}

impl From<support::Unexpected> for GetShelfError {
    fn from(unexpected: support::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

/// `POST /shelves/{id}:empty`
pub struct EmptyShelf;

impl EmptyShelf {
    /// The path of a request.
    pub fn path(id: &String) -> String {
        format!("/shelves/{}:empty", support::path_segment(id))
    }
}

impl support::Operation for EmptyShelf {
    const ID: &'static str = "emptyShelf";
    const METHOD: &'static str = "POST";
    const PATH: &'static str = "/shelves/{id}:empty";
    const ROUTE: &'static str = "/shelves/{id}";
    const TAGS: &'static [&'static str] = &[];
    const SUMMARY: Option<&'static str> = None;
    const DESCRIPTION: Option<&'static str> = None;
    const DEPRECATED: bool = false;
    const SUCCESS: Option<(http::StatusCode, &'static str)> = Some((
        http::StatusCode::OK,
        "Which operation it was, and with what.",
    ));
    const SUCCESS_IS_FREEFORM: bool = true;
    const REQUEST_MEDIA_TYPE: &'static str = "application/json";
    const HAS_REQUEST_BODY: bool = false;
    const HAS_ERROR_BODY: bool = false;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    type Request = EmptyShelfRequest;
    type Success = EmptyShelfSuccess;
    type Error = EmptyShelfError;
    type ErrorBody = ();
    fn request(
        parts: &support::RequestParts,
        _: Vec<u8>,
    ) -> Result<Self::Request, support::Refusal> {
        Ok(EmptyShelfRequest {
            id: parts.path("id", support::Shape::String)?,
        })
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, support::Unexpected> {
        match success {
            Self::Success::Ok(body) => {
                support::ResponseBuilder::new(http::StatusCode::OK)
                    .text("text/plain", body)
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, support::Unexpected> {
        match error {
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    #[allow(unused_variables)]
    fn describe(
        part: support::Part,
        generator: &mut SchemaGenerator,
    ) -> Vec<support::Described> {
        match part {
            support::Part::Path => {
                Vec::from([
                    support::described(
                        "id",
                        true,
                        None,
                        support::schema(r#"{"type":"string"}"#),
                    ),
                ])
            }
            _ => Vec::new(),
        }
    }
}

/// The request of `POST /shelves/{id}:empty`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct EmptyShelfRequest {
    /// The path parameter `id`.
    pub id: String,
}

/// The successes of `POST /shelves/{id}:empty`.
#[derive(Debug)]
pub enum EmptyShelfSuccess {
    /// 200: Which operation it was, and with what.
    Ok(String),
}

/// The errors of `POST /shelves/{id}:empty`.
#[derive(Debug)]
pub enum EmptyShelfError {
    /// What the contract has no response for: 500, without details.
    Unexpected(support::Unexpected),
}

impl From<support::Refusal> for EmptyShelfError {
    fn from(refusal: support::Refusal) -> Self {
        Self::Unexpected(refusal.into())
    }
}

impl From<support::Unexpected> for EmptyShelfError {
    fn from(unexpected: support::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

/// `GET /shelves/{shelf}/books/{name}.{extension}`
pub struct GetShelfBook;

impl GetShelfBook {
    /// The path of a request.
    pub fn path(
        shelf: &String,
        name: &String,
        extension: &types::GetShelfBookExtension,
    ) -> String {
        format!(
            "/shelves/{}/books/{}.{}", support::path_segment(shelf),
            support::path_segment(name), support::path_segment(extension)
        )
    }
}

impl support::Operation for GetShelfBook {
    const ID: &'static str = "getShelfBook";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/shelves/{shelf}/books/{name}.{extension}";
    const ROUTE: &'static str = "/shelves/{shelf}/books/{name}/{extension}";
    const TAGS: &'static [&'static str] = &[];
    const SUMMARY: Option<&'static str> = None;
    const DESCRIPTION: Option<&'static str> = None;
    const DEPRECATED: bool = false;
    const SUCCESS: Option<(http::StatusCode, &'static str)> = Some((
        http::StatusCode::OK,
        "Which operation it was, and with what.",
    ));
    const SUCCESS_IS_FREEFORM: bool = true;
    const REQUEST_MEDIA_TYPE: &'static str = "application/json";
    const HAS_REQUEST_BODY: bool = false;
    const HAS_ERROR_BODY: bool = true;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    type Request = GetShelfBookRequest;
    type Success = GetShelfBookSuccess;
    type Error = GetShelfBookError;
    type ErrorBody = types::Problem;
    fn request(
        parts: &support::RequestParts,
        _: Vec<u8>,
    ) -> Result<Self::Request, support::Refusal> {
        Ok(GetShelfBookRequest {
            shelf: parts.path("shelf", support::Shape::String)?,
            name: parts.path("name", support::Shape::String)?,
            extension: parts.path("extension", support::Shape::String)?,
        })
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, support::Unexpected> {
        match success {
            Self::Success::Ok(body) => {
                support::ResponseBuilder::new(http::StatusCode::OK)
                    .text("text/plain", body)
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, support::Unexpected> {
        match error {
            Self::Error::NotFound(body) => {
                support::ResponseBuilder::new(http::StatusCode::NOT_FOUND)
                    .json("application/problem+json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    #[allow(unused_variables)]
    fn describe(
        part: support::Part,
        generator: &mut SchemaGenerator,
    ) -> Vec<support::Described> {
        match part {
            support::Part::Path => {
                Vec::from([
                    support::described(
                        "shelf",
                        true,
                        None,
                        support::schema(r#"{"type":"string"}"#),
                    ),
                    support::described(
                        "name",
                        true,
                        None,
                        support::schema(r#"{"type":"string"}"#),
                    ),
                    support::described(
                        "extension",
                        true,
                        None,
                        support::schema(r#"{"enum":["pdf","txt"],"type":"string"}"#),
                    ),
                ])
            }
            _ => Vec::new(),
        }
    }
}

/// The request of `GET /shelves/{shelf}/books/{name}.{extension}`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct GetShelfBookRequest {
    /// The path parameter `shelf`.
    pub shelf: String,
    /// The path parameter `name`.
    pub name: String,
    /// The path parameter `extension`.
    pub extension: types::GetShelfBookExtension,
}

/// The successes of `GET /shelves/{shelf}/books/{name}.{extension}`.
#[derive(Debug)]
pub enum GetShelfBookSuccess {
    /// 200: Which operation it was, and with what.
    Ok(String),
}

/// The errors of `GET /shelves/{shelf}/books/{name}.{extension}`.
#[derive(Debug)]
pub enum GetShelfBookError {
    /// 404: The request is not valid.
    NotFound(types::Problem),
    /// What the contract has no response for: 500, without details.
    Unexpected(support::Unexpected),
}

impl GetShelfBookError {
    /// 404: The request is not valid.
    pub fn not_found(detail: &str) -> Self {
        support::problem(404, Some(detail)).map_or_else(Self::Unexpected, Self::NotFound)
    }
}

impl From<support::Refusal> for GetShelfBookError {
    fn from(refusal: support::Refusal) -> Self {
        #[allow(unreachable_patterns)]
        match refusal.kind() {
            support::RefusalKind::PathParameter => {
                refusal.problem(404).map_or_else(Self::Unexpected, Self::NotFound)
            }
            _ => Self::Unexpected(refusal.into()),
        }
    }
}

impl From<support::Unexpected> for GetShelfBookError {
    fn from(unexpected: support::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}
