//! JSON Patch (RFC 6902): each operation does what it says, and nothing else.

use serde_json::{Value, json};

use super::compare::{is_nothing, same};
use super::life::unwrapped;
use super::seam::{Check, Service};
use super::walker::{Object, Seen, Walker};
use crate::exchange::Operation;
use crate::report::Direction;

/// So many members are replaced one by one.
const MOST_MEMBERS: usize = 4;

impl<'w, 'a, S: Service> Walker<'w, 'a, S> {
    /// `replace`, `add`, `remove` and `test` of members, as far as the contract takes them.
    pub async fn is_pointed_at(&mut self, resource: usize, object: &Object) -> Option<()> {
        let known = &self.resources[resource];
        let (patch, read) = (known.patch?, known.read?);
        let whole = known.replace.or(known.create)?;
        let media_type = self.samples(patch)?.media_type;
        let values = self.samples(whole)?;
        let candidates = [7, 3, 5].map(|index| values.full.get(index).cloned().unwrap_or_default());
        let names: Vec<String> = candidates[0].as_object()?.keys().cloned().collect();
        self.begin(&[object]);
        let mut before = self.now(read, object).await?;
        let mut changed = 0;
        for name in &names {
            if changed >= MOST_MEMBERS {
                break;
            }
            let old = unwrapped(&before.value).get(name).cloned();
            let mut others = candidates.iter().filter_map(|body| body.get(name));
            let Some(value) = others.find(|value| {
                !is_nothing(value) && !old.as_ref().is_some_and(|old| same(old, value))
            }) else {
                continue;
            };
            // What is not there cannot be replaced, but added.
            let verb = match old {
                Some(_) => "replace",
                None => "add",
            };
            let step = json!([{ "op": verb, "path": format!("/{name}"), "value": value }]);
            let Some(seen) = self
                .pointed(patch, object, &before, media_type, &step)
                .await
            else {
                continue;
            };
            if !seen.is_success() {
                continue;
            }
            changed += 1;
            let after = self.now(read, object).await?;
            let meant = json!({ name: value });
            self.sticks((patch, whole), read, &meant, &seen, &before, &after);
            before = after;
        }
        if changed == 0 {
            self.not_tried(patch, "no change that can be seen was taken");
            return None;
        }
        self.tests(resource, object, media_type, &names).await;
        self.removes(resource, object, media_type, &names).await;
        Some(())
    }

    /// Sends a patch, if the contract allows it.
    async fn pointed(
        &mut self,
        patch: &'w Operation<'a>,
        object: &Object,
        now: &Seen,
        media_type: &str,
        steps: &Value,
    ) -> Option<Seen> {
        let schema = self.samples(patch)?.schema?;
        let judge = self.operations.judges.of(schema, Direction::Request)?;
        if !judge.is_valid(steps) {
            return None;
        }
        let ask = Self::under_condition(patch, now).body(media_type, steps);
        self.call(patch, &object.variables, ask).await
    }

    /// A `test` that fails lets nothing be changed (RFC 6902, sections 4.6 and 5).
    async fn tests(
        &mut self,
        resource: usize,
        object: &Object,
        media_type: &str,
        names: &[String],
    ) -> Option<()> {
        let known = &self.resources[resource];
        let (patch, read) = (known.patch?, known.read?);
        let before = self.now(read, object).await?;
        for name in names {
            let Some(is) = unwrapped(&before.value).get(name) else {
                continue;
            };
            let wrong = match is {
                Value::String(text) => Value::from(format!("{text}x")),
                Value::Number(number) => Value::from(number.as_f64().unwrap_or_default() + 1.0),
                _ => continue,
            };
            let steps = json!([{ "op": "test", "path": format!("/{name}"), "value": wrong }]);
            let Some(seen) = self
                .pointed(patch, object, &before, media_type, &steps)
                .await
            else {
                continue;
            };
            if seen.is_success() {
                let message = format!(
                    "{} is {} though a `test` of `{name}` fails (RFC 6902)",
                    patch.title(),
                    seen.status
                );
                self.discover(Check::PreconditionIgnored, patch, message);
            }
            return Some(());
        }
        None
    }

    /// What is removed is gone, or as it is by itself.
    async fn removes(
        &mut self,
        resource: usize,
        object: &Object,
        media_type: &str,
        names: &[String],
    ) -> Option<()> {
        let known = &self.resources[resource];
        let (patch, read) = (known.patch?, known.read?);
        let before = self.now(read, object).await?;
        for name in names {
            let Some(is) = unwrapped(&before.value).get(name).cloned() else {
                continue;
            };
            if is_nothing(&is) || is.is_boolean() {
                continue;
            }
            let steps = json!([{ "op": "remove", "path": format!("/{name}") }]);
            let Some(seen) = self
                .pointed(patch, object, &before, media_type, &steps)
                .await
            else {
                continue;
            };
            if !seen.is_success() {
                continue;
            }
            let after = self.now(read, object).await?;
            let stays = unwrapped(&after.value)
                .get(name)
                .is_some_and(|now| same(now, &is));
            if stays
                && is
                    .as_str()
                    .is_some_and(|text| text.contains("walk") || text.contains("Wälk"))
            {
                let message = format!("{} does not remove `{name}` (RFC 6902)", patch.title());
                self.discover(Check::NotKept, patch, message);
            }
            return Some(());
        }
        None
    }
}
