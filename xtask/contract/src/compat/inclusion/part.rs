//! What is asked of a value: schemas, and what follows from a choice that was made.

use std::rc::Rc;

use crate::compat::edition::Edition;
use crate::document::{Document, Node};
use crate::instances::values_of;

/// Which edition a schema is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Side {
    Base,
    Revision,
}

/// The types of values; whole numbers are numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Null,
    Boolean,
    Number,
    String,
    Array,
    Object,
}

impl Kind {
    pub const ALL: [Kind; 6] = [
        Kind::Null,
        Kind::Boolean,
        Kind::Number,
        Kind::String,
        Kind::Array,
        Kind::Object,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Kind::Null => "null",
            Kind::Boolean => "boolean",
            Kind::Number => "number",
            Kind::String => "string",
            Kind::Array => "array",
            Kind::Object => "object",
        }
    }
}

/// One thing that is asked of a value.
#[derive(Clone, Debug)]
pub enum Part<'a> {
    /// All that the schema says.
    Schema { side: Side, node: &'a Node },
    /// The same without the choice of an heir: it is asked of an heir.
    Inherited { side: Side, node: &'a Node },
    /// What its own keywords say: not its references, its `allOf`, its unions, its `if`
    /// and its `not`.
    Own { side: Side, node: &'a Node },
    /// The schema is not met.
    Not { side: Side, node: &'a Node },
    /// The member is one of the texts, when it is there.
    Tag { name: &'a str, texts: Rc<[&'a str]> },
    /// One of the texts.
    Texts(Rc<[&'a str]>),
    /// No value.
    Never,
}

/// What tells a part from others.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key {
    Schema(usize),
    Inherited(usize),
    Own(usize),
    Not(usize),
    Tag(String, Vec<String>),
    Texts(Vec<String>),
    Never,
}

impl<'a> Part<'a> {
    pub fn schema(side: Side, node: &'a Node) -> Part<'a> {
        Part::Schema { side, node }
    }

    pub fn key(&self) -> Key {
        let address = |node: &'a Node| std::ptr::from_ref(node) as usize;
        let owned = |texts: &Rc<[&'a str]>| texts.iter().map(|text| (*text).to_owned()).collect();
        match self {
            Part::Schema { node, .. } => Key::Schema(address(node)),
            Part::Inherited { node, .. } => Key::Inherited(address(node)),
            Part::Own { node, .. } => Key::Own(address(node)),
            Part::Not { node, .. } => Key::Not(address(node)),
            Part::Tag { name, texts } => Key::Tag((*name).to_owned(), owned(texts)),
            Part::Texts(texts) => Key::Texts(owned(texts)),
            Part::Never => Key::Never,
        }
    }

    /// The schema whose own keywords count.
    pub fn own(&self) -> Option<(Side, &'a Node)> {
        match self {
            Part::Own { side, node } => Some((*side, *node)),
            _ => None,
        }
    }
}

/// A union: the alternatives, and whether a value must be of exactly one.
pub struct Choice<'a> {
    pub side: Side,
    pub is_exclusive: bool,
    /// Each with the texts that its discriminator has for it.
    pub branches: Vec<(&'a Node, Option<Part<'a>>)>,
}

/// The unions of a schema, with what a discriminator says of their branches. Where a
/// discriminator stands without a union, the heirs of the schema are its branches.
pub fn choices<'a>(edition: Edition<'a>, side: Side, node: &'a Node) -> Vec<Choice<'a>> {
    let unions = ["oneOf", "anyOf"].into_iter();
    let unions = unions.filter(|keyword| !node.items(keyword).is_empty());
    let mut choices: Vec<Choice<'a>> = unions
        .map(|keyword| {
            let branches = node.items(keyword);
            let tags = tags(edition.document, node, branches);
            Choice {
                side,
                is_exclusive: keyword == "oneOf",
                branches: branches.iter().zip(tags).collect(),
            }
        })
        .collect();
    let name = node
        .get("discriminator")
        .and_then(|own| own.text("propertyName"));
    if let (true, Some(name)) = (choices.is_empty(), name)
        && let Some(heirs) = edition.heirs.of(node)
    {
        let branches = heirs.iter().map(|heir| {
            let texts = heir.values.clone().into();
            (heir.schema, Some(Part::Tag { name, texts }))
        });
        choices.push(Choice {
            side,
            is_exclusive: false,
            branches: branches.collect(),
        });
    }
    choices
}

/// What the discriminator says of each branch; nothing, where one has no name.
fn tags<'a>(document: &'a Document, node: &'a Node, branches: &'a [Node]) -> Vec<Option<Part<'a>>> {
    let none = || vec![None; branches.len()];
    let Some(discriminator) = node.get("discriminator") else {
        return none();
    };
    let Some(name) = discriminator.text("propertyName") else {
        return none();
    };
    let tags = branches.iter().map(|branch| {
        let texts = values_of(document, discriminator, branch)?;
        Some(Part::Tag {
            name,
            texts: texts.into(),
        })
    });
    match tags.collect::<Option<Vec<_>>>() {
        Some(tags) => tags.into_iter().map(Some).collect(),
        None => none(),
    }
}
