//! Corrections of the text, where there is exactly one right answer.
//!
//! A correction changes the characters at the node's place and nothing else,
//! so that comments and formatting stay. It is kept only if the file, read
//! again, is the tree that it should be.

use std::path::PathBuf;

use super::walk::Found;
use crate::document::{Document, Node, Sources, Value, parse};

/// What is to be done with the node that was found.
#[derive(Clone, Debug)]
pub enum Fix {
    /// A number or boolean becomes the text that it is written as.
    Quote,
    /// `"true"` becomes true.
    Unquote,
    /// Another scalar.
    Replace(String),
    /// An item of an array is taken out.
    RemoveItem,
    /// A member is added to an object, behind the member `in`.
    Insert {
        key: &'static str,
        value: &'static str,
    },
}

/// A file whose text should be another one.
pub struct Fixed {
    pub path: PathBuf,
    pub before: String,
    pub after: String,
    /// How many findings that settles.
    pub count: usize,
}

/// The files with the corrections made.
pub fn fixed_texts(document: &Document, fixable: &[Found]) -> Vec<Fixed> {
    let mut files: Vec<_> = fixable.iter().map(|found| found.at.file).collect();
    files.sort_unstable();
    files.dedup();
    files
        .into_iter()
        .filter_map(|file| {
            let before = document.sources.text(file).to_owned();
            let mut state = State {
                tree: document.tree(file)?.clone(),
                text: before.clone(),
                count: 0,
            };
            // From the end: what was not yet looked at keeps its place.
            let in_file = fixable.iter().filter(|found| found.at.file == file);
            for found in in_file.rev() {
                state.apply(found);
            }
            (state.count > 0).then(|| Fixed {
                path: document.sources.path(file).to_owned(),
                before,
                after: state.text,
                count: state.count,
            })
        })
        .collect()
}

struct State {
    tree: Node,
    text: String,
    count: usize,
}

impl State {
    fn apply(&mut self, found: &Found) {
        let Some(fix) = &found.fix else {
            return;
        };
        let file = found.at.file;
        let Some((range, replacement)) = self.edit(fix, &found.pointer) else {
            return;
        };
        let mut expected = self.tree.clone();
        if change(
            &mut expected,
            fix,
            &found.pointer,
            &self.text[range.clone()],
        )
        .is_none()
        {
            return;
        }
        let mut text = self.text.clone();
        text.replace_range(range, &replacement);
        if let Ok(tree) = parse(file, &text)
            && tree == expected
        {
            self.tree = tree;
            self.text = text;
            self.count += 1;
        }
    }

    /// The characters to replace, and by what.
    fn edit(&self, fix: &Fix, pointer: &str) -> Option<(std::ops::Range<usize>, String)> {
        let node = self.tree.pointer(pointer)?;
        let mut sources = Sources::default();
        let start = {
            let file = sources.add(PathBuf::new(), self.text.clone());
            sources.offset(crate::document::Position { file, ..node.at })
        };
        let range = scalar(&self.text, start, node);
        match fix {
            Fix::Quote => {
                let range = range?;
                let text = &self.text[range.clone()];
                let quoted = if self.is_json() {
                    format!("\"{text}\"")
                } else {
                    format!("'{text}'")
                };
                Some((range, quoted))
            }
            Fix::Unquote => Some((range?, node.as_str()?.to_owned())),
            Fix::Replace(value) => {
                let range = range?;
                let replacement = match self.text.as_bytes()[range.start] {
                    b'"' => serde_json::Value::from(value.as_str()).to_string(),
                    b'\'' => format!("'{}'", value.replace('\'', "''")),
                    _ => value.clone(),
                };
                Some((range, replacement))
            }
            Fix::RemoveItem => Some((item(&self.text, &range?)?, String::new())),
            Fix::Insert { key, value } => {
                let anchor = node.get("in")?;
                let file = sources.add(PathBuf::new(), self.text.clone());
                let offset =
                    |position| sources.offset(crate::document::Position { file, ..position });
                let mut after = scalar(&self.text, offset(anchor.at), anchor)?.end;
                if !self.text[start..].starts_with('{') {
                    // Behind the comment, if there is one.
                    after += self.text[after..].lines().next().map_or(0, str::len);
                }
                let key_start = offset(anchor.key_at?);
                Some((
                    after..after,
                    inserted(&self.text, start, key_start, anchor, key, value),
                ))
            }
        }
    }

