//! Request bodies, and the media types of requests and responses.

use super::changes::Change;
use super::encoding;
use super::operations::{Caller, Context, Operation};
use super::schema::{Encoding, is_annotation, is_annotation_only};
use super::texts;
use crate::document::Node;
use crate::report::Direction;
use crate::report::Level;
use crate::report::Rule;
use crate::rules::changes as rules;
use crate::rules::changes::{NARROWS_RESPONSE, Scope, WIDENS_RESPONSE};

pub fn compare<'a>(context: &mut Context<'a>, operation: &Operation<'a>) {
    let base = context.base.get(operation.base, "requestBody");
    let revision = context.revision.get(operation.revision, "requestBody");
    let (base, revision) = match (base, revision) {
        (Some(base), Some(revision)) => (base, revision),
        (None, None) => return,
        (None, Some(revision)) => {
            let is_required = revision.flag("required") && operation.caller == Caller::Consumer;
            let (rule, what) = if is_required {
                (
                    rules::REQUEST_BODY_ADDED_REQUIRED,
                    "the request body is new and required",
                )
            } else {
                (
                    rules::REQUEST_BODY_ADDED_OPTIONAL,
                    "the request body is new",
                )
            };
            let change = Change::new(rule, what)
                .base(Some(operation.base))
                .revision(Some(revision));
            return context.changes.add(change, operation);
        }
        (Some(base), None) => {
            let change = Change::new(rules::REQUEST_BODY_REMOVED, "the request body is gone")
                .base(Some(base))
                .revision(Some(operation.revision));
            return context.changes.add(change, operation);
        }
    };
    texts::compare(
        context,
        operation,
        rules::REQUEST_BODY_TEXT_CHANGED,
        "the request body",
        (base, revision),
    );
    let became = match (base.flag("required"), revision.flag("required")) {
        (false, true) => Some((
            rules::REQUEST_BODY_BECAME_REQUIRED,
            "the request body is now required",
        )),
        (true, false) => Some((
            rules::REQUEST_BODY_BECAME_OPTIONAL,
            "the request body is no longer required",
        )),
        _ => None,
    };
    if let Some((rule, what)) = became {
        let change = Change::new(rule, what)
            .base(base.get("required").or(Some(base)))
            .revision(revision.get("required").or(Some(revision)));
        let narrows = !base.flag("required");
        context
            .changes
            .add(sent(change, operation, narrows), operation);
    }
    compare_content(
        context,
        operation,
        (base, revision),
        "the request body",
        operation.request(),
        &Ids {
            added: rules::REQUEST_BODY_MEDIA_TYPE_ADDED,
            removed: rules::REQUEST_BODY_MEDIA_TYPE_REMOVED,
        },
    );
}

/// A change of what is sent: of a webhook or callback the consumer receives
/// it, so that fewer values break nobody, and more do.
fn sent<'a>(change: Change<'a>, operation: &Operation<'a>, narrows: bool) -> Change<'a> {
    match (operation.caller, narrows) {
        (Caller::Consumer, _) => change,
        (Caller::Provider, true) => change.level(Level::Info).because(NARROWS_RESPONSE),
        (Caller::Provider, false) => change.level(Level::Error).because(WIDENS_RESPONSE),
    }
}

pub struct Ids {
    pub added: &'static Rule,
    pub removed: &'static Rule,
}

