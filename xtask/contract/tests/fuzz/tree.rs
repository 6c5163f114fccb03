//! Changes to the tree of a document.

use fastrand::Rng;
use serde_json::{Map, Number, Value, json};

use contract_tools::document::escape_pointer_token;

/// Names that mean something somewhere, and some that are hard to live with.
const NAMES: &[&str] = &[
    "$anchor",
    "$comment",
    "$defs",
    "$dynamicAnchor",
    "$dynamicRef",
    "$id",
    "$ref",
    "$schema",
    "additionalProperties",
    "allOf",
    "allowEmptyValue",
    "allowReserved",
    "anyOf",
    "bearerFormat",
    "callbacks",
    "components",
    "const",
    "contains",
    "content",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "cookie",
    "default",
    "delete",
    "dependentRequired",
    "dependentSchemas",
    "deprecated",
    "description",
    "discriminator",
    "else",
    "encoding",
    "enum",
    "example",
    "examples",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "explode",
    "externalDocs",
    "externalValue",
    "flows",
    "format",
    "get",
    "head",
    "headers",
    "if",
    "in",
    "info",
    "items",
    "jsonSchemaDialect",
    "links",
    "mapping",
    "maxContains",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minContains",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "name",
    "not",
    "nullable",
    "oneOf",
    "openIdConnectUrl",
    "openapi",
    "operationId",
    "operationRef",
    "options",
    "parameters",
    "patch",
    "path",
    "pathItems",
    "paths",
    "pattern",
    "patternProperties",
    "post",
    "prefixItems",
    "properties",
    "propertyName",
    "propertyNames",
    "put",
    "query",
    "readOnly",
    "requestBodies",
    "requestBody",
    "required",
    "responses",
    "schema",
    "schemas",
    "scheme",
    "schemes",
    "scopes",
    "security",
    "securitySchemes",
    "server",
    "servers",
    "style",
    "summary",
    "tags",
    "then",
    "title",
    "trace",
    "type",
    "unevaluatedItems",
    "unevaluatedProperties",
    "uniqueItems",
    "url",
    "value",
    "variables",
    "version",
    "webhooks",
    "wrapped",
    "writeOnly",
    "xml",
    "x-sunset",
    "x-stability",
    "application/json",
    "multipart/form-data",
    "application/x-www-form-urlencoded",
    "application/problem+json",
    "text/event-stream",
    "image/*",
    "*/*",
    "200",
    "2XX",
    "204",
    "404",
    "default",
    "1.5",
    "",
    " ",
    "/",
    "~",
    "a/b",
    "a~1b",
    "%2F",
    "%",
    "é",
    "\u{202e}",
    "\u{0}",
    "\"",
    "self",
    "Self",
    "crate",
    "super",
    "r#type",
    "_",
    "0",
    "-1",
    "1e3",
    "null",
    "true",
    "Option",
    "String",
    "Vec",
    "Box",
    "Result",
    "Ok",
    "Error",
    "body",
    "Client",
    "Api",
    "/{}",
    "/{id}",
    "/{a}{b}",
    "/{id}:verb",
    "/{",
    "/a//b",
    "{$request.body#/url}",
    "support",
    "builder",
];

/// Texts that mean something somewhere, besides the names.
const TEXTS: &[&str] = &[
    "string",
    "integer",
    "number",
    "boolean",
    "array",
    "object",
    "null",
    "int32",
    "int64",
    "float",
    "double",
    "binary",
    "byte",
    "date",
    "date-time",
    "uuid",
    "ipv4",
    "ipv6",
    "password",
    "time",
    "duration",
    "uri",
    "email",
    "decimal",
    "apiKey",
    "http",
    "oauth2",
    "openIdConnect",
    "mutualTLS",
    "bearer",
    "basic",
    "digest",
    "header",
    "form",
    "simple",
    "label",
    "matrix",
    "spaceDelimited",
    "pipeDelimited",
    "deepObject",
    "3.0.3",
    "3.1.1",
    "3.1",
    "2.0",
    "#",
    "#/",
    "#/components/schemas/",
    "#/paths",
    "other.yaml#/a",
    "https://example.com/a.yaml",
    "^(a+)+$",
    "(",
    "[",
    "\\",
    "(?<=a)b",
    "\\p{L}",
    "^.{0,99999999}$",
    "(?i)x",
    "[z-a]",
    "\\u{110000}",
    "2020-02-30",
    "2020-01-01T00:00:00Z",
    "99999999999999999999",
    "-0",
    "1e999",
    "NaN",
    "Authorization",
    "Content-Type",
    "Accept",
    "Location",
    "text/plain; charset=utf-8",
    "text/",
    "application",
    "<b>&\"'",
    "`",
    "```",
    "*/",
    "//!",
    "{{",
    "}}",
    "#[cfg]",
    "\r\n",
    "\t",
    "{a}",
    "{",
    "}",
    "\u{1b}[31m",
    "]]>",
    "::error::",
    "%0A",
];

