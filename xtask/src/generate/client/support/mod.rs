//! What the client is made with beside Progenitor: its settings, credentials on
//! their way, retries. The same for every contract.

#[cfg(feature = "cli")]
mod argument;
mod builder;
mod carrier;
mod hooks;
#[cfg(feature = "mocks")]
mod mock;
mod retry;

#[cfg(feature = "cli")]
pub use argument::argument;
pub use builder::{BuildError, Builder, Settings};
pub use carrier::{Carrier, Scheme};
#[cfg(feature = "mocks")]
pub use mock::{when_header, when_query};
pub use retry::Retry;
