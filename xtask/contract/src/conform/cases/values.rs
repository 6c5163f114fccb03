//! Values of an operation's parameters and bodies: a valid request, and what is around it.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::super::run::{Expect, Run};
use super::{Case, is_opaque, judged, valid};
use crate::document::{Document, Node, escape_pointer_token};
use crate::exchange::{
    Argument, Arguments, Content, Kind, Location, Operation, Parameter, Place, Written, property,
    types_of,
};
use crate::instances::{Maker, Parts, UNDESCRIBED};
use crate::report::Direction;

/// So many values of one constraint, and of one place.
const OF_A_CAUSE: usize = 3;
const OF_A_PLACE: usize = 12;
/// So many values are tried in one body.
const MOST_BODIES: usize = 4000;
const DEEPEST: usize = 5;

/// The values of one operation.
pub struct Pools {
    /// What must be there, and what may be.
    least: Arguments,
    full: Arguments,
    /// Whether the basic requests are valid for certain.
    pub is_provable: bool,
    /// Of each parameter, values to put in its place.
    pub parameters: Vec<(Location, String, Vec<Argument>)>,
    /// The like of those whose values only the service knows.
    opaque: Vec<(Location, String, Vec<Argument>)>,
    /// Of each media type, bodies around a valid one.
    pub bodies: Vec<(String, Vec<Body>)>,
}

/// A body, and where it is another one than a valid one.
#[derive(Clone, Debug)]
pub struct Body {
    pointer: String,
    pub value: Value,
}

fn is_read_only(node: &Node) -> bool {
    node.flag("readOnly")
}

