//! One function for each operation of the contract: its types in and out, nothing else.

mod problems;

use crate::app::App;
use crate::auth::Caller;
use crate::contract::types::{Mfa, MfaLink, MfaLinkRel, MfaStatus, MfaType};
use crate::contract::{
    Api, DeleteProfileMfaError, DeleteProfileMfaRequest, DeleteProfileMfaSuccess, GetProfileMfa,
    GetProfileMfaError, GetProfileMfaRequest, GetProfileMfaSuccess, GetUserMfa, GetUserMfaError,
    GetUserMfaRequest, GetUserMfaSuccess, PostProfileMfaError, PostProfileMfaRequest,
    PostProfileMfaSuccess,
};
use crate::mfa::{MfaState, Status, UserId};
use crate::store::FactorType;
use problems::{NoProfile, NotPermitted};

impl Api for App {
    async fn get_profile_mfa(
        &self,
        caller: &Caller,
        _: GetProfileMfaRequest,
    ) -> Result<GetProfileMfaSuccess, GetProfileMfaError> {
        let user = caller.user.as_ref().ok_or(NoProfile)?;
        let state = self
            .mfa
            .state(&caller.organization, user, caller.moment)
            .await?;
        let links = vec![self.link(MfaLinkRel::Self_, &GetProfileMfa::path())];
        Ok(GetProfileMfaSuccess::Ok(mfa(&state, links)))
    }

    async fn post_profile_mfa(
        &self,
        caller: &Caller,
        _: PostProfileMfaRequest,
    ) -> Result<PostProfileMfaSuccess, PostProfileMfaError> {
        let now = self.now();
        let Some(user) = &caller.user else {
            self.mfa.count_request(&caller.organization, now).await?;
            return Err(NoProfile.into());
        };
        let started = self.mfa.start(&caller.organization, user, now).await?;
        let own = self.link(MfaLinkRel::Self_, &GetProfileMfa::path());
        let enrollment = MfaLink {
            href: started.link.expose().to_owned(),
            rel: MfaLinkRel::Enrollment,
        };
        Ok(PostProfileMfaSuccess::Created {
            location: own.href.clone(),
            x_rate_limit_limit: started.quota.limit.into(),
            x_rate_limit_remaining: started.quota.remaining.into(),
            body: mfa(&started.state, vec![own, enrollment]),
        })
    }

    async fn delete_profile_mfa(
        &self,
        caller: &Caller,
        _: DeleteProfileMfaRequest,
    ) -> Result<DeleteProfileMfaSuccess, DeleteProfileMfaError> {
        let now = self.now();
        let Some(user) = &caller.user else {
            self.mfa.count_request(&caller.organization, now).await?;
            return Err(NoProfile.into());
        };
        let quota = self.mfa.disable(&caller.organization, user, now).await?;
        Ok(DeleteProfileMfaSuccess::NoContent {
            x_rate_limit_limit: quota.limit.into(),
            x_rate_limit_remaining: quota.remaining.into(),
        })
    }

    async fn get_user_mfa(
        &self,
        caller: &Caller,
        request: GetUserMfaRequest,
    ) -> Result<GetUserMfaSuccess, GetUserMfaError> {
        let user = UserId::new(request.id.as_str()).map_err(|_| crate::mfa::Error::UnknownUser)?;
        if !caller.may_read(&user) {
            return Err(NotPermitted.into());
        }
        let state = self
            .mfa
            .state(&caller.organization, &user, caller.moment)
            .await?;
        let links = vec![self.link(MfaLinkRel::Self_, &GetUserMfa::path(&request.id))];
        Ok(GetUserMfaSuccess::Ok(mfa(&state, links)))
    }
}

impl App {
    fn link(&self, rel: MfaLinkRel, path: &str) -> MfaLink {
        MfaLink {
            href: format!("{}{path}", self.mfa.public_url()),
            rel,
        }
    }
}

fn mfa(state: &MfaState, links: Vec<MfaLink>) -> Mfa {
    Mfa {
        status: match state.status {
            Status::Active => MfaStatus::Active,
            Status::Inactive => MfaStatus::Inactive,
        },
        type_: state.factor_type.map(|factor_type| match factor_type {
            FactorType::Guardian => MfaType::Guardian,
            FactorType::Duo => MfaType::Duo,
        }),
        last_auth_time: state.last_auth_time,
        links: links.into(),
    }
}
