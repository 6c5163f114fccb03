//! Parameters of an operation and of the path around it.
//!
//! Those of webhooks and callbacks are sent by the provider: what may be
//! missing now breaks who receives it, and what comes on top does not.

use indexmap::IndexMap;

use super::bodies::encoding_of;
use super::change::{Change, Found, Message, Use};
use super::context::{Caller, Context, OperationPair};
use super::edition::{Edition, member_or_self};
use super::lifecycle::{self, Sunset};
use super::schema::Encoding;
use super::styles::{Differs, Style};
use super::texts;
use crate::document::{IGNORED_HEADERS, Node};
use crate::rules::changes::{self as rules, Scope};

/// A parameter as both editions can name it: path parameters by their place
/// in the path, headers without case.
type Name = (String, String);

pub fn compare<'a>(
    context: &Context<'a>,
    operation: &OperationPair<'a>,
    (old_path, old_item): (&str, &'a Node),
    (path, item): (&str, &'a Node),
) -> Vec<Found<'a>> {
    let old = collect(context.base, old_item, operation.base, old_path);
    let new = collect(context.revision, item, operation.revision, path);
    let mut found = Vec::new();
    for (name, base) in &old {
        match new.get(name) {
            Some(revision) => found.extend(compare_one(context, operation, base, revision)),
            None => found.push(removed(context, operation, base).into()),
        }
    }
    for (name, revision) in &new {
        if !old.contains_key(name) {
            found.push(added(operation, revision).into());
        }
    }
    found
}

fn collect<'a>(
    edition: Edition<'a>,
    item: &'a Node,
    operation: &'a Node,
    path: &str,
) -> IndexMap<Name, &'a Node> {
    let mut found = IndexMap::new();
    let all = item.items("parameters").iter();
    for node in all.chain(operation.items("parameters")) {
        let parameter = edition.resolve(node);
        let (Some(name), Some(location)) = (parameter.text("name"), parameter.text("in")) else {
            continue;
        };
        if is_ignored(location, name) {
            continue;
        }
        let name = match location {
            "path" => path
                .split('{')
                .skip(1)
                .position(|part| part.split('}').next() == Some(name))
                .map_or_else(|| name.to_owned(), |index| format!("{{{index}}}")),
            "header" => name.to_lowercase(),
            // All of the query: its name does not travel (OpenAPI 3.2.0, section 4.12.2).
            "querystring" => String::new(),
            _ => name.to_owned(),
        };
        // The operation's own one wins.
        found.insert((location.to_owned(), name), parameter);
    }
    found
}

/// What OpenAPI tells to pass over: it changes nothing (OpenAPI 3.1.1, section 4.8.12.2).
fn is_ignored(location: &str, name: &str) -> bool {
    location == "header" && IGNORED_HEADERS.contains(&name.to_lowercase().as_str())
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

fn removed<'a>(context: &Context<'a>, operation: &OperationPair<'a>, base: &'a Node) -> Change<'a> {
    let subject = subject(base);
    let (rule, what) = match lifecycle::sunset(base) {
        Sunset::None => {
            let rule = match (operation.caller, is_required(base)) {
                (Caller::Consumer, _) => rules::REQUEST_PARAMETER_REMOVED,
                (Caller::Provider, true) => rules::REQUIRED_RESPONSE_PARAMETER_REMOVED,
                (Caller::Provider, false) => rules::OPTIONAL_RESPONSE_PARAMETER_REMOVED,
            };
            (rule, format!("{subject} was removed"))
        }
        Sunset::Date(date) if date > context.today.as_str() => (
            rules::REQUEST_PARAMETER_REMOVED_BEFORE_SUNSET,
            format!("{subject} was removed before its sunset date {date}"),
        ),
        Sunset::Open | Sunset::Date(_) => (
            rules::REQUEST_PARAMETER_REMOVED_WITH_DEPRECATION,
            format!("{subject} was removed after having been deprecated"),
        ),
        Sunset::Invalid(at) => (
            rules::REQUEST_PARAMETER_SUNSET_PARSE,
            format!(
                "{subject} was removed; its sunset {} is not a date",
                at.to_json()
            ),
        ),
    };
    Change::new(rule, what, base, operation.revision)
}