impl Pools {
    pub fn of<'a>(run: &Run<'a>, operation: &Operation<'a>) -> Pools {
        let document = run.operations.document;
        let maker = Maker::new(document).without(is_read_only).only_described();
        let mut pools = Pools {
            least: Arguments::default(),
            full: Arguments::default(),
            is_provable: true,
            parameters: Vec::new(),
            opaque: Vec::new(),
            bodies: Vec::new(),
        };
        let path = run
            .known
            .borrow()
            .path(run.operations, operation)
            .unwrap_or_default();
        for parameter in &operation.parameters {
            pools.parameter(run, operation, parameter, &path, &maker);
        }
        for content in operation.body.iter().flat_map(|body| &body.contents) {
            pools.body(run, content, &maker);
        }
        pools
    }

    /// The valid requests that others are made of: with the least, and with everything.
    pub fn basic(&self) -> Vec<Arguments> {
        match self.least == self.full {
            true => vec![self.least.clone()],
            false => vec![self.least.clone(), self.full.clone()],
        }
    }

    pub fn least(&self) -> &Arguments {
        &self.least
    }

    /// Other valid requests, each with another body.
    pub fn others(&self, run: &Run<'_>, operation: &Operation<'_>) -> Vec<Arguments> {
        let mut found = Vec::new();
        for content in operation.body.iter().flat_map(|body| &body.contents) {
            let judge = content
                .schema
                .and_then(|schema| run.operations.judges.of(schema, Direction::Request));
            let bodies = self.bodies.iter();
            let own = bodies.filter(|(media_type, _)| media_type == content.media_type);
            for body in own.flat_map(|(_, bodies)| bodies) {
                if judge
                    .as_ref()
                    .is_some_and(|judge| judge.is_valid(&body.value))
                {
                    let body = Written::Value(body.value.clone());
                    found.push(Arguments {
                        body: Some((content.media_type.to_owned(), body)),
                        ..self.least.clone()
                    });
                }
            }
        }
        // The smallest have the least to be in conflict with.
        found.sort_by_key(|arguments| match &arguments.body {
            Some((_, Written::Value(value))) => value.to_string().len(),
            _ => 0,
        });
        found.dedup();
        found
    }

    /// Takes a request that was carried out for the least.
    pub fn settle(&mut self, arguments: Arguments) {
        self.least = arguments;
    }

    fn parameter<'a>(
        &mut self,
        run: &Run<'a>,
        operation: &Operation<'a>,
        parameter: &Parameter<'a>,
        path: &[(String, Value)],
        maker: &Maker<'a, Document>,
    ) {
        let (location, name) = (parameter.location, parameter.name);
        let document = run.operations.document;
        let judge = parameter
            .schema
            .and_then(|schema| run.operations.judges.of(schema, Direction::Request));
        let is_valid = |value: &Value| judge.as_ref().is_none_or(|judge| judge.is_valid(value));
        let of_operation = run.config.operations.iter().find_map(|(called, config)| {
            let values = config.parameters.get(name)?;
            operation
                .is_called(called)
                .then(|| values.all().first().cloned())?
        });
        let in_path = path
            .iter()
            .find(|(known, _)| location == Location::Path && known == name);
        let said = run.known.borrow().said(name).cloned();
        let certain = of_operation
            .or_else(|| in_path.map(|(_, value)| value.clone()))
            .or(said);
        let opaque = is_opaque(location, name) && !says_what(parameter, document);
        let example = || {
            parameter
                .examples
                .iter()
                .find(|value| is_valid(value))
                .cloned()
        };
        let made: Vec<Value> = match parameter.schema {
            Some(schema) => maker.values(&[schema]),
            None => vec![json!("text")],
        };
        let is_sendable = |value: &&Value| {
            is_valid(value)
                && !value.is_null()
                && !matches!(value, Value::String(text) if text.is_empty())
        };
        let value = certain
            .clone()
            .or_else(|| example().filter(|_| !opaque))
            .or_else(|| made.iter().find(is_sendable).cloned());
        // A condition that holds is that of what was seen last, when it is sent.
        let is_condition = location == Location::Header && name.eq_ignore_ascii_case("if-match");
        if let Some(value) = value.filter(|_| !is_condition) {
            let argument = (location, name.to_owned(), Argument::Value(value));
            let is_known = certain.is_some() || !opaque;
            if parameter.required {
                self.least.parameters.push(argument.clone());
                self.is_provable &= is_known;
            }
            if parameter.required || is_known {
                self.full.parameters.push(argument);
            }
        }
        if opaque {
            // Nobody knows whether they are good; nothing may stumble over them.
            let mut values: Vec<Argument> = made
                .into_iter()
                .filter(|value| is_sendable(&value))
                .take(2)
                .map(Argument::Value)
                .collect();
            values.push(Argument::Raw("made-up".to_owned()));
            self.opaque.push((location, name.to_owned(), values));
            return;
        }
        let mut values: Vec<Argument> = made.into_iter().map(Argument::Value).collect();
        let types = parameter
            .schema
            .and_then(|schema| types_of(schema, run.operations.document));
        if types.is_some_and(|types| !types.contains(&"string")) {
            values.extend(["text", "1.5x"].map(|text| Argument::Raw(text.to_owned())));
        }
        self.parameters.push((location, name.to_owned(), values));
    }

    fn body<'a>(&mut self, run: &Run<'a>, content: &Content<'a>, maker: &Maker<'a, Document>) {
        let document = run.operations.document;
        let media_type = content.media_type.to_owned();
        let Some(schema) = content.schema else {
            let written = match content.kind {
                Kind::Json => Written::Value(json!({})),
                _ => Written::Raw(b"text".to_vec()),
            };
            self.first_body(media_type, written.clone(), written);
            return;
        };
        let Some(judge) = run.operations.judges.of(schema, Direction::Request) else {
            return;
        };
        let examples = content.examples.iter().map(|(_, value)| value.clone());
        let made = maker.values(&[schema]);
        let mut good: Vec<Value> = examples
            .chain(made)
            .filter(|value| judge.is_valid(value))
            .collect();
        let size = |value: &Value| value.as_object().map_or(0, serde_json::Map::len);
        let Some(least) = good.first().cloned() else {
            return;
        };
        let most = good
            .iter()
            .max_by_key(|value| size(value))
            .cloned()
            .unwrap_or_default();
        let (least, is_certain) = with_references(run, least);
        let (most, is_certain_too) = with_references(run, most);
        self.is_provable &= is_certain && is_certain_too;
        // Whether a patch can be applied depends on what is there.
        self.is_provable &= !media_type.contains("json-patch");
        // One of each form: alternatives, members there and not.
        let mut forms: Vec<Vec<String>> = Vec::new();
        // The least goes first: the fewer values, the fewer that have to be the only ones of
        // their kind, and a conflict hides what else is wrong.
        let mut bases = vec![least.clone(), most.clone()];
        for value in &good {
            let form = form_of(value);
            if !forms.contains(&form) && bases.len() < 6 {
                forms.push(form);
                bases.push(value.clone());
            }
        }
        good.truncate(OF_A_PLACE);
        let whole = bases.iter().chain(&good).map(|value| Body {
            pointer: String::new(),
            value: value.clone(),
        });
        let mut bodies: Vec<Body> = whole.collect();
        for base in &bases {
            around(schema, base, base, "", document, maker, 0, &mut bodies);
        }
        bodies.truncate(MOST_BODIES);
        self.first_body(
            media_type.clone(),
            Written::Value(least),
            Written::Value(most),
        );
        self.bodies.push((media_type, bodies));
    }

    fn first_body(&mut self, media_type: String, least: Written, full: Written) {
        if self.least.body.is_none() {
            self.least.body = Some((media_type.clone(), least));
            self.full.body = Some((media_type, full));
        }
    }

    /// The cases around the valid request.
    pub fn cases(&self, run: &Run<'_>, operation: &Operation<'_>) -> Vec<Case> {
        let mut chosen = Chosen::default();
        for arguments in self.basic() {
            let case = valid(run, operation, arguments, "valid", self.is_provable);
            chosen.add(run, operation, case, &Place::Target);
        }
        for alternative in &operation.security {
            let each = alternative.schemes.iter().map(|(name, _)| {
                run.actor()?
                    .credentials
                    .iter()
                    .find(|one| one.scheme == **name)
                    .cloned()
            });
            if let Some(credentials) = each.collect::<Option<Vec<_>>>() {
                let mut case = valid(
                    run,
                    operation,
                    self.least.clone(),
                    "valid",
                    self.is_provable,
                );
                case.credentials = credentials;
                chosen.others.push(case);
            }
        }
        for (location, name, values) in &self.parameters {
            let place = Place::Parameter(*location, name.clone());
            for argument in values {
                let mut arguments = self.least.clone();
                arguments.set(*location, name, argument.clone());
                let why = format!("{place} at its edge");
                chosen.add(
                    run,
                    operation,
                    valid(run, operation, arguments, &why, self.is_provable),
                    &place,
                );
            }
            if *location != Location::Path {
                let mut arguments = self.least.clone();
                arguments.remove(*location, name);
                chosen.add(
                    run,
                    operation,
                    valid(run, operation, arguments, "without it", self.is_provable),
                    &place,
                );
            }
        }
        for (location, name, values) in &self.opaque {
            for argument in values {
                let mut arguments = self.least.clone();
                arguments.set(*location, name, argument.clone());
                let why = format!("`{name}` is made up");
                chosen
                    .others
                    .push(valid(run, operation, arguments, &why, false));
            }
        }
        for (media_type, bodies) in &self.bodies {
            for body in bodies {
                let mut arguments = self.least.clone();
                let written = Written::Value(body.value.clone());
                arguments.body = Some((media_type.clone(), written));
                let why = "the body at its edge";
                let case = valid(run, operation, arguments, why, self.is_provable);
                let at = format!("{media_type} {}", body.pointer);
                chosen.add_at(run, operation, case, &Place::Body, &at);
            }
        }
        chosen.all()
    }
}

