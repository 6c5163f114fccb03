//! The rules about schemas: each facet in each place where a schema stands.
//!
//! Fewer values break who sends them, more values who receives them. Ids are
//! those of oasdiff where the meaning is the same, so that lists of known changes
//! stay good.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use super::facets::{Effect, Facet};
use super::{HARMLESS, NARROWS_REQUEST, NARROWS_RESPONSE, WIDENS_REQUEST, WIDENS_RESPONSE};
use crate::report::{Direction, Example, Kind, Level, Rule};

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

/// A place where a schema stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SchemaPlace {
    pub direction: Direction,
    pub scope: Scope,
    /// Whether it is in a property that does not travel in this direction:
    /// what is read-only is not sent, what is write-only is not received.
    pub is_unsent: bool,
}

impl SchemaPlace {
    /// All of them, those of properties that do not travel last.
    pub fn all() -> impl Iterator<Item = SchemaPlace> {
        use Scope::{Body, Header, HeaderProperty, Parameter, ParameterProperty, Property};
        const SENT: [Scope; 6] = [
            Body,
            Property,
            Parameter,
            ParameterProperty,
            Header,
            HeaderProperty,
        ];
        const UNSENT: [Scope; 3] = [Property, ParameterProperty, HeaderProperty];
        [Direction::Request, Direction::Response]
            .into_iter()
            .flat_map(|direction| {
                let place = move |scope, is_unsent| SchemaPlace {
                    direction,
                    scope,
                    is_unsent,
                };
                let sent = SENT.into_iter().map(move |scope| place(scope, false));
                sent.chain(UNSENT.into_iter().map(move |scope| place(scope, true)))
            })
    }
}

const UNSENT: &str = "The property is not sent in this direction.";
const INCOMPARABLE: &str =
    "Some values are no longer valid and others are new: neither side can carry on as before.";
const UNKNOWN: &str = "The contract does not say whether earlier values are still valid.";

/// What an effect means for the other side.
fn judge(effect: Effect, direction: Direction) -> (Level, &'static str) {
    match (effect, direction) {
        (Effect::Narrows, Direction::Request) => (Level::Error, NARROWS_REQUEST),
        (Effect::Widens, Direction::Request) => (Level::Info, WIDENS_REQUEST),
        (Effect::Narrows, Direction::Response) => (Level::Info, NARROWS_RESPONSE),
        (Effect::Widens, Direction::Response) => (Level::Error, WIDENS_RESPONSE),
        (Effect::Incomparable, _) => (Level::Error, INCOMPARABLE),
        (Effect::Unknown, _) => (Level::Warning, UNKNOWN),
        (Effect::Neutral | Effect::Annotation | Effect::Text, _) => (Level::Info, HARMLESS),
    }
}

/// What the facet does there. What need not be demanded need not be missed
/// either.
pub fn effect(facet: Facet, direction: Direction) -> Effect {
    use Direction::{Request, Response};
    match (facet, direction) {
        (Facet::RequiredPropertyRemoved, Request) => Effect::Neutral,
        (Facet::RequiredPropertyRemovedClosed, Request) => Effect::Narrows,
        (Facet::RequiredPropertyRemovedClosed, Response) => Effect::Widens,
        (Facet::RequiredBecameNotReadOnly, Request) => Effect::Narrows,
        (Facet::RequiredBecameWriteOnly, Response) => Effect::Widens,
        _ => facet.effect(),
    }
}

