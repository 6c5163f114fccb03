//! Responses: their statuses, headers and bodies.

use super::bodies::{Body, encoding_of};
use super::change::{Change, Found, Message, Use};
use super::context::{Context, OperationPair};
use super::edition::member_or_self;
use super::schema::Encoding;
use super::styles::{Differs, Style};
use super::texts;
use crate::document::Node;
use crate::rules::changes::{self as rules, Scope};

pub fn compare<'a>(context: &Context<'a>, operation: &OperationPair<'a>) -> Vec<Found<'a>> {
    let old = operation.base.get("responses");
    let new = operation.revision.get("responses");
    let (before, after) = (statuses(old), statuses(new));
    let is_known = |status: &str| before.iter().any(|(other, _)| other == status);
    let is_left = |status: &str| after.iter().any(|(other, _)| other == status);
    let mut found = Vec::new();
    for (status, response) in &before {
        let became = |(other, _): &&(String, &Node)| {
            other == status
                || (!is_left(status) && !is_known(other) && is_range_of_other(other, status))
        };
        let responses: Vec<_> = after.iter().filter(became).collect();
        for (other, new) in &responses {
            if other != status {
                let rule = if is_in(other, status) {
                    rules::RESPONSE_STATUS_GENERALIZED
                } else {
                    rules::RESPONSE_STATUS_SPECIALIZED
                };
                let what = format!("the {} response is now {other}", name(status));
                found.push(Change::new(rule, what, *response, *new).into());
            }
            let base = context.base.resolve(response);
            let revision = context.revision.resolve(new);
            found.extend(compare_response(context, operation, status, base, revision));
        }
        // What the response of its range, or the default one, says of it now.
        let describing = match responses.is_empty() {
            true => describing(status, &after),
            false => None,
        };
        if let Some(new) = describing {
            let base = context.base.resolve(response);
            let revision = context.revision.resolve(new);
            found.extend(compare_response(context, operation, status, base, revision));
        }
        if responses.is_empty() {
            let rule = if status.starts_with('2') {
                rules::RESPONSE_SUCCESS_STATUS_REMOVED
            } else {
                rules::RESPONSE_NON_SUCCESS_STATUS_REMOVED
            };
            let what = format!("the {} response was removed", name(status));
            let at = new.unwrap_or(operation.revision);
            found.push(Change::new(rule, what, *response, at).into());
        }
    }
    for (status, response) in &after {
        let came_of_another = before
            .iter()
            .any(|(other, _)| !is_left(other) && is_range_of_other(other, status));
        if is_known(status) || came_of_another {
            continue;
        }
        let rule = if status.starts_with('2') {
            rules::RESPONSE_SUCCESS_STATUS_ADDED
        } else {
            rules::RESPONSE_NON_SUCCESS_STATUS_ADDED
        };
        let what = format!("the {} response is new", name(status));
        let at = old.unwrap_or(operation.base);
        found.push(Change::new(rule, what, at, *response).into());
        // What was said of it before.
        if let Some(earlier) = describing(status, &before) {
            let base = context.base.resolve(earlier);
            let revision = context.revision.resolve(response);
            found.extend(compare_response(context, operation, status, base, revision));
        }
    }
    found
}

/// The response that describes a status without one of its own: of its range, or the
/// default one (OpenAPI 3.1.1, section 4.8.16). A success beside others is none of those
/// that the default one is for, whatever is written.
fn describing<'a>(status: &str, responses: &[(String, &'a Node)]) -> Option<&'a Node> {
    let find = |wanted: &str| {
        let mut all = responses.iter();
        all.find(|(other, _)| other == wanted)
            .map(|(_, response)| *response)
    };
    let class = status.chars().next()?;
    if status == "DEFAULT" {
        return None;
    }
    let has_success = responses.iter().any(|(other, _)| other.starts_with('2'));
    let of_range = find(&format!("{class}XX")).filter(|_| !status.ends_with("XX"));
    of_range.or_else(|| find("DEFAULT").filter(|_| class != '2' || !has_success))
}

