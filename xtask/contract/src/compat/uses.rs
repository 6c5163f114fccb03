//! From the schemas that differ to the operations that feel it.
//!
//! Pairs of schemas are compared once, without knowing who uses them. Here
//! every use is followed down to the differences, which says their direction,
//! their scope, and what a person calls the place.

use std::collections::{HashMap, HashSet};

use super::change::{Change, Use};
use super::collected::{Named, PROMISES_NOTHING, SchemaChange};
use super::context::OperationPair;
use super::inclusion::Members;
use super::schema::{Child, Conjunction, Delta, PairId, Pairs, Step, is_annotation_only};
use super::verdicts::Verdicts;
use super::witnesses::{Sought, Witnesses};
use crate::document::Node;
use crate::report::{Direction, Level};
use crate::rules::changes::{SchemaPlace, Scope, of_schema};

/// A use of a pair of schemas.
pub struct UsedPair<'a> {
    used: Use<'a>,
    pair: PairId,
    /// Where it stands, for schemas that are not there on one side.
    at: [&'a Node; 2],
    operation: String,
    promises_nothing: bool,
}

impl<'a> UsedPair<'a> {
    /// Compares the schemas, unless they were compared before.
    pub fn new(used: Use<'a>, operation: &OperationPair<'a>, pairs: &mut Pairs<'a>) -> Self {
        let encoding = match used.members.is_empty() {
            true => used.encoding,
            false => pairs.form(used.members.clone()),
        };
        let pair = pairs.compare(
            &Conjunction::maybe(used.base),
            &Conjunction::maybe(used.revision),
            encoding,
        );
        UsedPair {
            pair,
            at: [
                used.base.unwrap_or(operation.base),
                used.revision.unwrap_or(operation.revision),
            ],
            operation: operation.label.clone(),
            promises_nothing: operation.promises_nothing,
            used,
        }
    }
}

/// The changes that the uses come to: what takes nothing from anybody as a whole breaks
/// nobody, and what no comparator saw is told when a value shows it.
pub fn changes<'a>(
    pairs: &Pairs<'a>,
    uses: &[UsedPair<'a>],
    verdicts: &mut Verdicts<'_, 'a>,
    witnesses: &mut Witnesses<'_, 'a>,
) -> Vec<SchemaChange<'a>> {
    for start in uses.iter().filter(|start| !start.promises_nothing) {
        verdicts.look_for_unseen(start.pair, start.used.direction, witnesses);
    }
    let differs = differing(pairs, verdicts);
    let mut found = Vec::new();
    for start in uses {
        let direction = start.used.direction;
        let visits = visits(pairs, &differs, start);
        let mut is_settled = vec![false; visits.len()];
        for (index, visit) in visits.iter().enumerate() {
            is_settled[index] =
                is_settled[visit.from] || verdicts.is_harmless(visit.pair, direction, Members::All);
            let deltas = pairs.pair(visit.pair).differences.deltas.iter();
            let mut changes: Vec<SchemaChange<'a>> = deltas
                .clone()
                .map(|delta| visit.change(start, delta, is_settled[index]))
                .collect();
            // What could not be there before is not gone.
            let is_gone = |(delta, _): &(&Delta<'a>, &mut SchemaChange<'a>)| {
                delta.facet.is_removal() && !(delta.read_only || delta.write_only)
            };
            for (delta, change) in deltas.clone().zip(&mut changes).filter(is_gone) {
                let is_free = delta.base.is_none_or(is_annotation_only);
                if change.change.level != Level::Info
                    && !is_free
                    && is_same(&visits, index, verdicts)
                {
                    change.change.level = Level::Info;
                    change.change.why = KEEPS_ALL;
                }
            }
            let is_shown_by_values = |change: &&mut SchemaChange<'a>| {
                let sought = change.change.sought.as_ref();
                change.change.level == Level::Error
                    && sought.is_some_and(|sought| sought.facet.is_checked())
            };
            for change in changes.iter_mut().filter(is_shown_by_values) {
                if witnesses.is_unshown(visit.pair, direction) {
                    change.change.level = Level::Warning;
                    change.change.why = UNSHOWN;
                }
            }
            found.extend(changes);
            if let Some(delta) = verdicts.unseen(visit.pair, direction)
                && !visit.is_unsent
            {
                found.push(visit.change(start, &delta, false));
            }
        }
    }
    found
}

