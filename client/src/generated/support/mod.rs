// @generated from spec/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! What the client is made with beside Progenitor: its settings, credentials on
//! their way, retries. The same for every contract.

mod builder;
mod carrier;
mod hooks;
mod retry;

pub use builder::{BuildError, Builder, Settings};
pub use carrier::{Carrier, Scheme};
pub use retry::Retry;
