//! A configured server, organizations in it, and who calls.

use std::process::Command;

use mfa_client::Settings;
use mfa_client::runtime::Reading;
use mfa_client::{Client, Credentials};
use serde_json::Value;

use crate::issuer::{AUDIENCE, Issuer};
use crate::program::{Place, Ran, Server};

/// A long window: no story meets its end.
pub const LONGEST_WINDOW: [&str; 2] = ["--rate-window", "86400"];

/// Where links start; the server listens elsewhere, as behind a proxy.
const PUBLIC_URL: &str = "https://mfa.test";

/// A directory with a configuration, and no server yet.
pub fn configured() -> Place {
    configured_at("mfa.db")
}

/// The same, with this database.
pub fn configured_at(database: &str) -> Place {
    let place = Place::new();
    place.write("keys", "2026:kZsZswBayXFHX9t2RulD7mTagNwHBEEeFo25tUnJshI=");
    place.write(
        "mfa.toml",
        &format!(
            "listen = '127.0.0.1:0'\npublic_url = '{PUBLIC_URL}'\ndatabase = '{database}'\n\
             [encryption]\nkeys_file = 'keys'\n[log]\nformat = 'json'\nlevel = 'debug'\n"
        ),
    );
    place
}

pub fn serve(place: &Place) -> Server {
    Server::start(&mut serve_command(place))
}

pub fn serve_command(place: &Place) -> Command {
    place.command(&["serve", "--config", "mfa.toml"])
}

/// What `serve` says that does not come so far.
pub fn refused(place: &Place) -> Ran {
    serve_command(place).output().unwrap().into()
}

pub fn operate(place: &Place, arguments: &[&str]) -> Value {
    place.json(&[arguments, &["--config", "mfa.toml"]].concat())
}

/// The path of a link: the server is not where the public URL says.
pub fn path_of(link: &str) -> &str {
    link.strip_prefix(PUBLIC_URL).expect("a link of ours")
}

/// A tenant, as its operator knows it.
pub struct Organization {
    pub id: String,
    pub issuer: Issuer,
    /// Its secret API key.
    pub key: String,
}

impl Organization {
    pub fn add(place: &Place, id: &str, settings: &[&str]) -> Self {
        let issuer = Issuer::new(id);
        let keys = place.write(&format!("{id}.jwks.json"), &issuer.jwks());
        let mut add = vec!["organization", "add", id, "--jwt-issuer", issuer.url()];
        add.extend(["--jwt-audience", AUDIENCE, "--jwt-algorithm", "EdDSA"]);
        add.extend(["--jwt-keys", &keys]);
        add.extend(settings);
        operate(place, &add);
        let key = create_key(place, id, &[]);
        Self {
            id: id.to_owned(),
            issuer,
            key,
        }
    }

    /// Imports users: the lines of a CSV file with the columns id, mfa_type, totp_secret and
    /// last_auth_time.
    pub fn import(&self, place: &Place, lines: &[String]) {
        let head = "id,mfa_type,totp_secret,last_auth_time";
        let file = place.write("users.csv", &format!("{head}\n{}\n", lines.join("\n")));
        operate(
            place,
            &["user", "import", &file, "--organization", &self.id],
        );
    }

    /// Adds users without a factor.
    pub fn users(&self, place: &Place, ids: &[&str]) {
        let lines: Vec<_> = ids.iter().map(|id| format!("{id},,,")).collect();
        self.import(place, &lines);
    }

    pub fn by_key(&self) -> Caller {
        Caller::ByKey(self.key.clone())
    }

    pub fn user(&self, id: &str) -> Caller {
        Caller::ByToken(self.issuer.token(id))
    }

    pub fn reader(&self, id: &str) -> Caller {
        Caller::ByToken(self.issuer.readers_token(id))
    }
}

pub fn create_key(place: &Place, organization: &str, more: &[&str]) -> String {
    let create = ["key", "create", "--organization", organization];
    let created = operate(place, &[&create[..], more].concat());
    created["key"].as_str().unwrap().to_owned()
}

/// What stands between `mfask_` and the next `_`.
pub fn key_id(key: &str) -> &str {
    key.split('_').nth(1).unwrap()
}

/// What a request says of who makes it.
#[derive(Clone)]
pub enum Caller {
    Nobody,
    ByKey(String),
    ByToken(String),
    ByBoth { key: String, token: String },
}

impl Caller {
    pub fn key(&self) -> Option<&str> {
        match self {
            Self::ByKey(key) | Self::ByBoth { key, .. } => Some(key),
            Self::Nobody | Self::ByToken(_) => None,
        }
    }

    pub fn token(&self) -> Option<&str> {
        match self {
            Self::ByToken(token) | Self::ByBoth { token, .. } => Some(token),
            Self::Nobody | Self::ByKey(_) => None,
        }
    }

    /// The generated client of this caller.
    pub fn client(&self, server: &Server) -> Client {
        let settings = Settings {
            credentials: Credentials {
                secret_api_key: self.key().map(Into::into),
                jwt: self.token().map(Into::into),
            },
            retry: None,
            reading: Reading::Strict,
            sends_unknown: false,
        };
        Client::new_with_client(&server.url(""), http(), settings)
    }

    /// Without the client: for what it would not send, and for what it does not show.
    pub fn sign(&self, mut request: reqwest::RequestBuilder) -> reqwest::RequestBuilder {
        if let Some(key) = self.key() {
            request = request.header("REB-APIKEY", key);
        }
        if let Some(token) = self.token() {
            request = request.bearer_auth(token);
        }
        request
    }
}

/// The link that a POST gave.
pub fn link_of(mfa: &mfa_client::types::Mfa) -> &str {
    let enrollment =
        |link: &&mfa_client::types::MfaLink| link.rel == mfa_client::types::MfaLinkRel::Enrollment;
    &mfa.links
        .iter()
        .find(enrollment)
        .expect("a link to follow")
        .href
}

/// What all requests of a story go through: to make one, with its root certificates, takes longer
/// than most stories.
pub fn http() -> reqwest::Client {
    thread_local! {
        static HTTP: reqwest::Client = reqwest::Client::builder().no_proxy().build().unwrap();
    }
    HTTP.with(Clone::clone)
}
