//! Parameters of an operation and of the path around it.
//!
//! Those of webhooks and callbacks are sent by the provider: what may be
//! missing now breaks who receives it, and what comes on top does not.

use indexmap::IndexMap;

use super::bodies::encoding_of;
use super::changes::Change;
use super::lifecycle::{self, Sunset};
use super::operations::{Caller, Context, Operation};
use super::schema::Encoding;
use super::side::Side;
use super::texts;
use crate::document::Node;
use crate::rules::changes as rules;
use crate::rules::changes::Scope;

/// A parameter as both documents can name it: path parameters by their place
/// in the path, headers without case.
type Name = (String, String);

pub fn compare<'a>(
    context: &mut Context<'a>,
    operation: &Operation<'a>,
    (old_path, old_item): (&str, &'a Node),
    (path, item): (&str, &'a Node),
) {
    let old = collect(context.base, old_item, operation.base, old_path);
    let new = collect(context.revision, item, operation.revision, path);
    for (name, base) in &old {
        match new.get(name) {
            Some(revision) => both(context, operation, base, revision),
            None => removed(context, operation, base),
        }
    }
    for (name, revision) in &new {
        if !old.contains_key(name) {
            added(context, operation, revision);
        }
    }
}

fn collect<'a>(
    side: Side<'a>,
    item: &'a Node,
    operation: &'a Node,
    path: &str,
) -> IndexMap<Name, &'a Node> {
    let mut found = IndexMap::new();
    for node in item
        .items("parameters")
        .iter()
        .chain(operation.items("parameters"))
    {
        let parameter = side.resolve(node);
        let (Some(name), Some(place)) = (parameter.text("name"), parameter.text("in")) else {
            continue;
        };
        let name = match place {
            "path" => path
                .split('{')
                .skip(1)
                .position(|part| part.split('}').next() == Some(name))
                .map_or_else(|| name.to_owned(), |index| format!("{{{index}}}")),
            "header" => name.to_lowercase(),
            _ => name.to_owned(),
        };
        // The operation's own one wins.
        found.insert((place.to_owned(), name), parameter);
    }
    found
}

fn subject(parameter: &Node) -> String {
    format!(
        "the {} parameter `{}`",
        parameter.text("in").unwrap_or_default(),
        parameter.text("name").unwrap_or_default()
    )
}

fn is_required(parameter: &Node) -> bool {
    parameter.flag("required") || parameter.text("in") == Some("path")
}

fn removed<'a>(context: &mut Context<'a>, operation: &Operation<'a>, base: &'a Node) {
    let subject = subject(base);
    let (rule, what) = match lifecycle::sunset(base) {
        Sunset::None => {
            let rule = match (operation.caller, is_required(base)) {
                (Caller::Consumer, _) => rules::REQUEST_PARAMETER_REMOVED,
                (Caller::Provider, true) => rules::REQUIRED_RESPONSE_PARAMETER_REMOVED,
                (Caller::Provider, false) => rules::OPTIONAL_RESPONSE_PARAMETER_REMOVED,
            };
            (rule, format!("{subject} is gone"))
        }
        Sunset::Date(date) if date > context.today.as_str() => (
            rules::REQUEST_PARAMETER_REMOVED_BEFORE_SUNSET,
            format!("{subject} is gone, before {date} as announced"),
        ),
        Sunset::Open | Sunset::Date(_) => (
            rules::REQUEST_PARAMETER_REMOVED_WITH_DEPRECATION,
            format!("{subject} is gone, after having been deprecated"),
        ),
        Sunset::Invalid(at) => (
            rules::REQUEST_PARAMETER_SUNSET_PARSE,
            format!("{subject} is gone; its end {} is no date", at.to_json()),
        ),
    };
    let change = Change::new(rule, what)
        .base(Some(base))
        .revision(Some(operation.revision));
    context.changes.add(change, operation);
}

