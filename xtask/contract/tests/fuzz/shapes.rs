//! Schemas that refer to themselves: from every place that holds a schema, through every
//! wrapper, and two of them, with everything that makes a schema another one in some
//! direction. The number of a shape says which; the first ones are the simplest.

use serde_json::{Map, Value, json};

const SELF: &str = "#/components/schemas/X";

/// How the schema refers to itself, or to another one.
const WRAPPERS: &[fn(Value) -> Value] = &[
    |inner| inner,
    |inner| json!({ "allOf": [inner] }),
    |inner| json!({ "anyOf": [inner, { "type": "null" }] }),
    |inner| json!({ "oneOf": [inner, { "type": "null" }] }),
    |inner| json!({ "nullable": true, "allOf": [inner] }),
    |inner| json!({ "type": "array", "items": inner }),
    |inner| json!({ "type": "object", "additionalProperties": inner }),
    |inner| json!({ "allOf": [inner, { "type": "object", "properties": { "id": { "type": "integer" }, "more": { "$ref": SELF } } }] }),
    |inner| json!({ "anyOf": [inner] }),
    |inner| json!({ "oneOf": [inner] }),
    |inner| json!({ "oneOf": [inner, { "type": "string" }] }),
    |inner| json!({ "anyOf": [inner, { "$ref": "#/components/schemas/Y" }] }),
    |inner| json!({ "type": "object", "properties": { "a": inner.clone(), "b": inner } }),
    |inner| json!({ "allOf": [inner.clone(), inner] }),
    |inner| json!({ "oneOf": [{ "allOf": [inner, { "required": ["id"] }] }, { "$ref": "#/components/schemas/Y" }] }),
    |inner| json!({ "type": ["object", "array", "null"], "items": inner.clone(), "properties": { "c": inner } }),
    // Beside a reference: all of it in 3.1, nothing in 3.0.
    |mut inner| {
        if let Some(map) = inner.as_object_mut() {
            map.insert("description".into(), "Beside.".into());
            map.insert("properties".into(), json!({ "id": { "readOnly": true } }));
            map.insert("default".into(), json!({}));
        }
        inner
    },
];

/// Where the reference stands: puts it into the schema.
type Place = fn(&mut Map<String, Value>, Value);

const PLACES: &[Place] = &[
    |x, it| member(x, "next", it),
    |x, it| set(x, "items", it),
    |x, it| set(x, "additionalProperties", it),
    |x, it| set(x, "allOf", json!([it])),
    |x, it| set(x, "allOf", json!([{ "properties": { "deep": it } }])),
    |x, it| set(x, "anyOf", json!([it, { "type": "string" }])),
    |x, it| {
        set(
            x,
            "oneOf",
            json!([it, { "$ref": "#/components/schemas/Y" }]),
        );
    },
    |x, it| {
        set(
            x,
            "oneOf",
            json!([{ "properties": { "deep": it } }, { "$ref": "#/components/schemas/Y" }]),
        );
    },
    |x, it| set(x, "not", it),
    |x, it| {
        set(x, "if", json!({ "required": ["id"] }));
        set(x, "then", json!({ "properties": { "next": it } }));
    },
    |x, it| set(x, "prefixItems", json!([it])),
    |x, it| set(x, "contains", it),
    |x, it| set(x, "patternProperties", json!({ "^p": it })),
    |x, it| set(x, "propertyNames", it),
    |x, it| set(x, "dependentSchemas", json!({ "id": it })),
    |x, it| set(x, "unevaluatedProperties", it),
    |x, it| set(x, "unevaluatedItems", it),
    |x, it| set(x, "$defs", json!({ "It": it })),
    |x, it| {
        member(x, "next", it.clone());
        member(x, "other", it.clone());
        set(x, "allOf", json!([{ "properties": { "next": it } }]));
    },
    // As many members of its own type as some have.
    |x, it| (0..40).for_each(|number| member(x, &format!("m{number}"), it.clone())),
];

