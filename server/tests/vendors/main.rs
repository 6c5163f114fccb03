//! Factors of vendors, over HTTP: the service of `mfa-server dev`, its simulators, and people who go
//! from the one to the other and back. What goes wrong is set at the simulators.

#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

mod auth0;
mod auth0_faults;
mod browser;
mod duo;
mod duo_faults;
mod official;
#[path = "../support/program.rs"]
#[allow(dead_code, reason = "each suite uses some of it")]
mod program;
mod world;
