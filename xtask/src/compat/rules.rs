//! Every change that can be told: its id, its level, and why.
//!
//! The rules of schemas are made from three lists: what can change (facets,
//! each with what it does to the set of values), where (scopes), and who sends
//! the value (direction). A smaller set breaks who sends, a larger one who
//! receives. Ids are those of oasdiff where the meaning is the same, so that
//! lists of known changes stay good.
//!
//! Levels are by meaning, with these decisions:
//!
//! - More credentials or scopes are a warning: whether clients have them is not
//!   in the contract.
//! - A default of a parameter that comes, goes or changes is an error: the same
//!   request means something else.
//! - A status that is no success may come and go: clients take classes of them.
//! - A limit that is set where there was none is an error, as a smaller one is;
//!   so is a value added to the list of what is answered, unless
//!   `x-extensible-enum` said that it grows.
//! - A new optional property is information: clients pass over what they do
//!   not know.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use crate::report::Level;

/// What a change does to a set of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Fewer values.
    Narrows,
    /// More values.
    Widens,
    /// Some go, others come.
    Incomparable,
    /// It cannot be known.
    Unknown,
    /// Described otherwise, with the same values allowed in practice.
    Neutral,
    /// Not about values.
    Annotation,
}

/// Who sends the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Direction {
    /// The consumer.
    Request,
    /// The provider.
    Response,
}

impl Direction {
    pub fn name(self) -> &'static str {
        match self {
            Direction::Request => "request",
            Direction::Response => "response",
        }
    }
}

/// What the changed schema belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    Body,
    Property,
    Parameter,
    ParameterProperty,
    Header,
    HeaderProperty,
}

impl Scope {
    fn name(self) -> &'static str {
        match self {
            Scope::Body => "body",
            Scope::Property => "property",
            Scope::Parameter => "parameter",
            Scope::ParameterProperty => "parameter-property",
            Scope::Header => "header",
            Scope::HeaderProperty => "header-property",
        }
    }

    /// The scope of what is inside.
    pub fn inside(self) -> Scope {
        match self {
            Scope::Body | Scope::Property => Scope::Property,
            Scope::Parameter | Scope::ParameterProperty => Scope::ParameterProperty,
            Scope::Header | Scope::HeaderProperty => Scope::HeaderProperty,
        }
    }
}

/// Marks that make a property nobody's business in one direction: what is
/// read-only is not sent, what is write-only is not answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Guard {
    None,
    ReadOnly,
    WriteOnly,
}

#[derive(Clone, Debug)]
pub struct Rule {
    pub id: String,
    pub level: Level,
    pub direction: Option<Direction>,
    /// What happened, in general.
    pub what: &'static str,
    /// Why it has its level.
    pub why: &'static str,
}

