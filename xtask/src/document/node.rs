//! The tree of a document.

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;
use serde_json::Number;

use super::position::Position;

/// Members in the order in which they are written.
pub type Map = IndexMap<String, Node>;

/// A value and where it is written.
#[derive(Clone, Debug)]
pub struct Node {
    pub value: Value,
    /// Where the value starts.
    pub at: Position,
    /// Where its name starts, when it is a member of an object.
    pub key_at: Option<Position>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Null,
    Bool(bool),
    Number(Number),
    String(String),
    Array(Vec<Node>),
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

    pub fn bool(value: bool, at: Position) -> Self {
        Node::new(Value::Bool(value), at)
    }

    pub fn object(members: impl IntoIterator<Item = (String, Node)>, at: Position) -> Self {
        Node::new(Value::Object(members.into_iter().collect()), at)
    }

    pub fn array(items: Vec<Node>, at: Position) -> Self {
        Node::new(Value::Array(items), at)
    }

    /// `{"$ref": "#/components/schemas/<name>"}`.
    pub fn schema_reference(name: &str, at: Position) -> Self {
        let pointer = format!("#/components/schemas/{}", super::escape_pointer_token(name));
        Node::object([("$ref".to_owned(), Node::string(pointer, at))], at)
    }

    /// The place that a person looks at: the member's name, else its value.
    pub fn position(&self) -> Position {
        self.key_at.unwrap_or(self.at)
    }

    pub fn get(&self, key: &str) -> Option<&Node> {
        self.as_object()?.get(key)
    }

    pub fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        self.as_object_mut()?.get_mut(key)
    }

    /// Adds or replaces a member; no effect on what is not an object.
    pub fn set(&mut self, key: &str, node: Node) {
        if let Value::Object(map) = &mut self.value {
            map.insert(key.to_owned(), node);
        }
    }

    pub fn remove(&mut self, key: &str) -> Option<Node> {
        self.as_object_mut()?.shift_remove(key)
    }

    pub fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    pub fn as_bool(&self) -> Option<bool> {
        match self.value {
            Value::Bool(value) => Some(value),
            _ => None,
        }
    }

    pub fn as_number(&self) -> Option<&Number> {
        match &self.value {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    pub fn as_array(&self) -> Option<&[Node]> {
        match &self.value {
            Value::Array(items) => Some(items),
            _ => None,
        }
    }

    pub fn as_object(&self) -> Option<&Map> {
        match &self.value {
            Value::Object(map) => Some(map),
            _ => None,
        }
    }

    pub fn as_object_mut(&mut self) -> Option<&mut Map> {
        match &mut self.value {
            Value::Object(map) => Some(map),
            _ => None,
        }
    }

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

    /// The value as a tree of the same shape whose nodes all stand at `at`.
    pub fn from_json(json: &serde_json::Value, at: Position) -> Self {
        let value = match json {
            serde_json::Value::Null => Value::Null,
            serde_json::Value::Bool(value) => Value::Bool(*value),
            serde_json::Value::Number(number) => Value::Number(number.clone()),
            serde_json::Value::String(text) => Value::String(text.clone()),
            serde_json::Value::Array(items) => {
                Value::Array(items.iter().map(|item| Node::from_json(item, at)).collect())
            }
            serde_json::Value::Object(members) => Value::Object(
                members
                    .iter()
                    .map(|(key, member)| (key.clone(), Node::from_json(member, at)))
                    .collect(),
            ),
        };
        Node::new(value, at)
    }

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

    /// The JSON Pointers of all nodes that stand at one of `wanted`; the
    /// outermost one where several begin at the same place.
    pub fn pointers_to(
        &self,
        wanted: &HashSet<Position>,
        path: &mut String,
        found: &mut HashMap<Position, String>,
    ) {
        let mut here = |position: Position| {
            if wanted.contains(&position) {
                found.entry(position).or_insert_with(|| path.clone());
            }
        };
        here(self.at);
        if let Some(key_at) = self.key_at {
            here(key_at);
        }
        let length = path.len();
        match &self.value {
            Value::Object(map) => {
                for (key, node) in map {
                    path.push('/');
                    path.push_str(&super::escape_pointer_token(key));
                    node.pointers_to(wanted, path, found);
                    path.truncate(length);
                }
            }
            Value::Array(items) => {
                for (index, node) in items.iter().enumerate() {
                    path.push_str(&format!("/{index}"));
                    node.pointers_to(wanted, path, found);
                    path.truncate(length);
                }
            }
            _ => {}
        }
    }

    /// The JSON Pointer of the innermost node that stands at `position`.
    pub fn pointer_to(&self, position: Position) -> Option<String> {
        let mut path = String::new();
        self.find_position(position, &mut path).then_some(path)
    }

    fn find_position(&self, position: Position, path: &mut String) -> bool {
        let length = path.len();
        match &self.value {
            Value::Object(map) => {
                for (key, node) in map {
                    path.push('/');
                    path.push_str(&super::escape_pointer_token(key));
                    if node.key_at == Some(position) || node.find_position(position, path) {
                        return true;
                    }
                    path.truncate(length);
                }
            }
            Value::Array(items) => {
                for (index, node) in items.iter().enumerate() {
                    path.push_str(&format!("/{index}"));
                    if node.find_position(position, path) {
                        return true;
                    }
                    path.truncate(length);
                }
            }
            _ => {}
        }
        self.at == position
    }
}
