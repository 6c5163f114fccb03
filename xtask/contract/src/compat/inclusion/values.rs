//! Single values: whether they meet parts, and the values of an alternative when they
//! are few.

use serde_json::Value;

use super::Inclusion;
use super::alternatives::{Alternative, is_whole, types};
use super::part::{Kind, Part, Side};
use super::ranges::{Range, holds_number};
use crate::document::Node;
use crate::instances::{fits, lengths};

/// More values than these are not looked at one by one.
const FEW: usize = 300;

/// What is deeper than this is not looked at.
const MAX_DEPTH: usize = 12;

impl<'a> Inclusion<'a> {
    /// The values of the alternative, when there are few: each of them meets all parts,
    /// as far as that can be said.
    pub fn few(&mut self, alternative: &Alternative<'a>, kind: Kind) -> Option<Vec<Value>> {
        let mut values = self.listed(alternative, kind)?;
        values.retain(|value| self.all_hold(alternative, value) != Some(false));
        Some(values)
    }

    fn listed(&self, alternative: &Alternative<'a>, kind: Kind) -> Option<Vec<Value>> {
        let is_kind = |value: &Value| match value {
            Value::Null => kind == Kind::Null,
            Value::Bool(_) => kind == Kind::Boolean,
            Value::Number(_) => kind == Kind::Number,
            Value::String(_) => kind == Kind::String,
            Value::Array(_) => kind == Kind::Array,
            Value::Object(_) => kind == Kind::Object,
        };
        for part in alternative {
            let listed = match part {
                Part::Texts(texts) => texts.iter().map(|text| Value::from(*text)).collect(),
                Part::Own { node, .. } => match (node.get("const"), node.get("enum")) {
                    (Some(only), _) => vec![only.to_json()],
                    (None, Some(all)) => all.as_array()?.iter().map(Node::to_json).collect(),
                    (None, None) => continue,
                },
                _ => continue,
            };
            let mut listed: Vec<Value> = listed;
            listed.retain(is_kind);
            return (listed.len() <= FEW).then_some(listed);
        }
        match kind {
            Kind::Boolean => Some(vec![false.into(), true.into()]),
            Kind::Number => Range::of(alternative).few(FEW),
            Kind::String => {
                let most = self.least_of(alternative, "maxLength")?;
                (most < 1.0).then(|| vec!["".into()])
            }
            Kind::Array => {
                let most = self.least_of(alternative, "maxItems")?;
                (most < 1.0).then(|| vec![Value::Array(Vec::new())])
            }
            Kind::Object => {
                let most = self.least_of(alternative, "maxProperties")?;
                (most < 1.0).then(|| vec![Value::Object(serde_json::Map::new())])
            }
            Kind::Null => Some(vec![Value::Null]),
        }
    }

