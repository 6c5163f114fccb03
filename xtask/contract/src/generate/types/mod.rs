//! Schemas to Rust types, by Typify.
//!
//! Typify is given schemas in a form that it understands fully: every inline
//! schema that needs a type of its own has a name, decided here; `allOf` is one
//! schema; null is a type beside others. What Typify would pass over (bounds of
//! numbers and arrays) and what Rust's types cannot say becomes a type of the
//! generated layer that validates.

mod annotations;
mod convert;
mod declare;
mod defaults;
mod enum_values;
mod expressible;
mod instants;
mod members;
mod merge;
mod overlap;
mod reference;
mod rewrite;
mod schemas;
mod typify;
mod widen;

pub use annotations::is_annotation;
pub use declare::declare;
pub use reference::{component, followed, resolved, target};
pub use rewrite::{Nulls, rewrite};
pub use schemas::{Checked, Constrained, Inner, StandIn, TypeSchemas};
pub use typify::Types;
pub use widen::{Alternatives, default_of, widen};
