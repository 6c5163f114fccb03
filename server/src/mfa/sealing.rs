//! What a store knows of the keys that sealed what is in it. A key is a matter of the configuration:
//! a store keeps what tells whether it is still the same one, and can put what another key sealed in
//! place of what it keeps.

use async_trait::async_trait;

use super::store::StoreError;
use super::{FactorType, LinkHash, OrganizationId, Sealed, UserId, WebhookId};

type Result<T> = std::result::Result<T, StoreError>;

/// A key by its id, with all that tells whether the configured keys fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyInUse {
    pub id: String,
    /// Something known that was sealed with it, unless nobody has looked at the key so far.
    pub check: Option<Vec<u8>>,
    /// How many factors keep something that it sealed.
    pub factors: u64,
    /// How many links do that can still be followed.
    pub links: u64,
    /// How many organizations' settings of a factor it sealed.
    pub settings: u64,
    /// How many webhooks' secrets it sealed, old ones that still sign included.
    pub webhooks: u64,
    /// What one of those factors keeps, and whose it is.
    pub sample: Option<(OrganizationId, UserId, Sealed)>,
}

/// What a store keeps of a key, in place of what it kept before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyCheck {
    pub id: String,
    pub check: Vec<u8>,
}

/// Where sealed values are, by what they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SealedKind {
    /// What factors keep of an enrolment.
    Factor,
    /// What organizations set for a type of factor.
    Settings,
    /// What signs the deliveries of webhooks.
    Webhook,
    /// What signed them before.
    OldWebhook,
    /// What a factor prepared for a link.
    Prepared,
    /// What a factor keeps while a browser is away.
    Departed,
    /// Recovery codes that were not saved yet.
    Codes,
}

impl SealedKind {
    pub const ALL: [Self; 7] = [
        Self::Factor,
        Self::Settings,
        Self::Webhook,
        Self::OldWebhook,
        Self::Prepared,
        Self::Departed,
        Self::Codes,
    ];
}

/// Where one sealed value is, and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SealedPlace {
    Factor {
        organization: OrganizationId,
        user: UserId,
    },
    Settings {
        organization: OrganizationId,
        factor_type: FactorType,
    },
    Webhook {
        organization: OrganizationId,
        webhook: WebhookId,
    },
    OldWebhook {
        organization: OrganizationId,
        webhook: WebhookId,
    },
    Prepared(SealedLink),
    Departed(SealedLink),
    Codes(SealedLink),
}

/// A link that keeps something sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedLink {
    pub hash: LinkHash,
    pub organization: OrganizationId,
    pub user: UserId,
}

impl SealedPlace {
    pub const fn kind(&self) -> SealedKind {
        match self {
            Self::Factor { .. } => SealedKind::Factor,
            Self::Settings { .. } => SealedKind::Settings,
            Self::Webhook { .. } => SealedKind::Webhook,
            Self::OldWebhook { .. } => SealedKind::OldWebhook,
            Self::Prepared(_) => SealedKind::Prepared,
            Self::Departed(_) => SealedKind::Departed,
            Self::Codes(_) => SealedKind::Codes,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedValue {
    pub place: SealedPlace,
    pub sealed: Sealed,
}

/// The same secret under another key.
#[derive(Debug, Clone)]
pub struct SealedAnew {
    pub old: SealedValue,
    pub new: Sealed,
}

/// How many values of a kind a key sealed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SealedCount {
    pub kind: SealedKind,
    pub key_id: String,
    pub values: u64,
}

/// The port to all that is sealed, of every organization: for an operator who gives up a key.
///
/// What is of no use any more counts as well, as the secret of a link that has ended, as long as it is
/// there.
#[async_trait]
pub trait SealedValues: Send + Sync + 'static {
    /// By kind and key.
    async fn sealed_counts(&self) -> Result<Vec<SealedCount>>;

    /// Up to `limit` values of a kind that this key sealed, in an order of the store's own: those
    /// after `after`, which was one of them.
    async fn sealed_with(
        &self,
        key_id: &str,
        kind: SealedKind,
        after: Option<&SealedPlace>,
        limit: u32,
    ) -> Result<Vec<SealedValue>>;

    /// Puts each new value in place of the old one, if that is what is still there; how many. Nothing
    /// is told: [`Event::Resealed`](super::Event::Resealed) tells of all of them at the end.
    async fn seal_anew(&self, values: Vec<SealedAnew>) -> Result<u64>;
}
