//! The search for a value that meets literals: choices are made one after the other, and
//! what follows from each is looked at before the next one.

use serde_json::Value;

use super::numbers::values_of;
use super::part::{Formula, Kind, Literal, Part, Side};
use super::{Inclusion, Members};

/// More values that may show a break are not looked for.
const MOST_FOUND: usize = 12;
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
        loop {
            if branch.choices.is_empty() {
                let found = self.leaf(&branch, kind, true)?;
                return self.keep(found);
            }
            self.may_be(&branch, kind)?;
            let before = branch.choices.len();
            if !self.simplify(&mut branch, kind) {
                return None;
            }
            if branch.choices.len() == before {
                break;
            }
        }
        let smallest =
            (0..branch.choices.len()).min_by_key(|index| branch.choices[*index].len())?;
        let choice = branch.choices.swap_remove(smallest);
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

    /// At the top, several values are looked for: not each of them shows what it should.
    fn keep(&mut self, found: Value) -> Option<Value> {
        if self.depth > 1 {
            return Some(found);
        }
        if !self.found.contains(&found) {
            self.found.push(found.clone());
        }
        (self.found.len() >= MOST_FOUND).then_some(found)
    }

    /// Leaves out what cannot be chosen, and the choices that are none any more; false
    /// when nothing can be chosen.
    fn simplify(&mut self, branch: &mut Branch<'a>, kind: Kind) -> bool {
        let mut index = 0;
        while index < branch.choices.len() {
            let choice = branch.choices[index].clone();
            let is_only_choice = branch.choices.len() == 1;
            // What is met anyway may describe something.
            let may_settle = !is_only_choice
                && (self.members == Members::All || !choice.iter().any(Formula::describes));
            let mut possible = Vec::new();
            let mut is_settled = false;
            for formula in choice {
                if self.is_possible(branch, &formula, kind, !is_only_choice) {
                    is_settled |=
                        may_settle && !self.is_possible(branch, &formula.clone().not(), kind, true);
                    possible.push(formula);
                }
                if is_settled {
                    break;
                }
            }
            match (is_settled, possible.len()) {
                (true, _) => {
                    branch.choices.remove(index);
                }
                (false, 0) => return false,
                (false, 1) => {
                    branch.choices.remove(index);
                    if !self.add(branch, possible, kind) {
                        return false;
                    }
                }
                (false, _) => {
                    branch.choices[index] = possible;
                    index += 1;
                }
            }
        }
        true
    }

    /// Whether a formula may hold beside what is known, without other choices; looked at
    /// closely, or only by its words.
    fn is_possible(
        &mut self,
        branch: &Branch<'a>,
        formula: &Formula<'a>,
        kind: Kind,
        is_close: bool,
    ) -> bool {
        let mut other = Branch {
            seen: branch.seen.clone(),
            choices: Vec::new(),
        };
        let known = other.seen.len();
        self.add(&mut other, vec![formula.clone()], kind)
            && (!is_close || other.seen.len() == known || self.may_be(&other, kind).is_some())
    }

    /// A value that meets the literals, whatever else will be asked; choices that are not
    /// made yet may describe members.
    fn may_be(&mut self, branch: &Branch<'a>, kind: Kind) -> Option<Value> {
        let members = std::mem::replace(&mut self.members, Members::All);
        let found = self.leaf(branch, kind, false);
        self.members = members;
        found
    }

    /// A value that meets the literals without the choices.
    fn leaf(&mut self, branch: &Branch<'a>, kind: Kind, is_all: bool) -> Option<Value> {
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
            Kind::Object => self.object(literals, is_all),
        }
    }
}
