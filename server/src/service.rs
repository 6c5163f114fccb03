//! The running service: the contract's operations and the enrolment pages behind the layer's
//! [`Front`], from binding its address to its graceful stop.
//!
//! Handlers run to their end (by [`to_its_end`]): a client that goes away does not cancel a write
//! half-way.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use dropshot::{ApiDescription, ApiEndpoint};
use slog::{Logger, info, warn};
use tokio::signal::unix::{Signal, SignalKind, signal};

use crate::app::App;
use crate::config::Tls;
use crate::contract;
#[cfg(doc)]
use crate::contract::runtime::to_its_end;
use crate::contract::runtime::{self, Connections, Entry, Front, Limits, Proxies};
use crate::pages;
use crate::telemetry;

/// Everything that this server answers: the contract's operations, and the pages.
///
/// # Errors
///
/// When two endpoints share a path and method, which is a mistake in this program.
pub fn api() -> Result<ApiDescription<App>, String> {
    let mut api = contract::api_description::<App>().map_err(|error| error.to_string())?;
    pages::register(&mut api).map_err(|error| error.to_string())?;
    Ok(api)
}

/// The document that the running API emits, for `mfa-server openapi`.
///
/// # Errors
///
/// As [`api`]; or when Dropshot cannot describe an endpoint.
pub fn openapi() -> Result<serde_json::Value, String> {
    contract::emitted_document(&api()?)
        .map_err(|error| format!("the document cannot be written: {error}"))
}

/// Why the server did not start. Each says what to do next.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error(
        "cannot listen on {address}: another process does already. Stop it, or choose another address (port 0 takes any free one)"
    )]
    InUse { address: SocketAddr },
    #[error(
        "cannot listen on {address}: permission denied. Ports below 1024 are the system's; choose a higher one and let a proxy forward to it"
    )]
    NotPermitted { address: SocketAddr },
    #[error(
        "cannot listen on {address}: this machine has no such address. Use 127.0.0.1 for this machine alone, 0.0.0.0 or [::] for every network it is in"
    )]
    NotOurs { address: SocketAddr },
    #[error("cannot listen on {address}: {error}")]
    CannotListen {
        address: SocketAddr,
        error: io::Error,
    },
    #[error("cannot start the server: {0}")]
    Other(String),
}

impl StartError {
    /// An address cannot be listened on.
    pub fn of_binding(address: SocketAddr, error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::AddrInUse => Self::InUse { address },
            io::ErrorKind::PermissionDenied => Self::NotPermitted { address },
            io::ErrorKind::AddrNotAvailable => Self::NotOurs { address },
            _ => Self::CannotListen { address, error },
        }
    }
}

impl From<runtime::StartError> for StartError {
    fn from(error: runtime::StartError) -> Self {
        match error {
            runtime::StartError::Bind { address, error } => Self::of_binding(address, error),
            other => Self::Other(other.to_string()),
        }
    }
}

/// A server that accepts connections.
pub struct Running<S: runtime::Service> {
    server: runtime::Running<S>,
    log: Logger,
}

/// How a server came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stopped {
    /// Every request got its response.
    Gracefully,
    /// The grace was over, or a second signal came, while requests were in flight.
    Abruptly,
}

/// What is served: the contract's operations, and endpoints beside it.
pub struct Served<S: runtime::Service> {
    pub operations: Vec<Entry<S>>,
    pub beside: Vec<ApiEndpoint<S>>,
}

/// All that this service has.
pub fn served() -> Served<App> {
    Served {
        operations: contract::entries(),
        beside: pages::endpoints(),
    }
}

/// Binds `listen` and serves, over TLS if there is a certificate. The port may be 0: see
/// [`Running::local_addr`].
///
/// # Errors
///
/// An address that cannot be listened on.
pub fn start<S: runtime::Service>(
    served: Served<S>,
    service: S,
    log: &Logger,
    listen: SocketAddr,
    tls: Option<Tls>,
    limits: Limits,
    proxies: Proxies,
) -> Result<Running<S>, StartError> {
    let admitted = limits.admitted();
    let server = Front::new(served.operations)
        .beside(served.beside)
        .limits(limits)
        .proxies(proxies)
        .tls(tls.map(|tls| Arc::new(tls.into())))
        .log(telemetry::for_framework(log))
        .start(listen, service)?;
    info!(log, "listening"; "address" => %server.local_addr(), "tls" => server.has_tls(),
        "connections" => admitted.connections, "connections_per_address" => admitted.per_address);
    Ok(Running {
        server,
        log: log.clone(),
    })
}

/// SIGTERM and SIGINT. Made before the server is announced, so that no signal is missed.
pub struct StopSignals {
    terminate: Signal,
    interrupt: Signal,
}

impl StopSignals {
    pub fn new() -> io::Result<Self> {
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

impl<S: runtime::Service> Running<S> {
    /// The address in use, with the port that was found when 0 was asked for.
    pub fn local_addr(&self) -> SocketAddr {
        self.server.local_addr()
    }

    /// The counts of its clients' connections.
    pub fn connections(&self) -> Arc<Connections> {
        self.server.connections()
    }

    /// Serves until a signal comes. Then calls `stopping`, takes no more connections and lets requests in flight
    /// finish: at most for `grace`, and only until a second signal. Clients that have no request in
    /// flight, or only half of one, are not waited for.
    pub async fn until_stopped(
        self,
        signals: StopSignals,
        grace: Duration,
        stopping: impl FnOnce(),
    ) -> Stopped {
        let signals = tokio::sync::Mutex::new(signals);
        let next = || async { signals.lock().await.next().await };
        let first = async {
            next().await;
            stopping();
        };
        self.until(first, next(), grace).await
    }

    async fn until(
        self,
        first: impl Future<Output = ()>,
        second: impl Future<Output = ()>,
        grace: Duration,
    ) -> Stopped {
        let Self { server, log } = self;
        first.await;
        info!(log, "stopping: requests in flight finish"; "grace_seconds" => grace.as_secs());
        tokio::select! {
            biased;
            result = tokio::time::timeout(grace, server.stop()) => match result {
                Ok(_) => {
                    info!(log, "stopped");
                    Stopped::Gracefully
                }
                Err(_) => {
                    warn!(log, "stopped: the grace is over, requests in flight were cut off");
                    Stopped::Abruptly
                }
            },
            () = second => {
                warn!(log, "stopped at once, at a second signal");
                Stopped::Abruptly
            }
        }
    }
}

#[cfg(test)]
mod tests;
