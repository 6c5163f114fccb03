//! Calls: with an end in time and in size, tried again where that is allowed.

use std::collections::BTreeMap;
use std::error::Error as _;
use std::fmt;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use reqwest::{Method, StatusCode};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::Value;
use tokio::sync::Semaphore;

use super::circuit::Circuits;
use super::reach::NotAllowed;
use super::{Fault, Host, Reach};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(3);
/// For one try, from the name look-up to the last byte.
const TRY_TIMEOUT: Duration = Duration::from_secs(5);
/// For all tries and the waits between them: a person is waiting for a page.
const WHOLE_TIMEOUT: Duration = Duration::from_secs(12);
const TRIES: u32 = 3;
/// The first wait before another try; each is longer, and none is quite as long as another's.
const FIRST_WAIT: Duration = Duration::from_millis(100);
const LARGEST_RESPONSE: usize = 256 * 1024;
/// Calls that wait for others at the same time: a slow one must not fill this server up.
const AT_ONCE: usize = 64;

/// Asks others, each by its [`Host`].
pub struct Client {
    reach: Reach,
    /// Made when it is needed: the system's certificates take a while to read.
    http: OnceLock<Result<reqwest::Client, Fault>>,
    circuits: Circuits,
    places: Semaphore,
    observer: Arc<dyn Observer>,
}

/// Whether a request may be sent again, when it is not known what came of the first one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeat {
    Allowed,
    /// It does something that counts once.
    Never,
}

/// A request. Made anew for each try, so that what counts once (an assertion's `jti`) is new.
pub struct Request {
    pub method: Method,
    /// With the query, if there is one.
    pub path: String,
    pub bearer: Option<SecretString>,
    pub body: Body,
}

pub enum Body {
    None,
    /// `application/x-www-form-urlencoded`, already encoded.
    Form(SecretString),
    Json(Value),
}

/// A response that means something: 2xx, or 4xx with JSON that says why. An empty body is `null`.
pub struct Answer {
    pub status: StatusCode,
    pub body: Value,
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Answer({}, …)", self.status)
    }
}

/// A call, once it is over.
#[derive(Debug)]
pub struct Called<'a> {
    /// Whose service it is, as people know it.
    pub service: &'static str,
    /// What was asked for, in a word or two.
    pub what: &'static str,
    pub host: &'a Host,
    pub tries: u32,
    pub duration: Duration,
    pub result: Result<StatusCode, &'a Fault>,
    /// The host is left alone from now on, for so long.
    pub left_alone: Option<Duration>,
}

/// Is told of calls, for the log and for figures.
pub trait Observer: Send + Sync + 'static {
    /// Told before a call begins, where it may be followed to its end.
    fn calling(&self, service: &'static str, what: &'static str) -> Option<Box<dyn Ongoing>> {
        let _ = (service, what);
        None
    }

    fn called(&self, call: &Called<'_>);
}

/// A call that is followed.
pub trait Ongoing: Send + Sync {
    /// Names and values of headers that go with it.
    fn headers(&self) -> Vec<(&'static str, String)>;

    fn ended(self: Box<Self>, tries: u32, result: Result<u16, &Fault>);
}

impl Client {
    pub fn new(reach: Reach, observer: Arc<dyn Observer>) -> Self {
        Self {
            reach,
            http: OnceLock::new(),
            circuits: Circuits::default(),
            places: Semaphore::new(AT_ONCE),
            observer,
        }
    }

    /// How many hosts of each service are left alone at this moment.
    pub fn left_alone(&self) -> BTreeMap<&'static str, u64> {
        self.circuits.open()
    }

    /// `Err` if TLS cannot be set up, as where the system has no certificate authorities.
    fn http(&self) -> Result<&reqwest::Client, Fault> {
        let made = self.http.get_or_init(|| {
            let http = reqwest::Client::builder()
                .connect_timeout(CONNECT_TIMEOUT)
                .timeout(TRY_TIMEOUT)
                .pool_idle_timeout(Duration::from_secs(30))
                .user_agent(concat!("mfa-server/", env!("CARGO_PKG_VERSION")));
            self.reach
                .limit(http)
                .build()
                .map_err(|error| told(&error, TRY_TIMEOUT))
        });
        made.as_ref().map_err(Clone::clone)
    }

