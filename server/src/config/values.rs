//! What the settings mean: from text to checked values.
//!
//! Each error is a sentence that says what is allowed. None repeats a secret.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use data_encoding::{BASE64, BASE64_NOPAD, BASE64URL, BASE64URL_NOPAD};
use ipnet::IpNet;
use slog::Level;
use url::Url;
use zeroize::Zeroizing;

use super::problem::{Place, Problem, Problems};
use super::secret::SecretSource;
use crate::auth::jwks::{REFRESH_AGE, is_loopback};
use crate::factor::{Keyring, KeyringError};
use crate::mfa::{PublicUrl, is_guessable, is_known};
use crate::store::postgres::PostgresAddress;
use crate::telemetry::Format;

/// Which database holds everything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Database {
    Sqlite(PathBuf),
    Postgres(PostgresAddress),
}

impl Database {
    /// # Errors
    /// Why it is none.
    pub fn parse(text: &str) -> Result<Self, String> {
        let path = match text.split_once(':') {
            Some(("sqlite", path)) => path.strip_prefix("//").unwrap_or(path),
            Some(("postgres" | "postgresql", _)) => {
                return PostgresAddress::parse(text).map(Self::Postgres);
            }
            Some((scheme, rest)) if rest.starts_with("//") => {
                return Err(format!(
                    "unknown kind of database `{scheme}`: use sqlite:PATH or \
                     postgres://USER@HOST/DATABASE"
                ));
            }
            _ => text,
        };
        if path.is_empty() || path == ":memory:" {
            return Err("needs a file: use sqlite:PATH".into());
        }
        let path = PathBuf::from(path);
        let directory = path
            .parent()
            .filter(|parent| !parent.as_os_str().is_empty());
        match directory {
            Some(directory) if !directory.is_dir() => Err(format!(
                "the directory {} does not exist: make it, readable by this service alone",
                directory.display()
            )),
            _ if path.is_dir() => Err(format!(
                "{} is a directory: name a file in it",
                path.display()
            )),
            _ => Ok(Self::Sqlite(path)),
        }
    }
}

/// As errors and reports name it: without a password.
impl fmt::Display for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "{}", path.display()),
            Self::Postgres(address) => write!(f, "{address}"),
        }
    }
}

/// How to log.
#[derive(Debug, Clone, Copy)]
pub struct LogConfig {
    pub format: Format,
    pub level: Level,
}

impl Default for LogConfig {
    fn default() -> Self {
        Self {
            format: Format::Auto,
            level: Level::Info,
        }
    }
}

pub(super) fn level(text: &str) -> Result<Level, String> {
    match text {
        "error" => Ok(Level::Error),
        "warning" | "warn" => Ok(Level::Warning),
        "info" => Ok(Level::Info),
        "debug" => Ok(Level::Debug),
        _ => Err("unknown log level: use error, warning, info or debug".into()),
    }
}

/// Whole seconds, up to a day: what a supervisor would wait for.
pub(super) fn seconds(text: &str) -> Result<Duration, String> {
    match text.parse() {
        Ok(seconds @ 0..=86_400) => Ok(Duration::from_secs(seconds)),
        _ => Err("must be a whole number of seconds, 0 to 86400".into()),
    }
}

/// Whole seconds, up to an hour: what a client is waited for.
pub(super) fn some_seconds(text: &str) -> Result<Duration, String> {
    match text.parse() {
        Ok(seconds @ 1..=3_600) => Ok(Duration::from_secs(seconds)),
        _ => Err("must be a whole number of seconds, 1 to 3600".into()),
    }
}

/// Whole seconds, up to half a minute: what a receiver is waited for.
pub(super) fn webhook_seconds(text: &str) -> Result<Duration, String> {
    match text.parse() {
        Ok(seconds @ 1..=30) => Ok(Duration::from_secs(seconds)),
        _ => Err("must be a whole number of seconds, 1 to 30".into()),
    }
}

pub(super) fn network(text: &str) -> Result<IpNet, String> {
    text.parse()
        .map_err(|_| "must be networks, each as 10.20.0.0/16 or fd12:3456::/48".into())
}

pub(super) fn at_least_one(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(number @ 1..=1_000_000) => Ok(number),
        _ => Err("must be a whole number, 1 to 1000000".into()),
    }
}

pub(super) fn bytes_per_second(text: &str) -> Result<u64, String> {
    match text.parse() {
        Ok(number @ 0..=1_000_000) => Ok(number),
        _ => Err("must be a whole number of bytes, 0 (no least rate) to 1000000".into()),
    }
}

