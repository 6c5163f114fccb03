//! Why a token was refused: one reason per check, for the log and for tests.
//!
//! The client is told less: see [`Refusal::detail`].

use super::algorithm::Algorithm;

/// What a token failed on. `Display` is for the log: it carries nothing out of the token but names.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("the token is longer than 8 KiB")]
    TooLong,
    #[error("the token is not a compact JWS with a JSON header and a JSON claims object")]
    Malformed,
    #[error("the token's `crit` header names extensions; none is understood")]
    CriticalExtension,
    #[error("the token's `b64` header asks for an unencoded payload")]
    UnencodedPayload,
    #[error("the token's `typ` is not that of an access token of this organization")]
    WrongType,
    #[error("the token's `alg` is none of RS256, ES256, EdDSA, HS256")]
    UnknownAlgorithm,
    #[error("the organization does not allow the token's algorithm, {0}")]
    AlgorithmNotAllowed(Algorithm),
    #[error("no organization expects tokens of this `iss` and `aud`")]
    UnknownIssuer,
    #[error("the token's `aud` fits several organizations of its issuer")]
    AmbiguousAudience,
    #[error("the organization's key set has no key of the token's `kid` and algorithm")]
    UnknownKey,
    #[error("the token has no `kid`, and several keys of the key set could have signed it")]
    KeyIdMissing,
    #[error("several keys of the key set have the token's `kid` and algorithm")]
    AmbiguousKey,
    #[error("the token's signature is not that of the key")]
    WrongSignature,
    #[error("the token's claim `{0}` is missing")]
    ClaimMissing(&'static str),
    #[error("the token's claim `{0}` has the wrong form")]
    ClaimMalformed(&'static str),
    #[error("the token's `iss` is not the organization's issuer")]
    WrongIssuer,
    #[error("the token's `aud` is not the organization's audience")]
    WrongAudience,
    #[error("the token has expired")]
    Expired,
    #[error("the token is not valid yet (`nbf`)")]
    NotYetValid,
    #[error("the token was issued in the future (`iat`)")]
    IssuedInTheFuture,
    #[error("the token's user claim is not a valid user id")]
    NotAUserId,
}

impl Refusal {
    /// In a word, for figures.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Expired => "token_expired",
            Self::NotYetValid | Self::IssuedInTheFuture => "token_not_yet_valid",
            Self::WrongSignature => "token_signature",
            Self::UnknownKey | Self::KeyIdMissing | Self::AmbiguousKey => "token_key",
            Self::UnknownIssuer
            | Self::AmbiguousAudience
            | Self::WrongIssuer
            | Self::WrongAudience => "token_issuer_or_audience",
            _ => "token_malformed",
        }
    }

    /// What the client may know. A token's owner can act on its times; every other reason would
    /// tell a forger which check to work on next.
    pub fn detail(&self) -> &'static str {
        match self {
            Self::Expired => "The bearer token has expired.",
            Self::NotYetValid | Self::IssuedInTheFuture => "The bearer token is not valid yet.",
            _ => "The bearer token is not valid.",
        }
    }
}
