//! What clients call that `contract-tools` generates from OpenAPI documents with Progenitor:
//! credentials on their way, retries, parameters in the styles of OpenAPI, multipart bodies, and
//! what mocks expect. The same for every contract.
//!
//! Generated code names it `runtime`, and says by [`requires!`] which version of the interface it
//! needs. What a caller uses by itself is little: [`Retry`] and [`BuildError`] around the generated
//! builder, [`File`] and [`BodyPart`] in multipart bodies.
//!
//! # The way of a call
//!
//! ```text
//! Builder::build ── bad URLs and secrets that cannot be sent are found here
//!   │ the generated client, with its Settings
//!   ├─ path, with_query, header, cookie                parameters in their styles
//!   ├─ with_form, with_multipart, with_body, …         the body, or none
//!   ├─ authenticate                                    the secrets that the operation accepts
//!   ├─ execute                                         sending, again as Retry says
//!   └─ decoded                                         the response that the status stands for
//! ```
//!
//! Secrets are marked as sensitive in headers, and neither errors nor responses show those that a
//! URL carries. No redirect is followed: API keys would go along.
//!
//! # Features
//!
//! - `cli`: values of generated command lines (`argument`).
//! - `mocks`: what generated mocks expect of requests, for httpmock (`when_query` and the others).
//!
//! # Example
//!
//! What generated code does for `GET /widgets/{ids}?sort=…`, and a caller for an upload:
//!
//! ```
//! use contract_client::{File, Retry, Style, path, with_query};
//! use std::time::Duration;
//!
//! contract_client::requires!("1.1");
//!
//! let url = format!("https://example.com/widgets/{}", path("ids", &[1, 2], Style::Simple)?);
//! let url = with_query(url, "sort", &["name", "a&b"], Style::FormExploded)?;
//! assert_eq!(url, "https://example.com/widgets/1,2?sort=name&sort=a%26b");
//!
//! let picture = File::new(*b"\x89PNG").named("lamp.png").media_type("image/png");
//! assert_eq!(picture.bytes.len(), 4);
//!
//! let retry = Retry::new().max_attempts(3).max_wait(Duration::from_secs(5));
//! # let _ = retry;
//! # Ok::<(), String>(())
//! ```

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
mod member;
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

#[cfg(test)]
mod tests;

#[cfg(feature = "cli")]
pub use argument::argument;
pub use body::{with_body, with_form, with_json};
pub use builder::{BuildError, Builder, Credentials, Settings};
pub use carrier::{Carrier, Scheme};
pub use choice::{best, tagged};
pub use error::{decoded_error, error};
pub use form::with_styled_form;
pub use hooks::{authenticate, execute};
pub use member::Member;
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
