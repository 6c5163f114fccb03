//! What the database holds, in the form that belongs to no database, and back: see
//! [`crate::store::transfer`].

use async_trait::async_trait;
use deadpool_postgres::ClientWrapper;
use futures::TryStreamExt as _;
use tokio::sync::mpsc;
use tokio_postgres::Row as Found;
use tokio_postgres::types::ToSql;

use super::fault::Fault;
use super::session::Sessions;
use super::{PostgresAddress, PostgresStore, migrations};
use crate::store::DatabaseError;
use crate::store::record::InvalidRecord;
use crate::store::transfer::{
    Column, Kind, Result, Row, Rows, Source, TOGETHER, Table, Target, TransferError, Value,
};

/// Of a copy that is not finished, and of what.
const UNFINISHED: &str = "unfinished_copy";

/// Refuses a database that a copy into it has not finished.
pub(super) async fn refuse_unfinished(
    client: &tokio_postgres::Client,
    database: &str,
) -> Result<(), DatabaseError> {
    let unfinished = unfinished(client).await;
    match unfinished.map_err(|fault| fault.of(database))? {
        None => Ok(()),
        Some(_) => Err(DatabaseError::Unusable {
            database: database.to_owned(),
            problem: "a copy into it was not finished".into(),
            advice: "Run the same `mfa-server database copy` or `restore` again, which goes on with \
                     it, or start again with an empty database",
        }),
    }
}

async fn unfinished(client: &tokio_postgres::Client) -> Result<Option<String>, Fault> {
    let there = client
        .query_one("SELECT to_regclass($1) IS NOT NULL", &[&UNFINISHED])
        .await?;
    if !there.try_get::<_, bool>(0)? {
        return Ok(None);
    }
    let what = format!("SELECT what FROM {UNFINISHED}");
    let row = client.query_opt(&what, &[]).await?;
    Ok(row.map(|row| row.try_get(0)).transpose()?)
}

/// A connection for as long as a copy takes.
async fn connect(sessions: &Sessions) -> Result<ClientWrapper, DatabaseError> {
    let client = sessions.alone().await?;
    let no_limits = "SET statement_timeout = 0; SET lock_timeout = 0; \
                     SET idle_in_transaction_session_timeout = 0";
    let set = client.batch_execute(no_limits).await;
    set.map_err(|error| Fault::from(error).of(&sessions.database))?;
    Ok(client)
}

/// All that a database held at one moment.
pub struct PostgresSource {
    /// In a transaction that reads as of that moment, and ends with it. Gone while rows are given.
    snapshot: std::sync::Arc<tokio::sync::Mutex<ClientWrapper>>,
    /// Sees what others commit.
    watching: ClientWrapper,
    seen: String,
    database: String,
}

impl PostgresSource {
    /// # Errors
    /// The database cannot be reached, holds nothing yet, was written by an earlier version, or a copy
    /// into it is not finished.
    pub async fn open(address: &PostgresAddress) -> Result<Self> {
        let source = Self::open_any(&PostgresStore::of(address)?.sessions).await?;
        refuse_unfinished(&source.watching, &source.database).await?;
        Ok(source)
    }

    async fn open_any(sessions: &Sessions) -> Result<Self> {
        let database = sessions.database.clone();
        let watching = connect(sessions).await?;
        let snapshot = connect(sessions).await?;
        if !migrations::look(&watching, &database).await? {
            return Err(DatabaseError::Unusable {
                database,
                problem: "it holds nothing yet".into(),
                advice: "Name a database that a server has been started with",
            }
            .into());
        }
        let failed = |fault: Fault| TransferError::from(fault.of(&database));
        let (found, known) = migrations::versions(&watching).await.map_err(failed)?;
        if found < known {
            return Err(DatabaseError::Unusable {
                database,
                problem: format!("it has schema version {found}, and this program writes {known}"),
                advice: "Start a server or a command of this version with it first",
            }
            .into());
        }
        let seen = newest(&watching).await.map_err(failed)?;
        let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT 1 FROM schema_steps";
        let begun = snapshot.batch_execute(begin).await;
        begun.map_err(|error| failed(error.into()))?;
        Ok(Self {
            snapshot: std::sync::Arc::new(tokio::sync::Mutex::new(snapshot)),
            watching,
            seen,
            database,
        })
    }
}

/// Another as soon as somebody has written anything, in any database of the cluster.
async fn newest(client: &tokio_postgres::Client) -> Result<String, Fault> {
    let sql = "SELECT pg_snapshot_xmax(pg_current_snapshot())::text";
    Ok(client.query_one(sql, &[]).await?.try_get(0)?)
}

#[async_trait]
impl Source for PostgresSource {
    fn name(&self) -> String {
        self.database.clone()
    }

