//! YAML 1.2 (core schema) with positions.
//!
//! Anchors, aliases and merge keys are followed; what they bring keeps the
//! place where it is written.

use std::collections::HashMap;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, Span, StrInput};

use super::error::{LoadError, MAX_DEPTH, MAX_NODES};
use super::load::Pass;
use super::node::{Map, Node, Value};
use super::position::{FileId, Position};

pub fn parse(file: FileId, text: &str, pass: &mut Pass<'_>) -> Result<Node, LoadError> {
    let mut builder = Builder {
        file,
        events: Parser::new_from_str(text),
        anchors: HashMap::new(),
        nodes: 0,
        pass,
    };
    builder.document()
}

struct Builder<'a, 'p> {
    file: FileId,
    events: Parser<'a, StrInput<'a>>,
    anchors: HashMap<usize, (Node, usize)>,
    nodes: usize,
    pass: &'a mut Pass<'p>,
}

impl<'a> Builder<'a, '_> {
    fn document(&mut self) -> Result<Node, LoadError> {
        let mut root = None;
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::StreamStart | Event::DocumentStart(..) | Event::DocumentEnd => {}
                Event::StreamEnd => break,
                _ if root.is_some() => {
                    return Err(LoadError::Syntax {
                        message: "the file holds more than one YAML document".into(),
                        at: self.position(span),
                    });
                }
                event => root = Some(self.node(event, span, 0)?),
            }
        }
        root.ok_or_else(|| LoadError::Syntax {
            message: "the file is empty".into(),
            at: Position {
                file: self.file,
                line: 1,
                column: 1,
            },
        })
    }

    fn next(&mut self) -> Result<(Event<'a>, Span), LoadError> {
        match self.events.next() {
            Some(Ok(next)) => Ok(next),
            Some(Err(error)) => {
                let at = Position {
                    file: self.file,
                    line: error.marker().line() as u32,
                    column: error.marker().col() as u32 + 1,
                };
                Err(match error.kind() {
                    ErrorKind::RecursionLimitExceeded => LoadError::TooDeep { at },
                    _ => LoadError::Syntax {
                        message: error.info(),
                        at,
                    },
                })
            }
            None => Err(LoadError::Syntax {
                message: "the file ends in the middle of a value".into(),
                at: Position {
                    file: self.file,
                    line: 1,
                    column: 1,
                },
            }),
        }
    }

    fn position(&self, span: Span) -> Position {
        Position {
            file: self.file,
            line: span.start.line() as u32,
            column: span.start.col() as u32 + 1,
        }
    }

    fn node(&mut self, event: Event<'a>, span: Span, depth: usize) -> Result<Node, LoadError> {
        let at = self.position(span);
        self.nodes += 1;
        if depth > MAX_DEPTH {
            return Err(LoadError::TooDeep { at });
        }
        if self.nodes > MAX_NODES {
            return Err(LoadError::TooLarge { at });
        }
        let first = self.nodes;
        let (value, anchor) = match event {
            Event::Scalar(text, style, anchor, tag) => {
                let is_tagged = |names: &[&str]| {
                    let tag = tag.as_ref();
                    names
                        .iter()
                        .any(|name| tag.is_some_and(|tag| tag.is_yaml_core_schema_tag(name)))
                };
                let is_plain = style == ScalarStyle::Plain && !is_tagged(&["str"]);
                // A tag says more than quotes do (YAML 1.2.2, section 10.3.2).
                let value = if is_plain || is_tagged(&["int", "float", "bool", "null"]) {
                    plain(&text)
                } else {
                    Value::String(text.into_owned())
                };
                (value, anchor)
            }
            Event::SequenceStart(_, anchor, _) => {
                let mut items = Vec::new();
                loop {
                    let (event, span) = self.next()?;
                    if matches!(event, Event::SequenceEnd) {
                        break;
                    }
                    items.push(self.node(event, span, depth + 1)?);
                }
                (Value::Array(items), anchor)
            }
            Event::MappingStart(_, anchor, _) => (self.mapping(depth)?, anchor),
            Event::Alias(anchor) => {
                let Some((node, size)) = self.anchors.get(&anchor) else {
                    return Err(LoadError::Syntax {
                        message: "the alias is used inside of what it stands for".into(),
                        at,
                    });
                };
                self.nodes += size;
                return Ok(node.clone());
            }
            _ => {
                return Err(LoadError::Syntax {
                    message: "a value is expected here".into(),
                    at,
                });
            }
        };
        let node = Node::new(value, at);
        if anchor != 0 {
            self.anchors
                .insert(anchor, (node.clone(), self.nodes - first + 1));
        }
        Ok(node)
    }

    fn mapping(&mut self, depth: usize) -> Result<Value, LoadError> {
        let mut map = Map::new();
        let mut merged: Vec<Node> = Vec::new();
        loop {
            let (event, span) = self.next()?;
            let key_at = self.position(span);
            let key = match event {
                Event::MappingEnd => break,
                Event::Scalar(text, ..) => text.into_owned(),
                _ => {
                    return Err(LoadError::Syntax {
                        message: "the name of a member must be a plain text".into(),
                        at: key_at,
                    });
                }
            };
            let (event, span) = self.next()?;
            let mut node = self.node(event, span, depth + 1)?;
            node.key_at = Some(key_at);
            if key == "<<" {
                match node.value {
                    Value::Array(items) => merged.extend(items),
                    _ => merged.push(node),
                }
            } else {
                if map.contains_key(&key) {
                    // Most readers take the last one.
                    (self.pass)(LoadError::DuplicateKey {
                        key: key.clone(),
                        at: key_at,
                    })?;
                }
                map.insert(key, node);
            }
        }
        for source in merged {
            if let Value::Object(members) = source.value {
                for (key, node) in members {
                    map.entry(key).or_insert(node);
                }
            }
        }
        Ok(Value::Object(map))
    }
}

/// The core schema's reading of a scalar without quotes.
fn plain(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
        "true" | "True" | "TRUE" => return Value::Bool(true),
        "false" | "False" | "FALSE" => return Value::Bool(false),
        _ => {}
    }
    number(text).map_or_else(|| Value::String(text.to_owned()), Value::Number)
}

fn number(text: &str) -> Option<serde_json::Number> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if let Some(octal) = text.strip_prefix("0o") {
        return i64::from_str_radix(octal, 8).ok().map(Into::into);
    }
    if let Some(hex) = text.strip_prefix("0x") {
        return i64::from_str_radix(hex, 16).ok().map(Into::into);
    }
    if !digits.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        || !digits.contains(|c: char| c.is_ascii_digit())
        || !digits
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | 'e' | 'E' | '+' | '-'))
    {
        return None;
    }
    let unsigned = text.strip_prefix('+').unwrap_or(text);
    if digits.bytes().all(|b| b.is_ascii_digit()) {
        if let Ok(integer) = unsigned.parse::<i64>() {
            return Some(integer.into());
        }
        if let Ok(integer) = unsigned.parse::<u64>() {
            return Some(integer.into());
        }
    }
    unsigned
        .parse::<f64>()
        .ok()
        .and_then(serde_json::Number::from_f64)
}
