//! In what two schemas differ.

use crate::document::Node;
use crate::rules::changes::{Effect, Facet};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PairId(pub usize);

/// Where a pair stands in the pair around it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Step<'a> {
    Property(&'a str),
    Items,
    /// `additionalProperties`, `patternProperties`, `contains` …
    Inside(String),
    /// A part of the same value: a branch of a union.
    Same,
}

/// One difference of a pair.
#[derive(Clone, Debug)]
pub struct Delta<'a> {
    /// A facet of `rules`.
    pub facet: Facet,
    /// What changed, as the end of a sentence that begins with the subject.
    pub what: String,
    /// The property that it is about, if it is about one.
    pub property: Option<&'a str>,
    pub base: Option<&'a Node>,
    pub revision: Option<&'a Node>,
    pub read_only: bool,
    pub write_only: bool,
}

#[derive(Clone, Debug)]
pub struct Child<'a> {
    pub step: Step<'a>,
    pub pair: PairId,
    pub read_only: bool,
    pub write_only: bool,
}

/// How the values of the revision relate to those of the base.
#[derive(Clone, Copy, Debug, Default)]
pub struct Relation {
    pub narrows: bool,
    pub widens: bool,
    /// Different, though no value is won or lost for sure.
    pub differs: bool,
}

impl Relation {
    pub fn is_equal(self) -> bool {
        !self.narrows && !self.widens && !self.differs
    }

    /// Every value of the base is one of the revision.
    pub fn keeps(self) -> bool {
        !self.narrows && !self.differs
    }

    /// Every value of the revision is one of the base.
    pub fn kept(self) -> bool {
        !self.widens && !self.differs
    }

    pub fn add(&mut self, other: Relation) {
        self.narrows |= other.narrows;
        self.widens |= other.widens;
        self.differs |= other.differs;
    }

    pub fn add_effect(&mut self, effect: Effect) {
        match effect {
            Effect::Narrows => self.narrows = true,
            Effect::Widens => self.widens = true,
            Effect::Incomparable | Effect::Unknown => {
                self.narrows = true;
                self.widens = true;
            }
            Effect::Neutral => self.differs = true,
            Effect::Annotation | Effect::Text => {}
        }
    }
}

/// What two schemas differ in: by themselves, and in the schemas inside of them.
#[derive(Clone, Debug, Default)]
pub struct Differences<'a> {
    pub deltas: Vec<Delta<'a>>,
    pub children: Vec<Child<'a>>,
    pub relation: Relation,
}

impl<'a> Differences<'a> {
    pub fn push(&mut self, delta: Delta<'a>) {
        self.relation.add_effect(delta.facet.effect());
        self.deltas.push(delta);
    }

    pub fn add_child(&mut self, child: Child<'a>, relation: Relation) {
        self.relation.add(relation);
        self.children.push(child);
    }

    pub fn add(&mut self, other: Differences<'a>) {
        self.relation.add(other.relation);
        self.deltas.extend(other.deltas);
        self.children.extend(other.children);
    }
}

impl<'a> Extend<Delta<'a>> for Differences<'a> {
    fn extend<D: IntoIterator<Item = Delta<'a>>>(&mut self, deltas: D) {
        deltas.into_iter().for_each(|delta| self.push(delta));
    }
}

impl<'a> Delta<'a> {
    pub fn new(
        facet: Facet,
        what: impl Into<String>,
        base: Option<&'a Node>,
        revision: Option<&'a Node>,
    ) -> Self {
        Delta {
            facet,
            what: what.into(),
            property: None,
            base,
            revision,
            read_only: false,
            write_only: false,
        }
    }
}
