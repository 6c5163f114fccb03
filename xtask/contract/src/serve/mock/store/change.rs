//! One thing that is there: read, changed, taken away.

use serde_json::Value;

use super::Thing;
use super::act::{Deeds, Done, is_documented, unescaped};
use super::patch;
use super::task;
use crate::document::Node;
use crate::exchange::{Operation, Response, Written};
use crate::serve::mock::choice::{documented, first, success};
use crate::serve::mock::refusal::Refusal;
use crate::serve::mock::render::Unrendered;

impl<'a> Deeds<'_, '_, '_, '_, '_, 'a> {
    pub fn item(&mut self, place: &str, id: &str, method: &str) -> Option<Done> {
        let found = self.store.find(self.tenant, place, id).cloned();
        let Some(mut thing) = found else {
            let may_make = method == "PUT" && is_documented(self.operation, 201);
            if may_make {
                return self.put_new(place, id);
            }
            return self
                .store
                .missing(self.tenant, self.operation, place, id)
                .map(Err);
        };
        if let Some(refusal) = self.precondition(&thing) {
            return Some(Err(refusal));
        }
        match method {
            "GET" => {
                // A task goes on by being looked at.
                if let Some(looks) = thing.looks.filter(|looks| *looks < task::LOOKS) {
                    thing.looks = Some(looks + 1);
                    thing.change();
                    if let Some(kept) = self.store.change(self.tenant, place, id) {
                        kept.clone_from(&thing);
                    }
                }
                Some(Ok(self.read(&thing)?))
            }
            "PUT" | "PATCH" | "POST" => {
                let changed = match self.changed(&thing, method) {
                    Ok(changed) => changed,
                    Err(refusal) => return Some(Err(refusal)),
                };
                if let Some(refusal) = self.conflict(&changed.given, place, Some(id)) {
                    return Some(Err(refusal));
                }
                let chosen =
                    first(self.operation, &[200, 204, 202]).or_else(|| success(self.operation))?;
                let begun = self.begin(chosen);
                let shown = begun.unwrap_or_else(|| self.shown(chosen, &changed, None));
                if shown.is_ok()
                    && let Some(kept) = self.store.change(self.tenant, place, id)
                {
                    *kept = changed;
                }
                Some(Ok(shown))
            }
            "DELETE" => {
                let chosen = success(self.operation)?;
                let begun = self.begin(chosen);
                let shown = begun.unwrap_or_else(|| self.shown(chosen, &thing, None));
                if shown.is_ok() {
                    self.store.remove(self.tenant, place, id);
                }
                Some(Ok(shown))
            }
            _ => None,
        }
    }

    /// What is no part of a collection: a task, what is done with a thing, or what begins a task.
    pub fn other(&mut self, path: &str, item: Option<(&str, &str)>, method: &str) -> Option<Done> {
        if let Some((collection, id)) = item {
            let id = unescaped(id);
            if self.store.find(self.tenant, collection, &id).is_some() {
                return self.item(collection, &id, method);
            }
        }
        if let Some(begun) = success(self.operation).and_then(|chosen| self.begin(chosen)) {
            return Some(Ok(begun));
        }
        match method {
            "GET" | "POST" | "PUT" | "PATCH" => self.of_item(path),
            _ => None,
        }
    }

    /// What is done with one thing, or another look at it, and shows it: `/things/{id}/start`.
    fn of_item(&self, path: &str) -> Option<Done> {
        let operations = self.renderer.operations;
        let (template, _) = self.operation.path.rsplit_once('/')?;
        super::role::parent(template)?;
        let mut all = operations.all.iter();
        let read = all.find(|one| one.path == template && one.method == "GET")?;
        let form = |operation: &Operation<'a>| {
            let contents = &success(operation)?.response.contents;
            let schema = contents.iter().find_map(|content| content.schema)?;
            operations.document.resolve(schema).ok().map(Node::position)
        };
        if form(read)? != form(self.operation)? {
            return None;
        }
        let (place, _) = path.rsplit_once('/')?;
        let (collection, id) = place.rsplit_once('/')?;
        let thing = self.store.find(self.tenant, collection, &unescaped(id))?;
        Some(Ok(self.shown(success(self.operation)?, thing, None)))
    }

    fn read(&self, thing: &Thing) -> Option<Result<Response, Unrendered>> {
        let known = self.deed.request.headers.joined("if-none-match");
        if known.is_some_and(|known| thing.is_as(&known)) && is_documented(self.operation, 304) {
            let chosen = documented(self.operation, 304)?;
            return Some(self.shown(chosen, thing, None));
        }
        Some(self.shown(success(self.operation)?, thing, None))
    }

    fn changed(&self, thing: &Thing, method: &str) -> Result<Thing, Refusal> {
        let mut changed = thing.clone();
        changed.change();
        changed.sayable.extend(self.sayable());
        match (&self.deed.reading.arguments.body, method) {
            (Some((_, Written::Value(Value::Object(_)))), "PUT") => {
                changed.given = self.given().unwrap_or_default();
            }
            (Some((_, Written::Value(Value::Object(_)))), _) => {
                patch::merge(&mut changed.given, &self.given().unwrap_or_default());
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
        // Which one it is stays, unless that is the consumer's to say.
        if let Some((name, _)) = &changed.identity
            && !changed.sayable.contains(name)
        {
            changed.given.remove(name);
        }
        Ok(changed)
    }

    /// What is there once, and as documented until it is changed.
    pub fn single(&mut self, path: &str, method: &str) -> Option<Done> {
        const ONE: &str = "";
        let found = self.store.find(self.tenant, path, ONE).cloned();
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
                    self.store.keep(self.tenant, path, ONE, changed);
                }
                Some(Ok(shown))
            }
            "DELETE" => {
                let shown = self.shown(success(self.operation)?, &thing, None);
                self.store.remove(self.tenant, path, ONE);
                Some(Ok(shown))
            }
            _ => None,
        }
    }
}