/// `(facet, effect, what happened)`.
#[rustfmt::skip]
const FACETS: &[(&str, Effect, &str)] = &[
    ("type-changed", Effect::Incomparable, "The type or format is another one."),
    ("type-generalized", Effect::Widens, "The type or format allows more."),
    ("type-specialized", Effect::Narrows, "The type or format allows less."),
    ("list-of-types-widened", Effect::Widens, "More types are allowed."),
    ("list-of-types-narrowed", Effect::Narrows, "Fewer types are allowed."),
    ("became-nullable", Effect::Widens, "null is allowed."),
    ("became-not-nullable", Effect::Narrows, "null is no longer allowed."),
    ("became-enum", Effect::Narrows, "The values are limited to a list."),
    ("became-not-enum", Effect::Widens, "The values are no longer limited to a list."),
    ("enum-value-added", Effect::Widens, "A value was added to the list."),
    ("enum-value-removed", Effect::Narrows, "A value was removed from the list."),
    ("extensible-enum-value-added", Effect::Neutral, "A value was added to a list that was said to grow."),
    ("x-extensible-enum-value-removed", Effect::Narrows, "A value was removed from x-extensible-enum."),
    ("const-added", Effect::Narrows, "Only one value is allowed."),
    ("const-removed", Effect::Widens, "Not only one value is allowed any more."),
    ("const-changed", Effect::Incomparable, "The one allowed value is another one."),
    ("max-set", Effect::Narrows, "A maximum was set."),
    ("max-unset", Effect::Widens, "The maximum is gone."),
    ("max-increased", Effect::Widens, "The maximum is higher."),
    ("max-decreased", Effect::Narrows, "The maximum is lower."),
    ("min-set", Effect::Narrows, "A minimum was set."),
    ("min-unset", Effect::Widens, "The minimum is gone."),
    ("min-increased", Effect::Narrows, "The minimum is higher."),
    ("min-decreased", Effect::Widens, "The minimum is lower."),
    ("exclusive-max-set", Effect::Narrows, "An exclusive maximum was set."),
    ("exclusive-max-unset", Effect::Widens, "The exclusive maximum is gone."),
    ("exclusive-max-increased", Effect::Widens, "The exclusive maximum is higher."),
    ("exclusive-max-decreased", Effect::Narrows, "The exclusive maximum is lower."),
    ("exclusive-min-set", Effect::Narrows, "An exclusive minimum was set."),
    ("exclusive-min-unset", Effect::Widens, "The exclusive minimum is gone."),
    ("exclusive-min-increased", Effect::Narrows, "The exclusive minimum is higher."),
    ("exclusive-min-decreased", Effect::Widens, "The exclusive minimum is lower."),
    ("max-length-set", Effect::Narrows, "A maxLength was set."),
    ("max-length-unset", Effect::Widens, "The maxLength is gone."),
    ("max-length-increased", Effect::Widens, "The maxLength is higher."),
    ("max-length-decreased", Effect::Narrows, "The maxLength is lower."),
    ("min-length-set", Effect::Narrows, "A minLength was set."),
    ("min-length-unset", Effect::Widens, "The minLength is gone."),
    ("min-length-increased", Effect::Narrows, "The minLength is higher."),
    ("min-length-decreased", Effect::Widens, "The minLength is lower."),
    ("max-items-set", Effect::Narrows, "A maxItems was set."),
    ("max-items-unset", Effect::Widens, "The maxItems is gone."),
    ("max-items-increased", Effect::Widens, "The maxItems is higher."),
    ("max-items-decreased", Effect::Narrows, "The maxItems is lower."),
    ("min-items-set", Effect::Narrows, "A minItems was set."),
    ("min-items-unset", Effect::Widens, "The minItems is gone."),
    ("min-items-increased", Effect::Narrows, "The minItems is higher."),
    ("min-items-decreased", Effect::Widens, "The minItems is lower."),
    ("max-properties-set", Effect::Narrows, "A maxProperties was set."),
    ("max-properties-unset", Effect::Widens, "The maxProperties is gone."),
    ("max-properties-increased", Effect::Widens, "The maxProperties is higher."),
    ("max-properties-decreased", Effect::Narrows, "The maxProperties is lower."),
    ("min-properties-set", Effect::Narrows, "A minProperties was set."),
    ("min-properties-unset", Effect::Widens, "The minProperties is gone."),
    ("min-properties-increased", Effect::Narrows, "The minProperties is higher."),
    ("min-properties-decreased", Effect::Widens, "The minProperties is lower."),
    ("max-contains-set", Effect::Narrows, "A maxContains was set."),
    ("max-contains-unset", Effect::Widens, "The maxContains is gone."),
    ("max-contains-increased", Effect::Widens, "The maxContains is higher."),
    ("max-contains-decreased", Effect::Narrows, "The maxContains is lower."),
    ("min-contains-set", Effect::Narrows, "A minContains was set."),
    ("min-contains-unset", Effect::Widens, "The minContains is gone."),
    ("min-contains-increased", Effect::Narrows, "The minContains is higher."),
    ("min-contains-decreased", Effect::Widens, "The minContains is lower."),
    ("multiple-of-set", Effect::Narrows, "A multipleOf was set."),
    ("multiple-of-unset", Effect::Widens, "The multipleOf is gone."),
    ("multiple-of-changed", Effect::Incomparable, "The multipleOf is another one."),
    ("multiple-of-generalized", Effect::Widens, "The multipleOf divides the earlier one."),
    ("multiple-of-specialized", Effect::Narrows, "The multipleOf is a multiple of the earlier one."),
    ("pattern-added", Effect::Narrows, "A pattern was added."),
    ("pattern-removed", Effect::Widens, "The pattern is gone."),
    ("pattern-changed", Effect::Unknown, "The pattern is another one."),
    ("pattern-generalized", Effect::Widens, "The pattern matches everything."),
    ("unique-items-set", Effect::Narrows, "Items must be unique."),
    ("unique-items-unset", Effect::Widens, "Items need not be unique any more."),
    ("content-media-type-changed", Effect::Incomparable, "The contentMediaType is another one."),
    ("content-encoding-changed", Effect::Incomparable, "The contentEncoding is another one."),
    ("content-schema-added", Effect::Narrows, "A contentSchema was added."),
    ("content-schema-removed", Effect::Widens, "The contentSchema is gone."),
    ("all-of-added", Effect::Narrows, "A part was added to allOf."),
    ("all-of-removed", Effect::Widens, "A part was removed from allOf."),
    ("all-of-added-annotation-only", Effect::Annotation, "A part that restricts nothing was added to allOf."),
    ("all-of-removed-annotation-only", Effect::Annotation, "A part that restricts nothing was removed from allOf."),
    ("one-of-added", Effect::Widens, "A branch was added to oneOf."),
    ("one-of-removed", Effect::Narrows, "A branch was removed from oneOf."),
    ("any-of-added", Effect::Widens, "A branch was added to anyOf."),
    ("any-of-removed", Effect::Narrows, "A branch was removed from anyOf."),
    ("union-introduced", Effect::Narrows, "The values must be of one of several branches, all of them narrower."),
    ("union-dropped", Effect::Widens, "The values need not be of one of several branches any more."),
    ("wrapped-in-one-of", Effect::Incomparable, "The schema became one of several branches, none of which takes all earlier values."),
    ("unwrapped-from-one-of", Effect::Incomparable, "Several branches became one schema that does not take all earlier values."),
    ("not-added", Effect::Narrows, "A not was added."),
    ("not-removed", Effect::Widens, "The not is gone."),
    ("not-changed", Effect::Incomparable, "The not is another one."),
    ("if-added", Effect::Narrows, "An if was added."),
    ("if-removed", Effect::Widens, "The if is gone."),
    ("if-changed", Effect::Incomparable, "The if is another one."),
    ("then-added", Effect::Narrows, "A then was added."),
    ("then-removed", Effect::Widens, "The then is gone."),
    ("else-added", Effect::Narrows, "An else was added."),
    ("else-removed", Effect::Widens, "The else is gone."),
    ("contains-added", Effect::Narrows, "A contains was added."),
    ("contains-removed", Effect::Widens, "The contains is gone."),
    ("property-names-added", Effect::Narrows, "A propertyNames was added."),
    ("property-names-removed", Effect::Widens, "The propertyNames is gone."),
    ("unevaluated-items-added", Effect::Narrows, "An unevaluatedItems was added."),
    ("unevaluated-items-removed", Effect::Widens, "The unevaluatedItems is gone."),
    ("unevaluated-properties-added", Effect::Narrows, "An unevaluatedProperties was added."),
    ("unevaluated-properties-removed", Effect::Widens, "The unevaluatedProperties is gone."),
    ("dependent-required-added", Effect::Narrows, "A dependentRequired was added."),
    ("dependent-required-removed", Effect::Widens, "A dependentRequired is gone."),
    ("dependent-required-changed", Effect::Incomparable, "A dependentRequired demands other names."),
    ("dependent-schema-added", Effect::Narrows, "A dependentSchemas was added."),
    ("dependent-schema-removed", Effect::Widens, "A dependentSchemas is gone."),
    ("pattern-property-added", Effect::Narrows, "A patternProperties was added."),
    ("pattern-property-removed", Effect::Widens, "A patternProperties is gone."),
    ("prefix-items-added", Effect::Narrows, "A prefixItems was added."),
    ("prefix-items-removed", Effect::Widens, "A prefixItems is gone."),
    ("additional-properties-closed", Effect::Narrows, "Properties that are not listed are no longer allowed."),
    ("additional-properties-opened", Effect::Widens, "Properties that are not listed are allowed."),
    ("additional-properties-described", Effect::Narrows, "Properties that are not listed have a schema."),
    ("additional-properties-undescribed", Effect::Widens, "Properties that are not listed have no schema any more."),
    ("required-property-added", Effect::Narrows, "A required property was added."),
    ("required-property-added-with-default", Effect::Narrows, "A required property with a default was added."),
    ("optional-property-added", Effect::Neutral, "An optional property was added."),
    ("required-property-removed", Effect::Widens, "A required property was removed."),
    ("optional-property-removed", Effect::Neutral, "An optional property was removed."),
    ("required-property-removed-closed", Effect::Incomparable, "A required property was removed, and what is not listed is not allowed."),
    ("optional-property-removed-closed", Effect::Narrows, "A property was removed, and what is not listed is not allowed."),
    ("became-required", Effect::Narrows, "A property became required."),
    ("became-required-with-default", Effect::Narrows, "A property with a default became required."),
    ("became-optional", Effect::Widens, "A property is no longer required."),
    ("optional-became-read-only", Effect::Annotation, "An optional property became read-only."),
    ("optional-became-not-read-only", Effect::Annotation, "An optional property is no longer read-only."),
    ("required-became-read-only", Effect::Annotation, "A required property became read-only."),
    ("required-became-not-read-only", Effect::Annotation, "A required property is no longer read-only."),
    ("optional-became-write-only", Effect::Annotation, "An optional property became write-only."),
    ("optional-became-not-write-only", Effect::Annotation, "An optional property is no longer write-only."),
    ("required-became-write-only", Effect::Annotation, "A required property became write-only."),
    ("required-became-not-write-only", Effect::Annotation, "A required property is no longer write-only."),
    ("default-value-added", Effect::Annotation, "A default was added."),
    ("default-value-removed", Effect::Annotation, "The default is gone."),
    ("default-value-changed", Effect::Annotation, "The default is another one."),
    ("discriminator-added", Effect::Annotation, "A discriminator was added."),
    ("discriminator-removed", Effect::Annotation, "The discriminator is gone."),
    ("discriminator-property-name-changed", Effect::Annotation, "The discriminator is another property."),
    ("discriminator-mapping-added", Effect::Annotation, "The discriminator has one more mapping."),
    ("discriminator-mapping-deleted", Effect::Annotation, "The discriminator has one mapping less."),
    ("discriminator-mapping-changed", Effect::Annotation, "The discriminator maps to another schema."),
    ("deprecated", Effect::Annotation, "It was deprecated."),
    ("deprecated-with-sunset", Effect::Annotation, "It was deprecated, with the date of its end."),
    ("deprecated-sunset-invalid", Effect::Annotation, "It was deprecated, with an end that is no date."),
    ("reactivated", Effect::Annotation, "It is no longer deprecated."),
    ("stability-decreased", Effect::Annotation, "It is less stable."),
    ("stability-increased", Effect::Annotation, "It is more stable."),
];

