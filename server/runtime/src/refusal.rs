//! What the layer refuses by itself, and what goes wrong without a fault of
//! the caller. Which response either becomes is for the generated code to say, and how it is told
//! for the server.

use std::fmt;
use std::time::Duration;

use http::StatusCode;
use serde::de::DeserializeOwned;
use serde_json::json;

use super::media::Media;
use super::request::Exchange;
use super::response::StatusRange;

/// A request that is not carried out. It becomes the operation's own documented
/// error: the contract says with which status, and the server in which words,
/// by the functions `refused_as_…` of the generated trait `Api`.
#[derive(Debug)]
pub struct Refusal(Box<Told>);

/// What a refusal says. Most functions of this runtime may refuse, and results are small.
#[derive(Debug)]
struct Told {
    kind: RefusalKind,
    status: StatusCode,
    operation: &'static str,
    request_id: String,
    detail: String,
    challenges: Vec<String>,
    reason: Option<String>,
    retry_after: Option<Duration>,
}

/// What is refused: a part of a request, or all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusalKind {
    /// Credentials are missing or not valid (401; RFC 9110, section 15.5.2).
    Credentials,
    /// A parameter of the path (400; RFC 9110, section 15.5.1).
    PathParameter,
    /// A query, header or cookie parameter (400).
    Parameter,
    /// The client takes no media type of the response (406; RFC 9110, section
    /// 15.5.7). Only where the contract documents it.
    NotAcceptable,
    /// The body is of a media type that the contract does not have (415; RFC
    /// 9110, section 15.5.16).
    MediaType,
    /// The body has more bytes than the server reads (413; RFC 9110, section
    /// 15.5.14).
    BodyTooLarge,
    /// The body cannot be read, or is not valid against its schema (400).
    Body,
    /// Nothing is wrong with the request: the server failed, by what
    /// [`Unexpected`] tells the log (500; RFC 9110, section 15.6.1), or the
    /// operation is still to be written (501), or cannot be carried out for now
    /// (503).
    Failure,
}

impl RefusalKind {
    /// The status that says it best, whatever the contract documents.
    pub fn status(self) -> StatusCode {
        match self {
            RefusalKind::Credentials => StatusCode::UNAUTHORIZED,
            RefusalKind::PathParameter | RefusalKind::Parameter | RefusalKind::Body => {
                StatusCode::BAD_REQUEST
            }
            RefusalKind::NotAcceptable => StatusCode::NOT_ACCEPTABLE,
            RefusalKind::MediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            RefusalKind::BodyTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            RefusalKind::Failure => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// A word for programs, for bodies that have one: `invalid_parameter`.
    pub fn code(self) -> &'static str {
        match self {
            RefusalKind::Credentials => "unauthenticated",
            RefusalKind::PathParameter | RefusalKind::Parameter => "invalid_parameter",
            RefusalKind::NotAcceptable => "not_acceptable",
            RefusalKind::MediaType => "unsupported_media_type",
            RefusalKind::BodyTooLarge => "body_too_large",
            RefusalKind::Body => "invalid_body",
            RefusalKind::Failure => "failure",
        }
    }
}

impl Refusal {
    /// `detail` tells the caller what is wrong with the request.
    pub fn new(kind: RefusalKind, detail: impl Into<String>) -> Self {
        Refusal(Box::new(Told {
            kind,
            status: kind.status(),
            operation: "",
            request_id: String::new(),
            detail: detail.into(),
            challenges: Vec::new(),
            reason: None,
            retry_after: None,
        }))
    }

    /// Credentials that are missing or not valid. `challenges` are the values
    /// of `WWW-Authenticate` (RFC 9110, section 11.6.1).
    pub fn unauthenticated(detail: impl Into<String>, challenges: Vec<String>) -> Self {
        let mut refusal = Refusal::new(RefusalKind::Credentials, detail);
        refusal.0.challenges = challenges;
        refusal
    }

    /// What goes wrong without a fault of the caller, of whose cause nothing is told.
    pub(super) fn failure(unexpected: &Unexpected) -> Self {
        let detail = match unexpected.status() {
            StatusCode::NOT_IMPLEMENTED => "The operation is still to be written.",
            StatusCode::SERVICE_UNAVAILABLE => {
                "The request cannot be carried out at this time. It may be sent again later."
            }
            _ => "The request could not be carried out. The fault is the server's.",
        };
        let mut refusal = Refusal::new(RefusalKind::Failure, detail);
        refusal.0.status = unexpected.status();
        refusal.0.retry_after = unexpected.retry_after();
        refusal
    }

