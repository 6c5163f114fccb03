//! A site of its own port, over TLS.

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use async_trait::async_trait;
use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, LOCATION};
use http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use url::Url;

use crate::authority::{Authority, AuthorityError};
use crate::faults::Faults;

const LARGEST_BODY: usize = 64 * 1024;
const FAULTS: &str = "/simulator/faults";

/// What a site responds to its requests.
#[async_trait]
pub trait Site: Send + Sync + 'static {
    async fn respond(&self, asked: Asked) -> Reply;
}

/// A request, read whole.
#[derive(Debug)]
pub struct Asked {
    pub method: Method,
    pub path: String,
    pub query: Vec<(String, String)>,
    pub headers: HeaderMap,
    pub body: Bytes,
    /// What goes wrong now.
    pub faults: Faults,
}

impl Asked {
    /// The body as a form sends it.
    pub fn form(&self) -> Vec<(String, String)> {
        form_urlencoded::parse(&self.body).into_owned().collect()
    }

    /// The body, if it is JSON.
    pub fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }

    /// The site's clock, in seconds since 1970.
    pub fn now(&self) -> i64 {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        let seconds = since.unwrap_or_default().as_secs();
        i64::try_from(seconds).unwrap_or(i64::MAX) + self.faults.skew_seconds
    }
}

/// The parameters of a request. One that is there twice counts as missing.
pub(crate) struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// Those of the query and of the form: clients of Duo differ in where they put them.
    pub(crate) fn anywhere(asked: &Asked) -> Self {
        let mut all = asked.query.clone();
        all.extend(asked.form());
        Self(all)
    }

    /// Those of the body, which is a form or a JSON object; of the query where there is no body.
    pub(crate) fn sent(asked: &Asked) -> Self {
        if asked.body.is_empty() {
            return Self(asked.query.clone());
        }
        let Some(Value::Object(members)) = asked.json() else {
            return Self(asked.form());
        };
        let text = |(name, value)| match value {
            Value::String(text) => Some((name, text)),
            _ => None,
        };
        Self(members.into_iter().filter_map(text).collect())
    }

    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let mut named = self.0.iter().filter(|(known, _)| known == name);
        let (first, second) = (named.next(), named.next());
        first
            .filter(|_| second.is_none())
            .map(|(_, value)| value.as_str())
    }
}

/// Whether a browser may be sent there: http is for this machine alone.
pub(crate) fn may_be_sent_back_to(url: &Url) -> bool {
    let local = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
    url.scheme() == "https" || (url.scheme() == "http" && local)
}

/// A URL that a browser is sent back to, with more in its query.
pub(crate) fn with_query(to: &Url, pairs: &[(&str, &str)]) -> Url {
    let mut to = to.clone();
    to.query_pairs_mut().extend_pairs(pairs);
    to
}

/// What came of a request.
pub struct Reply(Response<Full<Bytes>>);

impl Reply {
    pub fn json(status: StatusCode, body: &Value) -> Self {
        Self::of(status, "application/json", body.to_string())
    }

    pub fn html(status: StatusCode, body: String) -> Self {
        Self::of(status, "text/html; charset=utf-8", body)
    }

    pub fn empty(status: StatusCode) -> Self {
        Self::of(status, "text/plain", String::new())
    }

    /// Sends a browser on.
    pub fn redirect(to: &Url) -> Self {
        let mut reply = Self::empty(StatusCode::SEE_OTHER);
        if let Ok(to) = HeaderValue::from_str(to.as_str()) {
            reply.0.headers_mut().insert(LOCATION, to);
        }
        reply
    }

    fn of(status: StatusCode, content_type: &'static str, body: String) -> Self {
        let mut response = Response::new(Full::new(body.into()));
        *response.status_mut() = status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        Self(response)
    }
}

/// A port that is taken, and not yet served: a site must know its own host.
pub struct Listener {
    listener: TcpListener,
    address: SocketAddr,
}

