//! Which encryption keys sealed what is here.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, params};

use super::audit::Telling;
use super::file::Fault;
use super::values::{all, execute, first, millis, organization_id, user_id};
use crate::mfa::{Event, KeyCheck, KeyInUse, Sealed};

/// Every key that is known, or that sealed something: also of a database that an earlier version
/// has written, which keeps no checks.
pub(super) fn in_use(connection: &Connection, now: DateTime<Utc>) -> Result<Vec<KeyInUse>, Fault> {
    let is_of_this_version = has_table(connection, "encryption_keys")?;
    let mut keys = kept_checks(connection)?;
    for (id, factors) in counted(
        connection,
        "SELECT secret_key_id, count(*) FROM factors
          WHERE secret_key_id IS NOT NULL
          GROUP BY secret_key_id",
        [],
    )? {
        let sample = sample(connection, &id)?;
        let key = named(&mut keys, id);
        (key.factors, key.sample) = (factors, sample);
    }
    // Links of an earlier version end within minutes.
    if !is_of_this_version {
        return Ok(keys);
    }
    for (id, links) in counted(
        connection,
        "SELECT key_id, count(*)
           FROM (SELECT codes_key_id AS key_id, hash FROM links
                 UNION
                 SELECT secret_key_id, hash FROM links
                  WHERE used_at IS NULL AND replaced_at IS NULL AND expires_at >= ?1
                 UNION
                 SELECT kept_key_id, hash FROM links
                  WHERE used_at IS NULL AND replaced_at IS NULL AND expires_at >= ?1)
          WHERE key_id IS NOT NULL
          GROUP BY key_id",
        [millis(now)],
    )? {
        named(&mut keys, id).links = links;
    }
    if !has_table(connection, "factor_settings")? {
        return Ok(keys);
    }
    for (id, settings) in counted(
        connection,
        "SELECT key_id, count(*) FROM factor_settings GROUP BY key_id",
        [],
    )? {
        named(&mut keys, id).settings = settings;
    }
    if !has_table(connection, "webhooks")? {
        return Ok(keys);
    }
    for (id, webhooks) in counted(
        connection,
        "SELECT key_id, count(*)
           FROM (SELECT secret_key_id AS key_id FROM webhooks
                 UNION ALL
                 SELECT old_secret_key_id FROM webhooks WHERE old_until > ?1)
          WHERE key_id IS NOT NULL
          GROUP BY key_id",
        [millis(now)],
    )? {
        named(&mut keys, id).webhooks = webhooks;
    }
    Ok(keys)
}

/// The ids of keys that were seen.
pub(super) fn seen(connection: &Connection) -> Result<Vec<String>, Fault> {
    all(
        connection,
        "SELECT id FROM encryption_keys ORDER BY id",
        [],
        |row| Ok(row.get(0)?),
    )
}

/// Earlier versions have fewer.
fn has_table(connection: &Connection, name: &str) -> Result<bool, Fault> {
    let table = first(
        connection,
        "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?1",
        [name],
        |_| Ok(()),
    )?;
    Ok(table.is_some())
}

fn kept_checks(connection: &Connection) -> Result<Vec<KeyInUse>, Fault> {
    if !has_table(connection, "encryption_keys")? {
        return Ok(Vec::new());
    }
    all(
        connection,
        "SELECT id, check_value FROM encryption_keys ORDER BY id",
        [],
        |row| {
            Ok(KeyInUse {
                check: Some(row.get(1)?),
                ..unknown(row.get(0)?)
            })
        },
    )
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

fn counted(
    connection: &Connection,
    sql: &str,
    parameters: impl rusqlite::Params,
) -> Result<Vec<(String, u64)>, Fault> {
    all(connection, sql, parameters, |row| {
        let count: i64 = row.get(1)?;
        Ok((row.get(0)?, count.unsigned_abs()))
    })
}

fn sample(
    connection: &Connection,
    id: &str,
) -> Result<Option<(crate::mfa::OrganizationId, crate::mfa::UserId, Sealed)>, Fault> {
    first(
        connection,
        "SELECT organization, user, secret FROM factors WHERE secret_key_id = ?1 LIMIT 1",
        [id],
        |row| {
            let sealed = Sealed {
                key_id: id.to_owned(),
                bytes: row.get(2)?,
            };
            Ok((organization_id(row.get(0)?)?, user_id(row.get(1)?)?, sealed))
        },
    )
}

/// `false` if what is kept is not what was seen.
pub(super) fn keep(
    telling: Telling<'_>,
    seen: &[KeyInUse],
    checks: &[KeyCheck],
) -> Result<bool, Fault> {
    let connection = telling.connection;
    let of = |keys: &[KeyInUse]| -> BTreeMap<String, Vec<u8>> {
        let kept = keys
            .iter()
            .filter_map(|key| Some((key.id.clone(), key.check.clone()?)));
        kept.collect()
    };
    if of(&kept_checks(connection)?) != of(seen) {
        return Ok(false);
    }
    for KeyCheck { id, check } in checks {
        execute(
            connection,
            "INSERT INTO encryption_keys (id, check_value) VALUES (?1, ?2)
             ON CONFLICT (id) DO UPDATE SET check_value = ?2",
            params![id, check],
        )?;
        telling.of(None, None, &Event::EncryptionKeyAdded { key: id.clone() })?;
    }
    Ok(true)
}
