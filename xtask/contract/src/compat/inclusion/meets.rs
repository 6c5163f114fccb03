//! Whether the values of an alternative meet a schema.

use super::Inclusion;
use super::alternatives::{Alternative, has_kind, is_whole};
use super::items::is_understood;
use super::part::{Choice, Kind, Part, Side};
use super::ranges::Range;
use super::values::{number, takes_whole};
use crate::document::Node;
use crate::instances::{Texts, difference};

/// With more values than these, a member does not tell alternatives apart.
const MOST_TAGS: usize = 24;

impl<'a> Inclusion<'a> {
    /// Whether all values of the type that meet the inner parts are among the outer.
    pub fn alternatives_within(
        &mut self,
        inner: &[Part<'a>],
        outer: &[Part<'a>],
        kind: Kind,
    ) -> bool {
        let alternatives = self.alternatives(inner, kind);
        alternatives.iter().all(|alternative| {
            self.is_empty(alternative, kind)
                || outer.iter().all(|part| self.meets(alternative, part, kind))
        })
    }

    pub fn meets(&mut self, alternative: &Alternative<'a>, part: &Part<'a>, kind: Kind) -> bool {
        if !self.step() || self.depth >= super::MAX_DEPTH {
            return false;
        }
        if let Some(values) = self.few(alternative, kind) {
            let holds = |value| self.all_hold(std::slice::from_ref(part), value) == Some(true);
            if values.iter().all(holds) {
                return true;
            }
        }
        let key = part.key();
        if alternative.iter().any(|own| own.key() == key) {
            return true;
        }
        match part {
            Part::Schema { side, node } => self.meets_schema(alternative, *side, node, kind, true),
            Part::Inherited { side, node } => {
                self.meets_schema(alternative, *side, node, kind, false)
            }
            Part::Own { side, node } => self.meets_own(alternative, *side, node, kind),
            Part::Not { side, node } => {
                let mut both = alternative.clone();
                both.push(Part::schema(*side, node));
                self.is_kind_never(&both, kind)
            }
            Part::Tag { name, .. } => {
                if kind != Kind::Object {
                    return true;
                }
                let Part::Tag { texts, .. } = part else {
                    return false;
                };
                let inner = self.member(alternative, name);
                self.is_within(&inner, &[Part::Texts(texts.clone())])
            }
            // Only few values could be.
            Part::Texts(_) | Part::Never => false,
        }
    }

    fn meets_schema(
        &mut self,
        alternative: &Alternative<'a>,
        side: Side,
        node: &'a Node,
        kind: Kind,
        with_heirs: bool,
    ) -> bool {
        if let Some(flag) = node.as_bool() {
            return flag;
        }
        self.depth += 1;
        let meets = self.meets_deeper(alternative, side, node, kind, with_heirs);
        self.depth -= 1;
        meets
    }

    fn meets_deeper(
        &mut self,
        alternative: &Alternative<'a>,
        side: Side,
        node: &'a Node,
        kind: Kind,
        with_heirs: bool,
    ) -> bool {
        if let Some(target) = self.target(side, node) {
            let part = match with_heirs {
                true => Part::schema(side, target),
                false => Part::Inherited { side, node: target },
            };
            if !self.meets(alternative, &part, kind) {
                return false;
            }
            if self.edition(side).ignores_siblings {
                return true;
            }
        }
        let parts: Vec<Part<'a>> = node
            .items("allOf")
            .iter()
            .map(|part| self.part_of(side, node, part))
            .collect();
        self.meets(alternative, &Part::Own { side, node }, kind)
            && parts.iter().all(|part| self.meets(alternative, part, kind))
            && self.choices(side, node).iter().all(|choice| {
                (!with_heirs && !choice.is_written(node))
                    || self.meets_choice(alternative, choice, kind)
            })
            && node.get("not").is_none_or(|refused| {
                self.meets(
                    alternative,
                    &Part::Not {
                        side,
                        node: refused,
                    },
                    kind,
                )
            })
            && self.meets_condition(alternative, side, node, kind)
    }

    fn meets_condition(
        &mut self,
        alternative: &Alternative<'a>,
        side: Side,
        node: &'a Node,
        kind: Kind,
    ) -> bool {
        let Some(condition) = node.get("if") else {
            return true;
        };
        let met = node.get("then").is_none_or(|then| {
            let mut inner = alternative.clone();
            inner.push(Part::schema(side, condition));
            self.alternatives_within(&inner, &[Part::schema(side, then)], kind)
        });
        met && node.get("else").is_none_or(|other| {
            let mut inner = alternative.clone();
            inner.push(Part::Not {
                side,
                node: condition,
            });
            self.alternatives_within(&inner, &[Part::schema(side, other)], kind)
        })
    }

    fn meets_choice(
        &mut self,
        alternative: &Alternative<'a>,
        choice: &Choice<'a>,
        kind: Kind,
    ) -> bool {
        if self.meets_branch(alternative, choice, kind) {
            return true;
        }
        if kind != Kind::Object {
            return false;
        }
        // By the values of a member that may tell the branches apart.
        let Some((name, texts)) = self.tag(alternative) else {
            return false;
        };
        texts.iter().all(|text| {
            let mut one = alternative.clone();
            one.push(Part::Tag {
                name,
                texts: [*text].into(),
            });
            self.is_empty(&one, kind) || self.meets_branch(&one, choice, kind)
        })
    }

    fn meets_branch(
        &mut self,
        alternative: &Alternative<'a>,
        choice: &Choice<'a>,
        kind: Kind,
    ) -> bool {
        let count = choice.branches.len();
        (0..count).any(|index| {
            self.meets_one(alternative, choice, index, kind)
                && (!choice.is_exclusive
                    || (0..count)
                        .filter(|other| *other != index)
                        .all(|other| self.misses(alternative, choice, other, kind)))
        })
    }

    fn meets_one(
        &mut self,
        alternative: &Alternative<'a>,
        choice: &Choice<'a>,
        index: usize,
        kind: Kind,
    ) -> bool {
        let (branch, tag) = &choice.branches[index];
        tag.as_ref()
            .is_none_or(|tag| self.meets(alternative, tag, kind))
            && self.meets(alternative, &Part::schema(choice.side, branch), kind)
    }

    /// Whether no value of the alternative is one of the branch.
    fn misses(
        &mut self,
        alternative: &Alternative<'a>,
        choice: &Choice<'a>,
        index: usize,
        kind: Kind,
    ) -> bool {
        let (branch, tag) = &choice.branches[index];
        let mut both = alternative.clone();
        both.extend(tag.clone());
        both.push(Part::schema(choice.side, branch));
        self.is_kind_never(&both, kind)
    }

    /// A member that is always there and has one of several listed texts.
    fn tag(&mut self, alternative: &Alternative<'a>) -> Option<(&'a str, Vec<&'a str>)> {
        self.all_required(alternative).into_iter().find_map(|name| {
            let parts = self.member(alternative, name);
            let texts = parts.iter().find_map(|part| self.texts_of(part, 0))?;
            (2..=MOST_TAGS)
                .contains(&texts.len())
                .then_some((name, texts))
        })
    }

    fn texts_of(&self, part: &Part<'a>, depth: usize) -> Option<Vec<&'a str>> {
        let (side, node) = match part {
            Part::Texts(texts) => return Some(texts.to_vec()),
            Part::Schema { side, node } | Part::Own { side, node } => (*side, *node),
            _ => return None,
        };
        let listed = node.get("enum").and_then(Node::as_array);
        let texts = listed.and_then(|all| all.iter().map(Node::as_str).collect());
        texts.or_else(|| {
            let target = self.target(side, node).filter(|_| depth < 8)?;
            self.texts_of(&Part::schema(side, target), depth + 1)
        })
    }

    /// Whether the values meet the schema's own keywords.
    fn meets_own(
        &mut self,
        alternative: &Alternative<'a>,
        side: Side,
        node: &'a Node,
        kind: Kind,
    ) -> bool {
        if !has_kind(node, kind)
            || (kind == Kind::Number && is_whole(node) && !is_all_whole(alternative))
        {
            return false;
        }
        if (node.has("enum") || node.has("const")) && !self.lists_less(alternative, node) {
            // The few values of the alternative were looked at.
            return false;
        }
        match kind {
            Kind::Null | Kind::Boolean => true,
            Kind::Number => {
                Range::of(alternative).meets(node) && self.has_format(alternative, node, kind)
            }
            Kind::String => self.meets_text(alternative, node),
            Kind::Array => is_understood(node) && self.meets_items(alternative, side, node),
            Kind::Object => self.meets_members(alternative, side, node),
        }
    }

    /// Whether the alternative lists its values, all of which the schema lists as well.
    fn lists_less(&self, alternative: &Alternative<'a>, node: &'a Node) -> bool {
        let outer = listed(node);
        let mut owners = alternative.iter().filter_map(Part::own);
        owners.any(|(_, own)| {
            let inner = listed(own);
            !inner.is_empty() && inner.iter().all(|value| outer.contains(value))
        })
    }

    fn meets_text(&mut self, alternative: &Alternative<'a>, node: &'a Node) -> bool {
        let least = self.most_of(alternative, "minLength").unwrap_or(0.0);
        let most = self
            .least_of(alternative, "maxLength")
            .unwrap_or(f64::INFINITY);
        let patterns = |node: &'a Node| node.text("pattern");
        let inner = Texts {
            least: least.max(0.0) as usize,
            most: most.is_finite().then_some(most.max(0.0) as usize),
            patterns: alternative
                .iter()
                .filter_map(Part::own)
                .filter_map(|(_, own)| patterns(own))
                .collect(),
        };
        let matches_all = |pattern: &'a str| {
            let outer = Texts {
                patterns: vec![pattern],
                ..Texts::default()
            };
            inner.patterns.contains(&pattern)
                || difference(&inner, &outer).is_some_and(|found| found.lost.is_none())
        };
        number(node, "minLength").is_none_or(|wanted| least >= wanted)
            && number(node, "maxLength").is_none_or(|wanted| most <= wanted)
            && patterns(node).is_none_or(matches_all)
            && self.has_format(alternative, node, Kind::String)
            && ["contentEncoding", "contentMediaType", "contentSchema"]
                .iter()
                .all(|keyword| {
                    let mut owners = alternative.iter().filter_map(Part::own);
                    node.get(keyword).is_none_or(|wanted| {
                        owners.any(|(_, own)| own.get(keyword) == Some(wanted))
                    })
                })
    }

    /// Whether the alternative has the format, one within it, or one that says nothing
    /// about values of the type.
    fn has_format(&self, alternative: &Alternative<'a>, node: &'a Node, kind: Kind) -> bool {
        let Some(wanted) = node.text("format") else {
            return true;
        };
        if kind == Kind::Number && crate::instances::range(wanted).is_some() {
            // It is among the bounds.
            return true;
        }
        if kind == Kind::Number && is_of_texts(wanted) {
            return true;
        }
        let mut owners = alternative.iter().filter_map(Part::own);
        owners.any(|(_, own)| {
            own.text("format").is_some_and(|own| {
                own == wanted || crate::compat::schema::is_format_within(own, wanted)
            })
        }) || (matches!(wanted, "float" | "double" | "decimal")
            && is_all_whole(alternative)
            && kind == Kind::Number)
    }
}

fn is_all_whole(alternative: &[Part<'_>]) -> bool {
    takes_whole(alternative) || Range::of(alternative).is_whole
}

/// Formats that say nothing about numbers.
fn is_of_texts(format: &str) -> bool {
    crate::instances::is_checked(format)
}

fn listed(node: &Node) -> Vec<&Node> {
    match (node.get("const"), node.get("enum")) {
        (Some(only), _) => vec![only],
        (None, Some(all)) => all.as_array().unwrap_or(&[]).iter().collect(),
        (None, None) => Vec::new(),
    }
}
