//! Connections that only read. A point read takes microseconds, less than handing it to another
//! thread would, so it runs where it is asked for.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::file::{DatabaseFile, Fault};
use crate::mfa::StoreError;
use crate::store::DatabaseError;

/// Idle connections that are kept. More are opened when more threads read at once than that.
const KEPT: usize = 16;
/// How long a read waits where it is asked for. With a write-ahead log nobody locks readers out, but
/// for moments after a crash.
const READ_PATIENCE: Duration = Duration::from_millis(500);

pub(super) struct Readers {
    path: PathBuf,
    file: Arc<DatabaseFile>,
    idle: Mutex<Vec<Connection>>,
}

impl Readers {
    pub(super) fn new(path: PathBuf, file: Arc<DatabaseFile>) -> Self {
        Self {
            path,
            file,
            idle: Mutex::new(Vec::new()),
        }
    }

    /// Lends a connection to `read`. There is no `await` in between, so there are never more
    /// connections than threads.
    pub(super) fn read<T>(
        &self,
        read: impl FnOnce(&Connection) -> Result<T, Fault>,
    ) -> Result<T, StoreError> {
        let idle = self.idle().pop();
        let connection = match idle {
            Some(connection) => connection,
            None => self.open()?,
        };
        let result = read(&connection).map_err(|fault| self.file.fault(fault));
        let mut idle = self.idle();
        if idle.len() < KEPT {
            idle.push(connection);
        }
        result
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Connection>> {
        // A vector of connections is whole at every moment: a panic elsewhere does not spoil it.
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn open(&self) -> Result<Connection, DatabaseError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&self.path, flags)
            .map_err(|error| self.file.error(error))?;
        connection
            .busy_timeout(READ_PATIENCE)
            .and_then(|()| super::prepare_once(&connection))
            .map_err(|error| self.file.error(error))?;
        Ok(connection)
    }
}
