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

        pub const ALL: &[&Rule] = &[$($name,)*];
    };
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
    CONFORM_HEAD "conform-head" Error,
        "HEAD is not answered as GET without its body is (RFC 9110, section 9.3.2).",
        "Serve HEAD by what serves GET.";
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
    CONFORM_UNTRIED "conform-untried" Warning,
        "Nothing of an operation was ever carried out: a run that proves nothing is not one that finds nothing.",
        "Give the run what it lacks in conformance.toml: credentials, values, set-up.";
    CONFORM_KNOWN_ENDED "conform-known-ended" Warning,
        "An entry `[[known]]` of conformance.toml is past its day, or nothing needs it.",
        "Do what was put off, or take the entry out.";
    CONFORM_CREATED_IS_NOT_THERE "conform-created-is-not-there" Error,
        "It should be so that what was created is there: several responses together show that it is not.",
        "Send the lines that are shown, in their order, and look at what is kept where.";
    CONFORM_SENT_VALUE_IS_LOST "conform-sent-value-is-lost" Error,
        "It should be so that a value that is sent is the one that is kept: several responses together show that it is not.",
        "Send the lines that are shown, in their order, and look at what is kept where.";
    CONFORM_READ_ONLY_IS_TAKEN "conform-read-only-is-taken" Error,
        "It should be so that a value of a `readOnly` property is not taken from a request: several responses together show that it is not.",
        "Send the lines that are shown, in their order, and look at what is kept where.";
    CONFORM_CREATED_IS_NOT_LISTED "conform-created-is-not-listed" Error,
        "It should be so that what was created is in the list of its like: several responses together show that it is not.",
        "Send the lines that are shown, in their order, and look at what is kept where.";
    CONFORM_ITEM_IS_LISTED_TWICE "conform-item-is-listed-twice" Error,
        "It should be so that nothing is in a list twice: several responses together show that it is not.",
        "Send the lines that are shown, in their order, and look at what is kept where.";
    CONFORM_LIST_IS_STALE "conform-list-is-stale" Error,
        "It should be so that a list shows things as they are now: several responses together show that it is not.",
        "Send the lines that are shown, in their order, and look at what is kept where.";
    CONFORM_CHANGE_IS_NOT_KEPT "conform-change-is-not-kept" Error,
        "It should be so that a change is kept: several responses together show that it is not.",
        "Send the lines that are shown, in their order, and look at what is kept where.";
    CONFORM_CHANGE_CHANGES_OTHERS "conform-change-changes-others" Error,
        "It should be so that a change changes nothing else: several responses together show that it is not.",
        "Send the lines that are shown, in their order, and look at what is kept where.";
    CONFORM_REPLACED_VALUE_IS_KEPT "conform-replaced-value-is-kept" Error,
        "It should be so that what is replaced is replaced as a whole: several responses together show that it is not.",
        "Send the lines that are shown, in their order, and look at what is kept where.";
    CONFORM_ETAG_STAYS "conform-etag-stays" Error,
        "It should be so that a change gives another entity tag: several responses together show that it is not.",
        "Send the lines that are shown, in their order, and look at what is kept where.";
    CONFORM_ETAG_CHANGES "conform-etag-changes" Error,
        "It should be so that nothing but a change gives another entity tag: several responses together show that it is not.",
        "Send the lines that are shown, in their order, and look at what is kept where.";
    CONFORM_IF_NONE_MATCH_IS_IGNORED "conform-if-none-match-is-ignored" Error,
        "It should be so that what was not modified since has the response 304: several responses together show that it is not.",
        "Send the lines that are shown, in their order, and look at what is kept where.";
    CONFORM_PRECONDITION_IS_IGNORED "conform-precondition-is-ignored" Error,
        "It should be so that a change whose precondition does not hold is refused with 412: several responses together show that it is not.",
        "Send the lines that are shown, in their order, and look at what is kept where.";
    CONFORM_PRECONDITION_IS_REFUSED "conform-precondition-is-refused" Error,
        "It should be so that a change whose precondition holds is carried out: several responses together show that it is not.",
        "Send the lines that are shown, in their order, and look at what is kept where.";
    CONFORM_PRECONDITION_IS_NOT_NEEDED "conform-precondition-is-not-needed" Error,
        "It should be so that a change without the precondition that must be there is refused: several responses together show that it is not.",
        "Send the lines that are shown, in their order, and look at what is kept where.";
    CONFORM_REFUSED_IS_DONE "conform-refused-is-done" Error,
        "It should be so that what is refused is not done: several responses together show that it is not.",
        "Send the lines that are shown, in their order, and look at what is kept where.";
    CONFORM_OTHER_TENANT_GETS_IN "conform-other-tenant-gets-in" Error,
        "It should be so that nobody sees or changes what belongs to another tenant: several responses together show that it is not.",
        "Send the lines that are shown, in their order, and look at what is kept where.";
    CONFORM_DELETED_IS_THERE "conform-deleted-is-there" Error,
        "It should be so that what was deleted is gone: several responses together show that it is not.",
        "Send the lines that are shown, in their order, and look at what is kept where.";
    CONFORM_DELETED_IS_LISTED "conform-deleted-is-listed" Error,
        "It should be so that what was deleted is in no list: several responses together show that it is not.",
        "Send the lines that are shown, in their order, and look at what is kept where.";
    CONFORM_DELETE_DELETES_OTHERS "conform-delete-deletes-others" Error,
        "It should be so that deleting one thing deletes no other: several responses together show that it is not.",
        "Send the lines that are shown, in their order, and look at what is kept where.";
    CONFORM_OTHER_PARENT_HAS_IT "conform-other-parent-has-it" Error,
        "It should be so that a part of one thing is not a part of another one: several responses together show that it is not.",
        "Send the lines that are shown, in their order, and look at what is kept where.";
    CONFORM_LOCATION_LEADS_NOWHERE "conform-location-leads-nowhere" Error,
        "It should be so that `Location` leads to what was made: several responses together show that it is not.",
        "Send the lines that are shown, in their order, and look at what is kept where.";
    CONFORM_LINK_LEADS_NOWHERE "conform-link-leads-nowhere" Error,
        "It should be so that links of a response lead somewhere: several responses together show that it is not.",
        "Send the lines that are shown, in their order, and look at what is kept where.";
    CONFORM_HEAD_IS_NOT_GET "conform-head-is-not-get" Error,
        "It should be so that HEAD has the response of GET without its body: several responses together show that it is not.",
        "Send the lines that are shown, in their order, and look at what is kept where.";
    CONFORM_LIMIT_IS_IGNORED "conform-limit-is-ignored" Error,
        "It should be so that no more than the limit are in a page: several responses together show that it is not.",
        "Send the lines that are shown, in their order, and look at what is kept where.";
    CONFORM_PAGE_REPEATS "conform-page-repeats" Error,
        "It should be so that nothing is on two pages: several responses together show that it is not.",
        "Send the lines that are shown, in their order, and look at what is kept where.";
    CONFORM_PAGE_LOSES "conform-page-loses" Error,
        "It should be so that everything is on some page: several responses together show that it is not.",
        "Send the lines that are shown, in their order, and look at what is kept where.";
    CONFORM_PAGES_NEVER_END "conform-pages-never-end" Error,
        "It should be so that the pages have an end: several responses together show that it is not.",
        "Send the lines that are shown, in their order, and look at what is kept where.";
    CONFORM_NEXT_PAGE_IS_REFUSED "conform-next-page-is-refused" Error,
        "It should be so that the next page can be asked for as it is named: several responses together show that it is not.",
        "Send the lines that are shown, in their order, and look at what is kept where.";
    CONFORM_FILTER_IS_IGNORED "conform-filter-is-ignored" Error,
        "It should be so that a filter lets through what it says: several responses together show that it is not.",
        "Send the lines that are shown, in their order, and look at what is kept where.";
    CONFORM_SORT_IS_IGNORED "conform-sort-is-ignored" Error,
        "It should be so that a list is in the order that is asked for: several responses together show that it is not.",
        "Send the lines that are shown, in their order, and look at what is kept where.";
    CONFORM_IDEMPOTENCY_KEY_IS_IGNORED "conform-idempotency-key-is-ignored" Error,
        "It should be so that a request that is sent again with its key is done once: several responses together show that it is not.",
        "Send the lines that are shown, in their order, and look at what is kept where.";
    CONFORM_TASK_NEVER_ENDS "conform-task-never-ends" Error,
        "It should be so that a task ends: several responses together show that it is not.",
        "Send the lines that are shown, in their order, and look at what is kept where.";
    CONFORM_TASK_GOES_BACK "conform-task-goes-back" Error,
        "It should be so that a task goes forward: several responses together show that it is not.",
        "Send the lines that are shown, in their order, and look at what is kept where.";
    CONFORM_NEEDED_HEADER_IS_MISSING "conform-needed-header-is-missing" Error,
        "It should be so that a header that the next step needs is there: several responses together show that it is not.",
        "Send the lines that are shown, in their order, and look at what is kept where.";
}
