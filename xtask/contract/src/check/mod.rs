//! The ways in which contract, code and running service drift apart.
//!
//! Invariant: nothing here changes a file.

#[cfg(feature = "generate")]
mod compare;
mod compatibility;
#[cfg(feature = "generate")]
mod generated;
#[cfg(feature = "generate")]
mod not_emitted;
#[cfg(feature = "generate")]
mod projection;
mod released;

#[cfg(feature = "generate")]
pub use compare::compare;
pub use compatibility::{Compatibility, OF_THE_VERSION, compatibility, version_of};
#[cfg(feature = "generate")]
pub use generated::generated_drift;
#[cfg(feature = "generate")]
pub use not_emitted::not_emitted;
#[cfg(feature = "generate")]
pub use projection::projection;
pub use released::{Released, released};
