// @generated from spec/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! The security schemes: what a client may send, and to which operations.

use secrecy::SecretString;
use super::runtime::{self, Carrier, Scheme};

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

impl runtime::Credentials for Credentials {
    fn present(&self) -> impl Iterator<Item = (Scheme, &SecretString)> {
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

    fn accepted(operation: &str) -> &'static [&'static str] {
        match operation {
            "get_profile_mfa" | "post_profile_mfa" | "delete_profile_mfa"
            | "get_user_mfa" => &["SecretApiKey", "JWT"],
            _ => &[],
        }
    }
}