const NARROWS_REQUEST: &str =
    "What a client may send shrank: who sent what was allowed before is refused.";
const WIDENS_REQUEST: &str = "What a client may send grew: every earlier request is still good.";
const NARROWS_RESPONSE: &str =
    "What the server may answer shrank: every answer is one that clients know.";
const WIDENS_RESPONSE: &str =
    "What the server may answer grew: clients may get what they were never told about.";
const INCOMPARABLE: &str =
    "Some earlier values are gone and others are new: neither side can go on as it was.";
const UNKNOWN: &str = "Whether earlier values are still good cannot be told from the contract.";
const HARMLESS: &str = "It changes no value that is sent or answered.";

/// What is not about a schema: `(id, level, direction, what, why)`.
#[rustfmt::skip]
const OTHERS: &[(&str, Level, Option<Direction>, &str, &str)] = {
    use Direction::{Request, Response};
    use Level::{Error, Info, Warning};
    &[
    ("endpoint-added", Info, None, "An operation was added.", "Nobody calls it yet."),
    ("api-path-removed-without-deprecation", Error, None, "A path was removed without having been deprecated.", "Clients that call it get 404."),
    ("api-path-removed-with-deprecation", Info, None, "A deprecated path was removed.", "Its end was announced, and the date has come or was left open."),
    ("api-path-removed-before-sunset", Error, None, "A deprecated path was removed before its announced end.", "Clients were promised more time."),
    ("api-path-sunset-parse", Error, None, "A path was removed whose announced end is no date.", "Nobody could know when it ends."),
    ("api-removed-without-deprecation", Error, None, "An operation was removed without having been deprecated.", "Clients that call it get 405 or 404."),
    ("api-removed-with-deprecation", Info, None, "A deprecated operation was removed.", "Its end was announced, and the date has come or was left open."),
    ("api-removed-before-sunset", Error, None, "A deprecated operation was removed before its announced end.", "Clients were promised more time."),
    ("endpoint-deprecated", Info, None, "An operation was deprecated.", "It still works; clients should look for another one."),
    ("endpoint-deprecated-with-sunset", Info, None, "An operation was deprecated, with the date of its end.", "It still works until then."),
    ("endpoint-reactivated", Info, None, "An operation is no longer deprecated.", HARMLESS),
    ("api-deprecated-sunset-parse", Error, None, "The announced end of an operation is no date.", "Clients cannot know when it ends."),
    ("sunset-deleted", Error, None, "The announced end of a deprecated operation was taken back.", "Clients cannot know when it ends."),
    ("api-sunset-date-changed-too-small", Error, None, "The announced end of an operation was moved forward.", "Clients were promised more time."),
    ("api-invalid-stability-level", Error, None, "A stability level is none of draft, alpha, beta, stable.", "Nobody can know what it promises."),
    ("api-stability-decreased", Error, None, "An operation is less stable than it was.", "Clients were promised more."),
    ("api-stability-increased", Info, None, "An operation is more stable than it was.", "Clients are promised more."),
    ("api-operation-id-removed", Info, None, "An operationId was removed or is another one.", "Nothing changes on the wire; generated clients name the operation otherwise."),
    ("api-operation-id-added", Info, None, "An operationId was added.", HARMLESS),
    ("api-tag-added", Info, None, "A tag was added to an operation.", HARMLESS),
    ("api-tag-removed", Info, None, "A tag was removed from an operation.", HARMLESS),
    ("api-summary-changed", Info, None, "The summary of an operation is another one.", HARMLESS),
    ("api-description-changed", Info, None, "The description of an operation is another one.", HARMLESS),
    ("new-required-request-parameter", Error, Some(Request), "A required parameter was added.", NARROWS_REQUEST),
    ("new-optional-request-parameter", Info, Some(Request), "An optional parameter was added.", WIDENS_REQUEST),
    ("new-request-path-parameter", Error, Some(Request), "A path parameter was added.", "Earlier URLs do not have it."),
    ("request-parameter-removed", Warning, Some(Request), "A parameter was removed.", "Who still sends it is ignored, or refused: the contract does not say."),
    ("request-parameter-removed-with-deprecation", Info, Some(Request), "A deprecated parameter was removed.", "Its end was announced, and the date has come or was left open."),
    ("request-parameter-removed-before-sunset", Error, Some(Request), "A deprecated parameter was removed before its announced end.", "Clients were promised more time."),
    ("request-parameter-sunset-parse", Error, Some(Request), "The announced end of a parameter is no date.", "Clients cannot know when it ends."),
    ("request-parameter-deprecated", Info, Some(Request), "A parameter was deprecated.", "It still works."),
    ("request-parameter-reactivated", Info, Some(Request), "A parameter is no longer deprecated.", HARMLESS),
    ("request-parameter-sunset-deleted", Error, Some(Request), "The announced end of a deprecated parameter was taken back.", "Clients cannot know when it ends."),
    ("request-parameter-sunset-date-changed-too-small", Error, Some(Request), "The announced end of a parameter was moved forward.", "Clients were promised more time."),
    ("request-parameter-became-required", Error, Some(Request), "A parameter became required.", NARROWS_REQUEST),
    ("request-parameter-became-optional", Info, Some(Request), "A parameter is no longer required.", WIDENS_REQUEST),
    ("request-parameter-style-changed", Error, Some(Request), "A parameter is written in another style.", "Earlier requests are read otherwise."),
    ("request-parameter-explode-changed", Error, Some(Request), "A parameter's lists and objects are written otherwise.", "Earlier requests are read otherwise."),
    ("request-parameter-content-changed", Error, Some(Request), "A parameter is written in another media type.", "Earlier requests are read otherwise."),
    ("request-parameter-became-allow-reserved", Info, Some(Request), "A parameter may hold reserved characters as they are.", WIDENS_REQUEST),
    ("request-parameter-became-not-allow-reserved", Error, Some(Request), "A parameter may no longer hold reserved characters as they are.", NARROWS_REQUEST),
    ("request-body-added-required", Error, Some(Request), "A required request body was added.", NARROWS_REQUEST),
    ("request-body-added-optional", Info, Some(Request), "An optional request body was added.", WIDENS_REQUEST),
    ("request-body-removed", Error, Some(Request), "The request body was removed.", "What clients sent in it has no place any more."),
    ("request-body-became-required", Error, Some(Request), "The request body became required.", NARROWS_REQUEST),
    ("request-body-became-optional", Info, Some(Request), "The request body is no longer required.", WIDENS_REQUEST),
    ("request-body-media-type-added", Info, Some(Request), "A request body may have one more media type.", WIDENS_REQUEST),
    ("request-body-media-type-removed", Error, Some(Request), "A request body may no longer have a media type.", NARROWS_REQUEST),
    ("request-body-media-type-schema-added", Error, Some(Request), "A media type of a request body got a schema.", NARROWS_REQUEST),
    ("request-body-media-type-schema-removed", Info, Some(Request), "A media type of a request body has no schema any more.", WIDENS_REQUEST),
    ("response-body-media-type-schema-added", Info, Some(Response), "A media type of a response got a schema.", NARROWS_RESPONSE),
    ("response-body-media-type-schema-removed", Error, Some(Response), "A media type of a response has no schema any more.", WIDENS_RESPONSE),
    ("response-media-type-added", Info, Some(Response), "A response may have one more media type.", "Clients that ask for another one still get it."),
    ("response-media-type-removed", Error, Some(Response), "A response no longer comes in a media type.", "Clients that ask for it get something else."),
    ("response-media-type-name-generalized", Error, Some(Response), "A response comes in a wider media type.", WIDENS_RESPONSE),
    ("response-media-type-name-specialized", Info, Some(Response), "A response comes in a narrower media type.", NARROWS_RESPONSE),
    ("response-success-status-added", Info, Some(Response), "A status of success was added.", "Clients take every 2xx for success."),
    ("response-success-status-removed", Error, Some(Response), "A status of success was removed.", "Clients that wait for it wait in vain."),
    ("response-non-success-status-added", Info, Some(Response), "A status that is no success was added.", "Clients take every 4xx and 5xx for a failure."),
    ("response-non-success-status-removed", Info, Some(Response), "A status that is no success was removed.", NARROWS_RESPONSE),
    ("response-header-added", Info, Some(Response), "A response header was added.", "Clients pass over headers that they do not know."),
    ("required-response-header-removed", Error, Some(Response), "A response header that was always there was removed.", "Clients that read it find nothing."),
    ("optional-response-header-removed", Warning, Some(Response), "A response header that was not always there was removed.", "Clients had to do without it before; now they always do."),
    ("response-header-became-optional", Error, Some(Response), "A response header is not always there any more.", "Clients that read it may find nothing."),
    ("response-header-became-required", Info, Some(Response), "A response header is always there.", NARROWS_RESPONSE),
    ("api-security-added", Info, None, "An operation takes one more kind of credentials.", "The earlier ones are still good. (A warning when it took none before.)"),
    ("api-security-removed", Info, None, "An operation no longer takes a kind of credentials.", "It takes calls without any. (A warning when others are demanded instead.)"),
    ("api-security-scope-added", Warning, None, "An operation demands one more scope.", "Whether clients have it is not in the contract."),
    ("api-security-scope-removed", Info, None, "An operation demands one scope less.", "Earlier credentials are still good."),
    ("api-global-security-added", Info, None, "All operations take one more kind of credentials.", "The earlier ones are still good. (A warning when they took none before.)"),
    ("api-global-security-removed", Info, None, "All operations no longer take a kind of credentials.", "They take calls without any. (A warning when others are demanded instead.)"),
    ("api-global-security-scope-added", Warning, None, "All operations demand one more scope.", "Whether clients have it is not in the contract."),
    ("api-global-security-scope-removed", Info, None, "All operations demand one scope less.", "Earlier credentials are still good."),
    ("api-security-component-added", Info, None, "A security scheme was added.", HARMLESS),
    ("api-security-component-removed", Info, None, "A security scheme was removed.", "What demanded it is told on its own."),
    ("api-security-component-type-changed", Warning, None, "A security scheme is of another type or place.", "Clients may have to send other credentials."),
    ("api-security-component-oauth-url-changed", Info, None, "OAuth's authorization URL is another one.", "Clients that are configured by the contract follow."),
    ("api-security-component-oauth-token-url-changed", Info, None, "OAuth's token URL is another one.", "Clients that are configured by the contract follow."),
    ("api-security-component-oauth-scope-added", Info, None, "A scope was added.", HARMLESS),
    ("api-security-component-oauth-scope-removed", Info, None, "A scope was removed.", "What demanded it is told on its own."),
    ("api-security-component-oauth-scope-changed", Info, None, "A scope is described otherwise.", HARMLESS),
    ("server-added", Info, None, "A server was added.", HARMLESS),
    ("server-removed", Warning, None, "A server was removed.", "Clients that call it must be told where to go."),
    ("webhook-added", Info, None, "A webhook was added.", "Who does not listen is not called."),
    ("webhook-removed", Error, None, "A webhook was removed.", "Who listens hears nothing any more."),
    ("callback-added", Info, None, "A callback was added.", "Who does not listen is not called."),
    ("callback-removed", Warning, None, "A callback was removed.", "Who listens hears nothing any more."),
    ("api-schema-removed", Info, None, "A schema of the components was removed.", "What used it is told on its own."),
    ("api-version-decreased", Info, None, "info.version is lower than it was.", HARMLESS),
    ("api-major-version-not-bumped", Info, None, "Something breaks, and info.version has the same major version.", "Who goes by versions takes the new one without a look."),
    ]
};

