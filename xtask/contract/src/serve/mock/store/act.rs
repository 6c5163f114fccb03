//! What a request does to what is kept, and the response that tells it.

use serde_json::{Map, Value};

use super::identity::{Identity, escaped};
use super::page::{Page, Told, is_about_pages, items_place};
use super::patch;
use super::represent::represent;
use super::role::{Role, ancestors, items_of, role};
use super::tenant::Tenant;
use super::{Deed, Store, Thing};
use crate::document::{Node, escape_pointer_token};
use crate::exchange::{Argument, Content, Location, Operation, Response, StatusKey, Written};
use crate::serve::mock::choice::{Chosen, documented, first, success};
use crate::serve::mock::refusal::Refusal;
use crate::serve::mock::render::{Renderer, Unrendered, Wish};

/// What comes of a deed: a response, or a refusal by what is kept.
type Done = Result<Result<Response, Unrendered>, Refusal>;

const NOT_FOUND: &[u16] = &[404, 410];

impl Store {
    /// None: it has nothing to do with what is kept.
    pub fn act<'a>(
        &mut self,
        renderer: &Renderer<'_, 'a>,
        deed: &Deed<'_, '_, 'a>,
    ) -> Option<Done> {
        let operations = renderer.operations;
        let operation = deed.routed.operation;
        let tenant = Tenant::of(operations, operation, deed.request);
        let path = deed.request.path();
        let role = role(operations, operation);
        for (collection, id) in ancestors(operations, operation, path) {
            let place = format!("{}{collection}", operation.base);
            if let Some(refusal) = self.missing(&tenant, operation, &place, &id) {
                return Some(Err(refusal));
            }
        }
        let mut desk = Deeds {
            store: self,
            renderer,
            deed,
            operation,
            tenant,
        };
        match (role, operation.method.as_str()) {
            (Role::Collection, "POST") => desk.make(path),
            (Role::Collection, "GET") => desk.list(path),
            (Role::Item, method) => {
                let (collection, id) = path.rsplit_once('/')?;
                desk.item(collection, &unescaped(id), method)
            }
            (Role::Single, method) => desk.single(path, method),
            _ => None,
        }
    }

    /// Why a thing cannot be asked for, if it is not there; none also where the contract has no
    /// word for that, and nothing was deleted.
    fn missing(
        &self,
        tenant: &Tenant,
        operation: &Operation<'_>,
        place: &str,
        id: &str,
    ) -> Option<Refusal> {
        let id = &unescaped(id);
        if self.find(tenant, place, id).is_some() {
            return None;
        }
        // What was deleted can be read no more, whatever the contract says of that.
        let is_read = operation.method == "GET" && self.is_gone(tenant, place, id);
        let detail = format!(
            "there is no {place}/{id}: it was not made here with these credentials, or was deleted"
        );
        let is_said = operation.response(404).is_some();
        (is_said || is_read).then(|| Refusal::new(NOT_FOUND, detail))
    }
}

fn unescaped(text: &str) -> String {
    percent_encoding::percent_decode_str(text)
        .decode_utf8_lossy()
        .into_owned()
}

/// One deed at work.
struct Deeds<'s, 'r, 'd, 'x, 'o, 'a> {
    store: &'s mut Store,
    renderer: &'r Renderer<'x, 'a>,
    deed: &'d Deed<'d, 'o, 'a>,
    operation: &'o Operation<'a>,
    tenant: Tenant,
}