/// Some of the paths are enough: smaller documents make more cases.
pub fn keep_some_paths(document: &mut Value, random: &mut Rng) {
    if let Some(paths) = document.get_mut("paths").and_then(Value::as_object_mut) {
        let kept = 1 + random.usize(..3);
        while paths.len() > kept {
            let gone = random.usize(..paths.len());
            let name = paths.keys().nth(gone).cloned().unwrap_or_default();
            paths.remove(&name);
        }
    }
}

/// One change, anywhere.
pub fn change(document: &mut Value, other: &Value, random: &mut Rng) {
    let pointers = pointers(document);
    let at = pick(&pointers, random);
    match random.u8(..16) {
        0 => delete(document, &at),
        1 => twice(document, &at, random),
        2 => {
            let with = pick(&pointers, random);
            let (Some(a), Some(b)) = (document.pointer(&at), document.pointer(&with)) else {
                return;
            };
            let (a, b) = (a.clone(), b.clone());
            replace(document, &at, b);
            replace(document, &with, a);
        }
        3 => replace(document, &at, any(random)),
        4 | 5 => {
            let from = alike(other, &at, random);
            replace(document, &at, from);
        }
        6 | 7 => rename(document, &at, random),
        8 => {
            let target = pick(&pointers, random);
            replace(document, &at, reference(&target));
        }
        9 | 10 => refer(document, &pointers, random),
        11 => deepen(document, &at, random),
        12 => replace(document, &at, text(random)),
        13 => replace(document, &at, Value::Number(extreme(random))),
        _ => add(document, &at, other, random),
    }
}

