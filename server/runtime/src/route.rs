//! Path templates: which one a path matches, and what stands for its variables.
//!
//! Segments are compared as they are decoded; what stands for a variable comes
//! back as it was sent.

use std::cmp::Ordering;

use percent_encoding::percent_decode_str;

/// The part of `path` that stands for the variable `name` of `template`.
pub(super) fn variable<'p>(template: &str, path: &'p str, name: &str) -> Option<&'p str> {
    segments(template)
        .zip(segments(path))
        .find_map(|(template, segment)| {
            if is_variable(template) {
                return (template[1..template.len() - 1] == *name).then_some(segment);
            }
            if !template.contains('{') {
                return None;
            }
            let found = in_segment(template, segment)?;
            found
                .into_iter()
                .find(|(variable, _)| *variable == name)
                .map(|(_, text)| text)
        })
}

/// Whether a path is one of the template's.
pub(super) fn matches(template: &str, path: &str) -> bool {
    segments(template).count() == segments(path).count()
        && segments(template)
            .zip(segments(path))
            .all(|(template, segment)| is_of(template, segment))
}

/// Whether a segment is one of the template's.
pub(super) fn is_of(template: &str, segment: &str) -> bool {
    // A variable takes all but nothing.
    match is_variable(template) {
        true => !segment.is_empty(),
        false => in_segment(template, segment).is_some(),
    }
}

/// Of two templates that match, the one that says more comes first (OpenAPI
/// 3.1.1, section 4.8.8.2: concrete ones before templated ones).
pub(super) fn by_precedence(a: &str, b: &str) -> Ordering {
    let ranks = |template: &str| segments(template).map(rank).collect::<Vec<_>>();
    ranks(a).cmp(&ranks(b))
}

fn rank(segment: &str) -> u8 {
    match (segment.contains('{'), is_variable(segment)) {
        (false, _) => 0,
        (true, false) => 1,
        (true, true) => 2,
    }
}

fn is_variable(segment: &str) -> bool {
    segment.starts_with('{') && segment.find('}') == Some(segment.len() - 1)
}

pub(super) fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|segment| !segment.is_empty())
}

/// The variables of one segment; None when it does not match.
fn in_segment<'t, 'p>(template: &'t str, segment: &'p str) -> Option<Vec<(&'t str, &'p str)>> {
    if !template.contains('{') {
        let decoded = percent_decode_str(segment).decode_utf8().ok()?;
        return (decoded == percent_decode_str(template).decode_utf8_lossy()).then(Vec::new);
    }
    let (before, rest) = template.split_once('{')?;
    let variables: Option<Vec<_>> = rest.split('{').map(|it| it.split_once('}')).collect();
    let variables = variables?;
    let (_, after) = variables.last()?;
    variables_of(
        &variables,
        segment.strip_prefix(before)?.strip_suffix(after)?,
    )
}

/// The variables of a text, each with the literal that follows it in the
/// template. A variable takes as much as it can: `{name}.{extension}` ends the
/// name at the last dot. From the end, the last place of each literal is the
/// right one, and nothing is tried twice.
fn variables_of<'t, 'p>(
    variables: &[(&'t str, &'t str)],
    mut text: &'p str,
) -> Option<Vec<(&'t str, &'p str)>> {
    let mut found = Vec::new();
    for (index, (name, _)) in variables.iter().enumerate().rev() {
        // What stands for a variable is never empty.
        let (last, _) = text.char_indices().next_back()?;
        let (end, start) = match index.checked_sub(1).map(|before| variables[before].1) {
            None => (0, 0),
            // Nothing says where the one variable ends and the other begins.
            Some("") => return None,
            Some(literal) => {
                let end = text[..last].rfind(literal)?;
                (end, end + literal.len())
            }
        };
        found.push((*name, &text[start..]));
        text = &text[..end];
    }
    Some(found)
}
