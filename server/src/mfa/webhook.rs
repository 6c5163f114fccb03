//! Webhooks: an organization is told of what happens to its users' factors, at a URL of its own.
//!
//! What is to be told goes into an outbox, in the transaction that it tells of, and is delivered from
//! there at least once: every server looks for what is due, and takes it for a while that is longer
//! than a try can take. A server that dies gives it back by that.

use std::fmt;
use std::str::FromStr;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use url::{Host, Url};

use super::audit::{Event, Origin, written};
use super::store::StoreError;
use super::{OrganizationId, Sealed, UserId, WebhookId};

type Result<T> = std::result::Result<T, StoreError>;

/// How many an organization may have: each costs a row for each event.
pub const MAX_WEBHOOKS: usize = 10;

/// The events that webhooks are told of.
pub const ANNOUNCED: [&str; 6] = [
    "factor.enrolled",
    "factor.verified",
    "factor.deleted",
    "factor.reset",
    "user.locked",
    "user.deleted",
];

/// What [`Webhooks::test_webhook`] sends.
pub const TEST_EVENT: &str = "webhook.test";

/// A URL that events are posted to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebhookUrl(Url);

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidWebhookUrl {
    #[error("must be an https URL; http is for this machine alone, as http://localhost:3000/hook")]
    Scheme,
    #[error("must have no user name and no password: deliveries are signed")]
    Authority,
    #[error("must have no fragment, and 2000 characters at most")]
    Form,
}

impl FromStr for WebhookUrl {
    type Err = InvalidWebhookUrl;

    fn from_str(text: &str) -> std::result::Result<Self, InvalidWebhookUrl> {
        let url = Url::parse(text).map_err(|_| InvalidWebhookUrl::Scheme)?;
        let is_here = match url.host() {
            Some(Host::Domain(name)) => name == "localhost",
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            None => return Err(InvalidWebhookUrl::Scheme),
        };
        if url.scheme() != "https" && !(url.scheme() == "http" && is_here) {
            return Err(InvalidWebhookUrl::Scheme);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(InvalidWebhookUrl::Authority);
        }
        if url.fragment().is_some() || url.as_str().len() > 2000 {
            return Err(InvalidWebhookUrl::Form);
        }
        Ok(Self(url))
    }
}

impl WebhookUrl {
    pub fn url(&self) -> &Url {
        &self.0
    }

    /// What a log may tell of it: the rest may hold a secret.
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }
}

impl fmt::Display for WebhookUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_str())
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Webhook {
    pub id: WebhookId,
    pub organization: OrganizationId,
    pub url: WebhookUrl,
    /// Those of [`ANNOUNCED`] that it is told of.
    pub events: Vec<String>,
    pub secret: Sealed,
    /// The secret before, which signs as well until then.
    pub old_secret: Option<(Sealed, DateTime<Utc>)>,
    pub created_at: DateTime<Utc>,
}

/// What became of an event for a webhook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeliveryState {
    /// To be delivered, again or for the first time.
    Due,
    /// Behind another event of the same user.
    Behind,
    Delivered,
    /// Given up, until an operator asks for it again.
    Failed,
}

impl DeliveryState {
    pub const ALL: [Self; 4] = [Self::Due, Self::Behind, Self::Delivered, Self::Failed];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Due => "due",
            Self::Behind => "behind",
            Self::Delivered => "delivered",
            Self::Failed => "failed",
        }
    }
}

impl FromStr for DeliveryState {
    type Err = &'static str;

    fn from_str(text: &str) -> std::result::Result<Self, Self::Err> {
        let mut all = Self::ALL.into_iter();
        all.find(|state| state.as_str() == text)
            .ok_or("use due, behind, delivered or failed")
    }
}

/// An event in the outbox, or that was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// What its requests carry as `webhook-id`, each time it is tried.
    pub id: String,
    pub webhook: WebhookId,
    pub user: Option<String>,
    pub event: String,
    pub created_at: DateTime<Utc>,
    pub state: DeliveryState,
    pub attempts: u32,
    pub due_at: Option<DateTime<Utc>>,
    /// What came of the last try.
    pub last: Option<String>,
    pub done_at: Option<DateTime<Utc>>,
}

/// An event that is to be posted now, by who has claimed it.
#[derive(Debug, Clone)]
pub struct Claimed {
    pub id: String,
    pub event: String,
    pub body: String,
    /// This one's number, from 1.
    pub attempt: u32,
}

/// What came of posting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Posted {
    /// The receiver has it: 2xx.
    Received { status: u16 },
    /// It may have it. `jitter` is drawn from 0 to 255.
    Failed { why: String, jitter: u8 },
}

/// What is asked for again.
#[derive(Debug, Clone)]
pub enum Again {
    Delivery(String),
    /// All that failed, of one webhook.
    Failed(WebhookId),
}

