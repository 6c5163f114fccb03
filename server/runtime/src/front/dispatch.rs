//! From a request's head to its response: what HTTP asks of every server, and to whom the rest goes.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use http::header::{
    ALLOW, CACHE_CONTROL, CONNECTION, CONTENT_LENGTH, EXPECT, HOST, STRICT_TRANSPORT_SECURITY,
};
use http::{
    HeaderMap, HeaderName, HeaderValue, Method, Request, Response, StatusCode, Uri, Version,
};
use hyper::body::{Body as _, Incoming};
use uuid::Uuid;

use super::super::body::Sizes;
use super::super::operation::{Completed, Service};
use super::super::request::Exchange;
use super::super::response::EndsAtStop;
use super::super::serve::{Arrival, to_its_end};
use super::super::together::Holds;
use super::body::{Received, Sent};
use super::unrouted::{Unrouted, allow};
use super::watch::{InFlight, Watch};
use super::{Shared, Target};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// A year, as RFC 6797 has it in its examples.
const HSTS: HeaderValue = HeaderValue::from_static("max-age=31536000");
const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");

/// What answers a request: the response, and whether a cache may keep it.
struct Answered {
    response: Response<dropshot::Body>,
    is_public: bool,
}

/// Answers one request of a connection.
pub(super) async fn dispatch<S: Service>(
    shared: Arc<Shared<S>>,
    watch: Arc<Watch>,
    peer: std::net::SocketAddr,
    request: Request<Incoming>,
) -> Response<Sent> {
    let at = Instant::now();
    let in_flight = InFlight::new(Arc::clone(&watch), request.version());
    let request_id = Uuid::new_v4().to_string();
    let too_slow = Arc::new(AtomicBool::new(false));
    let is_expected = request.headers().contains_key(EXPECT);
    let (is_head, version) = (request.method() == Method::HEAD, request.version());
    let request = request.map(|incoming| {
        let (watch, too_slow) = (Arc::clone(&watch), Arc::clone(&too_slow));
        match incoming.is_end_stream() {
            true => dropshot::Body::empty(),
            false => dropshot::Body::wrap(Received::new(
                incoming,
                is_expected,
                watch,
                too_slow,
                &shared.limits,
            )),
        }
    });
    let client = shared.proxies.client(peer.ip(), request.headers());
    let arrival = || Arrival {
        at,
        request_id: request_id.clone(),
        remote_addr: peer,
        client,
    };
    let routed = match checked(&request) {
        Ok(()) => shared.route(request, arrival()).await,
        Err(unrouted) => Err(unrouted),
    };
    let is_too_slow = too_slow.load(Ordering::Relaxed);
    let routed = match is_too_slow {
        true => Err(Unrouted::new(
            StatusCode::REQUEST_TIMEOUT,
            "The body of the request did not come in time.",
        )),
        false => routed,
    };
    let answered = routed.unwrap_or_else(|unrouted| {
        shared.tell(&unrouted, arrival());
        let response = shared.service().unrouted(&unrouted);
        Answered {
            response: unrouted.with_allow(response),
            is_public: false,
        }
    });
    let Answered {
        mut response,
        is_public,
    } = answered;
    if is_head {
        response = without_body(response);
    }
    let headers = response.headers_mut();
    if let Ok(id) = HeaderValue::from_str(&request_id) {
        headers.entry(REQUEST_ID).or_insert(id);
    }
    if !is_public && !headers.contains_key(CACHE_CONTROL) {
        headers.insert(CACHE_CONTROL, NO_STORE);
    }
    if shared.has_tls() && !headers.contains_key(STRICT_TRANSPORT_SECURITY) {
        headers.insert(STRICT_TRANSPORT_SECURITY, HSTS);
    }
    if is_too_slow && version != Version::HTTP_2 {
        headers.insert(CONNECTION, HeaderValue::from_static("close"));
    }
    let ends_at_stop = response.extensions().get::<EndsAtStop>().is_some();
    response.map(|body| {
        let sent = Sent::new(body, in_flight, shared.log.clone(), request_id);
        match ends_at_stop {
            true => sent.ending_at(async move { watch.stopped().await }),
            false => sent,
        }
    })
}

impl<S: Service> Shared<S> {
    async fn route(
        self: &Arc<Self>,
        mut request: Request<dropshot::Body>,
        arrival: Arrival,
    ) -> Result<Answered, Unrouted> {
        let (method, path) = (request.method(), request.uri().path());
        let mut found = self.router.find(method.as_str(), path);
        if found.is_none() && method == Method::HEAD {
            // RFC 9110, section 9.3.2: as GET, without the content.
            found = self.router.find("GET", path);
            if found.is_some() {
                *request.method_mut() = Method::GET;
            }
        }
        match found {
            Some(Target::Operation(entry)) => {
                let (serve, is_public) = (entry.serve, !entry.is_secured);
                let shared = Arc::clone(self);
                let sizes = Sizes {
                    whole: self.limits.body_bytes,
                    streamed: self.limits.streamed_bytes,
                };
                without_base(request.uri_mut(), entry.base);
                Ok(Answered {
                    response: to_its_end(serve(shared, arrival, sizes, request)).await,
                    is_public,
                })
            }
            Some(Target::Beside(limit)) => {
                // Dropshot refuses it, too, and closes the connection on who is still sending.
                let limit = u64::try_from(*limit).unwrap_or(u64::MAX);
                if request.body().size_hint().lower() > limit {
                    return Err(Unrouted::new(
                        StatusCode::PAYLOAD_TOO_LARGE,
                        format!("The body is larger than {limit} bytes."),
                    ));
                }
                let shared = Arc::clone(self);
                let passed_on = async move { shared.pass_on(request, &arrival).await };
                let response = to_its_end(passed_on).await?;
                Ok(Answered {
                    response,
                    is_public: false,
                })
            }
            None => self.without_target(request.method(), request.uri().path()),
        }
    }

