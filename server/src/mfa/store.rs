//! The port to where organizations, users, keys, factors and links are kept.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use super::rules::{
    Disabled, Ended, Exceeded, FollowUp, Judgement, NotBack, NotDisabled, NotOpen, Quota,
    Submission,
};
use super::{
    ApiKey, ApiKeyId, AuditTrail, BrowserHash, Departure, Event, FactorType, Imported,
    ImportedUser, KeyCheck, KeyInUse, KeyUse, Link, LinkHash, ListedUser, NewLink, Organization,
    OrganizationId, Origin, Reset, Sealed, SealedValues, StateHash, Switch, User, UserId,
    UserState, Webhooks,
};

type Result<T> = std::result::Result<T, StoreError>;

/// What can go wrong with a store, as far as the one who asked can tell the difference.
///
/// Cloneable, because one failed commit is the result of every request that was in it.
#[derive(Debug, Clone, thiserror::Error)]
pub enum StoreError {
    /// Something of this name is there already. `what` is safe to show to the operator.
    #[error("{what} already exists")]
    AlreadyExists { what: String },
    #[error("{what} does not exist")]
    NotFound { what: String },
    /// Nothing was done, for a reason that passes: trying again may help.
    #[error("{reason}")]
    Unavailable {
        reason: Arc<dyn std::error::Error + Send + Sync>,
        /// When it is worth trying again.
        retry_after: Duration,
    },
    /// Nothing was done. The error says what, where, and what an operator can do.
    #[error(transparent)]
    Failed(Arc<dyn std::error::Error + Send + Sync>),
}

impl StoreError {
    /// Of a reason that passes: when it is worth trying again.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Unavailable { retry_after, .. } => Some(*retry_after),
            Self::AlreadyExists { .. } | Self::NotFound { .. } | Self::Failed(_) => None,
        }
    }
}

/// A state of the database, at least as new as the moment when it was asked for.
///
/// A request asks once, by [`Store::latest`], and reads as of then: everything that was acknowledged
/// before, by any process, is in it. So a store can look once for changes by others, and serve
/// several reads from memory. One that remembers nothing gives any moment and always reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment(pub u64);

/// A result of an operation that counts against the organization's rate limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Counted<T> {
    /// The request was counted, and the operation looked at: `value` may be a refusal.
    Within { quota: Quota, value: T },
    /// Not counted, nothing done.
    Exceeded(Exceeded),
}

/// A browser that came back from another service, and what was kept for it.
#[derive(Debug, Clone)]
pub struct CameBack {
    pub link: Link,
    pub kept: Sealed,
}

/// What a server looks at to say that it is ready.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// The version of the schema that the database has at this moment: of several servers, one may
    /// be newer than this one.
    pub schema: i64,
    /// The newest version that this program knows.
    pub known_schema: i64,
    /// The ids of all encryption keys that were ever seen, whatever they still seal.
    pub encryption_keys: Vec<String>,
}

/// How much is asked of the database by this process, at this moment and since it began. What a kind
/// of store does not have is `None`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Load {
    pub writer: Option<WriterLoad>,
    pub pool: Option<PoolLoad>,
}

/// Of the one who writes for all, a batch at a time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct WriterLoad {
    /// Writes that wait for their turn.
    pub waiting: u64,
    /// Batches that were committed, or failed.
    pub batches: u64,
    /// Writes that were in them.
    pub writes: u64,
}

/// Of connections that are shared.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PoolLoad {
    /// Connections that may be open.
    pub limit: u64,
    pub open: u64,
    /// Those of them that nobody uses.
    pub idle: u64,
    /// Requests that wait for one.
    pub waiting: u64,
}

/// Used as `Arc<dyn Store>`: which store it is, is chosen at run time.
///
/// A method that changes something is told by whom (`by`), and keeps in the audit trail what
/// [`telling`](super::rules::telling) says of it, or the event that its description names: in the same
/// transaction, so that neither is there without the other.
///
/// Each method is one atomic unit: all of it is kept or nothing, and what it returns has been made
/// durable. A store holds no state in memory that another process on the same database would need,
/// so several servers can share one. Instants are kept in whole milliseconds.
///
/// **Decisions.** A method that decides loads, calls the function of [`rules`](super::rules) that
/// its description names, and writes what that says. Between loading and writing nobody else, in any
/// process, may write what was loaded: either one writer at a time holds the whole database (as
/// SQLite's `BEGIN IMMEDIATE` does), or the rows are locked as each description says, in this order:
/// the organization's window, the user (`SELECT … FOR UPDATE`). The user's row stands for the
/// factor, the recovery codes and the links of the user, so it is locked even where it is not
/// written, and before anything of them is loaded.
#[async_trait]
pub trait Store: AuditTrail + Webhooks + SealedValues {
    /// The state of now, for reads that belong to one request.
    async fn latest(&self) -> Result<Moment>;

