//! What stands before the operations: connections, their limits and their end, and what HTTP asks
//! of every server and Dropshot 0.18 gives no hook for. It knows no contract: it is given one's
//! operations.
//!
//! # Why it is here
//!
//! Dropshot's server owns its listener and its loop of connections: a client may take all the time
//! and all the connections it likes, a stop counts connections instead of requests, HEAD and OPTIONS
//! are no methods, and its own 404 and 405 have one form. None of it can be set, and none of it can
//! be done by an endpoint.
//!
//! What was looked at:
//!
//! - *A proxy before Dropshot on the loopback address*, for all requests: each would be read and
//!   written twice, with two more system calls on either side.
//! - *Calling Dropshot's handlers without its server.* Its router is public, but the context that
//!   each handler takes cannot be made outside of the package, and neither can the errors that
//!   handlers return be read.
//! - *What is done*: hyper serves connections here, as it does in Dropshot, with the limits of
//!   [`Limits`]. Operations of the contract are called as the layer's own Dropshot endpoints call
//!   them, by the same function; they never needed more of Dropshot's context than the request's id
//!   and its peer. Dropshot describes them in the document that it emits. Endpoints that a team
//!   writes for Dropshot beside its contract ([`Front::beside`]) are passed on to Dropshot on the
//!   loopback address.
//!
//! # Limits
//!
//! See [`Limits`]. Where all places are taken, the connection that has waited for longest without a
//! request gives way, one that never brought a request first: clients that connect and say nothing
//! keep nobody out.
//!
//! # Methods and paths
//!
//! HEAD is answered as GET, unless the contract has its own; OPTIONS, and a method that a path does
//! not have, by `Allow`. What reaches no operation is answered by [`Service::unrouted`].
//!
//! # Caches
//!
//! A response that depends on credentials, or is none of the contract's, carries `Cache-Control:
//! no-store`, unless it says otherwise by itself. With TLS of its own, it carries
//! `Strict-Transport-Security` (RFC 6797).

mod admission;
mod beside;
mod body;
mod client;
mod connection;
mod dispatch;
mod figures;
mod limits;
mod router;
mod stream;
mod unrouted;
mod watch;

#[cfg(test)]
mod tests;

use std::error::Error;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::time::{Duration, Instant};

use dropshot::ApiEndpoint;
use slog::{Logger, o, warn};
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::mpsc;
use tokio_rustls::rustls::ServerConfig;

use super::operation::Service;
use super::together::{Entry, Holds};
use admission::Admission;
use beside::Beside;
use connection::Client;
use router::Router;
use watch::Watch;

pub use client::{Proxies, ProxyHeader, client_of};
pub use figures::Connections;
pub use limits::{Admitted, Limits};
pub use unrouted::Unrouted;

/// A server of a contract's operations, to be started.
pub struct Front<S: Service> {
    operations: Vec<Entry<S>>,
    beside: Vec<ApiEndpoint<S>>,
    limits: Limits,
    proxies: Proxies,
    tls: Option<Arc<ServerConfig>>,
    log: Logger,
}

/// A server that accepts connections.
pub struct Running<S: Service> {
    local_addr: SocketAddr,
    shared: Arc<Shared<S>>,
    stop: tokio::sync::watch::Sender<bool>,
    /// Closed once nothing holds what is shared: no connection, and no handler.
    ended: mpsc::Receiver<()>,
}

/// Why a server did not start.
#[derive(Debug)]
pub enum StartError {
    /// The address cannot be listened on.
    Bind {
        /// The address that was asked for.
        address: SocketAddr,
        /// What the system says.
        error: io::Error,
    },
    /// Dropshot does not take the endpoints beside the contract.
    Beside(Box<dyn Error + Send + Sync>),
}

impl std::fmt::Display for StartError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            StartError::Bind { address, error } => write!(f, "cannot listen on {address}: {error}"),
            StartError::Beside(error) => {
                write!(f, "cannot serve the endpoints beside the contract: {error}")
            }
        }
    }
}

impl Error for StartError {}

/// What a request is for.
enum Target<S: Service> {
    Operation(Entry<S>),
    /// An endpoint of Dropshot, and the most bytes of a body that it takes.
    Beside(usize),
}

