//! Where the examples of changes stand: contracts with one place that differs.

use super::schemas::{SchemaPlace, Scope};
use crate::report::Direction;

/// The contract with the text in its place; of a schema, what is between its braces.
pub fn with(within: &str, text: &str) -> String {
    let inner = text
        .strip_prefix('{')
        .and_then(|text| text.strip_suffix('}'));
    within.replace('…', inner.unwrap_or(text))
}

macro_rules! contract {
    ($($part:literal)*) => {
        concat!("openapi: 3.1.1\ninfo: {title: Library, version: 1.0.0}\n", $($part,)*)
    };
}

macro_rules! operation {
    ($($part:literal)*) => {
        contract!("paths:\n  /books:\n    get:\n" $($part)*)
    };
}

macro_rules! post {
    ($($part:literal)*) => {
        contract!("paths:\n  /books:\n    post:\n" $($part)*)
    };
}

macro_rules! callback {
    ($($part:literal)*) => {
        operation!("      callbacks:\n        added:\n          '{$request.query.url}':\n            post:\n" $($part)*)
    };
}

pub const CONTRACT: &str = contract!("…\n");
pub const VERSION: &str = "openapi: 3.1.1\ninfo: {title: Library, version: …}\n";
pub const INFO: &str = "openapi: 3.1.1\ninfo: {title: Library, version: 1.0.0, …}\n";
pub const PATHS: &str = contract!("paths:\n  {…}\n");
pub const SERVER: &str = contract!("servers:\n  - {url: 'https://{place}.example', …}\n");
pub const SCHEMES: &str = contract!("components:\n  securitySchemes:\n    {…}\n");
pub const FLOW: &str = contract!(
    "components:\n  securitySchemes:\n    login:\n      type: oauth2\n      flows:\n        authorizationCode: {…}\n"
);
pub const OPERATION: &str = contract!("paths:\n  /books:\n    get: {…}\n");
pub const SECURED: &str = contract!(
    "paths:\n  /books:\n    get: {…}\ncomponents:\n  securitySchemes:\n    key: {type: apiKey, in: header, name: X-Key}\n    login: {type: oauth2, flows: {}}\n"
);
pub const INHERITED: &str = contract!(
    "…\npaths:\n  /books:\n    get: {}\ncomponents:\n  securitySchemes:\n    key: {type: apiKey, in: header, name: X-Key}\n    login: {type: oauth2, flows: {}}\n"
);
pub const PARAMETER: &str =
    operation!("      parameters:\n        - {name: genre, in: query, …}\n");
pub const BODY: &str = post!("      requestBody: {…}\n");
pub const RESPONSES: &str = operation!("      responses: {…}\n");
pub const RESPONSE: &str = operation!("      responses:\n        '200': {description: Fine., …}\n");
pub const HEADER: &str = operation!(
    "      responses:\n        '200':\n          description: Fine.\n          headers:\n            X-Total: {…}\n"
);
pub const CALLBACK: &str = contract!(
    "paths:\n  /books:\n    get:\n      callbacks:\n        added:\n          '{$request.query.url}':\n            post: {…}\n"
);

/// The schema itself, a property's, and that of a property which does not travel.
macro_rules! within {
    ($mark:literal, $operation:ident, $start:literal) => {
        [
            $operation!($start "{…}\n"),
            $operation!($start "{type: object, properties: {book: {…}}}\n"),
            $operation!($start "{type: object, properties: {book: {" $mark ": true, …}}}\n"),
        ]
    };
}

/// A contract with a schema in the place.
pub fn schema(place: SchemaPlace) -> &'static str {
    use Direction::{Request, Response};
    use Scope::{Body, Header, HeaderProperty, Parameter, ParameterProperty, Property};
    // What the provider sends of its own accord, it sends as a request; and the
    // response to that comes from the consumer.
    let contracts = match (place.direction, place.scope) {
        (Request, Body | Property) => within!(
            "readOnly",
            post,
            "      requestBody:\n        content:\n          application/json:\n            schema: "
        ),
        (Request, Parameter | ParameterProperty) => within!(
            "readOnly",
            operation,
            "      parameters:\n        - name: filter\n          in: query\n          schema: "
        ),
        (Request, Header | HeaderProperty) => within!(
            "readOnly",
            callback,
            "              responses:\n                '200':\n                  description: Fine.\n                  headers:\n                    X-Total:\n                      schema: "
        ),
        (Response, Body | Property) => within!(
            "writeOnly",
            operation,
            "      responses:\n        '200':\n          description: Fine.\n          content:\n            application/json:\n              schema: "
        ),
        (Response, Parameter | ParameterProperty) => within!(
            "writeOnly",
            callback,
            "              parameters:\n                - name: filter\n                  in: query\n                  schema: "
        ),
        (Response, Header | HeaderProperty) => within!(
            "writeOnly",
            operation,
            "      responses:\n        '200':\n          description: Fine.\n          headers:\n            X-Total:\n              schema: "
        ),
    };
    let depth = match place.scope {
        _ if place.is_unsent => 2,
        Property | ParameterProperty | HeaderProperty => 1,
        Body | Parameter | Header => 0,
    };
    contracts[depth]
}
