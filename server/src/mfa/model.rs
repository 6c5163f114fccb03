//! The things of the domain, as they are kept: plain values with no trace of the database behind
//! them.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use tinystr::TinyAsciiStr;
use url::Url;

use super::rules::{Attempts, RateLimit};
use super::{
    ApiKeyId, BrowserHash, LinkHash, OrganizationId, RecoveryHash, Returns, SecretHash, StateHash,
    UserId,
};

/// What kind of proof a user gives (contract: `Mfa.type`).
///
/// The domain knows none by name but `duo`, of which the contract has a rule of its own: which ones
/// there are, say the contract and the factors.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct FactorType(TinyAsciiStr<16>);

/// A text that names no type of factor.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a factor type has 1 to 16 characters out of a-z 0-9 - _")]
pub struct InvalidFactorType;

impl FactorType {
    pub const DUO: Self = Self::named("duo");

    /// For constants: fails to compile, for a name that cannot be one.
    pub const fn named(name: &str) -> Self {
        match TinyAsciiStr::try_from_str(name) {
            Ok(name) => Self(name),
            Err(_) => panic!("not the name of a factor type"),
        }
    }

    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl FromStr for FactorType {
    type Err = InvalidFactorType;

    fn from_str(text: &str) -> Result<Self, InvalidFactorType> {
        let well_formed = !text.is_empty()
            && text
                .bytes()
                .all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_'));
        let name = well_formed.then(|| TinyAsciiStr::try_from_str(text).ok());
        name.flatten().map(Self).ok_or(InvalidFactorType)
    }
}

impl fmt::Debug for FactorType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for FactorType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Serialize for FactorType {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.as_str())
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
    /// Where its pages lead back to.
    pub returns: Returns,
    pub created_at: DateTime<Utc>,
    /// Since when nobody of it gets in.
    pub disabled_at: Option<DateTime<Utc>>,
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
    Url(Url),
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
    /// From when on it lets nobody in, if it ends by itself.
    pub expires_at: Option<DateTime<Utc>>,
    pub revoked_at: Option<DateTime<Utc>>,
    /// When it let somebody in, to a few minutes: what was not kept when a server died is not known.
    pub last_used_at: Option<DateTime<Utc>>,
    /// Whether its organization, or its user, is disabled. Told of a key that is read, and not kept
    /// with it.
    pub owner_disabled: bool,
}

/// A key that let somebody in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyUse {
    pub key: ApiKeyId,
    pub at: DateTime<Utc>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    pub organization: OrganizationId,
    pub id: UserId,
    pub email: Option<String>,
    pub created_at: DateTime<Utc>,
    /// Since when the user does not get in.
    pub disabled_at: Option<DateTime<Utc>>,
}

/// What GET tells of a factor. A user without one has no `FactorState`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FactorState {
    pub factor_type: FactorType,
    pub active: bool,
    pub last_auth_time: Option<DateTime<Utc>>,
}

/// What the domain knows of a user when it decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UserState {
    /// The organization has no such user.
    Unknown,
    /// A user without a factor.
    NotEnrolled,
    Enrolled(FactorState),
}

impl UserState {
    /// Of a user that exists.
    pub fn of(factor: Option<FactorState>) -> Self {
        factor.map_or(Self::NotEnrolled, Self::Enrolled)
    }
}

/// Something that a factor keeps, encrypted by it, beside the name of the key that opens it. What
/// it is, the factor alone knows.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed {
    pub key_id: String,
    pub bytes: Vec<u8>,
}

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sealed(key {:?}, …)", self.key_id)
    }
}

/// A factor with all that decides whether a proof counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactorRecord {
    pub state: FactorState,
    /// What the factor kept of the enrolment, if it had to.
    pub secret: Option<Sealed>,
    /// The latest time step of which a code was accepted: only later ones still count.
    pub last_step: Option<i64>,
}

/// What following a link is for. Decided when the link is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// Make a factor.
    Enroll,
    /// Prove the factor that the user has.
    Verify,
}

impl Purpose {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Enroll => "enroll",
            Self::Verify => "verify",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        [Self::Enroll, Self::Verify]
            .into_iter()
            .find(|purpose| purpose.as_str() == text)
    }
}

