//! Which exchange gave a value first: who wants to see a request again needs what it is about.

use std::collections::HashMap;
use std::rc::Rc;

use serde_json::Value;

use super::super::shown::{path_of, scalar, tokens};
use super::case::Exchange;

/// So many values are remembered.
const MOST: usize = 20_000;
/// Longer bodies are not looked through.
const LONGEST: usize = 256 * 1024;
/// So many requests before one help who wants to see it.
const MOST_BEFORE: usize = 6;

#[derive(Debug, Default)]
pub struct Origins(HashMap<String, Rc<Exchange>>);

impl Origins {
    pub fn see(&mut self, exchange: &Rc<Exchange>) {
        let Ok(response) = &exchange.received.result else {
            return;
        };
        if !(200..300).contains(&response.status) || self.0.len() >= MOST {
            return;
        }
        if let Some(tag) = response.headers.get("etag") {
            self.0.insert(tag.to_owned(), exchange.clone());
        }
        if let Some(location) = response.headers.get("location") {
            self.first(path_of(location).to_owned(), exchange);
        }
        if response.body.len() <= LONGEST
            && let Some(value) = exchange.json()
        {
            self.within(&value, exchange);
        }
    }

    fn first(&mut self, text: String, exchange: &Rc<Exchange>) {
        self.0.entry(text).or_insert_with(|| exchange.clone());
    }

    fn within(&mut self, value: &Value, exchange: &Rc<Exchange>) {
        match value {
            Value::Object(members) => {
                for (name, member) in members {
                    match scalar(member).filter(|text| !text.is_empty() && leads_on(name)) {
                        Some(text) => self.first(text, exchange),
                        None => self.within(member, exchange),
                    }
                }
            }
            Value::Array(items) => items.iter().for_each(|item| self.within(item, exchange)),
            _ => {}
        }
    }

    /// The exchanges that gave what a request has, in their order: those that it needs.
    pub fn before(&self, exchange: &Exchange, needs: &dyn Needs) -> Vec<Rc<Exchange>> {
        let mut found: Vec<Rc<Exchange>> = Vec::new();
        self.collect(exchange, needs, &mut found);
        found.sort_by_key(|one| one.number);
        found
    }

    fn collect(&self, exchange: &Exchange, needs: &dyn Needs, found: &mut Vec<Rc<Exchange>>) {
        for token in tokens(&exchange.request) {
            let Some(origin) = self.0.get(&token).filter(|_| !needs.is_known(&token)) else {
                continue;
            };
            // How it became what it is does not matter: it is looked at.
            let is_tag = token.ends_with('"') && origin.request.method != "GET";
            let looked = if is_tag {
                needs.looked_at(origin)
            } else {
                None
            };
            let origin = looked.as_ref().unwrap_or(origin);
            let is_new = found.iter().all(|one| one.number != origin.number);
            if origin.number < exchange.number && is_new && found.len() < MOST_BEFORE {
                found.push(origin.clone());
                self.collect(origin, needs, found);
            }
        }
    }
}

/// What the origins of values have to be asked with.
pub trait Needs {
    /// Whether a value is there without anybody making it.
    fn is_known(&self, text: &str) -> bool;
    /// GET in place of a change, with its entity tag.
    fn looked_at(&self, changed: &Exchange) -> Option<Rc<Exchange>>;
}

/// Whether a member names something that a request may ask for.
fn leads_on(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    const ENDINGS: [&str; 5] = ["id", "ref", "key", "slug", "href"];
    const WITHIN: [&str; 4] = ["cursor", "token", "next", "link"];
    ENDINGS.iter().any(|ending| name.ends_with(ending))
        || WITHIN.iter().any(|word| name.contains(word))
}
