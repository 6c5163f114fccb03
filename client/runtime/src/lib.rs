//! What clients call that `contract-tools` generates from OpenAPI documents with Progenitor:
//! credentials on their way, retries, parameters in the styles of OpenAPI, multipart bodies, and
//! what mocks expect. The same for every contract.
//!
//! Generated code names it `runtime`, and says by [`requires!`] which version of the interface it
//! needs. What a caller uses by itself is little: [`Retry`] and [`BuildError`] around the generated
//! builder, [`File`] and [`BodyPart`] in multipart bodies, [`Events`] of `text/event-stream`,
//! [`Reading`] and [`Error`].
//!
//! # The way of a call
//!
//! ```text
//! Builder::build ── bad URLs and secrets that cannot be sent are found here
//!   │ the generated client, with its Settings
//!   ├─ Request: path, query, header, cookie, …         parameters in their styles
//!   ├─ Request: json, form, multipart, body            the body, or none
//!   ├─ authenticate                                    the secrets that the operation accepts
//!   ├─ execute                                         sending, again as Retry says
//!   └─ json, decoded, Events, …                        the response that the status stands for,
//!                                                      as Reading says
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
//! contract_client::requires!("1.2");
//!
//! let url = format!("https://example.com/widgets/{}", path("ids", &[1, 2], Style::Simple)?);
//! let url = with_query(url, "sort", &["name", "a&b"], Style::FormExploded)?;
//! assert_eq!(url, "https://example.com/widgets/1,2?sort=name&sort=a%26b");
//!
//! let picture = File::new(*b"\x89PNG").named("lamp.png").media_type("image/png");
//! assert_eq!(picture.bytes().map(<[u8]>::len), Some(4));
//!
//! let retry = Retry::new().max_attempts(3).max_wait(Duration::from_secs(5));
//! # let _ = retry;
//! # Ok::<(), String>(())
//! ```

#![warn(missing_docs)]

#[cfg(feature = "cli")]
mod argument;
mod builder;
mod carrier;
mod choice;
#[cfg(feature = "cli")]
mod command_declare;
mod declare;
mod error;
mod events;
mod file;
mod form;
mod hooks;
mod interface;
mod member;
#[cfg(feature = "mocks")]
mod mock;
#[cfg(feature = "mocks")]
mod mock_body;
#[cfg(feature = "mocks")]
mod mock_declare;
#[cfg(feature = "mocks")]
mod mock_multipart;
#[cfg(feature = "mocks")]
mod mock_parameter;
#[cfg(feature = "mocks")]
mod mock_response;
mod multipart;
mod operations_declare;
mod pages;
mod parameter;
mod request;
mod response;
mod response_header;
mod retry;
mod tolerant;
mod types;

#[cfg(test)]
mod tests;

#[cfg(feature = "cli")]
pub use argument::{argument, body_argument, json_argument, text_argument};
pub use builder::{BuildError, Builder, Credentials, Settings};
pub use carrier::{Carrier, Scheme};
pub use choice::{best, tagged};
pub use declare::{
    Built, Mapped, Optional, OptionalTextBody, OptionallyBuilt, Required, Setting, TextBody,
    converted, converted_or_why,
};
// inline: #[cfg(feature = "cli")] pub(crate) use command_declare::commands;
// inline: pub(crate) use declare::builder;
// inline: pub(crate) use operations_declare::operations;
pub use error::{Error, ErrorStream, InvalidResponse, decoded_error, error, error_stream};
pub use events::{Event, Events, EventsError};
pub use file::File;
pub use futures::Stream;
pub use hooks::{authenticate, execute};
pub use member::Member;
#[cfg(feature = "mocks")]
pub use mock::{when_header, when_query};
#[cfg(feature = "mocks")]
pub use mock_body::{when_body, when_form};
#[cfg(feature = "mocks")]
pub use mock_declare::{in_range, when_path};
// inline: #[cfg(feature = "mocks")] pub(crate) use mock_declare::{expected, mocks};
#[cfg(feature = "mocks")]
pub use mock_multipart::when_multipart;
#[cfg(feature = "mocks")]
pub use mock_parameter::{when_cookie, when_no_cookie, when_styled};
#[cfg(feature = "mocks")]
pub use mock_response::{then_body, then_json};
pub use multipart::BodyPart;
pub use pages::pages;
pub use parameter::{Style, cookie, header, path, with_query, with_reserved_query, word};
pub use request::Request;
pub use response::{Answer, decoded, json, stream_of};
pub use response_header::{header_json, header_lines, header_list, header_text, header_value};
pub use retry::Retry;
pub use tolerant::{
    Reading, read_best, read_closed, read_first, read_tagged, read_text, write_text, write_unknown,
};
pub use types::{
    BuilderOf, ConversionError, HasBuilder, LeftOut, TextRules, Word, given, initial, read_parsed,
    read_word,
};
// inline: pub(crate) use tolerant::closed;
// inline: pub(crate) use types::{
// inline:     builders, default, from, newtype, object, parsed, parsed_from, shown, text, union, values, words,
// inline: };
