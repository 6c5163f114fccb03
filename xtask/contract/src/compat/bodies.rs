//! Request bodies, and the media types of requests and responses.

use super::change::{Change, Found, Message, Use};
use super::context::{Caller, Context, OperationPair};
use super::edition::{Edition, member_or_self};
use super::encoding::{self, Part};
use super::schema::{Encoding, is_annotation, is_annotation_only};
use super::texts;
use crate::document::Node;
use crate::report::{Direction, Level, Rule};
use crate::rules::changes::{self as rules, NARROWS_RESPONSE, Scope, WIDENS_RESPONSE};

const SUBJECT: &str = "the request body";

pub fn compare<'a>(context: &Context<'a>, operation: &OperationPair<'a>) -> Vec<Found<'a>> {
    let base = context.base.get(operation.base, "requestBody");
    let revision = context.revision.get(operation.revision, "requestBody");
    let (base, revision) = match (base, revision) {
        (Some(base), Some(revision)) => (base, revision),
        (None, None) => return Vec::new(),
        (None, Some(revision)) => {
            let is_required = revision.flag("required") && operation.caller == Caller::Consumer;
            let (rule, what) = if is_required {
                (rules::REQUEST_BODY_ADDED_REQUIRED, "is new and required")
            } else {
                (rules::REQUEST_BODY_ADDED_OPTIONAL, "is new")
            };
            let what = format!("{SUBJECT} {what}");
            return vec![Change::new(rule, what, operation.base, revision).into()];
        }
        (Some(base), None) => {
            let what = format!("{SUBJECT} was removed");
            let rule = rules::REQUEST_BODY_REMOVED;
            return vec![Change::new(rule, what, base, operation.revision).into()];
        }
    };
    let rule = rules::REQUEST_BODY_TEXT_CHANGED;
    let texts = texts::changed(rule, SUBJECT, base, revision);
    let mut found: Vec<Found<'a>> = texts.into_iter().map(Found::from).collect();
    let became = match (base.flag("required"), revision.flag("required")) {
        (false, true) => Some((rules::REQUEST_BODY_BECAME_REQUIRED, "is now required")),
        (true, false) => Some((rules::REQUEST_BODY_BECAME_OPTIONAL, "is no longer required")),
        _ => None,
    };
    found.extend(became.map(|(rule, what)| {
        let at = |node| member_or_self(node, "required");
        let change = Change::new(rule, format!("{SUBJECT} {what}"), at(base), at(revision));
        sent(change, operation, revision.flag("required")).into()
    }));
    let body = Body {
        context,
        operation,
        subject: SUBJECT,
        message: Message::Request,
        direction: operation.request(),
    };
    found.extend(body.compare(base, revision));
    found
}

/// A change of what is sent: of a webhook or callback the consumer receives
/// it, so that fewer values break nobody, and more do.
fn sent<'a>(change: Change<'a>, operation: &OperationPair<'a>, narrows: bool) -> Change<'a> {
    match (operation.caller, narrows) {
        (Caller::Consumer, _) => change,
        (Caller::Provider, true) => change.judged(Level::Info, NARROWS_RESPONSE),
        (Caller::Provider, false) => change.judged(Level::Error, WIDENS_RESPONSE),
    }
}

/// A request body or a response.
pub struct Body<'o, 'a> {
    pub context: &'o Context<'a>,
    pub operation: &'o OperationPair<'a>,
    pub subject: &'o str,
    pub message: Message,
    pub direction: Direction,
}

/// A media type by its name.
type Media<'a> = (&'a str, &'a Node);

