//! The operations of the contract.

use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use url::Url;

use super::observer::{Nobody, Observer};
use super::refusals::Refusals;
use super::rules::{self, Exceeded, Quota};
use super::{
    Asked, Caller, Counted, DisableRefusal, Disabled, Enrolled, EnrollmentLink, Error, Event,
    Factors, Failure, KeptElsewhere, LinkToken, MfaState, NewLink, NoProfile, NotDisabled,
    OutOfScope, ProfileRefusal, PublicUrl, StartRefusal, Started, Store, StoreError, UserId,
    UserRefusal, UserState, Why,
};

/// Where links lead, below the public URL.
pub const ENROLLMENT_PATH: &str = "/enrollment";

/// The domain's operations on one store, with the factors of this server.
pub struct Service {
    pub(super) store: Arc<dyn Store>,
    pub(super) factors: Factors,
    public_url: PublicUrl,
    pub(super) callback: Url,
    pub(super) refusals: Refusals,
    pub(super) observer: Arc<dyn Observer>,
}

impl Service {
    /// `public_url` is how browsers reach this server.
    pub fn new(store: Arc<dyn Store>, factors: Factors, public_url: PublicUrl) -> Self {
        Self {
            store,
            factors,
            callback: public_url.at(&format!("{ENROLLMENT_PATH}/callback")),
            public_url,
            refusals: Refusals::default(),
            observer: Arc::new(Nobody),
        }
    }

    /// Tells `observer` of what happens from now on.
    pub fn observed_by(mut self, observer: Arc<dyn Observer>) -> Self {
        self.observer = observer;
        self
    }

    pub fn store(&self) -> &Arc<dyn Store> {
        &self.store
    }

    pub fn public_url(&self) -> &PublicUrl {
        &self.public_url
    }

    /// The caller's own state, as of its request.
    pub async fn own_state(
        &self,
        caller: &Caller,
        now: DateTime<Utc>,
    ) -> Result<MfaState, Error<ProfileRefusal>> {
        let user = caller.user.as_ref();
        let user = user.ok_or_else(|| Error::refused(NoProfile))?;
        if !caller.may_read(user) {
            self.refused(caller, Asked::Read, Why::NotPermitted, now);
            return Err(Error::refused(OutOfScope));
        }
        let state = self.state(caller, user, now).await?;
        state.ok_or(Error::Refused(ProfileRefusal::UnknownUser))
    }

    /// The state of a user of the caller's organization, as of the caller's request. `user` is what
    /// was asked for: who asks for what is no id, asks for nobody.
    pub async fn state_of(
        &self,
        caller: &Caller,
        user: &str,
        now: DateTime<Utc>,
    ) -> Result<MfaState, Error<UserRefusal>> {
        let user = UserId::new(user).map_err(|_| Error::Refused(UserRefusal::UnknownUser))?;
        if !caller.may_read(&user) {
            self.refused(caller, Asked::Read, Why::NotPermitted, now);
            return Err(Error::Refused(UserRefusal::NotPermitted));
        }
        let state = self.state(caller, &user, now).await?;
        state.ok_or(Error::Refused(UserRefusal::UnknownUser))
    }

    async fn state(
        &self,
        caller: &Caller,
        user: &UserId,
        now: DateTime<Utc>,
    ) -> Result<Option<MfaState>, Failure> {
        let organization = &caller.organization;
        let state = self.store.user_state(organization, user, caller.moment);
        Ok(known(state.await?, now))
    }

    /// Makes a fresh link for the caller; older ones are void.
    pub async fn start(
        &self,
        caller: &Caller,
        now: DateTime<Utc>,
    ) -> Result<Started, Error<StartRefusal>> {
        let organization = &caller.organization;
        let user = self.counted_profile(caller, Asked::Start, now).await?;
        let token = LinkToken::generate().map_err(Failure::from)?;
        // Whether the link enrols, and which factor, is known inside the store's transaction alone.
        // What is prepared costs microseconds, another transaction would cost a commit.
        let prepared = self.factors.prepare(organization, user);
        let link = NewLink {
            hash: token.hash(),
            expires_at: now + Duration::seconds(rules::LINK_SECONDS),
            prepared: prepared.map_err(Failure::from)?,
        };
        let by = caller.origin();
        let counted = self.store.start_link(organization, user, link, &by, now);
        let (state, quota) = self.within(counted.await, caller, Asked::Start, now)?;
        Ok(Started {
            state: known(state, now).ok_or(Error::Refused(StartRefusal::UnknownUser))?,
            link: self.link(&token),
            quota,
        })
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
        let user = self.counted_profile(caller, Asked::Disable, now).await?;
        let by = caller.origin();
        let counted = self
            .store
            .disable_factor(&caller.organization, user, &by, now);
        let (disabled, quota) = self.within(counted.await, caller, Asked::Disable, now)?;
        match disabled.map_err(Error::refused)? {
            Disabled::Done => {}
            Disabled::Elsewhere(kept) => self.withdraw(caller, user, &kept, now).await?,
        }
        Ok(quota)
    }

