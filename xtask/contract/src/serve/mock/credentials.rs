//! The credentials of a request. Whose they are is not asked; those that begin with `wrong` are,
//! so that consumers see what becomes of them.

use crate::exchange::{Location, Operation, Operations, Request, SchemeKind, parse_query};

/// How credentials begin that are refused.
const WRONG: &str = "wrong";

/// What a request has for a scheme: the value of a key, or of `Authorization`.
pub fn credential(kind: &SchemeKind<'_>, request: &Request) -> Option<String> {
    match kind {
        SchemeKind::ApiKey { location, name } => match location {
            Location::Header => request.headers.joined(name),
            Location::Query => {
                let pairs = parse_query(request.query().unwrap_or_default());
                let own = pairs.into_iter().find(|(known, _)| known == name);
                own.map(|(_, value)| value)
            }
            Location::Cookie => cookie(request, name),
            Location::Path => None,
        },
        SchemeKind::Http(_) | SchemeKind::OAuth2 | SchemeKind::OpenIdConnect => {
            request.headers.joined("authorization")
        }
        SchemeKind::MutualTls | SchemeKind::Unknown => None,
    }
}

fn cookie(request: &Request, name: &str) -> Option<String> {
    let lines = request.headers.all("cookie");
    let pairs = lines.flat_map(|line| line.split(';'));
    let mut named = pairs.filter_map(|pair| pair.trim().split_once('='));
    let found = named.find(|(known, _)| *known == name);
    found.map(|(_, value)| value.to_owned())
}

/// The schemes, one of each alternative, whose credentials are wrong; none when one alternative
/// is met.
pub fn wrong<'a>(
    operations: &Operations<'a>,
    operation: &Operation<'a>,
    request: &Request,
) -> Option<Vec<&'a str>> {
    let mut found = Vec::new();
    for alternative in &operation.security {
        let mut schemes = alternative.schemes.iter().map(|(name, _)| *name);
        if !schemes
            .clone()
            .all(|scheme| operations.has_credential(scheme, request))
        {
            continue;
        }
        let is_wrong = |scheme: &&str| {
            let kind = operations.schemes.get(scheme).map(|scheme| &scheme.kind);
            let text = kind.and_then(|kind| credential(kind, request));
            text.is_some_and(|text| begins_wrong(&text))
        };
        found.push(schemes.find(is_wrong)?);
    }
    (!found.is_empty()).then_some(found)
}

/// Of `Basic`, the user or the password (RFC 7617, section 2).
fn begins_wrong(text: &str) -> bool {
    let Some((scheme, value)) = text.split_once(' ') else {
        return text.starts_with(WRONG);
    };
    if !scheme.eq_ignore_ascii_case("basic") {
        return value.trim_start().starts_with(WRONG);
    }
    let pair = data_encoding::BASE64.decode(value.trim().as_bytes());
    let pair = pair.unwrap_or_default();
    let pair = String::from_utf8_lossy(&pair);
    pair.split(':').any(|part| part.starts_with(WRONG))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_that_begin_with_wrong_are_wrong() {
        for (text, is_wrong) in [
            ("wrong-key", true),
            ("key", false),
            ("Bearer wrong", true),
            ("Bearer not wrong", false),
            ("Basic bm9ib2R5Ondyb25n", true), // nobody:wrong
            ("Basic eDp5", false),
            ("Basic ?", false),
        ] {
            assert_eq!(begins_wrong(text), is_wrong, "{text}");
        }
    }
}
