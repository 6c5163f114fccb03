//! The type `guardian`: the embedded authenticator, or an organization's Auth0 tenant.
//!
//! Who enrols gets what the organization has set up at that time. Who has enrolled keeps what they
//! have: a factor of which something is kept here is the authenticator's, any other one Auth0's.

use async_trait::async_trait;

use super::{Auth0, Authenticator};
use crate::mfa::{
    Attempt, Enrolled, Factor, FactorError, NewCodes, OrganizationId, Parameters, Purpose,
    RecoveryCode, Sealed, Step, UserId,
};

pub struct Guardian {
    pub authenticator: Authenticator,
    pub auth0: Auth0,
}

impl Guardian {
    fn of(&self, attempt: &Attempt<'_>) -> &dyn Factor {
        let is_embedded = match attempt.purpose {
            Purpose::Enroll => attempt.settings.is_none(),
            Purpose::Verify => attempt.secret.is_some(),
        };
        if is_embedded {
            &self.authenticator
        } else {
            &self.auth0
        }
    }
}

#[async_trait]
impl Factor for Guardian {
    fn prepare(
        &self,
        organization: &OrganizationId,
        user: &UserId,
    ) -> Result<Option<Sealed>, FactorError> {
        self.authenticator.prepare(organization, user)
    }

    async fn begin(&self, attempt: &Attempt<'_>) -> Result<Step, FactorError> {
        self.of(attempt).begin(attempt).await
    }

    async fn submit(&self, attempt: &Attempt<'_>, typed: &str) -> Result<Step, FactorError> {
        self.of(attempt).submit(attempt, typed).await
    }

    async fn come_back(
        &self,
        attempt: &Attempt<'_>,
        parameters: &Parameters,
    ) -> Result<Step, FactorError> {
        self.of(attempt).come_back(attempt, parameters).await
    }

    async fn withdraw(&self, enrolled: &Enrolled<'_>) -> Result<(), FactorError> {
        self.auth0.withdraw(enrolled).await
    }

    fn new_codes(
        &self,
        organization: &OrganizationId,
        user: &UserId,
    ) -> Result<Option<NewCodes>, FactorError> {
        self.authenticator.new_codes(organization, user)
    }

    fn open_codes(
        &self,
        organization: &OrganizationId,
        user: &UserId,
        sealed: &Sealed,
    ) -> Result<Vec<RecoveryCode>, FactorError> {
        self.authenticator.open_codes(organization, user, sealed)
    }
}
