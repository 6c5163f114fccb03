//! What a store knows of the keys that sealed what is in it. A key is a matter of the configuration:
//! a store keeps what tells whether it is still the same one.

use super::{OrganizationId, Sealed, UserId};

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