impl<'a> Body<'_, 'a> {
    /// The media types of both editions.
    pub fn compare(&self, base: &'a Node, revision: &'a Node) -> Vec<Found<'a>> {
        let media = |edition: Edition<'a>, node: &'a Node| -> Vec<Media<'a>> {
            let members = node.members("content");
            members
                .map(|(name, node)| (name.as_str(), edition.resolve(node)))
                .collect()
        };
        let old = media(self.context.base, base);
        let mut new = media(self.context.revision, revision);
        let is_one_of_several = old.len() > 1 || new.len() > 1;
        let subject_as = |name: &str| match is_one_of_several {
            true => format!("as {name}, {}", self.subject),
            false => self.subject.to_owned(),
        };
        let (mut found, mut gone) = (Vec::new(), Vec::new());
        for before in &old {
            let is_same = |after: &Media<'a>| same_type(before.0, after.0);
            match new.iter().position(is_same) {
                Some(index) => {
                    let after = new.remove(index);
                    let subject = subject_as(after.0);
                    let before = (after.0, before.1);
                    found.extend(self.compare_media(subject, before, after));
                }
                None => gone.push(*before),
            }
        }
        for before in gone {
            match self.renamed(before, &mut new) {
                Some((after, change)) => {
                    found.extend(change.map(Found::from));
                    let subject = subject_as(before.0);
                    found.extend(self.compare_media(subject, before, after));
                }
                None => {
                    let what = format!("{} is no longer available as {}", self.subject, before.0);
                    let at = member_or_self(revision, "content");
                    let [_, rule] = self.rules();
                    found.push(
                        self.judged(Change::new(rule, what, before.1, at), true)
                            .into(),
                    );
                }
            }
        }
        found.extend(new.into_iter().map(|(name, content)| {
            let what = format!("{} is now also available as {name}", self.subject);
            let at = member_or_self(base, "content");
            let [rule, _] = self.rules();
            Found::from(self.judged(Change::new(rule, what, at, content), false))
        }));
        found
    }

    /// Of a media type that was added, and of one that was removed.
    fn rules(&self) -> [&'static Rule; 2] {
        match self.message {
            Message::Request => [
                rules::REQUEST_BODY_MEDIA_TYPE_ADDED,
                rules::REQUEST_BODY_MEDIA_TYPE_REMOVED,
            ],
            Message::Response => [
                rules::RESPONSE_MEDIA_TYPE_ADDED,
                rules::RESPONSE_MEDIA_TYPE_REMOVED,
            ],
        }
    }

    fn judged(&self, change: Change<'a>, narrows: bool) -> Change<'a> {
        match self.direction == self.operation.request() {
            true => sent(change, self.operation, narrows),
            false => change,
        }
    }

    /// The media type that took the place of one that is gone. A wider name takes
    /// what it covers; who receives it must be ready.
    fn renamed(
        &self,
        (name, content): Media<'a>,
        new: &mut Vec<Media<'a>>,
    ) -> Option<(Media<'a>, Option<Change<'a>>)> {
        let is_received = self.direction == Direction::Response;
        let wider = new.iter().position(|(other, _)| covers(other, name));
        let narrower = new.iter().position(|(other, _)| covers(name, other));
        let (index, rule) = match (wider, narrower) {
            (Some(index), _) if !is_received => return Some((new[index], None)),
            (Some(index), _) => (index, rules::RESPONSE_MEDIA_TYPE_NAME_GENERALIZED),
            (None, Some(index)) if is_received => {
                (index, rules::RESPONSE_MEDIA_TYPE_NAME_SPECIALIZED)
            }
            _ => return None,
        };
        let (other_name, other) = new.remove(index);
        let what = format!("{} comes as {other_name} instead of {name}", self.subject);
        let change = Change::new(rule, what, content, other);
        Some(((other_name, other), Some(change)))
    }

    fn compare_media(
        &self,
        subject: String,
        (name, base): Media<'a>,
        (new_name, revision): Media<'a>,
    ) -> Vec<Found<'a>> {
        let subject_as = format!("{} as {name}", self.subject);
        let rule = rules::MEDIA_TYPE_TEXT_CHANGED;
        let mut changes = texts::changed(rule, &subject_as, base, revision);
        // Other media types have no parts, and only requests have forms.
        let has_parts = matches!(encoding_of(name), Encoding::Form(_) | Encoding::Parts);
        let is_form = has_parts && essence(new_name) == essence(name);
        let parts = match is_form && self.direction == Direction::Request {
            true => encoding::parts(self.context, base, revision),
            false => Vec::new(),
        };
        changes.extend(parts.iter().flat_map(|part| part.compare(self.subject)));
        let members = match encoding_of(name) {
            Encoding::Form(_) => parts.iter().filter_map(Part::travels).collect(),
            _ => Vec::new(),
        };
        let [added, removed] = match self.direction {
            Direction::Request => [
                rules::REQUEST_BODY_MEDIA_TYPE_SCHEMA_ADDED,
                rules::REQUEST_BODY_MEDIA_TYPE_SCHEMA_REMOVED,
            ],
            Direction::Response => [
                rules::RESPONSE_BODY_MEDIA_TYPE_SCHEMA_ADDED,
                rules::RESPONSE_BODY_MEDIA_TYPE_SCHEMA_REMOVED,
            ],
        };
        // A schema that allows everything says as much as none.
        let says_nothing = |schema: &Node| is_annotation_only(schema) || is_binary(schema);
        let mut schemas = Vec::new();
        // The items of a stream, each a value of its own (OpenAPI 3.2.0, section 4.14.3).
        if base.has("itemSchema") || revision.has("itemSchema") {
            schemas.push(Found::Schemas(Use {
                base: base.get("itemSchema"),
                revision: revision.get("itemSchema"),
                direction: self.direction,
                message: self.message,
                scope: Scope::Body,
                subject: format!("an item of {subject}"),
                encoding: Encoding::Json,
                members: Vec::new(),
                is_always_sent: false,
            }));
        }
        match (base.get("schema"), revision.get("schema")) {
            (None, Some(schema)) if !says_nothing(schema) => {
                let what = format!("{subject_as} now has a schema");
                changes.push(Change::new(added, what, base, schema));
            }
            (Some(schema), None) if !says_nothing(schema) => {
                let what = format!("{subject_as} no longer has a schema");
                changes.push(Change::new(removed, what, schema, revision));
            }
            (Some(old), Some(new)) => {
                schemas.push(Found::Schemas(Use {
                    base: Some(old),
                    revision: Some(new),
                    direction: self.direction,
                    message: self.message,
                    scope: Scope::Body,
                    subject,
                    encoding: encoding_of(name),
                    members,
                    is_always_sent: false,
                }));
            }
            _ => {}
        }
        changes
            .into_iter()
            .map(Found::from)
            .chain(schemas)
            .collect()
    }
}