/// Not more of the same than shows it.
#[derive(Default)]
struct Chosen {
    by_cause: HashMap<String, usize>,
    others: Vec<Case>,
    kept: Vec<Case>,
}

impl Chosen {
    fn add(&mut self, run: &Run<'_>, operation: &Operation<'_>, case: Case, place: &Place) {
        self.add_at(run, operation, case, place, "");
    }

    /// Of what is valid, some of each place are kept.
    fn add_at(
        &mut self,
        run: &Run<'_>,
        operation: &Operation<'_>,
        case: Case,
        place: &Place,
        at: &str,
    ) {
        let Some(case) = judged(run, operation, case, place) else {
            return;
        };
        let most = match (case.expect, place) {
            // Which alternative is broken, and how, the keyword does not say.
            (Expect::Refuse, _) if case.cause.ends_with("Of") => 4 * OF_A_PLACE,
            (Expect::Refuse, _) => OF_A_CAUSE,
            (_, Place::Body) if at.ends_with(' ') => 4 * OF_A_PLACE,
            _ => OF_A_PLACE,
        };
        let key = match case.expect {
            Expect::Refuse => case.cause.clone(),
            _ => format!("{:?} {} {at}", case.expect, case.cause),
        };
        let count = self.by_cause.entry(key).or_default();
        *count += 1;
        if *count <= most
            && !self
                .kept
                .iter()
                .any(|known| known.arguments == case.arguments)
        {
            self.kept.push(case);
        }
    }

