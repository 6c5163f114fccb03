//! A run: sends cases, holds every exchange against all checks, and keeps what was found and
//! what was seen.

mod all;
mod case;
mod interrupt;
mod learn;
mod origins;
mod replay;
mod send;
mod setup;
mod shrink;
mod state;

pub use all::{Summary, conform};
pub use case::{Actor, Case, Exchange, Expect, Options, Progress};
pub use interrupt::Interrupt;
pub use replay::{Replayed, Verdict, replay};
pub use state::Run;
