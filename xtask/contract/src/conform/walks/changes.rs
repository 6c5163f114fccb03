//! Changes stick, and change nothing else.

use serde_json::{Map, Value, json};

use super::compare::{is_nothing, same};
use super::conditions::takes_condition;
use super::life::unwrapped;
use super::seam::{Check, Service};
use super::walker::{Ask, Object, Seen, Walker};
use crate::exchange::{Operation, property};
use crate::report::Direction;

/// So many members are changed one by one.
const MOST_MEMBERS: usize = 4;

impl<'w, 'a, S: Service> Walker<'w, 'a, S> {
    /// What is there now, if it can be read.
    pub async fn now(&mut self, read: &'w Operation<'a>, object: &Object) -> Option<Seen> {
        let seen = self.call(read, &object.variables, Ask::new()).await?;
        seen.is_success().then_some(seen)
    }

    /// With the condition that holds now, where the operation takes one.
    pub fn under_condition(operation: &Operation<'a>, now: &Seen) -> Ask {
        match now.etag() {
            Some(etag) if takes_condition(operation) => Ask::new().header("If-Match", etag),
            _ => Ask::new(),
        }
    }

    /// A member at a time, by PATCH.
    pub async fn is_patched(&mut self, resource: usize, object: &Object) -> Option<()> {
        let known = &self.resources[resource];
        let (patch, read) = (known.patch?, known.read?);
        let samples = self.samples(patch)?;
        if samples.media_type.contains("json-patch") {
            return self.is_pointed_at(resource, object).await;
        }
        let judge = self
            .operations
            .judges
            .of(samples.schema?, Direction::Request)?;
        let comparison = self.comparison(patch, read);
        self.begin(&[object]);
        let mut before = self.now(read, object).await?;
        let mut changed = 0;
        let values = samples.full.get(7)?.as_object()?.clone();
        let others = samples.full.get(3)?.as_object()?.clone();
        for (name, value) in &values {
            if changed >= MOST_MEMBERS {
                break;
            }
            let old = unwrapped(&before.value)
                .get(name)
                .cloned()
                .unwrap_or_default();
            let candidates = [Some(value), others.get(name)].into_iter().flatten();
            let mut candidates =
                candidates.filter(|value| !same(value, &old) && !value.is_object());
            let Some(value) = candidates.next() else {
                continue;
            };
            let body = json!({ name: value });
            if !judge.is_valid(&body) || comparison.lost(&body, &json!({})).is_empty() {
                continue;
            }
            let ask = Self::under_condition(patch, &before).body(samples.media_type, &body);
            let seen = self.call(patch, &object.variables, ask).await?;
            if !seen.is_success() {
                continue;
            }
            changed += 1;
            let after = self.now(read, object).await?;
            self.sticks((patch, patch), read, &body, &seen, &before, &after);
            before = after;
        }
        if changed == 0 {
            self.not_tried(patch, "no change that can be seen was taken");
        }
        if samples.media_type.contains("merge-patch") {
            self.takes_away(resource, object, &values).await;
            self.is_deep(resource, object, &values).await;
        }
        Some(())
    }

    /// What a change says, and what is read after it. `takes` is what knows the members: the
    /// change itself, or what makes the whole.
    pub fn sticks(
        &mut self,
        (change, takes): (&'w Operation<'a>, &'w Operation<'a>),
        read: &'w Operation<'a>,
        body: &Value,
        seen: &Seen,
        before: &Seen,
        after: &Seen,
    ) {
        let lost = self
            .comparison(takes, read)
            .lost(body, unwrapped(&after.value));
        if let Some(pointer) = lost.first() {
            let message = format!(
                "{} does not show at {pointer} what {} changed",
                read.title(),
                change.title()
            );
            self.discover(Check::NotKept, change, message);
        }
        if unwrapped(&seen.value).is_object() {
            let lost = self
                .comparison(takes, change)
                .lost(body, unwrapped(&seen.value));
            if let Some(pointer) = lost.first() {
                let message = format!(
                    "{} does not show what it changed at {pointer}",
                    change.title()
                );
                self.discover(Check::NotKept, change, message);
            } else {
                self.shows_the_same(change, &seen.value, read, &after.value);
            }
        }
        let meant: Vec<&str> = body
            .as_object()
            .into_iter()
            .flatten()
            .map(|(name, _)| name.as_str())
            .collect();
        let comparison = self.comparison(takes, read);
        let others = comparison.changed(unwrapped(&before.value), unwrapped(&after.value), &meant);
        if let Some(pointer) = others.first() {
            let message = format!(
                "{} changes {pointer}, which it was not asked for",
                change.title()
            );
            self.discover(Check::ChangesOthers, change, message);
        }
        // A member that was not there may have come, too.
        let known = unwrapped(&before.value).as_object();
        let new = unwrapped(&after.value).as_object().into_iter().flatten();
        let come = new.into_iter().find(|(name, value)| {
            known.is_some_and(|known| !known.contains_key(*name))
                && !meant.contains(&name.as_str())
                && !is_nothing(value)
                && !super::names::is_kept_up(name)
                && comparison.sent.is_some_and(|schema| {
                    property(schema, Some(name), self.operations.document)
                        .is_some_and(|own| !own.flag("readOnly"))
                })
        });
        if let Some((name, _)) = come {
            let message = format!(
                "{} sets `{name}`, which it was not asked for",
                change.title()
            );
            self.discover(Check::ChangesOthers, change, message);
        }
        if before.etag().is_some() && before.etag() == after.etag() && before.body != after.body {
            let message = format!(
                "the ETag stays when {} changes what it stands for",
                change.title()
            );
            self.discover(Check::EtagStays, read, message);
        }
    }