/// Levels that are not what the effect alone says: `(id, level, why)`.
#[rustfmt::skip]
const JUDGED: &[(&str, Level, &str)] = &[
    ("request-parameter-default-value-added", Level::Error, "Requests without the parameter mean something else."),
    ("request-parameter-default-value-changed", Level::Error, "Requests without the parameter mean something else."),
    ("request-parameter-default-value-removed", Level::Error, "Requests without the parameter mean something else."),
    ("request-property-removed", Level::Warning, "Who still sends it is ignored, or refused: the contract does not say."),
    ("request-parameter-property-removed", Level::Warning, "Who still sends it is ignored, or refused: the contract does not say."),
    ("response-optional-property-removed", Level::Warning, "Clients had to do without it before; now they always do."),
    ("response-required-property-became-not-write-only", Level::Warning, "The server may answer it now."),
    ("response-body-additional-properties-opened", Level::Warning, "Clients that pass over what they do not know go on; strict ones do not."),
    ("response-property-additional-properties-opened", Level::Warning, "Clients that pass over what they do not know go on; strict ones do not."),
    ("request-property-deprecated-sunset-invalid", Level::Error, "Clients cannot know when it ends."),
    ("response-property-deprecated-sunset-invalid", Level::Error, "Clients cannot know when it ends."),
    ("request-property-stability-decreased", Level::Error, "Clients were promised more."),
    ("response-property-stability-decreased", Level::Error, "Clients were promised more."),
];