/// The body that is posted, of an entry of the audit trail with this number. `None` for what no
/// webhook is told of.
pub fn announcement(
    event: &Event,
    organization: &OrganizationId,
    user: Option<&UserId>,
    number: i64,
    at: DateTime<Utc>,
) -> Option<String> {
    let what = match event {
        Event::WebhookTested { .. } => TEST_EVENT,
        event if ANNOUNCED.contains(&event.what()) => event.what(),
        _ => return None,
    };
    let detail = match event {
        Event::WebhookTested { .. } => Value::Null,
        event => event.detail(),
    };
    let mut data = json!({ "organization": organization, "user": user, "number": number });
    if !detail.is_null() {
        data["detail"] = detail;
    }
    let body = json!({ "type": what, "timestamp": written(at), "data": data });
    Some(body.to_string())
}

/// What waits in the outbox, of all organizations.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Outbox {
    /// Events that are neither delivered nor given up.
    pub waiting: u64,
    /// When the oldest of them happened.
    pub oldest: Option<DateTime<Utc>>,
}

/// The port to webhooks and their outbox.
#[async_trait]
pub trait Webhooks: Send + Sync + 'static {
    /// `NotFound` without its organization, `AlreadyExists` for an id that is taken. Told as
    /// `webhook.added`.
    async fn insert_webhook(&self, webhook: &Webhook, by: &Origin) -> Result<()>;

    /// The oldest first.
    async fn webhooks(&self, organization: &OrganizationId) -> Result<Vec<Webhook>>;

    async fn webhook(&self, id: &WebhookId) -> Result<Option<Webhook>>;

    /// Puts a secret in the place of the one before, which signs as well until `old_until`.
    /// `NotFound`; told as `webhook.rotated`.
    async fn rotate_webhook(
        &self,
        organization: &OrganizationId,
        id: &WebhookId,
        secret: Sealed,
        old_until: DateTime<Utc>,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<()>;

    /// With all its deliveries. `NotFound`; told as `webhook.removed`.
    async fn remove_webhook(
        &self,
        organization: &OrganizationId,
        id: &WebhookId,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<()>;

    /// Puts an event into the outbox that means nothing; its delivery's id. `NotFound`; told as
    /// `webhook.tested`.
    async fn test_webhook(
        &self,
        organization: &OrganizationId,
        id: &WebhookId,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<String>;

    /// Up to `limit` deliveries of an organization, the newest first.
    async fn deliveries(
        &self,
        organization: &OrganizationId,
        webhook: Option<&WebhookId>,
        state: Option<DeliveryState>,
        limit: u32,
    ) -> Result<Vec<Delivery>>;

    async fn delivery(&self, id: &str) -> Result<Option<Delivery>>;

    /// Makes what had failed due again, as if it had not been tried; how many. Told as
    /// `webhook.retried`, if there is any.
    async fn retry_deliveries(
        &self,
        organization: &OrganizationId,
        again: Again,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<u64>;

    /// The webhooks that something is due for, who has waited longest first. Only reads.
    async fn due_webhooks(&self, now: DateTime<Utc>) -> Result<Vec<WebhookId>>;

    /// What waits. Only reads, of every organization: it is asked now and then, and not for a request.
    async fn outbox(&self) -> Result<Outbox>;

    /// Takes up to `most` events that are due for a webhook: nobody else gets them before `until`. Of
    /// one user there is one at a time, in the order in which they happened.
    async fn claim_deliveries(
        &self,
        webhook: &WebhookId,
        most: u32,
        now: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<Vec<Claimed>>;

    /// Keeps what came of a try, by [`rules::next_try`](super::rules::next_try). One that comes late,
    /// after another has claimed the event, counts if the receiver has it.
    async fn keep_posted(
        &self,
        delivery: &str,
        attempt: u32,
        posted: Posted,
        now: DateTime<Utc>,
    ) -> Result<DeliveryState>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_webhook_is_at_an_https_url_or_on_this_machine() {
        for good in [
            "https://app.example/hook?x=1",
            "http://127.0.0.1:9000/",
            "http://localhost/hook",
            "http://[::1]:9000/",
        ] {
            assert!(good.parse::<WebhookUrl>().is_ok(), "{good}");
        }
        for (bad, why) in [
            ("http://app.example/", InvalidWebhookUrl::Scheme),
            ("http://localhost.example/", InvalidWebhookUrl::Scheme),
            ("http://169.254.169.254/", InvalidWebhookUrl::Scheme),
            ("ftp://app.example/", InvalidWebhookUrl::Scheme),
            ("file:///etc/passwd", InvalidWebhookUrl::Scheme),
            ("app.example", InvalidWebhookUrl::Scheme),
            ("https://u@app.example/", InvalidWebhookUrl::Authority),
            ("https://app.example/#x", InvalidWebhookUrl::Form),
        ] {
            assert_eq!(bad.parse::<WebhookUrl>(), Err(why), "{bad}");
        }
    }
}
