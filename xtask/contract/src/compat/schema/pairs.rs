//! Compares pairs of schemas, each pair once.
//!
//! A pair holds its own differences and the pairs inside of it; a schema that
//! a hundred operations share is compared once, and recursion ends because a
//! pair that is being compared is taken as equal.

use std::collections::HashMap;

use super::difference::{Child, Delta, Differences, PairId, Relation, Step};
use super::discriminators::compare_discriminators;
use super::items::compare_items;
use super::objects::compare_objects;
use super::patterns::differing_texts;
use super::read::{Conjunction, Reader, is_annotation, is_annotation_only};
use super::repeated::{became_array, only_item, was_array};
use super::shape::{Encoding, SUBSCHEMAS, Shape};
use super::unions::compare_unions;
use super::values::{compare_repeated, compare_values, value};
use super::wire::Form;
use crate::compat::edition::Edition;
use crate::document::Node;
use crate::instances::Difference;
use crate::rules::changes::Facet;

#[derive(Clone, Debug, Default)]
pub struct Pair<'a> {
    /// The schemas of both editions, and how their values travel.
    pub schemas: [Conjunction<'a>; 2],
    pub encoding: Encoding,
    /// The schemas, or the first parts of them, when they say anything.
    pub base: Option<&'a Node>,
    pub revision: Option<&'a Node>,
    /// The name of the schema in the revision, when both refer to it by a name.
    pub name: Option<&'a str>,
    pub differences: Differences<'a>,
}

type Key = (Vec<usize>, Vec<usize>, Encoding);

pub struct Pairs<'a> {
    pub base: Reader<'a>,
    pub revision: Reader<'a>,
    known: HashMap<Key, PairId>,
    pairs: Vec<Pair<'a>>,
    /// How members of forms travel, by their names.
    forms: Vec<Vec<(&'a str, Encoding)>>,
    /// How many comparisons of shapes are open that no pair remembers.
    open: usize,
}

/// Unions of unions of themselves end here.
const MAX_OPEN: usize = 3;

impl<'a> Pairs<'a> {
    pub fn new(base: Edition<'a>, revision: Edition<'a>) -> Self {
        Pairs {
            base: Reader { edition: base },
            revision: Reader { edition: revision },
            known: HashMap::new(),
            pairs: Vec::new(),
            forms: vec![Vec::new()],
            open: 0,
        }
    }

    /// A form of which these members travel otherwise than others do.
    pub fn form(&mut self, members: Vec<(&'a str, Encoding)>) -> Encoding {
        let known = self.forms.iter().position(|form| *form == members);
        Encoding::Form(Form(known.unwrap_or_else(|| {
            self.forms.push(members);
            self.forms.len() - 1
        })))
    }

    /// How a member travels in what travels like this.
    pub fn of_member(&self, encoding: Encoding, name: &str) -> Encoding {
        let members = match encoding {
            Encoding::Form(Form(index)) => self.forms.get(index),
            _ => None,
        };
        let mut members = members.into_iter().flatten();
        let own = members.find(|(member, _)| *member == name);
        own.map_or(encoding.inside(), |(_, own)| *own)
    }

    pub fn pair(&self, id: PairId) -> &Pair<'a> {
        &self.pairs[id.0]
    }

    pub fn len(&self) -> usize {
        self.pairs.len()
    }

    pub fn relation(&self, id: PairId) -> Relation {
        self.pairs[id.0].differences.relation
    }

    /// Compares two schemas, unless they were compared before.
    pub fn compare(
        &mut self,
        base: &Conjunction<'a>,
        revision: &Conjunction<'a>,
        encoding: Encoding,
    ) -> PairId {
        let (base, earlier) = plain(self.base, base);
        let (revision, name) = plain(self.revision, revision);
        let name = earlier.and(name);
        let key = (base.key(), revision.key(), encoding);
        if let Some(id) = self.known.get(&key) {
            let pair = &mut self.pairs[id.0];
            pair.name = pair.name.or(name);
            return *id;
        }
        let id = PairId(self.pairs.len());
        self.known.insert(key, id);
        self.pairs.push(Pair {
            base: base.first(),
            revision: revision.first(),
            name,
            schemas: [base.clone(), revision.clone()],
            encoding,
            ..Pair::default()
        });
        if base.is_any() && revision.is_any() {
            return id;
        }
        let differences = self.compare_conjunctions(&base, &revision, encoding);
        self.pairs[id.0].differences = differences;
        id
    }

