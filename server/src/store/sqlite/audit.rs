//! The audit trail. Entries are added, and never changed: the schema refuses that, but for what an
//! operator's command has said that it takes away.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use rusqlite::types::Value as Bound;
use rusqlite::{Connection, Row, params, params_from_iter};
use serde_json::Value;

use super::file::Fault;
use super::values::{execute, instant, millis};
use super::{Result, SqliteStore, users, webhooks};
use crate::mfa::{
    AuditQuery, AuditTrail, Entry, Event, OrganizationId, Origin, StoreError, Told, UserId,
    announcement,
};

/// Tells what one transaction does.
#[derive(Clone, Copy)]
pub(super) struct Telling<'a> {
    pub connection: &'a Connection,
    pub by: &'a Origin,
    pub now: DateTime<Utc>,
}

impl Telling<'_> {
    pub(super) fn of_user(
        self,
        organization: &OrganizationId,
        user: &UserId,
        event: &Event,
    ) -> Result<(), Fault> {
        self.of(Some(organization), Some(user), event)
    }

    pub(super) fn of(
        self,
        organization: Option<&OrganizationId>,
        user: Option<&UserId>,
        event: &Event,
    ) -> Result<(), Fault> {
        self.of_times(organization, user, event, 1)
    }

    fn of_times(
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
        execute(
            self.connection,
            "INSERT INTO audit (at, organization, user, actor_kind, actor, what, outcome, detail,
                                times, address, request_id)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            params![
                millis(self.now),
                organization.map(OrganizationId::as_str),
                user.map(UserId::as_str),
                self.by.actor.kind(),
                self.by.actor.id(),
                event.what(),
                event.outcome(),
                detail,
                i64::try_from(times).unwrap_or(i64::MAX),
                request.map(|request| request.address.to_string()),
                request.map(|request| request.id.as_str()),
            ],
        )?;
        let Some(organization) = organization else {
            return Ok(());
        };
        let number = self.connection.last_insert_rowid();
        match announcement(event, organization, user, number, self.now) {
            Some(body) => {
                let user = user.map_or("", UserId::as_str);
                let (connection, now) = (self.connection, self.now);
                webhooks::announce(connection, organization, user, event, number, &body, now)
            }
            None => Ok(()),
        }
    }
}

fn tell(connection: &Connection, entry: &Entry) -> Result<(), Fault> {
    let telling = Telling {
        connection,
        by: &entry.by,
        now: entry.at,
    };
    telling.of_times(
        entry.organization.as_ref(),
        entry.user.as_ref(),
        &entry.event,
        entry.times,
    )
}

const COLUMNS: &str = "number, at, organization, user, actor_kind, actor, what, outcome, detail,
                       times, address, request_id";

/// The conditions of a query, and what is bound to them.
fn conditions(query: &AuditQuery) -> (String, Vec<Bound>) {
    let mut sql = String::from("true");
    let mut bound: Vec<Bound> = Vec::new();
    let mut and = |condition: &str, value: Bound| {
        sql.push_str(" AND ");
        sql.push_str(condition);
        bound.push(value);
    };
    if let Some(organization) = &query.organization {
        and("organization = ?", organization.to_string().into());
    }
    if let Some(user) = &query.user {
        and("user = ?", user.clone().into());
    }
    if let Some(since) = query.since {
        and("at >= ?", millis(since).into());
    }
    if let Some(until) = query.until {
        and("at < ?", millis(until).into());
    }
    if !query.what.is_empty() {
        let one = "what = ? OR substr(what, 1, length(?) + 1) = ? || '.'";
        let any = vec![one; query.what.len()].join(" OR ");
        sql.push_str(&format!(" AND ({any})"));
        for word in &query.what {
            bound.extend([
                word.clone().into(),
                word.clone().into(),
                word.clone().into(),
            ]);
        }
    }
    (sql, bound)
}

fn told(
    connection: &Connection,
    query: &AuditQuery,
    after: i64,
    limit: u32,
) -> Result<Vec<Told>, Fault> {
    let (conditions, mut bound) = conditions(query);
    bound.extend([after.into(), i64::from(limit).into()]);
    let mut statement = connection.prepare(&format!(
        "SELECT {COLUMNS} FROM audit WHERE {conditions} AND number > ? ORDER BY number LIMIT ?"
    ))?;
    let mut rows = statement.query(params_from_iter(bound))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(read(row)?);
    }
    Ok(found)
}

