//! Faults, one at a time, derived from a contract: what a service could do wrong of each of its
//! responses, parameters, bodies and operations.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::contract::{Contract, Operation, Response, members};

/// What is done wrong.
#[derive(Clone, Debug)]
pub enum Wrong {
    // ── what is sent, of an operation's responses with a status ──
    Status(u16),
    MediaType(Option<String>),
    NoHeader(String),
    Header(String, String),
    /// A member of the body, by its pointer; `*` is the first item.
    Member(String, Change),
    /// Bytes in place of the body.
    Bytes(&'static str),
    /// An error that tells too much.
    Leak(&'static str),
    Cut(Cut),
    /// A list, changed.
    List(List),
    // ── what is made of requests ──
    /// A request that breaks this, and nothing else, is carried out.
    Accepted(String),
    /// A request with a value at an edge is refused.
    Refused(String, Edge),
    /// What is refused for want of credentials is carried out.
    LetIn,
    /// The other tenant has what the first one has.
    OtherTenant,
    /// What a name of the query or a header says is not heeded.
    QueryIgnored(String),
    HeaderIgnored(String),
    /// What was seen first is seen ever after.
    Stale,
    /// What was there is there, though it is gone.
    Resurrected,
    /// A method that is not documented.
    Method(u16),
    NoAllow,
    Head(u16),
}

#[derive(Clone, Debug)]
pub enum Change {
    Remove,
    Set(Value),
}

/// How the transport fails.
#[derive(Clone, Copy, Debug)]
pub enum Cut {
    Nothing,
    HalfHead,
    HalfBody,
    /// Content-Length is less, or more, than there is.
    Short,
    Long,
    /// A body where none may be.
    Unexpected,
}

#[derive(Clone, Copy, Debug)]
pub enum List {
    LosesFirst,
    LosesLast,
    Repeats,
    Empty,
}

#[derive(Clone, Debug)]
pub enum Edge {
    Is(Value),
    Length(usize),
    Items(usize),
    Present,
}

pub struct Fault {
    /// `kind/operation/status/more`.
    pub name: String,
    pub operation: usize,
    /// Of which responses; none: all.
    pub status: Option<u16>,
    pub wrong: Wrong,
}

impl Fault {
    pub fn kind(&self) -> &str {
        self.name.split('/').next().unwrap_or_default()
    }
}

struct Deriving<'a> {
    contract: &'a Contract,
    faults: Vec<Fault>,
    /// What is the same in many error responses is tried once.
    shared: HashSet<String>,
}

pub fn derived(contract: &Contract) -> Vec<Fault> {
    let mut deriving = Deriving {
        contract,
        faults: Vec::new(),
        shared: HashSet::new(),
    };
    for (index, operation) in contract.operations.iter().enumerate() {
        for response in &operation.responses {
            deriving.response(index, response);
        }
        deriving.requests(index, operation);
    }
    deriving.faults
}

impl Deriving<'_> {
    fn add(&mut self, operation: usize, status: Option<u16>, kind: &str, more: &str, wrong: Wrong) {
        let id = &self.contract.operations[operation].id;
        let status_text = status
            .map(|status| format!("/{status}"))
            .unwrap_or_default();
        let more = if more.is_empty() {
            String::new()
        } else {
            format!("/{more}")
        };
        let name = format!("{kind}/{id}{status_text}{more}");
        if !self.faults.iter().any(|known| known.name == name) {
            self.faults.push(Fault {
                name,
                operation,
                status,
                wrong,
            });
        }
    }

