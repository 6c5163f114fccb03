//! The audit trail. Entries are added, and never changed: the schema refuses that, but for what an
//! operator's command has said, within its transaction, that it takes away.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use deadpool_postgres::{GenericClient, Transaction};
use serde_json::Value;
use tokio_postgres::Row;
use tokio_postgres::types::ToSql;

use super::fault::Fault;
use super::session::{read as reading, tell_of, write};
use super::sql::{Telling, all, execute, first};
use super::{PostgresStore, Result, users, webhooks};
use crate::mfa::{
    AuditQuery, AuditTrail, Entry, Event, OrganizationId, Origin, StoreError, Told, UserId,
    announcement,
};
use crate::store::record::{InvalidRecord, instant, json, millis};

/// The organization of what belongs to none: keys begin with it.
const NONE: &str = "";

impl Telling<'_> {
    pub(super) async fn of_user(
        self,
        organization: &OrganizationId,
        user: &UserId,
        event: &Event,
    ) -> Result<(), Fault> {
        self.of(Some(organization), Some(user), event).await
    }

    pub(super) async fn of(
        self,
        organization: Option<&OrganizationId>,
        user: Option<&UserId>,
        event: &Event,
    ) -> Result<(), Fault> {
        self.of_times(organization, user, event, 1).await
    }

    async fn of_times(
        self,
        organization: Option<&OrganizationId>,
        user: Option<&UserId>,
        event: &Event,
        times: u64,
    ) -> Result<(), Fault> {
        let detail = match event.detail() {
            Value::Null => None,
            detail => Some(detail.to_string()),
        };
        let request = self.by.request.as_ref();
        let number = first(
            self.tx,
            "INSERT INTO audit (at, organization, user_id, actor_kind, actor, what, outcome, detail,
                                times, address, request_id)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
             RETURNING number",
            &[
                &millis(self.now),
                &organization.map_or(NONE, OrganizationId::as_str),
                &user.map(UserId::as_str),
                &self.by.actor.kind(),
                &self.by.actor.id(),
                &event.what(),
                &event.outcome(),
                &detail,
                &i64::try_from(times).unwrap_or(i64::MAX),
                &request.map(|request| request.address.to_string()),
                &request.map(|request| request.id.as_str()),
            ],
            |row| Ok(row.try_get::<_, i64>(0)?),
        )
        .await?;
        let missing = || InvalidRecord::new("an entry of the audit trail", "it has no number");
        let number = number.ok_or_else(missing)?;
        let Some(organization) = organization else {
            return Ok(());
        };
        match announcement(event, organization, user, number, self.now) {
            Some(body) => {
                let user = user.map_or("", UserId::as_str);
                webhooks::announce(self, organization, user, event, number, &body).await
            }
            None => Ok(()),
        }
    }
}

async fn tell(tx: &Transaction<'_>, entries: &[Entry]) -> Result<(), Fault> {
    for entry in entries {
        let telling = Telling {
            tx,
            by: &entry.by,
            now: entry.at,
        };
        let (organization, user) = (entry.organization.as_ref(), entry.user.as_ref());
        telling
            .of_times(organization, user, &entry.event, entry.times)
            .await?;
    }
    Ok(())
}

const COLUMNS: &str = "number, at, nullif(organization, ''), user_id, actor_kind, actor, what,
                       outcome, detail, times, address, request_id";

/// What a query asks for, and what is bound to its conditions. A condition that is not asked for is
/// bound to NULL, so that there is one statement.
struct Asked {
    organization: Option<String>,
    user: Option<String>,
    since: Option<i64>,
    until: Option<i64>,
    what: Option<Vec<String>>,
}

const CONDITIONS: &str = "($1::text IS NULL OR organization = $1)
                          AND ($2::text IS NULL OR user_id = $2)
                          AND ($3::bigint IS NULL OR at >= $3)
                          AND ($4::bigint IS NULL OR at < $4)
                          AND ($5::text[] IS NULL
                               OR EXISTS (SELECT 1 FROM unnest($5::text[]) AS word
                                           WHERE what = word
                                              OR starts_with(what, word || '.')))";

impl Asked {
    fn of(query: &AuditQuery) -> Self {
        Self {
            organization: query.organization.as_ref().map(ToString::to_string),
            user: query.user.clone(),
            since: query.since.map(millis),
            until: query.until.map(millis),
            what: (!query.what.is_empty()).then(|| query.what.clone()),
        }
    }

    fn bound(&self) -> [&(dyn ToSql + Sync); 5] {
        [
            &self.organization,
            &self.user,
            &self.since,
            &self.until,
            &self.what,
        ]
    }
}

