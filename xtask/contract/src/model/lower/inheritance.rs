//! Inheritance: a schema with a discriminator that lists no alternatives becomes the
//! choice of those that extend it (OpenAPI 3.1.1, section 4.8.25; 3.0.4, section 4.7.25).
//!
//! `Animal` with `Dog` and `Cat` that have it in their `allOf`, or that its `mapping`
//! names, is `oneOf` the two. What it says itself is `AnimalBase`, which they extend. Each
//! of them says by which values it is chosen, so that none is ever written with another's.
//! One that others extend in turn is a choice, too: of `DogItself` and these.

use std::collections::HashMap;

use indexmap::{IndexMap, IndexSet};

use super::Lowering;
use super::cycles::component;
use super::keywords::ANNOTATIONS;
use crate::document::{Map, Node, Position, SCHEMAS, Value, follow};
use crate::model::heirs::{Heirs, is_base};
use crate::report::Finding;
use crate::rules;

impl<'a> Lowering<'a> {
    /// Lowers what extends a schema, and stands where no reference leads: in the other
    /// files of the document.
    pub(super) fn heirs(&mut self) {
        let heirs = Heirs::of(self.document);
        loop {
            let known: Vec<&Node> = self
                .schema_names
                .keys()
                .filter_map(|(file, pointer)| self.document.tree(*file)?.pointer(pointer))
                .filter(|schema| is_base(schema))
                .collect();
            let new = known
                .into_iter()
                .flat_map(|base| heirs.of_base(base))
                .filter(|heir| heir.file != self.document.file)
                .filter(|heir| {
                    let place = (heir.file, heir.pointer.clone());
                    !self.schema_names.contains_key(&place)
                });
            // In the order of the files, whatever that of the names is.
            let Some(heir) = new.min_by_key(|heir| heir.node.at) else {
                return;
            };
            let reference = Node::string(format!("#{}", heir.pointer), heir.node.at);
            if self.schema_name(&reference).is_none() {
                return;
            }
        }
    }

    /// The names that schemas have where they are written: those of discriminators' values.
    pub(super) fn written_names(&self) -> HashMap<String, String> {
        let names = self.schema_names.iter();
        let written = names.filter_map(|((_, pointer), name)| {
            let token = pointer.rsplit('/').next()?;
            (!token.is_empty()).then(|| (name.clone(), token.replace("~1", "/").replace("~0", "~")))
        });
        written.collect()
    }
}

/// How many alternatives choices may have, all together: what is extended again and again
/// has as many as there are schemas below it, at each level.
const MOST: usize = 5_000;

/// Makes choices of the schemas that others extend.
pub(super) fn close(
    schemas: &mut IndexMap<String, Node>,
    written: &HashMap<String, String>,
    findings: &mut Vec<Finding>,
) {
    let family = Family::of(schemas, written);
    let mut choices: Vec<Choice> = Vec::new();
    let mut left = MOST;
    for name in family.choices.keys() {
        let choice = family.choice(name);
        let count = choice.alternatives.len();
        choices.push(choice);
        let Some(rest) = left.checked_sub(count) else {
            let message =
                format!("with what extends `{name}`, choices have more than {MOST} alternatives");
            findings.push(
                Finding::error(rules::lint::INEXPRESSIBLE, message)
                    .at(family.schemas[*name].position())
                    .help("extend fewer levels: each one stands for all below it"),
            );
            return;
        };
        left = rest;
    }
    let mut closing = Closing {
        family: &family,
        out: IndexMap::new(),
        bases: IndexMap::new(),
        findings,
    };
    for name in family.choices.keys() {
        let base = closing.free(&format!("{name}Base"));
        closing.bases.insert(name, base);
    }
    for choice in &choices {
        closing.choice(choice);
    }
    closing.heirs(&choices);
    let out = closing.out;
    schemas.extend(out);
}

/// Who extends whom.
struct Family<'a> {
    schemas: &'a IndexMap<String, Node>,
    written: &'a HashMap<String, String>,
    /// Who extends a schema directly.
    heirs: IndexMap<&'a str, Vec<&'a str>>,
    /// What becomes a choice, with the property that chooses.
    choices: IndexMap<&'a str, &'a str>,
}

/// What a schema becomes.
struct Choice<'a> {
    name: &'a str,
    property: &'a str,
    alternatives: Vec<Alternative<'a>>,
}

struct Alternative<'a> {
    name: &'a str,
    kind: Kind<'a>,
    values: Vec<String>,
}

