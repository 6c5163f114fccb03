//! What `conform` finds: where a running service does not keep its word.

use std::borrow::Cow;

use crate::report::{Example, Kind, Level, Rule};

macro_rules! rules {
    ($($name:ident $id:literal $level:ident, $says:literal, $to_do:literal;)*) => {
        $(pub const $name: &Rule = &Rule {
            id: Cow::Borrowed($id),
            level: Some(Level::$level),
            says: $says,
            kind: Kind::Other { commands: "conform", to_do: $to_do },
            example: Example::Unknown,
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
}
