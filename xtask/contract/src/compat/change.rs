//! What comparators return: changes, and schemas that are to be compared.

use super::schema::Encoding;
use super::witnesses::Sought;
use crate::document::Node;
use crate::report::{Direction, Level, Rule};
use crate::rules::changes::Scope;

/// One change, before it is reported.
#[derive(Clone, Debug)]
pub struct Change<'a> {
    pub rule: &'static Rule,
    /// What happened, as a sentence without a capital and a full stop.
    pub what: String,
    pub base: Option<&'a Node>,
    pub revision: Option<&'a Node>,
    pub level: Level,
    pub why: &'static str,
    /// What a value can show.
    pub sought: Option<Sought<'a>>,
}

impl<'a> Change<'a> {
    /// A change from a place in the base to one in the revision; its level and
    /// the reason are those of its rule.
    pub fn new(
        rule: &'static Rule,
        what: impl Into<String>,
        base: impl Into<Option<&'a Node>>,
        revision: impl Into<Option<&'a Node>>,
    ) -> Self {
        Change {
            rule,
            what: what.into(),
            base: base.into(),
            revision: revision.into(),
            level: rule.level.unwrap_or(Level::Info),
            why: rule.why(),
            sought: None,
        }
    }

    /// Another level than the rule's own, and the reason for it.
    pub fn judged(mut self, level: Level, why: &'static str) -> Self {
        self.level = level;
        self.why = why;
        self
    }
}

/// The part of an exchange that a schema stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Message {
    Request,
    Response,
}

/// A schema that both editions have in one place.
#[derive(Clone, Debug)]
pub struct Use<'a> {
    pub base: Option<&'a Node>,
    pub revision: Option<&'a Node>,
    /// Who sends its values. The provider sends the requests of webhooks and
    /// callbacks.
    pub direction: Direction,
    pub message: Message,
    pub scope: Scope,
    /// "the request body", "the query parameter `limit`".
    pub subject: String,
    pub encoding: Encoding,
    /// Members of a form that travel otherwise than others do.
    pub members: Vec<(&'a str, Encoding)>,
    /// A parameter that is required, before and after: its default is never used.
    pub is_always_sent: bool,
}

/// What a comparator returns.
pub enum Found<'a> {
    Change(Change<'a>),
    Schemas(Use<'a>),
}

impl<'a> From<Change<'a>> for Found<'a> {
    fn from(change: Change<'a>) -> Self {
        Found::Change(change)
    }
}