/// The media types of a request body or a response.
pub fn compare_content<'a>(
    context: &mut Context<'a>,
    operation: &Operation<'a>,
    (base, revision): (&'a Node, &'a Node),
    subject: &str,
    direction: Direction,
    ids: &Ids,
) {
    let old: Vec<(&str, &'a Node)> = base
        .members("content")
        .map(|(name, node)| (name.as_str(), node))
        .collect();
    let mut new: Vec<(&str, &'a Node)> = revision
        .members("content")
        .map(|(name, node)| (name.as_str(), node))
        .collect();
    let is_sent = direction == operation.request();
    let is_one_of_several = old.len() > 1 || new.len() > 1;
    let mut gone = Vec::new();
    for (name, content) in &old {
        let found = new
            .iter()
            .position(|(other, _)| same_type(name, other))
            .or_else(|| {
                new.iter()
                    .position(|(other, _)| essence(name) == essence(other))
            });
        match found {
            Some(index) => {
                let (name, other) = new.remove(index);
                compare_media_type(
                    context,
                    operation,
                    &Media {
                        name,
                        revision_name: name,
                        is_one_of_several,
                    },
                    (content, other),
                    subject,
                    direction,
                );
            }
            None => gone.push((*name, *content)),
        }
    }
    for (name, content) in gone {
        // A wider name takes what it covers; who receives it must be ready.
        if let Some(index) = new.iter().position(|(other, _)| covers(other, name)) {
            let (other_name, other) = new[index];
            if direction == Direction::Response {
                let what = format!("{subject} is there as {other_name} instead of {name}");
                let change = Change::new(rules::RESPONSE_MEDIA_TYPE_NAME_GENERALIZED, what);
                context
                    .changes
                    .add(change.base(Some(content)).revision(Some(other)), operation);
                new.remove(index);
            }
            compare_media_type(
                context,
                operation,
                &Media {
                    name,
                    revision_name: other_name,
                    is_one_of_several,
                },
                (content, other),
                subject,
                direction,
            );
            continue;
        }
        let narrower = new.iter().position(|(other, _)| covers(name, other));
        if let (Direction::Response, Some(index)) = (direction, narrower) {
            let (other_name, other) = new.remove(index);
            let what = format!("{subject} is there as {other_name} instead of {name}");
            let change = Change::new(rules::RESPONSE_MEDIA_TYPE_NAME_SPECIALIZED, what);
            context
                .changes
                .add(change.base(Some(content)).revision(Some(other)), operation);
            compare_media_type(
                context,
                operation,
                &Media {
                    name,
                    revision_name: other_name,
                    is_one_of_several,
                },
                (content, other),
                subject,
                direction,
            );
            continue;
        }
        let what = format!("{subject} is no longer there as {name}");
        let mut change = Change::new(ids.removed, what)
            .base(Some(content))
            .revision(revision.get("content").or(Some(revision)));
        if is_sent {
            change = sent(change, operation, true);
        }
        context.changes.add(change, operation);
    }
    for (name, content) in new {
        let what = format!("{subject} is now there as {name}");
        let mut change = Change::new(ids.added, what)
            .base(base.get("content").or(Some(base)))
            .revision(Some(content));
        if is_sent {
            change = sent(change, operation, false);
        }
        context.changes.add(change, operation);
    }
}

struct Media<'m> {
    name: &'m str,
    revision_name: &'m str,
    /// Whether the body may have other media types as well.
    is_one_of_several: bool,
}

fn compare_media_type<'a>(
    context: &mut Context<'a>,
    operation: &Operation<'a>,
    media: &Media<'_>,
    (base, revision): (&'a Node, &'a Node),
    subject: &str,
    direction: Direction,
) {
    let name = media.name;
    texts::compare(
        context,
        operation,
        rules::MEDIA_TYPE_TEXT_CHANGED,
        &format!("{subject} as {name}"),
        (base, revision),
    );
    // Other media types have no parts.
    if essence(media.revision_name) == essence(name) {
        encoding::compare(context, operation, (base, revision), subject, direction);
    }
    let schemas = (base.get("schema"), revision.get("schema"));
    let ids = match direction {
        Direction::Request => [
            rules::REQUEST_BODY_MEDIA_TYPE_SCHEMA_ADDED,
            rules::REQUEST_BODY_MEDIA_TYPE_SCHEMA_REMOVED,
        ],
        Direction::Response => [
            rules::RESPONSE_BODY_MEDIA_TYPE_SCHEMA_ADDED,
            rules::RESPONSE_BODY_MEDIA_TYPE_SCHEMA_REMOVED,
        ],
    };
    match schemas {
        (None, None) => {}
        // A schema that allows everything says as much as none.
        (None, Some(schema)) | (Some(schema), None)
            if is_annotation_only(schema) || is_binary(schema) => {}
        (None, Some(schema)) => {
            let change = Change::new(ids[0], format!("{subject} as {name} now has a schema"))
                .base(Some(base))
                .revision(Some(schema));
            context.changes.add(change, operation);
        }
        (Some(schema), None) => {
            let change = Change::new(
                ids[1],
                format!("{subject} as {name} no longer has a schema"),
            )
            .base(Some(schema))
            .revision(Some(revision));
            context.changes.add(change, operation);
        }
        (Some(_), Some(_)) => {
            let encoding = encoding_of(name);
            let subject = if media.is_one_of_several {
                format!("as {name}, {subject}")
            } else {
                subject.to_owned()
            };
            context.schemas(
                operation,
                direction,
                Scope::Body,
                subject,
                schemas,
                encoding,
            );
        }
    }
}

/// What OpenAPI 3.0 says of a body of bytes, where 3.1 says nothing.
fn is_binary(schema: &Node) -> bool {
    let mut members = schema.as_object().into_iter().flatten();
    schema.text("format") == Some("binary")
        && members.all(|(key, _)| matches!(key.as_str(), "type" | "format") || is_annotation(key))
}

fn same_type(one: &str, other: &str) -> bool {
    let plain = |name: &str| name.to_lowercase().replace(' ', "");
    plain(one) == plain(other)
}

/// The media type without its parameters.
fn essence(name: &str) -> String {
    name.split(';').next().unwrap_or(name).trim().to_lowercase()
}

/// Whether everything of the media type `name` is also of `range`:
/// `application/*` has all of its kind, `application/json` all that ends with
/// `+json` (RFC 6839).
fn covers(range: &str, name: &str) -> bool {
    let (range, name) = (essence(range), essence(name));
    let is_suffixed = |(kind, suffix): (&str, &str)| {
        name.starts_with(&format!("{kind}/")) && name.ends_with(&format!("+{suffix}"))
    };
    range == "*/*"
        || range.split_once('/').is_some_and(is_suffixed)
        || range
            .strip_suffix("/*")
            .is_some_and(|kind| name.split('/').next() == Some(kind))
}

/// JSON tells types apart; what else there is writes texts.
pub fn encoding_of(media_type: &str) -> Encoding {
    let essence = essence(media_type);
    let is_json = essence == "application/json"
        || essence.ends_with("+json")
        || essence.ends_with("/json")
        || essence.contains("ndjson")
        || essence == "*/*";
    if is_json {
        Encoding::Json
    } else {
        Encoding::Text
    }
}
