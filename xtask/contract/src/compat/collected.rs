//! The changes found so far, each reported once with all operations that it
//! reaches.

use indexmap::{IndexMap, IndexSet};

use super::change::{Change, Message};
use super::context::OperationPair;
use super::witnesses::Witnesses;
use crate::document::Node;
use crate::report::{Comparison, Finding, Level};

/// What a change of a schema is called by the name of the schema.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// The schema, or what is in it.
    pub subject: String,
    pub message: Message,
    /// What happened to it.
    pub what: String,
}

impl Named {
    fn place(&self) -> &'static str {
        match self.message {
            Message::Request => "requests",
            Message::Response => "responses",
        }
    }

    fn words(&self, place: &str) -> String {
        format!("{} in {place} {}", self.subject, self.what)
    }
}

/// A change of a schema, as one use of the schema comes to it.
#[derive(Clone, Debug)]
pub struct SchemaChange<'a> {
    pub change: Change<'a>,
    /// What tells it from other changes between the same places.
    pub key: String,
    pub named: Option<Named>,
    /// Whether this use leads to it in several ways.
    pub is_one_of_several: bool,
    pub operation: String,
}

/// Why changes of a draft break nobody.
pub const PROMISES_NOTHING: &str = "The operation is a draft or alpha: it promises nothing yet.";

type Key = (&'static str, usize, usize, String);

/// A change, what it is called by the name of its schema, and its operations.
type Reached<'a> = (Change<'a>, Option<Named>, IndexSet<String>);

/// A change by what it is called in each of its places.
type Places<'a> = IndexMap<String, Reached<'a>>;

#[derive(Default)]
pub struct Collected<'a> {
    found: IndexMap<Key, Places<'a>>,
    /// All operations, in the order in which they are compared.
    operations: IndexSet<String>,
}

impl<'a> Collected<'a> {
    /// A change that belongs to an operation.
    pub fn add(&mut self, mut change: Change<'a>, operation: &OperationPair<'a>) {
        let key = key(&change, &change.what);
        if operation.promises_nothing {
            change = change.judged(Level::Info, PROMISES_NOTHING);
        }
        self.insert(key, change, None, Some(operation.label.clone()));
    }

    /// A change of a schema: the same one when it is reached by another way.
    pub fn add_of_schema(&mut self, found: SchemaChange<'a>) {
        let SchemaChange {
            mut change, named, ..
        } = found;
        let key = key(&change, &found.key);
        // Called by the name at once, when one operation has it in several places.
        if let Some(named) = named.as_ref().filter(|_| found.is_one_of_several) {
            change.what = named.words(named.place());
        }
        self.insert(key, change, named, Some(found.operation));
    }

    /// A change of the document as a whole.
    pub fn add_of_document(&mut self, change: Change<'a>) {
        let key = key(&change, &change.what);
        self.insert(key, change, None, None);
    }

    fn insert(
        &mut self,
        key: Key,
        change: Change<'a>,
        named: Option<Named>,
        operation: Option<String>,
    ) {
        let places = self.found.entry(key).or_default();
        let (known, _, operations) = places
            .entry(change.what.clone())
            .or_insert_with(|| (change.clone(), named, IndexSet::new()));
        if change.level > known.level {
            *known = change;
        }
        self.operations.extend(operation.clone());
        operations.extend(operation);
    }

    pub fn breaks(&self) -> bool {
        let mut places = self.found.values().flat_map(Places::values);
        places.any(|(change, ..)| change.level == Level::Error)
    }

    /// The worst first, with their witnesses.
    pub fn into_findings(self, witnesses: &mut Witnesses<'_, 'a>) -> Vec<Finding> {
        let mut findings: Vec<Finding> = self
            .found
            .into_values()
            .flat_map(together)
            .map(|(change, _, mut operations)| {
                operations.sort_by_key(|operation| self.operations.get_index_of(operation));
                finding(change, operations, witnesses)
            })
            .collect();
        findings.sort_by(|a, b| {
            b.level
                .cmp(&a.level)
                .then_with(|| a.at.cmp(&b.at))
                .then_with(|| a.rule.id().cmp(b.rule.id()))
        });
        findings
    }
}

/// Places of one change that are called otherwise are reported together by the
/// name of the schema; without a name, each on its own.
fn together(places: Places<'_>) -> Vec<Reached<'_>> {
    let names: Vec<Option<&Named>> = places
        .values()
        .map(|(_, named, _)| named.as_ref())
        .collect();
    let first = names.first().copied().flatten();
    let is_one = first.is_some_and(|first| {
        let is_it = |name: &Option<&Named>| name.is_some_and(|name| name.subject == first.subject);
        names.iter().all(is_it)
    });
    let (Some(first), true, true) = (first, is_one, places.len() > 1) else {
        return places.into_values().collect();
    };
    let mut messages = names.iter().flatten().map(|name| name.message);
    let place = match messages.all(|message| message == first.message) {
        true => first.place(),
        false => "requests and responses",
    };
    let what = first.words(place);
    let all = places
        .into_values()
        .reduce(|(worst, named, mut all), (change, _, operations)| {
            all.extend(operations);
            let worst = if change.level > worst.level {
                change
            } else {
                worst
            };
            (worst, named, all)
        });
    all.map(|(change, named, operations)| (Change { what, ..change }, named, operations))
        .into_iter()
        .collect()
}

fn key(change: &Change<'_>, what: &str) -> Key {
    let place = |node: Option<&Node>| node.map_or(0, |node| std::ptr::from_ref(node) as usize);
    (
        change.rule.id(),
        place(change.base),
        place(change.revision),
        what.to_owned(),
    )
}

fn finding<'a>(
    change: Change<'a>,
    operations: IndexSet<String>,
    witnesses: &mut Witnesses<'_, 'a>,
) -> Finding {
    // What breaks nobody needs no proof.
    let sought = change.sought.filter(|_| change.level > Level::Info);
    let witness = sought.map(|sought| witnesses.find(&sought));
    let base = change.base.map(Node::position);
    let revision = change.revision.map(Node::position);
    let finding = Finding {
        level: change.level,
        ..Finding::new(change.rule, change.what)
    };
    finding
        .maybe_at(revision.or(base))
        .help(change.why)
        .documents(Comparison {
            base,
            base_pointer: None,
            witness,
            operations: operations.into_iter().collect(),
        })
}
