//! Responses that are told apart by their status, where an operation has several of them.

use progenitor_client::{Error, ResponseValue};
use reqwest::Response;

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
/// [`Error::InvalidResponsePayload`] with the body, when it is not what the contract has.
pub async fn decoded<T: Answer, E>(response: Response) -> Result<ResponseValue<T>, Error<E>> {
    let status = response.status();
    let headers = response.headers().clone();
    let body = response.bytes().await.map_err(Error::ResponseBodyError)?;
    match T::decode(status.as_u16(), &body) {
        Ok(answer) => Ok(ResponseValue::new(answer, status, headers)),
        Err(error) => Err(Error::InvalidResponsePayload(body, error)),
    }
}
