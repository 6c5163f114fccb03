//! What a call may fail with. It is Progenitor's error, and keeps all of a response that is not
//! what the contract says.

use std::fmt;

use bytes::Bytes;
use progenitor_client::{ByteStream, ResponseValue};
use reqwest::header::HeaderMap;
use reqwest::{Response, StatusCode};
use serde::de::DeserializeOwned;

use super::{Answer, decoded, json};

/// Why an operation has no documented success. `E` is its documented error.
pub enum Error<E = ()> {
    /// The request cannot be sent as the contract says; nothing was.
    InvalidRequest(String),
    /// There is no connection, or it broke, or took too long.
    CommunicationError(reqwest::Error),
    /// The connection could not be upgraded.
    InvalidUpgrade(reqwest::Error),
    /// A documented error.
    ErrorResponse(ResponseValue<E>),
    /// The body of a response did not arrive as a whole.
    ResponseBodyError(reqwest::Error),
    /// A documented status, with a body that is not what the contract says: a proxy's page, say.
    InvalidResponsePayload(Box<InvalidResponse>),
    /// A status that is not documented. The body is there to be read.
    UnexpectedResponse(Response),
    /// What a hook of the consumer's says.
    Custom(String),
}

/// A response whose body is not what the contract says.
#[derive(Debug)]
pub struct InvalidResponse {
    /// The status, which the contract documents.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body: its first 64 KiB at most.
    pub body: Bytes,
    /// What is wrong with the body.
    pub reason: serde_json::Error,
}

/// How much of a body is kept.
const KEPT: usize = 64 * 1024;

/// How much of a body is shown.
const SHOWN: usize = 200;

impl InvalidResponse {
    /// Keeps the beginning of `body`, and nothing of the rest.
    pub(super) fn new(
        status: StatusCode,
        headers: HeaderMap,
        body: &Bytes,
        reason: serde_json::Error,
    ) -> Self {
        let body = match body.get(..KEPT) {
            Some(beginning) => Bytes::copy_from_slice(beginning),
            None => body.clone(),
        };
        InvalidResponse {
            status,
            headers,
            body,
            reason,
        }
    }
}

impl fmt::Display for InvalidResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = self.body.get(..SHOWN).unwrap_or(&self.body);
        let more = if shown.len() < self.body.len() {
            "…"
        } else {
            ""
        };
        let text = String::from_utf8_lossy(shown);
        write!(
            f,
            "status: {}; the body is not what the contract says: {}; body: {:?}{more}",
            self.status, self.reason, text
        )
    }
}

impl<E> Error<E> {
    /// The status, where there was a response.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Error::ErrorResponse(response) => Some(response.status()),
            Error::InvalidResponsePayload(response) => Some(response.status),
            Error::UnexpectedResponse(response) => Some(response.status()),
            Error::CommunicationError(error)
            | Error::InvalidUpgrade(error)
            | Error::ResponseBodyError(error) => error.status(),
            Error::InvalidRequest(_) | Error::Custom(_) => None,
        }
    }

    /// The headers, where there was a response.
    pub fn headers(&self) -> Option<&HeaderMap> {
        match self {
            Error::ErrorResponse(response) => Some(response.headers()),
            Error::InvalidResponsePayload(response) => Some(&response.headers),
            Error::UnexpectedResponse(response) => Some(response.headers()),
            _ => None,
        }
    }

    /// Whether the same request could succeed at another time: the connection failed, or the
    /// status is 408, 429, 502, 503 or 504.
    pub fn is_retryable(&self) -> bool {
        matches!(self, Error::CommunicationError(_))
            || self
                .status()
                .is_some_and(|status| matches!(status.as_u16(), 408 | 429 | 502 | 503 | 504))
    }

    /// The same without the documented body.
    pub fn into_untyped(self) -> Error {
        match self {
            Error::InvalidRequest(reason) => Error::InvalidRequest(reason),
            Error::CommunicationError(error) => Error::CommunicationError(error),
            Error::InvalidUpgrade(error) => Error::InvalidUpgrade(error),
            Error::ErrorResponse(response) => {
                let (status, headers) = (response.status(), response.headers().clone());
                Error::ErrorResponse(ResponseValue::new((), status, headers))
            }
            Error::ResponseBodyError(error) => Error::ResponseBodyError(error),
            Error::InvalidResponsePayload(response) => Error::InvalidResponsePayload(response),
            Error::UnexpectedResponse(response) => Error::UnexpectedResponse(response),
            Error::Custom(reason) => Error::Custom(reason),
        }
    }
}

