// @generated from client/tests/any/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! The security schemes: what a client may send, and to which operations.

use secrecy::SecretString;
use super::runtime::{self, Scheme};

/// What the client authenticates with: a secret for each security scheme
/// that it has one for. Secrets never print themselves.
#[derive(Clone, Debug, Default)]
pub struct Credentials {}

impl runtime::Credentials for Credentials {
    fn present(&self) -> impl Iterator<Item = (Scheme, &SecretString)> {
        let schemes: [(Scheme, Option<&SecretString>); 0] = [];
        schemes.into_iter().filter_map(|(scheme, secret)| Some((scheme, secret?)))
    }

    fn accepted(_: &str) -> &'static [&'static str] {
        &[]
    }
}
