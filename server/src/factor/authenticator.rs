//! The embedded authenticator: time-based codes of RFC 6238, and recovery codes.

use std::sync::Arc;

use async_trait::async_trait;

use super::totp::TotpSecret;
use super::typed::Typed;
use super::{Keyring, KeyringError};
use crate::mfa::{
    Attempt, Evidence, Factor, FactorError, NewCodes, OrganizationId, Parameters, Prompt, Proof,
    Purpose, RecoveryCode, Sealed, Step, UserId,
};

pub struct Authenticator {
    keyring: Arc<Keyring>,
}

impl Authenticator {
    pub fn new(keyring: Arc<Keyring>) -> Self {
        Self { keyring }
    }

    fn secret(&self, attempt: &Attempt<'_>) -> Result<TotpSecret, FactorError> {
        let sealed = attempt.secret.ok_or(KeyringError::NothingSealed)?;
        Ok(self
            .keyring
            .open(attempt.organization, attempt.user, sealed)?)
    }

    fn totp(&self, attempt: &Attempt<'_>, code: &str) -> Result<Step, FactorError> {
        let Some(step) = self.secret(attempt)?.step_of(code, attempt.now) else {
            return Ok(Step::Wrong);
        };
        Ok(Step::Prove(Evidence {
            proof: Proof::Step(step),
            secret: match attempt.purpose {
                Purpose::Enroll => attempt.secret.cloned(),
                Purpose::Verify => None,
            },
        }))
    }
}

#[async_trait]
impl Factor for Authenticator {
    fn prepare(
        &self,
        organization: &OrganizationId,
        user: &UserId,
    ) -> Result<Option<Sealed>, FactorError> {
        let secret = TotpSecret::generate().map_err(KeyringError::from)?;
        Ok(Some(self.keyring.seal(organization, user, &secret)?))
    }

    async fn begin(&self, attempt: &Attempt<'_>) -> Result<Step, FactorError> {
        Ok(Step::Show(match attempt.purpose {
            Purpose::Enroll => {
                let secret = self.secret(attempt)?;
                Prompt::SetUp {
                    otpauth: secret.otpauth(attempt.organization_name, attempt.user.as_str()),
                    secret: secret.to_base32(),
                }
            }
            Purpose::Verify => Prompt::Code,
        }))
    }

    async fn submit(&self, attempt: &Attempt<'_>, typed: &str) -> Result<Step, FactorError> {
        match (Typed::read(typed), attempt.purpose) {
            (Typed::Totp(code), _) => self.totp(attempt, code.as_str()),
            (Typed::Recovery(code), Purpose::Verify) => {
                let hash = code.hash(attempt.organization, attempt.user);
                Ok(Step::Prove(Proof::Recovery(hash).into()))
            }
            // Who enrols has no recovery codes yet.
            (Typed::Recovery(_), Purpose::Enroll) | (Typed::Neither, _) => Ok(Step::NotACode),
        }
    }

    /// It sends nobody away.
    async fn come_back(
        &self,
        _attempt: &Attempt<'_>,
        _parameters: &Parameters,
    ) -> Result<Step, FactorError> {
        Ok(Step::Deny)
    }

    fn new_codes(
        &self,
        organization: &OrganizationId,
        user: &UserId,
    ) -> Result<Option<NewCodes>, FactorError> {
        let codes = RecoveryCode::generate_set().map_err(KeyringError::from)?;
        Ok(Some(NewCodes {
            sealed: self.keyring.seal_codes(organization, user, &codes)?,
            hashes: codes
                .iter()
                .map(|code| code.hash(organization, user))
                .collect(),
        }))
    }

    fn open_codes(
        &self,
        organization: &OrganizationId,
        user: &UserId,
        sealed: &Sealed,
    ) -> Result<Vec<RecoveryCode>, FactorError> {
        Ok(self.keyring.open_codes(organization, user, sealed)?)
    }
}
