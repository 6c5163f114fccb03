//! Records as JSON, one object a line: `time`, `level`, `message`, then the record's own fields.
//!
//! Written here instead of by slog-json because it is on the way of every request: the line is made
//! in a buffer that its thread keeps, without allocating, and appended to the [`Sink`] at once.

use std::cell::RefCell;
use std::fmt::{self, Write as _};

use chrono::SecondsFormat;
use slog::{Drain, KV as _, Key, Level, Never, OwnedKVList, Record, Serializer};

use super::sink::Sink;
use crate::clock;
use crate::mfa::text::is_hidden;

pub(super) struct JsonLines {
    sink: Sink,
}

impl JsonLines {
    pub(super) fn new(sink: Sink) -> Self {
        Self { sink }
    }
}

thread_local! {
    static LINE: RefCell<String> = const { RefCell::new(String::new()) };
}

impl Drain for JsonLines {
    type Ok = ();
    type Err = Never;

    fn log(&self, record: &Record<'_>, values: &OwnedKVList) -> Result<(), Never> {
        LINE.with(|line| match line.try_borrow_mut() {
            Ok(mut line) => {
                line.clear();
                self.write(&mut line, record, values);
            }
            // A value that logs while it is being printed.
            Err(_) => self.write(&mut String::new(), record, values),
        });
        Ok(())
    }
}

impl JsonLines {
    fn write(&self, line: &mut String, record: &Record<'_>, values: &OwnedKVList) {
        let now = clock::now().to_rfc3339_opts(SecondsFormat::Micros, true);
        let level = level_name(record.level());
        let _ = write!(line, r#"{{"time":"{now}","level":"{level}","message":"#);
        quoted_arguments(line, record.msg());
        let mut members = Members { line };
        // A value that fails to print leaves its member out, not the record.
        let _ = record.kv().serialize(record, &mut members);
        let _ = values.serialize(record, &mut members);
        line.push_str("}\n");
        self.sink.push(line.as_bytes());
    }
}

fn level_name(level: Level) -> &'static str {
    match level {
        Level::Critical => "critical",
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "info",
        Level::Debug => "debug",
        Level::Trace => "trace",
    }
}

struct Members<'a> {
    line: &'a mut String,
}

impl Members<'_> {
    fn name(&mut self, key: Key) {
        self.line.push(',');
        quoted(self.line, AsRef::<str>::as_ref(&key));
        self.line.push(':');
    }

    fn bare(&mut self, key: Key, value: impl fmt::Display) -> slog::Result {
        self.name(key);
        let _ = write!(self.line, "{value}");
        Ok(())
    }
}

macro_rules! bare {
    ($($method:ident: $type:ty),*) => {
        $(fn $method(&mut self, key: Key, value: $type) -> slog::Result {
            self.bare(key, value)
        })*
    };
}

impl Serializer for Members<'_> {
    bare!(
        emit_bool: bool, emit_u8: u8, emit_i8: i8, emit_u16: u16, emit_i16: i16, emit_u32: u32,
        emit_i32: i32, emit_u64: u64, emit_i64: i64, emit_usize: usize, emit_isize: isize
    );

    fn emit_f64(&mut self, key: Key, value: f64) -> slog::Result {
        if value.is_finite() {
            self.bare(key, value)
        } else {
            self.emit_none(key)
        }
    }

    fn emit_f32(&mut self, key: Key, value: f32) -> slog::Result {
        self.emit_f64(key, f64::from(value))
    }

    fn emit_none(&mut self, key: Key) -> slog::Result {
        self.bare(key, "null")
    }

    fn emit_str(&mut self, key: Key, value: &str) -> slog::Result {
        self.name(key);
        quoted(self.line, value);
        Ok(())
    }

    fn emit_arguments(&mut self, key: Key, value: &fmt::Arguments<'_>) -> slog::Result {
        self.name(key);
        quoted_arguments(self.line, value);
        Ok(())
    }
}

/// Appends `value` as a JSON string.
fn quoted(line: &mut String, value: &str) {
    line.push('"');
    let _ = Escaping(line).write_str(value);
    line.push('"');
}

/// The same of what is still to be formatted.
fn quoted_arguments(line: &mut String, value: &fmt::Arguments<'_>) {
    line.push('"');
    let _ = Escaping(line).write_fmt(*value);
    line.push('"');
}

struct Escaping<'a>(&'a mut String);

impl fmt::Write for Escaping<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let mut rest = text;
        // Nearly all is ASCII: bytes are looked at first, and characters where they may matter.
        while let Some(at) = rest
            .bytes()
            .position(|b| !(0x20..0x7f).contains(&b) || b == b'"' || b == b'\\')
        {
            let (before, from) = rest.split_at(at);
            self.0.push_str(before);
            let mut characters = from.chars();
            match characters.next() {
                Some('"') => self.0.push_str("\\\""),
                Some('\\') => self.0.push_str("\\\\"),
                Some('\n') => self.0.push_str("\\n"),
                // A log is read on terminals, too.
                Some(c) if is_hidden(c) => {
                    for unit in c.encode_utf16(&mut [0; 2]) {
                        write!(self.0, "\\u{unit:04x}")?;
                    }
                }
                Some(c) => self.0.push(c),
                None => {}
            }
            rest = characters.as_str();
        }
        self.0.push_str(rest);
        Ok(())
    }
}
