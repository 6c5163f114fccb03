//! HTTP/1.1 to one address. Written here, and not by a client's library, since what such a
//! library mends or hides is what is looked for: a body where there must be none, lengths that
//! are not kept, lines that are no header (RFC 9112).

mod address;
mod exchange;
mod read;
mod stream;

pub use address::Address;
pub use exchange::{NoResponse, Received, Transport};
