//! What goes wrong inside one unit of work, and what it means to who asked.

use std::time::Duration;

use deadpool_postgres::{PoolError, TimeoutType};
use tokio_postgres::error::{DbError, SqlState};

use crate::mfa::StoreError;
use crate::store::DatabaseError;
use crate::store::record::InvalidRecord;

/// What can go wrong inside one unit of work, before it is known in which database.
#[derive(Debug)]
pub(super) enum Fault {
    Sql(tokio_postgres::Error),
    Pool(PoolError),
    Store(StoreError),
    Record(InvalidRecord),
    /// The database has not answered in time.
    Late(Duration),
}

impl From<tokio_postgres::Error> for Fault {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Sql(error)
    }
}

impl From<PoolError> for Fault {
    fn from(error: PoolError) -> Self {
        Self::Pool(error)
    }
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<InvalidRecord> for Fault {
    fn from(record: InvalidRecord) -> Self {
        Self::Record(record)
    }
}

impl Fault {
    pub(super) fn not_found(what: String) -> Self {
        Self::Store(StoreError::NotFound { what })
    }

    /// Whether the connection can be used again: the server has said what is wrong, and not that it
    /// goes, or that it only reads.
    pub(super) fn leaves_connection(&self) -> bool {
        match self {
            Self::Sql(error) => error
                .as_db_error()
                .is_some_and(|db| !is_of_connection(db.code())),
            Self::Store(_) | Self::Record(_) => true,
            Self::Pool(_) | Self::Late(_) => false,
        }
    }

    /// The server is a standby, or has become one.
    pub(super) fn is_read_only(&self) -> bool {
        matches!(self, Self::Sql(error) if error.code() == Some(&SqlState::READ_ONLY_SQL_TRANSACTION))
    }

    /// The error of `database`, which is named without its password.
    pub(super) fn of(self, database: &str) -> DatabaseError {
        let database = database.to_owned();
        match self {
            Self::Sql(error) => of_sql(database, error),
            Self::Pool(PoolError::Backend(error)) => of_sql(database, error),
            Self::Pool(PoolError::Timeout(TimeoutType::Wait)) => DatabaseError::Unreachable {
                database,
                problem: "all connections were in use for too long".into(),
            },
            Self::Pool(PoolError::Timeout(_)) => DatabaseError::Unreachable {
                database,
                problem: "a connection was not made in time".into(),
            },
            Self::Pool(error) => DatabaseError::Unreachable {
                database,
                problem: error.to_string(),
            },
            Self::Late(limit) => DatabaseError::Unreachable {
                database,
                problem: format!("it has not answered within {} s", limit.as_secs()),
            },
            Self::Record(InvalidRecord { what, why }) => DatabaseError::InvalidRecord {
                database,
                what,
                why,
            },
            Self::Store(source) => DatabaseError::Other {
                database,
                source: Box::new(source),
            },
        }
    }
}

fn of_sql(database: String, error: tokio_postgres::Error) -> DatabaseError {
    let Some(db) = error.as_db_error() else {
        // A connection that breaks, or cannot be made. Bugs have a code of the server's.
        return match error.is_closed() || is_of_transport(&error) {
            true => DatabaseError::Unreachable {
                database,
                problem: told(&error),
            },
            false => DatabaseError::Other {
                database,
                source: Box::new(error),
            },
        };
    };
    let code = db.code();
    if *code == SqlState::DISK_FULL {
        return DatabaseError::Full {
            database,
            problem: "the disk is full",
        };
    }
    if passes(code) {
        return DatabaseError::Unreachable {
            database,
            problem: db.message().to_owned(),
        };
    }
    if is_of_access(code) {
        return DatabaseError::Unusable {
            database,
            problem: db.message().to_owned(),
            advice: "Check the user, the password and the name of the database, and pg_hba.conf",
        };
    }
    DatabaseError::Other {
        database,
        source: Box::new(error),
    }
}

/// An error with what stands behind it, without the statement.
fn told(error: &tokio_postgres::Error) -> String {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        let inner_text = inner.to_string();
        if !text.contains(&inner_text) {
            text.push_str(": ");
            text.push_str(&inner_text);
        }
        source = inner.source();
    }
    text
}

fn is_of_transport(error: &tokio_postgres::Error) -> bool {
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        if inner.is::<std::io::Error>() {
            return true;
        }
        source = inner.source();
    }
    // Of several hosts none was the one that writes, or none could be reached in time.
    let text = error.to_string();
    text.starts_with("error connecting to server") || text.starts_with("timeout waiting")
}

/// The classes of codes (PostgreSQL, Appendix A) after which another connection is needed.
fn is_of_connection(code: &SqlState) -> bool {
    let class = &code.code()[..2];
    class == "08"
        || class == "57" && *code != SqlState::QUERY_CANCELED
        || *code == SqlState::READ_ONLY_SQL_TRANSACTION
}

/// What passes by itself: a server that starts, stops or was promoted, too many connections, a
/// conflict with others, a wait that was too long.
fn passes(code: &SqlState) -> bool {
    is_of_connection(code)
        || code.code().starts_with("53")
        || *code == SqlState::QUERY_CANCELED
        || *code == SqlState::T_R_SERIALIZATION_FAILURE
        || *code == SqlState::T_R_DEADLOCK_DETECTED
        || *code == SqlState::LOCK_NOT_AVAILABLE
        || *code == SqlState::IDLE_IN_TRANSACTION_SESSION_TIMEOUT
}

fn is_of_access(code: &SqlState) -> bool {
    let code = code.code();
    code.starts_with("28") || code == "3D000" || code == "42501" || code == "3F000"
}

/// Gives a violated constraint its meaning: a name that is taken, or something that it refers to
/// and that is missing.
pub(super) fn meaning(fault: Fault, taken: &str, missing: &str) -> Fault {
    let Fault::Sql(error) = &fault else {
        return fault;
    };
    match error.code() {
        Some(code) if *code == SqlState::UNIQUE_VIOLATION => {
            Fault::Store(StoreError::AlreadyExists {
                what: taken.to_owned(),
            })
        }
        Some(code) if *code == SqlState::FOREIGN_KEY_VIOLATION => {
            Fault::not_found(missing.to_owned())
        }
        _ => fault,
    }
}

/// The constraint that was violated.
pub(super) fn constraint(fault: &Fault) -> Option<&str> {
    match fault {
        Fault::Sql(error) => error.as_db_error().and_then(DbError::constraint),
        _ => None,
    }
}
