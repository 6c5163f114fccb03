//! What every handler works with, and how the generated layer finds out who is calling.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use http::HeaderMap;
use secrecy::SecretString;
use slog::Logger;

use crate::auth::{self, Authenticator, Presented};
use crate::clock;
use crate::contract::Credentials;
use crate::contract::runtime::{Completed, Denied, Exchange, Refusal, Secret, Service, Unexpected};
use crate::mfa::{self, Caller, Credential, RequestOrigin};
use crate::monitoring::Metrics;
use crate::pages::{PageServed, PagesContext};
use crate::telemetry::trace::{self, Active, Tracer};
use crate::telemetry::{RequestRecord, request_completed};

pub struct App {
    pub log: Logger,
    pub authenticator: Authenticator,
    pub mfa: Arc<mfa::Service>,
    /// None where nobody asks for them.
    pub metrics: Option<Arc<Metrics>>,
    pub tracer: Tracer,
}

impl App {
    /// The one clock of the server: the domain is told the time.
    pub fn now(&self) -> DateTime<Utc> {
        clock::now()
    }

    /// All that is done for a request: in its span, and counted among those in flight.
    fn surround<W: Future>(
        &self,
        span: Option<Active>,
        work: W,
    ) -> impl Future<Output = W::Output> + use<W> {
        let in_flight = self.metrics.as_ref().map(|metrics| metrics.begun());
        async move {
            let output = trace::within(span.as_ref(), work).await;
            if let Some(span) = span {
                span.end();
            }
            drop(in_flight);
            output
        }
    }

    /// Tells the log, the figures and the trace.
    fn tell(&self, operation: &'static str, request: &RequestRecord<'_>) {
        if let Some(metrics) = &self.metrics {
            metrics.answered(operation, request.status, request.duration);
        }
        if let Some(span) = trace::current() {
            span.set("http.response.status_code", i64::from(request.status));
            if let Some(organization) = request.organization {
                span.set("mfa.organization", organization.to_string());
            }
            if request.status >= 500 {
                span.failed(request.status);
            }
        }
        request_completed(&self.log, request);
    }
}

impl Service for App {
    type Caller = Caller;
    type Credentials = Credentials;

    fn arrived(&self, exchange: &mut Exchange, headers: &HeaderMap) {
        if let Some(span) = self.tracer.request(exchange.operation_id, headers) {
            exchange.extensions.insert(span);
        }
    }

    fn around<W>(&self, exchange: &Exchange, work: W) -> impl Future<Output = W::Output> + Send
    where
        W: Future + Send,
        W::Output: Send,
    {
        self.surround(exchange.extensions.get().cloned(), work)
    }

    async fn authenticate(
        &self,
        credentials: Credentials,
        exchange: &Exchange,
    ) -> Result<Caller, Denied> {
        let secret = |secret: Secret| SecretString::from(secret.expose());
        let presented = Presented {
            api_key: credentials.secret_api_key.map(secret),
            bearer: credentials.jwt.map(secret),
        };
        let request = RequestOrigin {
            id: exchange.request_id.clone(),
            address: exchange.client,
        };
        let span = trace::child("authenticate", trace::SpanKind::Internal);
        let found = self
            .authenticator
            .authenticate(presented, Some(request), self.now());
        let found = trace::within(span.as_ref(), found).await;
        if let Some(span) = span {
            span.end();
        }
        found.map_err(|error| match error {
            auth::Error::Unauthenticated(refused) => {
                if let Some(metrics) = &self.metrics {
                    metrics.unauthenticated(refused.word());
                }
                Denied::Refused(
                    Refusal::unauthenticated(refused.detail(), vec![refused.challenge()])
                        .because(refused.to_string()),
                )
            }
            auth::Error::Internal(error) => Denied::Unexpected(match error.retry_after() {
                Some(after) => Unexpected::unavailable(error, after),
                None => Unexpected::new(error),
            }),
        })
    }

    fn completed(&self, completed: &Completed<'_, Caller>) {
        let caller = completed.caller;
        let record = RequestRecord {
            request_id: &completed.exchange.request_id,
            operation: completed.exchange.operation_id,
            status: completed.status.as_u16(),
            organization: caller.map(|caller| &caller.organization),
            user: caller.and_then(|caller| caller.user.as_ref()),
            key: caller.and_then(|caller| match &caller.credential {
                Credential::ApiKey(key) | Credential::ApiKeyAndJwt(key) => Some(key),
                Credential::Jwt => None,
            }),
            client: Some(completed.exchange.client),
            duration: completed.duration,
            outcome: None,
            reason: completed
                .reason
                .as_ref()
                .map(|reason| reason as &dyn std::fmt::Display),
        };
        self.tell(completed.exchange.operation_id, &record);
    }
}

impl PagesContext for App {
    fn mfa(&self) -> &mfa::Service {
        &self.mfa
    }

    fn now(&self) -> DateTime<Utc> {
        App::now(self)
    }

    fn around<W>(
        &self,
        operation: &'static str,
        headers: &HeaderMap,
        page: W,
    ) -> impl Future<Output = W::Output> + Send
    where
        W: Future + Send,
        W::Output: Send,
    {
        self.surround(self.tracer.request(operation, headers), page)
    }

    fn page_served(&self, served: &PageServed<'_>) {
        let record = RequestRecord {
            request_id: served.request_id,
            operation: served.operation,
            status: served.status,
            organization: served.organization,
            user: served.user,
            key: None,
            client: Some(served.client),
            duration: served.duration,
            outcome: Some(served.outcome),
            reason: served.error.map(|error| error as &dyn std::fmt::Display),
        };
        self.tell(served.operation, &record);
    }
}
