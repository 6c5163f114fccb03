//! Who is asking, once that is known.

use super::audit::{Actor, Origin, RequestOrigin};
use super::store::Moment;
use super::{ApiKeyId, OrganizationId, Scope, Scopes, UserId};

/// An authenticated caller. Everything it reaches is inside its organization.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    pub organization: OrganizationId,
    /// Whose profile the caller has; none for an API key of the organization itself.
    pub user: Option<UserId>,
    pub scopes: Scopes,
    pub credential: Credential,
    /// What the store is asked as of, for the caller's request.
    pub moment: Moment,
    /// The request itself, for the audit trail.
    pub request: Option<RequestOrigin>,
}

/// What the caller proved itself with, for the log and the audit trail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Credential {
    ApiKey(ApiKeyId),
    Jwt,
    /// Both at once, which agreed.
    ApiKeyAndJwt(ApiKeyId),
}

impl Caller {
    /// Who it is, for the audit trail.
    pub fn origin(&self) -> Origin {
        let actor = match (&self.credential, &self.user) {
            (Credential::ApiKey(key) | Credential::ApiKeyAndJwt(key), _) => Actor::Key(key.clone()),
            (Credential::Jwt, Some(user)) => Actor::User(user.clone()),
            // A token names a user.
            (Credential::Jwt, None) => Actor::Service,
        };
        Origin {
            actor,
            request: self.request.clone(),
        }
    }

    /// Whether the caller may enrol, verify, and take its factor off.
    pub fn may_change_own(&self) -> bool {
        self.scopes.contains(Scope::ChangeOwnMfa)
    }

    /// Whether the caller may see this user's MFA state: its own, or everyone's in the organization,
    /// by its scopes. Whether the user exists is another question, to be asked afterwards.
    pub fn may_read(&self, user: &UserId) -> bool {
        let is_own = self.user.as_ref() == Some(user);
        (is_own && self.scopes.contains(Scope::ReadOwnMfa))
            || self.scopes.contains(Scope::ReadUsersMfa)
    }
}
