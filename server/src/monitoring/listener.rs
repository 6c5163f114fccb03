//! The listener: a few connections at a time, one request on each, and an end to each of them.
//!
//! The service's own front has limits for a crowd of strangers. Here are a handful of programs of the
//! operator's, so all that is needed is that one of them that hangs holds nothing up: neither the
//! others, nor the service, nor its end.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, ALLOW, CACHE_CONTROL, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

use super::{Exposition, Told};

/// Connections at a time. Who comes beyond is closed at once.
const CONNECTIONS: usize = 32;
/// From a connection's beginning to its end, whatever happens on it.
pub(super) const WHOLE: Duration = Duration::from_secs(10);
const HEAD: Duration = Duration::from_secs(3);
const HEAD_BYTES: usize = 16 * 1024;

const JSON: HeaderValue = HeaderValue::from_static("application/json");
const PLAIN: HeaderValue = HeaderValue::from_static("text/plain; charset=utf-8");
const PROMETHEUS: HeaderValue =
    HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");
const OPEN_METRICS: HeaderValue =
    HeaderValue::from_static("application/openmetrics-text; version=1.0.0; charset=utf-8");

pub(super) async fn serve(listener: TcpListener, told: Arc<Told>) {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let Ok((tcp, _)) = listener.accept().await else {
            // No files, or no memory: somebody else tells the log.
            tokio::time::sleep(Duration::from_millis(100)).await;
            continue;
        };
        let Ok(place) = Arc::clone(&places).try_acquire_owned() else {
            continue;
        };
        let told = Arc::clone(&told);
        tokio::spawn(async move {
            let _ = tokio::time::timeout(WHOLE, connection(tcp, told)).await;
            drop(place);
        });
    }
}

async fn connection(tcp: TcpStream, told: Arc<Told>) {
    let service = service_fn(move |request: Request<Incoming>| {
        let told = Arc::clone(&told);
        async move { Ok::<_, Infallible>(answer(&told, &request).await) }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_buf_size(HEAD_BYTES)
        .keep_alive(false)
        .serve_connection(TokioIo::new(tcp), service);
    // Its error is the other's affair.
    let _ = connection.await;
}

async fn answer(told: &Told, request: &Request<Incoming>) -> Response<Full<Bytes>> {
    let text = |status, text: &'static str| respond(status, PLAIN, text.into());
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let mut response = text(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD\n");
        let allowed = HeaderValue::from_static("GET, HEAD");
        response.headers_mut().insert(ALLOW, allowed);
        return response;
    }
    match request.uri().path() {
        "/healthz" => text(StatusCode::OK, "ok\n"),
        "/readyz" => {
            let answer = told.ready.answer().await;
            let status = match answer.ready {
                true => StatusCode::OK,
                false => StatusCode::SERVICE_UNAVAILABLE,
            };
            let json = serde_json::to_string(&answer).unwrap_or_default();
            respond(status, JSON, json + "\n")
        }
        "/metrics" => {
            let exposition = exposition(request.headers());
            let content_type = match exposition {
                Exposition::Prometheus => PROMETHEUS,
                Exposition::OpenMetrics => OPEN_METRICS,
            };
            match told.metrics(exposition).await {
                Ok(metrics) => respond(StatusCode::OK, content_type, metrics),
                Err(_) => text(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "metrics cannot be written\n",
                ),
            }
        }
        _ => text(
            StatusCode::NOT_FOUND,
            "there are /healthz, /readyz and /metrics\n",
        ),
    }
}

/// OpenMetrics for who asks for it before plain text, as Prometheus does.
fn exposition(headers: &HeaderMap) -> Exposition {
    let quality = |wanted: &str| -> f32 {
        let lines = headers.get_all(ACCEPT).iter();
        let ranges = lines.filter_map(|line| line.to_str().ok());
        let ranges = ranges.flat_map(|line| line.split(','));
        let named = ranges.filter_map(|range| {
            let mut parts = range.split(';').map(str::trim);
            let is_it = parts.next()?.eq_ignore_ascii_case(wanted);
            let quality = parts.find_map(|part| part.strip_prefix("q="));
            is_it.then(|| quality.map_or(1.0, |text| text.parse().unwrap_or(0.0)))
        });
        named.fold(0.0, f32::max)
    };
    let open_metrics = quality("application/openmetrics-text");
    match open_metrics > 0.0 && open_metrics >= quality("text/plain") {
        true => Exposition::OpenMetrics,
        false => Exposition::Prometheus,
    }
}

fn respond(status: StatusCode, content_type: HeaderValue, body: String) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from(body)));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, content_type);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_asks_for_openmetrics_gets_it() {
        for (accept, expected) in [
            ("", Exposition::Prometheus),
            ("*/*", Exposition::Prometheus),
            ("text/plain", Exposition::Prometheus),
            (
                "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,\
                 application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=1.0.0;q=0.3,\
                 text/plain;version=0.0.4;q=0.2,*/*;q=0.1",
                Exposition::OpenMetrics,
            ),
            (
                "text/plain, application/openmetrics-text;q=0.5",
                Exposition::Prometheus,
            ),
            ("application/openmetrics-text;q=0", Exposition::Prometheus),
        ] {
            let value = HeaderValue::from_str(accept).expect("a value");
            let headers = HeaderMap::from_iter([(ACCEPT, value)]);
            assert_eq!(super::exposition(&headers), expected, "{accept}");
        }
    }
}
