//! What the handlers work with, and who is calling.

use slog::{Logger, info};

{% if facts.has_security -%}
use crate::contract::Credentials;
use crate::contract::runtime::{Completed, Denied, Exchange, Service, Unexpected};
{%- else -%}
use crate::contract::Credentials;
use crate::contract::runtime::{Completed, Denied, Exchange, Service};
{%- endif %}

/// The server's state: connections, configuration, clocks.
pub struct App {
    log: Logger,
}

/// Who is calling.
pub struct Caller;

impl App {
    pub fn new(log: Logger) -> Self {
        App { log }
    }
}

impl Service for App {
    type Caller = Caller;
    type Credentials = Credentials;

    {% if facts.has_security -%}
    /// Nobody is let in until this is written: look at `credentials`, and refuse
    /// what is not valid with `Refusal::unauthenticated`.
    async fn authenticate(&self, _: Credentials, _: &Exchange) -> Result<Caller, Denied> {
        Err(Denied::Unexpected(Unexpected::not_implemented()))
    }
    {%- else -%}
    /// The contract has no security requirements.
    async fn authenticate(&self, _: Credentials, _: &Exchange) -> Result<Caller, Denied> {
        Ok(Caller)
    }
    {%- endif %}

    fn completed(&self, completed: &Completed<'_, Caller>) {
        info!(self.log, "request";
            "request_id" => &completed.exchange.request_id,
            "operation" => completed.exchange.operation_id,
            "status" => completed.status.as_u16(),
            "duration_ms" => completed.duration.as_secs_f64() * 1000.0,
            "reason" => completed.reason,
        );
    }
}
