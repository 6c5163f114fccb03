//! The package's own seam: what generated clients call, called as they call it, against a server
//! that says what it is told. Whole clients are tested where the generated ones are.

#[cfg(feature = "cli")]
mod argument;
mod bodies;
mod builder;
mod carrier;
mod declare;
mod events;
mod hooks;
#[cfg(feature = "mocks")]
mod mocks;
mod parameter;
mod request;
mod retry;
mod server;
mod tolerant;
mod types;
mod values;

use progenitor_client::{ClientHooks, ClientInfo};
use secrecy::SecretString;

use crate::{Carrier, Credentials, Scheme, Settings};

/// Credentials of a contract with one scheme of each carrier, called by its name.
#[derive(Clone, Debug, Default)]
struct Secrets(Vec<(&'static str, Carrier, SecretString)>);

impl Secrets {
    fn one(name: &'static str, carrier: Carrier, secret: &str) -> Self {
        Secrets(vec![(name, carrier, secret.into())])
    }
}

impl Credentials for Secrets {
    fn present(&self) -> impl Iterator<Item = (Scheme, &SecretString)> {
        let schemes = self.0.iter();
        schemes.map(|(name, carrier, secret)| {
            let (name, carrier) = (*name, *carrier);
            (Scheme { name, carrier }, secret)
        })
    }

    fn accepted(operation: &str) -> &'static [&'static str] {
        match operation {
            "both" => &["key", "token"],
            "token_alone" => &["token"],
            _ => &[],
        }
    }
}

/// A client as it is generated.
#[derive(Debug)]
struct Client {
    http: reqwest::Client,
    base_url: String,
    settings: Settings<Secrets>,
}

impl Client {
    fn new(credentials: Secrets) -> Self {
        Client {
            http: http(),
            base_url: String::new(),
            settings: Settings {
                credentials,
                ..Settings::default()
            },
        }
    }
}

impl ClientInfo<Settings<Secrets>> for Client {
    fn api_version() -> &'static str {
        "1.0.0"
    }

    fn baseurl(&self) -> &str {
        &self.base_url
    }

    fn client(&self) -> &reqwest::Client {
        &self.http
    }

    fn inner(&self) -> &Settings<Secrets> {
        &self.settings
    }
}

impl ClientHooks<Settings<Secrets>> for Client {}

/// Without timers of its own: tests stop the clock.
fn http() -> reqwest::Client {
    let http = reqwest::Client::builder().pool_max_idle_per_host(0);
    http.no_proxy().build().expect("a client")
}