    fn response(&mut self, index: usize, response: &Response) {
        let status = Some(response.status);
        let is_error = response.status >= 400;
        let other = if is_error { 418 } else { 206 };
        self.add(
            index,
            status,
            "status-undocumented",
            "",
            Wrong::Status(other),
        );
        self.add(index, status, "status-500", "", Wrong::Status(500));
        for (name, is_required, schema) in &response.headers {
            if *is_required {
                self.add(
                    index,
                    status,
                    "header-missing",
                    name,
                    Wrong::NoHeader(name.clone()),
                );
            }
            for (keyword, value) in broken(schema) {
                let text = match value {
                    Value::String(text) => text,
                    Value::Number(number) => number.to_string(),
                    _ => continue,
                };
                // Everything is a text in a header.
                if schema["type"] == "string" && keyword == "type"
                    || text.contains(char::is_control)
                {
                    continue;
                }
                let more = format!("{name}.{keyword}");
                self.add(
                    index,
                    status,
                    "header-value",
                    &more,
                    Wrong::Header(name.clone(), text),
                );
            }
            if name.eq_ignore_ascii_case("location") {
                self.add(
                    index,
                    status,
                    "location-nowhere",
                    "",
                    Wrong::Header(name.clone(), "/nowhere/1".into()),
                );
            }
        }
        if response.status == 204 || response.status == 304 {
            self.add(
                index,
                status,
                "unexpected-body",
                "",
                Wrong::Cut(Cut::Unexpected),
            );
        }
        let Some((media_type, schema)) = &response.content else {
            return;
        };
        let charset = format!("{media_type}; charset=iso-8859-1");
        for (kind, wrong) in [
            ("media-type-missing", None),
            ("media-type-wrong", Some("text/html".to_owned())),
            ("charset", Some(charset)),
        ] {
            self.add(index, status, kind, "", Wrong::MediaType(wrong));
        }
        self.add(
            index,
            status,
            "not-json",
            "",
            Wrong::Bytes("<html>It works!</html>"),
        );
        self.add(index, status, "empty-body", "", Wrong::Bytes(""));
        if !is_error {
            for (kind, cut) in [
                ("dropped", Cut::Nothing),
                ("half-head", Cut::HalfHead),
                ("half-body", Cut::HalfBody),
                ("length-short", Cut::Short),
                ("length-long", Cut::Long),
            ] {
                self.add(index, status, kind, "", Wrong::Cut(cut));
            }
        }
        if is_error {
            self.add(index, status, "leak", "trace", Wrong::Leak("Traceback (most recent call last):\n  File \"/srv/app/api.py\", line 88, in get\n    raise KeyError(name)\nKeyError: 'name'"));
            if !self.shared.insert(schema.to_string()) {
                return;
            }
            let members = &self.contract.resolved(schema)["properties"];
            if members["status"].is_object() {
                self.add(
                    index,
                    status,
                    "problem-status",
                    "",
                    Wrong::Member("/status".into(), Change::Set(json!(299))),
                );
            }
        } else if self.contract.operations[index].method == "GET" && self.is_list(schema) {
            for (kind, list) in [
                ("list-loses-first", List::LosesFirst),
                ("list-loses-last", List::LosesLast),
                ("list-repeats", List::Repeats),
                ("list-empty", List::Empty),
            ] {
                self.add(index, status, kind, "", Wrong::List(list));
            }
        }
        let contract = self.contract;
        walked(contract, schema, "", 0, &mut |pointer, keyword, change| {
            let more = format!("{}.{keyword}", pointer.replace('/', "~"));
            self.add(
                index,
                status,
                &format!("body-{keyword}"),
                &more,
                Wrong::Member(pointer.to_owned(), change),
            );
        });
    }

    fn is_list(&self, schema: &Value) -> bool {
        let schema = self.contract.resolved(schema);
        let is_array = |schema: &Value| is(self.contract.resolved(schema), "array");
        is_array(schema)
            || members(&schema["properties"])
                .filter(|(_, one)| is_array(one))
                .count()
                == 1
                && schema["properties"]
                    .as_object()
                    .is_some_and(|all| all.len() <= 4)
    }

