//! Whether every value of some schemas is one of others: proved, or not known.
//!
//! Comparators tell what changed, keyword by keyword, which is what people want to
//! read; whether that takes values away as a whole is another question. A list that
//! was implied by bounds takes none, a branch that takes what another one took, too.
//! The proof goes the other way round: the values of one side are taken apart into
//! alternatives without unions ([`alternatives`]), each by the type of the value, and
//! each must meet every keyword of the other side ([`meets`]), of objects and arrays by
//! what is inside of them ([`members`], [`items`]). Few values are simply looked at
//! ([`values`]).
//!
//! Invariant: what is said to be proved is true by JSON Schema 2020-12 and OpenAPI's
//! own words (`nullable`, discriminators, what does not travel). What is not proved may
//! be true as well: values must show ([`super::witnesses`]).

mod alternatives;
mod empty;
mod items;
mod meets;
mod members;
mod part;
mod ranges;
mod values;

use std::cell::Cell;
use std::collections::HashMap;

use super::edition::Edition;
use crate::document::Node;
use crate::report::Direction;
use part::{Key, Kind, Part, Side};

/// How many steps a proof may take: schemas taken apart, and looked at with a value.
const MOST_STEPS: usize = 10_000;
/// How deep a proof goes, through schemas and what is inside of them.
const MAX_DEPTH: usize = 48;

/// A question: whether the first ones' values are among the second ones'.
type Question = (Vec<Key>, Vec<Key>, Members);

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// It is being proved, and taken for true in what is inside of it.
    Open,
    Proved,
    Unknown,
}

/// Which members of objects count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Members {
    /// All that the schemas allow.
    All,
    /// Those that a schema says something about. What is sent is what is described: a
    /// property that is described later takes nothing from anybody. It makes values
    /// that a union must tell apart no different, so that there all of them count.
    Described,
}

/// Proofs for one direction.
pub struct Inclusion<'a> {
    editions: [Edition<'a>; 2],
    direction: Direction,
    known: HashMap<Question, State>,
    /// What was proved in this order: what rests on an assumption that fails is
    /// forgotten.
    proved: Vec<Question>,
    /// Whether the schemas take no value at all.
    empty: HashMap<Vec<Key>, bool>,
    /// Steps that are left. What is found without any left is not proved: what it rests on
    /// may not have been looked at.
    left: Cell<usize>,
    depth: usize,
    members: Members,
}

impl<'a> Inclusion<'a> {
    pub fn new(base: Edition<'a>, revision: Edition<'a>, direction: Direction) -> Self {
        Inclusion {
            editions: [base, revision],
            direction,
            known: HashMap::new(),
            proved: Vec::new(),
            empty: HashMap::new(),
            left: Cell::new(0),
            depth: 0,
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
        let parts = |side, nodes: &[&'a Node]| -> Vec<Part<'a>> {
            nodes.iter().map(|node| Part::schema(side, node)).collect()
        };
        let (base, revision) = (parts(Side::Base, base), parts(Side::Revision, revision));
        let (inner, outer) = match self.direction {
            Direction::Request => (base, revision),
            Direction::Response => (revision, base),
        };
        self.left.set(MOST_STEPS);
        self.depth = 0;
        self.members = members;
        // Who writes a schema that takes nothing made a mistake, and is told of what changed.
        !self.is_never(&inner) && self.is_within(&inner, &outer)
    }

    /// How many steps the last proof took.
    pub fn steps(&self) -> usize {
        MOST_STEPS - self.left.get()
    }

    /// Whether a member with the schema does not travel.
    fn is_left_out(&self, side: Side, schema: &'a Node) -> bool {
        let flag = match self.direction {
            Direction::Request => "readOnly",
            Direction::Response => "writeOnly",
        };
        let edition = self.editions[side as usize];
        schema.flag(flag) || edition.resolve(schema).flag(flag)
    }

    /// Whether every value of the first parts is one of the second.
    fn is_within(&mut self, inner: &[Part<'a>], outer: &[Part<'a>]) -> bool {
        if outer.is_empty() {
            return true;
        }
        let key = |parts: &[Part<'a>]| {
            let mut keys: Vec<Key> = parts.iter().map(Part::key).collect();
            keys.sort_unstable();
            keys.dedup();
            keys
        };
        let question = (key(inner), key(outer), self.members);
        match self.known.get(&question) {
            Some(State::Open | State::Proved) => return true,
            Some(State::Unknown) => return false,
            None => {}
        }
        if self.left.get() == 0 || self.depth >= MAX_DEPTH {
            return false;
        }
        self.known.insert(question.clone(), State::Open);
        let since = self.proved.len();
        self.depth += 1;
        let is_proved = Kind::ALL
            .into_iter()
            .all(|kind| self.is_kind_within(inner, outer, kind))
            && self.left.get() > 0;
        self.depth -= 1;
        if is_proved {
            self.known.insert(question.clone(), State::Proved);
            self.proved.push(question);
        } else {
            for question in self.proved.split_off(since) {
                self.known.remove(&question);
            }
            // With more steps, or from elsewhere, it might be proved.
            match self.left.get() {
                0 => self.known.remove(&question),
                _ => self.known.insert(question, State::Unknown),
            };
        }
        is_proved
    }

    /// The same of the values of one type.
    fn is_kind_within(&mut self, inner: &[Part<'a>], outer: &[Part<'a>], kind: Kind) -> bool {
        if kind == Kind::Null {
            let null = serde_json::Value::Null;
            let takes = |parts: &[Part<'a>]| self.all_hold(parts, &null);
            return takes(outer) == Some(true) || takes(inner) == Some(false);
        }
        let alternatives = self.alternatives(inner, kind);
        alternatives.iter().all(|alternative| {
            self.is_empty(alternative, kind)
                || outer.iter().all(|part| self.meets(alternative, part, kind))
        })
    }

    /// Whether there is still time; a step is taken.
    fn step(&self) -> bool {
        self.left.set(self.left.get().saturating_sub(1));
        self.left.get() > 0
    }
}
