//! What the domain refuses, as the error that each operation documents for it.
//!
//! The compiler sees to it that every refusal has its response, and that no operation has a response
//! that its contract does not have.

use crate::contract::runtime::Unexpected;
use crate::contract::types::Problem;
use crate::contract::{
    DeleteProfileMfaError, GetProfileMfaError, GetUserMfaError, PostProfileMfaError,
};
use crate::mfa::{
    DisableRefusal, Error, Exceeded, Failure, NoProfile, NotDisabled, OutOfScope, ProfileRefusal,
    StartRefusal, UserRefusal,
};

const NO_PROFILE: &str = "The API key acts for the organization and has no profile: use a key that was made for a user, or a token.";
const NOT_PERMITTED: &str = "The credentials do not permit to read the MFA of this user.";
const OUT_OF_SCOPE: &str = "The API key has no scope for this: it needs profile:mfa:read to read, profile:mfa:write to change.";
const UNKNOWN_USER: &str = "There is no such user.";
const NOT_ENROLLED: &str = "The user has no factor.";
const TYPE_FIXED: &str = "A factor of type duo cannot be taken away here: an operator of this service can reset it, with `mfa-server user reset-mfa`.";
const TYPE_FIXED_TITLE: &str = "An operator alone can reset this factor";
/// A name, and no place (RFC 9457, section 3.1.1): clients can tell this refusal from others.
const TYPE_FIXED_TYPE: &str = "urn:mfa-server:problem:reset-by-operator";
const TOO_OLD: &str =
    "The latest verification is more than 10 minutes old: verify again, then disable MFA.";

/// What passes is 503, and everything else our own fault.
fn unexpected(failure: Failure) -> Unexpected {
    match failure.retry_after() {
        Some(after) => Unexpected::unavailable(failure, after),
        None => Unexpected::new(failure),
    }
}

fn used_up(exceeded: &Exceeded) -> String {
    format!(
        "The organization has used up its {} requests. It may try again in {} s.",
        exceeded.limit, exceeded.retry_after
    )
}

impl From<Error<ProfileRefusal>> for GetProfileMfaError {
    fn from(error: Error<ProfileRefusal>) -> Self {
        match error {
            Error::Refused(ProfileRefusal::NoProfile(NoProfile)) => Self::forbidden(NO_PROFILE),
            Error::Refused(ProfileRefusal::OutOfScope(OutOfScope)) => Self::forbidden(OUT_OF_SCOPE),
            Error::Refused(ProfileRefusal::UnknownUser) => Self::not_found(UNKNOWN_USER),
            Error::Failed(failure) => Self::Unexpected(unexpected(failure)),
        }
    }
}

impl From<Error<UserRefusal>> for GetUserMfaError {
    fn from(error: Error<UserRefusal>) -> Self {
        match error {
            Error::Refused(UserRefusal::NotPermitted) => Self::forbidden(NOT_PERMITTED),
            Error::Refused(UserRefusal::UnknownUser) => Self::not_found(UNKNOWN_USER),
            Error::Failed(failure) => Self::Unexpected(unexpected(failure)),
        }
    }
}

impl From<Error<StartRefusal>> for PostProfileMfaError {
    fn from(error: Error<StartRefusal>) -> Self {
        match error {
            Error::Refused(StartRefusal::RateLimited(exceeded)) => Self::too_many_requests(
                exceeded.retry_at.unsigned_abs(),
                exceeded.retry_after,
                &used_up(&exceeded),
            ),
            Error::Refused(StartRefusal::NoProfile(NoProfile)) => Self::forbidden(NO_PROFILE),
            Error::Refused(StartRefusal::OutOfScope(OutOfScope)) => Self::forbidden(OUT_OF_SCOPE),
            Error::Refused(StartRefusal::UnknownUser) => Self::not_found(UNKNOWN_USER),
            Error::Failed(failure) => Self::Unexpected(unexpected(failure)),
        }
    }
}

fn type_fixed() -> DeleteProfileMfaError {
    match DeleteProfileMfaError::forbidden(TYPE_FIXED) {
        DeleteProfileMfaError::Forbidden(problem) => DeleteProfileMfaError::Forbidden(Problem {
            type_: TYPE_FIXED_TYPE.into(),
            title: Some(TYPE_FIXED_TITLE.into()),
            ..problem
        }),
        other => other,
    }
}

impl From<Error<DisableRefusal>> for DeleteProfileMfaError {
    fn from(error: Error<DisableRefusal>) -> Self {
        let refusal = match error {
            Error::Refused(refusal) => refusal,
            Error::Failed(failure) => return Self::Unexpected(unexpected(failure)),
        };
        match refusal {
            DisableRefusal::RateLimited(exceeded) => Self::too_many_requests(
                exceeded.retry_at.unsigned_abs(),
                exceeded.retry_after,
                &used_up(&exceeded),
            ),
            DisableRefusal::NoProfile(NoProfile) => Self::forbidden(NO_PROFILE),
            DisableRefusal::OutOfScope(OutOfScope) => Self::forbidden(OUT_OF_SCOPE),
            DisableRefusal::NotDisabled(NotDisabled::UnknownUser) => Self::not_found(UNKNOWN_USER),
            DisableRefusal::NotDisabled(NotDisabled::NotEnrolled) => Self::not_found(NOT_ENROLLED),
            DisableRefusal::NotDisabled(NotDisabled::TypeFixed) => type_fixed(),
            DisableRefusal::NotDisabled(NotDisabled::TooOld) => Self::forbidden(TOO_OLD),
        }
    }
}
