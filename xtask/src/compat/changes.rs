//! The changes found so far, each told once with all operations that it
//! reaches.

use indexmap::{IndexMap, IndexSet};

use super::operations::Operation;
use super::rules::{self, Rule};
use crate::document::Node;
use crate::report::{Comparison, Finding, Level};

/// One change, before it is told.
#[derive(Clone, Debug)]
pub struct Change<'a> {
    rule: &'static Rule,
    what: String,
    base: Option<&'a Node>,
    revision: Option<&'a Node>,
    level: Level,
    why: &'static str,
}

impl<'a> Change<'a> {
    pub fn new(rule: &'static str, what: impl Into<String>) -> Self {
        let rule = rules::get(rule).unwrap_or_else(|| unreachable!("no rule {rule}"));
        Change::by(rule, what)
    }

    pub fn by(rule: &'static Rule, what: impl Into<String>) -> Self {
        Change {
            rule,
            what: what.into(),
            base: None,
            revision: None,
            level: rule.level,
            why: rule.why,
        }
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

#[derive(Default)]
pub struct Changes<'a> {
    found: IndexMap<Key, (Change<'a>, IndexSet<String>)>,
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
        let (known, operations) = self
            .found
            .entry(key)
            .or_insert_with(|| (change.clone(), IndexSet::new()));
        if change.level > known.level {
            (known.level, known.why) = (change.level, change.why);
        }
        operations.extend(operation);
    }

    pub fn breaks(&self) -> bool {
        self.found
            .values()
            .any(|(change, _)| change.level == Level::Error)
    }

    pub fn into_findings(self) -> Vec<Finding> {
        let mut findings: Vec<Finding> = self
            .found
            .into_values()
            .map(|(change, operations)| finding(&change, operations))
            .collect();
        findings.sort_by(|a, b| {
            b.level
                .cmp(&a.level)
                .then_with(|| a.at.cmp(&b.at))
                .then_with(|| a.rule.cmp(b.rule))
        });
        findings
    }
}

fn key(change: &Change<'_>, what: &str) -> Key {
    let place = |node: Option<&Node>| node.map_or(0, |node| std::ptr::from_ref(node) as usize);
    (
        change.rule.id.as_str(),
        place(change.base),
        place(change.revision),
        what.to_owned(),
    )
}

fn finding(change: &Change<'_>, operations: IndexSet<String>) -> Finding {
    let base = change.base.map(Node::position);
    let revision = change.revision.map(Node::position);
    let mut finding = Finding::info(change.rule.id.as_str(), change.what.clone())
        .maybe_at(revision.or(base))
        .help(change.why);
    finding.level = change.level;
    finding.documents(Comparison {
        direction: change.rule.direction.map(|direction| direction.name()),
        base,
        base_pointer: None,
        only_text: change.rule.only_text,
        operations: operations.into_iter().collect(),
    })
}
