//! What the schemas of a case mean: a schema of JSON Schema 2020-12, by OpenAPI's
//! words alone.
//!
//! Two decisions of the project are in it: `nullable` beside an `enum` that does not
//! hold `null` takes `null`, and a discriminator chooses the branch.

use jsonschema::{Draft, Validator};
use serde_json::{Map, Value, json};

use super::case::Side;

const REFERENCE: &str = "#/components/schemas/";

/// Which values a validator takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// All that are valid.
    Valid,
    /// Those of them without a member that no schema describes: nobody who describes a
    /// member later takes anything from those who send what is described.
    Described,
}

/// What of a value travels, and to whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Travels {
    /// The mark of members that do not: `readOnly` in requests, `writeOnly` in responses.
    pub left_out: &'static str,
    /// Whether it is about what is sent, which they are not; who receives asks for none of them,
    /// and takes what there is.
    pub is_sent: bool,
}

/// None when the validator cannot read it.
pub fn validator(
    side: &Side,
    is_30: bool,
    reading: Reading,
    travels: Travels,
) -> Option<Validator> {
    let translation = Translation {
        is_30,
        reading,
        travels,
    };
    let components: Map<String, Value> = side
        .components
        .iter()
        .map(|(name, schema)| (name.clone(), translation.of(schema)))
        .collect();
    let schema = json!({
        "$defs": components,
        "allOf": [translation.inside(&side.schema)],
    });
    jsonschema::options()
        .with_draft(Draft::Draft202012)
        .should_validate_formats(true)
        .build(&schema)
        .ok()
}

#[derive(Clone, Copy)]
struct Translation {
    is_30: bool,
    reading: Reading,
    travels: Travels,
}

impl Translation {
    fn is_left_out(&self, schema: &Value) -> bool {
        let is_ignored = self.is_30 && schema.get("$ref").is_some();
        schema.get(self.travels.left_out) == Some(&json!(true)) && !is_ignored
    }

    /// A schema of a value of its own: a body, a member, an item.
    fn inside(&self, schema: &Value) -> Value {
        let translated = self.of(schema);
        let says = translated.as_object().is_some_and(|own| !own.is_empty());
        match self.reading == Reading::Described && says {
            true => json!({
                "allOf": [translated],
                // A name that no schema has stands for whatever may be there.
                "patternProperties": { "^other$": true },
                "unevaluatedProperties": false,
            }),
            false => translated,
        }
    }

