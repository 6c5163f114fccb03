//! Endpoints that a team has beside its contract, written as Dropshot has them: served by Dropshot.
//!
//! Dropshot's server takes requests from its own socket alone. It gets one on this machine's
//! loopback address, and requests are passed on to it. It serves nobody else: every request has to
//! carry a word that only this process knows, which is asked for before anything else.

use std::error::Error;
use std::net::{Ipv4Addr, SocketAddr};

use dropshot::{
    ApiDescription, ApiEndpoint, ClientErrorStatusCode, ConfigDropshot, DynamicVersionPolicy,
    HandlerTaskMode, HttpError, HttpServer, ServerBuilder, VersionPolicy,
};
use http::header::{CONNECTION, FORWARDED, HOST, UPGRADE};
use http::{HeaderMap, HeaderName, HeaderValue, Request, Response, StatusCode, Uri, Version};
use hyper::upgrade::OnUpgrade;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioIo};
use slog::{Logger, warn};
use uuid::Uuid;

use super::super::operation::Service;
use super::super::serve::Arrival;
use super::client::CLIENT;
use super::unrouted::Unrouted;
use super::{Home, Shared};

const WORD: HeaderName = HeaderName::from_static("x-front-word");

/// Dropshot, and the way to it.
pub(super) struct Beside<S: Service> {
    pub(super) server: HttpServer<S>,
    client: Client<HttpConnector, dropshot::Body>,
    word: HeaderValue,
}

/// Asks for the word. Dropshot asks its policy of versions before it routes a request.
#[derive(Debug)]
struct Doorkeeper(HeaderValue);

impl DynamicVersionPolicy for Doorkeeper {
    fn request_extract_version(
        &self,
        request: &Request<dropshot::Body>,
        _: &Logger,
    ) -> Result<dropshot::semver::Version, HttpError> {
        if request.headers().get(WORD) == Some(&self.0) {
            return Ok(dropshot::semver::Version::new(0, 0, 0));
        }
        let status = ClientErrorStatusCode::FORBIDDEN;
        Err(HttpError::for_client_error_with_status(None, status))
    }
}

impl<S: Service> Beside<S> {
    pub(super) fn start(
        endpoints: Vec<ApiEndpoint<S>>,
        service: S,
        body_bytes: usize,
        log: &Logger,
    ) -> Result<Self, Box<dyn Error + Send + Sync>> {
        let mut api = ApiDescription::new();
        for endpoint in endpoints {
            api.register(endpoint)?;
        }
        let word = Uuid::new_v4().simple().to_string() + &Uuid::new_v4().simple().to_string();
        let word = HeaderValue::from_str(&word)?;
        let config = ConfigDropshot {
            bind_address: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            default_request_body_max_bytes: body_bytes,
            default_handler_task_mode: HandlerTaskMode::Detached,
            ..ConfigDropshot::default()
        };
        let server = ServerBuilder::new(api, service, log.clone())
            .config(config)
            .version_policy(VersionPolicy::Dynamic(Box::new(Doorkeeper(word.clone()))))
            .start()?;
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        Ok(Beside {
            server,
            client: Client::builder(TokioExecutor::new())
                // Dropshot closes a connection after 30 s without a request.
                .pool_idle_timeout(std::time::Duration::from_secs(15))
                .pool_max_idle_per_host(8)
                .build(connector),
            word,
        })
    }
}

impl<S: Service> Shared<S> {
    /// Passes a request on to Dropshot. The response has Dropshot's id of the request. A
    /// connection that becomes another one (RFC 9110, section 7.8: WebSockets) goes on between the
    /// client and Dropshot.
    pub(super) async fn pass_on(
        &self,
        mut request: Request<dropshot::Body>,
        arrival: &Arrival,
    ) -> Result<Response<dropshot::Body>, Unrouted> {
        let unavailable = || {
            Unrouted::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "The server cannot answer now.",
            )
        };
        let Home::BesideDropshot(beside) = &self.home else {
            return Err(unavailable());
        };
        let client = hyper::upgrade::on(&mut request);
        let request = beside.addressed(request, arrival).ok_or_else(unavailable)?;
        let mut response = match beside.client.request(request).await {
            Ok(response) => response,
            Err(error) => {
                warn!(self.log, "a request could not be passed on to Dropshot";
                    "error" => %error, "source" => error.source().map(ToString::to_string));
                return Err(unavailable());
            }
        };
        *response.version_mut() = Version::HTTP_11;
        if response.status() == StatusCode::SWITCHING_PROTOCOLS {
            tokio::spawn(connect(client, hyper::upgrade::on(&mut response)));
        } else {
            without_hop_by_hop(response.headers_mut());
        }
        Ok(response.map(dropshot::Body::wrap))
    }
}

impl<S: Service> Beside<S> {
    fn addressed(
        &self,
        mut request: Request<dropshot::Body>,
        arrival: &Arrival,
    ) -> Option<Request<dropshot::Body>> {
        let uri = request.uri();
        let host = uri
            .authority()
            .and_then(|authority| HeaderValue::from_str(authority.as_str()).ok());
        let target = uri.path_and_query().map_or("/", |target| target.as_str());
        let there = Uri::builder()
            .scheme("http")
            .authority(self.server.local_addr().to_string())
            .path_and_query(target)
            .build()
            .ok()?;
        *request.uri_mut() = there;
        *request.version_mut() = Version::HTTP_11;
        let headers = request.headers_mut();
        let upgrade = headers.get(UPGRADE).cloned();
        without_hop_by_hop(headers);
        if let Some(upgrade) = upgrade {
            headers.insert(UPGRADE, upgrade);
            headers.insert(CONNECTION, HeaderValue::from_static("upgrade"));
        }
        // HTTP/2 has the host in the target only.
        if let Some(host) = host {
            headers.entry(HOST).or_insert(host);
        }
        headers.insert(WORD, self.word.clone());
        headers.insert(
            CLIENT,
            HeaderValue::from_str(&arrival.client.to_string()).ok()?,
        );
        // RFC 7239, section 4: the peer, after what proxies before it say.
        let peer = format!("for=\"{}\"", arrival.remote_addr);
        headers.append(FORWARDED, HeaderValue::from_str(&peer).ok()?);
        Some(request)
    }
}

/// Takes bytes from one to the other until either ends.
async fn connect(client: OnUpgrade, dropshot: OnUpgrade) {
    if let (Ok(client), Ok(dropshot)) = tokio::join!(client, dropshot) {
        let (mut client, mut dropshot) = (TokioIo::new(client), TokioIo::new(dropshot));
        // Either may break off at any time.
        let _ = tokio::io::copy_bidirectional(&mut client, &mut dropshot).await;
    }
}

/// RFC 9110, section 7.6.1: what is about one connection goes no further.
fn without_hop_by_hop(headers: &mut HeaderMap) {
    let named: Vec<HeaderName> = headers
        .get_all(http::header::CONNECTION)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|name| name.trim().parse().ok())
        .collect();
    let always = [
        "connection",
        "keep-alive",
        "te",
        "transfer-encoding",
        "upgrade",
        "expect",
    ];
    for name in always.map(HeaderName::from_static).into_iter().chain(named) {
        headers.remove(name);
    }
}
