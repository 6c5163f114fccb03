//! Which browser it is that follows a link: who sends its form is told what came of it, and who is
//! sent to another service is known when they come back.

use data_encoding::BASE64URL_NOPAD;
use http::HeaderMap;

use super::cookies::{self, SameSite};
use super::csrf::CsrfToken;
use crate::mfa::{BrowserToken, PublicUrl, sha256};

const NAME: &str = "mfa_browser";

/// The browser's own token, so that a second link does not break the first; or a new one, which is
/// nobody's.
///
/// One that has the cookie of the forms alone is known by that: its page may have been made by the
/// version before, and what it sends must not be lost.
pub(super) fn token_of(headers: &HeaderMap) -> Result<BrowserToken, getrandom::Error> {
    let own = cookies::named(headers, NAME).find_map(BrowserToken::parse);
    match own.or_else(|| CsrfToken::from_cookie(headers).and_then(|token| known_by(&token))) {
        Some(token) => Ok(token),
        None => BrowserToken::generate(),
    }
}

fn known_by(token: &CsrfToken) -> Option<BrowserToken> {
    let bytes = sha256(format!("{NAME}\0{}", token.as_str()).as_bytes());
    BrowserToken::parse(&BASE64URL_NOPAD.encode(&bytes))
}

/// The `Set-Cookie` that gives it to the browser. It must come along when another site sends the
/// person back.
pub(super) fn cookie(token: &BrowserToken, public_url: &PublicUrl) -> String {
    cookies::set(NAME, &token.expose(), SameSite::Lax, public_url)
}
