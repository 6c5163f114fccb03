// @generated from spec/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! The security schemes: what a request may carry.

use super::runtime::{FromRequest, RequestParts, Secret};

/// What a request carries of the schemes that its operation accepts.
#[derive(Clone, Debug, Default)]
pub struct Credentials {
    /// `SecretApiKey`: A secret key that acts for an organization, or for one of its users when
    /// it was made for that user.
    pub secret_api_key: Option<Secret>,
    /// `JWT`: A JSON Web Token of the organization's issuer; it acts for the user that it names.
    pub jwt: Option<Secret>,
}

impl FromRequest for Credentials {
    #[allow(unused_variables)]
    fn from_request(parts: &RequestParts, schemes: &[&str]) -> Self {
        Credentials {
            secret_api_key: schemes
                .contains(&"SecretApiKey")
                .then(|| parts.header_credential("REB-APIKEY"))
                .flatten(),
            jwt: schemes
                .contains(&"JWT")
                .then(|| parts.authorization("Bearer"))
                .flatten(),
        }
    }

    fn has(&self, scheme: &str) -> bool {
        match scheme {
            "SecretApiKey" => self.secret_api_key.is_some(),
            "JWT" => self.jwt.is_some(),
            _ => false,
        }
    }

    fn challenges(schemes: &[&str]) -> Vec<String> {
        schemes
            .iter()
            .filter_map(|scheme| match *scheme {
                "SecretApiKey" => Some("SecretApiKey realm=\"MFA\"".to_owned()),
                "JWT" => Some("Bearer realm=\"MFA\"".to_owned()),
                _ => None,
            })
            .collect()
    }
}
