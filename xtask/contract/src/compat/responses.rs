//! Responses: their statuses, headers and bodies.

use super::bodies::{Ids, compare_content, encoding_of};
use super::changes::Change;
use super::operations::{Context, Operation};
use super::schema::Encoding;
use super::texts;
use crate::document::Node;
use crate::rules::changes as rules;
use crate::rules::changes::Scope;

pub fn compare<'a>(context: &mut Context<'a>, operation: &Operation<'a>) {
    let (old, new) = (
        operation.base.get("responses"),
        operation.revision.get("responses"),
    );
    let statuses = |node: Option<&'a Node>| {
        node.and_then(Node::as_object)
            .into_iter()
            .flatten()
            .filter(|(status, _)| !status.starts_with("x-"))
            .map(|(status, response)| (status.to_uppercase(), response))
            // `2XX` and `2xx` are one: which is meant is for lint to ask.
            .fold(Vec::new(), |mut found, (status, response)| {
                if !found.iter().any(|(known, _)| *known == status) {
                    found.push((status, response));
                }
                found
            })
    };
    let (before, after) = (statuses(old), statuses(new));
    let is_in = |range: &str, status: &str| {
        range.ends_with("XX") && status != range && status.chars().next() == range.chars().next()
    };
    let is_known = |status: &str| before.iter().any(|(other, _)| other == status);
    let is_left = |status: &str| after.iter().any(|(other, _)| other == status);
    for (status, response) in &before {
        // A range takes the statuses in it, and may become them.
        let found: Vec<_> = after
            .iter()
            .filter(|(other, _)| {
                other == status
                    || (!is_left(status)
                        && !is_known(other)
                        && (is_in(other, status) || is_in(status, other)))
            })
            .collect();
        for (other, new) in &found {
            if other != status {
                let rule = if is_in(other, status) {
                    rules::RESPONSE_STATUS_GENERALIZED
                } else {
                    rules::RESPONSE_STATUS_SPECIALIZED
                };
                let what = format!("the response {} is now {other}", name(status));
                let change = Change::new(rule, what)
                    .base(Some(response))
                    .revision(Some(new));
                context.changes.add(change, operation);
            }
            let base = context.base.resolve(response);
            let revision = context.revision.resolve(new);
            compare_response(context, operation, status, base, revision);
        }
        if found.is_empty() {
            let rule = if status.starts_with('2') {
                rules::RESPONSE_SUCCESS_STATUS_REMOVED
            } else {
                rules::RESPONSE_NON_SUCCESS_STATUS_REMOVED
            };
            let change = Change::new(rule, format!("the response {} is gone", name(status)))
                .base(Some(response))
                .revision(new.or(Some(operation.revision)));
            context.changes.add(change, operation);
        }
    }
    for (status, response) in &after {
        let came_of_another = before
            .iter()
            .any(|(other, _)| !is_left(other) && (is_in(other, status) || is_in(status, other)));
        if is_known(status) || came_of_another {
            continue;
        }
        let rule = if status.starts_with('2') {
            rules::RESPONSE_SUCCESS_STATUS_ADDED
        } else {
            rules::RESPONSE_NON_SUCCESS_STATUS_ADDED
        };
        let change = Change::new(rule, format!("the response {} is new", name(status)))
            .base(old.or(Some(operation.base)))
            .revision(Some(response));
        context.changes.add(change, operation);
    }
}

fn name(status: &str) -> String {
    if status == "DEFAULT" {
        "default".into()
    } else {
        status.to_owned()
    }
}

fn compare_response<'a>(
    context: &mut Context<'a>,
    operation: &Operation<'a>,
    status: &str,
    base: &'a Node,
    revision: &'a Node,
) {
    let subject = format!("the {} response", name(status));
    let rule = rules::RESPONSE_TEXT_CHANGED;
    texts::compare(context, operation, rule, &subject, (base, revision));
    headers(context, operation, &subject, base, revision);
    links(context, operation, &subject, base, revision);
    compare_content(
        context,
        operation,
        (base, revision),
        &subject,
        operation.response(),
        &Ids {
            added: rules::RESPONSE_MEDIA_TYPE_ADDED,
            removed: rules::RESPONSE_MEDIA_TYPE_REMOVED,
        },
    );
}

