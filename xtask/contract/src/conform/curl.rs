//! The lines that reproduce an exchange in a shell. Credentials are named by the environment
//! variables that they are from.

use super::credentials::Credential;
use crate::exchange::Request;

pub fn curl(url: &str, request: &Request, credentials: &[Credential]) -> String {
    let mut line = "curl -sS -i --path-as-is --globoff".to_owned();
    match request.method.as_str() {
        "GET" if request.body.is_empty() => {}
        "HEAD" => line.push_str(" --head"),
        method => line.push_str(&format!(" -X {method}")),
    }
    for (name, value) in &request.headers.0 {
        let text = match value.is_empty() {
            true => format!("{name};"),
            false => format!("{name}: {value}"),
        };
        line.push_str(&format!(" -H {}", hidden(&text, credentials)));
    }
    if !request.body.is_empty() {
        line.push_str(&format!(" --data-binary {}", bytes(&request.body)));
        if request.headers.get("content-type").is_none() {
            line.push_str(" -H 'Content-Type:'");
        }
    }
    format!(
        "{line} {}",
        hidden(&format!("{url}{}", request.target), credentials)
    )
}

/// Bytes that are no request: `printf` says them to a connection.
pub fn raw(authority: &str, sent: &[u8]) -> String {
    let (host, port) = authority.rsplit_once(':').unwrap_or((authority, "80"));
    let text: String = sent
        .iter()
        .map(|byte| match byte {
            b'\r' => "\\r".to_owned(),
            b'\n' => "\\n".to_owned(),
            b'%' => "%%".to_owned(),
            b'\\' => "\\\\".to_owned(),
            b' '..=b'~' if *byte != b'\'' => char::from(*byte).to_string(),
            byte => format!("\\{byte:03o}"),
        })
        .collect();
    format!("printf '{text}' | nc -w 3 {host} {port}")
}

/// A text without its credentials: `"Authorization: Bearer $TOKEN"`.
fn hidden(text: &str, credentials: &[Credential]) -> String {
    let named = credentials
        .iter()
        .filter_map(|one| Some((one.value.expose(), one.shell.as_ref()?)));
    let (secret, variable) = match named.into_iter().find(|(secret, _)| text.contains(secret)) {
        Some(found) => found,
        None => return quoted(text),
    };
    let escape = |text: &str| {
        let text = text.replace('\\', "\\\\").replace('"', "\\\"");
        text.replace('$', "\\$").replace('`', "\\`")
    };
    let parts: Vec<String> = text.split(secret).map(escape).collect();
    format!("\"{}\"", parts.join(variable))
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

fn bytes(body: &[u8]) -> String {
    match std::str::from_utf8(body) {
        Ok(text) if !text.contains('\0') && !text.starts_with('@') => quoted(text),
        _ => {
            let escaped: String = body.iter().map(|byte| format!("\\x{byte:02x}")).collect();
            format!("$'{escaped}'")
        }
    }
}

/// An exchange as HAR 1.2 has it, without credentials.
pub fn har_entry(origin: &str, exchange: &super::run::Exchange) -> serde_json::Value {
    use serde_json::json;
    let hide = |text: &str| {
        let mut text = text.to_owned();
        for credential in &exchange.case.credentials {
            if let Some(variable) = &credential.shell {
                text = text.replace(credential.value.expose(), variable);
            }
        }
        text
    };
    let headers = |headers: &crate::exchange::Headers| -> Vec<serde_json::Value> {
        let is_secret = |name: &str| {
            ["authorization", "cookie", "set-cookie"].contains(&name.to_ascii_lowercase().as_str())
        };
        let shown = headers.0.iter().map(|(name, value)| match is_secret(name) {
            true => json!({ "name": name, "value": "(hidden)" }),
            false => json!({ "name": name, "value": hide(value) }),
        });
        shown.collect()
    };
    let request = &exchange.request;
    let response = match &exchange.received.result {
        Ok(response) => json!({
            "status": response.status, "statusText": "", "httpVersion": "HTTP/1.1", "cookies": [],
            "headers": headers(&response.headers), "redirectURL": response.headers.get("location").unwrap_or_default(),
            "headersSize": -1, "bodySize": response.body.len(),
            "content": {
                "size": response.body.len(),
                "mimeType": response.headers.get("content-type").unwrap_or_default(),
                "text": hide(&String::from_utf8_lossy(&response.body)),
            },
        }),
        Err(error) => json!({
            "status": 0, "statusText": error.to_string(), "httpVersion": "HTTP/1.1", "cookies": [],
            "headers": [], "redirectURL": "", "headersSize": -1, "bodySize": -1,
            "content": { "size": 0, "mimeType": "" },
        }),
    };
    let took = exchange.received.took.as_secs_f64() * 1000.0;
    json!({
        "startedDateTime": chrono::Utc::now().to_rfc3339(),
        "time": took,
        "request": {
            "method": request.method, "url": hide(&format!("{origin}{}", request.target)),
            "httpVersion": "HTTP/1.1", "cookies": [], "headers": headers(&request.headers),
            "queryString": [], "headersSize": -1, "bodySize": request.body.len(),
            "postData": {
                "mimeType": request.headers.get("content-type").unwrap_or_default(),
                "text": String::from_utf8_lossy(&request.body),
            },
        },
        "response": response,
        "cache": {},
        "timings": { "send": 0, "wait": took, "receive": 0 },
    })
}
