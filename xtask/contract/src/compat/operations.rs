//! Paths, methods, and what stands on an operation itself.
//!
//! Paths are matched by their templates; what a template's parameters are
//! called makes no other path.

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;

use super::change::{Change, Found};
use super::context::{Caller, Context, OperationPair};
use super::edition::Edition;
use super::edition::member_or_self;
use super::lifecycle::{self, Stability, Sunset};
use super::{bodies, parameters, responses, security, servers, texts, urls};
use crate::document::{Node, operation, operations, sent_method};
use crate::report::Rule;
use crate::rules::changes as rules;

/// An operation, and what changed in it.
pub type Compared<'a> = (OperationPair<'a>, Vec<Found<'a>>);

/// Compares two objects of path items.
pub fn compare_paths<'a>(
    context: &Context<'a>,
    base: Option<&'a Node>,
    revision: Option<&'a Node>,
) -> Vec<Compared<'a>> {
    let old = by_template(base);
    let new = by_template(revision);
    let same = same_paths(context, &old, &new);
    let mut found = Vec::new();
    for (template, (path, item)) in &old {
        let item = context.base.resolve(item);
        match same.get(template).and_then(|other| new.get(other)) {
            Some((new_path, new_item)) => {
                let new_item = (*new_path, context.revision.resolve(new_item));
                found.extend(compare_items(
                    context,
                    (path, item),
                    new_item,
                    Caller::Consumer,
                ));
            }
            None => found.extend(operations(item).map(|(method, operation)| {
                let label = label(method, path);
                removed(context, label, operation, revision, &PATH_REMOVED)
            })),
        }
    }
    let known: HashSet<&String> = same.values().collect();
    let is_new = |(template, _): &(&String, &_)| !known.contains(template);
    for (_, (path, item)) in new.iter().filter(is_new) {
        let operations = operations(context.revision.resolve(item));
        found.extend(operations.map(|(method, node)| added(label(method, path), node, base)));
    }
    found
}

/// The path items that are the same ones, by their templates: those that are asked for
/// at one path of a server, and else those that are called the same.
fn same_paths(context: &Context<'_>, old: &Items<'_>, new: &Items<'_>) -> IndexMap<String, String> {
    let paths = |edition: Edition<'_>, (path, item): &(&str, &Node)| {
        urls::paths_of(edition, edition.resolve(item), path)
    };
    let mut asked_for: HashMap<String, &String> = HashMap::new();
    for (template, place) in new {
        for path in paths(context.revision, place) {
            asked_for.entry(path).or_insert(template);
        }
    }
    let mut same = IndexMap::new();
    let mut taken = HashSet::new();
    for (template, place) in old {
        let mut paths = paths(context.base, place).into_iter();
        let other = paths.find_map(|path| asked_for.get(&path).copied());
        if let Some(other) = other.filter(|other| taken.insert((*other).clone())) {
            same.insert(template.clone(), other.clone());
        }
    }
    for template in old.keys() {
        let is_left = !same.contains_key(template) && new.contains_key(template);
        if is_left && taken.insert(template.clone()) {
            same.insert(template.clone(), template.clone());
        }
    }
    same
}

type Items<'a> = IndexMap<String, (&'a str, &'a Node)>;

/// Path items by their templates without names: `/users/{}`.
fn by_template(paths: Option<&Node>) -> Items<'_> {
    let mut found: Items<'_> = IndexMap::new();
    for (path, item) in paths.and_then(Node::as_object).into_iter().flatten() {
        if path.starts_with("x-") {
            continue;
        }
        let template = template(path);
        // Two spellings of one template: the second one keeps its own name.
        let key = if found.contains_key(&template) {
            path.clone()
        } else {
            template
        };
        found.insert(key, (path, item));
    }
    found
}

/// A path without the names of its parameters, and in one spelling of its characters.
pub fn template(path: &str) -> String {
    let path = unescaped(path);
    let mut text = String::new();
    let mut rest = path.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        let Some((_, behind)) = after.split_once('}') else {
            break;
        };
        text.push_str(before);
        text.push_str("{}");
        rest = behind;
    }
    text.push_str(rest);
    text
}

/// A path in which what need not be escaped is not (RFC 3986, section 6.2.2).
fn unescaped(path: &str) -> String {
    let mut text = String::new();
    let mut rest = path;
    while let Some(index) = rest.find('%') {
        let (before, escaped) = rest.split_at(index);
        text.push_str(before);
        let code = escaped.get(1..3);
        let code = code.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        let length = match code.map(char::from) {
            Some(c) if c.is_ascii_alphanumeric() || "-._~".contains(c) => {
                text.push(c);
                3
            }
            Some(c) => {
                text.push_str(&format!("%{:02X}", c as u32));
                3
            }
            None => {
                text.push('%');
                1
            }
        };
        rest = &escaped[length..];
    }
    text + rest
}

