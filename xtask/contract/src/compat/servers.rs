//! Where the API is served: for the whole of it, and for operations that say so
//! themselves or by their path.

use super::change::Change;
use super::context::{Context, OperationPair};
use super::edition::member_or_self;
use super::schema::value;
use super::{texts, urls};
use crate::document::Node;
use crate::report::{Level, Rule};
use crate::rules::changes as rules;

pub fn compare_document<'a>(context: &Context<'a>) -> Vec<Change<'a>> {
    let rules = [rules::SERVER_REMOVED, rules::SERVER_ADDED];
    let changes = compare(context.base.root(), context.revision.root(), rules, "");
    served_still(changes, urls::keeps_all(context))
}

const SERVED_STILL: &str = "Every URL that was served is served: what moved is a part of it.";

/// The servers of an operation, when it has others than the whole API.
pub fn compare_operation<'a>(
    context: &Context<'a>,
    operation: &OperationPair<'a>,
    (old_path, old_item): (&str, &'a Node),
    (path, item): (&str, &'a Node),
) -> Vec<Change<'a>> {
    let owner = |operation: &'a Node, item: &'a Node| {
        let mut owners = [operation, item].into_iter();
        owners.find(|node| node.has("servers"))
    };
    let base = owner(operation.base, old_item);
    let revision = owner(operation.revision, item);
    if base.is_none() && revision.is_none() {
        return Vec::new();
    }
    let changes = compare(
        base.unwrap_or(context.base.root()),
        revision.unwrap_or(context.revision.root()),
        [rules::API_SERVER_REMOVED, rules::API_SERVER_ADDED],
        " of the operation",
    );
    let is_served = !operation.base.has("servers")
        && !operation.revision.has("servers")
        && urls::keeps(context, (old_path, old_item), (path, item));
    served_still(changes, is_served)
}

/// What was removed, where everything is served at the same URLs all the same.
fn served_still(changes: Vec<Change<'_>>, is_served: bool) -> Vec<Change<'_>> {
    let removed = [rules::SERVER_REMOVED.id(), rules::API_SERVER_REMOVED.id()];
    let changes =
        changes.into_iter().map(
            |change| match is_served && removed.contains(&change.rule.id()) {
                true => change.judged(Level::Info, SERVED_STILL),
                false => change,
            },
        );
    changes.collect()
}

fn compare<'a>(
    base: &'a Node,
    revision: &'a Node,
    [removed, added]: [&'static Rule; 2],
    whose: &str,
) -> Vec<Change<'a>> {
    let find = |owner: &'a Node, other: &Node| {
        let mut servers = owner.items("servers").iter();
        servers.find(|server| urls::server(server) == urls::server(other))
    };
    let at = |owner: &'a Node| member_or_self(owner, "servers");
    let mut found = Vec::new();
    for server in base.items("servers") {
        let url = server.text("url");
        let subject = format!("the server {}{whose}", url.unwrap_or_default());
        if let Some(other) = find(revision, server) {
            let rule = rules::SERVER_TEXT_CHANGED;
            found.extend(texts::changed(rule, &subject, server, other));
            found.extend(variables(&subject, server, other));
        } else {
            let what = format!("{subject} was removed");
            found.push(Change::new(removed, what, server, at(revision)));
        }
    }
    for server in revision.items("servers") {
        let url = server.text("url");
        if find(base, server).is_none() {
            let what = format!("the server {}{whose} is new", url.unwrap_or_default());
            found.push(Change::new(added, what, at(base), server));
        }
    }
    found
}

/// What stands for the names in braces of a server's URL.
fn variables<'a>(subject: &str, base: &'a Node, revision: &'a Node) -> Vec<Change<'a>> {
    let find = |owner: &'a Node, name: &str| {
        let variables = owner.get("variables");
        variables.and_then(|variables| variables.get(name))
    };
    let mut found = Vec::new();
    for (name, old) in base.members("variables") {
        let subject = format!("{subject}'s variable `{name}`");
        let Some(new) = find(revision, name) else {
            let what = format!("{subject} was removed");
            let rule = rules::SERVER_VARIABLE_REMOVED;
            found.push(Change::new(rule, what, old, revision));
            continue;
        };
        let rule = rules::SERVER_TEXT_CHANGED;
        found.extend(texts::changed(rule, &subject, old, new));
        let (before, after) = (old.get("default"), new.get("default"));
        if before != after {
            let what = texts::difference("default", before, after);
            let at = |node| member_or_self(node, "default");
            let rule = rules::SERVER_VARIABLE_DEFAULT_CHANGED;
            found.push(Change::new(
                rule,
                format!("{subject} {what}"),
                at(old),
                at(new),
            ));
        }
        found.extend(values(&subject, old, new));
    }
    for (name, new) in revision.members("variables") {
        if find(base, name).is_none() {
            let what = format!("{subject}'s variable `{name}` is new");
            found.push(Change::new(rules::SERVER_VARIABLE_ADDED, what, base, new));
        }
    }
    found
}

/// The values that a variable may have: any, when none are listed.
fn values<'a>(subject: &str, old: &'a Node, new: &'a Node) -> Vec<Change<'a>> {
    let (before, after) = (old.items("enum"), new.items("enum"));
    let change = |rule, what: &str, base, revision| {
        Change::new(rule, format!("{subject} {what}"), base, revision)
    };
    match (before.is_empty(), after.is_empty()) {
        (true, false) => {
            let what = "may now have the listed values only";
            return vec![change(rules::SERVER_VARIABLE_BECAME_ENUM, what, old, new)];
        }
        (false, true) => {
            let what = "may now have any value";
            return vec![change(
                rules::SERVER_VARIABLE_BECAME_NOT_ENUM,
                what,
                old,
                new,
            )];
        }
        _ => {}
    }
    let gone = before.iter().filter(|value| !after.contains(value));
    let gone = gone.map(|gone| {
        let what = format!("may no longer be {}", value(gone));
        change(rules::SERVER_VARIABLE_ENUM_VALUE_REMOVED, &what, gone, new)
    });
    let more = after.iter().filter(|value| !before.contains(value));
    let more = more.map(|more| {
        let what = format!("may now be {}", value(more));
        change(rules::SERVER_VARIABLE_ENUM_VALUE_ADDED, &what, old, more)
    });
    gone.chain(more).collect()
}
