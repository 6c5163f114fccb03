//! The comparison of two documents, and what belongs to none of their
//! operations: servers, components, webhooks, the version.

use super::changes::{Change, Changes};
use super::lifecycle::today;
use super::operations::{
    Caller, Context, Operation, compare_items, compare_paths, label, operations,
};
use super::schema::Pairs;
use super::side::Side;
use super::version::Version;
use super::{reach, security, servers, texts};
use crate::document::{Document, Node};
use crate::report::{Bump, Finding};
use crate::rules::changes as rules;

/// All changes from `base` to `revision`, the worst first.
///
/// The files of the two documents must have different ids: see
/// `Sources::starting_at`.
pub fn compare(base: &Document, revision: &Document) -> Vec<Finding> {
    let (old, new) = (Side::new(base), Side::new(revision));
    let mut context = Context {
        base: old,
        revision: new,
        pairs: Pairs::new(old, new),
        roots: Vec::new(),
        changes: Changes::default(),
        schemes: security::Schemes::new(old, new),
        inherited_security: None,
        today: today(),
    };
    compare_paths(
        &mut context,
        base.root().get("paths"),
        revision.root().get("paths"),
    );
    webhooks(&mut context);
    security::compare_global(&mut context);
    security::compare_schemes(&mut context);
    servers::compare_whole(&mut context);
    texts::compare_whole(&mut context);
    removed_schemas(&mut context);
    reach::tell(&context.pairs, &context.roots, &mut context.changes);
    version(&mut context);
    context.changes.into_findings()
}

/// Who calls is the other way round: what the provider sends is a response to
/// the consumer's registration.
fn webhooks(context: &mut Context<'_>) {
    let old = context.base.root().get("webhooks");
    let new = context.revision.root().get("webhooks");
    for (name, item) in old.and_then(Node::as_object).into_iter().flatten() {
        let item = context.base.resolve(item);
        match new.and_then(|new| new.get(name)) {
            Some(other) => {
                let other = context.revision.resolve(other);
                let path = format!("webhook {name}");
                compare_items(context, (&path, item), (&path, other), Caller::Provider);
            }
            None => {
                let change = Change::new(
                    rules::WEBHOOK_REMOVED,
                    format!("the webhook `{name}` is gone"),
                )
                .base(Some(item))
                .revision(new.or(Some(context.revision.root())));
                tell_webhook(context, change, name, item);
            }
        }
    }
    for (name, item) in new.and_then(Node::as_object).into_iter().flatten() {
        if old.and_then(|old| old.get(name)).is_none() {
            let item = context.revision.resolve(item);
            let change = Change::new(rules::WEBHOOK_ADDED, format!("the webhook `{name}` is new"))
                .base(old.or(Some(context.base.root())))
                .revision(Some(item));
            tell_webhook(context, change, name, item);
        }
    }
}

fn tell_webhook<'a>(context: &mut Context<'a>, change: Change<'a>, name: &str, item: &'a Node) {
    let path = format!("webhook {name}");
    let labels: Vec<(String, &Node)> = operations(item)
        .map(|(method, operation)| (label(method, &path), operation))
        .collect();
    if labels.is_empty() {
        context.changes.add_whole(change.clone());
    }
    for (label, operation) in labels {
        context
            .changes
            .add(change.clone(), &Operation::alone(label, operation));
    }
}

fn removed_schemas(context: &mut Context<'_>) {
    let old = context.base.root().pointer("/components/schemas");
    let new = context.revision.root().pointer("/components/schemas");
    for (name, schema) in old.and_then(Node::as_object).into_iter().flatten() {
        if new.is_some_and(|new| new.has(name)) {
            continue;
        }
        let (what, now) = match successor(context, name, schema) {
            Some(Successor::Moved) => continue,
            Some(Successor::Renamed(other, now)) => {
                (format!("the schema `{name}` is now called `{other}`"), now)
            }
            None => {
                let now = new.unwrap_or(context.revision.root());
                (format!("the schema `{name}` is gone"), now)
            }
        };
        let change = Change::new(rules::API_SCHEMA_REMOVED, what)
            .base(Some(schema))
            .revision(Some(now));
        context.changes.add_whole(change);
    }
}

/// What stands in the place of a schema.
enum Successor<'a> {
    /// It allows the same.
    Renamed(&'a str, &'a Node),
    /// To a file of its own.
    Moved,
}

fn successor<'a>(context: &Context<'a>, name: &str, schema: &'a Node) -> Option<Successor<'a>> {
    let root = context.revision.root();
    let components = root.pointer("/components/schemas");
    let mut is_moved = false;
    for pair in context.pairs.of(schema) {
        let Some(now) = pair.revision else {
            continue;
        };
        let is_elsewhere = now.at.file != root.at.file;
        is_moved |= is_elsewhere && (pair.relation.is_equal() || pair.name == Some(name));
        if !pair.relation.is_equal() {
            continue;
        }
        let mut members = components.and_then(Node::as_object).into_iter().flatten();
        if let Some((name, _)) = members.find(|(_, node)| std::ptr::eq(*node, now)) {
            return Some(Successor::Renamed(name, now));
        }
    }
    is_moved.then_some(Successor::Moved)
}

/// Whether `info.version` says what the other changes say.
fn version(context: &mut Context<'_>) {
    let base = context.base.root().pointer("/info/version");
    let revision = context.revision.root().pointer("/info/version");
    let text = |node: Option<&Node>| node.and_then(Node::as_str).unwrap_or_default().to_owned();
    let (before, after) = (text(base), text(revision));
    let (Some(old), Some(new)) = (Version::parse(&before), Version::parse(&after)) else {
        return;
    };
    let change = if new < old {
        let what = format!("the version is {after} instead of {before}: it went back");
        Change::new(rules::API_VERSION_DECREASED, what)
    } else if context.changes.breaks() && !new.announces(Bump::Major, &old) {
        let what = format!("the version is {after} after {before}, though something breaks");
        Change::new(rules::API_MAJOR_VERSION_NOT_BUMPED, what)
    } else {
        return;
    };
    context
        .changes
        .add_whole(change.base(base).revision(revision));
}
