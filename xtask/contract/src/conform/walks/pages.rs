//! Lists: paged to their end, without repeats and losses; limits, filters and orders are heeded.

use std::collections::HashSet;

use serde_json::Value;

use super::compare::same;
use super::life::{identifier, unwrapped};
use super::names::{CURSORS, LIMITS, OFFSETS, PAGES, SEARCHES, SORTS, plain};
use super::resources::Resource;
use super::seam::{Check, Service};
use super::walker::{Ask, Object, Seen, Walker};
use crate::exchange::{Location, Operation, Parameter};

/// More pages of one list are not read.
const MOST_PAGES: usize = 60;
/// A list that is read by small pages is read by about so many.
const SMALL_PAGES: usize = 8;
/// Members that hold the items of a page.
const ITEMS: &[&str] = &[
    "items", "data", "results", "values", "entries", "content", "records", "list",
];

/// A list, read as far as it goes.
#[derive(Clone, Debug, Default)]
pub struct Listed {
    pub items: Vec<Value>,
    /// How many items each page has.
    pub pages: Vec<usize>,
    pub ends: Ends,
    /// How many there are, as the first page says.
    pub total: Option<u64>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ends {
    #[default]
    AtItsEnd,
    /// A page leads to one that was there before.
    Never,
    /// A page that a page leads to is refused.
    Refused(u16),
    /// There is more than we read.
    TooLong,
}

impl Listed {
    pub fn ids(&self, resource: &Resource<'_, '_>) -> Vec<String> {
        let ids = self.items.iter();
        ids.filter_map(|item| identifier(item, resource.variable, &resource.name))
            .collect()
    }
}

/// How many items there are on all pages, by a member or a header that is called so.
pub fn total_of(seen: &Seen) -> Option<u64> {
    const NAMES: [&str; 5] = [
        "total",
        "totalcount",
        "totalitems",
        "totalresults",
        "totalelements",
    ];
    let header = seen
        .headers
        .get("x-total-count")
        .or(seen.headers.get("total-count"));
    if let Some(count) = header.and_then(|text| text.trim().parse().ok()) {
        return Some(count);
    }
    let places = ["meta", "page", "paging", "pagination"].map(|name| seen.value.get(name));
    let places = std::iter::once(Some(&seen.value)).chain(places).flatten();
    let mut members = places.filter_map(Value::as_object).flatten();
    let found = members.find(|(name, _)| NAMES.contains(&plain(name).as_str()));
    found?.1.as_u64()
}

/// The items of a page.
pub fn items_of(value: &Value) -> Option<&Vec<Value>> {
    if let Some(items) = value.as_array() {
        return Some(items);
    }
    let members = value.as_object()?;
    if let Some(inner) = members.get("_embedded").filter(|inner| inner.is_object()) {
        return items_of(inner);
    }
    let named = ITEMS
        .iter()
        .filter_map(|name| members.get(*name)?.as_array())
        .next();
    named.or_else(|| {
        let mut arrays = members.values().filter_map(Value::as_array);
        let first = arrays.next();
        arrays.next().is_none().then_some(first)?
    })
}

/// How an operation is paged.
enum Paging<'o, 'a> {
    /// The parameter takes what the page before says.
    Cursor(&'o Parameter<'a>),
    Offset(&'o Parameter<'a>),
    Number(&'o Parameter<'a>),
    /// Only by links, if at all.
    Other,
}

pub fn query_of<'o, 'a>(operation: &'o Operation<'a>, names: &[&str]) -> Option<&'o Parameter<'a>> {
    // In the order of the names: the likeliest first.
    names.iter().find_map(|name| {
        let mut all = operation.parameters.iter();
        all.find(|one| one.location == Location::Query && plain(one.name) == *name)
    })
}

pub fn limit_of<'o, 'a>(operation: &'o Operation<'a>) -> Option<&'o Parameter<'a>> {
    query_of(operation, LIMITS)
}

fn paging<'o, 'a>(operation: &'o Operation<'a>) -> Paging<'o, 'a> {
    if let Some(parameter) = query_of(operation, CURSORS) {
        return Paging::Cursor(parameter);
    }
    if let Some(parameter) = query_of(operation, OFFSETS) {
        return Paging::Offset(parameter);
    }
    match query_of(operation, PAGES) {
        Some(parameter) => {
            let document_type = parameter.schema.and_then(|schema| schema.text("type"));
            match document_type {
                Some("string") => Paging::Cursor(parameter),
                _ => Paging::Number(parameter),
            }
        }
        None => Paging::Other,
    }
}

/// What a page says that the next one's cursor is.
fn next_cursor(value: &Value, parameter: &str) -> Option<String> {
    let parameter = plain(parameter);
    let places = [Some(value)].into_iter().chain(
        [
            "meta",
            "page",
            "paging",
            "pagination",
            "pageInfo",
            "page_info",
            "cursors",
            "_meta",
        ]
        .map(|name| value.get(name)),
    );
    let wanted = [
        format!("next{parameter}"),
        "nextcursor".to_owned(),
        "nextpagetoken".to_owned(),
        "nexttoken".to_owned(),
        "next".to_owned(),
        "endcursor".to_owned(),
        "continuationtoken".to_owned(),
        "continuation".to_owned(),
        "nextmarker".to_owned(),
        "nextpage".to_owned(),
        parameter.clone(),
    ];
    for place in places.flatten() {
        let Some(members) = place.as_object() else {
            continue;
        };
        let ends = |name: &str| {
            members
                .iter()
                .any(|(known, value)| plain(known) == name && *value == Value::Bool(false))
        };
        if ends("hasmore") || ends("hasnext") || ends("hasnextpage") {
            return None;
        }
        for name in &wanted {
            let mut all = members.iter();
            let found = all.find(|(known, _)| plain(known) == *name);
            if let Some(text) = found.and_then(|(_, value)| super::life::text_of(value)) {
                return Some(text);
            }
        }
    }
    None
}

/// `rel="next"` of the Link header (RFC 8288), or of links in the body.
pub fn next_link(seen: &Seen) -> Option<String> {
    let header = seen.headers.joined("link");
    let of_header = header.as_deref().and_then(|text| {
        let mut links = text.split(",").map(str::trim);
        let link = links.find(|link| {
            link.split(';').skip(1).any(|part| {
                let part = part.trim().replace('"', "");
                part.eq_ignore_ascii_case("rel=next")
            })
        })?;
        Some(link.split_once('<')?.1.split_once('>')?.0.to_owned())
    });
    of_header.or_else(|| {
        let places = [
            "/_links/next/href",
            "/links/next/href",
            "/links/next",
            "/next",
            "/next_url",
            "/nextLink",
        ];
        let mut texts = places
            .iter()
            .filter_map(|at| seen.value.pointer(at)?.as_str());
        texts
            .find(|text| text.starts_with('/') || text.contains("://"))
            .map(str::to_owned)
    })
}

impl<'w, 'a, S: Service> Walker<'w, 'a, S> {
    /// All of a list, by the largest pages that there are.
    pub async fn all_listed(
        &mut self,
        list: &'w Operation<'a>,
        place: &[(String, String)],
        ask: Ask,
    ) -> Option<Listed> {
        let ask = match limit_of(list) {
            Some(limit) => match self.most(limit) {
                Some(most) => ask.query(limit.name, most),
                None => ask,
            },
            None => ask,
        };
        self.listed(list, place, ask).await
    }