    /// The smallest of the limits that the parts have.
    pub fn least_of(&self, parts: &[Part<'a>], keyword: &str) -> Option<f64> {
        limits(parts, keyword, 1.0).reduce(f64::min)
    }

    /// The largest of the limits that the parts have.
    pub fn most_of(&self, parts: &[Part<'a>], keyword: &str) -> Option<f64> {
        limits(parts, keyword, -1.0).reduce(f64::max)
    }

    /// Whether a value meets all parts; none when that cannot be said.
    pub fn all_hold(&self, parts: &[Part<'a>], value: &Value) -> Option<bool> {
        all(parts.iter().map(|part| self.holds(part, value, 0)))
    }

    fn holds(&self, part: &Part<'a>, value: &Value, depth: usize) -> Option<bool> {
        match part {
            Part::Schema { side, node } => self.schema_holds(*side, node, value, true, depth),
            Part::Inherited { side, node } => self.schema_holds(*side, node, value, false, depth),
            Part::Own { side, node } => self.own_holds(*side, node, value, depth),
            Part::Not { side, node } => {
                let holds = self.schema_holds(*side, node, value, true, depth)?;
                Some(!holds)
            }
            Part::Tag { name, texts } => Some(match value.get(*name) {
                Some(member) => member.as_str().is_some_and(|text| texts.contains(&text)),
                None => true,
            }),
            Part::Texts(texts) => Some(value.as_str().is_some_and(|text| texts.contains(&text))),
            Part::Never => Some(false),
        }
    }

    fn schema_holds(
        &self,
        side: Side,
        node: &'a Node,
        value: &Value,
        with_heirs: bool,
        depth: usize,
    ) -> Option<bool> {
        if depth > MAX_DEPTH || !self.step() {
            return None;
        }
        if let Some(flag) = node.as_bool() {
            return Some(flag);
        }
        let inside = |node: &'a Node| self.schema_holds(side, node, value, true, depth + 1);
        if let Some(target) = self.target(side, node) {
            let holds = self.schema_holds(side, target, value, with_heirs, depth + 1);
            if self.edition(side).ignores_siblings || holds == Some(false) {
                return holds;
            }
            holds?;
        }
        if value.is_null() && node.flag("nullable") {
            return Some(true);
        }
        let parts = node.items("allOf").iter();
        let parts = parts.map(|part| self.holds(&self.part_of(side, node, part), value, depth + 1));
        let mut found: Vec<Option<bool>> = vec![self.own_holds(side, node, value, depth)];
        found.extend(parts);
        for choice in self.choices(side, node) {
            if !with_heirs && !choice.is_written(node) {
                continue;
            }
            let branches = choice.branches.iter().map(|(branch, tag)| {
                let tag = tag.iter().map(|tag| self.holds(tag, value, depth + 1));
                all(tag.chain([inside(branch)]))
            });
            let branches: Vec<Option<bool>> = branches.collect();
            let met = branches
                .iter()
                .filter(|holds| **holds == Some(true))
                .count();
            let unknown = branches.iter().filter(|holds| holds.is_none()).count();
            found.push(match (choice.is_exclusive, met, unknown) {
                (false, 1.., _) => Some(true),
                (true, 2.., _) | (_, 0, 0) => Some(false),
                (true, 1, 0) => Some(true),
                _ => None,
            });
        }
        if let Some(refused) = node.get("not") {
            found.push(inside(refused).map(|holds| !holds));
        }
        if let Some(condition) = node.get("if") {
            found.push(match inside(condition) {
                Some(true) => node.get("then").map_or(Some(true), inside),
                Some(false) => node.get("else").map_or(Some(true), inside),
                None => None,
            });
        }
        all(found)
    }

    /// Whether the value meets the schema's own keywords.
    fn own_holds(&self, side: Side, node: &'a Node, value: &Value, depth: usize) -> Option<bool> {
        if value.is_null() && node.flag("nullable") {
            return Some(true);
        }
        let mut found = vec![Some(has_type(node, value))];
        if let Some(listed) = node.get("enum").and_then(Node::as_array) {
            found.push(Some(
                listed.iter().any(|one| is_same(&one.to_json(), value)),
            ));
        }
        if let Some(only) = node.get("const") {
            found.push(Some(is_same(&only.to_json(), value)));
        }
        found.push(match value {
            Value::Number(number) => number.as_f64().map(|number| holds_number(node, number)),
            Value::String(text) => Some(holds_text(node, text)),
            Value::Array(items) => self.own_items_hold(side, node, items, depth),
            Value::Object(members) => self.own_members_hold(side, node, members, depth),
            Value::Null | Value::Bool(_) => Some(true),
        });
        all(found)
    }

    fn own_items_hold(
        &self,
        side: Side,
        node: &'a Node,
        items: &[Value],
        depth: usize,
    ) -> Option<bool> {
        let count = items.len() as f64;
        let mut found = vec![
            Some(number(node, "minItems").is_none_or(|least| count >= least)),
            Some(number(node, "maxItems").is_none_or(|most| count <= most)),
        ];
        if node.flag("uniqueItems") {
            let is_again = |(index, item): (usize, &Value)| items[..index].contains(item);
            found.push(Some(!items.iter().enumerate().any(is_again)));
        }
        if node.has("unevaluatedItems")
            || node
                .get("items")
                .is_some_and(|all| all.as_array().is_some())
        {
            found.push(None);
        }
        let first = node.items("prefixItems");
        for (index, item) in items.iter().enumerate() {
            let schema = first.get(index).or_else(|| node.get("items"));
            found.extend(
                schema.map(|schema| self.schema_holds(side, schema, item, true, depth + 1)),
            );
        }
        if let Some(contained) = node.get("contains") {
            let held: Option<Vec<bool>> = items
                .iter()
                .map(|item| self.schema_holds(side, contained, item, true, depth + 1))
                .collect();
            found.push(held.map(|held| {
                let count = held.into_iter().filter(|holds| *holds).count() as f64;
                count >= number(node, "minContains").unwrap_or(1.0)
                    && number(node, "maxContains").is_none_or(|most| count <= most)
            }));
        }
        all(found)
    }

    fn own_members_hold(
        &self,
        side: Side,
        node: &'a Node,
        members: &serde_json::Map<String, Value>,
        depth: usize,
    ) -> Option<bool> {
        let count = members.len() as f64;
        let mut found = vec![
            Some(number(node, "minProperties").is_none_or(|least| count >= least)),
            Some(number(node, "maxProperties").is_none_or(|most| count <= most)),
        ];
        let required = self.required(side, node);
        found.push(Some(
            required.iter().all(|name| members.contains_key(*name)),
        ));
        const HARD: [&str; 4] = [
            "unevaluatedProperties",
            "dependentSchemas",
            "dependentRequired",
            "propertyNames",
        ];
        if HARD.iter().any(|keyword| node.has(keyword)) {
            found.push(None);
        }
        for (name, member) in members {
            for part in self.own_member(side, node, name) {
                found.push(self.holds(&part, member, depth + 1));
            }
        }
        all(found)
    }
}

/// All of them, or none of which that can be said.
fn all(found: impl IntoIterator<Item = Option<bool>>) -> Option<bool> {
    let mut is_known = true;
    for holds in found {
        match holds {
            Some(false) => return Some(false),
            Some(true) => {}
            None => is_known = false,
        }
    }
    is_known.then_some(true)
}

/// The limits of the parts at a keyword; what is refused below or above a limit is one
/// as well, `beside` it.
fn limits<'p>(
    parts: &'p [Part<'_>],
    keyword: &'p str,
    beside: f64,
) -> impl Iterator<Item = f64> + 'p {
    let opposite = match keyword.split_at(3) {
        ("min", rest) => format!("max{rest}"),
        (_, rest) => format!("min{rest}"),
    };
    parts.iter().filter_map(move |part| match part {
        Part::Own { node, .. } => {
            let own = number(node, keyword);
            let (least, most) = node.text("format").map_or((None, None), lengths);
            match keyword {
                "minLength" => own.into_iter().chain(least.map(f64::from)).reduce(f64::max),
                "maxLength" => own.into_iter().chain(most.map(f64::from)).reduce(f64::min),
                _ => own,
            }
        }
        Part::Not { node, .. } => Some(number(only(node)?, &opposite)? - beside),
        _ => None,
    })
}

