//! API keys.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Row, params};

use super::audit::Telling;
use super::file::{Fault, meaning};
use super::values::{
    all, execute, first, instant, key_id, maybe_instant, millis, organization_id, user_id,
};
use crate::mfa::{
    ApiKey, ApiKeyId, Ended, Event, KeyUse, OrganizationId, SecretHash, StoreError, rules,
};

pub(super) fn insert(telling: Telling<'_>, key: &ApiKey) -> Result<(), Fault> {
    let connection = telling.connection;
    let scopes = serde_json::to_string(&key.scopes).map_err(|error| Fault::Record {
        what: "scopes",
        why: error.to_string(),
    })?;
    let missing = match &key.user {
        Some(user) => format!("user {user} of organization {}", key.organization),
        None => format!("organization {}", key.organization),
    };
    execute(
        connection,
        "INSERT INTO api_keys (id, organization, user, scopes, secret_hash, label, created_at,
                               expires_at, revoked_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![
            key.id.as_str(),
            key.organization.as_str(),
            key.user.as_ref().map(|user| user.as_str()),
            scopes,
            key.secret_hash.as_bytes(),
            key.label,
            millis(key.created_at),
            key.expires_at.map(millis),
            key.revoked_at.map(millis),
        ],
    )
    .map_err(|error| meaning(error, &format!("API key {}", key.id), &missing))?;
    let event = Event::KeyCreated {
        key: key.id.clone(),
        scopes: key.scopes.clone(),
        expires_at: key.expires_at,
    };
    telling.of(Some(&key.organization), key.user.as_ref(), &event)
}

macro_rules! key_where {
    ($condition:literal) => {
        concat!(
            "SELECT k.id, k.organization, k.user, k.scopes, k.secret_hash, k.label, k.created_at,
                    k.expires_at, k.revoked_at, k.last_used_at,
                    o.disabled_at IS NOT NULL OR u.disabled_at IS NOT NULL
               FROM api_keys k
               JOIN organizations o ON o.id = k.organization
               LEFT JOIN users u ON u.organization = k.organization AND u.id = k.user
              WHERE ",
            $condition
        )
    };
}

pub(super) fn get(connection: &Connection, id: &ApiKeyId) -> Result<Option<ApiKey>, Fault> {
    first(connection, key_where!("k.id = ?1"), [id.as_str()], read)
}

pub(super) fn list(
    connection: &Connection,
    organization: &OrganizationId,
) -> Result<Vec<ApiKey>, Fault> {
    all(
        connection,
        key_where!("k.organization = ?1 ORDER BY k.created_at, k.id"),
        [organization.as_str()],
        read,
    )
}

pub(super) fn revoke(
    telling: Telling<'_>,
    organization: &OrganizationId,
    id: &ApiKeyId,
) -> Result<(), Fault> {
    let connection = telling.connection;
    let before = own(connection, organization, id)?;
    if before.revoked_at.is_some() {
        return Ok(());
    }
    execute(
        connection,
        "UPDATE api_keys SET revoked_at = ?2 WHERE id = ?1",
        params![id.as_str(), millis(telling.now)],
    )?;
    let event = Event::KeyRevoked { key: id.clone() };
    telling.of(Some(organization), before.user.as_ref(), &event)
}

pub(super) fn rotate(
    telling: Telling<'_>,
    id: &ApiKeyId,
    successor: &ApiKey,
    until: DateTime<Utc>,
) -> Result<Result<DateTime<Utc>, Ended>, Fault> {
    let connection = telling.connection;
    let before = own(connection, &successor.organization, id)?;
    let until = match rules::overlap(&before, until, telling.now) {
        Ok(until) => until,
        Err(ended) => return Ok(Err(ended)),
    };
    insert(telling, successor)?;
    execute(
        connection,
        "UPDATE api_keys SET expires_at = ?2 WHERE id = ?1",
        params![id.as_str(), millis(until)],
    )?;
    let event = Event::KeyRotated {
        key: id.clone(),
        successor: successor.id.clone(),
        until,
    };
    telling.of(Some(&before.organization), before.user.as_ref(), &event)?;
    Ok(Ok(until))
}

pub(super) fn keep_uses(connection: &Connection, uses: &[KeyUse]) -> Result<(), Fault> {
    for KeyUse { key, at } in uses {
        execute(
            connection,
            "UPDATE api_keys SET last_used_at = ?2
              WHERE id = ?1 AND (last_used_at IS NULL OR last_used_at < ?2)",
            params![key.as_str(), millis(*at)],
        )?;
    }
    Ok(())
}

/// One of this organization.
fn own(
    connection: &Connection,
    organization: &OrganizationId,
    id: &ApiKeyId,
) -> Result<ApiKey, Fault> {
    let key = get(connection, id)?.filter(|key| key.organization == *organization);
    key.ok_or_else(|| {
        let what = format!("API key {id} of organization {organization}");
        Fault::Store(StoreError::NotFound { what })
    })
}

fn read(row: &Row<'_>) -> Result<ApiKey, Fault> {
    let user: Option<String> = row.get(2)?;
    let scopes: String = row.get(3)?;
    Ok(ApiKey {
        id: key_id(row.get(0)?)?,
        organization: organization_id(row.get(1)?)?,
        user: user.map(user_id).transpose()?,
        scopes: serde_json::from_str(&scopes).map_err(|error| Fault::Record {
            what: "scopes",
            why: error.to_string(),
        })?,
        secret_hash: SecretHash::from_bytes(row.get(4)?),
        label: row.get(5)?,
        created_at: instant(row.get(6)?)?,
        expires_at: maybe_instant(row.get(7)?)?,
        revoked_at: maybe_instant(row.get(8)?)?,
        last_used_at: maybe_instant(row.get(9)?)?,
        owner_disabled: row.get(10)?,
    })
}
