//! The rules of `lint`: what `lint --rules` prints, and what the documentation
//! is made from. The example of a rule is the case in `tests/lint` that has its
//! name.
//!
//! An error is a document that contradicts itself or its specification; a
//! warning, one that is harder to use than it has to be. A rule whose meaning
//! is the same as one of Redocly's `recommended` set or of Spectral's `oas` set
//! has its name, so that teams keep what they know.

use std::fmt::Write;

use std::borrow::Cow;

use crate::report::{Example, Kind, Level, Origin, Rule};

const ERROR: Option<Level> = Some(Level::Error);
const WARNING: Option<Level> = Some(Level::Warning);
const OFF: Option<Level> = None;

macro_rules! rules {
    ($($group:literal { $($name:ident $id:literal $($case:literal)? $level:ident $fixable:ident $origin:expr, $says:literal;)* })*) => {
        $($(pub const $name: &Rule = &Rule {
            id: Cow::Borrowed($id),
            level: $level,
            says: $says,
            kind: Kind::Lint { group: $group, origin: $origin, fixable: $fixable },
            example: rules!(@example $id $($case)?),
        };)*)*

        /// All of them, in the order of the documentation.
        pub const ALL: &[&Rule] = &[$($($name,)*)*];
    };
    (@example $id:literal) => {
        rules!(@example $id $id)
    };
    (@example $id:literal $case:literal) => {
        Example::Report(include_str!(concat!("../../tests/lint/", $case, ".txt")))
    };
}

use Origin::{Both, Own, Redocly, Spectral};

const FIX: bool = true;
const NO_FIX: bool = false;