fn told_before_last(connection: &Connection, query: &AuditQuery, limit: u32) -> Result<i64, Fault> {
    let (conditions, mut bound) = conditions(query);
    bound.push(i64::from(limit).into());
    let mut statement = connection.prepare(&format!(
        "SELECT number FROM audit WHERE {conditions} ORDER BY number DESC LIMIT 1 OFFSET ?"
    ))?;
    let mut rows = statement.query(params_from_iter(bound))?;
    let number = rows.next()?.map(|row| row.get(0)).transpose()?;
    Ok(number.unwrap_or(0))
}

fn read(row: &Row<'_>) -> Result<Told, Fault> {
    let detail: Option<String> = row.get(8)?;
    let times: i64 = row.get(9)?;
    Ok(Told {
        number: row.get(0)?,
        at: instant(row.get(1)?)?,
        organization: row.get(2)?,
        user: row.get(3)?,
        actor_kind: row.get(4)?,
        actor: row.get(5)?,
        what: row.get(6)?,
        outcome: row.get(7)?,
        detail: match detail {
            Some(text) => serde_json::from_str(&text).map_err(|error| Fault::Record {
                what: "an entry of the audit trail",
                why: error.to_string(),
            })?,
            None => Value::Null,
        },
        times: times.unsigned_abs(),
        address: row.get(10)?,
        request_id: row.get(11)?,
    })
}

/// Reads every entry there is, to see whether it can be.
pub(super) fn read_all(connection: &Connection) -> Result<(), Fault> {
    let mut statement = connection.prepare(&format!("SELECT {COLUMNS} FROM audit"))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        read(row)?;
    }
    Ok(())
}

/// Says what is about to be taken away, takes it, and says so no more.
fn permitted(
    connection: &Connection,
    organization: Option<&OrganizationId>,
    user: Option<&UserId>,
    before: Option<DateTime<Utc>>,
    take: impl FnOnce() -> rusqlite::Result<usize>,
) -> Result<u64, Fault> {
    execute(
        connection,
        "INSERT INTO audit_permits (organization, user, before) VALUES (?1, ?2, ?3)",
        params![
            organization.map(OrganizationId::as_str),
            user.map(UserId::as_str),
            before.map(millis)
        ],
    )?;
    let taken = take()?;
    execute(connection, "DELETE FROM audit_permits", [])?;
    Ok(taken as u64)
}

fn prune(
    telling: Telling<'_>,
    organization: Option<&OrganizationId>,
    before: DateTime<Utc>,
) -> Result<u64, Fault> {
    let connection = telling.connection;
    let entries = permitted(connection, organization, None, Some(before), || {
        execute(
            connection,
            "DELETE FROM audit WHERE at < ?1 AND (?2 IS NULL OR organization = ?2)",
            params![millis(before), organization.map(OrganizationId::as_str)],
        )
    })?;
    telling.of(organization, None, &Event::TrailPruned { before, entries })?;
    Ok(entries)
}

fn erase(telling: Telling<'_>, organization: &OrganizationId, user: &UserId) -> Result<u64, Fault> {
    let connection = telling.connection;
    if users::get(connection, organization, user)?.is_some() {
        return Err(Fault::Store(StoreError::AlreadyExists {
            what: format!("user {user} of organization {organization}"),
        }));
    }
    let entries = permitted(connection, Some(organization), Some(user), None, || {
        execute(
            connection,
            "UPDATE audit
                SET user = NULL, address = NULL, request_id = NULL,
                    actor = iif(actor_kind = 'user', NULL, actor)
              WHERE organization = ?1 AND user = ?2",
            [organization.as_str(), user.as_str()],
        )
    })?;
    webhooks::forget(connection, organization, user.as_str())?;
    telling.of(Some(organization), None, &Event::TrailErased { entries })?;
    Ok(entries)
}

#[async_trait]
impl AuditTrail for SqliteStore {
    async fn tell(&self, entries: Vec<Entry>) -> Result<()> {
        self.write(move |c| entries.iter().try_for_each(|entry| tell(c, entry)))
            .await
    }

    async fn told(&self, query: &AuditQuery, after: i64, limit: u32) -> Result<Vec<Told>> {
        self.read(|c| told(c, query, after, limit))
    }

    async fn told_before_last(&self, query: &AuditQuery, limit: u32) -> Result<i64> {
        self.read(|c| told_before_last(c, query, limit))
    }

    async fn prune_trail(
        &self,
        organization: Option<&OrganizationId>,
        before: DateTime<Utc>,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<u64> {
        let organization = organization.cloned();
        self.tell_of(by, now, move |telling| {
            prune(telling, organization.as_ref(), before)
        })
        .await
    }

    async fn erase_trail(
        &self,
        organization: &OrganizationId,
        user: &UserId,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<u64> {
        let (organization, user) = (organization.clone(), user.clone());
        self.tell_of(by, now, move |telling| erase(telling, &organization, &user))
            .await
    }
}
