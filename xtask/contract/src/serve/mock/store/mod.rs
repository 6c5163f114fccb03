//! What was made with the mock, and is there until it is deleted.
//!
//! Resources are told by paths alone: `/things` is a collection whose items are at
//! `/things/{id}`, when the contract has both and something makes items. Each is seen with the
//! credentials that it was made with, and with no others. A contract whose paths say nothing of
//! the kind is served as without a store.

mod act;
mod identity;
mod page;
mod patch;
mod represent;
mod role;
mod tenant;

use std::collections::{BTreeSet, HashMap, HashSet};

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::render::Wish;
use crate::exchange::{Reading, Request, Routed};
use tenant::Tenant;

pub use identity::{escaped, text as id_text};
pub use represent::asked_for;
pub use role::items_of;

/// More things than this are not kept: the oldest go.
const MOST_THINGS: usize = 100_000;

#[derive(Default)]
pub struct Store {
    collections: HashMap<(Tenant, String), Collection>,
    /// How many things were made: numbers are made of it.
    made: u64,
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
    /// Of all things, which one, and how often it changed.
    number: u64,
    version: u64,
}

impl Thing {
    /// A strong validator (RFC 9110, section 8.8.3).
    fn etag(&self) -> String {
        format!("\"{}-{}\"", self.number, self.version)
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
    /// The thing, where whoever asks may see it: with the credentials that made it, or with any
    /// where nobody has to prove anything.
    fn find(&self, tenant: &Tenant, path: &str, id: &str) -> Option<&Thing> {
        let mut all = self.collections_at(tenant, path);
        all.find_map(|(_, own)| own.things.get(id))
    }

    fn collections_at<'s>(
        &'s self,
        tenant: &Tenant,
        path: &str,
    ) -> impl Iterator<Item = (&'s (Tenant, String), &'s Collection)> {
        let all = self.collections.iter();
        all.filter(move |((other, known), _)| known == path && tenant.sees(other))
    }

    fn is_gone(&self, tenant: &Tenant, path: &str, id: &str) -> bool {
        self.collections_at(tenant, path)
            .any(|(_, own)| own.gone.contains(id))
    }

    fn key_of(&self, tenant: &Tenant, path: &str, id: &str) -> Option<(Tenant, String)> {
        let mut all = self.collections_at(tenant, path);
        let found = all.find(|(_, own)| own.things.contains_key(id));
        found.map(|(key, _)| key.clone())
    }

    fn change(&mut self, tenant: &Tenant, path: &str, id: &str) -> Option<&mut Thing> {
        let key = self.key_of(tenant, path, id)?;
        self.collections.get_mut(&key)?.things.get_mut(id)
    }

    fn keep(&mut self, tenant: &Tenant, path: &str, id: &str, thing: Thing) {
        let key = (tenant.clone(), path.to_owned());
        let own = self.collections.entry(key).or_default();
        own.gone.remove(id);
        own.things.insert(id.to_owned(), thing);
        if own.things.len() > MOST_THINGS {
            own.things.shift_remove_index(0);
        }
    }

    /// Takes a thing away, with what is within it.
    fn remove(&mut self, tenant: &Tenant, path: &str, id: &str) {
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