rules! {
    "Structure" {
        STRUCT "struct" "struct--missing-field" ERROR FIX Both("oas3-schema"),
            "The document has the structure of its version of OpenAPI: required fields are there, unknown ones are not, values have the right type.";
        UNKNOWN_KEYWORD "no-unknown-keyword" WARNING NO_FIX Own,
            "A schema of OpenAPI 3.1 has no keyword that means nothing: JSON Schema ignores what it does not know, so a misspelt keyword is a constraint that is not there.";
        UNRESOLVED "no-unresolved-refs" ERROR NO_FIX Redocly,
            "Every reference leads to something.";
        REF_SIBLINGS "no-$ref-siblings" WARNING NO_FIX Spectral,
            "Nothing stands beside a `$ref` where OpenAPI ignores it: in 3.0 anything, in 3.1 anything but `summary` and `description` outside of schemas.";
        MAP_NAME "spec-components-invalid-map-name" ERROR NO_FIX Redocly,
            "Components have names of letters, digits, `.`, `-` and `_`.";
        UNUSED_COMPONENT "no-unused-components" WARNING NO_FIX Both("oas3-unused-component"),
            "Every component is used by an operation, directly or through others.";
        UNSAFE_MARKDOWN "no-script-tags-in-markdown" WARNING NO_FIX Spectral,
            "Titles and descriptions hold no `<script`.";
        EVAL_MARKDOWN "no-eval-in-markdown" WARNING NO_FIX Spectral,
            "Titles and descriptions hold no `eval(`.";
    }
    "The API as a whole" {
        INFO_CONTACT "info-contact" OFF NO_FIX Both("info-contact"),
            "The API says whom to contact.";
        INFO_DESCRIPTION "info-description" WARNING NO_FIX Spectral,
            "The API says what it is for.";
        INFO_LICENSE "info-license" WARNING NO_FIX Both("info-license"),
            "The API names its license.";
        INFO_LICENSE_STRICT "info-license-strict" WARNING NO_FIX Both("license-url"),
            "The license has a `url`, or (3.1) an SPDX `identifier`.";
        EMPTY_SERVERS "no-empty-servers" WARNING NO_FIX Both("oas3-api-servers"),
            "The API says where it is served.";
        SERVER_EXAMPLE "no-server-example.com" WARNING NO_FIX Both("oas3-server-not-example.com"),
            "No server is at example.com.";
        SERVER_SLASH "no-server-trailing-slash" WARNING FIX Both("oas3-server-trailing-slash"),
            "A server's URL does not end in a slash: every path begins with one.";
        SERVER_VARIABLE "no-undefined-server-variable" ERROR NO_FIX Both("oas3-server-variables"),
            "Every variable in a server's URL is defined.";
        SERVER_VARIABLE_UNUSED "no-unused-server-variable" WARNING NO_FIX Both("oas3-server-variables"),
            "Every variable that a server defines is in its URL.";
        SERVER_VARIABLE_ENUM "no-server-variables-empty-enum" ERROR NO_FIX Both("oas3-server-variables"),
            "The `enum` of a server variable is not empty, and its default is in it.";
        TAG_DESCRIPTION "tag-description" WARNING NO_FIX Both("tag-description"),
            "Every tag is described.";
        DUPLICATED_TAGS "no-duplicated-tag-names" ERROR NO_FIX Both("openapi-tags-uniqueness"),
            "Every tag is declared once.";
        TAGS_ALPHABETICAL "tags-alphabetical" OFF NO_FIX Both("openapi-tags-alphabetical"),
            "Tags are in alphabetical order.";
    }
    "Paths" {
        PATH_PARAMETERS "path-parameters-defined" ERROR NO_FIX Both("path-params"),
            "The variables of a path and its path parameters are the same.";
        PATH_DECLARATION "path-declaration-must-exist" ERROR NO_FIX Both("path-declarations-must-exist"),
            "The variables of a path have names, their braces close, and none is there twice.";
        PATH_QUERY "path-not-include-query" ERROR NO_FIX Both("path-not-include-query"),
            "A path has no query or fragment: they are parameters.";
        PATH_SLASH "no-path-trailing-slash" WARNING NO_FIX Both("path-keys-no-trailing-slash"),
            "A path does not end in a slash.";
        IDENTICAL_PATHS "no-identical-paths" ERROR NO_FIX Both("path-params"),
            "No two paths differ in the names of their variables only.";
        AMBIGUOUS_PATHS "no-ambiguous-paths" WARNING NO_FIX Redocly,
            "No request fits two paths, unless one of them is the more literal one.";
        HTTP_VERBS "no-http-verbs-in-paths" OFF NO_FIX Redocly,
            "No path says what its method says.";
        KEBAB_CASE "paths-kebab-case" OFF NO_FIX Redocly,
            "The literal segments of paths are in kebab-case.";
    }
    "Operations" {
        OPERATION_ID "operation-operationId" WARNING NO_FIX Both("operation-operationId"),
            "Every operation has an operationId: generated functions have its name.";
        OPERATION_ID_UNIQUE "operation-operationId-unique" ERROR NO_FIX Both("operation-operationId-unique"),
            "No two operations have one operationId.";
        OPERATION_ID_URL "operation-operationId-url-safe" WARNING NO_FIX Both("operation-operationId-valid-in-url"),
            "An operationId can stand in a URL as it is.";
        OPERATION_SUMMARY "operation-summary" WARNING NO_FIX Redocly,
            "Every operation has a summary.";
        OPERATION_DESCRIPTION "operation-description" OFF NO_FIX Both("operation-description"),
            "Every operation is described.";
        OPERATION_TAGS "operation-tags" WARNING FIX Spectral,
            "Every operation has a tag, and none twice.";
        OPERATION_TAG_DEFINED "operation-tag-defined" WARNING NO_FIX Both("operation-tag-defined"),
            "The tags of operations are declared in the document's `tags`.";
        SINGULAR_TAG "operation-singular-tag" OFF NO_FIX Both("operation-singular-tag"),
            "No operation has more than one tag.";
        RESPONSE_2XX "operation-2xx-response" WARNING NO_FIX Both("operation-success-response"),
            "Every operation documents a response for success.";
        RESPONSE_4XX "operation-4xx-response" WARNING NO_FIX Redocly,
            "Every operation documents a response for a wrong request.";
        REFUSAL_RESPONSE "operation-refusal-response" WARNING NO_FIX Own,
            "Every operation documents a response for what a server refuses of its requests: missing credentials (401, 403), parameters and bodies that are not valid (400, 422), and other media types (415). `4XX` and `default` stand for all of them.";
        CONTENT_OF_EMPTY "no-content-of-empty-response" ERROR NO_FIX Own,
            "No response of a status without content (1XX, 204, 205, 304), and none to HEAD, documents a `content`: HTTP drops it (RFC 9110, sections 9.3.2 and 15). It is generated without.";
        PARAMETERS_UNIQUE "operation-parameters-unique" ERROR NO_FIX Both("operation-parameters"),
            "No operation has two parameters of one name at one location.";
        PARAMETER_DESCRIPTION "parameter-description" OFF NO_FIX Both("oas3-parameter-description"),
            "Every parameter is described.";
        HEADER_IGNORED "no-ignored-header-parameter" WARNING NO_FIX Own,
            "No header parameter is named Accept, Content-Type or Authorization: OpenAPI ignores it.";
        LINK_PARAMETERS "oas3-links-parameters-expression" ERROR NO_FIX Spectral,
            "The runtime expressions of links can be evaluated.";
        LINK_OPERATION "link-operation-defined" ERROR NO_FIX Own,
            "The operation that a link leads to exists.";
        CALLBACKS_IN_CALLBACKS "oas3-callbacks-in-callbacks" WARNING NO_FIX Spectral,
            "No callback has callbacks.";
        WEBHOOK_SERVERS "oas3_1-servers-in-webhook" WARNING NO_FIX Spectral,
            "No webhook has servers: whoever receives it serves it.";
        WEBHOOK_CALLBACKS "oas3_1-callbacks-in-webhook" WARNING NO_FIX Spectral,
            "No webhook has callbacks.";
    }
    "Security" {
        SECURITY_DEFINED "security-defined" ERROR NO_FIX Both("oas3-operation-security-defined"),
            "The security schemes that are asked for are defined.";
        SECURITY_STATED "operation-security-stated" WARNING NO_FIX Own,
            "Every operation says which credentials it needs, itself or by the document's `security`; `security: []` says that it needs none. A document that never says it is reported once.";
        SECURITY_SCOPES "security-scopes-defined" ERROR NO_FIX Own,
            "The scopes that are asked for are those of the OAuth 2.0 scheme; schemes without scopes are asked for none (3.0).";
        UNUSED_SECURITY_SCHEME "no-unused-security-schemes" WARNING NO_FIX Own,
            "Every security scheme is asked for somewhere.";
    }
    "Schemas" {
        ENUM_TYPE "no-enum-type-mismatch" ERROR NO_FIX Both("typed-enum"),
            "The values of an enum are of the schema's type.";
        ENUM_DUPLICATES "duplicated-entry-in-enum" WARNING FIX Spectral,
            "No enum lists a value twice.";
        TYPE_MISMATCH "no-schema-type-mismatch" ERROR NO_FIX Redocly,
            "No object has `items`, and no array has `properties`: they have no effect.";
        ARRAY_ITEMS "array-items" "array-items--3.0" ERROR NO_FIX Spectral,
            "An array says what its items are (3.0): there they must be said.";
        REQUIRED_UNDEFINED "no-required-schema-properties-undefined" WARNING NO_FIX Redocly,
            "Every required property is defined.";
        NULLABLE_SIBLING "nullable-type-sibling" "nullable-type-sibling--3.0" WARNING NO_FIX Redocly,
            "`nullable` stands beside a `type` (3.0): alone it has no effect.";
        MIXED_RANGE "no-mixed-number-range-constraints" WARNING NO_FIX Redocly,
            "A bound is inclusive or exclusive, not both (3.1).";
        IMPOSSIBLE_BOUNDS "no-impossible-bounds" ERROR NO_FIX Own,
            "No lower bound is above its upper bound: no value would be valid.";
        INVALID_PATTERN "no-invalid-pattern" ERROR NO_FIX Own,
            "Patterns are regular expressions of ECMA-262.";
        DISCRIMINATOR "discriminator-property-defined" WARNING NO_FIX Own,
            "The property of a discriminator is defined and required in every alternative.";
        CIRCULAR "no-endless-schema" ERROR NO_FIX Own,
            "No schema is made of nothing but itself.";
    }
    "Examples" {
        SCHEMA_EXAMPLES "no-invalid-schema-examples" ERROR NO_FIX Both("oas3-valid-schema-example"),
            "The examples of a schema are valid against it.";
        SCHEMA_DEFAULTS "no-invalid-schema-defaults" ERROR NO_FIX Both("oas3-valid-schema-example"),
            "The default of a schema is valid against it.";
        MEDIA_EXAMPLES "no-invalid-media-type-examples" ERROR NO_FIX Both("oas3-valid-media-example"),
            "The examples of a body are valid against its schema.";
        PARAMETER_EXAMPLES "no-invalid-parameter-examples" ERROR NO_FIX Both("oas3-valid-media-example"),
            "The examples of a parameter or header are valid against its schema.";
        EXAMPLE_VALUE "no-example-value-and-externalValue" ERROR NO_FIX Both("oas3-examples-value-or-externalValue"),
            "An example is either written out or elsewhere.";
    }
    "This tool" {
        INEXPRESSIBLE "inexpressible" ERROR NO_FIX Own,
            "The tools can express the document: what `generate` would refuse is found before.";
        UNUSED_EXCEPTION "unused-exception" WARNING NO_FIX Own,
            "Every exception in the settings is still needed.";
    }
}

/// The table as Markdown.
pub fn page() -> String {
    let mut text = String::new();
    let mut last = "";
    for rule in ALL {
        let Kind::Lint {
            group,
            origin,
            fixable,
        } = rule.kind
        else {
            continue;
        };
        if group != last {
            let blank = if last.is_empty() { "" } else { "\n" };
            last = group;
            let _ = write!(
                text,
                "{blank}## {group}\n\n| rule | level | what it says | name |\n| --- | --- | --- | --- |\n",
            );
        }
        let level = rule.level.map_or("off", Level::name);
        let fixable = if fixable { ", `--fix`" } else { "" };
        let origin = match origin {
            Own => "own".to_owned(),
            Redocly => "Redocly".to_owned(),
            Spectral => "Spectral".to_owned(),
            Both(name) if name == rule.id() => "Redocly, Spectral".to_owned(),
            Both(name) => format!("Redocly; Spectral: `{name}`"),
        };
        let _ = writeln!(
            text,
            "| `{}` | {level}{fixable} | {} | {origin} |",
            rule.id(),
            rule.says
        );
    }
    text
}