/// The id of a change of a schema.
fn id(facet: &str, direction: Direction, scope: Scope, guard: Guard) -> String {
    let side = direction.name();
    let mark = match guard {
        Guard::None => "",
        Guard::ReadOnly => "read-only-",
        Guard::WriteOnly => "write-only-",
    };
    // What is about a property of the schema, whatever the schema is of.
    let noun = match scope {
        Scope::Body | Scope::Property => "property",
        Scope::Parameter | Scope::ParameterProperty => "parameter-property",
        Scope::Header | Scope::HeaderProperty => "header-property",
    };
    match (facet, direction) {
        ("required-property-added", Direction::Request) => {
            format!("new-required-{side}-{mark}{noun}")
        }
        ("required-property-added-with-default", Direction::Request) => {
            format!("new-required-{side}-{mark}{noun}-with-default")
        }
        ("optional-property-added", Direction::Request) => {
            format!("new-optional-{side}-{mark}{noun}")
        }
        ("required-property-removed" | "optional-property-removed", Direction::Request) => {
            format!("{side}-{mark}{noun}-removed")
        }
        (
            "required-property-removed-closed" | "optional-property-removed-closed",
            Direction::Request,
        ) => format!("{side}-{mark}{noun}-removed-from-closed-object"),
        (
            "required-property-added" | "required-property-added-with-default",
            Direction::Response,
        ) => {
            format!("{side}-required-{mark}{noun}-added")
        }
        ("optional-property-added", Direction::Response) => {
            format!("{side}-optional-{mark}{noun}-added")
        }
        ("required-property-removed" | "required-property-removed-closed", Direction::Response) => {
            format!("{side}-required-{mark}{noun}-removed")
        }
        ("optional-property-removed" | "optional-property-removed-closed", Direction::Response) => {
            format!("{side}-optional-{mark}{noun}-removed")
        }
        ("became-required-with-default", Direction::Response) => {
            format!("{side}-{mark}{noun}-became-required")
        }
        ("became-required" | "became-required-with-default" | "became-optional", _) => {
            format!("{side}-{mark}{noun}-{facet}")
        }
        (
            "deprecated"
            | "deprecated-with-sunset"
            | "deprecated-sunset-invalid"
            | "reactivated"
            | "stability-decreased"
            | "stability-increased",
            _,
        ) => format!("{side}-{mark}{noun}-{facet}"),
        (facet, _)
            if facet.starts_with("optional-became-") || facet.starts_with("required-became-") =>
        {
            let (which, rest) = facet.split_at("optional".len());
            format!("{side}-{which}-{noun}{rest}")
        }
        ("enum-value-removed", Direction::Response) if scope == Scope::Body => {
            "response-mediatype-enum-value-removed".into()
        }
        ("type-specialized", Direction::Request) if scope != Scope::ParameterProperty => {
            format!("{side}-{mark}{}-type-changed", scope.name())
        }
        (facet, _) => format!("{side}-{mark}{}-{facet}", scope.name()),
    }
}

