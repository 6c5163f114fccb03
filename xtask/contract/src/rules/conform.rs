//! What `conform` finds: where a running service does not keep its word.

use std::borrow::Cow;

use crate::report::{Example, Kind, Level, Rule};

/// What was found of services in Python with one fault each (`tests/conform`), and of a run that
/// could not try everything.
const FINDINGS: &str = include_str!("../../tests/conform/findings.txt");

macro_rules! rules {
    ($($name:ident $id:literal $level:ident, $says:literal, $to_do:literal;)*) => {
        $(pub const $name: &Rule = &Rule {
            id: Cow::Borrowed($id),
            level: Some(Level::$level),
            says: $says,
            kind: Kind::Other { commands: "conform", to_do: $to_do },
            example: Example::Report(FINDINGS),
        };)*

        const SINGLE: &[&Rule] = &[$($name,)*];
    };
}

/// Of what several responses say together: what should be so, what was found, what to do.
macro_rules! walks {
    ($($name:ident $id:literal $expected:literal, $says:literal, $to_do:literal;)*) => {
        $(pub const $name: &Rule = &Rule {
            id: Cow::Borrowed($id),
            level: Some(Level::Error),
            says: $says,
            kind: Kind::Other { commands: "conform", to_do: $to_do },
            example: Example::Report(FINDINGS),
        };)*

        const WALKS: &[(&Rule, &str)] = &[$(($name, $expected),)*];
    };
}

/// All rules, those of walks last.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    let walks = WALKS.iter().map(|(rule, _)| *rule);
    SINGLE.iter().copied().chain(walks)
}

/// What should be so by a rule of walks, and the rule.
pub fn of_walk(id: &str) -> Option<(&'static Rule, &'static str)> {
    WALKS.iter().find(|(rule, _)| rule.id() == id).copied()
}

