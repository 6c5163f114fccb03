//! The way of a request through the layer: credentials, parameters, handler,
//! response.

use std::future::Future;
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::task::Poll;
use std::time::Instant;

use dropshot::{
    ApiDescription, ApiDescriptionRegisterError, ApiEndpoint, ApiEndpointVersions, RequestContext,
};
use futures::FutureExt;
use http::Response;
use http::header::{HeaderValue, RETRY_AFTER};
use tokio::task::JoinError;

use super::describe::{Failure, Incoming, Outgoing, complete};
use super::operation::{
    Completed, Denied, FromRequest, Handle, Operation, OperationError, Service,
};
use super::refusal::{Refusal, Unexpected};
use super::request::{Exchange, RequestParts, read_body};
use super::response;

/// Adds an operation to those that Dropshot serves.
///
/// # Errors
/// A path that Dropshot's router cannot hold beside those that are there:
/// [`register_together`](super::register_together) is for those.
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
        let served = async move { serve::<O, S>(&context, incoming).await };
        let response = to_its_end(served).await;
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

/// Runs a handler to its end, even if its client goes away and Dropshot drops
/// what waits for it. Work that is done without waiting cannot be dropped
/// half-way; the rest goes on in a task of its own. Dropshot's mode `Detached`
/// makes a task for each request, which costs 1.5 µs.
///
/// What holds the request's context holds up the server's end until then.
pub async fn to_its_end<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> T {
    let mut work = Box::pin(work);
    if let Poll::Ready(done) = futures::poll!(&mut work) {
        return done;
    }
    match tokio::spawn(work).await.map_err(JoinError::try_into_panic) {
        Ok(done) => done,
        Err(Ok(panic)) => resume_unwind(panic),
        // The runtime ends, and drops this future next.
        Err(Err(_)) => std::future::pending().await,
    }
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
        let status = unexpected.status();
        let mut response = O::Error::failure(status.as_u16())
            .and_then(|error| O::error(error).ok())
            .unwrap_or_else(|| response::unexpected(status, &exchange.request_id));
        if let Some(after) = unexpected.retry_after() {
            let seconds = HeaderValue::from(after.as_secs().max(1));
            response.headers_mut().insert(RETRY_AFTER, seconds);
        }
        response
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
    let mut schemes: Vec<&str> = Vec::new();
    for scheme in O::SECURITY.iter().flat_map(|all| all.iter().copied()) {
        if !schemes.contains(&scheme) {
            schemes.push(scheme);
        }
    }
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