/// The responses by their statuses. `2XX` and `2xx` are one: which is meant is
/// for lint to ask.
fn statuses(responses: Option<&Node>) -> Vec<(String, &Node)> {
    let mut found: Vec<(String, &Node)> = Vec::new();
    for (status, response) in responses.and_then(Node::as_object).into_iter().flatten() {
        let status = status.to_uppercase();
        if !status.starts_with("X-") && !found.iter().any(|(known, _)| *known == status) {
            found.push((status, response));
        }
    }
    found
}

fn is_in(range: &str, status: &str) -> bool {
    range.ends_with("XX") && status != range && status.chars().next() == range.chars().next()
}

/// A range takes the statuses in it, and may become them.
fn is_range_of_other(one: &str, other: &str) -> bool {
    is_in(one, other) || is_in(other, one)
}

fn name(status: &str) -> String {
    if status == "DEFAULT" {
        "default".into()
    } else {
        status.to_owned()
    }
}

fn compare_response<'a>(
    context: &Context<'a>,
    operation: &OperationPair<'a>,
    status: &str,
    base: &'a Node,
    revision: &'a Node,
) -> Vec<Found<'a>> {
    let subject = format!("the {} response", name(status));
    let texts = texts::changed(rules::RESPONSE_TEXT_CHANGED, &subject, base, revision);
    let mut found: Vec<Found<'a>> = texts.into_iter().map(Found::from).collect();
    found.extend(headers(context, operation, &subject, base, revision));
    let links = links(context, &subject, base, revision);
    found.extend(links.into_iter().map(Found::from));
    let body = Body {
        context,
        operation,
        subject: &subject,
        message: Message::Response,
        direction: operation.response(),
    };
    found.extend(body.compare(base, revision));
    found
}

fn headers<'a>(
    context: &Context<'a>,
    operation: &OperationPair<'a>,
    subject: &str,
    base: &'a Node,
    revision: &'a Node,
) -> Vec<Found<'a>> {
    let find = |node: &'a Node, name: &str| {
        let mut headers = node.members("headers");
        let found = headers.find(|(other, _)| other.eq_ignore_ascii_case(name));
        found.map(|(_, node)| node)
    };
    // The media type says it (section 4.8.17 of OpenAPI 3.1.1).
    let is_header = |(name, _): &(&'a String, &'a Node)| !name.eq_ignore_ascii_case("content-type");
    let mut found: Vec<Found<'a>> = Vec::new();
    for (name, header) in base.members("headers").filter(is_header) {
        let old = context.base.resolve(header);
        let Some(new) = find(revision, name) else {
            let rule = if old.flag("required") {
                rules::REQUIRED_RESPONSE_HEADER_REMOVED
            } else {
                rules::OPTIONAL_RESPONSE_HEADER_REMOVED
            };
            let what = format!("{subject} no longer has the header `{name}`");
            let at = member_or_self(revision, "headers");
            found.push(Change::new(rule, what, header, at).into());
            continue;
        };
        let subject = format!("{subject}'s header `{name}`");
        let new = context.revision.resolve(new);
        found.extend(compare_header(context, operation, subject, old, new));
    }
    for (name, header) in revision.members("headers").filter(is_header) {
        if find(base, name).is_none() {
            let what = format!("{subject} now has the header `{name}`");
            let at = member_or_self(base, "headers");
            found.push(Change::new(rules::RESPONSE_HEADER_ADDED, what, at, header).into());
        }
    }
    found
}

