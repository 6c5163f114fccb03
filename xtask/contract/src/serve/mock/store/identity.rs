//! Which one a thing is: the member that says it, and a value that is new.

use std::hash::{DefaultHasher, Hash, Hasher};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value};

use crate::document::Node;
use crate::exchange::{Location, Operation, Operations, property};
use crate::report::Direction;
use crate::serve::mock::choice::success;
use crate::serve::mock::values::Values;

/// What makes ids of a collection.
pub struct Identity<'a> {
    /// The schema of the variable in the path of an item.
    variable: Option<&'a Node>,
    /// The member of representations that says it, with its schema.
    pub member: Option<(String, &'a Node)>,
    noun: String,
}

impl<'a> Identity<'a> {
    /// `create` makes things, `item` is an operation on one.
    pub fn of(operations: &Operations<'a>, create: &Operation<'a>, item: &Operation<'a>) -> Self {
        let variable = item.path.rsplit('/').next().unwrap_or_default();
        let variable = variable.trim_matches(['{', '}']);
        let collection = item.path.rsplit('/').nth(1).unwrap_or_default();
        let noun = collection
            .strip_suffix('s')
            .unwrap_or(collection)
            .to_owned();
        let schemas = [item, create].into_iter().filter_map(|operation| {
            let contents = &success(operation)?.response.contents;
            contents.iter().find_map(|content| content.schema)
        });
        let names = names(variable, &noun);
        let mut found = None;
        for schema in schemas {
            let own = names.iter().find_map(|name| {
                let own = property(schema, Some(name), operations.document);
                own.map(|own| (name.clone(), own))
            });
            found = found.or(own);
        }
        Identity {
            variable: item
                .parameter(Location::Path, variable)
                .and_then(|parameter| parameter.schema),
            member: found,
            noun,
        }
    }

    /// The id of a thing that is made: what was given, or one that is new. `is_new` says it of a
    /// text in a path.
    pub fn choose(
        &self,
        values: &Values<'_, 'a>,
        operations: &Operations<'a>,
        given: &Map<String, Value>,
        number: u64,
        is_new: &dyn Fn(&str) -> bool,
    ) -> Option<(String, Value)> {
        let by = |value: &Value, schema: Option<&'a Node>, direction| {
            let judge = schema.and_then(|schema| operations.judges.of(schema, direction));
            judge.is_none_or(|judge| judge.is_valid(value))
        };
        let named = self.member.as_ref().and_then(|(name, _)| given.get(name));
        if let Some(value) = named
            && let Some(text) = text(value)
            && by(value, self.variable, Direction::Request)
        {
            return Some((text, value.clone()));
        }
        let fits = |value: &Value| {
            let member = self.member.as_ref().map(|(_, schema)| *schema);
            let is_text = text(value).is_some_and(|text| is_new(&text));
            is_text
                && by(value, self.variable, Direction::Request)
                && by(value, member, Direction::Response)
        };
        let found = self.candidates(values, number).into_iter().find(fits)?;
        Some((text(&found)?, found))
    }

    fn candidates(&self, values: &Values<'_, 'a>, number: u64) -> Vec<Value> {
        let uuid = uuid(&self.noun, number);
        let hex = uuid.replace('-', "");
        let mut found = vec![
            number.into(),
            uuid.into(),
            format!("{}-{number}", self.noun).into(),
            number.to_string().into(),
            format!("{}{number}", self.noun).into(),
            hex.into(),
        ];
        let schemas = self
            .member
            .iter()
            .map(|(_, schema)| *schema)
            .chain(self.variable);
        for schema in schemas {
            for instance in values.instances(schema).iter() {
                if let Value::String(text) = instance {
                    found.extend(numbered(text, number).into_iter().map(Value::from));
                }
                found.push(instance.clone());
            }
        }
        found
    }
}

/// An id of version 4, of variant 1 (RFC 9562, section 5.4): the same for the same.
pub fn uuid(noun: &str, number: u64) -> String {
    let mut hasher = DefaultHasher::new();
    (noun, number).hash(&mut hasher);
    let hash = hasher.finish();
    let hex = format!("{hash:016x}{:016x}", hash.rotate_left(29) ^ number);
    format!(
        "{}-{}-4{}-8{}-{}",
        &hex[..8],
        &hex[8..12],
        &hex[13..16],
        &hex[17..20],
        &hex[20..32]
    )
}

/// A text of a pattern, with another end: digits, or letters, that say the number.
fn numbered(text: &str, number: u64) -> Vec<String> {
    let digits = number.to_string();
    let letters = |first: u8| -> String {
        digits
            .bytes()
            .map(|digit| char::from(first + (digit - b'0')))
            .collect()
    };
    let count = text.chars().count();
    let mut found = Vec::new();
    for end in [digits.clone(), letters(b'a'), letters(b'A')] {
        if let Some(kept) = count.checked_sub(end.len()) {
            let start: String = text.chars().take(kept).collect();
            found.push(format!("{start}{end}"));
        }
    }
    found
}

/// The names that a member may have which says what stands in the path, the fittest first.
fn names(variable: &str, noun: &str) -> Vec<String> {
    let plain = |text: &str| text.to_ascii_lowercase().replace(['_', '-'], "");
    let mut found = vec![variable.to_owned()];
    // A pet's name is only its id where the path says so: `petName`, `pet_name`.
    let lower = plain(variable);
    let said = ["uuid", "key", "slug", "name", "code"].into_iter();
    found.extend(said.filter(|name| lower.ends_with(name)).map(str::to_owned));
    found.extend(["id".to_owned(), "ID".to_owned()]);
    // `petNumber` is the `number` of a pet.
    if let Some(rest) = lower.strip_prefix(&plain(noun)) {
        found.push(rest.to_owned());
    }
    found.extend([format!("{noun}_id"), format!("{noun}Id")]);
    found
}

/// A text as it stands in a path: all but unreserved characters are escaped (RFC 3986, section
/// 2.3).
pub fn escaped(id: &str) -> String {
    const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
        .remove(b'-')
        .remove(b'.')
        .remove(b'_')
        .remove(b'~');
    utf8_percent_encode(id, ESCAPED).to_string()
}

/// A value as it stands in a path; none of what cannot.
pub fn text(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    // A path with these is another one.
    (!matches!(text.as_str(), "" | "." | "..") && !text.contains('/')).then_some(text)
}