    /// The same, of a request to an operation that documents these statuses for what is refused.
    pub(super) fn of(mut self, exchange: &Exchange, documented: &[(RefusalKind, u16)]) -> Self {
        let found = documented.iter().find(|(kind, _)| *kind == self.0.kind);
        if let Some(status) = found.and_then(|(_, status)| StatusCode::from_u16(*status).ok()) {
            self.0.status = status;
        }
        self.0.operation = exchange.operation_id;
        self.0.request_id.clone_from(&exchange.request_id);
        self
    }

    /// When the request may be sent again, where what failed passes.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// The value of `Retry-After` (RFC 9110, section 10.2.3): at least a second.
    pub fn retry_after_seconds<T: TryFrom<u64> + Default>(&self) -> T {
        let seconds = self.0.retry_after.map_or(1, |after| after.as_secs().max(1));
        T::try_from(seconds).unwrap_or_default()
    }

    /// Adds what the log may know and the caller may not.
    pub fn because(mut self, reason: impl Into<String>) -> Self {
        self.0.reason = Some(reason.into());
        self
    }

    /// Why the request is refused; for the log.
    pub fn reason(&self) -> &str {
        self.0.reason.as_deref().unwrap_or(&self.0.detail)
    }

    /// What is refused.
    pub fn kind(&self) -> RefusalKind {
        self.0.kind
    }

    /// The status of the response: of those that the contract documents for the operation, the one
    /// that fits best.
    pub fn status(&self) -> StatusCode {
        self.0.status
    }

    /// The status as one of a range, which it is in.
    pub fn status_range<const RANGE: u16>(&self) -> StatusRange<RANGE> {
        StatusRange::of(self.status().as_u16())
    }

    /// The `operationId` of the operation that was asked for.
    pub fn operation(&self) -> &'static str {
        self.0.operation
    }

    /// The id of the request, as the log and the header `x-request-id` have it.
    pub fn request_id(&self) -> &str {
        &self.0.request_id
    }

    /// What is wrong with the request, in a sentence for the caller.
    pub fn detail(&self) -> &str {
        &self.0.detail
    }

    /// The status in words: `Bad Request`.
    pub fn title(&self) -> &'static str {
        self.0.status.canonical_reason().unwrap_or("Error")
    }

    /// The value of `WWW-Authenticate`: the challenges in one list (RFC 9110,
    /// section 11.6.1). Empty when there are none.
    pub fn challenge(&self) -> String {
        self.0.challenges.join(", ")
    }

    /// The refusal as a problem (RFC 9457) of the contract's own type.
    ///
    /// # Errors
    /// When the contract's type is no such problem.
    pub fn problem<T: DeserializeOwned>(&self) -> Result<T, Unexpected> {
        let is_told = self.0.kind != RefusalKind::Failure || self.0.retry_after.is_some();
        let detail = is_told.then_some(&*self.0.detail);
        problem(self.0.status.as_u16(), detail)
    }

    /// The refusal in a media type of a range: as text where it must be text, else as a problem.
    pub fn media(&self, range: &str) -> Media {
        if range.starts_with("text/") {
            return Media::new("text/plain", self.0.detail.clone());
        }
        let problem: Result<serde_json::Value, Unexpected> = self.problem();
        let problem = problem.map_or_else(|_| String::new(), |problem| problem.to_string());
        Media::new("application/problem+json", problem)
    }

    /// Why there is no response: the contract documents none.
    pub fn undocumented(&self) -> Unexpected {
        Unexpected::new(format!(
            "the contract documents no response of {} for it",
            self.0.operation
        ))
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
    /// What the caller is told, where the fault is the caller's.
    refusal: Option<Refusal>,
}

impl Unexpected {
    /// 500 Internal Server Error (RFC 9110, section 15.6.1), because of `cause`.
    pub fn new(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Unexpected {
            cause: cause.into(),
            status: StatusCode::INTERNAL_SERVER_ERROR,
            retry_after: None,
            refusal: None,
        }
    }

    /// What is still to be written: 501 (RFC 9110, section 15.6.2).
    pub fn not_implemented() -> Self {
        Unexpected {
            cause: "not implemented".into(),
            status: StatusCode::NOT_IMPLEMENTED,
            retry_after: None,
            refusal: None,
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
            refusal: None,
        }
    }

    /// What a handler finds out of a body that it reads: the operation's own response for it.
    pub(super) fn refused(refusal: Refusal) -> Self {
        Unexpected {
            cause: refusal.reason().into(),
            status: refusal.status(),
            retry_after: None,
            refusal: Some(refusal),
        }
    }

    pub(super) fn take_refusal(&mut self) -> Option<Refusal> {
        self.refusal.take()
    }

    /// When it is worth trying again, where that is known.
    pub fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }

    /// 500, 501 or 503; or what a body is refused with that a handler reads.
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
