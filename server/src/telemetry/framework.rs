//! A logger for Dropshot, which attaches each request's whole URI to what it logs about it: an
//! enrolment link's token among them.
//!
//! Its records of everyday work (one for each connection, and one or two for each request) are
//! dropped: [`super::request_completed`] tells of requests. Warnings and errors pass, with the URI
//! redacted.

use std::fmt;

use slog::{Drain, KV, Key, Level, Logger, Never, OwnedKVList, Record, Serializer};
use slog::{debug, error, info, o, warn};

use super::redact::RedactedUri;

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

impl KV for Fields {
    fn serialize(&self, _: &Record<'_>, to: &mut dyn Serializer) -> slog::Result {
        for (key, value) in &self.0 {
            to.emit_str(Key::from(key.clone()), value)?;
        }
        Ok(())
    }
}