fn added<'a>(operation: &OperationPair<'a>, revision: &'a Node) -> Change<'a> {
    let mut what = format!("{} is new", subject(revision));
    let rule = if operation.caller == Caller::Provider {
        rules::RESPONSE_PARAMETER_ADDED
    } else if revision.text("in") == Some("path") {
        rules::NEW_REQUEST_PATH_PARAMETER
    } else if is_required(revision) {
        what.push_str(" and required");
        rules::NEW_REQUIRED_REQUEST_PARAMETER
    } else {
        rules::NEW_OPTIONAL_REQUEST_PARAMETER
    };
    Change::new(rule, what, operation.base, revision)
}

/// A parameter that both editions have.
fn compare_one<'a>(
    context: &Context<'a>,
    operation: &OperationPair<'a>,
    base: &'a Node,
    revision: &'a Node,
) -> Vec<Found<'a>> {
    let subject = subject(revision);
    let mut changes: Vec<Change<'a>> = Vec::new();
    changes.extend(renamed(base, revision));
    changes.extend(required(operation, base, revision, &subject));
    changes.extend(lifecycle::compare_parameter(base, revision, &subject));
    changes.extend(serialization(context, base, revision, &subject));
    let rule = rules::PARAMETER_TEXT_CHANGED;
    changes.extend(texts::changed(rule, &subject, base, revision));
    let content_changed = |what: String| {
        Change::new(
            rules::REQUEST_PARAMETER_CONTENT_CHANGED,
            format!("{subject} {what}"),
            base,
            revision,
        )
    };
    let schemas = match (content(base), content(revision)) {
        (Some((old_type, old)), Some((new_type, new))) => {
            if old_type != new_type {
                let what = format!("is written as {new_type} instead of {old_type}");
                changes.push(content_changed(what));
            }
            let schemas = (old.get("schema"), new.get("schema"));
            Some((schemas, encoding_of(new_type)))
        }
        (None, None) => {
            let old = Style::of_parameter(base, context.base);
            let new = Style::of_parameter(revision, context.revision);
            let schemas = (base.get("schema"), revision.get("schema"));
            Some((schemas, old.encoding_of_both(&new)))
        }
        (before, after) if is_plain_json(context, [base, revision], [before, after]) => {
            let schema = |parameter: &'a Node| match content(parameter) {
                Some((_, content)) => content.get("schema"),
                None => parameter.get("schema"),
            };
            Some(((schema(base), schema(revision)), Encoding::Text))
        }
        (before, _) => {
            let (old, new) = if before.is_some() {
                ("content", "schema")
            } else {
                ("schema", "content")
            };
            let what = format!("is described by `{new}` instead of `{old}`");
            changes.push(content_changed(what));
            None
        }
    };
    let schemas = schemas.map(|(schemas, encoding)| {
        Found::Schemas(Use {
            base: schemas.0,
            revision: schemas.1,
            direction: operation.request(),
            message: Message::Request,
            scope: Scope::Parameter,
            subject: subject.clone(),
            encoding,
            members: Vec::new(),
            // A path parameter that does not say so may be left out of a path
            // that is served without it.
            is_always_sent: base.flag("required") && revision.flag("required"),
        })
    });
    changes
        .into_iter()
        .map(Found::from)
        .chain(schemas)
        .collect()
}

