//! Why a caller was not let in.
//!
//! [`Error::Unauthenticated`] is the caller's: 401 with a challenge. [`Error::Internal`] is ours:
//! when the store or an issuer's keys cannot be had, nobody is let in (ASVS 16.5.3), and nobody is
//! told that their credentials were wrong.

use std::time::Duration;

use super::api_key::MalformedKey;
use super::jwks::KeysUnavailable;
use super::jwt::Refusal;
use crate::mfa::{ApiKeyId, OrganizationId, StoreError};

/// Both ways in, by the names that the generated layer gives them when there are no credentials.
const API_KEY: &str = r#"SecretApiKey realm="MFA""#;
const BEARER: &str = r#"Bearer realm="MFA""#;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Unauthenticated(#[from] Unauthenticated),
    #[error(transparent)]
    Internal(#[from] Internal),
}

/// Credentials that do not let anyone in. `Display` is the reason for the log, and holds no secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unauthenticated {
    #[error("no credentials")]
    NoCredentials,
    #[error("{0}")]
    MalformedKey(#[from] MalformedKey),
    #[error("no API key has the id {0}")]
    UnknownKey(ApiKeyId),
    #[error("the secret is not that of the API key {0}")]
    WrongKeySecret(ApiKeyId),
    #[error("the API key {0} has been revoked")]
    RevokedKey(ApiKeyId),
    #[error("the API key {0} has expired")]
    ExpiredKey(ApiKeyId),
    #[error("the organization of the credentials, or their user, is disabled")]
    Disabled,
    #[error("{refusal}")]
    Token {
        refusal: Refusal,
        /// The organization whose settings the token was held against, if it came that far.
        organization: Option<OrganizationId>,
    },
    #[error("API key and token belong to different organizations")]
    OrganizationsDiffer,
    #[error("the API key is bound to another user than the token's")]
    UsersDiffer,
}

impl Unauthenticated {
    /// In a word, for figures.
    pub fn word(&self) -> &'static str {
        match self {
            Self::NoCredentials => "no_credentials",
            Self::MalformedKey(_) => "malformed_key",
            Self::UnknownKey(_) => "unknown_key",
            Self::WrongKeySecret(_) => "wrong_key_secret",
            Self::RevokedKey(_) => "revoked_key",
            Self::ExpiredKey(_) => "expired_key",
            Self::Disabled => "disabled",
            Self::Token { refusal, .. } => refusal.word(),
            Self::OrganizationsDiffer | Self::UsersDiffer => "key_and_token_differ",
        }
    }

    /// What the client may know: nothing about which ids exist.
    pub fn detail(&self) -> &'static str {
        match self {
            Self::NoCredentials => "This needs a secret API key or a bearer token.",
            Self::MalformedKey(_)
            | Self::UnknownKey(_)
            | Self::WrongKeySecret(_)
            | Self::RevokedKey(_)
            | Self::ExpiredKey(_) => "The API key is not valid.",
            Self::Disabled => "The organization or the user is disabled.",
            Self::Token { refusal, .. } => refusal.detail(),
            Self::OrganizationsDiffer | Self::UsersDiffer => {
                "The API key and the bearer token do not belong together."
            }
        }
    }

    /// The value of `WWW-Authenticate` (RFC 9110 section 11.6.1): both ways in, and RFC 6750
    /// section 3.1's `error` on the token's when a token was refused. A request without credentials
    /// gets no error code, as that section asks.
    pub fn challenge(&self) -> String {
        match self {
            Self::NoCredentials | Self::Disabled => format!("{API_KEY}, {BEARER}"),
            Self::MalformedKey(_)
            | Self::UnknownKey(_)
            | Self::WrongKeySecret(_)
            | Self::RevokedKey(_)
            | Self::ExpiredKey(_) => {
                format!(r#"{API_KEY}, error="invalid_key", {BEARER}"#)
            }
            Self::Token { .. } | Self::OrganizationsDiffer | Self::UsersDiffer => format!(
                r#"{BEARER}, error="invalid_token", error_description="{}", {API_KEY}"#,
                self.detail()
            ),
        }
    }
}

impl Internal {
    /// Of a reason that passes: when it is worth trying again.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Store(error) => error.retry_after(),
            Self::Keys { source, .. } => source.retry_after(),
            Self::Settings { .. } => None,
        }
    }
}

/// What is wrong on our side. For the log: the client learns a request id.
#[derive(Debug, thiserror::Error)]
pub enum Internal {
    #[error("the store failed while authenticating: {0}")]
    Store(#[from] StoreError),
    #[error("tokens of the organization {organization} cannot be verified: {source}")]
    Keys {
        organization: OrganizationId,
        source: KeysUnavailable,
    },
    #[error("the organization {organization} has unusable JWT settings: {problem}")]
    Settings {
        organization: OrganizationId,
        problem: String,
    },
}
