//! References to the schemas of a contract.

use crate::document::{Node, follow};
use crate::model::Contract;

/// How a reference to a schema begins.
pub const REFERENCE: &str = "#/components/schemas/";

/// The name of the schema that a schema refers to, as the reference spells it.
pub fn component(schema: &Node) -> Option<&str> {
    schema.text("$ref")?.strip_prefix(REFERENCE)
}

/// The schema that a schema refers to.
pub fn target<'a>(schema: &Node, contract: &'a Contract) -> Option<&'a Node> {
    let name = component(schema)?.replace("~1", "/").replace("~0", "~");
    contract.schemas.get(&name)
}

/// What a schema refers to in the end.
pub fn followed<'a>(schema: &'a Node, contract: &'a Contract) -> &'a Node {
    follow(schema, |schema| target(schema, contract))
}

/// What a schema is when it is only a reference, bare or in `allOf`.
pub fn resolved<'a>(schema: &'a Node, contract: &'a Contract) -> &'a Node {
    follow(schema, |schema| match schema.items("allOf") {
        [single] if !schema.has("type") && !schema.has("properties") => Some(single),
        _ => target(schema, contract),
    })
}
