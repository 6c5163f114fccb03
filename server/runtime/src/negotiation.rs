//! Media types: which one a body has, and which one a client takes. With their parameters (RFC 9110,
//! section 8.3.1), but for `charset`: text is read and written in UTF-8.

use std::sync::atomic::Ordering;

use http::Response;
use http::header::{ACCEPT, HeaderValue, VARY};

use super::refusal::{Refusal, RefusalKind};
use super::request::RequestParts;

/// A media type, or a range of them.
struct MediaType {
    kind: String,
    subtype: String,
    parameters: Vec<(String, String)>,
}

impl MediaType {
    fn parse(text: &str) -> Self {
        let mut parts = split_outside_quotes(text, ';');
        let essence = parts.next().unwrap_or_default();
        let (kind, subtype) = essence.split_once('/').unwrap_or((essence, ""));
        MediaType {
            kind: kind.trim().to_ascii_lowercase(),
            subtype: subtype.trim().to_ascii_lowercase(),
            parameters: parts.filter_map(parameter).collect(),
        }
    }

    fn parameter(&self, name: &str) -> Option<&str> {
        let mut parameters = self.parameters.iter();
        let (_, value) = parameters.find(|(known, _)| known == name)?;
        Some(value)
    }

    /// How well a range fits a type without regard to parameters, the larger the better. A type
    /// that ends in `+json` is JSON too (RFC 6839, section 3.1).
    fn covers(&self, other: &MediaType) -> Option<u8> {
        match (self.kind.as_str(), self.subtype.as_str()) {
            ("*", "*") => Some(0),
            (kind, _) if kind != other.kind => None,
            (_, "*") => Some(1),
            (_, subtype) if subtype == other.subtype => Some(3),
            ("application", "json") if other.subtype.ends_with("+json") => Some(2),
            _ => None,
        }
    }
}

/// A parameter: its name in small letters, its value without quotes. `charset` is none here.
fn parameter(text: &str) -> Option<(String, String)> {
    let (name, value) = text.split_once('=')?;
    let name = name.trim().to_ascii_lowercase();
    let value = value.trim();
    let value = match value
        .strip_prefix('"')
        .and_then(|value| value.strip_suffix('"'))
    {
        Some(quoted) => quoted.replace('\\', ""),
        None => value.to_owned(),
    };
    (name != "charset").then_some((name, value))
}

/// The parts of a list, whose separator may stand in quotes, too (RFC 9110, section 5.6.4).
fn split_outside_quotes(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let (mut is_quoted, mut is_escaped) = (false, false);
    text.split(move |c| {
        let escapes = is_quoted && !is_escaped && c == '\\';
        if c == '"' && !is_escaped {
            is_quoted = !is_quoted;
        }
        is_escaped = escapes;
        c == separator && !is_quoted
    })
}

impl RequestParts {
    /// The index of the contract's media type that the body has: of those that fit, the most
    /// specific one (OpenAPI 3.1.1, section 4.8.13). A parameter that the body's type does not have
    /// fits any; one of another value does not. A body without `Content-Type` is
    /// `application/octet-stream`.
    ///
    /// # Errors
    /// [`RefusalKind::MediaType`], when none fits.
    pub fn choose_media_type(&self, expected: &[&str]) -> Result<usize, Refusal> {
        let found = self.header_text("content-type");
        let body = MediaType::parse(found.unwrap_or("application/octet-stream"));
        let rank = |expected: &str| {
            let expected = MediaType::parse(expected);
            let mut equal = 0;
            for (name, value) in &expected.parameters {
                match body.parameter(name) {
                    Some(found) if found == value => equal += 1,
                    Some(_) => return None,
                    None => {}
                }
            }
            Some((expected.covers(&body)?, equal))
        };
        let ranks = expected.iter().map(|expected| rank(expected));
        let fitting = ranks
            .enumerate()
            .filter_map(|(index, rank)| Some((rank?, std::cmp::Reverse(index))));
        let best = fitting.max();
        best.map(|(_, std::cmp::Reverse(index))| index)
            .ok_or_else(|| {
                let expected = expected.join("` or `");
                let detail = match found {
                    Some(found) => format!("The body is `{found}`, but must be `{expected}`."),
                    None => format!("The request has no `Content-Type`; it must be `{expected}`."),
                };
                Refusal::new(RefusalKind::MediaType, detail)
            })
    }