fn pointers(document: &Value) -> Vec<String> {
    fn walk(value: &Value, path: &str, found: &mut Vec<String>) {
        let mut visit = |token: &str, member: &Value| {
            let path = format!("{path}/{token}");
            walk(member, &path, found);
            found.push(path);
        };
        match value {
            Value::Object(map) => map
                .iter()
                .for_each(|(name, member)| visit(&escape_pointer_token(name), member)),
            Value::Array(items) => items
                .iter()
                .enumerate()
                .for_each(|(index, item)| visit(&index.to_string(), item)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    walk(document, "", &mut found);
    found
}

fn pick(pointers: &[String], random: &mut Rng) -> String {
    match pointers.len() {
        0 => String::new(),
        count => pointers[random.usize(..count)].clone(),
    }
}

fn replace(document: &mut Value, at: &str, value: Value) {
    if let Some(place) = document.pointer_mut(at) {
        *place = value;
    }
}

fn split(at: &str) -> (&str, String) {
    let (parent, token) = at.rsplit_once('/').unwrap_or(("", ""));
    (parent, token.replace("~1", "/").replace("~0", "~"))
}

fn delete(document: &mut Value, at: &str) {
    let (parent, token) = split(at);
    match document.pointer_mut(parent) {
        Some(Value::Object(map)) => {
            map.remove(&token);
        }
        Some(Value::Array(items)) => {
            if let Ok(index) = token.parse::<usize>()
                && index < items.len()
            {
                items.remove(index);
            }
        }
        _ => {}
    }
}

/// The same again beside it, a few or many times.
fn twice(document: &mut Value, at: &str, random: &mut Rng) {
    let (parent, token) = split(at);
    let Some(value) = document.pointer(at).cloned() else {
        return;
    };
    let times = if random.u8(..8) == 0 { 300 } else { 1 };
    match document.pointer_mut(parent) {
        Some(Value::Object(map)) => {
            for index in 0..times {
                map.insert(format!("{token}{index}"), value.clone());
            }
        }
        Some(Value::Array(items)) => items.extend(std::iter::repeat_n(value, times)),
        _ => {}
    }
}

/// What stands under the same name in the other document, else anything of it.
fn alike(other: &Value, at: &str, random: &mut Rng) -> Value {
    let all = pointers(other);
    let (_, token) = split(at);
    let end = format!("/{}", escape_pointer_token(&token));
    let same: Vec<String> = all
        .iter()
        .filter(|pointer| pointer.ends_with(&end))
        .cloned()
        .collect();
    let from = if same.is_empty() || random.u8(..4) == 0 {
        &all
    } else {
        &same
    };
    let from = pick(from, random);
    other.pointer(&from).cloned().unwrap_or_default()
}

fn rename(document: &mut Value, at: &str, random: &mut Rng) {
    let (parent, token) = split(at);
    let name = name(random);
    if let Some(Value::Object(map)) = document.pointer_mut(parent)
        && let Some(value) = map.remove(&token)
    {
        map.insert(name, value);
    }
}

fn reference(pointer: &str) -> Value {
    json!({ "$ref": format!("#{pointer}") })
}

/// A reference at a place where one may stand, to a place of the same kind:
/// cycles come of themselves.
fn refer(document: &mut Value, pointers: &[String], random: &mut Rng) {
    const KINDS: &[&[&str]] = &[
        &[
            "/schemas/",
            "/schema",
            "/items",
            "/properties/",
            "/additionalProperties",
            "/allOf/",
            "/oneOf/",
            "/anyOf/",
            "/not",
        ],
        &["/parameters/"],
        &["/responses/"],
        &["/headers/"],
        &["/examples/"],
        &["/links/"],
        &["/requestBody", "/requestBodies/"],
        &["/securitySchemes/"],
        &["/callbacks/"],
        &["/paths/", "/pathItems/", "/webhooks/"],
    ];
    let kind = KINDS[random.usize(..KINDS.len())];
    let of_kind: Vec<String> = pointers
        .iter()
        .filter(|pointer| {
            let (parent, _) = split(pointer);
            kind.iter().any(|name| match name.strip_suffix('/') {
                Some(container) => parent.ends_with(container),
                None => pointer.ends_with(name),
            })
        })
        .cloned()
        .collect();
    let (at, to) = (pick(&of_kind, random), pick(&of_kind, random));
    if random.bool() {
        replace(document, &at, reference(&to));
    } else if let Some(Value::Object(map)) = document.pointer_mut(&at) {
        map.insert("$ref".into(), format!("#{to}").into());
    }
}

fn deepen(document: &mut Value, at: &str, random: &mut Rng) {
    let depth = [5, 50, 200, 450][random.usize(..4)];
    let way = random.u8(..5);
    let Some(place) = document.pointer_mut(at) else {
        return;
    };
    for _ in 0..depth {
        let inner = place.take();
        *place = match way {
            0 => json!({ "type": "array", "items": inner }),
            1 => json!({ "allOf": [inner] }),
            2 => json!({ "type": "object", "properties": { "a": inner } }),
            3 => json!({ "oneOf": [inner, { "type": "null" }] }),
            _ => json!([inner]),
        };
    }
}

fn add(document: &mut Value, at: &str, other: &Value, random: &mut Rng) {
    let name = name(random);
    let value = match random.u8(..3) {
        0 => any(random),
        1 => alike(other, &format!("/{}", escape_pointer_token(&name)), random),
        _ => text(random),
    };
    match document.pointer_mut(at) {
        Some(Value::Object(map)) => {
            map.insert(name, value);
        }
        Some(Value::Array(items)) => items.push(value),
        Some(place) => *place = value,
        None => {}
    }
}

fn name(random: &mut Rng) -> String {
    if random.u8(..40) == 0 {
        return "x".repeat(random.usize(..10_000));
    }
    NAMES[random.usize(..NAMES.len())].to_owned()
}

fn text(random: &mut Rng) -> Value {
    if random.u8(..3) == 0 {
        return name(random).into();
    }
    TEXTS[random.usize(..TEXTS.len())].into()
}

fn extreme(random: &mut Rng) -> Number {
    let float = |value| Number::from_f64(value).unwrap_or_else(|| 0.into());
    match random.u8(..12) {
        0 => u64::MAX.into(),
        1 => i64::MIN.into(),
        2 => float(1e308),
        3 => float(-1e308),
        4 => float(0.1),
        5 => float(-0.0),
        6 => float(5e-324),
        7 => u32::MAX.into(),
        8 => (-1).into(),
        9 => 0.into(),
        10 => 1_000_000.into(),
        _ => random.i64(..).into(),
    }
}

/// Of any kind.
fn any(random: &mut Rng) -> Value {
    match random.u8(..10) {
        0 => Value::Null,
        1 => random.bool().into(),
        2 => Value::Number(extreme(random)),
        3 => json!([]),
        4 => json!({}),
        5 => Value::Array((0..random.usize(..4)).map(|_| text(random)).collect()),
        6 => {
            let members = (0..random.usize(..4)).map(|_| (name(random), text(random)));
            Value::Object(members.collect::<Map<_, _>>())
        }
        7 => json!({ "type": ["string", "null"], "enum": [null, "", 1] }),
        _ => text(random),
    }
}