fn added<'a>(context: &mut Context<'a>, operation: &Operation<'a>, revision: &'a Node) {
    let subject = subject(revision);
    let (rule, what) = if operation.caller == Caller::Provider {
        (rules::RESPONSE_PARAMETER_ADDED, format!("{subject} is new"))
    } else if revision.text("in") == Some("path") {
        (
            rules::NEW_REQUEST_PATH_PARAMETER,
            format!("{subject} is new"),
        )
    } else if is_required(revision) {
        (
            rules::NEW_REQUIRED_REQUEST_PARAMETER,
            format!("{subject} is new and required"),
        )
    } else {
        (
            rules::NEW_OPTIONAL_REQUEST_PARAMETER,
            format!("{subject} is new"),
        )
    };
    let change = Change::new(rule, what)
        .base(Some(operation.base))
        .revision(Some(revision));
    context.changes.add(change, operation);
}

fn both<'a>(
    context: &mut Context<'a>,
    operation: &Operation<'a>,
    base: &'a Node,
    revision: &'a Node,
) {
    let subject = subject(revision);
    renamed(context, operation, base, revision);
    required(context, operation, base, revision, &subject);
    lifecycle::compare_parameter(context, operation, base, revision, &subject);
    serialization(context, operation, base, revision, &subject);
    let rule = rules::PARAMETER_TEXT_CHANGED;
    texts::compare(context, operation, rule, &subject, (base, revision));
    match (content(base), content(revision)) {
        (Some((old_type, old)), Some((new_type, new))) => {
            if old_type != new_type {
                let what = format!("{subject} is written as {new_type} instead of {old_type}");
                let change = Change::new(rules::REQUEST_PARAMETER_CONTENT_CHANGED, what);
                context
                    .changes
                    .add(change.base(Some(base)).revision(Some(revision)), operation);
            }
            let encoding = encoding_of(new_type);
            let schemas = (old.get("schema"), new.get("schema"));
            compare_schemas(context, operation, (base, revision), schemas, encoding);
        }
        (None, None) => {
            let schemas = (base.get("schema"), revision.get("schema"));
            let encoding = if repeats(base) && repeats(revision) {
                Encoding::Repeated
            } else {
                Encoding::Text
            };
            compare_schemas(context, operation, (base, revision), schemas, encoding);
        }
        (before, _) => {
            let (old, new) = if before.is_some() {
                ("content", "schema")
            } else {
                ("schema", "content")
            };
            let what = format!("{subject} is described by `{new}` instead of `{old}`");
            let change = Change::new(rules::REQUEST_PARAMETER_CONTENT_CHANGED, what);
            context
                .changes
                .add(change.base(Some(base)).revision(Some(revision)), operation);
        }
    }
}

/// What a path parameter is called does not travel.
fn renamed<'a>(
    context: &mut Context<'a>,
    operation: &Operation<'a>,
    base: &'a Node,
    revision: &'a Node,
) {
    let name = |node: &'a Node| node.text("name").unwrap_or_default();
    let (before, after) = (name(base), name(revision));
    if revision.text("in") != Some("path") || before == after {
        return;
    }
    let what = format!("the path parameter `{before}` is now called `{after}`");
    let change = Change::new(rules::REQUEST_PATH_PARAMETER_RENAMED, what)
        .base(base.get("name"))
        .revision(revision.get("name"));
    context.changes.add(change, operation);
}

fn compare_schemas<'a>(
    context: &mut Context<'a>,
    operation: &Operation<'a>,
    (base, revision): (&'a Node, &'a Node),
    schemas: (Option<&'a Node>, Option<&'a Node>),
    encoding: Encoding,
) {
    let (direction, subject) = (operation.request(), subject(revision));
    let scope = Scope::Parameter;
    context.schemas(operation, direction, scope, subject, schemas, encoding);
    if let Some(root) = context.roots.last_mut() {
        // A path parameter that does not say so may be left out of a path that
        // is served without it.
        root.always_sent = base.flag("required") && revision.flag("required");
    }
}

fn content(parameter: &Node) -> Option<(&str, &Node)> {
    let (media_type, content) = parameter.members("content").next()?;
    Some((media_type, content))
}

