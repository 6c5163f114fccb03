//! Why an operation did not happen: a refusal, which the one who asked can know and do something
//! about, or a failure, which is ours. Each operation has the refusals that its contract has, so
//! that whoever turns them into responses can match them all.

use std::time::Duration;

use super::rules::{Exceeded, NotDisabled};
use super::{FactorError, StoreError};

/// `R` are the refusals of the operation.
#[derive(Debug, thiserror::Error)]
pub enum Error<R: std::error::Error> {
    #[error("{0}")]
    Refused(R),
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// What went wrong on our side, or at a service that a factor relies on. Nobody is let in by it.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Factor(#[from] FactorError),
    #[error("the operating system gives no random numbers")]
    NoRandomness,
}

/// How long a service that could not be asked may take to come back.
const SERVICE_AWAY: Duration = Duration::from_secs(30);

impl Failure {
    /// Of a reason that passes: when it is worth trying again.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Store(error) => error.retry_after(),
            Self::Factor(FactorError::Service { .. }) => Some(SERVICE_AWAY),
            Self::Factor(FactorError::Internal(_)) | Self::NoRandomness => None,
        }
    }
}

impl From<getrandom::Error> for Failure {
    fn from(_: getrandom::Error) -> Self {
        Self::NoRandomness
    }
}

impl<R: std::error::Error> Error<R> {
    pub(super) fn refused(why: impl Into<R>) -> Self {
        Self::Refused(why.into())
    }
}

/// The caller is no user.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the caller acts for its organization and has no profile")]
pub struct NoProfile;

/// The caller's key was not made for this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the caller's API key has no scope for this")]
pub struct OutOfScope;

/// Of reading one's own state.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProfileRefusal {
    #[error(transparent)]
    NoProfile(#[from] NoProfile),
    #[error(transparent)]
    OutOfScope(#[from] OutOfScope),
    #[error("there is no such user")]
    UnknownUser,
}

/// Of reading the state of a user.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UserRefusal {
    #[error("the caller may not read this user")]
    NotPermitted,
    #[error("there is no such user")]
    UnknownUser,
}

/// Of making a link.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StartRefusal {
    #[error(transparent)]
    RateLimited(#[from] Exceeded),
    #[error(transparent)]
    NoProfile(#[from] NoProfile),
    #[error(transparent)]
    OutOfScope(#[from] OutOfScope),
    #[error("there is no such user")]
    UnknownUser,
}

/// Of taking a factor off.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DisableRefusal {
    #[error(transparent)]
    RateLimited(#[from] Exceeded),
    #[error(transparent)]
    NoProfile(#[from] NoProfile),
    #[error(transparent)]
    OutOfScope(#[from] OutOfScope),
    #[error(transparent)]
    NotDisabled(#[from] NotDisabled),
}
