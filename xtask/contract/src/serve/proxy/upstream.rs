//! The service behind the proxy: where it is, and connections to it.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use http::uri::{Authority, PathAndQuery, Scheme};
use http::{HeaderValue, Request, Uri};
use hyper::Response;
use hyper::body::Incoming;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::BuilderVerifierExt;

use crate::serve::body::Body;

/// How long it may take until a connection is there.
const CONNECT: Duration = Duration::from_secs(10);

/// A service: `http://127.0.0.1:8080`, `https://example.com/api`.
pub struct Upstream {
    scheme: Scheme,
    authority: Authority,
    host: HeaderValue,
    /// What its paths begin with, without a slash at the end.
    base: String,
    client: Client<HttpsConnector<HttpConnector>, Body>,
}

/// Why an address is none of a service.
#[derive(Debug, thiserror::Error)]
pub enum UpstreamError {
    #[error(
        "`{0}` is no address of a service: write `http://127.0.0.1:8080` or `https://host/base`"
    )]
    Address(String),
    #[error("`{0}` has a user in it: credentials are the consumers', who send them as headers")]
    Credentials(String),
    #[error("certificates cannot be verified here: {0}")]
    Certificates(#[from] rustls::Error),
    #[error("{file} has no certificates in PEM that can be read: {why}")]
    Authorities { file: String, why: String },
}

impl Upstream {
    /// `authorities` is a file of certificates that are trusted, instead of the system's.
    pub fn new(address: &str, authorities: Option<&Path>) -> Result<Self, UpstreamError> {
        let wrong = || UpstreamError::Address(address.to_owned());
        let uri: Uri = address.parse().map_err(|_| wrong())?;
        let parts = uri.into_parts();
        let (Some(scheme), Some(authority)) = (parts.scheme, parts.authority) else {
            return Err(wrong());
        };
        if let Some((_, host)) = authority.as_str().rsplit_once('@') {
            return Err(UpstreamError::Credentials(format!("{scheme}://…@{host}")));
        }
        let path = parts.path_and_query;
        let has_query = path.as_ref().is_some_and(|path| path.query().is_some());
        if ![Scheme::HTTP, Scheme::HTTPS].contains(&scheme) || has_query {
            return Err(wrong());
        }
        let host = HeaderValue::try_from(authority.as_str()).map_err(|_| wrong())?;
        let base = path.as_ref().map_or("", PathAndQuery::path);
        Ok(Upstream {
            base: base.trim_end_matches('/').to_owned(),
            client: client(&scheme, authorities)?,
            scheme,
            authority,
            host,
        })
    }

    /// What the service calls itself.
    pub fn host(&self) -> HeaderValue {
        self.host.clone()
    }

    /// Where a request to `path` goes.
    pub fn uri(&self, path: Option<&PathAndQuery>) -> Result<Uri, http::Error> {
        let path = path.map_or("/", PathAndQuery::as_str);
        Uri::builder()
            .scheme(self.scheme.clone())
            .authority(self.authority.clone())
            .path_and_query(format!("{}{path}", self.base))
            .build()
    }

    pub async fn send(
        &self,
        request: Request<Body>,
    ) -> Result<Response<Incoming>, hyper_util::client::legacy::Error> {
        self.client.request(request).await
    }
}

/// The certificates in a file.
fn trusted(file: &Path) -> Result<RootCertStore, UpstreamError> {
    let wrong = |why: String| UpstreamError::Authorities {
        file: file.display().to_string(),
        why,
    };
    let mut store = RootCertStore::empty();
    let certificates = CertificateDer::pem_file_iter(file).map_err(|why| wrong(why.to_string()))?;
    for certificate in certificates {
        let certificate = certificate.map_err(|why| wrong(why.to_string()))?;
        store
            .add(certificate)
            .map_err(|why| wrong(why.to_string()))?;
    }
    match store.is_empty() {
        true => Err(wrong("there is none".to_owned())),
        false => Ok(store),
    }
}

/// Connections are kept and used again. Certificates are verified as the system does it, or by
/// those of a file; a service on this machine needs none.
fn client(
    scheme: &Scheme,
    authorities: Option<&Path>,
) -> Result<Client<HttpsConnector<HttpConnector>, Body>, UpstreamError> {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let versions =
        ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    let tls = match (authorities, *scheme == Scheme::HTTPS) {
        (Some(file), _) => versions.with_root_certificates(trusted(file)?),
        (None, true) => versions.with_platform_verifier()?,
        (None, false) => versions.with_root_certificates(RootCertStore::empty()),
    }
    .with_no_client_auth();
    let mut http = HttpConnector::new();
    http.enforce_http(false);
    http.set_nodelay(true);
    http.set_connect_timeout(Some(CONNECT));
    let connector = HttpsConnectorBuilder::new()
        .with_tls_config(tls)
        .https_or_http()
        .enable_http1()
        .wrap_connector(http);
    Ok(Client::builder(TokioExecutor::new())
        .pool_timer(TokioTimer::new())
        .pool_idle_timeout(Duration::from_secs(30))
        // The service says whose it is; what is sent is what came.
        .set_host(false)
        .build(connector))
}
