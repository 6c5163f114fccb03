//! What is asked of a value: schemas, keywords, and what is made of them.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};
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
    /// The plain ones first: a value that is found early is easy to read.
    pub const ALL: [Kind; 6] = [
        Kind::String,
        Kind::Number,
        Kind::Object,
        Kind::Array,
        Kind::Boolean,
        Kind::Null,
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

    pub fn of(value: &serde_json::Value) -> Kind {
        match value {
            serde_json::Value::Null => Kind::Null,
            serde_json::Value::Bool(_) => Kind::Boolean,
            serde_json::Value::Number(_) => Kind::Number,
            serde_json::Value::String(_) => Kind::String,
            serde_json::Value::Array(_) => Kind::Array,
            serde_json::Value::Object(_) => Kind::Object,
        }
    }
}

/// A schema where it stands: two of them are one when they stand in one place.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    pub side: Side,
    pub node: &'a Node,
}

impl Place<'_> {
    fn key(&self) -> (Side, usize) {
        (self.side, std::ptr::from_ref(self.node) as usize)
    }
}

impl PartialEq for Place<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Place<'_> {}

impl Hash for Place<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}

impl PartialOrd for Place<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Place<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

/// One thing that may be asked of a value. Only the first two hold others.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part<'a> {
    /// All that the schema says.
    Schema(Place<'a>),
    /// The same without the choice of an heir: it is asked of an heir.
    Inherited(Place<'a>),
    /// One keyword of the schema.
    Keyword(Place<'a>, &'static str),
    /// An object has no member of the name, or one that meets the part.
    Member(&'a str, Box<Part<'a>>),
    /// An object has a member of the name.
    Present(&'a str),
    /// All members whose name the pattern matches meet the schema.
    Like(&'a str, Place<'a>),
    /// One of the texts.
    Texts(Rc<[&'a str]>),
    Text,
    /// A text that the pattern matches.
    Pattern(&'a str),
    /// The value that is written so as JSON.
    Equal(Rc<str>),
    /// A number is whole.
    Whole,
    Anything,
    /// The same, and whatever is there is described.
    Free,
}

/// A part that is met, or is not.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Literal<'a> {
    pub part: Part<'a>,
    pub holds: bool,
    /// Whether it describes what may be there, for those that look at what is described
    /// only: what is refused, and what is asked on the other side, does not.
    pub describes: bool,
}

impl<'a> Literal<'a> {
    pub fn is(part: Part<'a>) -> Literal<'a> {
        Literal {
            part,
            holds: true,
            describes: true,
        }
    }

    /// Whether nothing else is said by it.
    pub fn is_leaf(&self) -> bool {
        !matches!(self.part, Part::Schema(_) | Part::Inherited(_))
    }

    pub fn not(self) -> Literal<'a> {
        Literal {
            holds: !self.holds,
            describes: false,
            ..self
        }
    }
}

/// More alternatives than these are not compared each with each.
const MOST_COMPARED: usize = 64;

/// What literals make of a value together.
#[derive(Clone, Debug)]
pub enum Formula<'a> {
    Is(Literal<'a>),
    All(Vec<Formula<'a>>),
    Any(Vec<Formula<'a>>),
    /// Exactly one.
    One(Vec<Formula<'a>>),
    /// None, or several.
    NotOne(Vec<Formula<'a>>),
}

impl<'a> Formula<'a> {
    pub const YES: Formula<'a> = Formula::All(Vec::new());
    pub const NO: Formula<'a> = Formula::Any(Vec::new());

    pub fn is(part: Part<'a>) -> Formula<'a> {
        Formula::Is(Literal::is(part))
    }

    pub fn not(self) -> Formula<'a> {
        match self {
            Formula::Is(literal) => Formula::Is(literal.not()),
            Formula::All(all) => Formula::Any(all.into_iter().map(Formula::not).collect()),
            Formula::Any(all) => Formula::All(all.into_iter().map(Formula::not).collect()),
            Formula::One(all) => Formula::NotOne(all),
            Formula::NotOne(all) => Formula::One(all),
        }
    }

    /// With one level of choices less: all of some, or any of some.
    /// Of very many, that no other one holds is not asked for.
    pub fn opened(self) -> Formula<'a> {
        match self {
            Formula::One(all) if all.len() > MOST_COMPARED => Formula::Any(all),
            Formula::NotOne(all) if all.len() > MOST_COMPARED => Formula::YES,
            Formula::One(all) => {
                let one = (0..all.len()).map(|index| {
                    let each = all.iter().cloned().enumerate();
                    let each = each.map(|(other, formula)| match other == index {
                        true => formula,
                        false => formula.not(),
                    });
                    let mut each: Vec<Formula<'a>> = each.collect();
                    each.swap(0, index);
                    Formula::All(each)
                });
                Formula::Any(one.collect())
            }
            Formula::NotOne(all) => {
                let none = all.iter().cloned().map(Formula::not).collect();
                let mut any = vec![Formula::All(none)];
                for (index, one) in all.iter().enumerate() {
                    let others = all[index + 1..].iter();
                    any.extend(others.map(|other| {
                        Formula::All(vec![one.clone(), other.clone()]).without_describing()
                    }));
                }
                Formula::Any(any)
            }
            formula => formula,
        }
    }

    pub fn describes(&self) -> bool {
        match self {
            Formula::Is(literal) => literal.describes,
            Formula::All(all) | Formula::Any(all) | Formula::One(all) | Formula::NotOne(all) => {
                all.iter().any(Formula::describes)
            }
        }
    }

    /// Where it is asked by something that describes nothing, it describes nothing.
    pub fn without_describing(self) -> Formula<'a> {
        let each = |all: Vec<Formula<'a>>| all.into_iter().map(Self::without_describing).collect();
        match self {
            Formula::Is(literal) => Formula::Is(Literal {
                describes: false,
                ..literal
            }),
            Formula::All(all) => Formula::All(each(all)),
            Formula::Any(all) => Formula::Any(each(all)),
            Formula::One(all) => Formula::One(each(all)),
            Formula::NotOne(all) => Formula::NotOne(each(all)),
        }
    }
}

/// A union: the alternatives, and whether a value must be of exactly one.
pub struct Choice<'a> {
    pub is_exclusive: bool,
    /// Each with the member that its discriminator has for it.
    pub branches: Vec<(Part<'a>, Option<Part<'a>>)>,
}

/// The unions of a schema, with what a discriminator says of their branches. Where a
/// discriminator stands without a union, the heirs of the schema are its branches.
pub fn choices<'a>(edition: Edition<'a>, place: Place<'a>, with_heirs: bool) -> Vec<Choice<'a>> {
    let Place { side, node } = place;
    let schema = |node: &'a Node| Part::Schema(Place { side, node });
    let unions = ["oneOf", "anyOf"].into_iter();
    let unions = unions.filter(|keyword| !node.items(keyword).is_empty());
    let mut choices: Vec<Choice<'a>> = unions
        .map(|keyword| {
            let branches = node.items(keyword);
            let tags = tags(edition.document, node, branches);
            Choice {
                is_exclusive: keyword == "oneOf",
                branches: branches.iter().map(schema).zip(tags).collect(),
            }
        })
        .collect();
    let name = node
        .get("discriminator")
        .and_then(|own| own.text("propertyName"));
    if let (true, Some(name)) = (with_heirs && choices.is_empty(), name)
        && let Some(heirs) = edition.heirs.of(node)
    {
        let branches = heirs.iter().map(|heir| {
            let texts = Part::Texts(heir.values.clone().into());
            let part = match std::ptr::eq(heir.schema, node) {
                true => Part::Inherited(place),
                false => schema(heir.schema),
            };
            (part, Some(Part::Member(name, Box::new(texts))))
        });
        choices.push(Choice {
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
        let texts = Part::Texts(values_of(document, discriminator, branch)?.into());
        Some(Part::Member(name, Box::new(texts)))
    });
    match tags.collect::<Option<Vec<_>>>() {
        Some(tags) => tags.into_iter().map(Some).collect(),
        None => none(),
    }
}
