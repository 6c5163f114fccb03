//! What a tenant made is not there for another one.

use serde_json::Value;

use super::changes::takes_condition;
use super::seam::{Check, Service, Who};
use super::walker::{Ask, Object, Seen, Walker, documents};
use crate::exchange::Operation;

impl<'w, 'a, S: Service> Walker<'w, 'a, S> {
    /// Read, listed, changed and deleted by another tenant.
    pub async fn is_its_owners(&mut self, resource: usize, object: &Object) -> Option<()> {
        if object.variables.is_empty() {
            // Each tenant has its own.
            return None;
        }
        let known = &self.resources[resource];
        let (read, list) = (known.read, known.list);
        let reads: Vec<&'w Operation<'a>> = read.into_iter().chain(known.views.clone()).collect();
        for read in reads {
            self.begin(&[object]);
            let ask = Ask::new().by(Who::Other);
            if let Some(seen) = self.call(read, &object.variables, ask).await
                && seen.is_success()
            {
                self.gets_in(read, &seen);
            }
        }
        if let Some(list) = list {
            let place = self.place(resource)?;
            self.begin(&[object]);
            let ask = Ask::new().by(Who::Other);
            if let Some(listed) = self.all_listed(list, &place, ask).await
                && listed
                    .ids(&self.resources[resource])
                    .iter()
                    .any(|id| id == object.id())
            {
                let message = format!("{} lists what is another tenant's", list.title());
                self.discover(Check::OtherTenant, list, message);
            }
        }
        self.is_added_to_by_others(resource).await;
        let known = &self.resources[resource];
        let changes = known.actions.iter().copied();
        let changes: Vec<&'w Operation<'a>> = changes
            .chain(known.patch)
            .chain(known.replace)
            .chain(known.delete)
            .collect();
        for change in changes {
            if !self.is_left_alone(resource, change, object).await? {
                break;
            }
        }
        Some(())
    }

    fn gets_in(&mut self, operation: &'w Operation<'a>, seen: &Seen) {
        // What everyone may ask is everyone's.
        let is_open = operation.security.is_empty()
            || operation.security.iter().any(|one| one.schemes.is_empty());
        if is_open {
            return;
        }
        let message = format!(
            "{} is {} for another tenant",
            operation.title(),
            seen.status
        );
        self.discover(Check::OtherTenant, operation, message);
    }

    /// A part is added to what is another tenant's.
    async fn is_added_to_by_others(&mut self, resource: usize) -> Option<()> {
        let known = &self.resources[resource];
        let (create, parent) = (known.create?, known.parent?);
        if known.is_put() || known.is_single() {
            return None;
        }
        let above = self.standing[parent].clone()?;
        self.begin(&[&above]);
        let ask = Ask::new().by(Who::Other);
        if self
            .make_at(resource, &above.variables, 3, ask)
            .await
            .is_some()
        {
            let message = format!("{} adds to what is another tenant's", create.title());
            self.discover(Check::OtherTenant, create, message);
        }
        Some(())
    }

    /// Whether it is still there, after another tenant tried to change it.
    async fn is_left_alone(
        &mut self,
        resource: usize,
        change: &'w Operation<'a>,
        object: &Object,
    ) -> Option<bool> {
        self.begin(&[object]);
        let read = self.resources[resource].read;
        let before = match read {
            Some(read) => self.call(read, &object.variables, Ask::new()).await,
            None => None,
        };
        let mut ask = Ask::new().by(Who::Other);
        if let Some(samples) = self.samples(change) {
            let body: Option<&Value> = samples.full.get(1).or(samples.examples.first());
            ask = ask.body(samples.media_type, body?);
        }
        if let Some(etag) = before.as_ref().and_then(Seen::etag)
            && takes_condition(change)
        {
            ask = ask.header("If-Match", etag);
        }
        let Some(seen) = self.call(change, &object.variables, ask).await else {
            return Some(true);
        };
        if seen.status == 409 {
            let message = format!(
                "{} is 409 for another tenant: it looks at what is there",
                change.title()
            );
            self.discover(Check::OtherTenant, change, message);
        }
        let after = match read {
            Some(read) => self.call(read, &object.variables, Ask::new()).await,
            None => None,
        };
        let (Some(before), Some(after)) = (before, after) else {
            if seen.is_success() && change.method != "DELETE" {
                self.gets_in(change, &seen);
            }
            return Some(true);
        };
        let is_changed = before.status != after.status || before.body != after.body;
        // Nothing of this name is put, and deleted, without a trace elsewhere.
        let is_own_business =
            change.method == "DELETE" || change.method == "PUT" && documents(change, 201);
        if seen.is_success() && (is_changed || !is_own_business) {
            self.gets_in(change, &seen);
        }
        Some(after.is_success())
    }
}