    /// The greatest limit that a parameter takes, 100 if nothing is said.
    fn most(&self, limit: &Parameter<'a>) -> Option<i64> {
        let parts = crate::instances::Parts::of([limit.schema?], self.operations.document);
        let numbers = parts
            .all("maximum")
            .filter_map(|node| node.as_number()?.as_i64());
        Some(numbers.min().unwrap_or(100).min(1000))
    }

    pub fn fewest(&self, limit: &Parameter<'a>) -> i64 {
        let Some(schema) = limit.schema else { return 1 };
        let parts = crate::instances::Parts::of([schema], self.operations.document);
        let numbers = parts
            .all("minimum")
            .filter_map(|node| node.as_number()?.as_i64());
        numbers.max().unwrap_or(1).max(1)
    }

    /// A list, page by page.
    pub async fn listed(
        &mut self,
        list: &'w Operation<'a>,
        place: &[(String, String)],
        ask: Ask,
    ) -> Option<Listed> {
        let mut listed = Listed::default();
        let mut seen = self.call(list, place, ask.clone()).await?;
        if !seen.is_success() {
            return None;
        }
        listed.total = total_of(&seen);
        let mut known: HashSet<String> = HashSet::new();
        let mut number = 0;
        loop {
            let items = items_of(&seen.value)?;
            let count = items.len();
            // Cursors may be new each time: the items are not.
            if count > 0
                && !listed.pages.is_empty()
                && items.iter().all(|item| listed.items.contains(item))
            {
                listed.ends = Ends::Never;
                return Some(listed);
            }
            listed.pages.push(count);
            listed.items.extend(items.iter().cloned());
            if listed.pages.len() >= MOST_PAGES {
                listed.ends = Ends::TooLong;
                return Some(listed);
            }
            let next = match paging(list) {
                _ if ask.by_links => None,
                Paging::Cursor(parameter) => next_cursor(&seen.value, parameter.name)
                    .filter(|cursor| !cursor.contains("://") && !cursor.starts_with('/'))
                    .map(|cursor| (cursor.clone(), ask.clone().query(parameter.name, cursor))),
                Paging::Offset(parameter) if is_more(&seen.value, count) => {
                    let offset = listed.items.len();
                    Some((
                        format!("{offset}"),
                        ask.clone().query(parameter.name, offset),
                    ))
                }
                Paging::Number(parameter) if is_more(&seen.value, count) => {
                    number += 1;
                    let page = first_page(parameter) + number;
                    Some((format!("{page}"), ask.clone().query(parameter.name, page)))
                }
                _ => None,
            };
            let linked = match next {
                Some(_) => None,
                None => next_link(&seen).and_then(|link| self.target(list, &link)),
            };
            let found = match (next, linked) {
                (Some((mark, ask)), _) => {
                    if !known.insert(mark) {
                        listed.ends = Ends::Never;
                        return Some(listed);
                    }
                    self.call(list, place, ask).await?
                }
                (None, Some(target)) => {
                    if !known.insert(target.clone()) {
                        listed.ends = Ends::Never;
                        return Some(listed);
                    }
                    self.follow(list, ask.who, &target).await?
                }
                (None, None) => return Some(listed),
            };
            if !found.is_success() {
                listed.ends = Ends::Refused(found.status);
                return Some(listed);
            }
            seen = found;
        }
    }

