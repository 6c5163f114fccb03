//! What a key is for, as its set says (RFC 7517, sections 4.2 to 4.4): whether it verifies signatures
//! here, is for something else, or says what contradicts itself.

use super::fault::Fault;
use crate::auth::jwt::Algorithm;

/// Operations that go with no signature: a key for both lets one be used against the other.
const OTHER_OPERATIONS: [&str; 6] = [
    "encrypt",
    "decrypt",
    "wrapKey",
    "unwrapKey",
    "deriveKey",
    "deriveBits",
];

pub(super) struct Purpose<'a> {
    /// `use`
    pub of: Option<&'a str>,
    /// `key_ops`
    pub operations: Option<&'a [String]>,
    /// `alg`
    pub algorithm: Option<&'a str>,
}

impl Purpose<'_> {
    /// Whether the key is for verifying with the algorithm of its type.
    pub(super) fn verifies(&self, algorithm: Algorithm) -> Result<bool, Fault> {
        let has = |wanted: &str| {
            let all = self.operations.unwrap_or_default();
            all.iter().any(|operation| operation == wanted)
        };
        let other = OTHER_OPERATIONS
            .into_iter()
            .find(|operation| has(operation));
        let signs = has("verify") || has("sign");
        if signs && other.is_some() {
            return Err(Fault::MixedUses("key_ops", "key_ops"));
        }
        match self.of {
            Some("sig") if other.is_some() => return Err(Fault::MixedUses("use", "key_ops")),
            Some("enc") if signs => return Err(Fault::MixedUses("use", "key_ops")),
            _ => {}
        }
        // One of the known algorithms, so it is a signature's.
        let named = self
            .algorithm
            .and_then(|name| name.parse::<Algorithm>().ok());
        if let Some(named) = named {
            if named != algorithm {
                return Err(Fault::MixedUses("kty", "alg"));
            }
            if self.of == Some("enc") {
                return Err(Fault::MixedUses("use", "alg"));
            }
            if other.is_some() {
                return Err(Fault::MixedUses("key_ops", "alg"));
            }
        }
        let is_of_it = self.algorithm.is_none_or(|name| name == algorithm.name());
        let is_for_signatures = self.of.is_none_or(|of| of == "sig");
        Ok(is_of_it && is_for_signatures && (self.operations.is_none() || has("verify")))
    }
}