/// How the schema of that name is one of the choice.
#[derive(Clone, Copy, PartialEq)]
enum Kind<'a> {
    /// It extends what chooses, and nothing extends it.
    Leaf,
    /// What is extended may stand for itself.
    Itself,
    /// It chooses among its own, by another property.
    Nested,
    /// It extends nothing: the mapping of the choice of this name leads to it.
    Mapped(&'a str),
}

impl<'a> Family<'a> {
    fn of(schemas: &'a IndexMap<String, Node>, written: &'a HashMap<String, String>) -> Self {
        let mut family = Family {
            schemas,
            written,
            heirs: IndexMap::new(),
            choices: IndexMap::new(),
        };
        for (name, schema) in schemas {
            for base in family.bases(schema) {
                if base != name.as_str() {
                    family.heirs.entry(base).or_default().push(name);
                }
            }
        }
        let mut waiting: Vec<(&str, &str)> = Vec::new();
        for (name, schema) in schemas.iter().filter(|(_, schema)| is_base(schema)) {
            let property = schema
                .get("discriminator")
                .and_then(|node| node.text("propertyName"));
            if family.heirs.contains_key(name.as_str()) || !family.mapped(name).is_empty() {
                waiting.extend(property.map(|property| (name.as_str(), property)));
            }
        }
        let own: IndexMap<&str, &str> = waiting.iter().copied().collect();
        // What extends them, and is extended in turn, inherits the property.
        while let Some((name, property)) = waiting.pop() {
            let property = own.get(name).copied().unwrap_or(property);
            if family.choices.insert(name, property).is_none() {
                for heir in family.heirs.get(name).into_iter().flatten() {
                    if family.heirs.contains_key(heir) {
                        waiting.push((heir, property));
                    }
                }
            }
        }
        family
    }

    /// The schemas that one extends directly, by their names. What only says that it may
    /// be null as well extends nothing.
    fn bases(&self, schema: &'a Node) -> IndexSet<&'a str> {
        let mut found = IndexSet::new();
        let is_other_name = schema.flag("nullable")
            && matches!(schema.items("allOf"), [part] if part.has("$ref"))
            && schema
                .as_object()
                .into_iter()
                .flat_map(Map::keys)
                .all(|keyword| keyword == "allOf" || is_note(keyword));
        if is_other_name {
            return found;
        }
        let mut waiting: Vec<&Node> = schema.items("allOf").iter().collect();
        while let Some(part) = waiting.pop() {
            found.extend(self.named(part));
            waiting.extend(part.items("allOf"));
        }
        found
    }

    /// The name of what a reference leads to in the end.
    fn named(&self, reference: &Node) -> Option<&'a str> {
        let find = |schema| self.schemas.get_key_value(&component(schema)?);
        let (mut name, mut schema) = find(reference)?;
        // References that lead in a circle are refused elsewhere.
        for _ in 0..self.schemas.len() {
            match find(schema) {
                Some(next) => (name, schema) = next,
                None => break,
            }
        }
        Some(name)
    }

