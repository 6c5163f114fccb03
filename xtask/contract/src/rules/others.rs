//! What is found outside of `lint` and `diff`: why a contract is refused, and
//! drift.

use std::borrow::Cow;

use crate::report::{Example, Kind, Level, Rule};

macro_rules! rules {
    ($($name:ident $id:literal $commands:literal $level:ident $($example:literal)?, $says:literal, $to_do:literal;)*) => {
        $(pub const $name: &Rule = &Rule {
            id: Cow::Borrowed($id),
            level: Some(Level::$level),
            says: $says,
            kind: Kind::Other { commands: $commands, to_do: $to_do },
            example: rules!(@example $($example)?),
        };)*

        pub const ALL: &[&Rule] = &[$($name,)*];
    };
    (@example $case:literal) => {
        Example::Report(include_str!(concat!("../../tests/", $case, ".txt")))
    };
    (@example) => {
        Example::Unknown
    };
}

#[rustfmt::skip]
rules! {
    UNREADABLE "unreadable" "every command" Error "refused/duplicate-key",
        "A file cannot be read as a document: it is not there, it is neither YAML nor JSON, a name stands in it twice, or a reference leads to the network.",
        "Correct the file at the place that is shown. What lies on the network is\ndownloaded, and referred to by a relative path.";
    UNRESOLVED_REFERENCE "unresolved-reference" "every command" Error "refused/reference-to-nowhere",
        "A `$ref` leads to nothing that is there, or back to itself. `diff` goes on without it, and says so.",
        "Correct the reference, or add what it should lead to. `{command} lint`\nfinds all of them (`no-unresolved-refs`).";
    NOT_OPENAPI "not-openapi" "diff" Warning "found/not-openapi",
        "The document does not say that it is OpenAPI 3.0 or 3.1. It is compared as if it were, as far as it can be read.",
        "Begin it with `openapi: 3.1.1`, or give another file.";
    UNSUPPORTED_VERSION "unsupported-version" "generate, check" Error "refused/swagger-2",
        "The document is none of OpenAPI 3.0, 3.1 and 3.2.",
        "Convert it to OpenAPI 3.1. For Swagger 2.0 there are converters; the result\nis then the contract.";
    DUPLICATE_OPERATION_ID "duplicate-operation-id" "generate, check" Error "refused/duplicate-operation-id",
        "Two operations have one operationId, and generated functions have its name.",
        "Give one of them another operationId.";
    PATH_PARAMETER_MISMATCH "path-parameter-mismatch" "generate, check" Error "refused/path-parameter-mismatch",
        "The variables of a path and its path parameters are not the same.",
        "Give both one name, or take out what is too much.";
    UNDEFINED_SECURITY_SCHEME "undefined-security-scheme" "generate, check" Error "refused/undefined-security-scheme",
        "An operation demands a security scheme that the components do not define.",
        "Define it in `components/securitySchemes`, or correct the name.";
    UNDOCUMENTED_RESPONSE "undocumented-response" "generate, check" Warning "found/undocumented-response",
        "An operation documents no response: any status with any body is taken for its response.",
        "Add at least the response of a request that was carried out.";
    CIRCULAR_SCHEMA "circular-schema" "generate, check" Warning "found/circular-schema",
        "By its `allOf` a schema is a part of itself, as a base is whose alternatives each extend it. JSON Schema leaves open what that means: the part is taken for what else it says.",
        "Move what the schemas share to one that refers to neither: a base without the\nalternatives.";
    WEBHOOKS_LEFT_OUT "webhooks-left-out" "generate, check" Warning "found/webhooks-left-out",
        "The contract has webhooks. They are requests that the server sends, and nothing is generated for them.",
        "Nothing: the rest of the contract is generated.";
    CALLBACKS_LEFT_OUT "callbacks-left-out" "generate, check" Warning "found/callbacks-left-out",
        "An operation has callbacks. They are requests that the server sends, and nothing is generated for them.",
        "Nothing: the rest of the contract is generated.";
    WEBSOCKETS_LEFT_OUT "websockets-left-out" "generate, check" Warning "found/websockets-left-out",
        "An operation has `x-dropshot-websocket`, as Dropshot says it of channels: after its response the connection is a WebSocket. Neither the server layer nor the client has the operation.",
        "Serve it by a `#[channel]` of Dropshot beside the generated API, and connect\nto it by hand: the rest of the contract is generated.";
    GENERATOR_BUG "generator-bug" "generate, check" Error,
        "What was generated from the contract is no Rust. The contract is not to blame.",
        "Report it, with the part of the contract that it is about.";
    SETTINGS "settings" "lint, diff, check, release" Error "found/settings",
        "A file of settings, `lint.toml` or `diff.toml`, cannot be followed: it is no TOML, it names a rule that is not there, or an entry lacks its reason or its end.",
        "Correct the entry at the place that is shown. `--rules` lists all rules.";
    GENERATED_DIFFERS "generated-differs" "check" Error "found/generated-differs",
        "A generated file is not what would be generated from the contract: somebody changed it, or the contract moved on.",
        "Run `{command} generate`, and commit what it writes. What was changed by\nhand belongs into a file that is not generated.";
    GENERATED_MISSING "generated-missing" "check" Error "found/generated-missing",
        "A file that would be generated from the contract is not there.",
        "Run `{command} generate`, and commit what it writes.";
    GENERATED_STALE "generated-stale" "check" Error "found/generated-stale",
        "A generated file is there that would not be generated any more.",
        "Run `{command} generate`: it removes the file.";
    IMPLEMENTATION_DIFFERS "implementation-differs" "check" Error "drift/description-changed",
        "The document that the server emits says something else than the contract does.",
        "Run `{command} generate`, then make the handlers compile; or change the\ncontract to what was meant.";
    IMPLEMENTATION_LACKS "implementation-lacks" "check" Error "drift/body-multipart-added",
        "The contract says something that the server does not emit.",
        "Run `{command} generate`, then make the handlers compile; or take it out of\nthe contract.";
    IMPLEMENTATION_ADDS "implementation-adds" "check" Error "drift/enum-value-removed",
        "The server emits something that the contract does not have.",
        "Add it to the contract, or take it out of the server. An endpoint that is not\npart of the contract is registered with `unpublished = true`.";
    MAJOR_VERSION_NOT_RAISED "major-version-not-raised" "check, release" Error "formats/check/report",
        "Something breaks since the last release, and `info.version` has the same major version (before 1.0.0: the same minor one). Who goes by versions would take it without a look.",
        "Raise the version as it says, or take the change back. A change that breaks\nnobody you know of goes into `diff.toml`, with a reason and an end.";
    MINOR_VERSION_NOT_RAISED "minor-version-not-raised" "check, release" Error "found/minor-version-not-raised",
        "Something was added or changed since the last release, and `info.version` has the same minor version.",
        "Raise the version as it says.";
    PATCH_VERSION_NOT_RAISED "patch-version-not-raised" "check, release" Warning "found/patch-version-not-raised",
        "Nothing but texts changed since the last release. `check` goes on: texts may grow until the next release, which needs a version of its own.",
        "Raise the version as it says, at the latest when you release.";
    VERSION_WENT_BACK "version-went-back" "check, release" Error "found/version-went-back",
        "`info.version` is lower than that of the newest released copy.",
        "Set it to the next version. If the copy is a mistake, take the copy out.";
    VERSION_UNREADABLE "version-unreadable" "check, release" Error "found/version-unreadable",
        "`info.version` is no version such as 1.2.0: nobody can tell from it what changed.",
        "Write it as `major.minor.patch` (https://semver.org).";
    RELEASED_MISNAMED "released-misnamed" "check, release" Warning "found/released-misnamed",
        "A released copy is named after one version, and says another one in `info.version`.",
        "Restore the file, or its name: released copies are not edited.";
    RELEASED_ALREADY "released-already" "release" Error "found/released-already",
        "The version was released, with another content. What was released is not changed any more.",
        "Raise the version as it says.";
    RELEASE_OUTSIDE "release-outside" "release" Error "found/release-outside",
        "The contract refers to a file outside of its folder. A released copy would lead to a file that goes on changing.",
        "Move the file beside the contract, or below.";
    CHANGELOG_HAS_VERSION "changelog-has-version" "release" Error "found/changelog-has-version",
        "The changelog has an entry for a version that was not released. Entries are written from the contract, so that they say what changed.",
        "Take the entry out.";
    KNOWN_CHANGE_ENDED "known-change-ended" "diff, check, release" Warning "found/known-change-ended",
        "An entry of `diff.toml` was to be over by a day that has passed. It has no effect any more.",
        "Do what was put off, or give a new date and say why.";
    KNOWN_CHANGE_UNUSED "known-change-unused" "diff, check, release" Warning "found/known-change-unused",
        "Nothing needs an entry of `diff.toml`: the change is not there, or was released. A level that nothing needs is information: it may wait for the next change.",
        "Take the entry out: it would hide a later change.";
    UNDOCUMENTED_OPERATION "undocumented-operation" "proxy" Warning "found/undocumented-operation",
        "A service responds to a path, or to a method, that the contract does not have: consumers depend on what nobody promised them.",
        "Document it, or take it out of the service.";
    REQUEST_DIFFERS "request-differs" "proxy" Warning "found/request-differs",
        "A consumer sends what the contract does not allow. Where the service takes it all the same, it would break the consumer to become strict.",
        "Correct the consumer; or document what the service takes.";
    RESPONSE_DIFFERS "response-differs" "proxy" Error "found/response-differs",
        "A service responds with something else than the contract documents: a status, a header, a media type or a body.",
        "Correct the service; or the contract, if the service is right. `proxy --enforce`\nkeeps such responses from consumers.";
    CREDENTIALS_NOT_DEMANDED "credentials-not-demanded" "proxy" Error "found/credentials-not-demanded",
        "A service carried out a request without credentials, where the contract demands some.",
        "Have the service demand them; or say in the contract that it is open: `security: []`.";
}

/// What the proxy finds.
pub const PROXY: &[&Rule] = &[
    UNDOCUMENTED_OPERATION,
    REQUEST_DIFFERS,
    RESPONSE_DIFFERS,
    CREDENTIALS_NOT_DEMANDED,
];
