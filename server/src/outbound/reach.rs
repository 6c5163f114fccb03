//! Which addresses a host may have, and whose certificates it is known by.

use std::io;
use std::net::IpAddr;
use std::sync::Arc;

use reqwest::Certificate;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::address::is_public;

/// How far requests may go.
#[derive(Debug, Clone)]
pub enum Reach {
    /// To hosts of the internet, which the system's certificate authorities vouch for.
    Public,
    /// To this machine as well, where a developer's simulators are: with their authority on top.
    Development(Certificate),
}

/// A text that is no certificate in PEM.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it is no certificate in PEM")]
pub struct NotACertificate;

impl Reach {
    /// With the certificate, in PEM, of the simulators' authority.
    pub fn development(pem: &str) -> Result<Self, NotACertificate> {
        let certificate = Certificate::from_pem(pem.as_bytes()).map_err(|_| NotACertificate)?;
        Ok(Self::Development(certificate))
    }

    /// The ways of a client that cannot be left: TLS, and no address but those allowed. No proxy of
    /// the environment is used: it would look names up itself.
    pub(super) fn limit(&self, client: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
        let is_allowed: fn(IpAddr) -> bool = match self {
            Self::Public => is_public,
            Self::Development(_) => |address| address.is_loopback() || is_public(address),
        };
        let client = client
            .https_only(true)
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .dns_resolver(Arc::new(Resolver::new(is_allowed)));
        match self {
            Self::Public => client,
            Self::Development(authority) => client.tls_certs_merge([authority.clone()]),
        }
    }
}

/// What is looked up is what is connected to: a name cannot lead elsewhere in between.
pub(super) struct Resolver {
    is_allowed: Arc<dyn Fn(IpAddr) -> bool + Send + Sync>,
}

impl Resolver {
    pub(super) fn new(is_allowed: impl Fn(IpAddr) -> bool + Send + Sync + 'static) -> Self {
        Self {
            is_allowed: Arc::new(is_allowed),
        }
    }
}

/// An address that a name leads to, and must not.
#[derive(Debug, thiserror::Error)]
#[error("the name leads to {0}")]
pub(super) struct NotAllowed(pub IpAddr);

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        let is_allowed = Arc::clone(&self.is_allowed);
        Box::pin(async move {
            let found: Vec<_> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            // One that is not allowed spoils all: nobody who means well has both.
            if let Some(other) = found.iter().find(|address| !is_allowed(address.ip())) {
                return Err(NotAllowed(other.ip()).into());
            }
            if found.is_empty() {
                return Err(io::Error::other("the name has no address").into());
            }
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}
