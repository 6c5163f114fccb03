// @generated from client/tests/any/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! The response headers of the contract, as values.

use reqwest::header::HeaderMap;
use super::{Error, ResponseValue};

/// The response headers of the contract, on successes and on errors. A
/// header that is missing, or is not what the contract says, is `None`.
pub trait ResponseHeaders {
    /// All headers; `None` when there was no response.
    fn response_headers(&self) -> Option<&HeaderMap>;
}

impl<T> ResponseHeaders for ResponseValue<T> {
    fn response_headers(&self) -> Option<&HeaderMap> {
        Some(self.headers())
    }
}

impl<E> ResponseHeaders for Error<E> {
    fn response_headers(&self) -> Option<&HeaderMap> {
        match self {
            Error::ErrorResponse(response) => Some(response.headers()),
            Error::UnexpectedResponse(response) => Some(response.headers()),
            _ => None,
        }
    }
}
