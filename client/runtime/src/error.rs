//! Documented error responses, as errors.

use progenitor_client::{Error, ResponseValue};
use reqwest::Response;
use serde::de::DeserializeOwned;

use super::{Answer, decoded};

/// An error whose body is JSON.
pub async fn error<T, E: DeserializeOwned>(response: Response) -> Result<T, Error<E>> {
    let response = ResponseValue::from_response(response).await?;
    Err(Error::ErrorResponse(response))
}

/// An error that is told apart from others by its status.
pub async fn decoded_error<T, E: Answer>(response: Response) -> Result<T, Error<E>> {
    Err(Error::ErrorResponse(decoded(response).await?))
}