    /// The mapping of a schema's own discriminator: names of schemas, with their values.
    fn mapped(&self, name: &str) -> IndexMap<&'a str, Vec<String>> {
        let mut found: IndexMap<&str, Vec<String>> = IndexMap::new();
        let Some(discriminator) = self
            .schemas
            .get(name)
            .and_then(|node| node.get("discriminator"))
        else {
            return found;
        };
        for (value, target) in discriminator.members("mapping") {
            let target = target.as_str().and_then(|text| text.strip_prefix(SCHEMAS));
            let target = target.map(|token| token.replace("~1", "/").replace("~0", "~"));
            if let Some((target, _)) = target.and_then(|name| self.schemas.get_key_value(&name)) {
                found.entry(target).or_default().push(value.clone());
            }
        }
        found
    }

    fn choice(&self, name: &'a str) -> Choice<'a> {
        let property = self.choices[name];
        let mut alternatives: Vec<Alternative<'a>> = Vec::new();
        let mut seen = IndexSet::from([name]);
        let mut waiting = vec![name];
        let mut inner = vec![name];
        while let Some(base) = waiting.pop() {
            let heirs = self.heirs.get(base).into_iter().flatten();
            for heir in heirs.copied().filter(|heir| seen.insert(heir)) {
                let kind = match self.choices.get(heir) {
                    Some(other) if *other != property => Kind::Nested,
                    Some(_) => {
                        waiting.push(heir);
                        inner.push(heir);
                        continue;
                    }
                    None => Kind::Leaf,
                };
                let values = self.values(heir, property);
                alternatives.push(Alternative {
                    name: heir,
                    kind,
                    values,
                });
            }
        }
        for base in &inner {
            for (target, values) in self.mapped(base) {
                if self.choices.get(base) == Some(&property) && seen.insert(target) {
                    let kind = Kind::Mapped(base);
                    alternatives.push(Alternative {
                        name: target,
                        kind,
                        values,
                    });
                }
            }
        }
        // What is extended stands for itself with the values that are left; those that only
        // extend each other all do.
        let is_circle = alternatives.is_empty();
        for base in inner {
            if !is_circle && !self.stands_for_itself(base, property) {
                continue;
            }
            let mut values = self.values(base, property);
            values.retain(|value| {
                alternatives
                    .iter()
                    .all(|other| !other.values.contains(value))
            });
            if !values.is_empty() {
                let kind = Kind::Itself;
                alternatives.push(Alternative {
                    name: base,
                    kind,
                    values,
                });
            }
        }
        let place = |name: &str| self.schemas.get_index_of(name);
        alternatives.sort_by_key(|alternative| place(alternative.name));
        Choice {
            name,
            property,
            alternatives,
        }
    }

    /// Whether a schema that others extend is one of the choice: one with a discriminator
    /// of its own is for the others, unless a value stands for it.
    fn stands_for_itself(&self, name: &str, property: &str) -> bool {
        !is_base(&self.schemas[name])
            || self.mapped(name).contains_key(name)
            || self
                .listed(name, property)
                .is_some_and(|values| values.contains(&self.written(name)))
    }

    /// The values of the property that choose a schema: by the mappings of those that it
    /// extends, by what it says itself, or by its name.
    fn values(&self, name: &str, property: &str) -> Vec<String> {
        let mut values = Vec::new();
        for (base, other) in &self.choices {
            if *other == property
                && let Some(mapped) = self.mapped(base).get(name)
                && (*base == name || self.extends(name, base))
            {
                values.extend(mapped.iter().cloned());
            }
        }
        if values.is_empty() {
            let listed = self.listed(name, property);
            values = listed.unwrap_or_else(|| vec![self.written(name)]);
        }
        let distinct: IndexSet<String> = values.into_iter().collect();
        distinct.into_iter().collect()
    }

    fn extends(&self, name: &str, base: &str) -> bool {
        let mut seen = IndexSet::from([base]);
        let mut waiting = vec![base];
        while let Some(base) = waiting.pop() {
            for heir in self.heirs.get(base).into_iter().flatten().copied() {
                if heir == name {
                    return true;
                }
                if seen.insert(heir) {
                    waiting.push(heir);
                }
            }
        }
        false
    }

    fn written(&self, name: &str) -> String {
        self.written
            .get(name)
            .cloned()
            .unwrap_or_else(|| name.to_owned())
    }

    /// The values that a schema lists for the property in what it says itself.
    fn listed(&self, name: &str, property: &str) -> Option<Vec<String>> {
        let schema = self.schemas.get(name)?;
        let mut waiting = vec![schema];
        while let Some(part) = waiting.pop() {
            let member = part
                .get("properties")
                .and_then(|members| members.get(property));
            if let Some(values) = member.and_then(|member| member.get("enum")?.as_array()) {
                let texts = values.iter().filter_map(Node::as_str);
                return Some(texts.map(str::to_owned).collect());
            }
            waiting.extend(part.items("allOf"));
        }
        None
    }

    /// What is said of a property by a schema, and by all that it extends.
    fn members(&self, name: &str, property: &str) -> Vec<&'a Node> {
        let mut found = Vec::new();
        for part in self.whole(name) {
            let member = part
                .get("properties")
                .and_then(|members| members.get(property));
            found.extend(
                member.map(|member| follow(member, |member| self.schemas.get(&component(member)?))),
            );
        }
        found
    }

    fn requires(&self, name: &str, property: &str) -> bool {
        let is_it = |name: &Node| name.as_str() == Some(property);
        let whole = self.whole(name);
        whole
            .iter()
            .any(|part| part.items("required").iter().any(is_it))
    }

    /// A schema, the parts of its `allOf`, and of those that it refers to there: each once.
    fn whole(&self, name: &str) -> Vec<&'a Node> {
        let mut found = Vec::new();
        let mut seen = IndexSet::new();
        let mut waiting: Vec<&Node> = self.schemas.get(name).into_iter().collect();
        while let Some(part) = waiting.pop() {
            found.push(part);
            let target = component(part).filter(|name| seen.insert(name.clone()));
            waiting.extend(target.and_then(|name| self.schemas.get(&name)));
            waiting.extend(part.items("allOf"));
        }
        found
    }
}

