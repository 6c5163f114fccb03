//! Whether a database is whole: quickly, before a server starts with it, and thoroughly, when an
//! operator asks. Nothing is changed, made or brought up to date here.
//!
//! The quick check walks every page of the tables and indexes, and every record in them
//! (`PRAGMA quick_check`). It cannot see an entry of an index that disagrees with its table, a record
//! that refers to one that is not there, or a value that this program does not write: the thorough
//! one does. Neither can see a value that is as good as the one that was there.

use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::file::{DatabaseFile, Fault};
use super::{audit, keys, links, migrations, organizations, sealing, transfer, users, webhooks};
use crate::mfa::{KeyInUse, OrganizationId, UserId};
use crate::store::DatabaseError;

/// Findings that are told; more would tell nothing new.
const TOLD: usize = 20;
/// Users that are read at once.
const PAGE: u32 = 1000;

/// How far a quick check came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuickCheck {
    Whole,
    /// What was looked at is whole; the time was over before all was.
    CutOff,
}

/// A database that is there, open for looking.
pub struct Inspection {
    connection: Connection,
    file: DatabaseFile,
}

impl Inspection {
    /// `None` if there is no such file: it will be made. Refuses what is no database, and what a
    /// newer version has written.
    pub fn open(path: &Path) -> Result<Option<Self>, DatabaseError> {
        let file = DatabaseFile::new(path);
        match std::fs::metadata(path) {
            Ok(metadata) if metadata.len() == 0 => return Ok(None),
            Ok(_) => {}
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(file.io(error)),
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection =
            Connection::open_with_flags(path, flags).map_err(|error| file.error(error))?;
        connection
            .busy_timeout(super::PATIENCE)
            .map_err(|error| file.error(error))?;
        migrations::look(&connection, &file)?;
        transfer::refuse_unfinished(&connection, &file)?;
        Ok(Some(Self { connection, file }))
    }

    /// Refuses a damaged database. Takes no longer than `at_most`: gigabytes take seconds.
    pub fn quick_check(&self, at_most: Duration) -> Result<QuickCheck, DatabaseError> {
        let (done, is_done) = mpsc::channel::<()>();
        let interrupt = self.connection.get_interrupt_handle();
        let found = std::thread::scope(|scope| {
            scope.spawn(move || {
                if is_done.recv_timeout(at_most) == Err(mpsc::RecvTimeoutError::Timeout) {
                    interrupt.interrupt();
                }
            });
            let found = self.pragma("PRAGMA quick_check(1)");
            drop(done);
            found
        });
        match found {
            Ok(found) => match found.first() {
                None => Ok(QuickCheck::Whole),
                Some(first) => Err(self.file.damaged(first)),
            },
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::OperationInterrupted) => {
                Ok(QuickCheck::CutOff)
            }
            Err(error) => Err(self.file.error(error)),
        }
    }

    /// The keys that sealed what is in it.
    pub fn keys_in_use(&self, now: DateTime<Utc>) -> Result<Vec<KeyInUse>, DatabaseError> {
        sealing::in_use(&self.connection, now).map_err(|fault| self.file.unreadable(fault))
    }

    /// Everything that is wrong with it, as far as it can be found out.
    pub fn thorough_check(&self) -> Result<Vec<String>, DatabaseError> {
        let mut found = match self.pragma(&format!("PRAGMA integrity_check({TOLD})")) {
            Ok(found) => found,
            Err(error) if is_damage(&error) => vec![error.to_string()],
            Err(error) => return Err(self.file.error(error)),
        };
        if !found.is_empty() {
            // What stands in damaged pages can be read as anything.
            return Ok(found);
        }
        found.extend(self.dangling().map_err(|error| self.file.error(error))?);
        found.extend(self.unreadable());
        found.truncate(TOLD);
        Ok(found)
    }

    fn pragma(&self, pragma: &str) -> rusqlite::Result<Vec<String>> {
        let mut statement = self.connection.prepare(pragma)?;
        let lines = statement.query_map([], |row| row.get::<_, String>(0))?;
        let mut found = Vec::new();
        for line in lines {
            // A finding may be several lines under a heading.
            found.extend(line?.lines().map(str::to_owned));
        }
        found.retain(|line| line != "ok" && !line.starts_with("***"));
        Ok(found)
    }

    /// Records that refer to others that are not there.
    fn dangling(&self) -> rusqlite::Result<Vec<String>> {
        let mut statement = self.connection.prepare("PRAGMA foreign_key_check")?;
        let lines = statement.query_map([], |row| {
            let (table, parent): (String, String) = (row.get(0)?, row.get(2)?);
            Ok(format!(
                "a record of {table} refers to one of {parent} that is not there"
            ))
        })?;
        lines.collect()
    }

    /// Records that this program cannot read.
    fn unreadable(&self) -> Vec<String> {
        let mut found = Vec::new();
        let mut note = |what: String, fault: Fault| {
            found.push(format!("{what}: {}", self.file.unreadable(fault)));
        };
        let organizations = match organizations::list(&self.connection) {
            Ok(organizations) => organizations,
            Err(fault) => {
                note("organizations".into(), fault);
                Vec::new()
            }
        };
        for organization in organizations {
            if let Err(fault) = keys::list(&self.connection, &organization.id) {
                note(format!("API keys of {}", organization.id), fault);
            }
            if let Err(fault) = self.read_users(&organization.id) {
                note(format!("users of {}", organization.id), fault);
            }
        }
        if let Err(fault) = links::read_all(&self.connection) {
            note("links".into(), fault);
        }
        if let Err(fault) = audit::read_all(&self.connection) {
            note("the audit trail".into(), fault);
        }
        if let Err(fault) = webhooks::read_all(&self.connection) {
            note("webhooks".into(), fault);
        }
        found
    }

    fn read_users(&self, organization: &OrganizationId) -> Result<(), Fault> {
        let mut last: Option<UserId> = None;
        loop {
            let page = users::list(&self.connection, organization, last.as_ref(), PAGE)?;
            match page.into_iter().last() {
                Some(listed) => last = Some(listed.user.id),
                None => return Ok(()),
            }
        }
    }
}

fn is_damage(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
    )
}
