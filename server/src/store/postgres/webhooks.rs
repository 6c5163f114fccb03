//! Webhooks and their outbox. Several servers deliver from it: what one has claimed, another passes
//! over.

use async_trait::async_trait;
use chrono::{DateTime, Duration, Utc};
use deadpool_postgres::{GenericClient, Transaction};
use tokio_postgres::Row;

use super::fault::{Fault, meaning};
use super::session::{read as reading, tell_of, write};
use super::sql::{Telling, all, execute, first, sealed};
use super::{PostgresStore, Result};
use crate::mfa::{
    Again, Claimed, Delivery, DeliveryState, Event, InvalidWebhookUrl, OrganizationId, Origin,
    Outbox, Posted, Sealed, StoreError, TEST_EVENT, UserId, Webhook, WebhookId, Webhooks, rules,
};
use crate::store::record::{
    InvalidRecord, count, instant, json, maybe_instant, millis, organization_id, to_json,
    webhook_id,
};

/// How long what is done is remembered, so that operators can see what became of it.
const REMEMBERED: Duration = Duration::days(30);

macro_rules! webhook {
    ($conditions:literal) => {
        concat!(
            "SELECT id, organization, url, events, created_at, secret, secret_key_id, old_secret,
                    old_secret_key_id, old_until
               FROM webhooks ",
            $conditions
        )
    };
}

async fn insert(telling: Telling<'_>, webhook: &Webhook) -> Result<(), Fault> {
    let taken = format!("webhook {}", webhook.id);
    let made = execute(
        telling.tx,
        "INSERT INTO webhooks (id, organization, url, events, secret, secret_key_id, created_at)
         SELECT $1, $2, $3, $4, $5, $6, $7
          WHERE NOT EXISTS (SELECT 1 FROM webhooks WHERE id = $1)",
        &[
            &webhook.id.as_str(),
            &webhook.organization.as_str(),
            &webhook.url.to_string(),
            &to_json("a webhook", &webhook.events)?,
            &webhook.secret.bytes,
            &webhook.secret.key_id,
            &millis(webhook.created_at),
        ],
    )
    .await
    .map_err(|fault| {
        let missing = format!("organization {}", webhook.organization);
        meaning(fault, &taken, &missing)
    })?;
    if made == 0 {
        return Err(Fault::Store(StoreError::AlreadyExists { what: taken }));
    }
    let event = Event::WebhookAdded {
        webhook: webhook.id.clone(),
        host: webhook.url.host().to_owned(),
    };
    telling.of(Some(&webhook.organization), None, &event).await
}

pub(super) async fn list(
    client: &impl GenericClient,
    organization: &OrganizationId,
) -> Result<Vec<Webhook>, Fault> {
    let sql = webhook!("WHERE organization = $1 ORDER BY created_at, id");
    all(client, sql, &[&organization.as_str()], read).await
}

async fn get(client: &impl GenericClient, id: &WebhookId) -> Result<Option<Webhook>, Fault> {
    first(client, webhook!("WHERE id = $1"), &[&id.as_str()], read).await
}

/// One of this organization. Its row stands for its deliveries: whoever changes these, or the
/// webhook, locks it first.
async fn own(
    telling: Telling<'_>,
    organization: &OrganizationId,
    id: &WebhookId,
) -> Result<Webhook, Fault> {
    let sql = webhook!("WHERE organization = $1 AND id = $2 FOR UPDATE");
    let webhook = first(
        telling.tx,
        sql,
        &[&organization.as_str(), &id.as_str()],
        read,
    )
    .await?;
    webhook.ok_or_else(|| Fault::not_found(format!("webhook {id} of organization {organization}")))
}

fn read(row: &Row) -> Result<Webhook, Fault> {
    let fault = |why: String| InvalidRecord::new("a webhook", why);
    let url: &str = row.try_get(2)?;
    Ok(Webhook {
        id: webhook_id(row.try_get(0)?)?,
        organization: organization_id(row.try_get(1)?)?,
        url: url
            .parse()
            .map_err(|error: InvalidWebhookUrl| fault(error.to_string()))?,
        events: json("a webhook", row.try_get(3)?)?,
        created_at: instant(row.try_get(4)?)?,
        secret: sealed(row, 5)?.ok_or_else(|| fault("it has no secret".into()))?,
        old_secret: sealed(row, 7)?.zip(maybe_instant(row.try_get(9)?)?),
    })
}