/// What an effect means for the other side.
fn judge(effect: Effect, direction: Direction) -> (Level, &'static str) {
    match (effect, direction) {
        (Effect::Narrows, Direction::Request) => (Level::Error, NARROWS_REQUEST),
        (Effect::Widens, Direction::Request) => (Level::Info, WIDENS_REQUEST),
        (Effect::Narrows, Direction::Response) => (Level::Info, NARROWS_RESPONSE),
        (Effect::Widens, Direction::Response) => (Level::Error, WIDENS_RESPONSE),
        (Effect::Incomparable, _) => (Level::Error, INCOMPARABLE),
        (Effect::Unknown, _) => (Level::Warning, UNKNOWN),
        (Effect::Neutral | Effect::Annotation, _) => (Level::Info, HARMLESS),
    }
}

/// The effect that a change has, by the facet alone.
pub fn facet_effect(facet: &str) -> Effect {
    static EFFECTS: LazyLock<HashMap<&str, Effect>> = LazyLock::new(|| {
        FACETS
            .iter()
            .map(|(name, effect, _)| (*name, *effect))
            .collect()
    });
    EFFECTS
        .get(facet)
        .copied()
        .unwrap_or_else(|| unreachable!("no facet {facet}"))
}

type SchemaKey = (&'static str, Direction, Scope, Guard);

struct Table {
    rules: BTreeMap<String, Rule>,
    ids: HashMap<SchemaKey, String>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut rules = BTreeMap::new();
    let mut ids = HashMap::new();
    for (facet, effect, what) in FACETS {
        for (direction, scope, guard) in places() {
            let id = id(facet, direction, scope, guard);
            // What needs not be demanded need not be missed either.
            let effect = match (*facet, direction) {
                ("required-property-removed", Direction::Request) => Effect::Neutral,
                ("required-property-removed-closed", Direction::Request) => Effect::Narrows,
                ("required-property-removed-closed", Direction::Response) => Effect::Widens,
                _ => *effect,
            };
            let (mut level, mut why) = judge(effect, direction);
            if let Some(judged) = JUDGED.iter().find(|judged| judged.0 == id) {
                (level, why) = (judged.1, judged.2);
            }
            if guard != Guard::None {
                (level, why) = (
                    Level::Info,
                    "The property does not travel in this direction.",
                );
            }
            let rule = Rule {
                id: id.clone(),
                level,
                direction: Some(direction),
                what,
                why,
            };
            rules.entry(id.clone()).or_insert(rule);
            ids.insert((*facet, direction, scope, guard), id);
        }
    }
    for (id, level, direction, what, why) in OTHERS {
        let rule = Rule {
            id: (*id).into(),
            level: *level,
            direction: *direction,
            what,
            why,
        };
        rules.insert((*id).into(), rule);
    }
    Table { rules, ids }
});

