//! How the objects of two schemas differ.

use indexmap::IndexMap;

use super::difference::{Child, Delta, Differences, Step};
use super::marks::marks;
use super::pairs::Pairs;
use super::read::Conjunction;
use super::shape::{Additional, Encoding, Shape};
use super::values::value;
use crate::instances::{are_equal, matches};
use crate::rules::changes::Facet;

pub fn compare_objects<'a>(
    pairs: &mut Pairs<'a>,
    old: &Shape<'a>,
    new: &Shape<'a>,
    encoding: Encoding,
) -> Differences<'a> {
    let inside = encoding.inside();
    let mut found = compare_properties(pairs, old, new, encoding);
    found.extend(compare_undeclared_required(old, new));
    found.add(compare_additional(pairs, old, new, inside));
    let both = [old, new];
    let patterned = |shape: &Shape<'a>| shape.pattern_properties.clone();
    found.add(PATTERNED.compare(pairs, both, patterned, inside));
    found.extend(compare_dependents(old, new));
    let dependent = |shape: &Shape<'a>| shape.dependent_schemas.clone();
    found.add(DEPENDENT.compare(pairs, both, dependent, inside));
    found
}

fn compare_properties<'a>(
    pairs: &mut Pairs<'a>,
    old: &Shape<'a>,
    new: &Shape<'a>,
    encoding: Encoding,
) -> Differences<'a> {
    let mut found = Differences::default();
    for (name, before) in &old.properties {
        let encoding = pairs.of_member(encoding, name);
        let inside_before = pairs.base.shape(before, &[]);
        let was_forbidden = inside_before.is_never(&pairs.base);
        let Some(after) = new.properties.get(name) else {
            if was_forbidden {
                found.extend(no_longer_forbidden(name, before, new));
                continue;
            }
            // A pattern says what it is now.
            if let Some(rest) = of_patterns(new, name) {
                let inside = pairs.revision.shape(&rest, &[]);
                found.extend(required(name, before, &rest, &inside, old, new));
                found.add(pairs.inside(Step::Property(name), before, &rest, encoding));
                continue;
            }
            found.push(removed(name, before, &inside_before, old, new));
            // It is one of those now that are not listed.
            if let Additional::Schema(rest) = &new.additional {
                found.add(pairs.inside(Step::Property(name), before, rest, encoding));
            }
            continue;
        };
        let inside = pairs.revision.shape(after, &[]);
        match (was_forbidden, inside.is_never(&pairs.revision)) {
            (true, true) => continue,
            (false, true) => {
                found.push(forbidden(name, before, after, &inside_before, old));
                continue;
            }
            _ => {}
        }
        found.extend(required(name, before, after, &inside, old, new));
        found.extend(marks(
            name,
            &inside_before,
            &inside,
            new.required.contains_key(name),
        ));
        let id = pairs.compare(before, after, encoding);
        let relation = pairs.relation(id);
        let child = Child {
            step: Step::Property(name),
            pair: id,
            read_only: inside.read_only,
            write_only: inside.write_only,
        };
        found.add_child(child, relation);
    }
    for (name, after) in &new.properties {
        if !old.properties.contains_key(name) {
            let encoding = pairs.of_member(encoding, name);
            let inside = pairs.revision.shape(after, &[]);
            let patterned = of_patterns(old, name);
            let is_closed = matches!(old.additional, Additional::Closed(_));
            if inside.is_never(&pairs.revision) {
                if patterned.is_some() || !is_closed {
                    let what = "is no longer allowed";
                    let facet = Facet::AdditionalPropertiesClosed;
                    found.push(Delta {
                        property: Some(name),
                        ..Delta::new(facet, what, old.at, after.first())
                    });
                }
            } else if let Some(rest) = patterned {
                // A pattern said what it was.
                found.extend(required(name, &rest, after, &inside, old, new));
                found.add(pairs.inside(Step::Property(name), &rest, after, encoding));
            } else {
                found.push(added(name, after, &inside, old, new, is_closed));
                // It was one of those that were not listed.
                if let Additional::Schema(rest) = &old.additional {
                    found.add(pairs.inside(Step::Property(name), rest, after, encoding));
                }
            }
        }
    }
    found
}

