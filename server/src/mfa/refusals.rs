//! Refusals that anybody can cause as often as they like: they are summed up, so that a flood of
//! requests is no flood of entries, and costs no commit for each.
//!
//! What is summed up is kept every [`SUMMED_FOR`](super::SUMMED_FOR), and when the server stops. A
//! server that is killed loses the sums since the last time, and nothing else: nothing was changed.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Utc};

use super::audit::{Actor, Entry, Event, Origin};
use super::{OrganizationId, UserId};

/// Sums at a time. What comes beyond is summed up for the organization.
const SUMS: usize = 64;

#[derive(PartialEq, Eq, Hash)]
struct Key {
    organization: OrganizationId,
    user: Option<UserId>,
    actor: Actor,
    event: Event,
}

#[derive(Default)]
pub(super) struct Refusals(Mutex<HashMap<Key, Entry>>);

impl Refusals {
    pub(super) fn add(
        &self,
        organization: &OrganizationId,
        user: Option<&UserId>,
        by: Origin,
        event: Event,
        now: DateTime<Utc>,
    ) {
        let mut key = Key {
            organization: organization.clone(),
            user: user.cloned(),
            actor: by.actor.clone(),
            event,
        };
        let mut sums = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut by = by;
        if sums.len() >= SUMS && !sums.contains_key(&key) {
            (key.user, key.actor) = (None, Actor::Service);
            by = Origin::SERVICE;
            if sums.len() >= 2 * SUMS && !sums.contains_key(&key) {
                // Of more organizations than that at once: the log has a line for each request.
                return;
            }
        }
        let entry = Entry {
            at: now,
            organization: Some(key.organization.clone()),
            user: key.user.clone(),
            by,
            event: key.event.clone(),
            times: 0,
        };
        sums.entry(key).or_insert(entry).times += 1;
    }

    /// Gives the sums out, the oldest first, and begins anew.
    pub(super) fn take(&self) -> Vec<Entry> {
        let mut sums = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut entries: Vec<_> = sums.drain().map(|(_, entry)| entry).collect();
        entries.sort_by_key(|entry| entry.at);
        entries
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mfa::{Asked, RequestOrigin, Why};

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).expect("in range")
    }

    fn of(user: &str, number: usize) -> (UserId, Origin) {
        let user = UserId::new(user).expect("an id");
        let by = Origin {
            actor: Actor::User(user.clone()),
            request: Some(RequestOrigin {
                id: number.to_string(),
                address: [127, 0, 0, 1].into(),
            }),
        };
        (user, by)
    }

    const EXCEEDED: Event = Event::RequestRefused {
        asked: Asked::Start,
        why: Why::RateLimited,
    };

    #[test]
    fn a_flood_is_one_entry_and_the_next_one_begins_anew() {
        let refusals = Refusals::default();
        let blue = OrganizationId::new("blue").expect("an id");
        for number in 0..1000 {
            let (user, by) = of("alice", number);
            let now = at(i64::try_from(number).expect("small"));
            refusals.add(&blue, Some(&user), by, EXCEEDED, now);
        }
        let entries = refusals.take();
        assert_eq!(entries.len(), 1);
        assert_eq!((entries[0].times, entries[0].at), (1000, at(0)));
        let request = entries[0].by.request.as_ref().expect("the first one's");
        assert_eq!(request.id, "0");
        assert!(refusals.take().is_empty());
    }

    #[test]
    fn a_flood_of_many_is_summed_up_for_their_organization() {
        let refusals = Refusals::default();
        let blue = OrganizationId::new("blue").expect("an id");
        for number in 0..10_000 {
            let (user, by) = of(&format!("u{number}"), number);
            refusals.add(&blue, Some(&user), by, EXCEEDED, at(0));
        }
        let entries = refusals.take();
        assert_eq!(entries.len(), SUMS + 1);
        assert_eq!(entries.iter().map(|entry| entry.times).sum::<u64>(), 10_000);
        let rest = entries.iter().find(|entry| entry.user.is_none());
        let rest = rest.expect("the rest");
        assert_eq!((rest.times, &rest.by), (10_000 - 64, &Origin::SERVICE));
        assert_eq!(rest.organization.as_ref(), Some(&blue));
    }
}
