//! Who may call: security requirements and the schemes that they name.
//!
//! What counts is what an operation demands in effect: its own requirement,
//! else the one of the whole API. A requirement is a list of alternatives, and
//! an earlier one is still served when some alternative now demands no more
//! than it did. A scheme is what its definition says, whatever it is called.
//!
//! A demand for other credentials is an error, also where none were needed
//! before: who calls as before is refused. (An API may have demanded them all
//! along, and only says so now; teams that know it write it down as known.) A
//! demand for a scope is a warning: whether clients have it is not in the
//! contract.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use indexmap::IndexMap;

use super::changes::Change;
use super::operations::{Context, Operation};
use super::side::Side;
use crate::document::Node;
use crate::report::Level;

const OTHERS_DEMANDED: &str = "Clients that have nothing else are refused.";
const NONE_BEFORE: &str = "Clients that call without credentials are refused.";
const SCOPES_DEMANDED: &str = "Whether clients have other scopes is not in the contract.";
const STILL_DEMANDED: &str = "Clients send their credentials where or how they are not read.";
const NOBODY_INHERITS: &str = "No operation that both contracts have takes it from there.";

/// The schemes of both documents, by their names.
pub struct Schemes<'a> {
    base: IndexMap<&'a str, Scheme<'a>>,
    revision: IndexMap<&'a str, Scheme<'a>>,
}

struct Scheme<'a> {
    node: &'a Node,
    /// What it is: schemes that are one have one.
    identity: String,
}

impl<'a> Schemes<'a> {
    pub fn new(base: Side<'a>, revision: Side<'a>) -> Self {
        let base = schemes_of(base);
        let mut revision = schemes_of(revision);
        let before: HashSet<&str> = base.values().map(|scheme| &*scheme.identity).collect();
        let after: HashSet<String> = revision
            .values()
            .map(|scheme| scheme.identity.clone())
            .collect();
        for (name, scheme) in &mut revision {
            if before.contains(&*scheme.identity) {
                continue;
            }
            match base.get(name) {
                // Changed in place: it is told as a change of the scheme.
                Some(earlier) if !after.contains(&earlier.identity) => {
                    scheme.identity.clone_from(&earlier.identity);
                }
                Some(_) => {}
                None => scheme.identity = unknown(name),
            }
        }
        Schemes { base, revision }
    }

    /// What a requirement of the base calls `name`.
    fn before(&self, name: &str) -> String {
        match self.base.get(name) {
            Some(scheme) => scheme.identity.clone(),
            None => unknown(name),
        }
    }

    /// What a requirement of the revision calls `name`.
    fn after(&self, name: &str) -> String {
        match self.revision.get(name) {
            Some(scheme) => scheme.identity.clone(),
            None => self.before(name),
        }
    }

    /// How a scheme of one name was changed in place.
    fn changed(&self, name: &str) -> Option<Change<'a>> {
        let (old, new) = (self.base.get(name)?, self.revision.get(name)?);
        let (before, after) = (credentials(old.node), credentials(new.node));
        (before != after).then(|| {
            let what = format!(
                "the security scheme `{name}` is {} instead of {}",
                described(new.node),
                described(old.node)
            );
            Change::new("api-security-component-type-changed", what)
                .base(Some(old.node))
                .revision(Some(new.node))
        })
    }
}

/// A scheme that is not defined is known by its name alone.
fn unknown(name: &str) -> String {
    format!("? {name}")
}