/// Levels that are not what the effect alone says.
fn exception(facet: Facet, place: SchemaPlace) -> Option<(Level, &'static str)> {
    use Direction::{Request, Response};
    use Facet::*;
    use Level::{Error, Warning};
    use Scope::{Body, Parameter, ParameterProperty, Property};
    const MEANS_ELSE: &str = "Requests that leave the parameter out now mean something else.";
    const IGNORED: &str =
        "The contract does not say whether a client that still sends it is ignored or refused.";
    const PROMISED: &str = "Clients were promised more.";
    const UNDECIDED: &str = "Patterns with back-references, look-around or very many states cannot be compared: see by hand whether earlier texts still match.";
    Some(match (place.direction, place.scope, facet) {
        (_, _, PatternUndecided) => (Error, UNDECIDED),
        (Request, Parameter, facet) if facet.is_default() => (Error, MEANS_ELSE),
        (
            Request,
            Body | Property | Parameter | ParameterProperty,
            OptionalPropertyRemoved | RequiredPropertyRemoved,
        ) => (Warning, IGNORED),
        (Response, Body | Property, OptionalPropertyRemoved | OptionalPropertyRemovedClosed) => (
            Warning,
            "Clients could not rely on it before; now they never get it.",
        ),
        (Request, Body | Property, RequiredBecameNotReadOnly) => {
            (Error, "Clients did not have to send it, and have to now.")
        }
        (Response, Body | Property, RequiredBecameWriteOnly) => {
            (Error, "Clients that read it no longer find it.")
        }
        (Response, Body | Property, RequiredBecameNotWriteOnly) => {
            (Warning, "The server may send it now.")
        }
        (Response, Body | Property, DiscriminatorPropertyNameChanged) => (
            Warning,
            "Clients that read the earlier property may no longer find it.",
        ),
        (Response, Body | Property, DiscriminatorMappingAdded) => {
            (Warning, "Clients may get a value that they do not know.")
        }
        (Response, _, AdditionalPropertiesOpened | OptionalPropertyAddedToClosed) => (
            Warning,
            "The generated client reads on, as others that pass over what they do not know; strict readers and validators refuse it.",
        ),
        (Response, Body | Property, EnumValueAdded) => (
            Error,
            "The generated client reads it as `Unknown`; strict readers, and programs that handle each value, do not know it.",
        ),
        (_, Body | Property, DeprecatedSunsetInvalid) => {
            (Error, "Clients cannot know when it ends.")
        }
        (_, Body | Property, StabilityDecreased) => (Error, PROMISED),
        _ => return None,
    })
}

/// The id of a facet in a place.
fn id(facet: Facet, place: SchemaPlace) -> String {
    use Direction::{Request, Response};
    use Facet::*;
    let side = place.direction.name();
    let mark = match (place.is_unsent, place.direction) {
        (false, _) => "",
        (true, Request) => "read-only-",
        (true, Response) => "write-only-",
    };
    let name = facet.name();
    let scope = place.scope.name();
    // What is about a property of the schema, whatever the schema is of.
    let noun = place.scope.inside().name();
    if facet.effect() == Effect::Text {
        return format!("schema-{name}");
    }
    match (facet, place.direction) {
        (RequiredPropertyAdded, Request) => format!("new-required-{side}-{mark}{noun}"),
        (RequiredPropertyAddedWithDefault, Request) => {
            format!("new-required-{side}-{mark}{noun}-with-default")
        }
        (OptionalPropertyAdded, Request) => format!("new-optional-{side}-{mark}{noun}"),
        (RequiredPropertyRemoved | OptionalPropertyRemoved, Request) => {
            format!("{side}-{mark}{noun}-removed")
        }
        (RequiredPropertyRemovedClosed | OptionalPropertyRemovedClosed, Request) => {
            format!("{side}-{mark}{noun}-removed-from-closed-object")
        }
        (RequiredPropertyAdded | RequiredPropertyAddedWithDefault, Response) => {
            format!("{side}-required-{mark}{noun}-added")
        }
        (OptionalPropertyAdded, Response) => format!("{side}-optional-{mark}{noun}-added"),
        (OptionalPropertyAddedToClosed, Request) => {
            format!("new-optional-{side}-{mark}{noun}-in-closed-object")
        }
        (OptionalPropertyAddedToClosed, Response) => {
            format!("{side}-optional-{mark}{noun}-added-to-closed-object")
        }
        (RequiredPropertyRemoved | RequiredPropertyRemovedClosed, Response) => {
            format!("{side}-required-{mark}{noun}-removed")
        }
        (OptionalPropertyRemoved | OptionalPropertyRemovedClosed, Response) => {
            format!("{side}-optional-{mark}{noun}-removed")
        }
        (BecameRequiredWithDefault, Response) => format!("{side}-{mark}{noun}-became-required"),
        (UndescribedBecameRequired, _) => {
            format!("{side}-undescribed-{mark}{noun}-became-required")
        }
        (UndescribedBecameRequiredClosed, _) => {
            format!("{side}-undescribed-{mark}{noun}-became-required-in-closed-object")
        }
        (OptionalBecameReadOnly, _) => format!("{side}-optional-{noun}-became-read-only"),
        (OptionalBecameNotReadOnly, _) => format!("{side}-optional-{noun}-became-not-read-only"),
        (RequiredBecameReadOnly, _) => format!("{side}-required-{noun}-became-read-only"),
        (RequiredBecameNotReadOnly, _) => format!("{side}-required-{noun}-became-not-read-only"),
        (OptionalBecameWriteOnly, _) => format!("{side}-optional-{noun}-became-write-only"),
        (OptionalBecameNotWriteOnly, _) => format!("{side}-optional-{noun}-became-not-write-only"),
        (RequiredBecameWriteOnly, _) => format!("{side}-required-{noun}-became-write-only"),
        (RequiredBecameNotWriteOnly, _) => format!("{side}-required-{noun}-became-not-write-only"),
        (
            BecameRequired
            | BecameRequiredWithDefault
            | BecameOptional
            | Deprecated
            | DeprecatedWithSunset
            | DeprecatedSunsetInvalid
            | Reactivated
            | StabilityDecreased
            | StabilityIncreased,
            _,
        ) => format!("{side}-{mark}{noun}-{name}"),
        (EnumValueRemoved, Response) if place.scope == Scope::Body => {
            "response-mediatype-enum-value-removed".into()
        }
        (TypeSpecialized, Request) if place.scope != Scope::ParameterProperty => {
            format!("{side}-{mark}{scope}-type-changed")
        }
        _ => format!("{side}-{mark}{scope}-{name}"),
    }
}

