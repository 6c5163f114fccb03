//! Building responses: status, headers and bodies as the contract has them. It knows no operation.

use dropshot::Body;
use http::header::{
    CONTENT_TYPE, HeaderName, HeaderValue, RETRY_AFTER, SET_COOKIE, WWW_AUTHENTICATE,
};
use http::{HeaderMap, Response, StatusCode};
use serde::Serialize;
use serde_json::{Value, json};

use super::body::ByteStream;
use super::events::Events;
use super::refusal::{Refusal, RefusalKind, Unexpected};

/// A status within a range of the contract: `StatusRange<4>` is `4XX` (OpenAPI 3.1.1, section
/// 4.8.16).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatusRange<const RANGE: u16>(StatusCode);

impl<const RANGE: u16> StatusRange<RANGE> {
    /// None when the status is not within the range.
    pub fn new(status: StatusCode) -> Option<Self> {
        (status.as_u16() / 100 == RANGE).then_some(StatusRange(status))
    }

    /// The status `code`, or the first of the range (`400` of `4XX`) when it is
    /// not within.
    pub fn of(code: u16) -> Self {
        let code = if code / 100 == RANGE {
            code
        } else {
            RANGE * 100
        };
        StatusRange(StatusCode::from_u16(code).unwrap_or_default())
    }

    /// The status itself.
    pub fn status(self) -> StatusCode {
        self.0
    }
}

/// What tells the status of a response.
pub trait ToStatus {
    /// The status.
    fn to_status(self) -> StatusCode;
}

impl ToStatus for StatusCode {
    fn to_status(self) -> StatusCode {
        self
    }
}

impl<const RANGE: u16> ToStatus for StatusRange<RANGE> {
    fn to_status(self) -> StatusCode {
        self.status()
    }
}

/// A status of the contract by its number. 200, where it is none of HTTP's.
impl ToStatus for u16 {
    fn to_status(self) -> StatusCode {
        StatusCode::from_u16(self).unwrap_or_default()
    }
}

/// Starts a response without headers.
pub fn respond(status: impl ToStatus) -> ResponseBuilder {
    ResponseBuilder::new(status.to_status())
}

/// Marks a response that may end after any piece of its body, and does when the server stops.
#[derive(Clone, Copy)]
pub(super) struct EndsAtStop;

/// A response in the making: its status, then its headers, and one body or none
/// at the end.
pub struct ResponseBuilder {
    status: StatusCode,
    headers: HeaderMap,
}

impl ResponseBuilder {
    /// Starts a response without headers.
    pub fn new(status: StatusCode) -> Self {
        ResponseBuilder {
            status,
            headers: HeaderMap::new(),
        }
    }

    /// A header of the contract, written in the `simple` style (OpenAPI 3.1.1,
    /// section 4.8.21). One that is null is left out.
    ///
    /// # Errors
    /// A value that Serde cannot write, or that no header may hold, as a line
    /// break (RFC 9110, section 5.5).
    ///
    /// # Panics
    /// When `name` is not in small letters.
    pub fn header(
        self,
        name: &'static str,
        value: Option<&impl Serialize>,
    ) -> Result<Self, Unexpected> {
        self.header_as(name, value, header_text)
    }

    pub(super) fn header_as(
        mut self,
        name: &'static str,
        value: Option<&impl Serialize>,
        write: fn(&Value) -> String,
    ) -> Result<Self, Unexpected> {
        let value = value.map(serde_json::to_value).transpose();
        match value.map_err(Unexpected::new)? {
            None | Some(Value::Null) => {}
            // Cookies are lines of their own, and no list: their values may have commas (RFC 9110,
            // section 5.3).
            Some(Value::Array(cookies)) if name == "set-cookie" => {
                for cookie in &cookies {
                    let value = HeaderValue::from_str(&write(cookie)).map_err(Unexpected::new)?;
                    self.headers.append(SET_COOKIE, value);
                }
            }
            Some(value) => {
                let value = HeaderValue::from_str(&write(&value)).map_err(Unexpected::new)?;
                self.headers.insert(HeaderName::from_static(name), value);
            }
        }
        Ok(self)
    }