/// What a path parameter is called does not travel.
fn renamed<'a>(base: &'a Node, revision: &'a Node) -> Option<Change<'a>> {
    let name = |node: &'a Node| node.text("name").unwrap_or_default();
    let (before, after) = (name(base), name(revision));
    if revision.text("in") != Some("path") || before == after {
        return None;
    }
    let what = format!("the path parameter `{before}` is now called `{after}`");
    let rule = rules::REQUEST_PATH_PARAMETER_RENAMED;
    Some(Change::new(
        rule,
        what,
        base.get("name"),
        revision.get("name"),
    ))
}

fn content(parameter: &Node) -> Option<(&str, &Node)> {
    let (media_type, content) = parameter.members("content").next()?;
    Some((media_type, content))
}

/// Whether a number or a boolean is JSON in one of the editions, and a word in the other one:
/// that is one text.
fn is_plain_json<'a>(
    context: &Context<'a>,
    parameters: [&'a Node; 2],
    contents: [Option<(&'a str, &'a Node)>; 2],
) -> bool {
    let editions = [context.base, context.revision];
    (0..2).all(|index| {
        let (parameter, edition) = (parameters[index], editions[index]);
        match contents[index] {
            Some((media_type, content)) => {
                encoding_of(media_type) == Encoding::Json
                    && Style::new(None, "simple", content.get("schema"), edition).is_plain()
            }
            None => {
                let style = Style::of_parameter(parameter, edition);
                style.is_plain() && matches!(style.style, "form" | "simple" | "cookie")
            }
        }
    })
}

fn required<'a>(
    operation: &OperationPair<'a>,
    base: &'a Node,
    revision: &'a Node,
    subject: &str,
) -> Option<Change<'a>> {
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
        (false, true) => (became_required, "is now required"),
        (true, false) => (became_optional, "is no longer required"),
        _ => return None,
    };
    let at = |node| member_or_self(node, "required");
    Some(Change::new(
        rule,
        format!("{subject} {what}"),
        at(base),
        at(revision),
    ))
}

fn serialization<'a>(
    context: &Context<'a>,
    base: &'a Node,
    revision: &'a Node,
    subject: &str,
) -> Vec<Change<'a>> {
    let change = |rule, key, what: &str| {
        let (base, revision) = (member_or_self(base, key), member_or_self(revision, key));
        Change::new(rule, format!("{subject} {what}"), base, revision)
    };
    let mut found = Vec::new();
    let old = Style::of_parameter(base, context.base);
    let new = Style::of_parameter(revision, context.revision);
    match old.differs(&new) {
        Some(Differs::Style) => {
            let what = format!("has the style {} instead of {}", new.style, old.style);
            let rule = rules::REQUEST_PARAMETER_STYLE_CHANGED;
            found.push(change(rule, "style", &what));
        }
        Some(Differs::Explode) => {
            let what = match new.explode {
                true => "now writes every item on its own (`explode`)",
                false => "now writes all items as one (`explode`)",
            };
            let rule = rules::REQUEST_PARAMETER_EXPLODE_CHANGED;
            found.push(change(rule, "explode", what));
        }
        None => {}
    }
    for (key, allowed, refused, what) in [
        (
            "allowReserved",
            rules::REQUEST_PARAMETER_BECAME_ALLOW_RESERVED,
            rules::REQUEST_PARAMETER_BECAME_NOT_ALLOW_RESERVED,
            "hold reserved characters",
        ),
        (
            "allowEmptyValue",
            rules::REQUEST_PARAMETER_BECAME_ALLOW_EMPTY,
            rules::REQUEST_PARAMETER_BECAME_NOT_ALLOW_EMPTY,
            "be sent without a value",
        ),
    ] {
        // Of a query alone (OpenAPI 3.1.1, section 4.8.12.2.1 and 4.8.12.2.2).
        let says = |parameter: &Node| parameter.flag(key) && parameter.text("in") == Some("query");
        match (says(base), says(revision)) {
            (false, true) => found.push(change(allowed, key, &format!("may now {what}"))),
            (true, false) => found.push(change(refused, key, &format!("may no longer {what}"))),
            _ => {}
        }
    }
    found
}
