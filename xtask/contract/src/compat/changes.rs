//! The changes found so far, each told once with all operations that it
//! reaches.

use indexmap::{IndexMap, IndexSet};

use super::operations::Operation;
use crate::document::Node;
use crate::report::{Comparison, Finding, Level, Rule};

/// One change, before it is told.
#[derive(Clone, Debug)]
pub struct Change<'a> {
    rule: &'static Rule,
    what: String,
    base: Option<&'a Node>,
    revision: Option<&'a Node>,
    level: Level,
    why: &'static str,
    /// What it is called by the name of its schema.
    schema: Option<Named>,
}

/// A change, told by the name of the schema that changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// The schema, or what is in it.
    pub subject: String,
    /// Whether it is met in a response.
    pub is_answered: bool,
    pub what: String,
}

impl Named {
    fn place(&self) -> &'static str {
        if self.is_answered {
            "responses"
        } else {
            "requests"
        }
    }

    fn words(&self, place: &str) -> String {
        format!("{} in {place} {}", self.subject, self.what)
    }
}

impl<'a> Change<'a> {
    pub fn new(rule: &'static Rule, what: impl Into<String>) -> Self {
        Change {
            rule,
            what: what.into(),
            base: None,
            revision: None,
            level: rule.level.unwrap_or(Level::Info),
            why: rule.why(),
            schema: None,
        }
    }

    /// The words for it when it is met in several places: at once, when one
    /// operation has several of them.
    pub fn of_schema(mut self, named: Named, is_one_of_several: bool) -> Self {
        if is_one_of_several {
            self.what = named.words(named.place());
        }
        self.schema = Some(named);
        self
    }

    pub fn base(mut self, node: Option<&'a Node>) -> Self {
        self.base = node;
        self
    }

    pub fn revision(mut self, node: Option<&'a Node>) -> Self {
        self.revision = node;
        self
    }

    /// Another reason than the rule's own.
    pub fn because(mut self, why: &'static str) -> Self {
        self.why = why;
        self
    }

    pub fn level(mut self, level: Level) -> Self {
        self.level = level;
        self
    }
}

/// Why changes of a draft break nobody.
pub const PROMISES_NOTHING: &str = "The operation is a draft or alpha: it promises nothing yet.";

type Key = (&'static str, usize, usize, String);

/// A change and its words in each of its places, with the operations there.
type Places<'a> = IndexMap<String, (Change<'a>, IndexSet<String>)>;

#[derive(Default)]
pub struct Changes<'a> {
    found: IndexMap<Key, Places<'a>>,
    /// All operations, in the order in which they are compared.
    operations: IndexSet<String>,
}

impl<'a> Changes<'a> {
    /// A change that belongs to an operation.
    pub fn add(&mut self, mut change: Change<'a>, operation: &Operation<'a>) {
        let key = key(&change, &change.what);
        if operation.promises_nothing {
            change = change.level(Level::Info).because(PROMISES_NOTHING);
        }
        self.insert(key, change, Some(operation.label.clone()));
    }

    /// A change of a schema: the same one when it is reached by another way.
    pub fn add_shared(&mut self, change: Change<'a>, what: &str, operation: &str) {
        let key = key(&change, what);
        self.insert(key, change, Some(operation.to_owned()));
    }

    /// A change of the document as a whole.
    pub fn add_whole(&mut self, change: Change<'a>) {
        let key = key(&change, &change.what);
        self.insert(key, change, None);
    }

    fn insert(&mut self, key: Key, change: Change<'a>, operation: Option<String>) {
        let places = self.found.entry(key).or_default();
        let (known, operations) = places
            .entry(change.what.clone())
            .or_insert_with(|| (change.clone(), IndexSet::new()));
        if change.level > known.level {
            *known = change;
        }
        self.operations.extend(operation.clone());
        operations.extend(operation);
    }

    pub fn breaks(&self) -> bool {
        self.found
            .values()
            .flat_map(Places::values)
            .any(|(change, _)| change.level == Level::Error)
    }

    pub fn into_findings(self) -> Vec<Finding> {
        let mut findings: Vec<Finding> = self
            .found
            .into_values()
            .flat_map(together)
            .map(|(change, mut operations)| {
                operations.sort_by_key(|operation| self.operations.get_index_of(operation));
                finding(&change, operations)
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

/// Places of one change that are called otherwise are told together by the name
/// of the schema; without a name, each on its own.
fn together(mut places: Places<'_>) -> Vec<(Change<'_>, IndexSet<String>)> {
    let names: Vec<Option<&Named>> = places
        .values()
        .map(|(change, _)| change.schema.as_ref())
        .collect();
    let Some(Some(first)) = names.first().copied() else {
        return places.into_values().collect();
    };
    let is_one = names
        .iter()
        .all(|name| name.is_some_and(|name| name.subject == first.subject));
    if places.len() == 1 || !is_one {
        return places.into_values().collect();
    }
    let is_alike = names
        .iter()
        .flatten()
        .all(|name| name.is_answered == first.is_answered);
    let place = if is_alike {
        first.place()
    } else {
        "requests and responses"
    };
    let what = first.words(place);
    let operations = places
        .values_mut()
        .flat_map(|(_, operations)| std::mem::take(operations))
        .collect();
    let worst = places
        .into_values()
        .map(|(change, _)| change)
        .reduce(|worst, change| {
            if change.level > worst.level {
                change
            } else {
                worst
            }
        });
    let told = worst.map(|change| (Change { what, ..change }, operations));
    told.into_iter().collect()
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

fn finding(change: &Change<'_>, operations: IndexSet<String>) -> Finding {
    let base = change.base.map(Node::position);
    let revision = change.revision.map(Node::position);
    let mut finding = Finding::info(change.rule, change.what.clone())
        .maybe_at(revision.or(base))
        .help(change.why);
    finding.level = change.level;
    finding.documents(Comparison {
        base,
        base_pointer: None,
        operations: operations.into_iter().collect(),
    })
}
