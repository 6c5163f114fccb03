//! The comparison of two documents: of all operations, and of what belongs to
//! none of them. All changes are collected here.

use super::change::{Change, Found};
use super::collected::Collected;
use super::context::{Caller, Context, OperationPair};
use super::edition::Edition;
use super::lifecycle::today;
use super::operations::{Compared, compare_items, compare_paths, label};
use super::schema::Pairs;
use super::uses::{self, UsedPair};
use super::verdicts::Verdicts;
use super::version::Version;
use super::witnesses::Witnesses;
use super::{security, servers, texts};
use crate::document::{Document, Node, operations};
use crate::instances::Heirs;
use crate::report::{Bump, Finding};
use crate::rules::changes as rules;

/// All changes from `base` to `revision`, the worst first.
///
/// The files of the two documents must have different ids: see
/// `Sources::after`.
pub fn compare(base: &Document, revision: &Document) -> Vec<Finding> {
    let heirs = [base, revision].map(Heirs::of_document);
    let (old, new) = (
        Edition::new(base, &heirs[0]),
        Edition::new(revision, &heirs[1]),
    );
    let context = Context {
        base: old,
        revision: new,
        schemes: security::Schemes::new(old, new),
        today: today(),
    };
    let mut compared = compare_paths(
        &context,
        base.root().get("paths"),
        revision.root().get("paths"),
    );
    let (webhooks, mut of_document) = webhooks(&context);
    compared.extend(webhooks);
    let inherits = |(operation, _): &Compared<'_>| operation.inherits_security();
    if !compared.iter().any(inherits) {
        of_document.extend(security::compare_unused(&context));
    }
    of_document.extend(security::compare_schemes(&context));
    of_document.extend(servers::compare_document(&context));
    of_document.extend(texts::compare_document(&context));

    let mut collected = Collected::default();
    let mut pairs = Pairs::new(old, new);
    let mut uses = Vec::new();
    for (operation, found) in compared {
        for found in found {
            match found {
                Found::Change(change) => collected.add(change, &operation),
                Found::Schemas(used) => uses.push(UsedPair::new(used, &operation, &mut pairs)),
            }
        }
    }
    of_document.extend(removed_schemas(&context, &pairs));
    for change in of_document {
        collected.add_of_document(change);
    }
    let mut witnesses = Witnesses::new(&pairs, old, new);
    let mut verdicts = Verdicts::new(&pairs, old, new);
    for change in uses::changes(&pairs, &uses, &mut verdicts, &mut witnesses) {
        collected.add_of_schema(change);
    }
    if let Some(change) = version(&context, collected.breaks()) {
        collected.add_of_document(change);
    }
    collected.into_findings(&mut witnesses)
}

/// Who calls is the other way round: what the provider sends is a response to
/// the consumer's registration. A webhook without an operation is a change of the
/// document.
fn webhooks<'a>(context: &Context<'a>) -> (Vec<Compared<'a>>, Vec<Change<'a>>) {
    let (base, revision) = (context.base.root(), context.revision.root());
    let (old, new) = (base.get("webhooks"), revision.get("webhooks"));
    let (mut compared, mut changes) = (Vec::new(), Vec::new());
    let mut alone = |change: Change<'a>, name: &str, item: &'a Node| {
        let path = format!("webhook {name}");
        if operations(item).next().is_none() {
            changes.push(change);
            return Vec::new();
        }
        let found = operations(item).map(|(method, operation)| {
            let operation = OperationPair::alone(label(method, &path), operation);
            (operation, vec![change.clone().into()])
        });
        found.collect()
    };
    for (name, item) in old.and_then(Node::as_object).into_iter().flatten() {
        let item = context.base.resolve(item);
        compared.extend(match new.and_then(|new| new.get(name)) {
            Some(other) => {
                let other = context.revision.resolve(other);
                let path = format!("webhook {name}");
                compare_items(context, (&path, item), (&path, other), Caller::Provider)
            }
            None => {
                let what = format!("the webhook `{name}` was removed");
                let at = new.unwrap_or(revision);
                alone(
                    Change::new(rules::WEBHOOK_REMOVED, what, item, at),
                    name,
                    item,
                )
            }
        });
    }
    for (name, item) in new.and_then(Node::as_object).into_iter().flatten() {
        if old.and_then(|old| old.get(name)).is_none() {
            let item = context.revision.resolve(item);
            let what = format!("the webhook `{name}` is new");
            let change = Change::new(rules::WEBHOOK_ADDED, what, old.unwrap_or(base), item);
            compared.extend(alone(change, name, item));
        }
    }
    (compared, changes)
}

/// The schemas of the components that are gone, unless they are elsewhere.
fn removed_schemas<'a>(context: &Context<'a>, pairs: &Pairs<'a>) -> Vec<Change<'a>> {
    let mut found = Vec::new();
    let old = context.base.root().pointer("/components/schemas");
    let new = context.revision.root().pointer("/components/schemas");
    for (name, schema) in old.and_then(Node::as_object).into_iter().flatten() {
        if new.is_some_and(|new| new.has(name)) {
            continue;
        }
        let (what, now) = match successor(context, pairs, name, schema) {
            Some(Successor::Moved) => continue,
            Some(Successor::Renamed(other, now)) => {
                (format!("the schema `{name}` is now called `{other}`"), now)
            }
            None => {
                let now = new.unwrap_or(context.revision.root());
                (format!("the schema `{name}` was removed"), now)
            }
        };
        found.push(Change::new(rules::API_SCHEMA_REMOVED, what, schema, now));
    }
    found
}

/// What stands in the place of a schema.
enum Successor<'a> {
    /// It allows the same.
    Renamed(&'a str, &'a Node),
    /// To a file of its own.
    Moved,
}

fn successor<'a>(
    context: &Context<'a>,
    pairs: &Pairs<'a>,
    name: &str,
    schema: &'a Node,
) -> Option<Successor<'a>> {
    let root = context.revision.root();
    let components = root.pointer("/components/schemas");
    let mut is_moved = false;
    for pair in pairs.of(schema) {
        let Some(now) = pair.revision else {
            continue;
        };
        let is_elsewhere = now.at.file != root.at.file;
        is_moved |=
            is_elsewhere && (pair.differences.relation.is_equal() || pair.name == Some(name));
        if !pair.differences.relation.is_equal() {
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
fn version<'a>(context: &Context<'a>, breaks: bool) -> Option<Change<'a>> {
    let base = context.base.root().pointer("/info/version");
    let revision = context.revision.root().pointer("/info/version");
    let text = |node: Option<&'a Node>| node.and_then(Node::as_str).unwrap_or_default();
    let (before, after) = (text(base), text(revision));
    let (old, new) = (Version::parse(before)?, Version::parse(after)?);
    let (rule, what) = if new < old {
        let what = format!("the version went back to {after} from {before}");
        (rules::API_VERSION_DECREASED, what)
    } else if breaks && !new.announces(Bump::Major, &old) {
        let what = format!("the version is {after} after {before}, though something breaks");
        (rules::API_MAJOR_VERSION_NOT_BUMPED, what)
    } else {
        return None;
    };
    Some(Change::new(rule, what, base, revision))
}
