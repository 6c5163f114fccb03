//! What changed between two contracts, what it breaks, and for whom.
//!
//! Both documents are read tolerantly, and compared by meaning: schemas are
//! sets of values ([`schema`]), and whether a smaller or a larger set breaks
//! somebody depends on who sends the value (`rules::changes`). What is compared:
//!
//! - [`operations`]: paths and methods, and what stands on an operation itself;
//! - [`parameters`], [`bodies`], [`responses`], [`security`], [`lifecycle`];
//! - [`servers`], [`texts`], and, in [`whole`], components, webhooks, the version.
//!
//! Changes of schemas are told once, with all operations that they reach
//! ([`reach`]).
//!
//! Nothing here refuses a document or knows what is generated from it.

mod bodies;
mod changes;
mod encoding;
mod input;
mod known;
mod lifecycle;
mod operations;
mod parameters;
mod problems;
mod reach;
mod responses;
mod schema;
mod security;
mod servers;
mod side;
mod texts;
mod told;
mod version;
mod whole;

pub use input::Input;
pub use known::{FILE_NAME, Known};
pub use problems::{problems, unsupported};
pub use told::{Told, tell};
pub use version::Version;
