pub mod factor;
pub mod mfa;
pub mod store;
