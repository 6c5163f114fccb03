//! The running service: Dropshot with the contract's endpoints and the enrolment pages, from binding
//! its address to its graceful stop.
//!
//! Handlers run to their end (by [`to_its_end`]): a client that goes away does not cancel a write
//! half-way.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use dropshot::{
    ApiDescription, BuildError, ConfigDropshot, ConfigTls, HandlerTaskMode, HttpServer,
    ServerBuilder, ServerContext,
};
use slog::{Logger, info, warn};
use tokio::signal::unix::{Signal, SignalKind, signal};

use crate::app::App;
use crate::config::Tls;
use crate::contract;
#[cfg(doc)]
use crate::contract::runtime::to_its_end;
use crate::pages;
use crate::telemetry;

/// More than any request of the contract or the pages needs.
const MAX_BODY_BYTES: usize = 8 * 1024;

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

impl From<BuildError> for StartError {
    fn from(error: BuildError) -> Self {
        match error {
            BuildError::BindError { address, error } => match error.kind() {
                io::ErrorKind::AddrInUse => Self::InUse { address },
                io::ErrorKind::PermissionDenied => Self::NotPermitted { address },
                io::ErrorKind::AddrNotAvailable => Self::NotOurs { address },
                _ => Self::CannotListen { address, error },
            },
            other => Self::Other(other.to_string()),
        }
    }
}

/// A server that accepts connections.
pub struct Running<C: ServerContext> {
    server: HttpServer<C>,
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

/// Binds `listen` and serves `api`, over TLS if there is a certificate. The port may be 0: see [`Running::local_addr`].
pub fn start<C: ServerContext>(
    api: ApiDescription<C>,
    context: C,
    log: &Logger,
    listen: SocketAddr,
    tls: Option<Tls>,
) -> Result<Running<C>, StartError> {
    let config = ConfigDropshot {
        bind_address: listen,
        default_request_body_max_bytes: MAX_BODY_BYTES,
        default_handler_task_mode: HandlerTaskMode::CancelOnDisconnect,
        ..ConfigDropshot::default()
    };
    let server = ServerBuilder::new(api, context, telemetry::for_framework(log))
        .config(config)
        .tls(tls.map(|tls| ConfigTls::Dynamic(tls.into())))
        .start()?;
    info!(log, "listening"; "address" => %server.local_addr(), "tls" => server.using_tls());
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

impl<C: ServerContext> Running<C> {
    /// The address in use, with the port that was found when 0 was asked for.
    pub fn local_addr(&self) -> SocketAddr {
        self.server.local_addr()
    }

    /// Serves until a signal comes. Then takes no more connections and lets requests in flight
    /// finish: at most for `grace`, and only until a second signal.
    pub async fn until_stopped(self, signals: StopSignals, grace: Duration) -> Stopped {
        let signals = tokio::sync::Mutex::new(signals);
        let next = || async { signals.lock().await.next().await };
        self.until(next(), next(), grace).await
    }

    async fn until(
        self,
        first: impl Future<Output = ()>,
        second: impl Future<Output = ()>,
        grace: Duration,
    ) -> Stopped {
        let Self { server, log } = self;
        tokio::select! {
            () = first => {}
            result = server.wait_for_shutdown() => {
                warn!(log, "the server stopped by itself"; "result" => ?result);
                return Stopped::Abruptly;
            }
        }
        info!(log, "stopping: requests in flight finish"; "grace_seconds" => grace.as_secs());
        tokio::select! {
            biased;
            result = tokio::time::timeout(grace, server.close()) => match result {
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
