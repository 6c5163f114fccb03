//! Bodies: a value as a media type writes it, and back.

mod parts;
mod read;
mod twice;
mod write;

pub use read::{BodyReader, judge};
pub use write::write;
