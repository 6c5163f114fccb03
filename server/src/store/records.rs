//! What a store keeps, as the rest of the program sees it: plain values with no trace of the
//! database behind them.

use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::mfa::{
    ApiKeyId, Attempts, LinkEnd, LinkHash, OrganizationId, Quota, RateLimit, RecoveryHash,
    SecretHash, UserId, rules,
};

/// What kind of proof a user gives (contract: `Mfa.type`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FactorType {
    Guardian,
    Duo,
}

impl FactorType {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Guardian => "guardian",
            Self::Duo => "duo",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "guardian" => Some(Self::Guardian),
            "duo" => Some(Self::Duo),
            _ => None,
        }
    }
}

impl fmt::Display for FactorType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A tenant and its settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organization {
    pub id: OrganizationId,
    /// What a person reads on the enrolment page and in the authenticator app.
    pub name: String,
    /// The type that new enrolments get; a user who has a factor keeps its type.
    pub enrollment_type: FactorType,
    /// Whether a user's first valid JWT makes its record.
    pub users_from_jwt: bool,
    pub rate_limit: RateLimit,
    pub jwt: Option<JwtSettings>,
    pub created_at: DateTime<Utc>,
}

/// Whose JWTs an organization accepts. Issuer and audience together name one organization.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JwtSettings {
    pub issuer: String,
    pub audience: String,
    /// The allow-list, by the names of RFC 7518, section 3.1.
    pub algorithms: Vec<String>,
    pub keys: KeySource,
    pub user_claim: String,
    pub scope_claim: String,
    /// What the `typ` header must be, where the issuer sets it.
    pub typ: Option<String>,
}

impl JwtSettings {
    /// The usual claims: `sub` names the user, `scope` the permissions.
    pub fn new(issuer: String, audience: String, algorithms: Vec<String>, keys: KeySource) -> Self {
        Self {
            issuer,
            audience,
            algorithms,
            keys,
            user_claim: "sub".into(),
            scope_claim: "scope".into(),
            typ: None,
        }
    }
}

/// Where an issuer's JSON Web Key Set (RFC 7517) is read.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum KeySource {
    File(std::path::PathBuf),
    Url(String),
}

/// A secret API key, without the secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiKey {
    pub id: ApiKeyId,
    pub organization: OrganizationId,
    /// The user whose profile the key acts for, if it was made for one.
    pub user: Option<UserId>,
    pub scopes: Vec<String>,
    pub secret_hash: SecretHash,
    pub label: String,
    pub created_at: DateTime<Utc>,
    pub revoked_at: Option<DateTime<Utc>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    pub organization: OrganizationId,
    pub id: UserId,
    pub email: Option<String>,
    pub created_at: DateTime<Utc>,
}

/// What GET tells of a factor. A user without one has no `FactorState`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FactorState {
    pub factor_type: FactorType,
    pub active: bool,
    pub last_auth_time: Option<DateTime<Utc>>,
}

/// A TOTP secret, encrypted, beside the name of the key that opens it.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedSecret {
    pub key_id: String,
    /// Nonce (24 bytes), then ciphertext and tag.
    pub bytes: Vec<u8>,
}

impl fmt::Debug for SealedSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SealedSecret(key {:?}, …)", self.key_id)
    }
}

/// What following a link is for. Decided when the link is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkPurpose {
    /// Show a new secret and confirm it with a code.
    EnrollAuthenticator,
    /// Ask for a code of the authenticator that the user has.
    VerifyAuthenticator,
    /// Duo's Universal Prompt.
    Duo,
}

impl LinkPurpose {
    /// A user who has a factor verifies it; one who has none enrols what the organization says.
    pub fn of(factor: Option<FactorType>, enrollment_type: FactorType) -> Self {
        match (factor, enrollment_type) {
            (Some(FactorType::Guardian), _) => Self::VerifyAuthenticator,
            (None, FactorType::Guardian) => Self::EnrollAuthenticator,
            (Some(FactorType::Duo), _) | (None, FactorType::Duo) => Self::Duo,
        }
    }

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::EnrollAuthenticator => "enroll",
            Self::VerifyAuthenticator => "verify",
            Self::Duo => "duo",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "enroll" => Some(Self::EnrollAuthenticator),
            "verify" => Some(Self::VerifyAuthenticator),
            "duo" => Some(Self::Duo),
            _ => None,
        }
    }
}