fn rule(facet: Facet, place: SchemaPlace) -> Rule {
    let effect = effect(facet, place.direction);
    let (level, why) = match exception(facet, place) {
        _ if place.is_unsent => (Level::Info, UNSENT),
        Some(judged) => judged,
        None => judge(effect, place.direction),
    };
    let only_text = effect == Effect::Text;
    let (before, after) = facet.example();
    Rule {
        id: Cow::Owned(id(facet, place)),
        level: Some(level),
        says: facet.says(),
        kind: Kind::Change {
            // What people read is the same in both directions.
            direction: (!only_text).then_some(place.direction),
            only_text,
            why,
        },
        example: Example::Contracts {
            within: super::example::schema(place),
            before,
            after,
        },
    }
}

/// Whether the facet is looked for there.
pub(super) fn is_told(facet: Facet, place: SchemaPlace) -> bool {
    let breaks = match effect(facet, place.direction) {
        Effect::Narrows => place.direction == Direction::Request,
        _ => place.direction == Direction::Response,
    };
    !facet.is_shown_only() || (breaks && !place.is_unsent)
}

/// Several facets may have one rule: the first one of the table gives it its
/// words.
struct Table {
    rules: Vec<Rule>,
    of: HashMap<(Facet, SchemaPlace), usize>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table {
        rules: Vec::new(),
        of: HashMap::new(),
    };
    let mut known: HashMap<String, usize> = HashMap::new();
    for facet in Facet::ALL {
        for place in SchemaPlace::all().filter(|place| is_told(*facet, *place)) {
            let index = *known.entry(id(*facet, place)).or_insert_with(|| {
                table.rules.push(rule(*facet, place));
                table.rules.len() - 1
            });
            table.of.insert((*facet, place), index);
        }
    }
    table
});

/// All rules about schemas.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    TABLE.rules.iter()
}

/// The rule about a facet in a place.
pub fn of_schema(facet: Facet, place: SchemaPlace) -> &'static Rule {
    let Table { rules, of } = &*TABLE;
    // What is about a property that does not travel is not about the whole body.
    let scope = match place.is_unsent {
        true => place.scope.inside(),
        false => place.scope,
    };
    &rules[of[&(facet, SchemaPlace { scope, ..place })]]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_narrows_breaks_requests_and_is_harmless_in_responses() {
        let narrowing = Facet::ALL
            .iter()
            .filter(|facet| facet.effect() == Effect::Narrows)
            .filter(|facet| exception(**facet, place(Direction::Response)).is_none())
            .filter(|facet| !facet.is_shown_only());
        for facet in narrowing {
            let level = |direction| of_schema(*facet, place(direction)).level;
            assert_eq!(level(Direction::Request), Some(Level::Error), "{facet:?}");
            assert_eq!(level(Direction::Response), Some(Level::Info), "{facet:?}");
        }
    }

    fn place(direction: Direction) -> SchemaPlace {
        SchemaPlace {
            direction,
            scope: Scope::Property,
            is_unsent: false,
        }
    }
}
