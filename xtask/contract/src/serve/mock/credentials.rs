//! The credentials of a request: whether they are right, and what their identity may do.
//!
//! With identities, the credentials of these are right, and all others are wrong. Without, whose
//! they are is not asked; those that begin or end with `wrong` are, so that consumers see what
//! becomes of them.

use std::fmt;

use crate::exchange::{Location, Operation, Operations, Request, SchemeKind, parse_query};

/// How credentials begin or end that are refused.
const WRONG: &str = "wrong";

/// Somebody who may ask.
pub struct Identity {
    pub name: String,
    pub standing: Standing,
    /// By security scheme: a key, a token, or `user:password`.
    pub credentials: Vec<(String, String)>,
}

/// Credentials are never printed.
impl fmt::Debug for Identity {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Identity({:?}, {:?})", self.name, self.standing)
    }
}

/// What an identity may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Everything but these operations.
    Full { forbidden: Vec<String> },
    /// What these scopes allow, where operations demand any, but these operations.
    Lesser {
        scopes: Vec<String>,
        forbidden: Vec<String>,
    },
    /// Nothing any more.
    Expired,
    /// Nothing: known to be nobody.
    Nobody,
}

/// Why somebody is not served.
#[derive(Debug, PartialEq, Eq)]
pub enum Refused<'a> {
    /// Credentials for these schemes, one of each alternative, "are wrong".
    Wrong(Vec<&'a str>, &'static str),
    /// This identity may not do it.
    Forbidden(String),
}

/// What a request has for a scheme: a key, a token, or `user:password`.
pub fn credential(kind: &SchemeKind<'_>, request: &Request) -> Option<String> {
    let authorization = |wanted: &str| {
        let text = request.headers.joined("authorization")?;
        let (scheme, value) = text.split_once(' ')?;
        let value = value.trim();
        (scheme.eq_ignore_ascii_case(wanted) && !value.is_empty()).then(|| value.to_owned())
    };
    match kind {
        SchemeKind::ApiKey { location, name } => match location {
            Location::Header => request.headers.joined(name),
            Location::Query => {
                let pairs = parse_query(request.query().unwrap_or_default());
                let own = pairs.into_iter().find(|(known, _)| known == name);
                own.map(|(_, value)| unescaped(&value))
            }
            Location::Cookie => cookie(request, name),
            Location::Path => None,
        },
        SchemeKind::Http(scheme) if scheme.eq_ignore_ascii_case("basic") => authorization("basic")
            .map(|pair| {
                let decoded = data_encoding::BASE64.decode(pair.as_bytes());
                String::from_utf8_lossy(&decoded.unwrap_or_default()).into_owned()
            }),
        SchemeKind::Http(scheme) => authorization(scheme),
        SchemeKind::OAuth2 | SchemeKind::OpenIdConnect => authorization("bearer"),
        SchemeKind::MutualTls | SchemeKind::Unknown => None,
    }
}

/// A key in a query is escaped as a form is.
fn unescaped(text: &str) -> String {
    let text = text.replace('+', " ");
    let text = percent_encoding::percent_decode_str(&text);
    text.decode_utf8_lossy().into_owned()
}

fn cookie(request: &Request, name: &str) -> Option<String> {
    let lines = request.headers.all("cookie");
    let pairs = lines.flat_map(|line| line.split(';'));
    let mut named = pairs.filter_map(|pair| pair.trim().split_once('='));
    let found = named.find(|(known, _)| *known == name);
    found.map(|(_, value)| value.to_owned())
}

/// Why a request that has something for an alternative is refused; none when it has what one of
/// them demands.
pub fn refused<'a>(
    identities: &[Identity],
    operations: &Operations<'a>,
    operation: &Operation<'a>,
    request: &Request,
) -> Option<Refused<'a>> {
    let (mut wrong, mut how, mut forbidden) = (Vec::new(), "are wrong", None);
    for alternative in &operation.security {
        let schemes = &alternative.schemes;
        if !schemes
            .iter()
            .all(|(scheme, _)| operations.has_credential(scheme, request))
        {
            continue;
        }
        let shown = |scheme: &str| {
            let kind = &operations.schemes.get(scheme)?.kind;
            credential(kind, request)
        };
        if identities.is_empty() {
            let is_wrong = |(scheme, _): &&(&str, _)| shown(scheme).is_some_and(|it| is_wrong(&it));
            match schemes.iter().find(is_wrong) {
                Some((scheme, _)) => wrong.push(*scheme),
                None => return None,
            }
            continue;
        }
        // All of it is proved by one identity. What no request shows is taken to be there.
        let proves = |identity: &&Identity, scheme: &str| {
            let Some(shown) = shown(scheme) else {
                return true;
            };
            let mut own = identity.credentials.iter();
            own.any(|(known, value)| known == scheme && *value == shown)
        };
        let whole = |identity: &&Identity| {
            let mut all = schemes.iter();
            all.all(|(scheme, _)| proves(identity, scheme))
        };
        let Some(identity) = identities.iter().find(whole) else {
            let proved = |scheme: &str| identities.iter().any(|one| proves(&one, scheme));
            let mut unknown = schemes.iter().filter(|(scheme, _)| !proved(scheme));
            wrong.extend(unknown.next().or_else(|| schemes.first()).map(|one| one.0));
            continue;
        };
        let is_called = |names: &[String]| names.iter().any(|name| operation.is_called(name));
        let mut demanded = schemes.iter().flat_map(|(_, scopes)| scopes);
        let is_forbidden = match &identity.standing {
            Standing::Full { forbidden } => is_called(forbidden),
            Standing::Lesser { scopes, forbidden } => {
                let may = demanded.all(|scope| scopes.iter().any(|own| own == scope));
                !may || is_called(forbidden)
            }
            Standing::Expired => {
                how = "have expired";
                wrong.extend(schemes.first().map(|one| one.0));
                continue;
            }
            Standing::Nobody => {
                wrong.extend(schemes.first().map(|one| one.0));
                continue;
            }
        };
        match is_forbidden {
            true => forbidden = Some(identity.name.clone()),
            false => return None,
        }
    }
    match forbidden {
        Some(name) => Some(Refused::Forbidden(name)),
        None => (!wrong.is_empty()).then_some(Refused::Wrong(wrong, how)),
    }
}

/// Of a user and a password, either.
fn is_wrong(text: &str) -> bool {
    let mut parts = text.split(':');
    parts.any(|part| part.starts_with(WRONG) || part.ends_with(WRONG))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_that_begin_or_end_with_wrong_are_wrong() {
        for (text, expected) in [
            ("wrong-key", true),
            ("key", false),
            ("keywrong", true),
            ("a.b.AAAwrong", true),
            ("not wrong.", false),
            ("nobody:wrong", true),
            ("x:y", false),
        ] {
            assert_eq!(is_wrong(text), expected, "{text}");
        }
    }
}