    /// Those of the offered media types that the client takes, the best first (`Accept`; RFC 9110,
    /// section 12.5.1): by its quality values, then in the contract's order. All of them where it
    /// takes none: a response that it did not ask for is better than none.
    pub fn accepted<T: Copy>(&self, offered: &[(&str, T)]) -> Vec<T> {
        match self.acceptable(offered) {
            Ok(accepted) => accepted,
            Err(_) => offered.iter().map(|(_, value)| *value).collect(),
        }
    }

    /// The same, where the contract documents 406.
    ///
    /// # Errors
    /// [`RefusalKind::NotAcceptable`], when the client takes none of them.
    pub fn acceptable<T: Copy>(&self, offered: &[(&str, T)]) -> Result<Vec<T>, Refusal> {
        self.is_negotiated.store(true, Ordering::Relaxed);
        let lines = self.head.headers.get_all(ACCEPT).iter();
        let lines: Vec<&str> = lines.filter_map(|line| line.to_str().ok()).collect();
        let all = lines.join(",");
        let ranges = split_outside_quotes(&all, ',').filter(|range| !range.trim().is_empty());
        let ranges: Vec<MediaType> = ranges.map(MediaType::parse).collect();
        if ranges.is_empty() {
            return Ok(offered.iter().map(|(_, value)| *value).collect());
        }
        let qualities = offered
            .iter()
            .map(|(media_type, value)| (quality(&ranges, &MediaType::parse(media_type)), *value));
        let mut accepted: Vec<(u16, T)> = qualities.filter(|(quality, _)| *quality > 0).collect();
        accepted.sort_by_key(|(quality, _)| std::cmp::Reverse(*quality));
        if accepted.is_empty() {
            let offered: Vec<&str> = offered.iter().map(|(media_type, _)| *media_type).collect();
            return Err(Refusal::new(
                RefusalKind::NotAcceptable,
                format!(
                    "The response is `{}`, and `{all}` is asked for.",
                    offered.join("` or `")
                ),
            ));
        }
        Ok(accepted.into_iter().map(|(_, value)| value).collect())
    }
}

/// Says that another client may get another response (RFC 9110, section 12.5.5). A list of its own
/// goes on.
pub(super) fn varied<B>(response: &mut Response<B>) {
    const BY_ACCEPT: HeaderValue = HeaderValue::from_static("Accept");
    let said = response.headers().get_all(VARY).iter();
    let is_said = said
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','))
        .any(|name| name.trim() == "*" || name.trim().eq_ignore_ascii_case("accept"));
    if !is_said {
        response.headers_mut().append(VARY, BY_ACCEPT);
    }
}

/// How much a client wants a media type, in thousandths: as the most specific range says that it
/// is of.
fn quality(ranges: &[MediaType], offered: &MediaType) -> u16 {
    let fitting = ranges.iter().filter_map(|range| {
        // What is offered may be a range itself, of which the client takes a part.
        let part = (offered.subtype == "*").then(|| offered.covers(range).map(|_| 0));
        let covered = range.covers(offered).or(part.flatten())?;
        let own = range.parameters.iter().filter(|(name, _)| name != "q");
        let mut equal = 0;
        for (name, value) in own {
            if offered.parameter(name) != Some(value) {
                return None;
            }
            equal += 1;
        }
        let quality: f32 = match range.parameter("q") {
            Some(text) => text.parse().ok().filter(|it| (0.0..=1.0).contains(it))?,
            None => 1.0,
        };
        // At most three digits.
        Some(((covered, equal), (quality * 1000.0).round() as u16))
    });
    fitting
        .max_by_key(|(rank, _)| *rank)
        .map_or(0, |(_, quality)| quality)
}
