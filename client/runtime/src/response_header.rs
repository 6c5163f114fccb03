//! Response headers, as values. One that is missing, or is not what is asked for, is none.

use std::str::FromStr;

use reqwest::header::HeaderMap;
use serde::de::DeserializeOwned;

/// The text of a header.
pub fn header_text<'a>(headers: Option<&'a HeaderMap>, name: &str) -> Option<&'a str> {
    headers?.get(name)?.to_str().ok()
}

/// A number, a flag, an instant or the like.
pub fn header_value<T: FromStr>(headers: Option<&HeaderMap>, name: &str) -> Option<T> {
    header_text(headers, name)?.trim().parse().ok()
}

/// A header whose content is JSON.
pub fn header_json<T: DeserializeOwned>(headers: Option<&HeaderMap>, name: &str) -> Option<T> {
    serde_json::from_str(header_text(headers, name)?).ok()
}

/// The items of all lines of a header (RFC 9110, section 5.6.1); none when one of them is not what
/// is asked for. Commas within quotes or angle brackets are parts of items, as `Link` has them.
pub fn header_list<T: FromStr>(headers: Option<&HeaderMap>, name: &str) -> Option<Vec<T>> {
    let lines = lines(headers, name)?;
    let items = lines.iter().flat_map(|line| items(line));
    items.map(|item| item.parse().ok()).collect()
}

/// The lines of a header that are items as they are: `Set-Cookie` (RFC 9110, section 5.3).
pub fn header_lines<T: FromStr>(headers: Option<&HeaderMap>, name: &str) -> Option<Vec<T>> {
    let lines = lines(headers, name)?.into_iter();
    lines.map(|line| line.trim().parse().ok()).collect()
}

/// None when there are no lines, or one is no text.
fn lines<'a>(headers: Option<&'a HeaderMap>, name: &str) -> Option<Vec<&'a str>> {
    let lines = headers?.get_all(name).iter();
    let lines: Option<Vec<_>> = lines.map(|line| line.to_str().ok()).collect();
    lines.filter(|lines| !lines.is_empty())
}

/// Where brackets or quotes have no end, every comma stands between items.
fn items(line: &str) -> Vec<&str> {
    let mut items = Vec::new();
    let (mut start, mut end, mut is_escaped) = (0, None, false);
    for (place, c) in line.char_indices() {
        match (end, c) {
            _ if is_escaped => is_escaped = false,
            (Some('"'), '\\') => is_escaped = true,
            (Some(last), c) if c == last => end = None,
            (None, '"') => end = Some('"'),
            (None, '<') => end = Some('>'),
            (None, ',') => {
                items.push(&line[start..place]);
                start = place + 1;
            }
            _ => {}
        }
    }
    items.push(&line[start..]);
    if end.is_some() {
        items = line.split(',').collect();
    }
    // Empty elements are to be passed over.
    let items = items.into_iter().map(str::trim);
    items.filter(|item| !item.is_empty()).collect()
}
