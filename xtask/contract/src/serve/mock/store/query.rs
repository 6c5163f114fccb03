//! What the query of a list asks for beside its page: members with a value, or in a range, a text
//! that is searched for, an order. The names are those that many contracts have; what no member
//! and no custom has a name for is passed over.

use std::cmp::Ordering;

use serde_json::Value;

use super::page::{is_about_pages, plain};
use crate::document::{Document, Node};
use crate::exchange::{Argument, Location, Operation, Reading, property};
use crate::instances::Parts;

/// Which side of a value an item is to be on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    From,
    Above,
    To,
    Below,
}

/// What a range begins or ends with, in names: `priceMin`, `min_price`, `created_after`.
const SIDES: [(&str, Side); 13] = [
    ("from", Side::From),
    ("min", Side::From),
    ("gte", Side::From),
    ("since", Side::From),
    ("gt", Side::Above),
    ("after", Side::Above),
    ("to", Side::To),
    ("max", Side::To),
    ("lte", Side::To),
    ("until", Side::To),
    ("upto", Side::To),
    ("lt", Side::Below),
    ("before", Side::Below),
];

const SEARCH: [&str; 5] = ["q", "query", "search", "searchterm", "keyword"];

const SORT: [&str; 5] = ["sort", "sortby", "orderby", "ordering", "order"];

/// Says only in which direction, beside another that says by what.
const DIRECTION: [&str; 6] = [
    "order",
    "direction",
    "dir",
    "sortorder",
    "sortdirection",
    "sortdir",
];

#[derive(Debug, Default, PartialEq)]
pub struct Query {
    equal: Vec<(String, Value)>,
    ranges: Vec<(String, Side, Value)>,
    search: Option<String>,
    /// By which members, and whether from the greatest on.
    order: Vec<(String, bool)>,
}

impl Query {
    /// `items` is the schema of an item of the list.
    pub fn of<'a>(
        operation: &Operation<'a>,
        reading: &Reading,
        items: &'a Node,
        document: &'a Document,
    ) -> Query {
        let parts = Parts::of([items], document);
        let members: Vec<String> = parts
            .members("properties")
            .map(|(name, _)| name.to_owned())
            .collect();
        let schema = |name: &str| property(items, Some(name), document);
        let is_list = |name: &str| {
            let types = schema(name).and_then(|own| crate::exchange::types_of(own, document));
            types.is_some_and(|types| types.contains(&"array"))
        };
        let mut query = Query::default();
        let mut is_descending = None;
        for parameter in &operation.parameters {
            let name = parameter.name;
            let argument = reading.arguments.get(Location::Query, name);
            let (Location::Query, Some(Argument::Value(value))) = (parameter.location, argument)
            else {
                continue;
            };
            query.take(&members, name, value, &mut is_descending);
        }
        // An item of a list in a list is asked for by itself: `tag=new`.
        for (name, value) in &mut query.equal {
            if is_list(name) && value.is_array() {
                *value = value.get(0).cloned().unwrap_or_default();
            }
        }
        if let (Some(is_descending), [(_, own)]) = (is_descending, query.order.as_mut_slice()) {
            *own = is_descending;
        }
        query
    }

    fn take(
        &mut self,
        members: &[String],
        name: &str,
        value: &Value,
        is_descending: &mut Option<bool>,
    ) {
        let member = |wanted: &str| {
            let mut all = members.iter();
            all.find(|member| plain(member) == plain(wanted)).cloned()
        };
        let own = plain(name);
        if let Some(member) = member(name) {
            self.equal.push((member, value.clone()));
            return;
        }
        if let Some(text) = value.as_str() {
            if SEARCH.contains(&own.as_str()) {
                self.search = Some(text.to_lowercase());
                return;
            }
            if DIRECTION.contains(&own.as_str())
                && let Some(direction) = direction(text)
            {
                *is_descending = Some(direction);
                return;
            }
        }
        if SORT.contains(&own.as_str()) {
            let texts: Vec<&str> = match value {
                Value::Array(all) => all.iter().filter_map(Value::as_str).collect(),
                Value::String(text) => text.split(',').collect(),
                _ => Vec::new(),
            };
            let keys = texts.into_iter().filter_map(|text| {
                let (name, is_descending) = key(text.trim());
                Some((member(name)?, is_descending))
            });
            self.order.extend(keys);
            return;
        }
        // A page's own words (`before`, `after`) ask for no range.
        if is_about_pages(name) {
            return;
        }
        let ranged = SIDES.iter().find_map(|(word, side)| {
            let rest = own.strip_prefix(word).or_else(|| own.strip_suffix(word))?;
            // `createdAfter` is about `created`, or `createdAt`.
            let found = member(rest).or_else(|| member(&format!("{rest}at")))?;
            Some((found, *side))
        });
        if let Some((member, side)) = ranged {
            self.ranges.push((member, side, value.clone()));
        }
    }

    pub fn is_empty(&self) -> bool {
        *self == Query::default()
    }

    pub fn is_met_by(&self, item: &Value) -> bool {
        let equal = self.equal.iter().all(|(name, wanted)| {
            item.get(name).is_some_and(|value| match (value, wanted) {
                (Value::Array(all), wanted) if !wanted.is_array() => all.contains(wanted),
                (value, Value::Array(any)) if !value.is_array() => any.contains(value),
                (value, wanted) => same(value, wanted),
            })
        });
        let within = self.ranges.iter().all(|(name, side, bound)| {
            let order = item.get(name).and_then(|value| compared(value, bound));
            order.is_some_and(|order| match side {
                Side::From => order.is_ge(),
                Side::Above => order.is_gt(),
                Side::To => order.is_le(),
                Side::Below => order.is_lt(),
            })
        });
        let found = self.search.as_ref().is_none_or(|text| has(item, text));
        equal && within && found
    }

    /// How two items that are both asked for come one after the other.
    pub fn order(&self, one: &Value, other: &Value) -> Ordering {
        let orders = self.order.iter().map(|(name, is_descending)| {
            let order = match (one.get(name), other.get(name)) {
                (Some(one), Some(other)) => compared(one, other).unwrap_or(Ordering::Equal),
                // What is not there comes last.
                (one, other) => return other.is_some().cmp(&one.is_some()),
            };
            match is_descending {
                true => order.reverse(),
                false => order,
            }
        });
        let mut decided = orders.filter(|order| order.is_ne());
        decided.next().unwrap_or(Ordering::Equal)
    }
}

