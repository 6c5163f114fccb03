//! What the domain refuses, as the error that each operation documents for it.
//!
//! The compiler sees to it that no operation answers what its contract does not have.

use crate::contract::runtime::Unexpected;
use crate::contract::{
    DeleteProfileMfaError, GetProfileMfaError, GetUserMfaError, PostProfileMfaError,
};
use crate::mfa::{Error, Exceeded};

/// The caller acts for its organization, not for a user.
pub struct NoProfile;

/// The caller may not read other users.
pub struct NotPermitted;

const NO_PROFILE: &str = "The API key acts for the organization and has no profile: use a key that was made for a user, or a token.";
const NOT_PERMITTED: &str = "The credentials do not permit to read the MFA of other users.";
const UNKNOWN_USER: &str = "There is no such user.";
const NOT_ENROLLED: &str = "The user has no factor.";
const TYPE_FIXED: &str =
    "A factor of type duo cannot be taken away here: an operator can reset it.";
const TOO_OLD: &str =
    "The latest verification is more than 10 minutes old: verify again, then disable MFA.";

fn used_up(exceeded: &Exceeded) -> String {
    format!(
        "The organization has used up its {} requests. It may try again in {} s.",
        exceeded.limit, exceeded.retry_after
    )
}

impl From<NoProfile> for GetProfileMfaError {
    fn from(_: NoProfile) -> Self {
        Self::forbidden(NO_PROFILE)
    }
}

impl From<NoProfile> for PostProfileMfaError {
    fn from(_: NoProfile) -> Self {
        Self::forbidden(NO_PROFILE)
    }
}

impl From<NoProfile> for DeleteProfileMfaError {
    fn from(_: NoProfile) -> Self {
        Self::forbidden(NO_PROFILE)
    }
}

impl From<NotPermitted> for GetUserMfaError {
    fn from(_: NotPermitted) -> Self {
        Self::forbidden(NOT_PERMITTED)
    }
}

impl From<Error> for GetProfileMfaError {
    fn from(error: Error) -> Self {
        match error {
            Error::UnknownUser => Self::not_found(UNKNOWN_USER),
            other => Self::Unexpected(Unexpected::new(other)),
        }
    }
}

impl From<Error> for GetUserMfaError {
    fn from(error: Error) -> Self {
        match error {
            Error::UnknownUser => Self::not_found(UNKNOWN_USER),
            other => Self::Unexpected(Unexpected::new(other)),
        }
    }
}

impl From<Error> for PostProfileMfaError {
    fn from(error: Error) -> Self {
        match error {
            Error::UnknownUser => Self::not_found(UNKNOWN_USER),
            Error::RateLimited(exceeded) => Self::too_many_requests(
                exceeded.retry_at.unsigned_abs(),
                exceeded.retry_after,
                &used_up(&exceeded),
            ),
            other => Self::Unexpected(Unexpected::new(other)),
        }
    }
}

impl From<Error> for DeleteProfileMfaError {
    fn from(error: Error) -> Self {
        match error {
            Error::UnknownUser => Self::not_found(UNKNOWN_USER),
            Error::NotEnrolled => Self::not_found(NOT_ENROLLED),
            Error::TypeFixed => Self::forbidden(TYPE_FIXED),
            Error::TooOld => Self::forbidden(TOO_OLD),
            Error::RateLimited(exceeded) => Self::too_many_requests(
                exceeded.retry_at.unsigned_abs(),
                exceeded.retry_after,
                &used_up(&exceeded),
            ),
            other => Self::Unexpected(Unexpected::new(other)),
        }
    }
}
