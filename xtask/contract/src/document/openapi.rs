//! What every reader of OpenAPI asks of a document: the few names that all rooms
//! share.

use super::node::Node;

/// The methods of a path item, in the order of the specification (3.0 and 3.1),
/// which generated code has.
pub const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// The method that OpenAPI 3.2 adds to them (section 4.9.1).
pub const QUERY: &str = "query";

/// How a reference to a schema of the components begins.
pub const SCHEMAS: &str = "#/components/schemas/";

/// Header parameters of these names, in lower case, are no parameters: media types and
/// security schemes say what they are (OpenAPI 3.1.1, section 4.8.12.2).
pub const IGNORED_HEADERS: [&str; 3] = ["accept", "content-type", "authorization"];

/// The second number of the version of OpenAPI 3 that a document says it is of, when it is
/// one that is known: 0, 1 or 2.
pub fn minor_version(root: &Node) -> Option<u8> {
    let version = root.text("openapi").unwrap_or_default();
    let rest = version.strip_prefix("3.")?;
    let minor = rest.split_once('.').map_or(rest, |(minor, _)| minor);
    minor.parse().ok().filter(|minor| *minor <= 2)
}

/// The operations of a path item, with their methods: as fields are called, and those of
/// `additionalOperations` (3.2) as they are sent.
pub fn operations(item: &Node) -> impl Iterator<Item = (&str, &Node)> {
    let fields = METHODS.into_iter().chain([QUERY]);
    let own = fields.filter_map(|method| Some((method, item.get(method)?)));
    let others = item.members("additionalOperations");
    own.chain(others.map(|(method, operation)| (method.as_str(), operation)))
}

/// The operation of one method.
pub fn operation<'a>(item: &'a Node, method: &str) -> Option<&'a Node> {
    let mut all = operations(item);
    all.find(|(other, _)| *other == method)
        .map(|(_, node)| node)
}

/// A method as it is sent: fields are written in small letters.
pub fn sent_method(method: &str) -> String {
    match METHODS.contains(&method) || method == QUERY {
        true => method.to_uppercase(),
        false => method.to_owned(),
    }
}
