//! What a mock expects of parameters that are more than one word.

use httpmock::{HttpMockRequest, When};
use serde::Serialize;

use super::Style;
use super::parameter::{Encoding, cookies, pairs};

/// A parameter of the query in any style.
///
/// # Panics
/// When the value cannot be a parameter.
pub fn when_styled(when: When, name: &str, value: &impl Serialize, style: Style) -> When {
    pairs(name, value, style, Encoding::None)
        .expect("a parameter")
        .into_iter()
        .fold(when, |when, (name, text)| when.query_param(name, text))
}

/// A cookie, or the several cookies of an exploded list or object.
///
/// # Panics
/// When the value cannot be a cookie.
pub fn when_cookie(when: When, name: &str, value: &impl Serialize, style: Style) -> When {
    let pairs = cookies(name, value, style).expect("a cookie");
    when.is_true(move |request| {
        let sent = sent(request);
        pairs.iter().all(|pair| sent.contains(pair))
    })
}

/// No cookie of this name.
pub fn when_no_cookie(when: When, name: &str) -> When {
    let start = format!("{name}=");
    when.is_true(move |request| !sent(request).iter().any(|pair| pair.starts_with(&start)))
}

fn sent(request: &HttpMockRequest) -> Vec<String> {
    request
        .headers_vec()
        .iter()
        .filter(|(name, _)| name.eq_ignore_ascii_case("cookie"))
        .flat_map(|(_, value)| value.split(';').map(|pair| pair.trim().to_owned()))
        .collect()
}
