//! A logger for Dropshot, which attaches each request's whole URI to what it logs about it: an
//! enrolment link's token among them.
//!
//! Its records of everyday work (one for each connection, and one or two for each request) are
//! dropped: [`super::request_completed`] tells of requests. Where no handler was reached, because
//! nothing is at the request's path, that is done here, in the same form. Warnings and errors pass,
//! with the URI redacted.

use std::fmt;
use std::time::Duration;

use slog::{Drain, KV, Key, Level, Logger, Never, OwnedKVList, Record, Serializer};
use slog::{debug, error, info, o, warn};

use super::redact::RedactedUri;
use super::request::{RequestRecord, request_completed};

/// The logger to give to Dropshot: `log`, but for what must not or need not be told.
pub fn for_framework(log: &Logger) -> Logger {
    Logger::root(Framework { log: log.clone() }, o!())
}

struct Framework {
    log: Logger,
}

impl Drain for Framework {
    type Ok = ();
    type Err = Never;

    fn log(&self, record: &Record<'_>, values: &OwnedKVList) -> Result<(), Never> {
        let everyday = !record.level().is_at_least(Level::Warning);
        if everyday && record.module().starts_with("dropshot") {
            if record.msg().as_str() == Some("request completed") {
                self.log_unrouted(record, values);
            }
            return Ok(());
        }
        let mut fields = Fields::default();
        // A field that fails to print is left out.
        let _ = record.kv().serialize(record, &mut fields);
        let _ = values.serialize(record, &mut fields);
        match record.level() {
            Level::Critical | Level::Error => error!(self.log, "{}", record.msg(); fields),
            Level::Warning => warn!(self.log, "{}", record.msg(); fields),
            Level::Info => info!(self.log, "{}", record.msg(); fields),
            Level::Debug | Level::Trace => debug!(self.log, "{}", record.msg(); fields),
        }
        Ok(())
    }
}

impl Framework {
    /// Logs a request that Dropshot's router turned away. On the way of every request, so nothing
    /// is formatted before that is known.
    fn log_unrouted(&self, record: &Record<'_>, values: &OwnedKVList) {
        let mut routing = Routing::default();
        let _ = record.kv().serialize(record, &mut routing);
        if !routing.turned_away {
            return;
        }
        let mut fields = Fields::default();
        let _ = record.kv().serialize(record, &mut fields);
        let _ = values.serialize(record, &mut fields);
        let number = |name| fields.get(name).parse().unwrap_or(0);
        request_completed(
            &self.log,
            &RequestRecord {
                request_id: fields.get("req_id"),
                operation: "none",
                status: fields.get("response_code").parse().unwrap_or(0),
                organization: None,
                user: None,
                key: None,
                client: None,
                duration: Duration::from_micros(number("latency_us")),
                outcome: None,
                reason: None,
            },
        );
    }
}

/// Whether a request was turned away by Dropshot's router: by the words of its error.
#[derive(Default)]
struct Routing {
    turned_away: bool,
}

impl Serializer for Routing {
    fn emit_arguments(&mut self, key: Key, value: &fmt::Arguments<'_>) -> slog::Result {
        if key == "error_message_internal" {
            let message = value.to_string();
            self.turned_away = message.starts_with("no route found")
                || message == "Method Not Allowed"
                || message == "invalid path encoding";
        }
        Ok(())
    }
}

/// A record's fields, as text.
#[derive(Default)]
struct Fields(Vec<(String, String)>);

impl Serializer for Fields {
    fn emit_arguments(&mut self, key: Key, value: &fmt::Arguments<'_>) -> slog::Result {
        let key = format!("{key}");
        let value = value.to_string();
        let value = match key.as_str() {
            "uri" => RedactedUri(&value).to_string(),
            _ => value,
        };
        self.0.push((key, value));
        Ok(())
    }
}

impl Fields {
    fn get(&self, name: &str) -> &str {
        let mut named = self.0.iter().filter(|(key, _)| key == name);
        named.next().map_or("", |(_, value)| value)
    }
}

impl KV for Fields {
    fn serialize(&self, _: &Record<'_>, to: &mut dyn Serializer) -> slog::Result {
        for (key, value) in &self.0 {
            to.emit_str(Key::from(key.clone()), value)?;
        }
        Ok(())
    }
}
