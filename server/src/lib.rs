pub mod factor;
pub mod mfa;
pub mod pages;
pub mod store;
