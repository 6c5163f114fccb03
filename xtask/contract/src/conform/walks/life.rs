//! The life of what is made: it is there, as it was sent, and listed.

use serde_json::Value;

use super::names::{is_id_of, plain};
use super::seam::{Check, Service, Who};
use super::walker::{Ask, Object, Seen, Walker};
use crate::exchange::{Operation, property};
use crate::report::Direction;

/// Bodies that are sent until one is taken.
const TRIES: usize = 4;
/// Members that the thing itself is wrapped in.
const WRAPS: &[&str] = &["data", "item", "result", "resource", "attributes"];

impl<'w, 'a, S: Service> Walker<'w, 'a, S> {
    /// The variables of what a resource is a part of.
    pub fn place(&self, resource: usize) -> Option<Vec<(String, String)>> {
        match self.resources[resource].parent {
            Some(parent) => Some(self.standing[parent].as_ref()?.variables.clone()),
            None => Some(Vec::new()),
        }
    }

    /// Makes one of a resource: `number` says which, all of them different.
    pub async fn make(&mut self, resource: usize, number: usize) -> Option<Object> {
        let place = self.place(resource)?;
        self.make_at(resource, &place, number, Ask::new()).await
    }

    /// Makes one below a place. `ask` says who, and with which headers.
    pub async fn make_at(
        &mut self,
        resource: usize,
        place: &[(String, String)],
        number: usize,
        ask: Ask,
    ) -> Option<Object> {
        let create = self.resources[resource].create?;
        let samples = self.samples(create);
        let mut bodies: Vec<Value> = Vec::new();
        let mut media_type = String::new();
        if let Some(samples) = &samples {
            media_type = samples.media_type.to_owned();
            bodies.extend(samples.full.get(number).cloned());
            bodies.extend(samples.examples.get(number).cloned());
            bodies.extend(samples.least.clone());
            bodies.extend(samples.full.get(number + 4).cloned());
            bodies.extend(samples.examples.first().cloned());
        } else if create.body.as_ref().is_some_and(|body| body.required) {
            self.not_tried(create, "no valid body was found");
            return None;
        }
        if bodies.is_empty() {
            bodies.push(Value::Null);
        }
        bodies.dedup();
        let mut variables = place.to_vec();
        if self.resources[resource].is_put() && !self.resources[resource].is_single() {
            variables.push(self.invented(resource)?);
        }
        let mut refusal = 0;
        for body in bodies.into_iter().take(TRIES) {
            let body = self.with_references(create, body);
            let mut ask = ask.clone();
            if samples.is_some() {
                ask = ask.body(&media_type, &body);
            }
            let seen = self.call(create, &variables, ask).await?;
            if seen.is_success() {
                return self.object(resource, &variables, body, &seen);
            }
            refusal = seen.status;
            // What too many asked for, or who may not ask, is not another body's business.
            if [401, 403, 404, 429].contains(&refusal) || refusal >= 500 {
                break;
            }
        }
        if ask.who == Who::Own {
            self.not_tried(create, &format!("nothing could be made: {refusal}"));
        }
        None
    }

    /// A name for what is put where nothing is.
    fn invented(&mut self, resource: usize) -> Option<(String, String)> {
        let known = &self.resources[resource];
        let (create, variable) = (known.create?, known.variable);
        let parameter = create.parameter(crate::exchange::Location::Path, variable)?;
        let mut options = vec![Value::from(self.chance.word()), self.chance.uuid().into()];
        if let Some(schema) = parameter.schema {
            for value in super::samples::several(self.operations, schema) {
                let text = text_of(&value).unwrap_or_default();
                let varied = (0..4).map(|_| super::samples::varied(&text, &mut self.chance));
                options.extend(varied.map(|text| match value.is_number() {
                    true => text.parse::<u32>().map_or(Value::Null, Value::from),
                    false => text.into(),
                }));
                options.push(value);
            }
            let judge = self.operations.judges.of(schema, Direction::Request)?;
            options.retain(|value| judge.is_valid(value));
        }
        let mut options = options
            .into_iter()
            .filter(|value| text_of(value).is_some_and(|text| !self.invented.contains(&text)));
        let chosen = options.next()?;
        self.invented.extend(text_of(&chosen));
        Some((variable.to_owned(), text_of(&chosen)?))
    }

