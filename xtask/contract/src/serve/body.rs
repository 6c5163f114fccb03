//! Bodies of requests and responses: whole ones, up to a limit, and those that stream.

use std::error::Error;

use bytes::Bytes;
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::{Body as HttpBody, Incoming};

/// What goes wrong while a body travels.
pub type BodyError = Box<dyn Error + Send + Sync>;

/// The body of a response, whole or streamed.
pub type Body = UnsyncBoxBody<Bytes, BodyError>;

/// A body that is there whole.
pub fn whole(bytes: impl Into<Bytes>) -> Body {
    boxed(Full::new(bytes.into()))
}

/// Any body.
pub fn boxed<B>(body: B) -> Body
where
    B: HttpBody<Data = Bytes> + Send + 'static,
    B::Error: Into<BodyError>,
{
    UnsyncBoxBody::new(body.map_err(Into::into))
}

/// Why a body was not read to its end.
#[derive(Debug, thiserror::Error)]
pub enum Unread {
    #[error("the body is longer than {0} bytes, which is the most that is read")]
    TooLong(usize),
    #[error("the body ends before it is whole: {0}")]
    Broken(BodyError),
}

/// Reads a body, of at most so many bytes.
pub async fn read(body: Incoming, most: usize) -> Result<Bytes, Unread> {
    match Limited::new(body, most).collect().await {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if error.is::<http_body_util::LengthLimitError>() => Err(Unread::TooLong(most)),
        Err(error) => Err(Unread::Broken(error)),
    }
}
