//! Values that a schema allows, and values that it refuses: boundaries,
//! alternatives, members there and not, and values with one constraint broken.
//!
//! [`Maker`] reads schemas as they are written, of OpenAPI 3.0 and 3.1, and knows
//! nothing of what is generated from them; whoever has schemas says where their
//! references lead ([`References`]). Which of the values are valid is for a
//! validator to say: [`Judge`] makes one of a schema in a document. [`difference`] is of
//! texts that patterns and lengths describe, and needs no samples.

mod formats;
mod heirs;
mod judge;
mod language;
mod mixed;
mod parts;
mod pattern;
mod scalars;
mod values;

pub use formats::{fits, is_checked, lengths, range};
pub use heirs::{Heirs, values_of};
pub use judge::Judge;
pub use language::{Difference, Texts, are_equal, difference, one_of};
pub use mixed::mixed;
pub use parts::{Parts, References};
pub use pattern::matches;
pub use scalars::{of_every_type, samples};
pub use values::Maker;

/// A member that no schema describes.
pub const UNDESCRIBED: &str = "undescribed by any schema";
