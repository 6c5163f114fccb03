//! One connection: TLS, HTTP/1 or HTTP/2 by hyper, and the watchdog beside it.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Instant;

use futures::FutureExt;
use futures::future::BoxFuture;
use futures::stream::{FuturesUnordered, StreamExt};
use http_body_util::BodyExt;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio_rustls::TlsAcceptor;

use super::super::operation::Service;
use super::super::together::Holds;
use super::Shared;
use super::admission::Place;
use super::dispatch::dispatch;
use super::stream::{HeadRefused, Stream};
use super::unrouted::Unrouted;
use super::watch::{Verdict, Watch};

/// Streams that a client may have open at a time (RFC 9113, section 5.1.2, asks for 100 at least).
const STREAMS: u32 = 128;
/// The most bytes of a request's head.
const HEAD_BYTES: usize = 64 * 1024;

/// A client that has been let in.
pub(super) struct Client {
    pub(super) tcp: TcpStream,
    pub(super) peer: SocketAddr,
    pub(super) place: Place,
    pub(super) watch: Arc<Watch>,
}

/// Serves a client until it goes, misbehaves, or the server stops.
pub(super) async fn serve<S: Service>(
    shared: Arc<Shared<S>>,
    client: Client,
    mut stop: watch::Receiver<bool>,
) {
    let Client {
        tcp,
        peer,
        place,
        watch,
    } = client;
    // Small responses go out at once.
    let _ = tcp.set_nodelay(true);
    let refused = head_refused(&shared);
    let Some(tls) = shared.tls.clone() else {
        let stream = Stream::new(tcp, Arc::clone(&watch), refused, place);
        return serve_stream(shared, stream, peer, watch, stop).await;
    };
    let handshake = tokio::time::timeout(shared.limits.head, TlsAcceptor::from(tls).accept(tcp));
    let shaken = tokio::select! {
        shaken = handshake => shaken,
        () = watch.evicted.notified() => return,
        _ = stop.wait_for(|stopping| *stopping) => return,
    };
    if let Ok(Ok(tls)) = shaken {
        let stream = Stream::new(tls, Arc::clone(&watch), refused, place);
        serve_stream(shared, stream, peer, watch, stop).await;
    }
}

async fn serve_stream<S: Service, I>(
    shared: Arc<Shared<S>>,
    stream: Stream<I>,
    peer: SocketAddr,
    watch: Arc<Watch>,
    mut stop: watch::Receiver<bool>,
) where
    I: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let mut builder = auto::Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        // The watchdog does it: this one would count an idle connection's wait, too.
        .header_read_timeout(None)
        .max_buf_size(HEAD_BYTES);
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(STREAMS)
        .max_header_list_size(HEAD_BYTES as u32);
    let service = {
        let (shared, watch) = (Arc::clone(&shared), Arc::clone(&watch));
        service_fn(move |request: http::Request<Incoming>| {
            let (shared, watch) = (Arc::clone(&shared), Arc::clone(&watch));
            dispatch(shared, watch, peer, request).map(Ok::<_, Infallible>)
        })
    };
    let connection = builder.serve_connection_with_upgrades(TokioIo::new(stream), service);
    let mut connection = pin!(connection);
    let mut leaving = None;
    // What comes beside the connection is polled when it comes, and not with each request.
    let mut news = FuturesUnordered::<BoxFuture<'_, News>>::new();
    news.push(Box::pin(watch.evicted.notified().map(|()| News::Evicted)));
    news.push(Box::pin(async move {
        // The sender that is gone is a server that is gone.
        let _ = stop.wait_for(|stopping| *stopping).await;
        News::Stop
    }));
    let look_at = |then: Instant| tokio::time::sleep_until(then.into()).map(|()| News::Look);
    news.push(Box::pin(look_at(Instant::now())));
    loop {
        let came = tokio::select! {
            biased;
            // Its error is the client's affair: a connection that broke, or bytes that are no HTTP.
            _ = connection.as_mut() => return,
            Some(came) = news.next() => came,
        };
        match came {
            News::Evicted => return,
            News::Stop => {
                watch.stop();
                leaving = Some(Instant::now());
                connection.as_mut().graceful_shutdown();
            }
            News::Look => {}
        }
        match watch.verdict(&shared.limits, leaving) {
            Verdict::LookAgain(then) => news.push(Box::pin(look_at(then))),
            Verdict::Finish => {
                leaving = Some(Instant::now());
                connection.as_mut().graceful_shutdown();
                news.push(Box::pin(look_at(Instant::now())));
            }
            Verdict::Drop => return,
        }
    }
}

/// What ends the wait for a connection's next bytes.
enum News {
    /// Its place is needed, or its client misbehaves.
    Evicted,
    /// The server stops.
    Stop,
    /// The watchdog looks at it.
    Look,
}

/// What is said of a head that hyper cannot read, in the words of the service.
fn head_refused<S: Service>(shared: &Arc<Shared<S>>) -> HeadRefused {
    let shared = Arc::clone(shared);
    Arc::new(move |status| {
        let detail = match status.as_u16() {
            414 => "The target of the request is too long.",
            431 => "The head of the request is too large.",
            _ => "This is not a request of HTTP/1.1.",
        };
        shared.as_bytes(&Unrouted::new(status, detail))
    })
}

impl<S: Service> Shared<S> {
    /// A last response, for where hyper writes none of ours.
    pub(super) fn as_bytes(&self, unrouted: &Unrouted) -> Vec<u8> {
        let (head, body) = self.service().unrouted(unrouted).into_parts();
        let body = body.collect().now_or_never().and_then(Result::ok);
        let body = body.map(|body| body.to_bytes()).unwrap_or_default();
        let reason = head.status.canonical_reason().unwrap_or_default();
        let mut bytes = format!("HTTP/1.1 {} {reason}\r\n", head.status.as_u16()).into_bytes();
        for (name, value) in &head.headers {
            bytes.extend([name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat());
        }
        if head.status == http::StatusCode::SERVICE_UNAVAILABLE {
            bytes.extend(b"retry-after: 1\r\n");
        }
        let length = body.len();
        let rest = format!(
            "content-length: {length}\r\ncache-control: no-store\r\nconnection: close\r\n\r\n"
        );
        bytes.extend(rest.into_bytes());
        bytes.extend(body);
        bytes
    }
}
