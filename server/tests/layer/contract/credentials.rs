// @generated from server/tests/layer/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! The security schemes: what a request may carry.

use super::runtime::{FromRequest, RequestParts, Secret};

/// What a request carries of the schemes that its operation accepts.
#[derive(Clone, Debug, Default)]
pub struct Credentials {
    /// `QueryKey`.
    pub query_key: Option<Secret>,
    /// `CookieKey`.
    pub cookie_key: Option<Secret>,
    /// `Password`.
    pub password: Option<Secret>,
    /// `Token`.
    pub token: Option<Secret>,
}

impl FromRequest for Credentials {
    #[allow(unused_variables)]
    fn from_request(parts: &RequestParts, schemes: &[&str]) -> Self {
        Credentials {
            query_key: schemes
                .contains(&"QueryKey")
                .then(|| parts.query_credential("key"))
                .flatten(),
            cookie_key: schemes
                .contains(&"CookieKey")
                .then(|| parts.cookie_credential("session"))
                .flatten(),
            password: schemes
                .contains(&"Password")
                .then(|| parts.authorization("Basic"))
                .flatten(),
            token: schemes
                .contains(&"Token")
                .then(|| parts.authorization("Bearer"))
                .flatten(),
        }
    }

    fn has(&self, scheme: &str) -> bool {
        match scheme {
            "QueryKey" => self.query_key.is_some(),
            "CookieKey" => self.cookie_key.is_some(),
            "Password" => self.password.is_some(),
            "Token" => self.token.is_some(),
            _ => false,
        }
    }

    fn challenges(schemes: &[&str]) -> Vec<String> {
        schemes
            .iter()
            .filter_map(|scheme| match *scheme {
                "QueryKey" => Some("QueryKey realm=\"Widgets\"".to_owned()),
                "CookieKey" => Some("CookieKey realm=\"Widgets\"".to_owned()),
                "Password" => {
                    Some("Basic realm=\"Widgets\", charset=\"UTF-8\"".to_owned())
                }
                "Token" => Some("Bearer realm=\"Widgets\"".to_owned()),
                _ => None,
            })
            .collect()
    }
}