pub(super) async fn told(
    client: &impl GenericClient,
    query: &AuditQuery,
    after: i64,
    limit: u32,
) -> Result<Vec<Told>, Fault> {
    let asked = Asked::of(query);
    let limit = i64::from(limit);
    let mut bound = asked.bound().to_vec();
    bound.extend([&after as &(dyn ToSql + Sync), &limit]);
    let sql = format!(
        "SELECT {COLUMNS} FROM audit WHERE {CONDITIONS} AND number > $6 ORDER BY number LIMIT $7"
    );
    all(client, &sql, &bound, read).await
}

async fn told_before_last(
    client: &impl GenericClient,
    query: &AuditQuery,
    limit: u32,
) -> Result<i64, Fault> {
    let asked = Asked::of(query);
    let limit = i64::from(limit);
    let mut bound = asked.bound().to_vec();
    bound.push(&limit);
    let sql = format!(
        "SELECT number FROM audit WHERE {CONDITIONS} ORDER BY number DESC LIMIT 1 OFFSET $6"
    );
    let number = first(client, &sql, &bound, |row| Ok(row.try_get(0)?)).await?;
    Ok(number.unwrap_or(0))
}

fn read(row: &Row) -> Result<Told, Fault> {
    let detail: Option<&str> = row.try_get(8)?;
    let times: i64 = row.try_get(9)?;
    Ok(Told {
        number: row.try_get(0)?,
        at: instant(row.try_get(1)?)?,
        organization: row.try_get(2)?,
        user: row.try_get(3)?,
        actor_kind: row.try_get(4)?,
        actor: row.try_get(5)?,
        what: row.try_get(6)?,
        outcome: row.try_get(7)?,
        detail: match detail {
            Some(text) => json("an entry of the audit trail", text)?,
            None => Value::Null,
        },
        times: times.unsigned_abs(),
        address: row.try_get(10)?,
        request_id: row.try_get(11)?,
    })
}

/// Says what is taken away until the end of the transaction.
async fn permit(tx: &Transaction<'_>, what: &str) -> Result<(), Fault> {
    let sql = "SELECT set_config('mfa.takes_away', $1, true)";
    first(tx, sql, &[&what], |_| Ok(())).await?;
    Ok(())
}

async fn prune(
    telling: Telling<'_>,
    organization: Option<&OrganizationId>,
    before: DateTime<Utc>,
) -> Result<u64, Fault> {
    permit(telling.tx, "entries").await?;
    let entries = execute(
        telling.tx,
        "DELETE FROM audit WHERE at < $1 AND ($2::text IS NULL OR organization = $2)",
        &[&millis(before), &organization.map(OrganizationId::as_str)],
    )
    .await?;
    permit(telling.tx, "").await?;
    let event = Event::TrailPruned { before, entries };
    telling.of(organization, None, &event).await?;
    Ok(entries)
}

async fn erase(
    telling: Telling<'_>,
    organization: &OrganizationId,
    user: &UserId,
) -> Result<u64, Fault> {
    if users::get(telling.tx, organization, user).await?.is_some() {
        return Err(Fault::Store(StoreError::AlreadyExists {
            what: format!("user {user} of organization {organization}"),
        }));
    }
    permit(telling.tx, "who it was").await?;
    let entries = execute(
        telling.tx,
        "UPDATE audit
            SET user_id = NULL, address = NULL, request_id = NULL,
                actor = CASE actor_kind WHEN 'user' THEN NULL ELSE actor END
          WHERE organization = $1 AND user_id = $2",
        &[&organization.as_str(), &user.as_str()],
    )
    .await?;
    permit(telling.tx, "").await?;
    webhooks::forget(telling.tx, organization, user).await?;
    let event = Event::TrailErased { entries };
    telling.of(Some(organization), None, &event).await?;
    Ok(entries)
}

#[async_trait]
impl AuditTrail for PostgresStore {
    async fn tell(&self, entries: Vec<Entry>) -> Result<()> {
        write!(self, |tx| tell(tx, &entries))
    }

    async fn told(&self, query: &AuditQuery, after: i64, limit: u32) -> Result<Vec<Told>> {
        reading!(self, |client| told(client, query, after, limit))
    }

    async fn told_before_last(&self, query: &AuditQuery, limit: u32) -> Result<i64> {
        reading!(self, |client| told_before_last(client, query, limit))
    }

    async fn prune_trail(
        &self,
        organization: Option<&OrganizationId>,
        before: DateTime<Utc>,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<u64> {
        tell_of!(self, by, now, |telling| prune(
            telling,
            organization,
            before
        ))
    }

    async fn erase_trail(
        &self,
        organization: &OrganizationId,
        user: &UserId,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<u64> {
        tell_of!(self, by, now, |telling| erase(telling, organization, user))
    }
}