async fn rotate(
    telling: Telling<'_>,
    organization: &OrganizationId,
    id: &WebhookId,
    secret: &Sealed,
    old_until: DateTime<Utc>,
) -> Result<(), Fault> {
    own(telling, organization, id).await?;
    execute(
        telling.tx,
        "UPDATE webhooks
            SET old_secret = secret, old_secret_key_id = secret_key_id, old_until = $5,
                secret = $3, secret_key_id = $4
          WHERE organization = $1 AND id = $2",
        &[
            &organization.as_str(),
            &id.as_str(),
            &secret.bytes,
            &secret.key_id,
            &millis(old_until),
        ],
    )
    .await?;
    let event = Event::WebhookRotated {
        webhook: id.clone(),
    };
    telling.of(Some(organization), None, &event).await
}

async fn remove(
    telling: Telling<'_>,
    organization: &OrganizationId,
    id: &WebhookId,
) -> Result<(), Fault> {
    own(telling, organization, id).await?;
    // Its deliveries follow it.
    execute(
        telling.tx,
        "DELETE FROM webhooks WHERE organization = $1 AND id = $2",
        &[&organization.as_str(), &id.as_str()],
    )
    .await?;
    let event = Event::WebhookRemoved {
        webhook: id.clone(),
    };
    telling.of(Some(organization), None, &event).await
}

/// Puts an event into the outbox of those webhooks that are told of it.
pub(super) async fn announce(
    telling: Telling<'_>,
    organization: &OrganizationId,
    user: &str,
    event: &Event,
    number: i64,
    body: &str,
) -> Result<(), Fault> {
    let (tested, word) = match event {
        Event::WebhookTested { webhook } => (Some(webhook), TEST_EVENT),
        event => (None, event.what()),
    };
    let told = all(
        telling.tx,
        "SELECT id, events FROM webhooks WHERE organization = $1 ORDER BY id",
        &[&organization.as_str()],
        |row| Ok((row.try_get::<_, String>(0)?, row.try_get::<_, String>(1)?)),
    )
    .await?;
    for (webhook, events) in told {
        let is_told = match tested {
            Some(tested) => webhook == tested.as_str(),
            None => {
                let events: Vec<String> = serde_json::from_str(&events).unwrap_or_default();
                events.iter().any(|one| one == word)
            }
        };
        if is_told {
            put(telling, organization, &webhook, user, word, number, body).await?;
        }
    }
    Ok(())
}

#[allow(clippy::too_many_arguments)] // The columns.
async fn put(
    telling: Telling<'_>,
    organization: &OrganizationId,
    webhook: &str,
    user: &str,
    event: &str,
    number: i64,
    body: &str,
) -> Result<(), Fault> {
    // Others that announce or end something of this webhook wait: of one user, one is due.
    let locked = first(
        telling.tx,
        "SELECT 1 FROM webhooks WHERE organization = $1 AND id = $2 FOR NO KEY UPDATE",
        &[&organization.as_str(), &webhook],
        |_| Ok(()),
    )
    .await?;
    if locked.is_none() {
        return Ok(());
    }
    execute(
        telling.tx,
        "INSERT INTO deliveries (organization, id, webhook, user_id, number, event, body,
                                 created_at, state, due_at)
         SELECT $1, 'msg_' || replace(gen_random_uuid()::text, '-', ''), $2, $3, $4, $5, $6, $7::bigint,
                CASE WHEN waits THEN 'behind' ELSE 'due' END,
                CASE WHEN waits THEN NULL ELSE $7::bigint END
           FROM (SELECT EXISTS (SELECT 1 FROM deliveries
                                 WHERE organization = $1 AND webhook = $2 AND user_id = $3
                                   AND state = 'due') AS waits) AS line",
        &[
            &organization.as_str(),
            &webhook,
            &user,
            &number,
            &event,
            &body,
            &millis(telling.now),
        ],
    )
    .await?;
    Ok(())
}

macro_rules! delivery {
    ($conditions:literal) => {
        concat!(
            "SELECT id, webhook, user_id, event, created_at, state, attempts, due_at, last, done_at,
                    organization
               FROM deliveries ",
            $conditions
        )
    };
}