fn headers<'a>(
    context: &mut Context<'a>,
    operation: &Operation<'a>,
    subject: &str,
    base: &'a Node,
    revision: &'a Node,
) {
    let find = |node: &'a Node, name: &str| {
        node.members("headers")
            .find(|(other, _)| other.eq_ignore_ascii_case(name))
            .map(|(_, node)| node)
    };
    for (name, header) in base.members("headers") {
        let old = context.base.resolve(header);
        let Some(new) = find(revision, name) else {
            let rule = if old.flag("required") {
                rules::REQUIRED_RESPONSE_HEADER_REMOVED
            } else {
                rules::OPTIONAL_RESPONSE_HEADER_REMOVED
            };
            let change = Change::new(rule, format!("{subject} no longer has the header `{name}`"))
                .base(Some(header))
                .revision(revision.get("headers").or(Some(revision)));
            context.changes.add(change, operation);
            continue;
        };
        let new = context.revision.resolve(new);
        let subject = format!("{subject}'s header `{name}`");
        let rule = rules::HEADER_TEXT_CHANGED;
        texts::compare(context, operation, rule, &subject, (old, new));
        deprecation(context, operation, &subject, old, new);
        let became = match (old.flag("required"), new.flag("required")) {
            (true, false) => Some((
                rules::RESPONSE_HEADER_BECAME_OPTIONAL,
                "is not always there any more",
            )),
            (false, true) => Some((
                rules::RESPONSE_HEADER_BECAME_REQUIRED,
                "is now always there",
            )),
            _ => None,
        };
        if let Some((rule, what)) = became {
            let change = Change::new(rule, format!("{subject} {what}"))
                .base(old.get("required").or(Some(old)))
                .revision(new.get("required").or(Some(new)));
            context.changes.add(change, operation);
        }
        let content = |header: &'a Node| header.members("content").next();
        let schema = |header: &'a Node| {
            let inside = content(header).and_then(|(_, node)| node.get("schema"));
            header.get("schema").or(inside)
        };
        let schemas = (schema(old), schema(new));
        if schemas.0.is_some() && schemas.1.is_some() {
            // A header is text, unless it says that it is something else.
            let encoding = content(new).map_or(Encoding::Text, |(name, _)| encoding_of(name));
            let direction = operation.response();
            context.schemas(
                operation,
                direction,
                Scope::Header,
                subject,
                schemas,
                encoding,
            );
        }
    }
    for (name, header) in revision.members("headers") {
        if find(base, name).is_none() {
            let what = format!("{subject} now has the header `{name}`");
            let change = Change::new(rules::RESPONSE_HEADER_ADDED, what)
                .base(base.get("headers").or(Some(base)))
                .revision(Some(header));
            context.changes.add(change, operation);
        }
    }
}

/// Whether a header is to be used no more.
fn deprecation<'a>(
    context: &mut Context<'a>,
    operation: &Operation<'a>,
    subject: &str,
    old: &'a Node,
    new: &'a Node,
) {
    let (rule, what) = match (old.flag("deprecated"), new.flag("deprecated")) {
        (false, true) => (rules::RESPONSE_HEADER_DEPRECATED, "is now deprecated"),
        (true, false) => (
            rules::RESPONSE_HEADER_REACTIVATED,
            "is no longer deprecated",
        ),
        _ => return,
    };
    let change = Change::new(rule, format!("{subject} {what}"))
        .base(old.get("deprecated").or(Some(old)))
        .revision(new.get("deprecated").or(Some(new)));
    context.changes.add(change, operation);
}

/// Where a response leads: clients may follow its links by name.
fn links<'a>(
    context: &mut Context<'a>,
    operation: &Operation<'a>,
    subject: &str,
    base: &'a Node,
    revision: &'a Node,
) {
    let find = |node: &'a Node, name: &str| node.get("links").and_then(|links| links.get(name));
    for (name, link) in base.members("links") {
        let Some(other) = find(revision, name) else {
            let what = format!("{subject} no longer has the link `{name}`");
            let change = Change::new(rules::RESPONSE_LINK_REMOVED, what)
                .base(Some(link))
                .revision(revision.get("links").or(Some(revision)));
            context.changes.add(change, operation);
            continue;
        };
        let (old, new) = (context.base.resolve(link), context.revision.resolve(other));
        let rule = rules::LINK_TEXT_CHANGED;
        let subject_of_link = format!("{subject}'s link `{name}`");
        texts::compare(context, operation, rule, &subject_of_link, (old, new));
        for key in [
            "operationId",
            "operationRef",
            "parameters",
            "requestBody",
            "server",
        ] {
            let (before, after) = (old.get(key), new.get(key));
            if before != after {
                let what = format!("{subject_of_link} has another `{key}`");
                let change = Change::new(rules::RESPONSE_LINK_CHANGED, what)
                    .base(before.or(Some(old)))
                    .revision(after.or(Some(new)));
                context.changes.add(change, operation);
            }
        }
    }
    for (name, link) in revision.members("links") {
        if find(base, name).is_none() {
            let what = format!("{subject} now has the link `{name}`");
            let change = Change::new(rules::RESPONSE_LINK_ADDED, what)
                .base(base.get("links").or(Some(base)))
                .revision(Some(link));
            context.changes.add(change, operation);
        }
    }
}
