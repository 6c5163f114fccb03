//! Values for responses: examples first, then instances that are made. None leaves that its own
//! schema refuses.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use serde_json::{Value, json};

use crate::document::{Document, Node, Position};
use crate::exchange::{Content, Kind, Operations};
use crate::instances::{Maker, Parts};
use crate::report::Direction;

/// So many different instances of a schema are kept: `dynamic` chooses among them.
const MOST: usize = 24;

/// So many that are made are looked at, before none is found.
const MOST_JUDGED: usize = 4_000;

/// How a value is chosen.
#[derive(Clone, Copy, Debug, Default)]
pub struct Taste<'p> {
    /// The example of this name.
    pub example: Option<&'p str>,
    /// One that is made, among all.
    pub dynamic: bool,
    /// The same for the same request.
    pub seed: u64,
}

/// Why there is no value.
#[derive(Clone, Debug, PartialEq)]
pub enum Lack {
    /// No example has that name; these are there.
    Unnamed(Vec<String>),
    /// The example that was asked for is not what the schema allows.
    Refused(Position),
    /// No instance of the schema could be made.
    Unmade(Position),
}

/// Makes values, and remembers them: by the address of the schema, which the document keeps.
pub struct Values<'o, 'a> {
    operations: &'o Operations<'a>,
    made: RefCell<HashMap<*const Node, Rc<Vec<Value>>>>,
}

impl<'o, 'a> Values<'o, 'a> {
    pub fn new(operations: &'o Operations<'a>) -> Self {
        Values {
            operations,
            made: RefCell::default(),
        }
    }

    fn document(&self) -> &'a Document {
        self.operations.document
    }

    /// Whether a schema allows a value in a response. What cannot be judged is allowed.
    pub fn allows(&self, schema: Option<&'a Node>, value: &Value) -> bool {
        let judge =
            schema.and_then(|schema| self.operations.judges.of(schema, Direction::Response));
        judge.is_none_or(|judge| judge.is_valid(value))
    }

    /// A value for a content of a response.
    pub fn of_content(&self, content: &Content<'a>, taste: Taste<'_>) -> Result<Value, Lack> {
        if let Some(name) = taste.example {
            let mut named = content.examples.iter();
            let Some((_, value)) = named.find(|(known, _)| *known == name) else {
                let names = content.examples.iter();
                return Err(Lack::Unnamed(
                    names.map(|(name, _)| (*name).to_owned()).collect(),
                ));
            };
            return match self.allows_as_written(content, value) {
                true => Ok(value.clone()),
                false => Err(Lack::Refused(content.at)),
            };
        }
        if !taste.dynamic {
            let mut examples = content.examples.iter();
            let fitting = examples.find(|(_, value)| self.allows_as_written(content, value));
            if let Some((_, value)) = fitting {
                return Ok(value.clone());
            }
        }
        let is_json = content.kind == Kind::Json;
        match content.schema {
            Some(schema) if is_json => self.of_schema(schema, taste),
            // What is no JSON is best a text, if it may be one.
            Some(schema) => {
                let instances = self.instances(schema);
                let text = instances.iter().find(|value| value.is_string());
                let text = text.filter(|_| content.kind == Kind::Bytes);
                text.cloned()
                    .map_or_else(|| self.of_schema(schema, taste), Ok)
            }
            None => Ok(match content.kind {
                Kind::Json => json!({}),
                Kind::Form | Kind::Multipart => json!({ "part": "mock" }),
                Kind::Text | Kind::Lines | Kind::Bytes => "mock".into(),
            }),
        }
    }

    /// An example of what is no JSON is a text: how the value is written.
    fn allows_as_written(&self, content: &Content<'a>, value: &Value) -> bool {
        let is_written = value.is_string() && content.kind != Kind::Json;
        is_written || self.allows(content.schema, value)
    }

    /// A value of a schema: its own examples, then what is made of those of its parts.
    pub fn of_schema(&self, schema: &'a Node, taste: Taste<'_>) -> Result<Value, Lack> {
        let instances = self.instances(schema);
        let index = match taste.dynamic {
            true => usize::try_from(taste.seed).unwrap_or_default() % instances.len().max(1),
            false => 0,
        };
        let chosen = instances.get(index).cloned();
        chosen.ok_or(Lack::Unmade(schema.position()))
    }

    /// Valid instances of a schema, its examples first, then those with most in them.
    pub fn instances(&self, schema: &'a Node) -> Rc<Vec<Value>> {
        let key = std::ptr::from_ref(schema);
        if let Some(known) = self.made.borrow().get(&key) {
            return Rc::clone(known);
        }
        let made = Rc::new(self.make(schema));
        self.made.borrow_mut().insert(key, Rc::clone(&made));
        made
    }

    fn make(&self, schema: &'a Node) -> Vec<Value> {
        let document = self.document();
        let parts = Parts::of([schema], document);
        let own = parts.all("example").chain(parts.items("examples"));
        let mut found: Vec<Value> = Vec::new();
        let mut add = |value: Value| {
            if found.len() < MOST && !found.contains(&value) && self.allows(Some(schema), &value) {
                found.push(value);
            }
            found.len() < MOST
        };
        for example in own {
            add(example.to_json());
        }
        let is_left_out = |node: &Node| node.flag("writeOnly");
        let maker = Maker::new(document).without(is_left_out).only_described();
        let made = maker.values(&[schema]);
        for value in made.into_iter().take(MOST_JUDGED) {
            if !add(value) {
                break;
            }
        }
        found
    }
}