fn removed<'a>(
    name: &'a str,
    schema: &Conjunction<'a>,
    inside: &Shape<'a>,
    old: &Shape<'a>,
    new: &Shape<'a>,
) -> Delta<'a> {
    let is_required = old.required.contains_key(name);
    let is_closed = matches!(new.additional, Additional::Closed(_));
    let facet = match (is_required, is_closed) {
        (true, false) => Facet::RequiredPropertyRemoved,
        (true, true) => Facet::RequiredPropertyRemovedClosed,
        (false, false) => Facet::OptionalPropertyRemoved,
        (false, true) => Facet::OptionalPropertyRemovedClosed,
    };
    Delta {
        property: Some(name),
        read_only: inside.read_only,
        write_only: inside.write_only,
        ..Delta::new(facet, "was removed", schema.first(), new.at)
    }
}

/// A property that was said not to be there, and of which nothing is said now.
fn no_longer_forbidden<'a>(
    name: &'a str,
    schema: &Conjunction<'a>,
    new: &Shape<'a>,
) -> Option<Delta<'a>> {
    let is_closed = matches!(new.additional, Additional::Closed(_));
    let facet = Facet::AdditionalPropertiesOpened;
    let delta = Delta::new(facet, "is no longer forbidden", schema.first(), new.at);
    (!is_closed || of_patterns(new, name).is_some()).then_some(Delta {
        property: Some(name),
        ..delta
    })
}

/// What patterns of names say of a property.
fn of_patterns<'a>(shape: &Shape<'a>, name: &str) -> Option<Conjunction<'a>> {
    let all = shape.pattern_properties.iter();
    let mut own = all.filter(|(pattern, _)| matches(pattern, name));
    let mut found = own.next()?.1.clone();
    own.for_each(|(_, schema)| found.extend(schema.clone()));
    Some(found)
}

/// A property for which no value is left.
fn forbidden<'a>(
    name: &'a str,
    before: &Conjunction<'a>,
    after: &Conjunction<'a>,
    inside: &Shape<'a>,
    old: &Shape<'a>,
) -> Delta<'a> {
    let facet = if old.required.contains_key(name) {
        Facet::RequiredPropertyRemovedClosed
    } else {
        Facet::OptionalPropertyRemovedClosed
    };
    let what = "was removed: no value is allowed there";
    Delta {
        property: Some(name),
        read_only: inside.read_only,
        write_only: inside.write_only,
        ..Delta::new(facet, what, before.first(), after.first())
    }
}

fn added<'a>(
    name: &'a str,
    schema: &Conjunction<'a>,
    inside: &Shape<'a>,
    old: &Shape<'a>,
    new: &Shape<'a>,
    was_forbidden: bool,
) -> Delta<'a> {
    let is_required = new.required.contains_key(name) && !old.required.contains_key(name);
    let (facet, what) = match (is_required, inside.default) {
        (false, _) if was_forbidden => (
            Facet::OptionalPropertyAddedToClosed,
            "is new, where nothing else was allowed".to_owned(),
        ),
        (false, _) => (Facet::OptionalPropertyAdded, "is new".to_owned()),
        (true, None) => (
            Facet::RequiredPropertyAdded,
            "is new and required".to_owned(),
        ),
        (true, Some(default)) => (
            Facet::RequiredPropertyAddedWithDefault,
            format!("is new and required, with the default {}", value(default)),
        ),
    };
    Delta {
        property: Some(name),
        read_only: inside.read_only,
        write_only: inside.write_only,
        ..Delta::new(facet, what, old.at, schema.first())
    }
}

