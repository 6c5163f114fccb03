//! Requests to one address, and what comes back.

use std::cell::RefCell;
use std::time::{Duration, Instant};

use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::address::Address;
use super::read::Reader;
use super::stream::Stream;
use crate::exchange::{Request, Response};

/// Why there is no response.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoResponse {
    #[error("no connection: {0}")]
    Connect(String),
    #[error("the connection was closed before a response came")]
    Closed,
    #[error("the connection was closed in the middle of the response: {0}")]
    Half(String),
    #[error("no response within {0:?}")]
    Late(Duration),
    #[error("the response is no HTTP/1.1: {0}")]
    Malformed(String),
    #[error("the response is larger than {0} bytes")]
    Large(usize),
    #[error("no TLS: {0}")]
    Tls(String),
}

/// What came back, and when.
#[derive(Clone, Debug)]
pub struct Received {
    pub result: Result<Response, NoResponse>,
    pub took: Duration,
    /// Bytes after the end of the response, which nobody asked for.
    pub is_followed: bool,
    /// The connection dropped so, before it was asked again and this came.
    pub dropped: Option<NoResponse>,
    /// How long the same took when it was asked again, since it had been slow.
    pub again: Option<Duration>,
}

impl Received {
    fn new(result: Result<Response, NoResponse>, took: Duration, is_followed: bool) -> Self {
        Received {
            result,
            took,
            is_followed,
            dropped: None,
            again: None,
        }
    }
}

pub struct Transport {
    address: Address,
    idle: RefCell<Vec<Stream>>,
    patience: Duration,
    most_bytes: usize,
}

impl Transport {
    pub fn new(address: Address, patience: Duration, most_bytes: usize) -> Self {
        Transport {
            address,
            idle: RefCell::default(),
            patience,
            most_bytes,
        }
    }

    /// `host:port`
    pub fn authority(&self) -> &str {
        &self.address.authority
    }

    /// The file of the authorities that are trusted, if there is one.
    pub fn ca(&self) -> Option<&std::path::Path> {
        self.address.ca.as_deref()
    }

    /// `https://host:port`
    pub fn origin(&self) -> &str {
        &self.address.origin
    }

    /// Sends a request, and reads its response.
    pub async fn send(&self, request: &Request) -> Received {
        let bytes = self.written(request);
        let idle = self.idle.borrow_mut().pop();
        if let Some(stream) = idle {
            let received = self.exchange(stream, &bytes, &request.method).await;
            // It may have been closed meanwhile: that says nothing of this request.
            if !matches!(received.result, Err(NoResponse::Closed)) {
                return received;
            }
        }
        match self.connect().await {
            Ok(stream) => self.exchange(stream, &bytes, &request.method).await,
            Err(error) => Received::new(Err(error), Duration::ZERO, false),
        }
    }

    /// Sends bytes that are no request, on a connection of their own.
    pub async fn send_raw(&self, bytes: &[u8]) -> Received {
        match self.connect().await {
            Ok(stream) => self.exchange(stream, bytes, "GET").await,
            Err(error) => Received::new(Err(error), Duration::ZERO, false),
        }
    }

    /// Whether the address takes connections.
    pub async fn connect(&self) -> Result<Stream, NoResponse> {
        let told = |error: std::io::Error| NoResponse::Connect(error.to_string());
        let connecting = async {
            let connecting = TcpStream::connect(self.address.to_connect());
            let stream = connecting.await.map_err(told)?;
            stream.set_nodelay(true).map_err(told)?;
            self.address.secured(stream).await
        };
        timeout(self.patience, connecting)
            .await
            .map_err(|_| NoResponse::Late(self.patience))?
    }

    fn written(&self, request: &Request) -> Vec<u8> {
        let mut head = format!(
            "{} {} HTTP/1.1\r\nHost: {}\r\n",
            request.method, request.target, self.address.host
        );
        for (name, value) in &request.headers.0 {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        let says_length =
            !request.body.is_empty() || matches!(request.method.as_str(), "POST" | "PUT" | "PATCH");
        if says_length && request.headers.get("content-length").is_none() {
            head.push_str(&format!("Content-Length: {}\r\n", request.body.len()));
        }
        head.push_str("\r\n");
        let mut bytes = head.into_bytes();
        bytes.extend(&request.body);
        bytes
    }

    async fn exchange(&self, mut stream: Stream, bytes: &[u8], method: &str) -> Received {
        let start = Instant::now();
        let work = async {
            // A service may respond, and close, before it has read everything.
            let _ = stream.write_all(bytes).await;
            let _ = stream.flush().await;
            Reader {
                stream: &mut stream,
                buffer: Vec::new(),
                most_bytes: self.most_bytes,
            }
            .response(method)
            .await
        };
        let (result, is_kept, is_followed) = match timeout(self.patience, work).await {
            Ok(Ok((response, is_kept, is_followed))) => (Ok(response), is_kept, is_followed),
            Ok(Err(error)) => (Err(error), false, false),
            Err(_) => (Err(NoResponse::Late(self.patience)), false, false),
        };
        if is_kept && !is_followed {
            self.idle.borrow_mut().push(stream);
        }
        Received::new(result, start.elapsed(), is_followed)
    }
}