    fn all(mut self) -> Vec<Case> {
        self.kept.append(&mut self.others);
        self.kept
    }
}

/// A value of each form, of those that fit first: the alternatives of a union.
fn of_each_form(values: &[Value]) -> Vec<&Value> {
    const MOST: usize = 4;
    let mut forms: Vec<Vec<String>> = Vec::new();
    let mut found = Vec::new();
    for value in values.iter().filter(|value| !value.is_null()) {
        let form = form_of(value);
        if found.len() < MOST && !forms.contains(&form) {
            forms.push(form);
            found.push(value);
        }
    }
    found
}

/// The names of an object's members, with those of objects in it.
fn form_of(value: &Value) -> Vec<String> {
    match value {
        Value::Object(members) => members
            .iter()
            .flat_map(|(name, value)| {
                let inside = form_of(value)
                    .into_iter()
                    .map(move |inner| format!("{name}/{inner}"));
                std::iter::once(name.clone()).chain(inside)
            })
            .collect(),
        Value::Array(_) => vec!["[]".to_owned()],
        _ => Vec::new(),
    }
}

/// A body whose references to other resources are to some that are there; and whether all are.
fn with_references(run: &Run<'_>, mut value: Value) -> (Value, bool) {
    let mut is_certain = true;
    if let Value::Object(members) = &mut value {
        for (name, value) in members.iter_mut() {
            let plain = name.to_ascii_lowercase();
            let is_reference = plain.len() > 2 && (name.ends_with("Id") || plain.ends_with("_id"));
            if !is_reference || !(value.is_string() || value.is_number()) {
                continue;
            }
            match run.known.borrow().named(name) {
                Some(known) => *value = known.clone(),
                None => is_certain = false,
            }
        }
    }
    (value, is_certain)
}

