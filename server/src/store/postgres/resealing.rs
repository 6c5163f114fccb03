//! Everything that is sealed, and other values in its place.
//!
//! The tables of what is sealed are walked by their keys, a page at a time; of factors, of which there
//! are many, those of one encryption key have an index.

use async_trait::async_trait;
use deadpool_postgres::{GenericClient, Transaction};
use tokio_postgres::Row;
use tokio_postgres::types::ToSql;

use super::fault::Fault;
use super::session::{read as reading, write};
use super::sql::{all, execute, hash};
use super::{PostgresStore, Result};
use crate::mfa::{
    LinkHash, Sealed, SealedAnew, SealedCount, SealedKind, SealedLink, SealedPlace, SealedValue,
    SealedValues,
};
use crate::store::record::{factor_type, organization_id, user_id, webhook_id};

/// Where values of a kind are.
struct Columns {
    table: &'static str,
    /// What tells one row from another, after the organization.
    key: &'static str,
    /// Organization, and what belongs to it.
    whose: &'static str,
    value: &'static str,
    key_id: &'static str,
}

const fn columns(kind: SealedKind) -> Columns {
    const OF_LINKS: Columns = Columns {
        table: "links",
        key: "hash",
        whose: "organization, user_id, hash",
        value: "",
        key_id: "",
    };
    const OF_WEBHOOKS: Columns = Columns {
        table: "webhooks",
        key: "id",
        whose: "organization, id",
        value: "",
        key_id: "",
    };
    match kind {
        SealedKind::Factor => Columns {
            table: "factors",
            key: "user_id",
            whose: "organization, user_id",
            value: "secret",
            key_id: "secret_key_id",
        },
        SealedKind::Settings => Columns {
            table: "factor_settings",
            key: "type",
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

/// The organization, and the value of [`Columns::key`].
fn key_of(place: &SealedPlace) -> (&str, Box<dyn ToSql + Sync + Send>) {
    let text = |text: &str| -> Box<dyn ToSql + Sync + Send> { Box::new(text.to_owned()) };
    match place {
        SealedPlace::Factor { organization, user } => (organization.as_str(), text(user.as_str())),
        SealedPlace::Settings {
            organization,
            factor_type,
        } => (organization.as_str(), text(factor_type.as_str())),
        SealedPlace::Webhook {
            organization,
            webhook,
        }
        | SealedPlace::OldWebhook {
            organization,
            webhook,
        } => (organization.as_str(), text(webhook.as_str())),
        SealedPlace::Prepared(link) | SealedPlace::Departed(link) | SealedPlace::Codes(link) => (
            link.organization.as_str(),
            Box::new(link.hash.as_bytes().to_vec()),
        ),
    }
}

async fn counts(client: &impl GenericClient) -> Result<Vec<SealedCount>, Fault> {
    let mut found = Vec::new();
    for kind in SealedKind::ALL {
        let Columns { table, key_id, .. } = columns(kind);
        let sql = format!(
            "SELECT {key_id}, count(*) FROM {table}
              WHERE {key_id} IS NOT NULL GROUP BY {key_id} ORDER BY {key_id} COLLATE \"C\""
        );
        let of_kind = all(client, &sql, &[], |row| {
            let values: i64 = row.try_get(1)?;
            Ok(SealedCount {
                kind,
                key_id: row.try_get(0)?,
                values: values.unsigned_abs(),
            })
        });
        found.extend(of_kind.await?);
    }
    Ok(found)
}

async fn page(
    client: &impl GenericClient,
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
    let limit = i64::from(limit);
    let after = after.map(key_of);
    let mut bound: Vec<&(dyn ToSql + Sync)> = vec![&sealed_by, &limit];
    let mut from = String::new();
    if let Some((organization, text)) = &after {
        bound.push(organization);
        bound.push(&**text);
        from = format!("AND (organization, {key}) > ($3, $4)");
    }
    let sql = format!(
        "SELECT {value}, {whose} FROM {table} WHERE {key_id} = $1 {from}
          ORDER BY organization, {key} LIMIT $2"
    );
    all(client, &sql, &bound, |row| {
        Ok(SealedValue {
            place: place(kind, row)?,
            sealed: Sealed {
                key_id: sealed_by.to_owned(),
                bytes: row.try_get(0)?,
            },
        })
    })
    .await
}

/// Reads [`Columns::whose`], from the second column on.
fn place(kind: SealedKind, row: &Row) -> Result<SealedPlace, Fault> {
    let organization = organization_id(row.try_get(1)?)?;
    let link = |organization| {
        Ok::<_, Fault>(SealedLink {
            organization,
            user: user_id(row.try_get(2)?)?,
            hash: LinkHash::from_bytes(hash(row, 3)?),
        })
    };
    Ok(match kind {
        SealedKind::Factor => SealedPlace::Factor {
            organization,
            user: user_id(row.try_get(2)?)?,
        },
        SealedKind::Settings => SealedPlace::Settings {
            organization,
            factor_type: factor_type(row.try_get(2)?)?,
        },
        SealedKind::Webhook => SealedPlace::Webhook {
            organization,
            webhook: webhook_id(row.try_get(2)?)?,
        },
        SealedKind::OldWebhook => SealedPlace::OldWebhook {
            organization,
            webhook: webhook_id(row.try_get(2)?)?,
        },
        SealedKind::Prepared => SealedPlace::Prepared(link(organization)?),
        SealedKind::Departed => SealedPlace::Departed(link(organization)?),
        SealedKind::Codes => SealedPlace::Codes(link(organization)?),
    })
}

async fn replace(tx: &Transaction<'_>, anew: &SealedAnew) -> Result<u64, Fault> {
    let SealedAnew { old, new } = anew;
    let Columns {
        table,
        key,
        value,
        key_id,
        ..
    } = columns(old.place.kind());
    let (organization, of_key) = key_of(&old.place);
    let sql = format!(
        "UPDATE {table} SET {value} = $3, {key_id} = $4
          WHERE organization = $5 AND {key} = $6 AND {value} = $1 AND {key_id} = $2"
    );
    let bound: [&(dyn ToSql + Sync); 6] = [
        &old.sealed.bytes,
        &old.sealed.key_id,
        &new.bytes,
        &new.key_id,
        &organization,
        &*of_key,
    ];
    execute(tx, &sql, &bound).await
}

async fn seal_anew(tx: &Transaction<'_>, values: &[SealedAnew]) -> Result<u64, Fault> {
    let mut replaced = 0;
    for anew in values {
        replaced += replace(tx, anew).await?;
    }
    Ok(replaced)
}

#[async_trait]
impl SealedValues for PostgresStore {
    async fn sealed_counts(&self) -> Result<Vec<SealedCount>> {
        reading!(self, |client| counts(client))
    }

    async fn sealed_with(
        &self,
        key_id: &str,
        kind: SealedKind,
        after: Option<&SealedPlace>,
        limit: u32,
    ) -> Result<Vec<SealedValue>> {
        reading!(self, |client| page(client, key_id, kind, after, limit))
    }

    async fn seal_anew(&self, values: Vec<SealedAnew>) -> Result<u64> {
        write!(self, |tx| seal_anew(tx, &values))
    }
}