impl Listener {
    /// Port 0 takes any free one.
    pub async fn bind(address: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        Ok(Self { listener, address })
    }

    /// How clients name the site: `localhost:PORT`.
    pub fn host(&self) -> String {
        format!("localhost:{}", self.address.port())
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves the site until what is returned is dropped.
    pub fn serve(self, site: impl Site, authority: &Authority) -> Result<Running, AuthorityError> {
        let acceptor = TlsAcceptor::from(authority.server()?);
        let running = Arc::new(Served {
            site: Box::new(site),
            faults: Mutex::default(),
        });
        let task = tokio::spawn(accept(self.listener, acceptor, running));
        Ok(Running(task))
    }
}

/// A site that is served.
pub struct Running(tokio::task::JoinHandle<()>);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.abort();
    }
}

struct Served {
    site: Box<dyn Site>,
    faults: Mutex<Faults>,
}

async fn accept(listener: TcpListener, acceptor: TlsAcceptor, served: Arc<Served>) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // Too many open files: that passes.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let (acceptor, served) = (acceptor.clone(), Arc::clone(&served));
        tokio::spawn(async move {
            let Ok(stream) = acceptor.accept(stream).await else {
                return;
            };
            let service = service_fn(|request| served.respond(request));
            let connection = hyper::server::conn::http1::Builder::new()
                .serve_connection(TokioIo::new(stream), service);
            // Also what it means to be down.
            let _ = connection.await;
        });
    }
}

/// Ends the connection without a response.
#[derive(Debug, thiserror::Error)]
#[error("the simulator is down")]
struct Down;

impl Served {
    async fn respond(&self, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Down> {
        let (head, body) = request.into_parts();
        let body = match Limited::new(body, LARGEST_BODY).collect().await {
            Ok(body) => body.to_bytes(),
            Err(_) => return Ok(Reply::empty(StatusCode::PAYLOAD_TOO_LARGE).0),
        };
        let path = head.uri.path().to_owned();
        if path == FAULTS {
            return Ok(self.set_faults(&head.method, &body).0);
        }
        let faults = self.lock().clone();
        if faults.slow_seconds > 0.0 {
            tokio::time::sleep(Duration::from_secs_f64(faults.slow_seconds.min(600.0))).await;
        }
        if faults.down {
            return Err(Down);
        }
        let (status, not_json) = (faults.status, faults.not_json);
        if not_json {
            let page = "<!DOCTYPE html><title>Bad gateway</title><h1>Bad gateway</h1>";
            let status = status.and_then(|status| StatusCode::from_u16(status).ok());
            return Ok(Reply::html(status.unwrap_or(StatusCode::OK), page.into()).0);
        }
        if let Some(status) = status.and_then(|status| StatusCode::from_u16(status).ok()) {
            return Ok(Reply::json(status, &json!({ "error": "simulated" })).0);
        }
        let query = head.uri.query().unwrap_or_default();
        let asked = Asked {
            method: head.method,
            path,
            query: form_urlencoded::parse(query.as_bytes())
                .into_owned()
                .collect(),
            headers: head.headers,
            body,
            faults,
        };
        Ok(self.site.respond(asked).await.0)
    }

    /// A page of another site cannot: it would have to be allowed to by a response to OPTIONS.
    fn set_faults(&self, method: &Method, body: &[u8]) -> Reply {
        let faults = match *method {
            Method::GET => return Reply::json(StatusCode::OK, &json!(*self.lock())),
            Method::DELETE => Faults::default(),
            Method::PUT => match serde_json::from_slice(body) {
                Ok(faults) => faults,
                Err(error) => {
                    let body = json!({ "error": error.to_string() });
                    return Reply::json(StatusCode::BAD_REQUEST, &body);
                }
            },
            _ => return Reply::empty(StatusCode::METHOD_NOT_ALLOWED),
        };
        *self.lock() = faults;
        Reply::empty(StatusCode::NO_CONTENT)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Faults> {
        self.faults.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