/// What factors made for an enrolment before it is known which of them it is for.
pub type Prepared = Vec<(FactorType, Sealed)>;

/// A link to be made.
#[derive(Debug, Clone)]
pub struct NewLink {
    pub hash: LinkHash,
    pub expires_at: DateTime<Utc>,
    pub prepared: Prepared,
}

/// A link with everything that its page and a decision need, loaded at once.
#[derive(Debug, Clone)]
pub struct Link {
    pub hash: LinkHash,
    pub organization: OrganizationId,
    pub organization_name: String,
    pub returns: Returns,
    pub user: UserId,
    pub factor_type: FactorType,
    pub purpose: Purpose,
    /// What the organization has set for this type of factor.
    pub settings: Option<Sealed>,
    /// What the factor prepared for this enrolment. Gone once the link has ended.
    pub prepared: Option<Sealed>,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub used_at: Option<DateTime<Utc>>,
    pub replaced_at: Option<DateTime<Utc>>,
    pub departed: Option<Departed>,
    /// Whether its organization, or its user, is disabled.
    pub owner_disabled: bool,
    /// Of a used one, as long as it is remembered.
    pub finished: Option<Finished>,
    /// The user's, not the link's: neither a new link nor a new enrolment buys new tries.
    pub attempts: Attempts,
    /// The user's factor, whatever the link is for.
    pub factor: Option<FactorRecord>,
}

impl Link {
    /// What the factor keeps for this link's purpose.
    pub fn secret(&self) -> Option<&Sealed> {
        match self.purpose {
            Purpose::Enroll => self.prepared.as_ref(),
            Purpose::Verify => self.factor.as_ref()?.secret.as_ref(),
        }
    }
}

/// A browser to be sent to another service. The newest one of a link is the one that counts.
#[derive(Debug, Clone)]
pub struct Departure {
    /// What it comes back with.
    pub state: StateHash,
    pub departed: Departed,
}

/// A browser that was sent to another service and has not come back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Departed {
    /// Which one it was.
    pub browser: BrowserHash,
    /// What the factor needs when it comes back.
    pub kept: Sealed,
}

/// What a link came to, for the browser that it was followed with: no other one is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finished {
    pub browser: BrowserHash,
    pub stage: Stage,
}

/// How far a person has come who is who they say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stage {
    /// Verified, and nothing more. `recovery_left` is `None` where the factor has no recovery codes.
    Verified {
        recovery_left: Option<u32>,
        by_recovery_code: bool,
    },
    /// New recovery codes are there to be saved: sealed, until the person has them.
    Codes(Sealed),
    /// Nothing is left to do.
    Done,
}

/// New recovery codes as they are kept: hashes for good, and the codes sealed by their factor, for
/// as long as the person has not saved them.
#[derive(Debug, Clone)]
pub struct NewCodes {
    pub hashes: Vec<RecoveryHash>,
    pub sealed: Sealed,
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
    pub factor_type: FactorType,
    pub secret: Option<Sealed>,
    pub last_auth_time: Option<DateTime<Utc>>,
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
    pub attempts: Attempts,
}

/// What an operator does with an organization or a user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Switch {
    /// Nobody gets in any more. Everything is kept.
    Off {
        now: DateTime<Utc>,
    },
    On,
}

impl Switch {
    /// What is to be kept, in place of this: disabling again keeps the first time.
    pub fn applied(self, disabled_at: Option<DateTime<Utc>>) -> Option<DateTime<Utc>> {
        match self {
            Self::Off { now } => disabled_at.or(Some(now)),
            Self::On => None,
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_factor_type_is_a_short_word() {
        for good in ["duo", "guardian", "one-time_code2", "sixteencharacter"] {
            assert_eq!(
                good.parse::<FactorType>().map(|t| t.to_string()),
                Ok(good.to_owned())
            );
        }
        assert_eq!("duo".parse(), Ok(FactorType::DUO));
        for bad in ["", "Duo", "a b", "seventeencharacte", "é", "a\0"] {
            assert_eq!(bad.parse::<FactorType>(), Err(InvalidFactorType), "{bad:?}");
        }
    }
}
