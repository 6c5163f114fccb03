//! A contract of a few operations: they differ in what they say of themselves only.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use dropshot::{
    ApiDescription, ConfigDropshot, ConfigLogging, ConfigLoggingLevel, HandlerTaskMode, HttpServer,
    ServerBuilder,
};
use http::StatusCode;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::{Notify, mpsc};

use crate::{
    Completed, Denied, Emitted, Exchange, FromRequest, Handle, Operation, Refusal, RefusalKind,
    RequestBody, RequestParts, ResponseBuilder, Service, Shape, Unexpected,
};

pub struct Server {
    log: Arc<Mutex<Vec<String>>>,
    entered: mpsc::UnboundedSender<()>,
    go_on: Arc<Notify>,
}

/// What a request carries of the schemes `a`, `b` and `c`: the headers `x-a`, `x-b` and `x-c`.
pub struct Credentials(Vec<(String, String)>);

impl FromRequest for Credentials {
    fn from_request(parts: &RequestParts, schemes: &[&str]) -> Self {
        let found = schemes.iter().filter_map(|scheme| {
            let secret = parts.header_credential(&format!("x-{scheme}"))?;
            Some(((*scheme).to_owned(), secret.expose().to_owned()))
        });
        Credentials(found.collect())
    }

    fn has(&self, scheme: &str) -> bool {
        self.0.iter().any(|(name, _)| name == scheme)
    }

    fn challenges(schemes: &[&str]) -> Vec<String> {
        schemes.iter().map(|scheme| (*scheme).to_owned()).collect()
    }
}

impl Service for Server {
    type Caller = String;
    type Credentials = Credentials;

    async fn authenticate(&self, credentials: Credentials, _: &Exchange) -> Result<String, Denied> {
        let secrets: Vec<_> = credentials
            .0
            .into_iter()
            .map(|(_, secret)| secret)
            .collect();
        match &secrets[..] {
            [broken] if broken == "broken" => {
                Err(Denied::Unexpected(Unexpected::new("a broken store")))
            }
            secrets if secrets.iter().all(|secret| secret == "good") => Ok(secrets.join(" ")),
            _ => Err(Denied::Refused(Refusal::unauthenticated("No.", Vec::new()))),
        }
    }

    fn completed(&self, completed: &Completed<'_, String>) {
        let id = completed.exchange.operation_id;
        let line = format!("{id} {} {:?}", completed.status.as_u16(), completed.reason);
        self.log.lock().expect("the log").push(line);
    }
}

impl Server {
    async fn handle(&self, what: &str) -> Result<(), Error> {
        match what {
            "wait" => {
                self.entered.send(()).expect("a listener");
                self.go_on.notified().await;
            }
            "panic" => panic!("a secret"),
            "fail" => return Err(Unexpected::new("a secret cause").into()),
            "missing" => return Err(Unexpected::not_implemented().into()),
            _ => {}
        }
        Ok(())
    }
}

pub enum Error {
    Refused(String, StatusCode),
    Unexpected(Unexpected),
    StillToCome,
}

impl From<Unexpected> for Error {
    fn from(unexpected: Unexpected) -> Self {
        Error::Unexpected(unexpected)
    }
}

/// What the contract of these operations documents.
fn refused(refusal: &Refusal) -> Result<Error, Unexpected> {
    match refusal.status().as_u16() {
        501 => Ok(Error::StillToCome),
        500 => Err(refusal.undocumented()),
        _ => Ok(Error::Refused(
            refusal.detail().to_owned(),
            refusal.status(),
        )),
    }
}

pub struct Request {
    what: String,
    body: Vec<u8>,
}

async fn read(parts: &RequestParts, body: RequestBody) -> Result<Request, Refusal> {
    let what: String = parts.path("what", Shape::String)?;
    if what == "refuse" {
        return Err(Refusal::new(RefusalKind::Parameter, "Not this.").because("for the log"));
    }
    let body = body.whole().await?;
    Ok(Request { what, body })
}

fn text(status: u16, text: &str) -> Result<http::Response<dropshot::Body>, Unexpected> {
    let status = StatusCode::from_u16(status).map_err(Unexpected::new)?;
    ResponseBuilder::new(status).text("text/plain", text.to_owned())
}

fn write(error: Error) -> Result<http::Response<dropshot::Body>, Unexpected> {
    match error {
        Error::StillToCome => text(501, "It is still to come."),
        Error::Unexpected(unexpected) => Err(unexpected),
        Error::Refused(detail, status) => text(status.as_u16(), &detail),
    }
}

static EMITTED: Emitted = Emitted::new(include_str!("emitted.json"));

