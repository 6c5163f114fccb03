//! What the file holds, in the form that belongs to no database, and back: see
//! [`crate::store::transfer`].

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, OpenFlags, OptionalExtension as _, ToSql, params_from_iter};
use tokio::sync::mpsc;

use super::file::{DatabaseFile, Fault};
use super::{create_private, migrations, open_writer};
use crate::store::DatabaseError;
use crate::store::transfer::{
    Kind, Result, Row, Rows, Source, TOGETHER, Table, Target, TransferError, Value,
};

/// Of a copy that is not finished, and of what.
const UNFINISHED: &str = "unfinished_copy";

/// Refuses a database that a copy into it has not finished.
pub(super) fn refuse_unfinished(
    connection: &Connection,
    file: &DatabaseFile,
) -> Result<(), DatabaseError> {
    match unfinished(connection).map_err(|error| file.error(error))? {
        None => Ok(()),
        Some(_) => Err(file.unfinished()),
    }
}

fn unfinished(connection: &Connection) -> rusqlite::Result<Option<String>> {
    let table = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1";
    if !connection.prepare(table)?.exists([UNFINISHED])? {
        return Ok(None);
    }
    let what = format!("SELECT what FROM {UNFINISHED}");
    connection.query_row(&what, [], |row| row.get(0)).optional()
}

/// All that a file held at one moment.
pub struct SqliteSource {
    /// In a read transaction, which ends with it.
    snapshot: Arc<Mutex<Connection>>,
    /// Sees what others commit.
    watching: Mutex<(Connection, i64)>,
    file: DatabaseFile,
}

impl SqliteSource {
    /// # Errors
    /// There is no such database, an earlier version wrote it, or a copy into it is not finished.
    pub fn open(path: &Path) -> Result<Self> {
        let file = DatabaseFile::new(path);
        std::fs::metadata(path).map_err(|error| file.io(error))?;
        let source = Self::open_any(path, &file)?;
        refuse_unfinished(&source.snapshot(), &file)?;
        Ok(source)
    }

    fn open_any(path: &Path, file: &DatabaseFile) -> Result<Self> {
        let open = || {
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let connection = Connection::open_with_flags(path, flags)?;
            connection.busy_timeout(super::PATIENCE)?;
            Ok::<_, rusqlite::Error>(connection)
        };
        let failed = |error| file.error(error);
        let watching = open().map_err(failed)?;
        let seen = data_version(&watching).map_err(failed)?;
        let snapshot = open().map_err(failed)?;
        snapshot
            .execute_batch("BEGIN; SELECT count(*) FROM sqlite_schema")
            .map_err(failed)?;
        migrations::look(&snapshot, file)?;
        let (found, known) = migrations::versions(&snapshot).map_err(failed)?;
        if found < known {
            return Err(file.older().into());
        }
        Ok(Self {
            snapshot: Arc::new(Mutex::new(snapshot)),
            watching: Mutex::new((watching, seen)),
            file: file.clone(),
        })
    }

    fn snapshot(&self) -> MutexGuard<'_, Connection> {
        held(&self.snapshot)
    }
}

fn held(connection: &Mutex<Connection>) -> MutexGuard<'_, Connection> {
    connection.lock().unwrap_or_else(PoisonError::into_inner)
}

fn data_version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.query_row("PRAGMA data_version", [], |row| row.get(0))
}

#[async_trait]
impl Source for SqliteSource {
    fn name(&self) -> String {
        self.file.to_string()
    }

    async fn rows(&mut self, table: &'static Table, organization: Option<&str>) -> Result<Rows> {
        let (sender, rows) = mpsc::channel(2);
        let (snapshot, file) = (Arc::clone(&self.snapshot), self.file.clone());
        let organization = organization.map(str::to_owned);
        tokio::task::spawn_blocking(move || {
            let given = give(&held(&snapshot), table, organization.as_deref(), &sender);
            if let Err(fault) = given {
                // Nobody may be there to hear it.
                let _ = sender.blocking_send(Err(file.unreadable(fault).into()));
            }
        });
        Ok(rows)
    }

    async fn has_changed(&mut self) -> Result<bool> {
        let watching = self.watching.get_mut();
        let (connection, seen) = watching.unwrap_or_else(PoisonError::into_inner);
        let now = data_version(connection).map_err(|error| self.file.error(error))?;
        Ok(now != *seen)
    }
}

fn give(
    connection: &Connection,
    table: &Table,
    organization: Option<&str>,
    to: &mpsc::Sender<Result<Vec<Row>>>,
) -> Result<(), Fault> {
    let whose = organization.filter(|_| table.organization().is_some());
    let mut statement = connection.prepare(&select(table, whose.is_some()))?;
    let mut rows = statement.query(params_from_iter(whose))?;
    let mut together = Vec::new();
    while let Some(row) = rows.next()? {
        let values = table.columns.iter().enumerate().map(|(at, column)| {
            let value = match (column.kind, row.get_ref(at)?) {
                (_, ValueRef::Null) if column.may_be_null => Some(Value::Null),
                (Kind::Text, ValueRef::Text(text)) => {
                    String::from_utf8(text.to_vec()).ok().map(Value::Text)
                }
                (Kind::Bytes, ValueRef::Blob(bytes)) => Some(Value::Bytes(bytes.to_vec())),
                (Kind::Integer | Kind::Instant | Kind::Boolean, ValueRef::Integer(number)) => {
                    Some(Value::Integer(number))
                }
                _ => None,
            };
            value.ok_or_else(|| Fault::Record {
                what: table.name,
                why: format!("{} holds what no version writes", column.name),
            })
        });
        together.push(Row(values.collect::<Result<_, Fault>>()?));
        if together.len() == TOGETHER
            && to.blocking_send(Ok(std::mem::take(&mut together))).is_err()
        {
            return Ok(());
        }
    }
    if !together.is_empty() {
        let _ = to.blocking_send(Ok(together));
    }
    Ok(())
}

