//! Who sees what: people, told by their credentials, which nobody can read any more here.
//!
//! Credentials of one request are one person's, and so are those of one identity. Who comes with
//! credentials of another scheme than those that made a thing, and with which nothing was made,
//! is taken for its owner: one person has a key and a token.

use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::exchange::{Operation, Operations, Request, SchemeKind};
use crate::serve::mock::credentials::{Identity, credential};

/// Those who come with the same credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tenant {
    /// Nobody has to prove anything: everything is seen, and kept for everybody.
    Everybody,
    Of(usize),
}

/// A person, and where that person's credentials stand in requests.
#[derive(Debug, Default)]
struct Person {
    places: BTreeSet<String>,
    /// Whether it is known what is this person's.
    is_known: bool,
}

#[derive(Debug, Default)]
pub struct People {
    proofs: HashMap<u64, usize>,
    all: Vec<Person>,
}

/// Where credentials of a scheme stand.
fn place(kind: &SchemeKind<'_>) -> String {
    match kind {
        SchemeKind::ApiKey { location, name } => format!("{} {name}", location.name()),
        SchemeKind::Http(scheme) => format!("authorization {}", scheme.to_ascii_lowercase()),
        _ => "authorization bearer".to_owned(),
    }
}

fn proof(place: &str, value: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    (place, value).hash(&mut hasher);
    hasher.finish()
}

impl People {
    /// The people whose credentials are known before they ask.
    pub fn introduce(&mut self, identities: &[Identity], operations: &Operations<'_>) {
        for identity in identities {
            let shown = identity.credentials.iter().filter_map(|(scheme, value)| {
                let kind = &operations.schemes.get(scheme.as_str())?.kind;
                Some((place(kind), value.clone()))
            });
            if let Tenant::Of(person) = self.recognized(shown.collect()) {
                self.all[person].is_known = true;
            }
        }
    }

    /// Who sends a request.
    pub fn who(
        &mut self,
        operations: &Operations<'_>,
        operation: &Operation<'_>,
        request: &Request,
    ) -> Tenant {
        let is_open = operation.security.is_empty()
            || operation.security.iter().any(|one| one.schemes.is_empty());
        if is_open {
            return Tenant::Everybody;
        }
        let kinds = operations.schemes.values().map(|scheme| &scheme.kind);
        let shown = kinds.filter_map(|kind| Some((place(kind), credential(kind, request)?)));
        self.recognized(shown.collect())
    }

    fn recognized(&mut self, shown: Vec<(String, String)>) -> Tenant {
        if shown.is_empty() {
            return Tenant::Everybody;
        }
        let proofs: Vec<u64> = shown
            .iter()
            .map(|(place, value)| proof(place, value))
            .collect();
        let known = proofs.iter().find_map(|proof| self.proofs.get(proof));
        let person = known.copied().unwrap_or_else(|| {
            self.all.push(Person::default());
            self.all.len() - 1
        });
        for (proof, (place, _)) in proofs.iter().zip(shown) {
            self.proofs.entry(*proof).or_insert(person);
            self.all[person].places.insert(place);
        }
        Tenant::Of(person)
    }

    /// It is known now what is this tenant's.
    pub fn has_made(&mut self, tenant: Tenant) {
        if let Tenant::Of(person) = tenant {
            self.all[person].is_known = true;
        }
    }

    /// Whether things of another one are seen.
    pub fn sees(&self, tenant: Tenant, other: Tenant) -> bool {
        match (tenant, other) {
            (Tenant::Of(one), Tenant::Of(other)) => one == other || self.may_be(one, other),
            _ => true,
        }
    }

    fn may_be(&self, one: usize, other: usize) -> bool {
        let (one, other) = (&self.all[one], &self.all[other]);
        !one.is_known && one.places.is_disjoint(&other.places)
    }

    /// Takes whoever asked for a thing of its owner for the owner, if it may be.
    pub fn identify(&mut self, tenant: Tenant, owner: Tenant) -> Tenant {
        let (Tenant::Of(one), Tenant::Of(other)) = (tenant, owner) else {
            return tenant;
        };
        if one == other || !self.may_be(one, other) {
            return tenant;
        }
        for person in self.proofs.values_mut().filter(|person| **person == one) {
            *person = other;
        }
        let places = std::mem::take(&mut self.all[one].places);
        self.all[other].places.extend(places);
        owner
    }
}
