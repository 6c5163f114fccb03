//! A self-hosted service that tells and changes the multi-factor authentication (MFA) state of the
//! users of an organization.

pub mod auth;
pub mod commands;
pub mod config;
pub mod factor;
pub mod mfa;
pub mod pages;
pub mod service;
pub mod store;
pub mod telemetry;
