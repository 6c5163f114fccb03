//! What of a sequence of requests is taken from the responses before: identifiers, entity tags,
//! where to go next.

use std::collections::HashSet;
use std::rc::Rc;

use data_encoding::BASE64;
use indexmap::IndexMap;
use serde_json::Value;

use super::record::{Body, Sent, Source, Take, path_of, scalar};
use super::text::{Name, Part, Text, is_small};
use crate::exchange::{Request, Response};

/// A request and its response, if there was one.
#[derive(Clone, Debug)]
pub struct Step {
    /// The title of its operation.
    pub operation: String,
    pub request: Request,
    pub response: Option<Rc<Response>>,
}

/// So many values of one response are looked at.
const MOST_VALUES: usize = 2_000;

/// The sequence, with names in place of what is secret or taken.
pub fn sequence(steps: &[Step], credentials: &[Name]) -> Vec<Sent> {
    let mut names = credentials.to_vec();
    let mut sent: Vec<Sent> = Vec::new();
    let mut said = HashSet::new();
    for (index, step) in steps.iter().enumerate() {
        sent.push(written(step, &names));
        said.extend(tokens(&step.request));
        let Some(response) = &step.response else {
            continue;
        };
        let later: HashSet<String> = steps[index + 1..]
            .iter()
            .flat_map(|step| tokens(&step.request))
            .collect();
        let mut takes = IndexMap::new();
        for (value, source) in values(response) {
            let is_wanted = later.contains(&value) && !said.contains(&value);
            let is_secret = credentials.iter().any(|name| value.contains(&name.text));
            if !is_wanted || is_secret || names.iter().any(|name| name.text == value) {
                continue;
            }
            let taken = unused(&source, &names);
            let name = |prefix: String| Name {
                text: format!("{prefix}{value}"),
                prefix,
                part: Part::Taken {
                    taken: taken.clone(),
                },
                alone: true,
            };
            names.push(name(String::new()));
            let later = steps[index + 1..].iter();
            let numbers = later.flat_map(|step| numbers(&step.request));
            for (member, _) in numbers.filter(|(_, number)| *number == value) {
                names.push(name(format!("\"{member}\":")));
            }
            takes.insert(
                taken,
                Take {
                    from: source,
                    was: value,
                },
            );
        }
        names.sort_by_key(|name| std::cmp::Reverse(name.text.len()));
        if let Some(last) = sent.last_mut() {
            last.takes = takes;
        }
    }
    drop_unused(&mut sent);
    sent
}

/// What was thought to be taken, and stands nowhere.
fn drop_unused(sent: &mut [Sent]) {
    let is_used = |name: &str, text: &Text| {
        let is_it = |part: &Part| matches!(part, Part::Taken { taken } if taken == name);
        text.0.iter().any(is_it)
    };
    for index in 0..sent.len() {
        let (before, later) = sent.split_at_mut(index + 1);
        before[index].takes.retain(|name, _| {
            later.iter().any(|sent| {
                is_used(name, &sent.target)
                    || sent.headers.iter().any(|(_, text)| is_used(name, text))
                    || matches!(&sent.body, Some(Body::Text(text)) if is_used(name, text))
            })
        });
    }
}

fn written(step: &Step, names: &[Name]) -> Sent {
    let request = &step.request;
    let body = match std::str::from_utf8(&request.body) {
        _ if request.body.is_empty() => None,
        Ok(text) if !text.contains('\0') => Some(Body::Text(Text::of(text, names))),
        _ => Some(Body::Base64(BASE64.encode(&request.body))),
    };
    // A media type is none of what a response gives, whatever it has in common with that.
    let is_media = |name: &str| {
        ["accept", "content-type"]
            .iter()
            .any(|m| name.eq_ignore_ascii_case(m))
    };
    let header = |(name, value): &(String, String)| {
        let names = if is_media(name) { &[] } else { names };
        (name.clone(), Text::of(value, names))
    };
    Sent {
        operation: step.operation.clone(),
        method: request.method.clone(),
        target: Text::of(&request.target, names),
        headers: request.headers.0.iter().map(header).collect(),
        body,
        takes: IndexMap::new(),
        status: step.response.as_ref().map(|response| response.status),
    }
}