fn required<'a>(
    name: &'a str,
    before: &Conjunction<'a>,
    after: &Conjunction<'a>,
    inside: &Shape<'a>,
    old: &Shape<'a>,
    new: &Shape<'a>,
) -> Option<Delta<'a>> {
    let (facet, what, base, revision) = match (old.required.get(name), new.required.get(name)) {
        (None, Some(at)) if inside.default.is_some() => (
            Facet::BecameRequiredWithDefault,
            "is now required",
            before.first(),
            Some(*at),
        ),
        (None, Some(at)) => (
            Facet::BecameRequired,
            "is now required",
            before.first(),
            Some(*at),
        ),
        (Some(at), None) => (
            Facet::BecameOptional,
            "is no longer required",
            Some(*at),
            after.first(),
        ),
        _ => return None,
    };
    Some(Delta {
        property: Some(name),
        read_only: inside.read_only,
        write_only: inside.write_only,
        ..Delta::new(facet, what, base, revision)
    })
}

/// Names that are required without being described.
fn compare_undeclared_required<'a>(old: &Shape<'a>, new: &Shape<'a>) -> Vec<Delta<'a>> {
    let mut found = Vec::new();
    let is_described =
        |name: &str| old.properties.contains_key(name) || new.properties.contains_key(name);
    let is_closed = matches!(new.additional, Additional::Closed(_));
    let (facet, what) = match (describes_all(new), is_closed) {
        (true, true) => (
            Facet::UndescribedBecameRequiredClosed,
            "is required, but not allowed",
        ),
        (true, false) => (
            Facet::UndescribedBecameRequired,
            "is required, but not described",
        ),
        (false, _) => (Facet::BecameRequired, "is now required"),
    };
    for (name, at) in &new.required {
        if !old.required.contains_key(name) && !is_described(name) {
            found.push(Delta {
                property: Some(name),
                ..Delta::new(facet, what, old.at, Some(at))
            });
        }
    }
    for (name, at) in &old.required {
        if !new.required.contains_key(name) && !is_described(name) {
            found.push(Delta {
                property: Some(name),
                ..Delta::new(
                    Facet::BecameOptional,
                    "is no longer required",
                    Some(at),
                    new.at,
                )
            });
        }
    }
    found
}

/// Whether the schema is the place where its properties are described, so that
/// a name that it does not have is none of them.
fn describes_all(shape: &Shape<'_>) -> bool {
    !shape.properties.is_empty()
        && shape.pattern_properties.is_empty()
        && shape.unions.is_empty()
        && !matches!(shape.additional, Additional::Schema(_))
        && shape.subschemas.iter().all(Conjunction::is_any)
}

fn compare_additional<'a>(
    pairs: &mut Pairs<'a>,
    old: &Shape<'a>,
    new: &Shape<'a>,
    encoding: Encoding,
) -> Differences<'a> {
    let mut found = Differences::default();
    let inside = || Step::Inside("additionalProperties".to_owned());
    match (&old.additional, &new.additional) {
        (Additional::Open, Additional::Open) | (Additional::Closed(_), Additional::Closed(_)) => {}
        (Additional::Schema(before), Additional::Schema(after)) => {
            found.add(pairs.inside(inside(), before, after, encoding));
        }
        (Additional::Open | Additional::Schema(_), Additional::Closed(at)) => {
            let what = "can no longer have properties that are not listed";
            found.push(Delta::new(
                Facet::AdditionalPropertiesClosed,
                what,
                old.at,
                Some(at),
            ));
        }
        (Additional::Closed(at), Additional::Open | Additional::Schema(_)) => {
            let what = "can now have properties that are not listed";
            found.push(Delta::new(
                Facet::AdditionalPropertiesOpened,
                what,
                Some(at),
                new.at,
            ));
        }
        (Additional::Open, Additional::Schema(schema)) => {
            let what = "now says what properties that are not listed are";
            found.push(Delta::new(
                Facet::AdditionalPropertiesDescribed,
                what,
                old.at,
                schema.first(),
            ));
        }
        (Additional::Schema(schema), Additional::Open) => {
            let what = "no longer says what properties that are not listed are";
            found.push(Delta::new(
                Facet::AdditionalPropertiesUndescribed,
                what,
                schema.first(),
                new.at,
            ));
        }
    }
    found
}

