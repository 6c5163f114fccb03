//! What `conform` finds by walks: what responses say together, and should not.

use std::borrow::Cow;

use crate::report::{Example, Kind, Level, Rule};

macro_rules! rules {
    ($($name:ident $id:literal, $says:literal, $to_do:literal;)*) => {
        $(pub const $name: &Rule = &Rule {
            id: Cow::Borrowed($id),
            level: Some(Level::Error),
            says: $says,
            kind: Kind::Other { commands: "conform", to_do: $to_do },
            example: Example::Unknown,
        };)*

        pub const ALL: &[&Rule] = &[$($name,)*];
    };
}

#[rustfmt::skip]
rules! {
    NOT_THERE "conform-created-is-not-there",
        "What an operation made cannot be read.",
        "Keep what was created before the response is sent.";
    LOST_MEMBER "conform-sent-value-is-lost",
        "What was sent is shown with another value.",
        "Keep what was sent.";
    READ_ONLY_TAKEN "conform-read-only-is-taken",
        "A client can set what is readOnly.",
        "Pass over what is readOnly in requests, or refuse it.";
    NOT_LISTED "conform-created-is-not-listed",
        "What an operation made is not in the list.",
        "List what is there.";
    LISTED_TWICE "conform-item-is-listed-twice",
        "A list has an item twice.",
        "List everything once.";
    STALE_LIST "conform-list-is-stale",
        "A list shows another value than what is read.",
        "Bring both up to date.";
    NOT_KEPT "conform-change-is-not-kept",
        "What a response shows, or was asked for, is not what is read right after it.",
        "Keep the change before the response is sent, and read what was kept.";
    CHANGES_OTHERS "conform-change-changes-others",
        "A change changes what it was not asked for.",
        "Leave the rest as it is.";
    REPLACE_KEEPS "conform-replaced-value-is-kept",
        "What was replaced keeps values that the new one does not have.",
        "Replace all of it (RFC 9110, section 9.3.4).";
    ETAG_STAYS "conform-etag-stays",
        "The ETag is the same after what it stands for has changed (RFC 9110, section 8.8.3).",
        "Make it of what is shown, or of a version that every change raises.";
    ETAG_CHANGES "conform-etag-changes",
        "The ETag is another one, and nothing has changed.",
        "Make it of what is shown.";
    NOT_MODIFIED_IGNORED "conform-if-none-match-is-ignored",
        "If-None-Match is not heeded (RFC 9110, section 13.1.2).",
        "Respond with 304 if the ETag is among those of the header.";
    PRECONDITION_IGNORED "conform-precondition-is-ignored",
        "If-Match is not heeded (RFC 9110, section 13.1.1): updates are lost.",
        "Respond with 412 if the ETag is not among those of the header.";
    PRECONDITION_REFUSED "conform-precondition-is-refused",
        "If-Match with the ETag of now is refused.",
        "Compare with the ETag that is shown.";
    PRECONDITION_NOT_NEEDED "conform-precondition-is-not-needed",
        "A change without If-Match is taken, where 428 is documented.",
        "Refuse it with 428 (RFC 6585, section 3).";
    REFUSED_IS_DONE "conform-refused-is-done",
        "A change that is refused is done all the same.",
        "Look at the condition before anything is changed.";
    OTHER_TENANT "conform-other-tenant-gets-in",
        "Another tenant reads, lists, changes or deletes what is not its own.",
        "Look everything up by its tenant.";
    DELETED_IS_THERE "conform-deleted-is-there",
        "What was deleted can be read.",
        "Take it away before the response is sent.";
    DELETED_IS_LISTED "conform-deleted-is-listed",
        "What was deleted is listed.",
        "Take it out of the list.";
    DELETES_OTHERS "conform-delete-deletes-others",
        "Deleting one thing deletes another one.",
        "Delete what was asked for.";
    OTHER_PARENT "conform-other-parent-has-it",
        "What is a part of one thing is shown as one of another thing.",
        "Look it up by all that the path names.";
    LOCATION_NOWHERE "conform-location-leads-nowhere",
        "Location leads to nothing, or to another thing.",
        "Write the path of what was made, with the base path.";
    LINK_NOWHERE "conform-link-leads-nowhere",
        "A link of the contract leads to nothing.",
        "Correct the link, or what it leads to.";
    HEAD_UNLIKE_GET "conform-head-is-not-get",
        "HEAD is not as GET without the body (RFC 9110, section 9.3.2).",
        "Respond to HEAD by what responds to GET.";
    LIMIT_IGNORED "conform-limit-is-ignored",
        "A page has more items than was asked for.",
        "Heed the limit.";
    PAGE_REPEATS "conform-page-repeats",
        "A page repeats an item of the page before.",
        "Start after the last item.";
    PAGE_LOSES "conform-page-loses",
        "An item is on no page.",
        "Start right after the last item.";
    PAGES_NEVER_END "conform-pages-never-end",
        "Pages lead to one that was there before.",
        "Say nothing of a next page on the last one.";
    NEXT_REFUSED "conform-next-page-is-refused",
        "The page that a page leads to is refused.",
        "Take the cursors that are given.";
    FILTER_IGNORED "conform-filter-is-ignored",
        "A parameter that is named as a member does not filter by it.",
        "Filter, or name it otherwise.";
    SORT_IGNORED "conform-sort-is-ignored",
        "Ascending and descending order are not each other's reverse.",
        "Sort as asked.";
    KEY_IGNORED "conform-idempotency-key-is-ignored",
        "A request that is sent again with its key makes another thing.",
        "Keep the response by its key, and send it again.";
    TASK_NEVER_ENDS "conform-task-never-ends",
        "What a 202 began does not come to an end.",
        "Let it end, also by failing.";
    TASK_GOES_BACK "conform-task-goes-back",
        "What has ended goes on again.",
        "An end is the end.";
    HEADER_MISSING "conform-needed-header-is-missing",
        "A header that leads on is documented, and missing: Location, Retry-After, or the ETag of a 304.",
        "Send it.";
}
