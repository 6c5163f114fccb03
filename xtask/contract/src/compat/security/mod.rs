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
//! demand for a scope is a warning, and so is one for a bearer token of another
//! kind: whether clients have it is not in the contract. What every request had
//! to carry as a parameter is no new demand.

mod requirement;
mod schemes;

use std::collections::BTreeSet;

use super::change::Change;
use super::context::{Context, OperationPair};
use crate::document::Node;
use crate::report::{Level, Rule};
use crate::rules::changes;

use requirement::{Alternative, Requirement, quoted};
pub use schemes::{Schemes, compare_schemes};

const OTHERS_DEMANDED: &str = "Clients that have nothing else are refused.";
const TRAVELS_ALIKE: &str = "Clients send a bearer token as before; whether the one that they have is still good is not in the contract.";
const NONE_BEFORE: &str = "Clients that call without credentials are refused.";
const SCOPES_DEMANDED: &str = "Whether clients have other scopes is not in the contract.";
const STILL_DEMANDED: &str = "Clients send their credentials where or how they are not read.";
const NOBODY_INHERITS: &str = "No operation that both contracts have takes it from there.";

struct Rules {
    added: &'static Rule,
    removed: &'static Rule,
    scope_added: &'static Rule,
    scope_removed: &'static Rule,
}

const OPERATION: Rules = Rules {
    added: changes::API_SECURITY_ADDED,
    removed: changes::API_SECURITY_REMOVED,
    scope_added: changes::API_SECURITY_SCOPE_ADDED,
    scope_removed: changes::API_SECURITY_SCOPE_REMOVED,
};
const GLOBAL: Rules = Rules {
    added: changes::API_GLOBAL_SECURITY_ADDED,
    removed: changes::API_GLOBAL_SECURITY_REMOVED,
    scope_added: changes::API_GLOBAL_SECURITY_SCOPE_ADDED,
    scope_removed: changes::API_GLOBAL_SECURITY_SCOPE_REMOVED,
};

pub fn compare_operation<'a>(
    context: &Context<'a>,
    operation: &OperationPair<'a>,
    old_item: &'a Node,
) -> Vec<Change<'a>> {
    let (base, revision) = (operation.base, operation.revision);
    let sent = sent_anyway(context, base, old_item);
    if base.has("security") || revision.has("security") || !sent.is_empty() {
        return demands(
            context,
            (base, &sent),
            revision,
            "the operation",
            &OPERATION,
        );
    }
    // What both inherit is the same change for all of them.
    compare_document(context)
}

/// The requirement of the whole API.
pub fn compare_document<'a>(context: &Context<'a>) -> Vec<Change<'a>> {
    let (base, revision) = (context.base.root(), context.revision.root());
    demands(context, (base, &[]), revision, "the whole API", &GLOBAL)
}

/// The requirement of the whole API, when no operation takes it from there.
pub fn compare_unused<'a>(context: &Context<'a>) -> Vec<Change<'a>> {
    let changes = compare_document(context).into_iter();
    changes
        .map(|change| change.judged(Level::Info, NOBODY_INHERITS))
        .collect()
}

/// Where every request carried something before, whatever it was for: the place and the
/// name of its required parameters.
fn sent_anyway<'a>(
    context: &Context<'a>,
    operation: &'a Node,
    item: &'a Node,
) -> Vec<(&'a str, String)> {
    let parameters = operation.items("parameters").iter();
    let all = parameters.chain(item.items("parameters"));
    let all = all.map(|parameter| context.base.resolve(parameter));
    all.filter(|parameter| parameter.flag("required"))
        .filter_map(|parameter| Some((parameter.text("in")?, parameter.text("name")?)))
        .filter(|(place, name)| {
            context
                .schemes
                .are_demanded_in(&(place, name.to_lowercase()))
        })
        .map(|(place, name)| (place, name.to_lowercase()))
        .collect()
}