/// Where the service lives.
enum Home<S: Service> {
    Here(S),
    BesideDropshot(Box<Beside<S>>),
}

/// What connections share.
struct Shared<S: Service> {
    home: Home<S>,
    router: Router<Target<S>>,
    limits: Limits,
    proxies: Proxies,
    connections: Arc<Connections>,
    tls: Option<Arc<ServerConfig>>,
    log: Logger,
    _alive: mpsc::Sender<()>,
}

impl<S: Service> Holds<S> for Shared<S> {
    fn service(&self) -> &S {
        match &self.home {
            Home::Here(service) => service,
            Home::BesideDropshot(beside) => beside.server.app_private(),
        }
    }
}

impl<S: Service> Shared<S> {
    fn has_tls(&self) -> bool {
        self.tls.is_some()
    }
}

impl<S: Service> Front<S> {
    /// A server of these operations: the generated `entries()`.
    pub fn new(operations: Vec<Entry<S>>) -> Self {
        Front {
            operations,
            beside: Vec::new(),
            limits: Limits::default(),
            proxies: Proxies::default(),
            tls: None,
            log: Logger::root(slog::Discard, o!()),
        }
    }

    /// Adds endpoints that are not in the contract, written for Dropshot and served by it. The
    /// peer's address is in `Forwarded` (RFC 7239). A path and method of the contract stays the
    /// contract's.
    pub fn beside(mut self, endpoints: Vec<ApiEndpoint<S>>) -> Self {
        self.beside = endpoints;
        self
    }

    /// Other limits than the default ones.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Proxies that are believed when they say who a client is.
    pub fn proxies(mut self, proxies: Proxies) -> Self {
        self.proxies = proxies;
        self
    }

    /// Serves HTTPS. For HTTP/2, `alpn_protocols` have to name `h2`.
    pub fn tls(mut self, tls: Option<Arc<ServerConfig>>) -> Self {
        self.tls = tls;
        self
    }

    /// Where warnings go.
    pub fn log(mut self, log: Logger) -> Self {
        self.log = log;
        self
    }

    /// Binds `listen`, whose port may be 0, and serves. Within a Tokio runtime.
    ///
    /// # Errors
    /// An address that cannot be listened on, and endpoints that Dropshot does not take.
    pub fn start(self, listen: SocketAddr, service: S) -> Result<Running<S>, StartError> {
        let bound = bind(listen).and_then(|listener| Ok((listener.local_addr()?, listener)));
        let (local_addr, listener) = bound.map_err(|error| StartError::Bind {
            address: listen,
            error,
        })?;
        let mut router = Router::new();
        for entry in self.operations {
            let template = format!("{}{}", entry.base, entry.template);
            router.insert(entry.method, &template, Target::Operation(entry));
        }
        for endpoint in &self.beside {
            let limit = endpoint.request_body_max_bytes;
            let target = Target::Beside(limit.unwrap_or(self.limits.body_bytes));
            router.insert(endpoint.method.as_str(), &endpoint.path, target);
        }
        let home = match self.beside.is_empty() {
            true => Home::Here(service),
            false => Home::BesideDropshot(
                Beside::start(self.beside, service, self.limits.body_bytes, &self.log)
                    .map(Box::new)
                    .map_err(StartError::Beside)?,
            ),
        };
        let (alive, ended) = mpsc::channel(1);
        let shared = Arc::new(Shared {
            home,
            router,
            limits: self.limits,
            proxies: self.proxies,
            connections: Arc::default(),
            tls: self.tls,
            log: self.log,
            _alive: alive,
        });
        let (stop, stopping) = tokio::sync::watch::channel(false);
        tokio::spawn(accept(listener, Arc::clone(&shared), stopping));
        Ok(Running {
            local_addr,
            shared,
            stop,
            ended,
        })
    }
}

impl<S: Service> Running<S> {
    /// The address in use, with the port that was found when 0 was asked for.
    pub fn local_addr(&self) -> SocketAddr {
        self.local_addr
    }

    /// Whether it serves HTTPS.
    pub fn has_tls(&self) -> bool {
        self.shared.has_tls()
    }

