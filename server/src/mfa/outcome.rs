//! What the domain's operations come to: for a caller of the API, and for a person with a link.

use chrono::{DateTime, Utc};
use url::Url;

use super::rules::{LinkEnd, Quota, happened};
use super::{
    Destination, FactorState, FactorType, Link, OrganizationId, Prompt, Purpose, RecoveryCode,
    Returns, UserId,
};

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

impl MfaState {
    pub const NOT_ENROLLED: Self = Self {
        status: Status::Inactive,
        factor_type: None,
        last_auth_time: None,
    };
}

impl MfaState {
    /// Of a user who has this factor. When the last authentication was, is not known if a wrong
    /// clock said it.
    pub fn of(factor: FactorState, now: DateTime<Utc>) -> Self {
        Self {
            status: if factor.active {
                Status::Active
            } else {
                Status::Inactive
            },
            factor_type: Some(factor.factor_type),
            last_auth_time: factor.last_auth_time.and_then(|at| happened(at, now)),
        }
    }
}

/// The URL that a person follows. It holds the token, so it never prints itself.
#[derive(Clone)]
pub struct EnrollmentLink(pub(super) Url);

impl EnrollmentLink {
    /// For the response to the caller alone, never for a log.
    pub fn expose(&self) -> &str {
        self.0.as_str()
    }
}

impl std::fmt::Debug for EnrollmentLink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
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

/// A step on a link's way, for its page.
#[derive(Debug)]
pub struct Visited {
    /// `None` where nobody knows whose link it is.
    pub host: Option<Host>,
    pub outcome: Outcome,
}

/// The organization whose link it is, as its pages need it.
#[derive(Debug, Clone)]
pub struct Host {
    pub id: OrganizationId,
    /// Whose link it is.
    pub user: UserId,
    /// As people read it.
    pub name: String,
    pub returns: Returns,
}

impl Visited {
    pub(super) fn nobodys(outcome: Outcome) -> Self {
        Self {
            host: None,
            outcome,
        }
    }

    pub(super) fn of(link: &Link, outcome: impl Into<Outcome>) -> Self {
        let host = Host {
            id: link.organization.clone(),
            user: link.user.clone(),
            name: link.organization_name.clone(),
            returns: link.returns.clone(),
        };
        Self {
            host: Some(host),
            outcome: outcome.into(),
        }
    }
}

/// What a step on a link's way came to.
#[derive(Debug)]
pub enum Outcome {
    /// The person is asked for something.
    Prompt {
        account: UserId,
        prompt: Prompt,
        /// Before a wait; 0 when every wrong code costs one.
        tries_left: u32,
    },
    /// The person goes to another service, and will come back.
    Leave(Destination),
    /// New recovery codes, for a person to save. Told again until they say that they have.
    Codes {
        purpose: Purpose,
        codes: Vec<RecoveryCode>,
    },
    /// There is nothing left to do.
    Done(Purpose),
    /// `recovery_left` is `None` where the factor has no recovery codes.
    Verified {
        recovery_left: Option<u32>,
        by_recovery_code: bool,
    },
    /// Wrong, or used before: nobody learns which. `tries_left` before a wait; 0 when every further
    /// one costs a wait.
    WrongCode {
        tries_left: u32,
    },
    /// It cannot be a code, whatever would be right: it costs no try.
    NotACode,
    /// The person said no elsewhere, or the other service did. Nothing changed.
    Denied,
    /// A browser came back that was not the one sent away. Nothing changed.
    OtherBrowser,
    /// A browser came back a second time: what was kept for it is gone.
    CameBackBefore,
    Locked {
        until: DateTime<Utc>,
    },
    /// The user's type is one that this server has no factor for, or its organization has not set up
    /// what that needs.
    NotConfigured(FactorType),
    Ended(LinkEnd),
    Unknown,
}
