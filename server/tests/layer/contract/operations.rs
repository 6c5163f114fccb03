// @generated from server/tests/layer/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! Each operation's request, successes and errors: nothing else can be answered.

#[allow(unused_imports)]
use super::checked;
#[allow(unused_imports)]
use super::{constrained, runtime, types};

/// `GET /widgets`
pub struct ListWidgets;

impl ListWidgets {
    /// The path of a request.
    pub fn path() -> String {
        "/widgets".to_owned()
    }
}

impl runtime::Operation for ListWidgets {
    const ID: &'static str = "listWidgets";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/widgets";
    const ROUTE: &'static str = "/widgets";
    const HAS_REQUEST_BODY: bool = false;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[
        (runtime::RefusalKind::Parameter, 400),
    ];
    type Request = ListWidgetsRequest;
    type Success = ListWidgetsSuccess;
    type Error = ListWidgetsError;
    type ErrorBody = types::Problem;
    async fn request(
        parts: &runtime::RequestParts,
        _: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        Ok(ListWidgetsRequest {
            limit: runtime::or_default(
                parts.query("limit", runtime::Shape::Integer)?,
                "20",
            )?,
            tag: parts
                .styled_query(
                    "tag",
                    runtime::Style::FormExploded,
                    runtime::Shape::List(&runtime::Shape::String),
                    &["limit", "ids", "sort", "ratio", "archived"],
                )?,
            ids: parts
                .styled_query(
                    "ids",
                    runtime::Style::Form,
                    runtime::Shape::List(&runtime::Shape::Integer),
                    &["limit", "tag", "sort", "ratio", "archived"],
                )?,
            sort: runtime::or_default(
                parts.query("sort", runtime::Shape::String)?,
                "\"-name\"",
            )?,
            x_trace: runtime::required(
                parts.header("X-Trace", runtime::Shape::String)?,
                "header",
                "X-Trace",
            )?,
            ratio: parts.query("ratio", runtime::Shape::Number)?,
            archived: parts.query("archived", runtime::Shape::Boolean)?,
        })
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::Ok { x_total, x_tags, body } => {
                runtime::ResponseBuilder::new(http::StatusCode::OK)
                    .header("x-total", x_total.as_ref())?
                    .header("x-tags", x_tags.as_ref())?
                    .json("application/json", &body)
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match error {
            Self::Error::BadRequest(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::BAD_REQUEST)
                    .json("application/problem+json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
    }
}

/// The request of `GET /widgets`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct ListWidgetsRequest {
    /// The query parameter `limit`.
    pub limit: constrained::ListWidgetsLimit,
    /// The query parameter `tag`.
    pub tag: Option<constrained::ListWidgetsTag>,
    /// The query parameter `ids`.
    pub ids: Option<Vec<i64>>,
    /// The query parameter `sort`.
    pub sort: types::ListWidgetsSort,
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
    Unexpected(runtime::Unexpected),
}

impl ListWidgetsError {
    /// 400: The request is not valid.
    pub fn bad_request(detail: &str) -> Self {
        runtime::problem(400, Some(detail))
            .map_or_else(Self::Unexpected, Self::BadRequest)
    }
}

impl From<runtime::Unexpected> for ListWidgetsError {
    fn from(unexpected: runtime::Unexpected) -> Self {
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

impl runtime::Operation for CreateWidget {
    const ID: &'static str = "createWidget";
    const METHOD: &'static str = "POST";
    const PATH: &'static str = "/widgets";
    const ROUTE: &'static str = "/widgets";
    const HAS_REQUEST_BODY: bool = true;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[
        (runtime::RefusalKind::MediaType, 415),
        (runtime::RefusalKind::BodyTooLarge, 413),
        (runtime::RefusalKind::Body, 422),
    ];
    type Request = CreateWidgetRequest;
    type Success = CreateWidgetSuccess;
    type Error = CreateWidgetError;
    type ErrorBody = types::Problem;
    async fn request(
        parts: &runtime::RequestParts,
        body: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        parts.choose_media_type(&["application/json"])?;
        Ok(CreateWidgetRequest {
            body: runtime::json_body(&body.whole().await?)?,
        })
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::Created(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::CREATED)
                    .json("application/vnd.widget+json", &body)
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match error {
            Self::Error::PayloadTooLarge(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::PAYLOAD_TOO_LARGE)
                    .json("application/problem+json", &body)
            }
            Self::Error::UnsupportedMediaType(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::UNSUPPORTED_MEDIA_TYPE)
                    .json("application/problem+json", &body)
            }
            Self::Error::UnprocessableEntity(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::UNPROCESSABLE_ENTITY)
                    .json("application/problem+json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
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
    Unexpected(runtime::Unexpected),
}

impl CreateWidgetError {
    /// 413: The request is not valid.
    pub fn payload_too_large(detail: &str) -> Self {
        runtime::problem(413, Some(detail))
            .map_or_else(Self::Unexpected, Self::PayloadTooLarge)
    }

    /// 415: The request is not valid.
    pub fn unsupported_media_type(detail: &str) -> Self {
        runtime::problem(415, Some(detail))
            .map_or_else(Self::Unexpected, Self::UnsupportedMediaType)
    }

    /// 422: The request is not valid.
    pub fn unprocessable_entity(detail: &str) -> Self {
        runtime::problem(422, Some(detail))
            .map_or_else(Self::Unexpected, Self::UnprocessableEntity)
    }
}

impl From<runtime::Unexpected> for CreateWidgetError {
    fn from(unexpected: runtime::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

/// `PUT /tags`
pub struct PutTags;

impl PutTags {
    /// The path of a request.
    pub fn path() -> String {
        "/tags".to_owned()
    }
}

impl runtime::Operation for PutTags {
    const ID: &'static str = "putTags";
    const METHOD: &'static str = "PUT";
    const PATH: &'static str = "/tags";
    const ROUTE: &'static str = "/tags";
    const HAS_REQUEST_BODY: bool = true;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[
        (runtime::RefusalKind::MediaType, 400),
        (runtime::RefusalKind::BodyTooLarge, 400),
        (runtime::RefusalKind::Body, 400),
    ];
    type Request = PutTagsRequest;
    type Success = PutTagsSuccess;
    type Error = PutTagsError;
    type ErrorBody = types::Problem;
    async fn request(
        parts: &runtime::RequestParts,
        body: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        Ok(PutTagsRequest {
            body: match parts.choose_media_type(&["application/json", "text/plain"])? {
                0 => {
                    PutTagsBody::ApplicationJson(
                        runtime::json_body(&body.whole().await?)?,
                    )
                }
                _ => PutTagsBody::TextPlain(runtime::text_body(body.whole().await?)?),
            },
        })
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::NoContent => {
                runtime::ResponseBuilder::new(http::StatusCode::NO_CONTENT).empty()
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match error {
            Self::Error::BadRequest(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::BAD_REQUEST)
                    .json("application/problem+json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
    }
}

/// The request of `PUT /tags`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct PutTagsRequest {
    /// The body: `application/json`.
    pub body: PutTagsBody,
}

/// A body by its media type.
#[derive(Clone, Debug)]
pub enum PutTagsBody {
    /// `application/json`
    ApplicationJson(constrained::PutTagsBody),
    /// `text/plain`
    TextPlain(String),
}

/// The successes of `PUT /tags`.
#[derive(Debug)]
pub enum PutTagsSuccess {
    /// 204: Kept.
    NoContent,
}

/// The errors of `PUT /tags`.
#[derive(Debug)]
pub enum PutTagsError {
    /// 400: The request is not valid.
    BadRequest(types::Problem),
    /// What the contract has no response for: 500, without details.
    Unexpected(runtime::Unexpected),
}

impl PutTagsError {
    /// 400: The request is not valid.
    pub fn bad_request(detail: &str) -> Self {
        runtime::problem(400, Some(detail))
            .map_or_else(Self::Unexpected, Self::BadRequest)
    }
}

impl From<runtime::Unexpected> for PutTagsError {
    fn from(unexpected: runtime::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

/// `POST /members`
pub struct CreateMember;

impl CreateMember {
    /// The path of a request.
    pub fn path() -> String {
        "/members".to_owned()
    }
}

impl runtime::Operation for CreateMember {
    const ID: &'static str = "createMember";
    const METHOD: &'static str = "POST";
    const PATH: &'static str = "/members";
    const ROUTE: &'static str = "/members";
    const HAS_REQUEST_BODY: bool = true;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[
        (runtime::RefusalKind::MediaType, 400),
        (runtime::RefusalKind::BodyTooLarge, 400),
        (runtime::RefusalKind::Body, 400),
    ];
    type Request = CreateMemberRequest;
    type Success = CreateMemberSuccess;
    type Error = CreateMemberError;
    type ErrorBody = types::Problem;
    async fn request(
        parts: &runtime::RequestParts,
        body: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        parts.choose_media_type(&["application/json"])?;
        Ok(CreateMemberRequest {
            body: runtime::json_body(&body.whole().await?)?,
        })
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::Created(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::CREATED)
                    .json("application/json", &body)
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match error {
            Self::Error::BadRequest(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::BAD_REQUEST)
                    .json("application/problem+json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
    }
}

/// The request of `POST /members`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct CreateMemberRequest {
    /// The body: `application/json`.
    pub body: types::MemberRequest,
}

/// The successes of `POST /members`.
#[derive(Debug)]
pub enum CreateMemberSuccess {
    /// 201: Made.
    Created(types::MemberResponse),
}

/// The errors of `POST /members`.
#[derive(Debug)]
pub enum CreateMemberError {
    /// 400: The request is not valid.
    BadRequest(types::Problem),
    /// What the contract has no response for: 500, without details.
    Unexpected(runtime::Unexpected),
}

impl CreateMemberError {
    /// 400: The request is not valid.
    pub fn bad_request(detail: &str) -> Self {
        runtime::problem(400, Some(detail))
            .map_or_else(Self::Unexpected, Self::BadRequest)
    }
}

impl From<runtime::Unexpected> for CreateMemberError {
    fn from(unexpected: runtime::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

/// `PUT /widgets/{widget-id}/picture/{size}`
pub struct PutPicture;

impl PutPicture {
    /// The path of a request.
    pub fn path(widget_id: &::uuid::Uuid, size: &types::PutPictureSize) -> String {
        format!(
            "/widgets/{}/picture/{}", runtime::path_segment(widget_id),
            runtime::path_segment(size)
        )
    }
}

impl runtime::Operation for PutPicture {
    const ID: &'static str = "putPicture";
    const METHOD: &'static str = "PUT";
    const PATH: &'static str = "/widgets/{widget-id}/picture/{size}";
    const ROUTE: &'static str = "/widgets/{widget-id}/picture/{size}";
    const HAS_REQUEST_BODY: bool = true;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[
        (runtime::RefusalKind::PathParameter, 400),
        (runtime::RefusalKind::MediaType, 415),
        (runtime::RefusalKind::BodyTooLarge, 413),
        (runtime::RefusalKind::Body, 400),
    ];
    type Request = PutPictureRequest;
    type Success = PutPictureSuccess;
    type Error = PutPictureError;
    type ErrorBody = types::Problem;
    async fn request(
        parts: &runtime::RequestParts,
        body: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        parts.choose_media_type(&["image/png"])?;
        Ok(PutPictureRequest {
            widget_id: parts.path("widget-id", runtime::Shape::String)?,
            size: parts.path("size", runtime::Shape::Integer)?,
            body: body.stream()?,
        })
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::NoContent => {
                runtime::ResponseBuilder::new(http::StatusCode::NO_CONTENT).empty()
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match error {
            Self::Error::ClientError { status, body } => {
                runtime::ResponseBuilder::new(status.status())
                    .json("application/problem+json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
    }
}

/// The request of `PUT /widgets/{widget-id}/picture/{size}`, valid against its schemas.
#[derive(Debug)]
pub struct PutPictureRequest {
    /// The path parameter `widget-id`.
    pub widget_id: ::uuid::Uuid,
    /// The path parameter `size`.
    pub size: types::PutPictureSize,
    /// The body: `image/png`.
    pub body: runtime::ByteStream,
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
    ClientError { status: runtime::StatusRange<4>, body: types::Problem },
    /// What the contract has no response for: 500, without details.
    Unexpected(runtime::Unexpected),
}

impl From<runtime::Unexpected> for PutPictureError {
    fn from(unexpected: runtime::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

impl From<runtime::BodyError> for PutPictureError {
    fn from(error: runtime::BodyError) -> Self {
        Self::Unexpected(error.into())
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

impl runtime::Operation for PostNote {
    const ID: &'static str = "postNote";
    const METHOD: &'static str = "POST";
    const PATH: &'static str = "/notes";
    const ROUTE: &'static str = "/notes";
    const HAS_REQUEST_BODY: bool = true;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[
        (runtime::RefusalKind::MediaType, 415),
        (runtime::RefusalKind::BodyTooLarge, 413),
        (runtime::RefusalKind::Body, 400),
    ];
    type Request = PostNoteRequest;
    type Success = PostNoteSuccess;
    type Error = PostNoteError;
    type ErrorBody = types::Problem;
    async fn request(
        parts: &runtime::RequestParts,
        body: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        parts.choose_media_type(&["text/plain"])?;
        Ok(PostNoteRequest {
            body: runtime::text_body(body.whole().await?)?,
        })
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::Ok(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::OK)
                    .text("text/plain", body)
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match error {
            Self::Error::Default { status, body } => {
                runtime::ResponseBuilder::new(status)
                    .json("application/problem+json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
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
    Unexpected(runtime::Unexpected),
}

impl From<runtime::Unexpected> for PostNoteError {
    fn from(unexpected: runtime::Unexpected) -> Self {
        Self::Unexpected(unexpected)
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

impl runtime::Operation for PostOrder {
    const ID: &'static str = "postOrder";
    const METHOD: &'static str = "POST";
    const PATH: &'static str = "/orders";
    const ROUTE: &'static str = "/orders";
    const HAS_REQUEST_BODY: bool = true;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[
        (runtime::RefusalKind::MediaType, 400),
        (runtime::RefusalKind::BodyTooLarge, 400),
        (runtime::RefusalKind::Body, 400),
    ];
    type Request = PostOrderRequest;
    type Success = PostOrderSuccess;
    type Error = PostOrderError;
    type ErrorBody = types::Problem;
    async fn request(
        parts: &runtime::RequestParts,
        body: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        parts.choose_media_type(&["application/x-www-form-urlencoded"])?;
        Ok(PostOrderRequest {
            body: runtime::form_body(
                &body.whole().await?,
                &[
                    ("quantity", runtime::Style::FormExploded, runtime::Shape::Integer),
                    (
                        "notes",
                        runtime::Style::FormExploded,
                        runtime::Shape::List(&runtime::Shape::String),
                    ),
                    ("express", runtime::Style::FormExploded, runtime::Shape::Boolean),
                ],
            )?,
        })
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::Ok(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::OK)
                    .json("application/json", &body)
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match error {
            Self::Error::BadRequest(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::BAD_REQUEST)
                    .json("application/problem+json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
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
    Unexpected(runtime::Unexpected),
}

impl PostOrderError {
    /// 400: The request is not valid.
    pub fn bad_request(detail: &str) -> Self {
        runtime::problem(400, Some(detail))
            .map_or_else(Self::Unexpected, Self::BadRequest)
    }
}

impl From<runtime::Unexpected> for PostOrderError {
    fn from(unexpected: runtime::Unexpected) -> Self {
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

impl runtime::Operation for EitherCredential {
    const ID: &'static str = "eitherCredential";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/secured/either";
    const ROUTE: &'static str = "/secured/either";
    const HAS_REQUEST_BODY: bool = false;
    const SECURITY: &'static [&'static [&'static str]] = &[
        &["QueryKey"],
        &["CookieKey"],
    ];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[
        (runtime::RefusalKind::Credentials, 401),
    ];
    type Request = EitherCredentialRequest;
    type Success = EitherCredentialSuccess;
    type Error = EitherCredentialError;
    type ErrorBody = types::Problem;
    async fn request(
        _: &runtime::RequestParts,
        _: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        Ok(EitherCredentialRequest {})
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::NoContent => {
                runtime::ResponseBuilder::new(http::StatusCode::NO_CONTENT).empty()
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match error {
            Self::Error::Unauthorized { www_authenticate, body } => {
                runtime::ResponseBuilder::new(http::StatusCode::UNAUTHORIZED)
                    .header("www-authenticate", Some(&www_authenticate))?
                    .json("application/json", &body)
            }
            Self::Error::InternalServerError(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::INTERNAL_SERVER_ERROR)
                    .json("application/json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
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
    Unexpected(runtime::Unexpected),
}

impl EitherCredentialError {
    /// 401: Who are you?
    pub fn unauthorized(www_authenticate: String, detail: &str) -> Self {
        runtime::problem(401, Some(detail))
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
        runtime::problem(500, Some(detail))
            .map_or_else(Self::Unexpected, Self::InternalServerError)
    }
}

impl From<runtime::Unexpected> for EitherCredentialError {
    fn from(unexpected: runtime::Unexpected) -> Self {
        Self::Unexpected(unexpected)
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

impl runtime::Operation for BothCredentials {
    const ID: &'static str = "bothCredentials";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/secured/both";
    const ROUTE: &'static str = "/secured/both";
    const HAS_REQUEST_BODY: bool = false;
    const SECURITY: &'static [&'static [&'static str]] = &[&["QueryKey", "Password"]];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[
        (runtime::RefusalKind::Credentials, 401),
    ];
    type Request = BothCredentialsRequest;
    type Success = BothCredentialsSuccess;
    type Error = BothCredentialsError;
    type ErrorBody = types::Problem;
    async fn request(
        _: &runtime::RequestParts,
        _: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        Ok(BothCredentialsRequest {})
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::NoContent => {
                runtime::ResponseBuilder::new(http::StatusCode::NO_CONTENT).empty()
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match error {
            Self::Error::Unauthorized { www_authenticate, body } => {
                runtime::ResponseBuilder::new(http::StatusCode::UNAUTHORIZED)
                    .header("www-authenticate", Some(&www_authenticate))?
                    .json("application/json", &body)
            }
            Self::Error::InternalServerError(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::INTERNAL_SERVER_ERROR)
                    .json("application/json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
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
    Unexpected(runtime::Unexpected),
}

impl BothCredentialsError {
    /// 401: Who are you?
    pub fn unauthorized(www_authenticate: String, detail: &str) -> Self {
        runtime::problem(401, Some(detail))
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
        runtime::problem(500, Some(detail))
            .map_or_else(Self::Unexpected, Self::InternalServerError)
    }
}

impl From<runtime::Unexpected> for BothCredentialsError {
    fn from(unexpected: runtime::Unexpected) -> Self {
        Self::Unexpected(unexpected)
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

impl runtime::Operation for OptionalCredential {
    const ID: &'static str = "optionalCredential";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/secured/optional";
    const ROUTE: &'static str = "/secured/optional";
    const HAS_REQUEST_BODY: bool = false;
    const SECURITY: &'static [&'static [&'static str]] = &[&[], &["Token"]];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[
        (runtime::RefusalKind::Credentials, 401),
    ];
    type Request = OptionalCredentialRequest;
    type Success = OptionalCredentialSuccess;
    type Error = OptionalCredentialError;
    type ErrorBody = types::Problem;
    async fn request(
        _: &runtime::RequestParts,
        _: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        Ok(OptionalCredentialRequest {})
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::NoContent => {
                runtime::ResponseBuilder::new(http::StatusCode::NO_CONTENT).empty()
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match error {
            Self::Error::Unauthorized { www_authenticate, body } => {
                runtime::ResponseBuilder::new(http::StatusCode::UNAUTHORIZED)
                    .header("www-authenticate", Some(&www_authenticate))?
                    .json("application/json", &body)
            }
            Self::Error::InternalServerError(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::INTERNAL_SERVER_ERROR)
                    .json("application/json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
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
    Unexpected(runtime::Unexpected),
}

impl OptionalCredentialError {
    /// 401: Who are you?
    pub fn unauthorized(www_authenticate: String, detail: &str) -> Self {
        runtime::problem(401, Some(detail))
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
        runtime::problem(500, Some(detail))
            .map_or_else(Self::Unexpected, Self::InternalServerError)
    }
}

impl From<runtime::Unexpected> for OptionalCredentialError {
    fn from(unexpected: runtime::Unexpected) -> Self {
        Self::Unexpected(unexpected)
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

impl runtime::Operation for Panic {
    const ID: &'static str = "panic";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/panic";
    const ROUTE: &'static str = "/panic";
    const HAS_REQUEST_BODY: bool = false;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[];
    type Request = PanicRequest;
    type Success = PanicSuccess;
    type Error = PanicError;
    type ErrorBody = ();
    async fn request(
        _: &runtime::RequestParts,
        _: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        Ok(PanicRequest {})
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::NoContent => {
                runtime::ResponseBuilder::new(http::StatusCode::NO_CONTENT).empty()
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match error {
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
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
    Unexpected(runtime::Unexpected),
}

impl From<runtime::Unexpected> for PanicError {
    fn from(unexpected: runtime::Unexpected) -> Self {
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

impl runtime::Operation for Echo {
    const ID: &'static str = "echo";
    const METHOD: &'static str = "POST";
    const PATH: &'static str = "/echo";
    const ROUTE: &'static str = "/echo";
    const HAS_REQUEST_BODY: bool = true;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[
        (runtime::RefusalKind::MediaType, 415),
    ];
    type Request = EchoRequest;
    type Success = EchoSuccess;
    type Error = EchoError;
    type ErrorBody = types::Problem;
    async fn request(
        parts: &runtime::RequestParts,
        body: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        Ok(EchoRequest {
            accept: parts
                .accepted(
                    &[
                        ("application/json", EchoAccept::ApplicationJson),
                        ("text/plain", EchoAccept::TextPlain),
                        ("application/octet-stream", EchoAccept::ApplicationOctetStream),
                    ],
                ),
            body: match parts
                .choose_media_type(
                    &[
                        "application/json; charset=utf-8",
                        "text/plain",
                        "image/*",
                        "application/x-www-form-urlencoded",
                    ],
                )?
            {
                0 => EchoBody::ApplicationJson(runtime::json_body(&body.whole().await?)?),
                1 => EchoBody::TextPlain(runtime::text_body(body.whole().await?)?),
                2 => EchoBody::ImageAny(runtime::media_body(parts, body)?),
                _ => {
                    EchoBody::ApplicationXWwwFormUrlencoded(
                        runtime::form_body(
                            &body.whole().await?,
                            &[
                                (
                                    "quantity",
                                    runtime::Style::FormExploded,
                                    runtime::Shape::Integer,
                                ),
                                (
                                    "notes",
                                    runtime::Style::FormExploded,
                                    runtime::Shape::List(&runtime::Shape::String),
                                ),
                                (
                                    "express",
                                    runtime::Style::FormExploded,
                                    runtime::Shape::Boolean,
                                ),
                            ],
                        )?,
                    )
                }
            },
        })
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::Ok { x_size, body } => {
                match body {
                    EchoOkBody::ApplicationJson(body) => {
                        runtime::ResponseBuilder::new(http::StatusCode::OK)
                            .header("x-size", Some(&x_size))?
                            .json("application/json", &body)
                    }
                    EchoOkBody::TextPlain(body) => {
                        runtime::ResponseBuilder::new(http::StatusCode::OK)
                            .header("x-size", Some(&x_size))?
                            .text("text/plain", body)
                    }
                    EchoOkBody::ApplicationOctetStream(body) => {
                        runtime::ResponseBuilder::new(http::StatusCode::OK)
                            .header("x-size", Some(&x_size))?
                            .bytes("application/octet-stream", body)
                    }
                }
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match error {
            Self::Error::UnsupportedMediaType(body) => {
                match body {
                    EchoUnsupportedMediaTypeBody::ApplicationProblemJson(body) => {
                        runtime::ResponseBuilder::new(
                                http::StatusCode::UNSUPPORTED_MEDIA_TYPE,
                            )
                            .json("application/problem+json", &body)
                    }
                    EchoUnsupportedMediaTypeBody::TextHtml(body) => {
                        runtime::ResponseBuilder::new(
                                http::StatusCode::UNSUPPORTED_MEDIA_TYPE,
                            )
                            .text("text/html", body)
                    }
                }
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
    }
}

/// The request of `POST /echo`, valid against its schemas.
#[derive(Debug)]
pub struct EchoRequest {
    /// The media types of the response that the client takes, the best first (RFC 9110,
    /// section 12.5.1).
    pub accept: Vec<EchoAccept>,
    /// The body: `application/json; charset=utf-8`.
    pub body: EchoBody,
}

/// A body by its media type.
#[derive(Debug)]
pub enum EchoBody {
    /// `application/json; charset=utf-8`
    ApplicationJson(types::Part),
    /// `text/plain`
    TextPlain(String),
    /// `image/*`
    ImageAny(runtime::Media),
    /// `application/x-www-form-urlencoded`
    ApplicationXWwwFormUrlencoded(types::Order),
}

/// A body by its media type.
#[derive(Debug)]
pub enum EchoOkBody {
    /// `application/json`
    ApplicationJson(types::Part),
    /// `text/plain`
    TextPlain(String),
    /// `application/octet-stream`
    ApplicationOctetStream(runtime::ByteStream),
}

/// A body by its media type.
#[derive(Clone, Debug)]
pub enum EchoUnsupportedMediaTypeBody {
    /// `application/problem+json`
    ApplicationProblemJson(types::Problem),
    /// `text/html`
    TextHtml(String),
}

/// The media types of the successes of `POST /echo`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EchoAccept {
    /// `application/json`
    ApplicationJson,
    /// `text/plain`
    TextPlain,
    /// `application/octet-stream`
    ApplicationOctetStream,
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
    Unexpected(runtime::Unexpected),
}

impl EchoError {
    /// 415: None of these.
    pub fn unsupported_media_type(detail: &str) -> Self {
        runtime::problem(415, Some(detail))
            .map_or_else(
                Self::Unexpected,
                |body| Self::UnsupportedMediaType(
                    EchoUnsupportedMediaTypeBody::ApplicationProblemJson(body),
                ),
            )
    }
}

impl From<runtime::Unexpected> for EchoError {
    fn from(unexpected: runtime::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

impl From<runtime::BodyError> for EchoError {
    fn from(error: runtime::BodyError) -> Self {
        Self::Unexpected(error.into())
    }
}

/// `GET /own/{number}`
pub struct OwnForm;

impl OwnForm {
    /// The path of a request.
    pub fn path(number: &i64) -> String {
        format!("/own/{}", runtime::path_segment(number))
    }
}

impl runtime::Operation for OwnForm {
    const ID: &'static str = "ownForm";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/own/{number}";
    const ROUTE: &'static str = "/own/{number}";
    const HAS_REQUEST_BODY: bool = false;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[
        (runtime::RefusalKind::PathParameter, 400),
        (runtime::RefusalKind::Parameter, 400),
    ];
    type Request = OwnFormRequest;
    type Success = OwnFormSuccess;
    type Error = OwnFormError;
    type ErrorBody = types::Complaint;
    async fn request(
        parts: &runtime::RequestParts,
        _: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        Ok(OwnFormRequest {
            number: parts.path("number", runtime::Shape::Integer)?,
            size: parts.query("size", runtime::Shape::Integer)?,
        })
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::Ok => {
                runtime::ResponseBuilder::new(http::StatusCode::OK).empty()
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match error {
            Self::Error::BadRequest(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::BAD_REQUEST)
                    .json("application/json", &body)
            }
            Self::Error::NotFound(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::NOT_FOUND)
                    .json("application/json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
    }
}

/// The request of `GET /own/{number}`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct OwnFormRequest {
    /// The path parameter `number`.
    pub number: i64,
    /// The query parameter `size`.
    pub size: Option<i64>,
}

/// The successes of `GET /own/{number}`.
#[derive(Debug)]
pub enum OwnFormSuccess {
    /// 200: Fine.
    Ok,
}

/// The errors of `GET /own/{number}`.
#[derive(Debug)]
pub enum OwnFormError {
    /// 400: In the team's own words.
    BadRequest(types::Complaint),
    /// 404: In the team's own words.
    NotFound(types::Complaint),
    /// What the contract has no response for: 500, without details.
    Unexpected(runtime::Unexpected),
}

impl From<runtime::Unexpected> for OwnFormError {
    fn from(unexpected: runtime::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

/// `POST /own/{number}`
pub struct OwnForms;

impl OwnForms {
    /// The path of a request.
    pub fn path(number: &i64) -> String {
        format!("/own/{}", runtime::path_segment(number))
    }
}

impl runtime::Operation for OwnForms {
    const ID: &'static str = "ownForms";
    const METHOD: &'static str = "POST";
    const PATH: &'static str = "/own/{number}";
    const ROUTE: &'static str = "/own/{number}";
    const HAS_REQUEST_BODY: bool = true;
    const SECURITY: &'static [&'static [&'static str]] = &[&["Token"]];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[
        (runtime::RefusalKind::Credentials, 401),
        (runtime::RefusalKind::PathParameter, 404),
        (runtime::RefusalKind::MediaType, 415),
        (runtime::RefusalKind::BodyTooLarge, 422),
        (runtime::RefusalKind::Body, 422),
    ];
    type Request = OwnFormsRequest;
    type Success = OwnFormsSuccess;
    type Error = OwnFormsError;
    type ErrorBody = ();
    async fn request(
        parts: &runtime::RequestParts,
        body: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        parts.choose_media_type(&["application/json"])?;
        Ok(OwnFormsRequest {
            number: parts.path("number", runtime::Shape::Integer)?,
            body: runtime::json_body(&body.whole().await?)?,
        })
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::NoContent => {
                runtime::ResponseBuilder::new(http::StatusCode::NO_CONTENT).empty()
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match error {
            Self::Error::Unauthorized { x_request_id, body } => {
                runtime::ResponseBuilder::new(http::StatusCode::UNAUTHORIZED)
                    .header("x-request-id", Some(&x_request_id))?
                    .json("application/json", &body)
            }
            Self::Error::NotFound(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::NOT_FOUND)
                    .json("application/json", &body)
            }
            Self::Error::UnsupportedMediaType(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::UNSUPPORTED_MEDIA_TYPE)
                    .text("text/plain", body)
            }
            Self::Error::UnprocessableEntity(body) => {
                match body {
                    OwnFormsUnprocessableEntityBody::ApplicationJson(body) => {
                        runtime::ResponseBuilder::new(
                                http::StatusCode::UNPROCESSABLE_ENTITY,
                            )
                            .json("application/json", &body)
                    }
                    OwnFormsUnprocessableEntityBody::ImagePng(body) => {
                        runtime::ResponseBuilder::new(
                                http::StatusCode::UNPROCESSABLE_ENTITY,
                            )
                            .bytes("image/png", body)
                    }
                    OwnFormsUnprocessableEntityBody::ApplicationXml(body) => {
                        runtime::ResponseBuilder::new(
                                http::StatusCode::UNPROCESSABLE_ENTITY,
                            )
                            .bytes("application/xml", body)
                    }
                }
            }
            Self::Error::InternalServerError(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::INTERNAL_SERVER_ERROR)
                    .json("application/json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
    }
}

/// The request of `POST /own/{number}`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct OwnFormsRequest {
    /// The path parameter `number`.
    pub number: i64,
    /// The body: `application/json`.
    pub body: types::Part,
}

/// A body by its media type.
#[derive(Debug)]
pub enum OwnFormsUnprocessableEntityBody {
    /// `application/json`
    ApplicationJson(types::Complaint),
    /// `image/png`
    ImagePng(runtime::ByteStream),
    /// `application/xml`
    ApplicationXml(runtime::ByteStream),
}

/// The successes of `POST /own/{number}`.
#[derive(Debug)]
pub enum OwnFormsSuccess {
    /// 204: Fine.
    NoContent,
}

/// The errors of `POST /own/{number}`.
#[derive(Debug)]
pub enum OwnFormsError {
    /// 401: Who are you?
    Unauthorized {
        /// `X-Request-Id`.
        x_request_id: String,
        body: types::Complaint,
    },
    /// 404: In the team's own words.
    NotFound(types::Complaint),
    /// 415: In the words of the runtime.
    UnsupportedMediaType(String),
    /// 422: One of several media types, of which one tells.
    UnprocessableEntity(OwnFormsUnprocessableEntityBody),
    /// 500: In the team's own words.
    InternalServerError(types::Complaint),
    /// What the contract has no response for: 500, without details.
    Unexpected(runtime::Unexpected),
}

impl From<runtime::Unexpected> for OwnFormsError {
    fn from(unexpected: runtime::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

/// `GET /own/default/{number}`
pub struct OwnDefault;

impl OwnDefault {
    /// The path of a request.
    pub fn path(number: &i64) -> String {
        format!("/own/default/{}", runtime::path_segment(number))
    }
}

impl runtime::Operation for OwnDefault {
    const ID: &'static str = "ownDefault";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/own/default/{number}";
    const ROUTE: &'static str = "/own/default/{number}";
    const HAS_REQUEST_BODY: bool = false;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[
        (runtime::RefusalKind::PathParameter, 400),
    ];
    type Request = OwnDefaultRequest;
    type Success = OwnDefaultSuccess;
    type Error = OwnDefaultError;
    type ErrorBody = ();
    async fn request(
        parts: &runtime::RequestParts,
        _: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        Ok(OwnDefaultRequest {
            number: parts.path("number", runtime::Shape::Integer)?,
        })
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::Ok => {
                runtime::ResponseBuilder::new(http::StatusCode::OK).empty()
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match error {
            Self::Error::NotFound(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::NOT_FOUND)
                    .json("application/json", &body)
            }
            Self::Error::Default { status } => {
                runtime::ResponseBuilder::new(status).empty()
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
    }
}

/// The request of `GET /own/default/{number}`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct OwnDefaultRequest {
    /// The path parameter `number`.
    pub number: i64,
}

/// The successes of `GET /own/default/{number}`.
#[derive(Debug)]
pub enum OwnDefaultSuccess {
    /// 200: Fine.
    Ok,
}

/// The errors of `GET /own/default/{number}`.
#[derive(Debug)]
pub enum OwnDefaultError {
    /// 404: In the team's own words.
    NotFound(types::Complaint),
    /// default: Whatever else.
    Default { status: http::StatusCode },
    /// What the contract has no response for: 500, without details.
    Unexpected(runtime::Unexpected),
}

impl From<runtime::Unexpected> for OwnDefaultError {
    fn from(unexpected: runtime::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

/// `POST /own/nothing/{number}`
pub struct OwnNothing;

impl OwnNothing {
    /// The path of a request.
    pub fn path(number: &i64) -> String {
        format!("/own/nothing/{}", runtime::path_segment(number))
    }
}

impl runtime::Operation for OwnNothing {
    const ID: &'static str = "ownNothing";
    const METHOD: &'static str = "POST";
    const PATH: &'static str = "/own/nothing/{number}";
    const ROUTE: &'static str = "/own/nothing/{number}";
    const HAS_REQUEST_BODY: bool = true;
    const SECURITY: &'static [&'static [&'static str]] = &[&["Token"]];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[];
    type Request = OwnNothingRequest;
    type Success = OwnNothingSuccess;
    type Error = OwnNothingError;
    type ErrorBody = ();
    async fn request(
        parts: &runtime::RequestParts,
        body: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        parts.choose_media_type(&["application/json"])?;
        Ok(OwnNothingRequest {
            number: parts.path("number", runtime::Shape::Integer)?,
            body: runtime::json_body(&body.whole().await?)?,
        })
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::NoContent => {
                runtime::ResponseBuilder::new(http::StatusCode::NO_CONTENT).empty()
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match error {
            Self::Error::BadRequest { x_case } => {
                runtime::ResponseBuilder::new(http::StatusCode::BAD_REQUEST)
                    .header("x-case", Some(&x_case))?
                    .empty()
            }
            Self::Error::Conflict(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::CONFLICT)
                    .json("application/json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
    }
}

/// The request of `POST /own/nothing/{number}`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct OwnNothingRequest {
    /// The path parameter `number`.
    pub number: i64,
    /// The body: `application/json`.
    pub body: types::Part,
}

/// The successes of `POST /own/nothing/{number}`.
#[derive(Debug)]
pub enum OwnNothingSuccess {
    /// 204: Fine.
    NoContent,
}

/// The errors of `POST /own/nothing/{number}`.
#[derive(Debug)]
pub enum OwnNothingError {
    /// 400: With a header that nobody but a handler knows.
    BadRequest {
        /// `X-Case`.
        x_case: i64,
    },
    /// 409: In the team's own words.
    Conflict(types::Complaint),
    /// What the contract has no response for: 500, without details.
    Unexpected(runtime::Unexpected),
}

impl From<runtime::Unexpected> for OwnNothingError {
    fn from(unexpected: runtime::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

/// `PATCH /profile`
pub struct PatchProfile;

impl PatchProfile {
    /// The path of a request.
    pub fn path() -> String {
        "/profile".to_owned()
    }
}

impl runtime::Operation for PatchProfile {
    const ID: &'static str = "patchProfile";
    const METHOD: &'static str = "PATCH";
    const PATH: &'static str = "/profile";
    const ROUTE: &'static str = "/profile";
    const HAS_REQUEST_BODY: bool = true;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[
        (runtime::RefusalKind::MediaType, 400),
        (runtime::RefusalKind::BodyTooLarge, 400),
        (runtime::RefusalKind::Body, 400),
    ];
    type Request = PatchProfileRequest;
    type Success = PatchProfileSuccess;
    type Error = PatchProfileError;
    type ErrorBody = types::Problem;
    async fn request(
        parts: &runtime::RequestParts,
        body: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        parts.choose_media_type(&["application/merge-patch+json"])?;
        Ok(PatchProfileRequest {
            accept: parts
                .accepted(
                    &[
                        ("application/json", PatchProfileAccept::ApplicationJson),
                        (
                            "application/vnd.profile+json",
                            PatchProfileAccept::ApplicationVndProfileJson,
                        ),
                    ],
                ),
            body: runtime::json_body(&body.whole().await?)?,
        })
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::Ok(body) => {
                match body {
                    PatchProfileOkBody::ApplicationJson(body) => {
                        runtime::ResponseBuilder::new(http::StatusCode::OK)
                            .json("application/json", &body)
                    }
                    PatchProfileOkBody::ApplicationVndProfileJson(body) => {
                        runtime::ResponseBuilder::new(http::StatusCode::OK)
                            .json("application/vnd.profile+json", &body)
                    }
                }
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match error {
            Self::Error::BadRequest(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::BAD_REQUEST)
                    .json("application/problem+json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
    }
}

/// The request of `PATCH /profile`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct PatchProfileRequest {
    /// The media types of the response that the client takes, the best first (RFC 9110,
    /// section 12.5.1).
    pub accept: Vec<PatchProfileAccept>,
    /// The body: `application/merge-patch+json`.
    pub body: types::Profile,
}

/// A body by its media type.
#[derive(Clone, Debug)]
pub enum PatchProfileOkBody {
    /// `application/json`
    ApplicationJson(::std::collections::HashMap<String, String>),
    /// `application/vnd.profile+json`
    ApplicationVndProfileJson(types::Profile),
}

/// The media types of the successes of `PATCH /profile`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PatchProfileAccept {
    /// `application/json`
    ApplicationJson,
    /// `application/vnd.profile+json`
    ApplicationVndProfileJson,
}

/// The successes of `PATCH /profile`.
#[derive(Debug)]
pub enum PatchProfileSuccess {
    /// 200: What the members said.
    Ok(PatchProfileOkBody),
}

/// The errors of `PATCH /profile`.
#[derive(Debug)]
pub enum PatchProfileError {
    /// 400: The request is not valid.
    BadRequest(types::Problem),
    /// What the contract has no response for: 500, without details.
    Unexpected(runtime::Unexpected),
}

impl PatchProfileError {
    /// 400: The request is not valid.
    pub fn bad_request(detail: &str) -> Self {
        runtime::problem(400, Some(detail))
            .map_or_else(Self::Unexpected, Self::BadRequest)
    }
}

impl From<runtime::Unexpected> for PatchProfileError {
    fn from(unexpected: runtime::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

/// `GET /login`
pub struct Login;

impl Login {
    /// The path of a request.
    pub fn path() -> String {
        "/login".to_owned()
    }
}

impl runtime::Operation for Login {
    const ID: &'static str = "login";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/login";
    const ROUTE: &'static str = "/login";
    const HAS_REQUEST_BODY: bool = false;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[];
    type Request = LoginRequest;
    type Success = LoginSuccess;
    type Error = LoginError;
    type ErrorBody = ();
    async fn request(
        _: &runtime::RequestParts,
        _: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        Ok(LoginRequest {})
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::Ok { set_cookie, x_list, body } => {
                runtime::ResponseBuilder::new(http::StatusCode::OK)
                    .header("set-cookie", set_cookie.as_ref())?
                    .header("x-list", x_list.as_ref())?
                    .text("text/html; charset=utf-8", body)
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match error {
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
    }
}

/// The request of `GET /login`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct LoginRequest {}

/// The successes of `GET /login`.
#[derive(Debug)]
pub enum LoginSuccess {
    /// 200: Two cookies.
    Ok {
        /// `Set-Cookie`.
        set_cookie: Option<Vec<String>>,
        /// `X-List`.
        x_list: Option<Vec<String>>,
        body: String,
    },
}

/// The errors of `GET /login`.
#[derive(Debug)]
pub enum LoginError {
    /// What the contract has no response for: 500, without details.
    Unexpected(runtime::Unexpected),
}

impl From<runtime::Unexpected> for LoginError {
    fn from(unexpected: runtime::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

/// `POST /versions`
pub struct Versions;

impl Versions {
    /// The path of a request.
    pub fn path() -> String {
        "/versions".to_owned()
    }
}

impl runtime::Operation for Versions {
    const ID: &'static str = "versions";
    const METHOD: &'static str = "POST";
    const PATH: &'static str = "/versions";
    const ROUTE: &'static str = "/versions";
    const HAS_REQUEST_BODY: bool = true;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[
        (runtime::RefusalKind::MediaType, 415),
    ];
    type Request = VersionsRequest;
    type Success = VersionsSuccess;
    type Error = VersionsError;
    type ErrorBody = types::Problem;
    async fn request(
        parts: &runtime::RequestParts,
        body: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        Ok(VersionsRequest {
            accept: parts
                .accepted(
                    &[
                        (
                            "application/vnd.part+json; version=1",
                            VersionsAccept::ApplicationVndPartJsonVersion1,
                        ),
                        (
                            "application/vnd.part+json; version=2",
                            VersionsAccept::ApplicationVndPartJsonVersion2,
                        ),
                    ],
                ),
            body: match parts
                .choose_media_type(
                    &[
                        "application/vnd.part+json; version=1",
                        "application/vnd.part+json; version=2",
                    ],
                )?
            {
                0 => {
                    VersionsBody::ApplicationVndPartJsonVersion1(
                        runtime::json_body(&body.whole().await?)?,
                    )
                }
                _ => {
                    VersionsBody::ApplicationVndPartJsonVersion2(
                        runtime::json_body(&body.whole().await?)?,
                    )
                }
            },
        })
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::Ok(body) => {
                match body {
                    VersionsOkBody::ApplicationVndPartJsonVersion1(body) => {
                        runtime::ResponseBuilder::new(http::StatusCode::OK)
                            .json("application/vnd.part+json; version=1", &body)
                    }
                    VersionsOkBody::ApplicationVndPartJsonVersion2(body) => {
                        runtime::ResponseBuilder::new(http::StatusCode::OK)
                            .json("application/vnd.part+json; version=2", &body)
                    }
                }
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match error {
            Self::Error::UnsupportedMediaType(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::UNSUPPORTED_MEDIA_TYPE)
                    .json("application/problem+json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
    }
}

/// The request of `POST /versions`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct VersionsRequest {
    /// The media types of the response that the client takes, the best first (RFC 9110,
    /// section 12.5.1).
    pub accept: Vec<VersionsAccept>,
    /// The body: `application/vnd.part+json; version=1`.
    pub body: VersionsBody,
}

/// A body by its media type.
#[derive(Clone, Debug)]
pub enum VersionsBody {
    /// `application/vnd.part+json; version=1`
    ApplicationVndPartJsonVersion1(types::Part),
    /// `application/vnd.part+json; version=2`
    ApplicationVndPartJsonVersion2(types::Order),
}

/// A body by its media type.
#[derive(Clone, Debug)]
pub enum VersionsOkBody {
    /// `application/vnd.part+json; version=1`
    ApplicationVndPartJsonVersion1(types::Part),
    /// `application/vnd.part+json; version=2`
    ApplicationVndPartJsonVersion2(types::Order),
}

/// The media types of the successes of `POST /versions`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VersionsAccept {
    /// `application/vnd.part+json; version=1`
    ApplicationVndPartJsonVersion1,
    /// `application/vnd.part+json; version=2`
    ApplicationVndPartJsonVersion2,
}

/// The successes of `POST /versions`.
#[derive(Debug)]
pub enum VersionsSuccess {
    /// 200: The same.
    Ok(VersionsOkBody),
}

/// The errors of `POST /versions`.
#[derive(Debug)]
pub enum VersionsError {
    /// 415: The request is not valid.
    UnsupportedMediaType(types::Problem),
    /// What the contract has no response for: 500, without details.
    Unexpected(runtime::Unexpected),
}

impl VersionsError {
    /// 415: The request is not valid.
    pub fn unsupported_media_type(detail: &str) -> Self {
        runtime::problem(415, Some(detail))
            .map_or_else(Self::Unexpected, Self::UnsupportedMediaType)
    }
}

impl From<runtime::Unexpected> for VersionsError {
    fn from(unexpected: runtime::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

/// `GET /report`
pub struct Report;

impl Report {
    /// The path of a request.
    pub fn path() -> String {
        "/report".to_owned()
    }
}

impl runtime::Operation for Report {
    const ID: &'static str = "report";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/report";
    const ROUTE: &'static str = "/report";
    const HAS_REQUEST_BODY: bool = false;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[];
    type Request = ReportRequest;
    type Success = ReportSuccess;
    type Error = ReportError;
    type ErrorBody = ();
    async fn request(
        parts: &runtime::RequestParts,
        _: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        Ok(ReportRequest {
            accept: parts
                .accepted(
                    &[
                        ("application/json", ReportAccept::ApplicationJson),
                        ("text/csv", ReportAccept::TextCsv),
                        ("image/*", ReportAccept::ImageAny),
                    ],
                ),
        })
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::Ok(body) => {
                match body {
                    ReportOkBody::ApplicationJson(body) => {
                        runtime::ResponseBuilder::new(http::StatusCode::OK)
                            .json("application/json", &body)
                    }
                    ReportOkBody::TextCsv(body) => {
                        runtime::ResponseBuilder::new(http::StatusCode::OK)
                            .text("text/csv", body)
                    }
                    ReportOkBody::ImageAny(body) => {
                        runtime::ResponseBuilder::new(http::StatusCode::OK)
                            .media("image/*", body)
                    }
                }
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match error {
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
    }
}

/// The request of `GET /report`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct ReportRequest {
    /// The media types of the response that the client takes, the best first (RFC 9110,
    /// section 12.5.1).
    pub accept: Vec<ReportAccept>,
}

/// A body by its media type.
#[derive(Debug)]
pub enum ReportOkBody {
    /// `application/json`
    ApplicationJson(::serde_json::Map<String, ::serde_json::Value>),
    /// `text/csv`
    TextCsv(String),
    /// `image/*`
    ImageAny(runtime::Media),
}

/// The media types of the successes of `GET /report`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportAccept {
    /// `application/json`
    ApplicationJson,
    /// `text/csv`
    TextCsv,
    /// `image/*`
    ImageAny,
}

/// The successes of `GET /report`.
#[derive(Debug)]
pub enum ReportSuccess {
    /// 200: In the media type that the client wants most.
    Ok(ReportOkBody),
}

/// The errors of `GET /report`.
#[derive(Debug)]
pub enum ReportError {
    /// What the contract has no response for: 500, without details.
    Unexpected(runtime::Unexpected),
}

impl From<runtime::Unexpected> for ReportError {
    fn from(unexpected: runtime::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

/// `GET /report/strict`
pub struct StrictReport;

impl StrictReport {
    /// The path of a request.
    pub fn path() -> String {
        "/report/strict".to_owned()
    }
}

impl runtime::Operation for StrictReport {
    const ID: &'static str = "strictReport";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/report/strict";
    const ROUTE: &'static str = "/report/strict";
    const HAS_REQUEST_BODY: bool = false;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[
        (runtime::RefusalKind::NotAcceptable, 406),
    ];
    type Request = StrictReportRequest;
    type Success = StrictReportSuccess;
    type Error = StrictReportError;
    type ErrorBody = types::Problem;
    async fn request(
        parts: &runtime::RequestParts,
        _: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        Ok(StrictReportRequest {
            accept: parts
                .acceptable(
                    &[
                        ("application/json", StrictReportAccept::ApplicationJson),
                        ("text/csv", StrictReportAccept::TextCsv),
                        ("image/*", StrictReportAccept::ImageAny),
                    ],
                )?,
        })
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::Ok(body) => {
                match body {
                    StrictReportOkBody::ApplicationJson(body) => {
                        runtime::ResponseBuilder::new(http::StatusCode::OK)
                            .json("application/json", &body)
                    }
                    StrictReportOkBody::TextCsv(body) => {
                        runtime::ResponseBuilder::new(http::StatusCode::OK)
                            .text("text/csv", body)
                    }
                    StrictReportOkBody::ImageAny(body) => {
                        runtime::ResponseBuilder::new(http::StatusCode::OK)
                            .media("image/*", body)
                    }
                }
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match error {
            Self::Error::NotAcceptable(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::NOT_ACCEPTABLE)
                    .json("application/problem+json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
    }
}

/// The request of `GET /report/strict`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct StrictReportRequest {
    /// The media types of the response that the client takes, the best first (RFC 9110,
    /// section 12.5.1).
    pub accept: Vec<StrictReportAccept>,
}

/// A body by its media type.
#[derive(Debug)]
pub enum StrictReportOkBody {
    /// `application/json`
    ApplicationJson(::serde_json::Map<String, ::serde_json::Value>),
    /// `text/csv`
    TextCsv(String),
    /// `image/*`
    ImageAny(runtime::Media),
}

/// The media types of the successes of `GET /report/strict`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StrictReportAccept {
    /// `application/json`
    ApplicationJson,
    /// `text/csv`
    TextCsv,
    /// `image/*`
    ImageAny,
}

/// The successes of `GET /report/strict`.
#[derive(Debug)]
pub enum StrictReportSuccess {
    /// 200: In the media type that the client wants most.
    Ok(StrictReportOkBody),
}

/// The errors of `GET /report/strict`.
#[derive(Debug)]
pub enum StrictReportError {
    /// 406: The request is not valid.
    NotAcceptable(types::Problem),
    /// What the contract has no response for: 500, without details.
    Unexpected(runtime::Unexpected),
}

impl StrictReportError {
    /// 406: The request is not valid.
    pub fn not_acceptable(detail: &str) -> Self {
        runtime::problem(406, Some(detail))
            .map_or_else(Self::Unexpected, Self::NotAcceptable)
    }
}

impl From<runtime::Unexpected> for StrictReportError {
    fn from(unexpected: runtime::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

/// `GET /report/single`
pub struct SingleReport;

impl SingleReport {
    /// The path of a request.
    pub fn path() -> String {
        "/report/single".to_owned()
    }
}

impl runtime::Operation for SingleReport {
    const ID: &'static str = "singleReport";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/report/single";
    const ROUTE: &'static str = "/report/single";
    const HAS_REQUEST_BODY: bool = false;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[
        (runtime::RefusalKind::NotAcceptable, 406),
    ];
    type Request = SingleReportRequest;
    type Success = SingleReportSuccess;
    type Error = SingleReportError;
    type ErrorBody = types::Problem;
    async fn request(
        parts: &runtime::RequestParts,
        _: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        parts.acceptable(&[("text/csv", ())])?;
        Ok(SingleReportRequest {})
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::Ok(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::OK)
                    .text("text/csv", body)
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match error {
            Self::Error::NotAcceptable(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::NOT_ACCEPTABLE)
                    .json("application/problem+json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
    }
}

/// The request of `GET /report/single`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct SingleReportRequest {}

/// The successes of `GET /report/single`.
#[derive(Debug)]
pub enum SingleReportSuccess {
    /// 200: In one media type.
    Ok(String),
}

/// The errors of `GET /report/single`.
#[derive(Debug)]
pub enum SingleReportError {
    /// 406: The request is not valid.
    NotAcceptable(types::Problem),
    /// What the contract has no response for: 500, without details.
    Unexpected(runtime::Unexpected),
}

impl SingleReportError {
    /// 406: The request is not valid.
    pub fn not_acceptable(detail: &str) -> Self {
        runtime::problem(406, Some(detail))
            .map_or_else(Self::Unexpected, Self::NotAcceptable)
    }
}

impl From<runtime::Unexpected> for SingleReportError {
    fn from(unexpected: runtime::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

/// `PUT /text`
pub struct PutText;

impl PutText {
    /// The path of a request.
    pub fn path() -> String {
        "/text".to_owned()
    }
}

impl runtime::Operation for PutText {
    const ID: &'static str = "putText";
    const METHOD: &'static str = "PUT";
    const PATH: &'static str = "/text";
    const ROUTE: &'static str = "/text";
    const HAS_REQUEST_BODY: bool = true;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[
        (runtime::RefusalKind::MediaType, 400),
        (runtime::RefusalKind::BodyTooLarge, 400),
        (runtime::RefusalKind::Body, 400),
    ];
    type Request = PutTextRequest;
    type Success = PutTextSuccess;
    type Error = PutTextError;
    type ErrorBody = types::Problem;
    async fn request(
        parts: &runtime::RequestParts,
        body: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        parts.choose_media_type(&["text/plain"])?;
        Ok(PutTextRequest {
            body: runtime::typed_text_body(body.whole().await?, runtime::Shape::String)?,
        })
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::Ok(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::OK)
                    .typed_text("text/plain", &body)
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match error {
            Self::Error::BadRequest(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::BAD_REQUEST)
                    .json("application/problem+json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
    }
}

/// The request of `PUT /text`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct PutTextRequest {
    /// The body: `text/plain`.
    pub body: types::PutTextBody,
}

/// The successes of `PUT /text`.
#[derive(Debug)]
pub enum PutTextSuccess {
    /// 200: The same.
    Ok(types::PutTextOkBody),
}

/// The errors of `PUT /text`.
#[derive(Debug)]
pub enum PutTextError {
    /// 400: The request is not valid.
    BadRequest(types::Problem),
    /// What the contract has no response for: 500, without details.
    Unexpected(runtime::Unexpected),
}

impl PutTextError {
    /// 400: The request is not valid.
    pub fn bad_request(detail: &str) -> Self {
        runtime::problem(400, Some(detail))
            .map_or_else(Self::Unexpected, Self::BadRequest)
    }
}

impl From<runtime::Unexpected> for PutTextError {
    fn from(unexpected: runtime::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

/// `PUT /number`
pub struct PutNumber;

impl PutNumber {
    /// The path of a request.
    pub fn path() -> String {
        "/number".to_owned()
    }
}

impl runtime::Operation for PutNumber {
    const ID: &'static str = "putNumber";
    const METHOD: &'static str = "PUT";
    const PATH: &'static str = "/number";
    const ROUTE: &'static str = "/number";
    const HAS_REQUEST_BODY: bool = true;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[
        (runtime::RefusalKind::MediaType, 400),
        (runtime::RefusalKind::BodyTooLarge, 400),
        (runtime::RefusalKind::Body, 400),
    ];
    type Request = PutNumberRequest;
    type Success = PutNumberSuccess;
    type Error = PutNumberError;
    type ErrorBody = types::Problem;
    async fn request(
        parts: &runtime::RequestParts,
        body: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        parts.choose_media_type(&["text/plain"])?;
        Ok(PutNumberRequest {
            body: runtime::typed_text_body(body.whole().await?, runtime::Shape::Integer)?,
        })
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::Ok(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::OK)
                    .typed_text("text/plain", &body)
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match error {
            Self::Error::BadRequest(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::BAD_REQUEST)
                    .json("application/problem+json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
    }
}

/// The request of `PUT /number`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct PutNumberRequest {
    /// The body: `text/plain`.
    pub body: constrained::PutNumberBody,
}

/// The successes of `PUT /number`.
#[derive(Debug)]
pub enum PutNumberSuccess {
    /// 200: One more.
    Ok(i64),
}

/// The errors of `PUT /number`.
#[derive(Debug)]
pub enum PutNumberError {
    /// 400: The request is not valid.
    BadRequest(types::Problem),
    /// What the contract has no response for: 500, without details.
    Unexpected(runtime::Unexpected),
}

impl PutNumberError {
    /// 400: The request is not valid.
    pub fn bad_request(detail: &str) -> Self {
        runtime::problem(400, Some(detail))
            .map_or_else(Self::Unexpected, Self::BadRequest)
    }
}

impl From<runtime::Unexpected> for PutNumberError {
    fn from(unexpected: runtime::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

/// `GET /instants`
pub struct AskInstants;

impl AskInstants {
    /// The path of a request.
    pub fn path() -> String {
        "/instants".to_owned()
    }
}

impl runtime::Operation for AskInstants {
    const ID: &'static str = "askInstants";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/instants";
    const ROUTE: &'static str = "/instants";
    const HAS_REQUEST_BODY: bool = false;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[
        (runtime::RefusalKind::Parameter, 400),
    ];
    type Request = AskInstantsRequest;
    type Success = AskInstantsSuccess;
    type Error = AskInstantsError;
    type ErrorBody = types::Problem;
    async fn request(
        parts: &runtime::RequestParts,
        _: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        Ok(AskInstantsRequest {
            at: parts.query("at", runtime::Shape::String)?,
            on: parts.query("on", runtime::Shape::String)?,
        })
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::Ok(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::OK)
                    .json("application/json", &body)
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match error {
            Self::Error::BadRequest(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::BAD_REQUEST)
                    .json("application/problem+json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
    }
}

/// The request of `GET /instants`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct AskInstantsRequest {
    /// The query parameter `at`.
    pub at: Option<runtime::DateTime>,
    /// The query parameter `on`.
    pub on: Option<runtime::Date>,
}

/// The successes of `GET /instants`.
#[derive(Debug)]
pub enum AskInstantsSuccess {
    /// 200: The same.
    Ok(types::Instants),
}

/// The errors of `GET /instants`.
#[derive(Debug)]
pub enum AskInstantsError {
    /// 400: The request is not valid.
    BadRequest(types::Problem),
    /// What the contract has no response for: 500, without details.
    Unexpected(runtime::Unexpected),
}

impl AskInstantsError {
    /// 400: The request is not valid.
    pub fn bad_request(detail: &str) -> Self {
        runtime::problem(400, Some(detail))
            .map_or_else(Self::Unexpected, Self::BadRequest)
    }
}

impl From<runtime::Unexpected> for AskInstantsError {
    fn from(unexpected: runtime::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

/// `POST /instants`
pub struct TellInstants;

impl TellInstants {
    /// The path of a request.
    pub fn path() -> String {
        "/instants".to_owned()
    }
}

impl runtime::Operation for TellInstants {
    const ID: &'static str = "tellInstants";
    const METHOD: &'static str = "POST";
    const PATH: &'static str = "/instants";
    const ROUTE: &'static str = "/instants";
    const HAS_REQUEST_BODY: bool = true;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[
        (runtime::RefusalKind::MediaType, 400),
        (runtime::RefusalKind::BodyTooLarge, 400),
        (runtime::RefusalKind::Body, 400),
    ];
    type Request = TellInstantsRequest;
    type Success = TellInstantsSuccess;
    type Error = TellInstantsError;
    type ErrorBody = types::Problem;
    async fn request(
        parts: &runtime::RequestParts,
        body: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        parts.choose_media_type(&["application/json"])?;
        Ok(TellInstantsRequest {
            body: runtime::json_body(&body.whole().await?)?,
        })
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::Ok(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::OK)
                    .json("application/json", &body)
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match error {
            Self::Error::BadRequest(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::BAD_REQUEST)
                    .json("application/problem+json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
    }
}

/// The request of `POST /instants`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct TellInstantsRequest {
    /// The body: `application/json`.
    pub body: types::Instants,
}

/// The successes of `POST /instants`.
#[derive(Debug)]
pub enum TellInstantsSuccess {
    /// 200: The same.
    Ok(types::Instants),
}

/// The errors of `POST /instants`.
#[derive(Debug)]
pub enum TellInstantsError {
    /// 400: The request is not valid.
    BadRequest(types::Problem),
    /// What the contract has no response for: 500, without details.
    Unexpected(runtime::Unexpected),
}

impl TellInstantsError {
    /// 400: The request is not valid.
    pub fn bad_request(detail: &str) -> Self {
        runtime::problem(400, Some(detail))
            .map_or_else(Self::Unexpected, Self::BadRequest)
    }
}

impl From<runtime::Unexpected> for TellInstantsError {
    fn from(unexpected: runtime::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

/// `GET /empty`
pub struct Empty;

impl Empty {
    /// The path of a request.
    pub fn path() -> String {
        "/empty".to_owned()
    }
}

impl runtime::Operation for Empty {
    const ID: &'static str = "empty";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/empty";
    const ROUTE: &'static str = "/empty";
    const HAS_REQUEST_BODY: bool = false;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[];
    type Request = EmptyRequest;
    type Success = EmptySuccess;
    type Error = EmptyError;
    type ErrorBody = ();
    async fn request(
        _: &runtime::RequestParts,
        _: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        Ok(EmptyRequest {})
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::NoContent => {
                runtime::ResponseBuilder::new(http::StatusCode::NO_CONTENT).empty()
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match error {
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
    }
}

/// The request of `GET /empty`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct EmptyRequest {}

/// The successes of `GET /empty`.
#[derive(Debug)]
pub enum EmptySuccess {
    /// 204: Nothing.
    NoContent,
}

/// The errors of `GET /empty`.
#[derive(Debug)]
pub enum EmptyError {
    /// What the contract has no response for: 500, without details.
    Unexpected(runtime::Unexpected),
}

impl From<runtime::Unexpected> for EmptyError {
    fn from(unexpected: runtime::Unexpected) -> Self {
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

impl runtime::Operation for ListShelves {
    const ID: &'static str = "listShelves";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/shelves";
    const ROUTE: &'static str = "/shelves";
    const HAS_REQUEST_BODY: bool = false;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[];
    type Request = ListShelvesRequest;
    type Success = ListShelvesSuccess;
    type Error = ListShelvesError;
    type ErrorBody = ();
    async fn request(
        _: &runtime::RequestParts,
        _: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        Ok(ListShelvesRequest {})
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::Ok(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::OK)
                    .text("text/plain", body)
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match error {
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
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
    Unexpected(runtime::Unexpected),
}

impl From<runtime::Unexpected> for ListShelvesError {
    fn from(unexpected: runtime::Unexpected) -> Self {
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

impl runtime::Operation for AllShelves {
    const ID: &'static str = "allShelves";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/shelves/all";
    const ROUTE: &'static str = "/shelves/all";
    const HAS_REQUEST_BODY: bool = false;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[];
    type Request = AllShelvesRequest;
    type Success = AllShelvesSuccess;
    type Error = AllShelvesError;
    type ErrorBody = ();
    async fn request(
        _: &runtime::RequestParts,
        _: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        Ok(AllShelvesRequest {})
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::Ok(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::OK)
                    .text("text/plain", body)
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match error {
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
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
    Unexpected(runtime::Unexpected),
}

impl From<runtime::Unexpected> for AllShelvesError {
    fn from(unexpected: runtime::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

/// `GET /shelves/{id}`
pub struct GetShelf;

impl GetShelf {
    /// The path of a request.
    pub fn path(id: &String) -> String {
        format!("/shelves/{}", runtime::path_segment(id))
    }
}

impl runtime::Operation for GetShelf {
    const ID: &'static str = "getShelf";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/shelves/{id}";
    const ROUTE: &'static str = "/shelves/{id}";
    const HAS_REQUEST_BODY: bool = false;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[];
    type Request = GetShelfRequest;
    type Success = GetShelfSuccess;
    type Error = GetShelfError;
    type ErrorBody = ();
    async fn request(
        parts: &runtime::RequestParts,
        _: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        Ok(GetShelfRequest {
            id: parts.path("id", runtime::Shape::String)?,
        })
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::Ok(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::OK)
                    .text("text/plain", body)
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match error {
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
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
    Unexpected(runtime::Unexpected),
}

impl From<runtime::Unexpected> for GetShelfError {
    fn from(unexpected: runtime::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

/// `POST /shelves/{id}:empty`
pub struct EmptyShelf;

impl EmptyShelf {
    /// The path of a request.
    pub fn path(id: &String) -> String {
        format!("/shelves/{}:empty", runtime::path_segment(id))
    }
}

impl runtime::Operation for EmptyShelf {
    const ID: &'static str = "emptyShelf";
    const METHOD: &'static str = "POST";
    const PATH: &'static str = "/shelves/{id}:empty";
    const ROUTE: &'static str = "/shelves/{id}";
    const HAS_REQUEST_BODY: bool = false;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[];
    type Request = EmptyShelfRequest;
    type Success = EmptyShelfSuccess;
    type Error = EmptyShelfError;
    type ErrorBody = ();
    async fn request(
        parts: &runtime::RequestParts,
        _: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        Ok(EmptyShelfRequest {
            id: parts.path("id", runtime::Shape::String)?,
        })
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::Ok(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::OK)
                    .text("text/plain", body)
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match error {
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
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
    Unexpected(runtime::Unexpected),
}

impl From<runtime::Unexpected> for EmptyShelfError {
    fn from(unexpected: runtime::Unexpected) -> Self {
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
            "/shelves/{}/books/{}.{}", runtime::path_segment(shelf),
            runtime::path_segment(name), runtime::path_segment(extension)
        )
    }
}

impl runtime::Operation for GetShelfBook {
    const ID: &'static str = "getShelfBook";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/shelves/{shelf}/books/{name}.{extension}";
    const ROUTE: &'static str = "/shelves/{shelf}/books/{name}/{extension}";
    const HAS_REQUEST_BODY: bool = false;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[
        (runtime::RefusalKind::PathParameter, 404),
    ];
    type Request = GetShelfBookRequest;
    type Success = GetShelfBookSuccess;
    type Error = GetShelfBookError;
    type ErrorBody = types::Problem;
    async fn request(
        parts: &runtime::RequestParts,
        _: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        Ok(GetShelfBookRequest {
            shelf: parts.path("shelf", runtime::Shape::String)?,
            name: parts.path("name", runtime::Shape::String)?,
            extension: parts.path("extension", runtime::Shape::String)?,
        })
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::Ok(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::OK)
                    .text("text/plain", body)
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match error {
            Self::Error::NotFound(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::NOT_FOUND)
                    .json("application/problem+json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
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
    Unexpected(runtime::Unexpected),
}

impl GetShelfBookError {
    /// 404: The request is not valid.
    pub fn not_found(detail: &str) -> Self {
        runtime::problem(404, Some(detail)).map_or_else(Self::Unexpected, Self::NotFound)
    }
}

impl From<runtime::Unexpected> for GetShelfBookError {
    fn from(unexpected: runtime::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

/// `GET /styles/simple/{word}/{list}/{color}`
pub struct PathSimple;

impl PathSimple {
    /// The path of a request.
    pub fn path(
        word: &types::Word,
        list: &constrained::Words,
        color: &types::Color,
    ) -> String {
        format!(
            "/styles/simple/{}/{}/{}", runtime::path_segment(word),
            runtime::path_segment(list), runtime::styled_segment("color", color,
            runtime::Style::Simple)
        )
    }
}

impl runtime::Operation for PathSimple {
    const ID: &'static str = "pathSimple";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/styles/simple/{word}/{list}/{color}";
    const ROUTE: &'static str = "/styles/simple/{word}/{list}/{color}";
    const HAS_REQUEST_BODY: bool = false;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[
        (runtime::RefusalKind::PathParameter, 400),
    ];
    type Request = PathSimpleRequest;
    type Success = PathSimpleSuccess;
    type Error = PathSimpleError;
    type ErrorBody = types::Problem;
    async fn request(
        parts: &runtime::RequestParts,
        _: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        Ok(PathSimpleRequest {
            word: parts.path("word", runtime::Shape::String)?,
            list: parts
                .styled_path(
                    "list",
                    runtime::Style::Simple,
                    runtime::Shape::List(&runtime::Shape::String),
                )?,
            color: parts
                .styled_path(
                    "color",
                    runtime::Style::Simple,
                    runtime::Shape::Object(
                        &[
                            ("R", runtime::Shape::Integer),
                            ("G", runtime::Shape::Integer),
                            ("B", runtime::Shape::Integer),
                        ],
                        None,
                    ),
                )?,
        })
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::Ok(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::OK)
                    .json("application/json", &body)
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match error {
            Self::Error::BadRequest(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::BAD_REQUEST)
                    .json("application/problem+json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
    }
}

/// The request of `GET /styles/simple/{word}/{list}/{color}`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct PathSimpleRequest {
    /// The path parameter `word`.
    pub word: types::Word,
    /// The path parameter `list`.
    pub list: constrained::Words,
    /// The path parameter `color`.
    pub color: types::Color,
}

/// The successes of `GET /styles/simple/{word}/{list}/{color}`.
#[derive(Debug)]
pub enum PathSimpleSuccess {
    /// 200: What was read.
    Ok(::serde_json::Value),
}

/// The errors of `GET /styles/simple/{word}/{list}/{color}`.
#[derive(Debug)]
pub enum PathSimpleError {
    /// 400: The request is not valid.
    BadRequest(types::Problem),
    /// What the contract has no response for: 500, without details.
    Unexpected(runtime::Unexpected),
}

impl PathSimpleError {
    /// 400: The request is not valid.
    pub fn bad_request(detail: &str) -> Self {
        runtime::problem(400, Some(detail))
            .map_or_else(Self::Unexpected, Self::BadRequest)
    }
}

impl From<runtime::Unexpected> for PathSimpleError {
    fn from(unexpected: runtime::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

/// `GET /styles/simple-exploded/{word}/{list}/{color}`
pub struct PathSimpleExploded;

impl PathSimpleExploded {
    /// The path of a request.
    pub fn path(
        word: &types::Word,
        list: &constrained::Words,
        color: &types::Color,
    ) -> String {
        format!(
            "/styles/simple-exploded/{}/{}/{}", runtime::path_segment(word),
            runtime::path_segment(list), runtime::styled_segment("color", color,
            runtime::Style::SimpleExploded)
        )
    }
}

impl runtime::Operation for PathSimpleExploded {
    const ID: &'static str = "pathSimpleExploded";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/styles/simple-exploded/{word}/{list}/{color}";
    const ROUTE: &'static str = "/styles/simple-exploded/{word}/{list}/{color}";
    const HAS_REQUEST_BODY: bool = false;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[
        (runtime::RefusalKind::PathParameter, 400),
    ];
    type Request = PathSimpleExplodedRequest;
    type Success = PathSimpleExplodedSuccess;
    type Error = PathSimpleExplodedError;
    type ErrorBody = types::Problem;
    async fn request(
        parts: &runtime::RequestParts,
        _: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        Ok(PathSimpleExplodedRequest {
            word: parts.path("word", runtime::Shape::String)?,
            list: parts
                .styled_path(
                    "list",
                    runtime::Style::SimpleExploded,
                    runtime::Shape::List(&runtime::Shape::String),
                )?,
            color: parts
                .styled_path(
                    "color",
                    runtime::Style::SimpleExploded,
                    runtime::Shape::Object(
                        &[
                            ("R", runtime::Shape::Integer),
                            ("G", runtime::Shape::Integer),
                            ("B", runtime::Shape::Integer),
                        ],
                        None,
                    ),
                )?,
        })
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::Ok(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::OK)
                    .json("application/json", &body)
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match error {
            Self::Error::BadRequest(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::BAD_REQUEST)
                    .json("application/problem+json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
    }
}

/// The request of `GET /styles/simple-exploded/{word}/{list}/{color}`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct PathSimpleExplodedRequest {
    /// The path parameter `word`.
    pub word: types::Word,
    /// The path parameter `list`.
    pub list: constrained::Words,
    /// The path parameter `color`.
    pub color: types::Color,
}

/// The successes of `GET /styles/simple-exploded/{word}/{list}/{color}`.
#[derive(Debug)]
pub enum PathSimpleExplodedSuccess {
    /// 200: What was read.
    Ok(::serde_json::Value),
}

/// The errors of `GET /styles/simple-exploded/{word}/{list}/{color}`.
#[derive(Debug)]
pub enum PathSimpleExplodedError {
    /// 400: The request is not valid.
    BadRequest(types::Problem),
    /// What the contract has no response for: 500, without details.
    Unexpected(runtime::Unexpected),
}

impl PathSimpleExplodedError {
    /// 400: The request is not valid.
    pub fn bad_request(detail: &str) -> Self {
        runtime::problem(400, Some(detail))
            .map_or_else(Self::Unexpected, Self::BadRequest)
    }
}

impl From<runtime::Unexpected> for PathSimpleExplodedError {
    fn from(unexpected: runtime::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

/// `GET /styles/label/{word}/{list}/{color}`
pub struct PathLabel;

impl PathLabel {
    /// The path of a request.
    pub fn path(
        word: &types::Word,
        list: &constrained::Words,
        color: &types::Color,
    ) -> String {
        format!(
            "/styles/label/{}/{}/{}", runtime::styled_segment("word", word,
            runtime::Style::Label), runtime::styled_segment("list", list,
            runtime::Style::Label), runtime::styled_segment("color", color,
            runtime::Style::Label)
        )
    }
}

impl runtime::Operation for PathLabel {
    const ID: &'static str = "pathLabel";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/styles/label/{word}/{list}/{color}";
    const ROUTE: &'static str = "/styles/label/{word}/{list}/{color}";
    const HAS_REQUEST_BODY: bool = false;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[
        (runtime::RefusalKind::PathParameter, 400),
    ];
    type Request = PathLabelRequest;
    type Success = PathLabelSuccess;
    type Error = PathLabelError;
    type ErrorBody = types::Problem;
    async fn request(
        parts: &runtime::RequestParts,
        _: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        Ok(PathLabelRequest {
            word: parts
                .styled_path("word", runtime::Style::Label, runtime::Shape::String)?,
            list: parts
                .styled_path(
                    "list",
                    runtime::Style::Label,
                    runtime::Shape::List(&runtime::Shape::String),
                )?,
            color: parts
                .styled_path(
                    "color",
                    runtime::Style::Label,
                    runtime::Shape::Object(
                        &[
                            ("R", runtime::Shape::Integer),
                            ("G", runtime::Shape::Integer),
                            ("B", runtime::Shape::Integer),
                        ],
                        None,
                    ),
                )?,
        })
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::Ok(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::OK)
                    .json("application/json", &body)
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match error {
            Self::Error::BadRequest(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::BAD_REQUEST)
                    .json("application/problem+json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
    }
}

/// The request of `GET /styles/label/{word}/{list}/{color}`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct PathLabelRequest {
    /// The path parameter `word`.
    pub word: types::Word,
    /// The path parameter `list`.
    pub list: constrained::Words,
    /// The path parameter `color`.
    pub color: types::Color,
}

/// The successes of `GET /styles/label/{word}/{list}/{color}`.
#[derive(Debug)]
pub enum PathLabelSuccess {
    /// 200: What was read.
    Ok(::serde_json::Value),
}

/// The errors of `GET /styles/label/{word}/{list}/{color}`.
#[derive(Debug)]
pub enum PathLabelError {
    /// 400: The request is not valid.
    BadRequest(types::Problem),
    /// What the contract has no response for: 500, without details.
    Unexpected(runtime::Unexpected),
}

impl PathLabelError {
    /// 400: The request is not valid.
    pub fn bad_request(detail: &str) -> Self {
        runtime::problem(400, Some(detail))
            .map_or_else(Self::Unexpected, Self::BadRequest)
    }
}

impl From<runtime::Unexpected> for PathLabelError {
    fn from(unexpected: runtime::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

/// `GET /styles/label-exploded/{word}/{list}/{color}`
pub struct PathLabelExploded;

impl PathLabelExploded {
    /// The path of a request.
    pub fn path(
        word: &types::Word,
        list: &constrained::Words,
        color: &types::Color,
    ) -> String {
        format!(
            "/styles/label-exploded/{}/{}/{}", runtime::styled_segment("word", word,
            runtime::Style::LabelExploded), runtime::styled_segment("list", list,
            runtime::Style::LabelExploded), runtime::styled_segment("color", color,
            runtime::Style::LabelExploded)
        )
    }
}

impl runtime::Operation for PathLabelExploded {
    const ID: &'static str = "pathLabelExploded";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/styles/label-exploded/{word}/{list}/{color}";
    const ROUTE: &'static str = "/styles/label-exploded/{word}/{list}/{color}";
    const HAS_REQUEST_BODY: bool = false;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[
        (runtime::RefusalKind::PathParameter, 400),
    ];
    type Request = PathLabelExplodedRequest;
    type Success = PathLabelExplodedSuccess;
    type Error = PathLabelExplodedError;
    type ErrorBody = types::Problem;
    async fn request(
        parts: &runtime::RequestParts,
        _: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        Ok(PathLabelExplodedRequest {
            word: parts
                .styled_path(
                    "word",
                    runtime::Style::LabelExploded,
                    runtime::Shape::String,
                )?,
            list: parts
                .styled_path(
                    "list",
                    runtime::Style::LabelExploded,
                    runtime::Shape::List(&runtime::Shape::String),
                )?,
            color: parts
                .styled_path(
                    "color",
                    runtime::Style::LabelExploded,
                    runtime::Shape::Object(
                        &[
                            ("R", runtime::Shape::Integer),
                            ("G", runtime::Shape::Integer),
                            ("B", runtime::Shape::Integer),
                        ],
                        None,
                    ),
                )?,
        })
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::Ok(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::OK)
                    .json("application/json", &body)
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match error {
            Self::Error::BadRequest(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::BAD_REQUEST)
                    .json("application/problem+json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
    }
}

/// The request of `GET /styles/label-exploded/{word}/{list}/{color}`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct PathLabelExplodedRequest {
    /// The path parameter `word`.
    pub word: types::Word,
    /// The path parameter `list`.
    pub list: constrained::Words,
    /// The path parameter `color`.
    pub color: types::Color,
}

/// The successes of `GET /styles/label-exploded/{word}/{list}/{color}`.
#[derive(Debug)]
pub enum PathLabelExplodedSuccess {
    /// 200: What was read.
    Ok(::serde_json::Value),
}

/// The errors of `GET /styles/label-exploded/{word}/{list}/{color}`.
#[derive(Debug)]
pub enum PathLabelExplodedError {
    /// 400: The request is not valid.
    BadRequest(types::Problem),
    /// What the contract has no response for: 500, without details.
    Unexpected(runtime::Unexpected),
}

impl PathLabelExplodedError {
    /// 400: The request is not valid.
    pub fn bad_request(detail: &str) -> Self {
        runtime::problem(400, Some(detail))
            .map_or_else(Self::Unexpected, Self::BadRequest)
    }
}

impl From<runtime::Unexpected> for PathLabelExplodedError {
    fn from(unexpected: runtime::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

/// `GET /styles/matrix/{word}/{list}/{color}`
pub struct PathMatrix;

impl PathMatrix {
    /// The path of a request.
    pub fn path(
        word: &types::Word,
        list: &constrained::Words,
        color: &types::Color,
    ) -> String {
        format!(
            "/styles/matrix/{}/{}/{}", runtime::styled_segment("word", word,
            runtime::Style::Matrix), runtime::styled_segment("list", list,
            runtime::Style::Matrix), runtime::styled_segment("color", color,
            runtime::Style::Matrix)
        )
    }
}

impl runtime::Operation for PathMatrix {
    const ID: &'static str = "pathMatrix";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/styles/matrix/{word}/{list}/{color}";
    const ROUTE: &'static str = "/styles/matrix/{word}/{list}/{color}";
    const HAS_REQUEST_BODY: bool = false;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[
        (runtime::RefusalKind::PathParameter, 400),
    ];
    type Request = PathMatrixRequest;
    type Success = PathMatrixSuccess;
    type Error = PathMatrixError;
    type ErrorBody = types::Problem;
    async fn request(
        parts: &runtime::RequestParts,
        _: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        Ok(PathMatrixRequest {
            word: parts
                .styled_path("word", runtime::Style::Matrix, runtime::Shape::String)?,
            list: parts
                .styled_path(
                    "list",
                    runtime::Style::Matrix,
                    runtime::Shape::List(&runtime::Shape::String),
                )?,
            color: parts
                .styled_path(
                    "color",
                    runtime::Style::Matrix,
                    runtime::Shape::Object(
                        &[
                            ("R", runtime::Shape::Integer),
                            ("G", runtime::Shape::Integer),
                            ("B", runtime::Shape::Integer),
                        ],
                        None,
                    ),
                )?,
        })
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::Ok(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::OK)
                    .json("application/json", &body)
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match error {
            Self::Error::BadRequest(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::BAD_REQUEST)
                    .json("application/problem+json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
    }
}

/// The request of `GET /styles/matrix/{word}/{list}/{color}`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct PathMatrixRequest {
    /// The path parameter `word`.
    pub word: types::Word,
    /// The path parameter `list`.
    pub list: constrained::Words,
    /// The path parameter `color`.
    pub color: types::Color,
}

/// The successes of `GET /styles/matrix/{word}/{list}/{color}`.
#[derive(Debug)]
pub enum PathMatrixSuccess {
    /// 200: What was read.
    Ok(::serde_json::Value),
}

/// The errors of `GET /styles/matrix/{word}/{list}/{color}`.
#[derive(Debug)]
pub enum PathMatrixError {
    /// 400: The request is not valid.
    BadRequest(types::Problem),
    /// What the contract has no response for: 500, without details.
    Unexpected(runtime::Unexpected),
}

impl PathMatrixError {
    /// 400: The request is not valid.
    pub fn bad_request(detail: &str) -> Self {
        runtime::problem(400, Some(detail))
            .map_or_else(Self::Unexpected, Self::BadRequest)
    }
}

impl From<runtime::Unexpected> for PathMatrixError {
    fn from(unexpected: runtime::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

/// `GET /styles/matrix-exploded/{word}/{list}/{color}`
pub struct PathMatrixExploded;

impl PathMatrixExploded {
    /// The path of a request.
    pub fn path(
        word: &types::Word,
        list: &constrained::Words,
        color: &types::Color,
    ) -> String {
        format!(
            "/styles/matrix-exploded/{}/{}/{}", runtime::styled_segment("word", word,
            runtime::Style::MatrixExploded), runtime::styled_segment("list", list,
            runtime::Style::MatrixExploded), runtime::styled_segment("color", color,
            runtime::Style::MatrixExploded)
        )
    }
}

impl runtime::Operation for PathMatrixExploded {
    const ID: &'static str = "pathMatrixExploded";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/styles/matrix-exploded/{word}/{list}/{color}";
    const ROUTE: &'static str = "/styles/matrix-exploded/{word}/{list}/{color}";
    const HAS_REQUEST_BODY: bool = false;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[
        (runtime::RefusalKind::PathParameter, 400),
    ];
    type Request = PathMatrixExplodedRequest;
    type Success = PathMatrixExplodedSuccess;
    type Error = PathMatrixExplodedError;
    type ErrorBody = types::Problem;
    async fn request(
        parts: &runtime::RequestParts,
        _: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        Ok(PathMatrixExplodedRequest {
            word: parts
                .styled_path(
                    "word",
                    runtime::Style::MatrixExploded,
                    runtime::Shape::String,
                )?,
            list: parts
                .styled_path(
                    "list",
                    runtime::Style::MatrixExploded,
                    runtime::Shape::List(&runtime::Shape::String),
                )?,
            color: parts
                .styled_path(
                    "color",
                    runtime::Style::MatrixExploded,
                    runtime::Shape::Object(
                        &[
                            ("R", runtime::Shape::Integer),
                            ("G", runtime::Shape::Integer),
                            ("B", runtime::Shape::Integer),
                        ],
                        None,
                    ),
                )?,
        })
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::Ok(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::OK)
                    .json("application/json", &body)
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match error {
            Self::Error::BadRequest(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::BAD_REQUEST)
                    .json("application/problem+json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
    }
}

/// The request of `GET /styles/matrix-exploded/{word}/{list}/{color}`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct PathMatrixExplodedRequest {
    /// The path parameter `word`.
    pub word: types::Word,
    /// The path parameter `list`.
    pub list: constrained::Words,
    /// The path parameter `color`.
    pub color: types::Color,
}

/// The successes of `GET /styles/matrix-exploded/{word}/{list}/{color}`.
#[derive(Debug)]
pub enum PathMatrixExplodedSuccess {
    /// 200: What was read.
    Ok(::serde_json::Value),
}

/// The errors of `GET /styles/matrix-exploded/{word}/{list}/{color}`.
#[derive(Debug)]
pub enum PathMatrixExplodedError {
    /// 400: The request is not valid.
    BadRequest(types::Problem),
    /// What the contract has no response for: 500, without details.
    Unexpected(runtime::Unexpected),
}

impl PathMatrixExplodedError {
    /// 400: The request is not valid.
    pub fn bad_request(detail: &str) -> Self {
        runtime::problem(400, Some(detail))
            .map_or_else(Self::Unexpected, Self::BadRequest)
    }
}

impl From<runtime::Unexpected> for PathMatrixExplodedError {
    fn from(unexpected: runtime::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

/// `GET /styles/query`
pub struct QueryStyles;

impl QueryStyles {
    /// The path of a request.
    pub fn path() -> String {
        "/styles/query".to_owned()
    }
}

impl runtime::Operation for QueryStyles {
    const ID: &'static str = "queryStyles";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/styles/query";
    const ROUTE: &'static str = "/styles/query";
    const HAS_REQUEST_BODY: bool = false;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[
        (runtime::RefusalKind::Parameter, 400),
    ];
    type Request = QueryStylesRequest;
    type Success = QueryStylesSuccess;
    type Error = QueryStylesError;
    type ErrorBody = types::Problem;
    async fn request(
        parts: &runtime::RequestParts,
        _: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        Ok(QueryStylesRequest {
            form: parts
                .styled_query(
                    "form",
                    runtime::Style::Form,
                    runtime::Shape::List(&runtime::Shape::String),
                    &[
                        "formColor",
                        "many",
                        "color",
                        "space",
                        "spaceColor",
                        "pipe",
                        "pipeColor",
                        "deep",
                        "json",
                        "text",
                        "blank",
                        "reserved",
                        "either",
                    ],
                )?,
            form_color: parts
                .styled_query(
                    "formColor",
                    runtime::Style::Form,
                    runtime::Shape::Object(
                        &[
                            ("R", runtime::Shape::Integer),
                            ("G", runtime::Shape::Integer),
                            ("B", runtime::Shape::Integer),
                        ],
                        None,
                    ),
                    &[
                        "form",
                        "many",
                        "color",
                        "space",
                        "spaceColor",
                        "pipe",
                        "pipeColor",
                        "deep",
                        "json",
                        "text",
                        "blank",
                        "reserved",
                        "either",
                    ],
                )?,
            many: parts
                .styled_query(
                    "many",
                    runtime::Style::FormExploded,
                    runtime::Shape::List(&runtime::Shape::String),
                    &[
                        "form",
                        "formColor",
                        "color",
                        "space",
                        "spaceColor",
                        "pipe",
                        "pipeColor",
                        "deep",
                        "json",
                        "text",
                        "blank",
                        "reserved",
                        "either",
                    ],
                )?,
            color: parts
                .styled_query(
                    "color",
                    runtime::Style::FormExploded,
                    runtime::Shape::Object(
                        &[
                            ("R", runtime::Shape::Integer),
                            ("G", runtime::Shape::Integer),
                            ("B", runtime::Shape::Integer),
                        ],
                        None,
                    ),
                    &[
                        "form",
                        "formColor",
                        "many",
                        "space",
                        "spaceColor",
                        "pipe",
                        "pipeColor",
                        "deep",
                        "json",
                        "text",
                        "blank",
                        "reserved",
                        "either",
                    ],
                )?,
            space: parts
                .styled_query(
                    "space",
                    runtime::Style::SpaceDelimited,
                    runtime::Shape::List(&runtime::Shape::String),
                    &[
                        "form",
                        "formColor",
                        "many",
                        "color",
                        "spaceColor",
                        "pipe",
                        "pipeColor",
                        "deep",
                        "json",
                        "text",
                        "blank",
                        "reserved",
                        "either",
                    ],
                )?,
            space_color: parts
                .styled_query(
                    "spaceColor",
                    runtime::Style::SpaceDelimited,
                    runtime::Shape::Object(
                        &[
                            ("R", runtime::Shape::Integer),
                            ("G", runtime::Shape::Integer),
                            ("B", runtime::Shape::Integer),
                        ],
                        None,
                    ),
                    &[
                        "form",
                        "formColor",
                        "many",
                        "color",
                        "space",
                        "pipe",
                        "pipeColor",
                        "deep",
                        "json",
                        "text",
                        "blank",
                        "reserved",
                        "either",
                    ],
                )?,
            pipe: parts
                .styled_query(
                    "pipe",
                    runtime::Style::PipeDelimited,
                    runtime::Shape::List(&runtime::Shape::String),
                    &[
                        "form",
                        "formColor",
                        "many",
                        "color",
                        "space",
                        "spaceColor",
                        "pipeColor",
                        "deep",
                        "json",
                        "text",
                        "blank",
                        "reserved",
                        "either",
                    ],
                )?,
            pipe_color: parts
                .styled_query(
                    "pipeColor",
                    runtime::Style::PipeDelimited,
                    runtime::Shape::Object(
                        &[
                            ("R", runtime::Shape::Integer),
                            ("G", runtime::Shape::Integer),
                            ("B", runtime::Shape::Integer),
                        ],
                        None,
                    ),
                    &[
                        "form",
                        "formColor",
                        "many",
                        "color",
                        "space",
                        "spaceColor",
                        "pipe",
                        "deep",
                        "json",
                        "text",
                        "blank",
                        "reserved",
                        "either",
                    ],
                )?,
            deep: parts
                .styled_query(
                    "deep",
                    runtime::Style::DeepObject,
                    runtime::Shape::Object(
                        &[
                            ("name", runtime::Shape::String),
                            ("limit", runtime::Shape::Integer),
                            (
                                "inner",
                                runtime::Shape::Object(
                                    &[
                                        ("name", runtime::Shape::String),
                                        ("limit", runtime::Shape::Integer),
                                        (
                                            "inner",
                                            runtime::Shape::Object(
                                                &[
                                                    ("name", runtime::Shape::String),
                                                    ("limit", runtime::Shape::Integer),
                                                    (
                                                        "inner",
                                                        runtime::Shape::Object(
                                                            &[
                                                                ("name", runtime::Shape::String),
                                                                ("limit", runtime::Shape::Integer),
                                                                (
                                                                    "inner",
                                                                    runtime::Shape::Object(
                                                                        &[
                                                                            ("name", runtime::Shape::Any),
                                                                            ("limit", runtime::Shape::Any),
                                                                            ("inner", runtime::Shape::Any),
                                                                            ("list", runtime::Shape::Any),
                                                                            ("colors", runtime::Shape::Any),
                                                                        ],
                                                                        None,
                                                                    ),
                                                                ),
                                                                ("list", runtime::Shape::List(&runtime::Shape::Any)),
                                                                ("colors", runtime::Shape::List(&runtime::Shape::Any)),
                                                            ],
                                                            None,
                                                        ),
                                                    ),
                                                    ("list", runtime::Shape::List(&runtime::Shape::Integer)),
                                                    (
                                                        "colors",
                                                        runtime::Shape::List(
                                                            &runtime::Shape::Object(
                                                                &[
                                                                    ("R", runtime::Shape::Any),
                                                                    ("G", runtime::Shape::Any),
                                                                    ("B", runtime::Shape::Any),
                                                                ],
                                                                None,
                                                            ),
                                                        ),
                                                    ),
                                                ],
                                                None,
                                            ),
                                        ),
                                        ("list", runtime::Shape::List(&runtime::Shape::Integer)),
                                        (
                                            "colors",
                                            runtime::Shape::List(
                                                &runtime::Shape::Object(
                                                    &[
                                                        ("R", runtime::Shape::Integer),
                                                        ("G", runtime::Shape::Integer),
                                                        ("B", runtime::Shape::Integer),
                                                    ],
                                                    None,
                                                ),
                                            ),
                                        ),
                                    ],
                                    None,
                                ),
                            ),
                            ("list", runtime::Shape::List(&runtime::Shape::Integer)),
                            (
                                "colors",
                                runtime::Shape::List(
                                    &runtime::Shape::Object(
                                        &[
                                            ("R", runtime::Shape::Integer),
                                            ("G", runtime::Shape::Integer),
                                            ("B", runtime::Shape::Integer),
                                        ],
                                        None,
                                    ),
                                ),
                            ),
                        ],
                        None,
                    ),
                    &[
                        "form",
                        "formColor",
                        "many",
                        "color",
                        "space",
                        "spaceColor",
                        "pipe",
                        "pipeColor",
                        "json",
                        "text",
                        "blank",
                        "reserved",
                        "either",
                    ],
                )?,
            json: parts
                .styled_query(
                    "json",
                    runtime::Style::Json,
                    runtime::Shape::Object(
                        &[
                            ("name", runtime::Shape::String),
                            ("limit", runtime::Shape::Integer),
                            (
                                "inner",
                                runtime::Shape::Object(
                                    &[
                                        ("name", runtime::Shape::String),
                                        ("limit", runtime::Shape::Integer),
                                        (
                                            "inner",
                                            runtime::Shape::Object(
                                                &[
                                                    ("name", runtime::Shape::String),
                                                    ("limit", runtime::Shape::Integer),
                                                    (
                                                        "inner",
                                                        runtime::Shape::Object(
                                                            &[
                                                                ("name", runtime::Shape::String),
                                                                ("limit", runtime::Shape::Integer),
                                                                (
                                                                    "inner",
                                                                    runtime::Shape::Object(
                                                                        &[
                                                                            ("name", runtime::Shape::Any),
                                                                            ("limit", runtime::Shape::Any),
                                                                            ("inner", runtime::Shape::Any),
                                                                            ("list", runtime::Shape::Any),
                                                                            ("colors", runtime::Shape::Any),
                                                                        ],
                                                                        None,
                                                                    ),
                                                                ),
                                                                ("list", runtime::Shape::List(&runtime::Shape::Any)),
                                                                ("colors", runtime::Shape::List(&runtime::Shape::Any)),
                                                            ],
                                                            None,
                                                        ),
                                                    ),
                                                    ("list", runtime::Shape::List(&runtime::Shape::Integer)),
                                                    (
                                                        "colors",
                                                        runtime::Shape::List(
                                                            &runtime::Shape::Object(
                                                                &[
                                                                    ("R", runtime::Shape::Any),
                                                                    ("G", runtime::Shape::Any),
                                                                    ("B", runtime::Shape::Any),
                                                                ],
                                                                None,
                                                            ),
                                                        ),
                                                    ),
                                                ],
                                                None,
                                            ),
                                        ),
                                        ("list", runtime::Shape::List(&runtime::Shape::Integer)),
                                        (
                                            "colors",
                                            runtime::Shape::List(
                                                &runtime::Shape::Object(
                                                    &[
                                                        ("R", runtime::Shape::Integer),
                                                        ("G", runtime::Shape::Integer),
                                                        ("B", runtime::Shape::Integer),
                                                    ],
                                                    None,
                                                ),
                                            ),
                                        ),
                                    ],
                                    None,
                                ),
                            ),
                            ("list", runtime::Shape::List(&runtime::Shape::Integer)),
                            (
                                "colors",
                                runtime::Shape::List(
                                    &runtime::Shape::Object(
                                        &[
                                            ("R", runtime::Shape::Integer),
                                            ("G", runtime::Shape::Integer),
                                            ("B", runtime::Shape::Integer),
                                        ],
                                        None,
                                    ),
                                ),
                            ),
                        ],
                        None,
                    ),
                    &[
                        "form",
                        "formColor",
                        "many",
                        "color",
                        "space",
                        "spaceColor",
                        "pipe",
                        "pipeColor",
                        "deep",
                        "text",
                        "blank",
                        "reserved",
                        "either",
                    ],
                )?,
            text: parts.query("text", runtime::Shape::String)?,
            blank: if parts.has_empty("blank") {
                None
            } else {
                parts.query("blank", runtime::Shape::Integer)?
            },
            reserved: parts.query("reserved", runtime::Shape::String)?,
            either: parts
                .styled_query(
                    "either",
                    runtime::Style::DeepObject,
                    runtime::Shape::Either(
                        &[
                            runtime::Shape::Object(
                                &[("from", runtime::Shape::Integer)],
                                None,
                            ),
                            runtime::Shape::Integer,
                        ],
                    ),
                    &[
                        "form",
                        "formColor",
                        "many",
                        "color",
                        "space",
                        "spaceColor",
                        "pipe",
                        "pipeColor",
                        "deep",
                        "json",
                        "text",
                        "blank",
                        "reserved",
                    ],
                )?,
        })
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::Ok(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::OK)
                    .json("application/json", &body)
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match error {
            Self::Error::BadRequest(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::BAD_REQUEST)
                    .json("application/problem+json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
    }
}

/// The request of `GET /styles/query`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct QueryStylesRequest {
    /// The query parameter `form`.
    pub form: Option<constrained::Words>,
    /// The query parameter `formColor`.
    pub form_color: Option<types::Color>,
    /// The query parameter `many`.
    pub many: Option<constrained::Words>,
    /// The query parameter `color`.
    pub color: Option<types::Color>,
    /// The query parameter `space`.
    pub space: Option<constrained::Words>,
    /// The query parameter `spaceColor`.
    pub space_color: Option<types::Color>,
    /// The query parameter `pipe`.
    pub pipe: Option<constrained::Words>,
    /// The query parameter `pipeColor`.
    pub pipe_color: Option<types::Color>,
    /// The query parameter `deep`.
    pub deep: Option<types::Filter>,
    /// The query parameter `json`.
    pub json: Option<types::Filter>,
    /// The query parameter `text`.
    pub text: Option<types::QueryStylesText>,
    /// The query parameter `blank`.
    pub blank: Option<i64>,
    /// The query parameter `reserved`.
    pub reserved: Option<String>,
    /// The query parameter `either`.
    pub either: Option<types::QueryStylesEither>,
}

/// The successes of `GET /styles/query`.
#[derive(Debug)]
pub enum QueryStylesSuccess {
    /// 200: What was read.
    Ok(::serde_json::Value),
}

/// The errors of `GET /styles/query`.
#[derive(Debug)]
pub enum QueryStylesError {
    /// 400: The request is not valid.
    BadRequest(types::Problem),
    /// What the contract has no response for: 500, without details.
    Unexpected(runtime::Unexpected),
}

impl QueryStylesError {
    /// 400: The request is not valid.
    pub fn bad_request(detail: &str) -> Self {
        runtime::problem(400, Some(detail))
            .map_or_else(Self::Unexpected, Self::BadRequest)
    }
}

impl From<runtime::Unexpected> for QueryStylesError {
    fn from(unexpected: runtime::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

/// `GET /styles/free`
pub struct FreeStyles;

impl FreeStyles {
    /// The path of a request.
    pub fn path() -> String {
        "/styles/free".to_owned()
    }
}

impl runtime::Operation for FreeStyles {
    const ID: &'static str = "freeStyles";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/styles/free";
    const ROUTE: &'static str = "/styles/free";
    const HAS_REQUEST_BODY: bool = false;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[
        (runtime::RefusalKind::Parameter, 400),
    ];
    type Request = FreeStylesRequest;
    type Success = FreeStylesSuccess;
    type Error = FreeStylesError;
    type ErrorBody = types::Problem;
    async fn request(
        parts: &runtime::RequestParts,
        _: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        Ok(FreeStylesRequest {
            known: runtime::required(
                parts.query("known", runtime::Shape::String)?,
                "query",
                "known",
            )?,
            free: parts
                .styled_query(
                    "free",
                    runtime::Style::FormExploded,
                    runtime::Shape::Object(&[], Some(&runtime::Shape::Integer)),
                    &["known"],
                )?,
        })
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::Ok(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::OK)
                    .json("application/json", &body)
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match error {
            Self::Error::BadRequest(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::BAD_REQUEST)
                    .json("application/problem+json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
    }
}

/// The request of `GET /styles/free`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct FreeStylesRequest {
    /// The query parameter `known`.
    pub known: String,
    /// The query parameter `free`.
    pub free: Option<::std::collections::HashMap<String, i64>>,
}

/// The successes of `GET /styles/free`.
#[derive(Debug)]
pub enum FreeStylesSuccess {
    /// 200: What was read.
    Ok(::serde_json::Value),
}

/// The errors of `GET /styles/free`.
#[derive(Debug)]
pub enum FreeStylesError {
    /// 400: The request is not valid.
    BadRequest(types::Problem),
    /// What the contract has no response for: 500, without details.
    Unexpected(runtime::Unexpected),
}

impl FreeStylesError {
    /// 400: The request is not valid.
    pub fn bad_request(detail: &str) -> Self {
        runtime::problem(400, Some(detail))
            .map_or_else(Self::Unexpected, Self::BadRequest)
    }
}

impl From<runtime::Unexpected> for FreeStylesError {
    fn from(unexpected: runtime::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

/// `GET /styles/same/{name}`
pub struct SameName;

impl SameName {
    /// The path of a request.
    pub fn path(name: &types::Color) -> String {
        format!(
            "/styles/same/{}", runtime::styled_segment("name", name,
            runtime::Style::Json)
        )
    }
}

impl runtime::Operation for SameName {
    const ID: &'static str = "sameName";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/styles/same/{name}";
    const ROUTE: &'static str = "/styles/same/{name}";
    const HAS_REQUEST_BODY: bool = false;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[
        (runtime::RefusalKind::PathParameter, 400),
        (runtime::RefusalKind::Parameter, 400),
    ];
    type Request = SameNameRequest;
    type Success = SameNameSuccess;
    type Error = SameNameError;
    type ErrorBody = types::Problem;
    async fn request(
        parts: &runtime::RequestParts,
        _: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        Ok(SameNameRequest {
            name: parts
                .styled_path(
                    "name",
                    runtime::Style::Json,
                    runtime::Shape::Object(
                        &[
                            ("R", runtime::Shape::Integer),
                            ("G", runtime::Shape::Integer),
                            ("B", runtime::Shape::Integer),
                        ],
                        None,
                    ),
                )?,
            name2: parts.query("name", runtime::Shape::String)?,
        })
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::Ok(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::OK)
                    .json("application/json", &body)
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match error {
            Self::Error::BadRequest(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::BAD_REQUEST)
                    .json("application/problem+json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
    }
}

/// The request of `GET /styles/same/{name}`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct SameNameRequest {
    /// The path parameter `name`.
    pub name: types::Color,
    /// The query parameter `name`.
    pub name2: Option<String>,
}

/// The successes of `GET /styles/same/{name}`.
#[derive(Debug)]
pub enum SameNameSuccess {
    /// 200: What was read.
    Ok(::serde_json::Value),
}

/// The errors of `GET /styles/same/{name}`.
#[derive(Debug)]
pub enum SameNameError {
    /// 400: The request is not valid.
    BadRequest(types::Problem),
    /// What the contract has no response for: 500, without details.
    Unexpected(runtime::Unexpected),
}

impl SameNameError {
    /// 400: The request is not valid.
    pub fn bad_request(detail: &str) -> Self {
        runtime::problem(400, Some(detail))
            .map_or_else(Self::Unexpected, Self::BadRequest)
    }
}

impl From<runtime::Unexpected> for SameNameError {
    fn from(unexpected: runtime::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

/// `GET /styles/header`
pub struct HeaderStyles;

impl HeaderStyles {
    /// The path of a request.
    pub fn path() -> String {
        "/styles/header".to_owned()
    }
}

impl runtime::Operation for HeaderStyles {
    const ID: &'static str = "headerStyles";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/styles/header";
    const ROUTE: &'static str = "/styles/header";
    const HAS_REQUEST_BODY: bool = false;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[
        (runtime::RefusalKind::Parameter, 400),
    ];
    type Request = HeaderStylesRequest;
    type Success = HeaderStylesSuccess;
    type Error = HeaderStylesError;
    type ErrorBody = types::Problem;
    async fn request(
        parts: &runtime::RequestParts,
        _: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        Ok(HeaderStylesRequest {
            x_list: parts
                .styled_header(
                    "X-List",
                    runtime::Style::Simple,
                    runtime::Shape::List(&runtime::Shape::String),
                )?,
            x_color: parts
                .styled_header(
                    "X-Color",
                    runtime::Style::Simple,
                    runtime::Shape::Object(
                        &[
                            ("R", runtime::Shape::Integer),
                            ("G", runtime::Shape::Integer),
                            ("B", runtime::Shape::Integer),
                        ],
                        None,
                    ),
                )?,
            x_exploded: parts
                .styled_header(
                    "X-Exploded",
                    runtime::Style::SimpleExploded,
                    runtime::Shape::Object(
                        &[
                            ("R", runtime::Shape::Integer),
                            ("G", runtime::Shape::Integer),
                            ("B", runtime::Shape::Integer),
                        ],
                        None,
                    ),
                )?,
            x_json: parts
                .styled_header(
                    "X-Json",
                    runtime::Style::Json,
                    runtime::Shape::Object(
                        &[
                            ("name", runtime::Shape::String),
                            ("limit", runtime::Shape::Integer),
                            (
                                "inner",
                                runtime::Shape::Object(
                                    &[
                                        ("name", runtime::Shape::String),
                                        ("limit", runtime::Shape::Integer),
                                        (
                                            "inner",
                                            runtime::Shape::Object(
                                                &[
                                                    ("name", runtime::Shape::String),
                                                    ("limit", runtime::Shape::Integer),
                                                    (
                                                        "inner",
                                                        runtime::Shape::Object(
                                                            &[
                                                                ("name", runtime::Shape::String),
                                                                ("limit", runtime::Shape::Integer),
                                                                (
                                                                    "inner",
                                                                    runtime::Shape::Object(
                                                                        &[
                                                                            ("name", runtime::Shape::Any),
                                                                            ("limit", runtime::Shape::Any),
                                                                            ("inner", runtime::Shape::Any),
                                                                            ("list", runtime::Shape::Any),
                                                                            ("colors", runtime::Shape::Any),
                                                                        ],
                                                                        None,
                                                                    ),
                                                                ),
                                                                ("list", runtime::Shape::List(&runtime::Shape::Any)),
                                                                ("colors", runtime::Shape::List(&runtime::Shape::Any)),
                                                            ],
                                                            None,
                                                        ),
                                                    ),
                                                    ("list", runtime::Shape::List(&runtime::Shape::Integer)),
                                                    (
                                                        "colors",
                                                        runtime::Shape::List(
                                                            &runtime::Shape::Object(
                                                                &[
                                                                    ("R", runtime::Shape::Any),
                                                                    ("G", runtime::Shape::Any),
                                                                    ("B", runtime::Shape::Any),
                                                                ],
                                                                None,
                                                            ),
                                                        ),
                                                    ),
                                                ],
                                                None,
                                            ),
                                        ),
                                        ("list", runtime::Shape::List(&runtime::Shape::Integer)),
                                        (
                                            "colors",
                                            runtime::Shape::List(
                                                &runtime::Shape::Object(
                                                    &[
                                                        ("R", runtime::Shape::Integer),
                                                        ("G", runtime::Shape::Integer),
                                                        ("B", runtime::Shape::Integer),
                                                    ],
                                                    None,
                                                ),
                                            ),
                                        ),
                                    ],
                                    None,
                                ),
                            ),
                            ("list", runtime::Shape::List(&runtime::Shape::Integer)),
                            (
                                "colors",
                                runtime::Shape::List(
                                    &runtime::Shape::Object(
                                        &[
                                            ("R", runtime::Shape::Integer),
                                            ("G", runtime::Shape::Integer),
                                            ("B", runtime::Shape::Integer),
                                        ],
                                        None,
                                    ),
                                ),
                            ),
                        ],
                        None,
                    ),
                )?,
        })
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::Ok { x_list, x_color, x_exploded, x_json } => {
                runtime::ResponseBuilder::new(http::StatusCode::OK)
                    .header("x-list", x_list.as_ref())?
                    .header("x-color", x_color.as_ref())?
                    .styled_header(
                        "x-exploded",
                        x_exploded.as_ref(),
                        runtime::Style::SimpleExploded,
                    )?
                    .styled_header("x-json", x_json.as_ref(), runtime::Style::Json)?
                    .empty()
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match error {
            Self::Error::BadRequest(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::BAD_REQUEST)
                    .json("application/problem+json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
    }
}

/// The request of `GET /styles/header`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct HeaderStylesRequest {
    /// The header parameter `X-List`.
    pub x_list: Option<constrained::Words>,
    /// The header parameter `X-Color`.
    pub x_color: Option<types::Color>,
    /// The header parameter `X-Exploded`.
    pub x_exploded: Option<types::Color>,
    /// The header parameter `X-Json`.
    pub x_json: Option<types::Filter>,
}

/// The successes of `GET /styles/header`.
#[derive(Debug)]
pub enum HeaderStylesSuccess {
    /// 200: What was read, in the same headers.
    Ok {
        /// `X-List`.
        x_list: Option<constrained::Words>,
        /// `X-Color`.
        x_color: Option<types::Color>,
        /// `X-Exploded`.
        x_exploded: Option<types::Color>,
        /// `X-Json`.
        x_json: Option<types::Filter>,
    },
}

/// The errors of `GET /styles/header`.
#[derive(Debug)]
pub enum HeaderStylesError {
    /// 400: The request is not valid.
    BadRequest(types::Problem),
    /// What the contract has no response for: 500, without details.
    Unexpected(runtime::Unexpected),
}

impl HeaderStylesError {
    /// 400: The request is not valid.
    pub fn bad_request(detail: &str) -> Self {
        runtime::problem(400, Some(detail))
            .map_or_else(Self::Unexpected, Self::BadRequest)
    }
}

impl From<runtime::Unexpected> for HeaderStylesError {
    fn from(unexpected: runtime::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

/// `GET /styles/cookie`
pub struct CookieStyles;

impl CookieStyles {
    /// The path of a request.
    pub fn path() -> String {
        "/styles/cookie".to_owned()
    }
}

impl runtime::Operation for CookieStyles {
    const ID: &'static str = "cookieStyles";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/styles/cookie";
    const ROUTE: &'static str = "/styles/cookie";
    const HAS_REQUEST_BODY: bool = false;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[
        (runtime::RefusalKind::Parameter, 400),
    ];
    type Request = CookieStylesRequest;
    type Success = CookieStylesSuccess;
    type Error = CookieStylesError;
    type ErrorBody = types::Problem;
    async fn request(
        parts: &runtime::RequestParts,
        _: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        Ok(CookieStylesRequest {
            list: parts
                .styled_cookie(
                    "list",
                    runtime::Style::Form,
                    runtime::Shape::List(&runtime::Shape::String),
                )?,
            color: parts
                .styled_cookie(
                    "color",
                    runtime::Style::Form,
                    runtime::Shape::Object(
                        &[
                            ("R", runtime::Shape::Integer),
                            ("G", runtime::Shape::Integer),
                            ("B", runtime::Shape::Integer),
                        ],
                        None,
                    ),
                )?,
            exploded: parts
                .styled_cookie(
                    "exploded",
                    runtime::Style::FormExploded,
                    runtime::Shape::Object(
                        &[
                            ("R", runtime::Shape::Integer),
                            ("G", runtime::Shape::Integer),
                            ("B", runtime::Shape::Integer),
                        ],
                        None,
                    ),
                )?,
            json: parts
                .styled_cookie(
                    "json",
                    runtime::Style::Json,
                    runtime::Shape::Object(
                        &[
                            ("name", runtime::Shape::String),
                            ("limit", runtime::Shape::Integer),
                            (
                                "inner",
                                runtime::Shape::Object(
                                    &[
                                        ("name", runtime::Shape::String),
                                        ("limit", runtime::Shape::Integer),
                                        (
                                            "inner",
                                            runtime::Shape::Object(
                                                &[
                                                    ("name", runtime::Shape::String),
                                                    ("limit", runtime::Shape::Integer),
                                                    (
                                                        "inner",
                                                        runtime::Shape::Object(
                                                            &[
                                                                ("name", runtime::Shape::String),
                                                                ("limit", runtime::Shape::Integer),
                                                                (
                                                                    "inner",
                                                                    runtime::Shape::Object(
                                                                        &[
                                                                            ("name", runtime::Shape::Any),
                                                                            ("limit", runtime::Shape::Any),
                                                                            ("inner", runtime::Shape::Any),
                                                                            ("list", runtime::Shape::Any),
                                                                            ("colors", runtime::Shape::Any),
                                                                        ],
                                                                        None,
                                                                    ),
                                                                ),
                                                                ("list", runtime::Shape::List(&runtime::Shape::Any)),
                                                                ("colors", runtime::Shape::List(&runtime::Shape::Any)),
                                                            ],
                                                            None,
                                                        ),
                                                    ),
                                                    ("list", runtime::Shape::List(&runtime::Shape::Integer)),
                                                    (
                                                        "colors",
                                                        runtime::Shape::List(
                                                            &runtime::Shape::Object(
                                                                &[
                                                                    ("R", runtime::Shape::Any),
                                                                    ("G", runtime::Shape::Any),
                                                                    ("B", runtime::Shape::Any),
                                                                ],
                                                                None,
                                                            ),
                                                        ),
                                                    ),
                                                ],
                                                None,
                                            ),
                                        ),
                                        ("list", runtime::Shape::List(&runtime::Shape::Integer)),
                                        (
                                            "colors",
                                            runtime::Shape::List(
                                                &runtime::Shape::Object(
                                                    &[
                                                        ("R", runtime::Shape::Integer),
                                                        ("G", runtime::Shape::Integer),
                                                        ("B", runtime::Shape::Integer),
                                                    ],
                                                    None,
                                                ),
                                            ),
                                        ),
                                    ],
                                    None,
                                ),
                            ),
                            ("list", runtime::Shape::List(&runtime::Shape::Integer)),
                            (
                                "colors",
                                runtime::Shape::List(
                                    &runtime::Shape::Object(
                                        &[
                                            ("R", runtime::Shape::Integer),
                                            ("G", runtime::Shape::Integer),
                                            ("B", runtime::Shape::Integer),
                                        ],
                                        None,
                                    ),
                                ),
                            ),
                        ],
                        None,
                    ),
                )?,
        })
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::Ok(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::OK)
                    .json("application/json", &body)
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match error {
            Self::Error::BadRequest(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::BAD_REQUEST)
                    .json("application/problem+json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
    }
}

/// The request of `GET /styles/cookie`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct CookieStylesRequest {
    /// The cookie parameter `list`.
    pub list: Option<constrained::Words>,
    /// The cookie parameter `color`.
    pub color: Option<types::Color>,
    /// The cookie parameter `exploded`.
    pub exploded: Option<types::Color>,
    /// The cookie parameter `json`.
    pub json: Option<types::Filter>,
}

/// The successes of `GET /styles/cookie`.
#[derive(Debug)]
pub enum CookieStylesSuccess {
    /// 200: What was read.
    Ok(::serde_json::Value),
}

/// The errors of `GET /styles/cookie`.
#[derive(Debug)]
pub enum CookieStylesError {
    /// 400: The request is not valid.
    BadRequest(types::Problem),
    /// What the contract has no response for: 500, without details.
    Unexpected(runtime::Unexpected),
}

impl CookieStylesError {
    /// 400: The request is not valid.
    pub fn bad_request(detail: &str) -> Self {
        runtime::problem(400, Some(detail))
            .map_or_else(Self::Unexpected, Self::BadRequest)
    }
}

impl From<runtime::Unexpected> for CookieStylesError {
    fn from(unexpected: runtime::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

/// `POST /searches`
pub struct PostSearch;

impl PostSearch {
    /// The path of a request.
    pub fn path() -> String {
        "/searches".to_owned()
    }
}

impl runtime::Operation for PostSearch {
    const ID: &'static str = "postSearch";
    const METHOD: &'static str = "POST";
    const PATH: &'static str = "/searches";
    const ROUTE: &'static str = "/searches";
    const HAS_REQUEST_BODY: bool = true;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[
        (runtime::RefusalKind::MediaType, 400),
        (runtime::RefusalKind::BodyTooLarge, 400),
        (runtime::RefusalKind::Body, 400),
    ];
    type Request = PostSearchRequest;
    type Success = PostSearchSuccess;
    type Error = PostSearchError;
    type ErrorBody = types::Problem;
    async fn request(
        parts: &runtime::RequestParts,
        body: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        parts.choose_media_type(&["application/x-www-form-urlencoded"])?;
        Ok(PostSearchRequest {
            body: runtime::form_body(
                &body.whole().await?,
                &[
                    (
                        "words",
                        runtime::Style::PipeDelimited,
                        runtime::Shape::List(&runtime::Shape::String),
                    ),
                    (
                        "color",
                        runtime::Style::Json,
                        runtime::Shape::Object(
                            &[
                                ("R", runtime::Shape::Integer),
                                ("G", runtime::Shape::Integer),
                                ("B", runtime::Shape::Integer),
                            ],
                            None,
                        ),
                    ),
                    (
                        "filter",
                        runtime::Style::DeepObject,
                        runtime::Shape::Object(
                            &[
                                ("name", runtime::Shape::String),
                                ("limit", runtime::Shape::Integer),
                                (
                                    "inner",
                                    runtime::Shape::Object(
                                        &[
                                            ("name", runtime::Shape::String),
                                            ("limit", runtime::Shape::Integer),
                                            (
                                                "inner",
                                                runtime::Shape::Object(
                                                    &[
                                                        ("name", runtime::Shape::String),
                                                        ("limit", runtime::Shape::Integer),
                                                        (
                                                            "inner",
                                                            runtime::Shape::Object(
                                                                &[
                                                                    ("name", runtime::Shape::String),
                                                                    ("limit", runtime::Shape::Integer),
                                                                    (
                                                                        "inner",
                                                                        runtime::Shape::Object(
                                                                            &[
                                                                                ("name", runtime::Shape::Any),
                                                                                ("limit", runtime::Shape::Any),
                                                                                ("inner", runtime::Shape::Any),
                                                                                ("list", runtime::Shape::Any),
                                                                                ("colors", runtime::Shape::Any),
                                                                            ],
                                                                            None,
                                                                        ),
                                                                    ),
                                                                    ("list", runtime::Shape::List(&runtime::Shape::Any)),
                                                                    ("colors", runtime::Shape::List(&runtime::Shape::Any)),
                                                                ],
                                                                None,
                                                            ),
                                                        ),
                                                        ("list", runtime::Shape::List(&runtime::Shape::Integer)),
                                                        (
                                                            "colors",
                                                            runtime::Shape::List(
                                                                &runtime::Shape::Object(
                                                                    &[
                                                                        ("R", runtime::Shape::Any),
                                                                        ("G", runtime::Shape::Any),
                                                                        ("B", runtime::Shape::Any),
                                                                    ],
                                                                    None,
                                                                ),
                                                            ),
                                                        ),
                                                    ],
                                                    None,
                                                ),
                                            ),
                                            ("list", runtime::Shape::List(&runtime::Shape::Integer)),
                                            (
                                                "colors",
                                                runtime::Shape::List(
                                                    &runtime::Shape::Object(
                                                        &[
                                                            ("R", runtime::Shape::Integer),
                                                            ("G", runtime::Shape::Integer),
                                                            ("B", runtime::Shape::Integer),
                                                        ],
                                                        None,
                                                    ),
                                                ),
                                            ),
                                        ],
                                        None,
                                    ),
                                ),
                                ("list", runtime::Shape::List(&runtime::Shape::Integer)),
                                (
                                    "colors",
                                    runtime::Shape::List(
                                        &runtime::Shape::Object(
                                            &[
                                                ("R", runtime::Shape::Integer),
                                                ("G", runtime::Shape::Integer),
                                                ("B", runtime::Shape::Integer),
                                            ],
                                            None,
                                        ),
                                    ),
                                ),
                            ],
                            None,
                        ),
                    ),
                ],
            )?,
        })
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::Ok(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::OK)
                    .form("application/x-www-form-urlencoded", &body)
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match error {
            Self::Error::BadRequest(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::BAD_REQUEST)
                    .json("application/problem+json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
    }
}

/// The request of `POST /searches`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct PostSearchRequest {
    /// The body: `application/x-www-form-urlencoded`.
    pub body: types::PostSearchBody,
}

/// The successes of `POST /searches`.
#[derive(Debug)]
pub enum PostSearchSuccess {
    /// 200: What was read, as a form.
    Ok(::serde_json::Map<String, ::serde_json::Value>),
}

/// The errors of `POST /searches`.
#[derive(Debug)]
pub enum PostSearchError {
    /// 400: The request is not valid.
    BadRequest(types::Problem),
    /// What the contract has no response for: 500, without details.
    Unexpected(runtime::Unexpected),
}

impl PostSearchError {
    /// 400: The request is not valid.
    pub fn bad_request(detail: &str) -> Self {
        runtime::problem(400, Some(detail))
            .map_or_else(Self::Unexpected, Self::BadRequest)
    }
}

impl From<runtime::Unexpected> for PostSearchError {
    fn from(unexpected: runtime::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

/// `POST /uploads`
pub struct PostUpload;

impl PostUpload {
    /// The path of a request.
    pub fn path() -> String {
        "/uploads".to_owned()
    }
}

impl runtime::Operation for PostUpload {
    const ID: &'static str = "postUpload";
    const METHOD: &'static str = "POST";
    const PATH: &'static str = "/uploads";
    const ROUTE: &'static str = "/uploads";
    const HAS_REQUEST_BODY: bool = true;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[
        (runtime::RefusalKind::MediaType, 400),
        (runtime::RefusalKind::BodyTooLarge, 400),
        (runtime::RefusalKind::Body, 400),
    ];
    type Request = PostUploadRequest;
    type Success = PostUploadSuccess;
    type Error = PostUploadError;
    type ErrorBody = types::Problem;
    async fn request(
        parts: &runtime::RequestParts,
        body: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        parts.choose_media_type(&["multipart/form-data"])?;
        Ok(PostUploadRequest {
            body: runtime::multipart_body(
                    parts,
                    body,
                    &[
                        runtime::Property {
                            name: "title",
                            kind: runtime::PropertyKind::Value(runtime::Shape::String),
                            media_types: &[],
                        },
                        runtime::Property {
                            name: "count",
                            kind: runtime::PropertyKind::Value(runtime::Shape::Integer),
                            media_types: &[],
                        },
                        runtime::Property {
                            name: "tags",
                            kind: runtime::PropertyKind::Value(
                                runtime::Shape::List(&runtime::Shape::String),
                            ),
                            media_types: &[],
                        },
                        runtime::Property {
                            name: "color",
                            kind: runtime::PropertyKind::Value(
                                runtime::Shape::Object(
                                    &[
                                        ("R", runtime::Shape::Integer),
                                        ("G", runtime::Shape::Integer),
                                        ("B", runtime::Shape::Integer),
                                    ],
                                    None,
                                ),
                            ),
                            media_types: &[],
                        },
                        runtime::Property {
                            name: "picture",
                            kind: runtime::PropertyKind::File,
                            media_types: &["image/png", "image/jpeg"],
                        },
                        runtime::Property {
                            name: "others",
                            kind: runtime::PropertyKind::Files,
                            media_types: &[],
                        },
                    ],
                    runtime::PropertyKind::Value(runtime::Shape::String),
                )
                .await?,
        })
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::Ok(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::OK)
                    .json("application/json", &body)
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match error {
            Self::Error::BadRequest(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::BAD_REQUEST)
                    .json("application/problem+json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
    }
}

/// The request of `POST /uploads`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct PostUploadRequest {
    /// The body: `multipart/form-data`.
    pub body: types::PostUploadBody,
}

/// The successes of `POST /uploads`.
#[derive(Debug)]
pub enum PostUploadSuccess {
    /// 200: What was read.
    Ok(::serde_json::Value),
}

/// The errors of `POST /uploads`.
#[derive(Debug)]
pub enum PostUploadError {
    /// 400: The request is not valid.
    BadRequest(types::Problem),
    /// What the contract has no response for: 500, without details.
    Unexpected(runtime::Unexpected),
}

impl PostUploadError {
    /// 400: The request is not valid.
    pub fn bad_request(detail: &str) -> Self {
        runtime::problem(400, Some(detail))
            .map_or_else(Self::Unexpected, Self::BadRequest)
    }
}

impl From<runtime::Unexpected> for PostUploadError {
    fn from(unexpected: runtime::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

impl From<runtime::BodyError> for PostUploadError {
    fn from(error: runtime::BodyError) -> Self {
        Self::Unexpected(error.into())
    }
}

/// `POST /uploads/plain`
pub struct PostFields;

impl PostFields {
    /// The path of a request.
    pub fn path() -> String {
        "/uploads/plain".to_owned()
    }
}

impl runtime::Operation for PostFields {
    const ID: &'static str = "postFields";
    const METHOD: &'static str = "POST";
    const PATH: &'static str = "/uploads/plain";
    const ROUTE: &'static str = "/uploads/plain";
    const HAS_REQUEST_BODY: bool = true;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[
        (runtime::RefusalKind::MediaType, 400),
        (runtime::RefusalKind::BodyTooLarge, 400),
        (runtime::RefusalKind::Body, 400),
    ];
    type Request = PostFieldsRequest;
    type Success = PostFieldsSuccess;
    type Error = PostFieldsError;
    type ErrorBody = types::Problem;
    async fn request(
        parts: &runtime::RequestParts,
        body: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        parts.choose_media_type(&["multipart/form-data"])?;
        Ok(PostFieldsRequest {
            body: runtime::multipart_body(
                    parts,
                    body,
                    &[
                        runtime::Property {
                            name: "quantity",
                            kind: runtime::PropertyKind::Value(runtime::Shape::Integer),
                            media_types: &[],
                        },
                        runtime::Property {
                            name: "notes",
                            kind: runtime::PropertyKind::Value(
                                runtime::Shape::List(&runtime::Shape::String),
                            ),
                            media_types: &[],
                        },
                        runtime::Property {
                            name: "express",
                            kind: runtime::PropertyKind::Value(runtime::Shape::Boolean),
                            media_types: &[],
                        },
                    ],
                    runtime::PropertyKind::Value(runtime::Shape::String),
                )
                .await?,
        })
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::Ok(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::OK)
                    .json("application/json", &body)
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match error {
            Self::Error::BadRequest(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::BAD_REQUEST)
                    .json("application/problem+json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
    }
}

/// The request of `POST /uploads/plain`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct PostFieldsRequest {
    /// The body: `multipart/form-data`.
    pub body: types::Order,
}

/// The successes of `POST /uploads/plain`.
#[derive(Debug)]
pub enum PostFieldsSuccess {
    /// 200: What was read.
    Ok(::serde_json::Value),
}

/// The errors of `POST /uploads/plain`.
#[derive(Debug)]
pub enum PostFieldsError {
    /// 400: The request is not valid.
    BadRequest(types::Problem),
    /// What the contract has no response for: 500, without details.
    Unexpected(runtime::Unexpected),
}

impl PostFieldsError {
    /// 400: The request is not valid.
    pub fn bad_request(detail: &str) -> Self {
        runtime::problem(400, Some(detail))
            .map_or_else(Self::Unexpected, Self::BadRequest)
    }
}

impl From<runtime::Unexpected> for PostFieldsError {
    fn from(unexpected: runtime::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

impl From<runtime::BodyError> for PostFieldsError {
    fn from(error: runtime::BodyError) -> Self {
        Self::Unexpected(error.into())
    }
}

/// `POST /uploads/related`
pub struct PostRelated;

impl PostRelated {
    /// The path of a request.
    pub fn path() -> String {
        "/uploads/related".to_owned()
    }
}

impl runtime::Operation for PostRelated {
    const ID: &'static str = "postRelated";
    const METHOD: &'static str = "POST";
    const PATH: &'static str = "/uploads/related";
    const ROUTE: &'static str = "/uploads/related";
    const HAS_REQUEST_BODY: bool = true;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[
        (runtime::RefusalKind::MediaType, 400),
        (runtime::RefusalKind::BodyTooLarge, 400),
        (runtime::RefusalKind::Body, 400),
    ];
    type Request = PostRelatedRequest;
    type Success = PostRelatedSuccess;
    type Error = PostRelatedError;
    type ErrorBody = types::Problem;
    async fn request(
        parts: &runtime::RequestParts,
        body: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        parts.choose_media_type(&["multipart/related"])?;
        Ok(PostRelatedRequest {
            body: runtime::multipart_body(
                    parts,
                    body,
                    &[
                        runtime::Property {
                            name: "about",
                            kind: runtime::PropertyKind::Value(
                                runtime::Shape::Object(
                                    &[
                                        ("R", runtime::Shape::Integer),
                                        ("G", runtime::Shape::Integer),
                                        ("B", runtime::Shape::Integer),
                                    ],
                                    None,
                                ),
                            ),
                            media_types: &[],
                        },
                        runtime::Property {
                            name: "file",
                            kind: runtime::PropertyKind::File,
                            media_types: &[],
                        },
                    ],
                    runtime::PropertyKind::Value(runtime::Shape::String),
                )
                .await?,
        })
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::Ok(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::OK)
                    .json("application/json", &body)
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match error {
            Self::Error::BadRequest(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::BAD_REQUEST)
                    .json("application/problem+json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
    }
}

/// The request of `POST /uploads/related`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct PostRelatedRequest {
    /// The body: `multipart/related`.
    pub body: types::PostRelatedBody,
}

/// The successes of `POST /uploads/related`.
#[derive(Debug)]
pub enum PostRelatedSuccess {
    /// 200: What was read.
    Ok(::serde_json::Value),
}

/// The errors of `POST /uploads/related`.
#[derive(Debug)]
pub enum PostRelatedError {
    /// 400: The request is not valid.
    BadRequest(types::Problem),
    /// What the contract has no response for: 500, without details.
    Unexpected(runtime::Unexpected),
}

impl PostRelatedError {
    /// 400: The request is not valid.
    pub fn bad_request(detail: &str) -> Self {
        runtime::problem(400, Some(detail))
            .map_or_else(Self::Unexpected, Self::BadRequest)
    }
}

impl From<runtime::Unexpected> for PostRelatedError {
    fn from(unexpected: runtime::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

impl From<runtime::BodyError> for PostRelatedError {
    fn from(error: runtime::BodyError) -> Self {
        Self::Unexpected(error.into())
    }
}

/// `POST /uploads/parts`
pub struct PostParts;

impl PostParts {
    /// The path of a request.
    pub fn path() -> String {
        "/uploads/parts".to_owned()
    }
}

impl runtime::Operation for PostParts {
    const ID: &'static str = "postParts";
    const METHOD: &'static str = "POST";
    const PATH: &'static str = "/uploads/parts";
    const ROUTE: &'static str = "/uploads/parts";
    const HAS_REQUEST_BODY: bool = true;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[
        (runtime::RefusalKind::MediaType, 400),
        (runtime::RefusalKind::BodyTooLarge, 400),
        (runtime::RefusalKind::Body, 400),
    ];
    type Request = PostPartsRequest;
    type Success = PostPartsSuccess;
    type Error = PostPartsError;
    type ErrorBody = types::Problem;
    async fn request(
        parts: &runtime::RequestParts,
        body: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        let body = match body.if_any().await? {
            Some(body) => {
                parts.choose_media_type(&["multipart/mixed"])?;
                Some(runtime::body_parts(parts, body).await?)
            }
            None => None,
        };
        Ok(PostPartsRequest { body })
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::Ok(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::OK)
                    .media("multipart/mixed", body)
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match error {
            Self::Error::BadRequest(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::BAD_REQUEST)
                    .json("application/problem+json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
    }
}

/// The request of `POST /uploads/parts`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct PostPartsRequest {
    /// The body: `multipart/mixed`.
    pub body: Option<Vec<runtime::BodyPart>>,
}

/// The successes of `POST /uploads/parts`.
#[derive(Debug)]
pub enum PostPartsSuccess {
    /// 200: The same parts.
    Ok(runtime::Media),
}

/// The errors of `POST /uploads/parts`.
#[derive(Debug)]
pub enum PostPartsError {
    /// 400: The request is not valid.
    BadRequest(types::Problem),
    /// What the contract has no response for: 500, without details.
    Unexpected(runtime::Unexpected),
}

impl PostPartsError {
    /// 400: The request is not valid.
    pub fn bad_request(detail: &str) -> Self {
        runtime::problem(400, Some(detail))
            .map_or_else(Self::Unexpected, Self::BadRequest)
    }
}

impl From<runtime::Unexpected> for PostPartsError {
    fn from(unexpected: runtime::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

impl From<runtime::BodyError> for PostPartsError {
    fn from(error: runtime::BodyError) -> Self {
        Self::Unexpected(error.into())
    }
}

/// `POST /media`
pub struct PostMedia;

impl PostMedia {
    /// The path of a request.
    pub fn path() -> String {
        "/media".to_owned()
    }
}

impl runtime::Operation for PostMedia {
    const ID: &'static str = "postMedia";
    const METHOD: &'static str = "POST";
    const PATH: &'static str = "/media";
    const ROUTE: &'static str = "/media";
    const HAS_REQUEST_BODY: bool = true;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[
        (runtime::RefusalKind::MediaType, 400),
        (runtime::RefusalKind::BodyTooLarge, 400),
        (runtime::RefusalKind::Body, 400),
    ];
    type Request = PostMediaRequest;
    type Success = PostMediaSuccess;
    type Error = PostMediaError;
    type ErrorBody = types::Problem;
    async fn request(
        parts: &runtime::RequestParts,
        body: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        Ok(PostMediaRequest {
            body: match parts
                .choose_media_type(
                    &["application/json", "multipart/form-data", "image/*"],
                )?
            {
                0 => {
                    PostMediaBody::ApplicationJson(
                        runtime::json_body(&body.whole().await?)?,
                    )
                }
                1 => {
                    PostMediaBody::MultipartFormData(
                        runtime::multipart_body(
                                parts,
                                body,
                                &[
                                    runtime::Property {
                                        name: "title",
                                        kind: runtime::PropertyKind::Value(runtime::Shape::String),
                                        media_types: &[],
                                    },
                                    runtime::Property {
                                        name: "count",
                                        kind: runtime::PropertyKind::Value(runtime::Shape::Integer),
                                        media_types: &[],
                                    },
                                    runtime::Property {
                                        name: "tags",
                                        kind: runtime::PropertyKind::Value(
                                            runtime::Shape::List(&runtime::Shape::String),
                                        ),
                                        media_types: &[],
                                    },
                                    runtime::Property {
                                        name: "color",
                                        kind: runtime::PropertyKind::Value(
                                            runtime::Shape::Object(
                                                &[
                                                    ("R", runtime::Shape::Integer),
                                                    ("G", runtime::Shape::Integer),
                                                    ("B", runtime::Shape::Integer),
                                                ],
                                                None,
                                            ),
                                        ),
                                        media_types: &[],
                                    },
                                    runtime::Property {
                                        name: "picture",
                                        kind: runtime::PropertyKind::File,
                                        media_types: &[],
                                    },
                                    runtime::Property {
                                        name: "others",
                                        kind: runtime::PropertyKind::Files,
                                        media_types: &[],
                                    },
                                ],
                                runtime::PropertyKind::Value(runtime::Shape::String),
                            )
                            .await?,
                    )
                }
                _ => PostMediaBody::ImageAny(runtime::media_body(parts, body)?),
            },
        })
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::Ok(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::OK)
                    .media("image/*", body)
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match error {
            Self::Error::BadRequest(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::BAD_REQUEST)
                    .json("application/problem+json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
    }
}

/// The request of `POST /media`, valid against its schemas.
#[derive(Debug)]
pub struct PostMediaRequest {
    /// The body: `application/json`.
    pub body: PostMediaBody,
}

/// A body by its media type.
#[derive(Debug)]
pub enum PostMediaBody {
    /// `application/json`
    ApplicationJson(types::Part),
    /// `multipart/form-data`
    MultipartFormData(types::PostMediaBody),
    /// `image/*`
    ImageAny(runtime::Media),
}

/// The successes of `POST /media`.
#[derive(Debug)]
pub enum PostMediaSuccess {
    /// 200: The same.
    Ok(runtime::Media),
}

/// The errors of `POST /media`.
#[derive(Debug)]
pub enum PostMediaError {
    /// 400: The request is not valid.
    BadRequest(types::Problem),
    /// What the contract has no response for: 500, without details.
    Unexpected(runtime::Unexpected),
}

impl PostMediaError {
    /// 400: The request is not valid.
    pub fn bad_request(detail: &str) -> Self {
        runtime::problem(400, Some(detail))
            .map_or_else(Self::Unexpected, Self::BadRequest)
    }
}

impl From<runtime::Unexpected> for PostMediaError {
    fn from(unexpected: runtime::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

impl From<runtime::BodyError> for PostMediaError {
    fn from(error: runtime::BodyError) -> Self {
        Self::Unexpected(error.into())
    }
}

/// `GET /streams/bytes`
pub struct Download;

impl Download {
    /// The path of a request.
    pub fn path() -> String {
        "/streams/bytes".to_owned()
    }
}

impl runtime::Operation for Download {
    const ID: &'static str = "download";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/streams/bytes";
    const ROUTE: &'static str = "/streams/bytes";
    const HAS_REQUEST_BODY: bool = false;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[
        (runtime::RefusalKind::Parameter, 400),
    ];
    type Request = DownloadRequest;
    type Success = DownloadSuccess;
    type Error = DownloadError;
    type ErrorBody = types::Problem;
    async fn request(
        parts: &runtime::RequestParts,
        _: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        Ok(DownloadRequest {
            bytes: runtime::required(
                parts.query("bytes", runtime::Shape::Integer)?,
                "query",
                "bytes",
            )?,
            says: runtime::or_default(
                parts.query("says", runtime::Shape::Boolean)?,
                "false",
            )?,
            fails: runtime::or_default(
                parts.query("fails", runtime::Shape::Boolean)?,
                "false",
            )?,
        })
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::Ok(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::OK)
                    .bytes("application/octet-stream", body)
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match error {
            Self::Error::BadRequest(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::BAD_REQUEST)
                    .json("application/problem+json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
    }
}

/// The request of `GET /streams/bytes`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct DownloadRequest {
    /// The query parameter `bytes`.
    pub bytes: u64,
    /// The query parameter `says`.
    pub says: bool,
    /// The query parameter `fails`.
    pub fails: bool,
}

/// The successes of `GET /streams/bytes`.
#[derive(Debug)]
pub enum DownloadSuccess {
    /// 200: So many bytes.
    Ok(runtime::ByteStream),
}

/// The errors of `GET /streams/bytes`.
#[derive(Debug)]
pub enum DownloadError {
    /// 400: The request is not valid.
    BadRequest(types::Problem),
    /// What the contract has no response for: 500, without details.
    Unexpected(runtime::Unexpected),
}

impl DownloadError {
    /// 400: The request is not valid.
    pub fn bad_request(detail: &str) -> Self {
        runtime::problem(400, Some(detail))
            .map_or_else(Self::Unexpected, Self::BadRequest)
    }
}

impl From<runtime::Unexpected> for DownloadError {
    fn from(unexpected: runtime::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

/// `PUT /streams/bytes`
pub struct Upload;

impl Upload {
    /// The path of a request.
    pub fn path() -> String {
        "/streams/bytes".to_owned()
    }
}

impl runtime::Operation for Upload {
    const ID: &'static str = "upload";
    const METHOD: &'static str = "PUT";
    const PATH: &'static str = "/streams/bytes";
    const ROUTE: &'static str = "/streams/bytes";
    const HAS_REQUEST_BODY: bool = true;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[
        (runtime::RefusalKind::Parameter, 400),
        (runtime::RefusalKind::MediaType, 400),
        (runtime::RefusalKind::BodyTooLarge, 413),
        (runtime::RefusalKind::Body, 400),
    ];
    type Request = UploadRequest;
    type Success = UploadSuccess;
    type Error = UploadError;
    type ErrorBody = types::Problem;
    async fn request(
        parts: &runtime::RequestParts,
        body: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        parts.choose_media_type(&["application/octet-stream"])?;
        Ok(UploadRequest {
            reads: parts.query("reads", runtime::Shape::Integer)?,
            body: body.stream()?,
        })
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::Ok(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::OK)
                    .json("application/json", &body)
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match error {
            Self::Error::BadRequest(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::BAD_REQUEST)
                    .json("application/problem+json", &body)
            }
            Self::Error::PayloadTooLarge(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::PAYLOAD_TOO_LARGE)
                    .json("application/problem+json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
    }
}

/// The request of `PUT /streams/bytes`, valid against its schemas.
#[derive(Debug)]
pub struct UploadRequest {
    /// The query parameter `reads`.
    pub reads: Option<u64>,
    /// The body: `application/octet-stream`.
    pub body: runtime::ByteStream,
}

/// The successes of `PUT /streams/bytes`.
#[derive(Debug)]
pub enum UploadSuccess {
    /// 200: How many bytes came.
    Ok(i64),
}

/// The errors of `PUT /streams/bytes`.
#[derive(Debug)]
pub enum UploadError {
    /// 400: The request is not valid.
    BadRequest(types::Problem),
    /// 413: The request is not valid.
    PayloadTooLarge(types::Problem),
    /// What the contract has no response for: 500, without details.
    Unexpected(runtime::Unexpected),
}

impl UploadError {
    /// 400: The request is not valid.
    pub fn bad_request(detail: &str) -> Self {
        runtime::problem(400, Some(detail))
            .map_or_else(Self::Unexpected, Self::BadRequest)
    }

    /// 413: The request is not valid.
    pub fn payload_too_large(detail: &str) -> Self {
        runtime::problem(413, Some(detail))
            .map_or_else(Self::Unexpected, Self::PayloadTooLarge)
    }
}

impl From<runtime::Unexpected> for UploadError {
    fn from(unexpected: runtime::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

impl From<runtime::BodyError> for UploadError {
    fn from(error: runtime::BodyError) -> Self {
        Self::Unexpected(error.into())
    }
}

/// `POST /streams/bytes`
pub struct Pass;

impl Pass {
    /// The path of a request.
    pub fn path() -> String {
        "/streams/bytes".to_owned()
    }
}

impl runtime::Operation for Pass {
    const ID: &'static str = "pass";
    const METHOD: &'static str = "POST";
    const PATH: &'static str = "/streams/bytes";
    const ROUTE: &'static str = "/streams/bytes";
    const HAS_REQUEST_BODY: bool = true;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[];
    type Request = PassRequest;
    type Success = PassSuccess;
    type Error = PassError;
    type ErrorBody = ();
    async fn request(
        parts: &runtime::RequestParts,
        body: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        let body = match body.if_any().await? {
            Some(body) => {
                Some(
                    match parts
                        .choose_media_type(
                            &[
                                "application/json",
                                "application/octet-stream",
                                "text/event-stream",
                            ],
                        )?
                    {
                        0 => {
                            PassBody::ApplicationJson(
                                runtime::json_body(&body.whole().await?)?,
                            )
                        }
                        1 => PassBody::ApplicationOctetStream(body.stream()?),
                        _ => PassBody::TextEventStream(body.stream()?),
                    },
                )
            }
            None => None,
        };
        Ok(PassRequest { body })
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::Ok(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::OK).media("*/*", body)
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match error {
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
    }
}

/// The request of `POST /streams/bytes`, valid against its schemas.
#[derive(Debug)]
pub struct PassRequest {
    /// The body: `application/json`.
    pub body: Option<PassBody>,
}

/// A body by its media type.
#[derive(Debug)]
pub enum PassBody {
    /// `application/json`
    ApplicationJson(types::Part),
    /// `application/octet-stream`
    ApplicationOctetStream(runtime::ByteStream),
    /// `text/event-stream`
    TextEventStream(runtime::ByteStream),
}

/// The successes of `POST /streams/bytes`.
#[derive(Debug)]
pub enum PassSuccess {
    /// 200: The same, while it comes.
    Ok(runtime::Media),
}

/// The errors of `POST /streams/bytes`.
#[derive(Debug)]
pub enum PassError {
    /// What the contract has no response for: 500, without details.
    Unexpected(runtime::Unexpected),
}

impl From<runtime::Unexpected> for PassError {
    fn from(unexpected: runtime::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

impl From<runtime::BodyError> for PassError {
    fn from(error: runtime::BodyError) -> Self {
        Self::Unexpected(error.into())
    }
}

/// `POST /streams/parts`
pub struct UploadParts;

impl UploadParts {
    /// The path of a request.
    pub fn path() -> String {
        "/streams/parts".to_owned()
    }
}

impl runtime::Operation for UploadParts {
    const ID: &'static str = "uploadParts";
    const METHOD: &'static str = "POST";
    const PATH: &'static str = "/streams/parts";
    const ROUTE: &'static str = "/streams/parts";
    const HAS_REQUEST_BODY: bool = true;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[
        (runtime::RefusalKind::MediaType, 400),
        (runtime::RefusalKind::BodyTooLarge, 413),
        (runtime::RefusalKind::Body, 400),
    ];
    type Request = UploadPartsRequest;
    type Success = UploadPartsSuccess;
    type Error = UploadPartsError;
    type ErrorBody = types::Problem;
    async fn request(
        parts: &runtime::RequestParts,
        body: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        parts.choose_media_type(&["multipart/form-data"])?;
        Ok(UploadPartsRequest {
            body: runtime::multipart_body(
                    parts,
                    body,
                    &[
                        runtime::Property {
                            name: "title",
                            kind: runtime::PropertyKind::Value(runtime::Shape::String),
                            media_types: &[],
                        },
                        runtime::Property {
                            name: "count",
                            kind: runtime::PropertyKind::Value(runtime::Shape::Integer),
                            media_types: &[],
                        },
                        runtime::Property {
                            name: "tags",
                            kind: runtime::PropertyKind::Value(
                                runtime::Shape::List(&runtime::Shape::String),
                            ),
                            media_types: &[],
                        },
                        runtime::Property {
                            name: "color",
                            kind: runtime::PropertyKind::Value(
                                runtime::Shape::Object(
                                    &[
                                        ("R", runtime::Shape::Integer),
                                        ("G", runtime::Shape::Integer),
                                        ("B", runtime::Shape::Integer),
                                    ],
                                    None,
                                ),
                            ),
                            media_types: &[],
                        },
                        runtime::Property {
                            name: "picture",
                            kind: runtime::PropertyKind::File,
                            media_types: &[],
                        },
                        runtime::Property {
                            name: "others",
                            kind: runtime::PropertyKind::Files,
                            media_types: &[],
                        },
                    ],
                    runtime::PropertyKind::Value(runtime::Shape::String),
                )
                .await?,
        })
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::Ok(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::OK)
                    .json("application/json", &body)
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match error {
            Self::Error::BadRequest(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::BAD_REQUEST)
                    .json("application/problem+json", &body)
            }
            Self::Error::PayloadTooLarge(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::PAYLOAD_TOO_LARGE)
                    .json("application/problem+json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
    }
}

/// The request of `POST /streams/parts`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct UploadPartsRequest {
    /// The body: `multipart/form-data`.
    pub body: types::UploadPartsBody,
}

/// The successes of `POST /streams/parts`.
#[derive(Debug)]
pub enum UploadPartsSuccess {
    /// 200: How many bytes came.
    Ok(i64),
}

/// The errors of `POST /streams/parts`.
#[derive(Debug)]
pub enum UploadPartsError {
    /// 400: The request is not valid.
    BadRequest(types::Problem),
    /// 413: The request is not valid.
    PayloadTooLarge(types::Problem),
    /// What the contract has no response for: 500, without details.
    Unexpected(runtime::Unexpected),
}

impl UploadPartsError {
    /// 400: The request is not valid.
    pub fn bad_request(detail: &str) -> Self {
        runtime::problem(400, Some(detail))
            .map_or_else(Self::Unexpected, Self::BadRequest)
    }

    /// 413: The request is not valid.
    pub fn payload_too_large(detail: &str) -> Self {
        runtime::problem(413, Some(detail))
            .map_or_else(Self::Unexpected, Self::PayloadTooLarge)
    }
}

impl From<runtime::Unexpected> for UploadPartsError {
    fn from(unexpected: runtime::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

impl From<runtime::BodyError> for UploadPartsError {
    fn from(error: runtime::BodyError) -> Self {
        Self::Unexpected(error.into())
    }
}

/// `GET /streams/events`
pub struct Watch;

impl Watch {
    /// The path of a request.
    pub fn path() -> String {
        "/streams/events".to_owned()
    }
}

impl runtime::Operation for Watch {
    const ID: &'static str = "watch";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/streams/events";
    const ROUTE: &'static str = "/streams/events";
    const HAS_REQUEST_BODY: bool = false;
    const SECURITY: &'static [&'static [&'static str]] = &[];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[
        (runtime::RefusalKind::Parameter, 400),
    ];
    type Request = WatchRequest;
    type Success = WatchSuccess;
    type Error = WatchError;
    type ErrorBody = types::Problem;
    async fn request(
        parts: &runtime::RequestParts,
        _: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        Ok(WatchRequest {
            last_event_id: parts.header("Last-Event-ID", runtime::Shape::String)?,
            hostile: runtime::or_default(
                parts.query("hostile", runtime::Shape::Boolean)?,
                "false",
            )?,
            endless: runtime::or_default(
                parts.query("endless", runtime::Shape::Boolean)?,
                "false",
            )?,
        })
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::Ok(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::OK)
                    .events("text/event-stream", body)
            }
        }
    }

    fn error(
        error: Self::Error,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match error {
            Self::Error::BadRequest(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::BAD_REQUEST)
                    .json("application/problem+json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
    }
}

/// The request of `GET /streams/events`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct WatchRequest {
    /// The header parameter `Last-Event-ID`.
    pub last_event_id: Option<String>,
    /// The query parameter `hostile`.
    pub hostile: bool,
    /// The query parameter `endless`.
    pub endless: bool,
}

/// The successes of `GET /streams/events`.
#[derive(Debug)]
pub enum WatchSuccess {
    /// 200: What happens.
    Ok(runtime::Events),
}

/// The errors of `GET /streams/events`.
#[derive(Debug)]
pub enum WatchError {
    /// 400: The request is not valid.
    BadRequest(types::Problem),
    /// What the contract has no response for: 500, without details.
    Unexpected(runtime::Unexpected),
}

impl WatchError {
    /// 400: The request is not valid.
    pub fn bad_request(detail: &str) -> Self {
        runtime::problem(400, Some(detail))
            .map_or_else(Self::Unexpected, Self::BadRequest)
    }
}

impl From<runtime::Unexpected> for WatchError {
    fn from(unexpected: runtime::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

impl runtime::Component for types::Complaint {
    const NAME: &'static str = "Complaint";
    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
    }
}

impl runtime::Component for types::Problem {
    const NAME: &'static str = "Problem";
    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
    }
}