fn select(table: &Table, of_one: bool) -> String {
    if table.is_counters() {
        return "SELECT 'audit', coalesce(
                    (SELECT seq FROM sqlite_sequence WHERE name = 'audit'), 0)"
            .to_owned();
    }
    // A delivery is its webhook's.
    let (from, whose) = match table.name {
        "deliveries" => ("deliveries t JOIN webhooks w ON w.id = t.webhook", "w"),
        name => (&*format!("{name} t"), "t"),
    };
    let named = |name: &str| {
        let of = if name == "organization" { whose } else { "t" };
        format!("{of}.\"{name}\"")
    };
    let columns: Vec<_> = table.columns.iter().map(|one| named(one.name)).collect();
    let filter = match table.organization() {
        Some(column) if of_one => format!("WHERE {} = ?1", named(column)),
        _ => String::new(),
    };
    let key = columns[..table.key].join(", ");
    let columns = columns.join(", ");
    format!("SELECT {columns} FROM {from} {filter} ORDER BY {key}")
}

/// A file that is filled.
pub struct SqliteTarget {
    path: PathBuf,
    connection: Mutex<Connection>,
    file: DatabaseFile,
}

impl SqliteTarget {
    /// Makes the database if there is none.
    ///
    /// # Errors
    /// It cannot be opened or made.
    pub fn open(path: &Path) -> Result<Self> {
        let file = DatabaseFile::new(path);
        create_private(path).map_err(|error| file.io(error))?;
        let connection = Mutex::new(open_writer(path, &file)?);
        Ok(Self {
            path: path.to_owned(),
            connection,
            file,
        })
    }

    fn work<T>(&mut self, work: impl FnOnce(&mut Connection) -> rusqlite::Result<T>) -> Result<T> {
        let connection = self.connection.get_mut();
        let connection = connection.unwrap_or_else(PoisonError::into_inner);
        work(connection).map_err(|error| TransferError::Database(self.file.error(error)))
    }
}

#[async_trait]
impl Target for SqliteTarget {
    fn name(&self) -> String {
        self.file.to_string()
    }

    async fn source(&mut self) -> Result<Box<dyn Source>> {
        Ok(Box::new(SqliteSource::open_any(&self.path, &self.file)?))
    }

    async fn unfinished(&mut self) -> Result<Option<String>> {
        self.work(|connection| unfinished(connection))
    }

    async fn begin(&mut self, of: &str) -> Result<()> {
        self.work(|connection| {
            let transaction = connection.transaction()?;
            transaction.execute_batch(&format!(
                "CREATE TABLE {UNFINISHED} (what TEXT NOT NULL) STRICT"
            ))?;
            transaction.execute(&format!("INSERT INTO {UNFINISHED} VALUES (?1)"), [of])?;
            transaction.commit()
        })
    }

    async fn put(&mut self, table: &'static Table, rows: Vec<Row>) -> Result<()> {
        self.work(|connection| {
            let transaction = connection.transaction()?;
            if table.is_counters() {
                transaction.execute("DELETE FROM sqlite_sequence WHERE name = 'audit'", [])?;
            }
            {
                let mut statement = transaction.prepare(&insert(table))?;
                for row in &rows {
                    let columns = table.columns.iter().zip(&row.0);
                    let kept = columns.filter(|(column, _)| is_kept(table, column.name));
                    statement.execute(params_from_iter(kept.map(|(_, value)| value)))?;
                }
            }
            transaction.commit()
        })
    }

    async fn finish(&mut self) -> Result<()> {
        self.work(|connection| connection.execute_batch(&format!("DROP TABLE {UNFINISHED}")))
    }
}

fn insert(table: &Table) -> String {
    if table.is_counters() {
        return "INSERT INTO sqlite_sequence (name, seq) VALUES (?1, ?2)".to_owned();
    }
    let columns = table.columns.iter().map(|column| column.name);
    let columns: Vec<_> = columns
        .filter(|name| is_kept(table, name))
        .map(|name| format!("\"{name}\""))
        .collect();
    let marks = vec!["?"; columns.len()].join(", ");
    format!(
        "INSERT INTO {} ({}) VALUES ({marks})",
        table.name,
        columns.join(", ")
    )
}

/// A delivery's organization is its webhook's.
fn is_kept(table: &Table, column: &str) -> bool {
    table.name != "deliveries" || column != "organization"
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Integer(number) => ValueRef::Integer(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}
