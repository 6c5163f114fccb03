//! Enrolment and verification as a person does them: in a real, headless Chromium, against the real
//! program.
//!
//! Where there is no Chromium each story says that it is skipped; in CI that is a failure.

#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

mod auth0;
#[path = "../support/authenticator.rs"]
#[allow(dead_code, reason = "each suite uses some of it")]
mod authenticator;
mod chromium;
mod duo;
mod forgery;
mod looks;
#[path = "../support/program.rs"]
#[allow(dead_code, reason = "each suite uses some of it")]
mod program;
mod service;
mod stories;
mod tab;
