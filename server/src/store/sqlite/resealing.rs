//! Everything that is sealed, and other values in its place.
//!
//! The tables of what is sealed are walked by their keys, a page at a time; of factors, of which there
//! are many, those of one encryption key have an index.

use async_trait::async_trait;
use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};

use super::file::Fault;
use super::values::{all, execute, factor_type, organization_id, user_id};
use super::webhooks::webhook_id;
use super::{Result, SqliteStore};
use crate::mfa::{
    LinkHash, SealedAnew, SealedCount, SealedKind, SealedLink, SealedPlace, SealedValue,
    SealedValues,
};

/// Where values of a kind are.
struct Columns {
    table: &'static str,
    /// What tells one row from another: the text of the place, see [`key_of`].
    key: &'static [&'static str],
    /// Organization, and what belongs to it.
    whose: &'static str,
    value: &'static str,
    key_id: &'static str,
}

const fn columns(kind: SealedKind) -> Columns {
    const OF_LINKS: Columns = Columns {
        table: "links",
        key: &["hash"],
        whose: "organization, user, hash",
        value: "",
        key_id: "",
    };
    const OF_WEBHOOKS: Columns = Columns {
        table: "webhooks",
        key: &["id"],
        whose: "organization, id",
        value: "",
        key_id: "",
    };
    match kind {
        SealedKind::Factor => Columns {
            table: "factors",
            key: &["organization", "user"],
            whose: "organization, user",
            value: "secret",
            key_id: "secret_key_id",
        },
        SealedKind::Settings => Columns {
            table: "factor_settings",
            key: &["organization", "type"],
            whose: "organization, type",
            value: "settings",
            key_id: "key_id",
        },
        SealedKind::Webhook => Columns {
            value: "secret",
            key_id: "secret_key_id",
            ..OF_WEBHOOKS
        },
        SealedKind::OldWebhook => Columns {
            value: "old_secret",
            key_id: "old_secret_key_id",
            ..OF_WEBHOOKS
        },
        SealedKind::Prepared => Columns {
            value: "secret",
            key_id: "secret_key_id",
            ..OF_LINKS
        },
        SealedKind::Departed => Columns {
            value: "kept",
            key_id: "kept_key_id",
            ..OF_LINKS
        },
        SealedKind::Codes => Columns {
            value: "codes",
            key_id: "codes_key_id",
            ..OF_LINKS
        },
    }
}

/// The values of [`Columns::key`].
fn key_of(place: &SealedPlace) -> Vec<Value> {
    match place {
        SealedPlace::Factor { organization, user } => vec![
            organization.as_str().to_owned().into(),
            user.as_str().to_owned().into(),
        ],
        SealedPlace::Settings {
            organization,
            factor_type,
        } => vec![
            organization.as_str().to_owned().into(),
            factor_type.as_str().to_owned().into(),
        ],
        SealedPlace::Webhook { webhook, .. } | SealedPlace::OldWebhook { webhook, .. } => {
            vec![webhook.as_str().to_owned().into()]
        }
        SealedPlace::Prepared(link) | SealedPlace::Departed(link) | SealedPlace::Codes(link) => {
            vec![link.hash.as_bytes().to_vec().into()]
        }
    }
}

fn counts(connection: &Connection) -> Result<Vec<SealedCount>, Fault> {
    let mut found = Vec::new();
    for kind in SealedKind::ALL {
        let Columns { table, key_id, .. } = columns(kind);
        found.extend(all(
            connection,
            &format!(
                "SELECT {key_id}, count(*) FROM {table}
                  WHERE {key_id} IS NOT NULL GROUP BY {key_id} ORDER BY {key_id}"
            ),
            [],
            |row| {
                let values: i64 = row.get(1)?;
                Ok(SealedCount {
                    kind,
                    key_id: row.get(0)?,
                    values: values.unsigned_abs(),
                })
            },
        )?);
    }
    Ok(found)
}

