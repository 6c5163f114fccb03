//! Documented responses, read as the client's settings say.

use progenitor_client::{ByteStream, ResponseValue};
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

    /// What becomes of the body of `status` where that is bytes or a text beside something else:
    /// it is not read before somebody asks for it.
    fn streamed(_status: u16) -> Option<fn(ByteStream) -> Self> {
        None
    }

    /// The body that is still to be read, where it is one.
    ///
    /// # Errors
    /// The response, where it is another one.
    fn into_stream(self) -> Result<ByteStream, Self> {
        Err(self)
    }
}

/// Reads the response that the status stands for.
///
/// # Errors
/// [`Error::ResponseBodyError`], when the body does not arrive as a whole, and
/// [`Error::InvalidResponsePayload`], when it is not what the contract has. A body that is a
/// stream is not waited for.
pub async fn decoded<T: Answer, E>(response: Response) -> Result<ResponseValue<T>, Error<E>> {
    let (status, reading) = (response.status().as_u16(), reading(&response));
    if let Some(streamed) = T::streamed(status) {
        let (code, headers) = (response.status(), response.headers().clone());
        let body = ByteStream::new(Box::pin(response.bytes_stream()));
        return Ok(ResponseValue::new(streamed(body), code, headers));
    }
    read(response, |body| reading.read(|| T::decode(status, body))).await
}

/// The body of a response that is still to be read.
///
/// # Errors
/// The response, where it was read.
pub fn stream_of<T: Answer>(
    response: ResponseValue<T>,
) -> Result<ResponseValue<ByteStream>, ResponseValue<T>> {
    let (status, headers) = (response.status(), response.headers().clone());
    match response.into_inner().into_stream() {
        Ok(stream) => Ok(ResponseValue::new(stream, status, headers)),
        Err(read) => Err(ResponseValue::new(read, status, headers)),
    }
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