async fn deliveries(
    client: &impl GenericClient,
    organization: &OrganizationId,
    webhook: Option<&WebhookId>,
    state: Option<DeliveryState>,
    limit: u32,
) -> Result<Vec<Delivery>, Fault> {
    all(
        client,
        delivery!(
            "WHERE organization = $1
               AND ($2::text IS NULL OR webhook = $2) AND ($3::text IS NULL OR state = $3)
             ORDER BY number DESC, webhook
             LIMIT $4"
        ),
        &[
            &organization.as_str(),
            &webhook.map(WebhookId::as_str),
            &state.map(DeliveryState::as_str),
            &i64::from(limit),
        ],
        read_delivery,
    )
    .await
}

/// Up to `limit` with ids greater than `after`, by id.
pub(super) async fn page(
    client: &impl GenericClient,
    organization: &OrganizationId,
    after: &str,
    limit: u32,
) -> Result<Vec<Delivery>, Fault> {
    all(
        client,
        delivery!("WHERE organization = $1 AND id > $2 ORDER BY id LIMIT $3"),
        &[&organization.as_str(), &after, &i64::from(limit)],
        read_delivery,
    )
    .await
}

async fn delivery(client: &impl GenericClient, id: &str) -> Result<Option<Delivery>, Fault> {
    first(client, delivery!("WHERE id = $1"), &[&id], read_delivery).await
}

fn read_delivery(row: &Row) -> Result<Delivery, Fault> {
    let user: String = row.try_get(2)?;
    let state: &str = row.try_get(5)?;
    let unknown = |_| InvalidRecord::new("a delivery", format!("state {state:?} is not known"));
    Ok(Delivery {
        id: row.try_get(0)?,
        webhook: webhook_id(row.try_get(1)?)?,
        user: Some(user).filter(|user| !user.is_empty()),
        event: row.try_get(3)?,
        created_at: instant(row.try_get(4)?)?,
        state: state.parse().map_err(unknown)?,
        attempts: count(row.try_get(6)?),
        due_at: maybe_instant(row.try_get(7)?)?,
        last: row.try_get(8)?,
        done_at: maybe_instant(row.try_get(9)?)?,
    })
}

async fn test(
    telling: Telling<'_>,
    organization: &OrganizationId,
    id: &WebhookId,
) -> Result<String, Fault> {
    own(telling, organization, id).await?;
    let event = Event::WebhookTested {
        webhook: id.clone(),
    };
    telling.of(Some(organization), None, &event).await?;
    let newest = first(
        telling.tx,
        "SELECT id FROM deliveries WHERE organization = $1 AND webhook = $2
          ORDER BY number DESC LIMIT 1",
        &[&organization.as_str(), &id.as_str()],
        |row| Ok(row.try_get(0)?),
    )
    .await?;
    let missing = || InvalidRecord::new("a delivery", "it is not there right after it was kept");
    Ok(newest.ok_or_else(missing)?)
}

async fn retry(
    telling: Telling<'_>,
    organization: &OrganizationId,
    again: &Again,
) -> Result<u64, Fault> {
    let (webhook, ids) = match again {
        Again::Failed(webhook) => {
            own(telling, organization, webhook).await?;
            let ids = all(
                telling.tx,
                "SELECT id FROM deliveries
                  WHERE organization = $1 AND webhook = $2 AND state = 'failed'
                  ORDER BY number",
                &[&organization.as_str(), &webhook.as_str()],
                |row| Ok(row.try_get::<_, String>(0)?),
            )
            .await?;
            (webhook.clone(), ids)
        }
        Again::Delivery(id) => {
            let unknown =
                || Fault::not_found(format!("delivery {id} of organization {organization}"));
            let found = delivery(telling.tx, id).await?.ok_or_else(unknown)?;
            let owned = own(telling, organization, &found.webhook).await;
            owned.map_err(|_| unknown())?;
            // It may have changed before its webhook was locked.
            let found = delivery(telling.tx, id).await?.ok_or_else(unknown)?;
            let ids = match found.state {
                DeliveryState::Failed | DeliveryState::Delivered => vec![id.clone()],
                // It comes anyhow.
                DeliveryState::Due | DeliveryState::Behind => Vec::new(),
            };
            (found.webhook, ids)
        }
    };
    for id in &ids {
        let user = first(
            telling.tx,
            "UPDATE deliveries
                SET state = 'behind', attempts = 0, due_at = NULL, done_at = NULL
              WHERE organization = $1 AND id = $2
             RETURNING user_id",
            &[&organization.as_str(), id],
            |row| Ok(row.try_get::<_, String>(0)?),
        )
        .await?;
        if let Some(user) = user {
            advance(telling.tx, organization, &webhook, &user, telling.now).await?;
        }
    }
    let deliveries = ids.len() as u64;
    if deliveries > 0 {
        let event = Event::WebhookRetried {
            webhook: Some(webhook),
            deliveries,
        };
        telling.of(Some(organization), None, &event).await?;
    }
    Ok(deliveries)
}