impl<E> From<reqwest::Error> for Error<E> {
    fn from(error: reqwest::Error) -> Self {
        Error::CommunicationError(error)
    }
}

/// What hooks say: they are Progenitor's.
impl<E> From<progenitor_client::Error<E>> for Error<E> {
    fn from(error: progenitor_client::Error<E>) -> Self {
        use progenitor_client::Error as Theirs;
        match error {
            Theirs::InvalidRequest(reason) => Error::InvalidRequest(reason),
            Theirs::CommunicationError(error) => Error::CommunicationError(error),
            Theirs::InvalidUpgrade(error) => Error::InvalidUpgrade(error),
            Theirs::ErrorResponse(response) => Error::ErrorResponse(response),
            Theirs::ResponseBodyError(error) => Error::ResponseBodyError(error),
            Theirs::InvalidResponsePayload(_, error) => Error::Custom(error.to_string()),
            Theirs::UnexpectedResponse(response) => Error::UnexpectedResponse(response),
            Theirs::Custom(reason) => Error::Custom(reason),
        }
    }
}

impl<E: fmt::Debug> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::InvalidRequest(reason) => write!(f, "Invalid Request: {reason}"),
            Error::CommunicationError(error) => write!(f, "Communication Error: {error}"),
            Error::InvalidUpgrade(error) => write!(f, "Invalid Response Upgrade: {error}"),
            // Headers may hold secrets.
            Error::ErrorResponse(response) => {
                let (status, value) = (response.status(), &**response);
                write!(f, "Error Response: status: {status}; value: {value:?}")
            }
            Error::ResponseBodyError(error) => write!(f, "Invalid Response Body: {error}"),
            Error::InvalidResponsePayload(response) => {
                write!(f, "Invalid Response Payload: {response}")
            }
            Error::UnexpectedResponse(response) => {
                write!(f, "Unexpected Response: status: {}", response.status())
            }
            Error::Custom(reason) => write!(f, "Error: {reason}"),
        }
    }
}

impl<E: fmt::Debug> fmt::Debug for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<E: fmt::Debug> std::error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::CommunicationError(error)
            | Error::InvalidUpgrade(error)
            | Error::ResponseBodyError(error) => Some(error),
            Error::InvalidResponsePayload(response) => Some(&response.reason),
            _ => None,
        }
    }
}

/// The body of a documented error that is a text or bytes, as it comes.
pub struct ErrorStream(ByteStream);

impl ErrorStream {
    /// The bytes.
    pub fn into_inner(self) -> ByteStream {
        self.0
    }
}

impl fmt::Debug for ErrorStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<stream>")
    }
}

/// An error whose body is a text or bytes.
///
/// # Errors
/// Always: the documented error.
#[allow(clippy::result_large_err, reason = "the error of every operation")]
pub fn error_stream<T>(response: Response) -> Result<T, Error<ErrorStream>> {
    let (status, headers) = (response.status(), response.headers().clone());
    let body = ErrorStream(ResponseValue::stream(response).into_inner());
    Err(Error::ErrorResponse(ResponseValue::new(
        body, status, headers,
    )))
}

/// An error whose body is JSON.
///
/// # Errors
/// Always: the documented error, or what [`json`] says.
pub async fn error<T, E: DeserializeOwned>(response: Response) -> Result<T, Error<E>> {
    Err(Error::ErrorResponse(json(response).await?))
}

/// An error that is told apart from others by its status.
///
/// # Errors
/// Always: the documented error, or what [`decoded`] says.
pub async fn decoded_error<T, E: Answer>(response: Response) -> Result<T, Error<E>> {
    Err(Error::ErrorResponse(decoded(response).await?))
}
