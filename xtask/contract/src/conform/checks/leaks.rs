//! What no response may tell.

use super::super::found::Found;
use super::teller::Teller;
use crate::exchange::Response;
use crate::rules;

/// What no response may tell.
pub fn leaks(teller: &Teller<'_, '_>, response: &Response, out: &mut Vec<Found>) {
    let text = String::from_utf8_lossy(&response.body);
    let at = teller.operation.at;
    for credential in &teller.exchange.case.credentials {
        let secret = credential.value.expose();
        let secret = secret
            .split_once(':')
            .map_or(secret, |(_, password)| password);
        let in_headers = response
            .headers
            .0
            .iter()
            .any(|(_, value)| value.contains(secret));
        if credential.shell.is_some() && secret.len() >= 8 && (text.contains(secret) || in_headers)
        {
            out.push(teller.told(
                rules::CONFORM_LEAK,
                "credential",
                at,
                "the response holds the credential that was sent".to_owned(),
                "no secret in a response".to_owned(),
            ));
        }
    }
    if response.status < 400 {
        return;
    }
    let is_java = text.lines().any(|line| {
        let line = line
            .trim_start()
            .trim_start_matches("\\n")
            .trim_start_matches("\\t");
        line.starts_with("at ")
            && (line.contains(".java:") || line.contains(".js:") || line.contains(".kt:"))
    });
    let traces = [
        "Traceback (most recent call last)",
        "panicked at",
        "stack backtrace:",
        "goroutine 1 [",
        "System.NullReferenceException",
        "java.lang.",
        "org.springframework.",
        "at Object.<anonymous>",
        "sqlite3.OperationalError",
        "psycopg2.",
        "SQLSTATE[",
        "ORA-0",
        "You have an error in your SQL syntax",
        "  File \"/",
        "File \\\"/",
        "RUST_BACKTRACE",
    ];
    let java_escaped = text.contains("\\n\\tat ") || text.contains("\\n    at ");
    if is_java || java_escaped || traces.iter().any(|trace| text.contains(trace)) {
        out.push(teller.told(
            rules::CONFORM_LEAK,
            "trace",
            at,
            "the response shows the inside of the service".to_owned(),
            "an error without a stack trace".to_owned(),
        ));
    }
}