    /// Null takes a member away (RFC 7396).
    async fn takes_away(
        &mut self,
        resource: usize,
        object: &Object,
        values: &Map<String, Value>,
    ) -> Option<()> {
        let known = &self.resources[resource];
        let (patch, read) = (known.patch?, known.read?);
        let samples = self.samples(patch)?;
        let judge = self
            .operations
            .judges
            .of(samples.schema?, Direction::Request)?;
        let before = self.now(read, object).await?;
        let shown = unwrapped(&before.value);
        let mut names = values.keys().filter(|name| {
            let is_there = shown.get(*name).is_some_and(|value| !is_nothing(value));
            is_there && judge.is_valid(&json!({ *name: null }))
        });
        let name = names.next()?;
        let ask = Self::under_condition(patch, &before);
        let ask = ask.body(samples.media_type, &json!({ name: null }));
        let seen = self.call(patch, &object.variables, ask).await?;
        let after = self.now(read, object).await?;
        let is = unwrapped(&after.value).get(name);
        if seen.is_success() && is.is_some_and(|is| Some(is) == shown.get(name)) {
            let message = format!("null for `{name}` does not take it away (RFC 7396)");
            self.discover(Check::NotKept, patch, message);
        }
        Some(())
    }

    /// A part of a member changes that part (RFC 7396).
    async fn is_deep(
        &mut self,
        resource: usize,
        object: &Object,
        values: &Map<String, Value>,
    ) -> Option<()> {
        let known = &self.resources[resource];
        let (patch, read) = (known.patch?, known.read?);
        let samples = self.samples(patch)?;
        let judge = self
            .operations
            .judges
            .of(samples.schema?, Direction::Request)?;
        let mut made = values.iter().filter_map(|(name, value)| {
            let members = value.as_object()?;
            let mut all = members.iter().filter(|(_, value)| !value.is_null());
            let (key, value) = all.next()?;
            let second = all.next().map(|(key, value)| (key.clone(), value.clone()));
            let second = second.unwrap_or_else(|| (format!("{key}x"), value.clone()));
            let both = json!({ name: { key: value, &second.0: second.1 } });
            let one = json!({ name: { key: value } });
            let fits = judge.is_valid(&both) && judge.is_valid(&one);
            fits.then_some((name.clone(), second.0, both, one))
        });
        let (name, other, both, one) = made.next()?;
        for body in [&both, &one] {
            let before = self.now(read, object).await?;
            let ask = Self::under_condition(patch, &before).body(samples.media_type, body);
            let seen = self.call(patch, &object.variables, ask).await?;
            if !seen.is_success() {
                return None;
            }
            let after = self.now(read, object).await?;
            let is_there = unwrapped(&after.value).get(&name)?.get(&other).is_some();
            if std::ptr::eq(body, &raw const both) && !is_there {
                return None;
            }
            if !is_there {
                let message =
                    format!("a change of a part of `{name}` takes `{other}` away (RFC 7396)");
                self.discover(Check::ChangesOthers, patch, message);
            }
        }
        Some(())
    }

    /// What else is done with it is done, as the response says.
    pub async fn acts(&mut self, resource: usize, object: &Object) -> Option<()> {
        let read = self.resources[resource].read?;
        for action in self.resources[resource].actions.clone() {
            self.begin(&[object]);
            let mut ask = Ask::new();
            if let Some(samples) = self.samples(action) {
                let body = samples.full.first().or(samples.examples.first());
                let Some(body) = body else { continue };
                let body = self.with_references(action, body.clone());
                ask = ask.body(samples.media_type, &body);
            }
            let Some(seen) = self.call(action, &object.variables, ask).await else {
                continue;
            };
            if !seen.is_success() {
                self.not_tried(action, &format!("nothing could be done: {}", seen.status));
                continue;
            }
            if seen.status == 202 {
                self.is_done(action, None, &seen).await;
                continue;
            }
            let after = self.now(read, object).await?;
            self.shows_the_same(action, &seen.value, read, &after.value);
            self.keeps_texts(resource, action, object, &after.value);
        }
        Some(())
    }

    /// What is asked for without a word changes no text that somebody wrote.
    fn keeps_texts(
        &mut self,
        resource: usize,
        action: &Operation<'a>,
        object: &Object,
        after: &Value,
    ) -> Option<()> {
        let create = self.resources[resource].create?;
        if action.body.is_some() {
            return None;
        }
        let shown = unwrapped(&object.shown);
        let after = unwrapped(after);
        let gone = object.sent.as_object()?.iter().find(|(name, value)| {
            self.is_free_text(create, name)
                && shown.get(name.as_str()) == Some(*value)
                && after.get(name.as_str()) != Some(*value)
        });
        if let Some((name, _)) = gone {
            let message = format!(
                "{} changes `{name}`, which it was not asked for",
                action.title()
            );
            self.discover(Check::ChangesOthers, action, message);
        }
        Some(())
    }
}