    /// A body in JSON.
    ///
    /// # Errors
    /// A body that Serde cannot write.
    pub fn json(
        self,
        media_type: &'static str,
        body: &impl Serialize,
    ) -> Result<Response<Body>, Unexpected> {
        // Most bodies fit, and are written without moving what is there already.
        let mut bytes = Vec::with_capacity(512);
        serde_json::to_writer(&mut bytes, body).map_err(Unexpected::new)?;
        Ok(self.finish(Some(media_type), bytes.into()))
    }

    /// A body that is text in UTF-8.
    ///
    /// # Errors
    /// None: all bodies are written alike.
    pub fn text(
        self,
        media_type: &'static str,
        body: String,
    ) -> Result<Response<Body>, Unexpected> {
        Ok(self.finish(Some(media_type), body.into()))
    }

    /// A body that is one value as text.
    ///
    /// # Errors
    /// A body that Serde cannot write.
    pub fn typed_text(
        self,
        media_type: &'static str,
        body: &impl Serialize,
    ) -> Result<Response<Body>, Unexpected> {
        let value = serde_json::to_value(body).map_err(Unexpected::new)?;
        self.text(media_type, header_text(&value))
    }

    /// A body as it is.
    ///
    /// # Errors
    /// None: all bodies are written alike.
    pub fn bytes(
        self,
        media_type: &'static str,
        body: ByteStream,
    ) -> Result<Response<Body>, Unexpected> {
        Ok(self.finish(Some(media_type), body.into()))
    }

    /// A body of events as they happen.
    ///
    /// # Errors
    /// None: all bodies are written alike.
    pub fn events(
        self,
        media_type: &'static str,
        body: Events,
    ) -> Result<Response<Body>, Unexpected> {
        let mut response = self.bytes(media_type, body.into())?;
        response.extensions_mut().insert(EndsAtStop);
        Ok(response)
    }

    /// No body, and no `Content-Type`.
    ///
    /// # Errors
    /// None: all bodies are written alike.
    pub fn empty(self) -> Result<Response<Body>, Unexpected> {
        Ok(self.finish(None, Body::empty()))
    }

    fn finish(self, media_type: Option<&'static str>, body: Body) -> Response<Body> {
        self.finish_as(media_type.map(HeaderValue::from_static), body)
    }

    pub(super) fn finish_as(self, media_type: Option<HeaderValue>, body: Body) -> Response<Body> {
        let mut response = Response::new(body);
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        if let Some(media_type) = media_type {
            response.headers_mut().insert(CONTENT_TYPE, media_type);
        }
        response
    }
}

/// A value in the `simple` style (OpenAPI 3.1.1, section 4.8.12.3).
pub(super) fn header_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(header_text).collect::<Vec<_>>().join(","),
        Value::Object(members) => {
            let words = members
                .iter()
                .flat_map(|(name, value)| [name.clone(), header_text(value)]);
            words.collect::<Vec<_>>().join(",")
        }
        other => other.to_string(),
    }
}

/// The response where the contract has none for a refusal: a problem (RFC 9457).
pub(super) fn undocumented(refusal: &Refusal) -> Response<Body> {
    let status = refusal.status();
    let mut body = json!({
        "type": "about:blank",
        "title": refusal.title(),
        "status": status.as_u16(),
        "instance": format!("urn:uuid:{}", refusal.request_id()),
    });
    if refusal.kind() != RefusalKind::Failure {
        body["detail"] = refusal.detail().into();
    }
    let media_type = Some("application/problem+json");
    ResponseBuilder::new(status).finish(media_type, body.to_string().into())
}

/// A 503 says when to come again, whether the contract documents that or not.
pub(super) fn postponed(response: &mut Response<Body>, refusal: &Refusal) {
    if refusal.retry_after().is_some() {
        let seconds: u64 = refusal.retry_after_seconds();
        let headers = response.headers_mut();
        headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
}

/// A 401 says how to authenticate, whether the contract documents that or not (RFC 9110, section
/// 15.5.2).
pub(super) fn challenged(response: &mut Response<Body>, refusal: &Refusal) {
    if response.status() == StatusCode::UNAUTHORIZED
        && let Ok(challenge) = HeaderValue::from_str(&refusal.challenge())
        && !challenge.is_empty()
    {
        let headers = response.headers_mut();
        headers.entry(WWW_AUTHENTICATE).or_insert(challenge);
    }
}
