//! Which encryption keys sealed what is here.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use deadpool_postgres::GenericClient;

use super::fault::Fault;
use super::sql::{Parameters, Telling, all, execute, first, sealed};
use crate::mfa::{Event, KeyCheck, KeyInUse, OrganizationId, Sealed, UserId};
use crate::store::record::{InvalidRecord, millis, organization_id, user_id};

/// Every key that is known, or that sealed something.
pub(super) async fn in_use(
    client: &impl GenericClient,
    now: DateTime<Utc>,
) -> Result<Vec<KeyInUse>, Fault> {
    let mut keys = kept_checks(client).await?;
    let now = millis(now);
    let factors = counted(
        client,
        "SELECT secret_key_id, count(*) FROM factors
          WHERE secret_key_id IS NOT NULL
          GROUP BY secret_key_id",
        &[],
    )
    .await?;
    for (id, factors) in factors {
        let sample = sample(client, &id).await?;
        let key = named(&mut keys, id);
        (key.factors, key.sample) = (factors, sample);
    }
    let links = counted(
        client,
        "SELECT key_id, count(*)
           FROM (SELECT codes_key_id AS key_id, hash FROM links
                 UNION
                 SELECT secret_key_id, hash FROM links
                  WHERE used_at IS NULL AND replaced_at IS NULL AND expires_at >= $1
                 UNION
                 SELECT kept_key_id, hash FROM links
                  WHERE used_at IS NULL AND replaced_at IS NULL AND expires_at >= $1) AS sealed
          WHERE key_id IS NOT NULL
          GROUP BY key_id",
        &[&now],
    )
    .await?;
    for (id, links) in links {
        named(&mut keys, id).links = links;
    }
    let settings = counted(
        client,
        "SELECT key_id, count(*) FROM factor_settings GROUP BY key_id",
        &[],
    )
    .await?;
    for (id, settings) in settings {
        named(&mut keys, id).settings = settings;
    }
    let webhooks = counted(
        client,
        "SELECT key_id, count(*)
           FROM (SELECT secret_key_id AS key_id FROM webhooks
                 UNION ALL
                 SELECT old_secret_key_id FROM webhooks WHERE old_until > $1) AS sealed
          WHERE key_id IS NOT NULL
          GROUP BY key_id",
        &[&now],
    )
    .await?;
    for (id, webhooks) in webhooks {
        named(&mut keys, id).webhooks = webhooks;
    }
    Ok(keys)
}

/// The ids of keys that were seen.
pub(super) async fn seen(client: &impl GenericClient) -> Result<Vec<String>, Fault> {
    let sql = "SELECT id FROM encryption_keys ORDER BY id";
    all(client, sql, &[], |row| Ok(row.try_get(0)?)).await
}

async fn kept_checks(client: &impl GenericClient) -> Result<Vec<KeyInUse>, Fault> {
    let sql = "SELECT id, check_value FROM encryption_keys ORDER BY id";
    all(client, sql, &[], |row| {
        Ok(KeyInUse {
            check: Some(row.try_get(1)?),
            ..unknown(row.try_get(0)?)
        })
    })
    .await
}

fn unknown(id: String) -> KeyInUse {
    KeyInUse {
        id,
        check: None,
        factors: 0,
        links: 0,
        settings: 0,
        webhooks: 0,
        sample: None,
    }
}

fn named(keys: &mut Vec<KeyInUse>, id: String) -> &mut KeyInUse {
    let at = keys.iter().position(|key| key.id == id);
    let at = at.unwrap_or_else(|| {
        keys.push(unknown(id));
        keys.len() - 1
    });
    &mut keys[at]
}

async fn counted(
    client: &impl GenericClient,
    sql: &str,
    parameters: Parameters<'_>,
) -> Result<Vec<(String, u64)>, Fault> {
    all(client, sql, parameters, |row| {
        let count: i64 = row.try_get(1)?;
        Ok((row.try_get(0)?, count.unsigned_abs()))
    })
    .await
}

async fn sample(
    client: &impl GenericClient,
    id: &str,
) -> Result<Option<(OrganizationId, UserId, Sealed)>, Fault> {
    first(
        client,
        "SELECT organization, user_id, secret, secret_key_id FROM factors
          WHERE secret_key_id = $1 LIMIT 1",
        &[&id],
        |row| {
            let missing = || InvalidRecord::new("a factor", "it has no secret");
            let sealed = sealed(row, 2)?.ok_or_else(missing)?;
            let organization = organization_id(row.try_get(0)?)?;
            Ok((organization, user_id(row.try_get(1)?)?, sealed))
        },
    )
    .await
}

/// `false` if what is kept is not what was seen.
pub(super) async fn keep(
    telling: Telling<'_>,
    seen: &[KeyInUse],
    checks: &[KeyCheck],
) -> Result<bool, Fault> {
    let of = |keys: &[KeyInUse]| -> BTreeMap<String, Vec<u8>> {
        let kept = keys
            .iter()
            .filter_map(|key| Some((key.id.clone(), key.check.clone()?)));
        kept.collect()
    };
    // Servers that start at once keep theirs one after another.
    let sql = "LOCK TABLE encryption_keys IN SHARE ROW EXCLUSIVE MODE";
    execute(telling.tx, sql, &[]).await?;
    if of(&kept_checks(telling.tx).await?) != of(seen) {
        return Ok(false);
    }
    for KeyCheck { id, check } in checks {
        execute(
            telling.tx,
            "INSERT INTO encryption_keys (id, check_value) VALUES ($1, $2)
             ON CONFLICT (id) DO UPDATE SET check_value = $2",
            &[id, check],
        )
        .await?;
        let event = Event::EncryptionKeyAdded { key: id.clone() };
        telling.of(None, None, &event).await?;
    }
    Ok(true)
}