/// A link to be made. The secret is kept only if the link turns out to enrol an authenticator.
#[derive(Debug, Clone)]
pub struct NewLink {
    pub hash: LinkHash,
    pub expires_at: DateTime<Utc>,
    pub secret: SealedSecret,
}

/// A link with everything that its page needs, read at once.
#[derive(Debug, Clone)]
pub struct Link {
    pub organization: OrganizationId,
    pub organization_name: String,
    pub user: UserId,
    pub purpose: LinkPurpose,
    /// The secret to check codes against: the link's own when enrolling, the factor's when
    /// verifying.
    pub secret: Option<SealedSecret>,
    pub expires_at: DateTime<Utc>,
    pub used_at: Option<DateTime<Utc>>,
    pub replaced_at: Option<DateTime<Utc>>,
    pub attempts: Attempts,
}

impl Link {
    pub fn end(&self, now: DateTime<Utc>) -> Option<LinkEnd> {
        rules::link_end(self.used_at, self.replaced_at, self.expires_at, now)
    }
}

/// What a submitted code turned out to be, before the store says whether it still counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// A code of this time step (RFC 6238, `T`).
    Step(i64),
    /// Perhaps a recovery code: the store knows.
    Recovery(RecoveryHash),
    /// Neither: a wrong code, to be counted.
    Wrong,
}

/// What a store did with a submitted code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Submitted {
    /// The factor is active, `last_auth_time` is now, the link is used.
    Accepted { recovery_left: u32 },
    /// Wrong, or used before: counted, `attempts` as they are now.
    Refused(Attempts),
    /// Not looked at: a lock-out is running.
    Locked { until: DateTime<Utc> },
    /// The link no longer works.
    Ended(LinkEnd),
    /// There never was such a link, or not for this purpose.
    Unknown,
}

/// A result of an operation that counts against the organization's rate limit.
#[derive(Debug, Clone)]
pub enum Counted<T> {
    /// The request was counted, and the operation looked at: `value` may be a refusal.
    Within { quota: Quota, value: T },
    /// Not counted, nothing done.
    Exceeded(crate::mfa::Exceeded),
}

/// What became of a new link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkStarted {
    /// The state is as it was: only following the link changes it.
    Started(Option<FactorState>),
    UnknownUser,
}

/// What became of taking a factor off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disabled {
    Done,
    UnknownUser,
    NotEnrolled,
    /// Type `duo` cannot be taken off.
    TypeFixed,
    /// The last authentication is too long ago.
    TooOld,
}

/// A user to be imported.
#[derive(Debug, Clone)]
pub struct ImportedUser {
    pub id: UserId,
    pub email: Option<String>,
    pub factor: Option<ImportedFactor>,
}

/// A factor that was enrolled elsewhere. It is imported as active.
#[derive(Debug, Clone)]
pub struct ImportedFactor {
    pub proof: ImportedProof,
    pub last_auth_time: Option<DateTime<Utc>>,
}

#[derive(Debug, Clone)]
pub enum ImportedProof {
    Guardian(SealedSecret),
    Duo,
}

/// What an import did. An import never replaces a factor: that would let a spreadsheet take over
/// an account.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Imported {
    pub created: u64,
    pub updated: u64,
    pub factors_added: u64,
    pub factors_kept: u64,
}

/// A user with its factor, for lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedUser {
    pub user: User,
    pub factor: Option<FactorState>,
}

/// What an operator's reset found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reset {
    /// The factor, its recovery codes, open links and any lock-out are gone.
    Done,
    /// There was no factor; open links and any lock-out are gone all the same.
    NothingEnrolled,
    UnknownUser,
}
