//! Filters, orders and searches of lists are heeded: as far as their names tell what they are
//! about.

use std::collections::HashSet;

use serde_json::Value;

use super::compare::same;
use super::life::unwrapped;
use super::names::{SEARCHES, SORTS, plain, singular};
use super::pages::{Ends, Listed, is_of_paging, limit_of, query_of};
use super::samples::several;
use super::seam::{Check, Service};
use super::walker::{Ask, Object, Walker};
use crate::exchange::{Location, Operation, Parameter, types_of};

/// So many values that nothing has are filtered by.
const MOST_OTHERS: usize = 2;

impl<'w, 'a, S: Service> Walker<'w, 'a, S> {
    /// Parameters that are named as a member filter by it.
    pub async fn is_filtered(&mut self, resource: usize, objects: &[Object]) -> Option<()> {
        let known = &self.resources[resource];
        let list = known.list?;
        let place = self.place(resource)?;
        for parameter in &list.parameters {
            if parameter.location != Location::Query || is_of_paging(parameter.name) {
                continue;
            }
            let is_equal = self
                .filters(resource, list, parameter, &place, objects)
                .await;
            if is_equal.is_none() {
                self.bounds(resource, list, parameter, &place).await;
            }
        }
        self.is_sorted(resource, list, &place, objects).await;
        self.is_searched(resource, list, &place, objects).await;
        Some(())
    }

    async fn filters(
        &mut self,
        resource: usize,
        list: &'w Operation<'a>,
        parameter: &Parameter<'a>,
        place: &[(String, String)],
        objects: &[Object],
    ) -> Option<()> {
        let member = |object: &Object| {
            let members = unwrapped(&object.shown).as_object()?;
            let mut all = members.iter();
            let found = all.find(|(name, value)| {
                plain(name) == plain(parameter.name)
                    || value.is_array() && singular(name) == plain(parameter.name)
            });
            found.map(|(name, value)| (name.clone(), value.clone()))
        };
        let (name, _) = objects.iter().find_map(&member)?;
        let types = types_of(parameter.schema?, self.operations.document).unwrap_or_default();
        if types.contains(&"object") {
            return None;
        }
        let takes_many = types.contains(&"array");
        let mut has_paged = false;
        for (wanted, object) in self.wanted(parameter, objects, member) {
            if wanted.is_null() || wanted.is_object() {
                continue;
            }
            let sent = match takes_many {
                true => Value::Array(vec![wanted.clone()]),
                false => wanted.clone(),
            };
            self.begin(&objects.iter().collect::<Vec<_>>());
            let ask = Ask::new().query(parameter.name, sent.clone());
            let Some(listed) = self.all_listed(list, place, ask).await else {
                continue;
            };
            let is_exact = !wanted.is_string() || self.is_chosen(parameter);
            let fits = |item: &Value| match unwrapped(item).get(&name) {
                Some(Value::Array(items)) => items.iter().any(|item| same(item, &wanted)),
                Some(is) if is_exact => same(is, &wanted),
                Some(Value::String(is)) => {
                    let wanted = wanted.as_str().unwrap_or_default().to_lowercase();
                    is.to_lowercase().contains(&wanted)
                }
                // What does not show it tells nothing.
                Some(Value::Null) | None => true,
                Some(_) => false,
            };
            if !listed.items.iter().all(fits) {
                let message = format!(
                    "{} lists items with another `{name}` than `{}` asks for",
                    list.title(),
                    parameter.name
                );
                self.discover_at(Check::FilterIgnored, list, parameter.at, message);
            }
            let count = listed.items.len();
            if !has_paged && count > 1 && listed.items.iter().all(fits) {
                has_paged = true;
                for by_links in [false, true] {
                    let pages = self
                        .by_small_pages(list, place, &sent, parameter, by_links)
                        .await;
                    if let Some(pages) = pages.filter(|pages| !pages.items.iter().all(fits)) {
                        let how = if by_links { "links" } else { "pages" };
                        let message = format!(
                            "the {how} of {} lose the filter `{}` after {} items",
                            list.title(),
                            parameter.name,
                            pages.pages.first().copied().unwrap_or_default()
                        );
                        self.discover_at(Check::FilterIgnored, list, parameter.at, message);
                    }
                }
            }
            let told = listed.total.filter(|told| *told != count as u64);
            if let (Some(told), Ends::AtItsEnd) = (told, listed.ends)
                && listed.items.iter().all(fits)
            {
                let message = format!(
                    "{} says that there are {told} for `{}`, and lists {count}",
                    list.title(),
                    parameter.name
                );
                self.discover_at(Check::PageLoses, list, parameter.at, message);
            }
            let ids = listed.ids(&self.resources[resource]);
            let is_missing = object.is_some_and(|object| !ids.iter().any(|id| id == object.id()));
            if listed.ends == Ends::AtItsEnd && is_missing && is_exact {
                let message = format!(
                    "{} lacks an item that has the `{name}` that `{}` asks for",
                    list.title(),
                    parameter.name
                );
                self.discover_at(Check::FilterIgnored, list, parameter.at, message);
            }
        }
        Some(())
    }

    /// What a filter lets through, by pages of the smallest size.
    async fn by_small_pages(
        &mut self,
        list: &'w Operation<'a>,
        place: &[(String, String)],
        sent: &Value,
        parameter: &Parameter<'a>,
        by_links: bool,
    ) -> Option<Listed> {
        let limit = limit_of(list)?;
        let ask = Ask::new()
            .query(parameter.name, sent.clone())
            .query(limit.name, self.fewest(limit));
        let ask = if by_links { ask.by_links() } else { ask };
        self.listed(list, place, ask).await
    }