impl<'a> Deeds<'_, '_, '_, '_, '_, 'a> {
    /// The members of the body, when it is an object.
    fn given(&self) -> Option<Map<String, Value>> {
        match &self.deed.reading.arguments.body {
            Some((_, Written::Value(Value::Object(members)))) => Some(members.clone()),
            _ => None,
        }
    }

    /// The content that describes the body.
    fn described(&self) -> Option<&Content<'a>> {
        let (media_type, _) = self.deed.reading.arguments.body.as_ref()?;
        let contents = &self.operation.body.as_ref()?.contents;
        contents
            .iter()
            .find(|content| content.media_type == media_type)
    }

    /// The names that the body's schema has.
    fn sayable(&self) -> Vec<String> {
        let schema = self.described().and_then(|content| content.schema);
        let parts = schema
            .map(|schema| crate::instances::Parts::of([schema], self.renderer.operations.document));
        let names = parts.map(|parts| {
            let members = parts.members("properties");
            let own = members.filter(|(_, node)| {
                let target = self
                    .renderer
                    .operations
                    .document
                    .resolve(node)
                    .unwrap_or(node);
                !node.flag("readOnly") && !target.flag("readOnly")
            });
            own.map(|(name, _)| name.to_owned()).collect()
        });
        names.unwrap_or_default()
    }

    /// Headers that the contract documents and the store knows better.
    fn headers(
        &self,
        chosen: Chosen<'_, 'a>,
        thing: &Thing,
        location: Option<String>,
    ) -> Vec<(&'static str, String)> {
        let has = |name: &str| {
            let mut all = chosen.response.headers.iter();
            all.any(|header| header.name.eq_ignore_ascii_case(name))
        };
        let mut found = Vec::new();
        // What is known to be the same is named (RFC 9110, section 15.4.5).
        if has("etag") || chosen.status == 304 {
            found.push(("etag", thing.etag()));
        }
        if let Some(location) = location.filter(|_| has("location")) {
            found.push(("location", location));
        }
        found
    }

    fn shown(
        &self,
        chosen: Chosen<'_, 'a>,
        thing: &Thing,
        location: Option<String>,
    ) -> Result<Response, Unrendered> {
        let headers = self.headers(chosen, thing, location);
        let wish = self.deed.wish;
        self.renderer
            .with(self.operation, chosen, wish, &headers, |negotiated| {
                let values = &self.renderer.values;
                let content = negotiated.content;
                let made = values
                    .of_content(content, wish.taste)
                    .map_err(Unrendered::Lacks)?;
                let document = self.renderer.operations.document;
                Ok(represent(values, document, content.schema, made, thing))
            })
    }

    /// POST to a collection.
    fn make(&mut self, path: &str) -> Option<Done> {
        let operations = self.renderer.operations;
        let chosen = first_made(self.operation)?;
        let item = items_of(operations, self.operation.path)?;
        let given = self.given().unwrap_or_default();
        self.store.made += 1;
        let number = self.store.made;
        let identity = Identity::of(operations, self.operation, item);
        let is_new = |id: &str| self.store.find(&self.tenant, path, id).is_none();
        let (id, value) =
            identity.choose(&self.renderer.values, operations, &given, number, &is_new)?;
        if !is_new(&id) {
            let detail = format!("there is a {path}/{id} already");
            return Some(Err(Refusal::new(&[409, 422, 400], detail)));
        }
        let mut given = given;
        if let Some((name, _)) = &identity.member {
            // One that cannot stand in the path is not the thing's.
            given.remove(name);
        }
        let thing = Thing {
            sayable: self.sayable().into_iter().collect(),
            identity: identity.member.map(|(name, _)| (name, value)),
            given,
            number,
            version: 1,
        };
        let location = format!("{path}/{}", escaped(&id));
        let shown = self.shown(chosen, &thing, Some(location));
        if shown.is_ok() {
            self.store.keep(&self.tenant, path, &id, thing);
        }
        Some(Ok(shown))
    }

    fn item(&mut self, place: &str, id: &str, method: &str) -> Option<Done> {
        let found = self.store.find(&self.tenant, place, id).cloned();
        let Some(thing) = found else {
            let may_make = method == "PUT" && is_documented(self.operation, 201);
            if may_make {
                return self.put_new(place, id);
            }
            return self
                .store
                .missing(&self.tenant, self.operation, place, id)
                .map(Err);
        };
        if let Some(refusal) = self.precondition(&thing) {
            return Some(Err(refusal));
        }
        match method {
            "GET" => Some(Ok(self.read(&thing)?)),
            "PUT" | "PATCH" | "POST" => {
                let changed = match self.changed(&thing, method) {
                    Ok(changed) => changed,
                    Err(refusal) => return Some(Err(refusal)),
                };
                let chosen =
                    first(self.operation, &[200, 204, 202]).or_else(|| success(self.operation))?;
                let shown = self.shown(chosen, &changed, None);
                if shown.is_ok()
                    && let Some(kept) = self.store.change(&self.tenant, place, id)
                {
                    *kept = changed;
                }
                Some(Ok(shown))
            }
            "DELETE" => {
                let chosen = success(self.operation)?;
                let shown = self.shown(chosen, &thing, None);
                if shown.is_ok() {
                    self.store.remove(&self.tenant, place, id);
                }
                Some(Ok(shown))
            }
            _ => None,
        }
    }

    fn read(&self, thing: &Thing) -> Option<Result<Response, Unrendered>> {
        let etag = thing.etag();
        let known = self.deed.request.headers.joined("if-none-match");
        if known.is_some_and(|known| matches_etag(&known, &etag))
            && is_documented(self.operation, 304)
        {
            let chosen = documented(self.operation, 304)?;
            return Some(self.shown(chosen, thing, None));
        }
        Some(self.shown(success(self.operation)?, thing, None))
    }

    /// RFC 9110, section 13: where the contract speaks of it.
    fn precondition(&self, thing: &Thing) -> Option<Refusal> {
        let operation = self.operation;
        let is_said = operation.parameter(Location::Header, "if-match").is_some()
            || is_documented(operation, 412);
        let known = self
            .deed
            .request
            .headers
            .joined("if-match")
            .filter(|_| is_said)?;
        let etag = thing.etag();
        let detail = format!("`If-Match: {known}` is not how it is now: {etag}");
        (!matches_etag(&known, &etag)).then(|| Refusal::new(&[412, 409], detail))
    }

    fn changed(&self, thing: &Thing, method: &str) -> Result<Thing, Refusal> {
        let mut changed = thing.clone();
        changed.version += 1;
        changed.sayable.extend(self.sayable());
        match (&self.deed.reading.arguments.body, method) {
            (Some((_, Written::Value(Value::Object(given)))), "PUT") => {
                changed.given = given.clone();
            }
            (Some((_, Written::Value(Value::Object(patch)))), _) => {
                patch::merge(&mut changed.given, patch);
            }
            (Some((_, Written::Value(Value::Array(operations)))), "PATCH") => {
                let mut value = Value::Object(changed.given);
                patch::apply(&mut value, operations)
                    .map_err(|why| Refusal::new(&[409, 422, 400], why))?;
                changed.given = match value {
                    Value::Object(members) => members,
                    _ => thing.given.clone(),
                };
            }
            _ => {}
        }
        Ok(changed)
    }

    fn put_new(&mut self, place: &str, id: &str) -> Option<Done> {
        let operations = self.renderer.operations;
        self.store.made += 1;
        let identity = Identity::of(operations, self.operation, self.operation);
        let variable = self
            .operation
            .path
            .rsplit('/')
            .next()?
            .trim_matches(['{', '}']);
        let value = match self.deed.reading.arguments.get(Location::Path, variable) {
            Some(Argument::Value(value)) => value.clone(),
            _ => id.into(),
        };
        let thing = Thing {
            given: self.given().unwrap_or_default(),
            sayable: self.sayable().into_iter().collect(),
            identity: identity.member.map(|(name, _)| (name, value)),
            number: self.store.made,
            version: 1,
        };
        let shown = self.shown(
            documented(self.operation, 201)?,
            &thing,
            Some(format!("{place}/{}", escaped(id))),
        );
        if shown.is_ok() {
            self.store.keep(&self.tenant, place, id, thing);
        }
        Some(Ok(shown))
    }

    /// What is there once, and as documented until it is changed.
    fn single(&mut self, path: &str, method: &str) -> Option<Done> {
        const ONE: &str = "";
        let found = self.store.find(&self.tenant, path, ONE).cloned();
        let is_new = found.is_none();
        let thing = match (found, method) {
            (Some(thing), _) => thing,
            (None, "PUT" | "PATCH") => Thing {
                number: self.store.made + 1,
                ..Thing::default()
            },
            _ => return None,
        };
        if let Some(refusal) = self.precondition(&thing).filter(|_| !is_new) {
            return Some(Err(refusal));
        }
        match method {
            "GET" => Some(Ok(self.read(&thing)?)),
            "PUT" | "PATCH" => {
                let changed = match self.changed(&thing, method) {
                    Ok(changed) => changed,
                    Err(refusal) => return Some(Err(refusal)),
                };
                let shown = self.shown(success(self.operation)?, &changed, None);
                if shown.is_ok() {
                    self.store.made += u64::from(is_new);
                    self.store.keep(&self.tenant, path, ONE, changed);
                }
                Some(Ok(shown))
            }
            "DELETE" => {
                let shown = self.shown(success(self.operation)?, &thing, None);
                self.store.remove(&self.tenant, path, ONE);
                Some(Ok(shown))
            }
            _ => None,
        }
    }

    /// GET of a collection: what was made and not deleted, filtered and cut as was asked for.
    fn list(&mut self, path: &str) -> Option<Done> {
        let chosen = success(self.operation)?;
        let collections = self.store.collections_at(&self.tenant, path);
        let mut things: Vec<(&String, &Thing)> =
            collections.flat_map(|(_, own)| &own.things).collect();
        things.sort_by_key(|(_, thing)| thing.number);
        things.retain(|(_, thing)| self.is_asked_for(thing));
        let ids: Vec<&String> = things.iter().map(|(id, _)| *id).collect();
        let page = Page::of(self.operation, self.deed.reading, &ids);
        let shown: Vec<&Thing> = things
            .iter()
            .skip(page.start)
            .take(page.limit)
            .map(|(_, thing)| *thing)
            .collect();
        let last = things
            .get((page.start + page.limit).saturating_sub(1))
            .map(|(id, _)| *id);
        let next = page.next(things.len(), last).and_then(|(name, values)| {
            let parameter = self.operation.parameter(Location::Query, &name)?;
            let judge = parameter.schema.and_then(|schema| {
                self.renderer
                    .operations
                    .judges
                    .of(schema, crate::report::Direction::Request)
            });
            let mut values = values;
            values.retain(|value| judge.as_ref().is_none_or(|judge| judge.is_valid(value)));
            let reference = next_reference(self.deed.request, &name, values.first()?);
            Some((values, reference))
        });
        let told = Told::new(&page, things.len(), shown.len(), next);
        let wish = self.deed.wish;
        let mut is_list = true;
        let mut headers = Vec::new();
        if let Some((_, reference)) = &told.next
            && chosen
                .response
                .headers
                .iter()
                .any(|header| header.name.eq_ignore_ascii_case("link"))
        {
            headers.push(("link", format!("<{reference}>; rel=\"next\"")));
        }
        let rendered = self
            .renderer
            .with(self.operation, chosen, wish, &headers, |negotiated| {
                let made = self
                    .renderer
                    .values
                    .of_content(negotiated.content, wish.taste);
                let made = made.map_err(Unrendered::Lacks)?;
                let listed = negotiated
                    .content
                    .schema
                    .and_then(|schema| self.listed(schema, &made, &shown, wish, &told));
                is_list = listed.is_some();
                Ok(listed.unwrap_or(made))
            });
        is_list.then_some(Ok(rendered))
    }

    fn listed(
        &self,
        schema: &'a Node,
        made: &Value,
        shown: &[&Thing],
        wish: Wish<'_>,
        told: &Told,
    ) -> Option<Value> {
        let document = self.renderer.operations.document;
        let values = &self.renderer.values;
        let (pointer, items) = items_place(schema, made, document)?;
        let form = made.pointer(&pointer)?.get(0).cloned();
        let form = form.filter(|form| values.allows(Some(items), form));
        let form = form.or_else(|| values.of_schema(items, wish.taste).ok())?;
        let all = shown.iter();
        let all: Value = all
            .map(|thing| represent(values, document, Some(items), form.clone(), thing))
            .collect();
        let mut list = made.clone();
        *list.pointer_mut(&pointer)? = all;
        if !values.allows(Some(schema), &list) {
            return None;
        }
        if !pointer.is_empty() {
            self.tell(schema, &mut list, "", told, 0);
        }
        Some(list)
    }

    /// Fills the members that say how many there are, and where the next ones are.
    fn tell(&self, schema: &'a Node, list: &mut Value, at: &str, told: &Told, depth: usize) {
        let values = &self.renderer.values;
        let Some(members) = list.pointer(at).and_then(Value::as_object).cloned() else {
            return;
        };
        for (name, member) in &members {
            let pointer = format!("{at}/{}", escape_pointer_token(name));
            if member.is_object() && depth == 0 {
                self.tell(schema, list, &pointer, told, 1);
                continue;
            }
            let Some(candidates) = told.member(name) else {
                continue;
            };
            let mut fitting = candidates.into_iter().filter_map(|value| {
                let mut changed = list.clone();
                *changed.pointer_mut(&pointer)? = value;
                values.allows(Some(schema), &changed).then_some(changed)
            });
            if let Some(changed) = fitting.next() {
                *list = changed;
            } else if told.is_at_its_end() {
                // What would lead on is not there.
                let mut without = list.clone();
                if let Some(Value::Object(owner)) = without.pointer_mut(at) {
                    owner.remove(name);
                }
                if values.allows(Some(schema), &without) {
                    *list = without;
                }
            }
        }
    }

    /// Whether a thing has the values that parameters of its members' names ask for.
    fn is_asked_for(&self, thing: &Thing) -> bool {
        let arguments = &self.deed.reading.arguments.parameters;
        arguments.iter().all(|(location, name, argument)| {
            let Argument::Value(wanted) = argument else {
                return true;
            };
            if *location != Location::Query || is_about_pages(name) || !thing.sayable.contains(name)
            {
                return true;
            }
            match (thing.given.get(name), wanted) {
                (Some(value), Value::Array(all)) if !value.is_array() => all.contains(value),
                (value, wanted) => value == Some(wanted),
            }
        })
    }
}