    fn of(&self, schema: &Value) -> Value {
        let Some(members) = schema.as_object() else {
            return schema.clone();
        };
        let mut out = Map::new();
        if let Some(reference) = members.get("$ref").and_then(Value::as_str) {
            let name = reference.strip_prefix(REFERENCE).unwrap_or(reference);
            out.insert("$ref".into(), format!("#/$defs/{name}").into());
            if self.is_30 {
                return out.into();
            }
        }
        for (keyword, member) in members {
            let member = match (keyword.as_str(), member) {
                (
                    "$ref" | "discriminator" | "nullable" | "format" | "default" | "title"
                    | "readOnly" | "writeOnly",
                    _,
                ) => continue,
                ("additionalProperties", rest)
                    if self.reading == Reading::Described && opens(members, rest) =>
                {
                    continue;
                }
                ("properties", Value::Object(named)) => {
                    let named = named.iter().map(|(name, schema)| {
                        let schema = match self.is_left_out(schema) {
                            true => (!self.travels.is_sent).into(),
                            false => self.inside(schema),
                        };
                        (name.clone(), schema)
                    });
                    named.collect::<Map<_, _>>().into()
                }
                ("required", Value::Array(names)) => {
                    let own = members.get("properties");
                    let is_asked_for = |name: &&Value| {
                        let property = own.and_then(|own| own.get(name.as_str()?));
                        !property.is_some_and(|property| self.is_left_out(property))
                    };
                    names.iter().filter(is_asked_for).cloned().collect()
                }
                ("patternProperties", Value::Object(named)) => {
                    let named = named.iter();
                    let named = named.map(|(name, schema)| (name.clone(), self.inside(schema)));
                    named.collect::<Map<_, _>>().into()
                }
                ("dependentSchemas", Value::Object(named)) => {
                    let named = named.iter();
                    let named = named.map(|(name, schema)| (name.clone(), self.of(schema)));
                    named.collect::<Map<_, _>>().into()
                }
                ("prefixItems", Value::Array(all)) => {
                    all.iter().map(|schema| self.inside(schema)).collect()
                }
                ("items" | "additionalProperties", Value::Object(_)) => self.inside(member),
                ("allOf" | "anyOf" | "oneOf", Value::Array(all)) => {
                    all.iter().map(|schema| self.of(schema)).collect()
                }
                ("enum" | "const" | "dependentRequired" | "type", _) => member.clone(),
                (_, Value::Object(_)) => self.of(member),
                _ => member.clone(),
            };
            out.insert(keyword.clone(), member);
        }
        for (bound, exclusive) in [
            ("minimum", "exclusiveMinimum"),
            ("maximum", "exclusiveMaximum"),
        ] {
            if let Some(flag) = out.get(exclusive).and_then(Value::as_bool) {
                out.remove(exclusive);
                if let Some(number) = out.get(bound).cloned().filter(|_| flag) {
                    out.insert(exclusive.into(), number);
                }
            }
        }
        if let Some(format) = members.get("format").and_then(Value::as_str) {
            match range(format) {
                Some((least, most)) => {
                    let ranged = json!({ "minimum": least, "maximum": most });
                    let whole = json!({ "allOf": [out, ranged] });
                    out = whole.as_object().expect("an object").clone();
                }
                None => {
                    out.insert("format".into(), format.into());
                }
            }
        }
        if let Some(discriminator) = members.get("discriminator") {
            discriminated(members, discriminator, &mut out);
        }
        match members.get("nullable") == Some(&json!(true)) && self.is_30 {
            true => json!({ "anyOf": [{ "type": "null" }, out] }),
            false => out.into(),
        }
    }
}

/// Whether a schema with properties says that it is open, as it is anyway.
fn opens(members: &Map<String, Value>, rest: &Value) -> bool {
    let is_free = *rest == json!(true) || *rest == json!({});
    is_free
        && members
            .get("properties")
            .is_some_and(|all| *all != json!({}))
}

fn range(format: &str) -> Option<(Value, Value)> {
    Some(match format {
        "int32" => (i32::MIN.into(), i32::MAX.into()),
        "int64" => (i64::MIN.into(), i64::MAX.into()),
        "uint8" => (0.into(), u8::MAX.into()),
        "uint64" => (0.into(), u64::MAX.into()),
        _ => return None,
    })
}

/// The value of the property chooses the branch: its own name, or what the mapping
/// says.
fn discriminated(
    members: &Map<String, Value>,
    discriminator: &Value,
    out: &mut Map<String, Value>,
) {
    let property = discriminator["propertyName"].as_str().expect("a name");
    for keyword in ["oneOf", "anyOf"] {
        let Some(Value::Array(branches)) = out.get_mut(keyword) else {
            continue;
        };
        for (index, branch) in branches.iter_mut().enumerate() {
            let Some(reference) = members[keyword][index]["$ref"].as_str() else {
                return;
            };
            let mapping = discriminator["mapping"].as_object().into_iter().flatten();
            let mut values: Vec<&str> = mapping
                .filter(|(_, target)| *target == reference)
                .map(|(value, _)| value.as_str())
                .collect();
            if values.is_empty() {
                values.push(reference.strip_prefix(REFERENCE).unwrap_or(reference));
            }
            *branch = json!({ "properties": { property: { "enum": values } }, "allOf": [branch] });
        }
    }
}