    fn requests(&mut self, index: usize, operation: &Operation) {
        if operation.is_secured {
            self.add(index, Some(401), "let-in", "", Wrong::LetIn);
            self.add(index, Some(403), "let-in", "", Wrong::LetIn);
            self.add(index, None, "other-tenant", "", Wrong::OtherTenant);
        }
        for parameter in &operation.parameters {
            let name = parameter["name"].as_str().unwrap_or_default();
            let location = parameter["in"].as_str().unwrap_or_default();
            let schema = self.contract.resolved(&parameter["schema"]);
            let at = format!("{location} {name}");
            if parameter["required"] == true && location != "path" {
                self.add(
                    index,
                    None,
                    "accepted",
                    &format!("{at}.required"),
                    Wrong::Accepted(format!("{at} required")),
                );
            }
            for (keyword, _) in broken(schema) {
                let is_text = schema["type"] == "string" && keyword == "type" || keyword == "null";
                if !(is_text || location == "path" && keyword == "minLength") {
                    self.add(
                        index,
                        None,
                        "accepted",
                        &format!("{at}.{keyword}"),
                        Wrong::Accepted(format!("{at} {keyword}")),
                    );
                }
            }
            for (keyword, edge) in edges(schema) {
                self.add(
                    index,
                    None,
                    "refused",
                    &format!("{at}.{keyword}"),
                    Wrong::Refused(at.clone(), edge),
                );
            }
            match location {
                "query" => self.add(
                    index,
                    None,
                    "query-ignored",
                    name,
                    Wrong::QueryIgnored(name.to_owned()),
                ),
                "header" => self.add(
                    index,
                    None,
                    "header-ignored",
                    name,
                    Wrong::HeaderIgnored(name.to_owned()),
                ),
                _ => {}
            }
        }
        if let Some(body) = &operation.body {
            let contract = self.contract;
            walked(contract, body, "", 0, &mut |pointer, keyword, _| {
                let (at, keyword) = match keyword {
                    "null" => (pointer, "type"),
                    "required" | "additionalProperties" => {
                        (pointer.rsplit_once('/').map_or("", |(at, _)| at), keyword)
                    }
                    _ => (pointer, keyword),
                };
                let more = format!("body{}.{keyword}", pointer.replace('/', "~"));
                self.add(
                    index,
                    None,
                    "accepted",
                    &more,
                    Wrong::Accepted(format!("body{at} {keyword}")),
                );
            });
            allowed(contract, body, "", 0, &mut |pointer, keyword, edge| {
                let more = format!("body{}.{keyword}", pointer.replace('/', "~"));
                self.add(
                    index,
                    None,
                    "refused",
                    &more,
                    Wrong::Refused(format!("body{pointer}"), edge),
                );
            });
        }
        if operation.method == "GET" {
            self.add(index, None, "stale", "", Wrong::Stale);
            self.add(index, None, "resurrected", "", Wrong::Resurrected);
            self.add(index, None, "head-refused", "", Wrong::Head(404));
            self.add(index, None, "head-with-body", "", Wrong::Head(200));
        }
        self.add(index, None, "method-carried-out", "", Wrong::Method(200));
        self.add(index, None, "method-404", "", Wrong::Method(404));
        self.add(index, None, "allow-missing", "", Wrong::NoAllow);
    }
}

fn is(schema: &Value, kind: &str) -> bool {
    schema["type"] == kind
        || schema["type"]
            .as_array()
            .is_some_and(|all| all.iter().any(|one| one == kind))
}

/// A value for each constraint of a schema itself that breaks it.
fn broken(schema: &Value) -> Vec<(&'static str, Value)> {
    let mut all = Vec::new();
    let kinds = [
        "string", "integer", "number", "boolean", "array", "object", "null",
    ];
    let known: Vec<&str> = kinds.into_iter().filter(|kind| is(schema, kind)).collect();
    if !known.is_empty() {
        let other = if is(schema, "string") {
            json!(12345)
        } else {
            json!("a text")
        };
        all.push(("type", other));
        if !known.contains(&"null") {
            all.push(("null", Value::Null));
        }
    }
    if schema["enum"].is_array() {
        all.push(("enum", json!("not-of-the-enum")));
    }
    if !schema["const"].is_null() {
        all.push(("const", json!("not-the-constant")));
    }
    let text = |count: usize| Value::from("x".repeat(count));
    let count = |keyword: &str| {
        schema[keyword]
            .as_u64()
            .and_then(|count| usize::try_from(count).ok())
    };
    if is(schema, "string") && !schema["enum"].is_array() {
        if let Some(least) = count("minLength").filter(|least| *least > 0) {
            all.push(("minLength", text(least - 1)));
        }
        if let Some(most) = count("maxLength").filter(|most| *most < 10_000) {
            all.push(("maxLength", text(most + 1)));
        }
        if schema["pattern"].is_string() {
            all.push(("pattern", json!("!? \u{e9}")));
        }
        if let Some("date" | "date-time" | "uuid" | "email" | "uri" | "ipv4") =
            schema["format"].as_str()
        {
            all.push(("format", json!("not of the format")));
        }
    }
    for (keyword, step) in [
        ("minimum", -1.0),
        ("maximum", 1.0),
        ("exclusiveMinimum", 0.0),
        ("exclusiveMaximum", 0.0),
    ] {
        if let Some(bound) = schema[keyword].as_f64() {
            all.push((keyword, number(bound + step)));
        }
    }
    if let Some(step) = schema["multipleOf"].as_f64() {
        all.push(("multipleOf", json!(step * 1.5)));
    }
    all
}

