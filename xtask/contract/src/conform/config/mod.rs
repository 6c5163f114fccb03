//! `conformance.toml`: what a run has to know that no contract says.

mod check;
mod parts;

pub use parts::{Config, Role, ServiceConfig, Step};
