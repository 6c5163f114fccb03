//! Documented responses, read as the client's settings say.

use progenitor_client::ResponseValue;
use reqwest::Response;
use serde::de::DeserializeOwned;

use super::tolerant::from_json;
use super::{Error, InvalidResponse, Reading};

/// One of the documented responses of an operation (OpenAPI 3.1.1, section 4.8.16).
pub trait Answer: Sized {
    /// Reads the body as what the contract has for `status`.
    ///
    /// # Errors
    /// A body that is not what the contract has.
    fn decode(status: u16, body: &[u8]) -> serde_json::Result<Self>;
}

/// Reads the response that the status stands for.
///
/// # Errors
/// [`Error::ResponseBodyError`], when the body does not arrive as a whole, and
/// [`Error::InvalidResponsePayload`], when it is not what the contract has.
pub async fn decoded<T: Answer, E>(response: Response) -> Result<ResponseValue<T>, Error<E>> {
    let (status, reading) = (response.status().as_u16(), reading(&response));
    read(response, |body| reading.read(|| T::decode(status, body))).await
}

/// Reads a response whose body is JSON.
///
/// # Errors
/// As [`decoded`].
pub async fn json<T: DeserializeOwned, E>(
    response: Response,
) -> Result<ResponseValue<T>, Error<E>> {
    let reading = reading(&response);
    read(response, |body| from_json(reading, body)).await
}

async fn read<T, E>(
    response: Response,
    read: impl FnOnce(&[u8]) -> serde_json::Result<T>,
) -> Result<ResponseValue<T>, Error<E>> {
    let status = response.status();
    let headers = response.headers().clone();
    let body = response.bytes().await.map_err(Error::ResponseBodyError)?;
    match read(&body) {
        Ok(value) => Ok(ResponseValue::new(value, status, headers)),
        Err(reason) => {
            let response = InvalidResponse::new(status, headers, &body, reason);
            Err(Error::InvalidResponsePayload(Box::new(response)))
        }
    }
}

/// How the client that got the response reads it.
fn reading(response: &Response) -> Reading {
    let reading = response.extensions().get();
    reading.copied().unwrap_or_default()
}
