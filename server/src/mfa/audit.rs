//! The audit trail: who did what to whom, when, from where, and what came of it.
//!
//! A store keeps an entry in the same transaction as what it tells: neither is there without the
//! other. What there is to tell is the rules' matter ([`telling`](super::rules::telling)). An entry
//! has no secret in it, by its types: ids, stable words and numbers.

use std::net::IpAddr;
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::store::StoreError;
use super::{ApiKeyId, FactorType, OrganizationId, Purpose, UserId, WebhookId};

type Result<T> = std::result::Result<T, StoreError>;

/// A request, as an entry names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestOrigin {
    /// The id that its response carries, and its line in the log.
    pub id: String,
    /// The other end of the connection: of a proxy, where there is one.
    pub address: IpAddr,
}

/// Who does something.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Actor {
    /// Who holds this API key; with a token of the user beside it, or without.
    Key(ApiKeyId),
    /// Who holds a token of this user.
    User(UserId),
    /// Who follows a link in a browser.
    Person,
    /// Who runs a command on the machine: the account of the operating system.
    Operator(String),
    /// The server, by itself.
    Service,
}

impl Actor {
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Key(_) => "key",
            Self::User(_) => "user",
            Self::Person => "person",
            Self::Operator(_) => "operator",
            Self::Service => "service",
        }
    }

    pub fn id(&self) -> Option<&str> {
        match self {
            Self::Key(id) => Some(id.as_str()),
            Self::User(id) => Some(id.as_str()),
            Self::Operator(account) => Some(account),
            Self::Person | Self::Service => None,
        }
    }
}

/// By whom something is done, and with which request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    pub actor: Actor,
    pub request: Option<RequestOrigin>,
}

impl Origin {
    /// What the server does by itself.
    pub const SERVICE: Self = Self {
        actor: Actor::Service,
        request: None,
    };

    pub fn operator(account: impl Into<String>) -> Self {
        Self {
            actor: Actor::Operator(account.into()),
            request: None,
        }
    }
}

/// What was asked for and refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Asked {
    /// To read a user's state.
    Read,
    /// To make a link.
    Start,
    /// To take the factor off.
    Disable,
}

impl Asked {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Start => "start",
            Self::Disable => "disable",
        }
    }
}

/// Why something was refused, in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Why {
    RateLimited,
    NoProfile,
    NotPermitted,
    UnknownUser,
    NotEnrolled,
    TypeFixed,
    TooOld,
    /// The person, or the service that was asked, said no.
    Denied,
    /// Another browser came back than the one that was sent away.
    OtherBrowser,
    /// What is vouched for happened before the link was made.
    Stale,
}

