//! Schemas as sets of values, and how two of them differ.
//!
//! [`shape`] is a schema by its meaning: references, `allOf`, unions of plain
//! types and the spellings of OpenAPI 3.0 and 3.1 are gone from it. [`read`]
//! makes shapes, [`pairs`] compares them and remembers what it compared,
//! [`values`], [`objects`], [`unions`], [`discriminators`] and [`annotations`]
//! compare their parts.
//!
//! A comparison does not know in which direction a value travels: a difference
//! makes the set smaller or larger, and `rules` says what that means.

mod annotations;
mod discriminators;
mod limits;
mod objects;
mod pairs;
mod read;
mod shape;
mod unions;
mod values;

pub use pairs::{Child, Delta, Pair, PairId, Pairs, Step};
pub use read::{Conjunction, is_annotation, is_annotation_only};
pub use shape::Encoding;
pub use values::value;
