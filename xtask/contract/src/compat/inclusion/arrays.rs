//! Arrays: how many items, and which ones.

use serde_json::Value;

use super::Inclusion;
use super::holds::number;
use super::part::{Literal, Part, Place};
use crate::document::Node;

/// Longer tuples are not looked at.
const LONGEST: usize = 32;
/// So many equal items are made others.
const MOST_TOLD_APART: usize = 8;
/// More items are not made.
const MOST_MADE: usize = 300;

/// What is asked of arrays.
#[derive(Clone, Default)]
struct Array<'a> {
    least: usize,
    most: Option<usize>,
    /// Schemas with keywords about items at an index.
    items: Vec<(Place<'a>, &'static str)>,
    /// What is asked of all items.
    all: Vec<Literal<'a>>,
    /// What is asked of the item at an index.
    at: Vec<(usize, Literal<'a>)>,
    contains: Vec<Place<'a>>,
    is_unique: bool,
    /// What some item must not meet.
    lacking: Vec<(Place<'a>, &'static str)>,
    /// From here on, all items are asked the same.
    tail: usize,
}

impl<'a> Inclusion<'a> {
    /// An array that meets all of it; none when it is sure that there is none.
    pub fn array(&mut self, literals: &[Literal<'a>]) -> Option<Value> {
        let mut array = Array::default();
        let mut refused = Vec::new();
        for literal in literals {
            let Part::Keyword(place, keyword) = literal.part else {
                continue;
            };
            let limit = number(place.node, keyword).map(|limit| limit.max(0.0) as usize);
            let most =
                |array: &Array<'a>, limit: usize| array.most.map_or(limit, |own| own.min(limit));
            array.tail = array.tail.max(prefix(place.node).len());
            match (keyword, literal.holds, limit) {
                ("minItems", true, Some(limit)) => array.least = array.least.max(limit),
                ("minItems", false, Some(0)) => return None,
                ("minItems", false, Some(limit)) => array.most = Some(most(&array, limit - 1)),
                ("maxItems", true, Some(limit)) => array.most = Some(most(&array, limit)),
                ("maxItems", false, Some(limit)) => array.least = array.least.max(limit + 1),
                ("uniqueItems", true, _) => array.is_unique = true,
                ("uniqueItems", false, _) => array.least = array.least.max(2),
                ("items" | "prefixItems" | "unevaluatedItems", true, _) => {
                    array.items.push((place, keyword));
                }
                ("contains", true, _) => array.contains.push(place),
                ("contains", false, _) => refused.push(place),
                ("items" | "prefixItems", false, _) => array.lacking.push((place, keyword)),
                // What is evaluated is known where nothing else could.
                ("unevaluatedItems", false, _) if is_plain(place.node) => {
                    array.lacking.push((place, keyword));
                }
                _ => {}
            }
        }
        if array.tail > LONGEST {
            return Some(Value::Array(Vec::new()));
        }
        for place in &refused {
            let wanted = contained(*place);
            let (least, most) = counts(place.node);
            match (least, most) {
                (1, None) => array.all.push(wanted.not()),
                (0, None) => return None,
                _ => {}
            }
        }
        let found = self.array_made(array.clone())?;
        // How many items are some is known of others, or of all of them.
        let is_met = refused
            .iter()
            .any(|place| self.contains_surely(&array, *place));
        (!is_met).then_some(found)
    }

    fn array_made(&mut self, mut array: Array<'a>) -> Option<Value> {
        if let Some((place, keyword)) = array.lacking.pop() {
            let first = prefix(place.node).len();
            let indexes = match keyword {
                "prefixItems" => 0..first,
                _ => first..array.tail.max(first) + 1,
            };
            for index in indexes {
                let mut other = array.clone();
                let Some(asked) = own_item(place, keyword, index) else {
                    continue;
                };
                other.at.push((index, asked.not()));
                other.least = other.least.max(index + 1);
                other.tail = other.tail.max(index + 1);
                if let Some(found) = self.array_made(other) {
                    return Some(found);
                }
            }
            return None;
        }
        let mut items = Vec::new();
        for index in 0..=array.tail {
            let asked = array.asked(index);
            match self.find(asked) {
                Some(item) => items.push(item),
                None => {
                    array.most = Some(array.most.map_or(index, |most| most.min(index)));
                    break;
                }
            }
        }
        if array.most.is_some_and(|most| most < array.least) {
            return None;
        }
        let last = items.last().cloned().unwrap_or_default();
        let made = array.least.min(MOST_MADE).max(items.len().min(array.least));
        items.resize(made, last);
        for place in array.contains.clone() {
            let (count, _) = counts(place.node);
            if array.most.is_some_and(|most| most < count) {
                return None;
            }
            let mut possible = 0;
            for index in 0..=array.tail {
                if array.most.is_some_and(|most| most <= index) {
                    break;
                }
                let mut asked = array.asked(index);
                asked.push(contained(place));
                // The only one is all that others ask for.
                if array.most == Some(1) {
                    asked.extend(array.contains.iter().copied().map(contained));
                }
                let Some(item) = self.find(asked) else {
                    continue;
                };
                let is_tail = index == array.tail;
                possible += if is_tail { usize::MAX / 2 } else { 1 };
                while items.len() < index {
                    items.push(self.find(array.asked(items.len())).unwrap_or_default());
                }
                let copies = if is_tail { count.min(MOST_MADE) } else { 1 };
                let place = index.min(items.len());
                let is_room = array.most.is_none_or(|most| items.len() + copies <= most);
                match is_room && is_tail {
                    true => items.extend(std::iter::repeat_n(item, copies)),
                    false if place < items.len() => items[place] = item,
                    false => items.push(item),
                }
            }
            if possible < count {
                return None;
            }
        }
        if array.is_unique && !self.tell_apart(&array, &mut items) {
            return None;
        }
        Some(Value::Array(items))
    }

    /// Makes equal items others; false when there are too few.
    fn tell_apart(&mut self, array: &Array<'a>, items: &mut [Value]) -> bool {
        for index in 1..items.len().min(MOST_TOLD_APART) {
            if !items[..index].contains(&items[index]) {
                continue;
            }
            let mut asked = array.asked(index);
            for item in &items[..index] {
                let equal = Part::Equal(item.to_string().into());
                asked.push(Literal::is(equal).not());
            }
            match self.find(asked) {
                Some(other) => items[index] = other,
                // Those before might be others, when what is asked of them is other.
                None if array.tail == 0 && array.contains.is_empty() => return false,
                None => {}
            }
        }
        true
    }

    /// Whether it is sure that as many items as asked meet what `contains` asks.
    fn contains_surely(&mut self, array: &Array<'a>, place: Place<'a>) -> bool {
        let (least, most) = counts(place.node);
        let mut has_enough = least == 0;
        let mut has_few =
            most.is_none() || most.zip(array.most).is_some_and(|(most, all)| all <= most);
        for own in &array.contains {
            let (own_least, own_most) = counts(own.node);
            let [inner, outer] = [contained(*own), contained(place)];
            has_enough |= own_least >= least
                && self
                    .find(vec![inner.clone(), outer.clone().not()])
                    .is_none();
            has_few |= own_most.zip(most).is_some_and(|(own, most)| own <= most)
                && self.find(vec![outer, inner.not()]).is_none();
        }
        if !has_enough && array.least >= least {
            has_enough = (0..=array.tail).all(|index| {
                let mut asked = array.asked(index);
                asked.retain(|literal| *literal != contained(place).not());
                asked.push(contained(place).not());
                self.find(asked).is_none()
            });
        }
        has_enough && has_few
    }
}

impl<'a> Array<'a> {
    /// What is asked of the item at an index.
    fn asked(&self, index: usize) -> Vec<Literal<'a>> {
        let items = self.items.iter();
        let items = items.filter_map(|(place, keyword)| own_item(*place, keyword, index));
        let at = self.at.iter().filter(|(at, _)| *at == index);
        let at = at.map(|(_, literal)| literal.clone());
        items.chain(self.all.iter().cloned()).chain(at).collect()
    }
}

