//! The names that the generated code uses: decided here, once.

use std::collections::{HashMap, HashSet};

use heck::{ToPascalCase, ToSnakeCase};
use unicode_ident::{is_xid_continue, is_xid_start};

use crate::model::Status;

/// A Rust type name for `text`: the same that Typify and Progenitor arrive at,
/// so that a name given to them comes out unchanged.
pub fn type_name(text: &str) -> String {
    identifier(text, |text| text.to_pascal_case(), "X")
}

/// A Rust type name that Typify leaves as it is when it is given it: to it `AB` is
/// `Ab`.
pub fn settled_type_name(text: &str) -> String {
    type_name(&type_name(text))
}

/// What the names of an operation's types begin with.
pub fn operation_name(id: &str) -> String {
    let name = type_name(id);
    // `Self_Request` is no name that Rust likes.
    match name.strip_suffix('_') {
        Some(keyword) => format!("{keyword}Operation"),
        None => name,
    }
}

/// A Rust name for a field, function or module.
pub fn value_name(text: &str) -> String {
    identifier(text, |text| text.to_snake_case(), "x")
}

/// The name of a status: its reason phrase (RFC 9110, section 15).
pub fn status_name(status: Status) -> String {
    match status {
        Status::Code(code) => http::StatusCode::from_u16(code)
            .ok()
            .and_then(|status| status.canonical_reason())
            .map_or_else(|| format!("Status{code}"), type_name),
        Status::Range(1) => "Informational".into(),
        Status::Range(2) => "Successful".into(),
        Status::Range(3) => "Redirection".into(),
        Status::Range(4) => "ClientError".into(),
        Status::Range(_) => "ServerError".into(),
        Status::Default => "Default".into(),
    }
}

fn identifier(text: &str, to_case: fn(&str) -> String, prefix: &str) -> String {
    let cleaned = match text {
        "+1" => "plus1".to_owned(),
        "-1" => "minus1".to_owned(),
        _ => to_case(&text.replace('\'', "").replace(|c| !is_xid_continue(c), "-")),
    };
    let name = match cleaned.chars().next() {
        None => prefix.to_owned(),
        Some(c) if is_xid_start(c) => cleaned,
        Some(_) => format!("{prefix}{cleaned}"),
    };
    if is_keyword(&name) {
        format!("{name}_")
    } else {
        name
    }
}

fn is_keyword(name: &str) -> bool {
    name == "gen" || syn::parse_str::<syn::Ident>(name).is_err()
}

/// Gives each thing a name of its own, in the order in which they ask.
#[derive(Debug, Default)]
pub struct Names {
    taken: HashSet<String>,
    given: HashMap<String, String>,
    /// Whether they are names of types that Typify must leave as they are.
    are_settled: bool,
}

impl Names {
    /// Names that nothing may take.
    pub fn reserving(names: &[&str]) -> Self {
        Names {
            taken: names.iter().map(|name| (*name).to_owned()).collect(),
            ..Names::default()
        }
    }

    /// Names of types that Typify is given, and leaves as they are.
    pub fn settled(reserved: &[&str]) -> Self {
        Names {
            are_settled: true,
            ..Names::reserving(reserved)
        }
    }

    /// Like [`Names::free`], where each of `suffixes` makes another name of it:
    /// all of them are taken.
    pub fn free_family(&mut self, wanted: &str, suffixes: &[&str]) -> String {
        let settled = self.are_settled.then(|| settled_type_name(wanted));
        let wanted = settled.as_deref().unwrap_or(wanted);
        let is_free = |name: &String| {
            suffixes
                .iter()
                .all(|suffix| !self.taken.contains(&format!("{name}{suffix}")))
        };
        // `Self_2` is `Self2` to Typify.
        let numbered = (2..).map(|number| match self.are_settled {
            true => settled_type_name(&format!("{wanted}{number}")),
            false => format!("{wanted}{number}"),
        });
        let name = std::iter::once(wanted.to_owned())
            .chain(numbered)
            .find(is_free)
            .unwrap_or_default();
        self.taken
            .extend(suffixes.iter().map(|suffix| format!("{name}{suffix}")));
        name
    }

    /// The name `wanted`, or the first of `wanted2`, `wanted3`, … that is free.
    pub fn free(&mut self, wanted: &str) -> String {
        self.free_family(wanted, &[""])
    }

    /// The name of the thing that the contract calls `key`.
    pub fn give(&mut self, key: &str, wanted: &str) -> String {
        let name = self.free(wanted);
        self.given.insert(key.to_owned(), name.clone());
        name
    }

    pub fn given(&self, key: &str) -> Option<&str> {
        self.given.get(key).map(String::as_str)
    }
}