/// The next one of this user is due, unless one is.
async fn advance(
    tx: &Transaction<'_>,
    organization: &OrganizationId,
    webhook: &WebhookId,
    user: &str,
    now: DateTime<Utc>,
) -> Result<(), Fault> {
    execute(
        tx,
        "UPDATE deliveries SET state = 'due', due_at = $4
          WHERE organization = $1
            AND id = (SELECT id FROM deliveries
                       WHERE organization = $1 AND webhook = $2 AND user_id = $3
                         AND state = 'behind'
                       ORDER BY number LIMIT 1)
            AND NOT EXISTS (SELECT 1 FROM deliveries
                             WHERE organization = $1 AND webhook = $2 AND user_id = $3
                               AND state = 'due')",
        &[
            &organization.as_str(),
            &webhook.as_str(),
            &user,
            &millis(now),
        ],
    )
    .await?;
    Ok(())
}

/// Looks once into the index for each webhook, however much is due.
async fn due(client: &impl GenericClient, now: DateTime<Utc>) -> Result<Vec<WebhookId>, Fault> {
    all(
        client,
        "SELECT w.id
           FROM webhooks w
          CROSS JOIN LATERAL (SELECT min(due_at) AS due_at FROM deliveries d
                               WHERE d.organization = w.organization AND d.webhook = w.id
                                 AND d.state = 'due') AS oldest
          WHERE oldest.due_at <= $1
          ORDER BY oldest.due_at",
        &[&millis(now)],
        |row| Ok(webhook_id(row.try_get(0)?)?),
    )
    .await
}

/// Of one webhook and user the oldest is due, so the oldest of all is among those.
async fn outbox(client: &impl GenericClient) -> Result<Outbox, Fault> {
    let found = first(
        client,
        "SELECT count(*), min(created_at) FILTER (WHERE state = 'due')
           FROM deliveries WHERE state IN ('due', 'behind')",
        &[],
        |row| Ok((row.try_get::<_, i64>(0)?, row.try_get::<_, Option<i64>>(1)?)),
    )
    .await?;
    let (waiting, oldest) = found.unwrap_or_default();
    Ok(Outbox {
        waiting: waiting.unsigned_abs(),
        oldest: oldest.map(instant).transpose()?,
    })
}

