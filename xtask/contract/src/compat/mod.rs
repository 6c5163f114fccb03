//! What changed between two contracts, what it breaks, and for whom.
//!
//! Both editions are read tolerantly ([`edition`]), and compared by meaning:
//! schemas are sets of values ([`schema`]), and whether a smaller or a larger set
//! breaks somebody depends on who sends the value (`rules::changes`).
//!
//! Comparators return what they found, as [`change`] has it: [`operations`] those
//! of paths and operations, which calls [`lifecycle`], [`parameters`], [`bodies`],
//! [`responses`], [`security`], [`servers`] (with [`urls`]) and [`texts`]; [`styles`] knows how
//! values are written. [`documents`] adds what
//! belongs to no operation, and collects: a change is reported once, with all
//! operations that it reaches ([`uses`], [`collected`]), with
//! a value that shows it ([`witnesses`]). What breaks nobody as a whole is found by
//! [`inclusion`], what no comparator sees by values; [`verdicts`] has both.
//! [`comparison`] is what
//! commands get: after the team's own decisions ([`known`]).
//!
//! Nothing here refuses a document or knows what is generated from it.

mod bodies;
mod change;
mod collected;
mod comparison;
mod context;
mod documents;
mod edition;
mod encoding;
mod inclusion;
mod input;
mod known;
mod lifecycle;
mod operations;
mod parameters;
mod problems;
mod responses;
mod schema;
mod security;
mod servers;
mod styles;
mod texts;
mod urls;
mod uses;
mod verdicts;
mod version;
mod witnesses;

pub use comparison::{Differences, differences};
pub use input::Input;
pub use known::{FILE_NAME, Known};
pub use problems::{problems, unsupported};
pub use version::Version;