fn contained(place: Place<'_>) -> Literal<'_> {
    let node = place.node.get("contains").unwrap_or(place.node);
    Literal::is(Part::Schema(Place { node, ..place }))
}

/// How many items must, and may, meet `contains`.
fn counts(node: &Node) -> (usize, Option<usize>) {
    let least = number(node, "minContains").unwrap_or(1.0);
    let most = number(node, "maxContains").map(|most| most.max(0.0) as usize);
    (least.max(0.0) as usize, most)
}

/// What a keyword of the schema asks of the item at an index.
fn own_item<'a>(place: Place<'a>, keyword: &str, index: usize) -> Option<Literal<'a>> {
    let Place { side, node } = place;
    let first = prefix(node).get(index);
    let rest = node.get("items").filter(|items| items.as_array().is_none());
    let schema = match (keyword, first, rest) {
        ("prefixItems", first, _) => first,
        ("items", None, rest) => rest,
        // What is evaluated is known where nothing else could.
        ("unevaluatedItems", None, None) if is_plain(node) => node.get(keyword),
        _ => None,
    };
    schema.map(|node| Literal::is(Part::Schema(Place { side, node })))
}

/// The schemas of the first items; in the spelling of earlier drafts as well.
fn prefix(node: &Node) -> &[Node] {
    match node.get("items").and_then(Node::as_array) {
        Some(items) => items,
        None => node.items("prefixItems"),
    }
}

/// Whether nothing but `prefixItems` and `items` describes items.
fn is_plain(node: &Node) -> bool {
    let mut others = ["contains", "allOf", "anyOf", "oneOf", "if", "$ref"].into_iter();
    others.all(|keyword| !node.has(keyword))
}