#[rustfmt::skip]
rules! {
    CONFORM_SERVER_ERROR "conform-server-error" Error,
        "A request has a response of 5xx: the service stumbled.",
        "Run the line that is shown, and look at the service's log.";
    CONFORM_STATUS "conform-undocumented-status" Error,
        "A response has a status that its operation does not document.",
        "Document the status, or respond with one that is.";
    CONFORM_MEDIA_TYPE "conform-media-type" Error,
        "A response has another media type or charset than is documented for its status.",
        "Send the documented one, or document what is sent.";
    CONFORM_HEADER "conform-header" Error,
        "A header that a response must have is missing, or its value is not as the contract or HTTP says.",
        "Send the header as it is documented.";
    CONFORM_BODY "conform-body" Error,
        "The body of a response is not valid against its schema, or cannot be read as its media type.",
        "Correct the response, or the schema if it promises what nobody meant.";
    CONFORM_WRITE_ONLY "conform-write-only" Error,
        "A response has a property that is `writeOnly`: what is only ever sent to the service.",
        "Leave the property out of responses.";
    CONFORM_NO_BODY "conform-unexpected-body" Error,
        "A response to HEAD, or of 204 or 304, has a body, or bytes follow the end of a response: the next response on the connection cannot be read.",
        "Send nothing after the headers.";
    CONFORM_VALID_REFUSED "conform-valid-refused" Error,
        "A request that the contract allows is refused as invalid.",
        "Take it, or say the constraint in the contract.";
    CONFORM_INVALID_ACCEPTED "conform-invalid-accepted" Error,
        "A request that the contract does not allow is carried out.",
        "Refuse it with 400 or 422, or take the constraint out of the contract.";
    CONFORM_SECURITY "conform-security" Error,
        "A request is carried out whose credentials are missing, wrong, expired or not enough.",
        "Check the credentials before anything else.";
    CONFORM_CREDENTIALS_REFUSED "conform-credentials-refused" Error,
        "Credentials that the contract says are enough are refused, or some are demanded where it asks for none.",
        "Take each documented alternative, or document what is demanded.";
    CONFORM_CHALLENGE "conform-challenge" Error,
        "401 comes without `WWW-Authenticate` (RFC 9110, section 15.5.2).",
        "Send the header, with the scheme that is wanted.";
    CONFORM_METHOD "conform-method" Error,
        "A method that a path does not document is served, or refused without 405 and `Allow` (RFC 9110, section 15.5.6).",
        "Respond 405, with the methods that there are in `Allow`.";
    CONFORM_HEAD "conform-head-is-not-get" Error,
        "HEAD has another status or other headers than GET has, or none where GET has a response (RFC 9110, section 9.3.2).",
        "Serve HEAD by what serves GET, and leave the body out.";
    CONFORM_CACHE "conform-cache" Error,
        "A response that depends on credentials tells shared caches that it is for everybody (RFC 9111, section 3.5).",
        "Send `Cache-Control: no-store`, or `private`.";
    CONFORM_PROBLEM "conform-problem" Error,
        "The `status` of a problem is another one than that of its response (RFC 9457, section 3.1.2).",
        "Make both from one value.";
    CONFORM_LEAK "conform-leak" Error,
        "A response holds a credential, a stack trace, or a message of what the service is made of.",
        "Say what was wrong with the request, and write the rest to the log.";
    CONFORM_LATE "conform-late" Error,
        "A response took longer than the limit, or never came.",
        "Make it faster, or raise `response-within` of conformance.toml.";
    CONFORM_NO_RESPONSE "conform-no-response" Error,
        "The connection was closed without a response, or in the middle of one; or what came is no HTTP.",
        "Look at the service's log: something ended that should not.";
    CONFORM_MALFORMED_HTTP "conform-malformed-http" Error,
        "A message that is no HTTP/1.1 is carried out, or makes the service stumble: what stands before the service may read it as another request.",
        "Refuse it with 400, and close the connection.";
    CONFORM_SERVICE_ENDED "conform-service-ended" Error,
        "The service that the run started ended in the middle of it.",
        "Read the last lines that it wrote, and run the finding before it alone: `--check`, `--operation`.";
    CONFORM_SERVICE_TRACE "conform-service-trace" Warning,
        "The service that the run started wrote a stack trace: something that nobody thought of happened in it.",
        "Handle what happened where it happens, and respond as the contract says.";
    CONFORM_UNTRIED "conform-untried" Warning,
        "Nothing of an operation was ever carried out: a run that proves nothing is not one that finds nothing.",
        "Give the run what it lacks in conformance.toml: credentials, values, set-up.";
    CONFORM_KNOWN_ENDED "conform-known-ended" Warning,
        "An entry `[[known]]` of conformance.toml is past its day, or nothing needs it.",
        "Do what was put off, or take the entry out.";
}

