//! What the layer refuses by itself, and what goes wrong without a fault of
//! the caller.

use std::fmt;

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
    PathParameter,
    /// A query, header or cookie parameter.
    Parameter,
    MediaType,
    BodyTooLarge,
    Body,
}

impl Refusal {
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

    pub fn kind(&self) -> RefusalKind {
        self.kind
    }

    /// What is wrong with the request; for the caller.
    pub fn detail(&self) -> &str {
        &self.detail
    }

    /// The value of `WWW-Authenticate`: the challenges in one list.
    pub fn challenge(&self) -> String {
        self.challenges.join(", ")
    }

    /// The refusal as a problem (RFC 9457) of the contract's own type.
    pub fn problem<T: DeserializeOwned>(&self, status: u16) -> Result<T, Unexpected> {
        problem(status, Some(&self.detail))
    }
}

/// A problem (RFC 9457) of the contract's own type.
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

/// What goes wrong without a fault of the caller. It is answered with the
/// operation's own response for the status 500, where the contract has one, or
/// else with the id of the request, and never with details; the cause goes to
/// the log only.
pub struct Unexpected {
    cause: Box<dyn std::error::Error + Send + Sync>,
    status: StatusCode,
}

impl Unexpected {
    pub fn new(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Unexpected {
            cause: cause.into(),
            status: StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What is still to be written: 501 (RFC 9110, section 15.6.2).
    pub fn not_implemented() -> Self {
        Unexpected {
            cause: "not implemented".into(),
            status: StatusCode::NOT_IMPLEMENTED,
        }
    }

    /// 500 or 501.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// What happened, for the log.
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
