//! Whether requests may be sent here: each thing that is needed, and what is wrong with it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::time::Duration;

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::probe::Probe;
use crate::factor::Keyring;
use crate::mfa::{Condition, Store};

/// However often it is asked, the database is asked no more often than that.
const DATABASE_AGE: Duration = Duration::from_millis(500);
/// Counting what is sealed with a key reads all of it.
const KEYS_AGE: Duration = Duration::from_secs(60);

pub(super) struct Ready {
    draining: AtomicBool,
    database: Probe<Condition>,
    keys: Probe<Result<(), String>>,
    knows: Box<dyn Fn(&str) -> bool + Send + Sync>,
}

/// What is told: JSON.
#[derive(Debug, Serialize)]
pub(super) struct Answer {
    pub(super) ready: bool,
    /// By name; `null` is fine, and text says what is not.
    checks: BTreeMap<&'static str, Option<String>>,
}

impl Ready {
    pub(super) fn new(store: Arc<dyn Store>, keyring: Keyring, now: fn() -> DateTime<Utc>) -> Self {
        let keyring = Arc::new(keyring);
        let of_condition = Arc::clone(&store);
        let known = Arc::clone(&keyring);
        Self {
            draining: AtomicBool::new(false),
            database: Probe::new(DATABASE_AGE, move || {
                let store = Arc::clone(&of_condition);
                async move { store.condition().await.map_err(|error| error.to_string()) }
            }),
            keys: Probe::new(KEYS_AGE, move || {
                let (store, keyring) = (Arc::clone(&store), Arc::clone(&keyring));
                async move {
                    let in_use = store.keys_in_use(now()).await;
                    let in_use = in_use.map_err(|error| error.to_string())?;
                    Ok(keyring.fit(&in_use).map(drop).map_err(|unfit| {
                        let unfit = unfit.iter().map(ToString::to_string);
                        unfit.collect::<Vec<_>>().join("; ")
                    }))
                }
            }),
            knows: Box::new(move |id| known.knows(id)),
        }
    }

    pub(super) fn drain(&self) {
        self.draining.store(true, SeqCst);
    }

    /// Within a few seconds, whatever the database does; while the server stops, at once.
    pub(super) async fn answer(&self) -> Answer {
        let mut checks = BTreeMap::new();
        if self.draining.load(SeqCst) {
            let draining = "the server stops: requests in flight finish";
            checks.insert("draining", Some(draining.to_owned()));
            return Answer {
                ready: false,
                checks,
            };
        }
        checks.insert("draining", None);
        match self.database.ask().await {
            Err(problem) => {
                checks.insert("database", Some(problem));
            }
            Ok(condition) => {
                checks.insert("database", None);
                checks.insert("schema", schema(&condition));
                checks.insert("encryption_keys", self.keys(&condition).await);
            }
        }
        Answer {
            ready: checks.values().all(Option::is_none),
            checks,
        }
    }

    /// A key that nobody here knows matters if it seals anything.
    async fn keys(&self, condition: &Condition) -> Option<String> {
        if condition.encryption_keys.iter().all(|id| (self.knows)(id)) {
            return None;
        }
        match self.keys.ask().await {
            Ok(fit) => fit.err(),
            Err(problem) => Some(problem),
        }
    }
}

/// Of servers that share a database, a newer one may have taken it a step further; what this one can
/// still work with is the database's to say.
fn schema(condition: &Condition) -> Option<String> {
    let Condition {
        schema,
        known_schema,
        ..
    } = condition;
    (schema < known_schema).then(|| {
        format!("the database has schema version {schema}, this server needs {known_schema}")
    })
}
