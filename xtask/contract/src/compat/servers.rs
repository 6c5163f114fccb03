//! Where the API is served: for the whole of it, and for operations that say so
//! themselves or by their path.

use super::changes::Change;
use super::operations::{Context, Operation};
use super::schema::value;
use super::texts;
use crate::document::Node;
use crate::report::Rule;
use crate::rules::changes as rules;

pub fn compare_whole(context: &mut Context<'_>) {
    let (base, revision) = (context.base.root(), context.revision.root());
    let found = compare(
        base,
        revision,
        [rules::SERVER_REMOVED, rules::SERVER_ADDED],
        "",
    );
    for change in found {
        context.changes.add_whole(change);
    }
}

/// The servers of an operation, when it has others than the whole API.
pub fn compare_operation<'a>(
    context: &mut Context<'a>,
    operation: &Operation<'a>,
    old_item: &'a Node,
    item: &'a Node,
) {
    let owner = |operation: &'a Node, item: &'a Node, root: &'a Node| {
        let all = [operation, item];
        let own = all.into_iter().find(|node| node.has("servers"));
        (own.unwrap_or(root), own.is_some())
    };
    let (base, has_own) = owner(operation.base, old_item, context.base.root());
    let (revision, has_own_now) = owner(operation.revision, item, context.revision.root());
    if !has_own && !has_own_now {
        return;
    }
    let rules = [rules::API_SERVER_REMOVED, rules::API_SERVER_ADDED];
    for change in compare(base, revision, rules, " of the operation") {
        context.changes.add(change, operation);
    }
}

fn compare<'a>(
    base: &'a Node,
    revision: &'a Node,
    [removed, added]: [&'static Rule; 2],
    whose: &str,
) -> Vec<Change<'a>> {
    let find = |owner: &'a Node, url: Option<&str>| {
        let mut servers = owner.items("servers").iter();
        servers.find(|server| server.text("url") == url)
    };
    let mut found = Vec::new();
    for server in base.items("servers") {
        let url = server.text("url");
        let subject = format!("the server {}{whose}", url.unwrap_or_default());
        if let Some(other) = find(revision, url) {
            let rule = rules::SERVER_TEXT_CHANGED;
            found.extend(texts::changed(rule, &subject, server, other));
            variables(&subject, server, other, &mut found);
        } else {
            let at = revision.get("servers").or(Some(revision));
            let change = Change::new(removed, format!("{subject} is gone"));
            found.push(change.base(Some(server)).revision(at));
        }
    }
    for server in revision.items("servers") {
        let url = server.text("url");
        if find(base, url).is_none() {
            let what = format!("the server {}{whose} is new", url.unwrap_or_default());
            let at = base.get("servers").or(Some(base));
            found.push(Change::new(added, what).base(at).revision(Some(server)));
        }
    }
    found
}

/// What stands for the names in braces of a server's URL.
fn variables<'a>(subject: &str, base: &'a Node, revision: &'a Node, found: &mut Vec<Change<'a>>) {
    let find = |owner: &'a Node, name: &str| {
        let variables = owner.get("variables");
        variables.and_then(|variables| variables.get(name))
    };
    for (name, old) in base.members("variables") {
        let subject = format!("{subject}'s variable `{name}`");
        let Some(new) = find(revision, name) else {
            let change = Change::new(rules::SERVER_VARIABLE_REMOVED, format!("{subject} is gone"));
            found.push(change.base(Some(old)).revision(Some(revision)));
            continue;
        };
        let rule = rules::SERVER_TEXT_CHANGED;
        found.extend(texts::changed(rule, &subject, old, new));
        let (before, after) = (old.get("default"), new.get("default"));
        if before != after {
            let what = format!("{subject} {}", texts::difference("default", before, after));
            let change = Change::new(rules::SERVER_VARIABLE_DEFAULT_CHANGED, what);
            found.push(
                change
                    .base(before.or(Some(old)))
                    .revision(after.or(Some(new))),
            );
        }
        values(&subject, old, new, found);
    }
    for (name, new) in revision.members("variables") {
        if find(base, name).is_none() {
            let what = format!("{subject}'s variable `{name}` is new");
            let change = Change::new(rules::SERVER_VARIABLE_ADDED, what);
            found.push(change.base(Some(base)).revision(Some(new)));
        }
    }
}

/// The values that a variable may have: any, when none are listed.
fn values<'a>(subject: &str, old: &'a Node, new: &'a Node, found: &mut Vec<Change<'a>>) {
    let (before, after) = (old.items("enum"), new.items("enum"));
    let mut tell = |rule, what: String, base: &'a Node, revision: &'a Node| {
        let change = Change::new(rule, format!("{subject} {what}"));
        found.push(change.base(Some(base)).revision(Some(revision)));
    };
    match (before.is_empty(), after.is_empty()) {
        (true, false) => {
            let what = "may have the listed values only".into();
            return tell(rules::SERVER_VARIABLE_BECAME_ENUM, what, old, new);
        }
        (false, true) => {
            let what = "may have any value".into();
            return tell(rules::SERVER_VARIABLE_BECAME_NOT_ENUM, what, old, new);
        }
        _ => {}
    }
    for gone in before.iter().filter(|value| !after.contains(value)) {
        let what = format!("may no longer be {}", value(gone));
        tell(rules::SERVER_VARIABLE_ENUM_VALUE_REMOVED, what, gone, new);
    }
    for added in after.iter().filter(|value| !before.contains(value)) {
        let what = format!("may be {}", value(added));
        tell(rules::SERVER_VARIABLE_ENUM_VALUE_ADDED, what, old, added);
    }
}
