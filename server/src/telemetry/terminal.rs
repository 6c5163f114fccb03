//! Records for people: what others wrote does nothing to their terminal.

use std::fmt;

use slog::{Drain, KV, Key, Level, Logger, Never, OwnedKVList, Record, Serializer};
use slog::{debug, error, info, o, warn};

use crate::mfa::text::Printable;

/// Passes records on to `log`, with everything hidden in their texts escaped.
pub(super) fn escaped(log: Logger) -> Logger {
    Logger::root(Escaped { log }, o!())
}

struct Escaped {
    log: Logger,
}

impl Drain for Escaped {
    type Ok = ();
    type Err = Never;

    fn log(&self, record: &Record<'_>, values: &OwnedKVList) -> Result<(), Never> {
        let mut fields = Fields::default();
        // A field that fails to print is left out.
        let _ = record.kv().serialize(record, &mut fields);
        let _ = values.serialize(record, &mut fields);
        let message = record.msg().to_string();
        let message = Printable(&message);
        match record.level() {
            Level::Critical | Level::Error => error!(self.log, "{}", message; fields),
            Level::Warning => warn!(self.log, "{}", message; fields),
            Level::Info => info!(self.log, "{}", message; fields),
            Level::Debug | Level::Trace => debug!(self.log, "{}", message; fields),
        }
        Ok(())
    }
}

#[derive(Default)]
struct Fields(Vec<(Key, String)>);

impl Serializer for Fields {
    fn emit_arguments(&mut self, key: Key, value: &fmt::Arguments<'_>) -> slog::Result {
        self.0
            .push((key, Printable(&value.to_string()).to_string()));
        Ok(())
    }
}

impl KV for Fields {
    fn serialize(&self, _: &Record<'_>, to: &mut dyn Serializer) -> slog::Result {
        // A terminal shows the last one first.
        for (key, value) in self.0.iter().rev() {
            to.emit_str(key.clone(), value)?;
        }
        Ok(())
    }
}