async fn claim(
    tx: &Transaction<'_>,
    webhook: &WebhookId,
    most: u32,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<Vec<Claimed>, Fault> {
    all(
        tx,
        "UPDATE deliveries d SET due_at = $4, attempts = attempts + 1
           FROM (SELECT organization, id FROM deliveries
                  WHERE organization = (SELECT organization FROM webhooks WHERE id = $1)
                    AND webhook = $1 AND state = 'due' AND due_at <= $3
                  ORDER BY due_at
                  LIMIT $2
                    FOR UPDATE SKIP LOCKED) AS claimed
          WHERE d.organization = claimed.organization AND d.id = claimed.id
         RETURNING d.id, d.event, d.body, d.attempts",
        &[
            &webhook.as_str(),
            &i64::from(most),
            &millis(now),
            &millis(until),
        ],
        |row| {
            Ok(Claimed {
                id: row.try_get(0)?,
                event: row.try_get(1)?,
                body: row.try_get(2)?,
                attempt: count(row.try_get(3)?),
            })
        },
    )
    .await
}

async fn keep_posted(
    tx: &Transaction<'_>,
    id: &str,
    attempt: u32,
    posted: &Posted,
    now: DateTime<Utc>,
) -> Result<DeliveryState, Fault> {
    // Its webhook is locked before it, as where something is announced.
    let locked = first(
        tx,
        "SELECT w.organization
           FROM webhooks w
           JOIN deliveries d ON d.organization = w.organization AND d.webhook = w.id
          WHERE d.id = $1
            FOR NO KEY UPDATE OF w",
        &[&id],
        |row| Ok(organization_id(row.try_get(0)?)?),
    )
    .await?;
    // It may have been removed meanwhile.
    let (Some(organization), Some(found)) = (locked, delivery(tx, id).await?) else {
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
        tx,
        "UPDATE deliveries SET state = $3, due_at = $4, last = $5, done_at = $6
          WHERE organization = $1 AND id = $2",
        &[
            &organization.as_str(),
            &id,
            &state.as_str(),
            &due_at.map(millis),
            &last,
            &done_at,
        ],
    )
    .await?;
    if done_at.is_some() {
        let user = found.user.as_deref().unwrap_or("");
        advance(tx, &organization, &found.webhook, user, now).await?;
        // A few at a time, and more than are made: so that they end.
        execute(
            tx,
            "DELETE FROM deliveries
              WHERE organization = $1
                AND id IN (SELECT id FROM deliveries
                            WHERE organization = $1 AND state IN ('delivered', 'failed')
                              AND done_at < $2
                            LIMIT 4 FOR UPDATE SKIP LOCKED)",
            &[&organization.as_str(), &millis(now - REMEMBERED)],
        )
        .await?;
    }
    Ok(state)
}

/// Forgets what was, or is to be, told of a user.
pub(super) async fn forget(
    tx: &Transaction<'_>,
    organization: &OrganizationId,
    user: &UserId,
) -> Result<(), Fault> {
    execute(
        tx,
        "DELETE FROM deliveries WHERE organization = $1 AND user_id = $2",
        &[&organization.as_str(), &user.as_str()],
    )
    .await?;
    Ok(())
}

#[async_trait]
impl Webhooks for PostgresStore {
    async fn insert_webhook(&self, webhook: &Webhook, by: &Origin) -> Result<()> {
        tell_of!(self, by, webhook.created_at, |telling| insert(
            telling, webhook
        ))
    }

    async fn webhooks(&self, organization: &OrganizationId) -> Result<Vec<Webhook>> {
        reading!(self, |client| list(client, organization))
    }

    async fn webhook(&self, id: &WebhookId) -> Result<Option<Webhook>> {
        reading!(self, |client| get(client, id))
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
        tell_of!(self, by, now, |telling| rotate(
            telling,
            organization,
            id,
            &secret,
            old_until
        ))
    }

    async fn remove_webhook(
        &self,
        organization: &OrganizationId,
        id: &WebhookId,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<()> {
        tell_of!(self, by, now, |telling| remove(telling, organization, id))
    }

    async fn test_webhook(
        &self,
        organization: &OrganizationId,
        id: &WebhookId,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<String> {
        tell_of!(self, by, now, |telling| test(telling, organization, id))
    }

    async fn deliveries(
        &self,
        organization: &OrganizationId,
        webhook: Option<&WebhookId>,
        state: Option<DeliveryState>,
        limit: u32,
    ) -> Result<Vec<Delivery>> {
        reading!(self, |client| deliveries(
            client,
            organization,
            webhook,
            state,
            limit
        ))
    }

    async fn delivery(&self, id: &str) -> Result<Option<Delivery>> {
        reading!(self, |client| delivery(client, id))
    }

    async fn retry_deliveries(
        &self,
        organization: &OrganizationId,
        again: Again,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<u64> {
        tell_of!(self, by, now, |telling| retry(
            telling,
            organization,
            &again
        ))
    }

    async fn due_webhooks(&self, now: DateTime<Utc>) -> Result<Vec<WebhookId>> {
        reading!(self, |client| due(client, now))
    }

    async fn outbox(&self) -> Result<Outbox> {
        reading!(self, |client| outbox(client))
    }

    async fn claim_deliveries(
        &self,
        webhook: &WebhookId,
        most: u32,
        now: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<Vec<Claimed>> {
        write!(self, |tx| claim(tx, webhook, most, now, until))
    }

    async fn keep_posted(
        &self,
        delivery: &str,
        attempt: u32,
        posted: Posted,
        now: DateTime<Utc>,
    ) -> Result<DeliveryState> {
        write!(self, |tx| keep_posted(tx, delivery, attempt, &posted, now))
    }
}
