//! A store whose operations are counted, timed and traced. Which store it is makes no difference.
//!
//! The list of operations is that of the port: one that is added there is added here.

use std::sync::Arc;
use std::time::Instant;

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use super::Metrics;
use crate::mfa::rules::{
    Disabled, Ended, FollowUp, Judgement, NotBack, NotDisabled, NotOpen, Submission,
};
use crate::mfa::{
    Again, ApiKey, ApiKeyId, AuditQuery, AuditTrail, BrowserHash, CameBack, Claimed, Condition,
    Counted, Delivery, DeliveryState, Departure, Entry, Event, FactorType, Imported, ImportedUser,
    KeyCheck, KeyInUse, KeyUse, Link, LinkHash, ListedUser, Load, Moment, NewLink, Organization,
    OrganizationId, Origin, Outbox, Posted, Reset, Sealed, SealedAnew, SealedCount, SealedKind,
    SealedPlace, SealedValue, SealedValues, StateHash, Store, StoreError, Switch, Told, User,
    UserId, UserState, Webhook, WebhookId, Webhooks,
};
use crate::telemetry::trace;

type Result<T> = std::result::Result<T, StoreError>;

/// A store, and who is told of its operations.
pub struct Observed {
    pub store: Arc<dyn Store>,
    pub metrics: Option<Arc<Metrics>>,
}

impl Observed {
    async fn observe<T>(
        &self,
        operation: &'static str,
        span: &'static str,
        work: impl Future<Output = Result<T>>,
    ) -> Result<T> {
        let started = self.metrics.is_some().then(Instant::now);
        let span = trace::child(span, trace::SpanKind::Internal);
        let result = work.await;
        if let Some(span) = span {
            match &result {
                Err(StoreError::Unavailable { .. }) => span.failed("unavailable"),
                Err(StoreError::Failed(_)) => span.failed("failed"),
                _ => {}
            }
            span.end();
        }
        if let (Some(metrics), Some(started)) = (&self.metrics, started) {
            metrics.stored(operation, started.elapsed(), result.as_ref().err());
        }
        result
    }
}

/// Operations of a port. `then` names what is told of what they give.
macro_rules! observed {
    ($port:ident {
        $(fn $operation:ident($($argument:ident: $type:ty),*) -> $result:ty $(, then $told:ident)?;)*
        $(; $($plain:tt)*)?
    }) => {
        #[async_trait]
        impl $port for Observed {
            $(
                async fn $operation(&self, $($argument: $type),*) -> $result {
                    let name = stringify!($operation);
                    let span = concat!("store ", stringify!($operation));
                    let result = self
                        .observe(name, span, self.store.$operation($($argument),*))
                        .await;
                    $(
                        if let (Some(metrics), Ok(given)) = (&self.metrics, &result) {
                            metrics.$told(given);
                        }
                    )?
                    result
                }
            )*
            $($($plain)*)?
        }
    };
}

