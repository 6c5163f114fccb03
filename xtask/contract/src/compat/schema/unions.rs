//! How `oneOf` and `anyOf` of two schemas differ.
//!
//! Branches are matched by their names and by what they mean, so that their
//! order does not count. A branch without a name that went is no loss when
//! another one takes all of its values; one with a name is a thing of its own,
//! for discriminators and for the types that are generated from it.

use super::difference::{Delta, Differences, Relation, Step};
use super::pairs::{Pairs, last, name_of};
use super::read::{Conjunction, Reader};
use super::shape::{Encoding, Shape, Union};
use crate::document::Node;
use crate::instances::Heirs;
use crate::rules::changes::Facet;

/// More unmatched branches than this are matched by their order.
const MAX_MATCHES: usize = 400;

/// Compares the unions of two shapes, and says whether there is more to compare.
pub fn compare_unions<'a>(
    pairs: &mut Pairs<'a>,
    old: &Shape<'a>,
    new: &Shape<'a>,
    encoding: Encoding,
) -> (Differences<'a>, bool) {
    let mut found = Differences::default();
    match (&old.unions[..], &new.unions[..]) {
        ([], []) => (found, true),
        ([], [union]) if !new.restricts() && old.restricts() => {
            found.push(wrapped(pairs, old, union, encoding));
            (found, false)
        }
        ([union], []) if !old.restricts() && new.restricts() => {
            found.push(unwrapped(pairs, union, new, encoding));
            (found, false)
        }
        (before, after) => {
            for (before, after) in before.iter().zip(after) {
                found.add(compare_branches(pairs, before, after, encoding));
            }
            for union in after.iter().skip(before.len()) {
                if has_all(pairs, old, union, false) {
                    continue;
                }
                let what = format!("must now also be one of {}", names(&union.branches));
                found.push(Delta::new(
                    Facet::UnionIntroduced,
                    what,
                    old.at,
                    Some(union.at),
                ));
            }
            for union in before.iter().skip(after.len()) {
                if has_all(pairs, new, union, true) {
                    continue;
                }
                let what = format!("no longer has to be one of {}", names(&union.branches));
                found.push(Delta::new(
                    Facet::UnionDropped,
                    what,
                    Some(union.at),
                    new.at,
                ));
            }
            (found, true)
        }
    }
}

/// Whether one branch of the union takes all values of the shape, which is of
/// the other document, so that the union says nothing new about them.
fn has_all<'a>(
    pairs: &mut Pairs<'a>,
    shape: &Shape<'a>,
    union: &Union<'a>,
    is_backwards: bool,
) -> bool {
    // Values of two branches are none of a `oneOf`.
    let is_one_of = union.keyword == "oneOf" && union.branches.len() > 1;
    !is_one_of
        && union.branches.iter().any(|branch| {
            let reader = if is_backwards {
                pairs.base
            } else {
                pairs.revision
            };
            let branch = reader.shape(&Conjunction::of(branch), &[]);
            pairs.implies(shape, &branch, is_backwards)
        })
}

/// A schema that became a branch of a union.
fn wrapped<'a>(
    pairs: &mut Pairs<'a>,
    old: &Shape<'a>,
    union: &Union<'a>,
    encoding: Encoding,
) -> Delta<'a> {
    let relations: Vec<Relation> = union
        .branches
        .iter()
        .map(|branch| {
            let branch = pairs.revision.shape(&Conjunction::of(branch), &[]);
            pairs.relate(old, &branch, encoding)
        })
        .collect();
    let (facet, what) = if let Some(kept) = relations.iter().position(|relation| relation.keeps()) {
        let others: Vec<&Node> = union
            .branches
            .iter()
            .enumerate()
            .filter(|(index, _)| *index != kept)
            .map(|(_, branch)| *branch)
            .collect();
        (added(union), format!("can now also be {}", names(&others)))
    } else if relations.iter().all(|relation| relation.kept()) {
        (
            Facet::UnionIntroduced,
            format!("must now be one of {}", names(&union.branches)),
        )
    } else {
        (
            Facet::WrappedInOneOf,
            format!("is now one of {}", names(&union.branches)),
        )
    };
    Delta::new(facet, what, old.at, Some(union.at))
}

