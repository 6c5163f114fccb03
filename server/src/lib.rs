pub mod mfa;
pub mod store;
