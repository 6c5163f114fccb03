// @generated from spec/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! Each operation's request, successes and errors: nothing else can be answered.

#[allow(unused_imports)]
use super::{constrained, runtime, types};

/// `GET /profile/mfa`
///
/// Retrieves the MFA status of the user on whose behalf the request is made.
pub struct GetProfileMfa;

impl GetProfileMfa {
    /// The path of a request.
    pub fn path() -> String {
        "/profile/mfa".to_owned()
    }
}

impl runtime::Operation for GetProfileMfa {
    const ID: &'static str = "GetProfileMfa";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/profile/mfa";
    const ROUTE: &'static str = "/profile/mfa";
    const HAS_REQUEST_BODY: bool = false;
    const SECURITY: &'static [&'static [&'static str]] = &[&["SecretApiKey"], &["JWT"]];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[
        (runtime::RefusalKind::Credentials, 401),
    ];
    type Request = GetProfileMfaRequest;
    type Success = GetProfileMfaSuccess;
    type Error = GetProfileMfaError;
    type ErrorBody = types::Problem;
    async fn request(
        _: &runtime::RequestParts,
        _: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        Ok(GetProfileMfaRequest {})
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
            Self::Error::Unauthorized { www_authenticate, body } => {
                runtime::ResponseBuilder::new(http::StatusCode::UNAUTHORIZED)
                    .header("www-authenticate", Some(&www_authenticate))?
                    .json("application/json", &body)
            }
            Self::Error::Forbidden(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::FORBIDDEN)
                    .json("application/json", &body)
            }
            Self::Error::NotFound(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::NOT_FOUND)
                    .json("application/json", &body)
            }
            Self::Error::ServiceUnavailable { retry_after, body } => {
                runtime::ResponseBuilder::new(http::StatusCode::SERVICE_UNAVAILABLE)
                    .header("retry-after", Some(&retry_after))?
                    .json("application/json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
    }
}

/// The request of `GET /profile/mfa`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct GetProfileMfaRequest {}

/// The successes of `GET /profile/mfa`.
#[derive(Debug)]
pub enum GetProfileMfaSuccess {
    /// 200: The MFA status was retrieved.
    Ok(types::Mfa),
}

/// The errors of `GET /profile/mfa`.
#[derive(Debug)]
pub enum GetProfileMfaError {
    /// 401: The credentials are missing or not valid.
    Unauthorized {
        /// `WWW-Authenticate`: How to authenticate (RFC 9110, section 11.6.1).
        www_authenticate: String,
        body: types::Problem,
    },
    /// 403: The credentials do not permit the request, or the state of the factor does not.
    Forbidden(types::Problem),
    /// 404: The user, or what the request is about, does not exist.
    NotFound(types::Problem),
    /// 503: The request cannot be carried out at this time, and nothing of it was. It may be sent again
    /// after the time that `Retry-After` tells.
    ServiceUnavailable {
        /// `Retry-After`: In how many seconds the request may be tried again.
        retry_after: u64,
        body: types::Problem,
    },
    /// What the contract has no response for: 500, without details.
    Unexpected(runtime::Unexpected),
}

impl GetProfileMfaError {
    /// 401: The credentials are missing or not valid.
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

    /// 403: The credentials do not permit the request, or the state of the factor does not.
    pub fn forbidden(detail: &str) -> Self {
        runtime::problem(403, Some(detail))
            .map_or_else(Self::Unexpected, Self::Forbidden)
    }

    /// 404: The user, or what the request is about, does not exist.
    pub fn not_found(detail: &str) -> Self {
        runtime::problem(404, Some(detail)).map_or_else(Self::Unexpected, Self::NotFound)
    }

    /// 503: The request cannot be carried out at this time, and nothing of it was. It may be sent again
    /// after the time that `Retry-After` tells.
    pub fn service_unavailable(retry_after: u64, detail: &str) -> Self {
        runtime::problem(503, Some(detail))
            .map_or_else(
                Self::Unexpected,
                |body| Self::ServiceUnavailable {
                    retry_after,
                    body,
                },
            )
    }
}