    async fn rows(&mut self, table: &'static Table, organization: Option<&str>) -> Result<Rows> {
        let (sender, rows) = mpsc::channel(2);
        let (snapshot, database) = (std::sync::Arc::clone(&self.snapshot), self.database.clone());
        let organization = organization.map(str::to_owned);
        tokio::spawn(async move {
            let snapshot = snapshot.lock().await;
            let given = give(&snapshot, table, organization.as_deref(), &sender).await;
            if let Err(fault) = given {
                // Nobody may be there to hear it.
                let _ = sender.send(Err(fault.of(&database).into())).await;
            }
        });
        Ok(rows)
    }

    async fn has_changed(&mut self) -> Result<bool> {
        let now = newest(&self.watching).await;
        let now = now.map_err(|fault| fault.of(&self.database))?;
        Ok(now != self.seen)
    }
}

async fn give(
    client: &tokio_postgres::Client,
    table: &Table,
    organization: Option<&str>,
    to: &mpsc::Sender<Result<Vec<Row>>>,
) -> Result<(), Fault> {
    let whose = organization.filter(|_| table.organization().is_some());
    let sql = select(table, whose.is_some());
    let bound: Vec<&(dyn ToSql + Sync)> =
        whose.iter().map(|id| id as &(dyn ToSql + Sync)).collect();
    let rows = client.query_raw(&sql, bound).await?;
    let mut rows = std::pin::pin!(rows);
    let mut together = Vec::new();
    while let Some(row) = rows.try_next().await? {
        let columns = table.columns.iter().enumerate();
        let values = columns.map(|(at, column)| read(table, column, &row, at));
        together.push(Row(values.collect::<Result<_, Fault>>()?));
        if together.len() == TOGETHER && to.send(Ok(std::mem::take(&mut together))).await.is_err() {
            return Ok(());
        }
    }
    if !together.is_empty() {
        let _ = to.send(Ok(together)).await;
    }
    Ok(())
}

fn read(table: &Table, column: &Column, row: &Found, at: usize) -> Result<Value, Fault> {
    let value = match column.kind {
        Kind::Text => row.try_get::<_, Option<String>>(at)?.map(Value::Text),
        Kind::Bytes => row.try_get::<_, Option<Vec<u8>>>(at)?.map(Value::Bytes),
        Kind::Integer | Kind::Instant => row.try_get::<_, Option<i64>>(at)?.map(Value::Integer),
        Kind::Boolean => row
            .try_get::<_, Option<bool>>(at)?
            .map(|yes| Value::Integer(i64::from(yes))),
    };
    match value {
        Some(value) => Ok(value),
        None if column.may_be_null => Ok(Value::Null),
        None => Err(Fault::Record(InvalidRecord::new(
            table.name,
            format!("{} is missing", column.name),
        ))),
    }
}

/// `user` is a word of PostgreSQL's own.
fn named(column: &Column) -> &'static str {
    match column.name {
        "user" => "user_id",
        name => name,
    }
}

fn select(table: &Table, of_one: bool) -> String {
    if table.is_counters() {
        return "SELECT 'audit', CASE WHEN is_called THEN last_value ELSE 0 END
                  FROM audit_number_seq"
            .to_owned();
    }
    let is_audit = table.name == "audit";
    let given = |column: &Column| match column.name {
        // What belongs to none has '' in its key.
        "organization" if is_audit => "nullif(organization, '')".to_owned(),
        _ => named(column).to_owned(),
    };
    let columns: Vec<_> = table.columns.iter().map(given).collect();
    let key: Vec<_> = table.columns[..table.key].iter().map(named).collect();
    let mut filters = Vec::new();
    if of_one && let Some(column) = table.organization() {
        filters.push(format!("{column} = $1"));
    }
    if table.name == "request_counts" {
        // A row without a window is the lock of an organization that nobody has asked yet.
        filters.push("window_start IS NOT NULL".to_owned());
    }
    let filter = match filters.is_empty() {
        true => String::new(),
        false => format!("WHERE {}", filters.join(" AND ")),
    };
    format!(
        "SELECT {} FROM {} {filter} ORDER BY {}",
        columns.join(", "),
        table.name,
        key.join(", ")
    )
}

/// A database that is filled.
pub struct PostgresTarget {
    sessions: Sessions,
    client: ClientWrapper,
}

impl PostgresTarget {
    /// Makes the tables if there are none.
    ///
    /// # Errors
    /// The database cannot be reached, or its tables not be made.
    pub async fn open(address: &PostgresAddress) -> Result<Self> {
        let sessions = PostgresStore::of(address)?.sessions;
        let mut client = connect(&sessions).await?;
        migrations::run(&mut client, &sessions.database).await?;
        Ok(Self { sessions, client })
    }

