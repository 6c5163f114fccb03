//! The way of a request through the layer: credentials, parameters, handler,
//! response.

use std::future::Future;
use std::net::{IpAddr, SocketAddr};
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::sync::atomic::Ordering;
use std::task::Poll;
use std::time::Instant;

use dropshot::{ApiEndpoint, ApiEndpointVersions, RequestContext};
use futures::FutureExt;
use http::{Request, Response};
use tokio::task::JoinError;

use super::body::{RequestBody, Sizes};
use super::describe::{Failure, Incoming, Outgoing, complete, media_type};
use super::negotiation::varied;
use super::operation::{Completed, Denied, FromRequest, Handle, Operation, Service};
use super::refusal::{Refusal, RefusalKind, Unexpected};
use super::request::{Exchange, RequestParts};
use super::response;

/// An operation, as Dropshot serves and describes it.
pub(super) fn endpoint<O, S>() -> ApiEndpoint<S>
where
    O: Handle<S>,
    S: Service,
    S::Credentials: FromRequest,
{
    let handler = |context: RequestContext<S>, incoming: Incoming<O>| async move {
        let served = async move {
            let (arrival, limit) = (Arrival::of(&context), context.request_body_max_bytes());
            serve::<O, S>(
                context.context(),
                arrival,
                Sizes::of(limit),
                incoming.request,
            )
            .await
        };
        let response = to_its_end(served).await;
        Ok::<_, Failure<O::ErrorBody>>(Outgoing::<O>::new(response))
    };
    let endpoint = ApiEndpoint::new::<_, (Incoming<O>,), Outgoing<O>>(
        O::ID.to_owned(),
        handler,
        http::Method::from_bytes(O::METHOD.as_bytes()).unwrap_or_default(),
        media_type::<O>(),
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

/// A request that has come, whichever operation it is for.
pub(super) struct Arrival {
    /// When its head had come.
    pub at: Instant,
    pub request_id: String,
    pub remote_addr: SocketAddr,
    pub client: IpAddr,
}

impl Arrival {
    pub(super) fn of<S: Service>(context: &RequestContext<S>) -> Self {
        Arrival {
            at: Instant::now(),
            request_id: context.request_id.clone(),
            remote_addr: context.request.remote_addr(),
            client: context.request.remote_addr().ip(),
        }
    }
}

/// Serves one request to `O`, whose body has these sizes at most.
pub(super) async fn serve<O, S>(
    service: &S,
    arrival: Arrival,
    sizes: Sizes,
    request: Request<dropshot::Body>,
) -> Response<dropshot::Body>
where
    O: Handle<S>,
    S: Service,
    S::Credentials: FromRequest,
{
    let mut exchange = Exchange {
        request_id: arrival.request_id,
        remote_addr: arrival.remote_addr,
        client: arrival.client,
        operation_id: O::ID,
        extensions: http::Extensions::new(),
    };
    service.arrived(&mut exchange, request.headers());
    let work = answer::<O, S>(service, &exchange, sizes, request, arrival.at);
    service.around(&exchange, work).await
}

/// The response to a request, once the service was told of its end.
async fn answer<O, S>(
    service: &S,
    exchange: &Exchange,
    sizes: Sizes,
    request: Request<dropshot::Body>,
    at: Instant,
) -> Response<dropshot::Body>
where
    O: Handle<S>,
    S: Service,
    S::Credentials: FromRequest,
{
    let mut trace = Trace {
        caller: None,
        reason: None,
        is_negotiated: false,
    };
    let run = run::<O, S>(service, exchange, request, sizes, &mut trace);
    let result = match AssertUnwindSafe(run).catch_unwind().await {
        Ok(result) => result,
        Err(panic) => Err(Stopped::Failed(panicked(&*panic))),
    };
    let mut response = result.unwrap_or_else(|stopped| {
        let refusal = match stopped {
            Stopped::Refused(refusal) => {
                trace.reason = Some(refusal.reason().to_owned());
                refusal
            }
            Stopped::Failed(unexpected) => {
                trace.reason = Some(unexpected.cause());
                Refusal::failure(&unexpected)
            }
        };
        refused::<O, S>(service, refusal.of(exchange, O::REFUSALS), &mut trace)
    });
    if trace.is_negotiated {
        varied(&mut response);
    }
    service.completed(&Completed {
        exchange,
        caller: trace.caller.as_ref(),
        status: response.status(),
        duration: at.elapsed(),
        reason: trace.reason.as_deref(),
    });
    response
}

/// What is known of a request at its end, however it ended.
struct Trace<Caller> {
    caller: Option<Caller>,
    reason: Option<String>,
    /// Whether the response depends on `Accept`.
    is_negotiated: bool,
}

/// Why there is no response of a handler's.
enum Stopped {
    Refused(Refusal),
    Failed(Unexpected),
}

impl From<Refusal> for Stopped {
    fn from(refusal: Refusal) -> Self {
        Stopped::Refused(refusal)
    }
}

impl From<Unexpected> for Stopped {
    fn from(mut unexpected: Unexpected) -> Self {
        match unexpected.take_refusal() {
            Some(refusal) => Stopped::Refused(refusal),
            None => Stopped::Failed(unexpected),
        }
    }
}

impl From<Denied> for Stopped {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::Refused(refusal) => Stopped::Refused(refusal),
            Denied::Unexpected(unexpected) => unexpected.into(),
        }
    }
}

/// The steps in their order.
async fn run<O, S>(
    service: &S,
    exchange: &Exchange,
    request: Request<dropshot::Body>,
    sizes: Sizes,
    trace: &mut Trace<S::Caller>,
) -> Result<Response<dropshot::Body>, Stopped>
where
    O: Handle<S>,
    S: Service,
    S::Credentials: FromRequest,
{
    let (head, body) = request.into_parts();
    let parts = RequestParts::new(O::PATH, head);
    if !O::SECURITY.is_empty() {
        trace.caller = authenticate::<O, S>(service, &parts, exchange).await?;
    }
    let mut body = RequestBody::new(body, sizes);
    if !O::HAS_REQUEST_BODY {
        body = body.none().await?;
    }
    let request = O::request(&parts, body).await;
    trace.is_negotiated = parts.is_negotiated.load(Ordering::Relaxed);
    let request = request?;
    let result = O::handle(service, trace.caller.as_ref(), request).await;
    Ok(result.map_or_else(O::error, O::success)?)
}

/// The operation's own documented response; where there is none, or the server fails to make it,
/// one with the same status and without details of what failed.
fn refused<O, S>(
    service: &S,
    refusal: Refusal,
    trace: &mut Trace<S::Caller>,
) -> Response<dropshot::Body>
where
    O: Handle<S>,
    S: Service,
{
    let documented = AssertUnwindSafe(|| O::error(O::refused(service, &refusal)?));
    let documented = match std::panic::catch_unwind(documented) {
        Ok(documented) => documented,
        Err(panic) => Err(panicked(&*panic)),
    };
    let mut response = documented.unwrap_or_else(|unexpected| {
        if refusal.kind() != RefusalKind::Failure {
            let reason = trace.reason.take().unwrap_or_default();
            trace.reason = Some(format!("{reason} ({})", unexpected.cause()));
        }
        response::undocumented(&refusal)
    });
    response::challenged(&mut response, &refusal);
    response::postponed(&mut response, &refusal);
    response
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

fn panicked(panic: &(dyn std::any::Any + Send)) -> Unexpected {
    Unexpected::new(format!("panic: {}", panic_text(panic)))
}

fn panic_text(panic: &(dyn std::any::Any + Send)) -> &str {
    panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message")
}