fn schemes_of(side: Side<'_>) -> IndexMap<&str, Scheme<'_>> {
    let schemes = side.root().pointer("/components/securitySchemes");
    let members = schemes.and_then(Node::as_object).into_iter().flatten();
    let all = members.map(|(name, node)| {
        let node = side.resolve(node);
        let identity = format!("{}{}", credentials(node), flows(node));
        (name.as_str(), Scheme { node, identity })
    });
    all.collect()
}

/// What travels, and where: without texts, and without what the type does not
/// use.
fn credentials(scheme: &Node) -> String {
    let text = |key| scheme.text(key).unwrap_or_default();
    match text("type") {
        "apiKey" if text("in") == "header" => {
            format!("apiKey header {}", text("name").to_lowercase())
        }
        "apiKey" => format!("apiKey {} {}", text("in"), text("name")),
        "http" => format!("http {}", text("scheme").to_lowercase()),
        "openIdConnect" => format!("openIdConnect {}", text("openIdConnectUrl")),
        other => other.to_owned(),
    }
}

/// The flows of OAuth, in any order. Scopes are demanded by requirements.
fn flows(scheme: &Node) -> String {
    let mut flows: Vec<String> = scheme
        .members("flows")
        .map(|(flow, node)| {
            let url = |key| node.text(key).unwrap_or_default();
            format!("\n{flow} {} {}", url("authorizationUrl"), url("tokenUrl"))
        })
        .collect();
    flows.sort_unstable();
    flows.concat()
}

/// A scheme in words.
fn described(scheme: &Node) -> String {
    let text = |key| scheme.text(key).unwrap_or_default();
    match text("type") {
        "apiKey" => format!("an API key in the {} `{}`", text("in"), text("name")),
        "http" => format!("HTTP authentication `{}`", text("scheme")),
        "oauth2" => "OAuth 2".into(),
        "openIdConnect" => format!("OpenID Connect of {}", text("openIdConnectUrl")),
        "mutualTLS" => "mutual TLS".into(),
        "" => "of no type".into(),
        other => format!("of the type `{other}`"),
    }
}

/// What is demanded: one of the alternatives, of which there is at least one.
struct Requirement<'a> {
    at: &'a Node,
    alternatives: Vec<Alternative<'a>>,
}

/// Schemes that are demanded together, by what they are. None of them: anybody
/// may call.
struct Alternative<'a> {
    at: &'a Node,
    schemes: BTreeMap<String, Demand<'a>>,
}

struct Demand<'a> {
    name: &'a str,
    scopes: BTreeSet<&'a str>,
}

