//! A self-hosted service that tells and changes the multi-factor authentication (MFA) state of the
//! users of an organization.

pub mod app;
pub mod auth;
pub mod clock;
pub mod commands;
pub mod config;
#[rustfmt::skip]
pub mod contract;
pub mod factor;
pub mod handlers;
pub mod mfa;
pub mod monitoring;
pub mod outbound;
pub mod pages;
pub mod service;
pub mod store;
pub mod telemetry;
pub mod webhook;
