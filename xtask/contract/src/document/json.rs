//! JSON with positions.

use jsonc_parser::ast;
use jsonc_parser::common::Ranged;
use jsonc_parser::errors::ParseErrorKind;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use super::error::LoadError;
use super::load::Pass;
use super::node::{Map, Node, Value};
use super::position::{FileId, Position};

/// Nothing that RFC 8259 does not allow.
const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

pub fn parse(file: FileId, text: &str, pass: &mut Pass<'_>) -> Result<Node, LoadError> {
    let lines = Lines::new(file, text);
    let parsed = parse_to_ast(text, &CollectOptions::default(), &STRICT).map_err(|error| {
        let at = lines.position(error.range().start);
        match error.kind() {
            ParseErrorKind::NestingDepthExceeded => LoadError::TooDeep { at },
            kind => LoadError::Syntax {
                message: kind.to_string(),
                at,
            },
        }
    })?;
    match parsed.value {
        Some(value) => convert(value, &lines, pass),
        None => Err(LoadError::Syntax {
            message: "the file is empty".into(),
            at: lines.position(0),
        }),
    }
}

fn convert(
    value: ast::Value<'_>,
    lines: &Lines<'_>,
    pass: &mut Pass<'_>,
) -> Result<Node, LoadError> {
    let at = lines.position(value.range().start);
    let value = match value {
        ast::Value::NullKeyword(_) => Value::Null,
        ast::Value::BooleanLit(literal) => Value::Bool(literal.value),
        ast::Value::StringLit(literal) => Value::String(literal.value.into_owned()),
        ast::Value::NumberLit(literal) => {
            Value::Number(serde_json::from_str(literal.value).map_err(|error| {
                LoadError::Syntax {
                    message: format!("`{}` is not a number that fits: {error}", literal.value),
                    at,
                }
            })?)
        }
        ast::Value::Array(array) => Value::Array(
            array
                .elements
                .into_iter()
                .map(|element| convert(element, lines, pass))
                .collect::<Result<_, _>>()?,
        ),
        ast::Value::Object(object) => {
            let mut map = Map::with_capacity(object.properties.len());
            for property in object.properties {
                let key_at = lines.position(property.range.start);
                let key = property.name.into_string();
                let mut node = convert(property.value, lines, pass)?;
                node.key_at = Some(key_at);
                if map.contains_key(&key) {
                    // Most readers take the last one.
                    pass(LoadError::DuplicateKey {
                        key: key.clone(),
                        at: key_at,
                    })?;
                }
                map.insert(key, node);
            }
            Value::Object(map)
        }
    };
    Ok(Node::new(value, at))
}

/// Turns byte offsets into lines and columns.
struct Lines<'a> {
    file: FileId,
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    fn new(file: FileId, text: &'a str) -> Self {
        let starts = std::iter::once(0)
            .chain(text.match_indices('\n').map(|(index, _)| index + 1))
            .collect();
        Lines { file, text, starts }
    }

    fn position(&self, offset: usize) -> Position {
        let line = self.starts.partition_point(|&start| start <= offset);
        let start = self.starts[line - 1];
        let before = self.text.get(start..offset).unwrap_or("");
        // Minified documents are one long line: counting its characters again
        // for every node would be quadratic, and columns far out are of no use.
        let column = if before.len() > 10_000 {
            before.len()
        } else {
            before.chars().count()
        };
        Position {
            file: self.file,
            line: u32::try_from(line).unwrap_or(u32::MAX),
            column: u32::try_from(column + 1).unwrap_or(u32::MAX),
        }
    }
}
