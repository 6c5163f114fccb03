//! The smallest case that shows a finding: parameters, headers, members and items that it does
//! without are taken out, and values are made simple, as long as the same is found.

use serde_json::Value;

use super::super::cases::still;
use super::super::checks;
use super::super::found::{Evidence, Found};
use super::state::Run;
use crate::exchange::{Argument, Arguments, Location, Written};

/// So many requests for one finding, and for all.
const MOST_EACH: usize = 40;
const MOST: usize = 600;

impl Run<'_> {
    /// Replaces the cases of findings by smaller ones. What is found on the way beside it is
    /// passed over.
    pub async fn shrink(&self) {
        let all = self.found.borrow().all();
        let mut left = MOST;
        for found in all {
            let Some(smaller) = self.smaller(&found, &mut left).await else {
                continue;
            };
            self.found.borrow_mut().replace(smaller);
        }
    }

    async fn smaller(&self, found: &Found, left: &mut usize) -> Option<Found> {
        let Evidence::Response(exchange) = &found.evidence else {
            return None;
        };
        let mut case = exchange.case.clone();
        candidates(&case.arguments).next()?;
        let mut budget = MOST_EACH.min(*left);
        let start = budget;
        // What depends on what was there then says nothing of smaller ones.
        self.shows(found, case.clone(), &mut budget).await?;
        let mut smallest = None;
        'again: loop {
            let all: Vec<Arguments> = candidates(&case.arguments).collect();
            for arguments in all {
                if budget == 0 {
                    break 'again;
                }
                let candidate = super::case::Case {
                    arguments,
                    ..case.clone()
                };
                if !still(self, &candidate) {
                    continue;
                }
                if let Some(shown) = self.shows(found, candidate.clone(), &mut budget).await {
                    case = candidate;
                    smallest = Some(shown);
                    continue 'again;
                }
            }
            break;
        }
        *left -= start - budget;
        smallest
    }

    /// The same finding, by another case.
    async fn shows(
        &self,
        found: &Found,
        case: super::case::Case,
        budget: &mut usize,
    ) -> Option<Found> {
        *budget = budget.checked_sub(1)?;
        let request = self.request(&case)?;
        let exchange = self.exchange_only(case, request).await?;
        let mut all = checks::all(self, &exchange).into_iter();
        all.find(|other| other.is_same(found))
    }
}

/// What has a little less in it, the largest steps first.
fn candidates(arguments: &Arguments) -> impl Iterator<Item = Arguments> {
    let mut all = Vec::new();
    for (index, (location, _, _)) in arguments.parameters.iter().enumerate() {
        if *location != Location::Path {
            let mut fewer = arguments.clone();
            fewer.parameters.remove(index);
            all.push(fewer);
        }
    }
    for index in 0..arguments.headers.len() {
        let mut fewer = arguments.clone();
        fewer.headers.remove(index);
        all.push(fewer);
    }
    if let Some((media_type, Written::Value(value))) = &arguments.body {
        for simpler in simpler(value) {
            let mut other = arguments.clone();
            other.body = Some((media_type.clone(), Written::Value(simpler)));
            all.push(other);
        }
    }
    for (index, (location, _, argument)) in arguments.parameters.iter().enumerate() {
        let Argument::Value(value) = argument else {
            continue;
        };
        // Where a path leads to is not to be simple.
        if *location != Location::Path {
            for simpler in simpler(value) {
                let mut other = arguments.clone();
                other.parameters[index].2 = Argument::Value(simpler);
                all.push(other);
            }
        }
    }
    all.into_iter()
}

/// Simpler values in place of one, or of what is within it.
fn simpler(value: &Value) -> Vec<Value> {
    match value {
        Value::Object(members) => {
            let mut all = Vec::new();
            for name in members.keys() {
                let mut fewer = members.clone();
                fewer.remove(name);
                all.push(Value::Object(fewer));
            }
            for (name, member) in members {
                for simple in simpler(member) {
                    let mut other = members.clone();
                    other.insert(name.clone(), simple);
                    all.push(Value::Object(other));
                }
            }
            all
        }
        Value::Array(items) => {
            let mut all = Vec::new();
            if items.len() > 3 {
                all.push(Value::Array(items[..items.len() / 2].to_vec()));
            }
            for index in (0..items.len()).rev() {
                let mut fewer = items.clone();
                fewer.remove(index);
                all.push(Value::Array(fewer));
            }
            for (index, item) in items.iter().enumerate() {
                for simple in simpler(item) {
                    let mut other = items.clone();
                    other[index] = simple;
                    all.push(Value::Array(other));
                }
            }
            all
        }
        Value::String(text) => {
            let count = text.chars().count();
            let half: String = text.chars().take(count / 2).collect();
            let less: String = text.chars().take(count.saturating_sub(1)).collect();
            let plain = "a".repeat(count);
            let mut all = vec![String::from("a"), half, less, plain];
            // Nothing is simpler than itself: it has to become shorter, or plain.
            let is_plain = text.chars().all(|c| c == 'a');
            all.retain(|other| {
                let length = other.chars().count();
                !other.is_empty() && (length < count || length == count && !is_plain)
            });
            all.dedup();
            all.into_iter().map(Value::from).collect()
        }
        Value::Number(number) => {
            let mut all = Vec::new();
            for simple in [0, 1] {
                let is_simpler = number
                    .as_f64()
                    .is_none_or(|own| own.abs() > f64::from(simple));
                if is_simpler {
                    all.push(Value::from(simple));
                }
            }
            all
        }
        Value::Bool(_) | Value::Null => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// Everything that is simpler is so by a measure that has an end.
    #[test]
    fn values_become_simple_in_the_end() {
        let mut value = json!({"a": ["long text", 17, {"b": -3.5}], "c": "ß", "d": "aaa", "e": 1});
        let mut steps = 0;
        while let Some(next) = simpler(&value).pop() {
            value = next;
            steps += 1;
            assert!(steps < 200, "{value}");
        }
        assert!(steps > 3);
    }
}