/// The texts that a request has of its own, or of a response before it.
pub fn tokens(request: &Request) -> Vec<String> {
    let path = request.path().split('/').map(str::to_owned);
    let query = request
        .query()
        .into_iter()
        .flat_map(|query| query.split('&'));
    let query = query.filter_map(|pair| Some(pair.split_once('=')?.1.to_owned()));
    let headers = request.headers.0.iter().map(|(_, value)| value.clone());
    let query = query.filter(|value| !is_small(value));
    let mut all: Vec<String> = path.chain(query).chain(headers).collect();
    all.push(request.target.clone());
    if let Ok(value) = serde_json::from_slice::<Value>(&request.body) {
        leaves(&value, &mut String::new(), &mut |_, _, value| {
            if let Value::String(text) = value {
                all.push(text.clone());
            }
        });
    }
    all.extend(numbers(request).into_iter().map(|(_, number)| number));
    all.retain(|token| !token.is_empty());
    all
}

/// The members of a body whose values are numbers that name something, and those.
fn numbers(request: &Request) -> Vec<(String, String)> {
    let mut all = Vec::new();
    if let Ok(value) = serde_json::from_slice::<Value>(&request.body) {
        leaves(&value, &mut String::new(), &mut |_, name, value| {
            let is_id = name.to_ascii_lowercase().ends_with("id");
            if let Some(number) = scalar(value).filter(|_| is_id && value.is_number()) {
                all.push((name.to_owned(), number));
            }
        });
    }
    all
}

/// What a response gives: headers that lead on, and the texts and integers of its body that can
/// be found in its text by the name before them.
fn values(response: &Response) -> Vec<(String, Source)> {
    let mut all = Vec::new();
    for name in ["etag", "location", "last-modified"] {
        if let Some(value) = response.headers.get(name) {
            let value = if name == "location" {
                path_of(value)
            } else {
                value
            };
            all.push((value.to_owned(), Source::Header(name.to_owned())));
        }
    }
    let (Ok(value), Ok(text)) = (
        serde_json::from_slice::<Value>(&response.body),
        std::str::from_utf8(&response.body),
    ) else {
        return all;
    };
    leaves(&value, &mut String::new(), &mut |pointer, name, value| {
        let Some(found) = scalar(value).filter(|_| all.len() < MOST_VALUES) else {
            return;
        };
        let is_plain = |c: char| c.is_ascii_graphic() && c != '"' && c != '\\' && c != '\'';
        if found.chars().all(is_plain)
            && let Some(nth) = nth(text, name, value)
        {
            let source = Source::Body {
                pointer: pointer.to_owned(),
                name: name.to_owned(),
                nth,
            };
            all.push((found, source));
        }
    });
    all
}

fn leaves(value: &Value, pointer: &mut String, each: &mut dyn FnMut(&str, &str, &Value)) {
    let length = pointer.len();
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                pointer.push('/');
                pointer.push_str(&crate::document::escape_pointer_token(name));
                if !member.is_object() && !member.is_array() {
                    each(pointer, name, member);
                }
                leaves(member, pointer, each);
                pointer.truncate(length);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                pointer.push_str(&format!("/{index}"));
                leaves(item, pointer, each);
                pointer.truncate(length);
            }
        }
        _ => {}
    }
}

/// Which of the members of a name, as they stand in a text, has a value first.
fn nth(text: &str, name: &str, value: &Value) -> Option<usize> {
    if !name
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || "_-".contains(c))
    {
        return None;
    }
    let key = format!("\"{name}\"");
    let wanted = value.to_string();
    let is_number = value.is_number();
    let mut nth = 0;
    let mut rest = text;
    while let Some(start) = rest.find(&key) {
        rest = &rest[start + key.len()..];
        let Some(after) = rest.trim_start_matches(' ').strip_prefix(':') else {
            continue;
        };
        let after = after.trim_start_matches(' ');
        let is_alike = match is_number {
            true => after.starts_with(|c: char| c.is_ascii_digit()),
            false => after.starts_with('"'),
        };
        if !is_alike {
            continue;
        }
        nth += 1;
        let is_end = |rest: &str| !is_number || !rest.starts_with(|c: char| c.is_ascii_digit());
        if after.strip_prefix(wanted.as_str()).is_some_and(is_end) {
            return Some(nth);
        }
    }
    None
}

fn unused(source: &Source, names: &[Name]) -> String {
    let name = match source {
        Source::Header(name) => name,
        Source::Body { name, .. } => name,
    };
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    let name: String = name.chars().map(plain).collect();
    let name = match name.starts_with(|c: char| c.is_ascii_digit()) {
        true => format!("_{name}"),
        false => name,
    };
    let is_used = |wanted: &str| {
        let mut all = names.iter();
        all.any(|one| matches!(&one.part, Part::Taken { taken } if taken == wanted))
    };
    let mut others = (2..).map(|number| format!("{name}{number}"));
    match is_used(&name) {
        false => name,
        true => others.find(|other| !is_used(other)).unwrap_or(name),
    }
}
