//! Where a service is: the one address that a run talks to.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use http::uri::{Scheme, Uri};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::BuilderVerifierExt;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use super::exchange::NoResponse;
use super::stream::Stream;

/// Why an address is none of a service.
#[derive(Debug, thiserror::Error)]
pub enum AddressError {
    #[error(
        "`{0}` is no address of a service: write `http://127.0.0.1:8080` or `https://host/base`"
    )]
    Form(String),
    #[error(
        "the address has a user in it: credentials are named in conformance.toml, as `credentials` of identities"
    )]
    User,
    #[error("the certificates of {path} cannot be read: {what}")]
    Ca { path: String, what: String },
    #[error("{0} has no certificate: a PEM file begins with `-----BEGIN CERTIFICATE-----`")]
    NoCa(String),
    #[error("--ca is for `https://` addresses, and this is `{0}`")]
    NeedlessCa(String),
    #[error("certificates cannot be verified here: {0}")]
    Verify(#[from] rustls::Error),
}

/// `https://host:port`, and whom to trust there.
pub struct Address {
    /// As a shell and a report say it.
    pub origin: String,
    /// `host:port`
    pub authority: String,
    /// What `Host` says: without the port where it is the usual one.
    pub host: String,
    /// What the paths of the service begin with instead of what the contract says, if the
    /// address has a path.
    pub base: Option<String>,
    pub ca: Option<PathBuf>,
    tls: Option<(TlsConnector, ServerName<'static>)>,
}

impl Address {
    /// `ca` has the certificates of the authorities that are trusted, instead of the system's.
    pub fn read(url: &str, ca: Option<&Path>) -> Result<Address, AddressError> {
        let wrong = || AddressError::Form(url.to_owned());
        if url.contains('@') {
            return Err(AddressError::User);
        }
        let uri: Uri = url.parse().map_err(|_| wrong())?;
        let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) else {
            return Err(wrong());
        };
        let is_tls = *scheme == Scheme::HTTPS;
        if !is_tls && *scheme != Scheme::HTTP || uri.query().is_some() {
            return Err(wrong());
        }
        let usual = if is_tls { 443 } else { 80 };
        let port = authority.port_u16().unwrap_or(usual);
        let name = authority.host();
        let path = uri.path().trim_end_matches('/');
        let tls = match (is_tls, ca) {
            (false, Some(_)) => return Err(AddressError::NeedlessCa(url.to_owned())),
            (false, None) => None,
            (true, ca) => {
                let bare = name.trim_start_matches('[').trim_end_matches(']');
                let server = ServerName::try_from(bare.to_owned()).map_err(|_| wrong())?;
                Some((TlsConnector::from(Arc::new(tls(ca)?)), server))
            }
        };
        Ok(Address {
            origin: format!("{scheme}://{name}:{port}"),
            authority: format!("{name}:{port}"),
            host: match port == usual {
                true => name.to_owned(),
                false => format!("{name}:{port}"),
            },
            base: (!path.is_empty()).then(|| path.to_owned()),
            ca: ca.map(Path::to_path_buf),
            tls,
        })
    }

    pub fn to_connect(&self) -> &str {
        &self.authority
    }

    /// A connection, with TLS if the address says so.
    pub async fn secured(&self, stream: TcpStream) -> Result<Stream, NoResponse> {
        let Some((connector, name)) = &self.tls else {
            return Ok(Stream::Plain(stream));
        };
        let secured = connector.connect(name.clone(), stream).await;
        let secured = secured.map_err(|error| NoResponse::Tls(error.to_string()))?;
        Ok(Stream::Tls(Box::new(secured)))
    }
}

fn tls(ca: Option<&Path>) -> Result<ClientConfig, AddressError> {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let versions =
        ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    let Some(path) = ca else {
        return Ok(versions.with_platform_verifier()?.with_no_client_auth());
    };
    let shown = path.display().to_string();
    let unreadable = |what: String| AddressError::Ca {
        path: shown.clone(),
        what,
    };
    let mut roots = RootCertStore::empty();
    let all = CertificateDer::pem_file_iter(path).map_err(|error| unreadable(error.to_string()))?;
    for certificate in all {
        let certificate = certificate.map_err(|error| unreadable(error.to_string()))?;
        let added = roots.add(certificate);
        added.map_err(|error| unreadable(error.to_string()))?;
    }
    if roots.is_empty() {
        return Err(AddressError::NoCa(shown));
    }
    Ok(versions.with_root_certificates(roots).with_no_client_auth())
}