/// Values around `part`, which is at `pointer` of `whole`: each in its place, one at a time.
#[allow(clippy::too_many_arguments)]
fn around<'a>(
    schema: &'a Node,
    whole: &Value,
    part: &Value,
    pointer: &str,
    document: &'a Document,
    maker: &Maker<'a, Document>,
    depth: usize,
    out: &mut Vec<Body>,
) {
    if depth > DEEPEST || out.len() > MOST_BODIES {
        return;
    }
    let put_at = |at: &str, value: Value, out: &mut Vec<Body>| {
        let mut changed = whole.clone();
        if let Some(place) = changed.pointer_mut(pointer) {
            *place = value;
            out.push(Body {
                pointer: at.to_owned(),
                value: changed,
            });
        }
    };
    let put = |value: Value, out: &mut Vec<Body>| put_at(pointer, value, out);
    let parts = Parts::of([schema], document);
    for other in other_types(part) {
        put(other, out);
    }
    match part {
        Value::Object(members) => {
            for name in members.keys() {
                let mut less = members.clone();
                less.remove(name);
                put(less.into(), out);
            }
            let mut more = members.clone();
            more.insert(UNDESCRIBED.to_owned(), json!(1));
            put(more.into(), out);
            for (name, own) in parts.members("properties") {
                if members.contains_key(name) || is_read_only(own) {
                    continue;
                }
                let with = |value: Value| {
                    let mut more = members.clone();
                    more.insert(name.to_owned(), value);
                    Value::Object(more)
                };
                let at = format!("{pointer}/{}", escape_pointer_token(name));
                let values = maker.values(&[own]);
                for value in values.iter().take(3 * OF_A_PLACE) {
                    put_at(&at, with(value.clone()), out);
                }
                for (index, first) in of_each_form(&values).into_iter().enumerate() {
                    if index == 0 {
                        for other in other_types(first) {
                            put_at(&at, with(other), out);
                        }
                    }
                    let mut wider = whole.clone();
                    if let Some(place) = wider.pointer_mut(pointer) {
                        *place = with(first.clone());
                    }
                    let pointer = format!("{pointer}/{}", escape_pointer_token(name));
                    around(
                        own,
                        &wider,
                        first,
                        &pointer,
                        document,
                        maker,
                        depth + 1,
                        out,
                    );
                }
            }
            if parts.has("additionalProperties") && parts.members("properties").next().is_none() {
                for value in maker.values(&[schema]).into_iter().take(3 * OF_A_PLACE) {
                    put(value, out);
                }
            }
            for (name, value) in members {
                if let Some(own) = property(schema, Some(name), document) {
                    let pointer = format!("{pointer}/{}", escape_pointer_token(name));
                    around(own, whole, value, &pointer, document, maker, depth + 1, out);
                }
            }
        }
        Value::Array(items) => {
            put(json!([]), out);
            if let Some(first) = items.first() {
                let counts = ["minItems", "maxItems"].into_iter();
                for count in counts.flat_map(|keyword| parts.counts(keyword)).chain([1]) {
                    for count in [count.saturating_sub(1), count, count + 1, 2] {
                        if count <= 300 {
                            put(vec![first.clone(); count].into(), out);
                            let different: Vec<Value> = different(first, count);
                            put(different.into(), out);
                        }
                    }
                }
                if let Some(own) = property(schema, None, document) {
                    around(
                        own,
                        whole,
                        first,
                        &format!("{pointer}/0"),
                        document,
                        maker,
                        depth + 1,
                        out,
                    );
                }
            }
            for value in maker.values(&[schema]).into_iter().take(2 * OF_A_PLACE) {
                put(value, out);
            }
        }
        _ => {
            for value in maker.values(&[schema]).into_iter().take(4 * OF_A_PLACE) {
                put(value, out);
            }
            if let Value::String(text) = part {
                put(format!("{text}\u{1}").into(), out);
                put(format!("{text} ").into(), out);
                put(format!("{text}ä😀").into(), out);
                put(format!("{text}'\"%").into(), out);
                put(format!("not {text}").into(), out);
            }
        }
    }
}

/// As many values that are not the same.
fn different(first: &Value, count: usize) -> Vec<Value> {
    let make = |index: usize| match first {
        Value::String(text) if index > 0 => format!("{text}{index}").into(),
        Value::Number(number) => match number.as_i64() {
            Some(number) => number
                .wrapping_add(i64::try_from(index).unwrap_or_default())
                .into(),
            None => first.clone(),
        },
        other => other.clone(),
    };
    (0..count).map(make).collect()
}

/// A value of every type that this one is not; and it, written as a text.
fn other_types(value: &Value) -> Vec<Value> {
    let all = [
        json!("text"),
        json!(3),
        json!(1.5),
        json!(true),
        Value::Null,
        json!([]),
        json!({}),
    ];
    let kind = |value: &Value| std::mem::discriminant(value);
    let mut others: Vec<Value> = all
        .into_iter()
        .filter(|other| kind(other) != kind(value))
        .collect();
    match value {
        Value::Number(number) => others.extend([json!(number.to_string()), json!(1.5)]),
        Value::Bool(flag) => others.push(json!(flag.to_string())),
        Value::String(_) => {}
        other => others.push(json!(other.to_string())),
    }
    others
}

/// Whether a schema says what values mean, whatever the name of the parameter is: a number, a
/// date, one of a few.
fn says_what<'a>(parameter: &Parameter<'a>, document: &'a Document) -> bool {
    let Some(schema) = parameter.schema else {
        return false;
    };
    let parts = Parts::of([schema], document);
    let types = types_of(schema, document).unwrap_or_default();
    let formats: Vec<&str> = parts.all("format").filter_map(Node::as_str).collect();
    let is_header = parameter.location == Location::Header;
    !is_header
        && (types
            .iter()
            .any(|name| *name == "integer" || *name == "number")
            || parts.has("enum")
            || formats.iter().any(|name| name.starts_with("date")))
}
