//! What a person sees after following an enrolment link: pages rendered here, without any script.
//!
//! They are served beside the contract's operations and are no part of it. What a link is good for
//! is decided in [`crate::mfa`]; nothing here knows a rule of the domain.

mod browser;
mod cookies;
mod csrf;
mod endpoints;
mod form;
mod note;
mod reply;
mod views;
mod visit;

#[cfg(test)]
mod tests;

pub use endpoints::{PageServed, PagesContext, endpoints, register};