    /// The comparisons of a schema of the base with schemas of the revision.
    pub fn of(&self, base: &'a Node) -> impl Iterator<Item = &Pair<'a>> {
        let base = self.base.referenced(base);
        self.pairs
            .iter()
            .filter(move |pair| pair.base.is_some_and(|node| std::ptr::eq(node, base)))
    }

    /// In what the two schemas differ as texts, where they have patterns.
    pub fn differing_texts(&self, id: PairId) -> Option<Difference> {
        let [base, revision] = &self.pairs[id.0].schemas;
        let (old, new) = (
            self.base.shape(base, &[]),
            self.revision.shape(revision, &[]),
        );
        differing_texts(&old, &new)
    }

    fn compare_conjunctions(
        &mut self,
        base: &Conjunction<'a>,
        revision: &Conjunction<'a>,
        encoding: Encoding,
    ) -> Differences<'a> {
        let whole = self.compare_without(base, revision, &[], &[], encoding);
        let Some(parts) = self.parts(base, revision) else {
            return whole;
        };
        // A part without a name that another one implies is nothing new.
        let is_named = |part: &&Node| part.has("$ref") || is_annotation_only(part);
        if whole.relation.is_equal() && !parts.added.iter().chain(&parts.removed).all(is_named) {
            return whole;
        }
        let mut found =
            self.compare_without(base, revision, &parts.removed, &parts.added, encoding);
        for part in parts.added {
            let facet = if is_annotation_only(self.revision.edition.resolve(part)) {
                Facet::AllOfAddedAnnotationOnly
            } else {
                Facet::AllOfAdded
            };
            let what = format!("must also be {}", name_of(part));
            found.push(Delta::new(facet, what, base.first(), Some(part)));
        }
        for part in parts.removed {
            let facet = if is_annotation_only(self.base.edition.resolve(part)) {
                Facet::AllOfRemovedAnnotationOnly
            } else {
                Facet::AllOfRemoved
            };
            let what = format!("no longer has to be {}", name_of(part));
            found.push(Delta::new(facet, what, Some(part), revision.first()));
        }
        found
    }

