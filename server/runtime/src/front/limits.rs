//! What the front allows its clients: how long they may take, and how many they may be.

use std::time::Duration;

/// Limits of a [`Front`](super::Front). The defaults suit a service that answers in milliseconds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Connections that are open at a time. The files that the process may open (`RLIMIT_NOFILE`)
    /// lower it: see [`Limits::admitted`].
    pub connections: usize,
    /// Connections from one address at a time: an IPv4 address, or the /64 network of an IPv6
    /// address. None is half of all.
    pub connections_per_address: Option<usize>,
    /// From the beginning of a connection, or the first byte of a further request on it, to the end
    /// of a request's head: TLS handshake and HTTP/2 preface included.
    pub head: Duration,
    /// How long the rest of a request's body may be waited for, beside what
    /// [`body_bytes_per_second`](Self::body_bytes_per_second) allows.
    pub body: Duration,
    /// The least rate at which bodies come; 0 asks for none. What has come gives its time on top of
    /// [`body`](Self::body).
    pub body_bytes_per_second: u64,
    /// The largest body of a request to an operation that is read into memory, in bytes.
    pub body_bytes: usize,
    /// The largest body of a request that is not: one that its handler gets as a stream
    /// ([`ByteStream`](super::super::ByteStream)), or parts, of which the temporary folder holds
    /// what is more than [`body_bytes`](Self::body_bytes).
    pub streamed_bytes: u64,
    /// How long a connection is kept on which no request is in flight.
    pub idle: Duration,
    /// How long a client may take nothing of the response that is ready for it.
    pub write: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            connections: 10_000,
            connections_per_address: None,
            head: Duration::from_secs(10),
            body: Duration::from_secs(10),
            body_bytes_per_second: 500,
            body_bytes: 1024 * 1024,
            streamed_bytes: 1024 * 1024 * 1024,
            idle: Duration::from_secs(60),
            write: Duration::from_secs(30),
        }
    }
}

/// How many connections a process takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Admitted {
    /// In all.
    pub connections: usize,
    /// From one address.
    pub per_address: usize,
}

/// Files that are never given to connections: databases, logs, calls to other services.
const RESERVE: u64 = 48;

impl Limits {
    /// The connections that this process takes. Of the files that it may open a quarter is kept,
    /// or 48 where that is more, and never more than half.
    pub fn admitted(&self) -> Admitted {
        let files = rustix::process::getrlimit(rustix::process::Resource::Nofile).current;
        self.admitted_with(files)
    }

    /// `files` is none where the system sets no limit.
    pub(super) fn admitted_with(&self, files: Option<u64>) -> Admitted {
        let for_connections = files.map_or(u64::MAX, |files| {
            files - RESERVE.max(files / 4).min(files / 2)
        });
        let for_connections = usize::try_from(for_connections).unwrap_or(usize::MAX);
        let connections = self.connections.min(for_connections).max(1);
        let per_address = self.connections_per_address.unwrap_or(connections / 2);
        Admitted {
            connections,
            per_address: per_address.clamp(1, connections),
        }
    }
}
