//! The MFA service.

#[rustfmt::skip]
pub mod contract;