    /// What was made is listed, once; as it is.
    pub async fn is_listed(
        &mut self,
        resource: usize,
        objects: &[Object],
        newest: Option<(&Object, &Value)>,
    ) -> Option<()> {
        let known = &self.resources[resource];
        let (list, create) = (known.list?, known.create?);
        let place = self.place(resource)?;
        self.begin(&objects.iter().collect::<Vec<_>>());
        let listed = self.all_listed(list, &place, Ask::new()).await?;
        let ids = listed.ids(&self.resources[resource]);
        if ids.is_empty() && !listed.items.is_empty() {
            self.not_tried(list, "what is listed has no identifiers");
            return None;
        }
        for object in objects {
            let times = ids.iter().filter(|id| *id == object.id()).count();
            if times > 1 {
                let message = format!("{} lists an item {times} times", list.title());
                self.discover(Check::ListedTwice, list, message);
            }
            if times == 0 && listed.ends == Ends::AtItsEnd {
                let message = format!(
                    "{} does not list what {} made",
                    list.title(),
                    create.title()
                );
                self.discover(Check::NotListed, list, message);
            }
        }
        self.judge_end(list, &listed);
        let (object, now) = newest?;
        let mut items = listed.items.iter();
        let name = &self.resources[resource];
        let item = items.find(|item| {
            identifier(item, name.variable, &name.name).as_deref() == Some(object.id())
        })?;
        self.lists_what_is(list, unwrapped(item), unwrapped(now));
        Some(())
    }

