//! What the front answers by itself: requests that no operation is there for, or that HTTP does not
//! allow.

use http::header::{ALLOW, CONTENT_TYPE};
use http::{HeaderValue, Response, StatusCode};
use serde_json::json;

/// A request that reaches no operation, and why.
#[derive(Clone, Debug)]
pub struct Unrouted {
    status: StatusCode,
    detail: String,
    allow: Vec<String>,
}

impl Unrouted {
    pub(super) fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Unrouted {
            status,
            detail: detail.into(),
            allow: Vec::new(),
        }
    }

    pub(super) fn not_allowed(method: &str, allow: Vec<String>) -> Self {
        Unrouted {
            allow,
            ..Self::new(
                StatusCode::METHOD_NOT_ALLOWED,
                format!("There is no method {method} here."),
            )
        }
    }

    /// Its status: 400, 404, 405, 408, 413, 414, 431 or 503.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// What is wrong with the request; for the caller.
    pub fn detail(&self) -> &str {
        &self.detail
    }

    /// As a problem (RFC 9457, section 3.1), of the type `about:blank`.
    pub fn problem(&self) -> Response<dropshot::Body> {
        let body = json!({
            "type": "about:blank",
            "title": self.status.canonical_reason().unwrap_or("Error"),
            "status": self.status.as_u16(),
            "detail": self.detail,
        });
        let mut response = Response::new(body.to_string().into());
        *response.status_mut() = self.status;
        let media_type = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(CONTENT_TYPE, media_type);
        response
    }

    /// The header that a 405 has to carry (RFC 9110, section 15.5.6), on whatever response.
    pub(super) fn with_allow(
        &self,
        mut response: Response<dropshot::Body>,
    ) -> Response<dropshot::Body> {
        if self.status == StatusCode::METHOD_NOT_ALLOWED {
            response.headers_mut().insert(ALLOW, allow(&self.allow));
        }
        response
    }
}

pub(super) fn allow(methods: &[String]) -> HeaderValue {
    HeaderValue::from_str(&methods.join(", ")).unwrap_or(HeaderValue::from_static(""))
}
