//! `mfa-server webhook`: where an organization is told of what happens.

use std::time::{Duration, Instant};

use anyhow::{Context as _, bail, ensure};
use serde_json::{Value, json};

use super::data::{Located, Within, open, settle_keys};
use super::operator::operator;
use super::output::{Format, counted, instant, table};
use super::when::age;
use crate::clock;
use crate::factor::Keyring;
use crate::mfa::{
    self, ANNOUNCED, Again, Delivery, DeliveryState, MAX_WEBHOOKS, OrganizationId, Store,
    WebhookId, WebhookUrl, rules,
};
use crate::webhook::Secret;

/// Tell an organization of enrolments, verifications, deletions and lock-outs at a URL of its own
#[derive(clap::Subcommand)]
pub(super) enum Webhook {
    /// Add a webhook, and show the secret that signs its deliveries, once
    ///
    /// Each event is posted as JSON, signed as Standard Webhooks has it (headers webhook-id,
    /// webhook-timestamp and webhook-signature; there are libraries for the receiver), and tried again
    /// for most of a day until the receiver responds with a status from 200 to 299. A receiver may get
    /// an event twice, with the same webhook-id. See docs/operating.md.
    Add(Add),
    /// List webhooks, with what is waiting for each
    List(List),
    /// Make a new secret and show it, once; the one before signs as well for a while
    Rotate(Rotate),
    /// Remove a webhook, with what has not been delivered
    Remove(Named),
    /// Send an event that means nothing, and tell what comes of it
    ///
    /// A running server delivers it: this command waits for that.
    Test(Test),
    /// List what was and is to be delivered, the newest first
    Deliveries(Deliveries),
    /// Deliver again what was given up, or one delivery whatever became of it
    Retry(Retry),
}

#[derive(clap::Args)]
pub(super) struct Add {
    /// Where to post: an https URL (http for this machine alone, as `mfa-server dev` allows)
    url: WebhookUrl,
    /// An event to be told of; give it again for more [default: all of them]
    #[arg(long, value_name = "EVENT", value_parser = clap::builder::PossibleValuesParser::new(ANNOUNCED))]
    event: Vec<String>,
    #[command(flatten)]
    within: Within,
    #[command(flatten)]
    format: Format,
}

#[derive(clap::Args)]
pub(super) struct List {
    #[command(flatten)]
    within: Within,
    #[command(flatten)]
    format: Format,
}

#[derive(clap::Args)]
pub(super) struct Rotate {
    /// The webhook
    id: WebhookId,
    /// How long the secret before signs as well: 0s if somebody else may know it
    #[arg(long, value_name = "TIME", default_value = "24h", value_parser = age)]
    old_for: chrono::Duration,
    #[command(flatten)]
    within: Within,
    #[command(flatten)]
    format: Format,
}

#[derive(clap::Args)]
pub(super) struct Named {
    /// The webhook
    id: WebhookId,
    #[command(flatten)]
    within: Within,
    #[command(flatten)]
    format: Format,
}

#[derive(clap::Args)]
pub(super) struct Test {
    /// The webhook
    id: WebhookId,
    /// How long to wait for what comes of it
    #[arg(long, value_name = "TIME", default_value = "20s", value_parser = age)]
    wait: chrono::Duration,
    #[command(flatten)]
    within: Within,
    #[command(flatten)]
    format: Format,
}

#[derive(clap::Args)]
pub(super) struct Deliveries {
    /// Of this webhook alone
    #[arg(long, value_name = "ID")]
    webhook: Option<WebhookId>,
    /// In this state alone: due, behind (another event of the same user), delivered or failed
    #[arg(long, value_name = "STATE")]
    state: Option<DeliveryState>,
    /// So many at most
    #[arg(long, value_name = "NUMBER", default_value_t = 100)]
    limit: u32,
    #[command(flatten)]
    within: Within,
    #[command(flatten)]
    format: Format,
}

#[derive(clap::Args)]
pub(super) struct Retry {
    /// A delivery, as `webhook deliveries` lists it
    #[arg(value_name = "DELIVERY", required_unless_present = "failed")]
    delivery: Option<String>,
    /// All that were given up, of this webhook
    #[arg(long, value_name = "WEBHOOK", conflicts_with = "delivery")]
    failed: Option<WebhookId>,
    #[command(flatten)]
    within: Within,
    #[command(flatten)]
    format: Format,
}

impl Webhook {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        match self {
            Self::Add(add) => add.run().await,
            Self::List(list) => list.run().await,
            Self::Rotate(rotate) => rotate.run().await,
            Self::Remove(named) => named.remove().await,
            Self::Test(test) => test.run().await,
            Self::Deliveries(deliveries) => deliveries.run().await,
            Self::Retry(retry) => retry.run().await,
        }
    }
}

