//! From the file and the environment to a [`Config`], or to everything that keeps it from being one.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use secrecy::ExposeSecret;

use super::problem::{Place, Problem, Problems};
use super::secret::SecretSource;
use super::settings::{
    DATABASE, ENCRYPTION_KEYS_FILE, KEYS_MAX_AGE, LIMIT_BODY, LIMIT_BODY_RATE, LIMIT_CONNECTIONS,
    LIMIT_CONNECTIONS_PER_ADDRESS, LIMIT_HEAD, LIMIT_IDLE, LIMIT_WRITE, LISTEN, LOG_FORMAT,
    LOG_LEVEL, PUBLIC_URL, SHUTDOWN_GRACE, Settings, TLS_CERTIFICATE, TLS_KEY, WEBHOOK_NETWORKS,
    WEBHOOK_TIMEOUT, variable,
};
use super::values::{self, Database, EncryptionKeys, LogConfig};
use super::{Config, KEYS_MAX_AGE_DEFAULT, Tls, WebhooksConfig, limits_default};
use crate::contract::runtime::Limits;

/// The environment variables, passed in so that tests need not change their own.
#[derive(Default)]
pub struct Environment(BTreeMap<String, String>);

impl Environment {
    /// This process's. A variable that is not Unicode is none of ours.
    pub fn of_process() -> Self {
        let unicode = |(name, value): (std::ffi::OsString, std::ffi::OsString)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        };
        Self(std::env::vars_os().filter_map(unicode).collect())
    }

    #[cfg(test)]
    pub(super) fn of(variables: Vec<(&str, &str)>) -> Self {
        let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        Self(variables.into_iter().map(owned).collect())
    }

    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    #[cfg(test)]
    pub(super) fn set(&mut self, name: &str, value: &str) {
        self.0.insert(name.to_owned(), value.to_owned());
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    pub(super) fn with_prefix(&self, prefix: &str) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .filter(move |(name, _)| name.starts_with(prefix))
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

impl<const N: usize> From<[(&str, &str); N]> for Environment {
    fn from(variables: [(&str, &str); N]) -> Self {
        let owned = variables.map(|(name, value)| (name.to_owned(), value.to_owned()));
        Self(owned.into_iter().collect())
    }
}

/// What operator commands need to know: where the data is, and how to read it.
#[derive(Debug)]
pub struct StoreConfig {
    pub database: Database,
    /// None when no key is configured: only importing TOTP secrets needs one.
    pub encryption_keys: Option<EncryptionKeys>,
}

impl StoreConfig {
    /// Whether the environment alone says where the data is.
    pub fn is_in(environment: &Environment) -> bool {
        environment.has(&variable(DATABASE))
    }

    /// Like [`Config::load`]; settings that only a server needs may be missing.
    pub fn load(file: Option<&Path>, environment: &Environment) -> Result<Self, Problems> {
        let mut reader = Reader::read(file, environment);
        // Checked all the same: an operator's command finds a mistake before the next start does.
        reader.one(LISTEN, |text| {
            text.parse::<std::net::SocketAddr>()
                .map_err(|_| LISTEN_FORM.into())
        });
        let (database, encryption_keys) = (reader.database(), reader.encryption_keys());
        reader.finish_with(|| {
            Some(Self {
                database: database?,
                encryption_keys,
            })
        })
    }
}

const LISTEN_FORM: &str = "must be IP:PORT, as 127.0.0.1:8080 or [::]:8080";

impl Config {
    /// Reads the file, if there is one, and the environment, which counts first.
    pub fn load(file: Option<&Path>, environment: &Environment) -> Result<Self, Problems> {
        let mut reader = Reader::read(file, environment);
        let listen = reader.one(LISTEN, |text| text.parse().map_err(|_| LISTEN_FORM.into()));
        let public_url = reader.one(PUBLIC_URL, values::public_url);
        if matches!(public_url, Value::Missing) {
            reader.missing(
                PUBLIC_URL,
                "enrolment links start with it, as https://mfa.example.com",
            );
        }
        let database = reader.database();
        let before = reader.problems.len();
        let encryption_keys = reader.encryption_keys();
        if encryption_keys.is_none() && reader.problems.len() == before {
            reader.missing(
                ENCRYPTION_KEYS_FILE,
                "TOTP secrets are kept encrypted; see `mfa-server serve --help` for how to make a key",
            );
        }
        let tls = reader.tls();
        let format = reader.one(LOG_FORMAT, |text| {
            text.parse()
                .map_err(|error: crate::telemetry::UnknownFormat| error.to_string())
        });
        let level = reader.one(LOG_LEVEL, values::level);
        let shutdown_grace = reader.one(SHUTDOWN_GRACE, values::seconds);
        let keys_max_age = reader.one(KEYS_MAX_AGE, values::keys_max_age);
        let limits = reader.limits();
        let webhooks = reader.webhooks();
        let proxies = reader.proxies();
        let monitoring = reader.monitoring();
        let traces = reader.traces(environment);
        let usual = LogConfig::default();
        reader.finish_with(|| {
            Some(Self {
                listen: listen.or(std::net::SocketAddr::from(([127, 0, 0, 1], 8080))),
                public_url: public_url.found()?,
                tls,
                database: database?,
                encryption_keys: encryption_keys?,
                log: LogConfig {
                    format: format.or(usual.format),
                    level: level.or(usual.level),
                },
                limits,
                webhooks,
                proxies,
                monitoring,
                traces,
                shutdown_grace: shutdown_grace.or(std::time::Duration::from_secs(30)),
                keys_max_age: keys_max_age.or(KEYS_MAX_AGE_DEFAULT),
            })
        })
    }
}

pub(super) enum Value<T> {
    Found(T),
    Missing,
    /// Its problem has been noted.
    Wrong,
}

impl<T> Value<T> {
    fn found(self) -> Option<T> {
        match self {
            Self::Found(value) => Some(value),
            Self::Missing | Self::Wrong => None,
        }
    }

    /// What was given, wrong or not: then nothing else counts in its place.
    pub(super) fn given(self) -> Option<Option<T>> {
        match self {
            Self::Found(value) => Some(Some(value)),
            Self::Wrong => Some(None),
            Self::Missing => None,
        }
    }

    pub(super) fn or(self, usual: T) -> T {
        self.found().unwrap_or(usual)
    }
}

/// Takes settings and collects what is wrong with them.
pub(super) struct Reader {
    pub(super) settings: Settings,
    pub(super) problems: Vec<Problem>,
    /// Whether the file could not be read: then nobody knows what is missing.
    unread: bool,
    pub(super) credentials_directory: Option<String>,
}

impl Reader {
    /// Of nothing at all.
    pub(super) fn empty() -> Self {
        Self {
            settings: Settings::default(),
            problems: Vec::new(),
            unread: false,
            credentials_directory: None,
        }
    }

    fn read(file: Option<&Path>, environment: &Environment) -> Self {
        let (mut settings, mut problems) = (Settings::default(), Vec::new());
        if let Some(path) = file {
            let name = path.display().to_string();
            match std::fs::read_to_string(path) {
                Ok(text) => settings.read_file(&name, &text, &mut problems),
                Err(error) => problems.push(Problem::new(
                    Place::Nowhere,
                    format!("the configuration file {name} cannot be read: {error}"),
                )),
            }
        }
        let unread = settings.is_empty() && !problems.is_empty();
        settings.read_environment(environment, &mut problems);
        Self {
            settings,
            problems,
            unread,
            credentials_directory: environment
                .get(SecretSource::credentials_directory())
                .map(str::to_owned),
        }
    }

    pub(super) fn one<T>(
        &mut self,
        setting: &str,
        parse: impl FnOnce(&str) -> Result<T, String>,
    ) -> Value<T> {
        let Some(mut several) = self.settings.take(setting) else {
            return Value::Missing;
        };
        let Some(given) = several.pop() else {
            return Value::Missing;
        };
        if !several.is_empty() {
            let message = format!("`{setting}` must be one value");
            self.problems.push(Problem::new(given.place, message));
            return Value::Wrong;
        }
        match parse(given.text.expose_secret()) {
            Ok(value) => Value::Found(value),
            Err(problem) => {
                self.problems
                    .push(Problem::new(given.place, format!("`{setting}` {problem}")));
                Value::Wrong
            }
        }
    }

    fn database(&mut self) -> Option<Database> {
        let database = self.one(DATABASE, Database::parse);
        if matches!(database, Value::Missing) {
            self.missing(
                DATABASE,
                "where everything is kept, as sqlite:/var/lib/mfa-server/mfa.db or \
                 postgres://mfa@db.example/mfa",
            );
        }
        database.found()
    }

    /// The limits of clients; the usual ones where nothing, or something wrong, is said.
    fn limits(&mut self) -> Limits {
        let usual = limits_default();
        let connections = self.one(LIMIT_CONNECTIONS, values::at_least_one);
        let per_address = self.one(LIMIT_CONNECTIONS_PER_ADDRESS, values::at_least_one);
        let head = self.one(LIMIT_HEAD, values::some_seconds);
        let body = self.one(LIMIT_BODY, values::some_seconds);
        let rate = self.one(LIMIT_BODY_RATE, values::bytes_per_second);
        let idle = self.one(LIMIT_IDLE, values::some_seconds);
        let write = self.one(LIMIT_WRITE, values::some_seconds);
        Limits {
            connections: connections.or(usual.connections),
            connections_per_address: per_address.found(),
            head: head.or(usual.head),
            body: body.or(usual.body),
            body_bytes_per_second: rate.or(usual.body_bytes_per_second),
            idle: idle.or(usual.idle),
            write: write.or(usual.write),
            ..usual
        }
    }

    fn webhooks(&mut self) -> WebhooksConfig {
        let timeout = self.one(WEBHOOK_TIMEOUT, values::webhook_seconds);
        let networks = self.networks(WEBHOOK_NETWORKS);
        WebhooksConfig {
            timeout: timeout.or(WebhooksConfig::default().timeout),
            networks,
        }
    }

    fn tls(&mut self) -> Option<Tls> {
        let certificate = self.one(TLS_CERTIFICATE, |path| Ok(PathBuf::from(path)));
        let key = self.one(TLS_KEY, |path| Ok(PathBuf::from(path)));
        match (certificate, key) {
            (Value::Found(certificate), Value::Found(key)) => {
                let read = Tls::read(&certificate, &key);
                read.map_err(|problem| self.problems.push(Problem::new(Place::Nowhere, problem)))
                    .ok()
            }
            (Value::Found(_), Value::Missing) => {
                self.missing(TLS_KEY, "the private key of the certificate");
                None
            }
            (Value::Missing, Value::Found(_)) => {
                self.missing(TLS_CERTIFICATE, "what the key belongs to");
                None
            }
            _ => None,
        }
    }

    fn missing(&mut self, setting: &str, what_it_is: &str) {
        if self.unread {
            return;
        }
        let variable = variable(setting);
        let message = format!("`{setting}` (or {variable}) is missing: {what_it_is}");
        self.problems.push(Problem::new(Place::Nowhere, message));
    }

    fn finish_with<T>(mut self, build: impl FnOnce() -> Option<T>) -> Result<T, Problems> {
        self.problems.sort();
        if !self.problems.is_empty() {
            return Err(Problems(self.problems));
        }
        build().ok_or_else(|| Problems(Vec::new()))
    }
}
