//! The certificate that the server shows, and its key: PEM files, read and checked with the other
//! settings, and again when they change.

use std::fmt;
use std::fs::Metadata;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use rustls::ServerConfig;
use rustls::crypto::aws_lc_rs::default_provider;
use rustls::pki_types::pem::{self, PemObject as _};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;

use super::private::kept_from_others;

/// What TLS needs. Holds the key, and never prints it.
#[derive(Clone)]
pub struct Tls {
    config: ServerConfig,
    certificate: Arc<Certificate>,
}

impl fmt::Debug for Tls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tls(…)")
    }
}

impl From<Tls> for ServerConfig {
    fn from(tls: Tls) -> Self {
        tls.config
    }
}

impl Tls {
    /// Reads the certificate, with those between it and the root after it, and its key.
    pub(super) fn read(certificate: &Path, key: &Path) -> Result<Self, String> {
        let seen = [version(certificate), version(key)];
        let shown = Shown(RwLock::new(Arc::new(read(certificate, key)?)));
        let certificate = Arc::new(Certificate {
            certificate: certificate.to_owned(),
            key: key.to_owned(),
            shown: Arc::new(shown),
            seen: Mutex::new(seen),
        });
        let mut config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|error| format!("TLS cannot be set up: {error}"))?
            .with_no_client_auth()
            .with_cert_resolver(Arc::clone(&certificate.shown) as _);
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(Self {
            config,
            certificate,
        })
    }

    /// The files, for the one who reads them again.
    pub fn certificate(&self) -> &Arc<Certificate> {
        &self.certificate
    }
}

/// The files of the certificate that is shown.
pub struct Certificate {
    certificate: PathBuf,
    key: PathBuf,
    shown: Arc<Shown>,
    /// What was read last, or could not be.
    seen: Mutex<[Option<Version>; 2]>,
}

/// What tells one version of a file from the next without reading it: also of one that another took
/// the place of.
type Version = (u64, u64, i64, i64);

fn version(path: &Path) -> Option<Version> {
    let of = |file: Metadata| (file.ino(), file.len(), file.mtime(), file.mtime_nsec());
    std::fs::metadata(path).ok().map(of)
}

impl Certificate {
    /// Reads the files again if they are not those that were read last. New connections are shown what
    /// was read; those that are there go on. What cannot be used changes nothing.
    pub fn renew_if_changed(&self) -> Option<Result<(), String>> {
        // Before reading: a change while reading is seen as one the next time.
        let now = [version(&self.certificate), version(&self.key)];
        if *self.seen() == now {
            return None;
        }
        Some(self.renew())
    }

    /// Reads the files again, whether or not they have changed.
    pub fn renew(&self) -> Result<(), String> {
        *self.seen() = [version(&self.certificate), version(&self.key)];
        let new = Arc::new(read(&self.certificate, &self.key)?);
        let mut shown = self.shown.0.write().unwrap_or_else(PoisonError::into_inner);
        *shown = new;
        Ok(())
    }

    /// The file of the certificate.
    pub fn path(&self) -> &Path {
        &self.certificate
    }

    fn seen(&self) -> std::sync::MutexGuard<'_, [Option<Version>; 2]> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a client is shown that connects now.
struct Shown(RwLock<Arc<CertifiedKey>>);

impl fmt::Debug for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Shown(…)")
    }
}

impl ResolvesServerCert for Shown {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let shown = self.0.read().unwrap_or_else(PoisonError::into_inner);
        Some(Arc::clone(&shown))
    }
}

fn read(certificate: &Path, key: &Path) -> Result<CertifiedKey, String> {
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
    let private =
        PrivateKeyDer::from_pem_file(key).map_err(|error| unreadable(key, "private key", error))?;
    kept_from_others(key)?;
    CertifiedKey::from_der(chain, private, &default_provider()).map_err(|error| {
        let (certificate, key) = (certificate.display(), key.display());
        format!("{certificate} and {key} cannot be used together: {error}")
    })
}