    /// The parts of two `allOf`s that only one of them has, when all else is as
    /// it was. Otherwise something was moved between a schema and its parts, and
    /// only the whole tells what that means.
    fn parts(&mut self, base: &Conjunction<'a>, revision: &Conjunction<'a>) -> Option<Parts<'a>> {
        let (old, new) = (base.single()?, revision.single()?);
        let removed: Vec<&'a Node> = old.items("allOf").iter().collect();
        let mut added: Vec<&'a Node> = new.items("allOf").iter().collect();
        let removed: Vec<&'a Node> = removed
            .into_iter()
            .filter(|part| {
                let same =
                    added
                        .iter()
                        .position(|other| match (part.text("$ref"), other.text("$ref")) {
                            (Some(ours), Some(theirs)) => last(ours) == last(theirs),
                            (None, None) => part == other,
                            _ => false,
                        });
                match same {
                    Some(index) => {
                        added.remove(index);
                        false
                    }
                    None => true,
                }
            })
            .collect();
        if removed.is_empty() == added.is_empty() {
            return None;
        }
        (restrictions(old) == restrictions(new)).then_some(Parts { removed, added })
    }

    fn compare_without(
        &mut self,
        base: &Conjunction<'a>,
        revision: &Conjunction<'a>,
        base_without: &[&'a Node],
        revision_without: &[&'a Node],
        encoding: Encoding,
    ) -> Differences<'a> {
        let old = self.base.shape(base, base_without);
        let new = self.revision.shape(revision, revision_without);
        self.compare_shapes(&old, &new, encoding)
    }

    pub fn compare_shapes(
        &mut self,
        old: &Shape<'a>,
        new: &Shape<'a>,
        encoding: Encoding,
    ) -> Differences<'a> {
        // A union of one branch is that branch, unless others went or come.
        let has_single =
            |shape: &Shape<'a>| shape.unions.iter().any(|union| union.branches.len() == 1);
        if new.unions.is_empty() && has_single(old) {
            let old = self.base.without_single_unions(old);
            return self.compare_shapes(&old, new, encoding);
        }
        if old.unions.is_empty() && has_single(new) {
            let new = self.revision.without_single_unions(new);
            return self.compare_shapes(old, &new, encoding);
        }
        // A union of single values is a list of them.
        if new.unions.is_empty()
            && let Some(old) = self.base.with_listed_unions(old)
        {
            return self.compare_shapes(&old, new, encoding);
        }
        if old.unions.is_empty()
            && let Some(new) = self.revision.with_listed_unions(new)
        {
            return self.compare_shapes(old, &new, encoding);
        }
        // A union of plain types is one like others beside another union.
        if new.unions.is_empty()
            && !old.unions.is_empty()
            && let Some(new) = self.revision.with_type_union(new)
        {
            return self.compare_shapes(old, &new, encoding);
        }
        if old.unions.is_empty()
            && !new.unions.is_empty()
            && let Some(old) = self.base.with_type_union(old)
        {
            return self.compare_shapes(&old, new, encoding);
        }
        // A list of one item at most is written as the item is.
        if !new.types.has_array()
            && let Some(item) = only_item(self.base, old, encoding)
        {
            return self.compare_shapes(&item, new, encoding.of_items());
        }
        if !old.types.has_array()
            && let Some(item) = only_item(self.revision, new, encoding)
        {
            return self.compare_shapes(old, &item, encoding.of_items());
        }
        // No item is written as nothing, which is no array that is not there.
        if encoding.is_repeated() && [old, new].iter().any(|shape| shape.asks_for_one()) {
            let [old, new] = [old, new].map(Shape::without_an_only_item);
            return self.compare_shapes(&old, &new, encoding);
        }
        let mut found = Differences::default();
        if became_array(self, old, new, encoding) {
            found.extend(compare_repeated(old, new, Facet::TypeGeneralized));
            return found;
        }
        if was_array(self, old, new, encoding) {
            found.extend(compare_repeated(old, new, Facet::TypeSpecialized));
            return found;
        }
        found.extend(compare_discriminators(self, old, new, encoding));
        let (unions, is_more) = compare_unions(self, old, new, encoding);
        found.add(unions);
        if !is_more {
            return found;
        }
        let (values, is_more) = compare_values(old, new, encoding);
        found.extend(values);
        if is_more {
            if old.shares(new, "object") {
                found.add(compare_objects(self, old, new, encoding));
            }
            if old.shares(new, "array") {
                found.add(compare_items(self, old, new, encoding));
            }
            found.add(self.compare_subschemas(old, new, encoding));
        }
        found
    }

    /// How two shapes relate, without remembering it.
    pub fn relate(&mut self, old: &Shape<'a>, new: &Shape<'a>, encoding: Encoding) -> Relation {
        if self.open >= MAX_OPEN {
            return Relation {
                narrows: true,
                widens: true,
                differs: true,
            };
        }
        self.open += 1;
        let relation = self.compare_shapes(old, new, encoding).relation;
        self.open -= 1;
        relation
    }

    /// Whether every value of the first shape is one of the second. Names that
    /// only one of them describes are no difference here.
    pub fn implies(&mut self, inner: &Shape<'a>, outer: &Shape<'a>, is_backwards: bool) -> bool {
        let is_demanded = |name: &&str| inner.required.contains_key(*name);
        if self.open >= MAX_OPEN || !outer.required.keys().all(is_demanded) {
            return false;
        }
        self.open += 1;
        let pair = if is_backwards {
            self.compare_shapes(outer, inner, Encoding::Json)
        } else {
            self.compare_shapes(inner, outer, Encoding::Json)
        };
        self.open -= 1;
        let passed_over = if is_backwards {
            Facet::OptionalPropertyAdded
        } else {
            Facet::OptionalPropertyRemoved
        };
        let mut relation = Relation::default();
        for delta in &pair.deltas {
            if delta.facet != passed_over {
                relation.add_effect(delta.facet.effect());
            }
        }
        for child in &pair.children {
            relation.add(self.relation(child.pair));
        }
        if is_backwards {
            relation.kept()
        } else {
            relation.keeps()
        }
    }

    /// Compares a schema inside of the others.
    pub fn inside(
        &mut self,
        step: Step<'a>,
        base: &Conjunction<'a>,
        revision: &Conjunction<'a>,
        encoding: Encoding,
    ) -> Differences<'a> {
        let pair = self.compare(base, revision, encoding);
        let child = Child {
            step,
            pair,
            read_only: false,
            write_only: false,
        };
        let mut found = Differences::default();
        found.add_child(child, self.relation(pair));
        found
    }

    fn compare_subschemas(
        &mut self,
        old: &Shape<'a>,
        new: &Shape<'a>,
        encoding: Encoding,
    ) -> Differences<'a> {
        let mut found = Differences::default();
        for (index, (keyword, _)) in SUBSCHEMAS.iter().enumerate() {
            let (ours, theirs) = (&old.subschemas[index], &new.subschemas[index]);
            match (ours.is_any(), theirs.is_any()) {
                (true, true) => {}
                (true, false) => {
                    let what = format!("now has `{keyword}`");
                    found.push(Delta::new(
                        SUBSCHEMA_FACETS[index].0,
                        what,
                        old.at,
                        theirs.first(),
                    ));
                }
                (false, true) => {
                    let what = format!("no longer has `{keyword}`");
                    found.push(Delta::new(
                        SUBSCHEMA_FACETS[index].1,
                        what,
                        ours.first(),
                        new.at,
                    ));
                }
                (false, false) if matches!(*keyword, "not" | "if") => {
                    let id = self.compare(ours, theirs, encoding);
                    let relation = self.relation(id);
                    if !relation.is_equal() {
                        let what = format!("has a different `{keyword}`");
                        // What is refused grows: what is allowed shrinks.
                        let facet = match *keyword {
                            "not" if relation.keeps() => Facet::NotWidened,
                            "not" if relation.kept() => Facet::NotNarrowed,
                            "not" => Facet::NotChanged,
                            _ => Facet::IfChanged,
                        };
                        found.push(Delta::new(facet, what, ours.first(), theirs.first()));
                    }
                }
                (false, false) => {
                    let encoding = match *keyword {
                        "then" | "else" => encoding,
                        _ => encoding.inside(),
                    };
                    let step = Step::Inside((*keyword).to_owned());
                    found.add(self.inside(step, ours, theirs, encoding));
                }
            }
        }
        found
    }
}

