//! Which browser it is, from its being sent to another service until it comes back.

use http::HeaderMap;

use super::cookies::{self, SameSite};
use crate::mfa::{BrowserToken, PublicUrl};

const NAME: &str = "mfa_browser";

/// The browser's own token, so that a second link does not break the first; or a new one, which is
/// nobody's.
pub(super) fn token_of(headers: &HeaderMap) -> Result<BrowserToken, getrandom::Error> {
    match cookies::named(headers, NAME).find_map(BrowserToken::parse) {
        Some(token) => Ok(token),
        None => BrowserToken::generate(),
    }
}

/// The `Set-Cookie` that gives it to the browser. It must come along when another site sends the
/// person back.
pub(super) fn cookie(token: &BrowserToken, public_url: &PublicUrl) -> String {
    cookies::set(NAME, &token.expose(), SameSite::Lax, public_url)
}