fn keyring_of(located: &Located) -> anyhow::Result<Keyring> {
    let keys = located.encryption_keys.as_ref();
    let keys = keys.context(
        "webhooks' secrets are kept encrypted: configure the server's encryption keys for this \
         command too (encryption.keys_file)",
    )?;
    Ok(keys.keyring()?)
}

impl Add {
    async fn run(self) -> anyhow::Result<()> {
        let located = self.within.data.locate()?;
        let keyring = keyring_of(&located)?;
        let store = open(&located.database).await?;
        let organization = self.within.whose.find(&*store).await?.id;
        ensure!(
            store.webhooks(&organization).await?.len() < MAX_WEBHOOKS,
            "{organization} has {MAX_WEBHOOKS} webhooks already: remove one first, with `mfa-server \
             webhook remove`"
        );
        settle_keys(&located.database, &*store, &keyring, &operator()).await?;
        let (id, secret) = (WebhookId::generate()?, Secret::generate()?);
        let events = match self.event {
            given if given.is_empty() => ANNOUNCED.map(str::to_owned).to_vec(),
            given => given,
        };
        let webhook = mfa::Webhook {
            secret: keyring.seal_webhook(&organization, &id, secret.as_bytes())?,
            id,
            organization,
            url: self.url,
            events,
            old_secret: None,
            created_at: clock::now(),
        };
        store.insert_webhook(&webhook, &operator()).await?;
        let mut result = described(&webhook);
        result["secret"] = json!(secret.expose().as_str());
        self.format.print(&result, |_| {
            format!(
                "{}\n\nThis is the one time that the secret is shown. The webhook's id is {id}. \
                 Next: mfa-server webhook test {id}",
                secret.expose().as_str(),
                id = webhook.id
            )
        })
    }
}

impl List {
    async fn run(self) -> anyhow::Result<()> {
        let (store, organization) = self.within.open().await?;
        let mut all = Vec::new();
        for webhook in store.webhooks(&organization).await? {
            let mut counts = [0; 2];
            for (count, states) in counts.iter_mut().zip([
                &[DeliveryState::Due, DeliveryState::Behind][..],
                &[DeliveryState::Failed],
            ]) {
                for state in states {
                    *count += waiting(&*store, &organization, &webhook.id, *state).await?;
                }
            }
            all.push((webhook, counts));
        }
        let result: Vec<_> = all
            .iter()
            .map(|(webhook, [waiting, failed])| {
                let mut described = described(webhook);
                described["waiting"] = json!(waiting);
                described["failed"] = json!(failed);
                described
            })
            .collect();
        self.format.print(&result, |_| {
            let heads = ["ID", "URL", "EVENTS", "WAITING", "FAILED", "CREATED"];
            let mut rows = vec![heads.map(str::to_owned).to_vec()];
            rows.extend(all.iter().map(|(webhook, [waiting, failed])| {
                vec![
                    webhook.id.to_string(),
                    webhook.url.to_string(),
                    webhook.events.join(" "),
                    at_most(*waiting),
                    at_most(*failed),
                    instant(webhook.created_at),
                ]
            }));
            table(&rows)
        })
    }
}

/// More are not counted.
const COUNTED: u32 = 10_000;

async fn waiting(
    store: &dyn Store,
    organization: &OrganizationId,
    webhook: &WebhookId,
    state: DeliveryState,
) -> anyhow::Result<u64> {
    let found = store.deliveries(organization, Some(webhook), Some(state), COUNTED);
    Ok(found.await?.len() as u64)
}

fn at_most(count: u64) -> String {
    match count {
        count if count >= u64::from(COUNTED) => format!("{count} or more"),
        count => count.to_string(),
    }
}

impl Rotate {
    async fn run(self) -> anyhow::Result<()> {
        let located = self.within.data.locate()?;
        let keyring = keyring_of(&located)?;
        let store = open(&located.database).await?;
        let organization = self.within.whose.find(&*store).await?.id;
        settle_keys(&located.database, &*store, &keyring, &operator()).await?;
        let secret = Secret::generate()?;
        let sealed = keyring.seal_webhook(&organization, &self.id, secret.as_bytes())?;
        let now = clock::now();
        let old_until = now + self.old_for;
        store
            .rotate_webhook(&organization, &self.id, sealed, old_until, &operator(), now)
            .await?;
        let result = json!({
            "id": self.id,
            "organization": organization,
            "secret": secret.expose().as_str(),
            "old_secret_until": instant(old_until),
        });
        self.format.print(&result, |_| {
            format!(
                "{}\n\nThis is the one time that the secret is shown. The one before signs as well \
                 until {}.",
                secret.expose().as_str(),
                instant(old_until)
            )
        })
    }
}