    /// Members that name other resources name what stands for them.
    pub fn with_references(&self, operation: &Operation<'a>, body: Value) -> Value {
        let Value::Object(mut members) = body else {
            return body;
        };
        let schema = self.taken_by(operation);
        let judge = schema.and_then(|schema| self.operations.judges.of(schema, Direction::Request));
        for (resource, object) in self.resources.iter().zip(&self.standing) {
            let Some(object) = object else { continue };
            let names: Vec<String> = members.keys().cloned().collect();
            for name in names {
                let text = Value::from(object.id());
                let number = object.id().parse::<u64>().ok().map(Value::from);
                for own in [Some(text), number].into_iter().flatten() {
                    let value = match name.strip_suffix('s') {
                        _ if is_id_of(&name, &resource.name) => own,
                        Some(one) if is_id_of(one, &resource.name) => Value::Array(vec![own]),
                        _ => continue,
                    };
                    let mut with = members.clone();
                    with.insert(name.clone(), value);
                    let whole = Value::Object(with.clone());
                    if judge.as_ref().is_none_or(|judge| judge.is_valid(&whole)) {
                        members = with;
                        break;
                    }
                }
            }
        }
        Value::Object(members)
    }

    /// What a response says of what was made: its identifier above all.
    fn object(
        &mut self,
        resource: usize,
        place: &[(String, String)],
        sent: Value,
        seen: &Seen,
    ) -> Option<Object> {
        let known = &self.resources[resource];
        let create = known.create?;
        let mut variables = place.to_vec();
        if !known.is_put() {
            let located = seen.headers.get("location").and_then(|location| {
                let target = self.target(create, location)?;
                let (operation, variables) = self.routed(&target)?;
                let is_own = operation.path == known.item;
                let own = variables.iter().find(|(name, _)| name == known.variable)?;
                is_own.then(|| own.1.clone())
            });
            let shown = identifier(&seen.value, known.variable, &known.name);
            let id = shown
                .or_else(|| self.linked(create, known.variable, seen))
                .or(located);
            let Some(id) = id else {
                self.not_tried(create, "no response says what identifies what it made");
                return None;
            };
            variables.push((known.variable.to_owned(), id));
        }
        Some(Object {
            variables,
            sent,
            shown: seen.value.clone(),
            made: self.last_step(),
        })
    }

    /// What the document's links say is the identifier.
    fn linked(&self, create: &Operation<'a>, variable: &str, seen: &Seen) -> Option<String> {
        let response = create.response(seen.status)?;
        let mut all = response.links.iter().flat_map(|link| &link.parameters);
        let (_, expression) = all.find(|(name, _)| name.rsplit('.').next() == Some(variable))?;
        super::follow::evaluated(expression.as_str()?, seen)
    }

    /// It is there, as it was sent; and it looks the same to HEAD.
    pub async fn is_there(&mut self, resource: usize, object: &Object) -> Option<Seen> {
        let known = &self.resources[resource];
        let (create, read) = (known.create?, known.read?);
        self.begin(&[object]);
        let seen = self.call(read, &object.variables, Ask::new()).await?;
        if [404, 410].contains(&seen.status) {
            let message = format!(
                "what {} made is not there: {} is {}",
                create.title(),
                read.title(),
                seen.status
            );
            self.discover(Check::NotThere, create, message);
            return None;
        }
        if !seen.is_success() {
            return None;
        }
        let comparison = self.comparison(create, read);
        let lost = comparison.lost(&object.sent, unwrapped(&seen.value));
        if let Some(pointer) = lost.first() {
            let message = format!(
                "{} shows another value at {pointer} than {} was sent",
                read.title(),
                create.title()
            );
            self.discover(Check::LostMember, create, message);
        }
        let same_view = self.comparison(create, create);
        let lost = same_view.lost(&object.sent, unwrapped(&object.shown));
        if let Some(pointer) = lost.first() {
            let message = format!(
                "{} shows another value at {pointer} than it was sent",
                create.title()
            );
            self.discover(Check::LostMember, create, message);
        }
        self.shows_the_same(create, &object.shown, read, &seen.value);
        self.names_itself(read, resource, object, &seen.value);
        self.links_of_body_lead(read, &seen.value).await;
        Some(seen)
    }

