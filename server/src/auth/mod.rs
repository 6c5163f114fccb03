//! Who is calling: [`Authenticator`] turns the credentials of a request ([`Presented`]) into a
//! [`Caller`](crate::mfa::Caller), or says why not ([`Error`]).
//!
//! Nothing here knows HTTP: the generated layer takes credentials out of requests and writes
//! challenges into responses.

mod api_key;
mod authenticator;
mod error;
pub mod jwks;
pub mod jwt;
mod key_uses;
#[cfg(test)]
mod testing;

pub use api_key::{MalformedKey, NewApiKey, PresentedApiKey};
pub use authenticator::{Authenticator, Presented};
pub use error::{Error, Internal, Unauthenticated};
pub use key_uses::{KEPT_EVERY, KeyUses};

#[cfg(test)]
mod tests;
