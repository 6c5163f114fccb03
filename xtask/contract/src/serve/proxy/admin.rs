//! What whoever operates the proxy may ask it, at a port of its own: figures, and the report so
//! far. No consumer gets there by the proxy's own port.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::mpsc::Sender;

use http::header::CONTENT_TYPE;
use http::{HeaderValue, Request, StatusCode};
use hyper::Response;
use hyper::body::Incoming;
use tokio::sync::oneshot;

use super::exchanges::Job;
use crate::serve::body::{Body, whole};
use crate::serve::desk::Letter;
use crate::serve::http::Service;

pub struct Admin {
    desk: Sender<Letter<Job>>,
}

impl Admin {
    pub fn new(desk: Sender<Letter<Job>>) -> Self {
        Admin { desk }
    }

    async fn asked(&self, job: impl FnOnce(oneshot::Sender<String>) -> Job) -> Option<String> {
        let (reply, text) = oneshot::channel();
        self.desk.send(Letter::Job(job(reply))).ok()?;
        text.await.ok()
    }
}

impl Service for Admin {
    async fn respond(self: Arc<Self>, request: Request<Incoming>, _: SocketAddr) -> Response<Body> {
        let (kind, text) = match request.uri().path() {
            // The text format of Prometheus.
            "/metrics" => ("text/plain; version=0.0.4", self.asked(Job::Figures).await),
            "/report" => ("application/json", self.asked(Job::Report).await),
            _ => ("text/plain", None),
        };
        let (status, text) = match text {
            Some(text) => (StatusCode::OK, text),
            None => (
                StatusCode::NOT_FOUND,
                "/metrics: figures\n/report: the findings so far\n".to_owned(),
            ),
        };
        let mut response = Response::new(whole(text));
        *response.status_mut() = status;
        let kind = HeaderValue::from_static(kind);
        response.headers_mut().insert(CONTENT_TYPE, kind);
        response
    }
}
