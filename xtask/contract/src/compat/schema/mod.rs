//! Schemas as sets of values, and how two of them differ.
//!
//! [`shape`] is a schema by its meaning: references, `allOf`, unions of plain
//! types and the spellings of OpenAPI 3.0 and 3.1 are gone from it. [`read`]
//! makes shapes, [`pairs`] compares them and remembers what it compared, and
//! [`difference`] is what it found. [`wire`] is how values travel, [`repeated`] what a
//! list of one is then. [`values`], [`patterns`], [`objects`], [`items`], [`unions`],
//! [`discriminators`] and others compare their parts, and return differences.
//!
//! A comparison does not know in which direction a value travels: a difference
//! makes the set smaller or larger, and `rules` says what that means.

mod annotations;
mod difference;
mod discriminators;
mod items;
mod keywords;
mod limits;
mod marks;
mod objects;
mod pairs;
mod patterns;
mod read;
mod repeated;
mod shape;
mod unions;
mod values;
mod wire;

pub use difference::{Child, Delta, PairId, Step};
pub use pairs::{Pair, Pairs};
pub use read::{Conjunction, is_annotation, is_annotation_only};
pub use values::{is_format_within, value};
pub use wire::Encoding;
