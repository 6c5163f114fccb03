// @generated from client/tests/any/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! Making a client, and what it does around every request.

use std::time::Duration;
use progenitor_client::{ClientHooks, Error, OperationInfo};
use super::runtime::{self, BuildError, Reading, Retry};
use super::{Client, Credentials};

/// What the client does beyond sending: with it, and a `reqwest::Client` of one's own,
/// [`Client::new_with_client`] makes a client with proxies, root certificates, and all
/// else that [`Builder`] does not offer. Such a `reqwest::Client` should follow no
/// redirects, as [`Builder`]'s does not: API keys would go along to wherever they lead.
pub type Settings = runtime::Settings<Credentials>;

/// Makes a [`Client`]; [`Client::builder`] starts one.
#[derive(Clone, Debug)]
#[must_use = "a client is made by `build`"]
pub struct Builder(runtime::Builder<Credentials>);

impl Client {
    /// Starts a client of the service at `base_url`, `https://…` or `http://…`, with a
    /// path if the service is under one.
    pub fn builder(base_url: impl Into<String>) -> Builder {
        const NAME: &str = concat!(
            env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")
        );
        Builder(runtime::Builder::new(base_url, NAME))
    }
}

impl Builder {
    /// Replaces all credentials.
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.0.credentials = credentials;
        self
    }

    /// How responses are read: with what a newer service adds unless set.
    pub fn reading(mut self, reading: Reading) -> Self {
        self.0.reading = reading;
        self
    }

    /// Sends values that this contract does not know, where a response had them: without,
    /// a request that holds one is an error.
    pub fn send_unknown_values(mut self) -> Self {
        self.0.sends_unknown = true;
        self
    }

    /// How long one attempt may take, from connecting to the end of the response: 30
    /// seconds unless set. Operations whose bodies are streams take as long as they take.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.0.timeout = timeout;
        self
    }

    /// How long connecting may take: 10 seconds unless set.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.0.connect_timeout = timeout;
        self
    }

    /// Tries again what failed for the moment; nothing is, unless set.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.0.retry = Some(retry);
        self
    }

    /// How the client calls itself: by package and version unless set.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.0.user_agent = user_agent.into();
        self
    }

    /// Makes the client. What cannot be sent, a secret with a line break perhaps, is
    /// found here.
    pub fn build(self) -> Result<Client, BuildError> {
        self.0.build(Client::new_with_client)
    }
}

impl ClientHooks<Settings> for Client {
    async fn pre<E>(
        &self,
        request: &mut reqwest::Request,
        info: &OperationInfo,
    ) -> Result<(), Error<E>> {
        runtime::authenticate(self, request, info.operation_id)
    }

    async fn exec(
        &self,
        request: reqwest::Request,
        _: &OperationInfo,
    ) -> reqwest::Result<reqwest::Response> {
        runtime::execute(self, request).await
    }
}
