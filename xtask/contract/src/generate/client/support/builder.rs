//! Making a client.

use std::time::Duration;

use reqwest::header::HeaderValue;
use reqwest::{Method, Request, Url};
use secrecy::SecretString;

use super::super::Client;
use super::super::credentials::{Credentials, accepted};
use super::{Retry, Scheme};

/// What the client does beyond sending: with it, and a `reqwest::Client` of
/// one's own, [`Client::new_with_client`] makes a client with proxies, root
/// certificates, and all else that [`Builder`] does not offer. Such a
/// `reqwest::Client` should follow no redirects, as [`Builder`]'s does not:
/// API keys would go along to wherever they lead.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    pub credentials: Credentials,
    pub retry: Option<Retry>,
}

/// Makes a [`Client`]; [`Client::builder`] starts one.
#[derive(Clone, Debug)]
#[must_use = "a client is made by `build`"]
pub struct Builder {
    pub(in super::super) credentials: Credentials,
    base_url: String,
    timeout: Duration,
    connect_timeout: Duration,
    retry: Option<Retry>,
    user_agent: String,
}

/// Why no client can be made. None of it holds a secret.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    #[error("the base URL cannot be used: {reason}")]
    BaseUrl { reason: String },
    #[error("the credential `{scheme}` cannot be sent: {reason}")]
    Credential {
        /// The name of the security scheme in the contract.
        scheme: &'static str,
        reason: &'static str,
    },
    #[error("the user agent cannot be sent: it has characters that no header may have")]
    UserAgent,
    #[error("the HTTP client cannot be set up: {0}")]
    Http(#[from] reqwest::Error),
}

impl Client {
    /// Starts a client of the service at `base_url`, `https://…` or `http://…`,
    /// with a path if the service is under one.
    pub fn builder(base_url: impl Into<String>) -> Builder {
        Builder {
            credentials: Credentials::default(),
            base_url: base_url.into(),
            timeout: Duration::from_secs(30),
            connect_timeout: Duration::from_secs(10),
            retry: None,
            user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")).to_owned(),
        }
    }
}

impl Builder {
    /// Replaces all credentials.
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.credentials = credentials;
        self
    }

    /// How long one attempt may take, from connecting to the end of the answer:
    /// 30 seconds unless set.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// How long connecting may take: 10 seconds unless set.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Tries again what failed for the moment; nothing is, unless set.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = Some(retry);
        self
    }

    /// How the client calls itself: by package and version unless set.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = user_agent.into();
        self
    }

    pub fn build(self) -> Result<Client, BuildError> {
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
        };
        let base_url = base_url.as_str().trim_end_matches('/');
        Ok(Client::new_with_client(base_url, http, settings))
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

impl Settings {
    /// Puts into `request` what its operation accepts and there is a secret for.
    pub(super) fn authenticate(
        &self,
        request: &mut Request,
        operation: &str,
        http: &reqwest::Client,
    ) -> Result<(), String> {
        let accepted = accepted(operation);
        for (scheme, secret) in self.credentials.present() {
            if accepted.contains(&scheme.name) {
                scheme
                    .carrier
                    .put(request, secret, http)
                    .map_err(|reason| {
                        format!("the credential `{}` cannot be sent: {reason}", scheme.name)
                    })?;
            }
        }
        Ok(())
    }
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
