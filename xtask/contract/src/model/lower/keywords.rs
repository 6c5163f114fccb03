//! The keywords of schemas: which are copied, which say nothing about validity,
//! which OpenAPI 3.0 has no equal for.

use crate::document::Node;

/// Keywords that say nothing about which values are valid: beside a `$ref`
/// they may be left out.
pub(super) const ANNOTATIONS: &[&str] = &[
    "title",
    "description",
    "summary",
    "example",
    "examples",
    "default",
    "deprecated",
    "$comment",
    "externalDocs",
    "xml",
    // They name places, and say what language this is.
    "$ref",
    "$dynamicRef",
    "$defs",
    "definitions",
    "$id",
    "$anchor",
    "$dynamicAnchor",
    "$schema",
    "$vocabulary",
];

/// Keywords of JSON Schema 2020-12 that a schema of the contract may have
/// beside those of OpenAPI 3.0: Rust's types do not say them, nor can Dropshot.
pub const BEYOND: &[&str] = &[
    "not",
    "if",
    "then",
    "else",
    "patternProperties",
    "propertyNames",
    "dependentRequired",
    "dependentSchemas",
    "contains",
    "minContains",
    "maxContains",
    "prefixItems",
    "unevaluatedProperties",
    "unevaluatedItems",
];

/// The properties that a request or a response is without: no value has them.
/// What passes over members that are not described need not look.
pub const LEFT_OUT: &str = "x-left-out";

/// Keywords of 2020-12 that hold one schema, and that OpenAPI 3.0 lacks.
pub(super) const ONE_BEYOND: &[&str] = &[
    "not",
    "if",
    "then",
    "else",
    "propertyNames",
    "contains",
    "unevaluatedProperties",
    "unevaluatedItems",
];

/// Keywords of 2020-12 that hold schemas by name, and that OpenAPI 3.0 lacks.
pub(super) const NAMED_BEYOND: &[&str] = &["patternProperties", "dependentSchemas"];

/// What is copied as it is, and what kind of value it must be.
pub(super) const COPIED: &[(&str, Kind)] = &[
    ("title", Kind::String),
    ("description", Kind::String),
    ("default", Kind::Any),
    ("readOnly", Kind::Bool),
    ("writeOnly", Kind::Bool),
    ("deprecated", Kind::Bool),
    ("format", Kind::String),
    ("pattern", Kind::String),
    ("minLength", Kind::Count),
    ("maxLength", Kind::Count),
    ("multipleOf", Kind::Number),
    ("minItems", Kind::Count),
    ("maxItems", Kind::Count),
    ("uniqueItems", Kind::Bool),
    ("required", Kind::Strings),
    ("minProperties", Kind::Count),
    ("maxProperties", Kind::Count),
    ("discriminator", Kind::Any),
    ("dependentRequired", Kind::Lists),
    ("minContains", Kind::Count),
    ("maxContains", Kind::Count),
    ("xml", Kind::Any),
    ("externalDocs", Kind::Any),
];

/// Keywords that are read elsewhere, and must be of their kind there, too.
pub(super) const READ: &[(&str, Kind)] = &[
    ("properties", Kind::Object),
    ("patternProperties", Kind::Object),
    ("dependentSchemas", Kind::Object),
    ("prefixItems", Kind::Array),
    ("allOf", Kind::Array),
    ("anyOf", Kind::Array),
    ("oneOf", Kind::Array),
    ("enum", Kind::Array),
    ("minimum", Kind::Number),
    ("maximum", Kind::Number),
    ("nullable", Kind::Bool),
];

#[derive(Clone, Copy)]
pub(super) enum Kind {
    Any,
    Bool,
    String,
    Strings,
    Number,
    /// An integer from zero on.
    Count,
    Array,
    Object,
    /// Arrays of strings by name.
    Lists,
}

impl Kind {
    pub(super) fn fits(self, node: &Node) -> bool {
        match self {
            Kind::Any => true,
            Kind::Bool => node.as_bool().is_some(),
            Kind::String => node.as_str().is_some(),
            Kind::Strings => node
                .as_array()
                .is_some_and(|items| items.iter().all(|item| item.as_str().is_some())),
            Kind::Number => node.as_number().is_some(),
            Kind::Count => node.as_count().is_some(),
            Kind::Array => node.as_array().is_some(),
            Kind::Object => node.as_object().is_some(),
            Kind::Lists => node
                .as_object()
                .is_some_and(|map| map.values().all(|list| Kind::Strings.fits(list))),
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Kind::Any => "anything",
            Kind::Bool => "`true` or `false`",
            Kind::String => "a string",
            Kind::Strings => "an array of strings",
            Kind::Number => "a number",
            Kind::Count => "an integer from 0 on",
            Kind::Array => "an array",
            Kind::Object => "an object",
            Kind::Lists => "an object of arrays of strings",
        }
    }
}

pub(super) const NUMBER_KEYWORDS: &[&str] = &[
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
];
pub(super) const STRING_KEYWORDS: &[&str] = &["minLength", "maxLength", "pattern", "format"];
pub(super) const ARRAY_KEYWORDS: &[&str] = &[
    "items",
    "additionalItems",
    "prefixItems",
    "contains",
    "minContains",
    "maxContains",
    "minItems",
    "maxItems",
    "uniqueItems",
];
pub(super) const OBJECT_KEYWORDS: &[&str] = &[
    "properties",
    "required",
    "additionalProperties",
    "patternProperties",
    "propertyNames",
    "dependentRequired",
    "dependentSchemas",
    "minProperties",
    "maxProperties",
];
