// @generated from spec/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! The way of a request through the layer: credentials, parameters, handler,
//! response.

use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::time::{Duration, Instant};

use dropshot::{
    ApiDescription, ApiDescriptionRegisterError, ApiEndpoint, ApiEndpointVersions, RequestContext,
};
use futures::FutureExt;
use http::{Response, StatusCode};
use schemars::JsonSchema;
use schemars::r#gen::SchemaGenerator;

use super::describe::{Described, Failure, Incoming, Outgoing, Part, complete};
use super::refusal::{Refusal, Unexpected};
use super::request::{Exchange, RequestParts, read_body};
use super::response;

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
    type Error: From<Refusal> + From<Unexpected> + Send;
    type ErrorBody: JsonSchema + Send + Sync + 'static;

    fn request(parts: &RequestParts, body: Vec<u8>) -> Result<Self::Request, Refusal>;
    fn success(success: Self::Success) -> Result<Response<dropshot::Body>, Unexpected>;
    fn error(error: Self::Error) -> Result<Response<dropshot::Body>, Unexpected>;
    fn describe(part: Part, generator: &mut SchemaGenerator) -> Vec<Described>;
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

/// Publishes an operation.
pub fn register<O, S>(api: &mut ApiDescription<S>) -> Result<(), ApiDescriptionRegisterError>
where
    O: Handle<S>,
    S: Service,
    S::Credentials: FromRequest,
{
    api.register(endpoint::<O, S>())
}

/// An operation, as Dropshot serves and describes it.
pub(super) fn endpoint<O, S>() -> ApiEndpoint<S>
where
    O: Handle<S>,
    S: Service,
    S::Credentials: FromRequest,
{
    let handler = |context: RequestContext<S>, incoming: Incoming<O>| async move {
        let response = serve::<O, S>(&context, incoming).await;
        Ok::<_, Failure<O::ErrorBody>>(Outgoing::<O>::new(response))
    };
    let endpoint = ApiEndpoint::new::<_, (Incoming<O>,), Outgoing<O>>(
        O::ID.to_owned(),
        handler,
        http::Method::from_bytes(O::METHOD.as_bytes()).unwrap_or_default(),
        O::REQUEST_MEDIA_TYPE,
        O::ROUTE,
        ApiEndpointVersions::All,
    );
    complete::<O, S>(endpoint)
}

pub(super) async fn serve<O, S>(
    context: &RequestContext<S>,
    incoming: Incoming<O>,
) -> Response<dropshot::Body>
where
    O: Handle<S>,
    S: Service,
    S::Credentials: FromRequest,
{
    let start = Instant::now();
    let service = context.context();
    let exchange = Exchange {
        request_id: context.request_id.clone(),
        remote_addr: context.request.remote_addr(),
        operation_id: O::ID,
    };
    let mut trace = Trace {
        caller: None,
        reason: None,
    };
    let limit = context.request_body_max_bytes();
    let run = run::<O, S>(service, &exchange, incoming, limit, &mut trace);
    let result = match AssertUnwindSafe(run).catch_unwind().await {
        Ok(result) => result,
        Err(panic) => Err(Unexpected::new(format!("panic: {}", panic_text(&*panic)))),
    };
    let response = result.unwrap_or_else(|unexpected| {
        trace.reason = Some(unexpected.cause());
        let documented = O::error(unexpected.into()).ok();
        documented.unwrap_or_else(|| response::unexpected(&exchange.request_id))
    });
    service.completed(&Completed {
        exchange: &exchange,
        caller: trace.caller.as_ref(),
        status: response.status(),
        duration: start.elapsed(),
        reason: trace.reason.as_deref(),
    });
    response
}

/// What is known of a request at its end, however it ended.
struct Trace<Caller> {
    caller: Option<Caller>,
    reason: Option<String>,
}

/// The steps in their order. A refusal becomes the operation's own error; what
/// the operation has no response for comes back as unexpected.
async fn run<O, S>(
    service: &S,
    exchange: &Exchange,
    incoming: Incoming<O>,
    limit: usize,
    trace: &mut Trace<S::Caller>,
) -> Result<Response<dropshot::Body>, Unexpected>
where
    O: Handle<S>,
    S: Service,
    S::Credentials: FromRequest,
{
    let (head, body) = incoming.request.into_parts();
    let parts = RequestParts::new(O::PATH, head);
    if !O::SECURITY.is_empty() {
        match authenticate::<O, S>(service, &parts, exchange).await {
            Ok(found) => trace.caller = found,
            Err(Denied::Refused(refusal)) => return refused::<O, _>(refusal, trace),
            Err(Denied::Unexpected(unexpected)) => return Err(unexpected),
        }
    }
    let body = if O::HAS_REQUEST_BODY {
        match read_body(body, limit).await {
            Ok(body) => body,
            Err(refusal) => return refused::<O, _>(refusal, trace),
        }
    } else {
        Vec::new()
    };
    let request = match O::request(&parts, body) {
        Ok(request) => request,
        Err(refusal) => return refused::<O, _>(refusal, trace),
    };
    match O::handle(service, trace.caller.as_ref(), request).await {
        Ok(success) => O::success(success),
        Err(error) => O::error(error),
    }
}

/// Who is calling, if the request carries credentials. None only when one of
/// the alternatives asks for nothing, and the request carries nothing.
async fn authenticate<O, S>(
    service: &S,
    parts: &RequestParts,
    exchange: &Exchange,
) -> Result<Option<S::Caller>, Denied>
where
    O: Operation,
    S: Service,
    S::Credentials: FromRequest,
{
    let mut schemes: Vec<&str> = O::SECURITY
        .iter()
        .flat_map(|all| all.iter().copied())
        .collect();
    schemes.dedup();
    let credentials = S::Credentials::from_request(parts, &schemes);
    if schemes.iter().any(|scheme| credentials.has(scheme)) {
        let satisfied = O::SECURITY
            .iter()
            .any(|all| !all.is_empty() && all.iter().all(|scheme| credentials.has(scheme)));
        if satisfied {
            return service.authenticate(credentials, exchange).await.map(Some);
        }
    } else if O::SECURITY.iter().any(|all| all.is_empty()) {
        return Ok(None);
    }
    Err(Denied::Refused(Refusal::unauthenticated(
        "The request does not carry the credentials that it needs.",
        S::Credentials::challenges(&schemes),
    )))
}

fn refused<O: Operation, Caller>(
    refusal: Refusal,
    trace: &mut Trace<Caller>,
) -> Result<Response<dropshot::Body>, Unexpected> {
    trace.reason = Some(refusal.reason().to_owned());
    O::error(refusal.into())
}

fn panic_text(panic: &(dyn std::any::Any + Send)) -> &str {
    panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message")
}
