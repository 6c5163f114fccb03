//! What the domain's operations answer: to a caller of the API, to a person with a link, to an
//! operator.

use std::fmt;

use chrono::{DateTime, Utc};
use zeroize::Zeroizing;

use super::UserId;
use super::rules::{self, Exceeded, LinkEnd, Quota};
use crate::factor::{KeyringError, RecoveryCode, TotpSecret};
use crate::store::{FactorState, FactorType, StoreError};

/// Why an operation did not happen. The first five are the caller's to know; the rest are ours.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("there is no such user")]
    UnknownUser,
    #[error("the user has no factor")]
    NotEnrolled,
    #[error("a factor of type duo cannot be changed here")]
    TypeFixed,
    #[error(
        "the last authentication is more than {} seconds ago",
        rules::FRESH_SECONDS
    )]
    TooOld,
    #[error("the organization's {} requests are used up until {}", .0.limit, .0.retry_at)]
    RateLimited(Exceeded),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Keyring(#[from] KeyringError),
}

impl From<getrandom::Error> for Error {
    fn from(error: getrandom::Error) -> Self {
        Self::Keyring(error.into())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Active,
    Inactive,
}

/// What the contract's `Mfa` says of a user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MfaState {
    pub status: Status,
    /// `None` for a user who never enrolled, or whose factor was taken off.
    pub factor_type: Option<FactorType>,
    pub last_auth_time: Option<DateTime<Utc>>,
}

impl From<Option<FactorState>> for MfaState {
    fn from(factor: Option<FactorState>) -> Self {
        Self {
            status: match factor {
                Some(FactorState { active: true, .. }) => Status::Active,
                _ => Status::Inactive,
            },
            factor_type: factor.map(|factor| factor.factor_type),
            last_auth_time: factor.and_then(|factor| factor.last_auth_time),
        }
    }
}

/// The URL that a person follows. It holds the token, so it never prints itself.
#[derive(Clone)]
pub struct EnrollmentLink(pub(super) String);

impl EnrollmentLink {
    /// For the answer to the caller alone, never for a log.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for EnrollmentLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EnrollmentLink(…)")
    }
}

/// A start: the state as it is, and the link that may change it.
#[derive(Debug)]
pub struct Started {
    pub state: MfaState,
    pub link: EnrollmentLink,
    pub quota: Quota,
}

/// What a person sees who follows a link. Looking changes nothing.
#[derive(Debug)]
pub enum LinkPage {
    Enroll(Enroll),
    Verify {
        organization_name: String,
        account: UserId,
    },
    /// Duo serves this user, and this server has no Duo configured.
    DuoNotConfigured {
        organization_name: String,
    },
    Locked {
        until: DateTime<Utc>,
    },
    Ended(LinkEnd),
    Unknown,
}

/// What an authenticator app needs.
pub struct Enroll {
    pub organization_name: String,
    pub account: UserId,
    /// For the QR picture.
    pub otpauth: Zeroizing<String>,
    /// For typing, base32.
    pub secret: Zeroizing<String>,
}

impl fmt::Debug for Enroll {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Enroll")
            .field("organization_name", &self.organization_name)
            .field("account", &self.account)
            .finish_non_exhaustive()
    }
}

/// What became of a code that a person gave.
#[derive(Debug)]
pub enum Outcome {
    /// The recovery codes are seen now or never.
    Enrolled {
        recovery_codes: Vec<RecoveryCode>,
    },
    Verified {
        recovery_left: u32,
        by_recovery_code: bool,
    },
    /// Wrong, or used before: they get the same answer. `tries_left` before a wait; 0 when every
    /// further one costs a wait.
    WrongCode {
        tries_left: u32,
    },
    Locked {
        until: DateTime<Utc>,
    },
    DuoNotConfigured {
        organization_name: String,
    },
    Ended(LinkEnd),
    Unknown,
}

/// A user from elsewhere, with the factor that it had there.
#[derive(Debug)]
pub struct NewUser {
    pub id: UserId,
    pub email: Option<String>,
    pub factor: Option<NewFactor>,
}

#[derive(Debug)]
pub struct NewFactor {
    pub proof: NewProof,
    pub last_auth_time: Option<DateTime<Utc>>,
}

#[derive(Debug)]
pub enum NewProof {
    Guardian(TotpSecret),
    Duo,
}

/// A public URL that links cannot be made from.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "the public URL must start with https:// or http://, name a host and have no query, \
     fragment or spaces"
)]
pub struct InvalidPublicUrl;
