//! Moving what is kept: from store to store, and between a store and a file, with proof that both
//! sides have the same.
//!
//! A store that takes part gives its rows in the form of [`TABLES`], in the order of their keys
//! ([`Source`]), and takes such rows ([`Target`]). Nothing here opens what is sealed.

mod backup;
mod copy;
mod sums;
mod table;

#[cfg(test)]
mod tests;

use async_trait::async_trait;
use tokio::sync::mpsc;

pub use backup::{Backup, backup, restore_from};
pub use copy::{Copied, copy};
pub use sums::{Sum, Sums};
pub use table::{COUNTERS, Column, Kind, Row, TABLES, Table, Value};

use super::DatabaseError;

/// How many rows go together: to the reader, and into one transaction.
pub const TOGETHER: usize = 500;

/// What can go wrong with a transfer, in words that an operator can act on.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TransferError {
    #[error(transparent)]
    Database(#[from] DatabaseError),

    #[error("{file}: {source}")]
    File {
        file: String,
        #[source]
        source: std::io::Error,
    },

    /// A file that is no whole backup.
    #[error("{file} is not a whole backup: {why}. Use another backup")]
    NotABackup { file: String, why: String },

    #[error(
        "{target} holds other data already: {what}. Name an empty database: nothing there was changed"
    )]
    HoldsOther { target: String, what: String },

    #[error(
        "{target} has part of another copy ({found}), not of {wanted}. Finish that one, or start again \
         with an empty database"
    )]
    OtherCopy {
        target: String,
        found: String,
        wanted: String,
    },

    /// The source is not what it was when the copy began.
    #[error(
        "{target} has {what} otherwise than {from}, which has changed since the copy began. Stop what \
         uses {from}, and start again with an empty database"
    )]
    Changed {
        target: String,
        from: String,
        what: String,
    },

    #[error("{from} has no organization {organization}; nothing was copied")]
    NoOrganization { from: String, organization: String },

    #[error(
        "{target} does not have what {from} has: {what}. Do not use it, and start again with an empty \
         database"
    )]
    NotEqual {
        target: String,
        from: String,
        what: String,
    },
}

pub type Result<T, E = TransferError> = std::result::Result<T, E>;

/// Rows as they come, some together. Ends after an error.
pub type Rows = mpsc::Receiver<Result<Vec<Row>>>;

/// What rows are read from.
#[async_trait]
pub trait Source: Send {
    /// How errors and reports name it. Without a password.
    fn name(&self) -> String;

    /// The rows of a table, of one organization or of all, in the order of their keys. Those of the
    /// tables that are nobody's are given in any case. All that one source gives is of one moment.
    async fn rows(&mut self, table: &'static Table, organization: Option<&str>) -> Result<Rows>;

    /// Whether somebody has changed it since that moment.
    async fn has_changed(&mut self) -> Result<bool>;
}

/// What rows are put into. While a copy is not finished, no server starts with it.
#[async_trait]
pub trait Target: Send {
    fn name(&self) -> String;

    /// Reads what is there now.
    async fn source(&mut self) -> Result<Box<dyn Source>>;

    /// Of what a copy was begun and not finished.
    async fn unfinished(&mut self) -> Result<Option<String>>;

    /// Begins a copy.
    async fn begin(&mut self, of: &str) -> Result<()>;

    /// Adds rows, all or none. A counter takes the place of the one that is there.
    async fn put(&mut self, table: &'static Table, rows: Vec<Row>) -> Result<()>;

    /// The copy is whole.
    async fn finish(&mut self) -> Result<()>;
}

/// Rows one after the other.
pub(crate) struct OneByOne {
    rows: Rows,
    now: std::vec::IntoIter<Row>,
}

impl OneByOne {
    pub(crate) fn of(rows: Rows) -> Self {
        Self {
            rows,
            now: Vec::new().into_iter(),
        }
    }

    pub(crate) async fn next(&mut self) -> Result<Option<Row>> {
        loop {
            if let Some(row) = self.now.next() {
                return Ok(Some(row));
            }
            match self.rows.recv().await {
                None => return Ok(None),
                Some(rows) => self.now = rows?.into_iter(),
            }
        }
    }
}
