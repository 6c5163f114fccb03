//! Path templates.

use std::fmt;

/// A path template as the contract writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathTemplate {
    text: String,
    pub segments: Vec<Segment>,
    pub trailing_slash: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    Literal(String),
    Variable(String),
    /// Literal and variable in one segment, as in `{id}:reset`.
    Mixed(String),
}

impl PathTemplate {
    pub fn parse(text: &str) -> Self {
        let segments = text
            .split('/')
            .filter(|segment| !segment.is_empty())
            .map(|segment| {
                let variable = segment
                    .strip_prefix('{')
                    .and_then(|rest| rest.strip_suffix('}'))
                    .filter(|name| !name.contains(['{', '}']));
                match variable {
                    Some(name) => Segment::Variable(name.to_owned()),
                    None if segment.contains(['{', '}']) => Segment::Mixed(segment.to_owned()),
                    None => Segment::Literal(segment.to_owned()),
                }
            })
            .collect();
        PathTemplate {
            text: text.to_owned(),
            segments,
            trailing_slash: text.len() > 1 && text.ends_with('/'),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The names between braces, in the order in which they stand.
    pub fn variables(&self) -> Vec<&str> {
        self.text
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
            .collect()
    }

    /// Whether it has empty segments, as `/a//b` and `/a/`, which Dropshot's router does not know.
    pub fn has_empty_segments(&self) -> bool {
        self.text.contains("//") || self.trailing_slash
    }
}

impl fmt::Display for PathTemplate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
