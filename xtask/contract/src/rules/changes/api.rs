//! The changes that are not about a schema, each with two contracts that differ in
//! it.

use std::borrow::Cow;

use super::example::{
    BODY, CALLBACK, CONTRACT, FLOW, HEADER, INFO, INHERITED, OPERATION, PARAMETER, PATHS, RESPONSE,
    RESPONSES, SCHEMES, SECURED, SERVER, VERSION,
};
use super::{HARMLESS, NARROWS_REQUEST, NARROWS_RESPONSE, WIDENS_REQUEST, WIDENS_RESPONSE};
use crate::report::{Direction, Example, Kind, Level, Rule};

macro_rules! changes {
    ($($name:ident $id:literal $level:ident $direction:ident, $says:literal $why:expr, $within:ident: $before:literal => $after:literal;)*) => {
        $(pub const $name: &Rule = &Rule {
            id: Cow::Borrowed($id),
            level: Some(changes!(@level $level)),
            says: $says,
            kind: Kind::Change {
                direction: changes!(@direction $direction),
                only_text: changes!(@text $level),
                why: $why,
            },
            example: Example::Contracts { within: $within, before: $before, after: $after },
        };)*

        pub const ALL: &[&Rule] = &[$($name,)*];
    };
    // Information about what only people read.
    (@level Text) => { Level::Info };
    (@level $level:ident) => { Level::$level };
    (@text Text) => { true };
    (@text $level:ident) => { false };
    (@direction None) => { None };
    (@direction $direction:ident) => { Some(Direction::$direction) };
}

