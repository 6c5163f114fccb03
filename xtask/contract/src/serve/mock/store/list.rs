//! What was made and not deleted, filtered, sorted and cut as was asked for.

use serde_json::Value;

use super::Thing;
use super::act::{Deeds, Done, unescaped};
use super::identity::escaped;
use super::page::{Page, Told, items_place};
use super::query::Query;
use super::represent::represent;
use crate::document::{Node, escape_pointer_token};
use crate::exchange::Location;
use crate::report::Direction;
use crate::serve::mock::choice::{negotiate, success};

impl<'a> Deeds<'_, '_, '_, '_, '_, 'a> {
    /// GET of a collection.
    pub fn list(&mut self, path: &str) -> Option<Done> {
        let operations = self.renderer.operations;
        let (document, values) = (operations.document, &self.renderer.values);
        let wish = self.deed.wish;
        let chosen = success(self.operation)?;
        let content = negotiate(&chosen.response.contents, wish.accept)?.content;
        let schema = content.schema?;
        let made = values.of_content(content, wish.taste).ok()?;
        let (pointer, items) = items_place(schema, &made, document)?;
        let form = made.pointer(&pointer)?.get(0).cloned();
        let form = form.filter(|form| values.allows(Some(items), form));
        let form = form.or_else(|| values.of_schema(items, wish.taste).ok())?;
        let shown = |thing: &Thing| represent(values, document, Some(items), form.clone(), thing);

        let collections = self.store.collections_at(self.tenant, path);
        let mut things: Vec<(&String, &Thing)> =
            collections.flat_map(|(_, own)| &own.things).collect();
        things.sort_by_key(|(_, thing)| thing.number);
        let query = Query::of(self.operation, self.deed.reading, items, document);
        if !query.is_empty() {
            let all = things
                .into_iter()
                .map(|(id, thing)| (id, thing, shown(thing)));
            let mut all: Vec<_> = all.filter(|(_, _, item)| query.is_met_by(item)).collect();
            all.sort_by(|(_, _, one), (_, _, other)| query.order(one, other));
            things = all.into_iter().map(|(id, thing, _)| (id, thing)).collect();
        }
        let ids: Vec<&String> = things.iter().map(|(id, _)| *id).collect();
        let page = Page::of(self.operation, self.deed.reading, &ids);
        let part = things.iter().skip(page.start).take(page.limit);
        let part: Vec<Value> = part.map(|(_, thing)| shown(thing)).collect();
        let end = page.start.saturating_add(page.limit).saturating_sub(1);
        let last = things.get(end).map(|(id, _)| *id);
        let next = page
            .next(things.len(), last)
            .and_then(|(name, mut values)| {
                let parameter = self.operation.parameter(Location::Query, &name)?;
                let judge = parameter
                    .schema
                    .and_then(|schema| operations.judges.of(schema, Direction::Request));
                values.retain(|value| judge.as_ref().is_none_or(|judge| judge.is_valid(value)));
                let reference = next_reference(self.deed.request, &name, values.first()?);
                Some((values, reference))
            });
        let told = Told::new(&page, things.len(), part.len(), next);
        let mut headers = Vec::new();
        let mut documented = chosen.response.headers.iter();
        if let Some((_, reference)) = &told.next
            && documented.any(|header| header.name.eq_ignore_ascii_case("link"))
        {
            headers.push(("link", format!("<{reference}>; rel=\"next\"")));
        }
        let mut list = made.clone();
        *list.pointer_mut(&pointer)? = part.into();
        if !values.allows(Some(schema), &list) {
            return None;
        }
        if !pointer.is_empty() {
            self.tell(schema, &mut list, "", &told, 0);
        }
        let renderer = self.renderer;
        Some(Ok(renderer.with(
            self.operation,
            chosen,
            wish,
            &headers,
            |_| Ok(list),
        )))
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