    /// Takes a factor off that a service keeps: there first. So what fails in the middle leaves a
    /// factor that is still told of here, and doing it again takes away what is left.
    async fn withdraw(
        &self,
        caller: &Caller,
        user: &UserId,
        kept: &KeptElsewhere,
        now: DateTime<Utc>,
    ) -> Result<(), Error<DisableRefusal>> {
        let organization = &caller.organization;
        if let Some(factor) = self.factors.of(kept.factor_type) {
            let enrolled = Enrolled {
                organization,
                user,
                settings: &kept.settings,
            };
            factor.withdraw(&enrolled).await.map_err(Failure::from)?;
        }
        let by = caller.origin();
        let disabled = self.store.disable_withdrawn(organization, user, &by, now);
        match disabled.await.map_err(Failure::from)? {
            // Another request was quicker.
            Ok(()) | Err(NotDisabled::NotEnrolled) => Ok(()),
            Err(refusal) => Err(Error::refused(refusal)),
        }
    }

    /// The user whose profile a request is about that counts. One without, or out of its scopes,
    /// counts all the same, and is refused for that if there is no budget left.
    async fn counted_profile<'c, R>(
        &self,
        caller: &'c Caller,
        asked: Asked,
        now: DateTime<Utc>,
    ) -> Result<&'c UserId, Error<R>>
    where
        R: std::error::Error + From<Exceeded> + From<NoProfile> + From<OutOfScope>,
    {
        let (why, refusal) = match &caller.user {
            Some(user) if caller.may_change_own() => return Ok(user),
            Some(_) => (Why::NotPermitted, Error::refused(OutOfScope)),
            None => (Why::NoProfile, Error::refused(NoProfile)),
        };
        let refused = Event::RequestRefused { asked, why };
        let (organization, by) = (&caller.organization, caller.origin());
        let counted = self.store.count_request(organization, &refused, &by, now);
        self.within(counted.await, caller, asked, now)?;
        Err(refusal)
    }

    fn within<T, R>(
        &self,
        counted: Result<Counted<T>, StoreError>,
        caller: &Caller,
        asked: Asked,
        now: DateTime<Utc>,
    ) -> Result<(T, Quota), Error<R>>
    where
        R: std::error::Error + From<Exceeded>,
    {
        match counted.map_err(Failure::from)? {
            Counted::Within { quota, value } => Ok((value, quota)),
            Counted::Exceeded(exceeded) => {
                self.refused(caller, asked, Why::RateLimited, now);
                Err(Error::refused(exceeded))
            }
        }
    }

    fn refused(&self, caller: &Caller, asked: Asked, why: Why, now: DateTime<Utc>) {
        let event = Event::RequestRefused { asked, why };
        self.observer.happened(&event);
        let (organization, user) = (&caller.organization, caller.user.as_ref());
        self.refusals
            .add(organization, user, caller.origin(), event, now);
    }

    /// Keeps the refusals that were summed up since the last time. To be called every
    /// [`SUMMED_FOR`](super::SUMMED_FOR), and at the end.
    pub async fn tell_refusals(&self) -> Result<(), StoreError> {
        let entries = self.refusals.take();
        if entries.is_empty() {
            return Ok(());
        }
        self.store.tell(entries).await
    }
}

/// `None` for an unknown user.
fn known(state: UserState, now: DateTime<Utc>) -> Option<MfaState> {
    match state {
        UserState::Unknown => None,
        UserState::NotEnrolled => Some(MfaState::NOT_ENROLLED),
        UserState::Enrolled(factor) => Some(MfaState::of(factor, now)),
    }
}