/// Whole seconds: more than the age at which keys are fetched again, and up to 30 days.
pub(super) fn keys_max_age(text: &str) -> Result<Duration, String> {
    let allowed = REFRESH_AGE.as_secs() + 1..=2_592_000;
    match text.parse() {
        Ok(seconds) if allowed.contains(&seconds) => Ok(Duration::from_secs(seconds)),
        _ => Err(format!(
            "must be a whole number of seconds, {} to {}",
            allowed.start(),
            allowed.end()
        )),
    }
}

/// Links lead to it, and secrets travel over it.
pub(super) fn public_url(text: &str) -> Result<PublicUrl, String> {
    let url = Url::parse(text)
        .map_err(|error| format!("not a URL ({error}): use https://HOST or https://HOST/PATH"))?;
    if url.scheme() == "http" && !is_loopback(&url) {
        return Err(
            "must be https: people's TOTP secrets and codes travel over it. Put a proxy that \
             speaks TLS before this server"
                .into(),
        );
    }
    PublicUrl::try_from(url).map_err(|error| error.to_string())
}

/// A key that TOTP secrets are encrypted with. Never prints itself.
#[derive(Clone)]
pub struct EncryptionKey {
    pub id: String,
    pub key: Zeroizing<[u8; 32]>,
}

impl fmt::Debug for EncryptionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EncryptionKey({}, …)", self.id)
    }
}

impl EncryptionKey {
    /// `ID:BASE64`, in either alphabet of base64, padded or not.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let (id, key) = text
            .split_once(':')
            .ok_or("an encryption key must be ID:BASE64")?;
        let well_named = (1..=50).contains(&id.len())
            && id
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'));
        if !well_named {
            return Err("an encryption key's id must be 1 to 50 letters, digits, - _ or .".into());
        }
        let bytes = [BASE64, BASE64_NOPAD, BASE64URL, BASE64URL_NOPAD]
            .iter()
            .find_map(|encoding| encoding.decode(key.trim().as_bytes()).ok())
            .map(Zeroizing::new)
            .ok_or_else(|| format!("the encryption key {id} is not base64"))?;
        let array: [u8; 32] = bytes.as_slice().try_into().map_err(|_| {
            let length = bytes.len();
            format!("the encryption key {id} has {length} bytes; it must have 32. Make one with: openssl rand -base64 32")
        })?;
        let key = Zeroizing::new(array);
        if is_guessable(&key[..]) || is_known(&key[..]) {
            return Err(format!(
                "the encryption key {id} can be guessed: draw one, as with: openssl rand -base64 32"
            ));
        }
        Ok(Self {
            id: id.to_owned(),
            key,
        })
    }
}

/// At least one key; the first seals, all open.
#[derive(Debug, Clone)]
pub struct EncryptionKeys(Vec<EncryptionKey>);

impl EncryptionKeys {
    pub(super) fn new(keys: Vec<EncryptionKey>) -> Result<Self, String> {
        if keys.is_empty() {
            return Err("no encryption key: give at least one, as ID:BASE64".into());
        }
        for (position, key) in keys.iter().enumerate() {
            if keys[..position].iter().any(|earlier| earlier.id == key.id) {
                return Err(format!("two encryption keys have the id {}", key.id));
            }
        }
        Ok(Self(keys))
    }

    /// Reads a file of keys.
    pub fn read_file(path: &std::path::Path) -> Result<Self, Problems> {
        let mut problems = Vec::new();
        let keys = read_keys(&SecretSource::File(path.to_owned()), &mut problems);
        match Self::new(keys) {
            Ok(keys) if problems.is_empty() => Ok(keys),
            Ok(_) => Err(Problems(problems)),
            Err(problem) => {
                if problems.is_empty() {
                    let place = Place::File {
                        name: path.display().to_string(),
                        line: 1,
                        column: 1,
                    };
                    problems.push(Problem::new(place, problem));
                }
                Err(Problems(problems))
            }
        }
    }

    /// The keys, ready for use.
    pub fn keyring(&self) -> Result<Keyring, KeyringError> {
        let active = self
            .0
            .first()
            .map_or_else(String::new, |key| key.id.clone());
        Keyring::new(
            active,
            self.0.iter().map(|key| (key.id.clone(), key.key.clone())),
        )
    }
}

/// One key a line; empty lines and lines that start with `#` are passed over.
pub(super) fn read_keys(source: &SecretSource, problems: &mut Vec<Problem>) -> Vec<EncryptionKey> {
    let name = source.name();
    let text = match source.read() {
        Ok(text) => text,
        Err(problem) => {
            problems.push(Problem::new(Place::Nowhere, problem));
            return Vec::new();
        }
    };
    let mut keys = Vec::new();
    for (position, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        match EncryptionKey::parse(line) {
            Ok(key) => keys.push(key),
            Err(problem) => {
                let place = Place::File {
                    name: name.clone(),
                    line: position + 1,
                    column: 1,
                };
                problems.push(Problem::new(place, problem));
            }
        }
    }
    keys
}
