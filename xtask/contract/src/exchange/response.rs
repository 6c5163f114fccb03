//! Responses held against what the document says of them.

use super::body::{BodyReader, judge};
use super::media::{self, Kind};
use super::message::Response;
use super::operation::{Documented, Header, Location, Operation, Style};
use super::operations::Operations;
use super::reading::content_for;
use super::styles::{Back, Form};
use super::text::Reader;
use super::violation::{Place, Violation};
use crate::document::{Node, Position};
use crate::instances::Parts;
use crate::report::Direction;

/// More levels of a value are not looked at for `writeOnly`.
const DEEPEST: usize = 32;

/// What of a response is not as documented. `method` is that of the request: a HEAD of what is
/// documented for GET has no body.
pub fn judge_response<'a>(
    operations: &Operations<'a>,
    operation: &Operation<'a>,
    method: &str,
    response: &Response,
) -> Vec<Violation> {
    let mut out = Vec::new();
    let broken = |place, rule: &str, message: String, at: Position| Violation {
        place,
        pointer: String::new(),
        rule: rule.to_owned(),
        message,
        at,
    };
    // Where nothing is documented, nothing can be held to it.
    if operation.responses.is_empty() {
        return out;
    }
    let Some(documented) = operation.response(response.status) else {
        let known = operation.responses.iter().map(|one| one.status.to_string());
        let known: Vec<String> = known.collect();
        let message = format!(
            "the status {} is not documented: {} are",
            response.status,
            if known.is_empty() {
                "none".to_owned()
            } else {
                known.join(", ")
            }
        );
        out.push(broken(Place::Status, "undocumented", message, operation.at));
        return out;
    };
    for header in &documented.headers {
        judge_header(operations, header, response, &mut out);
    }
    let has_no_body = method == "HEAD" || matches!(response.status, 100..200 | 204 | 304);
    if has_no_body {
        if !response.body.is_empty() {
            let message = format!(
                "a {} has no body (RFC 9110, section 6.4.1)",
                match method {
                    "HEAD" => "response to HEAD".to_owned(),
                    _ => format!("response {}", response.status),
                }
            );
            out.push(broken(Place::Body, "no-body", message, documented.at));
        }
        return out;
    }
    judge_content(operations, documented, response, &mut out);
    out
}

fn judge_content<'a>(
    operations: &Operations<'a>,
    documented: &Documented<'a>,
    response: &Response,
    out: &mut Vec<Violation>,
) {
    let broken = |place, rule: &str, message: String| Violation {
        place,
        pointer: String::new(),
        rule: rule.to_owned(),
        message,
        at: documented.at,
    };
    let media_type = response.headers.get("content-type");
    if documented.contents.is_empty() {
        // A document that says nothing of contents allows any; a status that is documented
        // without one, beside others with one, is meant to have none: see the check for it.
        return;
    }
    let known = || {
        let all = documented.contents.iter().map(|one| one.media_type);
        all.collect::<Vec<_>>().join(", ")
    };
    let Some(media_type) = media_type else {
        let message = match response.body.is_empty() {
            true => format!("there is no body, where {} is documented", known()),
            false => format!("the body has no media type: {} is documented", known()),
        };
        out.push(broken(
            Place::Header("content-type".to_owned()),
            "media-type",
            message,
        ));
        return;
    };
    let Some(content) = content_for(&documented.contents, media_type) else {
        let message = format!("`{media_type}` is not documented: {} is", known());
        out.push(broken(
            Place::Header("content-type".to_owned()),
            "media-type",
            message,
        ));
        return;
    };
    let wanted = media::parameter(content.media_type, "charset");
    let is = media::parameter(media_type, "charset");
    if let (Some(wanted), Some(is)) = (&wanted, &is)
        && !wanted.eq_ignore_ascii_case(is)
    {
        let message = format!("the charset is {is}, where {wanted} is documented");
        out.push(broken(
            Place::Header("content-type".to_owned()),
            "charset",
            message,
        ));
    }
    if content.kind == Kind::Lines || media::kind_of(media_type) == Kind::Lines {
        return;
    }
    let bodies = BodyReader {
        judges: &operations.judges,
        direction: Direction::Response,
        reader: Reader::Strict,
    };
    let value = bodies.read(content, media_type, &response.body, out);
    if let (Some(value), Some(schema)) = (value, content.schema) {
        bodies.judge(schema, &value, &Place::Body, out);
        let mut written_only = Vec::new();
        write_only(
            operations,
            schema,
            &value,
            &mut String::new(),
            &mut written_only,
            0,
        );
        for (pointer, at) in written_only {
            out.push(Violation {
                place: Place::Body,
                message: format!("`{pointer}` is `writeOnly`, and in a response"),
                pointer,
                rule: "writeOnly".to_owned(),
                at,
            });
        }
    }
}

fn judge_header<'a>(
    operations: &Operations<'a>,
    header: &Header<'a>,
    response: &Response,
    out: &mut Vec<Violation>,
) {
    let name = header.name.to_ascii_lowercase();
    let place = Place::Header(name.clone());
    let values: Vec<&str> = response.headers.all(&name).collect();
    if values.is_empty() {
        if header.required {
            out.push(Violation {
                message: format!("{place} is missing"),
                place,
                pointer: String::new(),
                rule: "required".to_owned(),
                at: header.at,
            });
        }
        return;
    }
    let Some(schema) = header.schema else {
        return;
    };
    // Each is a value of its own (RFC 6265, section 3), whatever a schema makes of them.
    if name == "set-cookie" {
        return;
    }
    let back = Back {
        judges: &operations.judges,
        direction: Direction::Response,
        reader: Reader::Strict,
    };
    let form = Form {
        style: Style::Simple,
        explode: header.explode,
        location: Location::Header,
        allow_reserved: false,
    };
    let text = values.join(", ");
    let value = match header.media_type {
        Some(_) => match serde_json::from_str(&text) {
            Ok(value) => value,
            Err(_) => text.into(),
        },
        None => back.text(form, header.name, Some(schema), &text),
    };
    judge(
        &operations.judges,
        Direction::Response,
        schema,
        &value,
        &place,
        out,
    );
}

/// The members of a value that should not be in a response, with their pointers.
fn write_only<'a>(
    operations: &Operations<'a>,
    schema: &'a Node,
    value: &serde_json::Value,
    pointer: &mut String,
    out: &mut Vec<(String, Position)>,
    depth: usize,
) {
    use super::judges::{is_write_only, property};
    if depth > DEEPEST {
        return;
    }
    let document = operations.document;
    match value {
        serde_json::Value::Object(members) => {
            for (name, value) in members {
                let Some(own) = property(schema, Some(name), document) else {
                    continue;
                };
                let length = pointer.len();
                pointer.push('/');
                pointer.push_str(&crate::document::escape_pointer_token(name));
                if Parts::of([own], document).iter().any(is_write_only) {
                    out.push((pointer.clone(), own.position()));
                } else {
                    write_only(operations, own, value, pointer, out, depth + 1);
                }
                pointer.truncate(length);
            }
        }
        serde_json::Value::Array(items) => {
            let Some(own) = property(schema, None, document) else {
                return;
            };
            for (index, item) in items.iter().enumerate() {
                let length = pointer.len();
                pointer.push_str(&format!("/{index}"));
                write_only(operations, own, item, pointer, out, depth + 1);
                pointer.truncate(length);
            }
        }
        _ => {}
    }
}
