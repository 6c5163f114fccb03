//! The tree of a document.

use std::collections::HashMap;

use indexmap::IndexMap;
use serde_json::Number;

use super::openapi::SCHEMAS;
use super::position::Position;

/// Members in the order in which they are written.
pub type Map = IndexMap<String, Node>;

/// A value and where it is written.
#[derive(Clone, Debug)]
pub struct Node {
    /// What is written there.
    pub value: Value,
    /// Where the value starts.
    pub at: Position,
    /// Where its name starts, when it is a member of an object.
    pub key_at: Option<Position>,
}

/// A value of JSON (RFC 8259), with its parts where they are written.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, with all its digits.
    Number(Number),
    /// A text.
    String(String),
    /// Items in their order.
    Array(Vec<Node>),
    /// Members in the order in which they are written.
    Object(Map),
}

/// Two nodes are equal when their values are: the same thing written at two
/// places, or in two styles.
impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl Node {
    /// A value that is written at `at`, and is no member.
    pub fn new(value: Value, at: Position) -> Self {
        Node {
            value,
            at,
            key_at: None,
        }
    }

    /// A string that stands for something written at `at`.
    pub fn string(text: impl Into<String>, at: Position) -> Self {
        Node::new(Value::String(text.into()), at)
    }

    /// A boolean that stands for something written at `at`.
    pub fn bool(value: bool, at: Position) -> Self {
        Node::new(Value::Bool(value), at)
    }

    /// An object that stands for something written at `at`.
    pub fn object(members: impl IntoIterator<Item = (String, Node)>, at: Position) -> Self {
        Node::new(Value::Object(members.into_iter().collect()), at)
    }

    /// An array that stands for something written at `at`.
    pub fn array(items: Vec<Node>, at: Position) -> Self {
        Node::new(Value::Array(items), at)
    }

    /// `{"$ref": "#/components/schemas/<name>"}`.
    pub fn schema_reference(name: &str, at: Position) -> Self {
        let pointer = format!("{SCHEMAS}{}", super::escape_pointer_token(name));
        Node::object([("$ref".to_owned(), Node::string(pointer, at))], at)
    }

    /// The place that a person looks at: the member's name, else its value.
    pub fn position(&self) -> Position {
        self.key_at.unwrap_or(self.at)
    }

    /// A member; none where this is not an object.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.as_object()?.get(key)
    }

    /// Adds or replaces a member; no effect on what is not an object.
    pub fn set(&mut self, key: &str, node: Node) {
        if let Value::Object(map) = &mut self.value {
            map.insert(key.to_owned(), node);
        }
    }

    /// Takes a member out; those after it keep their order.
    pub fn remove(&mut self, key: &str) -> Option<Node> {
        self.as_object_mut()?.shift_remove(key)
    }

    /// The items, if it is an array.
    pub fn as_array_mut(&mut self) -> Option<&mut Vec<Node>> {
        match &mut self.value {
            Value::Array(items) => Some(items),
            _ => None,
        }
    }

    /// Whether it is an object with this member.
    pub fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// The text, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// The boolean, if it is one.
    pub fn as_bool(&self) -> Option<bool> {
        match self.value {
            Value::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// The number, if it is one.
    pub fn as_number(&self) -> Option<&Number> {
        match &self.value {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    /// The number, if it is an integer from 0 on: `3`, or `3.0`, which is the same.
    pub fn as_count(&self) -> Option<u64> {
        self.with_plain_numbers().as_number()?.as_u64()
    }

    /// The same value, with its whole numbers as integers: `3` for `3.0`, which is the same
    /// number (JSON Schema 2020-12 Core, section 4.2.1).
    pub fn with_plain_numbers(&self) -> Node {
        // Above, not every integer is a float.
        const MOST: f64 = 9_007_199_254_740_992.0;
        let value = match &self.value {
            Value::Number(number) if number.is_f64() => {
                let float = number.as_f64().unwrap_or(f64::NAN);
                #[expect(clippy::cast_possible_truncation)]
                match float.fract() == 0.0 && float.abs() <= MOST {
                    true => Value::Number((float as i64).into()),
                    false => self.value.clone(),
                }
            }
            Value::Array(items) => {
                Value::Array(items.iter().map(Node::with_plain_numbers).collect())
            }
            Value::Object(map) => Value::Object(
                map.iter()
                    .map(|(key, member)| (key.clone(), member.with_plain_numbers()))
                    .collect(),
            ),
            other => other.clone(),
        };
        Node {
            value,
            at: self.at,
            key_at: self.key_at,
        }
    }

    /// The items, if it is an array.
    pub fn as_array(&self) -> Option<&[Node]> {
        match &self.value {
            Value::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The members, if it is an object.
    pub fn as_object(&self) -> Option<&Map> {
        match &self.value {
            Value::Object(map) => Some(map),
            _ => None,
        }
    }

    /// The members, if it is an object.
    pub fn as_object_mut(&mut self) -> Option<&mut Map> {
        match &mut self.value {
            Value::Object(map) => Some(map),
            _ => None,
        }
    }

    /// Whether it is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self.value, Value::Null)
    }

    /// The items of the array at `key`; none when there is no such array.
    pub fn items(&self, key: &str) -> &[Node] {
        self.get(key).and_then(Node::as_array).unwrap_or(&[])
    }

    /// The members of the object at `key`; none when there is no such object.
    pub fn members(&self, key: &str) -> impl Iterator<Item = (&String, &Node)> {
        self.get(key)
            .and_then(Node::as_object)
            .into_iter()
            .flatten()
    }

    /// The text at `key`.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.get(key).and_then(Node::as_str)
    }

    /// The boolean at `key`; false when there is none.
    pub fn flag(&self, key: &str) -> bool {
        self.get(key).and_then(Node::as_bool).unwrap_or(false)
    }

    /// What kind of value it is, in JSON's words.
    pub fn kind(&self) -> &'static str {
        match self.value {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "an array",
            Value::Object(_) => "an object",
        }
    }

    /// The value alone, without its places.
    pub fn to_json(&self) -> serde_json::Value {
        match &self.value {
            Value::Null => serde_json::Value::Null,
            Value::Bool(value) => (*value).into(),
            Value::Number(number) => serde_json::Value::Number(number.clone()),
            Value::String(text) => text.clone().into(),
            Value::Array(items) => items.iter().map(Node::to_json).collect(),
            Value::Object(map) => map
                .iter()
                .map(|(key, node)| (key.clone(), node.to_json()))
                .collect::<serde_json::Map<_, _>>()
                .into(),
        }
    }

    /// The node that a JSON Pointer (RFC 6901) leads to.
    pub fn pointer(&self, pointer: &str) -> Option<&Node> {
        if pointer.is_empty() {
            return Some(self);
        }
        let mut node = self;
        for token in pointer.strip_prefix('/')?.split('/') {
            let token = token.replace("~1", "/").replace("~0", "~");
            node = match &node.value {
                Value::Object(map) => map.get(&token)?,
                Value::Array(items) => items.get(token.parse::<usize>().ok()?)?,
                _ => return None,
            };
        }
        Some(node)
    }

    /// The same, to change it.
    pub fn pointer_mut(&mut self, pointer: &str) -> Option<&mut Node> {
        if pointer.is_empty() {
            return Some(self);
        }
        let mut node = self;
        for token in pointer.strip_prefix('/')?.split('/') {
            let token = token.replace("~1", "/").replace("~0", "~");
            node = match &mut node.value {
                Value::Object(map) => map.get_mut(&token)?,
                Value::Array(items) => items.get_mut(token.parse::<usize>().ok()?)?,
                _ => return None,
            };
        }
        Some(node)
    }

    /// The JSON Pointers of the innermost nodes at `positions`, found in one
    /// walk over the tree.
    pub fn pointers_to(
        &self,
        positions: impl IntoIterator<Item = Position>,
    ) -> HashMap<Position, String> {
        // No pointer but the root's is empty, and the root is found last.
        let mut found: HashMap<Position, String> = positions
            .into_iter()
            .map(|position| (position, String::new()))
            .collect();
        let mut missing = found.len();
        self.find_positions(&mut found, &mut missing, &mut String::new());
        found.retain(|position, pointer| !pointer.is_empty() || *position == self.at);
        found
    }

    fn find_positions(
        &self,
        wanted: &mut HashMap<Position, String>,
        missing: &mut usize,
        path: &mut String,
    ) {
        if *missing == 0 {
            return;
        }
        let length = path.len();
        let mut visit = |node: &Node, path: &mut String| {
            if let Some(key_at) = node.key_at {
                note(wanted, missing, key_at, path);
            }
            node.find_positions(wanted, missing, path);
        };
        match &self.value {
            Value::Object(map) => {
                for (key, node) in map {
                    path.push('/');
                    path.push_str(&super::escape_pointer_token(key));
                    visit(node, path);
                    path.truncate(length);
                }
            }
            Value::Array(items) => {
                for (index, node) in items.iter().enumerate() {
                    path.push_str(&format!("/{index}"));
                    visit(node, path);
                    path.truncate(length);
                }
            }
            _ => {}
        }
        note(wanted, missing, self.at, path);
    }
}

/// The first pointer that is met for a position is kept.
fn note(wanted: &mut HashMap<Position, String>, missing: &mut usize, at: Position, path: &str) {
    if let Some(pointer) = wanted.get_mut(&at)
        && pointer.is_empty()
    {
        path.clone_into(pointer);
        *missing -= 1;
    }
}
