//! Objects, by their members.

use super::alternatives::Alternative;
use super::part::{Kind, Part, Side};
use super::values::{matches, number, only};
use super::{Inclusion, Members};
use crate::document::Node;

/// The name of a member.
#[derive(Clone, Copy, Debug)]
enum Name<'n> {
    /// This one.
    Known(&'n str),
    /// Any that nobody names, and that the pattern matches.
    Like(&'n str),
    /// Any that nobody names, and that no pattern matches.
    Other,
}

impl<'a> Inclusion<'a> {
    /// The names that the schema itself requires; of what does not travel, none.
    pub fn required(&self, side: Side, node: &'a Node) -> Vec<&'a str> {
        let names = node.items("required").iter().filter_map(Node::as_str);
        let properties = node.get("properties");
        let is_left_out = |name: &&str| {
            let property = properties.and_then(|properties| properties.get(name));
            property.is_some_and(|schema| self.is_left_out(side, schema))
        };
        names.filter(|name| !is_left_out(name)).collect()
    }

    /// The names that all parts require.
    pub fn all_required(&self, parts: &[Part<'a>]) -> Vec<&'a str> {
        let mut names: Vec<&str> = Vec::new();
        for (side, node) in parts.iter().filter_map(Part::own) {
            names.extend(self.required(side, node));
        }
        // What comes with one that is there is there.
        for _ in 0..4 {
            let mut more = Vec::new();
            for (_, node) in parts.iter().filter_map(Part::own) {
                let triggers = node.members("dependentRequired");
                let triggers = triggers.filter(|(name, _)| names.contains(&name.as_str()));
                let all = triggers.flat_map(|(_, all)| all.as_array().unwrap_or(&[]));
                more.extend(
                    all.filter_map(Node::as_str)
                        .filter(|name| !names.contains(name)),
                );
            }
            if more.is_empty() {
                break;
            }
            names.extend(more);
        }
        names.sort_unstable();
        names.dedup();
        names
    }

    /// What the schema's own keywords ask of the member of a name.
    pub fn own_member(&self, side: Side, node: &'a Node, name: &str) -> Vec<Part<'a>> {
        self.own_named(side, node, Name::Known(name))
    }

    fn own_named(&self, side: Side, node: &'a Node, name: Name<'_>) -> Vec<Part<'a>> {
        let mut parts = Vec::new();
        let mut is_described = false;
        if let Name::Known(name) = name
            && let Some(schema) = node.get("properties").and_then(|all| all.get(name))
        {
            is_described = true;
            if !self.is_left_out(side, schema) {
                parts.push(Part::schema(side, schema));
            }
        }
        let mut may_be_described = false;
        for (pattern, schema) in node.members("patternProperties") {
            let is_matched = match name {
                Name::Known(name) => matches(pattern, name),
                Name::Like(other) => {
                    may_be_described |= other != pattern;
                    other == pattern
                }
                Name::Other => false,
            };
            if is_matched {
                is_described = true;
                parts.push(Part::schema(side, schema));
            }
        }
        if !is_described && !may_be_described {
            parts.extend(schema_part(side, node.get("additionalProperties")));
        }
        parts
    }

    /// What parts ask of the member of a name.
    fn named(&self, parts: &[Part<'a>], name: Name<'_>) -> Vec<Part<'a>> {
        // Where the required ones are all that there may be, there is no other.
        if let Some(most) = self.least_of(parts, "maxProperties") {
            let required = self.all_required(parts);
            let is_required = matches!(name, Name::Known(name) if required.contains(&name));
            if most <= required.len() as f64 && !is_required {
                return vec![Part::Never];
            }
        }
        let mut found = Vec::new();
        for part in parts {
            match (part, name) {
                (Part::Own { side, node }, name) => {
                    found.extend(self.own_named(*side, node, name));
                    found.extend(self.unevaluated(*side, node, name));
                }
                // A name that must not be required is not there.
                (Part::Not { side, node }, Name::Known(name))
                    if only(node).is_some()
                        && !node.has("type")
                        && self.required(*side, node) == [name] =>
                {
                    found.push(Part::Never);
                }
                (Part::Tag { name: tag, texts }, Name::Known(name)) if *tag == name => {
                    found.push(Part::Texts(texts.clone()));
                }
                _ => {}
            }
        }
        found
    }

    pub fn member(&self, parts: &[Part<'a>], name: &str) -> Vec<Part<'a>> {
        self.named(parts, Name::Known(name))
    }

    /// What `unevaluatedProperties` asks of a member, where all that evaluates members
    /// is known.
    fn unevaluated(&self, side: Side, node: &'a Node, name: Name<'_>) -> Vec<Part<'a>> {
        let Some(rest) = node.get("unevaluatedProperties") else {
            return Vec::new();
        };
        let mut evaluates = Evaluates::default();
        self.evaluates(side, node, true, &mut evaluates, 0);
        match evaluates.takes(name) {
            true => Vec::new(),
            false => schema_part(side, Some(rest)),
        }
    }

    /// What a schema describes, with its parts; with its branches as well, where more
    /// may be there than there is.
    fn evaluates(
        &self,
        side: Side,
        node: &'a Node,
        with_branches: bool,
        found: &mut Evaluates<'a>,
        depth: usize,
    ) {
        if depth > 16 {
            found.all = true;
            return;
        }
        found
            .names
            .extend(node.members("properties").map(|(name, _)| name.as_str()));
        found.patterns.extend(
            node.members("patternProperties")
                .map(|(name, _)| name.as_str()),
        );
        found.all |=
            node.has("additionalProperties") || (depth > 0 && node.has("unevaluatedProperties"));
        let mut inside: Vec<&'a Node> = node.items("allOf").iter().collect();
        inside.extend(self.target(side, node));
        let branches = ["oneOf", "anyOf"]
            .into_iter()
            .flat_map(|keyword| node.items(keyword));
        let conditions = ["if", "then", "else"]
            .into_iter()
            .filter_map(|keyword| node.get(keyword));
        let dependents = node.members("dependentSchemas").map(|(_, schema)| schema);
        let branches: Vec<&'a Node> = branches.chain(conditions).chain(dependents).collect();
        found.has_branches |= !branches.is_empty();
        if with_branches {
            inside.extend(branches);
        }
        for node in inside {
            self.evaluates(side, node, with_branches, found, depth + 1);
        }
    }

    /// Whether the objects of an alternative meet the schema's own keywords about
    /// members.
    pub fn meets_members(
        &mut self,
        alternative: &Alternative<'a>,
        side: Side,
        node: &'a Node,
    ) -> bool {
        let required = self.all_required(alternative);
        let least = self
            .most_of(alternative, "minProperties")
            .unwrap_or(0.0)
            .max(required.len() as f64);
        self.required(side, node)
            .iter()
            .all(|name| required.contains(name))
            && number(node, "minProperties").is_none_or(|wanted| least >= wanted)
            && number(node, "maxProperties")
                .is_none_or(|wanted| self.has_at_most(alternative, wanted))
            && self.meets_described(alternative, side, node)
            && self.meets_unevaluated(alternative, side, node)
            && self.meets_names(alternative, side, node)
            && self.meets_dependents(alternative, side, node, &required)
    }

    /// Whether no object has more members.
    pub fn has_at_most(&mut self, alternative: &Alternative<'a>, wanted: f64) -> bool {
        if self
            .least_of(alternative, "maxProperties")
            .is_some_and(|most| most <= wanted)
        {
            return true;
        }
        let names = self.known_names(alternative);
        if !self.is_never(&self.named(alternative, Name::Other))
            || !patterns(alternative).is_empty()
        {
            return false;
        }
        let mut possible = 0;
        for name in names {
            if !self.is_never(&self.member(alternative, name)) {
                possible += 1;
            }
        }
        f64::from(possible) <= wanted
    }

    fn known_names(&self, parts: &[Part<'a>]) -> Vec<&'a str> {
        let mut names: Vec<&str> = self.all_required(parts);
        for (_, node) in parts.iter().filter_map(Part::own) {
            names.extend(node.members("properties").map(|(name, _)| name.as_str()));
        }
        names.sort_unstable();
        names.dedup();
        names
    }

    /// `properties`, `patternProperties` and `additionalProperties`.
    fn meets_described(
        &mut self,
        alternative: &Alternative<'a>,
        side: Side,
        node: &'a Node,
    ) -> bool {
        const KEYWORDS: [&str; 3] = ["properties", "patternProperties", "additionalProperties"];
        if !KEYWORDS.iter().any(|keyword| node.has(keyword)) {
            return true;
        }
        let mut names = self.known_names(alternative);
        names.extend(node.members("properties").map(|(name, _)| name.as_str()));
        names.sort_unstable();
        names.dedup();
        let all_known = names.into_iter().all(|name| {
            let outer = self.own_member(side, node, name);
            let is_described = node.get("properties").is_some_and(|all| all.has(name));
            outer.is_empty()
                || (is_described
                    && self.members == Members::Described
                    && self.says_nothing(alternative, name))
                || self.is_member_within(alternative, Name::Known(name), &outer)
        });
        if !all_known {
            return false;
        }
        let theirs = patterns(alternative);
        for (pattern, schema) in node.members("patternProperties") {
            let outer = [Part::schema(side, schema)];
            if !self.is_member_within(alternative, Name::Like(pattern), &outer) {
                return false;
            }
        }
        let rest = schema_part(side, node.get("additionalProperties"));
        if rest.is_empty() {
            return true;
        }
        let is_own = |pattern: &&str| {
            node.members("patternProperties")
                .any(|(own, _)| own == pattern)
        };
        let others: Vec<&str> = theirs
            .into_iter()
            .filter(|pattern| !is_own(pattern))
            .collect();
        self.is_member_within(alternative, Name::Other, &rest)
            && others
                .into_iter()
                .all(|pattern| self.is_member_within(alternative, Name::Like(pattern), &rest))
    }

    /// Whether the alternative allows the member without a word about it.
    fn says_nothing(&self, alternative: &Alternative<'a>, name: &str) -> bool {
        let owners = || alternative.iter().filter_map(Part::own);
        let is_free = |node: &Node| crate::compat::schema::is_annotation_only(node);
        let describes = |node: &'a Node| {
            let has_properties = node.members("properties").next().is_some();
            node.get("properties").is_some_and(|all| all.has(name))
                || node
                    .members("patternProperties")
                    .any(|(pattern, _)| matches(pattern, name))
                || node.get("additionalProperties").is_some_and(|rest| {
                    let is_open = rest.as_bool() == Some(true)
                        || rest.as_object().is_some_and(|members| members.is_empty());
                    !(is_open && has_properties)
                })
                || node
                    .get("unevaluatedProperties")
                    .is_some_and(|rest| rest.as_bool() != Some(true))
        };
        let has_tag = alternative
            .iter()
            .any(|part| matches!(part, Part::Tag { name: tag, .. } if *tag == name));
        !has_tag
            && !owners().all(|(_, node)| is_free(node))
            && !owners().any(|(_, node)| describes(node))
    }

    fn is_member_within(
        &mut self,
        alternative: &Alternative<'a>,
        name: Name<'_>,
        outer: &[Part<'a>],
    ) -> bool {
        let inner = self.named(alternative, name);
        self.is_within(&inner, outer)
    }

    /// `unevaluatedProperties` that asks the same as what closes the alternative.
    fn meets_unevaluated(
        &mut self,
        alternative: &Alternative<'a>,
        side: Side,
        node: &'a Node,
    ) -> bool {
        let rest = schema_part(side, node.get("unevaluatedProperties"));
        if rest.is_empty() {
            return true;
        }
        // What is described for sure; what branches describe as well may be less.
        let mut evaluates = Evaluates::default();
        self.evaluates(side, node, false, &mut evaluates, 0);
        if evaluates.all && evaluates.patterns.is_empty() {
            return true;
        }
        let mut names = self.known_names(alternative);
        names.retain(|name| !evaluates.takes(Name::Known(name)));
        let own = evaluates.patterns.clone();
        let others: Vec<&str> = patterns(alternative)
            .into_iter()
            .filter(|pattern| !own.contains(pattern))
            .collect();
        names
            .into_iter()
            .all(|name| self.is_member_within(alternative, Name::Known(name), &rest))
            && self.is_member_within(alternative, Name::Other, &rest)
            && others
                .into_iter()
                .all(|pattern| self.is_member_within(alternative, Name::Like(pattern), &rest))
    }

    fn meets_names(&mut self, alternative: &Alternative<'a>, side: Side, node: &'a Node) -> bool {
        let Some(wanted) = node
            .get("propertyNames")
            .filter(|schema| !crate::compat::schema::is_annotation_only(schema))
        else {
            return true;
        };
        let outer = [Part::schema(side, wanted)];
        let own: Vec<Part<'a>> = alternative
            .iter()
            .filter_map(Part::own)
            .filter_map(|(side, node)| Some(Part::schema(side, node.get("propertyNames")?)))
            .collect();
        if !own.is_empty() && self.alternatives_within(&own, &outer, Kind::String) {
            return true;
        }
        // Only names that are known, and each of them is fine.
        let names = self.known_names(alternative);
        patterns(alternative).is_empty()
            && self.is_never(&self.named(alternative, Name::Other))
            && names.into_iter().all(|name| {
                self.all_hold(&outer, &name.into()) == Some(true)
                    || self.is_never(&self.member(alternative, name))
            })
    }

    fn meets_dependents(
        &mut self,
        alternative: &Alternative<'a>,
        side: Side,
        node: &'a Node,
        required: &[&str],
    ) -> bool {
        let mut own: Vec<(&str, &'a Node)> = Vec::new();
        for (_, part) in alternative.iter().filter_map(Part::own) {
            own.extend(
                part.members("dependentRequired")
                    .map(|(name, names)| (name.as_str(), names)),
            );
        }
        let is_asked = |trigger: &str, wanted: &str| {
            required.contains(&wanted)
                || own.iter().any(|(name, names)| {
                    let names = names.as_array().unwrap_or(&[]);
                    *name == trigger && names.iter().any(|name| name.as_str() == Some(wanted))
                })
        };
        let wanted: Vec<(&String, &'a Node)> = node.members("dependentRequired").collect();
        for (trigger, names) in wanted {
            let names = names.as_array().unwrap_or(&[]);
            let mut names = names.iter().filter_map(Node::as_str);
            if !names.all(|name| is_asked(trigger, name))
                && !self.is_never(&self.member(alternative, trigger))
            {
                return false;
            }
        }
        let wanted: Vec<(&String, &'a Node)> = node.members("dependentSchemas").collect();
        for (trigger, schema) in wanted {
            let outer = Part::schema(side, schema);
            let mut inner = alternative.clone();
            for (side, part) in alternative.iter().filter_map(Part::own) {
                let own = part
                    .members("dependentSchemas")
                    .filter(|(name, _)| *name == trigger);
                inner.extend(own.map(|(_, schema)| Part::schema(side, schema)));
            }
            if !self.is_never(&self.member(alternative, trigger))
                && !self.alternatives_within(&inner, &[outer], Kind::Object)
            {
                return false;
            }
        }
        true
    }
}

/// What a schema describes.
#[derive(Default)]
struct Evaluates<'a> {
    names: Vec<&'a str>,
    patterns: Vec<&'a str>,
    /// Every member.
    all: bool,
    has_branches: bool,
}

impl Evaluates<'_> {
    fn takes(&self, name: Name<'_>) -> bool {
        self.all
            || match name {
                Name::Known(name) => {
                    self.names.contains(&name)
                        || self.patterns.iter().any(|pattern| matches(pattern, name))
                }
                Name::Like(pattern) => {
                    !self.patterns.is_empty() || self.patterns.contains(&pattern)
                }
                Name::Other => false,
            }
    }
}

/// The patterns of names that the parts have.
fn patterns<'a>(parts: &[Part<'a>]) -> Vec<&'a str> {
    let mut found: Vec<&str> = Vec::new();
    for (_, node) in parts.iter().filter_map(Part::own) {
        found.extend(
            node.members("patternProperties")
                .map(|(pattern, _)| pattern.as_str()),
        );
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// What a schema that may be missing asks.
pub fn schema_part<'a>(side: Side, schema: Option<&'a Node>) -> Vec<Part<'a>> {
    match schema {
        Some(schema) if schema.as_bool() == Some(false) => vec![Part::Never],
        Some(schema)
            if schema
                .as_object()
                .is_some_and(|members| !members.is_empty()) =>
        {
            vec![Part::schema(side, schema)]
        }
        _ => Vec::new(),
    }
}