/// Schemas that stand under a name or a pattern, and how they are told.
struct Named {
    keyword: &'static str,
    /// Whether two names mean the same.
    is_same: fn(&str, &str) -> bool,
    added: Facet,
    removed: Facet,
    /// What is said of one that comes and of one that goes, before and after its name.
    comes: [&'static str; 2],
    goes: [&'static str; 2],
}

const PATTERNED: Named = Named {
    keyword: "patternProperties",
    is_same: are_equal,
    added: Facet::PatternPropertyAdded,
    removed: Facet::PatternPropertyRemoved,
    comes: ["now says what properties like", " are"],
    goes: ["no longer says what properties like", " are"],
};
const DEPENDENT: Named = Named {
    keyword: "dependentSchemas",
    is_same: |one, other| one == other,
    added: Facet::DependentSchemaAdded,
    removed: Facet::DependentSchemaRemoved,
    comes: ["must now match another schema with", ""],
    goes: ["no longer has to match another schema with", ""],
};

impl Named {
    fn compare<'a>(
        &self,
        pairs: &mut Pairs<'a>,
        [old, new]: [&Shape<'a>; 2],
        schemas: fn(&Shape<'a>) -> IndexMap<&'a str, Conjunction<'a>>,
        encoding: Encoding,
    ) -> Differences<'a> {
        let mut found = Differences::default();
        let (before, after) = (schemas(old), schemas(new));
        let same = |all: &IndexMap<&'a str, Conjunction<'a>>, name: &str| {
            let alike = || all.iter().find(|(other, _)| (self.is_same)(name, other));
            let found = all.get_key_value(name).or_else(alike);
            found.map(|(_, schema)| schema.clone())
        };
        for (name, schema) in &before {
            match &same(&after, name) {
                Some(other) => {
                    let step = Step::Inside(format!("{}/{name}", self.keyword));
                    found.add(pairs.inside(step, schema, other, encoding));
                }
                None => {
                    let what = format!("{} `{name}`{}", self.goes[0], self.goes[1]);
                    found.push(Delta::new(self.removed, what, schema.first(), new.at));
                }
            }
        }
        for (name, schema) in &after {
            if same(&before, name).is_none() {
                let what = format!("{} `{name}`{}", self.comes[0], self.comes[1]);
                found.push(Delta::new(self.added, what, old.at, schema.first()));
            }
        }
        found
    }
}

/// Names that must be there when another one is.
fn compare_dependents<'a>(old: &Shape<'a>, new: &Shape<'a>) -> Vec<Delta<'a>> {
    let mut found = Vec::new();
    for (name, before) in &old.dependent_required {
        match new.dependent_required.get(name) {
            Some(after) if after.names == before.names => {}
            Some(after) => {
                let what = format!(
                    "requires {} with `{name}` instead of {}",
                    after.names.join(", "),
                    before.names.join(", ")
                );
                let has_all = |these: &[&str], others: &[&str]| {
                    others.iter().all(|name| these.contains(name))
                };
                let facet = if has_all(&after.names, &before.names) {
                    Facet::DependentRequiredAdded
                } else if has_all(&before.names, &after.names) {
                    Facet::DependentRequiredRemoved
                } else {
                    Facet::DependentRequiredChanged
                };
                found.push(Delta::new(facet, what, Some(before.at), Some(after.at)));
            }
            None => {
                let what = format!(
                    "no longer requires {} with `{name}`",
                    before.names.join(", ")
                );
                found.push(Delta::new(
                    Facet::DependentRequiredRemoved,
                    what,
                    Some(before.at),
                    new.at,
                ));
            }
        }
    }
    for (name, after) in &new.dependent_required {
        if !old.dependent_required.contains_key(name) {
            let what = format!("now requires {} with `{name}`", after.names.join(", "));
            found.push(Delta::new(
                Facet::DependentRequiredAdded,
                what,
                old.at,
                Some(after.at),
            ));
        }
    }
    found
}
