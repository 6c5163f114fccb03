//! Rules, and how the rules of schemas come about.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use super::tables::{
    FACETS, HARMLESS, INCOMPARABLE, JUDGED, NARROWS_REQUEST, NARROWS_RESPONSE, ONLY_TEXT, OTHERS,
    UNKNOWN, WIDENS_REQUEST, WIDENS_RESPONSE,
};
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
    /// Nothing but what people read changes.
    pub only_text: bool,
    /// What happened, in general.
    pub what: &'static str,
    /// Why it has its level.
    pub why: &'static str,
}

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
    if ONLY_TEXT.contains(&facet) {
        return format!("schema-{facet}");
    }
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
        ("undescribed-became-required", _) => {
            format!("{side}-undescribed-{mark}{noun}-became-required")
        }
        ("undescribed-became-required-closed", _) => {
            format!("{side}-undescribed-{mark}{noun}-became-required-in-closed-object")
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
                ("undescribed-became-required-closed", Direction::Response) => Effect::Narrows,
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
                // What people read is the same in both directions.
                direction: (!ONLY_TEXT.contains(facet)).then_some(direction),
                only_text: ONLY_TEXT.contains(facet),
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
            only_text: ONLY_TEXT.contains(id),
            what,
            why,
        };
        rules.insert((*id).into(), rule);
    }
    Table { rules, ids }
});

/// Where schemas stand.
pub fn places() -> impl Iterator<Item = (Direction, Scope, Guard)> {
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
            include_str!("../schema/annotations.rs"),
            include_str!("../schema/discriminators.rs"),
            include_str!("../schema/limits.rs"),
            include_str!("../schema/objects.rs"),
            include_str!("../schema/pairs.rs"),
            include_str!("../schema/unions.rs"),
            include_str!("../schema/values.rs"),
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
            include_str!("../bodies.rs"),
            include_str!("../lifecycle.rs"),
            include_str!("../operations.rs"),
            include_str!("../parameters.rs"),
            include_str!("../responses.rs"),
            include_str!("../security/mod.rs"),
            include_str!("../security/schemes.rs"),
            include_str!("../servers.rs"),
            include_str!("../texts.rs"),
            include_str!("../whole.rs"),
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
