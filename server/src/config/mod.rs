//! The settings of `mfa-server serve`: a TOML file, and an environment variable for each of them.
//!
//! Everything that is wrong is found in one go and told with its place ([`Problems`]). Secrets are in
//! types that do not print themselves.

mod load;
mod private;
mod problem;
mod secret;
mod secrets;
mod seen;
mod settings;
mod tls;
mod values;

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use crate::contract::runtime::Limits;
use crate::mfa::PublicUrl;
pub use load::{Environment, StoreConfig};
pub use private::kept_from_others;
pub use problem::{Problem, Problems};
pub use secret::SecretSource;
pub use seen::{ProxiesConfig, TracesConfig, traces};
pub use tls::{Certificate, Tls};
pub use values::{Database, EncryptionKey, EncryptionKeys, LogConfig};

/// A whole configuration, for people to start from. `serve --help` shows it, and a test loads it.
pub const EXAMPLE: &str = include_str!("example.toml");

/// What a server needs to know.
#[derive(Debug)]
pub struct Config {
    pub listen: SocketAddr,
    /// How people's browsers reach this server: where enrolment links lead.
    pub public_url: PublicUrl,
    /// None when the server speaks HTTP, to a proxy that terminates TLS.
    pub tls: Option<Tls>,
    pub database: Database,
    pub encryption_keys: EncryptionKeys,
    pub log: LogConfig,
    /// How long clients may take, and how many they may be.
    pub limits: Limits,
    pub webhooks: WebhooksConfig,
    /// Whom it is believed who a client is.
    pub proxies: ProxiesConfig,
    /// Where operators' tools ask how the server is; none where that is switched off.
    pub monitoring: Option<SocketAddr>,
    /// Where traces go, if anywhere.
    pub traces: Option<TracesConfig>,
    /// How long requests in flight may take to finish once the server has been told to stop.
    pub shutdown_grace: Duration,
    /// How long an issuer's keys from a URL are used that cannot be read again.
    pub keys_max_age: Duration,
}

/// How webhooks are delivered.
#[derive(Debug, Clone)]
pub struct WebhooksConfig {
    /// How long a receiver is waited for.
    pub timeout: Duration,
    /// Networks beside the public ones that receivers may be in.
    pub networks: Vec<ipnet::IpNet>,
}

impl Default for WebhooksConfig {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(10),
            networks: Vec::new(),
        }
    }
}

impl WebhooksConfig {
    /// To this machine as well, where a developer's receiver is.
    pub fn development() -> Self {
        let networks = [
            (IpAddr::from(Ipv4Addr::LOCALHOST), 8),
            (IpAddr::from(Ipv6Addr::LOCALHOST), 128),
        ];
        Self {
            networks: networks
                .into_iter()
                .filter_map(|(address, length)| ipnet::IpNet::new(address, length).ok())
                .collect(),
            ..Self::default()
        }
    }
}

/// Limits of clients, where the configuration says nothing else. A body has no more bytes than any
/// request of the contract or the pages needs.
pub fn limits_default() -> Limits {
    Limits {
        body_bytes: 8 * 1024,
        ..Limits::default()
    }
}

/// A day: an issuer's outage over night locks nobody out.
pub const KEYS_MAX_AGE_DEFAULT: Duration = Duration::from_secs(86_400);

#[cfg(test)]
mod tests;
