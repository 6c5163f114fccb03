//! What went by, for who holds it against the contract.

use std::time::Duration;

use http::HeaderMap;
use tokio::sync::oneshot;

use super::copy::{Copy, Extent};
use crate::exchange;
use crate::serve::convert;

/// A message, with a copy of as much of its body as is kept.
pub struct Seen<M> {
    pub message: M,
    pub extent: Extent,
}

pub type SeenRequest = Seen<exchange::Request>;
pub type SeenResponse = Seen<exchange::Response>;

/// The head of a request, as it came.
#[derive(Clone)]
pub struct Head {
    pub method: http::Method,
    pub target: String,
    pub headers: HeaderMap,
}

impl Head {
    pub fn with(&self, copy: &Copy) -> SeenRequest {
        self.seen(copy.bytes(), copy.extent)
    }

    /// With a body of which nothing is known.
    pub fn without_body(&self) -> SeenRequest {
        self.seen(&[], Extent::Cut)
    }

    fn seen(&self, body: &[u8], extent: Extent) -> SeenRequest {
        Seen {
            message: exchange::Request {
                method: self.method.to_string(),
                target: self.target.clone(),
                headers: convert::headers(&self.headers),
                body: body.to_vec(),
            },
            extent,
        }
    }
}

/// The response of a service, with a copy of its body.
pub fn seen_response(status: u16, headers: &HeaderMap, copy: &Copy) -> SeenResponse {
    Seen {
        message: exchange::Response {
            status,
            headers: convert::headers(headers),
            body: copy.bytes().to_vec(),
        },
        extent: copy.extent,
    }
}

/// A request and its response, whose copies go when it was looked at.
pub struct Passed {
    pub head: Head,
    pub request: Option<Copy>,
    pub status: u16,
    pub headers: HeaderMap,
    pub response: Copy,
    /// Until the head of the response came.
    pub took: Duration,
}

/// What the desk is asked.
pub enum Job {
    /// To look at what went by.
    Passed(Box<Passed>),
    /// Whether a request may go on: what it is refused with.
    Request(
        Box<SeenRequest>,
        oneshot::Sender<Option<exchange::Response>>,
    ),
    /// Whether a response may go on.
    Response(Box<Passed>, oneshot::Sender<Option<exchange::Response>>),
    /// Something that was not looked at, since there was too much of it.
    Unseen,
    /// The service could not be asked.
    Failed,
    /// Figures for Prometheus.
    Figures(oneshot::Sender<String>),
    /// The report so far, as JSON.
    Report(oneshot::Sender<String>),
}
