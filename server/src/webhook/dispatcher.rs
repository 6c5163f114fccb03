//! Looks for what is due and posts it.
//!
//! Any number of servers do so on one database: who claims an event has it for longer than a try can
//! take, and gives it back by dying. However slow receivers are, they hold up nothing but their own
//! events: each webhook has a few places, and all together have an end.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use slog::{Logger, debug, error, warn};
use tokio::sync::watch;
use tokio::task::{Id, JoinSet};

use super::Secret;
use crate::clock;
use crate::factor::{Keyring, KeyringError};
use crate::mfa::{Claimed, DeliveryState, Posted, Store, StoreError, Webhook, WebhookId};
use crate::outbound::{Message, Poster};
use crate::telemetry::trace::{self, Tracer};

/// How often it is looked for what is due: an event of another process, or one to be tried again.
const LOOKED_EVERY: Duration = Duration::from_millis(500);
/// After a store that failed.
const LATER: Duration = Duration::from_secs(10);
/// Tries at a time, and of one webhook.
const AT_ONCE: usize = 64;
const OF_ONE: usize = 4;
/// How much longer than a try an event is claimed for: until what came of it is kept.
const MARGIN: Duration = Duration::from_secs(4);

pub struct Dispatcher {
    store: Arc<dyn Store>,
    keyring: Keyring,
    poster: Poster,
    claimed_for: Duration,
    tracer: Tracer,
    log: Logger,
}

impl Dispatcher {
    /// `timeout` is that of the poster.
    pub fn new(
        store: Arc<dyn Store>,
        keyring: Keyring,
        poster: Poster,
        timeout: Duration,
        log: Logger,
    ) -> Self {
        Self {
            store,
            keyring,
            poster,
            claimed_for: timeout + MARGIN,
            tracer: Tracer::default(),
            log,
        }
    }

    /// Each try is a trace of its own: what it tells of was done long ago, as likely as not.
    pub fn traced_by(mut self, tracer: Tracer) -> Self {
        self.tracer = tracer;
        self
    }

    /// Goes on until `stopping` says so. Tries in flight then end at once: what they carried is due
    /// again when their claim has ended.
    pub async fn run(self: Arc<Self>, mut stopping: watch::Receiver<bool>) {
        let mut flight = Flight::default();
        loop {
            let wait = match self.start_due(&mut flight).await {
                Ok(()) => LOOKED_EVERY,
                Err(error) => {
                    warn!(self.log, "webhooks cannot be looked for, and are again later";
                        "reason" => %error, "seconds" => LATER.as_secs());
                    LATER
                }
            };
            tokio::select! {
                _ = stopping.wait_for(|stops| *stops) => return,
                () = flight.landed() => {}
                () = tokio::time::sleep(wait) => {}
            }
        }
    }

    /// Starts as many tries as there is room for.
    async fn start_due(self: &Arc<Self>, flight: &mut Flight) -> Result<(), StoreError> {
        if flight.room() == 0 {
            return Ok(());
        }
        let mut due = self.store.due_webhooks(clock::now()).await?;
        // Who has no place comes first: those that wait for slow receivers do not take all that are left.
        due.sort_by_key(|id| flight.count_of(id));
        for id in due {
            let most = flight.room_of(&id);
            if most == 0 {
                continue;
            }
            let Some(webhook) = self.store.webhook(&id).await? else {
                continue;
            };
            let webhook = Arc::new(webhook);
            let now = clock::now();
            let until = now + chrono::Duration::from_std(self.claimed_for).unwrap_or_default();
            let most = u32::try_from(most).unwrap_or(u32::MAX);
            for claimed in self.store.claim_deliveries(&id, most, now, until).await? {
                let (dispatcher, webhook) = (Arc::clone(self), Arc::clone(&webhook));
                let span = self
                    .tracer
                    .root("deliver to a webhook", trace::SpanKind::Client);
                flight.start(&id, async move {
                    let delivered = dispatcher.deliver(&webhook, claimed);
                    trace::within(span.as_ref(), delivered).await;
                    if let Some(span) = span {
                        span.end();
                    }
                });
            }
        }
        Ok(())
    }