    /// An item of a list is as what is read of it.
    pub fn lists_what_is(&mut self, list: &Operation<'a>, item: &Value, now: &Value) {
        let (Value::Object(item), Value::Object(now)) = (item, now) else {
            return;
        };
        let stale = item.iter().find(|(name, value)| {
            let is_scalar = !value.is_object() && !value.is_array();
            is_scalar
                && !super::names::is_kept_up(name)
                && !super::life::is_state(name)
                && now
                    .get(*name)
                    .is_some_and(|own| !own.is_null() && !same(own, value))
        });
        if let Some((name, _)) = stale {
            let message = format!(
                "{} lists another `{name}` than one that is read has",
                list.title()
            );
            self.discover(Check::StaleList, list, message);
        }
    }

    fn judge_end(&mut self, list: &Operation<'a>, listed: &Listed) {
        match listed.ends {
            Ends::Never => {
                let message = format!(
                    "the pages of {} lead to one that was there before",
                    list.title()
                );
                self.discover(Check::PagesNeverEnd, list, message);
            }
            Ends::Refused(status) => {
                let message = format!(
                    "{} refuses the page that a page leads to: {status}",
                    list.title()
                );
                self.discover(Check::NextRefused, list, message);
            }
            Ends::AtItsEnd | Ends::TooLong => {}
        }
    }

    /// What a list says that there are is what it lists, by small pages and by large ones.
    pub fn is_counted(&mut self, list: &'w Operation<'a>, small: &Listed, large: &Listed) {
        let count = small.items.len();
        let is_whole = [small, large]
            .iter()
            .all(|one| one.ends == Ends::AtItsEnd && one.items.len() == count);
        // What is told wrongly is told twice: somebody else may have made one in between.
        let mut told = [small, large].into_iter().filter_map(|one| one.total);
        let is_wrong = |told: u64| told != count as u64;
        if is_whole
            && told.next().is_some_and(is_wrong)
            && (told.next().is_some_and(is_wrong) || small.pages.len() > 1)
        {
            let message = format!(
                "{} says that there are {}, and lists {count}",
                list.title(),
                small.total.unwrap_or_default()
            );
            self.discover(Check::PageLoses, list, message);
        }
    }

