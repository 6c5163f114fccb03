//! Who sees what: the credentials of a request, which nobody can read any more here.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::exchange::{Operation, Operations, Request, SchemeKind};
use crate::serve::mock::credentials::credential;

/// Those who come with the same credentials.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Tenant {
    /// Nobody has to prove anything: everything is seen, and kept for everybody.
    Everybody,
    Of(u64),
}

impl Tenant {
    pub fn of(operations: &Operations<'_>, operation: &Operation<'_>, request: &Request) -> Tenant {
        let is_open = operation.security.is_empty()
            || operation.security.iter().any(|one| one.schemes.is_empty());
        let mut found: Vec<(&str, String)> = Vec::new();
        for scheme in operations.schemes.values() {
            let name = match &scheme.kind {
                SchemeKind::ApiKey { name, .. } => *name,
                _ => "authorization",
            };
            let value = credential(&scheme.kind, request);
            found.extend(value.map(|value| (name, value)));
        }
        if is_open || found.is_empty() {
            return Tenant::Everybody;
        }
        found.sort();
        found.dedup();
        let mut hasher = DefaultHasher::new();
        found.hash(&mut hasher);
        Tenant::Of(hasher.finish())
    }

    /// Whether things of another one are seen.
    pub fn sees(&self, other: &Tenant) -> bool {
        self == other || [self, other].contains(&&Tenant::Everybody)
    }
}
