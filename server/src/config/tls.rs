//! The certificate that the server shows, and its key: PEM files, read and checked with the other
//! settings.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use rustls::ServerConfig;
use rustls::crypto::aws_lc_rs::default_provider;
use rustls::pki_types::pem::{self, PemObject as _};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

use super::private::kept_from_others;

/// What TLS needs. Holds the key, and never prints it.
#[derive(Clone)]
pub struct Tls(ServerConfig);

impl fmt::Debug for Tls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tls(…)")
    }
}

impl From<Tls> for ServerConfig {
    fn from(tls: Tls) -> Self {
        tls.0
    }
}

impl Tls {
    /// Reads the certificate, with those between it and the root after it, and its key.
    pub(super) fn read(certificate: &Path, key: &Path) -> Result<Self, String> {
        let unreadable = |file: &Path, what: &str, error: pem::Error| match error {
            pem::Error::NoItemsFound => format!("{} holds no {what} in PEM form", file.display()),
            pem::Error::Io(error) => format!("{} cannot be read: {error}", file.display()),
            error => format!("{} is not PEM: {error}", file.display()),
        };
        let chain = CertificateDer::pem_file_iter(certificate)
            .and_then(Iterator::collect)
            .and_then(|chain: Vec<_>| match chain.len() {
                0 => Err(pem::Error::NoItemsFound),
                _ => Ok(chain),
            })
            .map_err(|error| unreadable(certificate, "certificate", error))?;
        let private = PrivateKeyDer::from_pem_file(key)
            .map_err(|error| unreadable(key, "private key", error))?;
        kept_from_others(key)?;
        let mut config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()
            .map(|builder| builder.with_no_client_auth())
            .and_then(|builder| builder.with_single_cert(chain, private))
            .map_err(|error| {
                let (certificate, key) = (certificate.display(), key.display());
                format!("{certificate} and {key} cannot be used together: {error}")
            })?;
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(Self(config))
    }
}