    /// The counts of its connections, which go on counting.
    pub fn connections(&self) -> Arc<Connections> {
        Arc::clone(&self.shared.connections)
    }

    /// What the handlers work with.
    pub fn service(&self) -> &S {
        self.shared.service()
    }

    /// Takes no more connections, and ends when the requests in flight have their responses, and
    /// the handlers of those whose client has gone are done. What has not come whole is not waited
    /// for: half a head, or a body whose sender is silent. Bodies of events
    /// ([`Events`](super::Events)) end at once; other streams are waited for, so a server that has
    /// endless ones gives this a time.
    ///
    /// It may be dropped at any time: connections then end with the runtime.
    pub async fn stop(self) {
        let Running {
            shared,
            stop,
            mut ended,
            ..
        } = self;
        stop.send_replace(true);
        let dropshot = match &shared.home {
            Home::Here(_) => None,
            Home::BesideDropshot(beside) => Some(beside.server.wait_for_shutdown()),
        };
        drop(shared);
        ended.recv().await;
        if let Some(dropshot) = dropshot {
            // Closed by its owner's end. An error would be that of its loop of connections.
            let _ = dropshot.await;
        }
    }
}

fn bind(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = match address {
        SocketAddr::V4(_) => TcpSocket::new_v4(),
        SocketAddr::V6(_) => TcpSocket::new_v6(),
    }?;
    // After a restart, connections of the process before may still be closing.
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(1024)
}

/// Lets connections in until the stop; then the listener is closed.
async fn accept<S: Service>(
    listener: TcpListener,
    shared: Arc<Shared<S>>,
    mut stopping: tokio::sync::watch::Receiver<bool>,
) {
    let connections = Arc::clone(&shared.connections);
    let admission = Admission::new(shared.limits.admitted(), Arc::clone(&connections));
    let mut full = Full::default();
    loop {
        let accepted = tokio::select! {
            _ = stopping.wait_for(|stopping| *stopping) => return,
            accepted = listener.accept() => accepted,
        };
        let (tcp, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                if !is_of_the_client(&error) {
                    // No files, or no memory: somebody has to go.
                    connections.failed.fetch_add(1, Relaxed);
                    warn!(shared.log, "a connection cannot be accepted"; "error" => %error);
                    admission.make_room();
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
                continue;
            }
        };
        let watch = Arc::new(Watch::new());
        let Some(place) = admission.admit(peer.ip(), &watch) else {
            full.tell(&shared.log, admission.len());
            tokio::spawn(turn_away(tcp, Arc::clone(&shared)));
            continue;
        };
        let client = Client {
            tcp,
            peer,
            place,
            watch,
        };
        let (shared, stopping) = (Arc::clone(&shared), stopping.clone());
        tokio::spawn(connection::serve(shared, client, stopping));
    }
}

fn is_of_the_client(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionRefused
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
    )
}

/// Says that there is no place (RFC 9110, section 15.6.4). Best effort: over TLS nothing is said.
async fn turn_away<S: Service>(mut tcp: TcpStream, shared: Arc<Shared<S>>) {
    if shared.has_tls() {
        return;
    }
    let unrouted = Unrouted::new(
        http::StatusCode::SERVICE_UNAVAILABLE,
        "There are too many connections. Try again in a second.",
    );
    let response = shared.as_bytes(&unrouted);
    let said = async {
        tcp.write_all(&response).await?;
        tcp.shutdown().await
    };
    let _ = tokio::time::timeout(Duration::from_secs(1), said).await;
}

/// Tells the log that connections are turned away, now and then.
#[derive(Default)]
struct Full {
    told: Option<Instant>,
    since: u64,
}

impl Full {
    fn tell(&mut self, log: &Logger, open: usize) {
        self.since += 1;
        let now = Instant::now();
        let is_due = |told: Instant| now.duration_since(told) > Duration::from_secs(10);
        if self.told.is_none_or(is_due) {
            warn!(log, "connections are turned away: all have requests in flight";
                "open" => open, "turned_away" => self.since);
            self.told = Some(now);
            self.since = 0;
        }
    }
}
