//! Response headers, as values. One that is missing, or is not what is asked for, is none.

use std::str::FromStr;

use reqwest::header::HeaderMap;

/// The text of a header.
pub fn header_text<'a>(headers: Option<&'a HeaderMap>, name: &str) -> Option<&'a str> {
    headers?.get(name)?.to_str().ok()
}

/// A number or a flag that is in a header.
pub fn header_value<T: FromStr>(headers: Option<&HeaderMap>, name: &str) -> Option<T> {
    header_text(headers, name)?.trim().parse().ok()
}
