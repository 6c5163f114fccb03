//! The way of a request to the service, and of the response back: unchanged but for what is of a
//! connection only, in streams of any length, and never held up by who looks at it.

use std::net::SocketAddr;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::header::{CONTENT_TYPE, COOKIE, HOST};
use http::request::Parts;
use http::{HeaderName, HeaderValue, Method, Request, StatusCode, Version};
use http_body_util::BodyExt;
use hyper::Response;
use hyper::body::Incoming;
use hyper_util::rt::TokioIo;
use serde_json::Map;
use tokio::sync::oneshot;

use super::copy::{Budget, Copied, Copy, Extent};
use super::exchanges::{Head, Job, Passed};
use super::hops;
use super::upstream::Upstream;
use crate::exchange;
use crate::serve::body::{Body, BodyError, boxed, whole};
use crate::serve::convert;
use crate::serve::desk::Letter;
use crate::serve::http::Service;
use crate::serve::problem;

/// What went by and was not looked at yet, at most: what comes on top is passed on unseen.
const MOST_WAITING: usize = 1_000;

/// How requests are passed on.
pub struct Manner {
    /// Refuse what is not as documented.
    pub enforce: bool,
    /// Say on which host the consumer asked for, and not the service's own.
    pub keep_host: bool,
    /// Say who asked, and for what (`X-Forwarded-…`).
    pub forwarded: bool,
    /// How long the service may take until its response begins.
    pub timeout: Duration,
}

pub struct Forward {
    upstream: Upstream,
    manner: Manner,
    budget: Arc<Budget>,
    desk: Desk,
}

/// The way to who looks at what goes by.
#[derive(Clone)]
struct Desk {
    letters: Sender<Letter<Job>>,
    places: Arc<tokio::sync::Semaphore>,
}

impl Desk {
    /// Passes it on, unless too much waits already.
    fn tell(&self, passed: Passed) {
        let job = match self.places.try_acquire() {
            Ok(place) => {
                // Given back by who looked at it: `Forward::looked`.
                place.forget();
                Job::Passed(Box::new(passed))
            }
            Err(_) => Job::Unseen,
        };
        let _ = self.letters.send(Letter::Job(job));
    }

    async fn ask(
        &self,
        job: impl FnOnce(oneshot::Sender<Option<exchange::Response>>) -> Job,
    ) -> Option<exchange::Response> {
        let (reply, verdict) = oneshot::channel();
        self.letters.send(Letter::Job(job(reply))).ok()?;
        verdict.await.ok().flatten()
    }
}

/// The copy of a request's body, when there is one.
type Slot = Arc<Mutex<Option<Copy>>>;

impl Forward {
    pub fn new(
        upstream: Upstream,
        manner: Manner,
        budget: Arc<Budget>,
        letters: Sender<Letter<Job>>,
    ) -> Self {
        let places = Arc::new(tokio::sync::Semaphore::new(MOST_WAITING));
        Forward {
            upstream,
            manner,
            budget,
            desk: Desk { letters, places },
        }
    }

    /// To be called for each that was looked at.
    pub fn looked(&self) -> impl Fn() + use<> {
        let places = Arc::clone(&self.desk.places);
        move || places.add_permits(1)
    }

    async fn pass(&self, request: Request<Incoming>, peer: SocketAddr) -> Response<Body> {
        let start = Instant::now();
        let (mut parts, body) = request.into_parts();
        if parts.method == Method::CONNECT {
            let detail = "this proxy stands for one service: it makes no tunnels (CONNECT)";
            return own(501, detail, &parts.method);
        }
        let head = Head {
            method: parts.method.clone(),
            target: parts
                .uri
                .path_and_query()
                .map_or("/", |target| target.as_str())
                .to_owned(),
            headers: parts.headers.clone(),
        };
        let client = hops::upgrade(&parts.headers).map(|protocol| {
            let pending = parts.extensions.remove::<hyper::upgrade::OnUpgrade>();
            (protocol, pending)
        });
        let slot = Slot::default();
        let body = match self.manner.enforce {
            true => match self.judged_request(&head, body, &slot).await {
                Ok(body) => body,
                Err(refusal) => return convert::response(refusal, &head.method),
            },
            false => self.copied(body, &slot),
        };
        let outgoing = match self.outgoing(parts, body, client.as_ref(), peer) {
            Ok(outgoing) => outgoing,
            Err(error) => {
                return own(
                    400,
                    &format!("the target cannot be passed on: {error}"),
                    &head.method,
                );
            }
        };
        let sent = tokio::time::timeout(self.manner.timeout, self.upstream.send(outgoing)).await;
        let response = match sent {
            Ok(Ok(response)) => response,
            Ok(Err(error)) => {
                let _ = self.desk.letters.send(Letter::Job(Job::Failed));
                let detail = format!("the service cannot be asked: {}", why(&error));
                return own(502, &detail, &head.method);
            }
            Err(_) => {
                let _ = self.desk.letters.send(Letter::Job(Job::Failed));
                let detail = format!(
                    "the service did not respond within {:?} (--timeout)",
                    self.manner.timeout
                );
                return own(504, &detail, &head.method);
            }
        };
        self.back(head, slot, response, client, start.elapsed())
            .await
    }

