//! The ways in which contract, code and running service drift apart.
//!
//! Invariant: nothing here changes a file.

mod compare;
mod compatibility;
mod generated;
mod projection;
mod released;
mod unsaid;

pub use compare::compare;
pub use compatibility::{Compatibility, compatibility, version_of};
pub use generated::generated_drift;
pub use projection::projection;
pub use released::{Released, released};
pub use unsaid::unsaid;
