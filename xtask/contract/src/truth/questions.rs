//! What the types are asked: values of every schema that a type is made of.

use std::collections::HashSet;

use serde_json::Value;

use crate::document::{Node, Position, SCHEMAS};
use crate::generate::{Alternatives, target, widen};
use crate::instances::{Maker, References, UNDESCRIBED, of_every_type};
use crate::model::meaning::{json_schema, validator};
use crate::model::{Body, Contract, MediaKind, Operation};

/// A value of a schema, and what the validator says of it.
#[derive(Clone, Debug)]
pub struct Question {
    pub schema: String,
    pub value: Value,
    pub is_valid: bool,
}

/// The questions about one schema.
pub struct Instances {
    pub schema: String,
    pub at: Position,
    pub questions: Vec<Question>,
}

/// How many values of one schema.
const MOST: usize = 1000;
const MAX_DEPTH: usize = 5;

/// Lowered schemas refer to components, and to nothing else.
impl References for Contract {
    fn target<'a>(&'a self, schema: &'a Node) -> Option<&'a Node> {
        let name = schema.text("$ref")?.strip_prefix(SCHEMAS)?;
        self.schemas
            .get(&name.replace("~1", "/").replace("~0", "~"))
    }
}

/// Questions about every schema that a type is made of: the components, and those
/// of parameters and bodies in JSON.
pub fn questions(contract: &Contract) -> Vec<Instances> {
    let named = contract.schemas.iter();
    let named = named.map(|(name, schema)| (name.clone(), schema.clone()));
    let mut seen = HashSet::new();
    let inline = contract.operations.iter().flat_map(inline);
    // What several operations refer to is one type.
    let inline = inline.filter(|(_, schema)| seen.insert(schema.position()));
    named
        .chain(inline)
        .filter_map(|(name, schema)| instances(&name, &schema, contract))
        .collect()
}

fn instances(name: &str, schema: &Node, contract: &Contract) -> Option<Instances> {
    let judge = validator(&json_schema(schema), contract)?;
    let maker = Maker::new(contract).only_described();
    let values = maker.values(&[schema]).into_iter();
    let values = values.map(|value| described(schema, value, 0, contract));
    let mut questions: Vec<Question> = Vec::new();
    for value in values.chain(of_every_type()) {
        if questions.len() < MOST && !questions.iter().any(|known| known.value == value) {
            let is_valid = judge.is_valid(&value);
            questions.push(Question {
                schema: name.to_owned(),
                value,
                is_valid,
            });
        }
    }
    Some(Instances {
        schema: name.to_owned(),
        at: schema.position(),
        questions,
    })
}

/// The schemas that stand in an operation itself.
fn inline(operation: &Operation) -> Vec<(String, Node)> {
    let parameters = operation.parameters.iter().map(|parameter| {
        (
            operation.parameter_title(parameter),
            parameter.schema.clone(),
        )
    });
    let bodies = operation.body.iter().flat_map(Body::contents);
    let bodies = bodies.map(|content| (operation.body_title(&content), content));
    let responses = operation.responses.iter().flat_map(|response| {
        let contents = response.contents();
        contents.map(|content| (operation.response_title(response, content), content.clone()))
    });
    let bodies = bodies
        .chain(responses)
        .filter(|(_, content)| content.kind == MediaKind::Json)
        .map(|(title, content)| (title, content.schema));
    parameters
        .chain(bodies)
        .filter(|(_, schema)| !schema.has("$ref"))
        .collect()
}

/// The value without members that its schema does not describe: types pass
/// them over.
fn described(schema: &Node, value: Value, depth: usize, contract: &Contract) -> Value {
    if depth > MAX_DEPTH {
        return value;
    }
    if let Some(target) = target(schema, contract) {
        return described(target, value, depth + 1, contract);
    }
    let wide = widen(schema, contract);
    let plain = wide.schema;
    if let [single] = plain.items("allOf") {
        return described(single, value, depth + 1, contract);
    }
    if let Alternatives::Tagged { property, values } = &wide.alternatives {
        let chosen = value.get(property).and_then(Value::as_str).and_then(|tag| {
            let has_tag = |values: &Vec<String>| values.iter().any(|value| value == tag);
            plain.items("oneOf").get(values.iter().position(has_tag)?)
        });
        return match chosen {
            Some(chosen) => described(chosen, value, depth + 1, contract),
            None => value,
        };
    }
    match value {
        Value::Object(members) if plain.text("type") == Some("object") => {
            let is_open = ["additionalProperties", "patternProperties"]
                .iter()
                .any(|keyword| plain.has(keyword) || schema.has(keyword));
            let described = |(name, value): (String, Value)| {
                let property = plain.members("properties").find(|(key, _)| **key == name);
                match property {
                    Some((_, node)) => {
                        Some((name, self::described(node, value, depth + 1, contract)))
                    }
                    None if name == UNDESCRIBED => Some((name, value)),
                    None => is_open.then_some((name, value)),
                }
            };
            Value::Object(members.into_iter().filter_map(described).collect())
        }
        Value::Array(values) => match plain.get("items") {
            Some(items) => values
                .into_iter()
                .map(|value| described(items, value, depth + 1, contract))
                .collect(),
            None => values.into(),
        },
        other => other,
    }
}