    /// A body that goes on, and leaves its copy in the slot.
    fn copied(&self, body: Incoming, slot: &Slot) -> Body {
        let slot = Arc::clone(slot);
        boxed(Copied::new(body, Copy::new(&self.budget), move |copy| {
            fill(&slot, copy);
        }))
    }

    /// The body, when the request may go on; what it is refused with, when not. A body that is
    /// longer than what is kept goes on unseen.
    async fn judged_request(
        &self,
        head: &Head,
        body: Incoming,
        slot: &Slot,
    ) -> Result<Body, exchange::Response> {
        let mut copy = Copy::new(&self.budget);
        let (frames, rest) = gathered(body, &mut copy).await.map_err(|error| {
            problem::written(
                400,
                &format!("the body ends before it is whole: {error}"),
                Map::new(),
            )
        })?;
        let seen = head.with(&copy);
        let refusal = self
            .desk
            .ask(|reply| Job::Request(Box::new(seen), reply))
            .await;
        match refusal {
            Some(refusal) => Err(refusal),
            None => {
                fill(slot, copy);
                Ok(again(frames, rest))
            }
        }
    }

    /// The request as it goes to the service.
    fn outgoing(
        &self,
        parts: Parts,
        body: Body,
        client: Option<&(HeaderValue, Option<hyper::upgrade::OnUpgrade>)>,
        peer: SocketAddr,
    ) -> Result<Request<Body>, http::Error> {
        let mut request = Request::new(body);
        *request.method_mut() = parts.method;
        *request.uri_mut() = self.upstream.uri(parts.uri.path_and_query())?;
        *request.version_mut() = Version::HTTP_11;
        let mut headers = parts.headers;
        let host = headers.get(HOST).cloned().or_else(|| {
            // Of HTTP/2, it is a part of the target.
            HeaderValue::try_from(parts.uri.authority()?.as_str()).ok()
        });
        hops::remove(&mut headers);
        if self.manner.forwarded {
            forwarded(&mut headers, host.as_ref(), peer);
        }
        let own = host.filter(|_| self.manner.keep_host);
        headers.insert(HOST, own.unwrap_or_else(|| self.upstream.host()));
        one_cookie(&mut headers);
        if let Some((protocol, _)) = client {
            hops::set_upgrade(&mut headers, protocol.clone());
        }
        *request.headers_mut() = headers;
        Ok(request)
    }

    async fn back(
        &self,
        head: Head,
        slot: Slot,
        mut response: Response<Incoming>,
        client: Option<(HeaderValue, Option<hyper::upgrade::OnUpgrade>)>,
        took: Duration,
    ) -> Response<Body> {
        let protocol = hops::upgrade(response.headers());
        if response.status() == StatusCode::SWITCHING_PROTOCOLS
            && let (Some(protocol), Some((_, Some(client)))) = (protocol, client)
        {
            let service = hyper::upgrade::on(&mut response);
            tokio::spawn(joined(client, service));
            let mut headers = response.headers().clone();
            hops::remove(&mut headers);
            hops::set_upgrade(&mut headers, protocol);
            let mut switched = Response::new(whole(Bytes::new()));
            *switched.status_mut() = StatusCode::SWITCHING_PROTOCOLS;
            *switched.headers_mut() = headers;
            return switched;
        }
        let (mut parts, body) = response.into_parts();
        parts.version = Version::HTTP_11;
        let method = head.method.clone();
        let status = parts.status.as_u16();
        let passed = move |response: Copy, headers| Passed {
            request: take(&slot),
            head,
            status,
            headers,
            response,
            took,
        };
        let kept = parts.headers.clone();
        hops::remove(&mut parts.headers);
        let is_stream = parts
            .headers
            .get(CONTENT_TYPE)
            .is_some_and(|value| value.as_bytes().starts_with(b"text/event-stream"));
        if !self.manner.enforce || is_stream {
            let desk = self.desk.clone();
            let copy = Copy::new(&self.budget);
            let copied = Copied::new(body, copy, move |copy| desk.tell(passed(copy, kept)));
            return Response::from_parts(parts, boxed(copied));
        }
        let mut copy = Copy::new(&self.budget);
        let gathered = gathered(body, &mut copy).await;
        let passed = passed(copy, kept);
        let refusal = self
            .desk
            .ask(|reply| Job::Response(Box::new(passed), reply))
            .await;
        match (refusal, gathered) {
            (Some(refusal), _) => convert::response(refusal, &method),
            (None, Ok((frames, rest))) => Response::from_parts(parts, again(frames, rest)),
            (None, Err(error)) => own(
                502,
                &format!("the service's response broke off: {error}"),
                &method,
            ),
        }
    }
}

