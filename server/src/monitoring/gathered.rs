//! What is read when metrics are asked for: of the store, of connections, of the process.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use prometheus_client::collector::Collector;
use prometheus_client::encoding::{DescriptorEncoder, EncodeMetric};
use prometheus_client::metrics::MetricType;
use prometheus_client::metrics::counter::ConstCounter;
use prometheus_client::metrics::gauge::ConstGauge;

use super::process::Process;
use crate::contract::runtime::Connections;
use crate::mfa::{Outbox, Store};
use crate::outbound::Client;
use crate::telemetry::trace::Exports;

pub(super) struct Gathered {
    store: Arc<dyn Store>,
    client: Arc<Client>,
    connections: Arc<Connections>,
    exports: Option<Arc<Exports>>,
    now: fn() -> DateTime<Utc>,
    started: DateTime<Utc>,
    draining: AtomicBool,
    /// As it was last read; none where the database cannot be asked.
    outbox: Mutex<Option<Outbox>>,
}

impl fmt::Debug for Gathered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Gathered")
    }
}

impl Gathered {
    pub(super) fn new(
        store: Arc<dyn Store>,
        client: Arc<Client>,
        connections: Arc<Connections>,
        exports: Option<Arc<Exports>>,
        now: fn() -> DateTime<Utc>,
    ) -> Self {
        Self {
            store,
            client,
            connections,
            exports,
            now,
            started: now(),
            draining: AtomicBool::new(false),
            outbox: Mutex::default(),
        }
    }

    pub(super) fn drain(&self) {
        self.draining.store(true, Relaxed);
    }

    pub(super) fn put(&self, outbox: Option<Outbox>) {
        *self.outbox.lock().unwrap_or_else(PoisonError::into_inner) = outbox;
    }
}

impl Collector for Gathered {
    fn encode(&self, encoder: DescriptorEncoder<'_>) -> fmt::Result {
        let mut to = Encoder(encoder);
        self.of_the_process(&mut to)?;
        self.of_connections(&mut to)?;
        self.of_the_store(&mut to)?;
        self.of_the_outbox(&mut to)?;
        let open = self.client.left_alone();
        to.gauges(
            "mfa_vendor_hosts_left_alone",
            "Hosts of a vendor that are left alone for a while, because they failed again and again",
            "vendor",
            open,
        )?;
        if let Some(exports) = &self.exports {
            to.counters(
                "mfa_trace_exports",
                "Batches of spans that were sent to the collector",
                "outcome",
                [("sent", exports.sent()), ("failed", exports.failed())],
            )?;
        }
        to.gauge(
            "mfa_draining",
            "1 while the server stops",
            f64::from(u8::from(self.draining.load(Relaxed))),
        )
    }
}

impl Gathered {
    fn of_the_process(&self, to: &mut Encoder<'_>) -> fmt::Result {
        let process = Process::now();
        to.gauge(
            "process_start_time_seconds",
            "When the server started, in seconds since 1970",
            self.started.timestamp_millis() as f64 / 1000.0,
        )?;
        if let Some(seconds) = process.cpu_seconds {
            to.counter(
                "process_cpu_seconds",
                "Processor time that the process took",
                seconds,
            )?;
        }
        for (name, help, value) in [
            (
                "process_resident_memory_bytes",
                "Memory that the process has",
                process.resident_bytes,
            ),
            (
                "process_open_fds",
                "Files and connections that are open",
                process.open_fds,
            ),
            (
                "process_max_fds",
                "Files and connections that may be open",
                process.max_fds,
            ),
            ("process_threads", "Threads", process.threads),
        ] {
            if let Some(value) = value {
                to.gauge(name, help, value as f64)?;
            }
        }
        Ok(())
    }

