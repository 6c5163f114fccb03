//! PUT replaces the whole.

use serde_json::Value;

use super::compare::{is_nothing, same};
use super::life::unwrapped;
use super::seam::{Check, Service};
use super::walker::{Object, Walker};
use crate::exchange::{Operation, property};

impl<'w, 'a, S: Service> Walker<'w, 'a, S> {
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
        self.sticks((replace, replace), read, &full, &seen, &before, &between);
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
        let candidates = self.kept(replace, &full, &least, &between.value, &after.value);
        for name in candidates {
            if self
                .is_kept_again(resource, object, &name, &full, &least)
                .await
                == Some(true)
            {
                let message = format!(
                    "{} keeps `{name}`, which the new one does not have",
                    replace.title()
                );
                self.discover(Check::ReplaceKeeps, replace, message);
                break;
            }
        }
        Some(())
    }

    /// Members that were put, are not in what is put after that, and are as they were.
    fn kept(
        &self,
        replace: &Operation<'a>,
        full: &Value,
        least: &Value,
        between: &Value,
        after: &Value,
    ) -> Vec<String> {
        let schema = self.samples(replace).and_then(|samples| samples.schema);
        let (Some(schema), Some(members)) = (schema, full.as_object()) else {
            return Vec::new();
        };
        let is_default = |name: &str, value: &Value| {
            property(schema, Some(name), self.operations.document).is_some_and(|own| {
                own.get("default")
                    .is_some_and(|default| same(&default.to_json(), value))
            })
        };
        let shows = |shown: &Value, name: &str, value: &Value| {
            let is = unwrapped(shown).get(name);
            is.is_some_and(|is| same(is, value))
        };
        let kept = members.iter().filter(|(name, value)| {
            least.get(*name).is_none()
                && !is_nothing(value)
                && !value.is_boolean()
                && !is_default(name, value)
                && shows(between, name, value)
                && shows(after, name, value)
        });
        kept.map(|(name, _)| name.clone()).collect()
    }

    /// Whether another value of a member stays, too: what a service sets by itself when nothing
    /// is said is the same, whatever was there before.
    async fn is_kept_again(
        &mut self,
        resource: usize,
        object: &Object,
        name: &str,
        full: &Value,
        least: &Value,
    ) -> Option<bool> {
        let known = &self.resources[resource];
        let (replace, read) = (known.replace?, known.read?);
        let samples = self.samples(replace)?;
        let mut others = samples.full.iter().filter(|other| {
            let is = other.get(name);
            is.is_some_and(|is| !is_nothing(is) && !full.get(name).is_some_and(|was| same(is, was)))
        });
        let other = self.with_references(replace, others.next()?.clone());
        let value = other.get(name)?.clone();
        for body in [&other, least] {
            let now = self.now(read, object).await?;
            let ask = Self::under_condition(replace, &now).body(samples.media_type, body);
            let seen = self.call(replace, &object.variables, ask).await?;
            if !seen.is_success() {
                return None;
            }
        }
        let after = self.now(read, object).await?;
        let is = unwrapped(&after.value).get(name);
        Some(is.is_some_and(|is| same(is, &value)))
    }
}