    /// The identifiers that a response shows are those of what was asked for.
    pub fn names_itself(
        &mut self,
        read: &'w Operation<'a>,
        resource: usize,
        object: &Object,
        value: &Value,
    ) {
        let Some(members) = unwrapped(value).as_object() else {
            return;
        };
        let mut chain = vec![resource];
        while let Some(parent) = self.resources[*chain.last().unwrap_or(&0)].parent {
            chain.push(parent);
        }
        for (place, index) in chain.into_iter().enumerate() {
            let known = &self.resources[index];
            if known.is_single() {
                return;
            }
            let Some((_, own)) = object.variables.iter().rev().nth(place) else {
                continue;
            };
            // What is told by its name may have an id beside it, which is another one.
            let by_name = ["name", "slug"]
                .iter()
                .any(|end| plain(known.variable).ends_with(end));
            let wrong = members.iter().find(|(name, is)| {
                let is_named =
                    !by_name && is_id_of(name, &known.name) && plain(name).ends_with("id")
                        || plain(name) == plain(known.variable);
                is_named && text_of(is).is_some_and(|is| !is.eq_ignore_ascii_case(own))
            });
            if let Some((name, _)) = wrong {
                let message = format!("`{name}` is not the one that was asked for");
                self.discover(Check::NotKept, read, message);
            }
        }
    }

    /// What one response shows of a thing, another one right after it shows, too.
    pub fn shows_the_same(
        &mut self,
        first: &'w Operation<'a>,
        before: &Value,
        read: &'w Operation<'a>,
        after: &Value,
    ) {
        let (Some(one), Some(other)) = (self.shown_by(first), self.shown_by(read)) else {
            return;
        };
        let (Value::Object(before), Value::Object(after)) = (unwrapped(before), unwrapped(after))
        else {
            return;
        };
        let document = self.operations.document;
        let comparison = self.comparison(first, read);
        // What was just made may go on by itself.
        let is_new = self
            .resources
            .iter()
            .any(|one| one.create.is_some_and(|create| create.index == first.index));
        let differs = before.iter().find(|(name, value)| {
            let schemas = (
                property(one, Some(name), document),
                property(other, Some(name), document),
            );
            let (Some(own), Some(shown)) = schemas else {
                return false;
            };
            let may_change = super::names::is_kept_up(name)
                || is_of_the_moment(name)
                || is_new && is_state(name);
            let is_same = |is| super::compare::same(value, is);
            !may_change
                && comparison.says_same(own, shown)
                && !value.is_null()
                && !after.get(*name).is_some_and(is_same)
        });
        if let Some((name, _)) = differs {
            let message = format!(
                "{} shows another `{name}` than {} did right before",
                read.title(),
                first.title()
            );
            self.discover(Check::NotKept, first, message);
        }
    }

    /// What is readOnly in a request is not heeded.
    pub async fn keeps_what_is_its_own(&mut self, resource: usize) -> Option<()> {
        let create = self.resources[resource].create?;
        let samples = self.samples(create)?;
        let schema = samples.schema?;
        let mut members = samples.full.get(5)?.as_object()?.clone();
        let document = self.operations.document;
        let own = crate::instances::Parts::of([schema], document);
        let mut own: Vec<(&str, &crate::document::Node)> = own.members("properties").collect();
        own.retain(|(_, node)| crate::instances::Parts::of([*node], document).flag("readOnly"));
        let mut added: Vec<(String, Value)> = Vec::new();
        for (name, node) in own {
            let value = super::samples::several(self.operations, node)
                .into_iter()
                .next();
            added.extend(value.map(|value| (name.to_owned(), value)));
        }
        if added.is_empty() {
            return None;
        }
        members.extend(added.iter().cloned());
        let body = self.with_references(create, Value::Object(members));
        let place = self.place(resource)?;
        self.begin(&[]);
        let ask = Ask::new().body(samples.media_type, &body);
        let seen = self.call(create, &place, ask).await?;
        if !seen.is_success() {
            return None;
        }
        let shown = unwrapped(&seen.value);
        // A flag, or the first of few values, may be the same by chance.
        let tells = |value: &Value| value.as_str().is_some_and(|text| text.len() > 5);
        let taken = added.iter().find(|(name, value)| {
            let is_id = plain(name) == "id" || super::names::is_fixed(name);
            (tells(value) || is_id) && shown.get(name) == Some(value)
        });
        if let Some((name, _)) = taken {
            let message = format!(
                "{} takes `{name}`, which is readOnly, from a request",
                create.title()
            );
            self.discover(Check::ReadOnlyTaken, create, message);
        }
        Some(())
    }

