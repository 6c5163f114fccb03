//! What a part asks of values of one type, as a formula of smaller parts.

use std::cmp::Ordering;

use super::part::{Choice, Formula, Kind, Literal, Part, Place, choices};
use super::{Inclusion, Members};
use crate::compat::schema::is_annotation_only;
use crate::document::Node;
use crate::instances::{References, is_checked, range};

/// With more branches, all of them may describe what is there.
const MOST_TOLD_APART: usize = 5;

const NUMBERS: [&str; 5] = [
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
];
const TEXTS: [&str; 6] = [
    "minLength",
    "maxLength",
    "pattern",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
];
const ARRAYS: [&str; 2] = ["minItems", "maxItems"];
const OBJECTS: [&str; 2] = ["minProperties", "maxProperties"];

impl<'a> Inclusion<'a> {
    /// None for what holds no others: a leaf of the formula.
    pub fn says(&self, literal: &Literal<'a>, kind: Kind) -> Option<Formula<'a>> {
        let describes = literal.holds && literal.describes && self.members == Members::Described;
        let formula = match &literal.part {
            Part::Schema(place) => self.schema_says(*place, kind, true, describes),
            Part::Inherited(place) => self.schema_says(*place, kind, false, describes),
            Part::Anything => Formula::YES,
            Part::Text if kind == Kind::String => Formula::YES,
            Part::Text | Part::Texts(_) if kind != Kind::String => Formula::NO,
            Part::Member(..) | Part::Present(_) | Part::Like(..) if kind != Kind::Object => {
                Formula::YES
            }
            _ => return None,
        };
        Some(match (literal.holds, literal.describes) {
            (false, _) => formula.not(),
            (true, false) => formula.without_describing(),
            (true, true) => formula,
        })
    }

    /// `describes`: what a value may have depends on which branches it is of.
    fn schema_says(
        &self,
        place: Place<'a>,
        kind: Kind,
        with_heirs: bool,
        describes: bool,
    ) -> Formula<'a> {
        let Place { side, node } = place;
        match node.as_bool() {
            Some(true) => return Formula::YES,
            Some(false) => return Formula::NO,
            None => {}
        }
        let edition = self.edition(side);
        let schema = |node: &'a Node| Formula::is(Part::Schema(Place { side, node }));
        let mut all = Vec::new();
        if let Some(target) = References::target(edition.document, node) {
            let target = Place { side, node: target };
            all.push(Formula::is(match with_heirs {
                true => Part::Schema(target),
                false => Part::Inherited(target),
            }));
            if edition.ignores_siblings {
                return Formula::All(all);
            }
        }
        if kind == Kind::Null && node.flag("nullable") {
            return Formula::All(all);
        }
        if !has_kind(node, kind) {
            return Formula::NO;
        }
        self.keywords_say(place, kind, &mut all);
        for part in node.items("allOf") {
            let target = References::target(edition.document, part).unwrap_or(part);
            // It is an heir of what it refers to: it is asked what all heirs are asked.
            all.push(match edition.heirs.is_heir(node, target) {
                true => Formula::is(Part::Inherited(Place { side, node: target })),
                false => schema(part),
            });
        }
        let choices = choices(edition, place, with_heirs).into_iter();
        all.extend(choices.map(|choice| choice_says(choice, describes && kind == Kind::Object)));
        all.extend(node.get("not").map(|refused| schema(refused).not()));
        if let Some(condition) = node.get("if") {
            let met = |keyword| node.get(keyword).map_or(Formula::YES, schema);
            if node.has("then") || node.has("else") {
                all.push(Formula::Any(vec![
                    Formula::All(vec![schema(condition), met("then")]),
                    Formula::All(vec![schema(condition).not(), met("else")]),
                ]));
            }
        }
        Formula::All(all)
    }

    fn keywords_say(&self, place: Place<'a>, kind: Kind, all: &mut Vec<Formula<'a>>) {
        let node = place.node;
        let keyword = |keyword: &'static str| Formula::is(Part::Keyword(place, keyword));
        let listed = ["const", "enum"].into_iter();
        all.extend(listed.filter(|name| node.has(name)).take(1).map(keyword));
        let mut each = |keywords: &[&'static str]| {
            // OpenAPI 3.0 says `exclusiveMinimum: true` beside a bound.
            let is_said = |own: &&&str| node.get(own).is_some_and(|own| own.as_bool().is_none());
            all.extend(keywords.iter().filter(is_said).map(|own| keyword(own)));
        };
        match kind {
            Kind::Null | Kind::Boolean => {}
            Kind::Number => {
                each(&NUMBERS);
                if is_whole(node) {
                    all.push(Formula::is(Part::Whole));
                }
                match node.text("format") {
                    Some(format) if range(format).is_some() => {
                        all.extend(["format:least", "format:most"].map(keyword));
                    }
                    Some(format) if !is_checked(format) => all.push(keyword("format")),
                    _ => {}
                }
            }
            Kind::String => {
                each(&TEXTS);
                // Formats of numbers are about texts only where they say so.
                let is_of_numbers = |format: &str| {
                    range(format).is_some() || matches!(format, "float" | "double" | "decimal")
                };
                let format = node.text("format");
                let format = format.filter(|format| !is_of_numbers(format) || node.has("type"));
                all.extend(format.map(|_| keyword("format")));
            }
            Kind::Array => {
                each(&ARRAYS);
                let has = |name: &str| node.get(name).is_some_and(|own| !is_annotation_only(own));
                // In the spelling of earlier drafts as well.
                let is_tuple = node.has("prefixItems")
                    || node
                        .get("items")
                        .is_some_and(|items| items.as_array().is_some());
                let said = [
                    ("prefixItems", is_tuple),
                    ("items", has("items")),
                    ("unevaluatedItems", has("unevaluatedItems")),
                    ("contains", node.has("contains")),
                    ("uniqueItems", node.flag("uniqueItems")),
                ];
                let said = said.into_iter().filter(|(_, is_said)| *is_said);
                all.extend(said.map(|(name, _)| keyword(name)));
            }
            Kind::Object => {
                each(&OBJECTS);
                self.members_say(place, all);
            }
        }
    }

