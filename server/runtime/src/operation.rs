//! What an operation is, and what a server makes of it: the seams between generated code, this
//! runtime and the server. Nothing is carried out here.

use std::future::Future;
use std::time::Duration;

use http::{HeaderMap, Response, StatusCode};

use super::body::RequestBody;
use super::emitted::{Component, Emitted};
use super::front::Unrouted;
use super::refusal::{Refusal, RefusalKind, Unexpected};
use super::request::{Exchange, RequestParts};

/// What the layer asks of a server, whatever the contract.
pub trait Service: Send + Sync + Sized + 'static {
    /// Who is calling, once the credentials were found to be valid.
    type Caller: Send + Sync;
    /// The contract's credentials.
    type Credentials: Send;

    /// Tells who is calling. `credentials` hold what the request carries of
    /// the schemes that the operation accepts, and satisfy one of its security
    /// requirements (OpenAPI 3.1.1, section 4.8.30).
    ///
    /// It is called only for operations that have security requirements.
    ///
    /// # Errors
    /// What is not valid is refused with [`Refusal::unauthenticated`]; what
    /// could not be found out is [`Denied::Unexpected`].
    fn authenticate(
        &self,
        credentials: Self::Credentials,
        exchange: &Exchange,
    ) -> impl Future<Output = Result<Self::Caller, Denied>> + Send;

    /// Told of a request to an operation once its head has come, before anything is looked at. What it
    /// keeps in the exchange's extensions is there for all that follows.
    fn arrived(&self, exchange: &mut Exchange, headers: &HeaderMap) {
        let _ = (exchange, headers);
    }

    /// Runs `work`, which is all that is done for a request to an operation, from
    /// [`authenticate`](Service::authenticate) to [`completed`](Service::completed): for what surrounds
    /// it, as the context of a trace.
    fn around<W>(&self, exchange: &Exchange, work: W) -> impl Future<Output = W::Output> + Send
    where
        W: Future + Send,
        W::Output: Send,
    {
        let _ = exchange;
        work
    }

    /// Told of every request to an operation when its response is ready, also
    /// when it was refused or its handler panicked; for logs and metrics. What
    /// [`Front`](super::Front) answers by itself has the operation `none`; what
    /// Dropshot's own router refuses does not come here.
    fn completed(&self, completed: &Completed<'_, Self::Caller>);

    /// The response to a request that reaches no operation: nothing at its path, a
    /// method that the path does not have, or what is no request. The default is
    /// a problem (RFC 9457). [`Front`](super::Front) adds `Allow` where it has to be.
    fn unrouted(&self, unrouted: &Unrouted) -> Response<dropshot::Body> {
        unrouted.problem()
    }
}

/// Why there is no caller.
#[derive(Debug)]
pub enum Denied {
    /// The credentials are not valid: the operation's own response for it.
    Refused(Refusal),
    /// Whether they are valid could not be found out: 500, without details.
    Unexpected(Unexpected),
}

/// A request whose response is ready.
pub struct Completed<'a, Caller> {
    /// Which request it was.
    pub exchange: &'a Exchange,
    /// Who called; none when nobody was authenticated.
    pub caller: Option<&'a Caller>,
    /// The status of the response.
    pub status: StatusCode,
    /// From the arrival of the request's head to the finished response, reading
    /// the request's body included and sending the response not.
    pub duration: Duration,
    /// Why it was refused by the layer or failed; not for the caller to know.
    pub reason: Option<&'a str>,
}