impl<'a> Requirement<'a> {
    fn read(
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

    fn has(&self, alternative: &Alternative<'_>) -> bool {
        self.alternatives.iter().any(|own| own.is(alternative))
    }

    /// The alternative that asks for the least beyond an earlier one.
    fn nearest(&self, earlier: &Alternative<'_>) -> &Alternative<'a> {
        let all = self.alternatives.iter();
        all.min_by_key(|own| own.distance(earlier))
            .unwrap_or_else(|| unreachable!("there is at least one alternative"))
    }

    /// All alternatives in words.
    fn shown(&self) -> String {
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

    fn is_open(&self) -> bool {
        self.schemes.is_empty()
    }

    fn is(&self, other: &Alternative<'_>) -> bool {
        let same =
            |((own, demand), (others, other)): ((&String, &Demand<'_>), (_, &Demand<'_>))| {
                own == others && demand.scopes == other.scopes
            };
        self.schemes.len() == other.schemes.len()
            && self.schemes.iter().zip(&other.schemes).all(same)
    }

    /// What it demands that `earlier` does not: schemes, scopes; and how many
    /// schemes it does without.
    fn distance(&self, earlier: &Alternative<'_>) -> (usize, usize, usize) {
        (
            self.beyond(earlier).len(),
            self.scopes_beyond(earlier).len(),
            earlier.beyond(self).len(),
        )
    }

    /// The names of the schemes that `other` does not demand.
    fn beyond(&self, other: &Alternative<'_>) -> Vec<&'a str> {
        let own = self.schemes.iter();
        own.filter(|(identity, _)| !other.schemes.contains_key(*identity))
            .map(|(_, demand)| demand.name)
            .collect()
    }

    /// The scopes that `other` does not demand, of schemes that it does.
    fn scopes_beyond(&self, other: &Alternative<'_>) -> Vec<(&'a str, &'a str)> {
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

    fn shown(&self) -> String {
        if self.is_open() {
            "calls without credentials".into()
        } else {
            quoted(&self.names())
        }
    }

    /// With its scopes.
    fn shown_with_scopes(&self) -> String {
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
fn quoted(names: &[&str]) -> String {
    let mut names = names.to_vec();
    names.sort_unstable();
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(" and ")
}

struct Ids {
    added: &'static str,
    removed: &'static str,
    scope_added: &'static str,
    scope_removed: &'static str,
}

const OPERATION: Ids = Ids {
    added: "api-security-added",
    removed: "api-security-removed",
    scope_added: "api-security-scope-added",
    scope_removed: "api-security-scope-removed",
};
const GLOBAL: Ids = Ids {
    added: "api-global-security-added",
    removed: "api-global-security-removed",
    scope_added: "api-global-security-scope-added",
    scope_removed: "api-global-security-scope-removed",
};

pub fn compare_operation<'a>(context: &mut Context<'a>, operation: &Operation<'a>) {
    let (base, revision) = (operation.base, operation.revision);
    let found = if base.has("security") || revision.has("security") {
        demands(context, base, revision, "the operation", &OPERATION)
    } else {
        // What both inherit is told once, with all operations that it reaches.
        match context.inherited_security.take() {
            Some(found) => found,
            None => demands_of_all(context),
        }
    };
    for change in &found {
        context.changes.add(change.clone(), operation);
    }
    if !base.has("security") && !revision.has("security") {
        context.inherited_security = Some(found);
    }
}

/// The requirement of the whole API, when no operation inherits it.
pub fn compare_global(context: &mut Context<'_>) {
    if context.inherited_security.is_some() {
        return;
    }
    for change in demands_of_all(context) {
        let change = change.level(Level::Info).because(NOBODY_INHERITS);
        context.changes.add_whole(change);
    }
}

fn demands_of_all<'a>(context: &Context<'a>) -> Vec<Change<'a>> {
    let (base, revision) = (context.base.root(), context.revision.root());
    demands(context, base, revision, "the whole API", &GLOBAL)
}

/// What two owners of requirements demand in effect.
fn demands<'a>(
    context: &Context<'a>,
    base: &'a Node,
    revision: &'a Node,
    subject: &str,
    ids: &Ids,
) -> Vec<Change<'a>> {
    let schemes = &context.schemes;
    let effective = |owner: &'a Node, root: &'a Node| {
        let requirement = owner.get("security").or_else(|| root.get("security"));
        (requirement, owner)
    };
    let old = effective(base, context.base.root());
    let new = effective(revision, context.revision.root());
    let before = Requirement::read(old, |name| schemes.before(name));
    let after = Requirement::read(new, |name| schemes.after(name));
    let mut found = compare(&before, &after, subject, ids);
    for name in still_demanded(&before, &after) {
        let change = schemes.changed(name);
        found.extend(change.map(|change| change.level(Level::Error).because(STILL_DEMANDED)));
    }
    found
}

/// The schemes of one name without which an earlier alternative is not served.
fn still_demanded<'a>(before: &Requirement<'a>, after: &Requirement<'a>) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    for old in &before.alternatives {
        let serve = after.alternatives.iter();
        let serving: Vec<_> = serve.filter(|new| new.beyond(old).is_empty()).collect();
        let Some((first, others)) = serving.split_first() else {
            continue;
        };
        for (identity, demand) in &first.schemes {
            let has_name = old.schemes.get(identity).map(|old| old.name) == Some(demand.name);
            let is_in = |other: &&Alternative<'a>| other.schemes.contains_key(identity);
            if has_name && others.iter().all(is_in) {
                found.insert(demand.name);
            }
        }
    }
    found
}

