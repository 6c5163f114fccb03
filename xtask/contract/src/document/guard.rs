//! What every pass over schemas is kept from: going round in circles, doing the same
//! work again and again, and working without an end.
//!
//! Documents end, and so does a recursion over what is written in them. References do
//! not: they lead back, and many lead to the same place, each of which refers to many
//! others. So who follows a reference asks a [`Guard`]: it finds out once what there is
//! to know of each place, knows when it stands within itself, and gives up when a
//! question costs more than any document that is meant to be used.
//!
//! A pass that makes new schemas out of the document's (types of `allOf`, alternatives)
//! has more of them than places: it counts what it makes, by [`Guard::spend`].

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::hash::Hash;

/// How deep references are followed into each other: far more than documents need, and
/// far less than the stack has room for ([`crate::STACK`]).
const DEEPEST: usize = 10_000;

/// What is known of places (`K`): a `V` for each.
#[derive(Debug)]
pub struct Guard<K, V> {
    /// None while it is being found out.
    known: RefCell<HashMap<K, Option<V>>>,
    left: Cell<usize>,
    depth: Cell<usize>,
}

impl<K: Eq + Hash + Clone, V: Clone> Guard<K, V> {
    /// A guard that gives up after `work` places.
    pub fn new(work: usize) -> Self {
        Guard {
            known: RefCell::default(),
            left: Cell::new(work),
            depth: Cell::new(0),
        }
    }

    /// What is known of a place, or what `find` finds out of it. `otherwise` holds within
    /// the place itself, and where the guard has given up.
    pub fn once(&self, place: K, otherwise: V, find: impl FnOnce() -> V) -> V {
        if let Some(known) = self.known.borrow().get(&place) {
            return known.clone().unwrap_or(otherwise);
        }
        if self.depth.get() >= DEEPEST || !self.spend() {
            return otherwise;
        }
        self.known.borrow_mut().insert(place.clone(), None);
        self.depth.set(self.depth.get() + 1);
        let found = find();
        self.depth.set(self.depth.get() - 1);
        self.known.borrow_mut().insert(place, Some(found.clone()));
        found
    }

    /// Takes one from the work that is left; false when there is none.
    pub fn spend(&self) -> bool {
        let left = self.left.get();
        self.left.set(left.saturating_sub(1));
        left > 0
    }
}

/// Follows `next` from `start` to the end. What leads back to itself is followed no
/// further than it is new.
pub fn follow<'a, T>(start: &'a T, next: impl Fn(&'a T) -> Option<&'a T>) -> &'a T {
    let (mut here, mut mark, mut steps, mut until) = (start, start, 0_usize, 1_usize);
    while let Some(found) = next(here) {
        // A mark that is moved further and further ahead is met again in every circle
        // (R. P. Brent, 1980).
        if std::ptr::eq(found, mark) {
            return here;
        }
        steps += 1;
        if steps == until {
            (mark, steps, until) = (found, 0, until * 2);
        }
        here = found;
    }
    here
}

#[cfg(test)]
mod tests {
    use super::{Guard, follow};

    #[test]
    fn a_place_is_looked_at_once_and_not_within_itself() {
        let guard = Guard::new(100);
        let mut asked = Vec::new();
        let found = guard.once("a", 0, || {
            asked.push("a");
            let within = guard.once("a", 7, || unreachable!());
            within + guard.once("b", 0, || 1)
        });
        assert_eq!((found, guard.once("a", 0, || unreachable!())), (8, 8));
        assert_eq!(asked, ["a"]);
    }

    /// Each place leads to all that come after it: 2^60 ways from the first to the last.
    #[test]
    fn many_ways_to_one_place_cost_no_more_than_the_place() {
        fn ways(from: u64, guard: &Guard<u64, u64>) -> u64 {
            let next = from + 1..=60;
            1 + next
                .map(|to| guard.once(to, 0, || ways(to, guard)))
                .sum::<u64>()
        }
        assert_eq!(ways(0, &Guard::new(1000)), 1 << 60);
        assert!(ways(0, &Guard::new(10)) < 1 << 60, "it gives up");
    }

    #[test]
    fn what_leads_back_is_followed_no_further() {
        let next = [1, 2, 3, 4, 2, 5];
        let places: Vec<usize> = (0..6).collect();
        let from = |start: usize| *follow(&places[start], |place| places.get(next[*place]));
        assert!((2..5).contains(&from(0)));
        assert!((2..5).contains(&from(3)));
        let end = follow(&places[0], |place| places.get(place + 1));
        assert_eq!(*end, 5);
    }
}