    fn of_connections(&self, to: &mut Encoder<'_>) -> fmt::Result {
        let connections = &self.connections;
        to.gauge(
            "mfa_connections_open",
            "Connections of clients",
            connections.open() as f64,
        )?;
        to.counter(
            "mfa_connections_accepted",
            "Connections that were let in",
            connections.accepted(),
        )?;
        to.counter(
            "mfa_connections_evicted",
            "Idle connections that had to go, because their place was needed",
            connections.evicted(),
        )?;
        to.counters(
            "mfa_connections_refused",
            "Connections that were not let in",
            "reason",
            [
                ("full", connections.turned_away_full()),
                ("address_full", connections.turned_away_address()),
                ("system", connections.failed()),
            ],
        )
    }

    fn of_the_store(&self, to: &mut Encoder<'_>) -> fmt::Result {
        let load = self.store.load();
        if let Some(writer) = load.writer {
            to.gauge(
                "mfa_store_writes_waiting",
                "Writes that wait for their turn, or for their commit (SQLite)",
                writer.waiting as f64,
            )?;
            to.counter(
                "mfa_store_write_batches",
                "Commits, each of a batch of writes (SQLite)",
                writer.batches,
            )?;
            to.counter(
                "mfa_store_batched_writes",
                "Writes that were in them (SQLite)",
                writer.writes,
            )?;
        }
        if let Some(pool) = load.pool {
            to.gauges(
                "mfa_store_pool_connections",
                "Connections to the database (PostgreSQL)",
                "state",
                [
                    ("idle", pool.idle),
                    ("used", pool.open.saturating_sub(pool.idle)),
                ],
            )?;
            to.gauge(
                "mfa_store_pool_limit",
                "Connections that there may be (PostgreSQL)",
                pool.limit as f64,
            )?;
            to.gauge(
                "mfa_store_pool_waiting",
                "Requests that wait for a connection (PostgreSQL)",
                pool.waiting as f64,
            )?;
        }
        Ok(())
    }

    fn of_the_outbox(&self, to: &mut Encoder<'_>) -> fmt::Result {
        let outbox = *self.outbox.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(Outbox { waiting, oldest }) = outbox else {
            return Ok(());
        };
        to.gauge(
            "mfa_webhook_outbox_waiting",
            "Events that are neither delivered nor given up",
            waiting as f64,
        )?;
        let age = oldest.map(|oldest| (self.now)() - oldest);
        let seconds = age.map_or(0.0, |age| age.num_milliseconds() as f64 / 1000.0);
        to.gauge(
            "mfa_webhook_outbox_oldest_age_seconds",
            "How long the oldest of them waits",
            // A clock that was ahead.
            seconds.max(0.0),
        )
    }
}

struct Encoder<'a>(DescriptorEncoder<'a>);

impl Encoder<'_> {
    fn gauge(&mut self, name: &str, help: &str, value: f64) -> fmt::Result {
        let described = self
            .0
            .encode_descriptor(name, help, None, MetricType::Gauge)?;
        ConstGauge::new(value).encode(described)
    }

    fn gauges(
        &mut self,
        name: &str,
        help: &str,
        label: &'static str,
        values: impl IntoIterator<Item = (&'static str, u64)>,
    ) -> fmt::Result {
        let mut described = self
            .0
            .encode_descriptor(name, help, None, MetricType::Gauge)?;
        for (word, value) in values {
            let labels = [(label, word)];
            ConstGauge::new(value as f64).encode(described.encode_family(&labels)?)?;
        }
        Ok(())
    }

    fn counter<N>(&mut self, name: &str, help: &str, value: N) -> fmt::Result
    where
        ConstCounter<N>: EncodeMetric,
    {
        let described = self
            .0
            .encode_descriptor(name, help, None, MetricType::Counter)?;
        ConstCounter::new(value).encode(described)
    }

    fn counters(
        &mut self,
        name: &str,
        help: &str,
        label: &'static str,
        values: impl IntoIterator<Item = (&'static str, u64)>,
    ) -> fmt::Result {
        let mut described = self
            .0
            .encode_descriptor(name, help, None, MetricType::Counter)?;
        for (word, value) in values {
            let labels = [(label, word)];
            ConstCounter::new(value).encode(described.encode_family(&labels)?)?;
        }
        Ok(())
    }
}
