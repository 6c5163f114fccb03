//! How a secret travels. Which operations it travels to is for [`hooks`](super::hooks).

use reqwest::Request;
use reqwest::header::{AUTHORIZATION, COOKIE, HeaderName, HeaderValue};
use secrecy::{ExposeSecret, SecretString};

/// A security scheme of the contract (OpenAPI 3.1.1, section 4.8.27).
#[derive(Clone, Copy, Debug)]
pub struct Scheme {
    /// Its name in the contract's `securitySchemes`.
    pub name: &'static str,
    /// Where requests carry its secret.
    pub carrier: Carrier,
}

/// Where a request carries a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carrier {
    /// In a header of this name (`type: apiKey`, `in: header`).
    Header(&'static str),
    /// In a query parameter of this name (`in: query`).
    Query(&'static str),
    /// In a cookie of this name (`in: cookie`; RFC 6265, section 4.2).
    Cookie(&'static str),
    /// `Authorization: Bearer …` (RFC 6750).
    Bearer,
    /// `Authorization: Basic …` (RFC 7617); the secret is `user:password`.
    Basic,
    /// `Authorization: <scheme> …` (RFC 9110, section 11.4).
    Http(&'static str),
}

impl Carrier {
    /// Puts the secret into the request, marked as sensitive. What is there
    /// already stays: of two schemes for one header, the contract's first wins.
    pub(super) fn put(
        self,
        request: &mut Request,
        secret: &SecretString,
        http: &reqwest::Client,
    ) -> Result<(), &'static str> {
        let secret = secret.expose_secret();
        if secret.is_empty() {
            return Err("it is empty");
        }
        match self {
            Carrier::Header(name) => {
                let name = HeaderName::from_bytes(name.as_bytes())
                    .map_err(|_| "the contract names no valid header for it")?;
                put_header(request, name, sensitive(secret)?);
            }
            Carrier::Bearer => {
                put_header(
                    request,
                    AUTHORIZATION,
                    sensitive(&format!("Bearer {secret}"))?,
                );
            }
            Carrier::Http(scheme) => {
                put_header(
                    request,
                    AUTHORIZATION,
                    sensitive(&format!("{scheme} {secret}"))?,
                );
            }
            Carrier::Basic => {
                let (user, password) = secret.split_once(':').ok_or("it is not `user:password`")?;
                let written = http
                    .get(request.url().clone())
                    .basic_auth(user, Some(password))
                    .build()
                    .map_err(|_| "it cannot be encoded")?;
                if let Some(value) = written.headers().get(AUTHORIZATION) {
                    put_header(request, AUTHORIZATION, value.clone());
                }
            }
            Carrier::Cookie(name) => {
                if secret.contains(|c: char| {
                    !c.is_ascii_graphic() || matches!(c, '"' | ',' | ';' | '\\')
                }) {
                    return Err(UNFIT);
                }
                let pair = match request.headers().get(COOKIE).map(HeaderValue::to_str) {
                    Some(Ok(others)) => format!("{others}; {name}={secret}"),
                    _ => format!("{name}={secret}"),
                };
                let value = sensitive(&pair)?;
                request.headers_mut().insert(COOKIE, value);
            }
            Carrier::Query(name) => {
                request
                    .url_mut()
                    .query_pairs_mut()
                    .append_pair(name, secret);
            }
        }
        Ok(())
    }
}

const UNFIT: &str = "it has characters that cannot be sent (a line break at its end, perhaps)";

fn sensitive(text: &str) -> Result<HeaderValue, &'static str> {
    let mut value = HeaderValue::from_str(text).map_err(|_| UNFIT)?;
    value.set_sensitive(true);
    Ok(value)
}

fn put_header(request: &mut Request, name: HeaderName, value: HeaderValue) {
    request.headers_mut().entry(name).or_insert(value);
}