    /// A request that is sent again with its key makes nothing twice; another tenant's key is
    /// another key.
    pub async fn is_idempotent(&mut self, resource: usize) -> Option<()> {
        let create = self.resources[resource].create?;
        let mut headers = create.parameters.iter();
        let key = headers
            .find(|one| plain(one.name).contains("idempotency"))?
            .name;
        let samples = self.samples(create)?;
        let body = self.with_references(create, samples.least.clone()?);
        let place = self.place(resource)?;
        let value = self.chance.uuid();
        let ask = Ask::new()
            .header(key, &value)
            .body(samples.media_type, &body);
        self.begin(&[]);
        let first = self.call(create, &place, ask.clone()).await?;
        let second = self.call(create, &place, ask.clone()).await?;
        if !first.is_success() {
            return None;
        }
        let known = &self.resources[resource];
        let is_part = known.parent.is_some();
        let id = |seen: &Seen| identifier(&seen.value, known.variable, &known.name);
        let (one, other) = (id(&first), id(&second));
        if second.is_success() && one.is_some() && other.is_some() && one != other {
            let message = format!("{} makes another one for the same `{key}`", create.title());
            self.discover(Check::KeyIgnored, create, message);
        }
        if is_part {
            return None;
        }
        let foreign = self.call(create, &place, ask.by(Who::Other)).await?;
        let known = &self.resources[resource];
        let id = identifier(&foreign.value, known.variable, &known.name);
        if foreign.is_success() && one.is_some() && id == one {
            let message = format!(
                "{} shows another tenant what was made for its `{key}`",
                create.title()
            );
            self.discover(Check::OtherTenant, create, message);
        }
        Some(())
    }
}

/// Members that say how it is right now: another response may say otherwise.
fn is_of_the_moment(name: &str) -> bool {
    let name = plain(name);
    let parts = ["progress", "expires", "now", "token", "url", "link"];
    parts.iter().any(|part| name.contains(part))
}

pub fn is_state(name: &str) -> bool {
    let name = plain(name);
    name.contains("status") || name.contains("state")
}

/// Without what is around the thing itself: `{"data": {…}}`.
pub fn unwrapped(value: &Value) -> &Value {
    let Some(members) = value.as_object() else {
        return value;
    };
    if members.contains_key("id") {
        return value;
    }
    let inner = WRAPS.iter().filter_map(|name| members.get(*name));
    let mut inner = inner.filter(|value| value.is_object());
    inner.next().unwrap_or(value)
}

/// A number or a text, as it is in a path.
pub fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// What identifies what a response shows: its member of the variable's name, or `id`.
pub fn identifier(value: &Value, variable: &str, resource: &str) -> Option<String> {
    let value = unwrapped(value);
    let inner = value.as_object()?.iter();
    let wrapped = inner.filter(|(name, inner)| plain(name) == resource && inner.is_object());
    let candidates = std::iter::once(value).chain(wrapped.map(|(_, inner)| inner));
    for candidate in candidates {
        let Some(members) = candidate.as_object() else {
            continue;
        };
        let named = |wanted: &str| {
            let mut all = members.iter();
            all.find(|(name, _)| plain(name) == wanted)
                .and_then(|(_, value)| text_of(value))
        };
        let variable = plain(variable);
        let short = variable
            .strip_prefix(resource)
            .filter(|rest| !rest.is_empty());
        let found = named(&variable)
            .or_else(|| named(short?))
            .or_else(|| named("id"))
            .or_else(|| named(&format!("{resource}id")))
            .or_else(|| {
                ["uuid", "key", "slug", "code", "name"]
                    .into_iter()
                    .find_map(named)
            });
        if found.is_some() {
            return found;
        }
    }
    None
}
