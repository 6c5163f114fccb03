//! What Dropshot layers call that `contract-tools` generates from OpenAPI documents: reading
//! requests, building responses, describing both to Dropshot. The same for every contract.
//!
//! Generated code names it `runtime`, and says by [`requires!`] which version of the interface it
//! needs. What a server uses by itself is little: it implements [`Service`], refuses with
//! [`Refusal`], fails with [`Unexpected`], and finds [`ByteStream`], [`Checked`], [`Events`], [`File`],
//! [`Media`], [`Member`] and [`StatusRange`] in the types of its contract.
//!
//! # The way of a request
//!
//! ```text
//! Dropshot's router ── register
//!   │ RequestParts: the head of the request, with the contract's path template
//!   ├─ FromRequest::from_request, Service::authenticate    who is calling?
//!   ├─ Operation::request                                  parameters and body, valid
//!   │    path, query, header, cookie_parameter, styled_…   or a Refusal
//!   │    json_body, form_body, multipart_body, …
//!   ├─ Handle::handle                                      the server's own work
//!   ├─ Handle::refused                                     the documented error for a refusal
//!   └─ Operation::success, Operation::error                the documented response
//!        ResponseBuilder
//! Service::completed ── for logs and metrics, whatever happened
//! ```
//!
//! A [`Refusal`] becomes the operation's own documented error, in the server's words. All else that
//! goes wrong is [`Unexpected`]: its cause is for the log, and it becomes the operation's own error
//! for the status 500. Where the contract documents none that fits, the response has the same
//! status and is a problem (RFC 9457). A handler that has begun runs to its end, even if its client
//! goes away ([`to_its_end`]).
//!
//! Bodies of bytes and events may be larger than memory, or never end: a handler gets a
//! [`ByteStream`] that was not read yet, and may return one that is made while it is sent. It is
//! dropped when the client goes away, and ends the connection when it fails.
//!
//! # Example
//!
//! What generated code does for `GET /widgets/{id}?limit=…`:
//!
//! ```
//! use contract_server::{RequestParts, Shape, or_default, respond};
//!
//! contract_server::requires!("1.2");
//!
//! let (head, ()) = http::Request::get("/widgets/7?limit=3").body(())?.into_parts();
//! let parts = RequestParts::new("/widgets/{id}", head);
//!
//! let id: u64 = parts.path("id", Shape::Integer).map_err(|refusal| refusal.detail().to_owned())?;
//! let limit = parts.query("limit", Shape::Integer).and_then(|limit| or_default(limit, "10"));
//! let limit: u64 = limit.map_err(|refusal| refusal.detail().to_owned())?;
//! assert_eq!((id, limit), (7, 3));
//!
//! let response = respond(200)
//!     .header("x-total", Some(&limit))
//!     .and_then(|response| response.json("application/json", &["a widget"]))
//!     .map_err(|unexpected| unexpected.cause())?;
//! assert_eq!(response.headers()["x-total"], "3");
//!
//! // What is not valid is refused, in words for the caller.
//! let refused = parts.path::<u64>("id", Shape::Boolean).map_err(|refusal| refusal.detail().to_owned());
//! let detail = "The path parameter `id` is not valid: `7` is not `true` or `false`.";
//! assert_eq!(refused, Err(detail.to_owned()));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#![warn(missing_docs)]

mod alternatives;
mod body;
mod checked;
mod choice;
mod declare;
mod describe;
mod emitted;
mod events;
mod file;
mod form;
mod front;
mod instant;
mod interface;
mod media;
mod member;
mod multipart;
mod negotiation;
mod nulls;
mod operation;
mod pairs;
mod refusal;
mod request;
mod response;
mod route;
mod serve;
mod styled;
mod together;
mod truth;
mod types;

#[cfg(test)]
mod tests;

pub use alternatives::{read_best, read_first, read_tagged};
pub use body::{BodyError, ByteStream, RequestBody};
pub use checked::{Checked, schemas, validator};
// inline: pub(crate) use checked::checked;
pub use choice::{best, tagged};
pub use events::{Event, Events};
pub use file::File;
pub use form::form_body;
pub use front::{
    Admitted, Connections, Front, Limits, Proxies, ProxyHeader, Running, StartError, Unrouted,
    client_of,
};
pub use instant::{Date, DateTime, NotRfc3339};
pub use media::{Media, media_body};
pub use member::Member;
pub use multipart::{BodyPart, Property, PropertyKind, body_parts, multipart_body};
pub use nulls::present;
// inline: pub(crate) use declare::operation;
// inline: pub(crate) use truth::truths;
pub use emitted::{Component, Emitted};
pub use operation::{
    Completed, Denied, FromRequest, Handle, Operation, Outcome, Service, TakeCaller,
};
pub use refusal::{Refusal, RefusalKind, Unexpected, problem};
pub use request::{
    Exchange, RequestParts, Secret, Shape, json_body, or_default, path_of, path_segment, required,
    text_body, typed_text_body,
};
pub use response::{ResponseBuilder, StatusRange, ToStatus, respond};
pub use serve::to_its_end;
pub use styled::{Style, styled_segment};
pub use types::{
    Bound, Bounded, ConversionError, Items, LeftOut, NumberRules, Object, OutOfBounds,
    ReadOptional, TextRules, Word, read_parsed, read_word,
};
// inline: pub(crate) use types::{
// inline:     default, from, newtype, number, object, parsed, parsed_from, shown, text, union, values, words,
// inline: };
pub use together::{Entry, Together, emit, entry, register};
pub use truth::{Through, answer, through};