    fn members_say(&self, place: Place<'a>, all: &mut Vec<Formula<'a>>) {
        let Place { side, node } = place;
        let present = |name: &'a str| Formula::is(Part::Present(name));
        all.extend(self.required(place).into_iter().map(present));
        for (name, schema) in node.members("properties") {
            let part = match self.is_left_out(side, schema) {
                true => Part::Anything,
                false => Part::Schema(Place { side, node: schema }),
            };
            all.push(Formula::is(Part::Member(name, Box::new(part))));
        }
        for (pattern, node) in node.members("patternProperties") {
            all.push(Formula::is(Part::Like(pattern, Place { side, node })));
        }
        let has_properties = node.members("properties").next().is_some();
        let is_said = |name: &str| match (name, node.get(name)) {
            (_, None) => false,
            // Who says that an object with properties is open describes nothing.
            ("additionalProperties", Some(rest)) => !(is_open(rest) && has_properties),
            (_, Some(rest)) => !is_annotation_only(rest),
        };
        let keywords = [
            "additionalProperties",
            "unevaluatedProperties",
            "propertyNames",
        ];
        for name in keywords.into_iter().filter(|name| is_said(name)) {
            all.push(Formula::is(Part::Keyword(place, name)));
        }
        for (trigger, names) in node.members("dependentRequired") {
            let names = names.as_array().unwrap_or(&[]).iter();
            let names = names.filter_map(Node::as_str).map(present).collect();
            all.push(Formula::Any(vec![
                present(trigger).not(),
                Formula::All(names),
            ]));
        }
        for (trigger, node) in node.members("dependentSchemas") {
            let schema = Formula::is(Part::Schema(Place { side, node }));
            all.push(Formula::Any(vec![present(trigger).not(), schema]));
        }
    }

    /// The names that the schema itself requires; of what does not travel, none.
    fn required(&self, place: Place<'a>) -> Vec<&'a str> {
        let Place { side, node } = place;
        let names = node.items("required").iter().filter_map(Node::as_str);
        let properties = node.get("properties");
        let is_left_out = |name: &&str| {
            let property = properties.and_then(|properties| properties.get(name));
            property.is_some_and(|schema| self.is_left_out(side, schema))
        };
        names.filter(|name| !is_left_out(name)).collect()
    }
}

/// One of the branches, with its tag. `describes`: the others hold, or do not.
fn choice_says(choice: Choice<'_>, describes: bool) -> Formula<'_> {
    let is_tagged = choice.branches.iter().all(|(_, tag)| tag.is_some());
    let branches = choice.branches.into_iter().map(|(part, tag)| {
        let tag = tag.map(Formula::is);
        Formula::All(tag.into_iter().chain([Formula::is(part)]).collect())
    });
    let branches: Vec<Formula<'_>> = branches.collect();
    match branches.len() {
        0 | 1 => Formula::Any(branches),
        _ if choice.is_exclusive => Formula::One(branches),
        _ if !describes || is_tagged => Formula::Any(branches),
        2..=MOST_TOLD_APART => {
            let first = (0..branches.len()).map(|first| {
                let each = branches.iter().cloned().enumerate();
                let each = each.map(|(index, branch)| match index.cmp(&first) {
                    Ordering::Less => branch.not(),
                    Ordering::Equal => branch,
                    Ordering::Greater => Formula::Any(vec![branch.clone(), branch.not()]),
                });
                Formula::All(each.collect())
            });
            Formula::Any(first.collect())
        }
        _ => Formula::All(vec![Formula::is(Part::Free), Formula::Any(branches)]),
    }
}

fn is_open(rest: &Node) -> bool {
    rest.as_bool() == Some(true) || rest.as_object().is_some_and(|members| members.is_empty())
}

/// Whether the schema's own words take values of the type.
fn has_kind(node: &Node, kind: Kind) -> bool {
    let Some(types) = types(node) else {
        return true;
    };
    types
        .iter()
        .any(|name| *name == kind.name() || (*name == "integer" && kind == Kind::Number))
}

/// The types that a schema names; none when it names none that anybody knows.
fn types(node: &Node) -> Option<Vec<&str>> {
    const NAMES: [&str; 7] = [
        "null", "boolean", "integer", "number", "string", "array", "object",
    ];
    let at = node.get("type")?;
    let names = match at.as_array() {
        Some(names) => names.iter().filter_map(Node::as_str).collect(),
        None => Vec::from_iter(at.as_str()),
    };
    let known: Vec<&str> = names
        .into_iter()
        .filter(|name| NAMES.contains(name))
        .collect();
    (!known.is_empty()).then_some(known)
}

/// Whether all numbers of a schema are whole.
fn is_whole(node: &Node) -> bool {
    types(node).is_some_and(|types| types.contains(&"integer") && !types.contains(&"number"))
}
