//! The server: connections of HTTP/1.1, and of HTTP/2 for who begins with it (h2c with prior
//! knowledge), until somebody asks the program to end. Knows no contract.

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use http::header::HOST;
use http::{Method, Version};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use hyper_util::server::graceful::GracefulShutdown;
use serde_json::Map;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::Semaphore;

use super::body::Body;
use super::{convert, problem};

/// Connections at a time. Others wait in the system's queue.
const MOST_CONNECTIONS: usize = 1024;

/// How long the head of a request may take, and how long a connection is kept that asks nothing.
const HEAD: Duration = Duration::from_secs(60);

/// How long requests that are under way may take when the program is asked to end.
const FAREWELL: Duration = Duration::from_secs(5);

/// After an error of accepting, which is mostly that no more files may be open.
const BREATH: Duration = Duration::from_millis(50);

/// What responds to requests.
pub trait Service: Send + Sync + 'static {
    fn respond(
        self: Arc<Self>,
        request: Request<Incoming>,
        peer: SocketAddr,
    ) -> impl Future<Output = Response<Body>> + Send;
}

/// The threads that serve sockets: what they do is little beside what the contract asks.
pub fn runtime() -> io::Result<Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .thread_name("serve")
        .enable_all()
        .build()
}

/// A socket that listens. Port 0 is one that is free.
pub async fn bind(host: &str, port: u16) -> io::Result<(TcpListener, SocketAddr)> {
    let listener = TcpListener::bind((host, port)).await?;
    let address = listener.local_addr()?;
    Ok((listener, address))
}

/// Serves until the program is asked to end (SIGINT, SIGTERM), then finishes what is under way.
pub async fn serve<S: Service>(listener: TcpListener, service: Arc<S>) {
    let places = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    let mut server = auto::Builder::new(TokioExecutor::new());
    server
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD);
    server.http2().timer(TokioTimer::new());
    let graceful = GracefulShutdown::new();
    let mut ended = std::pin::pin!(asked_to_end());
    loop {
        let place = Arc::clone(&places).acquire_owned();
        let accepted = tokio::select! {
            () = &mut ended => break,
            accepted = async { (place.await, listener.accept().await) } => accepted,
        };
        let (Ok(place), Ok((stream, peer))) = accepted else {
            tokio::time::sleep(BREATH).await;
            continue;
        };
        // Small responses do not wait for more.
        let _ = stream.set_nodelay(true);
        let service = Arc::clone(&service);
        let responder = service_fn(move |request| {
            let service = Arc::clone(&service);
            async move {
                let response = match has_one_host(&request) {
                    true => service.respond(request, peer).await,
                    false => without_host(request.method()),
                };
                Ok::<_, Infallible>(response)
            }
        });
        let connection = server
            .serve_connection_with_upgrades(TokioIo::new(stream), responder)
            .into_owned();
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            // A client that goes away is no error of ours.
            let _ = connection.await;
            drop(place);
        });
    }
    drop(listener);
    let _ = tokio::time::timeout(FAREWELL, graceful.shutdown()).await;
}

/// A request of HTTP/1.1 says once for which host it is (RFC 9112, section 3.2).
fn has_one_host(request: &Request<Incoming>) -> bool {
    let count = request.headers().get_all(HOST).iter().count();
    match request.version() {
        Version::HTTP_11 => count == 1,
        _ => count <= 1,
    }
}

fn without_host(method: &Method) -> Response<Body> {
    let detail = "a request has one header `Host` (RFC 9112, section 3.2)";
    convert::response(problem::written(400, detail, Map::new()), method)
}

/// Ends when the program is asked to.
async fn asked_to_end() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}