fn required<'a>(
    context: &mut Context<'a>,
    operation: &Operation<'a>,
    base: &'a Node,
    revision: &'a Node,
    subject: &str,
) {
    let [became_required, became_optional] = match operation.caller {
        Caller::Consumer => [
            rules::REQUEST_PARAMETER_BECAME_REQUIRED,
            rules::REQUEST_PARAMETER_BECAME_OPTIONAL,
        ],
        Caller::Provider => [
            rules::RESPONSE_PARAMETER_BECAME_REQUIRED,
            rules::RESPONSE_PARAMETER_BECAME_OPTIONAL,
        ],
    };
    let (rule, what) = match (is_required(base), is_required(revision)) {
        (false, true) => (became_required, format!("{subject} is now required")),
        (true, false) => (became_optional, format!("{subject} is no longer required")),
        _ => return,
    };
    let change = Change::new(rule, what)
        .base(base.get("required").or(Some(base)))
        .revision(revision.get("required").or(Some(revision)));
    context.changes.add(change, operation);
}

/// How a parameter is written, with the defaults filled in.
fn style(parameter: &Node) -> (&str, bool) {
    let default = match parameter.text("in") {
        Some("query" | "cookie") => "form",
        _ => "simple",
    };
    let style = parameter.text("style").unwrap_or(default);
    let explode = parameter
        .get("explode")
        .and_then(Node::as_bool)
        .unwrap_or(style == "form");
    (style, explode)
}

/// Whether an array is written as `tag=a&tag=b`, which a single value is an
/// array of one for.
fn repeats(parameter: &Node) -> bool {
    style(parameter) == ("form", true)
}

fn serialization<'a>(
    context: &mut Context<'a>,
    operation: &Operation<'a>,
    base: &'a Node,
    revision: &'a Node,
    subject: &str,
) {
    let at = |key| {
        move |change: Change<'a>| {
            change
                .base(base.get(key).or(Some(base)))
                .revision(revision.get(key).or(Some(revision)))
        }
    };
    let ((old_style, old_explode), (new_style, new_explode)) = (style(base), style(revision));
    let is_scalar = |schema: Option<&'a Node>, side: Side<'a>| {
        schema.is_some_and(|schema| {
            matches!(
                side.resolve(schema).text("type"),
                Some("string" | "number" | "integer" | "boolean")
            )
        })
    };
    if old_style != new_style {
        let what = format!("{subject} has the style {new_style} instead of {old_style}");
        let change = Change::new(rules::REQUEST_PARAMETER_STYLE_CHANGED, what);
        context.changes.add(at("style")(change), operation);
    } else if old_explode != new_explode
        && !(is_scalar(base.get("schema"), context.base)
            && is_scalar(revision.get("schema"), context.revision))
    {
        let what = if new_explode {
            format!("{subject} writes every item on its own (`explode`)")
        } else {
            format!("{subject} writes all items as one (`explode`)")
        };
        let change = Change::new(rules::REQUEST_PARAMETER_EXPLODE_CHANGED, what);
        context.changes.add(at("explode")(change), operation);
    }
    for (key, rules, what) in [
        (
            "allowReserved",
            [
                rules::REQUEST_PARAMETER_BECAME_ALLOW_RESERVED,
                rules::REQUEST_PARAMETER_BECAME_NOT_ALLOW_RESERVED,
            ],
            "hold reserved characters",
        ),
        (
            "allowEmptyValue",
            [
                rules::REQUEST_PARAMETER_BECAME_ALLOW_EMPTY,
                rules::REQUEST_PARAMETER_BECAME_NOT_ALLOW_EMPTY,
            ],
            "be sent without a value",
        ),
    ] {
        let (before, after) = (base.flag(key), revision.flag(key));
        if before != after {
            let (rule, may) = if after {
                (rules[0], "may now")
            } else {
                (rules[1], "may no longer")
            };
            let change = Change::new(rule, format!("{subject} {may} {what}"));
            context.changes.add(at(key)(change), operation);
        }
    }
}