    fn is_json(&self) -> bool {
        self.text.trim_start().starts_with('{')
    }
}

/// The same change in the tree; None when it cannot be made.
fn change(tree: &mut Node, fix: &Fix, pointer: &str, written: &str) -> Option<()> {
    match fix {
        Fix::Quote => tree.pointer_mut(pointer)?.value = Value::String(written.to_owned()),
        Fix::Unquote => {
            let node = tree.pointer_mut(pointer)?;
            node.value = Value::Bool(node.as_str()? == "true");
        }
        Fix::Replace(text) => {
            let node = tree.pointer_mut(pointer)?;
            node.value = match node.value {
                Value::Bool(_) => Value::Bool(text == "true"),
                _ => Value::String(text.clone()),
            };
        }
        Fix::RemoveItem => {
            let (parent, index) = pointer.rsplit_once('/')?;
            let index: usize = index.parse().ok()?;
            match &mut tree.pointer_mut(parent)?.value {
                Value::Array(items) if index < items.len() => {
                    items.remove(index);
                }
                _ => return None,
            }
        }
        Fix::Insert { key, value } => {
            let node = tree.pointer_mut(pointer)?;
            let at = node.at;
            node.set(key, Node::bool(*value == "true", at));
        }
    }
    Some(())
}

/// The characters of a scalar that starts at `start`.
fn scalar(text: &str, start: usize, node: &Node) -> Option<std::ops::Range<usize>> {
    let rest = text.get(start..)?;
    let length = match rest.chars().next()? {
        '"' => {
            let mut is_escaped = false;
            1 + rest[1..].find(|c| {
                let ends = c == '"' && !is_escaped;
                is_escaped = c == '\\' && !is_escaped;
                ends
            })? + 1
        }
        '\'' => {
            let mut end = 1;
            loop {
                end += rest[end..].find('\'')? + 1;
                if !rest[end..].starts_with('\'') {
                    break end;
                }
                end += 1;
            }
        }
        '{' | '[' | '|' | '>' | '&' | '*' | '!' => return None,
        _ => {
            let line = rest.lines().next()?;
            let in_block = line
                .find(" #")
                .map_or(line, |comment| &line[..comment])
                .trim_end();
            if node.as_str() == Some(in_block) {
                in_block.len()
            } else {
                let in_flow = in_block
                    .find([',', ']', '}'])
                    .map_or(in_block, |end| &in_block[..end]);
                in_flow.trim_end().len()
            }
        }
    };
    Some(start..start + length)
}

/// What has to go with an item: its line, or the comma before it.
fn item(text: &str, scalar: &std::ops::Range<usize>) -> Option<std::ops::Range<usize>> {
    let line_start = text[..scalar.start]
        .rfind('\n')
        .map_or(0, |index| index + 1);
    if text[line_start..scalar.start].trim() == "-" {
        let line_end = text[scalar.end..]
            .find('\n')
            .map_or(text.len(), |index| scalar.end + index + 1);
        return Some(line_start..line_end);
    }
    let before = text[..scalar.start].trim_end();
    before.ends_with(',').then(|| before.len() - 1..scalar.end)
}

/// The text of a new member behind `anchor`.
fn inserted(
    text: &str,
    object: usize,
    anchor_key: usize,
    anchor: &Node,
    key: &str,
    value: &str,
) -> String {
    let is_flow = text[object..].starts_with('{');
    if !is_flow {
        let indent = anchor.key_at.map_or(0, |at| at.column as usize - 1);
        return format!("\n{}{key}: {value}", " ".repeat(indent));
    }
    let quote = if text[anchor_key..].starts_with('"') {
        "\""
    } else {
        ""
    };
    // As the other members are set apart.
    let space: String = text[object + 1..]
        .chars()
        .take_while(|c| c.is_whitespace())
        .collect();
    let space = if space.is_empty() { " " } else { &space };
    let space = if space.contains('\n') { space } else { " " };
    format!(",{space}{quote}{key}{quote}: {value}")
}
