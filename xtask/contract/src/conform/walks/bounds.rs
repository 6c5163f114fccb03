//! Filters by a bound, as their names tell: `minBeds`, `placed_after`, `price[from]`.

use serde_json::{Value, json};

use super::life::unwrapped;
use super::names::plain;
use super::pages::{Ends, Listed};
use super::seam::{Check, Service};
use super::walker::{Ask, Object, Walker};
use crate::document::Position;
use crate::exchange::{Operation, Parameter, property, types_of};
use crate::report::Direction;

const LOWER: &[&str] = &[
    "min", "from", "since", "after", "gte", "gt", "minimum", "start", "above",
];
const UPPER: &[&str] = &[
    "max", "to", "until", "before", "lte", "lt", "maximum", "end", "below",
];
/// What a name of a time has behind what it is the time of.
const OF_TIMES: &[&str] = &["", "at", "on", "date", "time", "datetime"];

/// A parameter, or a member of one, that bounds a member of what is listed.
struct Bound<'a> {
    member: String,
    is_lower: bool,
    /// The member of the parameter's object that says it.
    key: Option<String>,
    schema: &'a crate::document::Node,
}

/// `minBeds` bounds `beds` from below.
fn bounded(name: &str, members: &[String]) -> Option<(String, bool)> {
    let name = plain(name);
    let stems = |words: &'static [&'static str], is_lower: bool| {
        let name = name.clone();
        words.iter().flat_map(move |word| {
            let (before, behind) = (name.strip_suffix(word), name.strip_prefix(word));
            [before, behind]
                .into_iter()
                .flatten()
                .map(|stem| (stem.to_owned(), is_lower))
                .collect::<Vec<_>>()
        })
    };
    let mut all = stems(LOWER, true)
        .chain(stems(UPPER, false))
        .filter(|(stem, _)| stem.len() > 1);
    all.find_map(|(stem, is_lower)| Some((called(&stem, members)?, is_lower)))
}

fn called(stem: &str, members: &[String]) -> Option<String> {
    let mut endings = OF_TIMES.iter();
    endings.find_map(|ending| {
        let wanted = format!("{stem}{ending}");
        members
            .iter()
            .find(|member| plain(member) == wanted)
            .cloned()
    })
}

/// Below, the same or above: of numbers, and of times and dates.
fn order(one: &Value, other: &Value) -> Option<std::cmp::Ordering> {
    if let (Some(one), Some(other)) = (one.as_f64(), other.as_f64()) {
        return one.partial_cmp(&other);
    }
    let (one, other) = (one.as_str()?, other.as_str()?);
    let read = |text: &str| chrono::DateTime::parse_from_rfc3339(text).ok();
    match (read(one), read(other)) {
        (Some(one), Some(other)) => Some(one.cmp(&other)),
        _ => {
            let day =
                |text: &str| chrono::NaiveDate::parse_from_str(text.get(..10)?, "%Y-%m-%d").ok();
            Some(day(one)?.cmp(&day(other)?))
        }
    }
}

impl<'w, 'a, S: Service> Walker<'w, 'a, S> {
    pub async fn bounds(
        &mut self,
        resource: usize,
        list: &'w Operation<'a>,
        parameter: &Parameter<'a>,
        place: &[(String, String)],
    ) -> Option<()> {
        let schema = parameter.schema?;
        self.begin(&[]);
        let base = self.all_listed(list, place, Ask::new()).await?;
        if base.ends != Ends::AtItsEnd {
            return None;
        }
        let first = unwrapped(base.items.first()?).as_object()?;
        let names: Vec<String> = first.keys().cloned().collect();
        let document = self.operations.document;
        let mut found: Vec<Bound<'a>> = Vec::new();
        let types = types_of(schema, document).unwrap_or_default();
        if types.contains(&"object") {
            let member = called(&plain(parameter.name), &names)?;
            let parts = crate::instances::Parts::of([schema], document);
            for (key, node) in parts.members("properties") {
                let (is_lower, is_upper) = (
                    LOWER.contains(&plain(key).as_str()),
                    UPPER.contains(&plain(key).as_str()),
                );
                if is_lower || is_upper {
                    let (member, key) = (member.clone(), Some(key.to_owned()));
                    found.push(Bound {
                        member,
                        is_lower,
                        key,
                        schema: node,
                    });
                }
            }
        } else if let Some((member, is_lower)) = bounded(parameter.name, &names) {
            found.push(Bound {
                member,
                is_lower,
                key: None,
                schema,
            });
        }
        for bound in found {
            self.is_bounded(resource, list, parameter, place, &base, &bound)
                .await;
        }
        Some(())
    }

