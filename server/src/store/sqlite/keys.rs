//! API keys.

use rusqlite::{Connection, Row, params};

use super::audit::Telling;
use super::file::{Fault, meaning};
use super::values::{
    all, execute, first, instant, key_id, maybe_instant, millis, organization_id, user_id,
};
use crate::mfa::{ApiKey, ApiKeyId, Event, OrganizationId, SecretHash, StoreError};

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
                               revoked_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![
            key.id.as_str(),
            key.organization.as_str(),
            key.user.as_ref().map(|user| user.as_str()),
            scopes,
            key.secret_hash.as_bytes(),
            key.label,
            millis(key.created_at),
            key.revoked_at.map(millis),
        ],
    )
    .map_err(|error| meaning(error, &format!("API key {}", key.id), &missing))?;
    let event = Event::KeyCreated {
        key: key.id.clone(),
        scopes: key.scopes.clone(),
    };
    telling.of(Some(&key.organization), key.user.as_ref(), &event)
}

macro_rules! key_where {
    ($condition:literal) => {
        concat!(
            "SELECT k.id, k.organization, k.user, k.scopes, k.secret_hash, k.label, k.created_at,
                    k.revoked_at, o.disabled_at IS NOT NULL OR u.disabled_at IS NOT NULL
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
    let before = get(connection, id)?.filter(|key| key.organization == *organization);
    let Some(before) = before else {
        let what = format!("API key {id} of organization {organization}");
        return Err(Fault::Store(StoreError::NotFound { what }));
    };
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
        revoked_at: maybe_instant(row.get(7)?)?,
        owner_disabled: row.get(8)?,
    })
}
