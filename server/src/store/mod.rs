//! Where organizations, users, keys, factors and links are kept.
//!
//! [`Store`] is the one way to the data. Each method is one atomic unit: all of it is kept or
//! nothing, and what it answers has been made durable. A store holds no state in memory that
//! another process on the same database would need, so several servers can share one. What it
//! remembers of the database, it uses only as long as nobody has changed anything: see [`Moment`].
//!
//! The decisions inside a unit come from [`crate::mfa::rules`], so that every store decides alike.

mod error;
mod records;
pub mod sqlite;
#[cfg(test)]
pub(crate) mod suite;

pub use error::StoreError;
pub use records::*;
pub use sqlite::SqliteStore;

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use crate::mfa::{ApiKeyId, LinkHash, OrganizationId, RecoveryHash, UserId};

pub type Result<T> = std::result::Result<T, StoreError>;

/// A state of the database, at least as new as the moment when it was asked for.
///
/// A request asks once, by [`Store::latest`], and reads as of then: everything that was acknowledged
/// before, by any process, is in it. So a store can look once for changes by others, and answer
/// several reads from memory. One that remembers nothing gives any moment and always reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment(u64);

/// Used as `Arc<dyn Store>`: which store it is, is chosen at run time.
///
/// Instants are kept in whole milliseconds.
#[async_trait]
pub trait Store: Send + Sync + 'static {
    /// The state of now, for reads that belong to one request.
    async fn latest(&self) -> Result<Moment>;

    // ── organizations ────────────────────────────────────────────────────────────────────────

    /// `AlreadyExists` for an id, or an issuer and audience, that is taken.
    async fn insert_organization(&self, organization: &Organization) -> Result<()>;

    /// Replaces every setting but `created_at`. `NotFound`, or `AlreadyExists` for an issuer and
    /// audience that another organization has.
    async fn update_organization(&self, organization: &Organization) -> Result<()>;

    async fn organization(&self, id: &OrganizationId) -> Result<Option<Organization>>;

    /// All, by id.
    async fn organizations(&self) -> Result<Vec<Organization>>;

    /// Those that accept JWTs of this issuer (one for each audience), by id.
    async fn organizations_by_issuer(&self, issuer: &str) -> Result<Vec<Organization>>;

    // ── API keys ─────────────────────────────────────────────────────────────────────────────

    /// `NotFound` when the organization or the user is missing.
    async fn insert_api_key(&self, key: &ApiKey) -> Result<()>;

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
        now: DateTime<Utc>,
    ) -> Result<()>;

    // ── users ────────────────────────────────────────────────────────────────────────────────

    /// `AlreadyExists` for a known user, `NotFound` without its organization.
    async fn insert_user(&self, user: &User) -> Result<()>;

    /// Makes the record unless it is there; `true` when it was made. Does not write when it is
    /// there, so it may be called on every request.
    async fn ensure_user(
        &self,
        organization: &OrganizationId,
        user: &UserId,
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

    /// All of them or none. Known users keep their factor and get the e-mail address given here.
    async fn import_users(
        &self,
        organization: &OrganizationId,
        users: Vec<ImportedUser>,
        now: DateTime<Utc>,
    ) -> Result<Imported>;

    /// What an operator does for a person who lost the authenticator.
    async fn reset_factor(
        &self,
        organization: &OrganizationId,
        user: &UserId,
        now: DateTime<Utc>,
    ) -> Result<Reset>;

    // ── MFA ──────────────────────────────────────────────────────────────────────────────────

    /// The hot path. `None` for an unknown user, `Some(None)` for one without factor. As of
    /// `moment`, or later.
    async fn factor_state(
        &self,
        organization: &OrganizationId,
        user: &UserId,
        moment: Moment,
    ) -> Result<Option<Option<FactorState>>>;

    /// Counts a request against the organization's rate limit.
    async fn count_request(
        &self,
        organization: &OrganizationId,
        now: DateTime<Utc>,
    ) -> Result<Counted<()>>;

    /// Counts, voids the user's older links and makes this one.
    async fn start_link(
        &self,
        organization: &OrganizationId,
        user: &UserId,
        link: NewLink,
        now: DateTime<Utc>,
    ) -> Result<Counted<LinkStarted>>;

    /// Counts, and takes off the factor with its recovery codes and links, if the rules allow.
    async fn disable_factor(
        &self,
        organization: &OrganizationId,
        user: &UserId,
        now: DateTime<Utc>,
    ) -> Result<Counted<Disabled>>;

    async fn link(&self, hash: &LinkHash) -> Result<Option<Link>>;

    /// Turns the secret of an enrolment link into the user's active factor if `proof` is a step,
    /// else counts a wrong code. `recovery` are the hashes of the codes that the person will see.
    async fn confirm_enrollment(
        &self,
        link: &LinkHash,
        proof: Proof,
        recovery: Vec<RecoveryHash>,
        now: DateTime<Utc>,
    ) -> Result<Submitted>;

    /// Accepts a code of the user's factor: a step later than every accepted one, or a recovery
    /// code, which is then gone; else counts a wrong code.
    async fn verify(&self, link: &LinkHash, proof: Proof, now: DateTime<Utc>) -> Result<Submitted>;
}