impl From<runtime::Unexpected> for GetProfileMfaError {
    fn from(unexpected: runtime::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

/// `POST /profile/mfa`
///
/// Makes a link that the user follows to enroll a factor, or to verify the
/// one that is enrolled. The link works once, for 10 minutes, and replaces
/// every link made for the user before. The status changes when the link
/// has been followed to its end.
pub struct PostProfileMfa;

impl PostProfileMfa {
    /// The path of a request.
    pub fn path() -> String {
        "/profile/mfa".to_owned()
    }
}

impl runtime::Operation for PostProfileMfa {
    const ID: &'static str = "PostProfileMfa";
    const METHOD: &'static str = "POST";
    const PATH: &'static str = "/profile/mfa";
    const ROUTE: &'static str = "/profile/mfa";
    const HAS_REQUEST_BODY: bool = false;
    const SECURITY: &'static [&'static [&'static str]] = &[&["SecretApiKey"], &["JWT"]];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[
        (runtime::RefusalKind::Credentials, 401),
    ];
    type Request = PostProfileMfaRequest;
    type Success = PostProfileMfaSuccess;
    type Error = PostProfileMfaError;
    type ErrorBody = types::Problem;
    async fn request(
        _: &runtime::RequestParts,
        _: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        Ok(PostProfileMfaRequest {})
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::Created {
                location,
                x_rate_limit_limit,
                x_rate_limit_remaining,
                body,
            } => {
                runtime::ResponseBuilder::new(http::StatusCode::CREATED)
                    .header("location", Some(&location))?
                    .header("x-ratelimit-limit", Some(&x_rate_limit_limit))?
                    .header("x-ratelimit-remaining", Some(&x_rate_limit_remaining))?
                    .json("application/json", &body)
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
            Self::Error::Forbidden(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::FORBIDDEN)
                    .json("application/json", &body)
            }
            Self::Error::NotFound(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::NOT_FOUND)
                    .json("application/json", &body)
            }
            Self::Error::TooManyRequests {
                x_rate_limit_retry_after,
                retry_after,
                body,
            } => {
                runtime::ResponseBuilder::new(http::StatusCode::TOO_MANY_REQUESTS)
                    .header("x-ratelimit-retry-after", Some(&x_rate_limit_retry_after))?
                    .header("retry-after", Some(&retry_after))?
                    .json("application/json", &body)
            }
            Self::Error::ServiceUnavailable { retry_after, body } => {
                runtime::ResponseBuilder::new(http::StatusCode::SERVICE_UNAVAILABLE)
                    .header("retry-after", Some(&retry_after))?
                    .json("application/json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
    }
}

/// The request of `POST /profile/mfa`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct PostProfileMfaRequest {}

/// The successes of `POST /profile/mfa`.
#[derive(Debug)]
pub enum PostProfileMfaSuccess {
    /// 201: The link was made.
    Created {
        /// `Location`: Where the MFA status is read.
        location: String,
        /// `X-RateLimit-Limit`: How many requests other than GET the organization may make in the current window.
        x_rate_limit_limit: u64,
        /// `X-RateLimit-Remaining`: How many of them remain in the current window.
        x_rate_limit_remaining: u64,
        body: types::Mfa,
    },
}

/// The errors of `POST /profile/mfa`.
#[derive(Debug)]
pub enum PostProfileMfaError {
    /// 401: The credentials are missing or not valid.
    Unauthorized {
        /// `WWW-Authenticate`: How to authenticate (RFC 9110, section 11.6.1).
        www_authenticate: String,
        body: types::Problem,
    },
    /// 403: The credentials do not permit the request, or the state of the factor does not.
    Forbidden(types::Problem),
    /// 404: The user, or what the request is about, does not exist.
    NotFound(types::Problem),
    /// 429: The organization has used up its requests of the current window.
    TooManyRequests {
        /// `X-RateLimit-Retry-After`: When the request may be tried again, in seconds since the Unix epoch (UTC).
        x_rate_limit_retry_after: u64,
        /// `Retry-After`: In how many seconds the request may be tried again.
        retry_after: u64,
        body: types::Problem,
    },
    /// 503: The request cannot be carried out at this time, and nothing of it was. It may be sent again
    /// after the time that `Retry-After` tells.
    ServiceUnavailable {
        /// `Retry-After`: In how many seconds the request may be tried again.
        retry_after: u64,
        body: types::Problem,
    },
    /// What the contract has no response for: 500, without details.
    Unexpected(runtime::Unexpected),
}

impl PostProfileMfaError {
    /// 401: The credentials are missing or not valid.
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

    /// 403: The credentials do not permit the request, or the state of the factor does not.
    pub fn forbidden(detail: &str) -> Self {
        runtime::problem(403, Some(detail))
            .map_or_else(Self::Unexpected, Self::Forbidden)
    }

    /// 404: The user, or what the request is about, does not exist.
    pub fn not_found(detail: &str) -> Self {
        runtime::problem(404, Some(detail)).map_or_else(Self::Unexpected, Self::NotFound)
    }

    /// 429: The organization has used up its requests of the current window.
    pub fn too_many_requests(
        x_rate_limit_retry_after: u64,
        retry_after: u64,
        detail: &str,
    ) -> Self {
        runtime::problem(429, Some(detail))
            .map_or_else(
                Self::Unexpected,
                |body| Self::TooManyRequests {
                    x_rate_limit_retry_after,
                    retry_after,
                    body,
                },
            )
    }

    /// 503: The request cannot be carried out at this time, and nothing of it was. It may be sent again
    /// after the time that `Retry-After` tells.
    pub fn service_unavailable(retry_after: u64, detail: &str) -> Self {
        runtime::problem(503, Some(detail))
            .map_or_else(
                Self::Unexpected,
                |body| Self::ServiceUnavailable {
                    retry_after,
                    body,
                },
            )
    }
}

impl From<runtime::Unexpected> for PostProfileMfaError {
    fn from(unexpected: runtime::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

/// `DELETE /profile/mfa`
///
/// Takes the factor of the user away. The latest verification must be at
/// most 10 minutes old. A factor of type `duo` cannot be taken away here.
pub struct DeleteProfileMfa;

impl DeleteProfileMfa {
    /// The path of a request.
    pub fn path() -> String {
        "/profile/mfa".to_owned()
    }
}

impl runtime::Operation for DeleteProfileMfa {
    const ID: &'static str = "DeleteProfileMfa";
    const METHOD: &'static str = "DELETE";
    const PATH: &'static str = "/profile/mfa";
    const ROUTE: &'static str = "/profile/mfa";
    const HAS_REQUEST_BODY: bool = false;
    const SECURITY: &'static [&'static [&'static str]] = &[&["SecretApiKey"], &["JWT"]];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[
        (runtime::RefusalKind::Credentials, 401),
    ];
    type Request = DeleteProfileMfaRequest;
    type Success = DeleteProfileMfaSuccess;
    type Error = DeleteProfileMfaError;
    type ErrorBody = types::Problem;
    async fn request(
        _: &runtime::RequestParts,
        _: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        Ok(DeleteProfileMfaRequest {})
    }

    fn success(
        success: Self::Success,
    ) -> Result<http::Response<dropshot::Body>, runtime::Unexpected> {
        match success {
            Self::Success::NoContent { x_rate_limit_limit, x_rate_limit_remaining } => {
                runtime::ResponseBuilder::new(http::StatusCode::NO_CONTENT)
                    .header("x-ratelimit-limit", Some(&x_rate_limit_limit))?
                    .header("x-ratelimit-remaining", Some(&x_rate_limit_remaining))?
                    .empty()
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
            Self::Error::Forbidden(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::FORBIDDEN)
                    .json("application/json", &body)
            }
            Self::Error::NotFound(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::NOT_FOUND)
                    .json("application/json", &body)
            }
            Self::Error::TooManyRequests {
                x_rate_limit_retry_after,
                retry_after,
                body,
            } => {
                runtime::ResponseBuilder::new(http::StatusCode::TOO_MANY_REQUESTS)
                    .header("x-ratelimit-retry-after", Some(&x_rate_limit_retry_after))?
                    .header("retry-after", Some(&retry_after))?
                    .json("application/json", &body)
            }
            Self::Error::ServiceUnavailable { retry_after, body } => {
                runtime::ResponseBuilder::new(http::StatusCode::SERVICE_UNAVAILABLE)
                    .header("retry-after", Some(&retry_after))?
                    .json("application/json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
    }
}

/// The request of `DELETE /profile/mfa`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct DeleteProfileMfaRequest {}

/// The successes of `DELETE /profile/mfa`.
#[derive(Debug)]
pub enum DeleteProfileMfaSuccess {
    /// 204: The factor was taken away.
    NoContent {
        /// `X-RateLimit-Limit`: How many requests other than GET the organization may make in the current window.
        x_rate_limit_limit: u64,
        /// `X-RateLimit-Remaining`: How many of them remain in the current window.
        x_rate_limit_remaining: u64,
    },
}

/// The errors of `DELETE /profile/mfa`.
#[derive(Debug)]
pub enum DeleteProfileMfaError {
    /// 401: The credentials are missing or not valid.
    Unauthorized {
        /// `WWW-Authenticate`: How to authenticate (RFC 9110, section 11.6.1).
        www_authenticate: String,
        body: types::Problem,
    },
    /// 403: The credentials do not permit the request, or the state of the factor does not.
    Forbidden(types::Problem),
    /// 404: The user, or what the request is about, does not exist.
    NotFound(types::Problem),
    /// 429: The organization has used up its requests of the current window.
    TooManyRequests {
        /// `X-RateLimit-Retry-After`: When the request may be tried again, in seconds since the Unix epoch (UTC).
        x_rate_limit_retry_after: u64,
        /// `Retry-After`: In how many seconds the request may be tried again.
        retry_after: u64,
        body: types::Problem,
    },
    /// 503: The request cannot be carried out at this time, and nothing of it was. It may be sent again
    /// after the time that `Retry-After` tells.
    ServiceUnavailable {
        /// `Retry-After`: In how many seconds the request may be tried again.
        retry_after: u64,
        body: types::Problem,
    },
    /// What the contract has no response for: 500, without details.
    Unexpected(runtime::Unexpected),
}

impl DeleteProfileMfaError {
    /// 401: The credentials are missing or not valid.
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

    /// 403: The credentials do not permit the request, or the state of the factor does not.
    pub fn forbidden(detail: &str) -> Self {
        runtime::problem(403, Some(detail))
            .map_or_else(Self::Unexpected, Self::Forbidden)
    }

    /// 404: The user, or what the request is about, does not exist.
    pub fn not_found(detail: &str) -> Self {
        runtime::problem(404, Some(detail)).map_or_else(Self::Unexpected, Self::NotFound)
    }

    /// 429: The organization has used up its requests of the current window.
    pub fn too_many_requests(
        x_rate_limit_retry_after: u64,
        retry_after: u64,
        detail: &str,
    ) -> Self {
        runtime::problem(429, Some(detail))
            .map_or_else(
                Self::Unexpected,
                |body| Self::TooManyRequests {
                    x_rate_limit_retry_after,
                    retry_after,
                    body,
                },
            )
    }

    /// 503: The request cannot be carried out at this time, and nothing of it was. It may be sent again
    /// after the time that `Retry-After` tells.
    pub fn service_unavailable(retry_after: u64, detail: &str) -> Self {
        runtime::problem(503, Some(detail))
            .map_or_else(
                Self::Unexpected,
                |body| Self::ServiceUnavailable {
                    retry_after,
                    body,
                },
            )
    }
}

impl From<runtime::Unexpected> for DeleteProfileMfaError {
    fn from(unexpected: runtime::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

/// `GET /users/{id}/mfa`
///
/// Retrieves the MFA status of a user of the caller's organization. Without
/// the permission to read others, only the caller's own id is answered.
pub struct GetUserMfa;

impl GetUserMfa {
    /// The path of a request.
    pub fn path(id: &types::UserId) -> String {
        format!("/users/{}/mfa", runtime::path_segment(id))
    }
}

impl runtime::Operation for GetUserMfa {
    const ID: &'static str = "GetUserMfa";
    const METHOD: &'static str = "GET";
    const PATH: &'static str = "/users/{id}/mfa";
    const ROUTE: &'static str = "/users/{id}/mfa";
    const HAS_REQUEST_BODY: bool = false;
    const SECURITY: &'static [&'static [&'static str]] = &[&["SecretApiKey"], &["JWT"]];
    const REFUSALS: &'static [(runtime::RefusalKind, u16)] = &[
        (runtime::RefusalKind::Credentials, 401),
        (runtime::RefusalKind::PathParameter, 404),
    ];
    type Request = GetUserMfaRequest;
    type Success = GetUserMfaSuccess;
    type Error = GetUserMfaError;
    type ErrorBody = types::Problem;
    async fn request(
        parts: &runtime::RequestParts,
        _: runtime::RequestBody,
    ) -> Result<Self::Request, runtime::Refusal> {
        Ok(GetUserMfaRequest {
            id: parts.path("id", runtime::Shape::String)?,
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
            Self::Error::Unauthorized { www_authenticate, body } => {
                runtime::ResponseBuilder::new(http::StatusCode::UNAUTHORIZED)
                    .header("www-authenticate", Some(&www_authenticate))?
                    .json("application/json", &body)
            }
            Self::Error::Forbidden(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::FORBIDDEN)
                    .json("application/json", &body)
            }
            Self::Error::NotFound(body) => {
                runtime::ResponseBuilder::new(http::StatusCode::NOT_FOUND)
                    .json("application/json", &body)
            }
            Self::Error::ServiceUnavailable { retry_after, body } => {
                runtime::ResponseBuilder::new(http::StatusCode::SERVICE_UNAVAILABLE)
                    .header("retry-after", Some(&retry_after))?
                    .json("application/json", &body)
            }
            Self::Error::Unexpected(unexpected) => Err(unexpected),
        }
    }

    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
    }
}

/// The request of `GET /users/{id}/mfa`, valid against its schemas.
#[derive(Clone, Debug)]
pub struct GetUserMfaRequest {
    /// Identifier of the user.
    pub id: types::UserId,
}

/// The successes of `GET /users/{id}/mfa`.
#[derive(Debug)]
pub enum GetUserMfaSuccess {
    /// 200: The MFA status was retrieved.
    Ok(types::Mfa),
}

/// The errors of `GET /users/{id}/mfa`.
#[derive(Debug)]
pub enum GetUserMfaError {
    /// 401: The credentials are missing or not valid.
    Unauthorized {
        /// `WWW-Authenticate`: How to authenticate (RFC 9110, section 11.6.1).
        www_authenticate: String,
        body: types::Problem,
    },
    /// 403: The credentials do not permit the request, or the state of the factor does not.
    Forbidden(types::Problem),
    /// 404: The user, or what the request is about, does not exist.
    NotFound(types::Problem),
    /// 503: The request cannot be carried out at this time, and nothing of it was. It may be sent again
    /// after the time that `Retry-After` tells.
    ServiceUnavailable {
        /// `Retry-After`: In how many seconds the request may be tried again.
        retry_after: u64,
        body: types::Problem,
    },
    /// What the contract has no response for: 500, without details.
    Unexpected(runtime::Unexpected),
}

impl GetUserMfaError {
    /// 401: The credentials are missing or not valid.
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

    /// 403: The credentials do not permit the request, or the state of the factor does not.
    pub fn forbidden(detail: &str) -> Self {
        runtime::problem(403, Some(detail))
            .map_or_else(Self::Unexpected, Self::Forbidden)
    }

    /// 404: The user, or what the request is about, does not exist.
    pub fn not_found(detail: &str) -> Self {
        runtime::problem(404, Some(detail)).map_or_else(Self::Unexpected, Self::NotFound)
    }

    /// 503: The request cannot be carried out at this time, and nothing of it was. It may be sent again
    /// after the time that `Retry-After` tells.
    pub fn service_unavailable(retry_after: u64, detail: &str) -> Self {
        runtime::problem(503, Some(detail))
            .map_or_else(
                Self::Unexpected,
                |body| Self::ServiceUnavailable {
                    retry_after,
                    body,
                },
            )
    }
}

impl From<runtime::Unexpected> for GetUserMfaError {
    fn from(unexpected: runtime::Unexpected) -> Self {
        Self::Unexpected(unexpected)
    }
}

impl runtime::Component for types::Problem {
    const NAME: &'static str = "Problem";
    fn emitted() -> &'static runtime::Emitted {
        &super::EMITTED
    }
}
