//! API keys.

use chrono::{DateTime, Utc};
use deadpool_postgres::GenericClient;
use tokio_postgres::Row;

use super::fault::{Fault, meaning};
use super::sql::{Telling, all, execute, first, hash};
use crate::mfa::{
    ApiKey, ApiKeyId, Ended, Event, KeyUse, OrganizationId, SecretHash, StoreError, rules,
};
use crate::store::record::{
    instant, json, key_id, maybe_instant, millis, organization_id, to_json, user_id,
};

pub(super) async fn insert(telling: Telling<'_>, key: &ApiKey) -> Result<(), Fault> {
    let missing = match &key.user {
        Some(user) => format!("user {user} of organization {}", key.organization),
        None => format!("organization {}", key.organization),
    };
    let taken = format!("API key {}", key.id);
    // The key of the table begins with the organization; an id is taken in any.
    let made = execute(
        telling.tx,
        "INSERT INTO api_keys (organization, id, user_id, scopes, secret_hash, label, created_at,
                               expires_at, revoked_at)
         SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9
          WHERE NOT EXISTS (SELECT 1 FROM api_keys WHERE id = $2)",
        &[
            &key.organization.as_str(),
            &key.id.as_str(),
            &key.user.as_ref().map(|user| user.as_str()),
            &to_json("scopes", &key.scopes)?,
            &key.secret_hash.as_bytes().as_slice(),
            &key.label,
            &millis(key.created_at),
            &key.expires_at.map(millis),
            &key.revoked_at.map(millis),
        ],
    )
    .await
    .map_err(|fault| meaning(fault, &taken, &missing))?;
    if made == 0 {
        return Err(Fault::Store(StoreError::AlreadyExists { what: taken }));
    }
    let event = Event::KeyCreated {
        key: key.id.clone(),
        scopes: key.scopes.clone(),
        expires_at: key.expires_at,
    };
    let organization = Some(&key.organization);
    telling.of(organization, key.user.as_ref(), &event).await
}

macro_rules! key_where {
    ($condition:literal) => {
        concat!(
            "SELECT k.id, k.organization, k.user_id, k.scopes, k.secret_hash, k.label, k.created_at,
                    k.expires_at, k.revoked_at, k.last_used_at,
                    o.disabled_at IS NOT NULL OR u.disabled_at IS NOT NULL
               FROM api_keys k
               JOIN organizations o ON o.id = k.organization
               LEFT JOIN users u ON u.organization = k.organization AND u.id = k.user_id
              WHERE ",
            $condition
        )
    };
}

pub(super) async fn get(
    client: &impl GenericClient,
    id: &ApiKeyId,
) -> Result<Option<ApiKey>, Fault> {
    first(client, key_where!("k.id = $1"), &[&id.as_str()], read).await
}

pub(super) async fn list(
    client: &impl GenericClient,
    organization: &OrganizationId,
) -> Result<Vec<ApiKey>, Fault> {
    let sql = key_where!("k.organization = $1 ORDER BY k.created_at, k.id");
    all(client, sql, &[&organization.as_str()], read).await
}

pub(super) async fn revoke(
    telling: Telling<'_>,
    organization: &OrganizationId,
    id: &ApiKeyId,
) -> Result<(), Fault> {
    let before = own(telling, organization, id).await?;
    if before.revoked_at.is_some() {
        return Ok(());
    }
    execute(
        telling.tx,
        "UPDATE api_keys SET revoked_at = $3 WHERE organization = $1 AND id = $2",
        &[&organization.as_str(), &id.as_str(), &millis(telling.now)],
    )
    .await?;
    let event = Event::KeyRevoked { key: id.clone() };
    telling
        .of(Some(organization), before.user.as_ref(), &event)
        .await
}

pub(super) async fn rotate(
    telling: Telling<'_>,
    id: &ApiKeyId,
    successor: &ApiKey,
    until: DateTime<Utc>,
) -> Result<Result<DateTime<Utc>, Ended>, Fault> {
    let before = own(telling, &successor.organization, id).await?;
    let until = match rules::overlap(&before, until, telling.now) {
        Ok(until) => until,
        Err(ended) => return Ok(Err(ended)),
    };
    insert(telling, successor).await?;
    execute(
        telling.tx,
        "UPDATE api_keys SET expires_at = $3 WHERE organization = $1 AND id = $2",
        &[&before.organization.as_str(), &id.as_str(), &millis(until)],
    )
    .await?;
    let event = Event::KeyRotated {
        key: id.clone(),
        successor: successor.id.clone(),
        until,
    };
    let organization = Some(&before.organization);
    telling
        .of(organization, before.user.as_ref(), &event)
        .await?;
    Ok(Ok(until))
}

pub(super) async fn keep_uses(client: &impl GenericClient, uses: &[KeyUse]) -> Result<(), Fault> {
    // In one order, so that two servers do not wait for each other.
    let mut uses: Vec<&KeyUse> = uses.iter().collect();
    uses.sort_by(|a, b| a.key.cmp(&b.key));
    for KeyUse { key, at } in uses {
        execute(
            client,
            "UPDATE api_keys SET last_used_at = $2
              WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < $2)",
            &[&key.as_str(), &millis(*at)],
        )
        .await?;
    }
    Ok(())
}

/// One of this organization, locked.
async fn own(
    telling: Telling<'_>,
    organization: &OrganizationId,
    id: &ApiKeyId,
) -> Result<ApiKey, Fault> {
    let sql = key_where!("k.organization = $1 AND k.id = $2 FOR UPDATE OF k");
    let key = first(
        telling.tx,
        sql,
        &[&organization.as_str(), &id.as_str()],
        read,
    )
    .await?;
    key.ok_or_else(|| Fault::not_found(format!("API key {id} of organization {organization}")))
}

fn read(row: &Row) -> Result<ApiKey, Fault> {
    let user: Option<String> = row.try_get(2)?;
    Ok(ApiKey {
        id: key_id(row.try_get(0)?)?,
        organization: organization_id(row.try_get(1)?)?,
        user: user.map(user_id).transpose()?,
        scopes: json("scopes", row.try_get(3)?)?,
        secret_hash: SecretHash::from_bytes(hash(row, 4)?),
        label: row.try_get(5)?,
        created_at: instant(row.try_get(6)?)?,
        expires_at: maybe_instant(row.try_get(7)?)?,
        revoked_at: maybe_instant(row.try_get(8)?)?,
        last_used_at: maybe_instant(row.try_get(9)?)?,
        owner_disabled: row.try_get(10)?,
    })
}
