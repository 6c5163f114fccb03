//! Webhooks and their outbox.

use async_trait::async_trait;
use chrono::{DateTime, Duration, Utc};
use rusqlite::{Connection, Row, params};

use super::audit::Telling;
use super::file::{Fault, meaning};
use super::values::{
    all, count, execute, first, instant, maybe_instant, millis, organization_id, sealed,
};
use super::{Result, SqliteStore};
use crate::mfa::{
    Again, Claimed, Delivery, DeliveryState, Event, InvalidWebhookUrl, OrganizationId, Origin,
    Outbox, Posted, Sealed, StoreError, TEST_EVENT, Webhook, WebhookId, Webhooks, rules,
};

/// How long what is done is remembered, so that operators can see what became of it.
const REMEMBERED: Duration = Duration::days(30);

const COLUMNS: &str =
    "id, organization, url, events, created_at, secret, secret_key_id, old_secret,
                       old_secret_key_id, old_until";

fn insert(telling: Telling<'_>, webhook: &Webhook) -> Result<(), Fault> {
    let events = serde_json::to_string(&webhook.events).map_err(|error| Fault::Record {
        what: "a webhook",
        why: error.to_string(),
    })?;
    execute(
        telling.connection,
        "INSERT INTO webhooks (id, organization, url, events, secret, secret_key_id, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            webhook.id.as_str(),
            webhook.organization.as_str(),
            webhook.url.to_string(),
            events,
            webhook.secret.bytes,
            webhook.secret.key_id,
            millis(webhook.created_at),
        ],
    )
    .map_err(|error| {
        let missing = format!("organization {}", webhook.organization);
        meaning(error, &format!("webhook {}", webhook.id), &missing)
    })?;
    let event = Event::WebhookAdded {
        webhook: webhook.id.clone(),
        host: webhook.url.host().to_owned(),
    };
    telling.of(Some(&webhook.organization), None, &event)
}

fn list(connection: &Connection, organization: &OrganizationId) -> Result<Vec<Webhook>, Fault> {
    let sql =
        format!("SELECT {COLUMNS} FROM webhooks WHERE organization = ?1 ORDER BY created_at, id");
    all(connection, &sql, [organization.as_str()], read)
}

fn get(connection: &Connection, id: &WebhookId) -> Result<Option<Webhook>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM webhooks WHERE id = ?1");
    first(connection, &sql, [id.as_str()], read)
}

/// One of this organization.
fn own(
    connection: &Connection,
    organization: &OrganizationId,
    id: &WebhookId,
) -> Result<Webhook, Fault> {
    let webhook = get(connection, id)?.filter(|found| found.organization == *organization);
    webhook.ok_or_else(|| {
        let what = format!("webhook {id} of organization {organization}");
        Fault::Store(StoreError::NotFound { what })
    })
}

fn read(row: &Row<'_>) -> Result<Webhook, Fault> {
    let fault = |why: String| Fault::Record {
        what: "a webhook",
        why,
    };
    let url: String = row.get(2)?;
    let events: String = row.get(3)?;
    Ok(Webhook {
        id: webhook_id(row.get(0)?)?,
        organization: organization_id(row.get(1)?)?,
        url: url
            .parse()
            .map_err(|error: InvalidWebhookUrl| fault(error.to_string()))?,
        events: serde_json::from_str(&events).map_err(|error| fault(error.to_string()))?,
        created_at: instant(row.get(4)?)?,
        secret: sealed(row, 5)?.ok_or_else(|| fault("it has no secret".into()))?,
        old_secret: sealed(row, 7)?.zip(maybe_instant(row.get(9)?)?),
    })
}

pub(super) fn webhook_id(text: String) -> Result<WebhookId, Fault> {
    WebhookId::kept(text).map_err(|error| Fault::Record {
        what: "a webhook",
        why: error.to_string(),
    })
}

/// Reads everything there is, to see whether it can be.
pub(super) fn read_all(connection: &Connection) -> Result<(), Fault> {
    all(
        connection,
        &format!("SELECT {COLUMNS} FROM webhooks"),
        [],
        read,
    )?;
    let mut statement = connection.prepare(&format!("SELECT {DELIVERY} FROM deliveries"))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        read_delivery(row)?;
    }
    Ok(())
}

fn rotate(
    telling: Telling<'_>,
    organization: &OrganizationId,
    id: &WebhookId,
    secret: &Sealed,
    old_until: DateTime<Utc>,
) -> Result<(), Fault> {
    own(telling.connection, organization, id)?;
    execute(
        telling.connection,
        "UPDATE webhooks
            SET old_secret = secret, old_secret_key_id = secret_key_id, old_until = ?4,
                secret = ?2, secret_key_id = ?3
          WHERE id = ?1",
        params![id.as_str(), secret.bytes, secret.key_id, millis(old_until)],
    )?;
    let event = Event::WebhookRotated {
        webhook: id.clone(),
    };
    telling.of(Some(organization), None, &event)
}

