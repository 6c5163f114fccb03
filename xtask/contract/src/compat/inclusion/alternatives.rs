//! Schemas taken apart: into alternatives that hold no union any more.

use super::Inclusion;
use super::part::{Choice, Kind, Part, Side, choices};
use crate::compat::edition::Edition;
use crate::document::Node;
use crate::instances::References;

/// More alternatives than these are not made: the unions that are left say nothing.
const MOST: usize = 64;
/// More parts of one schema than any author writes.
const MOST_PARTS: usize = 400;

/// What is asked of a value at once: no part of it is a union.
pub type Alternative<'a> = Vec<Part<'a>>;

impl<'a> Inclusion<'a> {
    pub fn edition(&self, side: Side) -> Edition<'a> {
        self.editions[side as usize]
    }

    /// The target of a schema's own reference.
    pub fn target(&self, side: Side, node: &'a Node) -> Option<&'a Node> {
        References::target(self.edition(side).document, node)
    }

    pub fn choices(&self, side: Side, node: &'a Node) -> Vec<Choice<'a>> {
        choices(self.edition(side), side, node)
    }

    /// Whether it is an heir of what it refers to, so that it is asked what all heirs
    /// are asked.
    pub fn part_of(&self, side: Side, owner: &'a Node, part: &'a Node) -> Part<'a> {
        let target = self.target(side, part).unwrap_or(part);
        match self.edition(side).heirs.is_heir(owner, target) {
            true => Part::Inherited { side, node: target },
            false => Part::schema(side, part),
        }
    }

    /// All values of the type that meet the parts are in one of the alternatives; others
    /// may be, too.
    pub fn alternatives(&mut self, parts: &[Part<'a>], kind: Kind) -> Vec<Alternative<'a>> {
        let mut flat = Alternative::new();
        let mut open: Vec<Choice<'a>> = Vec::new();
        let mut conditions: Vec<(Side, &'a Node)> = Vec::new();
        let mut waiting: Vec<Part<'a>> = parts.iter().rev().cloned().collect();
        let mut seen = Vec::new();
        while let Some(part) = waiting.pop() {
            if seen.len() > MOST_PARTS || !self.step() {
                break;
            }
            let key = part.key();
            if seen.contains(&key) {
                continue;
            }
            seen.push(key);
            let (side, node, is_inherited) = match part {
                Part::Schema { side, node } => (side, node, false),
                Part::Inherited { side, node } => (side, node, true),
                Part::Never => return Vec::new(),
                other => {
                    flat.push(other);
                    continue;
                }
            };
            match node.as_bool() {
                Some(false) => return Vec::new(),
                Some(true) => continue,
                None => {}
            }
            if let Some(target) = self.target(side, node) {
                waiting.push(match is_inherited {
                    true => Part::Inherited { side, node: target },
                    false => Part::schema(side, target),
                });
                if self.edition(side).ignores_siblings {
                    continue;
                }
            }
            if !has_kind(node, kind) {
                return Vec::new();
            }
            flat.push(Part::Own { side, node });
            for part in node.items("allOf") {
                waiting.push(self.part_of(side, node, part));
            }
            if let Some(refused) = node.get("not") {
                flat.push(Part::Not {
                    side,
                    node: refused,
                });
            }
            if node.has("if") && (node.has("then") || node.has("else")) {
                conditions.push((side, node));
            }
            let choices = self.choices(side, node);
            let is_heirs = |choice: &Choice<'a>| is_inherited && !choice.is_written(node);
            open.extend(choices.into_iter().filter(|choice| !is_heirs(choice)));
        }
        let mut all = vec![flat];
        for choice in open {
            if all.len() * choice.branches.len() > MOST {
                continue;
            }
            all = self.each_branch(all, &choice, kind);
        }
        for (side, node) in conditions {
            if all.len() * 2 > MOST {
                continue;
            }
            all = self.each_condition(all, side, node, kind);
        }
        all
    }

    fn each_branch(
        &mut self,
        all: Vec<Alternative<'a>>,
        choice: &Choice<'a>,
        kind: Kind,
    ) -> Vec<Alternative<'a>> {
        let mut found = Vec::new();
        for alternative in all {
            for (index, (branch, tag)) in choice.branches.iter().enumerate() {
                if !self.step() {
                    return found;
                }
                let mut parts = alternative.clone();
                if choice.is_exclusive {
                    // A tag tells others apart by itself.
                    let others = choice.branches.iter().enumerate();
                    let others =
                        others.filter(|(other, (_, tag))| *other != index && tag.is_none());
                    parts.extend(others.map(|(_, (node, _))| Part::Not {
                        side: choice.side,
                        node,
                    }));
                }
                parts.extend(tag.clone());
                parts.push(Part::schema(choice.side, branch));
                found.extend(self.nested(&parts, kind));
            }
        }
        found
    }

    fn each_condition(
        &mut self,
        all: Vec<Alternative<'a>>,
        side: Side,
        node: &'a Node,
        kind: Kind,
    ) -> Vec<Alternative<'a>> {
        let Some(condition) = node.get("if") else {
            return all;
        };
        let mut found = Vec::new();
        for alternative in all {
            let mut met = alternative.clone();
            met.push(Part::schema(side, condition));
            met.extend(node.get("then").map(|then| Part::schema(side, then)));
            found.extend(self.nested(&met, kind));
            let mut unmet = alternative;
            unmet.push(Part::Not {
                side,
                node: condition,
            });
            unmet.extend(node.get("else").map(|other| Part::schema(side, other)));
            found.extend(self.nested(&unmet, kind));
        }
        found
    }

    /// The alternatives of parts one level deeper: unions of unions of themselves end.
    fn nested(&mut self, parts: &[Part<'a>], kind: Kind) -> Vec<Alternative<'a>> {
        if self.depth >= super::MAX_DEPTH || !self.step() {
            let flat = parts
                .iter()
                .filter(|part| !matches!(part, Part::Schema { .. } | Part::Inherited { .. }));
            return vec![flat.cloned().collect()];
        }
        self.depth += 1;
        let found = self.alternatives(parts, kind);
        self.depth -= 1;
        found
    }
}

impl<'a> Choice<'a> {
    /// Whether it is a union of the schema itself, not that of its heirs.
    pub fn is_written(&self, node: &'a Node) -> bool {
        ["oneOf", "anyOf"]
            .iter()
            .any(|keyword| !node.items(keyword).is_empty())
    }
}

/// Whether the schema's own words take values of the type.
pub fn has_kind(node: &Node, kind: Kind) -> bool {
    let Some(types) = types(node) else {
        return true;
    };
    types
        .iter()
        .any(|name| *name == kind.name() || (*name == "integer" && kind == Kind::Number))
}

/// The types that a schema names; none when it names none that anybody knows.
pub fn types(node: &Node) -> Option<Vec<&str>> {
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
pub fn is_whole(node: &Node) -> bool {
    types(node).is_some_and(|types| types.contains(&"integer") && !types.contains(&"number"))
}
