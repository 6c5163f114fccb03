//! Who is calling: [`Authenticator`] turns the credentials of a request ([`Presented`]) into a
//! [`Caller`], or says why not ([`Error`]).
//!
//! Nothing here knows HTTP: the generated layer takes credentials out of requests and writes
//! challenges into responses.

mod api_key;
mod authenticator;
mod caller;
mod error;
pub mod jwks;
pub mod jwt;
mod scope;
#[cfg(test)]
mod testing;

pub use api_key::{MalformedKey, NewApiKey, PresentedApiKey};
pub use authenticator::Authenticator;
pub use caller::{Caller, Credential, Presented};
pub use error::{Error, Internal, Unauthenticated};
pub use scope::{Scope, Scopes, UnknownScope};

#[cfg(test)]
mod tests;