#[rustfmt::skip]
walks! {
    CONFORM_CREATED_IS_NOT_THERE "conform-created-is-not-there"
        "what was created can be read",
        "What was created is not there when it is read afterwards, or is not what was sent.",
        "Respond 201 after it is kept, and read from where it was written: a replica or a cache may be behind.";
    CONFORM_SENT_VALUE_IS_LOST "conform-sent-value-is-lost"
        "each value that was sent is kept as it was sent",
        "A value that was sent when something was created is left out, or another one, when it is read.",
        "Compare the members of the request's schema with what is stored: a column, a conversion or a rounding is missing.";
    CONFORM_READ_ONLY_IS_TAKEN "conform-read-only-is-taken"
        "the service decides what is `readOnly`",
        "A value of a `readOnly` property in a request becomes the value that is kept.",
        "Take from a request only what it may set; ignore or refuse `readOnly` properties.";
    CONFORM_CREATED_IS_NOT_LISTED "conform-created-is-not-listed"
        "what was created is in the list of its like",
        "What was created is in no page of the list of its like.",
        "Let the list read what the single thing is read from, and look at the filters that it has by default.";
    CONFORM_ITEM_IS_LISTED_TWICE "conform-item-is-listed-twice"
        "nothing is in a list twice",
        "One thing is in a list more than once.",
        "Look for a join that multiplies rows, and list by the identifier.";
    CONFORM_LIST_IS_STALE "conform-list-is-stale"
        "a list shows things as they are now",
        "A list shows a thing as it was before it was changed.",
        "Renew or drop what is kept for lists when something of it changes.";
    CONFORM_CHANGE_IS_NOT_KEPT "conform-change-is-not-kept"
        "a change is there when it is read afterwards",
        "A change is answered with success, and is not there when it is read.",
        "Write the change before the response, and read it back from where it was written.";
    CONFORM_CHANGE_CHANGES_OTHERS "conform-change-changes-others"
        "a change changes what it names, and nothing else",
        "A change changes a member that it does not name, or another thing.",
        "Set only what the request has: what is left out of a PATCH keeps its value. Look at the condition of the update.";
    CONFORM_REPLACED_VALUE_IS_KEPT "conform-replaced-value-is-kept"
        "PUT replaces the whole",
        "PUT keeps a value that the new representation leaves out.",
        "Write what PUT has and nothing of before (RFC 9110, section 9.3.4), or document it as PATCH.";
    CONFORM_ETAG_STAYS "conform-etag-stays"
        "a change gives another entity tag",
        "The entity tag is the same after a change: who holds it believes that nothing changed.",
        "Make the tag from what is shown, or from a version that each change raises.";
    CONFORM_ETAG_CHANGES "conform-etag-changes"
        "only a change gives another entity tag",
        "The entity tag is another one each time, though nothing changed: conditions never hold.",
        "Make the tag from what is shown, and not from the time or the response.";
    CONFORM_IF_NONE_MATCH_IS_IGNORED "conform-if-none-match-is-ignored"
        "304 for `If-None-Match` with the current tag, and not for another one",
        "`If-None-Match` is not heard, or answers 304 where something changed.",
        "Compare the header with the current tag by weak comparison before sending (RFC 9110, section 13.1.2).";
    CONFORM_PRECONDITION_IS_IGNORED "conform-precondition-is-ignored"
        "412 for a condition that does not hold",
        "A change is carried out though its condition (`If-Match`, `If-Unmodified-Since`) does not hold: changes of others are lost.",
        "Compare and change in one transaction, and respond 412 (RFC 9110, section 13.1.1).";
    CONFORM_PRECONDITION_IS_REFUSED "conform-precondition-is-refused"
        "a change is carried out when its condition holds",
        "A change is refused though its condition holds.",
        "Compare with the tag that the last response gave: quotes belong to it, and `*` matches all that is there.";
    CONFORM_PRECONDITION_IS_NOT_NEEDED "conform-precondition-is-not-needed"
        "428 for a change without the condition that must be there",
        "A change without its required condition is carried out.",
        "Respond 428 where the header is missing (RFC 6585, section 3), or document it as optional.";
    CONFORM_REFUSED_IS_DONE "conform-refused-is-done"
        "what is refused changes nothing",
        "A request is refused, and what it asked for is done all the same.",
        "Check everything before the first write, or take back what was written when a check fails.";
    CONFORM_OTHER_TENANT_GETS_IN "conform-other-tenant-gets-in"
        "another tenant neither sees nor changes it",
        "Somebody of another tenant sees, lists or changes what is not theirs.",
        "Look things up by tenant and identifier together, and respond 404 where there are none.";
    CONFORM_DELETED_IS_THERE "conform-deleted-is-there"
        "what was deleted is gone: 404 or 410",
        "What was deleted can still be read.",
        "Let reads leave out what is marked as deleted, and drop it from caches.";
    CONFORM_DELETED_IS_LISTED "conform-deleted-is-listed"
        "what was deleted is in no list",
        "What was deleted is still in a list.",
        "Let lists leave out what is marked as deleted, as the single thing does.";
    CONFORM_DELETE_DELETES_OTHERS "conform-delete-deletes-others"
        "deleting one thing deletes no other",
        "Another thing is gone after one was deleted.",
        "Look at the condition of the deletion: the identifier, and all of it.";
    CONFORM_OTHER_PARENT_HAS_IT "conform-other-parent-has-it"
        "a part belongs to one thing",
        "A part of one thing is shown or listed as part of another one.",
        "Look parts up by what they are part of and their identifier together.";
    CONFORM_LOCATION_LEADS_NOWHERE "conform-location-leads-nowhere"
        "`Location` leads to what was made",
        "`Location` of a response leads to nothing, or to something else.",
        "Make it from the path that reads the thing, with the prefix that the service is served at.";
    CONFORM_LINK_LEADS_NOWHERE "conform-link-leads-nowhere"
        "links of a response lead somewhere",
        "A link of a response, in `Link` or as the contract documents it, leads to nothing.",
        "Make links from the operations that they lead to, and leave out those that lead nowhere.";
    CONFORM_LIMIT_IS_IGNORED "conform-limit-is-ignored"
        "a page has no more items than its limit",
        "A page has more items than were asked for, or fewer though there are more.",
        "Take the limit over to the query, and not one more than it to the response.";
    CONFORM_PAGE_REPEATS "conform-page-repeats"
        "nothing is on two pages",
        "An item is on more than one page.",
        "Begin a page after the last item of the one before, in an order that has no ties.";
    CONFORM_PAGE_LOSES "conform-page-loses"
        "everything is on some page",
        "An item of the list is on none of its pages, or the list says that there are more or fewer than it lists.",
        "Begin a page right after the last item of the one before: an offset or a comparison is one too far.";
    CONFORM_PAGES_NEVER_END "conform-pages-never-end"
        "the pages have an end",
        "The next page is one that was there before, or there is always another one.",
        "Leave the cursor or link out of the last page, and look whether the page that is asked for is heard at all.";
    CONFORM_NEXT_PAGE_IS_REFUSED "conform-next-page-is-refused"
        "the next page can be asked for as it is named",
        "The next page is refused, though it is asked for as the page before says.",
        "Take the cursor as it was given, escaped for a URL: it must outlive the request that made it.";
    CONFORM_FILTER_IS_IGNORED "conform-filter-is-ignored"
        "a filter lets through what it says, and all of that",
        "A filter lets through what it should not, or holds back what fits it.",
        "Take the parameter over to the query; one that is not known is better refused than passed over.";
    CONFORM_SORT_IS_IGNORED "conform-sort-is-ignored"
        "a list is in the order that was asked for",
        "A list is not in the order that was asked for.",
        "Take the parameter over to the query, before the list is cut into pages.";
    CONFORM_IDEMPOTENCY_KEY_IS_IGNORED "conform-idempotency-key-is-ignored"
        "a request that is sent again with its key is done once",
        "A request that is sent again with the same key is carried out again, or gets what another request has.",
        "Keep keys with the tenant, the request and its response, and give that again.";
    CONFORM_TASK_NEVER_ENDS "conform-task-never-ends"
        "a task comes to an end",
        "A task that was taken on with 202 is not done after it was asked for many times.",
        "Let the state that is polled be the one that the work writes, and let work that failed end, too.";
    CONFORM_TASK_GOES_BACK "conform-task-goes-back"
        "a task goes forward",
        "A task is in a state again that was over.",
        "Change states in one direction only, in one place.";
    CONFORM_NEEDED_HEADER_IS_MISSING "conform-needed-header-is-missing"
        "a response has the header that the next step needs",
        "A response lacks a header that the contract documents and the next step needs: `ETag`, `Location`.",
        "Send the header with each response of that status.";
}
