//! The operations of the contract.

use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use url::Url;

use super::rules::{self, Quota};
use super::{
    Caller, Counted, DisableRefusal, EnrollmentLink, Error, Factors, Failure, LinkToken, MfaState,
    NewLink, ProfileRefusal, PublicUrl, StartRefusal, Started, Store, UserId, UserRefusal,
    UserState,
};

/// Where links lead, below the public URL.
pub const ENROLLMENT_PATH: &str = "/enrollment";

/// The domain's operations on one store, with the factors of this server.
pub struct Service {
    pub(super) store: Arc<dyn Store>,
    pub(super) factors: Factors,
    public_url: PublicUrl,
    pub(super) callback: Url,
}

impl Service {
    /// `public_url` is how browsers reach this server.
    pub fn new(store: Arc<dyn Store>, factors: Factors, public_url: PublicUrl) -> Self {
        Self {
            store,
            factors,
            callback: public_url.at(&format!("{ENROLLMENT_PATH}/callback")),
            public_url,
        }
    }

    pub fn store(&self) -> &Arc<dyn Store> {
        &self.store
    }

    pub fn public_url(&self) -> &PublicUrl {
        &self.public_url
    }

    /// The caller's own state, as of its request.
    pub async fn own_state(&self, caller: &Caller) -> Result<MfaState, Error<ProfileRefusal>> {
        let Some(user) = &caller.user else {
            return Err(Error::Refused(ProfileRefusal::NoProfile));
        };
        let state = self.state(caller, user).await?;
        state.ok_or(Error::Refused(ProfileRefusal::UnknownUser))
    }

    /// The state of a user of the caller's organization, as of the caller's request. `user` is what
    /// was asked for: who asks for what is no id, asks for nobody.
    pub async fn state_of(
        &self,
        caller: &Caller,
        user: &str,
    ) -> Result<MfaState, Error<UserRefusal>> {
        let user = UserId::new(user).map_err(|_| Error::Refused(UserRefusal::UnknownUser))?;
        if !caller.may_read(&user) {
            return Err(Error::Refused(UserRefusal::NotPermitted));
        }
        let state = self.state(caller, &user).await?;
        state.ok_or(Error::Refused(UserRefusal::UnknownUser))
    }

    async fn state(&self, caller: &Caller, user: &UserId) -> Result<Option<MfaState>, Failure> {
        let state = self
            .store
            .user_state(&caller.organization, user, caller.moment)
            .await?;
        Ok(known(state))
    }

    /// Makes a fresh link for the caller; older ones are void.
    pub async fn start(
        &self,
        caller: &Caller,
        now: DateTime<Utc>,
    ) -> Result<Started, Error<StartRefusal>> {
        let organization = &caller.organization;
        let Some(user) = &caller.user else {
            return Err(match self.store.count_request(organization, now).await? {
                Counted::Exceeded(exceeded) => Error::Refused(StartRefusal::RateLimited(exceeded)),
                Counted::Within { .. } => Error::Refused(StartRefusal::NoProfile),
            });
        };
        let token = LinkToken::generate().map_err(Failure::from)?;
        // Whether the link enrols, and which factor, is known inside the store's transaction alone.
        // What is prepared costs microseconds, another transaction would cost a commit.
        let link = NewLink {
            hash: token.hash(),
            expires_at: now + Duration::seconds(rules::LINK_SECONDS),
            prepared: self
                .factors
                .prepare(organization, user)
                .map_err(Failure::from)?,
        };
        match self.store.start_link(organization, user, link, now).await? {
            Counted::Exceeded(exceeded) => Err(Error::Refused(StartRefusal::RateLimited(exceeded))),
            Counted::Within { quota, value } => Ok(Started {
                state: known(value).ok_or(Error::Refused(StartRefusal::UnknownUser))?,
                link: self.link(&token),
                quota,
            }),
        }
    }

    fn link(&self, token: &LinkToken) -> EnrollmentLink {
        let path = format!("{ENROLLMENT_PATH}/{}", token.expose());
        EnrollmentLink(self.public_url.at(&path))
    }

    /// Takes the caller's factor off.
    pub async fn disable(
        &self,
        caller: &Caller,
        now: DateTime<Utc>,
    ) -> Result<Quota, Error<DisableRefusal>> {
        let organization = &caller.organization;
        let Some(user) = &caller.user else {
            return Err(match self.store.count_request(organization, now).await? {
                Counted::Exceeded(exceeded) => {
                    Error::Refused(DisableRefusal::RateLimited(exceeded))
                }
                Counted::Within { .. } => Error::Refused(DisableRefusal::NoProfile),
            });
        };
        match self.store.disable_factor(organization, user, now).await? {
            Counted::Exceeded(exceeded) => {
                Err(Error::Refused(DisableRefusal::RateLimited(exceeded)))
            }
            Counted::Within { quota, value } => {
                value.map_err(|why| Error::Refused(DisableRefusal::NotDisabled(why)))?;
                Ok(quota)
            }
        }
    }
}

/// `None` for an unknown user.
fn known(state: UserState) -> Option<MfaState> {
    match state {
        UserState::Unknown => None,
        UserState::NotEnrolled => Some(MfaState::NOT_ENROLLED),
        UserState::Enrolled(factor) => Some(factor.into()),
    }
}
