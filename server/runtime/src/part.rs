//! The parts of an operation that Dropshot is told of.

use schemars::JsonSchema;
use schemars::r#gen::SchemaGenerator;
use schemars::schema::Schema;

/// The parts of an operation that have schemas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Path,
    Query,
    Header,
    RequestBody,
    ResponseHeader,
    ResponseBody,
}

/// A member of a part: a parameter, a header, or the one body.
pub struct Described {
    pub(super) name: &'static str,
    pub(super) required: bool,
    pub(super) description: Option<&'static str>,
    pub(super) schema: Schema,
}

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

/// A schema as the contract has it, in OpenAPI 3.0's form.
pub fn schema(json: &str) -> Schema {
    serde_json::from_str(json).unwrap_or(Schema::Bool(true))
}

/// A reference to the schema of `T`, which becomes a component.
pub fn reference<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<T>()
}
