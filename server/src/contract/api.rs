// @generated from spec/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! The operations as a trait to implement, and their registration with Dropshot.

use std::future::Future;
use dropshot::{
    ApiDescription, ApiDescriptionRegisterError, EndpointTagPolicy, TagConfig, TagDetails,
};
use super::credentials::Credentials;
use super::operations;
use super::runtime::{self, Service};
#[allow(unused_imports)]
use super::{constrained, types};

/// What a server of the contract “MFA” does: one function for each operation.
pub trait Api: Service<Credentials = Credentials> {
    /// `GET /profile/mfa`: Retrieve own MFA status.
    fn get_profile_mfa(
        &self,
        caller: &Self::Caller,
        request: operations::GetProfileMfaRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::GetProfileMfa>> + Send;
    /// `POST /profile/mfa`: Start enrollment or verification.
    fn post_profile_mfa(
        &self,
        caller: &Self::Caller,
        request: operations::PostProfileMfaRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::PostProfileMfa>> + Send;
    /// `DELETE /profile/mfa`: Disable own MFA.
    fn delete_profile_mfa(
        &self,
        caller: &Self::Caller,
        request: operations::DeleteProfileMfaRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::DeleteProfileMfa>> + Send;
    /// `GET /users/{id}/mfa`: Retrieve MFA status of a user.
    fn get_user_mfa(
        &self,
        caller: &Self::Caller,
        request: operations::GetUserMfaRequest,
    ) -> impl Future<Output = runtime::Outcome<operations::GetUserMfa>> + Send;
    /// A request that is refused, or failed, as the body `types::Problem`.
    fn refused_as_problem(
        &self,
        refusal: &runtime::Refusal,
    ) -> Result<types::Problem, runtime::Unexpected> {
        refusal.problem()
    }
}

/// The operations, for `runtime::Front` to serve: below the path of their server's URL.
pub fn entries<S: Api>() -> Vec<runtime::Entry<S>> {
    Vec::from([
        runtime::entry::<operations::GetProfileMfa, S>(),
        runtime::entry::<operations::PostProfileMfa, S>(),
        runtime::entry::<operations::DeleteProfileMfa, S>(),
        runtime::entry::<operations::GetUserMfa, S>(),
    ])
}

/// Operations whose paths Dropshot's router cannot hold side by side.
const TOGETHER: &[runtime::Together] = &[];

/// The operations, as Dropshot describes and serves them.
pub fn api_description<S: Api>() -> Result<
    ApiDescription<S>,
    ApiDescriptionRegisterError,
> {
    let mut api = ApiDescription::new()
        .tag_config(TagConfig {
            allow_other_tags: true,
            policy: EndpointTagPolicy::Any,
            tags: [
                (
                    "Profile".to_owned(),
                    TagDetails {
                        description: Some(
                            "What callers do with their own MFA.".to_owned(),
                        ),
                        external_docs: None,
                    },
                ),
                (
                    "Users".to_owned(),
                    TagDetails {
                        description: Some(
                            "What callers with permission see of the users of their organization."
                                .to_owned(),
                        ),
                        external_docs: None,
                    },
                ),
            ]
                .into_iter()
                .collect(),
        });
    runtime::register(&mut api, entries(), TOGETHER)?;
    Ok(api)
}

/// The OpenAPI document that Dropshot emits for `api`.
pub fn emitted_document<S: Api>(
    api: &ApiDescription<S>,
) -> Result<serde_json::Value, Box<dyn std::error::Error + Send + Sync>> {
    let version = super::VERSION
        .parse()
        .unwrap_or(dropshot::semver::Version::new(0, 0, 0));
    let mut document = api
        .openapi(super::TITLE, version)
        .description(
            r"Tells whether multi-factor authentication (MFA) protects a user, and lets
users enroll a factor, verify it, and take it away.

A user has no factor, or exactly one. Changing it is a matter of the user's
own profile; reading it is possible for other users too, with permission.
",
        )
        .json()?;
    document["info"]["version"] = super::VERSION.into();
    runtime::emit::<S>(&mut document, &entries(), TOGETHER)?;
    Ok(document)
}
