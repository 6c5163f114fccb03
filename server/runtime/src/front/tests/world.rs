//! A server with a handful of operations, and a client that sends bytes.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use ::http::{Response, StatusCode};
use bytes::Bytes;
use http_body_util::BodyExt;
use hyper::body::Frame;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::super::super::operation::{Completed, Denied, Service};
use super::super::super::request::Exchange;
use super::super::super::together::{Entry, Serve};
use super::super::{Front, Limits, Running};

pub type Body = dropshot::Body;

#[derive(Default)]
pub struct World {
    /// Handlers that came to their end.
    pub finished: Arc<AtomicUsize>,
    /// `METHOD STATUS operation` of what was completed outside of operations.
    pub unrouted: Arc<std::sync::Mutex<Vec<String>>>,
}

impl Service for World {
    type Caller = ();
    type Credentials = ();

    async fn authenticate(&self, (): (), _: &Exchange) -> Result<(), Denied> {
        Ok(())
    }

    fn completed(&self, completed: &Completed<'_, ()>) {
        let operation = completed.exchange.operation_id;
        let line = format!("{} {}", operation, completed.status.as_u16());
        self.unrouted.lock().unwrap().push(line);
    }
}

fn entry(
    method: &'static str,
    template: &'static str,
    is_secured: bool,
    serve: Serve<World>,
) -> Entry<World> {
    Entry {
        id: template,
        method,
        template,
        base: "",
        is_secured,
        serve,
        endpoint: || unreachable!("these are served by the front alone"),
    }
}

/// `GET` of a template says which one it is.
pub fn said(template: &'static str) -> Entry<World> {
    entry("GET", template, true, |_, _, _, request| {
        Box::pin(async move { text(format!("at {}", request.uri().path())) })
    })
}

fn text(text: String) -> Response<Body> {
    Response::new(text.into())
}

pub fn operations() -> Vec<Entry<World>> {
    vec![
        entry("GET", "/hello", true, |_, arrival, _, _| {
            Box::pin(async move { text(format!("hello {}", arrival.client)) })
        }),
        entry("GET", "/public", false, |_, _, _, _| {
            Box::pin(async { text("for all".into()) })
        }),
        entry("GET", "/slow", true, |world, _, _, _| {
            Box::pin(async move {
                tokio::time::sleep(Duration::from_millis(600)).await;
                world.service().finished.fetch_add(1, Ordering::SeqCst);
                text("slow".into())
            })
        }),
        entry("POST", "/upload", true, |_, _, sizes, request| {
            Box::pin(async move {
                let limited = http_body_util::Limited::new(request.into_body(), sizes.whole);
                match limited.collect().await {
                    Ok(body) => text(format!("{} bytes", body.to_bytes().len())),
                    Err(_) => {
                        let mut response = text("too large".into());
                        *response.status_mut() = StatusCode::PAYLOAD_TOO_LARGE;
                        response
                    }
                }
            })
        }),
        entry("GET", "/endless", true, |_, _, _, _| {
            Box::pin(async {
                let part = || Ok::<_, std::io::Error>(Frame::data(Bytes::from(vec![b'x'; 65_536])));
                let parts = futures::stream::repeat_with(part);
                Response::new(Body::wrap(http_body_util::StreamBody::new(parts)))
            })
        }),
    ]
}

/// Limits that are over soon.
pub fn short() -> Limits {
    Limits {
        head: Duration::from_millis(400),
        body: Duration::from_millis(400),
        idle: Duration::from_millis(600),
        write: Duration::from_millis(600),
        body_bytes: 8 * 1024,
        ..Limits::default()
    }
}

pub fn start(limits: Limits) -> Running<World> {
    start_with(operations(), limits)
}

pub fn start_with(operations: Vec<Entry<World>>, limits: Limits) -> Running<World> {
    let anywhere = std::net::SocketAddr::from(([127, 0, 0, 1], 0));
    let front = Front::new(operations).limits(limits);
    front.start(anywhere, World::default()).unwrap()
}

pub async fn connect(running: &Running<World>) -> TcpStream {
    TcpStream::connect(running.local_addr()).await.unwrap()
}

/// Sends bytes on a new connection, and reads until the server closes it.
pub async fn exchange(running: &Running<World>, bytes: impl AsRef<[u8]>) -> String {
    let mut stream = connect(running).await;
    stream.write_all(bytes.as_ref()).await.unwrap();
    rest(&mut stream).await
}

/// A request that ends its connection.
pub async fn ask(running: &Running<World>, method: &str, path: &str) -> String {
    let head = format!("{method} {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    exchange(running, head).await
}

/// What comes until the end, which has to come.
pub async fn rest(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let read = stream.read_to_end(&mut bytes);
    let ended = tokio::time::timeout(Duration::from_secs(20), read).await;
    assert!(ended.is_ok(), "the server does not end: {bytes:?}");
    String::from_utf8_lossy(&bytes).into_owned()
}

/// What comes first.
pub async fn first(stream: &mut TcpStream) -> String {
    let mut bytes = vec![0; 64 * 1024];
    let read = tokio::time::timeout(Duration::from_secs(20), stream.read(&mut bytes)).await;
    let length = read.expect("the server says something").unwrap();
    String::from_utf8_lossy(&bytes[..length]).into_owned()
}
