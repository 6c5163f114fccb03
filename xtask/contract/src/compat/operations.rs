//! Paths, methods, and what stands on an operation itself.
//!
//! Paths are matched by their templates; what a template's parameters are
//! called makes no other path.

use indexmap::IndexMap;

use super::changes::{Change, Changes};
use super::lifecycle::{self, Stability, Sunset};
use super::reach::Root;
use super::schema::{Conjunction, Encoding, Pairs};
use super::side::Side;
use super::{bodies, parameters, responses, security, servers, texts};
use crate::document::Node;
use crate::report::Direction;
use crate::report::Rule;
use crate::rules::changes as rules;
use crate::rules::changes::Scope;

const METHODS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

/// What a comparison knows and finds.
pub struct Context<'a> {
    pub base: Side<'a>,
    pub revision: Side<'a>,
    pub pairs: Pairs<'a>,
    pub roots: Vec<Root<'a>>,
    pub changes: Changes<'a>,
    pub schemes: security::Schemes<'a>,
    /// What changed for the operations that take their security from the whole
    /// API, before and after: none as long as there is no such operation.
    pub inherited_security: Option<Vec<Change<'a>>>,
    pub today: String,
}

/// Who sends the requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caller {
    Consumer,
    /// Webhooks and callbacks: the provider calls, and the consumer answers.
    Provider,
}

/// One operation in both documents.
pub struct Operation<'a> {
    /// `GET /users/{id}`, as the revision calls it.
    pub label: String,
    pub base: &'a Node,
    pub revision: &'a Node,
    pub caller: Caller,
    /// It is a draft or alpha: nothing that changes breaks anybody.
    pub promises_nothing: bool,
}

impl<'a> Operation<'a> {
    pub fn request(&self) -> Direction {
        match self.caller {
            Caller::Consumer => Direction::Request,
            Caller::Provider => Direction::Response,
        }
    }

    pub fn response(&self) -> Direction {
        match self.caller {
            Caller::Consumer => Direction::Response,
            Caller::Provider => Direction::Request,
        }
    }

    /// An operation that only one of the documents has.
    pub fn alone(label: String, node: &'a Node) -> Self {
        Operation {
            label,
            base: node,
            revision: node,
            caller: Caller::Consumer,
            promises_nothing: lifecycle::stability(node.get("x-stability-level"))
                .is_some_and(Stability::promises_nothing),
        }
    }
}

impl<'a> Context<'a> {
    /// Compares two schemas that the operation uses.
    pub fn schemas(
        &mut self,
        operation: &Operation<'a>,
        direction: Direction,
        scope: Scope,
        subject: String,
        (base, revision): (Option<&'a Node>, Option<&'a Node>),
        encoding: Encoding,
    ) {
        let pair = self.pairs.compare(
            &Conjunction::maybe(base),
            &Conjunction::maybe(revision),
            encoding,
        );
        self.roots.push(Root {
            pair,
            at: [
                base.unwrap_or(operation.base),
                revision.unwrap_or(operation.revision),
            ],
            direction,
            scope,
            subject,
            operation: operation.label.clone(),
            promises_nothing: operation.promises_nothing,
            always_sent: false,
        });
    }
}

/// Compares two objects of path items.
pub fn compare_paths<'a>(
    context: &mut Context<'a>,
    base: Option<&'a Node>,
    revision: Option<&'a Node>,
) {
    let old = by_template(base);
    let new = by_template(revision);
    for (template, (path, item)) in &old {
        match new.get(template) {
            Some((new_path, new_item)) => {
                let item = context.base.resolve(item);
                let new_item = context.revision.resolve(new_item);
                compare_items(
                    context,
                    (path, item),
                    (new_path, new_item),
                    Caller::Consumer,
                );
            }
            None => path_removed(context, path, item, revision),
        }
    }
    for (template, (path, item)) in &new {
        if !old.contains_key(template) {
            let item = context.revision.resolve(item);
            for (method, operation) in operations(item) {
                let label = label(method, path);
                let change = Change::new(rules::ENDPOINT_ADDED, format!("{label} is new"))
                    .base(base)
                    .revision(Some(operation));
                context
                    .changes
                    .add(change, &Operation::alone(label, operation));
            }
        }
    }
}

