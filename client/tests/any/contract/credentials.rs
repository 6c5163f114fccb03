// @generated from client/tests/any/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! The security schemes: what a client may send, and to which operations.

use secrecy::SecretString;
use super::support::Scheme;

/// What the client authenticates with: a secret for each security scheme
/// that it has one for. Secrets never print themselves.
#[derive(Clone, Debug, Default)]
pub struct Credentials {}

impl Credentials {
    /// The schemes that there is a secret for.
    pub(super) fn present(&self) -> impl Iterator<Item = (Scheme, &SecretString)> {
        let schemes: [(Scheme, Option<&SecretString>); 0] = [];
        schemes.into_iter().filter_map(|(scheme, secret)| Some((scheme, secret?)))
    }
}

/// The contract has no schemes: nothing is sent to any operation.
pub(super) fn accepted(_: &str) -> &'static [&'static str] {
    &[]
}