macro_rules! operation {
    ($name:ident, $method:literal, $path:literal, $security:expr) => {
        pub struct $name;

        impl Operation for $name {
            const ID: &'static str = stringify!($name);
            const METHOD: &'static str = $method;
            const PATH: &'static str = $path;
            const ROUTE: &'static str = $path;
            const HAS_REQUEST_BODY: bool = true;
            const SECURITY: &'static [&'static [&'static str]] = $security;

            const REFUSALS: &'static [(RefusalKind, u16)] = &[];

            type Request = Request;
            type Success = String;
            type Error = Error;
            type ErrorBody = ();

            async fn request(parts: &RequestParts, body: RequestBody) -> Result<Request, Refusal> {
                read(parts, body).await
            }

            fn success(success: String) -> Result<http::Response<dropshot::Body>, Unexpected> {
                text(200, &success)
            }

            fn error(error: Error) -> Result<http::Response<dropshot::Body>, Unexpected> {
                write(error)
            }

            fn emitted() -> &'static Emitted {
                &EMITTED
            }
        }

        impl Handle<Server> for $name {
            async fn handle(
                service: &Server,
                caller: Option<&String>,
                request: Request,
            ) -> Result<String, Error> {
                service.handle(&request.what).await?;
                let (what, size) = (request.what, request.body.len());
                let caller = caller.map_or("nobody", String::as_str);
                Ok(format!("{} {what} {size} bytes, {caller}", Self::ID))
            }

            fn refused(_: &Server, refusal: &Refusal) -> Result<Error, Unexpected> {
                refused(refusal)
            }
        }
    };
}

operation!(Plain, "POST", "/plain/{what}", &[]);
operation!(
    Guarded,
    "POST",
    "/guarded/{what}",
    &[&["a"], &["b", "c"], &["a", "c"]]
);
operation!(Optional, "POST", "/optional/{what}", &[&["a"], &[]]);
operation!(Item, "GET", "/items/{what}", &[]);
operation!(Items, "GET", "/items/all", &[]);
operation!(Other, "POST", "/items/{what}", &[]);
operation!(Parts, "GET", "/items/{what}/parts", &[]);
operation!(AllParts, "PUT", "/all/{what}", &[]);

/// A server on a port of its own, which reads bodies of at most 16 bytes.
pub struct Running {
    server: HttpServer<Server>,
    log: Arc<Mutex<Vec<String>>>,
    /// Hears of each handler that waits, before it goes on.
    pub entered: mpsc::UnboundedReceiver<()>,
    pub go_on: Arc<Notify>,
}

/// A response as it came.
pub struct Response {
    pub status: u16,
    head: String,
    pub body: String,
}

impl Response {
    pub fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        let mut found = lines.filter(|(found, _)| found.eq_ignore_ascii_case(name));
        found.next().map(|(_, value)| value)
    }
}

impl Running {
    pub fn start(api: ApiDescription<Server>) -> Self {
        let log = Arc::new(Mutex::new(Vec::new()));
        let go_on = Arc::new(Notify::new());
        let (enter, entered) = mpsc::unbounded_channel();
        let service = Server {
            log: log.clone(),
            entered: enter,
            go_on: go_on.clone(),
        };
        let config = ConfigDropshot {
            default_request_body_max_bytes: 16,
            // The mode that drops what waits for a handler when its client goes away.
            default_handler_task_mode: HandlerTaskMode::CancelOnDisconnect,
            ..ConfigDropshot::default()
        };
        let logging = ConfigLogging::StderrTerminal {
            level: ConfigLoggingLevel::Critical,
        };
        let logger = logging.to_logger("test").expect("a logger");
        let server = ServerBuilder::new(api, service, logger)
            .config(config)
            .start();
        Running {
            server: server.expect("a free port"),
            log,
            entered,
            go_on,
        }
    }

    pub fn log(&self) -> Vec<String> {
        self.log.lock().expect("the log").clone()
    }

    /// Sends a request, and leaves the connection open.
    pub async fn open(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> TcpStream {
        let address: SocketAddr = self.server.local_addr();
        let mut text =
            format!("{method} {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n");
        for (name, value) in headers {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
        text.push_str(&format!("content-length: {}\r\n\r\n{body}", body.len()));
        let mut stream = TcpStream::connect(address).await.expect("a connection");
        stream.write_all(text.as_bytes()).await.expect("a request");
        stream
    }

    pub async fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Response {
        let mut stream = self.open(method, path, headers, body).await;
        let mut text = String::new();
        stream.read_to_string(&mut text).await.expect("a response");
        let (head, body) = text.split_once("\r\n\r\n").expect("a head");
        let status = head
            .split(' ')
            .nth(1)
            .and_then(|status| status.parse().ok());
        Response {
            status: status.expect("a status"),
            head: head.to_owned(),
            body: body.to_owned(),
        }
    }
}
