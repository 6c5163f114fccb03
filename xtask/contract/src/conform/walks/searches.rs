//! Searches by POST, `POST /tickets/search`: what is looked for is found, and nothing else, as far
//! as names of members tell what they are about.

use serde_json::{Map, Value, json};

use super::compare::same;
use super::life::{identifier, unwrapped};
use super::names::{LIMITS, SEARCHES, plain, singular};
use super::pages::{items_of, total_of};
use super::seam::{Check, Service};
use super::walker::{Ask, Object, Walker};
use crate::exchange::{Operation, types_of};
use crate::instances::Parts;
use crate::report::Direction;

/// Last segments of a path that say that it searches.
const ENDS: &[&str] = &["search", "query", "find", "lookup", "filter"];

/// What a search takes, and what of it was shown.
struct Search<'w, 'a> {
    operation: &'w Operation<'a>,
    media_type: &'a str,
    /// The members that it takes, with whether each of them is a list.
    members: Vec<(String, bool)>,
    least: Map<String, Value>,
}

impl<'w, 'a, S: Service> Walker<'w, 'a, S> {
    /// Every search of what a list lists.
    pub async fn is_searched_by_body(&mut self, resource: usize, objects: &[Object]) -> Option<()> {
        let list = self.resources[resource].list?;
        let operations = self.operations;
        let below = list.path.trim_end_matches('/');
        for operation in operations.all.iter().filter(|one| one.method == "POST") {
            let rest = operation.path.strip_prefix(below).unwrap_or_default();
            let rest = plain(rest.trim_start_matches(['/', ':', '_']));
            if ENDS.contains(&rest.as_str()) {
                self.searches(resource, operation, objects).await;
            }
        }
        Some(())
    }

    async fn searches(
        &mut self,
        resource: usize,
        operation: &'w Operation<'a>,
        objects: &[Object],
    ) -> Option<()> {
        let samples = self.samples(operation)?;
        let schema = samples.schema?;
        let document = self.operations.document;
        let parts = Parts::of([schema], document);
        let members = parts.members("properties").map(|(name, node)| {
            let types = types_of(node, document).unwrap_or_default();
            (name.to_owned(), types.contains(&"array"))
        });
        let search = Search {
            operation,
            media_type: samples.media_type,
            members: members.collect(),
            least: samples.least.clone()?.as_object()?.clone(),
        };
        for (name, is_list) in search.members.clone() {
            if SEARCHES.contains(&plain(&name).as_str()) {
                self.finds_words(resource, &search, &name, objects).await;
            } else if LIMITS.contains(&plain(&name).as_str()) {
                self.finds_so_many(&search, &name).await;
            } else {
                self.finds_by(resource, &search, &name, is_list, objects)
                    .await;
            }
        }
        Some(())
    }

    /// What is found; None when it was refused, or does not read as a list.
    async fn found_by(
        &mut self,
        search: &Search<'w, 'a>,
        name: &str,
        value: Value,
    ) -> Option<(Vec<Value>, Option<u64>)> {
        let mut body = search.least.clone();
        body.insert(name.to_owned(), value);
        // As many as can be had.
        for (limit, _) in &search.members {
            if LIMITS.contains(&plain(limit).as_str()) && limit != name {
                let asked = [1000, 500, 200, 100, 50, 25, 20, 10];
                let judge = self
                    .operations
                    .judges
                    .of(self.taken_by(search.operation)?, Direction::Request)?;
                let fits = asked.into_iter().find(|most| {
                    let mut with = body.clone();
                    with.insert(limit.clone(), json!(most));
                    judge.is_valid(&Value::Object(with))
                });
                body.extend(fits.map(|most| (limit.clone(), json!(most))));
            }
        }
        let body = Value::Object(body);
        let schema = self.taken_by(search.operation)?;
        let judge = self.operations.judges.of(schema, Direction::Request)?;
        if !judge.is_valid(&body) {
            return None;
        }
        let ask = Ask::new().body(search.media_type, &body);
        let seen = self.call(search.operation, &[], ask).await?;
        if !seen.is_success() {
            return None;
        }
        let items = items_of(&seen.value)?.clone();
        let total = total_of(&seen);
        if total.is_some_and(|total| total < items.len() as u64) {
            let message = format!(
                "{} says that there are fewer than it lists: {} of {}",
                search.operation.title(),
                total.unwrap_or_default(),
                items.len()
            );
            self.discover(Check::PageLoses, search.operation, message);
        }
        Some((items, total))
    }

