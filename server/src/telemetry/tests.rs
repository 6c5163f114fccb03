//! What comes out of the log, and what a request pays for its line.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::Value;
use slog::{Level, debug, info, o, warn};

use super::*;
use crate::mfa::OrganizationId;

#[derive(Clone, Default)]
struct Output(Arc<Mutex<Vec<u8>>>);

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What `talk` logs, parsed, after a graceful stop.
fn logged(level: Level, talk: impl FnOnce(&Logger)) -> Vec<Value> {
    let output = Output::default();
    let (log, guard) = json_logger(output.clone(), level);
    talk(&log);
    drop(guard);
    let bytes = output.0.lock().unwrap().clone();
    let text = String::from_utf8(bytes).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn record<'a>(status: u16, organization: Option<&'a OrganizationId>) -> RequestRecord<'a> {
    RequestRecord {
        request_id: "00000000-0000-4000-8000-000000000000",
        operation: "GetUserMfa",
        status,
        organization,
        user: None,
        key: None,
        client: Some("203.0.113.7".parse().unwrap()),
        duration: Duration::from_micros(123),
        outcome: None,
        reason: None,
    }
}

#[test]
fn a_request_leaves_one_line_with_what_operators_search_for() {
    let organization = OrganizationId::new("acme").unwrap();
    let lines = logged(Level::Info, |log| {
        request_completed(log, &record(200, Some(&organization)));
        request_completed(log, &record(401, None));
        request_completed(
            log,
            &RequestRecord {
                reason: Some(&"disk \"full\"\n\u{1}\\é"),
                ..record(500, None)
            },
        );
    });
    assert_eq!(lines[0]["level"], "info");
    assert_eq!(lines[0]["message"], "request completed");
    assert_eq!(
        lines[0]["request_id"],
        "00000000-0000-4000-8000-000000000000"
    );
    assert_eq!(lines[0]["operation"], "GetUserMfa");
    assert_eq!(lines[0]["status"], 200);
    assert_eq!(lines[0]["organization"], "acme");
    assert_eq!(lines[0]["duration_us"], 123);
    assert_eq!(lines[0]["client"], "203.0.113.7");
    assert_eq!(lines[0].get("trace_id"), None, "there is no trace");
    assert_eq!(lines[1].get("organization"), None);
    assert_eq!(lines[2]["level"], "error");
    assert_eq!(lines[2]["reason"], "disk \"full\"\n\u{1}\\é");
    let time = lines[0]["time"].as_str().unwrap();
    assert!(chrono::DateTime::parse_from_rfc3339(time).is_ok(), "{time}");
}

#[test]
fn the_level_is_obeyed_and_nothing_is_lost_at_the_end() {
    let lines = logged(Level::Info, |log| {
        let log = log.new(o!("from" => "parent"));
        for number in 0..50_000 {
            info!(log, "kept"; "number" => number);
            debug!(log, "not kept");
        }
    });
    assert_eq!(lines.len(), 50_000);
    assert_eq!(lines[49_999]["number"], 49_999);
    assert_eq!(lines[49_999]["from"], "parent");
}

#[test]
fn a_failed_output_stops_nobody() {
    struct Broken;
    impl Write for Broken {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let (log, guard) = json_logger(Broken, Level::Info);
    for _ in 0..20_000 {
        info!(
            log,
            "a line of some length, to fill the buffer more than once, one would hope so"
        );
    }
    drop(guard);
    info!(log, "after the end");
}

#[test]
fn uris_lose_their_query_and_long_segments() {
    for (uri, redacted) in [
        ("/profile/mfa", "/profile/mfa"),
        ("/users/alice/mfa", "/users/alice/mfa"),
        ("/profile/mfa?token=secret", "/profile/mfa?…"),
        (
            "/enrollment/callback?state=s&code=c",
            "/enrollment/callback?…",
        ),
        (
            "/enroll/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "/enroll/…",
        ),
        (
            "/enroll/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/done?x",
            "/enroll/…/done?…",
        ),
        (
            "https://host.example/AAAAAAAAAAAAAAAAAAAA",
            "https://host.example/…",
        ),
        ("*", "*"),
    ] {
        assert_eq!(RedactedUri(uri).to_string(), redacted);
    }
}

#[test]
fn the_frameworks_warnings_pass_without_uris() {
    let lines = logged(Level::Debug, |log| {
        let request = for_framework(log).new(o!("uri" => "/enroll/AAAAAAAAAAAAAAAAAAAAAAAA?t=s"));
        warn!(request, "client disconnected"; "latency_us" => 5);
        slog::log!(request, Level::Info, "", "passes: it is not Dropshot's");
    });
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["uri"], "/enroll/…?…");
    assert_eq!(lines[0]["latency_us"], "5");
    assert_eq!(lines[0]["level"], "warning");
}

/// Printed, and held to a bound that only a system call for each line would break on a busy machine.
#[test]
fn a_line_is_cheap() {
    let organization = OrganizationId::new("acme").unwrap();
    let (log, guard) = json_logger(io::sink(), Level::Info);
    let request = record(200, Some(&organization));
    let rounds = 100_000;
    let start = Instant::now();
    for _ in 0..rounds {
        request_completed(&log, &request);
    }
    let each = start.elapsed() / rounds;
    drop(guard);
    println!("a request line costs {each:?}");
    assert!(each < Duration::from_micros(100), "{each:?}");
}
