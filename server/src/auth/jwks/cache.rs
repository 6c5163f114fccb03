//! The keys that were read last, and when to read them again.
//!
//! The rules, in the order in which they matter:
//!
//! - A URL is never asked more than once a minute, however many requests want it and whether it
//!   answers or not. Requests that need the response wait for the one fetch under way.
//! - It is asked on first use, on a token with an unknown `kid` (the issuer has a new key), and ten
//!   minutes after the last response (the issuer may have withdrawn one).
//! - A file is read again when it has changed, which is looked at once a second and on an unknown
//!   `kid`.
//! - When reading fails, the keys read before stay; with none there is an error, and nobody gets in.
//! - Keys from a URL that nobody could read again end at an age that is set: an issuer that cannot be
//!   asked may have withdrawn them. A file is the operator's own, and has no such end.
//!
//! The cache holds what another process would read for itself from the same source: it is no state
//! that processes would have to share.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use slog::{Logger, info, warn};
use tokio::time::Instant;

use super::key::{KeySet, VerificationKey};
use super::source::{FileVersion, JwksSource, ReadError, read};

/// The shortest time between two fetches of one URL.
pub const MIN_FETCH_INTERVAL: Duration = Duration::from_secs(60);
/// How old keys from a URL get before they are fetched again.
pub const REFRESH_AGE: Duration = Duration::from_secs(600);
/// How often a file is looked at.
const FILE_CHECK_INTERVAL: Duration = Duration::from_secs(1);

/// No key could be had from the source, now or before.
#[derive(Debug, Clone, thiserror::Error)]
#[error("no keys from {source_name}: {reason}")]
pub struct KeysUnavailable {
    source_name: String,
    reason: String,
    retry_after: Option<Duration>,
}

impl KeysUnavailable {
    /// When the source is asked again by itself: an issuer that cannot be reached now.
    pub fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }
}

/// What one reading gave.
#[derive(Clone)]
pub struct Keys {
    pub keys: Arc<Vec<VerificationKey>>,
    /// Why the newest reading failed, if it did: then `keys` are older than they should be, and a
    /// key that is not among them may exist all the same.
    pub outdated: Option<KeysUnavailable>,
}

impl Keys {
    pub fn has(&self, kid: &str) -> bool {
        self.keys.iter().any(|key| key.id() == Some(kid))
    }
}

/// One cache for all organizations: two that share an issuer share its keys.
pub struct JwksCache {
    log: Logger,
    max_age: Duration,
    entries: RwLock<HashMap<JwksSource, Arc<Entry>>>,
}

#[derive(Default)]
struct Entry {
    /// Held while reading: the single flight.
    turn: Arc<tokio::sync::Mutex<()>>,
    last: Mutex<Option<Reading>>,
}

/// The newest attempt, and the newest keys.
#[derive(Clone)]
struct Reading {
    keys: Option<Arc<Vec<VerificationKey>>>,
    error: Option<KeysUnavailable>,
    /// When `keys` were read.
    read: Instant,
    attempted: Instant,
    checked: Instant,
    version: Option<FileVersion>,
    /// Whether somebody wants it read again.
    is_asked_for: bool,
}

impl JwksCache {
    /// `max_age` is how long keys from a URL are used that cannot be read again.
    pub fn new(log: Logger, max_age: Duration) -> Self {
        Self {
            log,
            max_age,
            entries: RwLock::default(),
        }
    }

    /// The source's keys, for a token with this `kid`.
    pub async fn keys(
        &self,
        source: &JwksSource,
        kid: Option<&str>,
    ) -> Result<Keys, KeysUnavailable> {
        let entry = self.entry(source);
        let last = entry.last(source, self.max_age);
        if let Some(last) = &last
            && !wants_reading(source, last, kid)
        {
            entry.note_check(source);
            return last.result();
        }
        // Keys that are merely old still do while someone else fetches newer ones.
        let enough = last.filter(|last| last.keys.is_some() && !last.lacks(kid));
        let turn = Arc::clone(&entry.turn);
        let turn = match (Arc::clone(&turn).try_lock_owned(), enough) {
            (Ok(turn), _) => turn,
            (Err(_), Some(last)) => return last.result(),
            (Err(_), None) => turn.lock_owned().await,
        };
        // Another request may have read while this one waited for its turn.
        let last = entry.last(source, self.max_age);
        if let Some(last) = &last
            && !wants_reading(source, last, kid)
        {
            return last.result();
        }
        // A task of its own: a request that is dropped half-way leaves the response to the others, and
        // the next one does not ask again.
        let (log, source) = (self.log.clone(), source.clone());
        let name = source.to_string();
        let reading = tokio::spawn(async move {
            let reading = read_once(&log, &source, last).await;
            entry.set(reading.clone());
            drop(turn);
            reading.result()
        });
        reading.await.unwrap_or_else(|error| {
            Err(KeysUnavailable {
                source_name: name,
                reason: error.to_string(),
                retry_after: None,
            })
        })
    }

