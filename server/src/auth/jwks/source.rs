//! Where an organization's keys are: a file that the operator keeps, or the issuer's URL.

use std::fmt;
use std::io;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::{Duration, SystemTime};

use url::{Host, Url};

use super::key::{KeySet, UnusableKeys, read_key_set};

/// How long a fetch may take in all, from the name look-up to the last byte.
const FETCH_TIMEOUT: Duration = Duration::from_secs(5);
/// The largest key set that is read. Sets of dozens of keys with certificates stay below.
const MAX_KEY_SET_BYTES: usize = 256 * 1024;

/// A JWKS file or URL.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum JwksSource {
    File(PathBuf),
    Url(Url),
}

/// A URL that keys must not be taken from.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "a JWKS URL must use https, without user name, password or fragment (http is for a loopback address only): whoever can change the response on its way can sign tokens"
)]
pub struct UnsafeUrl;

impl FromStr for JwksSource {
    type Err = UnsafeUrl;

    /// `https://…` is a URL; `http://…` too, but for loopback hosts only; everything else is a
    /// path.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match Url::parse(text) {
            Ok(url) if matches!(url.scheme(), "http" | "https") || text.contains("://") => {
                url.try_into()
            }
            _ => Ok(Self::File(PathBuf::from(text))),
        }
    }
}

impl TryFrom<Url> for JwksSource {
    type Error = UnsafeUrl;

    fn try_from(url: Url) -> Result<Self, UnsafeUrl> {
        let fetchable = match url.scheme() {
            "https" => true,
            "http" => is_loopback(&url),
            _ => false,
        };
        let bare =
            url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
        (fetchable && bare)
            .then_some(Self::Url(url))
            .ok_or(UnsafeUrl)
    }
}

impl fmt::Display for JwksSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => write!(f, "{}", path.display()),
            Self::Url(url) => write!(f, "{url}"),
        }
    }
}

/// Whether a URL leads to this machine, which nobody on the way can listen to.
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// Why the keys could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    #[error("it could not be read: {0}")]
    File(#[from] io::Error),
    #[error("it could not be fetched: {0}")]
    Fetch(String),
    #[error("it answered {0}")]
    Status(reqwest::StatusCode),
    #[error("it is larger than 256 KiB")]
    TooLarge,
    #[error(transparent)]
    Unusable(#[from] UnusableKeys),
}

/// What tells one version of a file from the next without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FileVersion {
    modified: SystemTime,
    length: u64,
}

impl FileVersion {
    pub(super) fn of(path: &std::path::Path) -> Option<Self> {
        let metadata = std::fs::metadata(path).ok()?;
        Some(Self {
            modified: metadata.modified().ok()?,
            length: metadata.len(),
        })
    }
}

pub(super) async fn read(source: &JwksSource) -> Result<KeySet, ReadError> {
    let document = match source {
        JwksSource::File(path) => read_file(path).await?,
        JwksSource::Url(url) => fetch(url).await?,
    };
    Ok(read_key_set(&document)?)
}

async fn read_file(path: &std::path::Path) -> Result<Vec<u8>, ReadError> {
    let length = tokio::fs::metadata(path).await?.len();
    if length > MAX_KEY_SET_BYTES as u64 {
        return Err(ReadError::TooLarge);
    }
    Ok(tokio::fs::read(path).await?)
}

/// Fetches once: no redirect is followed (it could lead from https to anywhere), nothing is retried.
///
/// The client is made for each fetch: there is at most one a minute, and between two of them it
/// would only hold memory and a connection.
async fn fetch(url: &Url) -> Result<Vec<u8>, ReadError> {
    let mut client = reqwest::Client::builder()
        .timeout(FETCH_TIMEOUT)
        .redirect(reqwest::redirect::Policy::none());
    if is_loopback(url) {
        client = client.no_proxy();
    }
    let client = client.build().map_err(fetch_error)?;
    let request = client.get(url.clone()).header("accept", "application/json");
    let mut response = request.send().await.map_err(fetch_error)?;
    if response.status() != reqwest::StatusCode::OK {
        return Err(ReadError::Status(response.status()));
    }
    let mut document = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(fetch_error)? {
        if document.len() + chunk.len() > MAX_KEY_SET_BYTES {
            return Err(ReadError::TooLarge);
        }
        document.extend_from_slice(&chunk);
    }
    Ok(document)
}

/// reqwest's own message says only that sending failed; why (refused, timed out, certificate) is in
/// the errors below it.
fn fetch_error(error: reqwest::Error) -> ReadError {
    let error = error.without_url();
    let mut message = error.to_string();
    let mut cause = std::error::Error::source(&error);
    while let Some(below) = cause {
        message = format!("{message}: {below}");
        cause = below.source();
    }
    ReadError::Fetch(message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_come_over_https_or_from_this_machine() {
        for url in [
            "https://issuer.example/jwks.json",
            "http://127.0.0.1:9000/jwks",
            "http://[::1]:9000/jwks",
            "http://localhost/jwks",
        ] {
            assert!(matches!(url.parse(), Ok(JwksSource::Url(_))), "{url}");
        }
        for url in [
            "http://issuer.example/jwks.json",
            "http://localhost.example/jwks.json",
            "http://127.0.0.1.example/jwks.json",
            "ftp://issuer.example/jwks.json",
            "file:///etc/jwks.json",
            "https://user:password@issuer.example/jwks.json",
        ] {
            assert_eq!(url.parse::<JwksSource>(), Err(UnsafeUrl), "{url}");
        }
        for path in ["jwks.json", "/etc/mfa/jwks.json", "./a:b.json"] {
            assert!(matches!(path.parse(), Ok(JwksSource::File(_))), "{path}");
        }
    }
}
