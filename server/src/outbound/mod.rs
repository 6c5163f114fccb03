//! What this server asks of others: one way for all of it, however far the other is to be trusted.
//!
//! - [`Host`]: whom to ask; a request goes there and nowhere else, over TLS, and no redirect is
//!   followed. [`Reach`] says which addresses a host may have.
//! - [`Client`]: a call has an end in time, its response an end in size, and is JSON or a [`Fault`].
//!   What may be repeated is tried again a few times; a host that keeps failing is left alone for a
//!   while (`circuit`).
//! - [`Poster`]: posts once to a URL that an outsider chose, and reads a status.
//! - [`Observer`]: is told of each call, for the log and for figures.
//!
//! No fault holds what was sent or received, but for a status.

pub mod address;
mod circuit;
mod client;
mod fault;
mod host;
mod post;
mod reach;
#[cfg(test)]
mod tests;

pub use client::{Answer, Body, Called, Client, Observer, Ongoing, Repeat, Request};
pub use fault::Fault;
pub use host::{Host, InvalidHost};
pub use post::{Message, Poster};
pub use reach::{NotACertificate, Reach};
