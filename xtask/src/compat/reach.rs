//! From the schemas that differ to the operations that feel it.
//!
//! Pairs of schemas are compared once, without knowing who uses them. Here
//! every use is followed down to the differences, which tells their direction,
//! their scope, and what a person calls the place.

use std::collections::HashSet;

use super::changes::{Change, Changes, PROMISES_NOTHING};
use super::rules::{Direction, Guard, Scope, of_schema};
use super::schema::{Delta, PairId, Pairs, Step};
use crate::document::Node;
use crate::report::Level;

/// One use of a pair of schemas.
pub struct Root<'a> {
    pub pair: PairId,
    /// Where it stands, for schemas that are not there on one side.
    pub at: [&'a Node; 2],
    pub direction: Direction,
    pub scope: Scope,
    /// "the request body", "the query parameter `limit`".
    pub subject: String,
    pub operation: String,
    pub promises_nothing: bool,
    /// A parameter that is required, before and after: nobody gets its default.
    pub always_sent: bool,
}

pub fn tell<'a>(pairs: &Pairs<'a>, roots: &[Root<'a>], changes: &mut Changes<'a>) {
    let differs = differing(pairs);
    for root in roots {
        let mut walk = Walk {
            pairs,
            differs: &differs,
            root,
            changes,
            seen: HashSet::new(),
            path: Vec::new(),
            at: root.at,
            named: None,
        };
        walk.pair(root.pair, root.scope, Guard::None);
    }
}

/// Why the default of a required parameter breaks nobody.
const ALWAYS_SENT: &str = "The parameter is required: its default is never used.";

fn is_default(facet: &str) -> bool {
    facet.starts_with("default-value-")
}

/// The pairs that hold a difference, or lead to one.
fn differing(pairs: &Pairs<'_>) -> Vec<bool> {
    let mut parents: Vec<Vec<usize>> = vec![Vec::new(); pairs.len()];
    let mut differs = vec![false; pairs.len()];
    let mut waiting = Vec::new();
    for (index, differs) in differs.iter_mut().enumerate() {
        let pair = pairs.pair(PairId(index));
        for child in &pair.children {
            parents[child.pair.0].push(index);
        }
        if !pair.deltas.is_empty() {
            *differs = true;
            waiting.push(index);
        }
    }
    while let Some(index) = waiting.pop() {
        for parent in std::mem::take(&mut parents[index]) {
            if !std::mem::replace(&mut differs[parent], true) {
                waiting.push(parent);
            }
        }
    }
    differs
}

struct Walk<'w, 'a> {
    pairs: &'w Pairs<'a>,
    differs: &'w [bool],
    root: &'w Root<'a>,
    changes: &'w mut Changes<'a>,
    seen: HashSet<(PairId, Scope, Guard)>,
    path: Vec<String>,
    /// The innermost schemas around that stand in the documents.
    at: [&'a Node; 2],
    /// The innermost schema that has a name, and where its own path begins.
    named: Option<(&'a str, usize)>,
}

impl<'a> Walk<'_, 'a> {
    fn pair(&mut self, id: PairId, scope: Scope, guard: Guard) {
        if !self.differs[id.0] || !self.seen.insert((id, scope, guard)) {
            return;
        }
        let pair = self.pairs.pair(id);
        let (at, named) = (self.at, self.named);
        self.at = [pair.base.unwrap_or(at[0]), pair.revision.unwrap_or(at[1])];
        if let Some(name) = pair.name {
            self.named = Some((name, self.path.len()));
        }
        for delta in &pair.deltas {
            self.delta(delta, scope, guard);
        }
        for child in &pair.children {
            let guard = self.guard(guard, child.read_only, child.write_only);
            let length = self.path.len();
            let scope = match &child.step {
                Step::Same => scope,
                Step::Property(name) => {
                    self.path.push((*name).to_owned());
                    scope.inside()
                }
                Step::Items => {
                    self.path.push("items".to_owned());
                    scope.inside()
                }
                Step::Inside(place) => {
                    self.path.push(place.clone());
                    scope.inside()
                }
            };
            self.pair(child.pair, scope, guard);
            self.path.truncate(length);
        }
        (self.at, self.named) = (at, named);
    }

    fn delta(&mut self, delta: &Delta<'a>, scope: Scope, guard: Guard) {
        let guard = self.guard(guard, delta.read_only, delta.write_only);
        let Some(rule) = of_schema(delta.facet, self.root.direction, scope, guard) else {
            return;
        };
        let what = format!("{} {}", self.subject(delta.property), delta.what);
        let mut change = Change::by(rule, what)
            .base(delta.base.or(Some(self.at[0])))
            .revision(delta.revision.or(Some(self.at[1])));
        if self.root.promises_nothing {
            change = change.level(Level::Info).because(PROMISES_NOTHING);
        }
        if self.root.always_sent && self.path.is_empty() && is_default(delta.facet) {
            change = change.level(Level::Info).because(ALWAYS_SENT);
        }
        if let Some(subject) = self.named_subject(delta.property) {
            change = change.of_schema(subject, self.is_answered(), &delta.what);
        }
        let what = format!("{} {}", delta.property.unwrap_or_default(), delta.what);
        self.changes.add_shared(change, &what, &self.root.operation);
    }

    fn is_answered(&self) -> bool {
        self.root.subject.contains(" response")
    }

    /// What the place is called by the schema that it is in, wherever that is
    /// used.
    fn named_subject(&self, property: Option<&str>) -> Option<String> {
        let (name, start) = self.named?;
        let path = self.path.iter().skip(start).map(String::as_str);
        let path: Vec<&str> = path.chain(property).collect();
        Some(if path.is_empty() {
            format!("`{name}`")
        } else {
            format!("`{name}`'s `{}`", path.join("/"))
        })
    }

    /// What is read-only is not sent, what is write-only is not answered; nor
    /// is what is inside of it.
    fn guard(&self, outer: Guard, read_only: bool, write_only: bool) -> Guard {
        match self.root.direction {
            Direction::Request if read_only => Guard::ReadOnly,
            Direction::Response if write_only => Guard::WriteOnly,
            _ => outer,
        }
    }

    fn subject(&self, property: Option<&str>) -> String {
        let path: Vec<&str> = self
            .path
            .iter()
            .map(String::as_str)
            .chain(property)
            .collect();
        if path.is_empty() {
            self.root.subject.clone()
        } else {
            format!("{}'s `{}`", self.root.subject, path.join("/"))
        }
    }
}
