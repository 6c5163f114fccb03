//! One function for each operation of the contract: its types in and out, nothing else.

mod problems;

use crate::app::App;
use crate::contract::runtime::Unexpected;
use crate::contract::types::{Mfa, MfaLink, MfaLinkRel, MfaStatus, MfaType};
use crate::contract::{
    Api, DeleteProfileMfaError, DeleteProfileMfaRequest, DeleteProfileMfaSuccess, GetProfileMfa,
    GetProfileMfaError, GetProfileMfaRequest, GetProfileMfaSuccess, GetUserMfa, GetUserMfaError,
    GetUserMfaRequest, GetUserMfaSuccess, PostProfileMfaError, PostProfileMfaRequest,
    PostProfileMfaSuccess,
};
use crate::mfa::{Caller, FactorType, MfaState, Status};

impl Api for App {
    async fn get_profile_mfa(
        &self,
        caller: &Caller,
        _: GetProfileMfaRequest,
    ) -> Result<GetProfileMfaSuccess, GetProfileMfaError> {
        let state = self.mfa.own_state(caller, self.now()).await?;
        let links = vec![self.link(MfaLinkRel::Self_, &GetProfileMfa::path())];
        Ok(GetProfileMfaSuccess::Ok(mfa(&state, links)?))
    }

    async fn post_profile_mfa(
        &self,
        caller: &Caller,
        _: PostProfileMfaRequest,
    ) -> Result<PostProfileMfaSuccess, PostProfileMfaError> {
        let started = self.mfa.start(caller, self.now()).await?;
        let own = self.link(MfaLinkRel::Self_, &GetProfileMfa::path());
        let enrollment = MfaLink {
            href: started.link.expose().to_owned(),
            rel: MfaLinkRel::Enrollment,
        };
        Ok(PostProfileMfaSuccess::Created {
            location: own.href.clone(),
            x_rate_limit_limit: started.quota.limit.into(),
            x_rate_limit_remaining: started.quota.remaining.into(),
            body: mfa(&started.state, vec![own, enrollment])?,
        })
    }

    async fn delete_profile_mfa(
        &self,
        caller: &Caller,
        _: DeleteProfileMfaRequest,
    ) -> Result<DeleteProfileMfaSuccess, DeleteProfileMfaError> {
        let quota = self.mfa.disable(caller, self.now()).await?;
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
        let user = request.id.as_str();
        let state = self.mfa.state_of(caller, user, self.now()).await?;
        let links = vec![self.link(MfaLinkRel::Self_, &GetUserMfa::path(&request.id))];
        Ok(GetUserMfaSuccess::Ok(mfa(&state, links)?))
    }
}

impl App {
    fn link(&self, rel: MfaLinkRel, path: &str) -> MfaLink {
        MfaLink {
            href: format!("{}{path}", self.mfa.public_url().as_str()),
            rel,
        }
    }
}

/// A type that the contract does not have is a failure: it names all that users can have.
fn mfa(state: &MfaState, links: Vec<MfaLink>) -> Result<Mfa, Unexpected> {
    let documented = |factor_type: FactorType| MfaType::try_from(factor_type.as_str());
    Ok(Mfa {
        status: match state.status {
            Status::Active => MfaStatus::Active,
            Status::Inactive => MfaStatus::Inactive,
        },
        type_: state
            .factor_type
            .map(documented)
            .transpose()
            .map_err(Unexpected::new)?,
        last_auth_time: state.last_auth_time.map(Into::into),
        links: links.into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::factor;

    #[test]
    fn the_contract_and_the_factors_name_the_same_types() {
        let contract = include_str!("../../spec/openapi.yaml");
        let contract: serde_json::Value = serde_saphyr::from_str(contract).expect("YAML");
        let documented = &contract["components"]["schemas"]["Mfa"]["properties"]["type"]["enum"];
        let documented: Vec<_> = documented.as_array().expect("an enum").iter().collect();
        let documented = documented.iter().filter_map(|name| name.as_str());
        let mut documented: Vec<_> = documented.collect();
        let mut types = factor::TYPES.each_ref().map(FactorType::as_str);
        documented.sort_unstable();
        types.sort_unstable();
        assert_eq!(documented, types);
        for factor_type in factor::TYPES {
            let state = MfaState {
                factor_type: Some(factor_type),
                ..MfaState::NOT_ENROLLED
            };
            let told = mfa(&state, Vec::new()).expect("documented").type_;
            assert_eq!(told.expect("a type").to_string(), factor_type.as_str());
        }
        let unknown = MfaState {
            factor_type: Some(FactorType::named("unknown")),
            ..MfaState::NOT_ENROLLED
        };
        assert!(mfa(&unknown, Vec::new()).is_err());
    }
}
