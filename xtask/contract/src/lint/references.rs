//! References: what they lead to, looked up once each, and what stands beside
//! them.

use std::collections::HashMap;

use super::objects::Kind;
use super::walk::Walk;
use crate::document::{Document, FileId, Node, Position, ReferenceError};
use crate::rules::lint as rules;

/// A reference that leads somewhere.
#[derive(Clone, Debug)]
pub struct Reference<'a> {
    pub kind: Kind,
    pub text: &'a str,
    pub at: Position,
    /// Of the reference itself.
    pub pointer: String,
    /// The component in which it stands.
    pub component: Option<(&'static str, &'a str)>,
    pub target: &'a Node,
    pub target_file: FileId,
    pub target_pointer: String,
}

/// Where a reference leads.
#[derive(Clone, Debug)]
pub struct Referenced<'a> {
    pub node: &'a Node,
    pub file: FileId,
    pub pointer: String,
}

/// The references of a document.
pub struct References<'a> {
    document: &'a Document,
    /// By file and text: documents say the same reference many times.
    known: HashMap<(FileId, &'a str), Option<Referenced<'a>>>,
    /// `$anchor`s, by file; made when the first one is asked for.
    anchors: HashMap<FileId, HashMap<&'a str, Referenced<'a>>>,
    pub list: Vec<Reference<'a>>,
}

impl<'a> References<'a> {
    pub fn new(document: &'a Document) -> Self {
        References {
            document,
            known: HashMap::new(),
            anchors: HashMap::new(),
            list: Vec::new(),
        }
    }

    pub fn document(&self) -> &'a Document {
        self.document
    }

    /// One hop.
    pub fn target(&mut self, reference: &'a Node) -> Option<&Referenced<'a>> {
        let text = reference.as_str()?;
        let key = (reference.at.file, text);
        if !self.known.contains_key(&key) {
            let place = match self.document.target(text, reference.at) {
                Ok(target) => Some(Referenced {
                    node: target.node,
                    file: target.file,
                    pointer: target.pointer,
                }),
                Err(ReferenceError::Missing { .. } | ReferenceError::Cycle { .. }) => {
                    self.anchored(text, reference.at.file)
                }
            };
            self.known.insert(key, place);
        }
        self.known.get(&key)?.as_ref()
    }

    /// Follows references to what is none. None: nowhere, or in a cycle.
    pub fn resolve(&mut self, node: &'a Node) -> Option<&'a Node> {
        let mut node = node;
        for _ in 0..64 {
            match node.get("$ref") {
                Some(reference) if reference.as_str().is_some() => {
                    node = self.target(reference)?.node;
                }
                _ => return Some(node),
            }
        }
        None
    }

    fn anchored(&mut self, text: &str, from: FileId) -> Option<Referenced<'a>> {
        let (file_part, fragment) = text.split_once('#')?;
        if fragment.is_empty() || fragment.starts_with('/') {
            return None;
        }
        let file = self.document.referenced_file(from, file_part)?;
        let document = self.document;
        let anchors = self.anchors.entry(file).or_insert_with(|| {
            let mut anchors = HashMap::new();
            if let Some(tree) = document.tree(file) {
                collect_anchors(tree, file, &mut String::new(), &mut anchors);
            }
            anchors
        });
        anchors.get(fragment).cloned()
    }
}

fn collect_anchors<'a>(
    node: &'a Node,
    file: FileId,
    pointer: &mut String,
    anchors: &mut HashMap<&'a str, Referenced<'a>>,
) {
    let length = pointer.len();
    for keyword in ["$anchor", "$dynamicAnchor"] {
        if let Some(name) = node.text(keyword) {
            anchors.entry(name).or_insert_with(|| Referenced {
                node,
                file,
                pointer: pointer.clone(),
            });
        }
    }
    let mut visit = |token: &str, member: &'a Node| {
        pointer.push('/');
        pointer.push_str(&crate::document::escape_pointer_token(token));
        collect_anchors(member, file, pointer, anchors);
        pointer.truncate(length);
    };
    for (key, member) in node.as_object().into_iter().flatten() {
        visit(key, member);
    }
    for (index, item) in node.as_array().unwrap_or_default().iter().enumerate() {
        visit(&index.to_string(), item);
    }
}

impl<'a> Walk<'a> {
    /// `node` is a reference where an object of `kind` is expected.
    pub fn reference(&mut self, kind: Kind, node: &'a Node, reference: &'a Node) {
        self.siblings(kind, node);
        let text = reference.as_str().unwrap_or_default();
        let Some(place) = self.references.target(reference).cloned() else {
            let file = text.split('#').next().unwrap_or_default();
            let document = self.references.document();
            let (why, help) = if file.contains("://") {
                (
                    "leads outside of the file system, and nothing is fetched",
                    "download the file, and refer to the copy by a relative path",
                )
            } else if document.referenced_file(reference.at.file, file).is_none() {
                (
                    "leads to a file that cannot be read",
                    "check the path, and that the file may be read",
                )
            } else {
                (
                    "leads nowhere",
                    "correct the reference, or add what it should lead to",
                )
            };
            let message = format!("`{text}` {why}");
            self.find_in(rules::UNRESOLVED, "$ref", reference, message)
                .help(help);
            return;
        };
        if self.references.resolve(node).is_none() && self.closes_cycle(node) {
            let message = format!("`{text}` leads back to itself");
            self.find_in(rules::UNRESOLVED, "$ref", reference, message)
                .help("let one of the references lead to what is meant");
            return;
        }
        self.references.list.push(Reference {
            kind,
            text,
            at: reference.position(),
            pointer: format!("{}/$ref", self.pointer),
            component: self.component,
            target: place.node,
            target_file: place.file,
            target_pointer: place.pointer,
        });
    }

    /// Whether following the references comes to the node again: a cycle of
    /// references is reported where it is, not wherever it is entered.
    fn closes_cycle(&mut self, node: &'a Node) -> bool {
        let mut next = node;
        for _ in 0..64 {
            let Some(place) = next
                .get("$ref")
                .and_then(|reference| self.references.target(reference))
            else {
                return false;
            };
            next = place.node;
            if std::ptr::eq(next, node) {
                return true;
            }
        }
        false
    }

    fn siblings(&mut self, kind: Kind, node: &'a Node) {
        if kind == Kind::PathItem || kind == Kind::Schema && self.is_31 {
            return;
        }
        for (key, member) in node.as_object().into_iter().flatten() {
            let is_allowed = key == "$ref"
                || key.starts_with("x-")
                || self.is_31 && matches!(key.as_str(), "summary" | "description");
            if !is_allowed {
                let message = format!("`{key}` has no effect beside a `$ref`");
                let help = if kind == Kind::Schema {
                    "put the reference into an `allOf`, or remove what stands beside it"
                } else {
                    "remove it, or write the object out"
                };
                self.find_in(rules::REF_SIBLINGS, key, member, message)
                    .help(help);
            }
        }
    }
}
