//! What walks need of whoever runs them, and what they give back.

use std::fmt;
use std::rc::Rc;
use std::time::Duration;

use serde_json::Value;

use crate::document::Position;
use crate::exchange::{Arguments, Location, Operation, Request, Response};

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

    /// Whether a host is the service's, by whatever name it is known.
    fn is_own_host(&self, host: &str) -> bool;

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

/// A request of a walk, and what came back.
#[derive(Clone, Debug)]
pub struct Step {
    /// The index of its operation.
    pub operation: usize,
    pub request: Request,
    pub response: Option<Rc<Response>>,
}

impl Step {
    /// 0 without a response.
    pub fn status(&self) -> u16 {
        self.response.as_ref().map_or(0, |response| response.status)
    }
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
    ($($name:ident $id:literal)*) => {
        /// What walks look at.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Check { $($name,)* }

        impl Check {
            /// Whether it is only of services that keep what they are sent.
            pub fn is_of_state(self) -> bool {
                !matches!(self, Check::HeadUnlikeGet | Check::HeaderMissing)
            }

            pub fn id(self) -> &'static str {
                match self { $(Check::$name => $id,)* }
            }
        }
    };
}

checks! {
    NotThere "created-is-not-there"
    LostMember "sent-value-is-lost"
    ReadOnlyTaken "read-only-is-taken"
    NotListed "created-is-not-listed"
    ListedTwice "item-is-listed-twice"
    StaleList "list-is-stale"
    NotKept "change-is-not-kept"
    ChangesOthers "change-changes-others"
    ReplaceKeeps "replaced-value-is-kept"
    EtagStays "etag-stays"
    EtagChanges "etag-changes"
    NotModifiedIgnored "if-none-match-is-ignored"
    PreconditionIgnored "precondition-is-ignored"
    PreconditionRefused "precondition-is-refused"
    PreconditionNotNeeded "precondition-is-not-needed"
    RefusedIsDone "refused-is-done"
    OtherTenant "other-tenant-gets-in"
    DeletedIsThere "deleted-is-there"
    DeletedIsListed "deleted-is-listed"
    DeletesOthers "delete-deletes-others"
    OtherParent "other-parent-has-it"
    LocationNowhere "location-leads-nowhere"
    LinkNowhere "link-leads-nowhere"
    HeadUnlikeGet "head-is-not-get"
    LimitIgnored "limit-is-ignored"
    PageRepeats "page-repeats"
    PageLoses "page-loses"
    PagesNeverEnd "pages-never-end"
    NextRefused "next-page-is-refused"
    FilterIgnored "filter-is-ignored"
    SortIgnored "sort-is-ignored"
    KeyIgnored "idempotency-key-is-ignored"
    TaskNeverEnds "task-never-ends"
    TaskGoesBack "task-goes-back"
    HeaderMissing "needed-header-is-missing"
}

impl fmt::Display for Check {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.id())
    }
}
