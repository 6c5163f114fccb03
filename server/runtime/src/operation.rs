//! What an operation is, and what a server makes of it.

use std::future::Future;
use std::time::Duration;

use http::{Response, StatusCode};
use schemars::JsonSchema;
use schemars::r#gen::SchemaGenerator;

use super::part::{Described, Part};
use super::refusal::{Refusal, Unexpected};
use super::request::{Exchange, RequestParts};

/// What the layer asks of a server, whatever the contract.
pub trait Service: Send + Sync + Sized + 'static {
    /// Who is calling, once the credentials were found to be valid.
    type Caller: Send + Sync;
    /// The contract's credentials.
    type Credentials: Send;

    /// Tells who is calling. `credentials` hold what the request carries of
    /// the schemes that the operation accepts, and satisfy one of its security
    /// requirements. Refuse what is not valid with
    /// [`Refusal::unauthenticated`].
    fn authenticate(
        &self,
        credentials: Self::Credentials,
        exchange: &Exchange,
    ) -> impl Future<Output = Result<Self::Caller, Denied>> + Send;

    /// Told of every request when its response is ready; for logs and metrics.
    fn completed(&self, completed: &Completed<'_, Self::Caller>);
}

/// Why there is no caller.
#[derive(Debug)]
pub enum Denied {
    Refused(Refusal),
    Unexpected(Unexpected),
}

/// A request whose response is ready.
pub struct Completed<'a, Caller> {
    pub exchange: &'a Exchange,
    pub caller: Option<&'a Caller>,
    pub status: StatusCode,
    pub duration: Duration,
    /// Why it was refused by the layer or failed; not for the caller to know.
    pub reason: Option<&'a str>,
}

/// An operation of the contract.
pub trait Operation: Send + Sync + Sized + 'static {
    const ID: &'static str;
    const METHOD: &'static str;
    /// The contract's path template.
    const PATH: &'static str;
    /// The path as Dropshot's router takes it.
    const ROUTE: &'static str;
    const TAGS: &'static [&'static str];
    const SUMMARY: Option<&'static str>;
    const DESCRIPTION: Option<&'static str>;
    const DEPRECATED: bool;
    /// Status and description of the one success that Dropshot can emit.
    const SUCCESS: Option<(StatusCode, &'static str)>;
    /// Whether the body of that success is something else than JSON, which
    /// Dropshot emits as `*/*`.
    const SUCCESS_IS_FREEFORM: bool;
    /// The media type that Dropshot is told of.
    const REQUEST_MEDIA_TYPE: &'static str;
    const HAS_REQUEST_BODY: bool;
    const HAS_ERROR_BODY: bool;
    /// The security requirements: alternatives of scheme names. Empty when no
    /// credentials are needed.
    const SECURITY: &'static [&'static [&'static str]];

    type Request: Send;
    type Success: Send;
    type Error: OperationError;
    type ErrorBody: JsonSchema + Send + Sync + 'static;

    fn request(parts: &RequestParts, body: Vec<u8>) -> Result<Self::Request, Refusal>;
    fn success(success: Self::Success) -> Result<Response<dropshot::Body>, Unexpected>;
    fn error(error: Self::Error) -> Result<Response<dropshot::Body>, Unexpected>;
    fn describe(part: Part, generator: &mut SchemaGenerator) -> Vec<Described>;
}

/// The errors of an operation.
pub trait OperationError: From<Refusal> + From<Unexpected> + Send {
    /// What is documented for a request that could not be carried out, without a
    /// fault of the caller: for the status 500 or 501.
    fn failure(_status: u16) -> Option<Self> {
        None
    }
}

/// The contract's credentials, as the layer finds them.
pub trait FromRequest: Sized {
    /// What the request carries of `schemes`, and how it can be had when it
    /// is missing (the values of `WWW-Authenticate`).
    fn from_request(parts: &RequestParts, schemes: &[&str]) -> Self;
    fn has(&self, scheme: &str) -> bool;
    fn challenges(schemes: &[&str]) -> Vec<String>;
}

/// How a server handles an operation.
pub trait Handle<S: Service>: Operation {
    fn handle(
        service: &S,
        caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> impl Future<Output = Result<Self::Success, Self::Error>> + Send;
}