/// An operation of the contract (OpenAPI 3.1.1, section 4.8.10). Generated code
/// implements it on a type without fields for each.
pub trait Operation: Send + Sync + Sized + 'static {
    /// Its `operationId`, as a name of Rust's types is written.
    const ID: &'static str;
    /// Its HTTP method in capitals (RFC 9110, section 9).
    const METHOD: &'static str;
    /// The contract's path template (OpenAPI 3.1.1, section 4.8.8.2).
    const PATH: &'static str;
    /// The path as Dropshot's router takes it.
    const ROUTE: &'static str = Self::PATH;
    /// Whether the contract has a `requestBody`. Without one, a small body means nothing, and a
    /// large one is refused.
    const HAS_REQUEST_BODY: bool = false;
    /// The security requirements (OpenAPI 3.1.1, section 4.8.30): alternatives,
    /// each of them the names of schemes that are needed together. Empty when
    /// no credentials are needed; an alternative without names makes them
    /// optional.
    const SECURITY: &'static [&'static [&'static str]] = &[];
    /// The status that the contract documents for what may be refused of a request. Where one is
    /// not here, it documents none.
    const REFUSALS: &'static [(RefusalKind, u16)] = &[];

    /// Parameters and body, valid against their schemas.
    type Request: Send;
    /// The documented responses of the range 2XX, and others that are no errors.
    type Success: Send;
    /// The documented responses of the ranges 4XX and 5XX, and what the contract
    /// has no response for.
    type Error: From<Unexpected> + Send;
    /// The schema of the errors' bodies that Dropshot is told of, or `()`.
    type ErrorBody: Component;

    /// Reads the parameters and the body, where the contract has one.
    ///
    /// # Errors
    /// What is missing or not valid against its schema, told for the caller.
    fn request(
        parts: &RequestParts,
        body: RequestBody,
    ) -> impl Future<Output = Result<Self::Request, Refusal>> + Send;
    /// Writes a success as its response.
    ///
    /// # Errors
    /// A header or body that cannot be written as the contract says.
    fn success(success: Self::Success) -> Result<Response<dropshot::Body>, Unexpected>;
    /// Writes an error as its response.
    ///
    /// # Errors
    /// What the contract has no response for, and a header or body that cannot
    /// be written as the contract says.
    fn error(error: Self::Error) -> Result<Response<dropshot::Body>, Unexpected>;
    /// Where it is described for the document that Dropshot emits.
    fn emitted() -> &'static Emitted;
}

/// The contract's credentials, as the layer finds them (OpenAPI 3.1.1, section
/// 4.8.27).
pub trait FromRequest: Sized {
    /// What the request carries of `schemes`. Whether it is valid is not looked
    /// at: [`Service::authenticate`] tells.
    fn from_request(parts: &RequestParts, schemes: &[&str]) -> Self;
    /// Whether the request carries something for the scheme of this name.
    fn has(&self, scheme: &str) -> bool;
    /// How to authenticate by `schemes`: the values of `WWW-Authenticate`
    /// (RFC 9110, section 11.6.1).
    fn challenges(schemes: &[&str]) -> Vec<String>;
}

/// How a server handles an operation. Generated code implements it for every
/// server that implements the contract's `Api`.
pub trait Handle<S: Service>: Operation {
    /// Carries the request out. `caller` is none where the operation has no
    /// security requirements, or optional ones and the request carries nothing.
    ///
    /// # Errors
    /// The operation's own errors, written by [`Operation::error`].
    fn handle(
        service: &S,
        caller: Option<&S::Caller>,
        request: Self::Request,
    ) -> impl Future<Output = Result<Self::Success, Self::Error>> + Send;

    /// What is documented for a refusal, by its status, in the server's words.
    ///
    /// # Errors
    /// A status that the contract does not document, and what the server fails to say.
    fn refused(_service: &S, refusal: &Refusal) -> Result<Self::Error, Unexpected> {
        Err(refusal.undocumented())
    }
}

/// What an operation ends with, in the contract's words.
pub type Outcome<O> = Result<<O as Operation>::Success, <O as Operation>::Error>;

/// How a handler takes its caller: as one who may be missing, or not.
pub trait TakeCaller<'a, Caller>: Sized {
    /// The caller as the handler takes it.
    ///
    /// # Errors
    /// None is there, and the handler needs one: the layer has let it through by mistake.
    fn take(caller: Option<&'a Caller>) -> Result<Self, Unexpected>;
}

impl<'a, Caller> TakeCaller<'a, Caller> for Option<&'a Caller> {
    fn take(caller: Option<&'a Caller>) -> Result<Self, Unexpected> {
        Ok(caller)
    }
}

impl<'a, Caller> TakeCaller<'a, Caller> for &'a Caller {
    fn take(caller: Option<&'a Caller>) -> Result<Self, Unexpected> {
        caller.ok_or_else(|| Unexpected::new("no caller"))
    }
}