changes! {
    ENDPOINT_ADDED "endpoint-added" Info None, "An operation was added." "Nobody calls it yet.",
        PATHS: "" => "/books: {get: {}}";
    API_PATH_REMOVED_WITHOUT_DEPRECATION "api-path-removed-without-deprecation" Error None, "A path was removed without having been deprecated." "Clients that call it get 404.",
        PATHS: "/books: {get: {}}" => "";
    API_PATH_REMOVED_WITH_DEPRECATION "api-path-removed-with-deprecation" Info None, "A deprecated path was removed." "Its end was announced, and the date has passed or was left open.",
        PATHS: "/books: {get: {deprecated: true}}" => "";
    API_PATH_REMOVED_BEFORE_SUNSET "api-path-removed-before-sunset" Error None, "A deprecated path was removed before its sunset date." "Clients were promised more time.",
        PATHS: r#"/books: {get: {deprecated: true, x-sunset: "9999-12-31"}}"# => "";
    API_PATH_SUNSET_PARSE "api-path-sunset-parse" Error None, "A path was removed whose sunset is not a date." "Nobody could know when it would end.",
        PATHS: "/books: {get: {deprecated: true, x-sunset: soon}}" => "";
    API_REMOVED_WITHOUT_DEPRECATION "api-removed-without-deprecation" Error None, "An operation was removed without having been deprecated." "Clients that call it get 405 or 404.",
        PATHS: "/books: {post: {}, get: {}}" => "/books: {post: {}}";
    API_REMOVED_WITH_DEPRECATION "api-removed-with-deprecation" Info None, "A deprecated operation was removed." "Its end was announced, and the date has passed or was left open.",
        PATHS: "/books: {post: {}, get: {deprecated: true}}" => "/books: {post: {}}";
    API_REMOVED_BEFORE_SUNSET "api-removed-before-sunset" Error None, "A deprecated operation was removed before its sunset date." "Clients were promised more time.",
        PATHS: r#"/books: {post: {}, get: {deprecated: true, x-sunset: "9999-12-31"}}"# => "/books: {post: {}}";
    ENDPOINT_DEPRECATED "endpoint-deprecated" Info None, "An operation was deprecated." "It still works; clients should look for another one.",
        OPERATION: "" => "deprecated: true";
    ENDPOINT_DEPRECATED_WITH_SUNSET "endpoint-deprecated-with-sunset" Info None, "An operation was deprecated, with a sunset date." "It still works until then.",
        OPERATION: "" => r#"deprecated: true, x-sunset: "2030-06-30""#;
    ENDPOINT_REACTIVATED "endpoint-reactivated" Info None, "An operation is no longer deprecated." HARMLESS,
        OPERATION: "deprecated: true" => "";
    API_DEPRECATED_SUNSET_PARSE "api-deprecated-sunset-parse" Error None, "The sunset of an operation is not a date." "Clients cannot know when it ends.",
        OPERATION: "deprecated: true" => "deprecated: true, x-sunset: soon";
    SUNSET_DELETED "sunset-deleted" Error None, "The sunset date of a deprecated operation was removed." "Clients cannot know when it ends.",
        OPERATION: r#"deprecated: true, x-sunset: "2030-06-30""# => "deprecated: true";
    API_SUNSET_DATE_CHANGED_TOO_SMALL "api-sunset-date-changed-too-small" Error None, "The sunset date of an operation was moved to an earlier day." "Clients were promised more time.",
        OPERATION: r#"deprecated: true, x-sunset: "2030-06-30""# => r#"deprecated: true, x-sunset: "2030-01-31""#;
    SUNSET_ADDED "sunset-added" Info None, "A deprecated operation got a sunset date." "It still works until then.",
        OPERATION: "deprecated: true" => r#"deprecated: true, x-sunset: "2030-06-30""#;
    API_SUNSET_DATE_CHANGED "api-sunset-date-changed" Info None, "The sunset date of an operation was moved to a later day." "It works for longer.",
        OPERATION: r#"deprecated: true, x-sunset: "2030-01-31""# => r#"deprecated: true, x-sunset: "2030-06-30""#;
    API_INVALID_STABILITY_LEVEL "api-invalid-stability-level" Error None, "A stability level is not one of draft, alpha, beta, stable." "Nobody knows what it promises.",
        OPERATION: "" => "x-stability-level: fresh";
    API_STABILITY_DECREASED "api-stability-decreased" Error None, "An operation is less stable than it was." "Clients were promised more.",
        OPERATION: "" => "x-stability-level: beta";
    API_STABILITY_INCREASED "api-stability-increased" Info None, "An operation is more stable than it was." "Clients are promised more.",
        OPERATION: "x-stability-level: beta" => "";
    API_OPERATION_ID_REMOVED "api-operation-id-removed" Info None, "An operationId was removed or changed." "Nothing changes on the wire; generated clients give the operation another name.",
        OPERATION: "operationId: list_books" => "";
    API_OPERATION_ID_ADDED "api-operation-id-added" Info None, "An operationId was added." HARMLESS,
        OPERATION: "" => "operationId: list_books";
    API_TAG_ADDED "api-tag-added" Text None, "A tag was added to an operation." HARMLESS,
        OPERATION: "" => "tags: [books]";
    API_TAG_REMOVED "api-tag-removed" Text None, "A tag was removed from an operation." HARMLESS,
        OPERATION: "tags: [books]" => "";
    API_SUMMARY_CHANGED "api-summary-changed" Text None, "The summary of an operation changed." HARMLESS,
        OPERATION: "summary: List books" => "summary: List all books";
    API_DESCRIPTION_CHANGED "api-description-changed" Text None, "The description of an operation changed." HARMLESS,
        OPERATION: "description: All books." => "description: Every book.";
    API_EXTERNAL_DOCS_CHANGED "api-external-docs-changed" Text None, "The documentation that an operation refers to changed." HARMLESS,
        OPERATION: "" => "externalDocs: {url: https://library.example/books}";
    INFO_TEXT_CHANGED "info-text-changed" Text None, "The title, description, contact or license of the API changed." HARMLESS,
        INFO: "description: All books." => "description: Every book.";
    TAG_TEXT_CHANGED "tag-text-changed" Text None, "A tag has another description." HARMLESS,
        CONTRACT: "tags: [{name: books, description: All books.}]" => "tags: [{name: books, description: Every book.}]";
    TAG_ADDED "tag-added" Text None, "A tag was declared." HARMLESS,
        CONTRACT: "" => "tags: [{name: books}]";
    TAG_REMOVED "tag-removed" Text None, "A tag is no longer declared." HARMLESS,
        CONTRACT: "tags: [{name: books}]" => "";
    EXTERNAL_DOCS_CHANGED "external-docs-changed" Text None, "The documentation that the whole API refers to changed." HARMLESS,
        CONTRACT: "" => "externalDocs: {url: https://library.example}";
    SERVER_TEXT_CHANGED "server-text-changed" Text None, "A server or one of its variables has another description." HARMLESS,
        SERVER: "description: The library." => "description: Our library.";
    PATH_TEXT_CHANGED "path-text-changed" Text None, "A path has another description." HARMLESS,
        PATHS: "/books: {summary: Books, get: {}}" => "/books: {summary: All books, get: {}}";
    PARAMETER_TEXT_CHANGED "parameter-text-changed" Text None, "A parameter has another description, or other examples." HARMLESS,
        PARAMETER: "description: What it is." => "description: What kind it is.";
    REQUEST_BODY_TEXT_CHANGED "request-body-text-changed" Text None, "A request body has another description." HARMLESS,
        BODY: "description: A book." => "description: A new book.";
    RESPONSE_TEXT_CHANGED "response-text-changed" Text None, "A response has another description." HARMLESS,
        RESPONSES: r#""200": {description: Fine.}"# => r#""200": {description: All books.}"#;
    HEADER_TEXT_CHANGED "header-text-changed" Text None, "A response header has another description, or other examples." HARMLESS,
        HEADER: "description: How many." => "description: How many there are.";
    MEDIA_TYPE_TEXT_CHANGED "media-type-text-changed" Text None, "A body has other examples." HARMLESS,
        RESPONSE: "content: {text/plain: {example: Ulysses}}" => "content: {text/plain: {example: Emma}}";
    LINK_TEXT_CHANGED "link-text-changed" Text None, "A link of a response has another description." HARMLESS,
        RESPONSE: "links: {author: {operationId: get_author, description: Who.}}" => "links: {author: {operationId: get_author, description: Who wrote it.}}";
    SECURITY_SCHEME_TEXT_CHANGED "security-scheme-text-changed" Text None, "A security scheme has another description." HARMLESS,
        SCHEMES: "key: {type: apiKey, in: header, name: X-Key, description: A key.}" => "key: {type: apiKey, in: header, name: X-Key, description: Your key.}";
    API_SERVER_ADDED "api-server-added" Info None, "A server of an operation was added." HARMLESS,
        OPERATION: "servers: [{url: https://a.example}]" => "servers: [{url: https://a.example}, {url: https://b.example}]";
    API_SERVER_REMOVED "api-server-removed" Warning None, "A server of an operation was removed." "Clients that call it there need another address.",
        OPERATION: "servers: [{url: https://a.example}, {url: https://b.example}]" => "servers: [{url: https://a.example}]";
    SERVER_ADDED "server-added" Info None, "A server was added." HARMLESS,
        CONTRACT: "servers: [{url: https://a.example}]" => "servers: [{url: https://a.example}, {url: https://b.example}]";
    SERVER_REMOVED "server-removed" Warning None, "A server was removed." "Clients that call it need another address.",
        CONTRACT: "servers: [{url: https://a.example}, {url: https://b.example}]" => "servers: [{url: https://a.example}]";
    SERVER_VARIABLE_ADDED "server-variable-added" Info None, "A variable of a server was described." HARMLESS,
        SERVER: "" => "variables: {place: {default: north}}";
    SERVER_VARIABLE_REMOVED "server-variable-removed" Warning None, "A variable of a server is no longer described." "Clients that fill it in no longer know which values there are.",
        SERVER: "variables: {place: {default: north}}" => "";
    SERVER_VARIABLE_DEFAULT_CHANGED "server-variable-default-changed" Warning None, "A variable of a server has another default." "Clients that do not set it call another server.",
        SERVER: "variables: {place: {default: north}}" => "variables: {place: {default: south}}";
    SERVER_VARIABLE_BECAME_ENUM "server-variable-became-enum" Warning None, "The values of a server's variable are limited to a list." "Clients that use another value need another address.",
        SERVER: "variables: {place: {default: north}}" => "variables: {place: {default: north, enum: [north]}}";
    SERVER_VARIABLE_BECAME_NOT_ENUM "server-variable-became-not-enum" Info None, "The values of a server's variable are no longer limited to a list." "The earlier ones are still valid.",
        SERVER: "variables: {place: {default: north, enum: [north]}}" => "variables: {place: {default: north}}";
    SERVER_VARIABLE_ENUM_VALUE_ADDED "server-variable-enum-value-added" Info None, "A server's variable may have one more value." "The earlier ones are still valid.",
        SERVER: "variables: {place: {default: north, enum: [north]}}" => "variables: {place: {default: north, enum: [north, south]}}";
    SERVER_VARIABLE_ENUM_VALUE_REMOVED "server-variable-enum-value-removed" Warning None, "A server's variable may no longer have a value." "Clients that use it need another address.",
        SERVER: "variables: {place: {default: north, enum: [north, south]}}" => "variables: {place: {default: north, enum: [north]}}";
    WEBHOOK_ADDED "webhook-added" Info None, "A webhook was added." "Whoever does not subscribe is not called.",
        CONTRACT: "" => "webhooks: {added: {post: {}}}";
    WEBHOOK_REMOVED "webhook-removed" Error None, "A webhook was removed." "Subscribers are no longer called.",
        CONTRACT: "webhooks: {added: {post: {}}}" => "";
    CALLBACK_ADDED "callback-added" Info None, "A callback was added." "Whoever does not subscribe is not called.",
        OPERATION: "" => r#"callbacks: {added: {"{$request.query.url}": {post: {}}}}"#;
    CALLBACK_URL_CHANGED "callback-url-changed" Warning None, "A callback is sent elsewhere." "Subscribers that listen at the earlier address are no longer called.",
        OPERATION: r#"callbacks: {added: {"{$request.query.url}": {post: {}}}}"# => r#"callbacks: {added: {"{$request.query.to}": {post: {}}}}"#;
    CALLBACK_REMOVED "callback-removed" Error None, "A callback was removed." "Subscribers are no longer called, as with a webhook, which is an error for oasdiff, too.",
        OPERATION: r#"callbacks: {added: {"{$request.query.url}": {post: {}}}}"# => "";
    API_SCHEMA_REMOVED "api-schema-removed" Info None, "A schema of the components was removed." "Whatever used it is reported on its own.",
        CONTRACT: "components: {schemas: {Book: {type: object}}}" => "";
    API_VERSION_DECREASED "api-version-decreased" Text None, "`info.version` is lower than it was." HARMLESS,
        VERSION: "1.1.0" => "1.0.0";
    API_MAJOR_VERSION_NOT_BUMPED "api-major-version-not-bumped" Text None, "Something breaks, and `info.version` has the same major version." "Users that go by version numbers take the new one without a second look.",
        PATHS: "/books: {get: {}}" => "";
    NEW_REQUIRED_REQUEST_PARAMETER "new-required-request-parameter" Error Request, "A required parameter was added." NARROWS_REQUEST,
        OPERATION: "" => "parameters: [{name: genre, in: query, required: true}]";
    NEW_OPTIONAL_REQUEST_PARAMETER "new-optional-request-parameter" Info Request, "An optional parameter was added." WIDENS_REQUEST,
        OPERATION: "" => "parameters: [{name: genre, in: query}]";
    NEW_REQUEST_PATH_PARAMETER "new-request-path-parameter" Error Request, "A path parameter was added." "Earlier URLs lack it.",
        PATHS: r#""/books/{id}": {get: {}}"# => r#""/books/{id}": {get: {parameters: [{name: id, in: path, required: true}]}}"#;
    REQUEST_PATH_PARAMETER_RENAMED "request-path-parameter-renamed" Info Request, "A path parameter has another name." "Nothing changes on the wire; generated clients give the parameter another name.",
        PATHS: r#""/books/{id}": {get: {parameters: [{name: id, in: path, required: true}]}}"# => r#""/books/{isbn}": {get: {parameters: [{name: isbn, in: path, required: true}]}}"#;
    REQUEST_PARAMETER_REMOVED "request-parameter-removed" Warning Request, "A parameter was removed." "The contract does not say whether a client that still sends it is ignored or refused.",
        OPERATION: "parameters: [{name: genre, in: query}]" => "";
    REQUEST_PARAMETER_REMOVED_WITH_DEPRECATION "request-parameter-removed-with-deprecation" Info Request, "A deprecated parameter was removed." "Its end was announced, and the date has passed or was left open.",
        OPERATION: "parameters: [{name: genre, in: query, deprecated: true}]" => "";
    REQUEST_PARAMETER_REMOVED_BEFORE_SUNSET "request-parameter-removed-before-sunset" Error Request, "A deprecated parameter was removed before its sunset date." "Clients were promised more time.",
        OPERATION: r#"parameters: [{name: genre, in: query, deprecated: true, x-sunset: "9999-12-31"}]"# => "";
    REQUEST_PARAMETER_SUNSET_PARSE "request-parameter-sunset-parse" Error Request, "The sunset of a parameter is not a date." "Clients cannot know when it ends.",
        PARAMETER: "deprecated: true" => "deprecated: true, x-sunset: soon";
    REQUEST_PARAMETER_DEPRECATED "request-parameter-deprecated" Info Request, "A parameter was deprecated." "It still works.",
        PARAMETER: "" => "deprecated: true";
    REQUEST_PARAMETER_REACTIVATED "request-parameter-reactivated" Info Request, "A parameter is no longer deprecated." HARMLESS,
        PARAMETER: "deprecated: true" => "";
    REQUEST_PARAMETER_SUNSET_DELETED "request-parameter-sunset-deleted" Error Request, "The sunset date of a deprecated parameter was removed." "Clients cannot know when it ends.",
        PARAMETER: r#"deprecated: true, x-sunset: "2030-06-30""# => "deprecated: true";
    REQUEST_PARAMETER_SUNSET_DATE_CHANGED_TOO_SMALL "request-parameter-sunset-date-changed-too-small" Error Request, "The sunset date of a parameter was moved to an earlier day." "Clients were promised more time.",
        PARAMETER: r#"deprecated: true, x-sunset: "2030-06-30""# => r#"deprecated: true, x-sunset: "2030-01-31""#;
    REQUEST_PARAMETER_SUNSET_ADDED "request-parameter-sunset-added" Info Request, "A deprecated parameter got a sunset date." "It still works until then.",
        PARAMETER: "deprecated: true" => r#"deprecated: true, x-sunset: "2030-06-30""#;
    REQUEST_PARAMETER_SUNSET_DATE_CHANGED "request-parameter-sunset-date-changed" Info Request, "The sunset date of a parameter was moved to a later day." "It works for longer.",
        PARAMETER: r#"deprecated: true, x-sunset: "2030-01-31""# => r#"deprecated: true, x-sunset: "2030-06-30""#;
    REQUEST_PARAMETER_BECAME_REQUIRED "request-parameter-became-required" Error Request, "A parameter became required." NARROWS_REQUEST,
        PARAMETER: "" => "required: true";
    REQUEST_PARAMETER_BECAME_OPTIONAL "request-parameter-became-optional" Info Request, "A parameter is no longer required." WIDENS_REQUEST,
        PARAMETER: "required: true" => "";
    REQUEST_PARAMETER_STYLE_CHANGED "request-parameter-style-changed" Error Request, "A parameter is written in another style." "Earlier requests are read differently.",
        PARAMETER: "schema: {type: array}" => "schema: {type: array}, style: pipeDelimited";
    REQUEST_PARAMETER_EXPLODE_CHANGED "request-parameter-explode-changed" Error Request, "Lists and objects of a parameter are written differently." "Earlier requests are read differently.",
        PARAMETER: "schema: {type: array}" => "schema: {type: array}, explode: false";
    REQUEST_PARAMETER_CONTENT_CHANGED "request-parameter-content-changed" Error Request, "A parameter is written in another media type." "Earlier requests are read differently.",
        PARAMETER: "schema: {type: object}" => "content: {application/json: {schema: {type: object}}}";
    REQUEST_PARAMETER_BECAME_ALLOW_RESERVED "request-parameter-became-allow-reserved" Info Request, "A parameter may hold reserved characters as they are." WIDENS_REQUEST,
        PARAMETER: "" => "allowReserved: true";
    REQUEST_PARAMETER_BECAME_NOT_ALLOW_RESERVED "request-parameter-became-not-allow-reserved" Error Request, "A parameter may no longer hold reserved characters as they are." NARROWS_REQUEST,
        PARAMETER: "allowReserved: true" => "";
    REQUEST_PARAMETER_BECAME_ALLOW_EMPTY "request-parameter-became-allow-empty" Info Request, "A parameter may be sent without a value." WIDENS_REQUEST,
        PARAMETER: "" => "allowEmptyValue: true";
    REQUEST_PARAMETER_BECAME_NOT_ALLOW_EMPTY "request-parameter-became-not-allow-empty" Error Request, "A parameter may no longer be sent without a value." NARROWS_REQUEST,
        PARAMETER: "allowEmptyValue: true" => "";
    REQUEST_BODY_ENCODING_CHANGED "request-body-encoding-changed" Error Request, "A part of a form is written differently." "Earlier requests are read differently.",
        BODY: "content: {multipart/form-data: {encoding: {cover: {contentType: image/png}}}}" => "content: {multipart/form-data: {encoding: {cover: {contentType: image/jpeg}}}}";
    REQUEST_BODY_ENCODING_GENERALIZED "request-body-encoding-generalized" Info Request, "A part of a form may have more media types." WIDENS_REQUEST,
        BODY: "content: {multipart/form-data: {encoding: {cover: {contentType: image/png}}}}" => r#"content: {multipart/form-data: {encoding: {cover: {contentType: "image/png, image/jpeg"}}}}"#;
    REQUEST_BODY_ADDED_REQUIRED "request-body-added-required" Error Request, "A required request body was added." NARROWS_REQUEST,
        OPERATION: "" => "requestBody: {required: true, content: {application/json: {}}}";
    REQUEST_BODY_ADDED_OPTIONAL "request-body-added-optional" Info Request, "An optional request body was added." WIDENS_REQUEST,
        OPERATION: "" => "requestBody: {content: {application/json: {}}}";
    REQUEST_BODY_REMOVED "request-body-removed" Error Request, "The request body was removed." "What clients sent in it no longer has a place.",
        OPERATION: "requestBody: {content: {application/json: {}}}" => "";
    REQUEST_BODY_BECAME_REQUIRED "request-body-became-required" Error Request, "The request body became required." NARROWS_REQUEST,
        BODY: "content: {application/json: {}}" => "required: true, content: {application/json: {}}";
    REQUEST_BODY_BECAME_OPTIONAL "request-body-became-optional" Info Request, "The request body is no longer required." WIDENS_REQUEST,
        BODY: "required: true, content: {application/json: {}}" => "content: {application/json: {}}";
    REQUEST_BODY_MEDIA_TYPE_ADDED "request-body-media-type-added" Info Request, "A request body may have one more media type." WIDENS_REQUEST,
        BODY: "content: {application/json: {}}" => "content: {application/json: {}, text/csv: {}}";
    REQUEST_BODY_MEDIA_TYPE_REMOVED "request-body-media-type-removed" Error Request, "A request body may no longer have a media type." NARROWS_REQUEST,
        BODY: "content: {application/json: {}, text/csv: {}}" => "content: {application/json: {}}";
    REQUEST_BODY_MEDIA_TYPE_SCHEMA_ADDED "request-body-media-type-schema-added" Error Request, "A media type of a request body got a schema." NARROWS_REQUEST,
        BODY: "content: {application/json: {}}" => "content: {application/json: {schema: {type: object}}}";
    REQUEST_BODY_MEDIA_TYPE_SCHEMA_REMOVED "request-body-media-type-schema-removed" Info Request, "A media type of a request body no longer has a schema." WIDENS_REQUEST,
        BODY: "content: {application/json: {schema: {type: object}}}" => "content: {application/json: {}}";
    API_SECURITY_ADDED "api-security-added" Info Request, "An operation takes, or demands, one more kind of credentials." "The earlier ones are still accepted. (An error when it demands more than before, or took calls without any.)",
        SECURED: "security: [{key: []}]" => "security: [{key: []}, {login: []}]";
    API_SECURITY_REMOVED "api-security-removed" Info Request, "An operation no longer takes, or demands, a kind of credentials." "Clients that call with them are still served. (An error when others are demanded instead; a warning when other scopes are.)",
        SECURED: "security: [{key: []}, {login: []}]" => "security: [{key: []}]";
    API_SECURITY_SCOPE_ADDED "api-security-scope-added" Warning Request, "An operation demands one more scope." "The contract does not say whether clients have it.",
        SECURED: "security: [{login: []}]" => "security: [{login: [read]}]";
    API_SECURITY_SCOPE_REMOVED "api-security-scope-removed" Info Request, "An operation demands one scope fewer." "Earlier credentials are still accepted.",
        SECURED: "security: [{login: [read]}]" => "security: [{login: []}]";
    API_GLOBAL_SECURITY_ADDED "api-global-security-added" Info Request, "The operations that inherit it take, or demand, one more kind of credentials." "The earlier ones are still accepted. (An error when they demand more than before, or took calls without any.)",
        INHERITED: "security: [{key: []}]" => "security: [{key: []}, {login: []}]";
    API_GLOBAL_SECURITY_REMOVED "api-global-security-removed" Info Request, "The operations that inherit it no longer take, or demand, a kind of credentials." "Clients that call with them are still served. (An error when others are demanded instead; a warning when other scopes are.)",
        INHERITED: "security: [{key: []}, {login: []}]" => "security: [{key: []}]";
    API_GLOBAL_SECURITY_SCOPE_ADDED "api-global-security-scope-added" Warning Request, "The operations that inherit it demand one more scope." "The contract does not say whether clients have it.",
        INHERITED: "security: [{login: []}]" => "security: [{login: [read]}]";
    API_GLOBAL_SECURITY_SCOPE_REMOVED "api-global-security-scope-removed" Info Request, "The operations that inherit it demand one scope fewer." "Earlier credentials are still accepted.",
        INHERITED: "security: [{login: [read]}]" => "security: [{login: []}]";
    API_SECURITY_COMPONENT_ADDED "api-security-component-added" Info Request, "A security scheme was added." HARMLESS,
        SCHEMES: "" => "key: {type: apiKey, in: header, name: X-Key}";
    API_SECURITY_COMPONENT_REMOVED "api-security-component-removed" Info Request, "A security scheme was removed." "A requirement that demanded it is reported on its own.",
        SCHEMES: "key: {type: apiKey, in: header, name: X-Key}" => "";
    API_SECURITY_COMPONENT_TYPE_CHANGED "api-security-component-type-changed" Warning Request, "A security scheme is of another type or place." "Clients may have to send other credentials. (An error when some operation demands it before and after.)",
        SCHEMES: "key: {type: apiKey, in: header, name: X-Key}" => "key: {type: http, scheme: bearer}";
    API_SECURITY_COMPONENT_OAUTH_URL_CHANGED "api-security-component-oauth-url-changed" Info Request, "OAuth's authorization URL changed." "Clients that read it from the contract follow.",
        FLOW: "authorizationUrl: https://a.example" => "authorizationUrl: https://b.example";
    API_SECURITY_COMPONENT_OAUTH_TOKEN_URL_CHANGED "api-security-component-oauth-token-url-changed" Info Request, "OAuth's token URL changed." "Clients that read it from the contract follow.",
        FLOW: "tokenUrl: https://a.example" => "tokenUrl: https://b.example";
    API_SECURITY_COMPONENT_OAUTH_FLOW_ADDED "api-security-component-oauth-flow-added" Info Request, "OAuth has one more flow." "The earlier ones are still valid.",
        SCHEMES: "login: {type: oauth2, flows: {password: {}}}" => "login: {type: oauth2, flows: {password: {}, implicit: {}}}";
    API_SECURITY_COMPONENT_OAUTH_FLOW_REMOVED "api-security-component-oauth-flow-removed" Warning Request, "OAuth has one flow fewer." "The contract does not say whether clients get their tokens by it.",
        SCHEMES: "login: {type: oauth2, flows: {password: {}, implicit: {}}}" => "login: {type: oauth2, flows: {password: {}}}";
    API_SECURITY_COMPONENT_OAUTH_SCOPE_ADDED "api-security-component-oauth-scope-added" Info Request, "A scope was added." HARMLESS,
        FLOW: "scopes: {read: Read books.}" => "scopes: {read: Read books., write: Change books.}";
    API_SECURITY_COMPONENT_OAUTH_SCOPE_REMOVED "api-security-component-oauth-scope-removed" Info Request, "A scope was removed." "A requirement that demanded it is reported on its own.",
        FLOW: "scopes: {read: Read books., write: Change books.}" => "scopes: {read: Read books.}";
    API_SECURITY_COMPONENT_OAUTH_SCOPE_CHANGED "api-security-component-oauth-scope-changed" Text Request, "The description of a scope changed." HARMLESS,
        FLOW: "scopes: {read: Read books.}" => "scopes: {read: Read all books.}";
    RESPONSE_BODY_MEDIA_TYPE_SCHEMA_ADDED "response-body-media-type-schema-added" Info Response, "A media type of a response got a schema." NARROWS_RESPONSE,
        RESPONSE: "content: {application/json: {}}" => "content: {application/json: {schema: {type: object}}}";
    RESPONSE_BODY_MEDIA_TYPE_SCHEMA_REMOVED "response-body-media-type-schema-removed" Error Response, "A media type of a response no longer has a schema." WIDENS_RESPONSE,
        RESPONSE: "content: {application/json: {schema: {type: object}}}" => "content: {application/json: {}}";
    RESPONSE_MEDIA_TYPE_ADDED "response-media-type-added" Info Response, "A response may have one more media type." "Clients that ask for another one still get that.",
        RESPONSE: "content: {application/json: {}}" => "content: {application/json: {}, text/csv: {}}";
    RESPONSE_MEDIA_TYPE_REMOVED "response-media-type-removed" Error Response, "A response no longer comes in a media type." "Clients that ask for it get something else.",
        RESPONSE: "content: {application/json: {}, text/csv: {}}" => "content: {application/json: {}}";
    RESPONSE_MEDIA_TYPE_NAME_GENERALIZED "response-media-type-name-generalized" Error Response, "A response comes in a wider media type." WIDENS_RESPONSE,
        RESPONSE: "content: {image/png: {}}" => r#"content: {"image/*": {}}"#;
    RESPONSE_MEDIA_TYPE_NAME_SPECIALIZED "response-media-type-name-specialized" Info Response, "A response comes in a narrower media type." NARROWS_RESPONSE,
        RESPONSE: r#"content: {"image/*": {}}"# => "content: {image/png: {}}";
    RESPONSE_STATUS_GENERALIZED "response-status-generalized" Info Response, "A status became the range that it is in." "Clients go by the class of a status.",
        RESPONSES: r#""404": {description: Not there.}"# => r#""4XX": {description: Wrong.}"#;
    RESPONSE_STATUS_SPECIALIZED "response-status-specialized" Info Response, "A range of statuses became one that is in it." NARROWS_RESPONSE,
        RESPONSES: r#""4XX": {description: Wrong.}"# => r#""404": {description: Not there.}"#;
    RESPONSE_SUCCESS_STATUS_ADDED "response-success-status-added" Info Response, "A status of success was added." "Clients treat every 2xx as a success.",
        RESPONSES: r#""200": {description: Fine.}"# => r#""200": {description: Fine.}, "202": {description: Later.}"#;
    RESPONSE_SUCCESS_STATUS_REMOVED "response-success-status-removed" Error Response, "A status of success was removed." "Clients that expect it never get it.",
        RESPONSES: r#""200": {description: Fine.}, "202": {description: Later.}"# => r#""200": {description: Fine.}"#;
    RESPONSE_NON_SUCCESS_STATUS_ADDED "response-non-success-status-added" Info Response, "A status that is no success was added." "Clients treat every 4xx and 5xx as a failure.",
        RESPONSES: r#""200": {description: Fine.}"# => r#""200": {description: Fine.}, "404": {description: Not there.}"#;
    RESPONSE_NON_SUCCESS_STATUS_REMOVED "response-non-success-status-removed" Info Response, "A status that is no success was removed." NARROWS_RESPONSE,
        RESPONSES: r#""200": {description: Fine.}, "404": {description: Not there.}"# => r#""200": {description: Fine.}"#;
    RESPONSE_HEADER_ADDED "response-header-added" Info Response, "A response header was added." "Clients ignore headers that they do not know.",
        RESPONSE: "" => "headers: {X-Total: {}}";
    REQUIRED_RESPONSE_HEADER_REMOVED "required-response-header-removed" Error Response, "A response header that was always there was removed." "Clients that read it no longer find it.",
        RESPONSE: "headers: {X-Total: {required: true}}" => "";
    OPTIONAL_RESPONSE_HEADER_REMOVED "optional-response-header-removed" Warning Response, "A response header that was not always there was removed." "Clients could not rely on it before; now they never get it.",
        RESPONSE: "headers: {X-Total: {}}" => "";
    RESPONSE_HEADER_BECAME_OPTIONAL "response-header-became-optional" Error Response, "A response header is no longer always there." "Clients that read it may not find it.",
        HEADER: "required: true" => "";
    RESPONSE_HEADER_BECAME_REQUIRED "response-header-became-required" Info Response, "A response header is always there." NARROWS_RESPONSE,
        HEADER: "" => "required: true";
    RESPONSE_HEADER_CONTENT_CHANGED "response-header-content-changed" Error Response, "A response header is written in another way." "Clients read it differently.",
        HEADER: "schema: {type: object}" => "content: {application/json: {schema: {type: object}}}";
    RESPONSE_HEADER_DEPRECATED "response-header-deprecated" Info Response, "A response header was deprecated." "It is still there.",
        HEADER: "" => "deprecated: true";
    RESPONSE_HEADER_REACTIVATED "response-header-reactivated" Info Response, "A response header is no longer deprecated." HARMLESS,
        HEADER: "deprecated: true" => "";
    RESPONSE_PARAMETER_ADDED "response-parameter-added" Info Response, "A parameter of a webhook or callback was added." "Receivers ignore what they do not know.",
        CALLBACK: "" => "parameters: [{name: genre, in: query}]";
    REQUIRED_RESPONSE_PARAMETER_REMOVED "required-response-parameter-removed" Error Response, "A parameter that a webhook or callback always had was removed." "Receivers that read it no longer find it.",
        CALLBACK: "parameters: [{name: genre, in: query, required: true}]" => "";
    OPTIONAL_RESPONSE_PARAMETER_REMOVED "optional-response-parameter-removed" Warning Response, "A parameter that a webhook or callback did not always have was removed." "Receivers could not rely on it before; now they never get it.",
        CALLBACK: "parameters: [{name: genre, in: query}]" => "";
    RESPONSE_PARAMETER_BECAME_OPTIONAL "response-parameter-became-optional" Error Response, "A parameter of a webhook or callback is no longer always there." "Receivers that read it may not find it.",
        CALLBACK: "parameters: [{name: genre, in: query, required: true}]" => "parameters: [{name: genre, in: query}]";
    RESPONSE_PARAMETER_BECAME_REQUIRED "response-parameter-became-required" Info Response, "A parameter of a webhook or callback is always there." NARROWS_RESPONSE,
        CALLBACK: "parameters: [{name: genre, in: query}]" => "parameters: [{name: genre, in: query, required: true}]";
    RESPONSE_LINK_ADDED "response-link-added" Info Response, "A link was added to a response." "Clients that do not follow it are not affected.",
        RESPONSE: "" => "links: {author: {operationId: get_author}}";
    RESPONSE_LINK_REMOVED "response-link-removed" Warning Response, "A link of a response was removed." "Clients that follow it no longer find it.",
        RESPONSE: "links: {author: {operationId: get_author}}" => "";
    RESPONSE_LINK_CHANGED "response-link-changed" Warning Response, "A link of a response leads elsewhere." "Clients that follow it get something else.",
        RESPONSE: "links: {author: {operationId: get_author}}" => "links: {author: {operationId: get_writer}}";
}
