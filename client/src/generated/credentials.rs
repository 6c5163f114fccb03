// @generated from spec/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! The security schemes: what a client may send, and to which operations.

use secrecy::SecretString;
use super::support::{Builder, Carrier, Scheme};

/// What the client authenticates with: a secret for each security scheme
/// that it has one for. Secrets never print themselves.
#[derive(Clone, Debug, Default)]
pub struct Credentials {
    /// `SecretApiKey`: A secret key that acts for an organization, or for one of its users when
    /// it was made for that user.
    pub secret_api_key: Option<SecretString>,
    /// `JWT`: A JSON Web Token of the organization's issuer; it acts for the user that it names.
    pub jwt: Option<SecretString>,
}

impl Credentials {
    /// The schemes that there is a secret for.
    pub(super) fn present(&self) -> impl Iterator<Item = (Scheme, &SecretString)> {
        let schemes: [(Scheme, Option<&SecretString>); 2] = [
            (
                Scheme {
                    name: "SecretApiKey",
                    carrier: Carrier::Header("REB-APIKEY"),
                },
                self.secret_api_key.as_ref(),
            ),
            (
                Scheme {
                    name: "JWT",
                    carrier: Carrier::Bearer,
                },
                self.jwt.as_ref(),
            ),
        ];
        schemes.into_iter().filter_map(|(scheme, secret)| Some((scheme, secret?)))
    }
}

impl Builder {
    /// `SecretApiKey`: A secret key that acts for an organization, or for one of its users when
    /// it was made for that user.
    pub fn secret_api_key(mut self, secret: impl Into<SecretString>) -> Self {
        self.credentials.secret_api_key = Some(secret.into());
        self
    }

    /// `JWT`: A JSON Web Token of the organization's issuer; it acts for the user that it names.
    pub fn jwt(mut self, secret: impl Into<SecretString>) -> Self {
        self.credentials.jwt = Some(secret.into());
        self
    }
}

/// The schemes that an operation accepts. Nothing else is sent to it.
pub(super) fn accepted(operation: &str) -> &'static [&'static str] {
    match operation {
        "get_profile_mfa" | "post_profile_mfa" | "delete_profile_mfa"
        | "get_user_mfa" => &["SecretApiKey", "JWT"],
        _ => &[],
    }
}
