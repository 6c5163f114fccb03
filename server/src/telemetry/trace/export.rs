//! To the collector: spans in batches, as OTLP by protobuf over HTTP, with the HTTP client that the
//! service has.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use http::{Request, Response};
use opentelemetry_http::{HttpClient, HttpError};
use opentelemetry_otlp::{Protocol, SpanExporter, WithExportConfig as _, WithHttpConfig as _};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::{
    BatchConfigBuilder, BatchSpanProcessor, Sampler, SdkTracerProvider,
};
use tokio::runtime::Handle;
use url::Url;

use super::Tracer;

/// For one batch.
const TIMEOUT: Duration = Duration::from_secs(5);
/// Spans that wait; more are dropped. One takes about half a kilobyte.
const QUEUE: usize = 4096;
const BATCH: usize = 512;
const EVERY: Duration = Duration::from_secs(2);
/// How long the end of the server waits for the last spans.
const AT_THE_END: Duration = Duration::from_secs(2);
const LARGEST_RESPONSE: usize = 64 * 1024;

/// Where spans go, for as long as the server runs.
pub struct Collector {
    provider: SdkTracerProvider,
    exports: Arc<Exports>,
}

/// Why there are no traces.
#[derive(Debug, thiserror::Error)]
#[error("traces cannot be sent to {endpoint}: {why}")]
pub struct CannotTrace {
    endpoint: Url,
    why: String,
}

/// How many batches came where they should, and how many did not.
#[derive(Debug, Default)]
pub struct Exports {
    sent: AtomicU64,
    failed: AtomicU64,
}

impl Exports {
    pub fn sent(&self) -> u64 {
        self.sent.load(Relaxed)
    }

    pub fn failed(&self) -> u64 {
        self.failed.load(Relaxed)
    }
}

impl Collector {
    /// Within a Tokio runtime, which sends the spans. `sample_percent` are kept of a hundred traces
    /// that begin here.
    pub fn new(endpoint: &Url, sample_percent: u8) -> Result<Self, CannotTrace> {
        let cannot = |why: String| CannotTrace {
            endpoint: endpoint.clone(),
            why,
        };
        let http = reqwest::Client::builder()
            .timeout(TIMEOUT)
            .redirect(reqwest::redirect::Policy::none())
            .user_agent(concat!("mfa-server/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|error| cannot(error.to_string()))?;
        let exports = Arc::new(Exports::default());
        let exporter = SpanExporter::builder()
            .with_http()
            .with_http_client(Sender {
                http,
                runtime: Handle::current(),
                exports: Arc::clone(&exports),
            })
            .with_endpoint(endpoint.as_str())
            .with_protocol(Protocol::HttpBinary)
            .with_timeout(TIMEOUT)
            .build()
            .map_err(|error| cannot(error.to_string()))?;
        let batches = BatchConfigBuilder::default()
            .with_max_queue_size(QUEUE)
            .with_max_export_batch_size(BATCH)
            .with_scheduled_delay(EVERY)
            .build();
        let processor = BatchSpanProcessor::builder(exporter)
            .with_batch_config(batches)
            .build();
        let sampler = Sampler::TraceIdRatioBased(f64::from(sample_percent) / 100.0);
        let resource = Resource::builder()
            .with_service_name(name())
            .with_attribute(opentelemetry::KeyValue::new(
                "service.version",
                env!("CARGO_PKG_VERSION"),
            ));
        let provider = SdkTracerProvider::builder()
            .with_span_processor(processor)
            .with_sampler(Sampler::ParentBased(Box::new(sampler)))
            .with_resource(resource.build())
            .build();
        Ok(Self { provider, exports })
    }

    pub fn tracer(&self) -> Tracer {
        Tracer::of(&self.provider)
    }

    pub fn exports(&self) -> Arc<Exports> {
        Arc::clone(&self.exports)
    }

    /// Sends what waits, in a short while or not at all.
    pub async fn stop(self) {
        // It waits, so it has a thread of its own.
        let stopped = tokio::task::spawn_blocking(move || {
            let _ = self.provider.shutdown_with_timeout(AT_THE_END);
        });
        let _ = tokio::time::timeout(AT_THE_END * 2, stopped).await;
    }
}

/// As the variable says that OpenTelemetry has for it.
fn name() -> String {
    std::env::var("OTEL_SERVICE_NAME").unwrap_or_else(|_| "mfa-server".into())
}

struct Sender {
    http: reqwest::Client,
    runtime: Handle,
    exports: Arc<Exports>,
}

impl fmt::Debug for Sender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sender")
    }
}

#[async_trait]
impl HttpClient for Sender {
    /// Called by the thread that has the spans, which is none of the runtime's.
    async fn send_bytes(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let http = self.http.clone();
        let sent = self
            .runtime
            .spawn(async move { post(&http, request).await });
        let response = match sent.await {
            Ok(response) => response,
            Err(error) => Err(error.into()),
        };
        let is_sent = response.as_ref().is_ok_and(|r| r.status().is_success());
        let count = if is_sent {
            &self.exports.sent
        } else {
            &self.exports.failed
        };
        count.fetch_add(1, Relaxed);
        response
    }
}

async fn post(
    http: &reqwest::Client,
    request: Request<Bytes>,
) -> Result<Response<Bytes>, HttpError> {
    let (head, body) = request.into_parts();
    let sent = http
        .request(head.method, head.uri.to_string())
        .headers(head.headers)
        .body(body);
    let mut response = sent.send().await.map_err(reqwest::Error::without_url)?;
    let mut answer = Response::builder().status(response.status());
    if let Some(headers) = answer.headers_mut() {
        headers.clone_from(response.headers());
    }
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        if body.len() + chunk.len() > LARGEST_RESPONSE {
            return Err("the collector's response is too large".into());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(answer.body(body.into())?)
}
