//! Texts of requests without their secrets: what stands in them is named by where it is from.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};

use super::super::credentials::{Credential, Environment, base64};
use crate::exchange::escape;

/// A text, in parts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Text(pub Vec<Part>);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Part {
    Literal(String),
    /// A credential, as a shell says it by its environment variable.
    Credential {
        credential: String,
        #[serde(default, rename = "as", skip_serializing_if = "Form::is_plain")]
        form: Form,
    },
    /// What an earlier response gave, by its name among what is taken.
    Taken {
        taken: String,
    },
}

/// How a value stands in a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    #[default]
    Plain,
    /// Percent-encoded.
    Url,
    Base64,
}

impl Form {
    fn is_plain(&self) -> bool {
        *self == Form::Plain
    }
}

/// A text to be named, and its name.
#[derive(Clone, Debug)]
pub struct Name {
    pub text: String,
    /// What of it stays.
    pub prefix: String,
    pub part: Part,
    /// Only where it stands alone: between the delimiters of paths, queries and JSON.
    pub alone: bool,
}

/// The names of credentials, the longest first: one may begin as another does.
pub fn names(credentials: &[Credential]) -> Vec<Name> {
    let mut all = Vec::new();
    for credential in credentials {
        let (secret, Some(shell)) = (credential.value.expose(), &credential.shell) else {
            continue;
        };
        let name = |text: String, form| Name {
            text,
            prefix: String::new(),
            part: Part::Credential {
                credential: shell.clone(),
                form,
            },
            alone: false,
        };
        all.push(name(secret.to_owned(), Form::Plain));
        all.push(name(escape(secret), Form::Url));
        // As others may write it: in a link, in a redirect.
        let every = utf8_percent_encode(secret, NON_ALPHANUMERIC);
        all.push(name(every.to_string(), Form::Url));
        all.push(name(base64(secret), Form::Base64));
    }
    all.retain(|name| !name.text.is_empty());
    all.sort_by_key(|name| std::cmp::Reverse(name.text.len()));
    all
}

impl Text {
    pub fn of(text: &str, names: &[Name]) -> Text {
        let mut parts = Vec::new();
        let mut literal = String::new();
        let mut rest = text;
        let mut before = None;
        while let Some(next) = rest.chars().next() {
            let is_here = |name: &&Name| {
                let after = rest
                    .strip_prefix(name.text.as_str())
                    .map(|rest| rest.chars().next());
                after.is_some_and(|after| !name.alone || stands_alone(&name.text, before, after))
            };
            match names.iter().find(is_here) {
                Some(name) => {
                    literal.push_str(&name.prefix);
                    if !literal.is_empty() {
                        parts.push(Part::Literal(std::mem::take(&mut literal)));
                    }
                    parts.push(name.part.clone());
                    rest = &rest[name.text.len()..];
                    before = name.text.chars().next_back();
                }
                None => {
                    literal.push(next);
                    before = Some(next);
                    rest = &rest[next.len_utf8()..];
                }
            }
        }
        if !literal.is_empty() {
            parts.push(Part::Literal(literal));
        }
        Text(parts)
    }

    /// As a person reads it: names in place of what they stand for.
    pub fn shown(&self) -> String {
        let parts = self.0.iter().map(|part| match part {
            Part::Literal(text) => text.clone(),
            Part::Credential { credential, .. } => credential.clone(),
            Part::Taken { taken } => format!("${{{taken}}}"),
        });
        parts.collect()
    }

    /// The text itself; none when something of it is not known.
    pub fn filled(
        &self,
        environment: &Environment,
        taken: &dyn Fn(&str) -> Option<String>,
    ) -> Option<String> {
        let parts = self.0.iter().map(|part| match part {
            Part::Literal(text) => Some(text.clone()),
            Part::Taken { taken: name } => taken(name),
            Part::Credential { credential, form } => {
                let value = environment.said(credential)?;
                Some(match form {
                    Form::Plain => value.expose().to_owned(),
                    Form::Url => escape(value.expose()),
                    Form::Base64 => base64(value.expose()),
                })
            }
        });
        parts.collect()
    }

    pub fn is_literal(&self) -> bool {
        let is_literal = |part: &Part| matches!(part, Part::Literal(_));
        self.0.iter().all(is_literal)
    }
}

/// Small numbers are many things: only in a path they are what an object is called by.
fn stands_alone(text: &str, before: Option<char>, after: Option<char>) -> bool {
    // A number in JSON, with its name before it.
    if text.starts_with('"') {
        return after.is_none_or(|c| ",}] ".contains(c));
    }
    let begins = match is_small(text) {
        true => before == Some('/'),
        false => before.is_none_or(|c| "/=\" ".contains(c)),
    };
    begins && after.is_none_or(|c| "/?&#\"".contains(c))
}

/// A number that may stand anywhere.
pub fn is_small(text: &str) -> bool {
    text.len() < 5 && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::super::super::credentials::Secret;
    use super::*;

    fn credential(value: &str, shell: &str) -> Credential {
        Credential {
            scheme: "any".to_owned(),
            value: Secret::new(value),
            shell: Some(shell.to_owned()),
        }
    }

    #[test]
    fn secrets_are_named_in_every_form_and_come_back() {
        let credentials = [
            credential("ann:s/cret", "${ANN}"),
            credential("ann:s/cretx", "${ANN}x"),
        ];
        let names = names(&credentials);
        let mut environment = Environment::default();
        environment.add("ANN=ann:s/cret");
        for text in [
            "Basic YW5uOnMvY3JldA==",
            "Basic YW5uOnMvY3JldHg=",
            "/a?key=ann%3As%2Fcret",
            "key=ann:s/cretx; b",
        ] {
            let named = Text::of(text, &names);
            let shown = named.shown();
            assert!(shown.contains("${ANN}"), "{shown}");
            assert!(!shown.contains("cret") && !shown.contains("YW5"), "{shown}");
            let json = serde_json::to_string(&named).expect("JSON");
            let read: Text = serde_json::from_str(&json).expect("it is read");
            let filled = read.filled(&environment, &|_| None);
            assert_eq!(filled.as_deref(), Some(text));
        }
    }

    #[test]
    fn what_is_taken_stands_alone() {
        let name = |text: &str| Name {
            text: text.to_owned(),
            prefix: String::new(),
            part: Part::Taken {
                taken: "id".to_owned(),
            },
            alone: true,
        };
        for (value, text, shown) in [
            ("7", "/v7/books/7?limit=7", "/v7/books/${id}?limit=7"),
            (
                "b7_x",
                "/b7_xy/b7_x?after=b7_x&x=ab7_x",
                "/b7_xy/${id}?after=${id}&x=ab7_x",
            ),
            (
                "b7_x",
                "{\"book\":\"b7_x\",\"note\":\"b7_x.\"}",
                "{\"book\":\"${id}\",\"note\":\"b7_x.\"}",
            ),
        ] {
            assert_eq!(Text::of(text, &[name(value)]).shown(), shown);
        }
    }
}
