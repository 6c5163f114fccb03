// @generated from spec/openapi.yaml by `cargo xtask generate`. Do not edit: change the contract.

//! What the generated layer is made with: reading requests, building
//! responses, describing both to Dropshot. The same for every contract.

mod describe;
mod nulls;
mod object;
mod operation;
mod part;
mod refusal;
mod request;
mod response;
mod route;
mod serve;
mod together;
#[cfg(debug_assertions)]
mod truth;

pub use nulls::present;
pub use object::Object;
pub(crate) use object::object;
pub use operation::{Completed, Denied, FromRequest, Handle, Operation, OperationError, Service};
pub use part::{Described, Part, described, reference, schema};
pub use refusal::{Refusal, RefusalKind, Unexpected, problem};
pub use request::{
    Exchange, RequestParts, Secret, Shape, json_body, or_default, path_segment, required, text_body,
};
pub use response::{ResponseBuilder, StatusRange};
pub use serve::register;
#[allow(unused_imports)] // for endpoints beside those of the contract
pub use serve::to_its_end;
#[allow(unused_imports)] // for contracts whose paths the router cannot hold side by side
pub use together::{Entry, emit_apart, entry, register_together};
#[cfg(debug_assertions)]
pub use truth::{answer, through};
