//! JSON Web Tokens: taken apart ([`token`]), then believed or refused ([`verify`]).
//!
//! jsonwebtoken's `decode` is not used: it reads the clock itself and accepts, unless told
//! otherwise, a missing `iss` or `aud`, unknown `crit`, `b64: false` and a future `iat`. Its
//! cryptography is, for the signature alone.

mod algorithm;
mod refusal;
mod token;
mod verify;

pub use algorithm::{Algorithm, UnknownAlgorithm};
pub use refusal::Refusal;
pub use token::{Header, MAX_TOKEN_BYTES, UnverifiedClaims, UnverifiedToken};
pub use verify::{Expectations, LEEWAY_SECONDS, VerifiedClaims, check_header, choose_key, verify};

#[cfg(test)]
mod tests;
