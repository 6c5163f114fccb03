//! Why a request is refused, in the contract's own form of errors: the documented response for
//! it, filled with what is wrong where its schema has a place for that.

use serde_json::{Map, Value};

use super::choice::{Chosen, first};
use super::render::{Renderer, Wish};
use super::values::Taste;
use crate::document::{Node, Sources, escape_pointer_token};
use crate::exchange::{Location, Operation, Place, Response, Violation, property};
use crate::serve::problem;
use crate::serve::words::sentence;

/// One reason to refuse a request.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// The statuses that say it, the fittest first. The first is taken where none is documented.
    pub statuses: &'static [u16],
    /// What is wrong, and what to do.
    pub detail: String,
    pub violations: Vec<Violation>,
    /// Headers that belong to it, in small letters.
    pub headers: Vec<(&'static str, String)>,
}

impl Refusal {
    pub fn new(statuses: &'static [u16], detail: impl Into<String>) -> Self {
        Refusal {
            statuses,
            detail: detail.into(),
            violations: Vec::new(),
            headers: Vec::new(),
        }
    }

    pub fn with_header(mut self, name: &'static str, value: String) -> Self {
        self.headers.push((name, value));
        self
    }

    /// What to say to a request that is not as documented.
    pub fn of_violations(violations: Vec<Violation>) -> Self {
        let messages: Vec<String> = violations.iter().map(sentence).collect();
        Refusal {
            statuses: statuses(&violations),
            detail: messages.join("; "),
            violations,
            headers: Vec::new(),
        }
    }
}

fn statuses(violations: &[Violation]) -> &'static [u16] {
    let is = |place: &Place, rule: &str| {
        let mut all = violations.iter();
        all.any(|one| one.place == *place && one.rule == rule)
    };
    let has_precondition = violations.iter().any(|one| {
        let is_header = |name: &str| {
            one.place == Place::Parameter(Location::Header, name.to_owned())
                && one.rule == "required"
        };
        is_header("If-Match") || is_header("if-match")
    });
    let of_body = |one: &Violation| one.place == Place::Body;
    let of_path = |one: &Violation| matches!(one.place, Place::Parameter(Location::Path, _));
    if is(&Place::Body, "media-type") {
        &[415, 400, 422]
    } else if is(&Place::Body, "malformed") {
        &[400, 422]
    } else if has_precondition {
        &[428, 400, 412, 422]
    } else if violations.iter().all(of_body) {
        &[422, 400]
    } else if violations.iter().all(of_path) {
        &[400, 422, 404]
    } else {
        &[400, 422]
    }
}

/// The documented response for a refusal, or a problem of the mock's own.
pub fn respond<'a>(
    renderer: &Renderer<'_, 'a>,
    operation: &Operation<'a>,
    refusal: &Refusal,
    accept: Option<&str>,
) -> Response {
    let documented = first(operation, refusal.statuses).and_then(|chosen| {
        let wish = Wish {
            accept,
            any_media_type: true,
            ..Wish::default()
        };
        let headers = &refusal.headers;
        let headers: Vec<(&str, String)> = headers
            .iter()
            .map(|(name, value)| (*name, value.clone()))
            .collect();
        let rendered = renderer.with(operation, chosen, wish, &headers, |content| {
            let schema = content.content.schema;
            let value = renderer.values.of_content(content.content, wish.taste);
            let value = value.map_err(super::render::Unrendered::Lacks)?;
            let form = Form { renderer, schema };
            Ok(form.filled(value, chosen, refusal))
        });
        rendered.ok()
    });
    documented.unwrap_or_else(|| own(refusal, &renderer.operations.document.sources))
}

/// A problem of the mock's own (RFC 9457).
pub fn own(refusal: &Refusal, sources: &Sources) -> Response {
    let status = refusal.statuses.first().copied().unwrap_or(500);
    let mut response =
        problem::of_violations(status, &refusal.detail, &refusal.violations, sources);
    for (name, value) in &refusal.headers {
        response.headers.push(*name, value.clone());
    }
    response
}

/// Members that hold a text for people, in the words of many contracts.
const TEXTS: [&str; 12] = [
    "detail",
    "details",
    "message",
    "msg",
    "error_description",
    "errorDescription",
    "error_message",
    "errorMessage",
    "description",
    "reason",
    "userMessage",
    "error",
];

/// Members that repeat the status.
const STATUSES: [&str; 6] = [
    "status",
    "statusCode",
    "status_code",
    "code",
    "httpStatus",
    "http_status",
];

/// Members that list what is wrong.
const LISTS: [&str; 9] = [
    "errors",
    "violations",
    "invalid-params",
    "invalid_params",
    "invalidParams",
    "details",
    "issues",
    "problems",
    "causes",
];

