//! What can go wrong with a database, in words that an operator can act on.

use std::sync::Arc;
use std::time::Duration;

use crate::mfa::StoreError;

/// After what time a database that was locked may be asked again: other processes write for
/// milliseconds.
const LOCKED: Duration = Duration::from_secs(2);
/// The same of a database that does not answer: a standby is promoted, or a server started, in seconds.
const AWAY: Duration = Duration::from_secs(2);
/// The same of a full disk: somebody has to see to it.
const FULL: Duration = Duration::from_secs(30);

#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DatabaseError {
    /// The database was last written by a newer version of this program.
    #[error(
        "{database} has schema version {found}, this program knows up to {known}: \
         it was written by a newer mfa-server. Run that version or a later one, \
         or restore the backup made before the upgrade"
    )]
    NewerSchema {
        database: String,
        found: i64,
        known: i64,
    },

    /// The database cannot be used as it is.
    #[error("{database}: {problem}. {advice}")]
    Unusable {
        database: String,
        problem: String,
        advice: &'static str,
    },

    /// Another process held the database for too long; the next request may work.
    #[error("{database} is locked by another process for too long; try again")]
    Busy { database: String },

    /// The database does not answer, or takes no more for now; the next request may work.
    #[error("{database} cannot be used now: {problem}; try again")]
    Unreachable { database: String, problem: String },

    /// Nothing can be written for now; the next request may work.
    #[error(
        "{database}: {problem}. Free some space: nothing that was acknowledged is lost, and the \
         next write works"
    )]
    Full {
        database: String,
        problem: &'static str,
    },

    /// A record that no version of this program writes.
    #[error("{database}: {what} cannot be read: {why}")]
    InvalidRecord {
        database: String,
        what: &'static str,
        why: String,
    },

    #[error("{database}: {source}")]
    Other {
        database: String,
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },

    /// A bug in this program. The write was undone, and the next one works.
    #[error("a write panicked and was undone")]
    Panicked,

    /// The store was closed, or its writer stopped.
    #[error("the store is closed")]
    Closed,
}

impl From<DatabaseError> for StoreError {
    fn from(error: DatabaseError) -> Self {
        let retry_after = match &error {
            DatabaseError::Busy { .. } => LOCKED,
            DatabaseError::Unreachable { .. } => AWAY,
            DatabaseError::Full { .. } => FULL,
            _ => return Self::Failed(Arc::new(error)),
        };
        Self::Unavailable {
            reason: Arc::new(error),
            retry_after,
        }
    }
}