/// What OpenAPI 3.0 says of a body of bytes, where 3.1 says nothing.
fn is_binary(schema: &Node) -> bool {
    let mut members = schema.as_object().into_iter().flatten();
    schema.text("format") == Some("binary")
        && members.all(|(key, _)| matches!(key.as_str(), "type" | "format") || is_annotation(key))
}

fn same_type(one: &str, other: &str) -> bool {
    essence(one) == essence(other) && parameters(one) == parameters(other)
}

/// The parameters of a media type, which are a part of it (RFC 9110, section 8.3.1),
/// in order. Without those that make no difference: UTF-8 is what texts are in, JSON
/// knows no `charset` (RFC 8259, section 11), and a boundary is of one message.
fn parameters(name: &str) -> Vec<(String, String)> {
    let essence = essence(name);
    let is_json = Encoding::of_media_type(&essence) == Encoding::Json;
    let mut found: Vec<(String, String)> = name
        .split(';')
        .skip(1)
        .filter_map(|parameter| parameter.split_once('='))
        .map(|(key, value)| {
            let value = value.trim().trim_matches('"').to_owned();
            (key.trim().to_lowercase(), value)
        })
        .filter(|(key, value)| match key.as_str() {
            "charset" => !is_json && !value.eq_ignore_ascii_case("utf-8"),
            "boundary" => false,
            _ => true,
        })
        .collect();
    found.sort_unstable();
    found
}

/// The media type without its parameters.
fn essence(name: &str) -> String {
    name.split(';').next().unwrap_or(name).trim().to_lowercase()
}

/// Whether everything of the media type `name` is also of `range`:
/// `application/*` has all of its kind, `application/json` all that ends with
/// `+json` (RFC 6839), and a type without parameters what has some.
fn covers(range: &str, name: &str) -> bool {
    let own = parameters(name);
    if !parameters(range).iter().all(|one| own.contains(one)) {
        return false;
    }
    let (range, name) = (essence(range), essence(name));
    let is_suffixed = |(kind, suffix): (&str, &str)| {
        name.starts_with(&format!("{kind}/")) && name.ends_with(&format!("+{suffix}"))
    };
    range == name
        || range == "*/*"
        || range.split_once('/').is_some_and(is_suffixed)
        || range
            .strip_suffix("/*")
            .is_some_and(|kind| name.split('/').next() == Some(kind))
}

/// How values travel in a body of the media type.
pub fn encoding_of(media_type: &str) -> Encoding {
    Encoding::of_media_type(&essence(media_type))
}