    async fn is_bounded(
        &mut self,
        resource: usize,
        list: &'w Operation<'a>,
        parameter: &Parameter<'a>,
        place: &[(String, String)],
        base: &Listed,
        bound: &Bound<'a>,
    ) -> Option<()> {
        let judge = self
            .operations
            .judges
            .of(bound.schema, Direction::Request)?;
        let value = |item: &Value| unwrapped(item).get(&bound.member).cloned();
        let mut values: Vec<Value> = base.items.iter().filter_map(value).collect();
        values.retain(|value| judge.is_valid(value));
        values.sort_by(|one, other| order(one, other).unwrap_or(std::cmp::Ordering::Equal));
        values.dedup_by(|one, other| order(one, other) == Some(std::cmp::Ordering::Equal));
        if values.len() < 3 {
            return None;
        }
        let wanted = values[values.len() / 2].clone();
        let sent = match &bound.key {
            Some(key) => json!({ key: wanted }),
            None => wanted.clone(),
        };
        self.begin(&[]);
        let ask = Ask::new().query(parameter.name, sent);
        let listed = self.all_listed(list, place, ask).await?;
        let out = match bound.is_lower {
            true => std::cmp::Ordering::Less,
            false => std::cmp::Ordering::Greater,
        };
        let compared = |item: &Value| order(&value(item)?, &wanted);
        let name = match &bound.key {
            Some(key) => format!("{}[{key}]", parameter.name),
            None => parameter.name.to_owned(),
        };
        if listed.items.iter().any(|item| compared(item) == Some(out)) {
            let message = format!(
                "{} lists items whose `{}` is beyond `{name}`",
                list.title(),
                bound.member
            );
            self.discover_at(Check::FilterIgnored, list, parameter.at, message);
        }
        let known = &self.resources[resource];
        let ids = listed.ids(known);
        let is_lost = base.items.iter().any(|item| {
            let id = super::life::identifier(item, known.variable, &known.name);
            compared(item) == Some(out.reverse()) && id.is_some_and(|id| !ids.contains(&id))
        });
        if is_lost && listed.ends == Ends::AtItsEnd {
            let message = format!(
                "{} lacks items whose `{}` is within `{name}`",
                list.title(),
                bound.member
            );
            self.discover_at(Check::FilterIgnored, list, parameter.at, message);
        }
        Some(())
    }

    /// What is sorted by a member is in its order: numbers, times, and texts of small letters.
    pub fn is_ascending(
        &mut self,
        list: &'w Operation<'a>,
        at: Position,
        sort: &str,
        member: &str,
        ids: &[String],
        objects: &[&Object],
    ) {
        let value = |id: &String| {
            let object = objects.iter().find(|object| object.id() == id)?;
            let members = unwrapped(&object.shown).as_object()?;
            let found = members.iter().find(|(name, _)| plain(name) == member);
            found.map(|(_, value)| value.clone())
        };
        let values: Vec<Value> = ids.iter().filter_map(value).collect();
        let is_plain = |text: &str| {
            text.bytes()
                .all(|byte| byte == b' ' || byte.is_ascii_lowercase())
        };
        let after = |one: &Value, other: &Value| match (one, other) {
            (Value::String(one), Value::String(other)) if is_plain(one) && is_plain(other) => {
                one > other
            }
            _ => order(one, other) == Some(std::cmp::Ordering::Greater),
        };
        if values.windows(2).any(|pair| after(&pair[0], &pair[1])) && !member.is_empty() {
            let message = format!(
                "`{sort}` of {}: ascending is not in the order of `{member}`",
                list.title()
            );
            self.discover_at(Check::SortIgnored, list, at, message);
        }
    }

    /// Whether a member of what an operation takes is free text.
    pub fn is_free_text(&self, operation: &Operation<'a>, name: &str) -> bool {
        let document = self.operations.document;
        let own = self
            .taken_by(operation)
            .and_then(|schema| property(schema, Some(name), document));
        own.is_some_and(|own| {
            let parts = crate::instances::Parts::of([own], document);
            let types = parts.types().unwrap_or_default();
            types.contains(&"string")
                && !["enum", "const", "format", "pattern"]
                    .iter()
                    .any(|keyword| parts.has(keyword))
        })
    }
}