/// A union that became one schema.
fn unwrapped<'a>(
    pairs: &mut Pairs<'a>,
    union: &Union<'a>,
    new: &Shape<'a>,
    encoding: Encoding,
) -> Delta<'a> {
    let relations: Vec<Relation> = union
        .branches
        .iter()
        .map(|branch| {
            let branch = pairs.base.shape(&Conjunction::of(branch), &[]);
            pairs.relate(&branch, new, encoding)
        })
        .collect();
    let (facet, what) = if relations.iter().all(|relation| relation.keeps()) {
        (
            Facet::UnionDropped,
            format!("no longer has to be one of {}", names(&union.branches)),
        )
    } else if relations.iter().any(|relation| relation.kept()) {
        let gone: Vec<&Node> = union
            .branches
            .iter()
            .zip(&relations)
            .filter(|(_, relation)| !relation.keeps())
            .map(|(branch, _)| *branch)
            .collect();
        (removed(union), format!("can no longer be {}", names(&gone)))
    } else {
        (
            Facet::UnwrappedFromOneOf,
            format!("is no longer one of {}", names(&union.branches)),
        )
    };
    Delta::new(facet, what, Some(union.at), new.at)
}

fn compare_branches<'a>(
    pairs: &mut Pairs<'a>,
    before: &Union<'a>,
    after: &Union<'a>,
    encoding: Encoding,
) -> Differences<'a> {
    let mut found = Differences::default();
    let mut old: Vec<&'a Node> = before.branches.clone();
    let mut new: Vec<&'a Node> = after.branches.clone();
    let mut matched: Vec<(&'a Node, &'a Node)> = Vec::new();
    let [base, revision] = [pairs.base, pairs.revision].map(|reader| reader.edition.heirs);
    take(&mut old, &mut new, &mut matched, |a, b| {
        let (a, b) = (named(base, a), named(revision, b));
        a.is_some() && a == b
    });
    let tags = [
        tags(pairs.base, &before.branches),
        tags(pairs.revision, &after.branches),
    ];
    take(&mut old, &mut new, &mut matched, |a, b| {
        let is_tag = |tag: &Tag<'a>, node: &Node| std::ptr::eq(tag.branch, node);
        let of = |tags: &'_ [Tag<'a>], node: &Node| -> Vec<(String, String)> {
            let own = tags.iter().filter(|tag| is_tag(tag, node));
            own.map(|tag| (tag.name.to_owned(), tag.value.clone()))
                .collect()
        };
        let theirs = of(&tags[1], b);
        a.text("$ref").is_none() && of(&tags[0], a).iter().any(|tag| theirs.contains(tag))
    });
    if old.len() * new.len() <= MAX_MATCHES {
        take(&mut old, &mut new, &mut matched, |a, b| {
            relation(pairs, a, b, encoding).is_equal()
        });
        take(&mut old, &mut new, &mut matched, |a, b| {
            a.text("title").is_some() && a.text("title") == b.text("title")
        });
        take(&mut old, &mut new, &mut matched, |a, b| {
            relation(pairs, a, b, encoding).keeps()
        });
    }
    if old.len() == new.len() {
        // What is left on both sides is most likely the same, changed.
        matched.extend(old.drain(..).zip(new.drain(..)));
    }
    for (a, b) in matched {
        found.add(pairs.inside(
            Step::Same,
            &Conjunction::of(a),
            &Conjunction::of(b),
            encoding,
        ));
    }
    let gone: Vec<&Node> = old
        .into_iter()
        .filter(|branch| {
            branch.has("$ref")
                || !after
                    .branches
                    .iter()
                    .any(|other| relation(pairs, branch, other, encoding).keeps())
        })
        .collect();
    if let Some(first) = gone.first() {
        let what = format!("can no longer be {}", names(&gone));
        found.push(Delta::new(
            removed(before),
            what,
            Some(first),
            Some(after.at),
        ));
    }
    let more: Vec<&Node> = new
        .into_iter()
        .filter(|branch| {
            branch.has("$ref")
                || !before
                    .branches
                    .iter()
                    .any(|other| relation(pairs, other, branch, encoding).kept())
        })
        .collect();
    if let Some(first) = more.first() {
        let what = format!("can now also be {}", names(&more));
        found.push(Delta::new(added(after), what, Some(before.at), Some(first)));
    }
    found
}

