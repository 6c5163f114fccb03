//! Whether every value of some schemas is one of others: proved, or not known.
//!
//! Comparators tell what changed, keyword by keyword, which is what people want to
//! read; whether that takes values away as a whole is another question. A list that
//! was implied by bounds takes none, a branch that takes what another one took, too.
//!
//! The question is turned round: is there a value of the one side that is none of the
//! other? What is asked of such a value, and what must not be met, is a formula
//! ([`says`]) of small parts ([`part`]). It is searched through choice by choice
//! ([`search`]); where nothing is left to choose, numbers, texts, arrays and objects
//! know whether a value is left ([`numbers`], [`texts`], [`arrays`], [`objects`]). When
//! none is, that is the proof. The values that are found on the way are worth a look
//! ([`Inclusion::suggested`]): each is one, unless something was not understood.
//!
//! Invariant: what is said to be proved is true by JSON Schema 2020-12 and OpenAPI's
//! own words (`nullable`, discriminators, what does not travel). It rests on one rule:
//! what is not understood, or takes too long, is left out of what is asked of a value,
//! so that there seem to be more values than there are.

mod arrays;
mod holds;
mod numbers;
mod objects;
mod part;
mod same;
mod says;
mod search;
mod texts;

use std::cell::Cell;
use std::collections::HashMap;

use serde_json::Value;

use super::edition::Edition;
use crate::document::Node;
use crate::report::Direction;
use part::{Kind, Literal, Part, Place, Side};
use same::Same;

/// How many steps a proof may take: literals that are looked at.
const MOST_STEPS: usize = 20_000;
/// How deep a proof goes into what is inside of values.
const MAX_DEPTH: usize = 40;

enum State {
    /// It is being answered. Values are finite: none that is inside of itself need be
    /// looked for.
    Open,
    Answered(Option<Value>),
}

/// Which members of objects count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Members {
    /// All that the schemas allow.
    All,
    /// Those that a schema says something about. What is sent is what is described: a
    /// property that is described later takes nothing from anybody.
    Described,
}

type Question<'a> = (Vec<Literal<'a>>, Members);

/// Which texts of some patterns and lengths no other pattern matches.
type TextQuestion<'a> = (Vec<&'a str>, usize, Option<usize>, Vec<String>);

/// Proofs for one direction.
pub struct Inclusion<'a> {
    editions: [Edition<'a>; 2],
    direction: Direction,
    same: Same<'a>,
    known: HashMap<Question<'a>, State>,
    texts: HashMap<TextQuestion<'a>, Option<Option<String>>>,
    /// Questions without a value, in this order: what rests on an assumption that fails
    /// is forgotten.
    proved: Vec<Question<'a>>,
    /// Values of the last question.
    found: Vec<Value>,
    /// Steps that are left.
    left: Cell<usize>,
    depth: usize,
    open: usize,
    /// Whether something was not looked at to its end.
    is_cut: bool,
    members: Members,
}

impl<'a> Inclusion<'a> {
    pub fn new(base: Edition<'a>, revision: Edition<'a>, direction: Direction) -> Self {
        let editions = [base, revision];
        Inclusion {
            editions,
            direction,
            same: Same::new(editions),
            known: HashMap::new(),
            texts: HashMap::new(),
            proved: Vec::new(),
            found: Vec::new(),
            left: Cell::new(0),
            depth: 0,
            open: 0,
            is_cut: false,
            members: Members::All,
        }
    }

    /// Whether it is proved that the change breaks nobody: that the revision takes all
    /// that was sent, or that the base took all that is received.
    pub fn is_harmless(
        &mut self,
        base: &[&'a Node],
        revision: &[&'a Node],
        members: Members,
    ) -> bool {
        self.left.set(MOST_STEPS);
        self.found.clear();
        // Also of schemas that take nothing, of which nothing else can be said.
        let mut pairs = base.iter().zip(revision);
        if base.len() == revision.len() && pairs.all(|(base, own)| self.same.are(base, own)) {
            return true;
        }
        let literals = |side, nodes: &[&'a Node]| -> Vec<Literal<'a>> {
            let places = nodes.iter().map(|node| Place { side, node });
            places
                .map(|place| Literal::is(Part::Schema(place)))
                .collect()
        };
        let (base, revision) = (
            literals(Side::Base, base),
            literals(Side::Revision, revision),
        );
        let (inner, outer) = match self.direction {
            Direction::Request => (base, revision),
            Direction::Response => (revision, base),
        };
        (self.depth, self.open) = (0, 0);
        self.members = members;
        let mut suggested = Vec::new();
        for literal in outer {
            self.found.clear();
            let mut question = inner.clone();
            question.push(literal.not());
            if let Some(found) = self.find(question) {
                suggested.append(&mut self.found);
                suggested.push(found);
            }
        }
        let is_proved = suggested.is_empty() && self.left.get() > 0;
        // Who writes a schema that takes nothing made a mistake, and is told of what changed.
        self.found.clear();
        self.members = Members::All;
        let is_harmless = is_proved && self.find(inner).is_some();
        self.found = suggested;
        is_harmless
    }

    /// Values that may show that the last change is not harmless.
    pub fn suggested(&self) -> &[Value] {
        &self.found
    }

    /// How many steps the last proof took.
    pub fn steps(&self) -> usize {
        MOST_STEPS - self.left.get()
    }

    fn edition(&self, side: Side) -> Edition<'a> {
        self.editions[side as usize]
    }

    /// Whether a member with the schema does not travel.
    fn is_left_out(&self, side: Side, schema: &'a Node) -> bool {
        let flag = match self.direction {
            Direction::Request => "readOnly",
            Direction::Response => "writeOnly",
        };
        schema.flag(flag) || self.edition(side).resolve(schema).flag(flag)
    }

    /// A value that meets all literals; none when it is sure that there is none.
    fn find(&mut self, mut literals: Vec<Literal<'a>>) -> Option<Value> {
        literals.sort_unstable();
        literals.dedup();
        let question = (literals, self.members);
        match self.known.get(&question) {
            Some(State::Open) => return None,
            Some(State::Answered(found)) => return found.clone(),
            None => {}
        }
        if self.depth >= MAX_DEPTH || !self.step() {
            self.is_cut = true;
            return Some(Value::Null);
        }
        self.known.insert(question.clone(), State::Open);
        let since = self.proved.len();
        let was_cut = std::mem::replace(&mut self.is_cut, false);
        self.depth += 1;
        let kinds = Kind::ALL.into_iter();
        let found = kinds
            .filter_map(|kind| self.find_of(&question.0, kind))
            .next();
        let found = match self.depth {
            1 => found.or_else(|| self.found.first().cloned()),
            _ => found,
        };
        self.depth -= 1;
        if found.is_some() {
            for question in self.proved.split_off(since) {
                self.known.remove(&question);
            }
        }
        if self.is_cut && found.is_some() {
            // With more steps, or from elsewhere, there might be none.
            self.known.remove(&question);
        } else {
            if found.is_none() {
                self.proved.push(question.clone());
            }
            self.known.insert(question, State::Answered(found.clone()));
        }
        self.is_cut |= was_cut;
        found
    }

    /// Whether there is still time; a step is taken.
    fn step(&self) -> bool {
        self.left.set(self.left.get().saturating_sub(1));
        self.left.get() > 0
    }
}
