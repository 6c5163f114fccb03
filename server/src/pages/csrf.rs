//! Against forged forms: a random cookie must equal a hidden field (only a page of ours can read
//! it into one), and what the browser says of the request's origin must not contradict.

use data_encoding::BASE64URL_NOPAD;
use http::HeaderMap;
use http::header::{COOKIE, HOST, ORIGIN};
use subtle::ConstantTimeEq;

const NAME: &str = "mfa_form";

/// The value of cookie and field: 256 random bits as base64url.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct CsrfToken(String);

impl CsrfToken {
    /// The browser's own, so that a second tab does not break the first, or a new one.
    pub(super) fn of(headers: &HeaderMap) -> Result<Self, getrandom::Error> {
        if let Some(token) = from_cookie(headers) {
            return Ok(token);
        }
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)?;
        Ok(Self(BASE64URL_NOPAD.encode(&bytes)))
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// The `Set-Cookie` that gives it to the browser, for the pages below `public_url`.
    pub(super) fn cookie(&self, public_url: &str) -> String {
        let secure = if public_url.starts_with("https:") {
            "; Secure"
        } else {
            ""
        };
        let prefix = split_origin(public_url).1;
        format!(
            "{NAME}={}; Path={prefix}/enrollment; HttpOnly; SameSite=Strict{secure}",
            self.0
        )
    }
}

/// Whether the form came from a page of ours.
pub(super) fn is_own_form(headers: &HeaderMap, field: &str, public_url: &str) -> bool {
    let Some(CsrfToken(cookie)) = from_cookie(headers) else {
        return false;
    };
    bool::from(cookie.as_bytes().ct_eq(field.as_bytes())) && is_same_origin(headers, public_url)
}

fn from_cookie(headers: &HeaderMap) -> Option<CsrfToken> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(|(name, _)| *name == NAME)
        .map(|(_, value)| value)
        // A cookie that was planted is at least one that cannot be guessed.
        .find(|value| {
            BASE64URL_NOPAD
                .decode(value.as_bytes())
                .is_ok_and(|bytes| bytes.len() == 32)
        })
        .map(|value| CsrfToken(value.to_owned()))
}

fn is_same_origin(headers: &HeaderMap, public_url: &str) -> bool {
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
            origin.eq_ignore_ascii_case(split_origin(public_url).0)
                || (of_host.is_some() && of_host == host)
        }
    }
}

/// `https://example.com/path` → (`https://example.com`, `/path`).
fn split_origin(url: &str) -> (&str, &str) {
    let authority = url.find("://").map_or(0, |at| at + 3);
    let path = url[authority..]
        .find('/')
        .map_or(url.len(), |at| authority + at);
    url.split_at(path)
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
        let public = "https://mfa.test/app";
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

    #[test]
    fn the_cookie_is_for_the_pages_alone() {
        let token = CsrfToken("x".into());
        assert_eq!(
            token.cookie("https://mfa.test/app"),
            "mfa_form=x; Path=/app/enrollment; HttpOnly; SameSite=Strict; Secure"
        );
        assert_eq!(
            token.cookie("http://127.0.0.1:8080"),
            "mfa_form=x; Path=/enrollment; HttpOnly; SameSite=Strict"
        );
    }
}