fn page(
    connection: &Connection,
    sealed_by: &str,
    kind: SealedKind,
    after: Option<&SealedPlace>,
    limit: u32,
) -> Result<Vec<SealedValue>, Fault> {
    let Columns {
        table,
        key,
        whose,
        value,
        key_id,
    } = columns(kind);
    let key_columns = key.join(", ");
    let mut bound: Vec<Value> = vec![sealed_by.to_owned().into(), i64::from(limit).into()];
    let from = match after {
        None => String::new(),
        Some(after) => {
            let places = ["?3", "?4"][..key.len()].join(", ");
            bound.extend(key_of(after));
            format!("AND ({key_columns}) > ({places})")
        }
    };
    all(
        connection,
        &format!(
            "SELECT {value}, {whose} FROM {table} WHERE {key_id} = ?1 {from}
              ORDER BY {key_columns} LIMIT ?2"
        ),
        params_from_iter(bound),
        |row| {
            Ok(SealedValue {
                place: place(kind, row)?,
                sealed: crate::mfa::Sealed {
                    key_id: sealed_by.to_owned(),
                    bytes: row.get(0)?,
                },
            })
        },
    )
}

/// Reads [`Columns::whose`], from the second column on.
fn place(kind: SealedKind, row: &Row<'_>) -> Result<SealedPlace, Fault> {
    let organization = organization_id(row.get(1)?)?;
    let link = |organization| {
        Ok::<_, Fault>(SealedLink {
            organization,
            user: user_id(row.get(2)?)?,
            hash: LinkHash::from_bytes(row.get(3)?),
        })
    };
    Ok(match kind {
        SealedKind::Factor => SealedPlace::Factor {
            organization,
            user: user_id(row.get(2)?)?,
        },
        SealedKind::Settings => SealedPlace::Settings {
            organization,
            factor_type: factor_type(&row.get::<_, String>(2)?)?,
        },
        SealedKind::Webhook => SealedPlace::Webhook {
            organization,
            webhook: webhook_id(row.get(2)?)?,
        },
        SealedKind::OldWebhook => SealedPlace::OldWebhook {
            organization,
            webhook: webhook_id(row.get(2)?)?,
        },
        SealedKind::Prepared => SealedPlace::Prepared(link(organization)?),
        SealedKind::Departed => SealedPlace::Departed(link(organization)?),
        SealedKind::Codes => SealedPlace::Codes(link(organization)?),
    })
}

fn replace(connection: &Connection, anew: &SealedAnew) -> Result<usize, Fault> {
    let SealedAnew { old, new } = anew;
    let Columns {
        table,
        key,
        value,
        key_id,
        ..
    } = columns(old.place.kind());
    let is_it = key.iter().zip(["?5", "?6"]);
    let is_it: String = is_it
        .map(|(column, place)| format!(" AND {column} = {place}"))
        .collect();
    let mut bound: Vec<Value> = vec![
        old.sealed.bytes.clone().into(),
        old.sealed.key_id.clone().into(),
        new.bytes.clone().into(),
        new.key_id.clone().into(),
    ];
    bound.extend(key_of(&old.place));
    let changed = execute(
        connection,
        &format!(
            "UPDATE {table} SET {value} = ?3, {key_id} = ?4
              WHERE {value} = ?1 AND {key_id} = ?2{is_it}"
        ),
        params_from_iter(bound),
    )?;
    Ok(changed)
}

#[async_trait]
impl SealedValues for SqliteStore {
    async fn sealed_counts(&self) -> Result<Vec<SealedCount>> {
        self.read(counts)
    }

    async fn sealed_with(
        &self,
        key_id: &str,
        kind: SealedKind,
        after: Option<&SealedPlace>,
        limit: u32,
    ) -> Result<Vec<SealedValue>> {
        self.read(|c| page(c, key_id, kind, after, limit))
    }

    async fn seal_anew(&self, values: Vec<SealedAnew>) -> Result<u64> {
        self.write(move |connection| {
            let mut replaced = 0;
            for anew in &values {
                replaced += replace(connection, anew)? as u64;
            }
            Ok(replaced)
        })
        .await
    }
}
