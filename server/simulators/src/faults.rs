//! Everything that a vendor's service, or someone who plays it, can do wrong: set by `PUT
//! /simulator/faults` at a simulator's own port, taken away by `DELETE`, shown by `GET`.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// What goes wrong from now on. As JSON: `{"status": 503}`, `{"forge": ["aud"]}`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Faults {
    /// Connections are closed without a response.
    pub down: bool,
    /// Every response has this status.
    pub status: Option<u16>,
    /// Every response is a page, as of a proxy that stands before the service.
    pub not_json: bool,
    /// Every response takes so long.
    pub slow_seconds: f64,
    /// How far the clock is ahead, or behind.
    pub skew_seconds: i64,
    /// What requests for a token are refused with, as `invalid_grant` for a code that was used.
    pub refuse: Option<String>,
    /// What is wrong with ID tokens.
    pub forge: BTreeSet<Forgery>,
}

/// One thing that is wrong with an ID token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Forgery {
    /// Signed with another key.
    Signature,
    /// It names a key that nobody has.
    Kid,
    /// `alg: none`, and no signature.
    AlgNone,
    /// Another algorithm of the same family, with the right key.
    Alg,
    Iss,
    Aud,
    /// Another one beside the right one.
    SecondAud,
    Nonce,
    NoNonce,
    /// Another person.
    User,
    Expired,
    NoExp,
    /// Issued in the future.
    Iat,
    NotBefore,
    AuthTimeFuture,
    /// Long before.
    AuthTimeOld,
    NoAuthTime,
    /// The person said no, or showed a password alone: a client that only looks at the signature does
    /// not see it.
    Deny,
    /// It does not say how the person authenticated.
    NoResult,
    /// A header that names an extension which must be understood.
    Crit,
    /// Not a token.
    Garbage,
    /// No token.
    Absent,
    TokenType,
}

impl Faults {
    pub fn forges(&self, what: Forgery) -> bool {
        self.forge.contains(&what)
    }

    /// Whether everything is right.
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }
}
