// @generated from server/tests/layer/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! Each operation's request, successes and errors: nothing else can be answered.

#[allow(unused_imports)]
use super::checked;
#[allow(unused_imports)]
use super::{constrained, runtime, types};

runtime::operation! {
    /// `GET /widgets`
    ListWidgets "listWidgets" = "GET" "/widgets" ();
    refusals Parameter 400;

    request ListWidgetsRequest: Clone(parts) {
        pub limit: constrained::ListWidgetsLimit = runtime::or_default(parts.query("limit", runtime::Shape::Integer)?, "20")?,
        pub tag: Option<constrained::ListWidgetsTag> = parts
            .styled_query(
                "tag",
                runtime::Style::FormExploded,
                runtime::Shape::List(&runtime::Shape::String),
                &["limit", "ids", "sort", "ratio", "archived"],
            )?,
        pub ids: Option<Vec<i64>> = parts
            .styled_query(
                "ids",
                runtime::Style::Form,
                runtime::Shape::List(&runtime::Shape::Integer),
                &["limit", "tag", "sort", "ratio", "archived"],
            )?,
        pub sort: types::ListWidgetsSort = runtime::or_default(parts.query("sort", runtime::Shape::String)?, "\"-name\"")?,
        pub x_trace: types::ListWidgetsXTrace = runtime::required(parts.header("X-Trace", runtime::Shape::String)?, "header", "X-Trace")?,
        pub ratio: Option<constrained::ListWidgetsRatio> = parts.query("ratio", runtime::Shape::Number)?,
        pub archived: Option<bool> = parts.query("archived", runtime::Shape::Boolean)?,
    }
    success ListWidgetsSuccess {
        /// 200: What was asked for, as the layer read it.
        Ok { x_total: Option<i64>, x_tags: Option<Vec<String>>, body: types::Echo } = runtime::respond(200)
            .header("x-total", x_total.as_ref())?
            .header("x-tags", x_tags.as_ref())?
            .json("application/json", &body),
    }
    error ListWidgetsError(types::Problem) {
        /// 400: The request is not valid.
        BadRequest(body: types::Problem)
            = runtime::respond(400).json("application/problem+json", &body)
            => fn bad_request() [400] Self::BadRequest,
    }
    handler list_widgets() else |service, refusal| {
        400 => BadRequest(service.refused_as_problem(refusal)?),
    }
}

runtime::operation! {
    /// `POST /widgets`
    CreateWidget "createWidget" = "POST" "/widgets" ();
    refusals MediaType 415, BodyTooLarge 413, Body 422;

    request CreateWidgetRequest: Clone(parts, body) {
        check parts.choose_media_type(&["application/json"])?;
        pub body: types::Widget = runtime::json_body(&body.whole().await?)?,
    }
    success CreateWidgetSuccess {
        /// 201: Made.
        Created(body: types::Widget)
            = runtime::respond(201).json("application/vnd.widget+json", &body),
    }
    error CreateWidgetError(types::Problem) {
        /// 413: The request is not valid.
        PayloadTooLarge(body: types::Problem)
            = runtime::respond(413).json("application/problem+json", &body)
            => fn payload_too_large() [413] Self::PayloadTooLarge,
        /// 415: The request is not valid.
        UnsupportedMediaType(body: types::Problem)
            = runtime::respond(415).json("application/problem+json", &body)
            => fn unsupported_media_type() [415] Self::UnsupportedMediaType,
        /// 422: The request is not valid.
        UnprocessableEntity(body: types::Problem)
            = runtime::respond(422).json("application/problem+json", &body)
            => fn unprocessable_entity() [422] Self::UnprocessableEntity,
    }
    handler create_widget() else |service, refusal| {
        413 => PayloadTooLarge(service.refused_as_problem(refusal)?),
        415 => UnsupportedMediaType(service.refused_as_problem(refusal)?),
        422 => UnprocessableEntity(service.refused_as_problem(refusal)?),
    }
}

runtime::operation! {
    /// `PUT /tags`
    PutTags "putTags" = "PUT" "/tags" ();
    refusals MediaType 400, BodyTooLarge 400, Body 400;

    request PutTagsRequest: Clone(parts, body) {
        pub body: PutTagsBody = match parts.choose_media_type(&["application/json", "text/plain"])? {
            0 => PutTagsBody::ApplicationJson(runtime::json_body(&body.whole().await?)?),
            _ => PutTagsBody::TextPlain(runtime::text_body(body.whole().await?)?),
        },
    }
    success PutTagsSuccess {
        /// 204: Kept.
        NoContent = runtime::respond(204).empty(),
    }
    error PutTagsError(types::Problem) {
        /// 400: The request is not valid.
        BadRequest(body: types::Problem)
            = runtime::respond(400).json("application/problem+json", &body)
            => fn bad_request() [400] Self::BadRequest,
    }
    handler put_tags() else |service, refusal| {
        400 => BadRequest(service.refused_as_problem(refusal)?),
    }
}

/// A body by its media type.
#[derive(Clone, Debug)]
pub enum PutTagsBody {
    /// `application/json`
    ApplicationJson(constrained::PutTagsBody),
    /// `text/plain`
    TextPlain(String),
}

runtime::operation! {
    /// `POST /members`
    CreateMember "createMember" = "POST" "/members" ();
    refusals MediaType 400, BodyTooLarge 400, Body 400;

    request CreateMemberRequest: Clone(parts, body) {
        check parts.choose_media_type(&["application/json"])?;
        pub body: types::MemberRequest = runtime::json_body(&body.whole().await?)?,
    }
    success CreateMemberSuccess {
        /// 201: Made.
        Created(body: types::MemberResponse) = runtime::respond(201).json("application/json", &body),
    }
    error CreateMemberError(types::Problem) {
        /// 400: The request is not valid.
        BadRequest(body: types::Problem)
            = runtime::respond(400).json("application/problem+json", &body)
            => fn bad_request() [400] Self::BadRequest,
    }
    handler create_member() else |service, refusal| {
        400 => BadRequest(service.refused_as_problem(refusal)?),
    }
}

runtime::operation! {
    /// `PUT /widgets/{widget-id}/picture/{size}`
    PutPicture "putPicture" = "PUT" "/widgets/{widget-id}/picture/{size}" (
        widget_id: ::uuid::Uuid,
        size: types::PutPictureSize,
    );
    refusals PathParameter 400, MediaType 415, BodyTooLarge 413, Body 400;

    request PutPictureRequest(parts, body) {
        check parts.choose_media_type(&["image/png"])?;
        pub widget_id: ::uuid::Uuid = parts.path("widget-id", runtime::Shape::String)?,
        pub size: types::PutPictureSize = parts.path("size", runtime::Shape::Integer)?,
        pub body: runtime::ByteStream = body.stream()?,
    }
    success PutPictureSuccess {
        /// 204: Stored.
        NoContent = runtime::respond(204).empty(),
    }
    error PutPictureError(types::Problem) from BodyError {
        /// 4XX: The request is not valid.
        ClientError { status: runtime::StatusRange<4>, body: types::Problem }
            = runtime::respond(status).json("application/problem+json", &body),
    }
    handler put_picture() else |service, refusal| {
        400 => ClientError { status: refusal.status_range(), body: service.refused_as_problem(refusal)? },
        413 => ClientError { status: refusal.status_range(), body: service.refused_as_problem(refusal)? },
        415 => ClientError { status: refusal.status_range(), body: service.refused_as_problem(refusal)? },
    }
}

