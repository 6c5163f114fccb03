//! The search for a value that meets literals: choices are made one after the other, and
//! what follows from each is looked at before the next one.

use serde_json::Value;

use super::numbers::values_of;
use super::objects::Look;
use super::part::{Formula, Kind, Literal, Part, Side};
use super::{Inclusion, Members};

/// More values that may show a break are not looked for.
const MOST_FOUND: usize = 4;
/// After so many steps, one is enough.
const STEPS_FOR_MORE: usize = 500;
/// How deep choices are made in choices, and in what is inside of values.
const MOST_OPEN: usize = 120;

/// What was found out so far: literals that must all hold, and the choices that are left.
#[derive(Clone, Default)]
pub struct Branch<'a> {
    seen: Vec<Literal<'a>>,
    choices: Vec<Vec<Formula<'a>>>,
}

impl<'a> Inclusion<'a> {
    /// A value of a type that meets the literals; none when it is sure that there is
    /// none.
    pub fn find_of(&mut self, literals: &[Literal<'a>], kind: Kind) -> Option<Value> {
        let mut branch = Branch::default();
        let literals = literals.iter().cloned().map(Formula::Is).collect();
        match self.add(&mut branch, literals, kind) {
            true => self.search(branch, kind),
            false => None,
        }
    }

    /// Adds formulas that must hold as well; false when they contradict what is there.
    fn add(&mut self, branch: &mut Branch<'a>, formulas: Vec<Formula<'a>>, kind: Kind) -> bool {
        let mut waiting = formulas;
        waiting.reverse();
        while let Some(formula) = waiting.pop() {
            match formula.opened() {
                Formula::All(all) => waiting.extend(all.into_iter().rev()),
                Formula::Any(mut any) => match any.len() {
                    0 => return false,
                    1 => waiting.extend(any.pop()),
                    _ => branch.choices.push(any),
                },
                Formula::Is(literal) => {
                    if !self.step() || branch.seen.contains(&literal) {
                        continue;
                    }
                    if self.contradicts(&branch.seen, &literal) {
                        return false;
                    }
                    waiting.extend(self.says(&literal, kind));
                    branch.seen.push(literal);
                }
                Formula::One(_) | Formula::NotOne(_) => {}
            }
        }
        true
    }

    /// Whether what is asked is refused, or the other way round.
    fn contradicts(&mut self, seen: &[Literal<'a>], literal: &Literal<'a>) -> bool {
        seen.iter()
            .filter(|own| own.holds != literal.holds)
            .any(|own| self.are_same(&own.part, &literal.part))
    }

    fn are_same(&mut self, one: &Part<'a>, other: &Part<'a>) -> bool {
        if one == other {
            return true;
        }
        match (one, other) {
            (Part::Schema(one), Part::Schema(other)) => match (one.side, other.side) {
                (Side::Base, Side::Revision) => self.same.are(one.node, other.node),
                (Side::Revision, Side::Base) => self.same.are(other.node, one.node),
                _ => false,
            },
            _ => false,
        }
    }

    fn search(&mut self, mut branch: Branch<'a>, kind: Kind) -> Option<Value> {
        if self.open >= MOST_OPEN || !self.step() {
            self.is_cut = true;
            return Some(Value::Null);
        }
        let choice = loop {
            // What values are of comes first, and then how they may be none of the others.
            let described = branch.choices.iter().position(|choice| {
                let mut choice = choice.iter();
                choice.any(Formula::describes)
            });
            if let Some(index) = described {
                self.may_be(&branch, kind, None)?;
                break branch.choices.swap_remove(index);
            }
            // Of what is left, only the choices count that the first value does not meet.
            let found = self.leaf(&branch, kind, Look::All)?;
            let Some(index) = self.unmet(&branch, &found) else {
                return self.keep(found);
            };
            let mut choice = branch.choices.swap_remove(index);
            choice.retain(|formula| self.is_possible(&branch, formula, kind));
            if choice.len() != 1 {
                break choice;
            }
            if !self.add(&mut branch, choice, kind) {
                return None;
            }
        };
        self.open += 1;
        let found = choice.into_iter().find_map(|formula| {
            let mut other = branch.clone();
            match self.add(&mut other, vec![formula], kind) {
                true => self.search(other, kind),
                false => None,
            }
        });
        self.open -= 1;
        found
    }

    /// A choice that a value does not meet.
    fn unmet(&self, branch: &Branch<'a>, value: &Value) -> Option<usize> {
        branch.choices.iter().position(|choice| {
            let mut choice = choice.iter();
            !choice.any(|formula| self.formula_holds(formula, value, 0) == Some(true))
        })
    }

    /// At the top, several values are looked for: not each of them shows what it should.
    fn keep(&mut self, found: Value) -> Option<Value> {
        if self.depth > 1 {
            return Some(found);
        }
        if !self.found.contains(&found) {
            self.found.push(found.clone());
        }
        (self.found.len() >= MOST_FOUND || self.steps() > STEPS_FOR_MORE).then_some(found)
    }

    /// Whether a formula may hold beside what is known, without other choices.
    fn is_possible(&mut self, branch: &Branch<'a>, formula: &Formula<'a>, kind: Kind) -> bool {
        let mut other = Branch {
            seen: branch.seen.clone(),
            choices: Vec::new(),
        };
        let known = other.seen.len();
        self.add(&mut other, vec![formula.clone()], kind)
            && (other.seen.len() == known || self.may_be(&other, kind, Some(known)).is_some())
    }

    /// A value that meets the literals, whatever else will be asked; choices that are not
    /// made yet may describe members. Of those that are `known` to be met together, only
    /// what is new about them is looked at.
    fn may_be(&mut self, branch: &Branch<'a>, kind: Kind, known: Option<usize>) -> Option<Value> {
        let members = std::mem::replace(&mut self.members, Members::All);
        let names = known.and_then(|known| names(&branch.seen[known..]));
        let found = match names {
            Some(names) if kind == Kind::Object => self.leaf(branch, kind, Look::Members(&names)),
            _ => self.leaf(branch, kind, Look::Partly),
        };
        self.members = members;
        found
    }

    /// A value that meets the literals without the choices.
    fn leaf(&mut self, branch: &Branch<'a>, kind: Kind, look: Look<'_>) -> Option<Value> {
        if !self.step() {
            self.is_cut = true;
            return Some(Value::Null);
        }
        let literals = &branch.seen;
        if let (Kind::Array | Kind::Object, Some(listed)) =
            (kind, literals.iter().find_map(values_of))
        {
            let mut listed = listed.into_iter().filter(|value| Kind::of(value) == kind);
            return listed.find(|value| self.all_hold(literals, value) != Some(false));
        }
        match kind {
            Kind::Null => {
                Some(Value::Null).filter(|value| self.all_hold(literals, value) != Some(false))
            }
            Kind::Boolean => [true, false]
                .map(Value::from)
                .into_iter()
                .find(|value| self.all_hold(literals, value) != Some(false)),
            Kind::Number => self.number(literals),
            Kind::String => self.text(literals),
            Kind::Array => self.array(literals),
            Kind::Object => self.object(literals, look),
        }
    }
}

/// The names of the members that literals are about, when they are about nothing else.
fn names<'a>(literals: &[Literal<'a>]) -> Option<Vec<&'a str>> {
    let leaves = literals.iter().filter(|literal| literal.is_leaf());
    let names = leaves.map(|literal| match &literal.part {
        Part::Present(name) | Part::Member(name, _) => Some(*name),
        _ => None,
    });
    names.collect()
}