    /// Asks the database itself, and cheaply, however much is kept.
    async fn condition(&self) -> Result<Condition>;

    /// Asks nobody.
    fn load(&self) -> Load {
        Load::default()
    }

    // ── organizations ────────────────────────────────────────────────────────────────────────

    /// `AlreadyExists` for an id, or an issuer and audience, that is taken.
    async fn insert_organization(&self, organization: &Organization, by: &Origin) -> Result<()>;

    /// Replaces every setting but `created_at`. `NotFound`, or `AlreadyExists` for an issuer and
    /// audience that another organization has.
    async fn update_organization(
        &self,
        organization: &Organization,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<()>;

    async fn organization(&self, id: &OrganizationId) -> Result<Option<Organization>>;

    /// All, by id.
    async fn organizations(&self) -> Result<Vec<Organization>>;

    /// Those that accept JWTs of this issuer (one for each audience), by id.
    async fn organizations_by_issuer(&self, issuer: &str) -> Result<Vec<Organization>>;

    /// What an organization has set for a type of factor. `None` where it has not.
    async fn factor_settings(
        &self,
        organization: &OrganizationId,
        factor_type: FactorType,
    ) -> Result<Option<Sealed>>;

    /// Keeps what an organization sets for a type of factor in place of what it had set, or takes it
    /// away. Effective with the next step of any link. `NotFound` without the organization.
    async fn set_factor_settings(
        &self,
        organization: &OrganizationId,
        factor_type: FactorType,
        settings: Option<Sealed>,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<()>;

    // ── API keys ─────────────────────────────────────────────────────────────────────────────

    /// `NotFound` when the organization or the user is missing.
    async fn insert_api_key(&self, key: &ApiKey, by: &Origin) -> Result<()>;

    /// Also a revoked one: the caller looks at `revoked_at`. As of `moment`, or later.
    async fn api_key(&self, id: &ApiKeyId, moment: Moment) -> Result<Option<Arc<ApiKey>>>;

    /// All keys of an organization, the oldest first.
    async fn api_keys(&self, organization: &OrganizationId) -> Result<Vec<ApiKey>>;

    /// Effective with the next request of any process. Revoking again keeps the first time.
    /// `NotFound` when the organization has no such key.
    async fn revoke_api_key(
        &self,
        organization: &OrganizationId,
        id: &ApiKeyId,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<()>;

    /// Keeps `successor`, and an end of the key `id` by [`rules::overlap`](super::rules::overlap): the
    /// instant from which only the successor counts. Locks the key. `NotFound` when the organization
    /// of the successor has no such key, `AlreadyExists` for the successor's id.
    async fn rotate_api_key(
        &self,
        id: &ApiKeyId,
        successor: &ApiKey,
        until: DateTime<Utc>,
        by: &Origin,
    ) -> Result<std::result::Result<DateTime<Utc>, Ended>>;

    /// Keeps when keys were used last, where that is later than what is kept. Keys that are gone are
    /// passed over, and nothing is told.
    async fn keep_key_uses(&self, uses: Vec<KeyUse>) -> Result<()>;

    // ── encryption keys ─────────────────────────────────────────────────────────────────────

    /// The keys that sealed what is kept, or that were seen.
    async fn keys_in_use(&self, now: DateTime<Utc>) -> Result<Vec<KeyInUse>>;

    /// Keeps what tells keys again, unless what is kept of any key has changed since `seen` was
    /// read: then `false`.
    async fn keep_key_checks(
        &self,
        seen: Vec<KeyInUse>,
        checks: Vec<KeyCheck>,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<bool>;

    // ── users ────────────────────────────────────────────────────────────────────────────────

    /// `AlreadyExists` for a known user, `NotFound` without its organization.
    async fn insert_user(&self, user: &User, by: &Origin) -> Result<()>;

    /// Makes the record unless it is there; `true` when it was made. Does not write when it is
    /// there, so it may be called on every request.
    async fn ensure_user(
        &self,
        organization: &OrganizationId,
        user: &UserId,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<bool>;

    async fn user(&self, organization: &OrganizationId, user: &UserId) -> Result<Option<User>>;

    /// Up to `limit` users with ids greater than `after`, by id.
    async fn users(
        &self,
        organization: &OrganizationId,
        after: Option<&UserId>,
        limit: u32,
    ) -> Result<Vec<ListedUser>>;

    /// All of them or none. Known users keep their factor and get the e-mail address given here; a
    /// factor that is added ends the user's links.
    async fn import_users(
        &self,
        organization: &OrganizationId,
        users: Vec<ImportedUser>,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<Imported>;

    /// What an operator does for a person who lost the authenticator.
    async fn reset_factor(
        &self,
        organization: &OrganizationId,
        user: &UserId,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<Reset>;

    /// Ends the wait after wrong codes, and forgets them. `NotFound` for an unknown user.
    async fn unlock_user(
        &self,
        organization: &OrganizationId,
        user: &UserId,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<()>;

    /// Effective with the next request of any process. `NotFound` for an unknown user.
    async fn switch_user(
        &self,
        organization: &OrganizationId,
        user: &UserId,
        switch: Switch,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<()>;

    /// Takes the user away, with factor, recovery codes, links and API keys. `NotFound` for an
    /// unknown one.
    async fn delete_user(
        &self,
        organization: &OrganizationId,
        user: &UserId,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<()>;

    // ── MFA ──────────────────────────────────────────────────────────────────────────────────

    /// The hot path. As of `moment`, or later.
    async fn user_state(
        &self,
        organization: &OrganizationId,
        user: &UserId,
        moment: Moment,
    ) -> Result<UserState>;

    /// Counts a request that is refused for another reason, and tells that reason, by
    /// [`RateLimit::count`](super::RateLimit::count), under a lock on the organization's window.
    /// Here and below, a request that is not counted is not told either.
    async fn count_request(
        &self,
        organization: &OrganizationId,
        refused: &Event,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<Counted<()>>;

    /// Counts, and makes the link that [`rules::start`](super::rules::start) describes, in place of
    /// the user's older ones. Locks the window and the user. The state is what it was: only
    /// following the link changes it, and an unknown user gets none.
    async fn start_link(
        &self,
        organization: &OrganizationId,
        user: &UserId,
        link: NewLink,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<Counted<UserState>>;

    /// Counts, and takes off the factor with its recovery codes and links, if
    /// [`rules::disable`](super::rules::disable) allows and no service keeps it. Locks the window and
    /// the user.
    async fn disable_factor(
        &self,
        organization: &OrganizationId,
        user: &UserId,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<Counted<std::result::Result<Disabled, NotDisabled>>>;

    /// The rest of [`Store::disable_factor`], once the factor is withdrawn at the service that kept
    /// it. Counts nothing. Locks the user.
    async fn disable_withdrawn(
        &self,
        organization: &OrganizationId,
        user: &UserId,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<std::result::Result<(), NotDisabled>>;

    async fn link(&self, hash: &LinkHash) -> Result<Option<Link>>;

    /// The link whose newest departure has this state. It stays known by it when the browser is
    /// back, and when the link has ended.
    async fn link_by_state(&self, state: &StateHash) -> Result<Option<Link>>;

    /// Keeps a departure with the link, in place of an older one, if [`rules::follow`] allows.
    /// Locks the user.
    ///
    /// [`rules::follow`]: super::rules::follow
    async fn depart(
        &self,
        link: &LinkHash,
        departure: Departure,
        now: DateTime<Utc>,
    ) -> Result<std::result::Result<(), NotOpen>>;

    /// Gives out what was kept for a browser that comes back, if
    /// [`rules::come_back`](super::rules::come_back) allows, and forgets it. Locks the user.
    async fn come_back(
        &self,
        state: &StateHash,
        browser: &BrowserHash,
        now: DateTime<Utc>,
    ) -> Result<std::result::Result<CameBack, NotBack>>;

    /// Keeps what [`rules::judge`](super::rules::judge) says of a submission by this browser. Locks
    /// the user.
    async fn submit(
        &self,
        link: &LinkHash,
        browser: &BrowserHash,
        submission: Submission,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<Judgement>;

    /// Keeps what [`rules::follow_up`](super::rules::follow_up) says of a used link; the link as it
    /// is then. Locks the user.
    ///
    /// Codes that are sealed with a link go with the factor, and when they are not shown any more
    /// ([`rules::SHOWN_SECONDS`](super::rules::SHOWN_SECONDS)): at the latest with the next few links
    /// that are made.
    async fn follow_up(
        &self,
        link: &LinkHash,
        browser: &BrowserHash,
        follow_up: FollowUp,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<Option<Link>>;
}
