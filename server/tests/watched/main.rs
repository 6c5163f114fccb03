//! The service as its operators see it: metrics, readiness, traces, and the files that come with it.
//!
//! What is asked is a real server; what dashboard and alerts name is held against what it says.

#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

#[path = "../vendors/browser.rs"]
#[allow(dead_code, reason = "each suite uses some of it")]
mod browser;
mod clients;
mod deploy;
mod metrics;
#[path = "../support/program.rs"]
#[allow(dead_code, reason = "each suite uses some of it")]
mod program;
mod receiver;
mod stopping;
mod traces;
#[path = "../vendors/world.rs"]
#[allow(dead_code, reason = "each suite uses some of it")]
mod world;