/// What makes the schema another one in requests, in responses, by a value.
const MARKS: &[fn(&mut Map<String, Value>)] = &[
    |_| {},
    |x| member(x, "id", json!({ "type": "integer", "readOnly": true })),
    |x| member(x, "id", json!({ "type": "integer", "writeOnly": true })),
    |x| marked(x, json!({ "readOnly": true })),
    |x| marked(x, json!({ "writeOnly": true })),
    |x| marked(x, json!({ "nullable": true })),
    |x| marked(x, json!({ "default": {} })),
    |x| set(x, "nullable", json!(true)),
    |x| set(x, "type", json!(["object", "null"])),
    |x| set(x, "discriminator", json!({ "propertyName": "kind" })),
    |x| {
        set(
            x,
            "discriminator",
            json!({ "propertyName": "kind", "mapping": { "x": SELF, "y": "Y" } }),
        );
    },
    |x| {
        set(
            x,
            "discriminator",
            json!({ "propertyName": "kind", "mapping": { "z": "Z" } }),
        );
        member(x, "kind", json!({ "type": "string", "readOnly": true }));
    },
    |x| set(x, "required", json!(["id", "next", "kind"])),
    |x| set(x, "additionalProperties", json!(false)),
    |x| set(x, "minProperties", json!(1)),
    |x| set(x, "readOnly", json!(true)),
];

/// Where the schema is used.
const USES: &[fn(Value) -> Value] = &[
    |schema| json!({ "post": { "operationId": "put", "requestBody": { "content": { "application/json": { "schema": schema } } }, "responses": { "200": { "description": "d", "content": { "application/json": { "schema": schema } } } } } }),
    |schema| json!({ "get": { "operationId": "get", "parameters": [{ "name": "q", "in": "query", "style": "deepObject", "explode": true, "schema": schema }], "responses": { "204": { "description": "d" } } } }),
    |schema| json!({ "get": { "operationId": "get", "parameters": [{ "name": "q", "in": "query", "schema": schema }, { "name": "h", "in": "header", "schema": schema }], "responses": { "default": { "description": "d", "headers": { "X-A": { "schema": schema } } } } } }),
    |schema| json!({ "post": { "operationId": "send", "requestBody": { "required": true, "content": { "application/x-www-form-urlencoded": { "schema": schema }, "multipart/form-data": { "schema": schema } } }, "responses": { "201": { "description": "d", "content": { "text/plain": { "schema": schema } } } } } }),
];

/// How many shapes there are.
pub fn count() -> u64 {
    let wrappers = WRAPPERS.len() + WRAPPERS.len().pow(2);
    (wrappers * PLACES.len() * MARKS.len() * USES.len() * 2) as u64
}

/// The document with a shape.
pub fn document(number: u64) -> Value {
    let mut rest = number as usize;
    let mut digit = |base: usize| {
        let digit = rest % base;
        rest /= base;
        digit
    };
    // What comes first changes with every number.
    let (place, mark, version) = (digit(PLACES.len()), digit(MARKS.len()), digit(2));
    let (wrapper, usage) = (digit(WRAPPERS.len()), digit(USES.len()));
    let around = digit(WRAPPERS.len() + 1).checked_sub(1);
    let mut it = WRAPPERS[wrapper](json!({ "$ref": SELF }));
    if let Some(around) = around {
        it = WRAPPERS[around](it);
    }
    let mut x = Map::new();
    x.insert("type".into(), "object".into());
    member(&mut x, "id", json!({ "type": "integer" }));
    PLACES[place](&mut x, it);
    MARKS[mark](&mut x);
    let y = json!({ "type": "object", "required": ["kind"], "properties": { "kind": { "type": "string" }, "x": { "$ref": SELF } } });
    let z = json!({ "allOf": [{ "$ref": SELF }, { "type": "object", "properties": { "z": { "$ref": "#/components/schemas/Y" } } }] });
    json!({
        "openapi": if version == 0 { "3.1.1" } else { "3.0.4" },
        "info": { "title": "Shapes", "version": "1.0.0" },
        "paths": { "/x": USES[usage](json!({ "$ref": SELF })) },
        "components": { "schemas": { "X": x, "Y": y, "Z": z } },
    })
}

fn set(schema: &mut Map<String, Value>, keyword: &str, value: Value) {
    schema.insert(keyword.to_owned(), value);
}

fn member(schema: &mut Map<String, Value>, name: &str, value: Value) {
    let members = schema.entry("properties").or_insert_with(|| json!({}));
    members[name] = value;
}

/// Adds to what each member says.
fn marked(schema: &mut Map<String, Value>, mark: Value) {
    let members = schema.get_mut("properties").and_then(Value::as_object_mut);
    for member in members.into_iter().flat_map(Map::values_mut) {
        if let (Some(member), Some(mark)) = (member.as_object_mut(), mark.as_object()) {
            member.extend(mark.clone());
        }
    }
}
