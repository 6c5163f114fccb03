//! The lines that show a finding in a shell: `curl` for what is HTTP, `nc` for what is none.
//! Secrets stand there by their environment variables, and what responses give is passed on by
//! variables of its own. Any POSIX shell runs them.

use super::record::{Body, Sent, Source};
use super::text::{Form, Part, Text};

/// Where requests go to, as a shell says it.
#[derive(Clone, Debug, Default)]
pub struct Address {
    /// `https://host:port`
    pub origin: String,
    /// `host:port`
    pub authority: String,
    /// Certificates of authorities, if they are named.
    pub ca: Option<String>,
}

/// A script of one or several lines; each one shows the status that it had.
pub fn script(address: &Address, requests: &[Sent]) -> String {
    let mut lines = Vec::new();
    // What is said after one response is not to be on its last line.
    let options = if requests.len() > 1 { " -w '\\n'" } else { "" };
    for (index, sent) in requests.iter().enumerate() {
        let line = line(address, sent, options);
        if sent.takes.is_empty() {
            let status = match sent.status {
                _ if requests.len() == 1 => String::new(),
                Some(status) => format!("   # {status}"),
                None => "   # no response".to_owned(),
            };
            lines.push(format!("{line}{status}"));
            continue;
        }
        let response = format!("response{}", index + 1);
        let status = sent.status.unwrap_or_default();
        lines.push(format!("{response}=$({line})   # {status}"));
        lines.push(format!("printf '%s\\n' \"${response}\""));
        for (name, take) in &sent.takes {
            let found = taken(&response, &take.from);
            let was = take.was.replace(['\'', '}', '\\', '$', '`'], "");
            lines.push(format!(
                "{name}=$({found}); : \"${{{name}:={}}}\"",
                was.replace('"', "\\\"")
            ));
        }
    }
    lines.join("\n")
}

/// Takes a value out of a response that `curl -i` printed.
fn taken(response: &str, source: &Source) -> String {
    let said = format!("printf '%s\\n' \"${response}\"");
    match source {
        Source::Header(name) => {
            let value =
                format!("{said} | tr -d '\\r' | grep -i '^{name}:' | head -n 1 | cut -d ' ' -f 2-");
            match name.as_str() {
                // An absolute one is as well a path of this service.
                "location" => format!("{value} | sed 's|^[a-z]*://[^/]*||'"),
                _ => value,
            }
        }
        Source::Body { name, nth, .. } => {
            let nth = match nth {
                1 => "head -n 1".to_owned(),
                nth => format!("head -n {nth} | tail -n 1"),
            };
            format!(
                "{said} | grep -o '\"{name}\" *: *[\"0-9][^\",}}]*' | {nth} | cut -d : -f 2- | tr -d '\" '"
            )
        }
    }
}

fn line(address: &Address, sent: &Sent, options: &str) -> String {
    let mut line = format!("curl -sS -i --path-as-is --globoff{options}");
    if let Some(ca) = &address.ca {
        line.push_str(&format!(" --cacert {}", quoted(ca)));
    }
    match sent.method.as_str() {
        "GET" if sent.body.is_none() => {}
        "HEAD" => line.push_str(" --head"),
        method => line.push_str(&format!(" -X {}", bare(method))),
    }
    for (name, value) in &sent.headers {
        if let Some(user) = user(name, value) {
            line.push_str(&format!(" -u \"{user}\""));
            continue;
        }
        let mut parts = vec![Part::Literal(match value.0.is_empty() {
            true => format!("{name};"),
            false => format!("{name}: "),
        })];
        parts.extend(value.0.iter().cloned());
        line.push_str(&format!(" -H {}", said(&Text(parts))));
    }
    let mut before = String::new();
    if let Some(body) = &sent.body {
        let has_type = |(name, _): &(String, Text)| name.eq_ignore_ascii_case("content-type");
        match body {
            Body::Text(text) if !begins_with_at(text) => {
                line.push_str(&format!(" --data-binary {}", said(text)));
            }
            Body::Text(text) => {
                before = format!("printf %s {} | ", said(text));
                line.push_str(" --data-binary @-");
            }
            Body::Base64(text) => {
                before = format!("printf %s {} | base64 -d | ", quoted(text));
                line.push_str(" --data-binary @-");
            }
        }
        if !sent.headers.iter().any(has_type) {
            line.push_str(" -H 'Content-Type:'");
        }
    }
    let (target, queries) = target(&sent.target);
    for query in queries {
        line.push_str(&format!(" --url-query {}", said(&query)));
    }
    let mut url = vec![Part::Literal(address.origin.clone())];
    url.extend(target.0);
    format!("{before}{line} {}", said(&Text(url)))
}

/// The user and the password of basic authentication, as a shell says them.
fn user<'t>(name: &str, value: &'t Text) -> Option<&'t str> {
    match value.0.as_slice() {
        [
            Part::Literal(scheme),
            Part::Credential {
                credential,
                form: Form::Base64,
            },
        ] if name.eq_ignore_ascii_case("authorization") && scheme == "Basic " => Some(credential),
        _ => None,
    }
}