/// A member to sort by, and whether from the greatest on: `-title`, `title:desc`, `title_desc`.
fn key(text: &str) -> (&str, bool) {
    if let Some(name) = text.strip_prefix('-') {
        return (name, true);
    }
    let text = text.strip_prefix('+').unwrap_or(text);
    let ended = [':', '_', '-', ' ', '.'].iter().find_map(|separator| {
        let (name, end) = text.rsplit_once(*separator)?;
        Some((name, direction(end)?))
    });
    ended.unwrap_or((text, false))
}

fn direction(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "asc" | "ascending" | "up" => Some(false),
        "desc" | "descending" | "down" => Some(true),
        _ => None,
    }
}

fn same(one: &Value, other: &Value) -> bool {
    one == other || compared(one, other).is_some_and(Ordering::is_eq)
}

/// Of times, the instants are compared; of texts, what is written.
fn compared(one: &Value, other: &Value) -> Option<Ordering> {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one.as_f64()?.partial_cmp(&other.as_f64()?),
        (Value::Bool(one), Value::Bool(other)) => Some(one.cmp(other)),
        (Value::String(one), Value::String(other)) => {
            let instant = |text: &str| chrono::DateTime::parse_from_rfc3339(text).ok();
            match (instant(one), instant(other)) {
                (Some(one), Some(other)) => Some(one.cmp(&other)),
                _ => Some(one.cmp(other)),
            }
        }
        _ => None,
    }
}

/// Whether a text stands anywhere in a value.
fn has(value: &Value, text: &str) -> bool {
    match value {
        Value::String(own) => own.to_lowercase().contains(text),
        Value::Array(items) => items.iter().any(|item| has(item, text)),
        Value::Object(members) => members.values().any(|member| has(member, text)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn asked(parameters: &[(&str, Value)]) -> Query {
        let members = ["title", "price", "createdAt", "tags"].map(str::to_owned);
        let mut query = Query::default();
        let mut is_descending = None;
        for (name, value) in parameters {
            query.take(&members, name, value, &mut is_descending);
        }
        query
    }

    #[test]
    fn items_are_asked_for_by_members_ranges_and_texts() {
        let item = json!({ "title": "The Sea", "price": 5, "tags": ["new"], "createdAt": "2026-01-02T00:00:00Z" });
        for (name, value, is_met) in [
            ("title", json!("The Sea"), true),
            ("title", json!("The"), false),
            ("title", json!(["A", "The Sea"]), true),
            ("tags", json!("new"), true),
            ("tags", json!("old"), false),
            ("price", json!(5.0), true),
            ("min_price", json!(5), true),
            ("priceMin", json!(6), false),
            ("price_lt", json!(5), false),
            ("created_after", json!("2026-01-02T01:00:00+02:00"), true),
            ("created-before", json!("2026-01-01T00:00:00Z"), false),
            ("q", json!("sea"), true),
            ("q", json!("land"), false),
            ("after", json!("x"), true),
            ("unknown", json!("x"), true),
        ] {
            assert_eq!(
                asked(&[(name, value.clone())]).is_met_by(&item),
                is_met,
                "{name} {value}"
            );
        }
    }

    #[test]
    fn an_order_is_asked_for_in_several_ways() {
        for (text, expected) in [
            ("title", [("title", false)].as_slice()),
            ("-title", &[("title", true)]),
            ("created_at:desc", &[("createdAt", true)]),
            ("price_asc,-title", &[("price", false), ("title", true)]),
            ("nothing", &[]),
        ] {
            let expected: Vec<(String, bool)> = expected
                .iter()
                .map(|(name, is)| ((*name).to_owned(), *is))
                .collect();
            assert_eq!(asked(&[("sort", json!(text))]).order, expected, "{text}");
        }
    }
}