/// A value that tells a branch from all others of its union.
struct Tag<'a> {
    branch: &'a Node,
    name: &'a str,
    value: String,
}

/// The single values that properties of the branches must have, where no two branches
/// have the same.
fn tags<'a>(reader: Reader<'a>, branches: &[&'a Node]) -> Vec<Tag<'a>> {
    let mut tags: Vec<Tag<'a>> = Vec::new();
    for branch in branches.iter().take(MAX_MATCHES) {
        let shape = reader.shape(&Conjunction::of(branch), &[]);
        for name in shape.required.keys() {
            let listed = shape
                .properties
                .get(name)
                .and_then(|property| reader.shape(property, &[]).listed);
            if let Some([value]) = listed.as_ref().map(|listed| &listed.values[..]) {
                tags.push(Tag {
                    branch,
                    name,
                    value: value.canonical(),
                });
            }
        }
    }
    let is_shared = |tag: &Tag<'a>| {
        let mut same = tags
            .iter()
            .filter(|other| other.name == tag.name && other.value == tag.value);
        same.nth(1).is_some()
    };
    let shared: Vec<bool> = tags.iter().map(is_shared).collect();
    let alone = tags
        .into_iter()
        .zip(shared)
        .filter(|(_, is_shared)| !is_shared);
    alone.map(|(tag, _)| tag).collect()
}

/// What a branch is called: what it refers to, or the heir that it is.
fn named<'a>(heirs: &Heirs<'a>, branch: &'a Node) -> Option<&'a str> {
    let reference = branch.text("$ref").map(last);
    reference.or_else(|| heirs.name(branch))
}

/// Moves what `is_match` says into `matched`.
fn take<'a>(
    old: &mut Vec<&'a Node>,
    new: &mut Vec<&'a Node>,
    matched: &mut Vec<(&'a Node, &'a Node)>,
    mut is_match: impl FnMut(&'a Node, &'a Node) -> bool,
) {
    old.retain(|a| match new.iter().position(|b| is_match(a, b)) {
        Some(index) => {
            matched.push((a, new.remove(index)));
            false
        }
        None => true,
    });
}

fn relation<'a>(pairs: &mut Pairs<'a>, a: &'a Node, b: &'a Node, encoding: Encoding) -> Relation {
    let id = pairs.compare(&Conjunction::of(a), &Conjunction::of(b), encoding);
    pairs.relation(id)
}

fn added(union: &Union<'_>) -> Facet {
    if union.keyword == "oneOf" {
        Facet::OneOfAdded
    } else {
        Facet::AnyOfAdded
    }
}

fn removed(union: &Union<'_>) -> Facet {
    if union.keyword == "oneOf" {
        Facet::OneOfRemoved
    } else {
        Facet::AnyOfRemoved
    }
}

fn names(branches: &[&Node]) -> String {
    let names: Vec<String> = branches
        .iter()
        .take(6)
        .map(|branch| name_of(branch))
        .collect();
    match branches.len().saturating_sub(6) {
        0 => names.join(", "),
        rest => format!("{} and {rest} more", names.join(", ")),
    }
}