runtime::operation! {
    /// `POST /notes`
    PostNote "postNote" = "POST" "/notes" ();
    refusals MediaType 415, BodyTooLarge 413, Body 400;

    request PostNoteRequest: Clone(parts, body) {
        check parts.choose_media_type(&["text/plain"])?;
        pub body: String = runtime::text_body(body.whole().await?)?,
    }
    success PostNoteSuccess {
        /// 200: The same note.
        Ok(body: String) = runtime::respond(200).text("text/plain", body),
    }
    error PostNoteError(types::Problem) {
        /// default: The request is not valid.
        Default { status: http::StatusCode, body: types::Problem }
            = runtime::respond(status).json("application/problem+json", &body),
    }
    handler post_note() else |service, refusal| {
        400 => Default { status: refusal.status(), body: service.refused_as_problem(refusal)? },
        413 => Default { status: refusal.status(), body: service.refused_as_problem(refusal)? },
        415 => Default { status: refusal.status(), body: service.refused_as_problem(refusal)? },
        500.. => Default { status: refusal.status(), body: service.refused_as_problem(refusal)? },
    }
}

runtime::operation! {
    /// `POST /orders`
    PostOrder "postOrder" = "POST" "/orders" ();
    refusals MediaType 400, BodyTooLarge 400, Body 400;

    request PostOrderRequest: Clone(parts, body) {
        check parts.choose_media_type(&["application/x-www-form-urlencoded"])?;
        pub body: types::Order = runtime::form_body(
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
    }
    success PostOrderSuccess {
        /// 200: The same order.
        Ok(body: types::Order) = runtime::respond(200).json("application/json", &body),
    }
    error PostOrderError(types::Problem) {
        /// 400: The request is not valid.
        BadRequest(body: types::Problem)
            = runtime::respond(400).json("application/problem+json", &body)
            => fn bad_request() [400] Self::BadRequest,
    }
    handler post_order() else |service, refusal| {
        400 => BadRequest(service.refused_as_problem(refusal)?),
    }
}

runtime::operation! {
    /// `GET /secured/either`
    EitherCredential "eitherCredential" = "GET" "/secured/either" ();
    security ["QueryKey"] | ["CookieKey"];
    refusals Credentials 401;

    request EitherCredentialRequest: Clone {
    }
    success EitherCredentialSuccess {
        /// 204: Fine.
        NoContent = runtime::respond(204).empty(),
    }
    error EitherCredentialError(types::Problem) {
        /// 401: Who are you?
        Unauthorized { www_authenticate: String, body: types::Problem } = runtime::respond(401)
            .header("www-authenticate", Some(&www_authenticate))?
            .json("application/json", &body)
            => fn unauthorized(www_authenticate: String) [401] |body| Self::Unauthorized {
            www_authenticate,
            body,
        },
        /// 500: Something went wrong.
        InternalServerError(body: types::Problem)
            = runtime::respond(500).json("application/json", &body)
            => fn internal_server_error() [500] Self::InternalServerError,
    }
    handler either_credential(caller) else |service, refusal| {
        401 => Unauthorized { www_authenticate: refusal.challenge(), body: service.refused_as_problem(refusal)? },
        500 => InternalServerError(service.refused_as_problem(refusal)?),
    }
}

runtime::operation! {
    /// `GET /secured/both`
    BothCredentials "bothCredentials" = "GET" "/secured/both" ();
    security ["QueryKey", "Password"];
    refusals Credentials 401;

    request BothCredentialsRequest: Clone {
    }
    success BothCredentialsSuccess {
        /// 204: Fine.
        NoContent = runtime::respond(204).empty(),
    }
    error BothCredentialsError(types::Problem) {
        /// 401: Who are you?
        Unauthorized { www_authenticate: String, body: types::Problem } = runtime::respond(401)
            .header("www-authenticate", Some(&www_authenticate))?
            .json("application/json", &body)
            => fn unauthorized(www_authenticate: String) [401] |body| Self::Unauthorized {
            www_authenticate,
            body,
        },
        /// 500: Something went wrong.
        InternalServerError(body: types::Problem)
            = runtime::respond(500).json("application/json", &body)
            => fn internal_server_error() [500] Self::InternalServerError,
    }
    handler both_credentials(caller) else |service, refusal| {
        401 => Unauthorized { www_authenticate: refusal.challenge(), body: service.refused_as_problem(refusal)? },
        500 => InternalServerError(service.refused_as_problem(refusal)?),
    }
}

runtime::operation! {
    /// `GET /secured/optional`
    OptionalCredential "optionalCredential" = "GET" "/secured/optional" ();
    security [] | ["Token"];
    refusals Credentials 401;

    request OptionalCredentialRequest: Clone {
    }
    success OptionalCredentialSuccess {
        /// 204: Fine.
        NoContent = runtime::respond(204).empty(),
    }
    error OptionalCredentialError(types::Problem) {
        /// 401: Who are you?
        Unauthorized { www_authenticate: String, body: types::Problem } = runtime::respond(401)
            .header("www-authenticate", Some(&www_authenticate))?
            .json("application/json", &body)
            => fn unauthorized(www_authenticate: String) [401] |body| Self::Unauthorized {
            www_authenticate,
            body,
        },
        /// 500: Something went wrong.
        InternalServerError(body: types::Problem)
            = runtime::respond(500).json("application/json", &body)
            => fn internal_server_error() [500] Self::InternalServerError,
    }
    handler optional_credential(caller) else |service, refusal| {
        401 => Unauthorized { www_authenticate: refusal.challenge(), body: service.refused_as_problem(refusal)? },
        500 => InternalServerError(service.refused_as_problem(refusal)?),
    }
}

runtime::operation! {
    /// `GET /panic`
    Panic "panic" = "GET" "/panic" ();

    request PanicRequest: Clone {
    }
    success PanicSuccess {
        /// 204: It never comes to that.
        NoContent = runtime::respond(204).empty(),
    }
    error PanicError(()) {}
    handler panic()
}

runtime::operation! {
    /// `POST /echo`
    Echo "echo" = "POST" "/echo" ();
    refusals MediaType 415;

    request EchoRequest(parts, body) {
        /// The media types of the response that the client takes, the best first (RFC 9110, section 12.5.1).
        pub accept: Vec<EchoAccept> = parts
            .accepted(
                &[
                    ("application/json", EchoAccept::ApplicationJson),
                    ("text/plain", EchoAccept::TextPlain),
                    ("application/octet-stream", EchoAccept::ApplicationOctetStream),
                ],
            ),
        pub body: EchoBody = match parts
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
                            ("quantity", runtime::Style::FormExploded, runtime::Shape::Integer),
                            (
                                "notes",
                                runtime::Style::FormExploded,
                                runtime::Shape::List(&runtime::Shape::String),
                            ),
                            ("express", runtime::Style::FormExploded, runtime::Shape::Boolean),
                        ],
                    )?,
                )
            }
        },
    }
    success EchoSuccess {
        /// 200: The same, in the same media type.
        Ok { x_size: i64, body: EchoOkBody } = match body {
            EchoOkBody::ApplicationJson(body) => {
                runtime::respond(200)
                    .header("x-size", Some(&x_size))?
                    .json("application/json", &body)
            }
            EchoOkBody::TextPlain(body) => {
                runtime::respond(200).header("x-size", Some(&x_size))?.text("text/plain", body)
            }
            EchoOkBody::ApplicationOctetStream(body) => {
                runtime::respond(200)
                    .header("x-size", Some(&x_size))?
                    .bytes("application/octet-stream", body)
            }
        },
    }
    error EchoError(types::Problem) from BodyError {
        /// 415: None of these.
        UnsupportedMediaType(body: EchoUnsupportedMediaTypeBody) = match body {
            EchoUnsupportedMediaTypeBody::ApplicationProblemJson(body) => {
                runtime::respond(415).json("application/problem+json", &body)
            }
            EchoUnsupportedMediaTypeBody::TextHtml(body) => {
                runtime::respond(415).text("text/html", body)
            }
        }
            => fn unsupported_media_type() [415] |body| Self::UnsupportedMediaType(
            EchoUnsupportedMediaTypeBody::ApplicationProblemJson(body),
        ),
    }
    handler echo() else |service, refusal| {
        415 => UnsupportedMediaType(
            EchoUnsupportedMediaTypeBody::ApplicationProblemJson(
                service.refused_as_problem(refusal)?,
            ),
        ),
    }
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

