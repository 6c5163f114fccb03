//! Against forged forms: a random cookie must equal a hidden field (only a page of ours can read
//! it into one), and what the browser says of the request's origin must not contradict.

use data_encoding::BASE64URL_NOPAD;
use http::HeaderMap;
use http::header::{HOST, ORIGIN};
use subtle::ConstantTimeEq;

use super::cookies::{self, SameSite};
use crate::mfa::PublicUrl;

const NAME: &str = "mfa_form";

/// The value of cookie and field: 256 random bits as base64url.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct CsrfToken(String);

impl CsrfToken {
    /// The browser's own, so that a second tab does not break the first, or a new one.
    pub(super) fn of(headers: &HeaderMap) -> Result<Self, getrandom::Error> {
        if let Some(token) = Self::from_cookie(headers) {
            return Ok(token);
        }
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)?;
        Ok(Self(BASE64URL_NOPAD.encode(&bytes)))
    }

    pub(super) fn from_cookie(headers: &HeaderMap) -> Option<Self> {
        // A cookie that was planted is at least one that cannot be guessed.
        let is_random = |value: &&str| {
            BASE64URL_NOPAD
                .decode(value.as_bytes())
                .is_ok_and(|bytes| bytes.len() == 32)
        };
        let value = cookies::named(headers, NAME).find(is_random)?;
        Some(Self(value.to_owned()))
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// The `Set-Cookie` that gives it to the browser.
    pub(super) fn cookie(&self, public_url: &PublicUrl) -> String {
        cookies::set(NAME, &self.0, SameSite::Strict, public_url)
    }
}

/// Whether the form came from a page of ours.
pub(super) fn is_own_form(headers: &HeaderMap, field: &str, public_url: &PublicUrl) -> bool {
    let Some(CsrfToken(cookie)) = CsrfToken::from_cookie(headers) else {
        return false;
    };
    bool::from(cookie.as_bytes().ct_eq(field.as_bytes())) && is_same_origin(headers, public_url)
}

fn is_same_origin(headers: &HeaderMap, public_url: &PublicUrl) -> bool {
    let text = |name: &str| {
        headers
            .get(name)
            .map(|value| value.to_str().unwrap_or("invalid"))
    };
    match text("sec-fetch-site") {
        // `none`: the person did it in the browser itself.
        Some("same-origin" | "none") => return true,
        Some(_) => return false,
        None => {}
    }
    match text(ORIGIN.as_str()) {
        // `null` is what browsers send for our own forms, because of `Referrer-Policy:
        // no-referrer`. It says nothing either way; the cookie decides.
        None | Some("null") => true,
        Some(origin) => {
            let host = text(HOST.as_str());
            let of_host = origin.split_once("://").map(|(_, authority)| authority);
            origin.eq_ignore_ascii_case(&public_url.origin())
                || (of_host.is_some() && of_host == host)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| {
                (
                    http::HeaderName::from_static(name),
                    value.parse().expect("a value"),
                )
            })
            .collect()
    }

    #[test]
    fn a_form_needs_the_cookie_and_an_origin_that_does_not_contradict() {
        let token = CsrfToken::of(&HeaderMap::new()).expect("randomness");
        let other = CsrfToken::of(&HeaderMap::new()).expect("randomness");
        let cookie = format!("theme=dark; {NAME}={}", token.as_str());
        let public = url::Url::parse("https://mfa.test/app").expect("a URL");
        let public = &PublicUrl::try_from(public).expect("public");
        let own = |extra: &[(&'static str, &str)]| {
            let mut all = vec![("cookie", cookie.as_str())];
            all.extend_from_slice(extra);
            is_own_form(&headers(&all), token.as_str(), public)
        };
        assert!(own(&[]));
        assert!(own(&[
            ("sec-fetch-site", "same-origin"),
            ("origin", "null")
        ]));
        assert!(own(&[("origin", "https://mfa.test")]));
        assert!(own(&[
            ("origin", "http://127.0.0.1:8080"),
            ("host", "127.0.0.1:8080")
        ]));
        assert!(!own(&[("sec-fetch-site", "cross-site")]));
        assert!(!own(&[("sec-fetch-site", "same-site")]));
        assert!(!own(&[
            ("origin", "https://evil.test"),
            ("host", "mfa.test")
        ]));
        assert!(!is_own_form(
            &headers(&[("cookie", &cookie)]),
            other.as_str(),
            public
        ));
        assert!(!is_own_form(&headers(&[("cookie", &cookie)]), "", public));
        assert!(!is_own_form(&HeaderMap::new(), token.as_str(), public));
        assert!(!is_own_form(
            &headers(&[("cookie", "mfa_form=")]),
            "",
            public
        ));
    }
}
