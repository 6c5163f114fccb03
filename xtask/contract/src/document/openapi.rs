//! What every reader of OpenAPI asks of a document: the few names that all rooms
//! share.

use super::node::Node;

/// The methods of a path item, in the order of the specification (3.0 and 3.1).
pub const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// How a reference to a schema of the components begins.
pub const SCHEMAS: &str = "#/components/schemas/";

/// Header parameters of these names, in lower case, are no parameters: media types and
/// security schemes say what they are (OpenAPI 3.1.1, section 4.8.12.2).
pub const IGNORED_HEADERS: [&str; 3] = ["accept", "content-type", "authorization"];

/// The operations of a path item, with their methods.
pub fn operations(item: &Node) -> impl Iterator<Item = (&'static str, &Node)> {
    METHODS
        .into_iter()
        .filter_map(|method| Some((method, item.get(method)?)))
}
