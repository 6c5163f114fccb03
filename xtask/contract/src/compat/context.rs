//! What comparators know: both editions, and the operation that they compare.

use super::edition::Edition;
use super::lifecycle::{Stability, stability};
use super::security::Schemes;
use crate::document::Node;
use crate::report::Direction;

pub struct Context<'a> {
    pub base: Edition<'a>,
    pub revision: Edition<'a>,
    pub schemes: Schemes<'a>,
    pub today: String,
}

/// Who sends the requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caller {
    Consumer,
    /// Webhooks and callbacks: the provider calls, and the consumer responds.
    Provider,
}

/// One operation in both editions.
pub struct OperationPair<'a> {
    /// `GET /users/{id}`, as the revision calls it.
    pub label: String,
    pub base: &'a Node,
    pub revision: &'a Node,
    pub caller: Caller,
    /// It is a draft or alpha: nothing that changes breaks anybody.
    pub promises_nothing: bool,
}

impl<'a> OperationPair<'a> {
    pub fn request(&self) -> Direction {
        match self.caller {
            Caller::Consumer => Direction::Request,
            Caller::Provider => Direction::Response,
        }
    }

    pub fn response(&self) -> Direction {
        match self.caller {
            Caller::Consumer => Direction::Response,
            Caller::Provider => Direction::Request,
        }
    }

    /// Whether both editions have it, and leave what it demands to the whole API.
    pub fn inherits_security(&self) -> bool {
        self.caller == Caller::Consumer
            && !std::ptr::eq(self.base, self.revision)
            && !self.base.has("security")
            && !self.revision.has("security")
    }

    /// An operation that only one of the editions has.
    pub fn alone(label: String, node: &'a Node) -> Self {
        OperationPair {
            label,
            base: node,
            revision: node,
            caller: Caller::Consumer,
            promises_nothing: stability(node.get("x-stability-level"))
                .is_some_and(Stability::promises_nothing),
        }
    }
}
