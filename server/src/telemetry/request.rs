//! The one record that each request leaves.

use std::fmt;
use std::net::IpAddr;
use std::time::Duration;

use slog::{KV, Logger, Record, Serializer, error, info};

use super::trace;
use crate::mfa::{ApiKeyId, OrganizationId, UserId};

/// What is told of a request: never its path, its headers or anything of its body.
pub struct RequestRecord<'a> {
    /// The id that the response carries too.
    pub request_id: &'a str,
    /// The contract's operation id, or the name of a page.
    pub operation: &'a str,
    pub status: u16,
    /// Whose request it was, if that became known.
    pub organization: Option<&'a OrganizationId>,
    /// Whose profile the caller has, or whose link it is.
    pub user: Option<&'a UserId>,
    /// The API key that the caller has.
    pub key: Option<&'a ApiKeyId>,
    /// The client, as far as proxies are believed; none where the framework tells of the request.
    pub client: Option<IpAddr>,
    pub duration: Duration,
    /// What it came to, in one word, where the status does not say.
    pub outcome: Option<&'a str>,
    /// Why it was refused or failed. For operators: the client learns less.
    pub reason: Option<&'a dyn fmt::Display>,
}

/// Logs a request that has been answered: an error when the response is 5xx.
pub fn request_completed(log: &Logger, request: &RequestRecord<'_>) {
    if request.status >= 500 {
        error!(log, "request completed"; Fields(request));
    } else {
        info!(log, "request completed"; Fields(request));
    }
}

struct Fields<'a>(&'a RequestRecord<'a>);

impl KV for Fields<'_> {
    fn serialize(&self, _: &Record<'_>, to: &mut dyn Serializer) -> slog::Result {
        let request = self.0;
        to.emit_str("request_id".into(), request.request_id)?;
        to.emit_str("operation".into(), request.operation)?;
        to.emit_u16("status".into(), request.status)?;
        if let Some(organization) = request.organization {
            to.emit_str("organization".into(), organization.as_str())?;
        }
        if let Some(user) = request.user {
            to.emit_str("user".into(), user.as_str())?;
        }
        if let Some(key) = request.key {
            to.emit_str("key".into(), key.as_str())?;
        }
        if let Some(client) = request.client {
            to.emit_arguments("client".into(), &format_args!("{client}"))?;
        }
        let micros = u64::try_from(request.duration.as_micros()).unwrap_or(u64::MAX);
        to.emit_u64("duration_us".into(), micros)?;
        if let Some(outcome) = request.outcome {
            to.emit_str("outcome".into(), outcome)?;
        }
        if let Some(reason) = request.reason {
            to.emit_arguments("reason".into(), &format_args!("{reason}"))?;
        }
        traced(to)
    }
}

/// The trace that this is part of, where there is one.
pub(super) fn traced(to: &mut dyn Serializer) -> slog::Result {
    match trace::current_id() {
        Some(id) => to.emit_arguments("trace_id".into(), &format_args!("{id}")),
        None => Ok(()),
    }
}
