//! Which operation a path means: concrete segments go before templated ones (OpenAPI 3.1.1,
//! section 4.8.8.2).

use percent_encoding::percent_decode_str;

use super::operation::Operation;
use super::operations::Operations;

/// What a method and a path lead to.
pub enum Route<'o, 'a> {
    Found(Routed<'o, 'a>),
    /// The path is there, with other methods.
    Methods(Vec<&'o str>),
    Nowhere,
}

/// An operation, and the texts in its path, as they travelled.
pub struct Routed<'o, 'a> {
    pub operation: &'o Operation<'a>,
    pub variables: Vec<(&'a str, String)>,
}

impl<'a> Operations<'a> {
    /// `path` is as it travelled, with the base path of the servers.
    pub fn route<'o>(&'o self, method: &str, path: &str) -> Route<'o, 'a> {
        let mut matching: Vec<(Vec<bool>, Routed<'o, 'a>)> = Vec::new();
        for operation in &self.all {
            let Some(rest) = path.strip_prefix(operation.base.as_str()) else {
                continue;
            };
            if let Some(variables) = matched(operation.path, rest) {
                let templated = operation.path.split('/').map(|part| part.contains('{'));
                let routed = Routed {
                    operation,
                    variables,
                };
                matching.push((templated.collect(), routed));
            }
        }
        matching.sort_by(|(one, _), (other, _)| one.cmp(other));
        let Some((best, _)) = matching.first() else {
            return Route::Nowhere;
        };
        let best = best.clone();
        matching.retain(|(templated, _)| *templated == best);
        match matching
            .iter()
            .position(|(_, routed)| routed.operation.method == method)
        {
            Some(index) => Route::Found(matching.swap_remove(index).1),
            None => {
                let methods = matching.iter();
                Route::Methods(
                    methods
                        .map(|(_, one)| one.operation.method.as_str())
                        .collect(),
                )
            }
        }
    }
}

/// The names of the variables of a template, in their order.
pub fn variables(template: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = template;
    while let Some((_, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else {
            break;
        };
        found.push(name);
        rest = after;
    }
    found
}

fn matched<'t>(template: &'t str, path: &str) -> Option<Vec<(&'t str, String)>> {
    let mut variables = Vec::new();
    let mut parts = path.split('/');
    for wanted in template.split('/') {
        segment(wanted, parts.next()?, &mut variables)?;
    }
    parts.next().is_none().then_some(variables)
}

/// Matches a segment, `{id}.json` for example. No variable is empty.
fn segment<'t>(template: &'t str, text: &str, out: &mut Vec<(&'t str, String)>) -> Option<()> {
    let Some((before, after)) = template.split_once('{') else {
        // What is escaped without need is the same.
        let is_same = text == template || percent_decode_str(text).eq(template.bytes());
        return is_same.then_some(());
    };
    let (name, after) = after.split_once('}')?;
    let rest = text.strip_prefix(before)?;
    let literal = after.split('{').next().unwrap_or_default();
    let end = match literal.is_empty() {
        true => rest.len(),
        false if after == literal => rest.len().checked_sub(literal.len())?,
        false => rest.find(literal)?,
    };
    if end == 0 || !rest.is_char_boundary(end) {
        return None;
    }
    out.push((name, rest[..end].to_owned()));
    segment(after, &rest[end..], out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_are_matched_whole() {
        let of = |template, path| matched(template, path);
        let one = |name, text: &str| Some(vec![(name, text.to_owned())]);
        assert_eq!(of("/a/{id}", "/a/b%2Fc"), one("id", "b%2Fc"));
        assert_eq!(of("/a/{id}.json", "/a/x.json"), one("id", "x"));
        assert_eq!(of("/a/{id}", "/a/"), None);
        assert_eq!(of("/a/{id}", "/a/b/c"), None);
        assert_eq!(of("/a/b", "/a/%62"), Some(Vec::new()));
        assert_eq!(
            of("/{from}-{to}", "/1-2"),
            Some(vec![("from", "1".to_owned()), ("to", "2".to_owned())])
        );
    }
}