/// Path items by their templates without names: `/users/{}`.
fn by_template(paths: Option<&Node>) -> IndexMap<String, (&str, &Node)> {
    let mut found: IndexMap<String, (&str, &Node)> = IndexMap::new();
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

fn template(path: &str) -> String {
    let mut text = String::new();
    let mut rest = path;
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

pub fn operations(item: &Node) -> impl Iterator<Item = (&str, &Node)> {
    METHODS
        .iter()
        .filter_map(|method| Some((*method, item.get(method)?)))
}

pub fn label(method: &str, path: &str) -> String {
    format!("{} {path}", method.to_uppercase())
}

pub fn compare_items<'a>(
    context: &mut Context<'a>,
    (old_path, old): (&str, &'a Node),
    (path, new): (&str, &'a Node),
    caller: Caller,
) {
    for (method, base) in operations(old) {
        let Some(revision) = new.get(method) else {
            let ids = &OPERATION_REMOVED;
            removed(context, &label(method, old_path), base, Some(new), ids);
            continue;
        };
        let level = |node: &Node| lifecycle::stability(node.get("x-stability-level"));
        let operation = Operation {
            label: label(method, path),
            base,
            revision,
            caller,
            promises_nothing: level(base).is_some_and(Stability::promises_nothing)
                && level(revision).is_some(),
        };
        lifecycle::compare_operation(context, &operation);
        texts_and_name(context, &operation);
        tags(context, &operation);
        if caller == Caller::Consumer {
            security::compare_operation(context, &operation);
        }
        texts::compare(
            context,
            &operation,
            rules::PATH_TEXT_CHANGED,
            "the path",
            (old, new),
        );
        servers::compare_operation(context, &operation, old, new);
        parameters::compare(context, &operation, (old_path, old), (path, new));
        bodies::compare(context, &operation);
        responses::compare(context, &operation);
        callbacks(context, &operation);
    }
    for (method, operation) in operations(new) {
        if !old.has(method) {
            let label = label(method, path);
            let change = Change::new(rules::ENDPOINT_ADDED, format!("{label} is new"))
                .base(Some(old))
                .revision(Some(operation));
            context
                .changes
                .add(change, &Operation::alone(label, operation));
        }
    }
}

struct RemovedIds {
    without: &'static Rule,
    with: &'static Rule,
    before_sunset: &'static Rule,
    parse: &'static Rule,
}

const PATH_REMOVED: RemovedIds = RemovedIds {
    without: rules::API_PATH_REMOVED_WITHOUT_DEPRECATION,
    with: rules::API_PATH_REMOVED_WITH_DEPRECATION,
    before_sunset: rules::API_PATH_REMOVED_BEFORE_SUNSET,
    parse: rules::API_PATH_SUNSET_PARSE,
};
const OPERATION_REMOVED: RemovedIds = RemovedIds {
    without: rules::API_REMOVED_WITHOUT_DEPRECATION,
    with: rules::API_REMOVED_WITH_DEPRECATION,
    before_sunset: rules::API_REMOVED_BEFORE_SUNSET,
    parse: rules::API_PATH_SUNSET_PARSE,
};

fn path_removed<'a>(
    context: &mut Context<'a>,
    path: &str,
    item: &'a Node,
    revision: Option<&'a Node>,
) {
    let item = context.base.resolve(item);
    for (method, operation) in operations(item) {
        removed(
            context,
            &label(method, path),
            operation,
            revision,
            &PATH_REMOVED,
        );
    }
}

fn removed<'a>(
    context: &mut Context<'a>,
    label: &str,
    operation: &'a Node,
    revision: Option<&'a Node>,
    ids: &RemovedIds,
) {
    let (rule, what) = match lifecycle::sunset(operation) {
        Sunset::None => (
            ids.without,
            format!("{label} is gone, without having been deprecated"),
        ),
        Sunset::Open => (
            ids.with,
            format!("{label} is gone, after having been deprecated"),
        ),
        Sunset::Date(date) if date > context.today.as_str() => (
            ids.before_sunset,
            format!("{label} is gone, before {date} as announced"),
        ),
        Sunset::Date(date) => (
            ids.with,
            format!("{label} is gone, as announced for {date}"),
        ),
        Sunset::Invalid(at) => (
            ids.parse,
            format!("{label} is gone; its end {} is no date", at.to_json()),
        ),
    };
    let change = Change::new(rule, what)
        .base(Some(operation))
        .revision(revision);
    context
        .changes
        .add(change, &Operation::alone(label.to_owned(), operation));
}

fn texts_and_name<'a>(context: &mut Context<'a>, operation: &Operation<'a>) {
    let (base, revision) = (operation.base, operation.revision);
    for (key, rule) in [
        ("summary", rules::API_SUMMARY_CHANGED),
        ("description", rules::API_DESCRIPTION_CHANGED),
        ("externalDocs", rules::API_EXTERNAL_DOCS_CHANGED),
    ] {
        let (before, after) = (base.get(key), revision.get(key));
        if before != after {
            let name = if key == "externalDocs" {
                "documentation"
            } else {
                key
            };
            let what = format!("the operation {}", texts::difference(name, before, after));
            let change = Change::new(rule, what)
                .base(before.or(Some(base)))
                .revision(after.or(Some(revision)));
            context.changes.add(change, operation);
        }
    }
    let (before, after) = (base.text("operationId"), revision.text("operationId"));
    let (rule, what) = match (before, after) {
        (None, Some(after)) => (
            rules::API_OPERATION_ID_ADDED,
            format!("the operationId `{after}` is new"),
        ),
        (Some(before), None) => (
            rules::API_OPERATION_ID_REMOVED,
            format!("the operationId `{before}` is gone"),
        ),
        (Some(before), Some(after)) if before != after => (
            rules::API_OPERATION_ID_REMOVED,
            format!("the operationId is `{after}` instead of `{before}`"),
        ),
        _ => return,
    };
    let change = Change::new(rule, what)
        .base(base.get("operationId").or(Some(base)))
        .revision(revision.get("operationId").or(Some(revision)));
    context.changes.add(change, operation);
}