pub fn label(method: &str, path: &str) -> String {
    format!("{} {path}", sent_method(method))
}

pub fn compare_items<'a>(
    context: &Context<'a>,
    (old_path, old): (&str, &'a Node),
    (path, new): (&str, &'a Node),
    caller: Caller,
) -> Vec<Compared<'a>> {
    let mut found = Vec::new();
    for (method, base) in operations(old) {
        let Some(revision) = operation(new, method) else {
            let label = label(method, old_path);
            found.push(removed(context, label, base, Some(new), &OPERATION_REMOVED));
            continue;
        };
        let level = |node: &Node| lifecycle::stability(node.get("x-stability-level"));
        let operation = OperationPair {
            label: label(method, path),
            base,
            revision,
            caller,
            promises_nothing: level(base).is_some_and(Stability::promises_nothing)
                && level(revision).is_some(),
        };
        let mut changes = lifecycle::compare_operation(&operation);
        changes.extend(texts_and_name(&operation));
        changes.extend(tags(&operation));
        if caller == Caller::Consumer {
            changes.extend(security::compare_operation(context, &operation, old));
        }
        changes.extend(texts::changed(
            rules::PATH_TEXT_CHANGED,
            "the path",
            old,
            new,
        ));
        changes.extend(servers::compare_operation(
            context,
            &operation,
            (old_path, old),
            (path, new),
        ));
        let mut all: Vec<Found<'a>> = changes.into_iter().map(Found::from).collect();
        all.extend(parameters::compare(
            context,
            &operation,
            (old_path, old),
            (path, new),
        ));
        all.extend(bodies::compare(context, &operation));
        all.extend(responses::compare(context, &operation));
        let (changes, called) = callbacks(context, &operation);
        all.extend(changes.into_iter().map(Found::from));
        found.push((operation, all));
        found.extend(called);
    }
    let is_new = |(method, _): &(&str, &Node)| operation(old, method).is_none();
    let new = operations(new).filter(is_new);
    found.extend(new.map(|(method, node)| added(label(method, path), node, Some(old))));
    found
}

fn added<'a>(label: String, operation: &'a Node, base: Option<&'a Node>) -> Compared<'a> {
    let what = format!("{label} is new");
    let change = Change::new(rules::ENDPOINT_ADDED, what, base, operation);
    (OperationPair::alone(label, operation), vec![change.into()])
}

/// The rules of what is gone, with its path or alone.
struct Removed {
    without_deprecation: &'static Rule,
    with_deprecation: &'static Rule,
    before_sunset: &'static Rule,
}

const PATH_REMOVED: Removed = Removed {
    without_deprecation: rules::API_PATH_REMOVED_WITHOUT_DEPRECATION,
    with_deprecation: rules::API_PATH_REMOVED_WITH_DEPRECATION,
    before_sunset: rules::API_PATH_REMOVED_BEFORE_SUNSET,
};
const OPERATION_REMOVED: Removed = Removed {
    without_deprecation: rules::API_REMOVED_WITHOUT_DEPRECATION,
    with_deprecation: rules::API_REMOVED_WITH_DEPRECATION,
    before_sunset: rules::API_REMOVED_BEFORE_SUNSET,
};

fn removed<'a>(
    context: &Context<'a>,
    label: String,
    operation: &'a Node,
    revision: Option<&'a Node>,
    rules: &Removed,
) -> Compared<'a> {
    let (rule, what) = match lifecycle::sunset(operation) {
        Sunset::None => (
            rules.without_deprecation,
            "without having been deprecated".to_owned(),
        ),
        Sunset::Open => (
            rules.with_deprecation,
            "after having been deprecated".to_owned(),
        ),
        Sunset::Date(date) if date > context.today.as_str() => (
            rules.before_sunset,
            format!("before its sunset date {date}"),
        ),
        Sunset::Date(date) => (rules.with_deprecation, format!("as announced for {date}")),
        Sunset::Invalid(at) => {
            let what = format!(
                "{label} was removed; its sunset {} is not a date",
                at.to_json()
            );
            let change = Change::new(rules::API_PATH_SUNSET_PARSE, what, operation, revision);
            return (OperationPair::alone(label, operation), vec![change.into()]);
        }
    };
    let what = format!("{label} was removed {what}");
    let change = Change::new(rule, what, operation, revision);
    (OperationPair::alone(label, operation), vec![change.into()])
}