    fn failed(&self, fault: impl Into<Fault>) -> TransferError {
        let fault: Fault = fault.into();
        fault.of(&self.sessions.database).into()
    }
}

#[async_trait]
impl Target for PostgresTarget {
    fn name(&self) -> String {
        self.sessions.database.clone()
    }

    async fn source(&mut self) -> Result<Box<dyn Source>> {
        Ok(Box::new(PostgresSource::open_any(&self.sessions).await?))
    }

    async fn unfinished(&mut self) -> Result<Option<String>> {
        let unfinished = unfinished(&self.client).await;
        unfinished.map_err(|fault| self.failed(fault))
    }

    async fn begin(&mut self, of: &str) -> Result<()> {
        let begun = begin(&mut self.client, of).await;
        begun.map_err(|fault| self.failed(fault))
    }

    async fn put(&mut self, table: &'static Table, rows: Vec<Row>) -> Result<()> {
        let put = put(&mut self.client, table, &rows).await;
        put.map_err(|fault| self.failed(fault))
    }

    async fn finish(&mut self) -> Result<()> {
        let drop = format!("DROP TABLE {UNFINISHED}");
        let done = self.client.batch_execute(&drop).await;
        done.map_err(|error| self.failed(error))
    }
}

async fn begin(client: &mut tokio_postgres::Client, of: &str) -> Result<(), Fault> {
    let tx = client.transaction().await?;
    let make = format!("CREATE TABLE {UNFINISHED} (what TEXT NOT NULL)");
    tx.batch_execute(&make).await?;
    let keep = format!("INSERT INTO {UNFINISHED} VALUES ($1)");
    tx.execute(&keep, &[&of]).await?;
    Ok(tx.commit().await?)
}

async fn put(
    client: &mut tokio_postgres::Client,
    table: &Table,
    rows: &[Row],
) -> Result<(), Fault> {
    let tx = client.transaction().await?;
    if table.is_counters() {
        for row in rows {
            if let Some(Value::Integer(last)) = row.0.last() {
                // A sequence begins at 1, and 0 says that it has not begun.
                let sql =
                    "SELECT setval('audit_number_seq', greatest($1::bigint, 1), $1::bigint > 0)";
                tx.query_one(sql, &[last]).await?;
            }
        }
        return Ok(tx.commit().await?);
    }
    let statement = tx.prepare(&insert(table)).await?;
    for row in rows {
        let columns = table.columns.iter().zip(&row.0);
        let values: Vec<Bound> = columns
            .map(|(column, value)| Bound::of(table, column, value))
            .collect();
        let bound: Vec<&(dyn ToSql + Sync)> = values.iter().map(Bound::as_sql).collect();
        tx.execute(&statement, &bound).await?;
    }
    Ok(tx.commit().await?)
}

fn insert(table: &Table) -> String {
    let columns: Vec<_> = table.columns.iter().map(named).collect();
    let marks: Vec<_> = (1..=columns.len()).map(|at| format!("${at}")).collect();
    let overriding = match table.name {
        "audit" => "OVERRIDING SYSTEM VALUE",
        _ => "",
    };
    format!(
        "INSERT INTO {} ({}) {overriding} VALUES ({})",
        table.name,
        columns.join(", "),
        marks.join(", ")
    )
}

/// A value of the type that its column has.
enum Bound<'a> {
    Text(Option<&'a str>),
    Bytes(Option<&'a [u8]>),
    Integer(Option<i64>),
    Boolean(Option<bool>),
}

impl<'a> Bound<'a> {
    fn of(table: &Table, column: &Column, value: &'a Value) -> Self {
        let number = match value {
            Value::Integer(number) => Some(*number),
            _ => None,
        };
        match (column.kind, value) {
            (Kind::Text, Value::Text(text)) => Self::Text(Some(text)),
            // What belongs to none has '' in its key.
            (Kind::Text, _) if table.name == "audit" && column.name == "organization" => {
                Self::Text(Some(""))
            }
            (Kind::Text, _) => Self::Text(None),
            (Kind::Bytes, Value::Bytes(bytes)) => Self::Bytes(Some(bytes)),
            (Kind::Bytes, _) => Self::Bytes(None),
            (Kind::Integer | Kind::Instant, _) => Self::Integer(number),
            (Kind::Boolean, _) => Self::Boolean(number.map(|number| number != 0)),
        }
    }

    fn as_sql(&self) -> &(dyn ToSql + Sync) {
        match self {
            Self::Text(text) => text,
            Self::Bytes(bytes) => bytes,
            Self::Integer(number) => number,
            Self::Boolean(yes) => yes,
        }
    }
}
