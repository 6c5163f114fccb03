//! What the types of a contract are declared with: macros that make of one declaration what
//! Typify and Progenitor write out for each type, and the little that they call.
//!
//! They are called by generated code alone: in a module that has the runtime beside it, as
//! `super::runtime`, and builders in its module `builder`.

mod conversion;
mod newtype;
mod object;
mod text;
mod union;
mod words;

pub use conversion::{ConversionError, read_parsed};
pub use object::{BuilderOf, HasBuilder, LeftOut, given, initial};
pub use text::TextRules;
pub use words::{Word, read_word};
// inline: pub(crate) use conversion::{default, from, parsed, parsed_from, shown};
// inline: pub(crate) use newtype::{newtype, values};
// inline: pub(crate) use object::{builders, object};
// inline: pub(crate) use text::text;
// inline: pub(crate) use union::union;
// inline: pub(crate) use words::words;
