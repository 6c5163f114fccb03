//! Where organizations, users, keys, factors and links are kept: implementations of the port
//! [`Store`](crate::mfa::Store), and the suite that each of them passes.
//!
//! Nothing here decides: what a store writes is what the rules of [`crate::mfa::rules`] say of what
//! it loaded.

mod error;
pub mod postgres;
mod record;
pub mod sqlite;
#[cfg(test)]
pub(crate) mod suite;
pub mod transfer;

pub use error::DatabaseError;
pub use postgres::PostgresStore;
pub use sqlite::SqliteStore;