    fn without_target(&self, method: &Method, path: &str) -> Result<Answered, Unrouted> {
        let methods = match path {
            "*" if method == Method::OPTIONS => self.router.all_methods(),
            _ => self.router.methods(path),
        };
        if methods.is_empty() {
            return Err(match is_encoded(path) {
                true => Unrouted::new(StatusCode::NOT_FOUND, "There is nothing at this path."),
                false => Unrouted::new(
                    StatusCode::BAD_REQUEST,
                    "The path is not percent-encoded UTF-8.",
                ),
            });
        }
        let mut methods: Vec<String> = methods.into_iter().map(str::to_owned).collect();
        if methods.iter().any(|method| method == "GET") {
            methods.push("HEAD".into());
        }
        methods.push("OPTIONS".into());
        methods.sort_unstable();
        methods.dedup();
        if method != Method::OPTIONS {
            return Err(Unrouted::not_allowed(method.as_str(), methods));
        }
        let mut response = Response::new(dropshot::Body::empty());
        *response.status_mut() = StatusCode::NO_CONTENT;
        response.headers_mut().insert(ALLOW, allow(&methods));
        Ok(Answered {
            response,
            is_public: false,
        })
    }

    /// Tells the service of a request that it does not see.
    fn tell(&self, unrouted: &Unrouted, arrival: Arrival) {
        self.service().completed(&Completed {
            exchange: &Exchange {
                request_id: arrival.request_id,
                remote_addr: arrival.remote_addr,
                client: arrival.client,
                operation_id: "none",
                extensions: http::Extensions::new(),
            },
            caller: None,
            status: unrouted.status(),
            duration: arrival.at.elapsed(),
            reason: Some(unrouted.detail()),
        });
    }
}

/// The target as the contract's paths have it: without the segments of the base path.
fn without_base(uri: &mut Uri, base: &str) {
    let segments = base.matches('/').count();
    if segments == 0 {
        return;
    }
    let path = uri.path();
    let start = path.match_indices('/').nth(segments);
    let path = start.map_or("/", |(start, _)| &path[start..]);
    let target = match uri.query() {
        Some(query) => format!("{path}?{query}"),
        None => path.to_owned(),
    };
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = target.parse().ok();
    if let Ok(shorter) = Uri::from_parts(parts) {
        *uri = shorter;
    }
}

/// What RFC 9112 asks of a request, whatever it is for.
fn checked<B>(request: &Request<B>) -> Result<(), Unrouted> {
    let bad = |detail: &str| Err(Unrouted::new(StatusCode::BAD_REQUEST, detail));
    // RFC 9112, section 3.2.
    match (hosts(request.headers()), request.version()) {
        (0, Version::HTTP_11) => bad("The request has no Host header."),
        (0 | 1, _) => Ok(()),
        _ => bad("The request has more than one Host header."),
    }?;
    let host = request.headers().get(HOST);
    if host.is_some_and(|host| !is_host(host)) {
        return bad("The Host header names no host.");
    }
    let mut segments = request.uri().path().split('/');
    if segments.any(|segment| segment == "." || segment == "..") {
        return bad("The path has dot segments, which clients are to resolve.");
    }
    Ok(())
}

fn hosts(headers: &HeaderMap) -> usize {
    headers.get_all(HOST).iter().count()
}

/// `Host = uri-host [ ":" port ]` (RFC 9110, section 7.2), which may be empty.
fn is_host(value: &HeaderValue) -> bool {
    let Ok(text) = value.to_str() else {
        return false;
    };
    // Nearly all are names and addresses as they are: nothing of them has to be parsed.
    let (name, port) = text.split_once(':').unwrap_or((text, ""));
    let is_plain = name
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b))
        && port.bytes().all(|b| b.is_ascii_digit())
        && port.len() <= 4;
    let is_authority = || text.parse::<http::uri::Authority>().is_ok();
    is_plain || (!text.contains('@') && is_authority())
}

/// RFC 3986, section 2.1.
fn is_encoded(path: &str) -> bool {
    let mut after_percent = path.split('%').skip(1);
    let is_hex = |text: &str| {
        let hex = text.as_bytes().get(..2);
        hex.is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit))
    };
    let is_utf8 = percent_encoding::percent_decode_str(path)
        .decode_utf8()
        .is_ok();
    after_percent.all(is_hex) && is_utf8
}

/// The response to HEAD: the headers that GET has, and nothing else.
fn without_body(response: Response<dropshot::Body>) -> Response<dropshot::Body> {
    let (mut head, body) = response.into_parts();
    let length = body.size_hint().exact();
    if let Some(length) = length
        && head.status != StatusCode::NO_CONTENT
        && head.status != StatusCode::NOT_MODIFIED
    {
        head.headers
            .entry(CONTENT_LENGTH)
            .or_insert(HeaderValue::from(length));
    }
    Response::from_parts(head, dropshot::Body::empty())
}
