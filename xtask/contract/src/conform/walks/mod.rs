//! Stateful walks, found from the contract alone: what was made is read, listed, changed, not
//! shown to others, deleted, and gone.
//!
//! A walk looks at what several responses say together; what each of them says by itself is
//! looked at by whoever sends it. Walks touch nothing but what they made: what others do with
//! the service at the same time is no finding.

mod batch;
mod bounds;
mod browse;
mod bytes;
mod changes;
mod compare;
mod conditions;
mod deleted;
mod filters;
mod follow;
mod life;
mod names;
mod pages;
mod pointed;
mod replaced;
mod resources;
mod samples;
mod seam;
mod searches;
mod tasks;
mod tenants;
#[cfg(test)]
mod tests;
mod walker;

pub use samples::{Chance, varied};
pub use seam::{Discovery, Service, Untried, Walked, Who};

use seam::Check;
use serde_json::Value;
use walker::{Ask, Object, Walker};

use crate::exchange::{Operation, Operations};

/// Walks through all resources of a document, one after the other; the same for one seed.
pub async fn walk<S: Service>(operations: &Operations<'_>, service: &S, seed: u64) -> Walked {
    let resources = resources::resources(operations);
    let count = resources.len();
    let mut walker = Walker::new(operations, service, resources, seed);
    // What needs another thing is made when that is there.
    for _ in 0..2 {
        for resource in 0..count {
            if walker.standing[resource].is_none() {
                walker.stand(resource).await;
            }
        }
    }
    for resource in 0..count {
        match walker.standing[resource].clone() {
            Some(object) if walker.resources[resource].is_catalogue() => {
                walker.is_browsed(resource, &object.variables).await;
            }
            Some(object) => walker.live(resource, &object).await,
            // Nobody makes one: there is what there is.
            None if walker.resources[resource].create.is_none() => {
                if let Some(place) = walker.place(resource) {
                    walker.is_browsed(resource, &place).await;
                }
            }
            None => {}
        }
    }
    walker.heads().await;
    Walked {
        discoveries: walker.found,
        untried: walker.untried,
    }
}

impl<'w, 'a, S: Service> Walker<'w, 'a, S> {
    /// Makes what stands for a resource, and looks where its response leads.
    async fn stand(&mut self, resource: usize) -> Option<()> {
        self.begin(&[]);
        let known = &self.resources[resource];
        if known.is_single() && known.create.is_none() {
            let variables = self.place(resource)?;
            self.standing[resource] = Some(Object {
                variables,
                sent: Value::Null,
                shown: Value::Null,
                made: None,
            });
            return None;
        }
        let object = self.make(resource, 0).await?;
        self.standing[resource] = Some(object.clone());
        self.untried.retain(|one| {
            let create = self.resources[resource].create;
            create.is_none_or(|create| create.index != one.operation)
        });
        let create = self.resources[resource].create?;
        let seen = self.last_seen()?;
        if seen.status == 202 {
            self.is_done(create, Some((resource, &object)), &seen).await;
        }
        // Its parts, which may show in it, are made after that.
        self.is_there(resource, &object).await;
        self.location_leads(resource, &object, &seen).await;
        self.begin(&[&object]);
        self.links_lead(create, &object.variables, &seen).await;
        Some(())
    }