/// A target without the pairs of its query that curl has to encode, and those.
fn target(text: &Text) -> (Text, Vec<Text>) {
    let is_url = |part: &Part| {
        matches!(
            part,
            Part::Credential {
                form: Form::Url,
                ..
            }
        )
    };
    if !text.0.iter().any(is_url) {
        return (text.clone(), Vec::new());
    }
    // The query in its pairs: a part belongs to the pair that the literal before it begins.
    let mut path = Vec::new();
    let mut pairs: Vec<Vec<Part>> = Vec::new();
    for part in &text.0 {
        match part {
            Part::Literal(literal) => {
                for (index, piece) in literal.split(['?', '&']).enumerate() {
                    if index > 0 {
                        pairs.push(Vec::new());
                    }
                    if !piece.is_empty() {
                        let place = pairs.last_mut().unwrap_or(&mut path);
                        place.push(Part::Literal(piece.to_owned()));
                    }
                }
            }
            part => pairs.last_mut().unwrap_or(&mut path).push(part.clone()),
        }
    }
    let (encoded, plain): (Vec<_>, Vec<_>) =
        pairs.into_iter().partition(|pair| pair.iter().any(is_url));
    for (index, pair) in plain.into_iter().enumerate() {
        path.push(Part::Literal(if index == 0 { "?" } else { "&" }.to_owned()));
        path.extend(pair);
    }
    (Text(path), encoded.into_iter().map(Text).collect())
}

fn begins_with_at(text: &Text) -> bool {
    matches!(text.0.first(), Some(Part::Literal(text)) if text.starts_with('@'))
}

/// A text in a shell.
fn said(text: &Text) -> String {
    if text.is_literal() {
        return quoted(&text.shown());
    }
    let parts = text.0.iter().map(|part| match part {
        Part::Literal(text) => {
            let text = text.replace('\\', "\\\\").replace('"', "\\\"");
            text.replace('$', "\\$").replace('`', "\\`")
        }
        Part::Credential {
            credential,
            form: Form::Base64,
        } => format!("$(printf %s \"{credential}\" | base64 | tr -d '\\n')"),
        Part::Credential { credential, .. } => credential.clone(),
        Part::Taken { taken } => format!("${{{taken}}}"),
    });
    format!("\"{}\"", parts.collect::<String>())
}

fn bare(text: &str) -> String {
    match text.chars().all(|c| c.is_ascii_alphanumeric()) {
        true => text.to_owned(),
        false => quoted(text),
    }
}

fn quoted(text: &str) -> String {
    let quoted = |text: &str| format!("'{}'", text.replace('\'', r"'\''"));
    let mut out = String::new();
    for piece in pieces(text) {
        match piece {
            Piece::Text("") => {}
            Piece::Text(text) => out.push_str(&quoted(text)),
            Piece::Run(c, count) => out.push_str(&format!("\"{}\"", run(c, count))),
        }
    }
    match out.is_empty() {
        true => "''".to_owned(),
        false => out,
    }
}

/// A part of a text: as it is, or one character many times.
enum Piece<'t> {
    Text(&'t str),
    Run(char, usize),
}

/// What is longer is told by its length.
const LONGEST_RUN: usize = 100;

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut all = Vec::new();
    let mut rest = text;
    let mut start = 0;
    while let Some(c) = rest[start..].chars().next() {
        let from = &rest[start..];
        let width = from.len() - from.trim_start_matches(c).len();
        let count = width / c.len_utf8();
        if count > LONGEST_RUN && (c.is_ascii_alphanumeric() || "[]{}".contains(c)) {
            all.push(Piece::Text(&rest[..start]));
            all.push(Piece::Run(c, count));
            rest = &rest[start + width..];
            start = 0;
        } else {
            start += width;
        }
    }
    all.push(Piece::Text(rest));
    all
}

fn run(c: char, count: usize) -> String {
    format!("$(printf %0{count}d 0 | tr 0 '{c}')")
}

/// Bytes that are no request: `printf` says them to a connection.
pub fn raw(address: &Address, bytes: &Text) -> String {
    let (host, port) = address
        .authority
        .rsplit_once(':')
        .unwrap_or((address.authority.as_str(), "80"));
    let mut format = String::new();
    let mut values = String::new();
    for part in &bytes.0 {
        let Part::Literal(text) = part else {
            format.push_str("%s");
            values.push_str(&format!(" {}", said(&Text(vec![part.clone()]))));
            continue;
        };
        for piece in pieces(text) {
            match piece {
                Piece::Text(text) => format.push_str(&escaped(text)),
                Piece::Run(c, count) => {
                    format.push_str("%s");
                    values.push_str(&format!(" \"{}\"", run(c, count)));
                }
            }
        }
    }
    let connection = match (address.origin.starts_with("https"), &address.ca) {
        (false, _) => format!("nc -w 3 {host} {port}"),
        (true, None) => format!("openssl s_client -quiet -connect {host}:{port}"),
        (true, Some(ca)) => format!(
            "openssl s_client -quiet -CAfile {} -connect {host}:{port}",
            quoted(ca)
        ),
    };
    format!("printf '{format}'{values} | {connection}")
}

/// As the format of `printf` says it, within single quotes.
fn escaped(text: &str) -> String {
    let bytes = text.bytes().map(|byte| match byte {
        b'\r' => "\\r".to_owned(),
        b'\n' => "\\n".to_owned(),
        b'%' => "%%".to_owned(),
        b'\\' => "\\\\".to_owned(),
        b' '..=b'~' if byte != b'\'' => char::from(byte).to_string(),
        byte => format!("\\{byte:03o}"),
    });
    bytes.collect()
}
