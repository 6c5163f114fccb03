//! Who sees what: the credentials of a request, which nobody can read any more here.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::exchange::{Location, Operation, Operations, Request, SchemeKind, parse_query};

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
            match &scheme.kind {
                SchemeKind::ApiKey { location, name } => {
                    let value = match location {
                        Location::Header => request.headers.joined(name),
                        Location::Query => {
                            let pairs = parse_query(request.query().unwrap_or_default());
                            let own = pairs.into_iter().find(|(known, _)| known == name);
                            own.map(|(_, value)| value)
                        }
                        Location::Cookie => cookie(request, name),
                        Location::Path => None,
                    };
                    found.extend(value.map(|value| (*name, value)));
                }
                SchemeKind::Http(_) | SchemeKind::OAuth2 | SchemeKind::OpenIdConnect => {
                    let value = request.headers.joined("authorization");
                    found.extend(value.map(|value| ("authorization", value)));
                }
                SchemeKind::MutualTls | SchemeKind::Unknown => {}
            }
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

fn cookie(request: &Request, name: &str) -> Option<String> {
    let pairs = request
        .headers
        .all("cookie")
        .flat_map(|line| line.split(';'));
    let mut named = pairs.filter_map(|pair| pair.trim().split_once('='));
    let found = named.find(|(known, _)| *known == name);
    found.map(|(_, value)| value.to_owned())
}
