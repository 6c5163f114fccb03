//! How the service is, for operators and what watches for them: whether it answers, whether it is
//! ready, and figures. On a listener of its own, which no client of the service reaches.
//!
//! - [`Metrics`]: what is counted where it happens. Labels are words out of a few: no user, key or
//!   organization is one.
//! - [`Observed`]: a store whose operations are counted, timed and traced.
//! - [`Calls`]: the same of calls of other services.
//! - [`Monitor`]: answers `/healthz`, `/readyz` and `/metrics`. Whatever it asks for that has an end in
//!   time, and goes on beside what answers; whoever reads slowly is cut off.

mod calls;
mod gathered;
mod labels;
mod listener;
mod metrics;
mod probe;
mod process;
mod ready;
mod store;
#[cfg(test)]
mod tests;

use std::net::SocketAddr;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use chrono::{DateTime, Utc};
use slog::{Logger, info};
use tokio::net::TcpListener;

pub use calls::Calls;
pub use metrics::Metrics;
pub use store::Observed;

use self::gathered::Gathered;
use self::probe::Probe;
use self::ready::Ready;
use crate::contract::runtime::Connections;
use crate::factor::Keyring;
use crate::mfa::{Outbox, Store};
use crate::outbound::Client;
use crate::telemetry::trace::Exports;

/// What is told of, and to whom.
pub struct Monitor {
    pub metrics: Arc<Metrics>,
    pub store: Arc<dyn Store>,
    pub keyring: Keyring,
    pub client: Arc<Client>,
    /// Of the listener for the service's own clients.
    pub connections: Arc<Connections>,
    /// Where traces are sent.
    pub exports: Option<Arc<Exports>>,
    /// The one clock of the server.
    pub now: fn() -> DateTime<Utc>,
}

/// A listener that answers. Dropped, it ends at once.
pub struct Monitoring {
    address: SocketAddr,
    told: Arc<Told>,
    task: tokio::task::JoinHandle<()>,
}

/// What answers are made of.
struct Told {
    metrics: Arc<Metrics>,
    ready: Ready,
    outbox: Probe<Outbox>,
    gathered: Arc<Gathered>,
    /// The metrics' descriptions, made once.
    registry: OnceLock<prometheus_client::registry::Registry>,
}

/// How old figures of the database may be: each costs a query over what waits.
const OUTBOX_AGE: Duration = Duration::from_secs(10);

impl Monitor {
    /// Within a Tokio runtime. `listener` has been bound.
    pub fn start(self, listener: TcpListener, log: &Logger) -> std::io::Result<Monitoring> {
        let address = listener.local_addr()?;
        let Self {
            metrics,
            store,
            keyring,
            client,
            connections,
            exports,
            now,
        } = self;
        let gathered = Arc::new(Gathered::new(
            Arc::clone(&store),
            client,
            connections,
            exports,
            now,
        ));
        let of_outbox = Arc::clone(&store);
        let told = Arc::new(Told {
            ready: Ready::new(store, keyring, now),
            outbox: Probe::new(OUTBOX_AGE, move || {
                let store = Arc::clone(&of_outbox);
                async move { store.outbox().await.map_err(|error| error.to_string()) }
            }),
            registry: OnceLock::new(),
            gathered,
            metrics,
        });
        info!(log, "monitoring"; "address" => %address);
        let task = tokio::spawn(listener::serve(listener, Arc::clone(&told)));
        Ok(Monitoring {
            address,
            told,
            task,
        })
    }
}

impl Monitoring {
    /// The address in use, with the port that was found when 0 was asked for.
    pub fn local_addr(&self) -> SocketAddr {
        self.address
    }

    /// From now on the server is not ready: it finishes what it has begun.
    pub fn drain(&self) {
        self.told.ready.drain();
        self.told.gathered.drain();
    }
}

impl Drop for Monitoring {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// How metrics are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Exposition {
    /// Of Prometheus, version 0.0.4.
    Prometheus,
    OpenMetrics,
}

impl Told {
    /// All metrics, as they are now.
    async fn metrics(&self, exposition: Exposition) -> Result<String, std::fmt::Error> {
        // Old figures are better than none, and none better than those of a database that hangs.
        self.gathered.put(self.outbox.ask().await.ok());
        let registry = self.registry.get_or_init(|| {
            let mut registry = self.metrics.registry();
            registry.register_collector(Box::new(Arc::clone(&self.gathered)));
            registry
        });
        let mut text = String::with_capacity(32 * 1024);
        match exposition {
            Exposition::Prometheus => {
                prometheus_client::encoding::prometheus_text::encode(&mut text, registry)?;
            }
            Exposition::OpenMetrics => {
                prometheus_client::encoding::text::encode(&mut text, registry)?;
            }
        }
        Ok(text)
    }
}