fn texts_and_name<'a>(operation: &OperationPair<'a>) -> Vec<Change<'a>> {
    let (base, revision) = (operation.base, operation.revision);
    let mut found = Vec::new();
    for (key, name, rule) in [
        ("summary", "summary", rules::API_SUMMARY_CHANGED),
        ("description", "description", rules::API_DESCRIPTION_CHANGED),
        (
            "externalDocs",
            "documentation",
            rules::API_EXTERNAL_DOCS_CHANGED,
        ),
    ] {
        let (before, after) = (base.get(key), revision.get(key));
        if before != after {
            let what = format!("the operation {}", texts::difference(name, before, after));
            let (base, revision) = (member_or_self(base, key), member_or_self(revision, key));
            found.push(Change::new(rule, what, base, revision));
        }
    }
    let (before, after) = (base.text("operationId"), revision.text("operationId"));
    let renamed = match (before, after) {
        (None, Some(after)) => Some((
            rules::API_OPERATION_ID_ADDED,
            format!("the operationId `{after}` is new"),
        )),
        (Some(before), None) => Some((
            rules::API_OPERATION_ID_REMOVED,
            format!("the operationId `{before}` was removed"),
        )),
        (Some(before), Some(after)) if before != after => Some((
            rules::API_OPERATION_ID_REMOVED,
            format!("the operationId is `{after}` instead of `{before}`"),
        )),
        _ => None,
    };
    found.extend(renamed.map(|(rule, what)| {
        let at = |node| member_or_self(node, "operationId");
        Change::new(rule, what, at(base), at(revision))
    }));
    found
}

fn tags<'a>(operation: &OperationPair<'a>) -> Vec<Change<'a>> {
    let (base, revision) = (operation.base, operation.revision);
    let beyond = |owner: &'a Node, other: &'a Node| {
        let tags = owner.items("tags").iter();
        tags.filter(|tag| !other.items("tags").contains(tag))
    };
    let gone = beyond(base, revision).map(|tag| {
        let what = format!("the operation is no longer tagged {}", tag.to_json());
        Change::new(rules::API_TAG_REMOVED, what, tag, revision)
    });
    let new = beyond(revision, base).map(|tag| {
        let what = format!("the operation is now tagged {}", tag.to_json());
        Change::new(rules::API_TAG_ADDED, what, base, tag)
    });
    gone.chain(new).collect()
}

/// The changes of an operation's callbacks, and the requests that they send.
fn callbacks<'a>(
    context: &Context<'a>,
    operation: &OperationPair<'a>,
) -> (Vec<Change<'a>>, Vec<Compared<'a>>) {
    let (mut changes, mut called) = (Vec::new(), Vec::new());
    if operation.caller == Caller::Provider {
        return (changes, called);
    }
    let (base, revision) = (operation.base, operation.revision);
    let find = |owner: &'a Node, name: &str| owner.get("callbacks").and_then(|all| all.get(name));
    for (name, callback) in base.members("callbacks") {
        let Some(other) = find(revision, name) else {
            let what = format!("the callback `{name}` was removed");
            changes.push(Change::new(
                rules::CALLBACK_REMOVED,
                what,
                callback,
                revision,
            ));
            continue;
        };
        let callback = context.base.resolve(callback);
        let other = context.revision.resolve(other);
        let (more, items) = callback_items(context, operation, name, callback, other);
        changes.extend(more);
        called.extend(items);
    }
    for (name, callback) in revision.members("callbacks") {
        if find(base, name).is_none() {
            let what = format!("the callback `{name}` is new");
            changes.push(Change::new(rules::CALLBACK_ADDED, what, base, callback));
        }
    }
    (changes, called)
}

/// One callback: the requests that it sends, by where it sends them.
fn callback_items<'a>(
    context: &Context<'a>,
    operation: &OperationPair<'a>,
    name: &str,
    base: &'a Node,
    revision: &'a Node,
) -> (Vec<Change<'a>>, Vec<Compared<'a>>) {
    let (mut changes, mut called) = (Vec::new(), Vec::new());
    let members = |node: &'a Node| node.as_object().into_iter().flatten();
    let is_alone = members(base).count() == 1 && members(revision).count() == 1;
    for (expression, item) in members(base) {
        let same = revision.get(expression);
        // The one request is the same one, sent elsewhere.
        let other = same.or_else(|| {
            let moved = members(revision).next().filter(|_| is_alone);
            moved.map(|(_, item)| item)
        });
        if same.is_none() {
            let (rule, what) = match other {
                Some(_) => (
                    rules::CALLBACK_URL_CHANGED,
                    format!("the callback `{name}` is no longer sent to `{expression}`"),
                ),
                None => (
                    rules::CALLBACK_REMOVED,
                    format!("the callback `{name}` to `{expression}` was removed"),
                ),
            };
            changes.push(Change::new(rule, what, item, other.unwrap_or(revision)));
        }
        if let Some(other) = other {
            let path = format!("{name} ({})", operation.label);
            let item = context.base.resolve(item);
            let other = context.revision.resolve(other);
            called.extend(compare_items(
                context,
                (&path, item),
                (&path, other),
                Caller::Provider,
            ));
        }
    }
    for (expression, item) in members(revision) {
        if !is_alone && !base.has(expression) {
            let what = format!("the callback `{name}` to `{expression}` is new");
            changes.push(Change::new(rules::CALLBACK_ADDED, what, base, item));
        }
    }
    (changes, called)
}
