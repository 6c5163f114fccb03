//! Answers that are told apart by their status.

use progenitor_client::{Error, ResponseValue};
use reqwest::Response;

/// One of the documented answers of an operation.
pub trait Answer: Sized {
    fn decode(status: u16, body: &[u8]) -> serde_json::Result<Self>;
}

/// Reads the answer that the status stands for.
pub async fn decoded<T: Answer, E>(response: Response) -> Result<ResponseValue<T>, Error<E>> {
    let status = response.status();
    let headers = response.headers().clone();
    let body = response.bytes().await.map_err(Error::ResponseBodyError)?;
    match T::decode(status.as_u16(), &body) {
        Ok(answer) => Ok(ResponseValue::new(answer, status, headers)),
        Err(error) => Err(Error::InvalidResponsePayload(body, error)),
    }
}
