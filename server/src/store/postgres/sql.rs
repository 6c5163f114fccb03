//! Statements: prepared once on each connection, their rows read by functions that may find them
//! unreadable.

use deadpool_postgres::{GenericClient, Transaction};
use tokio_postgres::Row;
use tokio_postgres::types::ToSql;

use super::fault::Fault;
use crate::mfa::{FactorState, Origin, Sealed, Stage};
use crate::store::record::{self, InvalidRecord, factor_type, maybe_instant};

pub(super) type Parameters<'a> = &'a [&'a (dyn ToSql + Sync)];

/// A transaction, and who does something in it.
#[derive(Clone, Copy)]
pub(super) struct Telling<'a> {
    pub tx: &'a Transaction<'a>,
    pub by: &'a Origin,
    pub now: chrono::DateTime<chrono::Utc>,
}

/// The first row.
pub(super) async fn first<T>(
    client: &impl GenericClient,
    sql: &str,
    parameters: Parameters<'_>,
    read: impl FnOnce(&Row) -> Result<T, Fault>,
) -> Result<Option<T>, Fault> {
    let statement = client.prepare_cached(sql).await?;
    let rows = client.query(&statement, parameters).await?;
    rows.first().map(read).transpose()
}

/// Every row.
pub(super) async fn all<T>(
    client: &impl GenericClient,
    sql: &str,
    parameters: Parameters<'_>,
    read: impl Fn(&Row) -> Result<T, Fault>,
) -> Result<Vec<T>, Fault> {
    let statement = client.prepare_cached(sql).await?;
    let rows = client.query(&statement, parameters).await?;
    rows.iter().map(read).collect()
}

/// Runs one statement; how many rows it changed.
pub(super) async fn execute(
    client: &impl GenericClient,
    sql: &str,
    parameters: Parameters<'_>,
) -> Result<u64, Fault> {
    let statement = client.prepare_cached(sql).await?;
    Ok(client.execute(&statement, parameters).await?)
}

/// 32 bytes.
pub(super) fn hash(row: &Row, column: usize) -> Result<[u8; 32], Fault> {
    let bytes: Vec<u8> = row.try_get(column)?;
    let length = bytes.len();
    let wrong = |_| InvalidRecord::new("a hash", format!("it has {length} bytes, not 32"));
    Ok(bytes.try_into().map_err(wrong)?)
}

pub(super) fn maybe_hash(row: &Row, column: usize) -> Result<Option<[u8; 32]>, Fault> {
    match row.try_get::<_, Option<&[u8]>>(column)? {
        Some(_) => hash(row, column).map(Some),
        None => Ok(None),
    }
}

/// Reads `type, active, last_auth_time` from column `first` on: all NULL without a factor.
pub(super) fn factor(row: &Row, first: usize) -> Result<Option<FactorState>, Fault> {
    let Some(text) = row.try_get::<_, Option<&str>>(first)? else {
        return Ok(None);
    };
    Ok(Some(FactorState {
        factor_type: factor_type(text)?,
        active: row.try_get(first + 1)?,
        last_auth_time: maybe_instant(row.try_get(first + 2)?)?,
    }))
}

/// Reads something sealed and the id of its key from column `first` on.
pub(super) fn sealed(row: &Row, first: usize) -> Result<Option<Sealed>, Fault> {
    let bytes: Option<Vec<u8>> = row.try_get(first)?;
    let key_id: Option<String> = row.try_get(first + 1)?;
    Ok(bytes
        .zip(key_id)
        .map(|(bytes, key_id)| Sealed { key_id, bytes }))
}

/// Reads `stage, recovery_left, codes, codes_key_id` from column `first` on.
pub(super) fn stage(row: &Row, first: usize) -> Result<Stage, Fault> {
    let codes = sealed(row, first + 2)?;
    Ok(record::stage(
        row.try_get(first)?,
        row.try_get(first + 1)?,
        codes,
    )?)
}
