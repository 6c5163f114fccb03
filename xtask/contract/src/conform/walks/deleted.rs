//! What was deleted is gone, and nothing else is.

use super::seam::{Check, Service};
use super::walker::{Ask, Object, Seen, Walker, documents};

impl<'w, 'a, S: Service> Walker<'w, 'a, S> {
    /// Deleted, it is gone, and another one is not.
    pub async fn is_deleted(&mut self, resource: usize, object: &Object, other: Option<&Object>) {
        let known = &self.resources[resource];
        let Some(delete) = known.delete else { return };
        let (read, list) = (known.read, known.list);
        self.begin(&[object]);
        let mut seen = self.call(delete, &object.variables, Ask::new()).await;
        if let (Some(428), Some(read)) = (seen.as_ref().map(|seen| seen.status), read) {
            let before = self.call(read, &object.variables, Ask::new()).await;
            if let Some(etag) = before.as_ref().and_then(Seen::etag) {
                let ask = Ask::new().header("If-Match", etag);
                seen = self.call(delete, &object.variables, ask).await;
            }
        }
        let Some(seen) = seen else { return };
        if !seen.is_success() || seen.status == 202 {
            if !seen.is_success() {
                self.not_tried(
                    delete,
                    &format!("nothing could be deleted: {}", seen.status),
                );
            }
            return;
        }
        let before_changes = self.steps_so_far();
        self.is_not_changed_after(resource, object).await;
        self.keep_steps(before_changes);
        // What there is one of alone may be as it was at first.
        let is_single = self.resources[resource].is_single();
        if let Some(read) = read.filter(|read| !is_single || documents(read, 404))
            && let Some(after) = self.call(read, &object.variables, Ask::new()).await
            && after.is_success()
        {
            let message = format!(
                "what {} deleted is there: {} is {}",
                delete.title(),
                read.title(),
                after.status
            );
            self.discover(Check::DeletedIsThere, delete, message);
        }
        if let Some(list) = list
            && let Some(place) = self.place(resource)
            && let Some(listed) = self.all_listed(list, &place, Ask::new()).await
            && listed
                .ids(&self.resources[resource])
                .iter()
                .any(|id| id == object.id())
        {
            let message = format!(
                "what {} deleted is listed by {}",
                delete.title(),
                list.title()
            );
            self.discover(Check::DeletedIsListed, list, message);
        }
        if let (Some(read), Some(other)) = (read, other) {
            let after = self.call(read, &other.variables, Ask::new()).await;
            if after.is_some_and(|after| [404, 410].contains(&after.status)) {
                let message = format!("{} deleted another one, too", delete.title());
                self.discover(Check::DeletesOthers, delete, message);
            }
        }
    }

    /// What is gone cannot be changed.
    async fn is_not_changed_after(&mut self, resource: usize, object: &Object) -> Option<()> {
        let known = &self.resources[resource];
        if known.is_single() {
            return None;
        }
        // To put it where nothing is makes it anew, where that is how things are made.
        let replace = known.replace.filter(|put| !documents(put, 201));
        let changes: Vec<_> = known.patch.into_iter().chain(replace).collect();
        for change in changes.into_iter().filter(|one| documents(one, 404)) {
            let Some(samples) = self.samples(change) else {
                continue;
            };
            let Some(body) = samples.full.first().cloned() else {
                continue;
            };
            let body = self.with_references(change, body);
            let mut ask = Ask::new().body(samples.media_type, &body);
            if super::conditions::takes_condition(change) {
                ask = ask.header("If-Match", "*");
            }
            let steps = self.steps_so_far();
            let seen = self.call(change, &object.variables, ask).await?;
            if seen.is_success() {
                let message = format!(
                    "what was deleted is changed: {} is {}",
                    change.title(),
                    seen.status
                );
                self.discover(Check::DeletedIsThere, change, message);
            }
            self.keep_steps(steps);
        }
        Some(())
    }
}
