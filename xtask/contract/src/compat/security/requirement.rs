//! What is demanded of who calls: alternatives of schemes, with their scopes.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::Node;

/// What is demanded: one of the alternatives, of which there is at least one.
pub(super) struct Requirement<'a> {
    pub(super) at: &'a Node,
    pub(super) alternatives: Vec<Alternative<'a>>,
}

/// Schemes that are demanded together, by what they are. None of them: anybody
/// may call.
pub(super) struct Alternative<'a> {
    pub(super) at: &'a Node,
    pub(super) schemes: BTreeMap<String, Demand<'a>>,
}

#[derive(Clone)]
pub(super) struct Demand<'a> {
    pub(super) name: &'a str,
    pub(super) scopes: BTreeSet<&'a str>,
}

impl<'a> Requirement<'a> {
    pub(super) fn read(
        (node, owner): (Option<&'a Node>, &'a Node),
        identity: impl Fn(&str) -> String,
    ) -> Self {
        let at = node.unwrap_or(owner);
        let mut alternatives: Vec<Alternative<'a>> = Vec::new();
        for item in node.and_then(Node::as_array).unwrap_or(&[]) {
            let Some(alternative) = Alternative::read(item, &identity) else {
                continue;
            };
            if !alternatives.iter().any(|known| known.is(&alternative)) {
                alternatives.push(alternative);
            }
        }
        if alternatives.is_empty() {
            let schemes = BTreeMap::new();
            alternatives.push(Alternative { at, schemes });
        }
        Requirement { at, alternatives }
    }

    /// What the alternatives demand, with what each scheme is.
    pub(super) fn demands(&self) -> impl Iterator<Item = (&String, &Demand<'a>)> {
        self.alternatives.iter().flat_map(|one| &one.schemes)
    }

    /// Adds a scheme to every alternative.
    pub(super) fn demand_also(&mut self, identity: &str, demand: &Demand<'a>) {
        for alternative in &mut self.alternatives {
            let schemes = &mut alternative.schemes;
            schemes
                .entry(identity.to_owned())
                .or_insert_with(|| demand.clone());
        }
    }

    pub(super) fn has(&self, alternative: &Alternative<'_>) -> bool {
        self.alternatives.iter().any(|own| own.is(alternative))
    }

    /// The alternative that asks for the least beyond an earlier one.
    pub(super) fn nearest(&self, earlier: &Alternative<'_>) -> &Alternative<'a> {
        let all = self.alternatives.iter();
        all.min_by_key(|own| own.distance(earlier))
            .unwrap_or_else(|| unreachable!("there is at least one alternative"))
    }

    /// All alternatives in words.
    pub(super) fn shown(&self) -> String {
        let all: Vec<String> = self.alternatives.iter().map(Alternative::shown).collect();
        all.join(" or ")
    }
}

impl<'a> Alternative<'a> {
    fn read(node: &'a Node, identity: impl Fn(&str) -> String) -> Option<Self> {
        let mut schemes: BTreeMap<String, Demand<'a>> = BTreeMap::new();
        for (name, scopes) in node.as_object()? {
            let demand = schemes.entry(identity(name)).or_insert(Demand {
                name,
                scopes: BTreeSet::new(),
            });
            let scopes = scopes.as_array().unwrap_or(&[]);
            demand.scopes.extend(scopes.iter().filter_map(Node::as_str));
        }
        Some(Alternative { at: node, schemes })
    }

    pub(super) fn is_open(&self) -> bool {
        self.schemes.is_empty()
    }

    pub(super) fn is(&self, other: &Alternative<'_>) -> bool {
        let same =
            |((own, demand), (others, other)): ((&String, &Demand<'_>), (_, &Demand<'_>))| {
                own == others && demand.scopes == other.scopes
            };
        self.schemes.len() == other.schemes.len()
            && self.schemes.iter().zip(&other.schemes).all(same)
    }

    /// What it demands that `earlier` does not: schemes, scopes; and how many
    /// schemes it does without.
    pub(super) fn distance(&self, earlier: &Alternative<'_>) -> (usize, usize, usize) {
        (
            self.beyond(earlier).len(),
            self.scopes_beyond(earlier).len(),
            earlier.beyond(self).len(),
        )
    }

    /// Whether clients send the same things for both: OAuth and OpenID Connect end in a
    /// bearer token, too (RFC 6750, section 2.1).
    pub(super) fn travels_as(&self, other: &Alternative<'_>) -> bool {
        fn place(identity: &str) -> &str {
            let is_bearer = identity.starts_with("http bearer")
                || identity.starts_with("oauth2")
                || identity.starts_with("openIdConnect");
            if is_bearer { "bearer" } else { identity }
        }
        let places = |one: &Alternative<'_>| -> BTreeSet<String> {
            let all = one.schemes.keys();
            all.map(|identity| place(identity).to_owned()).collect()
        };
        places(self) == places(other)
    }

    /// The names of the schemes that `other` does not demand.
    pub(super) fn beyond(&self, other: &Alternative<'_>) -> Vec<&'a str> {
        let own = self.schemes.iter();
        own.filter(|(identity, _)| !other.schemes.contains_key(*identity))
            .map(|(_, demand)| demand.name)
            .collect()
    }

    /// The scopes that `other` does not demand, of schemes that it does.
    pub(super) fn scopes_beyond(&self, other: &Alternative<'_>) -> Vec<(&'a str, &'a str)> {
        let mut found = Vec::new();
        for (identity, demand) in &self.schemes {
            let Some(others) = other.schemes.get(identity) else {
                continue;
            };
            let beyond = |scope: &&&str| !others.scopes.contains(**scope);
            let scopes = demand.scopes.iter().filter(beyond);
            found.extend(scopes.map(|scope| (demand.name, *scope)));
        }
        found
    }

    fn names(&self) -> Vec<&'a str> {
        self.schemes.values().map(|demand| demand.name).collect()
    }

    pub(super) fn shown(&self) -> String {
        if self.is_open() {
            "calls without credentials".into()
        } else {
            quoted(&self.names())
        }
    }

    /// With its scopes.
    pub(super) fn shown_with_scopes(&self) -> String {
        let demands = self.schemes.values();
        let scopes: Vec<&str> = demands.flat_map(|demand| demand.scopes.clone()).collect();
        match &scopes[..] {
            [] => self.shown(),
            [scope] => format!("{} with the scope `{scope}`", self.shown()),
            _ => format!("{} with the scopes {}", self.shown(), quoted(&scopes)),
        }
    }
}

/// `a` and `b`.
pub(super) fn quoted(names: &[&str]) -> String {
    let mut names = names.to_vec();
    names.sort_unstable();
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(" and ")
}