/// What two owners of requirements demand in effect.
fn demands<'a>(
    context: &Context<'a>,
    (base, sent): (&'a Node, &[(&str, String)]),
    revision: &'a Node,
    subject: &str,
    rules: &Rules,
) -> Vec<Change<'a>> {
    let schemes = &context.schemes;
    let effective = |owner: &'a Node, root: &'a Node| {
        let requirement = owner.get("security").or_else(|| root.get("security"));
        (requirement, owner)
    };
    let old = effective(base, context.base.root());
    let new = effective(revision, context.revision.root());
    let mut before = Requirement::read(old, |name| schemes.before(name));
    let after = Requirement::read(new, |name| schemes.after(name));
    // What every request had to carry is no new demand.
    for (identity, demand) in after.demands() {
        let is_sent = |place: &(&str, String)| schemes.travels_in(demand.name, place);
        if sent.iter().any(is_sent) {
            before.demand_also(identity, demand);
        }
    }
    let mut found = compare(&before, &after, subject, rules);
    for name in still_demanded(&before, &after) {
        let change = schemes.changed(name);
        found.extend(change.map(|change| change.judged(Level::Error, STILL_DEMANDED)));
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
    rules: &Rules,
) -> Vec<Change<'a>> {
    let mut pair = RequirementPair {
        before,
        after,
        subject,
        rules,
        matched: Vec::new(),
        found: Vec::new(),
    };
    for old in &before.alternatives {
        if !after.has(old) {
            pair.gone(old);
        }
    }
    for new in &after.alternatives {
        let is_matched = pair.matched.iter().any(|matched| matched.is(new));
        if !is_matched && !before.has(new) {
            let what = format!("{subject} now takes {}", new.shown_with_scopes());
            let change = Change::new(rules.added, what, before.at, new.at);
            pair.found.push(change);
        }
    }
    pair.found
}

/// Two requirements that are compared.
struct RequirementPair<'r, 'a> {
    before: &'r Requirement<'a>,
    after: &'r Requirement<'a>,
    subject: &'r str,
    rules: &'r Rules,
    /// The alternatives of the revision that go with an earlier one.
    matched: Vec<&'r Alternative<'a>>,
    found: Vec<Change<'a>>,
}

impl<'r, 'a> RequirementPair<'r, 'a> {
    fn push(&mut self, rule: &'static Rule, what: &str, old: &'a Node, new: &'a Node) {
        self.found.push(self.change(rule, what, old, new));
    }

    fn change(&self, rule: &'static Rule, what: &str, old: &'a Node, new: &'a Node) -> Change<'a> {
        Change::new(rule, format!("{} {what}", self.subject), old, new)
    }

    /// An alternative that is no longer there as it was.
    fn gone(&mut self, old: &'r Alternative<'a>) {
        let after = self.after;
        let new = after.nearest(old);
        match new.distance(old) {
            (0, scopes, _) if self.before.has(new) => {
                let what = format!("no longer takes {}", old.shown_with_scopes());
                let change = self.change(self.rules.removed, &what, old.at, after.at);
                self.found.push(match scopes {
                    0 => change,
                    _ => change.judged(Level::Warning, SCOPES_DEMANDED),
                });
            }
            (0, ..) => {
                self.matched.push(new);
                self.fewer_schemes(old, new);
                self.scopes(old, new);
            }
            _ => self.refused(old, new),
        }
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
        self.push(self.rules.removed, &what, old.at, new.at);
    }

    fn scopes(&mut self, old: &Alternative<'a>, new: &Alternative<'a>) {
        for (name, scope) in new.scopes_beyond(old) {
            let what = format!("now demands the scope `{name}: {scope}`");
            self.push(self.rules.scope_added, &what, old.at, new.at);
        }
        for (name, scope) in old.scopes_beyond(new) {
            let what = format!("no longer demands the scope `{name}: {scope}`");
            self.push(self.rules.scope_removed, &what, old.at, new.at);
        }
    }

    /// Who called with these credentials can call no more.
    fn refused(&mut self, old: &'r Alternative<'a>, new: &'r Alternative<'a>) {
        let travels_alike = |new: &Alternative<'a>| new.travels_as(old);
        let (rule, what, why, at) = if old.is_open() {
            self.matched.extend(&self.after.alternatives);
            let what = format!("now demands {}", self.after.shown());
            (self.rules.added, what, NONE_BEFORE, new.at)
        } else if old.beyond(new).is_empty() && !self.before.has(new) {
            self.matched.push(new);
            let more = quoted(&new.beyond(old));
            let what = format!("now demands {more} besides {}", old.shown());
            (self.rules.added, what, OTHERS_DEMANDED, new.at)
        } else {
            let what = format!("no longer takes {}", old.shown());
            (self.rules.removed, what, OTHERS_DEMANDED, self.after.at)
        };
        let change = self.change(rule, &what, old.at, at);
        let is_alike = self.after.alternatives.iter().any(travels_alike);
        self.found.push(match is_alike {
            true => change.judged(Level::Warning, TRAVELS_ALIKE),
            false => change.judged(Level::Error, why),
        });
    }
}
