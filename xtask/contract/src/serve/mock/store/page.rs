//! Lists: which of the things a request asks for, and what says where the next ones are. The
//! names are those that many contracts have.

use serde_json::Value;

use crate::document::{Document, Node, escape_pointer_token};
use crate::exchange::{Argument, Location, Operation, Reading, property, types_of};

/// How many items a page has where nothing is said.
const USUAL: usize = 100;

/// What a parameter of a list asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asks {
    Limit,
    Offset,
    Page,
    Cursor,
}

/// A name without what conventions differ in: `page_size`, `pageSize`, `page-size`.
pub fn plain(name: &str) -> String {
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    letters.map(|c| c.to_ascii_lowercase()).collect()
}

fn asks(name: &str) -> Option<Asks> {
    Some(match plain(name).as_str() {
        "limit" | "pagesize" | "perpage" | "pagelimit" | "maxresults" | "maxitems" | "first"
        | "size" | "take" | "top" | "count" => Asks::Limit,
        "offset" | "skip" | "start" | "startindex" => Asks::Offset,
        "page" | "pagenumber" | "pageindex" => Asks::Page,
        "cursor" | "pagecursor" | "after" | "pagetoken" | "startingafter" | "nexttoken"
        | "continuationtoken" | "continuation" | "token" | "marker" => Asks::Cursor,
        _ => return None,
    })
}

/// A part of a list.
pub struct Page {
    /// From which item on.
    pub start: usize,
    pub limit: usize,
    /// What asks for the next page: a parameter, and how its value is made.
    next: Option<(String, Asks)>,
    /// The number of the first page.
    first: usize,
}

impl Page {
    /// `ids` are those of all items, in their order.
    pub fn of(operation: &Operation<'_>, reading: &Reading, ids: &[&String]) -> Page {
        let mut page = Page {
            start: 0,
            limit: USUAL,
            next: None,
            first: 1,
        };
        let mut number = None;
        let mut is_limited = false;
        for parameter in &operation.parameters {
            let Some(what) = asks(parameter.name).filter(|_| parameter.location == Location::Query)
            else {
                continue;
            };
            let schema = parameter.schema;
            let default = schema
                .and_then(|schema| schema.get("default"))
                .map(Node::to_json);
            let value = match reading.arguments.get(Location::Query, parameter.name) {
                Some(Argument::Value(value)) => Some(value.clone()),
                _ => default,
            };
            let whole = value.as_ref().and_then(Value::as_u64);
            let whole = whole.and_then(|whole| usize::try_from(whole).ok());
            match what {
                Asks::Limit => {
                    is_limited = true;
                    page.limit = whole.unwrap_or(page.limit);
                }
                Asks::Offset => page.start = whole.unwrap_or(page.start),
                Asks::Page => {
                    let least = schema.and_then(|schema| schema.get("minimum"));
                    let least = least
                        .and_then(Node::as_number)
                        .and_then(serde_json::Number::as_u64);
                    page.first = usize::from(least != Some(0));
                    number = whole;
                }
                Asks::Cursor => {
                    let text = value.as_ref().map(|value| match value {
                        Value::String(text) => text.clone(),
                        value => value.to_string(),
                    });
                    if let Some(text) = text {
                        page.start = cursor(&text, ids).unwrap_or(page.start);
                    }
                }
            }
            // A token goes before a number, which goes before an offset.
            let rank = |asks: Asks| {
                [Asks::Cursor, Asks::Page, Asks::Offset]
                    .iter()
                    .position(|one| *one == asks)
            };
            if let Some(own) = rank(what) {
                let known = page.next.as_ref().and_then(|(_, known)| rank(*known));
                if known.is_none_or(|known| own < known) {
                    page.next = Some((parameter.name.to_owned(), what));
                }
            }
        }
        if page.next.is_none() && !is_limited {
            page.limit = ids.len();
        }
        if let Some(number) = number {
            page.start = number.saturating_sub(page.first).saturating_mul(page.limit);
        }
        page
    }

    /// What the parameter for the next page is to say; none when there is none.
    pub fn next(&self, count: usize, last: Option<&String>) -> Option<(String, Vec<Value>)> {
        let end = self.start.saturating_add(self.limit);
        if end >= count || self.limit == 0 {
            return None;
        }
        let (name, asks) = self.next.as_ref()?;
        let values = match asks {
            Asks::Page => vec![(end / self.limit + self.first).into()],
            Asks::Offset | Asks::Limit => vec![end.into()],
            Asks::Cursor => {
                let last = last.map(|id| Value::from(id.clone()));
                let is_id = plain(name) == "startingafter" || plain(name) == "after";
                let own = [
                    format!("page-{end}").into(),
                    end.to_string().into(),
                    end.into(),
                ];
                match is_id {
                    true => last.into_iter().chain(own).collect(),
                    false => own.into_iter().chain(last).collect(),
                }
            }
        };
        Some((name.clone(), values))
    }
}

