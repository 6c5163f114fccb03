//! The side of the mock that has sockets: reads requests whole, and passes them to the desk.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::mpsc::Sender;

use http::Request;
use hyper::Response;
use hyper::body::Incoming;
use serde_json::Map;
use tokio::sync::{Semaphore, oneshot};

use crate::exchange;
use crate::serve::body::{self, Body, Unread};
use crate::serve::convert;
use crate::serve::cors;
use crate::serve::desk::Letter;
use crate::serve::http::Service;
use crate::serve::problem;
use crate::serve::trouble::Trouble;

/// The longest body that is read, in bytes.
const MOST_BYTES: usize = 16 * 1024 * 1024;

/// Requests that are read and wait, at a time: bodies are in memory.
const MOST_WAITING: usize = 64;

/// A request, and who waits for the response.
pub struct Job {
    pub request: exchange::Request,
    /// Whether it is one of those that fail.
    pub strikes: bool,
    pub reply: oneshot::Sender<exchange::Response>,
}

pub struct Front {
    desk: Sender<Letter<Job>>,
    trouble: Trouble,
    /// Whether pages of other origins may call.
    has_cors: bool,
    waiting: Semaphore,
}

impl Front {
    pub fn new(desk: Sender<Letter<Job>>, trouble: Trouble, has_cors: bool) -> Self {
        Front {
            desk,
            trouble,
            has_cors,
            waiting: Semaphore::new(MOST_WAITING),
        }
    }

    async fn asked(&self, parts: &http::request::Parts, body: Incoming) -> exchange::Response {
        let own = |status, detail: &str| problem::written(status, detail, Map::new());
        let _place = self.waiting.acquire().await;
        let body = match body::read(body, MOST_BYTES).await {
            Ok(body) => body,
            Err(error @ Unread::TooLong(_)) => return own(413, &error.to_string()),
            Err(error @ Unread::Broken(_)) => return own(400, &error.to_string()),
        };
        let (reply, response) = oneshot::channel();
        let job = Job {
            request: convert::request(parts, &body),
            strikes: self.trouble.strikes(),
            reply,
        };
        let is_sent = self.desk.send(Letter::Job(job)).is_ok();
        match response.await {
            Ok(response) if is_sent => response,
            _ => own(503, "the mock is ending"),
        }
    }
}

impl Service for Front {
    async fn respond(self: Arc<Self>, request: Request<Incoming>, _: SocketAddr) -> Response<Body> {
        let (parts, body) = request.into_parts();
        if self.has_cors && cors::is_preflight(&parts.method, &parts.headers) {
            return cors::preflight(&parts.headers);
        }
        if !self.trouble.delay.is_zero() {
            tokio::time::sleep(self.trouble.delay).await;
        }
        let response = self.asked(&parts, body).await;
        let mut response = convert::response(response, &parts.method);
        if self.has_cors {
            cors::allow(&parts.headers, response.headers_mut());
        }
        response
    }
}
