// @generated from spec/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! The contract as Rust: its types, its operations, and the trait that a server implements.

#![allow(clippy::pedantic, clippy::unwrap_used, rustdoc::all)]

mod api;
mod constrained;
mod credentials;
mod operations;
#[cfg(debug_assertions)]
pub mod truth;
#[allow(clippy::all, unused, non_camel_case_types)]
pub mod types;

/// What the generated code calls.
pub use contract_server as runtime;

runtime::requires!("1.2");

pub use api::{Api, api_description, emitted_document, entries};
#[allow(unused_imports)]
pub use constrained::*;
pub use credentials::*;
pub use operations::*;

/// What Dropshot is told of the contract.
pub(crate) static EMITTED: runtime::Emitted = runtime::Emitted::new(
    include_str!("emitted.json"),
);

/// The contract's `info.title`.
pub const TITLE: &str = "MFA";
/// The contract's `info.version`.
pub const VERSION: &str = "1.1.0";
