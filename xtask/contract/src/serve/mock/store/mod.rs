//! What was made with the mock, and is there until it is deleted.
//!
//! Resources are told by paths alone: `/things` is a collection whose items are at
//! `/things/{id}`, when the contract has both and something makes items. Each is seen with the
//! credentials that it was made with, and with no others. A contract whose paths say nothing of
//! the kind is served as without a store.

mod act;
mod change;
mod clock;
mod identity;
mod list;
mod make;
mod page;
mod patch;
mod query;
mod represent;
mod role;
mod task;
mod tenant;

use std::collections::{BTreeSet, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::credentials::Identity;
use super::render::Wish;
use crate::exchange::{Operations, Reading, Request, Response, Routed};
use clock::Times;
use tenant::{People, Tenant};

pub use identity::{escaped, text as id_text};
pub use represent::asked_for;
pub use role::items_of;

/// More things than this are not kept: the oldest go.
const MOST_THINGS: usize = 100_000;

#[derive(Default)]
pub struct Store {
    people: People,
    collections: IndexMap<(Tenant, String), Collection>,
    /// How many things were made: numbers are made of it.
    made: u64,
    /// What was responded to requests with a key of their own, and the bodies of those.
    replies: IndexMap<(Tenant, String), (u64, Response)>,
}

/// Things by their ids, as they stand in paths, in the order in which they were made.
#[derive(Default)]
struct Collection {
    things: IndexMap<String, Thing>,
    gone: HashSet<String>,
}

/// One thing.
#[derive(Clone, Default)]
struct Thing {
    /// What consumers said it is.
    given: Map<String, Value>,
    /// The members that consumers may say something of: without a word, they are not there.
    sayable: BTreeSet<String>,
    /// The member that says which one it is, and its value.
    identity: Option<(String, Value)>,
    /// The variables of the path that it is in: whose part it is.
    place: Vec<(String, Value)>,
    /// Of all things, which one, and how often it changed.
    number: u64,
    version: u64,
    times: Times,
    /// How often a task was looked at.
    looks: Option<u32>,
}

impl Thing {
    /// Validators (RFC 9110, section 8.8.3), one of which the contract may have the form of.
    fn etags(&self) -> Vec<String> {
        let mut hasher = DefaultHasher::new();
        (self.number, self.version).hash(&mut hasher);
        let hex = format!("{:016x}", hasher.finish());
        let long = hex.repeat(4);
        let plain = format!("{}-{}", self.number, self.version);
        let opaque = [
            plain.as_str(),
            &hex,
            &long[..32],
            &hex[..8],
            &long[..40],
            &long,
        ];
        let strong = opaque.iter().map(|text| format!("\"{text}\""));
        let weak = opaque.iter().map(|text| format!("W/\"{text}\""));
        strong.chain(weak).collect()
    }

    /// Whether a list of validators has one of these (section 8.8.3.2).
    fn is_as(&self, list: &str) -> bool {
        let strong = |text: &str| text.trim().trim_start_matches("W/").to_owned();
        let own = self.etags();
        list.trim() == "*" || list.split(',').any(|one| own.contains(&strong(one)))
    }

    fn change(&mut self) {
        self.version += 1;
        self.times.change();
    }
}

/// A request that is right, and asks for something to be done.
pub struct Deed<'d, 'o, 'a> {
    pub routed: &'d Routed<'o, 'a>,
    pub request: &'d Request,
    pub reading: &'d Reading,
    pub wish: Wish<'d>,
}

impl Store {
    /// A store that knows its people before they ask.
    pub fn introduce(&mut self, identities: &[Identity], operations: &Operations<'_>) {
        self.people.introduce(identities, operations);
    }

    /// The thing, where whoever asks may see it: with the credentials that made it, or with any
    /// where nobody has to prove anything.
    fn find(&self, tenant: Tenant, path: &str, id: &str) -> Option<&Thing> {
        let key = self.key_of(tenant, path, id)?;
        self.collections.get(&key)?.things.get(id)
    }

    fn collections_at<'s>(
        &'s self,
        tenant: Tenant,
        path: &str,
    ) -> impl Iterator<Item = (&'s (Tenant, String), &'s Collection)> {
        let all = self.collections.iter();
        all.filter(move |((other, known), _)| known == path && self.people.sees(tenant, *other))
    }

    fn is_gone(&self, tenant: Tenant, path: &str, id: &str) -> bool {
        self.collections_at(tenant, path)
            .any(|(_, own)| own.gone.contains(id))
    }

    /// Where a thing is kept: among one's own, if it is there.
    fn key_of(&self, tenant: Tenant, path: &str, id: &str) -> Option<(Tenant, String)> {
        let all = self.collections_at(tenant, path);
        let with = all.filter(|(_, own)| own.things.contains_key(id));
        let found = with.min_by_key(|((other, _), _)| *other != tenant);
        found.map(|(key, _)| key.clone())
    }

    fn change(&mut self, tenant: Tenant, path: &str, id: &str) -> Option<&mut Thing> {
        let key = self.key_of(tenant, path, id)?;
        self.collections.get_mut(&key)?.things.get_mut(id)
    }

    fn keep(&mut self, tenant: Tenant, path: &str, id: &str, thing: Thing) {
        self.people.has_made(tenant);
        let own = self.collections.entry((tenant, path.to_owned()));
        let own = own.or_default();
        own.gone.remove(id);
        own.things.insert(id.to_owned(), thing);
        if own.things.len() > MOST_THINGS {
            own.things.shift_remove_index(0);
        }
    }

    /// Takes a thing away, with what is within it.
    fn remove(&mut self, tenant: Tenant, path: &str, id: &str) {
        let Some(key) = self.key_of(tenant, path, id) else {
            return;
        };
        if let Some(own) = self.collections.get_mut(&key) {
            own.things.shift_remove(id);
            own.gone.insert(id.to_owned());
        }
        let within = format!("{path}/{id}/");
        self.collections
            .retain(|(other, known), _| *other != key.0 || !known.starts_with(&within));
    }
}
