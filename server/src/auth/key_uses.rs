//! When API keys were used, until somebody keeps it.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};
use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::mfa::{ApiKeyId, KeyUse};

/// How often the uses are to be kept.
pub const KEPT_EVERY: Duration = Duration::from_secs(300);

/// The keys that let somebody in since the uses were kept last, and when each did so first: the time
/// that is kept of a key is exact to [`KEPT_EVERY`], and a server that is killed loses as much.
///
/// No request waits for a write, and after a key's first one none waits for another either.
#[derive(Default)]
pub struct KeyUses(RwLock<HashMap<ApiKeyId, DateTime<Utc>>>);

impl KeyUses {
    pub(super) fn note(&self, key: &ApiKeyId, at: DateTime<Utc>) {
        let uses = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if uses.contains_key(key) {
            return;
        }
        drop(uses);
        let mut uses = self.0.write().unwrap_or_else(PoisonError::into_inner);
        uses.entry(key.clone()).or_insert(at);
    }

    /// What is to be kept now, and is forgotten here.
    pub fn take(&self) -> Vec<KeyUse> {
        let mut uses = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let uses = std::mem::take(&mut *uses);
        uses.into_iter()
            .map(|(key, at)| KeyUse { key, at })
            .collect()
    }
}
