//! Client of the MFA service.
//!
//! Everything in [`generated`] is made from the contract by `cargo xtask
//! generate`: a method for each operation, its types, its errors, the
//! credentials that it accepts. This is the way to it:
//!
//! ```no_run
//! use mfa_client::{Client, Error, ResponseHeaders, Retry, types};
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let client = Client::builder("http://127.0.0.1:8080")
//!     .secret_api_key(std::env::var("MFA_SECRET_API_KEY")?)
//!     .retry(Retry::new())
//!     .build()?;
//!
//! match client.get_user_mfa().id("alice").send().await {
//!     Ok(mfa) if mfa.status == types::MfaStatus::Active => println!("protected"),
//!     Ok(_) => println!("not protected"),
//!     // What the contract documents, typed.
//!     Err(Error::ErrorResponse(problem)) => {
//!         println!("{}: {}", problem.status(), problem.detail.as_deref().unwrap_or_default());
//!     }
//!     // No connection, or an answer that is not in the contract.
//!     Err(other) => return Err(other.into()),
//! }
//!
//! // Response headers are values too, on successes and on errors.
//! let started = client.post_profile_mfa().send().await?;
//! println!("{:?} requests remain", started.x_rate_limit_remaining());
//! # Ok(())
//! # }
//! ```
//!
//! - [`Builder`] sets credentials, timeouts and retries once; a credential goes
//!   only to operations that accept it, and never prints itself.
//! - [`Retry`] tries again what failed for the moment, and honours `Retry-After`.
//! - [`Error`] tells a documented [`types::Problem`] from everything else, and keeps status,
//!   headers and body of a response that is not what the contract says.
//! - [`Reading`] decides what becomes of what a newer service adds: it is read, unless a test asks
//!   for the contract to the letter.
//! - `mocks` (feature `mocks`) is a typed mock of each operation, for the tests
//!   of whoever uses the client: see `examples/consumer_tests.rs`.
//! - `commands` (feature `cli`, on unless switched off) is each operation as a
//!   clap command; the program `mfa` is made with it.

#[rustfmt::skip]
pub mod generated;

#[cfg(feature = "cli")]
pub use generated::commands;
#[cfg(feature = "mocks")]
pub use generated::mocks;
pub use generated::{
    BuildError, Builder, ByteStream, Client, Credentials, Error, Reading, ResponseHeaders,
    ResponseValue, Retry, Settings, builder, runtime, types,
};