runtime::operation! {
    /// `GET /own/{number}`
    OwnForm "ownForm" = "GET" "/own/{number}" (number: i64);
    refusals PathParameter 400, Parameter 400;

    request OwnFormRequest: Clone(parts) {
        pub number: i64 = parts.path("number", runtime::Shape::Integer)?,
        pub size: Option<i64> = parts.query("size", runtime::Shape::Integer)?,
    }
    success OwnFormSuccess {
        /// 200: Fine.
        Ok = runtime::respond(200).empty(),
    }
    error OwnFormError(types::Complaint) {
        /// 400: In the team's own words.
        BadRequest(body: types::Complaint) = runtime::respond(400).json("application/json", &body),
        /// 404: In the team's own words.
        NotFound(body: types::Complaint) = runtime::respond(404).json("application/json", &body),
    }
    handler own_form() else |service, refusal| {
        400 => BadRequest(service.refused_as_complaint(refusal)?),
    }
}

runtime::operation! {
    /// `POST /own/{number}`
    OwnForms "ownForms" = "POST" "/own/{number}" (number: i64);
    security ["Token"];
    refusals Credentials 401, PathParameter 404, MediaType 415, BodyTooLarge 422, Body 422;

    request OwnFormsRequest: Clone(parts, body) {
        check parts.choose_media_type(&["application/json"])?;
        pub number: i64 = parts.path("number", runtime::Shape::Integer)?,
        pub body: types::Part = runtime::json_body(&body.whole().await?)?,
    }
    success OwnFormsSuccess {
        /// 204: Fine.
        NoContent = runtime::respond(204).empty(),
    }
    error OwnFormsError(()) {
        /// 401: Who are you?
        Unauthorized { x_request_id: String, body: types::Complaint }
            = runtime::respond(401).header("x-request-id", Some(&x_request_id))?.json("application/json", &body),
        /// 404: In the team's own words.
        NotFound(body: types::Complaint) = runtime::respond(404).json("application/json", &body),
        /// 415: In the words of the runtime.
        UnsupportedMediaType(body: String) = runtime::respond(415).text("text/plain", body),
        /// 422: One of several media types, of which one tells.
        UnprocessableEntity(body: OwnFormsUnprocessableEntityBody) = match body {
            OwnFormsUnprocessableEntityBody::ApplicationJson(body) => {
                runtime::respond(422).json("application/json", &body)
            }
            OwnFormsUnprocessableEntityBody::ImagePng(body) => {
                runtime::respond(422).bytes("image/png", body)
            }
            OwnFormsUnprocessableEntityBody::ApplicationXml(body) => {
                runtime::respond(422).bytes("application/xml", body)
            }
        },
        /// 500: In the team's own words.
        InternalServerError(body: types::Complaint)
            = runtime::respond(500).json("application/json", &body),
    }
    handler own_forms(caller) else |service, refusal| {
        401 => Unauthorized {
            x_request_id: refusal.request_id().to_owned(),
            body: service.refused_as_complaint(refusal)?,
        },
        404 => NotFound(service.refused_as_complaint(refusal)?),
        415 => UnsupportedMediaType(service.refused_as_text_plain(refusal)?),
        422 => UnprocessableEntity(
            OwnFormsUnprocessableEntityBody::ApplicationJson(
                service.refused_as_complaint(refusal)?,
            ),
        ),
        500 => InternalServerError(service.refused_as_complaint(refusal)?),
    }
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

runtime::operation! {
    /// `GET /own/default/{number}`
    OwnDefault "ownDefault" = "GET" "/own/default/{number}" (number: i64);
    refusals PathParameter 400;

    request OwnDefaultRequest: Clone(parts) {
        pub number: i64 = parts.path("number", runtime::Shape::Integer)?,
    }
    success OwnDefaultSuccess {
        /// 200: Fine.
        Ok = runtime::respond(200).empty(),
    }
    error OwnDefaultError(()) {
        /// 404: In the team's own words.
        NotFound(body: types::Complaint) = runtime::respond(404).json("application/json", &body),
        /// default: Whatever else.
        Default { status: http::StatusCode } = runtime::respond(status).empty(),
    }
    handler own_default() else |service, refusal| {
        400 => Default { status: refusal.status() },
        500.. => Default { status: refusal.status() },
    }
}

runtime::operation! {
    /// `POST /own/nothing/{number}`
    OwnNothing "ownNothing" = "POST" "/own/nothing/{number}" (number: i64);
    security ["Token"];

    request OwnNothingRequest: Clone(parts, body) {
        check parts.choose_media_type(&["application/json"])?;
        pub number: i64 = parts.path("number", runtime::Shape::Integer)?,
        pub body: types::Part = runtime::json_body(&body.whole().await?)?,
    }
    success OwnNothingSuccess {
        /// 204: Fine.
        NoContent = runtime::respond(204).empty(),
    }
    error OwnNothingError(()) {
        /// 400: With a header that nobody but a handler knows.
        BadRequest { x_case: i64 } = runtime::respond(400).header("x-case", Some(&x_case))?.empty(),
        /// 409: In the team's own words.
        Conflict(body: types::Complaint) = runtime::respond(409).json("application/json", &body),
    }
    handler own_nothing(caller)
}

runtime::operation! {
    /// `PATCH /profile`
    PatchProfile "patchProfile" = "PATCH" "/profile" ();
    refusals MediaType 400, BodyTooLarge 400, Body 400;

    request PatchProfileRequest: Clone(parts, body) {
        check parts.choose_media_type(&["application/merge-patch+json"])?;
        /// The media types of the response that the client takes, the best first (RFC 9110, section 12.5.1).
        pub accept: Vec<PatchProfileAccept> = parts
            .accepted(
                &[
                    ("application/json", PatchProfileAccept::ApplicationJson),
                    (
                        "application/vnd.profile+json",
                        PatchProfileAccept::ApplicationVndProfileJson,
                    ),
                ],
            ),
        pub body: types::Profile = runtime::json_body(&body.whole().await?)?,
    }
    success PatchProfileSuccess {
        /// 200: What the members said.
        Ok(body: PatchProfileOkBody) = match body {
            PatchProfileOkBody::ApplicationJson(body) => {
                runtime::respond(200).json("application/json", &body)
            }
            PatchProfileOkBody::ApplicationVndProfileJson(body) => {
                runtime::respond(200).json("application/vnd.profile+json", &body)
            }
        },
    }
    error PatchProfileError(types::Problem) {
        /// 400: The request is not valid.
        BadRequest(body: types::Problem)
            = runtime::respond(400).json("application/problem+json", &body)
            => fn bad_request() [400] Self::BadRequest,
    }
    handler patch_profile() else |service, refusal| {
        400 => BadRequest(service.refused_as_problem(refusal)?),
    }
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

runtime::operation! {
    /// `GET /login`
    Login "login" = "GET" "/login" ();

    request LoginRequest: Clone {
    }
    success LoginSuccess {
        /// 200: Two cookies.
        Ok { set_cookie: Option<Vec<String>>, x_list: Option<Vec<String>>, body: String } = runtime::respond(200)
            .header("set-cookie", set_cookie.as_ref())?
            .header("x-list", x_list.as_ref())?
            .text("text/html; charset=utf-8", body),
    }
    error LoginError(()) {}
    handler login()
}

runtime::operation! {
    /// `POST /versions`
    Versions "versions" = "POST" "/versions" ();
    refusals MediaType 415;

    request VersionsRequest: Clone(parts, body) {
        /// The media types of the response that the client takes, the best first (RFC 9110, section 12.5.1).
        pub accept: Vec<VersionsAccept> = parts
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
        pub body: VersionsBody = match parts
            .choose_media_type(
                &["application/vnd.part+json; version=1", "application/vnd.part+json; version=2"],
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
    }
    success VersionsSuccess {
        /// 200: The same.
        Ok(body: VersionsOkBody) = match body {
            VersionsOkBody::ApplicationVndPartJsonVersion1(body) => {
                runtime::respond(200).json("application/vnd.part+json; version=1", &body)
            }
            VersionsOkBody::ApplicationVndPartJsonVersion2(body) => {
                runtime::respond(200).json("application/vnd.part+json; version=2", &body)
            }
        },
    }
    error VersionsError(types::Problem) {
        /// 415: The request is not valid.
        UnsupportedMediaType(body: types::Problem)
            = runtime::respond(415).json("application/problem+json", &body)
            => fn unsupported_media_type() [415] Self::UnsupportedMediaType,
    }
    handler versions() else |service, refusal| {
        415 => UnsupportedMediaType(service.refused_as_problem(refusal)?),
    }
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

runtime::operation! {
    /// `GET /report`
    Report "report" = "GET" "/report" ();

    request ReportRequest: Clone(parts) {
        /// The media types of the response that the client takes, the best first (RFC 9110, section 12.5.1).
        pub accept: Vec<ReportAccept> = parts
            .accepted(
                &[
                    ("application/json", ReportAccept::ApplicationJson),
                    ("text/csv", ReportAccept::TextCsv),
                    ("image/*", ReportAccept::ImageAny),
                ],
            ),
    }
    success ReportSuccess {
        /// 200: In the media type that the client wants most.
        Ok(body: ReportOkBody) = match body {
            ReportOkBody::ApplicationJson(body) => {
                runtime::respond(200).json("application/json", &body)
            }
            ReportOkBody::TextCsv(body) => runtime::respond(200).text("text/csv", body),
            ReportOkBody::ImageAny(body) => runtime::respond(200).media("image/*", body),
        },
    }
    error ReportError(()) {}
    handler report()
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

runtime::operation! {
    /// `GET /report/strict`
    StrictReport "strictReport" = "GET" "/report/strict" ();
    refusals NotAcceptable 406;

    request StrictReportRequest: Clone(parts) {
        /// The media types of the response that the client takes, the best first (RFC 9110, section 12.5.1).
        pub accept: Vec<StrictReportAccept> = parts
            .acceptable(
                &[
                    ("application/json", StrictReportAccept::ApplicationJson),
                    ("text/csv", StrictReportAccept::TextCsv),
                    ("image/*", StrictReportAccept::ImageAny),
                ],
            )?,
    }
    success StrictReportSuccess {
        /// 200: In the media type that the client wants most.
        Ok(body: StrictReportOkBody) = match body {
            StrictReportOkBody::ApplicationJson(body) => {
                runtime::respond(200).json("application/json", &body)
            }
            StrictReportOkBody::TextCsv(body) => runtime::respond(200).text("text/csv", body),
            StrictReportOkBody::ImageAny(body) => runtime::respond(200).media("image/*", body),
        },
    }
    error StrictReportError(types::Problem) {
        /// 406: The request is not valid.
        NotAcceptable(body: types::Problem)
            = runtime::respond(406).json("application/problem+json", &body)
            => fn not_acceptable() [406] Self::NotAcceptable,
    }
    handler strict_report() else |service, refusal| {
        406 => NotAcceptable(service.refused_as_problem(refusal)?),
    }
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

runtime::operation! {
    /// `GET /report/single`
    SingleReport "singleReport" = "GET" "/report/single" ();
    refusals NotAcceptable 406;

    request SingleReportRequest: Clone(parts) {
        check parts.acceptable(&[("text/csv", ())])?;
    }
    success SingleReportSuccess {
        /// 200: In one media type.
        Ok(body: String) = runtime::respond(200).text("text/csv", body),
    }
    error SingleReportError(types::Problem) {
        /// 406: The request is not valid.
        NotAcceptable(body: types::Problem)
            = runtime::respond(406).json("application/problem+json", &body)
            => fn not_acceptable() [406] Self::NotAcceptable,
    }
    handler single_report() else |service, refusal| {
        406 => NotAcceptable(service.refused_as_problem(refusal)?),
    }
}

runtime::operation! {
    /// `PUT /text`
    PutText "putText" = "PUT" "/text" ();
    refusals MediaType 400, BodyTooLarge 400, Body 400;

    request PutTextRequest: Clone(parts, body) {
        check parts.choose_media_type(&["text/plain"])?;
        pub body: types::PutTextBody = runtime::typed_text_body(body.whole().await?, runtime::Shape::String)?,
    }
    success PutTextSuccess {
        /// 200: The same.
        Ok(body: types::PutTextOkBody) = runtime::respond(200).typed_text("text/plain", &body),
    }
    error PutTextError(types::Problem) {
        /// 400: The request is not valid.
        BadRequest(body: types::Problem)
            = runtime::respond(400).json("application/problem+json", &body)
            => fn bad_request() [400] Self::BadRequest,
    }
    handler put_text() else |service, refusal| {
        400 => BadRequest(service.refused_as_problem(refusal)?),
    }
}

runtime::operation! {
    /// `PUT /number`
    PutNumber "putNumber" = "PUT" "/number" ();
    refusals MediaType 400, BodyTooLarge 400, Body 400;

    request PutNumberRequest: Clone(parts, body) {
        check parts.choose_media_type(&["text/plain"])?;
        pub body: constrained::PutNumberBody = runtime::typed_text_body(body.whole().await?, runtime::Shape::Integer)?,
    }
    success PutNumberSuccess {
        /// 200: One more.
        Ok(body: i64) = runtime::respond(200).typed_text("text/plain", &body),
    }
    error PutNumberError(types::Problem) {
        /// 400: The request is not valid.
        BadRequest(body: types::Problem)
            = runtime::respond(400).json("application/problem+json", &body)
            => fn bad_request() [400] Self::BadRequest,
    }
    handler put_number() else |service, refusal| {
        400 => BadRequest(service.refused_as_problem(refusal)?),
    }
}

runtime::operation! {
    /// `GET /instants`
    AskInstants "askInstants" = "GET" "/instants" ();
    refusals Parameter 400;

    request AskInstantsRequest: Clone(parts) {
        pub at: Option<runtime::DateTime> = parts.query("at", runtime::Shape::String)?,
        pub on: Option<runtime::Date> = parts.query("on", runtime::Shape::String)?,
    }
    success AskInstantsSuccess {
        /// 200: The same.
        Ok(body: types::Instants) = runtime::respond(200).json("application/json", &body),
    }
    error AskInstantsError(types::Problem) {
        /// 400: The request is not valid.
        BadRequest(body: types::Problem)
            = runtime::respond(400).json("application/problem+json", &body)
            => fn bad_request() [400] Self::BadRequest,
    }
    handler ask_instants() else |service, refusal| {
        400 => BadRequest(service.refused_as_problem(refusal)?),
    }
}

runtime::operation! {
    /// `POST /instants`
    TellInstants "tellInstants" = "POST" "/instants" ();
    refusals MediaType 400, BodyTooLarge 400, Body 400;

    request TellInstantsRequest: Clone(parts, body) {
        check parts.choose_media_type(&["application/json"])?;
        pub body: types::Instants = runtime::json_body(&body.whole().await?)?,
    }
    success TellInstantsSuccess {
        /// 200: The same.
        Ok(body: types::Instants) = runtime::respond(200).json("application/json", &body),
    }
    error TellInstantsError(types::Problem) {
        /// 400: The request is not valid.
        BadRequest(body: types::Problem)
            = runtime::respond(400).json("application/problem+json", &body)
            => fn bad_request() [400] Self::BadRequest,
    }
    handler tell_instants() else |service, refusal| {
        400 => BadRequest(service.refused_as_problem(refusal)?),
    }
}

runtime::operation! {
    /// `GET /empty`
    Empty "empty" = "GET" "/empty" ();

    request EmptyRequest: Clone {
    }
    success EmptySuccess {
        /// 204: Nothing.
        NoContent = runtime::respond(204).empty(),
    }
    error EmptyError(()) {}
    handler empty()
}

runtime::operation! {
    /// `GET /shelves`
    ListShelves "listShelves" = "GET" "/shelves" ();

    request ListShelvesRequest: Clone {
    }
    success ListShelvesSuccess {
        /// 200: Which operation it was, and with what.
        Ok(body: String) = runtime::respond(200).text("text/plain", body),
    }
    error ListShelvesError(()) {}
    handler list_shelves()
}

runtime::operation! {
    /// `GET /shelves/all`
    AllShelves "allShelves" = "GET" "/shelves/all" ();

    request AllShelvesRequest: Clone {
    }
    success AllShelvesSuccess {
        /// 200: Which operation it was, and with what.
        Ok(body: String) = runtime::respond(200).text("text/plain", body),
    }
    error AllShelvesError(()) {}
    handler all_shelves()
}

runtime::operation! {
    /// `GET /shelves/{id}`
    GetShelf "getShelf" = "GET" "/shelves/{id}" (id: String);

    request GetShelfRequest: Clone(parts) {
        pub id: String = parts.path("id", runtime::Shape::String)?,
    }
    success GetShelfSuccess {
        /// 200: Which operation it was, and with what.
        Ok(body: String) = runtime::respond(200).text("text/plain", body),
    }
    error GetShelfError(()) {}
    handler get_shelf()
}

runtime::operation! {
    /// `POST /shelves/{id}:empty`
    EmptyShelf "emptyShelf" = "POST" "/shelves/{id}:empty" as "/shelves/{id}" (id: String);

    request EmptyShelfRequest: Clone(parts) {
        pub id: String = parts.path("id", runtime::Shape::String)?,
    }
    success EmptyShelfSuccess {
        /// 200: Which operation it was, and with what.
        Ok(body: String) = runtime::respond(200).text("text/plain", body),
    }
    error EmptyShelfError(()) {}
    handler empty_shelf()
}

runtime::operation! {
    /// `GET /shelves/{shelf}/books/{name}.{extension}`
    GetShelfBook "getShelfBook" = "GET" "/shelves/{shelf}/books/{name}.{extension}" as "/shelves/{shelf}/books/{name}/{extension}" (
        shelf: String,
        name: String,
        extension: types::GetShelfBookExtension,
    );
    refusals PathParameter 404;

    request GetShelfBookRequest: Clone(parts) {
        pub shelf: String = parts.path("shelf", runtime::Shape::String)?,
        pub name: String = parts.path("name", runtime::Shape::String)?,
        pub extension: types::GetShelfBookExtension = parts.path("extension", runtime::Shape::String)?,
    }
    success GetShelfBookSuccess {
        /// 200: Which operation it was, and with what.
        Ok(body: String) = runtime::respond(200).text("text/plain", body),
    }
    error GetShelfBookError(types::Problem) {
        /// 404: The request is not valid.
        NotFound(body: types::Problem)
            = runtime::respond(404).json("application/problem+json", &body)
            => fn not_found() [404] Self::NotFound,
    }
    handler get_shelf_book() else |service, refusal| {
        404 => NotFound(service.refused_as_problem(refusal)?),
    }
}

runtime::operation! {
    /// `GET /styles/simple/{word}/{list}/{color}`
    PathSimple "pathSimple" = "GET" "/styles/simple/{word}/{list}/{color}" (
        word: types::Word,
        list: constrained::Words,
        color: types::Color = runtime::styled_segment("color", color, runtime::Style::Simple),
    );
    refusals PathParameter 400;

    request PathSimpleRequest: Clone(parts) {
        pub word: types::Word = parts.path("word", runtime::Shape::String)?,
        pub list: constrained::Words = parts.styled_path("list", runtime::Style::Simple, runtime::Shape::List(&runtime::Shape::String))?,
        pub color: types::Color = parts
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
    }
    success PathSimpleSuccess {
        /// 200: What was read.
        Ok(body: ::serde_json::Value) = runtime::respond(200).json("application/json", &body),
    }
    error PathSimpleError(types::Problem) {
        /// 400: The request is not valid.
        BadRequest(body: types::Problem)
            = runtime::respond(400).json("application/problem+json", &body)
            => fn bad_request() [400] Self::BadRequest,
    }
    handler path_simple() else |service, refusal| {
        400 => BadRequest(service.refused_as_problem(refusal)?),
    }
}

runtime::operation! {
    /// `GET /styles/simple-exploded/{word}/{list}/{color}`
    PathSimpleExploded "pathSimpleExploded" = "GET" "/styles/simple-exploded/{word}/{list}/{color}" (
        word: types::Word,
        list: constrained::Words,
        color: types::Color = runtime::styled_segment("color", color, runtime::Style::SimpleExploded),
    );
    refusals PathParameter 400;

    request PathSimpleExplodedRequest: Clone(parts) {
        pub word: types::Word = parts.path("word", runtime::Shape::String)?,
        pub list: constrained::Words = parts
            .styled_path(
                "list",
                runtime::Style::SimpleExploded,
                runtime::Shape::List(&runtime::Shape::String),
            )?,
        pub color: types::Color = parts
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
    }
    success PathSimpleExplodedSuccess {
        /// 200: What was read.
        Ok(body: ::serde_json::Value) = runtime::respond(200).json("application/json", &body),
    }
    error PathSimpleExplodedError(types::Problem) {
        /// 400: The request is not valid.
        BadRequest(body: types::Problem)
            = runtime::respond(400).json("application/problem+json", &body)
            => fn bad_request() [400] Self::BadRequest,
    }
    handler path_simple_exploded() else |service, refusal| {
        400 => BadRequest(service.refused_as_problem(refusal)?),
    }
}

runtime::operation! {
    /// `GET /styles/label/{word}/{list}/{color}`
    PathLabel "pathLabel" = "GET" "/styles/label/{word}/{list}/{color}" (
        word: types::Word = runtime::styled_segment("word", word, runtime::Style::Label),
        list: constrained::Words = runtime::styled_segment("list", list, runtime::Style::Label),
        color: types::Color = runtime::styled_segment("color", color, runtime::Style::Label),
    );
    refusals PathParameter 400;

    request PathLabelRequest: Clone(parts) {
        pub word: types::Word = parts.styled_path("word", runtime::Style::Label, runtime::Shape::String)?,
        pub list: constrained::Words = parts.styled_path("list", runtime::Style::Label, runtime::Shape::List(&runtime::Shape::String))?,
        pub color: types::Color = parts
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
    }
    success PathLabelSuccess {
        /// 200: What was read.
        Ok(body: ::serde_json::Value) = runtime::respond(200).json("application/json", &body),
    }
    error PathLabelError(types::Problem) {
        /// 400: The request is not valid.
        BadRequest(body: types::Problem)
            = runtime::respond(400).json("application/problem+json", &body)
            => fn bad_request() [400] Self::BadRequest,
    }
    handler path_label() else |service, refusal| {
        400 => BadRequest(service.refused_as_problem(refusal)?),
    }
}

runtime::operation! {
    /// `GET /styles/label-exploded/{word}/{list}/{color}`
    PathLabelExploded "pathLabelExploded" = "GET" "/styles/label-exploded/{word}/{list}/{color}" (
        word: types::Word = runtime::styled_segment("word", word, runtime::Style::LabelExploded),
        list: constrained::Words = runtime::styled_segment("list", list, runtime::Style::LabelExploded),
        color: types::Color = runtime::styled_segment("color", color, runtime::Style::LabelExploded),
    );
    refusals PathParameter 400;

    request PathLabelExplodedRequest: Clone(parts) {
        pub word: types::Word = parts.styled_path("word", runtime::Style::LabelExploded, runtime::Shape::String)?,
        pub list: constrained::Words = parts
            .styled_path(
                "list",
                runtime::Style::LabelExploded,
                runtime::Shape::List(&runtime::Shape::String),
            )?,
        pub color: types::Color = parts
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
    }
    success PathLabelExplodedSuccess {
        /// 200: What was read.
        Ok(body: ::serde_json::Value) = runtime::respond(200).json("application/json", &body),
    }
    error PathLabelExplodedError(types::Problem) {
        /// 400: The request is not valid.
        BadRequest(body: types::Problem)
            = runtime::respond(400).json("application/problem+json", &body)
            => fn bad_request() [400] Self::BadRequest,
    }
    handler path_label_exploded() else |service, refusal| {
        400 => BadRequest(service.refused_as_problem(refusal)?),
    }
}

runtime::operation! {
    /// `GET /styles/matrix/{word}/{list}/{color}`
    PathMatrix "pathMatrix" = "GET" "/styles/matrix/{word}/{list}/{color}" (
        word: types::Word = runtime::styled_segment("word", word, runtime::Style::Matrix),
        list: constrained::Words = runtime::styled_segment("list", list, runtime::Style::Matrix),
        color: types::Color = runtime::styled_segment("color", color, runtime::Style::Matrix),
    );
    refusals PathParameter 400;

    request PathMatrixRequest: Clone(parts) {
        pub word: types::Word = parts.styled_path("word", runtime::Style::Matrix, runtime::Shape::String)?,
        pub list: constrained::Words = parts.styled_path("list", runtime::Style::Matrix, runtime::Shape::List(&runtime::Shape::String))?,
        pub color: types::Color = parts
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
    }
    success PathMatrixSuccess {
        /// 200: What was read.
        Ok(body: ::serde_json::Value) = runtime::respond(200).json("application/json", &body),
    }
    error PathMatrixError(types::Problem) {
        /// 400: The request is not valid.
        BadRequest(body: types::Problem)
            = runtime::respond(400).json("application/problem+json", &body)
            => fn bad_request() [400] Self::BadRequest,
    }
    handler path_matrix() else |service, refusal| {
        400 => BadRequest(service.refused_as_problem(refusal)?),
    }
}

runtime::operation! {
    /// `GET /styles/matrix-exploded/{word}/{list}/{color}`
    PathMatrixExploded "pathMatrixExploded" = "GET" "/styles/matrix-exploded/{word}/{list}/{color}" (
        word: types::Word = runtime::styled_segment("word", word, runtime::Style::MatrixExploded),
        list: constrained::Words = runtime::styled_segment("list", list, runtime::Style::MatrixExploded),
        color: types::Color = runtime::styled_segment("color", color, runtime::Style::MatrixExploded),
    );
    refusals PathParameter 400;

    request PathMatrixExplodedRequest: Clone(parts) {
        pub word: types::Word = parts.styled_path("word", runtime::Style::MatrixExploded, runtime::Shape::String)?,
        pub list: constrained::Words = parts
            .styled_path(
                "list",
                runtime::Style::MatrixExploded,
                runtime::Shape::List(&runtime::Shape::String),
            )?,
        pub color: types::Color = parts
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
    }
    success PathMatrixExplodedSuccess {
        /// 200: What was read.
        Ok(body: ::serde_json::Value) = runtime::respond(200).json("application/json", &body),
    }
    error PathMatrixExplodedError(types::Problem) {
        /// 400: The request is not valid.
        BadRequest(body: types::Problem)
            = runtime::respond(400).json("application/problem+json", &body)
            => fn bad_request() [400] Self::BadRequest,
    }
    handler path_matrix_exploded() else |service, refusal| {
        400 => BadRequest(service.refused_as_problem(refusal)?),
    }
}

runtime::operation! {
    /// `GET /styles/query`
    QueryStyles "queryStyles" = "GET" "/styles/query" ();
    refusals Parameter 400;

    request QueryStylesRequest: Clone(parts) {
        pub form: Option<constrained::Words> = parts
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
        pub form_color: Option<types::Color> = parts
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
        pub many: Option<constrained::Words> = parts
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
        pub color: Option<types::Color> = parts
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
        pub space: Option<constrained::Words> = parts
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
        pub space_color: Option<types::Color> = parts
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
        pub pipe: Option<constrained::Words> = parts
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
        pub pipe_color: Option<types::Color> = parts
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
        pub deep: Option<types::Filter> = parts
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
        pub json: Option<types::Filter> = parts
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
        pub text: Option<types::QueryStylesText> = parts.query("text", runtime::Shape::String)?,
        pub blank: Option<i64> = if parts.has_empty("blank") { None } else { parts.query("blank", runtime::Shape::Integer)? },
        pub reserved: Option<String> = parts.query("reserved", runtime::Shape::String)?,
        pub either: Option<types::QueryStylesEither> = parts
            .styled_query(
                "either",
                runtime::Style::DeepObject,
                runtime::Shape::Either(
                    &[
                        runtime::Shape::Object(&[("from", runtime::Shape::Integer)], None),
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
    }
    success QueryStylesSuccess {
        /// 200: What was read.
        Ok(body: ::serde_json::Value) = runtime::respond(200).json("application/json", &body),
    }
    error QueryStylesError(types::Problem) {
        /// 400: The request is not valid.
        BadRequest(body: types::Problem)
            = runtime::respond(400).json("application/problem+json", &body)
            => fn bad_request() [400] Self::BadRequest,
    }
    handler query_styles() else |service, refusal| {
        400 => BadRequest(service.refused_as_problem(refusal)?),
    }
}

runtime::operation! {
    /// `GET /styles/free`
    FreeStyles "freeStyles" = "GET" "/styles/free" ();
    refusals Parameter 400;

    request FreeStylesRequest: Clone(parts) {
        pub known: String = runtime::required(parts.query("known", runtime::Shape::String)?, "query", "known")?,
        pub free: Option<::std::collections::HashMap<String, i64>> = parts
            .styled_query(
                "free",
                runtime::Style::FormExploded,
                runtime::Shape::Object(&[], Some(&runtime::Shape::Integer)),
                &["known"],
            )?,
    }
    success FreeStylesSuccess {
        /// 200: What was read.
        Ok(body: ::serde_json::Value) = runtime::respond(200).json("application/json", &body),
    }
    error FreeStylesError(types::Problem) {
        /// 400: The request is not valid.
        BadRequest(body: types::Problem)
            = runtime::respond(400).json("application/problem+json", &body)
            => fn bad_request() [400] Self::BadRequest,
    }
    handler free_styles() else |service, refusal| {
        400 => BadRequest(service.refused_as_problem(refusal)?),
    }
}

runtime::operation! {
    /// `GET /styles/same/{name}`
    SameName "sameName" = "GET" "/styles/same/{name}" (
        name: types::Color = runtime::styled_segment("name", name, runtime::Style::Json),
    );
    refusals PathParameter 400, Parameter 400;

    request SameNameRequest: Clone(parts) {
        pub name: types::Color = parts
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
        pub name2: Option<String> = parts.query("name", runtime::Shape::String)?,
    }
    success SameNameSuccess {
        /// 200: What was read.
        Ok(body: ::serde_json::Value) = runtime::respond(200).json("application/json", &body),
    }
    error SameNameError(types::Problem) {
        /// 400: The request is not valid.
        BadRequest(body: types::Problem)
            = runtime::respond(400).json("application/problem+json", &body)
            => fn bad_request() [400] Self::BadRequest,
    }
    handler same_name() else |service, refusal| {
        400 => BadRequest(service.refused_as_problem(refusal)?),
    }
}

runtime::operation! {
    /// `GET /styles/header`
    HeaderStyles "headerStyles" = "GET" "/styles/header" ();
    refusals Parameter 400;

    request HeaderStylesRequest: Clone(parts) {
        pub x_list: Option<constrained::Words> = parts
            .styled_header(
                "X-List",
                runtime::Style::Simple,
                runtime::Shape::List(&runtime::Shape::String),
            )?,
        pub x_color: Option<types::Color> = parts
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
        pub x_exploded: Option<types::Color> = parts
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
        pub x_json: Option<types::Filter> = parts
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
    }
    success HeaderStylesSuccess {
        /// 200: What was read, in the same headers.
        Ok { x_list: Option<constrained::Words>, x_color: Option<types::Color>, x_exploded: Option<types::Color>, x_json: Option<types::Filter> } = runtime::respond(200)
            .header("x-list", x_list.as_ref())?
            .header("x-color", x_color.as_ref())?
            .styled_header("x-exploded", x_exploded.as_ref(), runtime::Style::SimpleExploded)?
            .styled_header("x-json", x_json.as_ref(), runtime::Style::Json)?
            .empty(),
    }
    error HeaderStylesError(types::Problem) {
        /// 400: The request is not valid.
        BadRequest(body: types::Problem)
            = runtime::respond(400).json("application/problem+json", &body)
            => fn bad_request() [400] Self::BadRequest,
    }
    handler header_styles() else |service, refusal| {
        400 => BadRequest(service.refused_as_problem(refusal)?),
    }
}

runtime::operation! {
    /// `GET /styles/cookie`
    CookieStyles "cookieStyles" = "GET" "/styles/cookie" ();
    refusals Parameter 400;

    request CookieStylesRequest: Clone(parts) {
        pub list: Option<constrained::Words> = parts.styled_cookie("list", runtime::Style::Form, runtime::Shape::List(&runtime::Shape::String))?,
        pub color: Option<types::Color> = parts
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
        pub exploded: Option<types::Color> = parts
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
        pub json: Option<types::Filter> = parts
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
    }
    success CookieStylesSuccess {
        /// 200: What was read.
        Ok(body: ::serde_json::Value) = runtime::respond(200).json("application/json", &body),
    }
    error CookieStylesError(types::Problem) {
        /// 400: The request is not valid.
        BadRequest(body: types::Problem)
            = runtime::respond(400).json("application/problem+json", &body)
            => fn bad_request() [400] Self::BadRequest,
    }
    handler cookie_styles() else |service, refusal| {
        400 => BadRequest(service.refused_as_problem(refusal)?),
    }
}

runtime::operation! {
    /// `POST /searches`
    PostSearch "postSearch" = "POST" "/searches" ();
    refusals MediaType 400, BodyTooLarge 400, Body 400;

    request PostSearchRequest: Clone(parts, body) {
        check parts.choose_media_type(&["application/x-www-form-urlencoded"])?;
        pub body: types::PostSearchBody = runtime::form_body(
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
    }
    success PostSearchSuccess {
        /// 200: What was read, as a form.
        Ok(body: ::serde_json::Map<String, ::serde_json::Value>)
            = runtime::respond(200).form("application/x-www-form-urlencoded", &body),
    }
    error PostSearchError(types::Problem) {
        /// 400: The request is not valid.
        BadRequest(body: types::Problem)
            = runtime::respond(400).json("application/problem+json", &body)
            => fn bad_request() [400] Self::BadRequest,
    }
    handler post_search() else |service, refusal| {
        400 => BadRequest(service.refused_as_problem(refusal)?),
    }
}

runtime::operation! {
    /// `POST /uploads`
    PostUpload "postUpload" = "POST" "/uploads" ();
    refusals MediaType 400, BodyTooLarge 400, Body 400;

    request PostUploadRequest: Clone(parts, body) {
        check parts.choose_media_type(&["multipart/form-data"])?;
        pub body: types::PostUploadBody = runtime::multipart_body(
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
    }
    success PostUploadSuccess {
        /// 200: What was read.
        Ok(body: ::serde_json::Value) = runtime::respond(200).json("application/json", &body),
    }
    error PostUploadError(types::Problem) from BodyError {
        /// 400: The request is not valid.
        BadRequest(body: types::Problem)
            = runtime::respond(400).json("application/problem+json", &body)
            => fn bad_request() [400] Self::BadRequest,
    }
    handler post_upload() else |service, refusal| {
        400 => BadRequest(service.refused_as_problem(refusal)?),
    }
}

runtime::operation! {
    /// `POST /uploads/plain`
    PostFields "postFields" = "POST" "/uploads/plain" ();
    refusals MediaType 400, BodyTooLarge 400, Body 400;

    request PostFieldsRequest: Clone(parts, body) {
        check parts.choose_media_type(&["multipart/form-data"])?;
        pub body: types::Order = runtime::multipart_body(
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
    }
    success PostFieldsSuccess {
        /// 200: What was read.
        Ok(body: ::serde_json::Value) = runtime::respond(200).json("application/json", &body),
    }
    error PostFieldsError(types::Problem) from BodyError {
        /// 400: The request is not valid.
        BadRequest(body: types::Problem)
            = runtime::respond(400).json("application/problem+json", &body)
            => fn bad_request() [400] Self::BadRequest,
    }
    handler post_fields() else |service, refusal| {
        400 => BadRequest(service.refused_as_problem(refusal)?),
    }
}

runtime::operation! {
    /// `POST /uploads/related`
    PostRelated "postRelated" = "POST" "/uploads/related" ();
    refusals MediaType 400, BodyTooLarge 400, Body 400;

    request PostRelatedRequest: Clone(parts, body) {
        check parts.choose_media_type(&["multipart/related"])?;
        pub body: types::PostRelatedBody = runtime::multipart_body(
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
    }
    success PostRelatedSuccess {
        /// 200: What was read.
        Ok(body: ::serde_json::Value) = runtime::respond(200).json("application/json", &body),
    }
    error PostRelatedError(types::Problem) from BodyError {
        /// 400: The request is not valid.
        BadRequest(body: types::Problem)
            = runtime::respond(400).json("application/problem+json", &body)
            => fn bad_request() [400] Self::BadRequest,
    }
    handler post_related() else |service, refusal| {
        400 => BadRequest(service.refused_as_problem(refusal)?),
    }
}

runtime::operation! {
    /// `POST /uploads/parts`
    PostParts "postParts" = "POST" "/uploads/parts" ();
    refusals MediaType 400, BodyTooLarge 400, Body 400;

    request PostPartsRequest: Clone(parts, body) {
        pub body: Option<Vec<runtime::BodyPart>> = match body.if_any().await? {
            Some(body) => {
                parts.choose_media_type(&["multipart/mixed"])?;
                Some(runtime::body_parts(parts, body).await?)
            }
            None => None,
        },
    }
    success PostPartsSuccess {
        /// 200: The same parts.
        Ok(body: runtime::Media) = runtime::respond(200).media("multipart/mixed", body),
    }
    error PostPartsError(types::Problem) from BodyError {
        /// 400: The request is not valid.
        BadRequest(body: types::Problem)
            = runtime::respond(400).json("application/problem+json", &body)
            => fn bad_request() [400] Self::BadRequest,
    }
    handler post_parts() else |service, refusal| {
        400 => BadRequest(service.refused_as_problem(refusal)?),
    }
}

runtime::operation! {
    /// `POST /media`
    PostMedia "postMedia" = "POST" "/media" ();
    refusals MediaType 400, BodyTooLarge 400, Body 400;

    request PostMediaRequest(parts, body) {
        pub body: PostMediaBody = match parts
            .choose_media_type(&["application/json", "multipart/form-data", "image/*"])?
        {
            0 => PostMediaBody::ApplicationJson(runtime::json_body(&body.whole().await?)?),
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
    }
    success PostMediaSuccess {
        /// 200: The same.
        Ok(body: runtime::Media) = runtime::respond(200).media("image/*", body),
    }
    error PostMediaError(types::Problem) from BodyError {
        /// 400: The request is not valid.
        BadRequest(body: types::Problem)
            = runtime::respond(400).json("application/problem+json", &body)
            => fn bad_request() [400] Self::BadRequest,
    }
    handler post_media() else |service, refusal| {
        400 => BadRequest(service.refused_as_problem(refusal)?),
    }
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

runtime::operation! {
    /// `GET /streams/bytes`
    Download "download" = "GET" "/streams/bytes" ();
    refusals Parameter 400;

    request DownloadRequest: Clone(parts) {
        pub bytes: u64 = runtime::required(parts.query("bytes", runtime::Shape::Integer)?, "query", "bytes")?,
        pub says: bool = runtime::or_default(parts.query("says", runtime::Shape::Boolean)?, "false")?,
        pub fails: bool = runtime::or_default(parts.query("fails", runtime::Shape::Boolean)?, "false")?,
    }
    success DownloadSuccess {
        /// 200: So many bytes.
        Ok(body: runtime::ByteStream) = runtime::respond(200).bytes("application/octet-stream", body),
    }
    error DownloadError(types::Problem) {
        /// 400: The request is not valid.
        BadRequest(body: types::Problem)
            = runtime::respond(400).json("application/problem+json", &body)
            => fn bad_request() [400] Self::BadRequest,
    }
    handler download() else |service, refusal| {
        400 => BadRequest(service.refused_as_problem(refusal)?),
    }
}

runtime::operation! {
    /// `PUT /streams/bytes`
    Upload "upload" = "PUT" "/streams/bytes" ();
    refusals Parameter 400, MediaType 400, BodyTooLarge 413, Body 400;

    request UploadRequest(parts, body) {
        check parts.choose_media_type(&["application/octet-stream"])?;
        pub reads: Option<u64> = parts.query("reads", runtime::Shape::Integer)?,
        pub body: runtime::ByteStream = body.stream()?,
    }
    success UploadSuccess {
        /// 200: How many bytes came.
        Ok(body: i64) = runtime::respond(200).json("application/json", &body),
    }
    error UploadError(types::Problem) from BodyError {
        /// 400: The request is not valid.
        BadRequest(body: types::Problem)
            = runtime::respond(400).json("application/problem+json", &body)
            => fn bad_request() [400] Self::BadRequest,
        /// 413: The request is not valid.
        PayloadTooLarge(body: types::Problem)
            = runtime::respond(413).json("application/problem+json", &body)
            => fn payload_too_large() [413] Self::PayloadTooLarge,
    }
    handler upload() else |service, refusal| {
        400 => BadRequest(service.refused_as_problem(refusal)?),
        413 => PayloadTooLarge(service.refused_as_problem(refusal)?),
    }
}

runtime::operation! {
    /// `POST /streams/bytes`
    Pass "pass" = "POST" "/streams/bytes" ();

    request PassRequest(parts, body) {
        pub body: Option<PassBody> = match body.if_any().await? {
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
                        0 => PassBody::ApplicationJson(runtime::json_body(&body.whole().await?)?),
                        1 => PassBody::ApplicationOctetStream(body.stream()?),
                        _ => PassBody::TextEventStream(body.stream()?),
                    },
                )
            }
            None => None,
        },
    }
    success PassSuccess {
        /// 200: The same, while it comes.
        Ok(body: runtime::Media) = runtime::respond(200).media("*/*", body),
    }
    error PassError(()) from BodyError {}
    handler pass()
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

runtime::operation! {
    /// `POST /streams/parts`
    UploadParts "uploadParts" = "POST" "/streams/parts" ();
    refusals MediaType 400, BodyTooLarge 413, Body 400;

    request UploadPartsRequest: Clone(parts, body) {
        check parts.choose_media_type(&["multipart/form-data"])?;
        pub body: types::UploadPartsBody = runtime::multipart_body(
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
    }
    success UploadPartsSuccess {
        /// 200: How many bytes came.
        Ok(body: i64) = runtime::respond(200).json("application/json", &body),
    }
    error UploadPartsError(types::Problem) from BodyError {
        /// 400: The request is not valid.
        BadRequest(body: types::Problem)
            = runtime::respond(400).json("application/problem+json", &body)
            => fn bad_request() [400] Self::BadRequest,
        /// 413: The request is not valid.
        PayloadTooLarge(body: types::Problem)
            = runtime::respond(413).json("application/problem+json", &body)
            => fn payload_too_large() [413] Self::PayloadTooLarge,
    }
    handler upload_parts() else |service, refusal| {
        400 => BadRequest(service.refused_as_problem(refusal)?),
        413 => PayloadTooLarge(service.refused_as_problem(refusal)?),
    }
}

runtime::operation! {
    /// `GET /streams/events`
    Watch "watch" = "GET" "/streams/events" ();
    refusals Parameter 400;

    request WatchRequest: Clone(parts) {
        pub last_event_id: Option<String> = parts.header("Last-Event-ID", runtime::Shape::String)?,
        pub hostile: bool = runtime::or_default(parts.query("hostile", runtime::Shape::Boolean)?, "false")?,
        pub endless: bool = runtime::or_default(parts.query("endless", runtime::Shape::Boolean)?, "false")?,
    }
    success WatchSuccess {
        /// 200: What happens.
        Ok(body: runtime::Events) = runtime::respond(200).events("text/event-stream", body),
    }
    error WatchError(types::Problem) {
        /// 400: The request is not valid.
        BadRequest(body: types::Problem)
            = runtime::respond(400).json("application/problem+json", &body)
            => fn bad_request() [400] Self::BadRequest,
    }
    handler watch() else |service, refusal| {
        400 => BadRequest(service.refused_as_problem(refusal)?),
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