fn tags<'a>(context: &mut Context<'a>, operation: &Operation<'a>) {
    let (base, revision) = (operation.base, operation.revision);
    for tag in base.items("tags") {
        if !revision.items("tags").contains(tag) {
            let what = format!("the operation is no longer tagged {}", tag.to_json());
            let change = Change::new(rules::API_TAG_REMOVED, what);
            context
                .changes
                .add(change.base(Some(tag)).revision(Some(revision)), operation);
        }
    }
    for tag in revision.items("tags") {
        if !base.items("tags").contains(tag) {
            let what = format!("the operation is now tagged {}", tag.to_json());
            let change = Change::new(rules::API_TAG_ADDED, what);
            context
                .changes
                .add(change.base(Some(base)).revision(Some(tag)), operation);
        }
    }
}

fn callbacks<'a>(context: &mut Context<'a>, operation: &Operation<'a>) {
    if operation.caller == Caller::Provider {
        return;
    }
    let (base, revision) = (operation.base, operation.revision);
    let new = revision.get("callbacks").and_then(Node::as_object);
    for (name, callback) in base.members("callbacks") {
        let Some(other) = new.and_then(|new| new.get(name)) else {
            let what = format!("the callback `{name}` is gone");
            let change = Change::new(rules::CALLBACK_REMOVED, what);
            context.changes.add(
                change.base(Some(callback)).revision(Some(revision)),
                operation,
            );
            continue;
        };
        let (callback, other) = (
            context.base.resolve(callback),
            context.revision.resolve(other),
        );
        called_back(context, operation, name, callback, other);
    }
    for (name, callback) in revision.members("callbacks") {
        if base
            .get("callbacks")
            .and_then(|old| old.get(name))
            .is_none()
        {
            let change = Change::new(
                rules::CALLBACK_ADDED,
                format!("the callback `{name}` is new"),
            );
            context
                .changes
                .add(change.base(Some(base)).revision(Some(callback)), operation);
        }
    }
}

/// One callback: the requests that it sends, by where it sends them.
fn called_back<'a>(
    context: &mut Context<'a>,
    operation: &Operation<'a>,
    name: &str,
    base: &'a Node,
    revision: &'a Node,
) {
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
                    format!("the callback `{name}` to `{expression}` is gone"),
                ),
            };
            let change = Change::new(rule, what)
                .base(Some(item))
                .revision(other.or(Some(revision)));
            context.changes.add(change, operation);
        }
        if let Some(other) = other {
            let path = format!("{name} ({})", operation.label);
            let item = context.base.resolve(item);
            let other = context.revision.resolve(other);
            compare_items(context, (&path, item), (&path, other), Caller::Provider);
        }
    }
    for (expression, item) in members(revision) {
        if !is_alone && !base.has(expression) {
            let what = format!("the callback `{name}` to `{expression}` is new");
            let change = Change::new(rules::CALLBACK_ADDED, what);
            context
                .changes
                .add(change.base(Some(base)).revision(Some(item)), operation);
        }
    }
}