    /// Asks `host`. `service` and `what` name the call in the log.
    pub async fn call(
        &self,
        (service, what): (&'static str, &'static str),
        host: &Host,
        repeat: Repeat,
        request: impl Fn() -> Result<Request, Fault> + Send + Sync,
    ) -> Result<Answer, Fault> {
        let started = Instant::now();
        let ongoing = self.observer.calling(service, what);
        let headers = ongoing.as_ref().map(|call| call.headers());
        let headers = headers.unwrap_or_default();
        let mut tries = 0;
        let result = match self.circuits.enter(host, WHOLE_TIMEOUT) {
            Err(wait) => Err(Fault::LeftAlone(wait)),
            Ok(()) => {
                let all = self.try_all(host, repeat, &headers, request, &mut tries);
                let in_time = tokio::time::timeout(WHOLE_TIMEOUT, all).await;
                in_time.unwrap_or(Err(Fault::Slow(WHOLE_TIMEOUT)))
            }
        };
        let mut left_alone = None;
        match &result {
            Ok(_) => self.circuits.succeeded(host),
            Err(fault) if fault.may_pass() => left_alone = self.circuits.failed(host, service),
            Err(_) => {}
        }
        if let Some(ongoing) = ongoing {
            let result = result.as_ref().map(|answer| answer.status.as_u16());
            ongoing.ended(tries, result);
        }
        self.observer.called(&Called {
            service,
            what,
            host,
            tries,
            duration: started.elapsed(),
            result: result.as_ref().map(|answer| answer.status),
            left_alone,
        });
        result
    }

    async fn try_all(
        &self,
        host: &Host,
        repeat: Repeat,
        headers: &[(&'static str, String)],
        request: impl Fn() -> Result<Request, Fault>,
        tries: &mut u32,
    ) -> Result<Answer, Fault> {
        let _place = self.places.try_acquire().map_err(|_| Fault::Busy)?;
        loop {
            *tries += 1;
            let fault = match self.try_once(host, headers, request()?).await {
                Err(fault) if repeat == Repeat::Allowed && fault.may_pass() => fault,
                other => return other,
            };
            if *tries == TRIES {
                return Err(fault);
            }
            let wait = FIRST_WAIT * 2_u32.pow(*tries - 1);
            tokio::time::sleep(wait.mul_f64(0.5 + fastrand::f64())).await;
        }
    }

    async fn try_once(
        &self,
        host: &Host,
        headers: &[(&'static str, String)],
        request: Request,
    ) -> Result<Answer, Fault> {
        let url = host.at(&request.path);
        let url = url.ok_or(Fault::Request("its path leads elsewhere"))?;
        let mut sent = self.http()?.request(request.method, url);
        sent = sent.header("accept", "application/json");
        for (name, value) in headers {
            sent = sent.header(*name, value);
        }
        if let Some(bearer) = &request.bearer {
            sent = sent.bearer_auth(bearer.expose_secret());
        }
        sent = match request.body {
            Body::None => sent,
            Body::Form(form) => sent
                .header("content-type", "application/x-www-form-urlencoded")
                .body(form.expose_secret().to_owned()),
            Body::Json(json) => sent.json(&json),
        };
        let response = sent
            .send()
            .await
            .map_err(|error| told(&error, TRY_TIMEOUT))?;
        let status = response.status();
        if status.is_redirection() {
            return Err(Fault::Redirect(status.as_u16()));
        }
        let asks_to_wait = status == StatusCode::TOO_MANY_REQUESTS;
        if asks_to_wait || !(status.is_success() || status.is_client_error()) {
            return Err(Fault::Status(status.as_u16()));
        }
        let body = read(response).await?;
        if body.is_empty() {
            let body = Value::Null;
            return Ok(Answer { status, body });
        }
        match serde_json::from_slice(&body) {
            Ok(body) => Ok(Answer { status, body }),
            Err(_) => Err(Fault::NotJson(status.as_u16())),
        }
    }
}

async fn read(mut response: reqwest::Response) -> Result<Vec<u8>, Fault> {
    let mut body = Vec::new();
    while let Some(chunk) = response
        .chunk()
        .await
        .map_err(|error| told(&error, TRY_TIMEOUT))?
    {
        if body.len() + chunk.len() > LARGEST_RESPONSE {
            return Err(Fault::TooLarge(LARGEST_RESPONSE));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// What a library's error says, without the URL: its query may hold a secret.
pub(super) fn told(error: &reqwest::Error, timeout: Duration) -> Fault {
    if error.is_timeout() && !error.is_connect() {
        return Fault::Slow(timeout);
    }
    let mut causes = Vec::new();
    let mut below = error.source();
    while let Some(cause) = below {
        if let Some(NotAllowed(address)) = cause.downcast_ref() {
            return Fault::NotPublic(address.to_string());
        }
        causes.push(cause.to_string());
        below = cause.source();
    }
    // The last one says why; those above it, that it was so.
    let why = causes.pop();
    Fault::Unreachable(why.unwrap_or_else(|| "the request failed".into()))
}
