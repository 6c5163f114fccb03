//! Which database it is, and what SQLite's errors mean to the operator who runs it.

use std::fmt;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use crate::mfa::StoreError;
use crate::store::DatabaseError;

const DAMAGED: &str = "Stop every server that uses it, keep a copy, and restore a backup; \
                       `mfa-server database check` tells more, and the `.recover` command of the \
                       sqlite3 shell may save more";

/// The database file, as errors name it.
#[derive(Debug, Clone)]
pub(super) struct DatabaseFile(PathBuf);

/// What can go wrong inside one unit of work, before it is known in which database.
#[derive(Debug)]
pub(super) enum Fault {
    Sql(rusqlite::Error),
    Store(StoreError),
    /// A value that this program does not write.
    Record {
        what: &'static str,
        why: String,
    },
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sql(error)
    }
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl fmt::Display for DatabaseFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "database {}", self.0.display())
    }
}

impl DatabaseFile {
    pub(super) fn new(path: &Path) -> Self {
        Self(path.to_owned())
    }

    #[cfg(test)]
    pub(super) fn memory() -> Self {
        Self(":memory:".into())
    }

    pub(super) fn fault(&self, fault: Fault) -> StoreError {
        match fault {
            Fault::Sql(error) => self.error(error).into(),
            Fault::Store(error) => error,
            Fault::Record { what, why } => self.record(what, why).into(),
        }
    }

    pub(super) fn io(&self, error: std::io::Error) -> DatabaseError {
        use std::io::ErrorKind as Kind;
        let advice = match error.kind() {
            Kind::NotFound => "Create its directory, or name another file",
            Kind::PermissionDenied => {
                "Let the user that runs this program read and write the file and its directory"
            }
            Kind::ReadOnlyFilesystem => {
                "Mount the file system for writing, or name a file on another"
            }
            Kind::StorageFull => "Free some space on the disk and start again",
            Kind::IsADirectory => "Name a file, not a directory",
            _ => "Check the file and the disk under it",
        };
        self.unusable(error.to_string(), advice)
    }

    pub(super) fn error(&self, error: rusqlite::Error) -> DatabaseError {
        let Some(code) = error.sqlite_error_code() else {
            return self.other(error);
        };
        let (problem, advice) = match code {
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => {
                return self.busy();
            }
            ErrorCode::NotADatabase => (
                "the file is not an SQLite database, or is damaged at its start",
                "Restore a backup, or move the file away to start with an empty database",
            ),
            ErrorCode::DatabaseCorrupt => ("the file is damaged", DAMAGED),
            ErrorCode::ReadOnly | ErrorCode::PermissionDenied => (
                "the file or its directory cannot be written",
                "Check the owner, the permissions and the mount options of both",
            ),
            ErrorCode::DiskFull => return self.full("the disk is full"),
            ErrorCode::CannotOpen => (
                "the file cannot be opened",
                "Check that its directory exists and that the user that runs this program may \
                 read and write there",
            ),
            // A quota or a limit on files; and the memory that processes share, which is a file, too.
            ErrorCode::SystemIoFailure if is_about_space(&error) => {
                return self.full("the operating system lets no file grow");
            }
            ErrorCode::SystemIoFailure => (
                "the operating system reports an input/output error",
                "Check the disk and its free space, then try again",
            ),
            _ => return self.other(error),
        };
        self.unusable(problem.to_owned(), advice)
    }

    pub(super) fn busy(&self) -> DatabaseError {
        DatabaseError::Busy {
            database: self.to_string(),
        }
    }

    fn full(&self, problem: &'static str) -> DatabaseError {
        DatabaseError::Full {
            database: self.to_string(),
            problem,
        }
    }

    /// By what a check has found.
    pub(super) fn damaged(&self, found: &str) -> DatabaseError {
        self.unusable(format!("the file is damaged ({found})"), DAMAGED)
    }

    /// The same as [`Self::fault`], for those who only read.
    pub(super) fn unreadable(&self, fault: Fault) -> DatabaseError {
        match fault {
            Fault::Sql(error) => self.error(error),
            Fault::Record { what, why } => self.record(what, why),
            Fault::Store(error) => DatabaseError::Other {
                database: self.to_string(),
                source: Box::new(error),
            },
        }
    }

    fn record(&self, what: &'static str, why: String) -> DatabaseError {
        DatabaseError::InvalidRecord {
            database: self.to_string(),
            what,
            why,
        }
    }

    /// A copy into it, or a restore, did not come to its end.
    pub(super) fn unfinished(&self) -> DatabaseError {
        self.unusable(
            "a copy into it was not finished".to_owned(),
            "Run the same `mfa-server database copy` or `restore` again: it goes on where it was. \
             Or name an empty database",
        )
    }

    /// Its tables are not the ones that are read here.
    pub(super) fn older(&self) -> DatabaseError {
        self.unusable(
            "an earlier version wrote it".to_owned(),
            "Bring it up to date first: any other command does, such as `mfa-server organization \
             list`",
        )
    }

    fn unusable(&self, problem: String, advice: &'static str) -> DatabaseError {
        DatabaseError::Unusable {
            database: self.to_string(),
            problem,
            advice,
        }
    }

    fn other(&self, error: rusqlite::Error) -> DatabaseError {
        DatabaseError::Other {
            database: self.to_string(),
            source: Box::new(error),
        }
    }
}

fn is_about_space(error: &rusqlite::Error) -> bool {
    use rusqlite::ffi;
    let extended = error.sqlite_error().map(|error| error.extended_code);
    matches!(
        extended,
        Some(ffi::SQLITE_IOERR_WRITE | ffi::SQLITE_IOERR_SHMSIZE)
    )
}

/// Gives a violated constraint its meaning: a name that is taken, or something that it refers to
/// and that is missing.
pub(super) fn meaning(error: rusqlite::Error, taken: &str, missing: &str) -> Fault {
    use rusqlite::ffi;
    let extended = error.sqlite_error().map(|error| error.extended_code);
    match extended {
        Some(ffi::SQLITE_CONSTRAINT_PRIMARYKEY | ffi::SQLITE_CONSTRAINT_UNIQUE) => {
            Fault::Store(StoreError::AlreadyExists {
                what: taken.to_owned(),
            })
        }
        Some(ffi::SQLITE_CONSTRAINT_FOREIGNKEY) => Fault::Store(StoreError::NotFound {
            what: missing.to_owned(),
        }),
        _ => Fault::Sql(error),
    }
}