/// Where the page begins that a cursor asks for: behind an item, or at a number.
fn cursor(text: &str, ids: &[&String]) -> Option<usize> {
    if let Some(number) = text.strip_prefix("page-") {
        return number.parse().ok();
    }
    let behind = ids.iter().position(|id| *id == text).map(|index| index + 1);
    text.parse().ok().filter(|_| behind.is_none()).or(behind)
}

/// The names of query parameters that are about pages.
pub fn is_about_pages(name: &str) -> bool {
    asks(name).is_some()
}

/// Where the items are in a value of a list, with their schema: the value itself, or a member of
/// it.
pub fn items_place<'a>(
    schema: &'a Node,
    made: &Value,
    document: &'a Document,
) -> Option<(String, &'a Node)> {
    let is_list =
        |schema: &'a Node| types_of(schema, document).is_some_and(|types| types.contains(&"array"));
    let within = |schema| property(schema, None, document);
    if is_list(schema) {
        return Some((String::new(), within(schema)?));
    }
    let members = made.as_object()?;
    let mut lists = Vec::new();
    for name in members.keys() {
        let Some(own) = property(schema, Some(name), document).filter(|own| is_list(own)) else {
            continue;
        };
        if let Some(items) = within(own) {
            lists.push((name, items));
        }
    }
    const NAMES: [&str; 8] = [
        "items", "data", "results", "content", "values", "entries", "records", "list",
    ];
    let usual = lists
        .iter()
        .position(|(name, _)| NAMES.contains(&plain(name).as_str()));
    let index = usual.or((!lists.is_empty()).then_some(0))?;
    let (name, items) = lists.swap_remove(index);
    Some((format!("/{}", escape_pointer_token(name)), items))
}

/// What is known of a list, for its members that say it.
pub struct Told {
    pub count: usize,
    pub shown: usize,
    /// What the next page is asked for with, as a value and as a reference to it.
    pub next: Option<(Vec<Value>, String)>,
    pub page: usize,
    pub start: usize,
    pub limit: usize,
}

impl Told {
    pub fn new(
        page: &Page,
        count: usize,
        shown: usize,
        next: Option<(Vec<Value>, String)>,
    ) -> Self {
        Told {
            count,
            shown,
            next,
            page: page.start / page.limit.max(1) + page.first,
            start: page.start,
            limit: page.limit,
        }
    }

    /// What a member of this name says: values, the first of which its schema allows is meant.
    /// None: it says nothing of the kind.
    pub fn member(&self, name: &str) -> Option<Vec<Value>> {
        let yes_or_no = |yes: bool| Some(vec![yes.into()]);
        let number = |number: usize| Some(vec![number.into(), number.to_string().into()]);
        match plain(name).as_str() {
            "total" | "totalcount" | "totalitems" | "totalelements" | "totalresults"
            | "resultcount" => number(self.count),
            "count" | "size" | "itemcount" | "numberofelements" => number(self.shown),
            "totalpages" | "pagecount" | "pages" | "lastpage" => {
                number(self.count.div_ceil(self.limit.max(1)))
            }
            "limit" | "pagesize" | "perpage" => number(self.limit),
            "offset" | "start" => number(self.start),
            "page" | "currentpage" | "pagenumber" => number(self.page),
            "hasmore" | "hasnext" | "hasnextpage" => yes_or_no(self.next.is_some()),
            "next" | "nextcursor" | "nextpage" | "nextpagetoken" | "nexttoken" | "nextlink"
            | "nexturl" | "cursor" | "endcursor" | "continuationtoken" | "marker" => {
                Some(match &self.next {
                    Some((values, reference)) => {
                        let is_reference = matches!(plain(name).as_str(), "nextlink" | "nexturl");
                        let mut all = values.clone();
                        match is_reference {
                            true => all.insert(0, reference.clone().into()),
                            false => all.push(reference.clone().into()),
                        }
                        all
                    }
                    None => vec![Value::Null],
                })
            }
            _ => None,
        }
    }

    pub fn is_at_its_end(&self) -> bool {
        self.next.is_none()
    }
}
