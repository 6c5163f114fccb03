//! What takes a while: what a 202 began is under way when it is looked at first, and then done.

use serde_json::Value;

use super::Thing;
use super::act::Deeds;
use super::clock::Times;
use super::identity::{Identity, escaped};
use super::page::plain;
use super::role::parent;
use crate::document::{Document, Node, Position};
use crate::exchange::{Operation, Response, property};
use crate::instances::Parts;
use crate::serve::mock::choice::{Chosen, success};
use crate::serve::mock::render::Unrendered;

/// So many times it is looked at until it is done.
pub const LOOKS: u32 = 2;

const STATES: [&str; 3] = ["status", "state", "phase"];

const BEGUN: [&str; 8] = [
    "queued",
    "pending",
    "accepted",
    "submitted",
    "scheduled",
    "waiting",
    "created",
    "new",
];

const GOING_ON: [&str; 7] = [
    "running",
    "inprogress",
    "processing",
    "working",
    "started",
    "executing",
    "active",
];

const DONE: [&str; 8] = [
    "done",
    "succeeded",
    "completed",
    "complete",
    "finished",
    "success",
    "successful",
    "ready",
];

/// What tasks are called.
const NAMES: [&str; 6] = ["tasks", "jobs", "operations", "task", "job", "operation"];

impl<'x, 'a> Deeds<'_, '_, '_, 'x, '_, 'a> {
    /// Begins the task that a 202 speaks of, if the contract has a place where it is looked at.
    pub fn begin(&mut self, chosen: Chosen<'_, 'a>) -> Option<Result<Response, Unrendered>> {
        let operations = self.renderer.operations;
        let read = self.looked_at(chosen)?;
        let collection = self.filled(parent(read.path)?)?;
        let place = format!("{}{collection}", read.base);
        self.store.made += 1;
        let number = self.store.made;
        let identity = Identity::of(operations, self.operation, read);
        let is_new = |id: &str| self.store.find(self.tenant, &place, id).is_none();
        let given = serde_json::Map::new();
        let (id, value) =
            identity.choose(&self.renderer.values, operations, &given, number, &is_new)?;
        let thing = Thing {
            identity: identity.member.map(|(name, _)| (name, value)),
            number,
            version: 1,
            times: Times::now(),
            looks: Some(0),
            ..Thing::default()
        };
        let shown = self.shown(chosen, &thing, Some(format!("{place}/{}", escaped(&id))));
        if shown.is_ok() {
            self.store.keep(self.tenant, &place, &id, thing);
        }
        Some(shown)
    }

    /// The operation that reads the task: a link says it, or that it shows the same, or its name.
    fn looked_at(&self, chosen: Chosen<'_, 'a>) -> Option<&'x Operation<'a>> {
        if chosen.status != 202 {
            return None;
        }
        let operations = self.renderer.operations;
        let own = self.operation.path;
        let reads = || {
            let all = operations.all.iter();
            all.filter(|one| {
                // What is done with a thing is no task because it shows the thing.
                let is_other = !own.starts_with(one.path);
                one.method == "GET" && parent(one.path).is_some() && is_other
            })
        };
        let mut links = chosen.response.links.iter();
        let linked = links.find_map(|link| {
            link.operation_id?;
            reads().find(|one| one.id == link.operation_id)
        });
        let form = |chosen: Chosen<'_, 'a>| -> Option<Position> {
            let mut contents = chosen.response.contents.iter();
            let schema = contents.find_map(|content| content.schema)?;
            let target = operations.document.resolve(schema).ok()?;
            Some(target.position())
        };
        let shows = || {
            let own = form(chosen)?;
            reads().find(|one| success(one).and_then(form) == Some(own))
        };
        let named = || {
            let mut headers = chosen.response.headers.iter();
            headers.find(|header| header.name.eq_ignore_ascii_case("location"))?;
            reads().find(|one| {
                let last = parent(one.path).and_then(|path| path.rsplit('/').next());
                last.is_some_and(|last| NAMES.contains(&plain(last).as_str()))
            })
        };
        linked.or_else(shows).or_else(named)
    }

    /// A path with the variables that this request has.
    fn filled(&self, template: &str) -> Option<String> {
        let parts = template.split('/').map(|part| {
            let name = part
                .strip_prefix('{')
                .and_then(|rest| rest.strip_suffix('}'));
            let Some(name) = name else {
                return Some(part.to_owned());
            };
            let mut variables = self.deed.routed.variables.iter();
            let own = variables.find(|(known, _)| *known == name);
            own.map(|(_, text)| text.clone())
        });
        Some(parts.collect::<Option<Vec<_>>>()?.join("/"))
    }
}

/// The member of a task that says how far it is, and what it says after it was looked at so many
/// times; none when its schema has no words for it.
pub fn state(schema: &Node, looks: u32, document: &Document) -> Option<(&'static str, Value)> {
    STATES.iter().find_map(|name| {
        let own = property(schema, Some(name), document)?;
        let parts = Parts::of([own], document);
        let values: Vec<Value> = parts.items("enum").map(Node::to_json).collect();
        let of = |words: &[&str]| {
            let mut all = words.iter();
            all.find_map(|word| {
                let is_it =
                    |value: &&Value| value.as_str().is_some_and(|text| plain(text) == *word);
                values.iter().find(is_it).cloned()
            })
        };
        let done = of(&DONE)?;
        let state = match looks {
            0 => of(&BEGUN).or_else(|| of(&GOING_ON)),
            looks if looks < LOOKS => of(&GOING_ON).or_else(|| of(&BEGUN)),
            _ => None,
        };
        Some((*name, state.unwrap_or(done)))
    })
}
