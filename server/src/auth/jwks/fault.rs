//! What is wrong with a key of a set. Nothing here says anything of a key's value.

use std::fmt;

/// A key that must not be relied on, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("its member `{0}` is missing, or not in base64url (RFC 7518, section 6)")]
    Member(&'static str),
    #[error(
        "its member `{0}` is of the private half: whoever reads it can sign tokens. Make a new key, \
         and give out its public half alone (RFC 7517, section 9.2)"
    )]
    Private(&'static str),
    #[error("another key before it has the same `kid`: each must have its own")]
    DoubledKid,
    #[error("its modulus has {bits} bits: RS256 needs 2048 to 8192 (RFC 7518, section 3.3)")]
    ModulusSize { bits: usize },
    #[error("its modulus is divisible by {factor}: it is no RSA key, and anybody can sign for it")]
    ModulusFactor { factor: u64 },
    #[error("its exponent must be an odd number from 65537 to 2^33 (FIPS 186-5, section 5.4)")]
    Exponent,
    #[error(
        "its modulus was made by a faulty device, and its private half can be computed \
         (CVE-2017-15361, ROCA): make a new key elsewhere"
    )]
    Roca,
    #[error("its point is not on the curve {0}")]
    NotOnCurve(&'static str),
    #[error("its point is of a small order: signatures that fit it are easily made")]
    SmallOrder,
    #[error("its secret has {bits} bits: HS256 needs 256 or more (RFC 7518, section 3.2)")]
    ShortSecret { bits: usize },
    #[error(
        "its secret is known to everybody: it is in documentation, or has a placeholder in it. Draw a new \
         one, as with: openssl rand -base64 32"
    )]
    KnownSecret,
    #[error("its `{0}` and its `{1}` name uses that exclude each other (RFC 7517, section 4.3)")]
    MixedUses(&'static str, &'static str),
    #[error("its secret can be guessed: draw a new one, as with: openssl rand -base64 32")]
    GuessableSecret,
}

/// Which key of a set has the fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaultyKey {
    /// Counted from 1.
    pub position: usize,
    pub kid: Option<String>,
    pub fault: Fault,
}

/// The longest `kid` that is shown.
const SHOWN: usize = 64;

impl fmt::Display for FaultyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "key {}", self.position)?;
        if let Some(kid) = &self.kid {
            let shown: String = kid.chars().take(SHOWN).collect();
            // Escapes what a terminal would obey.
            write!(f, ", `kid` {shown:?}")?;
        }
        write!(f, ": {}", self.fault)
    }
}