/// The schema, when it has one keyword, beside a type.
pub fn only(node: &Node) -> Option<&Node> {
    let members = node.as_object()?;
    let keywords = members.keys().filter(|key| *key != "type");
    (keywords.count() == 1 && !node.has("$ref")).then_some(node)
}

/// The number at a keyword.
pub fn number(node: &Node, keyword: &str) -> Option<f64> {
    node.get(keyword)?.as_number()?.as_f64()
}

fn has_type(node: &Node, value: &Value) -> bool {
    let Some(types) = types(node) else {
        return true;
    };
    let has = |name: &str| types.contains(&name);
    match value {
        Value::Null => has("null"),
        Value::Bool(_) => has("boolean"),
        Value::Number(number) => {
            let is_whole = number.as_f64().is_some_and(|number| number.fract() == 0.0);
            has("number") || (has("integer") && is_whole)
        }
        Value::String(_) => has("string"),
        Value::Array(_) => has("array"),
        Value::Object(_) => has("object"),
    }
}

/// Equal as JSON values: 1 and 1.0 are.
fn is_same(one: &Value, other: &Value) -> bool {
    match (one.as_f64(), other.as_f64()) {
        (Some(one), Some(other)) => one == other,
        _ => one == other,
    }
}

fn holds_text(node: &Node, text: &str) -> bool {
    let length = text.chars().count() as f64;
    number(node, "minLength").is_none_or(|least| length >= least)
        && number(node, "maxLength").is_none_or(|most| length <= most)
        && node.text("format").is_none_or(|format| fits(format, text))
        && node
            .text("pattern")
            .is_none_or(|pattern| matches(pattern, text))
}

/// Whether a regular expression of ECMA 262 finds something in the text; one that cannot
/// be read says nothing.
pub fn matches(pattern: &str, text: &str) -> bool {
    regress::Regex::new(pattern).is_ok_and(|regex| regex.find(text).is_some())
}

/// Whether all numbers that the alternative takes are whole.
pub fn takes_whole(alternative: &[Part<'_>]) -> bool {
    alternative
        .iter()
        .filter_map(Part::own)
        .any(|(_, node)| is_whole(node))
}
