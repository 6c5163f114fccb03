//! Making a client: all that can be wrong with its settings is found here, before the first request.

use std::fmt;
use std::time::Duration;

use reqwest::header::HeaderValue;
use reqwest::{Method, Request, Url};
use secrecy::SecretString;

use super::{Reading, Retry, Scheme};

/// The credentials of a contract: what a client may send, and to which operations (OpenAPI 3.1.1,
/// sections 4.8.27 and 4.8.30).
pub trait Credentials: Clone + fmt::Debug + Default + Send + Sync + 'static {
    /// The security schemes that there is a secret for, in the order of the contract.
    fn present(&self) -> impl Iterator<Item = (Scheme, &SecretString)>;

    /// The names of the schemes that an operation accepts, by the name of its method. Nothing else is sent
    /// to it.
    fn accepted(operation: &str) -> &'static [&'static str];
}

/// What a client does beyond sending.
#[derive(Clone, Debug, Default)]
pub struct Settings<C> {
    /// The secrets that requests carry.
    pub credentials: C,
    /// What is tried again; none: nothing is.
    pub retry: Option<Retry>,
    /// How responses are read.
    pub reading: Reading,
    /// Whether values that the contract does not know, of a tolerant reading, may be sent.
    pub sends_unknown: bool,
}

/// Makes a client: what generated builders hold.
#[derive(Clone, Debug)]
pub struct Builder<C> {
    /// The secrets that requests will carry.
    pub credentials: C,
    base_url: String,
    /// How long one attempt may take, from connecting to the end of the response.
    pub timeout: Duration,
    /// How long connecting may take.
    pub connect_timeout: Duration,
    /// What is tried again; none: nothing is.
    pub retry: Option<Retry>,
    /// How responses are read.
    pub reading: Reading,
    /// Whether values that the contract does not know may be sent.
    pub sends_unknown: bool,
    /// The value of `User-Agent` (RFC 9110, section 10.1.5).
    pub user_agent: String,
}

/// Why no client can be made. None of it holds a secret.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// It is no URL of a service.
    #[error("the base URL cannot be used: {reason}")]
    BaseUrl {
        /// What is wrong with it.
        reason: String,
    },
    /// A secret cannot travel as its scheme says.
    #[error("the credential `{scheme}` cannot be sent: {reason}")]
    Credential {
        /// The name of the security scheme in the contract.
        scheme: &'static str,
        /// What is wrong with the secret.
        reason: &'static str,
    },
    /// It is no value of a header.
    #[error("the user agent cannot be sent: it has characters that no header may have")]
    UserAgent,
    /// TLS could not be set up.
    #[error("the HTTP client cannot be set up: {0}")]
    Http(#[from] reqwest::Error),
}

impl<C: Credentials> Builder<C> {
    /// Without credentials and retries; 30 seconds for an attempt, 10 for connecting.
    pub fn new(base_url: impl Into<String>, user_agent: &str) -> Self {
        Builder {
            credentials: C::default(),
            base_url: base_url.into(),
            timeout: Duration::from_secs(30),
            connect_timeout: Duration::from_secs(10),
            retry: None,
            reading: Reading::Tolerant,
            sends_unknown: false,
            user_agent: user_agent.to_owned(),
        }
    }

    /// Tries everything out, and gives it to `make`: the base URL without a slash at its end, the
    /// HTTP client, and the settings. The HTTP client follows no redirects.
    ///
    /// # Errors
    /// A [`BuildError`] for the first setting that cannot be used.
    pub fn build<T>(
        self,
        make: impl FnOnce(&str, reqwest::Client, Settings<C>) -> T,
    ) -> Result<T, BuildError> {
        let base_url = base_url(&self.base_url)?;
        let user_agent =
            HeaderValue::from_str(&self.user_agent).map_err(|_| BuildError::UserAgent)?;
        let http = reqwest::Client::builder()
            .timeout(self.timeout)
            .connect_timeout(self.connect_timeout)
            .user_agent(user_agent)
            // API keys would go along to wherever a redirect leads.
            .redirect(reqwest::redirect::Policy::none())
            .build()?;
        for (scheme, secret) in self.credentials.present() {
            try_out(&scheme, secret, &base_url, &http)?;
        }
        let settings = Settings {
            credentials: self.credentials,
            retry: self.retry,
            reading: self.reading,
            sends_unknown: self.sends_unknown,
        };
        let base_url = base_url.as_str().trim_end_matches('/');
        Ok(make(base_url, http, settings))
    }
}

/// A secret that cannot be sent is found here, not at the first request.
fn try_out(
    scheme: &Scheme,
    secret: &SecretString,
    base_url: &Url,
    http: &reqwest::Client,
) -> Result<(), BuildError> {
    let mut request = Request::new(Method::GET, base_url.clone());
    scheme
        .carrier
        .put(&mut request, secret, http)
        .map_err(|reason| BuildError::Credential {
            scheme: scheme.name,
            reason,
        })
}

/// The text is not repeated in errors: it may hold a password.
fn base_url(text: &str) -> Result<Url, BuildError> {
    let refuse = |reason: &str| {
        Err(BuildError::BaseUrl {
            reason: reason.to_owned(),
        })
    };
    let url = match Url::parse(text.trim()) {
        Ok(url) => url,
        Err(error) => return refuse(&format!("{error}; it starts with https:// or http://")),
    };
    if !matches!(url.scheme(), "http" | "https") {
        return refuse("it does not start with https:// or http://");
    }
    if !url.username().is_empty() || url.password().is_some() {
        return refuse(
            "it holds a user name or password; credentials are set by the methods for them",
        );
    }
    if url.query().is_some() || url.fragment().is_some() {
        return refuse("it ends in a query or fragment; the paths of the operations follow it");
    }
    Ok(url)
}
