//! The `mfa-server` program, as an operator and a newcomer use it: through the real binary.

#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

mod api_keys;
mod audit;
mod dev;
mod encryption;
mod keys;
mod operators;
#[path = "../support/program.rs"]
#[allow(dead_code, reason = "each suite uses some of it")]
mod program;
mod renewal;
mod serve;
mod transfer;
mod vendors;
mod webhooks;
