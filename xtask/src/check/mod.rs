//! The ways in which contract, code and running service drift apart.
//!
//! Invariant: nothing here changes a file.

mod compare;
mod generated;
mod projection;
mod unsaid;

pub use compare::compare;
pub use generated::{Drift, generated_drift};
pub use projection::project;
pub use unsaid::unsaid;
