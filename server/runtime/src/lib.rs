//! What generated Dropshot layers call: reading requests, building responses, describing both to
//! Dropshot. The same for every contract.
//!
//! Generated code names it `runtime`, and says which version of the interface it needs.

#![warn(missing_docs)]

mod checked;
mod choice;
mod describe;
mod form;
mod interface;
mod media;
mod multipart;
mod nulls;
mod object;
mod operation;
mod part;
mod refusal;
mod request;
mod response;
mod route;
mod serve;
mod styled;
mod together;
mod truth;

pub use checked::{Checked, schemas, validator};
pub use choice::{best, tagged};
pub use form::form_body;
pub use media::{Media, media_body};
pub use multipart::{BodyPart, File, Property, PropertyKind, body_parts, multipart_body};
pub use nulls::present;
pub use object::Object;
// inline: pub(crate) use object::object;
pub use operation::{Completed, Denied, FromRequest, Handle, Operation, OperationError, Service};
pub use part::{Described, Part, described, reference, schema};
pub use refusal::{Refusal, RefusalKind, Unexpected, problem};
pub use request::{
    Exchange, RequestParts, Secret, Shape, json_body, or_default, path_segment, required, text_body,
};
pub use response::{ResponseBuilder, StatusRange};
pub use serve::register;
pub use serve::to_its_end;
pub use styled::{Style, styled_segment};
pub use together::{Entry, emit_apart, entry, register_together};
pub use truth::{answer, through};