fn compare<'a>(
    before: &Requirement<'a>,
    after: &Requirement<'a>,
    subject: &str,
    ids: &Ids,
) -> Vec<Change<'a>> {
    let mut pair = Pair {
        before,
        after,
        subject,
        ids,
        told: Vec::new(),
        found: Vec::new(),
    };
    for old in &before.alternatives {
        if !after.has(old) {
            pair.gone(old);
        }
    }
    for new in &after.alternatives {
        let is_told = pair.told.iter().any(|told| told.is(new));
        if !is_told && !before.has(new) {
            let what = format!("{subject} now takes {}", new.shown_with_scopes());
            let change = Change::new(ids.added, what);
            pair.tell(change, before.at, new.at);
        }
    }
    pair.found
}

/// Two requirements that are compared.
struct Pair<'r, 'a> {
    before: &'r Requirement<'a>,
    after: &'r Requirement<'a>,
    subject: &'r str,
    ids: &'r Ids,
    /// The alternatives of the revision that were told with an earlier one.
    told: Vec<&'r Alternative<'a>>,
    found: Vec<Change<'a>>,
}

impl<'r, 'a> Pair<'r, 'a> {
    fn tell(&mut self, change: Change<'a>, old: &'a Node, new: &'a Node) {
        let change = change.base(Some(old)).revision(Some(new));
        self.found.push(change);
    }

    /// An alternative that is no longer there as it was.
    fn gone(&mut self, old: &'r Alternative<'a>) {
        let after = self.after;
        let new = after.nearest(old);
        match new.distance(old) {
            (0, scopes, _) if self.before.has(new) => {
                let what = format!("no longer takes {}", old.shown_with_scopes());
                let change = self.change(self.ids.removed, &what);
                let change = if scopes == 0 {
                    change
                } else {
                    change.level(Level::Warning).because(SCOPES_DEMANDED)
                };
                self.tell(change, old.at, after.at);
            }
            (0, ..) => {
                self.told.push(new);
                self.fewer_schemes(old, new);
                self.scopes(old, new);
            }
            _ => self.refused(old, new),
        }
    }

