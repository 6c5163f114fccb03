//! What the layer refuses by itself, and what goes wrong without a fault of
//! the caller. Which response either becomes is for the generated code to say.

use std::fmt;
use std::time::Duration;

use http::StatusCode;
use serde::de::DeserializeOwned;
use serde_json::json;

/// A request that does not reach its handler. The generated code turns it into
/// the operation's own documented response, where the contract has a fitting
/// one.
#[derive(Debug)]
pub struct Refusal {
    kind: RefusalKind,
    detail: String,
    challenges: Vec<String>,
    reason: Option<String>,
}

/// Which part of a request is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusalKind {
    /// Credentials are missing or not valid.
    Credentials,
    /// A parameter of the path.
    PathParameter,
    /// A query, header or cookie parameter.
    Parameter,
    /// The body is of a media type that the contract does not have (415; RFC
    /// 9110, section 15.5.16).
    MediaType,
    /// The body has more bytes than the server reads (413; RFC 9110, section
    /// 15.5.14).
    BodyTooLarge,
    /// The body cannot be read, or is not valid against its schema.
    Body,
}

impl Refusal {
    /// `detail` tells the caller what is wrong with the request.
    pub fn new(kind: RefusalKind, detail: impl Into<String>) -> Self {
        Refusal {
            kind,
            detail: detail.into(),
            challenges: Vec::new(),
            reason: None,
        }
    }

    /// Credentials that are missing or not valid. `challenges` are the values
    /// of `WWW-Authenticate` (RFC 9110, section 11.6.1).
    pub fn unauthenticated(detail: impl Into<String>, challenges: Vec<String>) -> Self {
        Refusal {
            kind: RefusalKind::Credentials,
            detail: detail.into(),
            challenges,
            reason: None,
        }
    }

    /// Adds what the log may know and the caller may not.
    pub fn because(mut self, reason: impl Into<String>) -> Self {
        self.reason = Some(reason.into());
        self
    }

    /// Why the request is refused; for the log.
    pub fn reason(&self) -> &str {
        self.reason.as_deref().unwrap_or(&self.detail)
    }

    /// Which part of the request is refused.
    pub fn kind(&self) -> RefusalKind {
        self.kind
    }

    /// What is wrong with the request; for the caller.
    pub fn detail(&self) -> &str {
        &self.detail
    }

    /// The value of `WWW-Authenticate`: the challenges in one list (RFC 9110,
    /// section 11.6.1). Empty when there are none.
    pub fn challenge(&self) -> String {
        self.challenges.join(", ")
    }

    /// The refusal as a problem (RFC 9457) of the contract's own type.
    ///
    /// # Errors
    /// When the contract's type is no such problem.
    pub fn problem<T: DeserializeOwned>(&self, status: u16) -> Result<T, Unexpected> {
        problem(status, Some(&self.detail))
    }
}

/// A problem (RFC 9457, section 3.1) of the contract's own type: `type`, `title`,
/// `status`, and `detail` where there is one.
///
/// # Errors
/// When the contract's type is no such problem.
pub fn problem<T: DeserializeOwned>(status: u16, detail: Option<&str>) -> Result<T, Unexpected> {
    let title = StatusCode::from_u16(status)
        .ok()
        .and_then(|status| status.canonical_reason())
        .unwrap_or("Error");
    let mut body = json!({ "type": "about:blank", "title": title, "status": status });
    if let Some(detail) = detail {
        body["detail"] = detail.into();
    }
    serde_json::from_value(body).map_err(Unexpected::new)
}

/// What goes wrong without a fault of the caller. The response is the
/// operation's own for the status 500, where the contract has one, or else holds
/// the id of the request, and never details; the cause goes to the log only.
pub struct Unexpected {
    cause: Box<dyn std::error::Error + Send + Sync>,
    status: StatusCode,
    retry_after: Option<Duration>,
}

impl Unexpected {
    /// 500 Internal Server Error (RFC 9110, section 15.6.1), because of `cause`.
    pub fn new(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Unexpected {
            cause: cause.into(),
            status: StatusCode::INTERNAL_SERVER_ERROR,
            retry_after: None,
        }
    }

    /// What is still to be written: 501 (RFC 9110, section 15.6.2).
    pub fn not_implemented() -> Self {
        Unexpected {
            cause: "not implemented".into(),
            status: StatusCode::NOT_IMPLEMENTED,
            retry_after: None,
        }
    }

    /// What passes: 503 Service Unavailable (RFC 9110, section 15.6.4), because of `cause`. It is
    /// worth trying again after `retry_after`, which `Retry-After` tells in whole seconds (RFC 9110,
    /// section 10.2.3).
    pub fn unavailable(
        cause: impl Into<Box<dyn std::error::Error + Send + Sync>>,
        retry_after: Duration,
    ) -> Self {
        Unexpected {
            cause: cause.into(),
            status: StatusCode::SERVICE_UNAVAILABLE,
            retry_after: Some(retry_after),
        }
    }

    /// When it is worth trying again, where that is known.
    pub fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }

    /// 500, 501 or 503.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// What happened, with the causes of the cause, for the log.
    pub fn cause(&self) -> String {
        let mut text = self.cause.to_string();
        let mut source = self.cause.source();
        while let Some(error) = source {
            text.push_str(": ");
            text.push_str(&error.to_string());
            source = error.source();
        }
        text
    }
}

impl fmt::Debug for Unexpected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Unexpected").field(&self.cause).finish()
    }
}

impl From<Refusal> for Unexpected {
    fn from(refusal: Refusal) -> Self {
        Unexpected::new(format!(
            "refused ({:?}), and the contract has no response for it: {}",
            refusal.kind, refusal.detail
        ))
    }
}