/// Where schemas stand.
fn places() -> impl Iterator<Item = (Direction, Scope, Guard)> {
    use Direction::{Request, Response};
    use Scope::{Body, Header, HeaderProperty, Parameter, ParameterProperty, Property};
    [
        (Request, Body, Guard::None),
        (Request, Property, Guard::None),
        (Request, Parameter, Guard::None),
        (Request, ParameterProperty, Guard::None),
        (Request, Header, Guard::None),
        (Request, HeaderProperty, Guard::None),
        (Request, Property, Guard::ReadOnly),
        (Request, ParameterProperty, Guard::ReadOnly),
        (Request, HeaderProperty, Guard::ReadOnly),
        (Response, Body, Guard::None),
        (Response, Property, Guard::None),
        (Response, Parameter, Guard::None),
        (Response, ParameterProperty, Guard::None),
        (Response, Header, Guard::None),
        (Response, HeaderProperty, Guard::None),
        (Response, Property, Guard::WriteOnly),
        (Response, ParameterProperty, Guard::WriteOnly),
        (Response, HeaderProperty, Guard::WriteOnly),
    ]
    .into_iter()
}

/// All rules, sorted by id.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    TABLE.rules.values()
}

pub fn get(id: &str) -> Option<&'static Rule> {
    TABLE.rules.get(id)
}

