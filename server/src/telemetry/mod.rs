//! What the service tells of itself: structured records by slog, on standard error; and traces
//! ([`trace`]).
//!
//! Invariants: no secret, token, code or link reaches a record ([`RedactedUri`], and newtypes that
//! do not print themselves); a record costs the thread that writes it a microsecond or two, not a
//! system call; what was logged before a graceful stop is written before the process ends
//! ([`Guard`]).

mod framework;
mod json;
mod outbound;
mod redact;
mod request;
mod sink;
mod terminal;
pub mod trace;

use std::io::IsTerminal as _;
use std::str::FromStr;

use slog::{Drain, Level, LevelFilter, Logger, o};

pub use framework::for_framework;
pub use outbound::CallLog;
pub use redact::RedactedUri;
pub use request::{RequestRecord, request_completed};

/// What a record looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// Terminal when a person is watching, JSON otherwise.
    #[default]
    Auto,
    /// One JSON object a line.
    Json,
    /// For people.
    Terminal,
}

/// A word that is no [`Format`].
#[derive(Debug, thiserror::Error)]
#[error("unknown log format: use auto, json or terminal")]
pub struct UnknownFormat;

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        match word {
            "auto" => Ok(Self::Auto),
            "json" => Ok(Self::Json),
            "terminal" => Ok(Self::Terminal),
            _ => Err(UnknownFormat),
        }
    }
}

/// Keeps the log going. Dropping it writes what is still waiting.
pub struct Guard {
    _terminal: Option<slog_async::AsyncGuard>,
    _json: Option<sink::SinkGuard>,
}

/// Starts logging to standard error, from `level` up.
pub fn start(format: Format, level: Level) -> (Logger, Guard) {
    let terminal = match format {
        Format::Auto => std::io::stderr().is_terminal(),
        Format::Json => false,
        Format::Terminal => true,
    };
    if terminal {
        start_terminal(level)
    } else {
        let (logger, guard) = json_logger(std::io::stderr(), level);
        let guard = Guard {
            _terminal: None,
            _json: Some(guard),
        };
        (logger, guard)
    }
}

fn start_terminal(level: Level) -> (Logger, Guard) {
    // Colour only on a terminal, also when the format was asked for.
    let decorator = slog_term::TermDecorator::new().stderr().build();
    let lines = slog_term::FullFormat::new(decorator)
        .use_utc_timestamp()
        .build()
        .fuse();
    let (drain, guard) = slog_async::Async::new(lines)
        // A record is never dropped: a terminal that someone has stopped holds the service up.
        .overflow_strategy(slog_async::OverflowStrategy::Block)
        .chan_size(1024)
        .build_with_guard();
    let logger = Logger::root(LevelFilter::new(drain, level).fuse(), o!());
    (
        terminal::escaped(logger),
        Guard {
            _terminal: Some(guard),
            _json: None,
        },
    )
}

pub(crate) fn json_logger(
    output: impl std::io::Write + Send + 'static,
    level: Level,
) -> (Logger, sink::SinkGuard) {
    let (sink, guard) = sink::start(output);
    let drain = LevelFilter::new(json::JsonLines::new(sink), level);
    (Logger::root(drain.fuse(), o!()), guard)
}

#[cfg(test)]
mod tests;
