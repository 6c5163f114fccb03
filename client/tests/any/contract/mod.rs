// @generated from client/tests/any/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! The client, and its types.

#![allow(clippy::pedantic, clippy::unwrap_used, rustdoc::all)]

#[cfg(feature = "cli")]
#[allow(clippy::all, unused)]
pub mod commands;
mod credentials;
mod headers;
#[cfg(feature = "mocks")]
#[allow(clippy::all, unused)]
pub mod mocks;
mod operations;
pub mod responses;
mod setup;

/// What the generated code calls.
pub use contract_client as runtime;

runtime::requires!("1.2");

pub use credentials::Credentials;
pub use headers::ResponseHeaders;
pub use runtime::{BuildError, Error, ErrorStream, Reading, Retry};
pub use setup::{Builder, Settings};
#[allow(unused_imports)]
pub use progenitor_client::{ByteStream, ClientInfo, ResponseValue};
use progenitor_client::ClientHooks;

/// Types used as operation parameters and responses.
#[allow(clippy::all)]
pub mod types;

/// Client for Things
///
/// Version: 1.0.0
#[derive(Clone, Debug)]
pub struct Client {
    pub(crate) baseurl: String,
    pub(crate) client: reqwest::Client,
    pub(crate) inner: Settings,
}

impl Client {
    /// Create a new client.
    /// `baseurl` is the base URL provided to the internal
    /// `reqwest::Client`, and should include a scheme and hostname,
    /// as well as port and a path stem if applicable.
    pub fn new(baseurl: &str, inner: Settings) -> Self {
        #[cfg(not(target_arch = "wasm32"))]
        let client = {
            let dur = ::std::time::Duration::from_secs(15u64);
            reqwest::ClientBuilder::new().connect_timeout(dur).timeout(dur)
        };
        #[cfg(target_arch = "wasm32")]
        let client = reqwest::ClientBuilder::new();
        Self::new_with_client(baseurl, client.build().unwrap(), inner)
    }

    /// Construct a new client with an existing `reqwest::Client`,
    /// allowing more control over its configuration.
    /// `baseurl` is the base URL provided to the internal
    /// `reqwest::Client`, and should include a scheme and hostname,
    /// as well as port and a path stem if applicable.
    pub fn new_with_client(
        baseurl: &str,
        client: reqwest::Client,
        inner: Settings,
    ) -> Self {
        Self {
            baseurl: baseurl.to_string(),
            client,
            inner,
        }
    }
}

impl ClientInfo<Settings> for Client {
    fn api_version() -> &'static str {
        "1.0.0"
    }

    fn baseurl(&self) -> &str {
        self.baseurl.as_str()
    }

    fn client(&self) -> &reqwest::Client {
        &self.client
    }

    fn inner(&self) -> &Settings {
        &self.inner
    }
}

const _: () = {
    #[allow(dead_code)]
    fn assert_client_hooks()
    where
        Client: ClientHooks<Settings>,
    {}
};

/// Types for composing operation parameters.
#[allow(clippy::all)]
pub mod builder;

/// Items consumers will typically use such as the Client.
pub mod prelude {
    pub use self::super::Client;
}