fn remove(
    telling: Telling<'_>,
    organization: &OrganizationId,
    id: &WebhookId,
) -> Result<(), Fault> {
    own(telling.connection, organization, id)?;
    // Its deliveries follow it.
    execute(
        telling.connection,
        "DELETE FROM webhooks WHERE id = ?1",
        [id.as_str()],
    )?;
    let event = Event::WebhookRemoved {
        webhook: id.clone(),
    };
    telling.of(Some(organization), None, &event)
}

/// Puts an event into the outbox of those webhooks that are told of it.
pub(super) fn announce(
    connection: &Connection,
    organization: &OrganizationId,
    user: &str,
    event: &Event,
    number: i64,
    body: &str,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    let (tested, word) = match event {
        Event::WebhookTested { webhook } => (Some(webhook), TEST_EVENT),
        event => (None, event.what()),
    };
    let told = all(
        connection,
        "SELECT id, events FROM webhooks WHERE organization = ?1",
        [organization.as_str()],
        |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)),
    )?;
    for (webhook, events) in told {
        let is_told = match tested {
            Some(tested) => webhook == tested.as_str(),
            None => {
                let events: Vec<String> = serde_json::from_str(&events).unwrap_or_default();
                events.iter().any(|one| one == word)
            }
        };
        if is_told {
            put(connection, &webhook, user, word, number, body, now)?;
        }
    }
    Ok(())
}

fn put(
    connection: &Connection,
    webhook: &str,
    user: &str,
    event: &str,
    number: i64,
    body: &str,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    execute(
        connection,
        "INSERT INTO deliveries (id, webhook, user, number, event, body, created_at, state, due_at)
         SELECT 'msg_' || lower(hex(randomblob(16))), ?1, ?2, ?3, ?4, ?5, ?6,
                iif(waits, 'behind', 'due'), iif(waits, NULL, ?6)
           FROM (SELECT EXISTS (SELECT 1 FROM deliveries
                                 WHERE webhook = ?1 AND user = ?2 AND state = 'due') AS waits)",
        params![webhook, user, number, event, body, millis(now)],
    )?;
    Ok(())
}

const DELIVERY: &str =
    "id, webhook, user, event, created_at, state, attempts, due_at, last, done_at";

fn deliveries(
    connection: &Connection,
    organization: &OrganizationId,
    webhook: Option<&WebhookId>,
    state: Option<DeliveryState>,
    limit: u32,
) -> Result<Vec<Delivery>, Fault> {
    let sql = format!(
        "SELECT {DELIVERY} FROM deliveries
          WHERE webhook IN (SELECT id FROM webhooks WHERE organization = ?1)
            AND (?2 IS NULL OR webhook = ?2) AND (?3 IS NULL OR state = ?3)
          ORDER BY number DESC, webhook
          LIMIT ?4"
    );
    let webhook = webhook.map(WebhookId::as_str);
    let state = state.map(DeliveryState::as_str);
    let bound = params![organization.as_str(), webhook, state, limit];
    all(connection, &sql, bound, read_delivery)
}

fn delivery(connection: &Connection, id: &str) -> Result<Option<Delivery>, Fault> {
    let sql = format!("SELECT {DELIVERY} FROM deliveries WHERE id = ?1");
    first(connection, &sql, [id], read_delivery)
}

fn read_delivery(row: &Row<'_>) -> Result<Delivery, Fault> {
    let user: String = row.get(2)?;
    let state: String = row.get(5)?;
    Ok(Delivery {
        id: row.get(0)?,
        webhook: webhook_id(row.get(1)?)?,
        user: Some(user).filter(|user| !user.is_empty()),
        event: row.get(3)?,
        created_at: instant(row.get(4)?)?,
        state: state.parse().map_err(|_| Fault::Record {
            what: "a delivery",
            why: format!("state {state:?} is not known"),
        })?,
        attempts: count(row.get(6)?),
        due_at: maybe_instant(row.get(7)?)?,
        last: row.get(8)?,
        done_at: maybe_instant(row.get(9)?)?,
    })
}

fn test(
    telling: Telling<'_>,
    organization: &OrganizationId,
    id: &WebhookId,
) -> Result<String, Fault> {
    let connection = telling.connection;
    own(connection, organization, id)?;
    let event = Event::WebhookTested {
        webhook: id.clone(),
    };
    telling.of(Some(organization), None, &event)?;
    let newest = first(
        connection,
        "SELECT id FROM deliveries WHERE webhook = ?1 ORDER BY number DESC LIMIT 1",
        [id.as_str()],
        |row| Ok(row.get(0)?),
    )?;
    newest.ok_or_else(|| Fault::Record {
        what: "a delivery",
        why: "it is not there right after it was kept".into(),
    })
}

