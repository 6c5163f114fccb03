//! Schemas that must all hold: a schema, what it refers to, and the parts of its
//! `allOf`.

use crate::document::{Document, Node};

/// Where the references of schemas lead.
pub trait References {
    /// The target of a schema's own reference.
    fn target<'a>(&'a self, schema: &'a Node) -> Option<&'a Node>;
}

impl References for Document {
    fn target<'a>(&'a self, schema: &'a Node) -> Option<&'a Node> {
        let reference = schema.get("$ref")?;
        let target = Document::target(self, reference.as_str()?, reference.at);
        Some(target.ok()?.node)
    }
}

/// More parts of one schema than any author writes.
const MAX_PARTS: usize = 200;

/// The nodes that must all hold.
#[derive(Clone)]
pub struct Parts<'a>(Vec<&'a Node>);

impl<'a> Parts<'a> {
    pub fn of(
        schemas: impl IntoIterator<Item = &'a Node>,
        references: &'a impl References,
    ) -> Self {
        let mut parts = Parts(Vec::new());
        for schema in schemas {
            parts.add(schema, references);
        }
        parts
    }

    pub fn add(&mut self, schema: &'a Node, references: &'a impl References) {
        if self.0.len() > MAX_PARTS || self.0.iter().any(|known| std::ptr::eq(*known, schema)) {
            return;
        }
        self.0.push(schema);
        if let Some(target) = references.target(schema) {
            self.add(target, references);
        }
        for part in schema.items("allOf") {
            self.add(part, references);
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = &'a Node> {
        self.0.iter().copied()
    }

    /// What the parts have at a keyword.
    pub fn all(&self, keyword: &str) -> impl Iterator<Item = &'a Node> {
        self.iter().filter_map(move |part| part.get(keyword))
    }

    pub fn has(&self, keyword: &str) -> bool {
        self.all(keyword).next().is_some()
    }

    pub fn flag(&self, keyword: &str) -> bool {
        self.iter().any(|part| part.flag(keyword))
    }

    /// The texts at a keyword.
    pub fn texts(&self, keyword: &str) -> impl Iterator<Item = &'a str> {
        self.all(keyword).filter_map(Node::as_str)
    }

    /// The items of the lists at a keyword.
    pub fn items(&self, keyword: &str) -> impl Iterator<Item = &'a Node> {
        self.iter().flat_map(move |part| part.items(keyword))
    }

    /// The members of the objects at a keyword.
    pub fn members(&self, keyword: &str) -> impl Iterator<Item = (&'a str, &'a Node)> {
        let members = self.iter().flat_map(move |part| part.members(keyword));
        members.map(|(name, node)| (name.as_str(), node))
    }

    /// The whole numbers at a keyword, from 0.
    pub fn counts(&self, keyword: &str) -> impl Iterator<Item = usize> {
        let numbers = self.all(keyword).filter_map(Node::as_number);
        numbers.filter_map(|number| usize::try_from(number.as_u64()?).ok())
    }

    /// The types that values may have; none when that is not said.
    pub fn types(&self) -> Option<Vec<&'a str>> {
        let mut types: Option<Vec<&'a str>> = None;
        for node in self.all("type") {
            let names: Vec<&str> = match node.as_array() {
                Some(names) => names.iter().filter_map(Node::as_str).collect(),
                None => node.as_str().into_iter().collect(),
            };
            types = Some(match types {
                // Every integer is a number.
                Some(known) => known
                    .into_iter()
                    .filter_map(|name| match name {
                        "number" if names.contains(&"integer") => Some("integer"),
                        "integer" if names.contains(&"number") => Some("integer"),
                        name => names.contains(&name).then_some(name),
                    })
                    .collect(),
                None => names,
            });
        }
        types
    }
}