impl Why {
    pub const fn word(self) -> &'static str {
        match self {
            Self::RateLimited => "rate_limited",
            Self::NoProfile => "no_profile",
            Self::NotPermitted => "not_permitted",
            Self::UnknownUser => "unknown_user",
            Self::NotEnrolled => "not_enrolled",
            Self::TypeFixed => "type_fixed",
            Self::TooOld => "too_old",
            Self::Denied => "denied",
            Self::OtherBrowser => "other_browser",
            Self::Stale => "stale",
        }
    }
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Event {
    LinkCreated {
        purpose: Purpose,
        factor_type: FactorType,
    },
    Enrolled {
        factor_type: FactorType,
    },
    Verified {
        factor_type: FactorType,
        by_recovery_code: bool,
    },
    /// A person passed without a proof: the vendor could not be reached, and the organization lets who
    /// has enrolled pass meanwhile.
    FactorWaived {
        factor_type: FactorType,
    },
    /// A proof that proves nothing, of one who follows a link.
    ProofRefused {
        factor_type: FactorType,
        purpose: Purpose,
        why: Why,
    },
    /// Wrong codes in a row, this one included.
    CodeRefused {
        factor_type: FactorType,
        purpose: Purpose,
        failures: u32,
    },
    RecoveryUsed {
        left: u32,
    },
    RecoveryRenewed,
    /// The person has the codes; nobody sees them again.
    RecoverySaved,
    FactorDeleted {
        factor_type: FactorType,
    },
    FactorReset {
        factor_type: Option<FactorType>,
    },
    FactorImported {
        factor_type: FactorType,
    },
    UserCreated,
    UserImported,
    /// By the names of what changed.
    UserChanged(Vec<&'static str>),
    UserDeleted {
        factor_type: Option<FactorType>,
    },
    UserDisabled,
    UserEnabled,
    UserLocked {
        until: DateTime<Utc>,
    },
    UserUnlocked,
    KeyCreated {
        key: ApiKeyId,
        scopes: Vec<String>,
        expires_at: Option<DateTime<Utc>>,
    },
    /// Another key takes its place, and both count until then.
    KeyRotated {
        key: ApiKeyId,
        successor: ApiKeyId,
        until: DateTime<Utc>,
    },
    KeyRevoked {
        key: ApiKeyId,
    },
    OrganizationCreated,
    /// By the names of the settings: their values may be secret.
    OrganizationChanged(Vec<&'static str>),
    /// What it sets for a type of factor.
    FactorSettingsChanged {
        factor_type: FactorType,
        is_set: bool,
    },
    OrganizationDisabled,
    OrganizationEnabled,
    EncryptionKeyAdded {
        key: String,
    },
    /// Everything is to be sealed anew with this key.
    ResealingStarted {
        key: String,
    },
    /// How much was sealed anew, and how much other keys still seal.
    Resealed {
        key: String,
        values: u64,
        left: u64,
    },
    /// Its URL may hold a secret.
    WebhookAdded {
        webhook: WebhookId,
        host: String,
    },
    WebhookRotated {
        webhook: WebhookId,
    },
    WebhookRemoved {
        webhook: WebhookId,
    },
    WebhookTested {
        webhook: WebhookId,
    },
    WebhookRetried {
        webhook: Option<WebhookId>,
        deliveries: u64,
    },
    RequestRefused {
        asked: Asked,
        why: Why,
    },
    TrailPruned {
        before: DateTime<Utc>,
        entries: u64,
    },
    TrailErased {
        entries: u64,
    },
}

impl Event {
    /// Its stable word.
    pub const fn what(&self) -> &'static str {
        match self {
            Self::LinkCreated { .. } => "link.created",
            Self::Enrolled { .. } => "factor.enrolled",
            Self::Verified { .. } => "factor.verified",
            Self::FactorWaived { .. } => "factor.waived",
            Self::ProofRefused { .. } => "proof.refused",
            Self::CodeRefused { .. } => "code.refused",
            Self::RecoveryUsed { .. } => "recovery.used",
            Self::RecoveryRenewed => "recovery.renewed",
            Self::RecoverySaved => "recovery.saved",
            Self::FactorDeleted { .. } => "factor.deleted",
            Self::FactorReset { .. } => "factor.reset",
            Self::FactorImported { .. } => "factor.imported",
            Self::UserCreated => "user.created",
            Self::UserImported => "user.imported",
            Self::UserChanged(_) => "user.changed",
            Self::UserDeleted { .. } => "user.deleted",
            Self::UserDisabled => "user.disabled",
            Self::UserEnabled => "user.enabled",
            Self::UserLocked { .. } => "user.locked",
            Self::UserUnlocked => "user.unlocked",
            Self::KeyCreated { .. } => "key.created",
            Self::KeyRotated { .. } => "key.rotated",
            Self::KeyRevoked { .. } => "key.revoked",
            Self::OrganizationCreated => "organization.created",
            Self::OrganizationChanged(_) | Self::FactorSettingsChanged { .. } => {
                "organization.changed"
            }
            Self::OrganizationDisabled => "organization.disabled",
            Self::OrganizationEnabled => "organization.enabled",
            Self::EncryptionKeyAdded { .. } => "encryption_key.added",
            Self::ResealingStarted { .. } => "encryption_key.rotation_started",
            Self::Resealed { .. } => "encryption_key.rotated",
            Self::WebhookAdded { .. } => "webhook.added",
            Self::WebhookRotated { .. } => "webhook.rotated",
            Self::WebhookRemoved { .. } => "webhook.removed",
            Self::WebhookTested { .. } => "webhook.tested",
            Self::WebhookRetried { .. } => "webhook.retried",
            Self::RequestRefused { .. } => "request.refused",
            Self::TrailPruned { .. } => "audit.pruned",
            Self::TrailErased { .. } => "audit.erased",
        }
    }

    pub const fn outcome(&self) -> &'static str {
        match self {
            Self::ProofRefused { .. } | Self::CodeRefused { .. } | Self::RequestRefused { .. } => {
                "refused"
            }
            _ => "done",
        }
    }

    /// What else there is to know of it: an object, `null` where there is nothing.
    pub fn detail(&self) -> Value {
        match self {
            Self::LinkCreated {
                purpose,
                factor_type,
            } => json!({ "purpose": purpose.as_str(), "type": factor_type }),
            Self::Enrolled { factor_type }
            | Self::FactorWaived { factor_type }
            | Self::FactorDeleted { factor_type }
            | Self::FactorImported { factor_type } => json!({ "type": factor_type }),
            Self::Verified {
                factor_type,
                by_recovery_code,
            } => json!({ "type": factor_type, "by_recovery_code": by_recovery_code }),
            Self::ProofRefused {
                factor_type,
                purpose,
                why,
            } => {
                json!({ "type": factor_type, "purpose": purpose.as_str(), "reason": why.word() })
            }
            Self::CodeRefused {
                factor_type,
                purpose,
                failures,
            } => {
                json!({ "type": factor_type, "purpose": purpose.as_str(), "failures": failures })
            }
            Self::RecoveryUsed { left } => json!({ "left": left }),
            Self::FactorReset { factor_type } | Self::UserDeleted { factor_type } => {
                json!({ "type": factor_type })
            }
            Self::UserChanged(changed) | Self::OrganizationChanged(changed) => {
                json!({ "changed": changed })
            }
            Self::FactorSettingsChanged {
                factor_type,
                is_set,
            } => json!({ "changed": ["factor"], "type": factor_type, "set": is_set }),
            Self::UserLocked { until } => json!({ "until": written(*until) }),
            Self::KeyCreated {
                key,
                scopes,
                expires_at,
            } => {
                let mut detail = json!({ "key": key, "scopes": scopes });
                if let Some(at) = expires_at {
                    detail["expires_at"] = written(*at).into();
                }
                detail
            }
            Self::KeyRotated {
                key,
                successor,
                until,
            } => json!({ "key": key, "successor": successor, "until": written(*until) }),
            Self::KeyRevoked { key } => json!({ "key": key }),
            Self::EncryptionKeyAdded { key } | Self::ResealingStarted { key } => {
                json!({ "key": key })
            }
            Self::Resealed { key, values, left } => {
                json!({ "key": key, "values": values, "left": left })
            }
            Self::WebhookAdded { webhook, host } => json!({ "webhook": webhook, "host": host }),
            Self::WebhookRotated { webhook }
            | Self::WebhookRemoved { webhook }
            | Self::WebhookTested { webhook } => json!({ "webhook": webhook }),
            Self::WebhookRetried {
                webhook,
                deliveries,
            } => json!({ "webhook": webhook, "deliveries": deliveries }),
            Self::RequestRefused { asked, why } => {
                json!({ "asked": asked.word(), "reason": why.word() })
            }
            Self::TrailPruned { before, entries } => {
                json!({ "before": written(*before), "entries": entries })
            }
            Self::TrailErased { entries } => json!({ "entries": entries }),
            Self::RecoveryRenewed
            | Self::RecoverySaved
            | Self::UserCreated
            | Self::UserImported
            | Self::UserDisabled
            | Self::UserEnabled
            | Self::UserUnlocked
            | Self::OrganizationCreated
            | Self::OrganizationDisabled
            | Self::OrganizationEnabled => Value::Null,
        }
    }
}

