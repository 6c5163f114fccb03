//! Whether two schemas as a whole break somebody, beside what comparators tell of their
//! parts: it is proved that they do not, or a value shows that they do.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::edition::Edition;
use super::inclusion::{Inclusion, Members};
use super::schema::{Delta, PairId, Pairs};
use super::witnesses::Witnesses;
use crate::document::Node;
use crate::report::{Direction, Level};
use crate::rules::changes::{Effect, Facet, SchemaPlace, Scope, effect, of_schema};

/// After so many steps of proofs, nothing more is proved: a comparison of large
/// documents in which everything changed ends all the same.
const MOST_STEPS: usize = 600_000;

/// Proofs and what values showed, once for each pair of schemas and direction.
pub struct Verdicts<'p, 'a> {
    pairs: &'p Pairs<'a>,
    editions: [Edition<'a>; 2],
    proofs: HashMap<Direction, Inclusion<'a>>,
    harmless: HashMap<(PairId, Direction, Members), bool>,
    /// Whether a break in the pair is told, or shown.
    seen: HashMap<(PairId, Direction), bool>,
    unseen: HashSet<(PairId, Direction)>,
    /// Values that may show that a pair is not harmless.
    suggested: HashMap<(PairId, Direction), Vec<Value>>,
    left: usize,
}

impl<'p, 'a> Verdicts<'p, 'a> {
    pub fn new(pairs: &'p Pairs<'a>, base: Edition<'a>, revision: Edition<'a>) -> Self {
        Verdicts {
            pairs,
            editions: [base, revision],
            proofs: HashMap::new(),
            harmless: HashMap::new(),
            seen: HashMap::new(),
            unseen: HashSet::new(),
            suggested: HashMap::new(),
            left: MOST_STEPS,
        }
    }

    /// Whether it is proved that nothing is taken from who sends, or that nothing is new
    /// for who receives.
    pub fn is_harmless(&mut self, id: PairId, direction: Direction, members: Members) -> bool {
        let key = (id, direction, members);
        if let Some(known) = self.harmless.get(&key) {
            return *known;
        }
        let is_harmless = self.is_proved(id, direction, members);
        self.harmless.insert(key, is_harmless);
        is_harmless
    }

    fn is_proved(&mut self, id: PairId, direction: Direction, members: Members) -> bool {
        if self.left == 0 {
            return false;
        }
        let [base, revision] = &self.pairs.pair(id).schemas;
        let [base, revision]: [Vec<&Node>; 2] = [base, revision].map(|all| all.iter().collect());
        let [old, new] = self.editions;
        let proofs = self
            .proofs
            .entry(direction)
            .or_insert_with(|| Inclusion::new(old, new, direction));
        let is_proved = proofs.is_harmless(&base, &revision, members);
        let suggested = self.suggested.entry((id, direction)).or_default();
        suggested.extend(proofs.suggested().iter().cloned());
        self.left = self.left.saturating_sub(proofs.steps());
        is_proved
    }

    /// Looks for breaks that no comparator told, from the inside out; says whether there
    /// is any break.
    pub fn look_for_unseen(
        &mut self,
        id: PairId,
        direction: Direction,
        witnesses: &mut Witnesses<'_, 'a>,
    ) -> bool {
        if let Some(seen) = self.seen.get(&(id, direction)) {
            return *seen;
        }
        self.seen.insert((id, direction), false);
        if self.is_harmless(id, direction, Members::Described) {
            return false;
        }
        if let Some(suggested) = self.suggested.remove(&(id, direction)) {
            witnesses.suggest(id, direction, suggested);
        }
        let differences = &self.pairs.pair(id).differences;
        let mut is_seen = differences
            .deltas
            .iter()
            .any(|delta| breaks(delta, direction))
            && !witnesses.is_unshown(id, direction);
        for child in &differences.children {
            let is_unsent = match direction {
                Direction::Request => child.read_only,
                Direction::Response => child.write_only,
            };
            if !is_unsent {
                is_seen |= self.look_for_unseen(child.pair, direction, witnesses);
            }
        }
        if !is_seen && witnesses.shows(id, direction) {
            self.unseen.insert((id, direction));
            is_seen = true;
        }
        self.seen.insert((id, direction), is_seen);
        is_seen
    }

    pub fn has_unseen(&self, id: PairId) -> bool {
        let mut directions = [Direction::Request, Direction::Response].into_iter();
        directions.any(|direction| self.unseen.contains(&(id, direction)))
    }

    /// The break that values show in the pair, when nobody told it.
    pub fn unseen(&self, id: PairId, direction: Direction) -> Option<Delta<'a>> {
        if !self.unseen.contains(&(id, direction)) {
            return None;
        }
        let (facet, what) = match direction {
            Direction::Request => (Facet::Refuses, "no longer takes all values that it took"),
            Direction::Response => (Facet::Admits, "can now be values that it could not be"),
        };
        let pair = self.pairs.pair(id);
        Some(Delta::new(facet, what, pair.base, pair.revision))
    }
}

/// Whether a change of values is told as one, wherever the schema stands: some are
/// warnings by decision.
fn breaks(delta: &Delta<'_>, direction: Direction) -> bool {
    let place = SchemaPlace {
        direction,
        scope: Scope::Property,
        is_unsent: match direction {
            Direction::Request => delta.read_only,
            Direction::Response => delta.write_only,
        },
    };
    let takes = match direction {
        Direction::Request => Effect::Narrows,
        Direction::Response => Effect::Widens,
    };
    let changes = [takes, Effect::Incomparable, Effect::Unknown];
    let level = of_schema(delta.facet, place).level;
    let is_decided = direction == Direction::Response
        && level == Some(Level::Warning)
        && changes.contains(&effect(delta.facet, direction));
    !place.is_unsent && (level == Some(Level::Error) || is_decided)
}