    fn change(&self, id: &'static str, what: &str) -> Change<'a> {
        Change::new(id, format!("{} {what}", self.subject))
    }

    fn fewer_schemes(&mut self, old: &Alternative<'a>, new: &Alternative<'a>) {
        let fewer = old.beyond(new);
        if fewer.is_empty() {
            return;
        }
        let besides = if new.is_open() {
            String::new()
        } else {
            format!(" besides {}", new.shown())
        };
        let what = format!("no longer demands {}{besides}", quoted(&fewer));
        let change = self.change(self.ids.removed, &what);
        self.tell(change, old.at, new.at);
    }

    fn scopes(&mut self, old: &Alternative<'a>, new: &Alternative<'a>) {
        for (name, scope) in new.scopes_beyond(old) {
            let what = format!("now demands the scope `{name}: {scope}`");
            let change = self.change(self.ids.scope_added, &what);
            self.tell(change, old.at, new.at);
        }
        for (name, scope) in old.scopes_beyond(new) {
            let what = format!("no longer demands the scope `{name}: {scope}`");
            let change = self.change(self.ids.scope_removed, &what);
            self.tell(change, old.at, new.at);
        }
    }

    /// Who called with these credentials can call no more.
    fn refused(&mut self, old: &'r Alternative<'a>, new: &'r Alternative<'a>) {
        let (id, what, why, at) = if old.is_open() {
            self.told.extend(&self.after.alternatives);
            let what = format!("now demands {}", self.after.shown());
            (self.ids.added, what, NONE_BEFORE, new.at)
        } else if old.beyond(new).is_empty() && !self.before.has(new) {
            self.told.push(new);
            let more = quoted(&new.beyond(old));
            let what = format!("now demands {more} besides {}", old.shown());
            (self.ids.added, what, OTHERS_DEMANDED, new.at)
        } else {
            let what = format!("no longer takes {}", old.shown());
            (self.ids.removed, what, OTHERS_DEMANDED, self.after.at)
        };
        let change = self.change(id, &what).level(Level::Error).because(why);
        self.tell(change, old.at, at);
    }
}

/// The schemes of the components.
pub fn compare_schemes(context: &mut Context<'_>) {
    let schemes = &context.schemes;
    let place = |side: Side<'_>| side.root().pointer("/components/securitySchemes").is_some();
    if !place(context.base) && !place(context.revision) {
        return;
    }
    let old = context.base.root().pointer("/components/securitySchemes");
    let new = context
        .revision
        .root()
        .pointer("/components/securitySchemes");
    let mut found = Vec::new();
    for (name, before) in &schemes.base {
        let Some(after) = schemes.revision.get(name) else {
            let what = format!("the security scheme `{name}` is gone");
            let change = Change::new("api-security-component-removed", what);
            found.push(change.base(Some(before.node)).revision(new));
            continue;
        };
        match schemes.changed(name) {
            Some(change) => found.push(change),
            None => compare_flows(name, before.node, after.node, &mut found),
        }
    }
    for (name, after) in &schemes.revision {
        if !schemes.base.contains_key(name) {
            let what = format!("the security scheme `{name}` is new");
            let change = Change::new("api-security-component-added", what);
            found.push(change.base(old).revision(Some(after.node)));
        }
    }
    for change in found {
        context.changes.add_whole(change);
    }
}

fn compare_flows<'a>(name: &str, old: &'a Node, new: &'a Node, found: &mut Vec<Change<'a>>) {
    let find = |node: &'a Node, flow: &str| node.get("flows").and_then(|flows| flows.get(flow));
    for (flow, after) in new.members("flows") {
        if find(old, flow).is_none() {
            let what = format!("the security scheme `{name}` now has the flow `{flow}`");
            let change = Change::new("api-security-component-oauth-flow-added", what);
            let at = old.get("flows").or(Some(old));
            found.push(change.base(at).revision(Some(after)));
        }
    }
    for (flow, before) in old.members("flows") {
        let Some(after) = find(new, flow) else {
            let what = format!("the security scheme `{name}` no longer has the flow `{flow}`");
            let change = Change::new("api-security-component-oauth-flow-removed", what);
            let at = new.get("flows").or(Some(new));
            found.push(change.base(Some(before)).revision(at));
            continue;
        };
        for (key, rule) in [
            (
                "authorizationUrl",
                "api-security-component-oauth-url-changed",
            ),
            ("tokenUrl", "api-security-component-oauth-token-url-changed"),
        ] {
            if before.text(key) != after.text(key) {
                let what = format!("the security scheme `{name}` has another `{key}` for {flow}");
                let change = Change::new(rule, what);
                found.push(
                    change
                        .base(before.get(key).or(Some(before)))
                        .revision(after.get(key).or(Some(after))),
                );
            }
        }
        scopes(name, before, after, found);
    }
}

fn scopes<'a>(name: &str, before: &'a Node, after: &'a Node, found: &mut Vec<Change<'a>>) {
    for (scope, text) in before.members("scopes") {
        let (rule, what, at) = match after.get("scopes").and_then(|scopes| scopes.get(scope)) {
            None => (
                "api-security-component-oauth-scope-removed",
                "no longer has",
                Some(after),
            ),
            Some(other) if other != text => (
                "api-security-component-oauth-scope-changed",
                "describes otherwise",
                Some(other),
            ),
            Some(_) => continue,
        };
        let change = Change::new(
            rule,
            format!("the security scheme `{name}` {what} the scope `{scope}`"),
        );
        found.push(change.base(Some(text)).revision(at));
    }
    for (scope, text) in after.members("scopes") {
        if before
            .get("scopes")
            .and_then(|scopes| scopes.get(scope))
            .is_none()
        {
            let what = format!("the security scheme `{name}` now has the scope `{scope}`");
            let change = Change::new("api-security-component-oauth-scope-added", what);
            found.push(change.base(Some(before)).revision(Some(text)));
        }
    }
}
