//! What a release writes: the copy of the contract, and the changelog.
//!
//! Invariant: nothing here writes a file; what was released is never changed.

mod changelog;
mod copy;

pub use changelog::{first_entry, with_entry};
pub use copy::{contract_files, copies};