    /// Has files read again with the next token, also those that seem not to have changed.
    pub fn read_files_again(&self) {
        let entries = self.entries.read().unwrap_or_else(PoisonError::into_inner);
        for (source, entry) in entries.iter() {
            if let JwksSource::File(_) = source {
                entry.ask_for();
            }
        }
    }

    fn entry(&self, source: &JwksSource) -> Arc<Entry> {
        let entries = self.entries.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(entry) = entries.get(source) {
            return Arc::clone(entry);
        }
        drop(entries);
        let mut entries = self.entries.write().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(entries.entry(source.clone()).or_default())
    }
}

async fn read_once(log: &Logger, source: &JwksSource, last: Option<Reading>) -> Reading {
    // Before reading, so that a change while reading is seen as one the next time.
    let version = source.file_version();
    let attempted = Instant::now();
    let result = read(source).await;
    let now = Instant::now();
    match result {
        Ok(KeySet { keys, faulty }) => {
            info!(log, "read signing keys"; "source" => %source, "keys" => keys.len());
            for faulty in faulty {
                warn!(log, "a signing key must not be relied on";
                    "source" => %source, "reason" => %faulty);
            }
            Reading {
                keys: Some(Arc::new(keys)),
                error: None,
                read: attempted,
                attempted,
                checked: now,
                version,
                is_asked_for: false,
            }
        }
        Err(error) => {
            let error = unavailable(source, &error);
            let (keys, read) = last.map_or((None, attempted), |last| (last.keys, last.read));
            warn!(log, "could not read signing keys";
                    "source" => %source, "reason" => &error.reason, "older_keys_in_use" => keys.is_some());
            Reading {
                keys,
                error: Some(error),
                read,
                attempted,
                checked: now,
                version,
                is_asked_for: false,
            }
        }
    }
}

fn unavailable(source: &JwksSource, error: &ReadError) -> KeysUnavailable {
    KeysUnavailable {
        source_name: source.to_string(),
        reason: error.to_string(),
        retry_after: match source {
            JwksSource::Url(_) => Some(MIN_FETCH_INTERVAL),
            JwksSource::File(_) => None,
        },
    }
}

/// Whether the source should, and may, be read now.
fn wants_reading(source: &JwksSource, last: &Reading, kid: Option<&str>) -> bool {
    let lacking = last.keys.is_none() || last.lacks(kid);
    match source {
        JwksSource::Url(_) => {
            let age = last.attempted.elapsed();
            age >= MIN_FETCH_INTERVAL && (lacking || last.error.is_some() || age >= REFRESH_AGE)
        }
        JwksSource::File(_) => {
            let due = last.checked.elapsed() >= FILE_CHECK_INTERVAL;
            if last.is_asked_for {
                return true;
            }
            // What could not be read may become readable without a change of the file itself.
            (due && last.error.is_some())
                || ((due || lacking) && source.file_version() != last.version)
        }
    }
}

impl Reading {
    /// Whether the token names a key that is not there. A token without `kid` names none.
    fn lacks(&self, kid: Option<&str>) -> bool {
        kid.is_some_and(|kid| {
            let keys = self.keys.as_deref().map_or(&[][..], Vec::as_slice);
            !keys.iter().any(|key| key.id() == Some(kid))
        })
    }

    fn result(&self) -> Result<Keys, KeysUnavailable> {
        match (&self.keys, &self.error) {
            (Some(keys), error) => Ok(Keys {
                keys: Arc::clone(keys),
                outdated: error.clone(),
            }),
            (None, Some(error)) => Err(error.clone()),
            (None, None) => Ok(Keys {
                keys: Arc::default(),
                outdated: None,
            }),
        }
    }
}

impl Entry {
    /// The last reading, without keys that have become too old.
    fn last(&self, source: &JwksSource, max_age: Duration) -> Option<Reading> {
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let mut last = last.clone()?;
        if matches!(source, JwksSource::Url(_)) && last.read.elapsed() >= max_age {
            last.keys = None;
        }
        Some(last)
    }

    fn set(&self, reading: Reading) {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(reading);
    }

    fn ask_for(&self) {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(last) = last.as_mut() {
            last.is_asked_for = true;
        }
    }

    /// A file that was looked at and had not changed is left alone for another second.
    fn note_check(&self, source: &JwksSource) {
        if let JwksSource::File(_) = source
            && let Some(last) = self
                .last
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .as_mut()
            && last.checked.elapsed() >= FILE_CHECK_INTERVAL
        {
            last.checked = Instant::now();
        }
    }
}

impl JwksSource {
    fn file_version(&self) -> Option<FileVersion> {
        match self {
            Self::File(path) => FileVersion::of(path),
            Self::Url(_) => None,
        }
    }
}