impl Named {
    async fn remove(self) -> anyhow::Result<()> {
        let (store, organization) = self.within.open().await?;
        store
            .remove_webhook(&organization, &self.id, &operator(), clock::now())
            .await?;
        let result = json!({ "id": self.id, "organization": organization, "removed": true });
        self.format
            .print(&result, |_| format!("The webhook {} is removed.", self.id))
    }
}

impl Test {
    async fn run(self) -> anyhow::Result<()> {
        let (store, organization) = self.within.open().await?;
        let id = store
            .test_webhook(&organization, &self.id, &operator(), clock::now())
            .await?;
        let end = Instant::now() + self.wait.to_std().unwrap_or_default();
        let delivery = loop {
            let delivery = store.delivery(&id).await?;
            let delivery = delivery.context("the webhook was removed meanwhile")?;
            if delivery.last.is_some() || Instant::now() >= end {
                break delivery;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        };
        let what_came = delivery.last.clone().unwrap_or_default();
        match delivery.state {
            DeliveryState::Delivered => self.format.print(&shown(&delivery), |_| {
                format!("The receiver has it: {what_came}.")
            }),
            _ if delivery.last.is_some() => {
                bail!("the receiver did not take it, and it is tried again: {what_came}")
            }
            DeliveryState::Behind => bail!(
                "an earlier test is not delivered yet, and this one comes after it: `mfa-server \
                 webhook deliveries` tells more"
            ),
            _ => bail!(
                "nobody has tried to deliver it so far: is a server running on this database? It is \
                 delivered when one is"
            ),
        }
    }
}

impl Deliveries {
    async fn run(self) -> anyhow::Result<()> {
        let (store, organization) = self.within.open().await?;
        let found = store
            .deliveries(&organization, self.webhook.as_ref(), self.state, self.limit)
            .await?;
        let all: Vec<_> = found.iter().map(shown).collect();
        self.format.print(&all, |_| {
            let heads = [
                "ID", "WEBHOOK", "EVENT", "USER", "STATE", "TRIES", "NEXT", "LAST TRY", "CREATED",
            ];
            let mut rows = vec![heads.map(str::to_owned).to_vec()];
            rows.extend(found.iter().map(|delivery| {
                vec![
                    delivery.id.clone(),
                    delivery.webhook.to_string(),
                    delivery.event.clone(),
                    delivery.user.clone().unwrap_or_default(),
                    delivery.state.as_str().to_owned(),
                    format!("{} of {}", delivery.attempts, rules::TRIES),
                    delivery.due_at.map(instant).unwrap_or_default(),
                    delivery.last.clone().unwrap_or_default(),
                    instant(delivery.created_at),
                ]
            }));
            table(&rows)
        })
    }
}

impl Retry {
    async fn run(self) -> anyhow::Result<()> {
        let (store, organization) = self.within.open().await?;
        let again = match (self.delivery, self.failed) {
            (Some(delivery), _) => Again::Delivery(delivery),
            (None, Some(webhook)) => Again::Failed(webhook),
            (None, None) => bail!("say what to deliver again"),
        };
        let retried = store
            .retry_deliveries(&organization, again, &operator(), clock::now())
            .await?;
        let result = json!({ "organization": organization, "retried": retried });
        self.format.print(&result, |_| match retried {
            0 => "Nothing was given up: what is due is delivered in any case.".to_owned(),
            _ => {
                let (events, are) = (
                    counted(retried, "event", "events"),
                    match retried {
                        1 => "is",
                        _ => "are",
                    },
                );
                format!("{events} {are} due again, and delivered by a running server.")
            }
        })
    }
}

fn described(webhook: &mfa::Webhook) -> Value {
    let old_until = webhook.old_secret.as_ref().map(|(_, until)| *until);
    let old_until = old_until.filter(|until| clock::now() < *until);
    json!({
        "id": webhook.id,
        "organization": webhook.organization,
        "url": webhook.url.to_string(),
        "events": webhook.events,
        "old_secret_until": old_until.map(instant),
        "created_at": instant(webhook.created_at),
    })
}

fn shown(delivery: &Delivery) -> Value {
    json!({
        "id": delivery.id,
        "webhook": delivery.webhook,
        "event": delivery.event,
        "user": delivery.user,
        "state": delivery.state.as_str(),
        "attempts": delivery.attempts,
        "due_at": delivery.due_at.map(instant),
        "last": delivery.last,
        "created_at": instant(delivery.created_at),
        "done_at": delivery.done_at.map(instant),
    })
}
