//! What generated clients call: credentials on their way, retries, parameters in the styles of
//! OpenAPI, multipart bodies, and what mocks expect. The same for every contract.
//!
//! Generated code names it `runtime`, and says which version of the interface it needs.

#![warn(missing_docs)]

#[cfg(feature = "cli")]
mod argument;
mod body;
mod builder;
mod carrier;
mod choice;
mod error;
mod form;
mod hooks;
mod interface;
#[cfg(feature = "mocks")]
mod mock;
#[cfg(feature = "mocks")]
mod mock_multipart;
#[cfg(feature = "mocks")]
mod mock_parameter;
#[cfg(feature = "mocks")]
mod mock_response;
mod multipart;
mod parameter;
mod request;
mod response;
mod response_header;
mod retry;

#[cfg(feature = "cli")]
pub use argument::argument;
pub use body::{with_body, with_form, with_json};
pub use builder::{BuildError, Builder, Credentials, Settings};
pub use carrier::{Carrier, Scheme};
pub use choice::{best, tagged};
pub use error::{decoded_error, error};
pub use form::with_styled_form;
pub use hooks::{authenticate, execute};
#[cfg(feature = "mocks")]
pub use mock::{when_header, when_query};
#[cfg(feature = "mocks")]
pub use mock_multipart::when_multipart;
#[cfg(feature = "mocks")]
pub use mock_parameter::{when_cookie, when_no_cookie, when_styled};
#[cfg(feature = "mocks")]
pub use mock_response::{then_body, then_json};
pub use multipart::{BodyPart, File, with_multipart};
pub use parameter::{Style, cookie, header, path, with_query, with_reserved_query};
pub use request::{Request, word};
pub use response::{Answer, decoded};
pub use response_header::{header_text, header_value};
pub use retry::Retry;
