//! The cookies of the pages: one against forged forms, one that tells a browser which was sent to
//! another service from all others. Both are random, and are for the pages alone.

use http::HeaderMap;
use http::header::COOKIE;

use crate::mfa::PublicUrl;

/// The cookies' values of this name, in the order in which they came.
pub(super) fn named<'a>(headers: &'a HeaderMap, name: &str) -> impl Iterator<Item = &'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(move |(found, _)| *found == name)
        .map(|(_, value)| value)
}

/// Which requests from other sites a cookie goes with.
#[derive(Clone, Copy)]
pub(super) enum SameSite {
    /// None.
    Strict,
    /// Those that bring the person here, as from the service that they were sent to.
    Lax,
}

/// The `Set-Cookie` of a cookie for the pages below `public_url`, until the browser is closed.
pub(super) fn set(name: &str, value: &str, same_site: SameSite, public_url: &PublicUrl) -> String {
    let same_site = match same_site {
        SameSite::Strict => "Strict",
        SameSite::Lax => "Lax",
    };
    let secure = if public_url.is_https() {
        "; Secure"
    } else {
        ""
    };
    let path = public_url.path();
    format!("{name}={value}; Path={path}/enrollment; HttpOnly; SameSite={same_site}{secure}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_for_the_pages_alone() {
        let public = |text: &str| {
            let url = url::Url::parse(text).expect("a URL");
            PublicUrl::try_from(url).expect("public")
        };
        assert_eq!(
            set("a", "x", SameSite::Strict, &public("https://mfa.test/app")),
            "a=x; Path=/app/enrollment; HttpOnly; SameSite=Strict; Secure"
        );
        assert_eq!(
            set("a", "x", SameSite::Lax, &public("http://127.0.0.1:8080")),
            "a=x; Path=/enrollment; HttpOnly; SameSite=Lax"
        );
    }
}