/// Why what takes nothing away as a whole breaks nobody.
const KEEPS_ALL: &str = "As a whole, nothing changes for whoever is on the other side: what was \
     valid is valid, by other words of the schema.";

/// Why what may take something away is no error.
const UNSHOWN: &str = "By its words it may break somebody; but no value was found that does, so other words \
     of the schema may make up for it.";

/// Why the default of a required parameter breaks nobody.
const ALWAYS_SENT: &str = "The parameter is required: its default is never used.";

/// Whether a pair, or one around it, takes the same values as before.
fn is_same(visits: &[Visit<'_>], index: usize, verdicts: &mut Verdicts<'_, '_>) -> bool {
    let mut at = index;
    loop {
        let mut both = [Direction::Request, Direction::Response].into_iter();
        if both.all(|direction| verdicts.is_harmless(visits[at].pair, direction, Members::All)) {
            return true;
        }
        match visits[at].from {
            from if from == at => return false,
            from => at = from,
        }
    }
}

/// The pairs that hold a difference, or lead to one.
fn differing(pairs: &Pairs<'_>, verdicts: &Verdicts<'_, '_>) -> Vec<bool> {
    let mut parents: Vec<Vec<usize>> = vec![Vec::new(); pairs.len()];
    let mut differs = vec![false; pairs.len()];
    let mut waiting = Vec::new();
    for (index, differs) in differs.iter_mut().enumerate() {
        let pair = pairs.pair(PairId(index));
        for child in &pair.differences.children {
            parents[child.pair.0].push(index);
        }
        if !pair.differences.deltas.is_empty() || verdicts.has_unseen(PairId(index)) {
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
fn visits<'a>(pairs: &Pairs<'a>, differs: &[bool], start: &UsedPair<'a>) -> Vec<Visit<'a>> {
    let first = Visit {
        pair: start.pair,
        scope: start.used.scope,
        is_unsent: false,
        path: Vec::new(),
        at: start.at,
        named: None,
        from: 0,
        is_one_of_several: false,
    };
    let mut seen = HashSet::from([(first.pair, first.scope, first.is_unsent)]);
    let mut arrivals: HashMap<PairId, usize> = HashMap::from([(first.pair, 1)]);
    let mut visits = vec![first.inside(pairs)];
    let mut next = 0;
    while let Some(visit) = visits.get(next).cloned() {
        for child in &pairs.pair(visit.pair).differences.children {
            if !differs[child.pair.0] {
                continue;
            }
            *arrivals.entry(child.pair).or_default() += 1;
            let inner = visit.child(child, next, start.used.direction);
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

    fn change(
        &self,
        start: &UsedPair<'a>,
        delta: &Delta<'a>,
        is_settled: bool,
    ) -> SchemaChange<'a> {
        let used = &start.used;
        let place = SchemaPlace {
            direction: used.direction,
            scope: self.scope,
            is_unsent: is_unsent(
                used.direction,
                self.is_unsent,
                delta.read_only,
                delta.write_only,
            ),
        };
        let subject = subject(&used.subject, self.path.iter(), delta.property);
        let mut change = Change::new(
            of_schema(delta.facet, place),
            format!("{subject} {}", delta.what),
            delta.base.unwrap_or(self.at[0]),
            delta.revision.unwrap_or(self.at[1]),
        );
        change.sought = Sought::new(self.pair, delta.facet, place, delta.property);
        if is_settled && change.sought.is_some() && delta.facet.is_of_values() {
            change = change.judged(Level::Info, KEEPS_ALL);
        }
        if start.promises_nothing {
            change = change.judged(Level::Info, PROMISES_NOTHING);
        }
        if used.is_always_sent && self.path.is_empty() && delta.facet.is_default() {
            change = change.judged(Level::Info, ALWAYS_SENT);
        }
        let named = self.named.map(|(name, start)| {
            let path = self.path.iter().skip(start);
            Named {
                subject: self::subject(&format!("`{name}`"), path, delta.property),
                message: used.message,
                what: delta.what.clone(),
            }
        });
        SchemaChange {
            change,
            key: format!("{} {}", delta.property.unwrap_or_default(), delta.what),
            named,
            is_one_of_several: self.is_one_of_several,
            operation: start.operation.clone(),
        }
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
