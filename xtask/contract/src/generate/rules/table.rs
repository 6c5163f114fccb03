//! The rules.

use super::Construct;

/// The case in `tests/lowering` with the rule's name is its example.
macro_rules! rule {
    ($id:literal, $written:literal, $becomes:literal) => {
        Construct::new(
            $id,
            $written,
            $becomes,
            include_str!(concat!("../../../tests/lowering/", $id, ".yaml")),
            include_str!(concat!("../../../tests/lowering/", $id, ".txt")),
        )
    };
}

#[rustfmt::skip]
pub const GROUPS: &[(&str, &[Construct])] = &[
    ("Paths and operations", &[
        rule!("operation-id-derived", "no `operationId`",
            "Method and path: `GET /things/{id}/parts` is `get_things_by_id_parts`. One that is written wins wherever it stands; among derived ones that are the same, the first in the document has no number."),
        rule!("operation-names-collide", "operationIds with one Rust name: `getThing`, `get_thing`",
            "The first in the document has the name, the next one a number: `get_thing2`. Types of schemas are in a module of their own, and may be called as those of operations."),
        rule!("path-item-settings", "`parameters` of a path",
            "They stand at each of its operations, after the operation's own; one of the operation's with the same name and place takes its place."),
        rule!("path-item-reference", "`$ref` of a path, to `pathItems` or another file",
            "The path has what it leads to."),
        rule!("path-one-route", "paths that Dropshot's router cannot hold side by side, or not at all: `/things/{id}:reset`",
            "").server("one route for all, told apart by the layer.").emitted("the paths as they are in the contract."),
        rule!("webhooks", "`webhooks`",
            "Nothing is generated for them, which is told; their schemas in `components` are types."),
        rule!("callbacks", "`callbacks`",
            "Nothing is generated for them, which is told; their schemas in `components` are types."),
    ]),
    ("Responses", &[
        rule!("responses-are-enums", "several successes or errors, with bodies or without",
            "A closed enum of the successes, and one of the errors.")
            .server("always, and nothing else can be answered; `Unexpected` is 500 without details.")
            .client("where the bodies differ; one body for all is that body, and the status stands beside it.")
            .emitted("the first success, and one `4XX` and `5XX` for all errors."),
        rule!("response-range", "`4XX`, `default` beside others",
            "A variant that holds the status.").server("it can hold none but one of the range.")
            .client("the status stands beside the body."),
        rule!("response-without-content", "a `content` of 1XX, 204, 205 or 304, or of a response to HEAD",
            "None, which is told: HTTP has no place for it."),
        rule!("refusals", "an error whose body is no problem (RFC 9457), where the server may refuse a request",
            "").server("a function of the trait `Api` for each such body, which `scaffold` writes."),
        rule!("response-default-alone", "`default` as the only response",
            "It is a success and an error."),
        rule!("response-undocumented", "no responses",
            "Any status with any body, which is told."),
        rule!("response-problem", "an error of `application/problem+json` (RFC 9457)",
            "").server("a constructor that fills in type, title and status: `not_found(detail)`.")
            .client("the type of its schema."),
        rule!("response-headers", "`headers` of a response",
            "").server("fields beside the body, `Option` unless required. `Content-Type` is ignored, as the specification says.")
            .client("read by name, with its type, from the response: `ResponseHeaders`."),
    ]),
    ("Media types", &[
        rule!("media-type-json", "`application/…+json`",
            "JSON, sent under the name that the contract has. `charset` and capitals of media types mean nothing."),
        rule!("media-type-parameters", "media types that differ in a parameter: `…+json; version=2`",
            "Two of them, each sent as the contract spells it.")
            .server("a request without the parameter has the first."),
        rule!("media-types-several", "several media types of one body",
            "JSON comes first, then those that end in `+json`, then the others as they stand.")
            .server("an enum with a variant for each.").client("the first.").emitted("the first."),
        rule!("accept", "several media types of an operation's success; 406",
            "").server("`accept` of the request: those that the client takes, the best first. Where 406 is documented, who takes none is refused.")
            .client("all of them are asked for."),
        rule!("media-type-text", "`text/…`", "A string.")
            .server("a text, number or boolean of its schema, with its constraints; of a success of `text/event-stream` events, `runtime::Events`."),
        rule!("media-type-bytes", "any other media type",
            "Bytes.").server("a stream, `runtime::ByteStream`.").client("a body or a stream of `reqwest`."),
        rule!("media-type-range", "`image/*`, `*/*`",
            "Bytes with their media type, which is checked.").server("`runtime::Media`.").client("set by `content_type`."),
        rule!("body-optional", "a body that is not `required` (which is the default)",
            "An `Option`.").emitted("required, as everything that Dropshot reads."),
        rule!("body-form", "`application/x-www-form-urlencoded`",
            "A struct; `encoding` says how lists and objects are written."),
        rule!("body-multipart", "`multipart/form-data`",
            "A struct; files (`format: binary`, `contentMediaType`) are `runtime::File`: name, media type, content."),
    ]),
    ("Parameters", &[
        rule!("parameter-list", "lists in query, header, cookie or path",
            "A `Vec`, written in the parameter's `style`."),
        rule!("parameter-object", "objects, as with `style: deepObject`",
            "A struct, written in the parameter's `style`."),
        rule!("parameter-cookie", "`in: cookie`", "A field as any other."),
        rule!("parameter-content", "`content` instead of `schema`",
            "JSON text of its schema; with another media type, text."),
        rule!("parameter-default", "a parameter with a `default`",
            "").server("filled in where it is left out: no `Option`.").client("an `Option`: who asks may leave it out."),
        rule!("parameter-ignored", "header parameters `Accept`, `Content-Type`, `Authorization`",
            "Ignored, as the specification says (3.1.1, section 4.8.12.2)."),
        rule!("parameter-names-collide", "parameters with one Rust name: `fooBar`, `foo_bar`; `id` in path and query; `body`; keywords",
            "A number at the end: `foo_bar2`; keywords have an underscore: `type_`. The same on both sides; on the wire they are as they were."),
    ]),
    ("Security", &[
        rule!("security-bearer", "`oauth2`, `openIdConnect`",
            "A bearer token, which is what they come down to at the server. Scopes are told to `authenticate`."),
        rule!("security-alternatives", "`security` with several alternatives, with `{}`, or `[]`",
            "").server("a caller, `Option` where `{}` makes credentials optional, none where nothing is asked for."),
        rule!("security-unsupported", "a scheme such as `mutualTLS` that no operation asks for",
            "Left out. One that is asked for is refused."),
    ]),
    ("Who owns a property", &[
        rule!("read-only", "`readOnly` properties",
            "Requests have a schema without them, named after it: `ThingRequest`; a handler is never given what is the server's own. What refers to the schema has one, too; a discriminator keeps its values. One that is sent is passed over, or refused where members that are not described are kept (`additionalProperties`, checked types)."),
        rule!("write-only", "`writeOnly` properties",
            "Responses have a schema without them: `ThingResponse`; a handler cannot answer them."),
    ]),
    ("Null and types", &[
        rule!("nullable", "null in every spelling: `type: [string, 'null']`, an alternative of `anyOf` or `oneOf`, `nullable: true` (in 3.1, too), null among listed values",
            "One type: an `Option`; `runtime::Member`, with three states, where a member may be left out, too. A value that lists its values may be null only if null is one of them (3.1)."),
        rule!("type-list", "`type: [string, integer]`",
            "Alternatives: `anyOf` with one schema for each type, and the keywords that are about it."),
        rule!("type-left-out", "no `type`, where other keywords make it plain",
            "The type that `properties`, `items`, `pattern`, … or the listed values are about; not within `not` and `if`."),
        rule!("boolean-schema", "`true`, `{}`", "Any JSON value."),
        rule!("const", "`const`", "An enum of one value."),
        rule!("formats", "`format`",
            "`date`, `date-time`, `uuid`, `ip`, `ipv4`, `ipv6` and the sizes of integers have types; all others are notes.")
            .server("`date` and `date-time` are those of RFC 3339: `runtime::Date` and `runtime::DateTime`."),
        rule!("content-encoding", "`contentEncoding: base64`",
            "`format: byte`: a string as it is sent. It is not decoded."),
    ]),
    ("Bounds and values", &[
        rule!("exclusive-bounds", "`exclusiveMinimum: 0` (3.1), `exclusiveMinimum: true` beside `minimum` (3.0)",
            "The same; of two bounds the tighter one."),
        rule!("bounds", "bounds of numbers, lists and strings",
            "").server("a type that cannot hold another value; one without bounds of its own where Rust has it (`u64` from 0).")
            .client("strings are checked, numbers and lists are not."),
        rule!("default", "`default`",
            "Filled in where the value is missing: no `Option`. That of a schema is one of all members and parameters that refer to it, unless they have their own. One that is not valid against its schema is passed over, and one that leads to itself."),
        rule!("examples", "`examples` (3.1)", "`example`, with the first one."),
        rule!("value-names-collide", "listed values with one Rust name: `asc` and `ASC`, `+` and `-`",
            "An enum all the same: signs are spelled (`-name`: `MinusName`, `+1`: `Plus1`), or a number tells them apart (`Asc`, `Asc2`)."),
    ]),
    ("Schemas", &[
        rule!("reference-named", "references to schemas that are no components: `$defs`, places in the document, other files",
            "A component, named after the place; with a number where the name is taken."),
        rule!("reference-siblings", "keywords beside `$ref`",
            "3.1: `allOf` of the reference and what stands beside it. 3.0 ignores it, and so do we. Titles, descriptions and examples are left out; a default counts."),
        rule!("all-of", "`allOf`", "One struct with all members, and the tighter of their bounds."),
        rule!("one-of", "`oneOf`", "An enum. If values may fit several alternatives, the one that keeps most of the value; the check says whether it is exactly one."),
        rule!("any-of", "`anyOf`", "An enum, too: the alternative that keeps most of the value. Alternatives that only say more about the members that are there are no enum, but checked."),
        rule!("discriminator", "`discriminator`",
            "Its value alone chooses the alternative: by `mapping`, in all its spellings, else by the name of the schema."),
        rule!("inheritance", "`discriminator` without alternatives: a base that others have in their `allOf`, or that its `mapping` names",
            "The choice of those that extend it, and of what extends them; they say the value that chooses them: by `mapping`, by what they list, else their name. What the base says itself is `PetBase`. It is one of the choice where a value is mapped to it, or where it has no discriminator itself (`DogItself`)."),
        rule!("additional-properties", "`additionalProperties`",
            "A schema: a map, or `extra` beside the members. `false`: others are refused. Not there: others are passed over."),
        rule!("recursive", "schemas that contain themselves", "`Box`, where Rust needs one."),
        rule!("circular", "an `allOf` that leads back to the schema it stands in, as where a base lists alternatives that extend it",
            "The part says what it says beside leading back, which is told. An alternative that leads back is refused."),
        rule!("tuple", "`prefixItems`, or a list of `items` (3.0)",
            "A list of any values.").server("checked, place by place."),
        rule!("not", "`not`", "The type without it.").server("checked."),
        rule!("beyond-types", "`if`, `patternProperties`, `propertyNames`, `dependent…`, `contains`, `unevaluated…`, `minProperties`",
            "The type without them.").server("checked by the contract's own schema (`runtime::Checked`); what was read is kept."),
        rule!("property-names-collide", "properties with one Rust name: `fooBar` and `foo_bar`, `+1`; keywords; names without letters",
            "A number at the end; `plus1`, `minus1`; an underscore (`type_`); `x`. In JSON they are as they were."),
        rule!("schema-names-collide", "schemas with one Rust name, or with one of Rust's own: `thing` and `Thing`, `Vec`",
            "A number at the end, in the order of the document: `Thing2`, `Vec2`."),
    ]),
];
