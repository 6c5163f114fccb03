//! What walks need of whoever runs them, and what they give back.

use std::fmt;
use std::time::Duration;

use serde_json::Value;

use crate::document::Position;
use crate::exchange::{Arguments, Location, Operation, Request, Response};
use crate::report::Rule;
use crate::rules::walks as rules;

/// By whom a request is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Who {
    /// The identity that owns what walks make.
    Own,
    /// One of another tenant, to whom nothing of that is visible.
    Other,
}

/// Sends the requests of walks. What is to be said of every response by itself is the runner's
/// business: walks look at what several responses say together.
pub trait Service {
    /// Adds what proves who sends a request; false when there are no such credentials.
    fn sign(&self, operation: &Operation<'_>, who: Who, arguments: &mut Arguments) -> bool;

    /// What goes before the path of an operation.
    fn base(&self, operation: &Operation<'_>) -> String;

    /// A value that the configuration has for a parameter.
    fn known(&self, operation: &Operation<'_>, location: Location, name: &str) -> Option<Value>;

    /// Whether an operation may be called at all.
    fn may_call(&self, operation: &Operation<'_>) -> bool;

    /// None when there was no response, or no time is left: the runner tells that.
    fn send(
        &self,
        operation: &Operation<'_>,
        who: Who,
        request: &Request,
    ) -> impl Future<Output = Option<Response>>;

    fn pause(&self, time: Duration) -> impl Future<Output = ()>;
}

/// A request of a walk, and the status that it got.
#[derive(Clone, Debug)]
pub struct Step {
    pub operation: usize,
    pub who: Who,
    pub request: Request,
    pub status: u16,
}

/// Something that responses say together, and should not.
#[derive(Clone, Debug)]
pub struct Discovery {
    pub check: Check,
    /// The index of the operation that it is about.
    pub operation: usize,
    pub message: String,
    /// Where the document says otherwise.
    pub at: Position,
    /// The requests that show it, in their order.
    pub steps: Vec<Step>,
}

/// Something that was not tried, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Untried {
    pub operation: usize,
    pub reason: String,
}

/// All that walks found.
#[derive(Clone, Debug, Default)]
pub struct Walked {
    pub discoveries: Vec<Discovery>,
    pub untried: Vec<Untried>,
}

macro_rules! checks {
    ($($name:ident $rule:ident)*) => {
        /// What walks look at.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Check { $($name,)* }

        impl Check {
            pub fn rule(self) -> &'static Rule {
                match self { $(Check::$name => rules::$rule,)* }
            }
        }
    };
}

checks! {
    NotThere NOT_THERE
    LostMember LOST_MEMBER
    ReadOnlyTaken READ_ONLY_TAKEN
    NotListed NOT_LISTED
    ListedTwice LISTED_TWICE
    StaleList STALE_LIST
    NotKept NOT_KEPT
    ChangesOthers CHANGES_OTHERS
    ReplaceKeeps REPLACE_KEEPS
    EtagStays ETAG_STAYS
    EtagChanges ETAG_CHANGES
    NotModifiedIgnored NOT_MODIFIED_IGNORED
    PreconditionIgnored PRECONDITION_IGNORED
    PreconditionRefused PRECONDITION_REFUSED
    PreconditionNotNeeded PRECONDITION_NOT_NEEDED
    RefusedIsDone REFUSED_IS_DONE
    OtherTenant OTHER_TENANT
    DeletedIsThere DELETED_IS_THERE
    DeletedIsListed DELETED_IS_LISTED
    DeletesOthers DELETES_OTHERS
    OtherParent OTHER_PARENT
    LocationNowhere LOCATION_NOWHERE
    LinkNowhere LINK_NOWHERE
    HeadUnlikeGet HEAD_UNLIKE_GET
    LimitIgnored LIMIT_IGNORED
    PageRepeats PAGE_REPEATS
    PageLoses PAGE_LOSES
    PagesNeverEnd PAGES_NEVER_END
    NextRefused NEXT_REFUSED
    FilterIgnored FILTER_IGNORED
    SortIgnored SORT_IGNORED
    KeyIgnored KEY_IGNORED
    TaskNeverEnds TASK_NEVER_ENDS
    TaskGoesBack TASK_GOES_BACK
    HeaderMissing HEADER_MISSING
}

impl fmt::Display for Check {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.rule().id())
    }
}