/// The rule of a change of a schema.
pub fn of_schema(
    facet: &'static str,
    direction: Direction,
    scope: Scope,
    guard: Guard,
) -> Option<&'static Rule> {
    // What is about a guarded property is not the whole body's.
    let scope = if guard == Guard::None {
        scope
    } else {
        scope.inside()
    };
    TABLE
        .ids
        .get(&(facet, direction, scope, guard))
        .and_then(|id| get(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_that_is_judged_apart_is_there() {
        for (id, ..) in JUDGED {
            assert!(get(id).is_some(), "{id}");
        }
    }

    /// The literals of a source that look like ids.
    fn literals(source: &'static str) -> impl Iterator<Item = &'static str> {
        source.split('"').skip(1).step_by(2).filter(|text| {
            text.contains('-')
                && !text.starts_with(['-', 'x'])
                && text
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte == b'-')
        })
    }

    #[test]
    fn every_facet_that_is_told_is_there() {
        let sources = [
            include_str!("schema/objects.rs"),
            include_str!("schema/pairs.rs"),
            include_str!("schema/unions.rs"),
            include_str!("schema/values.rs"),
        ];
        let other = ["idn-email", "uri-reference", "write-only", "read-only"];
        for literal in sources.into_iter().flat_map(literals) {
            let is_facet = FACETS.iter().any(|(facet, ..)| *facet == literal);
            assert!(is_facet || other.contains(&literal), "{literal}");
        }
    }

    #[test]
    fn every_rule_that_is_told_is_there() {
        let sources = [
            include_str!("bodies.rs"),
            include_str!("lifecycle.rs"),
            include_str!("operations.rs"),
            include_str!("parameters.rs"),
            include_str!("responses.rs"),
            include_str!("security.rs"),
            include_str!("whole.rs"),
        ];
        for source in sources {
            let source = source.split("#[cfg(test)]").next().unwrap_or(source);
            for literal in literals(source) {
                assert!(get(literal).is_some(), "{literal}");
            }
        }
    }

    #[test]
    fn a_facet_that_narrows_one_direction_is_harmless_in_the_other() {
        for (facet, effect, _) in FACETS {
            if *effect == Effect::Narrows && !facet.contains("property") {
                let of = |direction| {
                    of_schema(facet, direction, Scope::Property, Guard::None).map(|rule| rule.level)
                };
                assert_eq!(of(Direction::Request), Some(Level::Error), "{facet}");
                assert_eq!(of(Direction::Response), Some(Level::Info), "{facet}");
            }
        }
    }
}