/// What becomes of the schemas.
struct Closing<'a, 'f> {
    family: &'f Family<'a>,
    out: IndexMap<String, Node>,
    /// What a choice says itself: the names of the schemas.
    bases: IndexMap<&'a str, String>,
    findings: &'f mut Vec<Finding>,
}

impl<'a> Closing<'a, '_> {
    fn free(&self, wanted: &str) -> String {
        let is_free = |name: &String| {
            !self.family.schemas.contains_key(name)
                && !self.out.contains_key(name)
                && !self.bases.values().any(|base| base == name)
        };
        std::iter::once(wanted.to_owned())
            .chain((2..).map(|number| format!("{wanted}{number}")))
            .find(is_free)
            .unwrap_or_default()
    }

    /// The choice itself.
    fn choice(&mut self, choice: &Choice<'a>) {
        let schema = &self.family.schemas[choice.name];
        let at = schema.at;
        self.check(choice, schema);
        let mut mapping = Map::new();
        let mut alternatives = Vec::new();
        for alternative in &choice.alternatives {
            let name = self.alternative(choice, alternative);
            let reference = Node::schema_reference(&name, at);
            if let Some(target) = reference.get("$ref") {
                for value in &alternative.values {
                    mapping.insert(value.clone(), target.clone());
                }
            }
            alternatives.push(reference);
        }
        let mut out = notes_of(schema);
        out.insert("oneOf".into(), Node::array(alternatives, at));
        let discriminator = [
            ("propertyName".to_owned(), Node::string(choice.property, at)),
            ("mapping".to_owned(), Node::object(mapping, at)),
        ];
        out.insert("discriminator".into(), Node::object(discriminator, at));
        let mut node = Node::new(Value::Object(out), at);
        node.key_at = schema.key_at;
        self.out.insert(choice.name.to_owned(), node);
    }

    /// The name of the schema that an alternative is.
    fn alternative(&mut self, choice: &Choice<'a>, alternative: &Alternative<'a>) -> String {
        let own = &self.family.schemas[alternative.name];
        let base_of = |name: &str| Node::schema_reference(&self.bases[name], own.at);
        let (wanted, mut parts) = match alternative.kind {
            Kind::Leaf | Kind::Nested => return alternative.name.to_owned(),
            Kind::Itself => {
                let wanted = format!("{}Itself", alternative.name);
                (wanted, vec![base_of(alternative.name)])
            }
            Kind::Mapped(base) => {
                let wanted = format!("{base}{}", alternative.name);
                let target = Node::schema_reference(alternative.name, own.at);
                (wanted, vec![base_of(base), target])
            }
        };
        parts.push(pin(
            choice.property,
            &alternative.values,
            true,
            own.position(),
        ));
        let mut node = Node::object([("allOf".to_owned(), Node::array(parts, own.at))], own.at);
        node.key_at = own.key_at;
        // It may be one of another choice as well.
        if self.out.get(&wanted) == Some(&node) {
            return wanted;
        }
        let name = self.free(&wanted);
        self.out.insert(name.clone(), node);
        name
    }

    /// What chooses must be a text, and choose one.
    fn check(&mut self, choice: &Choice<'a>, schema: &Node) {
        let Choice { property, .. } = choice;
        let mut refuse = |at: Position, message: String, way_out: &str| {
            let finding = Finding::error(rules::lint::INEXPRESSIBLE, message);
            self.findings.push(finding.at(at).help(way_out));
        };
        let members = self.family.members(choice.name, property);
        let is_other = |kind: &&Node| kind.as_str() != Some("string");
        if let Some(kind) = members
            .iter()
            .find_map(|node| node.get("type").filter(is_other))
        {
            refuse(
                kind.position(),
                format!(
                    "`{property}` chooses among schemas, and is no string: the names that it chooses by are"
                ),
                "make it a string",
            );
        }
        let at = schema
            .get("discriminator")
            .map_or(schema.position(), Node::position);
        let mut known: HashMap<&str, &str> = HashMap::new();
        for alternative in &choice.alternatives {
            for value in &alternative.values {
                if let Some(other) = known.insert(value, alternative.name) {
                    refuse(
                        at,
                        format!(
                            "`{property}: {value}` stands for `{other}` and for `{}`",
                            alternative.name
                        ),
                        "map a value to each of them",
                    );
                }
            }
            let listed = self.family.listed(alternative.name, property);
            let is_listed = |listed: &Vec<String>| {
                alternative
                    .values
                    .iter()
                    .all(|value| listed.contains(value))
            };
            if listed.is_some_and(|listed| !is_listed(&listed)) {
                let own = &self.family.schemas[alternative.name];
                refuse(
                    own.position(),
                    format!(
                        "`{property}` of `{}` cannot be `{}`, which chooses it",
                        alternative.name,
                        alternative.values.join("`, `")
                    ),
                    "list the values of the mapping, or map those that are listed",
                );
            }
        }
    }

    /// Those that extend a choice extend what it says itself, and say which values choose
    /// them.
    fn heirs(&mut self, choices: &[Choice<'a>]) {
        let mut pins: HashMap<&str, Vec<(&str, &[String])>> = HashMap::new();
        for choice in choices {
            for alternative in &choice.alternatives {
                let pins = pins.entry(alternative.name).or_default();
                let is_own = matches!(alternative.kind, Kind::Leaf | Kind::Nested);
                if is_own
                    && !pins
                        .iter()
                        .any(|(property, _)| *property == choice.property)
                {
                    pins.push((choice.property, &alternative.values));
                }
            }
        }
        let heirs = self.family.heirs.iter();
        let heirs = heirs.filter(|(base, _)| self.bases.contains_key(*base));
        let mut names: IndexSet<&str> = heirs.flat_map(|(_, heirs)| heirs).copied().collect();
        names.extend(self.bases.keys().copied());
        for name in names {
            let own = &self.family.schemas[name];
            let mut schema = self.extending(own);
            let properties: IndexSet<&str> = self.family.choices.values().copied().collect();
            both_ways(&mut schema, &properties);
            let mut parts = schema.items("allOf").to_vec();
            for (property, values) in pins.get(name).into_iter().flatten() {
                let is_required = self.family.requires(name, property);
                let listed = self.family.listed(name, property);
                if !is_required || listed.as_deref() != Some(values) {
                    parts.push(pin(property, values, !is_required, own.position()));
                }
            }
            if !parts.is_empty() {
                schema.set("allOf", Node::array(parts, own.at));
            }
            let name = match self.bases.get(name) {
                Some(base) => {
                    if let Some(map) = schema.as_object_mut() {
                        map.retain(|keyword, _| !is_note(keyword) && keyword != "discriminator");
                    }
                    base.clone()
                }
                None => name.to_owned(),
            };
            self.out.insert(name, schema);
        }
    }

    /// The schema with what choices say themselves in the place of the choices in its
    /// `allOf`.
    fn extending(&self, schema: &Node) -> Node {
        let mut out = schema.clone();
        let parts = schema.items("allOf");
        if parts.is_empty() {
            return out;
        }
        let parts = parts.iter().map(|part| {
            let base = self
                .family
                .named(part)
                .and_then(|name| self.bases.get(name));
            match base {
                Some(base) => Node::schema_reference(base, part.at),
                None => self.extending(part),
            }
        });
        let at = schema.get("allOf").map_or(schema.at, Node::position);
        out.set("allOf", Node::array(parts.collect(), at));
        out
    }
}