impl Service for Forward {
    async fn respond(
        self: Arc<Self>,
        request: Request<Incoming>,
        peer: SocketAddr,
    ) -> Response<Body> {
        self.pass(request, peer).await
    }
}

/// What is at the bottom of an error, and a way out where there is one.
fn why(error: &hyper_util::client::legacy::Error) -> String {
    let mut error: &dyn std::error::Error = error;
    while let Some(source) = error.source() {
        error = source;
    }
    let why = error.to_string();
    match why.contains("certificate") {
        true => format!("{why} (--ca names the certificates that are trusted)"),
        false => why,
    }
}

/// A response of the proxy's own.
fn own(status: u16, detail: &str, method: &Method) -> Response<Body> {
    convert::response(problem::written(status, detail, Map::new()), method)
}

fn fill(slot: &Slot, copy: Copy) {
    *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(copy);
}

fn take(slot: &Slot) -> Option<Copy> {
    slot.lock().unwrap_or_else(PoisonError::into_inner).take()
}

type Frame = hyper::body::Frame<Bytes>;

/// Reads a body as far as it is kept: what was read, and the rest if there is one.
async fn gathered(
    mut body: Incoming,
    copy: &mut Copy,
) -> Result<(Vec<Frame>, Option<Incoming>), BodyError> {
    let mut frames = Vec::new();
    while let Some(frame) = body.frame().await {
        let frame = frame?;
        if let Some(bytes) = frame.data_ref() {
            copy.add(bytes);
        }
        frames.push(frame);
        if copy.extent == Extent::Cut {
            return Ok((frames, Some(body)));
        }
    }
    copy.end();
    Ok((frames, None))
}

/// What was read, and the rest behind it.
fn again(frames: Vec<Frame>, rest: Option<Incoming>) -> Body {
    let is_data = |frame: &Frame| frame.is_data();
    match rest {
        // Its length is known.
        None if frames.iter().all(is_data) => {
            let bytes = frames
                .into_iter()
                .filter_map(|frame| frame.into_data().ok());
            let bytes: Vec<u8> = bytes.flatten().collect();
            whole(bytes)
        }
        rest => boxed(Behind {
            frames: frames.into(),
            rest,
        }),
    }
}

/// Frames that were read, and the body that they were read from.
struct Behind {
    frames: std::collections::VecDeque<Frame>,
    rest: Option<Incoming>,
}

impl hyper::body::Body for Behind {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<Frame, BodyError>>> {
        if let Some(frame) = self.frames.pop_front() {
            return std::task::Poll::Ready(Some(Ok(frame)));
        }
        match &mut self.rest {
            Some(rest) => std::pin::Pin::new(rest)
                .poll_frame(context)
                .map_err(Into::into),
            None => std::task::Poll::Ready(None),
        }
    }
}

/// Passes bytes on in both directions until one side ends.
async fn joined(client: hyper::upgrade::OnUpgrade, service: hyper::upgrade::OnUpgrade) {
    if let (Ok(client), Ok(service)) = tokio::join!(client, service) {
        let (mut client, mut service) = (TokioIo::new(client), TokioIo::new(service));
        // That one of them goes is how it ends.
        let _ = tokio::io::copy_bidirectional(&mut client, &mut service).await;
    }
}

/// Of HTTP/2, cookies may be several lines (RFC 9113, section 8.2.3).
fn one_cookie(headers: &mut http::HeaderMap) {
    let lines: Vec<&[u8]> = headers
        .get_all(COOKIE)
        .iter()
        .map(HeaderValue::as_bytes)
        .collect();
    if lines.len() > 1
        && let Ok(joined) = HeaderValue::from_bytes(&lines.join(&b"; "[..]))
    {
        headers.insert(COOKIE, joined);
    }
}

/// Who asked, and for what: added to what proxies before said.
fn forwarded(headers: &mut http::HeaderMap, host: Option<&HeaderValue>, peer: SocketAddr) {
    const FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
    const HOST: HeaderName = HeaderName::from_static("x-forwarded-host");
    const PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");
    let before = headers.get(FOR).and_then(|value| value.to_str().ok());
    let all = match before {
        Some(before) => format!("{before}, {}", peer.ip()),
        None => peer.ip().to_string(),
    };
    if let Ok(all) = HeaderValue::try_from(all) {
        headers.insert(FOR, all);
    }
    if let Some(host) = host {
        headers.entry(HOST).or_insert_with(|| host.clone());
    }
    headers
        .entry(PROTO)
        .or_insert(HeaderValue::from_static("http"));
}