fn compare_header<'a>(
    context: &Context<'a>,
    operation: &OperationPair<'a>,
    subject: String,
    old: &'a Node,
    new: &'a Node,
) -> Vec<Found<'a>> {
    let mut changes = texts::changed(rules::HEADER_TEXT_CHANGED, &subject, old, new);
    let mut flag = |key: &str, [raised, lowered]: [_; 2]| {
        let (rule, what) = match (old.flag(key), new.flag(key)) {
            (false, true) => raised,
            (true, false) => lowered,
            _ => return,
        };
        let (base, revision) = (member_or_self(old, key), member_or_self(new, key));
        changes.push(Change::new(
            rule,
            format!("{subject} {what}"),
            base,
            revision,
        ));
    };
    flag(
        "deprecated",
        [
            (rules::RESPONSE_HEADER_DEPRECATED, "is now deprecated"),
            (
                rules::RESPONSE_HEADER_REACTIVATED,
                "is no longer deprecated",
            ),
        ],
    );
    flag(
        "required",
        [
            (
                rules::RESPONSE_HEADER_BECAME_REQUIRED,
                "is now always there",
            ),
            (
                rules::RESPONSE_HEADER_BECAME_OPTIONAL,
                "is no longer always there",
            ),
        ],
    );
    let content = |header: &'a Node| header.members("content").next();
    let schema = |header: &'a Node| {
        let inside = content(header).and_then(|(_, node)| node.get("schema"));
        header.get("schema").or(inside)
    };
    let kind = |header: &'a Node| content(header).map(|(name, _)| name.to_lowercase());
    let (before, after) = (kind(old), kind(new));
    let style = |header, edition| Style::new(Some(header), "simple", schema(header), edition);
    let differs = style(old, context.base).differs(&style(new, context.revision));
    if before != after {
        let name = |kind: Option<String>| kind.unwrap_or_else(|| "plain text".to_owned());
        let what = format!(
            "{subject} is written as {} instead of {}",
            name(after.clone()),
            name(before.clone())
        );
        let rule = rules::RESPONSE_HEADER_CONTENT_CHANGED;
        changes.push(Change::new(rule, what, old, new));
    } else if differs == Some(Differs::Explode) && schema(old).is_some() && schema(new).is_some() {
        let what = format!("{subject} writes its members otherwise (`explode`)");
        let rule = rules::RESPONSE_HEADER_CONTENT_CHANGED;
        changes.push(Change::new(rule, what, old, new));
    }
    let is_alike = content(old).is_some() == content(new).is_some();
    let schemas = is_alike.then(|| {
        Found::Schemas(Use {
            base: schema(old),
            revision: schema(new),
            direction: operation.response(),
            message: Message::Response,
            scope: Scope::Header,
            subject: subject.clone(),
            // A header is text, its items parted by commas (RFC 9110, section 5.6.1),
            // unless it says that it is something else.
            encoding: content(new).map_or(Encoding::Delimited, |(name, _)| encoding_of(name)),
            members: Vec::new(),
            is_always_sent: false,
        })
    });
    changes
        .into_iter()
        .map(Found::from)
        .chain(schemas)
        .collect()
}

/// Where a response leads: clients may follow its links by name.
fn links<'a>(
    context: &Context<'a>,
    subject: &str,
    base: &'a Node,
    revision: &'a Node,
) -> Vec<Change<'a>> {
    let find = |node: &'a Node, name: &str| node.get("links").and_then(|links| links.get(name));
    let mut found = Vec::new();
    for (name, link) in base.members("links") {
        let Some(other) = find(revision, name) else {
            let what = format!("{subject} no longer has the link `{name}`");
            let at = member_or_self(revision, "links");
            found.push(Change::new(rules::RESPONSE_LINK_REMOVED, what, link, at));
            continue;
        };
        let (old, new) = (context.base.resolve(link), context.revision.resolve(other));
        let subject = format!("{subject}'s link `{name}`");
        found.extend(texts::changed(rules::LINK_TEXT_CHANGED, &subject, old, new));
        for key in [
            "operationId",
            "operationRef",
            "parameters",
            "requestBody",
            "server",
        ] {
            if old.get(key) != new.get(key) {
                let what = format!("{subject} has a different `{key}`");
                let (base, revision) = (member_or_self(old, key), member_or_self(new, key));
                let rule = rules::RESPONSE_LINK_CHANGED;
                found.push(Change::new(rule, what, base, revision));
            }
        }
    }
    for (name, link) in revision.members("links") {
        if find(base, name).is_none() {
            let what = format!("{subject} now has the link `{name}`");
            let at = member_or_self(base, "links");
            found.push(Change::new(rules::RESPONSE_LINK_ADDED, what, at, link));
        }
    }
    found
}
