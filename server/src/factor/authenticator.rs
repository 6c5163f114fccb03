//! The embedded authenticator: time-based codes of RFC 6238, and recovery codes.

use std::sync::Arc;

use async_trait::async_trait;
use zeroize::Zeroizing;

use super::totp::{self, TotpSecret};
use super::{Keyring, KeyringError};
use crate::mfa::{
    Attempt, Evidence, Factor, FactorError, OrganizationId, Parameters, Prompt, Proof, Purpose,
    RecoveryCode, Sealed, Step, UserId,
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

    fn proof(&self, attempt: &Attempt<'_>, code: &Typed) -> Result<Option<Proof>, FactorError> {
        Ok(match code {
            Typed::Totp(code) => {
                let step = self.secret(attempt)?.step_of(code.as_str(), attempt.now);
                step.map(Proof::Step)
            }
            Typed::Recovery(code) => Some(Proof::Recovery(
                code.hash(attempt.organization, attempt.user),
            )),
            Typed::Neither => None,
        })
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
        let Some(proof) = self.proof(attempt, &Typed::read(typed))? else {
            return Ok(Step::Wrong);
        };
        Ok(Step::Prove(match attempt.purpose {
            Purpose::Enroll => Evidence {
                proof,
                secret: attempt.secret.cloned(),
                recovery_codes: RecoveryCode::generate_set().map_err(KeyringError::from)?,
            },
            Purpose::Verify => proof.into(),
        }))
    }

    /// It sends nobody away.
    async fn come_back(
        &self,
        _attempt: &Attempt<'_>,
        _parameters: &Parameters,
    ) -> Result<Step, FactorError> {
        Ok(Step::Deny)
    }
}

/// What a person typed into the code field, told apart by its form.
#[derive(Debug)]
enum Typed {
    Totp(TypedCode),
    Recovery(RecoveryCode),
    Neither,
}

/// Six digits. Never prints itself.
struct TypedCode(Zeroizing<String>);

impl TypedCode {
    fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for TypedCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TypedCode(…)")
    }
}

impl Typed {
    /// Apps show codes as `123 456`, people write dashes and capitals: none of that matters.
    fn read(text: &str) -> Self {
        let packed: Zeroizing<String> = Zeroizing::new(
            text.chars()
                .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–'))
                .collect(),
        );
        if packed.len() == totp::DIGITS && packed.bytes().all(|b| b.is_ascii_digit()) {
            return Self::Totp(TypedCode(packed));
        }
        RecoveryCode::parse(&packed).map_or(Self::Neither, Self::Recovery)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_as_people_write_them() {
        for text in ["123456", " 123 456 ", "123-456", "123\u{a0}456"] {
            assert!(matches!(Typed::read(text), Typed::Totp(code) if code.as_str() == "123456"));
        }
        let code = RecoveryCode::generate().expect("randomness");
        let shown = code.expose().to_string();
        for text in [
            shown.to_uppercase(),
            shown.replace('-', " "),
            shown.replace('-', ""),
        ] {
            assert!(
                matches!(Typed::read(&text), Typed::Recovery(read) if read == code),
                "{text}"
            );
        }
        for text in [
            "",
            "12345",
            "1234567",
            "١٢٣٤٥٦",
            "12345a",
            "u".repeat(16).as_str(),
        ] {
            assert!(matches!(Typed::read(text), Typed::Neither), "{text}");
        }
        assert_eq!(format!("{:?}", Typed::read("123456")), "Totp(TypedCode(…))");
    }
}