/// An instant as entries and events write it.
pub(super) fn written(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(chrono::SecondsFormat::Millis, true)
}

/// Something to be told that changes nothing: a refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// When it happened, for the first time.
    pub at: DateTime<Utc>,
    pub organization: Option<OrganizationId>,
    pub user: Option<UserId>,
    pub by: Origin,
    pub event: Event,
    /// How often, within a short while.
    pub times: u64,
}

/// An entry as it was kept, by this version or another.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// Entries are numbered as they were kept. A number does not come back.
    pub number: i64,
    pub at: DateTime<Utc>,
    pub organization: Option<String>,
    pub user: Option<String>,
    pub actor_kind: String,
    pub actor: Option<String>,
    pub what: String,
    pub outcome: String,
    pub detail: Value,
    pub times: u64,
    pub address: Option<String>,
    pub request_id: Option<String>,
}

/// Which entries are asked for.
#[derive(Debug, Clone, Default)]
pub struct AuditQuery {
    pub organization: Option<OrganizationId>,
    pub user: Option<String>,
    /// Words, or their beginnings up to a dot: `factor` is all of `factor.…`.
    pub what: Vec<String>,
    /// Not before this instant.
    pub since: Option<DateTime<Utc>>,
    /// Before this instant.
    pub until: Option<DateTime<Utc>>,
}

/// The port to the audit trail, for those who read it and for operators.
#[async_trait]
pub trait AuditTrail: Send + Sync + 'static {
    /// Keeps entries that go with no change.
    async fn tell(&self, entries: Vec<Entry>) -> Result<()>;

    /// Up to `limit` entries with numbers greater than `after`, by number.
    async fn told(&self, query: &AuditQuery, after: i64, limit: u32) -> Result<Vec<Told>>;

    /// The number before the last `limit` entries of a query: where to begin to read these. 0 if
    /// there are no more.
    async fn told_before_last(&self, query: &AuditQuery, limit: u32) -> Result<i64>;

    /// Takes entries away that are older than `before`, of one organization or all; how many. It is
    /// told itself.
    async fn prune_trail(
        &self,
        organization: Option<&OrganizationId>,
        before: DateTime<Utc>,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<u64>;

    /// Takes what says who it was out of the entries of a user who was deleted: the id, and the
    /// addresses. How many entries; it is told itself. `AlreadyExists` for a user who is still there.
    async fn erase_trail(
        &self,
        organization: &OrganizationId,
        user: &UserId,
        by: &Origin,
        now: DateTime<Utc>,
    ) -> Result<u64>;
}

/// How often refusals are kept that were summed up.
pub const SUMMED_FOR: Duration = Duration::from_secs(30);