fn number(value: f64) -> Value {
    match value.fract() == 0.0 {
        true => json!(value as i64),
        false => json!(value),
    }
}

const DEEPEST: usize = 4;

/// All constraints below a schema: where, which, and how a value becomes one that breaks it.
fn walked(
    contract: &Contract,
    schema: &Value,
    pointer: &str,
    depth: usize,
    told: &mut dyn FnMut(&str, &str, Change),
) {
    let schema = contract.resolved(schema);
    for (keyword, value) in broken(schema) {
        told(pointer, keyword, Change::Set(value));
    }
    if depth >= DEEPEST {
        return;
    }
    for part in schema["allOf"].as_array().into_iter().flatten() {
        walked(contract, part, pointer, depth + 1, told);
    }
    for name in schema["required"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
    {
        told(&format!("{pointer}/{name}"), "required", Change::Remove);
    }
    if schema["additionalProperties"] == false {
        told(
            &format!("{pointer}/undocumented"),
            "additionalProperties",
            Change::Set(json!(1)),
        );
    }
    for (name, member) in members(&schema["properties"]) {
        walked(
            contract,
            member,
            &format!("{pointer}/{name}"),
            depth + 1,
            told,
        );
    }
    if schema["items"].is_object() {
        walked(
            contract,
            &schema["items"],
            &format!("{pointer}/*"),
            depth + 1,
            told,
        );
    }
    let items = |keyword: &str| schema[keyword].as_u64();
    if items("minItems").is_some_and(|least| least > 0) {
        told(pointer, "minItems", Change::Set(json!([])));
    }
    if schema["uniqueItems"] == true {
        told(pointer, "uniqueItems", Change::Set(json!(["same", "same"])));
    }
}

/// Values at the edges of a schema itself, and its alternatives.
fn edges(schema: &Value) -> Vec<(String, Edge)> {
    let mut all = Vec::new();
    for keyword in ["minimum", "maximum"] {
        if schema[keyword].is_number() {
            all.push((keyword.to_owned(), Edge::Is(schema[keyword].clone())));
        }
    }
    for value in schema["enum"].as_array().into_iter().flatten() {
        all.push((
            format!("enum-{value}").replace('"', ""),
            Edge::Is(value.clone()),
        ));
    }
    let count = |keyword: &str| {
        schema[keyword]
            .as_u64()
            .and_then(|count| usize::try_from(count).ok())
    };
    for keyword in ["minLength", "maxLength"] {
        // What has a pattern, too, may have no value of that length.
        if let Some(length) =
            count(keyword).filter(|length| *length < 10_000 && schema["pattern"].is_null())
        {
            all.push((keyword.to_owned(), Edge::Length(length)));
        }
    }
    for keyword in ["minItems", "maxItems"] {
        if let Some(length) = count(keyword).filter(|length| *length < 100) {
            all.push((keyword.to_owned(), Edge::Items(length)));
        }
    }
    if is(schema, "null") {
        all.push(("null".to_owned(), Edge::Is(Value::Null)));
    }
    all
}

fn allowed(
    contract: &Contract,
    schema: &Value,
    pointer: &str,
    depth: usize,
    told: &mut dyn FnMut(&str, &str, Edge),
) {
    let schema = contract.resolved(schema);
    for (keyword, edge) in edges(schema) {
        told(pointer, &keyword, edge);
    }
    if depth >= DEEPEST {
        return;
    }
    for (name, member) in members(&schema["properties"]) {
        let at = format!("{pointer}/{name}");
        // What only the service sends is not sent to it.
        if contract.resolved(member)["readOnly"] == true {
            continue;
        }
        told(&at, "present", Edge::Present);
        allowed(contract, member, &at, depth + 1, told);
    }
    if schema["items"].is_object() {
        allowed(
            contract,
            &schema["items"],
            &format!("{pointer}/*"),
            depth + 1,
            told,
        );
    }
}
