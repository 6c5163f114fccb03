//! The parts of an operation that Dropshot is told of: only what they are, not how it is told.

use schemars::JsonSchema;
use schemars::r#gen::SchemaGenerator;
use schemars::schema::Schema;

/// The parts of an operation that have schemas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The parameters of the path.
    Path,
    /// The parameters of the query.
    Query,
    /// The headers of the request.
    Header,
    /// The body of the request.
    RequestBody,
    /// The headers of the success that Dropshot emits.
    ResponseHeader,
    /// The body of that success.
    ResponseBody,
}

/// A member of a part: a parameter, a header, or the one body.
pub struct Described {
    pub(super) name: &'static str,
    pub(super) required: bool,
    pub(super) description: Option<&'static str>,
    pub(super) schema: Schema,
}

/// A member by its name, `required` and `description`.
pub fn described(
    name: &'static str,
    required: bool,
    description: Option<&'static str>,
    schema: Schema,
) -> Described {
    Described {
        name,
        required,
        description,
        schema,
    }
}

/// A schema as the contract has it, in OpenAPI 3.0's form, which is what Dropshot
/// emits. Text that is no schema allows anything.
pub fn schema(json: &str) -> Schema {
    serde_json::from_str(json).unwrap_or(Schema::Bool(true))
}

/// A reference to the schema of `T`, which becomes a component.
pub fn reference<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<T>()
}
