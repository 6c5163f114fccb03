//! Where the API is served: for the whole of it, and for operations that say so
//! themselves or by their path.

use super::changes::Change;
use super::operations::{Context, Operation};
use crate::document::Node;

pub fn compare_whole(context: &mut Context<'_>) {
    let (base, revision) = (context.base.root(), context.revision.root());
    let found = compare(base, revision, ["server-removed", "server-added"], "");
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
    let rules = ["api-server-removed", "api-server-added"];
    for change in compare(base, revision, rules, " of the operation") {
        context.changes.add(change, operation);
    }
}

fn compare<'a>(
    base: &'a Node,
    revision: &'a Node,
    [removed, added]: [&'static str; 2],
    whose: &str,
) -> Vec<Change<'a>> {
    let has = |owner: &Node, url: Option<&str>| {
        owner
            .items("servers")
            .iter()
            .any(|server| server.text("url") == url)
    };
    let mut found = Vec::new();
    for server in base.items("servers") {
        let url = server.text("url");
        if !has(revision, url) {
            let what = format!("the server {}{whose} is gone", url.unwrap_or_default());
            let at = revision.get("servers").or(Some(revision));
            found.push(Change::new(removed, what).base(Some(server)).revision(at));
        }
    }
    for server in revision.items("servers") {
        let url = server.text("url");
        if !has(base, url) {
            let what = format!("the server {}{whose} is new", url.unwrap_or_default());
            let at = base.get("servers").or(Some(base));
            found.push(Change::new(added, what).base(at).revision(Some(server)));
        }
    }
    found
}