/// Members of a list's item that say where.
const PLACES: [&str; 9] = [
    "pointer",
    "field",
    "name",
    "path",
    "property",
    "location",
    "parameter",
    "source",
    "param",
];

/// The form of an error: a schema of the contract.
struct Form<'r, 'o, 'a> {
    renderer: &'r Renderer<'o, 'a>,
    schema: Option<&'a Node>,
}

/// An object within an error that may tell about it.
struct Within<'a> {
    pointer: String,
    members: Map<String, Value>,
    schema: Option<&'a Node>,
}

impl<'a> Form<'_, '_, 'a> {
    /// The value with what is wrong in it, as far as its schema allows each.
    fn filled(&self, value: Value, chosen: Chosen<'_, '_>, refusal: &Refusal) -> Value {
        let mut value = value;
        // A text alone is the message.
        self.change(&mut value, "", refusal.detail.clone().into());
        for within in self.objects(&value, String::new(), self.schema, 0) {
            for (name, member) in &within.members {
                if let Some(new) = self.member(&within, name, member, chosen, refusal) {
                    let pointer = format!("{}/{}", within.pointer, escape_pointer_token(name));
                    self.change(&mut value, &pointer, new);
                }
            }
        }
        value
    }

    fn change(&self, value: &mut Value, pointer: &str, new: Value) {
        let mut changed = value.clone();
        if let Some(place) = changed.pointer_mut(pointer) {
            *place = new;
        }
        if self.renderer.values.allows(self.schema, &changed) {
            *value = changed;
        }
    }

    /// What a member is to say, when its name is one that errors have for it.
    fn member(
        &self,
        within: &Within<'a>,
        name: &str,
        member: &Value,
        chosen: Chosen<'_, '_>,
        refusal: &Refusal,
    ) -> Option<Value> {
        match member {
            Value::Number(_) if STATUSES.contains(&name) => Some(chosen.status.into()),
            Value::String(_) if name == "title" => {
                let status = http::StatusCode::from_u16(chosen.status).ok();
                let reason = status.and_then(|status| status.canonical_reason());
                Some(reason.unwrap_or("Error").into())
            }
            // It would name a kind of problem that this is not.
            Value::String(_) if name == "type" && within.members.contains_key("title") => {
                Some("about:blank".into())
            }
            Value::String(_) if TEXTS.contains(&name) => Some(refusal.detail.clone().into()),
            Value::Array(items) if LISTS.contains(&name) => {
                let form = items
                    .first()
                    .cloned()
                    .or_else(|| self.item_of(within, name));
                let form = form.unwrap_or_default();
                let told = refusal.violations.iter();
                Some(told.map(|one| item(&form, one)).collect())
            }
            _ => None,
        }
    }

    /// An item that a list may have.
    fn item_of(&self, within: &Within<'a>, name: &str) -> Option<Value> {
        let document = self.renderer.operations.document;
        let list = property(within.schema?, Some(name), document)?;
        let items = property(list, None, document)?;
        let value = self.renderer.values.of_schema(items, Taste::default());
        value.ok()
    }

    /// The value itself, and what is wrapped in it.
    fn objects(
        &self,
        value: &Value,
        pointer: String,
        schema: Option<&'a Node>,
        depth: usize,
    ) -> Vec<Within<'a>> {
        let Value::Object(members) = value else {
            return Vec::new();
        };
        let mut found = Vec::new();
        if depth < 2 {
            for (name, member) in members {
                let document = self.renderer.operations.document;
                let own = schema.and_then(|schema| property(schema, Some(name), document));
                let inner = format!("{pointer}/{}", escape_pointer_token(name));
                found.extend(self.objects(member, inner, own, depth + 1));
            }
        }
        let members = members.clone();
        found.insert(
            0,
            Within {
                pointer,
                members,
                schema,
            },
        );
        found
    }
}

/// An item of a list that tells of one violation, in the form of another item.
fn item(form: &Value, violation: &Violation) -> Value {
    let Value::Object(members) = form else {
        return sentence(violation).into();
    };
    let place = match (&violation.place, violation.pointer.as_str()) {
        (Place::Parameter(_, name), "") => name.clone(),
        (Place::Parameter(_, name), pointer) => format!("{name}{pointer}"),
        (_, "") => violation.place.to_string(),
        (_, pointer) => pointer.to_owned(),
    };
    let fill = |(name, member): (&String, &Value)| {
        let name = name.as_str();
        let new = match member {
            Value::String(_) if PLACES.contains(&name) => place.clone().into(),
            Value::String(_) if name == "title" || TEXTS.contains(&name) => {
                sentence(violation).into()
            }
            Value::String(_) if name == "rule" || name == "keyword" => {
                violation.rule.clone().into()
            }
            member => member.clone(),
        };
        (name.to_owned(), new)
    };
    members.iter().map(fill).collect::<Map<_, _>>().into()
}
