//! What proves a person, behind the port [`Factor`](crate::mfa::Factor). Here: the embedded
//! authenticator, which serves the type `guardian` without any vendor's account.
//!
//! A new factor is a module here, a line in [`TYPES`] and one in [`configured`], beside its value in
//! the contract's enum and its settings. Nothing here keeps anything or asks for the time.

pub mod authenticator;
pub mod keyring;
pub mod totp;

use std::sync::Arc;

pub use authenticator::Authenticator;
pub use keyring::{Keyring, KeyringError};
pub use totp::TotpSecret;

use crate::mfa::{FactorType, Factors};

/// Codes of an authenticator app.
pub const GUARDIAN: FactorType = FactorType::named("guardian");
pub const DUO: FactorType = FactorType::DUO;

/// Every type that a user can have here: those of the contract.
pub const TYPES: [FactorType; 2] = [GUARDIAN, DUO];

/// The factors that this server's configuration makes.
pub fn configured(keyring: Keyring) -> Factors {
    Factors::default().with(GUARDIAN, Authenticator::new(Arc::new(keyring)))
}
