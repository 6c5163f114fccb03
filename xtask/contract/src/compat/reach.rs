//! From the schemas that differ to the operations that feel it.
//!
//! Pairs of schemas are compared once, without knowing who uses them. Here
//! every use is followed down to the differences, which tells their direction,
//! their scope, and what a person calls the place.

use std::collections::{HashMap, HashSet};

use super::changes::{Change, Changes, Named, PROMISES_NOTHING};
use super::schema::{Child, Delta, PairId, Pairs, Step};
use crate::document::Node;
use crate::report::Direction;
use crate::report::Level;
use crate::rules::changes::{Place, Scope, of_schema};

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
        let visits = visits(pairs, &differs, root);
        for visit in &visits {
            for delta in &pairs.pair(visit.pair).deltas {
                visit.tell(root, delta, changes);
            }
        }
    }
}

/// Why the default of a required parameter breaks nobody.
const ALWAYS_SENT: &str = "The parameter is required: its default is never used.";

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

/// A pair of schemas, as one use of schemas comes to it.
#[derive(Clone)]
struct Visit<'a> {
    pair: PairId,
    scope: Scope,
    is_unsent: bool,
    path: Vec<String>,
    /// The innermost schemas around that stand in the documents.
    at: [&'a Node; 2],
    /// The innermost schema that has a name, and where its own path begins.
    named: Option<(&'a str, usize)>,
    /// Which visit led here.
    from: usize,
    /// Whether other paths lead here as well.
    is_one_of_several: bool,
}

/// The pairs that differ, the nearest first, so that a place is called by its
/// shortest path.
fn visits<'a>(pairs: &Pairs<'a>, differs: &[bool], root: &Root<'a>) -> Vec<Visit<'a>> {
    let start = Visit {
        pair: root.pair,
        scope: root.scope,
        is_unsent: false,
        path: Vec::new(),
        at: root.at,
        named: None,
        from: 0,
        is_one_of_several: false,
    };
    let mut seen = HashSet::from([(start.pair, start.scope, start.is_unsent)]);
    let mut arrivals: HashMap<PairId, usize> = HashMap::from([(start.pair, 1)]);
    let mut visits = vec![start.inside(pairs)];
    let mut next = 0;
    while let Some(visit) = visits.get(next).cloned() {
        for child in &pairs.pair(visit.pair).children {
            if !differs[child.pair.0] {
                continue;
            }
            *arrivals.entry(child.pair).or_default() += 1;
            let inner = visit.child(child, next, root.direction);
            if seen.insert((inner.pair, inner.scope, inner.is_unsent)) {
                visits.push(inner.inside(pairs));
            }
        }
        next += 1;
    }
    for index in 0..visits.len() {
        let from = visits[index].from;
        let is_met_again = arrivals
            .get(&visits[index].pair)
            .is_some_and(|count| *count > 1);
        visits[index].is_one_of_several = is_met_again || visits[from].is_one_of_several;
    }
    visits
}

/// What is read-only is not sent, what is write-only is not received; nor is
/// what is inside of it.
fn is_unsent(direction: Direction, outer: bool, read_only: bool, write_only: bool) -> bool {
    outer
        || match direction {
            Direction::Request => read_only,
            Direction::Response => write_only,
        }
}

impl<'a> Visit<'a> {
    fn child(&self, child: &Child<'a>, from: usize, direction: Direction) -> Visit<'a> {
        let mut path = self.path.clone();
        let step = match &child.step {
            Step::Same => None,
            Step::Property(name) => Some((*name).to_owned()),
            Step::Items => Some("items".to_owned()),
            Step::Inside(place) => Some(place.clone()),
        };
        let scope = match step {
            None => self.scope,
            Some(_) => self.scope.inside(),
        };
        path.extend(step);
        Visit {
            pair: child.pair,
            scope,
            is_unsent: is_unsent(direction, self.is_unsent, child.read_only, child.write_only),
            path,
            from,
            ..self.clone()
        }
    }

    /// With what the pair itself is called, and where it stands.
    fn inside(mut self, pairs: &Pairs<'a>) -> Self {
        let pair = pairs.pair(self.pair);
        let [base, revision] = self.at;
        self.at = [pair.base.unwrap_or(base), pair.revision.unwrap_or(revision)];
        if let Some(name) = pair.name {
            self.named = Some((name, self.path.len()));
        }
        self
    }

    fn tell(&self, root: &Root<'a>, delta: &Delta<'a>, changes: &mut Changes<'a>) {
        let place = Place {
            direction: root.direction,
            scope: self.scope,
            is_unsent: is_unsent(
                root.direction,
                self.is_unsent,
                delta.read_only,
                delta.write_only,
            ),
        };
        let rule = of_schema(delta.facet, place);
        let subject = subject(&root.subject, self.path.iter(), delta.property);
        let mut change = Change::new(rule, format!("{subject} {}", delta.what))
            .base(delta.base.or(Some(self.at[0])))
            .revision(delta.revision.or(Some(self.at[1])));
        if root.promises_nothing {
            change = change.level(Level::Info).because(PROMISES_NOTHING);
        }
        if root.always_sent && self.path.is_empty() && delta.facet.is_default() {
            change = change.level(Level::Info).because(ALWAYS_SENT);
        }
        if let Some((name, start)) = self.named {
            let path = self.path.iter().skip(start);
            let named = Named {
                subject: self::subject(&format!("`{name}`"), path, delta.property),
                is_answered: root.subject.contains(" response"),
                what: delta.what.clone(),
            };
            change = change.of_schema(named, self.is_one_of_several);
        }
        let what = format!("{} {}", delta.property.unwrap_or_default(), delta.what);
        changes.add_shared(change, &what, &root.operation);
    }
}

fn subject<'p>(
    whole: &str,
    path: impl Iterator<Item = &'p String>,
    property: Option<&'p str>,
) -> String {
    let path: Vec<&str> = path.map(String::as_str).chain(property).collect();
    if path.is_empty() {
        whole.to_owned()
    } else {
        format!("{whole}'s `{}`", path.join("/"))
    }
}
