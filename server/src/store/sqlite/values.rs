//! How values are written into columns and read back. What comes out of a database is checked like
//! everything else from outside.

use chrono::{DateTime, Utc};
use rusqlite::Row;

use super::file::Fault;
use crate::mfa::{
    ApiKeyId, FactorState, FactorType, InvalidFactorType, OrganizationId, Purpose, ReturnOrigin,
    Returns, Sealed, Stage, UserId,
};

pub(super) fn millis(at: DateTime<Utc>) -> i64 {
    at.timestamp_millis()
}

pub(super) fn instant(millis: i64) -> Result<DateTime<Utc>, Fault> {
    DateTime::from_timestamp_millis(millis).ok_or_else(|| Fault::Record {
        what: "an instant",
        why: format!("{millis} ms is out of range"),
    })
}

pub(super) fn maybe_instant(millis: Option<i64>) -> Result<Option<DateTime<Utc>>, Fault> {
    millis.map(instant).transpose()
}

pub(super) fn organization_id(text: String) -> Result<OrganizationId, Fault> {
    OrganizationId::kept(text).map_err(|error| Fault::Record {
        what: "an organization",
        why: error.to_string(),
    })
}

pub(super) fn user_id(text: String) -> Result<UserId, Fault> {
    UserId::kept(text).map_err(|error| Fault::Record {
        what: "a user",
        why: error.to_string(),
    })
}

pub(super) fn key_id(text: String) -> Result<ApiKeyId, Fault> {
    ApiKeyId::new(text).map_err(|error| Fault::Record {
        what: "an API key",
        why: error.to_string(),
    })
}

pub(super) fn factor_type(text: &str) -> Result<FactorType, Fault> {
    text.parse()
        .map_err(|error: InvalidFactorType| Fault::Record {
            what: "a factor type",
            why: format!("{text:?}: {error}"),
        })
}

pub(super) fn purpose(text: &str) -> Result<Purpose, Fault> {
    Purpose::parse(text).ok_or_else(|| Fault::Record {
        what: "a link",
        why: format!("purpose {text:?} is not known"),
    })
}

pub(super) fn count(number: i64) -> u32 {
    u32::try_from(number.max(0)).unwrap_or(u32::MAX)
}

/// Reads `type, active, last_auth_time` from column `first` on: all NULL without a factor.
pub(super) fn factor(row: &Row<'_>, first: usize) -> Result<Option<FactorState>, Fault> {
    let Some(text) = row
        .get_ref(first)?
        .as_str_or_null()
        .map_err(|error| Fault::Record {
            what: "a factor type",
            why: error.to_string(),
        })?
    else {
        return Ok(None);
    };
    Ok(Some(FactorState {
        factor_type: factor_type(text)?,
        active: row.get(first + 1)?,
        last_auth_time: maybe_instant(row.get(first + 2)?)?,
    }))
}

/// Reads something sealed and the id of its key from column `first` on.
pub(super) fn sealed(row: &Row<'_>, first: usize) -> Result<Option<Sealed>, Fault> {
    let bytes: Option<Vec<u8>> = row.get(first)?;
    let key_id: Option<String> = row.get(first + 1)?;
    Ok(bytes
        .zip(key_id)
        .map(|(bytes, key_id)| Sealed { key_id, bytes }))
}

/// Reads `stage, recovery_left, codes, codes_key_id` from column `first` on.
pub(super) fn stage(row: &Row<'_>, first: usize) -> Result<Stage, Fault> {
    let name: String = row.get(first)?;
    let left: Option<i64> = row.get(first + 1)?;
    let verified = |by_recovery_code| Stage::Verified {
        recovery_left: left.map(count),
        by_recovery_code,
    };
    match (name.as_str(), sealed(row, first + 2)?) {
        ("verified", None) => Ok(verified(false)),
        ("recovered", None) => Ok(verified(true)),
        ("codes", Some(codes)) => Ok(Stage::Codes(codes)),
        ("done", None) => Ok(Stage::Done),
        _ => Err(Fault::Record {
            what: "a link",
            why: format!("stage {name:?} is not known, or does not go with its codes"),
        }),
    }
}

/// Reads `return_url, return_origins` from column `first` on.
pub(super) fn returns(row: &Row<'_>, first: usize) -> Result<Returns, Fault> {
    let fault = |why: String| Fault::Record {
        what: "where an organization leads back to",
        why,
    };
    let url: Option<String> = row.get(first)?;
    let origins: String = row.get(first + 1)?;
    let origins: Vec<String> =
        serde_json::from_str(&origins).map_err(|error| fault(error.to_string()))?;
    let origin = |text: String| {
        let origin = text.parse::<ReturnOrigin>();
        origin.map_err(|error| fault(error.to_string()))
    };
    Ok(Returns {
        url: url
            .map(|text| text.parse())
            .transpose()
            .map_err(|error: crate::mfa::InvalidReturn| fault(error.to_string()))?,
        origins: origins.into_iter().map(origin).collect::<Result<_, _>>()?,
    })
}

/// The first row, read by a function that may find it unreadable.
pub(super) fn first<T>(
    connection: &rusqlite::Connection,
    sql: &str,
    parameters: impl rusqlite::Params,
    read: impl FnOnce(&Row<'_>) -> Result<T, Fault>,
) -> Result<Option<T>, Fault> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(parameters)?;
    rows.next()?.map(read).transpose()
}

/// Every row.
pub(super) fn all<T>(
    connection: &rusqlite::Connection,
    sql: &str,
    parameters: impl rusqlite::Params,
    read: impl Fn(&Row<'_>) -> Result<T, Fault>,
) -> Result<Vec<T>, Fault> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(parameters)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(read(row)?);
    }
    Ok(found)
}

/// Runs one statement; how many rows it changed.
pub(super) fn execute(
    connection: &rusqlite::Connection,
    sql: &str,
    parameters: impl rusqlite::Params,
) -> rusqlite::Result<usize> {
    connection.prepare_cached(sql)?.execute(parameters)
}
