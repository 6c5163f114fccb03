//! An exchange as HAR 1.2 has it, without credentials.

use serde_json::{Value, json};

use super::super::run::Exchange;
use super::text::{Name, Text};
use crate::exchange::Headers;

/// Headers that are secret whatever stands in them.
const SECRET: [&str; 4] = [
    "authorization",
    "cookie",
    "proxy-authorization",
    "set-cookie",
];

pub fn har_entry(origin: &str, exchange: &Exchange, names: &[Name]) -> Value {
    let hide = |text: &str| Text::of(text, names).shown();
    let headers = |headers: &Headers| -> Vec<Value> {
        let shown = headers.0.iter().map(|(name, value)| {
            match SECRET.contains(&name.to_ascii_lowercase().as_str()) {
                true => json!({ "name": name, "value": "(hidden)" }),
                false => json!({ "name": name, "value": hide(value) }),
            }
        });
        shown.collect()
    };
    let request = &exchange.request;
    let response = match &exchange.received.result {
        Ok(response) => json!({
            "status": response.status, "statusText": "", "httpVersion": "HTTP/1.1", "cookies": [],
            "headers": headers(&response.headers),
            "redirectURL": hide(response.headers.get("location").unwrap_or_default()),
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
                "text": hide(&String::from_utf8_lossy(&request.body)),
            },
        },
        "response": response,
        "cache": {},
        "timings": { "send": 0, "wait": took, "receive": 0 },
    })
}
