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

mod requirement;
mod schemes;

use std::collections::BTreeSet;

use super::changes::Change;
use super::operations::{Context, Operation};
use crate::document::Node;
use crate::report::Level;
use crate::report::Rule;
use crate::rules::changes as rules;

use requirement::{Alternative, Requirement, quoted};
pub use schemes::{Schemes, compare_schemes};

const OTHERS_DEMANDED: &str = "Clients that have nothing else are refused.";
const NONE_BEFORE: &str = "Clients that call without credentials are refused.";
const SCOPES_DEMANDED: &str = "Whether clients have other scopes is not in the contract.";
const STILL_DEMANDED: &str = "Clients send their credentials where or how they are not read.";
const NOBODY_INHERITS: &str = "No operation that both contracts have takes it from there.";

struct Ids {
    added: &'static Rule,
    removed: &'static Rule,
    scope_added: &'static Rule,
    scope_removed: &'static Rule,
}

const OPERATION: Ids = Ids {
    added: rules::API_SECURITY_ADDED,
    removed: rules::API_SECURITY_REMOVED,
    scope_added: rules::API_SECURITY_SCOPE_ADDED,
    scope_removed: rules::API_SECURITY_SCOPE_REMOVED,
};
const GLOBAL: Ids = Ids {
    added: rules::API_GLOBAL_SECURITY_ADDED,
    removed: rules::API_GLOBAL_SECURITY_REMOVED,
    scope_added: rules::API_GLOBAL_SECURITY_SCOPE_ADDED,
    scope_removed: rules::API_GLOBAL_SECURITY_SCOPE_REMOVED,
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

    fn change(&self, id: &'static Rule, what: &str) -> Change<'a> {
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