    /// The life of several of a resource.
    async fn live(&mut self, resource: usize, first: &Object) {
        self.begin(&[first]);
        let now = match self.resources[resource].read {
            Some(read) => self.now(read, first).await,
            None => None,
        };
        if self.resources[resource].is_single() {
            self.is_kept_as_bytes(resource, first).await;
            self.is_patched(resource, first).await;
            self.is_replaced(resource, first).await;
            self.is_conditional(resource, first).await;
            self.is_its_owners(resource, first).await;
            self.is_deleted(resource, first, None).await;
            return;
        }
        let mut all = vec![first.clone()];
        self.begin(&[]);
        for number in 1..3 {
            let Some(object) = self.make(resource, number).await else {
                continue;
            };
            self.is_there(resource, &object).await;
            self.begin(&[]);
            all.push(object);
        }
        if let Some(last) = all.last().cloned() {
            self.makes_no_copy(resource, &last).await;
        }
        self.makes_all(resource).await;
        self.is_listed(resource, &all, now.as_ref().map(|now| (first, &now.value)))
            .await;
        self.is_paged(resource).await;
        self.is_filtered(resource, &all).await;
        self.is_searched_by_body(resource, &all).await;
        self.has_its_parent(resource, first).await;
        let Some(second) = all.get(1).cloned() else {
            return;
        };
        self.is_patched(resource, &second).await;
        self.is_replaced(resource, &second).await;
        self.is_conditional(resource, &second).await;
        if let Some(read) = self.resources[resource].read
            && let Some(now) = self.call(read, &second.variables, Ask::new()).await
            && now.is_success()
        {
            let listed = std::slice::from_ref(&second);
            self.is_listed(resource, listed, Some((&second, &now.value)))
                .await;
        }
        let last = all.get(2).cloned();
        if let Some(last) = &last {
            self.acts(resource, last).await;
        }
        self.keeps_what_is_its_own(resource).await;
        self.is_idempotent(resource).await;
        self.is_kept_under_condition(resource, &second).await;
        self.is_deleted(resource, &second, Some(first)).await;
        if let Some(last) = &last {
            self.is_its_owners(resource, last).await;
        }
    }

    /// A part of one thing is not a part of another one.
    async fn has_its_parent(&mut self, resource: usize, object: &Object) -> Option<()> {
        let parent = self.resources[resource].parent?;
        self.begin(&[object]);
        let other = self.make(parent, 3).await?;
        let mut variables = other.variables.clone();
        variables.push(object.variables.last()?.clone());
        let whole = self.resources[parent].item;
        let of_part = |read: &&Operation<'a>| read.path.starts_with(whole);
        if let Some(read) = self.resources[resource].read.filter(of_part)
            && let Some(seen) = self.call(read, &variables, Ask::new()).await
            && seen.is_success()
            && is_the_same(object, &seen.value)
        {
            let message = format!("{} shows what is a part of another one", read.title());
            self.discover(Check::OtherParent, read, message);
        }
        if let Some(list) = self.resources[resource].list
            && let Some(listed) = self.all_listed(list, &other.variables, Ask::new()).await
            && listed.items.iter().any(|item| {
                let known = &self.resources[resource];
                let id = life::identifier(item, known.variable, &known.name);
                id.as_deref() == Some(object.id()) && is_the_same(object, item)
            })
        {
            let message = format!("{} lists what is a part of another one", list.title());
            self.discover(Check::OtherParent, list, message);
        }
        Some(())
    }

    /// HEAD beside every GET that can be made.
    async fn heads(&mut self) {
        let operations = self.operations;
        for read in operations.all.iter().filter(|one| one.method == "GET") {
            let mut standing = self.resources.iter().zip(&self.standing);
            let object = standing.rfind(|(resource, object)| {
                read.path.starts_with(resource.item) && object.is_some()
            });
            let variables = object.and_then(|(_, object)| Some(object.as_ref()?.variables.clone()));
            let variables = variables.unwrap_or_default();
            self.begin(&[]);
            self.head_is_as(read, &variables, Ask::new()).await;
        }
    }
}

/// Whether what is shown is what was made, and no other one that has the same number in another
/// whole: with all the texts that were sent to make it.
fn is_the_same(object: &Object, shown: &Value) -> bool {
    let (Some(sent), shown) = (object.sent.as_object(), life::unwrapped(shown)) else {
        return true;
    };
    let texts: Vec<_> = sent.iter().filter(|(_, value)| value.is_string()).collect();
    let is_named = object.id().len() > 8 || !texts.is_empty();
    is_named
        && texts
            .iter()
            .all(|(name, value)| shown.get(name.as_str()).is_none_or(|is| is == *value))
}
