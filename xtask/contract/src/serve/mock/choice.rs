//! Which of its documented responses an operation gives, and in which media type.

use crate::exchange::{Content, Documented, Operation, StatusKey};

/// A documented response, and the status that it is given with.
#[derive(Clone, Copy)]
pub struct Chosen<'o, 'a> {
    pub status: u16,
    pub response: &'o Documented<'a>,
}

/// What a request gets that is carried out: the first success, else what leads on, else whatever
/// is documented.
pub fn success<'o, 'a>(operation: &'o Operation<'a>) -> Option<Chosen<'o, 'a>> {
    let within = |range: std::ops::RangeInclusive<u16>| {
        let all = operation.responses.iter();
        all.filter_map(|response| Some((usual(operation, response.status)?, response)))
            .filter(|(status, _)| range.contains(status))
            .min_by_key(|(status, _)| *status)
    };
    let default = || {
        let mut all = operation.responses.iter();
        let found = all.find(|response| response.status == StatusKey::Default);
        found.map(|response| (200, response))
    };
    let chosen = within(200..=299)
        .or_else(default)
        .or_else(|| within(300..=399))
        .or_else(|| within(400..=599));
    chosen.map(|(status, response)| Chosen { status, response })
}

/// The status that stands for those of a key: the first that is not documented by itself.
pub fn usual(operation: &Operation<'_>, key: StatusKey) -> Option<u16> {
    let is_own = |status: &u16| {
        let key = StatusKey::Exact(*status);
        operation
            .responses
            .iter()
            .any(|response| response.status == key)
    };
    match key {
        StatusKey::Exact(status) => Some(status),
        StatusKey::Range(first) => (first * 100..first * 100 + 100).find(|status| !is_own(status)),
        StatusKey::Default => None,
    }
}

/// The response that is documented for a status, whatever documents it.
pub fn documented<'o, 'a>(operation: &'o Operation<'a>, status: u16) -> Option<Chosen<'o, 'a>> {
    let response = operation.response(status)?;
    Some(Chosen { status, response })
}

/// The first of some statuses that an operation documents by its number; then the first that a
/// range or the default stands for.
pub fn first<'o, 'a>(operation: &'o Operation<'a>, statuses: &[u16]) -> Option<Chosen<'o, 'a>> {
    let exact = statuses.iter().find_map(|status| {
        let found = documented(operation, *status)?;
        (found.response.status == StatusKey::Exact(*status)).then_some(found)
    });
    exact.or_else(|| {
        statuses
            .iter()
            .find_map(|status| documented(operation, *status))
    })
}

/// A content, and the media type that is said of it.
#[derive(Clone)]
pub struct Negotiated<'o, 'a> {
    pub content: &'o Content<'a>,
    pub media_type: String,
}

/// Chooses by `Accept` (RFC 9110, section 12.5.1): the most wanted, and of equally wanted ones
/// the first. None: nothing of it is wanted.
pub fn negotiate<'o, 'a>(
    contents: &'o [Content<'a>],
    accept: Option<&str>,
) -> Option<Negotiated<'o, 'a>> {
    let accept = accept
        .filter(|text| !text.trim().is_empty())
        .unwrap_or("*/*");
    let ranges = ranges(accept);
    let mut best: Option<(f32, Negotiated<'o, 'a>)> = None;
    for content in contents {
        let Some((quality, media_type)) = wanted(content.media_type, &ranges) else {
            continue;
        };
        if best.as_ref().is_none_or(|(known, _)| quality > *known) {
            let negotiated = Negotiated {
                content,
                media_type,
            };
            best = Some((quality, negotiated));
        }
    }
    best.map(|(_, negotiated)| negotiated)
}

/// A range of `Accept`, and how much it is wanted.
struct Range {
    kind: String,
    subtype: String,
    quality: f32,
}

fn ranges(accept: &str) -> Vec<Range> {
    let read = |item: &str| {
        let mut parts = item.split(';');
        let (kind, subtype) = parts.next()?.trim().split_once('/')?;
        let mut quality = parts.filter_map(|part| {
            let (name, value) = part.split_once('=')?;
            let is_quality = name.trim().eq_ignore_ascii_case("q");
            is_quality.then(|| value.trim().parse::<f32>().ok())?
        });
        Some(Range {
            kind: kind.to_ascii_lowercase(),
            subtype: subtype.trim().to_ascii_lowercase(),
            quality: quality.next().unwrap_or(1.0),
        })
    };
    accept.split(',').filter_map(read).collect()
}

/// How much a documented media type is wanted, and what it becomes: a documented range becomes
/// what was asked for of it.
fn wanted(documented: &str, ranges: &[Range]) -> Option<(f32, String)> {
    let essence = documented.split(';').next().unwrap_or_default().trim();
    let (kind, subtype) = essence.split_once('/')?;
    let (kind, subtype) = (kind.to_ascii_lowercase(), subtype.to_ascii_lowercase());
    let meets = |one: &str, other: &str| one == "*" || other == "*" || one == other;
    // The most exact range decides (section 12.5.1), also that it is not wanted.
    let exactness = |range: &Range| (range.kind != "*", range.subtype != "*");
    let fitting = ranges
        .iter()
        .filter(|range| meets(&range.kind, &kind) && meets(&range.subtype, &subtype));
    let range = fitting.max_by(|one, other| {
        let by_exactness = exactness(one).cmp(&exactness(other));
        by_exactness.then(one.quality.total_cmp(&other.quality))
    })?;
    if range.quality <= 0.0 {
        return None;
    }
    let pick = |documented: &str, asked: &str, usual: &str| match (documented, asked) {
        ("*", "*") => usual.to_owned(),
        ("*", asked) => asked.to_owned(),
        (documented, _) => documented.to_owned(),
    };
    if kind != "*" && subtype != "*" {
        return Some((range.quality, documented.to_owned()));
    }
    let kind = pick(&kind, &range.kind, "application");
    let usual = match kind.as_str() {
        "text" => "plain",
        "image" | "video" | "audio" => "x-mock",
        _ => "json",
    };
    let subtype = pick(&subtype, &range.subtype, usual);
    Some((range.quality, format!("{kind}/{subtype}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_wanted(documented: &str, accept: &str, expected: Option<(f32, &str)>) {
        let found = wanted(documented, &ranges(accept));
        let expected = expected.map(|(quality, name)| (quality, name.to_owned()));
        assert_eq!(found, expected, "{documented} by {accept}");
    }

    #[test]
    fn the_most_exact_range_says_how_much_a_media_type_is_wanted() {
        let json = "application/json";
        assert_wanted(json, "*/*", Some((1.0, json)));
        assert_wanted(json, "text/html", None);
        assert_wanted(json, "*/*;q=0.1, application/json;q=0", None);
        assert_wanted(json, "*/*;q=0.1, APPLICATION/*; q=0.5", Some((0.5, json)));
        assert_wanted(
            "text/plain; charset=utf-8",
            "text/plain",
            Some((1.0, "text/plain; charset=utf-8")),
        );
        assert_wanted("image/*", "image/png", Some((1.0, "image/png")));
        assert_wanted("*/*", "*/*", Some((1.0, json)));
        assert_wanted("*/*", "text/*", Some((1.0, "text/plain")));
    }
}
