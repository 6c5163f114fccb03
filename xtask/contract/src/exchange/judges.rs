//! Judges of a document's schemas, each made once for each direction, and what else is asked
//! of a schema: which types it takes, and which schema a property has.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::document::{Document, Node};
use crate::instances::{Judge, Parts};
use crate::report::Direction;

/// None: nobody can judge the schema.
type Known = HashMap<(usize, Direction), Option<Arc<Judge>>>;

/// Shared by all that is judged with one document.
pub struct Judges<'a> {
    document: &'a Document,
    /// By the address of the schema, which the document keeps.
    known: Mutex<Known>,
}

impl<'a> Judges<'a> {
    pub fn new(document: &'a Document) -> Self {
        Judges {
            document,
            known: Mutex::default(),
        }
    }

    pub fn document(&self) -> &'a Document {
        self.document
    }

    /// None when the schema cannot be judged.
    pub fn of(&self, schema: &'a Node, direction: Direction) -> Option<Arc<Judge>> {
        let key = (std::ptr::from_ref(schema).addr(), direction);
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let made = known.entry(key).or_insert_with(|| {
            let is_left_out = match direction {
                Direction::Request => is_read_only,
                Direction::Response => is_write_only,
            };
            Judge::new(&[schema], self.document, is_left_out).map(Arc::new)
        });
        made.clone()
    }
}

pub fn is_read_only(node: &Node) -> bool {
    node.flag("readOnly")
}

pub fn is_write_only(node: &Node) -> bool {
    node.flag("writeOnly")
}

/// Alternatives of alternatives, deeper than this, are not asked.
const DEEPEST: usize = 6;

/// The types that a schema takes, as far as that can be told; none: any.
pub fn types_of<'a>(schema: &'a Node, document: &'a Document) -> Option<Vec<&'a str>> {
    types_within(schema, document, 0)
}

fn types_within<'a>(
    schema: &'a Node,
    document: &'a Document,
    depth: usize,
) -> Option<Vec<&'a str>> {
    let parts = Parts::of([schema], document);
    let mut types = parts.types();
    for keyword in ["oneOf", "anyOf"] {
        for union in parts.all(keyword) {
            if depth >= DEEPEST || types.is_some() {
                break;
            }
            let mut all = Vec::new();
            for alternative in union.as_array().unwrap_or(&[]) {
                all.extend(types_within(alternative, document, depth + 1)?);
            }
            types = Some(all);
        }
    }
    if types.is_none() {
        let constants = parts.items("enum").chain(parts.all("const"));
        let of_values: Vec<&str> = constants.map(type_of).collect();
        types = (!of_values.is_empty()).then_some(of_values);
    }
    if parts.flag("nullable")
        && let Some(types) = &mut types
    {
        types.push("null");
    }
    types
}

fn type_of(node: &Node) -> &'static str {
    use crate::document::Value;
    match &node.value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

/// The schema of a member of an object, or of the items of an array, wherever the parts and
/// alternatives of a schema say it.
pub fn property<'a>(
    schema: &'a Node,
    name: Option<&str>,
    document: &'a Document,
) -> Option<&'a Node> {
    property_within(schema, name, document, 0)
}

fn property_within<'a>(
    schema: &'a Node,
    name: Option<&str>,
    document: &'a Document,
    depth: usize,
) -> Option<&'a Node> {
    let parts = Parts::of([schema], document);
    let own = match name {
        Some(name) => parts
            .members("properties")
            .find(|(known, _)| *known == name)
            .map(|(_, node)| node),
        None => parts.all("items").next(),
    };
    if own.is_some() || depth >= DEEPEST {
        return own;
    }
    let alternatives = ["oneOf", "anyOf"].into_iter();
    let mut alternatives = alternatives.flat_map(|keyword| parts.items(keyword));
    let found = alternatives.find_map(|one| property_within(one, name, document, depth + 1));
    found.or_else(|| {
        name?;
        let additional = parts.all("additionalProperties");
        additional
            .into_iter()
            .find(|schema| schema.as_object().is_some())
    })
}

/// The schema at a JSON Pointer into a value, as far down as schemas say something.
pub fn schema_at<'a>(schema: &'a Node, pointer: &str, document: &'a Document) -> &'a Node {
    let mut found = schema;
    for token in pointer.split('/').skip(1) {
        let name = token.replace("~1", "/").replace("~0", "~");
        let next = property(found, Some(&name), document).or_else(|| {
            let is_index = name.parse::<usize>().is_ok();
            is_index.then(|| property(found, None, document))?
        });
        match next {
            Some(next) => found = next,
            None => break,
        }
    }
    found
}
