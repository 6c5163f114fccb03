//! What was tried, and what was not: a run that proved nothing must not look like one that
//! found nothing.

mod coverage;
mod note;
mod reasons;

pub use coverage::{Coverage, OfOperation, State};
pub use note::Tried;
