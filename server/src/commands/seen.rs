//! How a running server is seen from outside: figures, traces, and the listener for operators.

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::Context as _;
use slog::Logger;
use tokio::net::TcpListener;

use super::serve::Made;
use crate::clock;
use crate::config::TracesConfig;
use crate::contract::runtime::Connections;
use crate::factor::Keyring;
use crate::mfa::Store;
use crate::monitoring::{Metrics, Monitor, Monitoring, Observed};
use crate::service::StartError;
use crate::telemetry::trace::{Collector, Tracer};

/// What is there before the server is.
pub(super) struct Seen {
    pub metrics: Option<Arc<Metrics>>,
    pub tracer: Tracer,
    collector: Option<Collector>,
    listener: Option<TcpListener>,
}

impl Seen {
    /// Within the server's runtime. Binds the address, so that what is wrong with it is told before
    /// anything is served.
    pub(super) async fn prepare(
        monitoring: Option<SocketAddr>,
        traces: Option<&TracesConfig>,
    ) -> anyhow::Result<Self> {
        let listener = match monitoring {
            None => None,
            Some(address) => {
                let bound = TcpListener::bind(address).await;
                let bound = bound.map_err(|error| StartError::of_binding(address, error));
                Some(bound.context(
                    "monitoring (`monitoring.listen`, or MFA_SERVER_MONITORING_LISTEN; `off` \
                     switches it off)",
                )?)
            }
        };
        let collector = traces
            .map(|traces| Collector::new(&traces.endpoint, traces.sample_percent))
            .transpose()?;
        Ok(Self {
            metrics: listener.is_some().then(Arc::default),
            tracer: collector
                .as_ref()
                .map(Collector::tracer)
                .unwrap_or_default(),
            collector,
            listener,
        })
    }

    /// The store as requests use it.
    pub(super) fn observed(&self, store: Arc<dyn Store>) -> Arc<dyn Store> {
        if self.metrics.is_none() && !self.tracer.is_on() {
            return store;
        }
        Arc::new(Observed {
            store,
            metrics: self.metrics.clone(),
        })
    }

    /// Answers from now on, if it is not switched off.
    pub(super) fn start(
        &mut self,
        made: &Made,
        keyring: Keyring,
        connections: Arc<Connections>,
        log: &Logger,
    ) -> anyhow::Result<Option<Monitoring>> {
        let (Some(listener), Some(metrics)) = (self.listener.take(), &self.metrics) else {
            return Ok(None);
        };
        let monitor = Monitor {
            metrics: Arc::clone(metrics),
            store: Arc::clone(made.mfa.store()),
            keyring,
            client: Arc::clone(&made.client),
            connections,
            exports: self.collector.as_ref().map(Collector::exports),
            now: clock::now,
        };
        Ok(Some(monitor.start(listener, log)?))
    }

    /// The last spans are sent, if the collector takes them.
    pub(super) async fn stop(self) {
        if let Some(collector) = self.collector {
            collector.stop().await;
        }
    }
}