    async fn deliver(&self, webhook: &Webhook, claimed: Claimed) {
        let Claimed {
            id,
            event,
            body,
            attempt,
        } = claimed;
        let started = Instant::now();
        let posted = self.post(webhook, &id, body).await;
        if let Some(span) = trace::current() {
            match &posted {
                Ok(status) => span.set("http.response.status_code", i64::from(*status)),
                Err(_) => span.failed("not delivered"),
            }
        }
        let posted = match posted {
            Ok(status) => Posted::Received { status },
            Err(why) => Posted::Failed {
                why,
                jitter: fastrand::u8(..),
            },
        };
        let millis = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        let kept = self
            .store
            .keep_posted(&id, attempt, posted.clone(), clock::now());
        let kept = kept.await;
        let log = self.log.new(slog::o!("webhook" => webhook.id.to_string(),
            "organization" => webhook.organization.to_string(), "delivery" => id,
            "event" => event, "attempt" => attempt, "duration_ms" => millis));
        match (kept, posted) {
            (Err(error), _) => {
                warn!(log, "what came of a delivery cannot be kept: it is delivered again";
                    "reason" => %error);
            }
            (Ok(_), Posted::Received { status }) => {
                debug!(log, "delivered"; "status" => status);
            }
            (Ok(DeliveryState::Failed), Posted::Failed { why, .. }) => {
                error!(log, "not delivered, and given up: `mfa-server webhook retry` tries again";
                    "reason" => why);
            }
            (Ok(_), Posted::Failed { why, .. }) => {
                warn!(log, "not delivered: it is tried again"; "reason" => why);
            }
        }
    }

    async fn post(&self, webhook: &Webhook, id: &str, body: String) -> Result<u16, String> {
        let now = clock::now();
        let signature = self.signature(webhook, id, now, &body);
        let signature = signature.map_err(|error| format!("it cannot be signed: {error}"))?;
        let timestamp = now.timestamp().to_string();
        let traced = trace::current().map(|span| span.headers());
        let traced = traced.unwrap_or_default();
        let mut headers = vec![
            ("content-type", "application/json"),
            ("webhook-id", id),
            ("webhook-timestamp", &timestamp),
            ("webhook-signature", &signature),
        ];
        headers.extend(traced.iter().map(|(name, value)| (*name, value.as_str())));
        let message = Message {
            url: webhook.url.url(),
            headers: &headers,
            body,
        };
        self.poster
            .post(message)
            .await
            .map_err(|fault| fault.to_string())
    }

    /// By the webhook's secret, and by the one before while that still signs.
    fn signature(
        &self,
        webhook: &Webhook,
        id: &str,
        now: DateTime<Utc>,
        body: &str,
    ) -> Result<String, KeyringError> {
        let old = webhook
            .old_secret
            .as_ref()
            .filter(|(_, until)| now < *until);
        let secrets = std::iter::once(&webhook.secret).chain(old.map(|(secret, _)| secret));
        let sign = |sealed| -> Result<String, KeyringError> {
            let bytes = self
                .keyring
                .open_webhook(&webhook.organization, &webhook.id, sealed)?;
            Ok(Secret::from_bytes(bytes).sign(id, now.timestamp(), body))
        };
        let signatures: Result<Vec<_>, _> = secrets.map(sign).collect();
        Ok(signatures?.join(" "))
    }
}

/// The tries that run. Dropped, they end.
#[derive(Default)]
struct Flight {
    tasks: JoinSet<()>,
    of: HashMap<Id, WebhookId>,
}

impl Flight {
    fn room(&self) -> usize {
        AT_ONCE.saturating_sub(self.of.len())
    }

    fn count_of(&self, webhook: &WebhookId) -> usize {
        self.of.values().filter(|one| *one == webhook).count()
    }

    fn room_of(&self, webhook: &WebhookId) -> usize {
        let own = self.count_of(webhook);
        self.room().min(OF_ONE.saturating_sub(own))
    }

    fn start(&mut self, webhook: &WebhookId, work: impl Future<Output = ()> + Send + 'static) {
        let id = self.tasks.spawn(work).id();
        self.of.insert(id, webhook.clone());
    }

    /// When one has ended: for ever, where none runs.
    async fn landed(&mut self) {
        match self.tasks.join_next_with_id().await {
            Some(Ok((id, ()))) => drop(self.of.remove(&id)),
            Some(Err(error)) => drop(self.of.remove(&error.id())),
            None => std::future::pending().await,
        }
    }
}