observed! { Store {
    fn condition() -> Result<Condition>;
    fn insert_organization(organization: &Organization, by: &Origin) -> Result<()>;
    fn update_organization(organization: &Organization, by: &Origin, now: DateTime<Utc>) -> Result<()>;
    fn organization(id: &OrganizationId) -> Result<Option<Organization>>;
    fn organizations() -> Result<Vec<Organization>>;
    fn organizations_by_issuer(issuer: &str) -> Result<Vec<Organization>>;
    fn factor_settings(organization: &OrganizationId, factor_type: FactorType) -> Result<Option<Sealed>>;
    fn set_factor_settings(organization: &OrganizationId, factor_type: FactorType, settings: Option<Sealed>, by: &Origin, now: DateTime<Utc>) -> Result<()>;
    fn insert_api_key(key: &ApiKey, by: &Origin) -> Result<()>;
    fn api_key(id: &ApiKeyId, moment: Moment) -> Result<Option<Arc<ApiKey>>>;
    fn api_keys(organization: &OrganizationId) -> Result<Vec<ApiKey>>;
    fn revoke_api_key(organization: &OrganizationId, id: &ApiKeyId, by: &Origin, now: DateTime<Utc>) -> Result<()>;
    fn rotate_api_key(id: &ApiKeyId, successor: &ApiKey, until: DateTime<Utc>, by: &Origin) -> Result<std::result::Result<DateTime<Utc>, Ended>>;
    fn keep_key_uses(uses: Vec<KeyUse>) -> Result<()>;
    fn keys_in_use(now: DateTime<Utc>) -> Result<Vec<KeyInUse>>;
    fn keep_key_checks(seen: Vec<KeyInUse>, checks: Vec<KeyCheck>, by: &Origin, now: DateTime<Utc>) -> Result<bool>;
    fn insert_user(user: &User, by: &Origin) -> Result<()>;
    fn ensure_user(organization: &OrganizationId, user: &UserId, by: &Origin, now: DateTime<Utc>) -> Result<bool>;
    fn user(organization: &OrganizationId, user: &UserId) -> Result<Option<User>>;
    fn users(organization: &OrganizationId, after: Option<&UserId>, limit: u32) -> Result<Vec<ListedUser>>;
    fn import_users(organization: &OrganizationId, users: Vec<ImportedUser>, by: &Origin, now: DateTime<Utc>) -> Result<Imported>;
    fn reset_factor(organization: &OrganizationId, user: &UserId, by: &Origin, now: DateTime<Utc>) -> Result<Reset>;
    fn unlock_user(organization: &OrganizationId, user: &UserId, by: &Origin, now: DateTime<Utc>) -> Result<()>;
    fn switch_user(organization: &OrganizationId, user: &UserId, switch: Switch, by: &Origin, now: DateTime<Utc>) -> Result<()>;
    fn delete_user(organization: &OrganizationId, user: &UserId, by: &Origin, now: DateTime<Utc>) -> Result<()>;
    fn user_state(organization: &OrganizationId, user: &UserId, moment: Moment) -> Result<UserState>;
    fn count_request(organization: &OrganizationId, refused: &Event, by: &Origin, now: DateTime<Utc>) -> Result<Counted<()>>;
    fn start_link(organization: &OrganizationId, user: &UserId, link: NewLink, by: &Origin, now: DateTime<Utc>) -> Result<Counted<UserState>>;
    fn disable_factor(organization: &OrganizationId, user: &UserId, by: &Origin, now: DateTime<Utc>) -> Result<Counted<std::result::Result<Disabled, NotDisabled>>>;
    fn disable_withdrawn(organization: &OrganizationId, user: &UserId, by: &Origin, now: DateTime<Utc>) -> Result<std::result::Result<(), NotDisabled>>;
    fn link(hash: &LinkHash) -> Result<Option<Link>>;
    fn link_by_state(state: &StateHash) -> Result<Option<Link>>;
    fn depart(link: &LinkHash, departure: Departure, now: DateTime<Utc>) -> Result<std::result::Result<(), NotOpen>>;
    fn come_back(state: &StateHash, browser: &BrowserHash, now: DateTime<Utc>) -> Result<std::result::Result<CameBack, NotBack>>;
    fn submit(link: &LinkHash, browser: &BrowserHash, submission: Submission, by: &Origin, now: DateTime<Utc>) -> Result<Judgement>;
    fn follow_up(link: &LinkHash, browser: &BrowserHash, follow_up: FollowUp, by: &Origin, now: DateTime<Utc>) -> Result<Option<Link>>;
    ;
    // Asks for what is remembered: nothing to be measured.
    async fn latest(&self) -> Result<Moment> {
        self.store.latest().await
    }

    fn load(&self) -> Load {
        self.store.load()
    }
} }

observed! { AuditTrail {
    fn tell(entries: Vec<Entry>) -> Result<()>;
    fn told(query: &AuditQuery, after: i64, limit: u32) -> Result<Vec<Told>>;
    fn told_before_last(query: &AuditQuery, limit: u32) -> Result<i64>;
    fn prune_trail(organization: Option<&OrganizationId>, before: DateTime<Utc>, by: &Origin, now: DateTime<Utc>) -> Result<u64>;
    fn erase_trail(organization: &OrganizationId, user: &UserId, by: &Origin, now: DateTime<Utc>) -> Result<u64>;
} }

observed! { Webhooks {
    fn insert_webhook(webhook: &Webhook, by: &Origin) -> Result<()>;
    fn webhooks(organization: &OrganizationId) -> Result<Vec<Webhook>>;
    fn webhook(id: &WebhookId) -> Result<Option<Webhook>>;
    fn rotate_webhook(organization: &OrganizationId, id: &WebhookId, secret: Sealed, old_until: DateTime<Utc>, by: &Origin, now: DateTime<Utc>) -> Result<()>;
    fn remove_webhook(organization: &OrganizationId, id: &WebhookId, by: &Origin, now: DateTime<Utc>) -> Result<()>;
    fn test_webhook(organization: &OrganizationId, id: &WebhookId, by: &Origin, now: DateTime<Utc>) -> Result<String>;
    fn deliveries(organization: &OrganizationId, webhook: Option<&WebhookId>, state: Option<DeliveryState>, limit: u32) -> Result<Vec<Delivery>>;
    fn delivery(id: &str) -> Result<Option<Delivery>>;
    fn retry_deliveries(organization: &OrganizationId, again: Again, by: &Origin, now: DateTime<Utc>) -> Result<u64>;
    fn due_webhooks(now: DateTime<Utc>) -> Result<Vec<WebhookId>>;
    fn outbox() -> Result<Outbox>;
    fn claim_deliveries(webhook: &WebhookId, most: u32, now: DateTime<Utc>, until: DateTime<Utc>) -> Result<Vec<Claimed>>;
    fn keep_posted(delivery: &str, attempt: u32, posted: Posted, now: DateTime<Utc>) -> Result<DeliveryState>, then posted;
} }

observed! { SealedValues {
    fn sealed_counts() -> Result<Vec<SealedCount>>;
    fn sealed_with(key_id: &str, kind: SealedKind, after: Option<&SealedPlace>, limit: u32) -> Result<Vec<SealedValue>>;
    fn seal_anew(values: Vec<SealedAnew>) -> Result<u64>;
} }
