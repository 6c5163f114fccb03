// @generated from spec/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! The response headers of the contract, as values.

use reqwest::header::HeaderMap;
use super::{runtime, Error, ResponseValue};

/// The response headers of the contract, on successes and on errors. A
/// header that is missing, or is not what the contract says, is `None`.
pub trait ResponseHeaders {
    /// All headers; `None` when there was no response.
    fn response_headers(&self) -> Option<&HeaderMap>;
    /// `Location`: Where the MFA status is read.
    fn location(&self) -> Option<&str> {
        runtime::header_text(self.response_headers(), "location")
    }

    /// `Retry-After`: In how many seconds the request may be tried again.
    fn retry_after(&self) -> Option<i64> {
        runtime::header_value(self.response_headers(), "retry-after")
    }

    /// `WWW-Authenticate`: How to authenticate (RFC 9110, section 11.6.1).
    fn www_authenticate(&self) -> Option<&str> {
        runtime::header_text(self.response_headers(), "www-authenticate")
    }

    /// `X-RateLimit-Limit`: How many requests other than GET the organization may make in the current window.
    fn x_rate_limit_limit(&self) -> Option<i64> {
        runtime::header_value(self.response_headers(), "x-ratelimit-limit")
    }

    /// `X-RateLimit-Remaining`: How many of them remain in the current window.
    fn x_rate_limit_remaining(&self) -> Option<i64> {
        runtime::header_value(self.response_headers(), "x-ratelimit-remaining")
    }

    /// `X-RateLimit-Retry-After`: When the request may be tried again, in seconds since the Unix epoch (UTC).
    fn x_rate_limit_retry_after(&self) -> Option<i64> {
        runtime::header_value(self.response_headers(), "x-ratelimit-retry-after")
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