    /// A list by small pages is the same list.
    pub async fn is_paged(&mut self, resource: usize) -> Option<()> {
        let list = self.resources[resource].list?;
        let place = self.place(resource)?;
        let limit = limit_of(list)?;
        self.begin(&[]);
        let before = self.all_listed(list, &place, Ask::new()).await?;
        if before.items.is_empty() {
            return None;
        }
        let fewest = usize::try_from(self.fewest(limit)).unwrap_or(1);
        // A page of one alone cannot overlap with the next one.
        let least = if before.items.len() > 3 { 2 } else { 1 };
        let size = fewest
            .max(before.items.len().div_ceil(SMALL_PAGES))
            .max(least);
        self.begin(&[]);
        let asked = Ask::new().query(limit.name, size);
        let small = self.listed(list, &place, asked).await?;
        if let Some(count) = small.pages.iter().find(|count| **count > size) {
            let message = format!(
                "{} gives {count} items for {}={size}",
                list.title(),
                limit.name
            );
            self.discover(Check::LimitIgnored, list, message);
        }
        self.judge_end(list, &small);
        self.is_counted(list, &small, &before);
        self.is_linked(resource, list, &place, size, &small).await;
        let known = &self.resources[resource];
        let ids = small.ids(known);
        let mut once = HashSet::new();
        let repeated = ids.iter().find(|id| !once.insert((*id).clone()));
        let is_repeated = repeated.is_some();
        let after_steps = self.steps_so_far();
        let after = self.all_listed(list, &place, Ask::new()).await?;
        let known = &self.resources[resource];
        let (first, last) = (before.ids(known), after.ids(known));
        self.keep_steps(after_steps);
        if is_repeated && small.ends == Ends::AtItsEnd {
            let twice = first.iter().collect::<HashSet<_>>().len() < first.len();
            let (check, message) = match twice {
                true => (
                    Check::ListedTwice,
                    format!("{} lists an item twice", list.title()),
                ),
                false => (
                    Check::PageRepeats,
                    format!(
                        "pages of {} repeat an item of the page before",
                        list.title()
                    ),
                ),
            };
            self.discover(check, list, message);
        }
        let is_lost = first
            .iter()
            .any(|id| last.contains(id) && !once.contains(id));
        if is_lost && small.ends == Ends::AtItsEnd && small.pages.len() > 1 {
            let message = format!(
                "the pages of {} lack an item that the list has",
                list.title()
            );
            self.discover(Check::PageLoses, list, message);
        }
        Some(())
    }
}

impl<'w, 'a, S: Service> Walker<'w, 'a, S> {
    /// Where pages have links beside a parameter, they lead through the same list.
    async fn is_linked(
        &mut self,
        resource: usize,
        list: &'w Operation<'a>,
        place: &[(String, String)],
        size: usize,
        paged: &Listed,
    ) -> Option<()> {
        if matches!(paging(list), Paging::Other) || paged.ends != Ends::AtItsEnd {
            return None;
        }
        let steps = self.steps_so_far();
        let limit = limit_of(list)?;
        let asked = Ask::new().query(limit.name, size).by_links();
        let linked = self.listed(list, place, asked).await?;
        if linked.pages.len() > 1 || linked.ends != Ends::AtItsEnd {
            self.judge_end(list, &linked);
            let known = &self.resources[resource];
            let (all, own) = (paged.ids(known), linked.ids(known));
            if linked.ends == Ends::AtItsEnd && all.iter().any(|id| !own.contains(id)) {
                let message = format!("the links of {} leave out an item", list.title());
                self.discover(Check::PageLoses, list, message);
            }
        }
        self.keep_steps(steps);
        Some(())
    }
}

/// The number of the first page: the default, or the least.
fn first_page(parameter: &Parameter<'_>) -> i64 {
    let said = |name: &str| parameter.schema?.get(name)?.as_number()?.as_i64();
    said("default").or_else(|| said("minimum")).unwrap_or(1)
}

pub fn is_of_paging(name: &str) -> bool {
    let name = plain(name);
    [LIMITS, OFFSETS, PAGES, CURSORS, SEARCHES, SORTS]
        .iter()
        .any(|names| names.contains(&name.as_str()))
}

/// Whether a page by number or offset is followed by another one: only an empty one is the end,
/// as a short one may be that of a lower maximum.
fn is_more(value: &Value, count: usize) -> bool {
    let places = [
        Some(value),
        value.get("meta"),
        value.get("pagination"),
        value.get("page"),
    ];
    let members = places
        .into_iter()
        .flatten()
        .filter_map(Value::as_object)
        .flatten();
    let ends = members.into_iter().any(|(name, value)| {
        let says = ["hasmore", "hasnext", "hasnextpage"].contains(&plain(name).as_str());
        says && *value == Value::Bool(false)
    });
    count > 0 && !ends
}
