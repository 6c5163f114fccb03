//! Trying again, within bounds. What is tried again is decided here, for every operation alike.

use std::time::{Duration, SystemTime};

use reqwest::header::RETRY_AFTER;
use reqwest::{Request, Response, StatusCode};

/// Tries again what failed for the moment, within bounds:
///
/// - 429 Too Many Requests, and connections that could not be made: nothing was
///   carried out, so every request is sent again;
/// - 503 Service Unavailable, and connections that broke or timed out: the
///   request may have been carried out, so only idempotent methods (RFC 9110,
///   section 9.2.2) are sent again.
///
/// The server says how long to wait (`Retry-After`, in seconds or as a date);
/// when it does not, the pauses grow from attempt to attempt and are random, so
/// that many clients do not come back at once. What is not tried again, or not
/// any more, is returned as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "it is given to the builder of a client"]
pub struct Retry {
    max_attempts: u32,
    max_wait: Duration,
    first_pause: Duration,
    longest_pause: Duration,
}

impl Default for Retry {
    fn default() -> Self {
        Retry {
            max_attempts: 4,
            max_wait: Duration::from_secs(60),
            first_pause: Duration::from_millis(200),
            longest_pause: Duration::from_secs(10),
        }
    }
}

impl Retry {
    /// Four attempts, and a minute of waiting at most.
    pub fn new() -> Self {
        Retry::default()
    }

    /// How often a request is sent, the first time included.
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts;
        self
    }

    /// How long all pauses of a request may take together. A server that asks
    /// for more gets no further attempt.
    pub fn max_wait(mut self, wait: Duration) -> Self {
        self.max_wait = wait;
        self
    }

    /// The pauses when the server asks for none: up to `first` before the
    /// second attempt, up to twice as long before each next one, never more
    /// than `longest`.
    pub fn backoff(mut self, first: Duration, longest: Duration) -> Self {
        self.first_pause = first;
        self.longest_pause = longest;
        self
    }

    pub(super) async fn execute(
        &self,
        http: &reqwest::Client,
        mut request: Request,
    ) -> reqwest::Result<Response> {
        let mut waited = Duration::ZERO;
        let mut attempt = 1;
        while attempt < self.max_attempts {
            // A body that is a stream can be sent only once.
            let Some(again) = request.try_clone() else {
                break;
            };
            let result = http.execute(request).await;
            if !is_momentary(&result, again.method().is_idempotent()) {
                return result;
            }
            let pause = asked_for(&result).unwrap_or_else(|| self.backoff_before(attempt));
            if waited.saturating_add(pause) > self.max_wait {
                return result;
            }
            drop(result);
            tokio::time::sleep(pause).await;
            waited += pause;
            attempt += 1;
            request = again;
        }
        http.execute(request).await
    }

    /// Anything up to twice the bound of the attempt before.
    fn backoff_before(&self, attempt: u32) -> Duration {
        let factor = 2_u32.saturating_pow(attempt - 1);
        let bound = self
            .first_pause
            .saturating_mul(factor)
            .min(self.longest_pause);
        bound.mul_f64(fastrand::f64())
    }
}

fn is_momentary(result: &reqwest::Result<Response>, is_idempotent: bool) -> bool {
    match result {
        Ok(response) => match response.status() {
            StatusCode::TOO_MANY_REQUESTS => true,
            StatusCode::SERVICE_UNAVAILABLE => is_idempotent,
            _ => false,
        },
        Err(error) if error.is_connect() => true,
        Err(error) => is_idempotent && (error.is_timeout() || error.is_request()),
    }
}

/// The pause that the server asks for (RFC 9110, section 10.2.3).
fn asked_for(result: &reqwest::Result<Response>) -> Option<Duration> {
    let value = result
        .as_ref()
        .ok()?
        .headers()
        .get(RETRY_AFTER)?
        .to_str()
        .ok()?
        .trim();
    if let Ok(seconds) = value.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = httpdate::parse_http_date(value).ok()?;
    // A date that has passed asks for no pause.
    Some(date.duration_since(SystemTime::now()).unwrap_or_default())
}
