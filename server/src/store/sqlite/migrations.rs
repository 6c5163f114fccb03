//! The schema, as a list of steps. A step that was released is never changed: a new one follows.
//!
//! rusqlite_migration 2.5 keeps the same list and the same `user_version`, but reads the version
//! before its transaction begins: of two servers that start at once, the second would take the steps
//! of the first again, and fail.

use rusqlite::{Connection, TransactionBehavior};

use super::file::DatabaseFile;
use crate::store::DatabaseError;

/// `user_version` is the number of steps that a database has taken.
const STEPS: &[&str] = &[
    include_str!("migrations/0001_first.sql"),
    include_str!("migrations/0002_factors.sql"),
    include_str!("migrations/0003_pages.sql"),
    include_str!("migrations/0004_operators.sql"),
    include_str!("migrations/0005_vendors.sql"),
    include_str!("migrations/0006_audit.sql"),
    include_str!("migrations/0007_webhooks.sql"),
    include_str!("migrations/0008_keys.sql"),
];

/// Takes the steps that are missing, all in one transaction. Safe to run from several processes
/// that start at once: the second one waits for the lock and then finds nothing to do.
///
/// Foreign keys must be off, so that a step can put a table in another's place
/// (<https://sqlite.org/lang_altertable.html>, section 7); that none of them leads nowhere is checked
/// before anything is kept.
pub(super) fn run(connection: &mut Connection, file: &DatabaseFile) -> Result<(), DatabaseError> {
    run_steps(connection, file, STEPS)
}

/// The version that the database has, and the newest one that is known.
pub(super) fn versions(connection: &Connection) -> rusqlite::Result<(i64, i64)> {
    let found = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    Ok((found, i64::try_from(STEPS.len()).unwrap_or(i64::MAX)))
}

/// Refuses a database that a newer version has written. Takes no step.
pub(super) fn look(connection: &Connection, file: &DatabaseFile) -> Result<(), DatabaseError> {
    let found = version(connection, file)?;
    let known = i64::try_from(STEPS.len()).unwrap_or(i64::MAX);
    is_known(found, known, file)
}

fn version(connection: &Connection, file: &DatabaseFile) -> Result<i64, DatabaseError> {
    connection
        .query_row("PRAGMA user_version", [], |row| row.get(0))
        .map_err(|error| file.error(error))
}

fn is_known(found: i64, known: i64, file: &DatabaseFile) -> Result<(), DatabaseError> {
    if (0..=known).contains(&found) {
        return Ok(());
    }
    Err(DatabaseError::NewerSchema {
        database: file.to_string(),
        found,
        known,
    })
}

fn run_steps(
    connection: &mut Connection,
    file: &DatabaseFile,
    steps: &[&str],
) -> Result<(), DatabaseError> {
    let known = i64::try_from(steps.len()).unwrap_or(i64::MAX);
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(|error| file.error(error))?;
    let found = version(&transaction, file)?;
    is_known(found, known, file)?;
    for step in steps.iter().skip(usize::try_from(found).unwrap_or(0)) {
        transaction
            .execute_batch(step)
            .map_err(|error| file.error(error))?;
    }
    if found < known {
        let dangling = transaction
            .prepare("PRAGMA foreign_key_check")
            .and_then(|mut statement| statement.exists([]))
            .map_err(|error| file.error(error))?;
        if dangling {
            return Err(DatabaseError::InvalidRecord {
                database: file.to_string(),
                what: "a record that refers to another",
                why: "the other one is missing".into(),
            });
        }
        transaction
            .pragma_update(None, "user_version", known)
            .map_err(|error| file.error(error))?;
    }
    transaction.commit().map_err(|error| file.error(error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_older_database_takes_only_the_missing_steps_and_a_failing_one_changes_nothing() {
        let file = DatabaseFile::memory();
        let mut connection = Connection::open_in_memory().expect("opens");
        let first = "CREATE TABLE a (x) STRICT".replace("x", "x TEXT");
        run_steps(&mut connection, &file, &[&first]).expect("first");
        let broken = [first.as_str(), "CREATE TABLE b (x TEXT); nonsense"];
        assert!(run_steps(&mut connection, &file, &broken).is_err());
        let good = [first.as_str(), "CREATE TABLE b (x TEXT)"];
        run_steps(&mut connection, &file, &good).expect("b was rolled back");
        run_steps(&mut connection, &file, &good).expect("nothing to do");
        assert!(matches!(
            run_steps(&mut connection, &file, &[&first]),
            Err(DatabaseError::NewerSchema {
                found: 2,
                known: 1,
                ..
            })
        ));
    }
}