/// What POST to a collection says: that it was made, if that is documented.
fn first_made<'o, 'a>(operation: &'o Operation<'a>) -> Option<Chosen<'o, 'a>> {
    match is_documented(operation, 201) {
        true => documented(operation, 201),
        false => success(operation).filter(|chosen| chosen.status < 400),
    }
}

fn is_documented(operation: &Operation<'_>, status: u16) -> bool {
    let mut all = operation.responses.iter();
    all.any(|response| response.status == StatusKey::Exact(status))
}

/// Whether a list of validators has one (RFC 9110, section 8.8.3.2).
fn matches_etag(list: &str, etag: &str) -> bool {
    list.trim() == "*"
        || list
            .split(',')
            .any(|one| one.trim().trim_start_matches("W/") == etag)
}

/// The same list, from another place on.
fn next_reference(request: &crate::exchange::Request, name: &str, value: &Value) -> String {
    let pairs = crate::exchange::parse_query(request.query().unwrap_or_default());
    let kept = pairs
        .into_iter()
        .filter(|(known, _)| unescaped(known) != name);
    let mut pairs: Vec<String> = kept
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let value = match value {
        Value::String(text) => text.clone(),
        value => value.to_string(),
    };
    pairs.push(format!("{}={}", escaped(name), escaped(&value)));
    format!("{}?{}", request.path(), pairs.join("&"))
}
