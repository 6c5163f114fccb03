// @generated from client/tests/any/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! The response headers of the contract, as values.

use reqwest::header::HeaderMap;
use super::{runtime, Error, ResponseValue};

/// The response headers of the contract, on successes and on errors. A
/// header that is missing, or is not what the contract says, is `None`.
pub trait ResponseHeaders {
    /// All headers; `None` when there was no response.
    fn response_headers(&self) -> Option<&HeaderMap>;
    /// `Expires-At`.
    fn expires_at(&self) -> Option<chrono::DateTime<chrono::Utc>> {
        runtime::header_value(self.response_headers(), "expires-at")
    }

    /// `Link`.
    fn link(&self) -> Option<Vec<String>> {
        runtime::header_list(self.response_headers(), "link")
    }

    /// `Set-Cookie`.
    fn set_cookie(&self) -> Option<Vec<String>> {
        runtime::header_lines(self.response_headers(), "set-cookie")
    }

    /// `X-Code`.
    fn x_code(&self) -> Option<i64> {
        runtime::header_value(self.response_headers(), "x-code")
    }

    /// `X-Day`.
    fn x_day(&self) -> Option<chrono::NaiveDate> {
        runtime::header_value(self.response_headers(), "x-day")
    }

    /// `X-Id`.
    fn x_id(&self) -> Option<uuid::Uuid> {
        runtime::header_value(self.response_headers(), "x-id")
    }

    /// `X-Json`.
    fn x_json(&self) -> Option<serde_json::Value> {
        runtime::header_json(self.response_headers(), "x-json")
    }

    /// `X-List`.
    fn x_list(&self) -> Option<Vec<i64>> {
        runtime::header_list(self.response_headers(), "x-list")
    }
}

impl<T> ResponseHeaders for ResponseValue<T> {
    fn response_headers(&self) -> Option<&HeaderMap> {
        Some(self.headers())
    }
}

impl<E> ResponseHeaders for Error<E> {
    fn response_headers(&self) -> Option<&HeaderMap> {
        self.headers()
    }
}
