//! What the client is made with beside Progenitor: its settings, credentials on
//! their way, retries. The same for every contract.

#[cfg(feature = "cli")]
mod argument;
mod body;
mod builder;
mod carrier;
mod hooks;
#[cfg(feature = "mocks")]
mod mock;
#[cfg(feature = "mocks")]
mod mock_parameter;
mod parameter;
mod response;
mod retry;

#[cfg(feature = "cli")]
pub use argument::argument;
pub use body::{with_body, with_form, with_json};
pub use builder::{BuildError, Builder, Settings};
pub use carrier::{Carrier, Scheme};
#[cfg(feature = "mocks")]
pub use mock::{when_header, when_query};
#[cfg(feature = "mocks")]
pub use mock_parameter::{when_cookie, when_no_cookie, when_styled};
pub use parameter::{Style, cookie, query, simple};
pub use response::{Answer, decoded};
pub use retry::Retry;
