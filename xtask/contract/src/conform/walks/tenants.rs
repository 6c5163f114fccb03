//! What a tenant made is not there for another one.

use serde_json::Value;

use super::conditions::takes_condition;
use super::seam::{Check, Service, Who};
use super::walker::{Ask, Object, Seen, Walker, documents};
use crate::exchange::Operation;

impl<'w, 'a, S: Service> Walker<'w, 'a, S> {
    /// Read, listed, changed and deleted by another tenant.
    pub async fn is_its_owners(&mut self, resource: usize, object: &Object) -> Option<()> {
        if object.variables.is_empty() {
            return self.is_each_ones_own(resource).await;
        }
        if self.is_shared(resource, object).await {
            return None;
        }
        let known = &self.resources[resource];
        let (read, list) = (known.read, known.list);
        let reads: Vec<&'w Operation<'a>> = read.into_iter().chain(known.views.clone()).collect();
        for read in reads {
            self.begin(&[object]);
            let ask = Ask::new().by(Who::Other);
            if let Some(seen) = self.call(read, &object.variables, ask).await {
                match seen.is_success() {
                    true => self.gets_in(read, &seen),
                    false => self.tells_of_it(read, object, &seen),
                }
            }
        }
        if let Some(list) = list.filter(|list| !is_open(list)) {
            let place = self.place(resource)?;
            self.begin(&[object]);
            let ask = Ask::new().by(Who::Other);
            if !is_open(list)
                && let Some(listed) = self.all_listed(list, &place, ask).await
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

    /// Whether a list and what reads one show it to another tenant: then it is everybody's, as
    /// far as a contract can tell. One of them alone forgot to look who asks.
    async fn is_shared(&mut self, resource: usize, object: &Object) -> bool {
        let known = &self.resources[resource];
        let (Some(read), Some(list), None) = (known.read, known.list, known.parent) else {
            return false;
        };
        if is_open(list) || is_open(read) {
            return is_open(list) && is_open(read);
        }
        self.begin(&[object]);
        let ask = || Ask::new().by(Who::Other);
        let seen = self.call(read, &object.variables, ask()).await;
        if !seen.is_some_and(|seen| seen.is_success()) {
            return false;
        }
        let listed = self.all_listed(list, &[], ask()).await;
        let ids = listed.map(|listed| listed.ids(&self.resources[resource]));
        let is_shared = ids.is_some_and(|ids| ids.iter().any(|id| id == object.id()));
        if is_shared {
            let reason = "all tenants see what one of them made; the contract does not tell whether they should";
            self.not_tried(read, reason);
        }
        is_shared
    }

    /// What there is one of for each tenant: `/me`.
    async fn is_each_ones_own(&mut self, resource: usize) -> Option<()> {
        const OWN: [&str; 8] = [
            "me",
            "self",
            "profile",
            "account",
            "current",
            "whoami",
            "myself",
            "currentuser",
        ];
        let known = &self.resources[resource];
        let (read, change) = (known.read?, known.replace.or(known.patch)?);
        let last = read.path.rsplit('/').next().unwrap_or_default();
        if !OWN.contains(&super::names::plain(last).as_str()) || is_open(read) {
            return None;
        }
        let samples = self.samples(change)?;
        self.begin(&[]);
        let own = self.with_references(change, samples.full.get(5)?.clone());
        let words = words_of(&own);
        let ask = Ask::new().body(samples.media_type, &own);
        if words.is_empty() || !self.call(change, &[], ask).await?.is_success() {
            return None;
        }
        let seen = self.call(read, &[], Ask::new().by(Who::Other)).await?;
        let text = String::from_utf8_lossy(&seen.body).into_owned();
        if words.iter().any(|word| text.contains(word.as_str())) {
            let message = format!("{} shows what is another tenant's", read.title());
            self.discover(Check::OtherTenant, read, message);
        }
        Some(())
    }

    /// A refusal that tells what is in what is refused.
    fn tells_of_it(&mut self, operation: &'w Operation<'a>, object: &Object, seen: &Seen) {
        if seen.is_success() || is_open(operation) {
            return;
        }
        let text = String::from_utf8_lossy(&seen.body).into_owned();
        let mut words = words_of(&object.sent);
        let others = self
            .standing
            .iter()
            .flatten()
            .map(|one| one.id().to_owned());
        words.extend(
            others.filter(|id| id.len() > 8 && !object.variables.iter().any(|(_, own)| own == id)),
        );
        if words.iter().any(|word| text.contains(word.as_str())) {
            let message = format!(
                "{} is {} for another tenant, and tells of what it refuses",
                operation.title(),
                seen.status
            );
            self.discover(Check::OtherTenant, operation, message);
        }
    }

    fn gets_in(&mut self, operation: &'w Operation<'a>, seen: &Seen) {
        if is_open(operation) {
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
        if known.is_put() || known.is_single() || is_open(create) {
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
        self.tells_of_it(change, object, &seen);
        if seen.status == 409 && !is_open(change) {
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

/// What everyone may ask is everyone's.
fn is_open(operation: &Operation<'_>) -> bool {
    let mut all = operation.security.iter();
    operation.security.is_empty() || all.any(|one| one.schemes.is_empty())
}

/// Texts that nothing else has.
pub fn words_of(sent: &Value) -> Vec<String> {
    let members = sent.as_object().into_iter().flatten();
    let texts = members.filter_map(|(_, value)| value.as_str());
    let made = texts.filter(|text| text.starts_with("walk ") || text.starts_with("Wälk"));
    made.filter_map(|text| text.rsplit(' ').next())
        .filter(|word| word.len() > 5)
        .map(str::to_owned)
        .collect()
}