fn retry(telling: Telling<'_>, organization: &OrganizationId, again: &Again) -> Result<u64, Fault> {
    let connection = telling.connection;
    let (webhook, ids) = match again {
        Again::Failed(webhook) => {
            own(connection, organization, webhook)?;
            let ids = all(
                connection,
                "SELECT id FROM deliveries WHERE webhook = ?1 AND state = 'failed' ORDER BY number",
                [webhook.as_str()],
                |row| Ok(row.get::<_, String>(0)?),
            )?;
            (webhook.clone(), ids)
        }
        Again::Delivery(id) => {
            let unknown = || {
                let what = format!("delivery {id} of organization {organization}");
                Fault::Store(StoreError::NotFound { what })
            };
            let found = delivery(connection, id)?.ok_or_else(unknown)?;
            own(connection, organization, &found.webhook).map_err(|_| unknown())?;
            let ids = match found.state {
                DeliveryState::Failed | DeliveryState::Delivered => vec![id.clone()],
                // It comes anyhow.
                DeliveryState::Due | DeliveryState::Behind => Vec::new(),
            };
            (found.webhook, ids)
        }
    };
    for id in &ids {
        execute(
            connection,
            "UPDATE deliveries
                SET state = 'behind', attempts = 0, due_at = NULL, done_at = NULL
              WHERE id = ?1",
            [id],
        )?;
        let user: String = connection
            .prepare_cached("SELECT user FROM deliveries WHERE id = ?1")?
            .query_row([id], |row| row.get(0))?;
        advance(connection, &webhook, &user, telling.now)?;
    }
    let deliveries = ids.len() as u64;
    if deliveries > 0 {
        let event = Event::WebhookRetried {
            webhook: Some(webhook),
            deliveries,
        };
        telling.of(Some(organization), None, &event)?;
    }
    Ok(deliveries)
}

/// The next one of this user is due, unless one is.
fn advance(
    connection: &Connection,
    webhook: &WebhookId,
    user: &str,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    execute(
        connection,
        "UPDATE deliveries SET state = 'due', due_at = ?3
          WHERE id = (SELECT id FROM deliveries
                       WHERE webhook = ?1 AND user = ?2 AND state = 'behind'
                       ORDER BY number LIMIT 1)
            AND NOT EXISTS (SELECT 1 FROM deliveries
                             WHERE webhook = ?1 AND user = ?2 AND state = 'due')",
        params![webhook.as_str(), user, millis(now)],
    )?;
    Ok(())
}

/// Looks once into the index for each webhook, however much is due.
fn due(connection: &Connection, now: DateTime<Utc>) -> Result<Vec<WebhookId>, Fault> {
    all(
        connection,
        "SELECT id FROM (SELECT id, (SELECT min(due_at) FROM deliveries
                                      WHERE webhook = w.id AND state = 'due') AS due_at
                           FROM webhooks w)
          WHERE due_at <= ?1
          ORDER BY due_at",
        [millis(now)],
        |row| webhook_id(row.get(0)?),
    )
}

/// Of one webhook and user the oldest is due, so the oldest of all is among those.
fn outbox(connection: &Connection) -> Result<Outbox, Fault> {
    let behind = first(
        connection,
        "SELECT count(*) FROM deliveries WHERE state = 'behind'",
        [],
        |row| Ok(row.get::<_, i64>(0)?),
    )?;
    let due = first(
        connection,
        "SELECT count(*), min(created_at) FROM deliveries WHERE state = 'due'",
        [],
        |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Option<i64>>(1)?)),
    )?;
    let (due, oldest) = due.unwrap_or_default();
    Ok(Outbox {
        waiting: behind.unwrap_or_default().unsigned_abs() + due.unsigned_abs(),
        oldest: oldest.map(instant).transpose()?,
    })
}

