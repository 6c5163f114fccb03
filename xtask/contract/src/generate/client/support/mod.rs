//! What the client is made with beside Progenitor: its settings, credentials on
//! their way, retries. The same for every contract.

#[cfg(feature = "cli")]
mod argument;
mod body;
mod builder;
mod carrier;
mod form;
mod hooks;
#[cfg(feature = "mocks")]
mod mock;
#[cfg(feature = "mocks")]
mod mock_multipart;
#[cfg(feature = "mocks")]
mod mock_parameter;
mod multipart;
mod parameter;
mod response;
mod retry;

#[cfg(feature = "cli")]
pub use argument::argument;
pub use body::{with_body, with_form, with_json};
pub use builder::{BuildError, Builder, Settings};
pub use carrier::{Carrier, Scheme};
pub use form::with_styled_form;
#[cfg(feature = "mocks")]
pub use mock::{when_header, when_query};
#[cfg(feature = "mocks")]
pub use mock_multipart::when_multipart;
#[cfg(feature = "mocks")]
pub use mock_parameter::{when_cookie, when_no_cookie, when_styled};
pub use multipart::{BodyPart, File, with_multipart};
pub use parameter::{Style, cookie, header, path, with_query, with_reserved_query};
pub use response::{Answer, decoded};
pub use retry::Retry;
