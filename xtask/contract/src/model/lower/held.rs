//! Defaults with numbers that are beyond those of a machine: no type holds these, and what is
//! filled in has to be one of the type.

use serde_json::Number;

use super::cycles::component;
use crate::document::{Guard, Node};
use crate::model::Contract;
use crate::report::Finding;
use crate::rules;

/// How many places are looked at for one default.
const WORK: usize = 10_000;

/// Refuses them.
pub(super) fn check(contract: &Contract, findings: &mut Vec<Finding>) {
    let schemas = contract.schemas.values();
    for schema in schemas {
        within(schema, contract, findings);
    }
    for operation in &contract.operations {
        for parameter in &operation.parameters {
            within(&parameter.schema, contract, findings);
        }
        if let Some(body) = &operation.body {
            within(&body.schema, contract, findings);
        }
    }
}

/// The defaults in a schema, and in those that it is made of.
fn within(schema: &Node, contract: &Contract, findings: &mut Vec<Finding>) {
    if let Some(default) = schema.get("default") {
        let looking = Looking {
            contract,
            seen: Guard::new(WORK),
        };
        if let Some(number) = looking.beyond(default, schema) {
            findings.push(
                Finding::error(
                    rules::lint::INEXPRESSIBLE,
                    format!("no type of Rust holds the number {number} of this default"),
                )
                .at(default.position())
                .help("say a number within those of `format: int64`, or none"),
            );
        }
    }
    let members = schema.members("properties").map(|(_, member)| member);
    let single = ["items", "additionalProperties"];
    let single = single.iter().filter_map(|keyword| schema.get(keyword));
    let lists = ["allOf", "oneOf", "anyOf"];
    let lists = lists.iter().flat_map(|keyword| schema.items(keyword));
    for part in members.chain(single).chain(lists) {
        within(part, contract, findings);
    }
}

struct Looking<'a> {
    contract: &'a Contract,
    /// Values beside schemas, by where they are: schemas may lead back to themselves.
    seen: Guard<(*const Node, *const Node), Option<&'a Number>>,
}

impl<'a> Looking<'a> {
    /// A number of the value that the type of its schema does not hold.
    fn beyond(&self, value: &'a Node, schema: &'a Node) -> Option<&'a Number> {
        let place = (std::ptr::from_ref(value), std::ptr::from_ref(schema));
        self.seen
            .once(place, None, || self.beyond_once(value, schema))
    }

    fn beyond_once(&self, value: &'a Node, schema: &'a Node) -> Option<&'a Number> {
        if let Some(name) = component(schema) {
            return self.beyond(value, self.contract.schemas.get(&name)?);
        }
        if let Some(number) = value.as_number()
            && !holds(schema, number)
        {
            return Some(number);
        }
        let items = value.as_array().into_iter().flatten();
        let items = schema
            .get("items")
            .and_then(|schema| items.into_iter().find_map(|item| self.beyond(item, schema)));
        let members = value.as_object().into_iter().flatten();
        let members = || {
            members.into_iter().find_map(|(name, member)| {
                let properties = schema.get("properties");
                let own = properties.and_then(|properties| properties.get(name));
                self.beyond(member, own.or(schema.get("additionalProperties"))?)
            })
        };
        let lists = ["allOf", "oneOf", "anyOf"];
        let mut parts = lists.iter().flat_map(|keyword| schema.items(keyword));
        items
            .or_else(members)
            .or_else(|| parts.find_map(|part| self.beyond(value, part)))
    }
}

/// Whether the type that is made of the schema holds the number, where it is a valid one: others
/// are not filled in.
fn holds(schema: &Node, number: &Number) -> bool {
    let (kind, format) = (schema.text("type"), schema.text("format"));
    let float = number.as_f64().unwrap_or_default();
    match (kind, format) {
        (Some("integer"), _) if number.is_i64() => true,
        (Some("integer"), Some("uint64")) => number.is_u64(),
        (Some("integer"), None) => {
            let minimum = schema.get("minimum").and_then(Node::as_number);
            let is_unsigned = minimum.is_some_and(|least| matches!(least.as_u64(), Some(0 | 1)));
            // Whole numbers that are written as fractions are integers here already.
            float.fract() != 0.0 || number.is_u64() && is_unsigned
        }
        (Some("number"), Some("float")) => float.abs() <= f64::from(f32::MAX),
        _ => true,
    }
}