    /// Values to filter by: those that things have, with one that has it, and others.
    fn wanted<'s>(
        &self,
        parameter: &Parameter<'a>,
        objects: &'s [Object],
        member: impl Fn(&Object) -> Option<(String, Value)>,
    ) -> Vec<(Value, Option<&'s Object>)> {
        let mut wanted: Vec<(Value, Option<&Object>)> = Vec::new();
        for object in objects {
            let value = match member(object) {
                Some((_, Value::Array(items))) => items.first().cloned(),
                Some((_, value)) => Some(value),
                None => None,
            };
            if let Some(value) = value
                && !wanted.iter().any(|(known, _)| same(known, &value))
            {
                wanted.push((value, Some(object)));
            }
        }
        let others = parameter
            .schema
            .map(|schema| several(self.operations, schema));
        let others = others
            .unwrap_or_default()
            .into_iter()
            .map(|value| match value {
                Value::Array(mut items) if items.len() == 1 => items.remove(0),
                value => value,
            });
        let mut others: Vec<Value> = others.filter(|value| !value.is_array()).collect();
        others.retain(|value| !wanted.iter().any(|(known, _)| same(known, value)));
        others.truncate(MOST_OTHERS);
        wanted.extend(others.into_iter().map(|value| (value, None)));
        wanted
    }

    /// Whether a parameter's values are few, or of a form: nothing is found by a part of one.
    fn is_chosen(&self, parameter: &Parameter<'a>) -> bool {
        let Some(schema) = parameter.schema else {
            return false;
        };
        let parts = crate::instances::Parts::of([schema], self.operations.document);
        let items = parts
            .all("items")
            .next()
            .map(|items| crate::instances::Parts::of([items], self.operations.document));
        let says = |parts: &crate::instances::Parts<'a>| {
            parts.has("enum") || parts.has("format") || parts.has("pattern")
        };
        says(&parts) || items.is_some_and(|items| says(&items))
    }

    /// Ascending and descending are not the same order.
    async fn is_sorted(
        &mut self,
        resource: usize,
        list: &'w Operation<'a>,
        place: &[(String, String)],
        objects: &[Object],
    ) -> Option<()> {
        let sort = query_of(list, SORTS)?;
        let options = several(self.operations, sort.schema?);
        let texts: Vec<&str> = options.iter().filter_map(Value::as_str).collect();
        let opposite = |text: &str| -> Option<&str> {
            texts.iter().copied().find(|other| {
                *other == format!("-{text}")
                    || text
                        .strip_suffix("asc")
                        .is_some_and(|stem| *other == format!("{stem}desc"))
            })
        };
        let pairs: Vec<(String, String)> = texts
            .iter()
            .filter_map(|text| Some(((*text).to_owned(), opposite(text)?.to_owned())))
            .collect();
        for (up, down) in pairs {
            let member = plain(up.trim_end_matches("asc"));
            let value = |object: &Object| {
                let members = unwrapped(&object.shown).as_object()?;
                let mut all = members.iter();
                all.find(|(name, _)| plain(name) == member)
                    .map(|(_, value)| value.to_string())
            };
            let mut known = HashSet::new();
            let mut differing: Vec<&Object> = objects.iter().collect();
            if !member.is_empty() {
                differing.retain(|object| value(object).is_some_and(|value| known.insert(value)));
            }
            if differing.len() < 2 {
                continue;
            }
            self.begin(&objects.iter().collect::<Vec<_>>());
            let one = self
                .all_listed(list, place, Ask::new().query(sort.name, up))
                .await?;
            let other = self
                .all_listed(list, place, Ask::new().query(sort.name, down))
                .await?;
            let known = &self.resources[resource];
            let own = |listed: &Listed| -> Vec<String> {
                let ids = listed.ids(known).into_iter();
                ids.filter(|id| differing.iter().any(|object| object.id() == id))
                    .collect()
            };
            let (up, mut down) = (own(&one), own(&other));
            self.is_ascending(list, sort.at, sort.name, &member, &up, &differing);
            down.reverse();
            if up.len() == differing.len() && down.len() == up.len() && up != down {
                let message = format!(
                    "`{}` of {}: descending is not the reverse of ascending",
                    sort.name,
                    list.title()
                );
                self.discover_at(Check::SortIgnored, list, sort.at, message);
            }
        }
        Some(())
    }

    /// A search for what is nowhere finds nothing.
    async fn is_searched(
        &mut self,
        resource: usize,
        list: &'w Operation<'a>,
        place: &[(String, String)],
        objects: &[Object],
    ) -> Option<()> {
        let search = query_of(list, SEARCHES)?;
        let word = format!("{}{}", self.chance.word(), self.chance.word());
        self.begin(&objects.iter().collect::<Vec<_>>());
        let listed = self
            .all_listed(list, place, Ask::new().query(search.name, word))
            .await?;
        let ids = listed.ids(&self.resources[resource]);
        if objects
            .iter()
            .all(|object| ids.iter().any(|id| id == object.id()))
            && !objects.is_empty()
        {
            let message = format!(
                "`{}` of {} finds what has nothing of it",
                search.name,
                list.title()
            );
            self.discover_at(Check::FilterIgnored, list, search.at, message);
        }
        Some(())
    }
}
