//! Client of {{ facts.title }}: everything in [`generated`] is made from the contract.
//!
//! ```no_run
//! # fn example() -> Result<(), client::BuildError> {
//! let client = client::Client::builder("http://127.0.0.1:8080").build()?;
//! # let _ = client;
//! # Ok(())
//! # }
//! ```

#[rustfmt::skip]
pub mod generated;

pub use generated::*;