/// Facets of added and removed subschemas, in the order of `SUBSCHEMAS`.
const SUBSCHEMA_FACETS: [(Facet, Facet); 9] = [
    (Facet::NotAdded, Facet::NotRemoved),
    (Facet::IfAdded, Facet::IfRemoved),
    (Facet::ThenAdded, Facet::ThenRemoved),
    (Facet::ElseAdded, Facet::ElseRemoved),
    (Facet::ContainsAdded, Facet::ContainsRemoved),
    (Facet::PropertyNamesAdded, Facet::PropertyNamesRemoved),
    (Facet::ContentSchemaAdded, Facet::ContentSchemaRemoved),
    (Facet::UnevaluatedItemsAdded, Facet::UnevaluatedItemsRemoved),
    (
        Facet::UnevaluatedPropertiesAdded,
        Facet::UnevaluatedPropertiesRemoved,
    ),
];

struct Parts<'a> {
    removed: Vec<&'a Node>,
    added: Vec<&'a Node>,
}

/// What stands beside an `allOf` and restricts values.
fn restrictions(node: &Node) -> Vec<(&String, &Node)> {
    let mut members: Vec<(&String, &Node)> = node
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(key, _)| key.as_str() != "allOf" && !is_annotation(key))
        .collect();
    members.sort_by_key(|(key, _)| *key);
    members
}

/// The conjunction without references that add nothing, and the name that they
/// had for it.
fn plain<'a>(reader: Reader<'a>, schema: &Conjunction<'a>) -> (Conjunction<'a>, Option<&'a str>) {
    let Some(node) = schema.single() else {
        return (schema.clone(), None);
    };
    let target = reader.referenced(node);
    let is_reference = !std::ptr::eq(target, node);
    let name = node.text("$ref").filter(|_| is_reference).map(last);
    (Conjunction::of(target), name)
}

/// The name that a reference ends with; of a file, without its ending.
pub fn last(reference: &str) -> &str {
    let name = reference
        .rsplit(['/', '#'])
        .find(|part| !part.is_empty())
        .unwrap_or(reference);
    [".yaml", ".yml", ".json"]
        .iter()
        .find_map(|ending| name.strip_suffix(ending))
        .unwrap_or(name)
}

/// What a person calls a schema.
pub fn name_of(node: &Node) -> String {
    if let Some(reference) = node.text("$ref") {
        return format!("`{}`", last(reference));
    }
    if let Some(title) = node.text("title") {
        return format!("`{title}`");
    }
    if let Some(listed) = node.get("enum").or_else(|| node.get("const")) {
        return format!("an inline {}", value(listed));
    }
    let kind = node.text("type").unwrap_or("schema");
    // What tells it from others that are written in their places, too.
    let mut properties = node.members("properties");
    let tag = properties.find_map(|(name, property)| {
        let only = match property.items("enum") {
            [only] => Some(only),
            _ => property.get("const"),
        };
        Some((name, only?))
    });
    if let Some((name, only)) = tag {
        return format!("an inline {kind} with the `{name}` {}", value(only));
    }
    let names: Vec<String> = node
        .members("properties")
        .map(|(name, _)| format!("`{name}`"))
        .collect();
    let more = if names.len() > 3 { " …" } else { "" };
    match (
        &names[..names.len().min(3)],
        node.text("format"),
        node.get("items"),
    ) {
        ([], Some(format), _) => format!("an inline {kind} ({format})"),
        ([], None, Some(items)) => match name_of(items).strip_prefix("an inline ") {
            Some(inside) => format!("an inline {kind} of {inside}"),
            None => format!("an inline {kind} of {}", name_of(items)),
        },
        ([], None, None) => format!("an inline {kind}"),
        (names, ..) => format!("an inline {kind} with {}{more}", names.join(", ")),
    }
}
