//! Changes stick, and change nothing else; those under a condition are made when it holds.

use serde_json::{Map, Value, json};

use super::compare::{is_nothing, same};
use super::life::unwrapped;
use super::seam::{Check, Service};
use super::walker::{Ask, Object, Seen, Walker, documents};
use crate::exchange::{Location, Operation, property};
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
    fn under_condition(operation: &Operation<'a>, now: &Seen) -> Ask {
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
            self.sticks(patch, read, &body, &seen, &before, &after);
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

    /// What a change says, and what is read after it.
    fn sticks(
        &mut self,
        change: &'w Operation<'a>,
        read: &'w Operation<'a>,
        body: &Value,
        seen: &Seen,
        before: &Seen,
        after: &Seen,
    ) {
        let lost = self
            .comparison(change, read)
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
                .comparison(change, change)
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
        let comparison = self.comparison(change, read);
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

    /// By PUT, and what the new one does not have is gone.
    pub async fn is_replaced(&mut self, resource: usize, object: &Object) -> Option<()> {
        let known = &self.resources[resource];
        let (replace, read) = (known.replace?, known.read?);
        let samples = self.samples(replace)?;
        self.begin(&[object]);
        let before = self.now(read, object).await?;
        let full = self.with_references(replace, samples.full.get(4)?.clone());
        let copies = self.copies(resource, &full, object).await;
        self.begin(&[object]);
        let ask = Self::under_condition(replace, &before).body(samples.media_type, &full);
        let seen = self.call(replace, &object.variables, ask).await?;
        if !seen.is_success() {
            self.not_tried(
                replace,
                &format!("nothing could be replaced: {}", seen.status),
            );
            return None;
        }
        let between = self.now(read, object).await?;
        self.sticks(replace, read, &full, &seen, &before, &between);
        let steps = self.steps_so_far();
        let copies_after = self.copies(resource, &full, object).await;
        if copies_after > copies {
            let message = format!("{} makes another one, too", replace.title());
            self.discover(Check::ChangesOthers, replace, message);
        }
        self.keep_steps(steps);
        let least = self.with_references(replace, samples.least.clone()?);
        let ask = Self::under_condition(replace, &between).body(samples.media_type, &least);
        let seen = self.call(replace, &object.variables, ask).await?;
        if !seen.is_success() {
            return None;
        }
        let after = self.now(read, object).await?;
        let lost = self
            .comparison(replace, read)
            .lost(&least, unwrapped(&after.value));
        if let Some(pointer) = lost.first() {
            let message = format!("{} does not keep {pointer}", replace.title());
            self.discover(Check::NotKept, replace, message);
        }
        let schema = samples.schema?;
        let document = self.operations.document;
        let mut kept = full.as_object()?.iter().filter(|(name, value)| {
            let own = property(schema, Some(name), document);
            let is_default = own.is_some_and(|own| {
                own.get("default")
                    .is_some_and(|default| same(&default.to_json(), value))
            });
            least.get(*name).is_none()
                && !is_nothing(value)
                && !is_default
                && !value.is_boolean()
                && unwrapped(&between.value)
                    .get(*name)
                    .is_some_and(|is| same(is, value))
                && unwrapped(&after.value)
                    .get(*name)
                    .is_some_and(|is| same(is, value))
        });
        if let Some((name, _)) = kept.next() {
            let message = format!(
                "{} keeps `{name}`, which the new one does not have",
                replace.title()
            );
            self.discover(Check::ReplaceKeeps, replace, message);
        }
        Some(())
    }

    /// ETags stand for what is read, and conditions are heeded (RFC 9110, section 13).
    pub async fn is_conditional(&mut self, resource: usize, object: &Object) -> Option<()> {
        let known = &self.resources[resource];
        let read = known.read?;
        self.begin(&[object]);
        let first = self.now(read, object).await?;
        let second = self.now(read, object).await?;
        if first.body == second.body && first.etag() != second.etag() {
            let message = format!(
                "the ETag of {} changes when nothing else does",
                read.title()
            );
            self.discover(Check::EtagChanges, read, message);
            return None;
        }
        if documents(read, 304) {
            self.heeds_dates(read, object, &first).await;
        }
        let etag = first.etag()?.to_owned();
        if documents(read, 304) {
            self.begin(&[object]);
            let ask = Ask::new().header("If-None-Match", &etag);
            let seen = self.call(read, &object.variables, ask).await?;
            if seen.status == 200 && seen.etag() == Some(&etag) {
                let message = format!("{} is 200 for the ETag that it has", read.title());
                self.discover(Check::NotModifiedIgnored, read, message);
            }
            if seen.status == 304 && seen.etag().is_none() {
                let message = format!(
                    "304 of {} lacks the ETag (RFC 9110, section 15.4.5)",
                    read.title()
                );
                self.discover(Check::HeaderMissing, read, message);
            }
            let ask = Ask::new().header("If-None-Match", &altered(&etag));
            let seen = self.call(read, &object.variables, ask).await?;
            if seen.status == 304 {
                let message = format!("{} is 304 for an ETag that it does not have", read.title());
                self.discover(Check::NotModifiedIgnored, read, message);
            }
        }
        let known = &self.resources[resource];
        for change in [known.patch, known.replace].into_iter().flatten() {
            self.heeds(resource, change, object).await;
        }
        Some(())
    }

    /// If-Modified-Since, where it is documented (RFC 9110, section 13.1.3).
    async fn heeds_dates(
        &mut self,
        read: &'w Operation<'a>,
        object: &Object,
        first: &Seen,
    ) -> Option<()> {
        read.parameter(Location::Header, "If-Modified-Since")?;
        let changed = first.headers.get("last-modified")?.to_owned();
        chrono::DateTime::parse_from_rfc2822(&changed).ok()?;
        self.begin(&[object]);
        let ask = Ask::new().header("If-Modified-Since", &changed);
        let seen = self.call(read, &object.variables, ask).await?;
        if seen.status == 200 && seen.headers.get("last-modified") == Some(&changed) {
            let message = format!("{} is 200 for the Last-Modified that it has", read.title());
            self.discover(Check::NotModifiedIgnored, read, message);
        }
        let ask = Ask::new().header("If-Modified-Since", "Sat, 01 Jan 2000 00:00:00 GMT");
        let seen = self.call(read, &object.variables, ask).await?;
        let is_newer = chrono::DateTime::parse_from_rfc2822(&changed)
            .is_ok_and(|changed| changed.timestamp() > 946_684_800);
        if seen.status == 304 && is_newer {
            let message = format!("{} is 304, and was changed since", read.title());
            self.discover(Check::NotModifiedIgnored, read, message);
        }
        Some(())
    }

    /// The right condition passes, one of before does not, and none is refused where it is needed.
    async fn heeds(
        &mut self,
        resource: usize,
        change: &'w Operation<'a>,
        object: &Object,
    ) -> Option<()> {
        if !takes_condition(change) {
            return None;
        }
        let read = self.resources[resource].read?;
        let samples = self.samples(change)?;
        let bodies = [
            samples.full.get(2)?,
            samples.full.get(5)?,
            samples.full.get(6)?,
        ];
        let bodies = bodies.map(|body| self.with_references(change, body.clone()));
        let ask = |etag: Option<&str>, body: &Value| {
            let ask = Ask::new().body(samples.media_type, body);
            etag.map_or(ask.clone(), |etag| ask.header("If-Match", etag))
        };
        self.begin(&[object]);
        let first = self.now(read, object).await?;
        let old = first.etag()?.to_owned();
        let seen = self
            .call(change, &object.variables, ask(Some(&old), &bodies[0]))
            .await?;
        if seen.status == 412 {
            let message = format!("{} is 412 for the ETag that is read", change.title());
            self.discover(Check::PreconditionRefused, change, message);
            return None;
        }
        let is_needed = change
            .parameter(Location::Header, "If-Match")
            .is_some_and(|parameter| parameter.required);
        if documents(change, 428) || is_needed {
            let seen = self
                .call(change, &object.variables, ask(None, &bodies[1]))
                .await?;
            if seen.is_success() {
                let message = format!(
                    "{} is {} without If-Match, which it needs",
                    change.title(),
                    seen.status
                );
                self.discover(Check::PreconditionNotNeeded, change, message);
            }
        }
        let now = self.now(read, object).await?;
        let stale = match now.etag() == Some(&old) {
            true => altered(&old),
            false => old,
        };
        let seen = self
            .call(change, &object.variables, ask(Some(&stale), &bodies[2]))
            .await?;
        if seen.is_success() {
            let message = format!(
                "{} is {} for an ETag of before",
                change.title(),
                seen.status
            );
            self.discover(Check::PreconditionIgnored, change, message);
            return None;
        }
        let after = self.now(read, object).await?;
        if seen.status == 412 && after.body != now.body && after.etag() != now.etag() {
            let message = format!("{} is 412, and changes all the same", change.title());
            self.discover(Check::RefusedIsDone, change, message);
        }
        Some(())
    }

    /// Deleting under a condition that does not hold.
    pub async fn is_kept_under_condition(
        &mut self,
        resource: usize,
        object: &Object,
    ) -> Option<()> {
        let known = &self.resources[resource];
        let (delete, read) = (known.delete?, known.read?);
        if !takes_condition(delete) {
            return None;
        }
        self.begin(&[object]);
        let now = self.now(read, object).await?;
        let ask = Ask::new().header("If-Match", &altered(now.etag()?));
        let seen = self.call(delete, &object.variables, ask).await?;
        if seen.is_success() {
            let message = format!(
                "{} is {} for an ETag of nothing",
                delete.title(),
                seen.status
            );
            self.discover(Check::PreconditionIgnored, delete, message);
            return None;
        }
        if seen.status == 412 && self.call(read, &object.variables, Ask::new()).await?.status == 404
        {
            let message = format!("{} is 412, and deletes all the same", delete.title());
            self.discover(Check::RefusedIsDone, delete, message);
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

/// Whether a condition means something to an operation.
pub fn takes_condition(operation: &Operation<'_>) -> bool {
    operation.parameter(Location::Header, "If-Match").is_some()
        || documents(operation, 412)
        || documents(operation, 428)
}

/// An ETag of the same form that is another one.
fn altered(etag: &str) -> String {
    let last = etag.rfind(|c: char| c.is_ascii_alphanumeric());
    let Some(last) = last else {
        return "\"0\"".to_owned();
    };
    let other = if etag[last..].starts_with('0') {
        "1"
    } else {
        "0"
    };
    format!("{}{other}{}", &etag[..last], &etag[last + 1..])
}