/// What chooses travels in both directions, whoever owns it: nothing could be read without.
fn both_ways(schema: &mut Node, properties: &IndexSet<&str>) {
    let Some(map) = schema.as_object_mut() else {
        return;
    };
    let members = map.get_mut("properties").and_then(Node::as_object_mut);
    for (name, member) in members.into_iter().flatten() {
        if properties.contains(name.as_str()) {
            member.remove("readOnly");
            member.remove("writeOnly");
        }
    }
    let parts = map.get_mut("allOf").and_then(Node::as_array_mut);
    for part in parts.into_iter().flatten() {
        both_ways(part, properties);
    }
}

/// What says that a property has one of the values.
fn pin(property: &str, values: &[String], is_required: bool, at: Position) -> Node {
    let text = |text: &str| Node::string(text, at);
    let values = values.iter().map(|value| text(value)).collect();
    let member = Node::object(
        [
            ("type".to_owned(), text("string")),
            ("enum".to_owned(), Node::array(values, at)),
        ],
        at,
    );
    let members = Node::object([(property.to_owned(), member)], at);
    let mut pin = Node::object(
        [
            ("type".to_owned(), text("object")),
            ("properties".to_owned(), members),
        ],
        at,
    );
    if is_required {
        pin.set("required", Node::array(vec![text(property)], at));
    }
    pin
}

/// What a schema says about itself, and whether it may be null.
fn notes_of(schema: &Node) -> Map {
    let members = schema.as_object().into_iter().flatten();
    let notes = members.filter(|(keyword, _)| is_note(keyword));
    notes
        .map(|(keyword, node)| (keyword.clone(), node.clone()))
        .collect()
}

fn is_note(keyword: &str) -> bool {
    ANNOTATIONS.contains(&keyword)
        || keyword.starts_with("x-")
        || matches!(keyword, "nullable" | "readOnly" | "writeOnly")
}