    fn has(&self, resource: usize, items: &[Value], object: &Object) -> bool {
        let known = &self.resources[resource];
        items.iter().any(|item| {
            identifier(item, known.variable, &known.name).as_deref() == Some(object.id())
        })
    }

    /// Nothing has a word that nobody wrote; what somebody wrote is found by it.
    async fn finds_words(
        &mut self,
        resource: usize,
        search: &Search<'w, 'a>,
        name: &str,
        objects: &[Object],
    ) -> Option<()> {
        let operation = search.operation;
        let word = format!("{}{}", self.chance.word(), self.chance.word());
        self.begin(&objects.iter().collect::<Vec<_>>());
        let (items, _) = self.found_by(search, name, word.into()).await?;
        if objects.iter().any(|one| self.has(resource, &items, one)) {
            let message = format!(
                "`{name}` of {} finds what has nothing of it",
                operation.title()
            );
            self.discover(Check::FilterIgnored, operation, message);
            return None;
        }
        let create = self.resources[resource].create?;
        let object = objects.first()?;
        let texts = unwrapped(&object.shown).as_object()?.clone();
        self.begin(&[object]);
        let mut tried = 0;
        for (member, value) in texts {
            let Some(text) = value
                .as_str()
                .filter(|_| self.is_free_text(create, &member))
            else {
                continue;
            };
            let Some((items, total)) = self.found_by(search, name, text.into()).await else {
                continue;
            };
            tried += 1;
            if self.has(resource, &items, object)
                || total.is_some_and(|total| total > items.len() as u64)
            {
                return Some(());
            }
        }
        if tried > 0 {
            let message = format!(
                "`{name}` of {} does not find what has all of it",
                operation.title()
            );
            self.discover(Check::FilterIgnored, operation, message);
        }
        Some(())
    }

    async fn finds_so_many(&mut self, search: &Search<'w, 'a>, name: &str) -> Option<()> {
        self.begin(&[]);
        let (items, _) = self.found_by(search, name, 1.into()).await?;
        if items.len() > 1 {
            let message = format!(
                "{} gives {} items for {name}=1",
                search.operation.title(),
                items.len()
            );
            self.discover(Check::LimitIgnored, search.operation, message);
        }
        Some(())
    }

    /// A member that is called as one of what is listed, or as several of it.
    async fn finds_by(
        &mut self,
        resource: usize,
        search: &Search<'w, 'a>,
        name: &str,
        is_list: bool,
        objects: &[Object],
    ) -> Option<()> {
        let shown = |object: &Object| {
            let members = unwrapped(&object.shown).as_object()?.clone();
            members
                .into_iter()
                .find(|(known, _)| {
                    plain(known) == plain(name) || is_list && plain(known) == singular(name)
                })
                .filter(|(_, value)| value.is_string() || value.is_number() || value.is_boolean())
        };
        let mut values: Vec<Value> = Vec::new();
        for (_, value) in objects.iter().filter_map(&shown) {
            if !values.iter().any(|known| same(known, &value)) {
                values.push(value);
            }
        }
        let mut asked: Vec<Vec<Value>> = values.iter().map(|value| vec![value.clone()]).collect();
        if is_list && values.len() > 1 {
            asked.push(values[..2].to_vec());
        }
        let (member, _) = objects.iter().find_map(&shown)?;
        for wanted in asked {
            self.begin(&objects.iter().collect::<Vec<_>>());
            let sent = match is_list {
                true => Value::Array(wanted.clone()),
                false => wanted[0].clone(),
            };
            let Some((items, total)) = self.found_by(search, name, sent).await else {
                continue;
            };
            let is_wanted = |is: &Value| wanted.iter().any(|value| same(value, is));
            let is_other = items.iter().any(|item| {
                let is = unwrapped(item).get(&member);
                is.is_some_and(|is| !is.is_null() && !is_wanted(is))
            });
            let is_whole = total.is_none_or(|total| total <= items.len() as u64);
            let is_lost = is_whole
                && total.is_some()
                && objects.iter().any(|object| {
                    shown(object).is_some_and(|(_, is)| is_wanted(&is))
                        && !self.has(resource, &items, object)
                });
            if is_other || is_lost {
                let message = match is_other {
                    true => format!(
                        "{} finds items with another `{member}` than `{name}` asks for",
                        search.operation.title()
                    ),
                    false => format!(
                        "{} lacks an item that has the `{member}` that `{name}` asks for",
                        search.operation.title()
                    ),
                };
                self.discover(Check::FilterIgnored, search.operation, message);
            }
        }
        Some(())
    }
}