fn claim(
    connection: &Connection,
    webhook: &WebhookId,
    most: u32,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<Vec<Claimed>, Fault> {
    all(
        connection,
        "UPDATE deliveries SET due_at = ?4, attempts = attempts + 1
          WHERE id IN (SELECT id FROM deliveries
                        WHERE webhook = ?1 AND state = 'due' AND due_at <= ?3
                        ORDER BY due_at
                        LIMIT ?2)
         RETURNING id, event, body, attempts",
        params![webhook.as_str(), most, millis(now), millis(until)],
        |row| {
            Ok(Claimed {
                id: row.get(0)?,
                event: row.get(1)?,
                body: row.get(2)?,
                attempt: count(row.get(3)?),
            })
        },
    )
}

fn keep_posted(
    connection: &Connection,
    id: &str,
    attempt: u32,
    posted: &Posted,
    now: DateTime<Utc>,
) -> Result<DeliveryState, Fault> {
    let Some(found) = delivery(connection, id)? else {
        // Its webhook was removed meanwhile.
        return Ok(DeliveryState::Delivered);
    };
    let (state, due_at, last) = match posted {
        Posted::Received { status } => (DeliveryState::Delivered, None, format!("status {status}")),
        Posted::Failed { .. } if found.attempts != attempt => return Ok(found.state),
        Posted::Failed { why, jitter } => match rules::next_try(attempt, *jitter, now) {
            Some(next) => (DeliveryState::Due, Some(next), why.clone()),
            None => (DeliveryState::Failed, None, why.clone()),
        },
    };
    if found.state != DeliveryState::Due {
        return Ok(found.state);
    }
    let done_at = due_at.is_none().then(|| millis(now));
    execute(
        connection,
        "UPDATE deliveries SET state = ?2, due_at = ?3, last = ?4, done_at = ?5 WHERE id = ?1",
        params![id, state.as_str(), due_at.map(millis), last, done_at],
    )?;
    if done_at.is_some() {
        advance(
            connection,
            &found.webhook,
            found.user.as_deref().unwrap_or(""),
            now,
        )?;
        // A few at a time, and more than are made: so that they end.
        execute(
            connection,
            "DELETE FROM deliveries
              WHERE id IN (SELECT id FROM deliveries
                            WHERE state IN ('delivered', 'failed') AND done_at < ?1 LIMIT 4)",
            [millis(now - REMEMBERED)],
        )?;
    }
    Ok(state)
}

/// Forgets what was, or is to be, told of a user.
pub(super) fn forget(
    connection: &Connection,
    organization: &OrganizationId,
    user: &str,
) -> Result<(), Fault> {
    execute(
        connection,
        "DELETE FROM deliveries
          WHERE user = ?2 AND webhook IN (SELECT id FROM webhooks WHERE organization = ?1)",
        [organization.as_str(), user],
    )?;
    Ok(())
}

#[async_trait]
impl Webhooks for SqliteStore {
    async fn insert_webhook(&self, webhook: &Webhook, by: &Origin) -> Result<()> {
        let webhook = webhook.clone();
        self.tell_of(by, webhook.created_at, move |t| insert(t, &webhook))
            .await
    }

    async fn webhooks(&self, organization: &OrganizationId) -> Result<Vec<Webhook>> {
        self.read(|c| list(c, organization))
    }

    async fn webhook(&self, id: &WebhookId) -> Result<Option<Webhook>> {
        self.read(|c| get(c, id))
    }

    async fn rotate_webhook(
        &self,
        organization: &OrganizationId,
        id: &WebhookId,
        secret: Sealed,
        old_until: DateTime<Utc>,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let (organization, id) = (organization.clone(), id.clone());
        self.tell_of(by, now, move |t| {
            rotate(t, &organization, &id, &secret, old_until)
        })
        .await
    }

    async fn remove_webhook(
        &self,
        organization: &OrganizationId,
        id: &WebhookId,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let (organization, id) = (organization.clone(), id.clone());
        self.tell_of(by, now, move |t| remove(t, &organization, &id))
            .await
    }

    async fn test_webhook(
        &self,
        organization: &OrganizationId,
        id: &WebhookId,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<String> {
        let (organization, id) = (organization.clone(), id.clone());
        self.tell_of(by, now, move |t| test(t, &organization, &id))
            .await
    }

    async fn deliveries(
        &self,
        organization: &OrganizationId,
        webhook: Option<&WebhookId>,
        state: Option<DeliveryState>,
        limit: u32,
    ) -> Result<Vec<Delivery>> {
        self.read(|c| deliveries(c, organization, webhook, state, limit))
    }

    async fn delivery(&self, id: &str) -> Result<Option<Delivery>> {
        self.read(|c| delivery(c, id))
    }

    async fn retry_deliveries(
        &self,
        organization: &OrganizationId,
        again: Again,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<u64> {
        let organization = organization.clone();
        self.tell_of(by, now, move |t| retry(t, &organization, &again))
            .await
    }

    async fn due_webhooks(&self, now: DateTime<Utc>) -> Result<Vec<WebhookId>> {
        self.read(|c| due(c, now))
    }

    async fn outbox(&self) -> Result<Outbox> {
        self.read(outbox)
    }

    async fn claim_deliveries(
        &self,
        webhook: &WebhookId,
        most: u32,
        now: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<Vec<Claimed>> {
        let webhook = webhook.clone();
        self.write(move |c| claim(c, &webhook, most, now, until))
            .await
    }

    async fn keep_posted(
        &self,
        delivery: &str,
        attempt: u32,
        posted: Posted,
        now: DateTime<Utc>,
    ) -> Result<DeliveryState> {
        let delivery = delivery.to_owned();
        self.write(move |c| keep_posted(c, &delivery, attempt, &posted, now))
            .await
    }
}
