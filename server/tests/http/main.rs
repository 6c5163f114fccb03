//! The service as its users meet it: over HTTP, through the real program, most of it through the
//! generated client.
//!
//! Every story has a server and a database of its own, on a port that was free.

#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

mod attack;
#[path = "../support/authenticator.rs"]
#[allow(dead_code, reason = "each suite uses some of it")]
mod authenticator;
mod bad_input;
#[path = "../support/clock.rs"]
mod clock;
mod contract;
mod crash;
mod disabled;
mod documented;
mod issuer;
mod organizations;
mod pages;
mod person;
mod processes;
#[path = "../support/program.rs"]
#[allow(dead_code, reason = "each suite uses some of it")]
mod program;
mod stopping;
mod storage;
mod trail;
mod webhooks;
mod world;
mod wrong_clock;
