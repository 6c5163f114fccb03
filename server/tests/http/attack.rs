//! Clients that mean no good, or do not know better: a real process, with few files.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::program::{Place, Server};
use crate::world::{configured, serve};

/// A server that may open so many files.
fn serve_with_files(place: &Place, files: u32) -> Server {
    let mut command = Command::new("sh");
    let limited = format!("ulimit -n {files}; exec \"$0\" serve --config mfa.toml");
    command
        .args(["-c", &limited, env!("CARGO_BIN_EXE_mfa-server")])
        .env_clear()
        .current_dir(place.path("."));
    Server::start(&mut command)
}

fn connect(server: &Server) -> TcpStream {
    let stream = TcpStream::connect(&server.address).unwrap();
    let patience = Some(Duration::from_secs(30));
    stream.set_read_timeout(patience).unwrap();
    stream
}

/// The response to a request on a connection of its own.
fn ask(server: &Server, request: &[u8]) -> String {
    let mut stream = connect(server);
    stream.write_all(request).unwrap();
    rest(&mut stream)
}

fn rest(stream: &mut TcpStream) -> String {
    let mut response = Vec::new();
    stream.read_to_end(&mut response).unwrap();
    String::from_utf8(response).unwrap()
}

const PROFILE: &[u8] = b"GET /profile/mfa HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";

#[test]
fn silent_connections_silence_nobody() {
    let place = configured();
    let server = serve_with_files(&place, 128);
    let silent: Vec<_> = (0..140).map(|_| connect(&server)).collect();
    for _ in 0..5 {
        let response = ask(&server, PROFILE);
        assert!(response.starts_with("HTTP/1.1 401"), "{response}");
    }
    // A page goes over the same service, and takes files, too.
    let response = ask(
        &server,
        b"GET /enrollment/x HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n",
    );
    assert!(response.starts_with("HTTP/1.1 404"), "{response}");
    assert!(response.contains("<html"), "{response}");
    drop(silent);
    let (code, _) = server.stop();
    assert_eq!(code, Some(0));
}

#[test]
fn who_takes_too_long_is_let_go() {
    let place = configured();
    let text = place.read("mfa.toml");
    let limits = "[limits]\nhead_seconds = 1\nbody_seconds = 1\nidle_seconds = 1\n";
    place.write("mfa.toml", &format!("{text}{limits}"));
    let server = serve(&place);
    let start = Instant::now();
    let half = [
        &b""[..],
        b"GET /profile",
        b"PRI * HTTP/2.0\r\n\r\nSM",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0",
    ];
    let mut waiting: Vec<_> = half
        .iter()
        .map(|bytes| {
            let mut stream = connect(&server);
            stream.write_all(bytes).unwrap();
            stream
        })
        .collect();
    for stream in &mut waiting {
        let _ = stream.read_to_end(&mut Vec::new());
    }
    assert!(start.elapsed() < Duration::from_secs(20));
}

#[test]
fn a_large_body_gets_its_response() {
    let place = configured();
    let server = serve(&place);
    for path in ["/profile/mfa", "/enrollment/x"] {
        let mut request = format!(
            "POST {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 5000000\r\n\r\n"
        )
        .into_bytes();
        request.extend(vec![b'x'; 5_000_000]);
        let response = ask(&server, &request);
        let status = response.lines().next().unwrap_or_default();
        assert!(status.starts_with("HTTP/1.1 4"), "{path}: {response}");
    }
}

#[test]
fn half_requests_and_idle_clients_hold_no_stop() {
    let place = configured();
    let server = serve(&place);
    let mut half = connect(&server);
    half.write_all(b"GET /profile/mfa HTTP/1.1\r\nho").unwrap();
    let mut http2 = connect(&server);
    let preface = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0";
    http2.write_all(preface).unwrap();
    // The server's own SETTINGS: it speaks HTTP/2.
    http2.read_exact(&mut [0; 9]).unwrap();
    let stopping = Instant::now();
    let address = server.address.clone();
    let (code, _) = server.stop();
    assert_eq!(code, Some(0));
    assert!(
        stopping.elapsed() < Duration::from_secs(15),
        "{:?}",
        stopping.elapsed()
    );
    assert!(TcpStream::connect(address).is_err());
}

#[test]
fn what_is_no_operation_speaks_the_contracts_form() {
    let place = configured();
    let server = serve(&place);
    for (request, status) in [
        ("GET /nowhere HTTP/1.1\r\nhost: x\r\n", 404),
        ("PATCH /profile/mfa HTTP/1.1\r\nhost: x\r\n", 405),
        ("get /profile/mfa HTTP/1.1\r\nhost: x\r\n", 405),
        ("GET /profile/mfa HTTP/1.1\r\n", 400),
    ] {
        let response = ask(
            &server,
            format!("{request}connection: close\r\n\r\n").as_bytes(),
        );
        assert!(
            response.starts_with(&format!("HTTP/1.1 {status}")),
            "{response}"
        );
        assert!(response.contains("application/problem+json"), "{response}");
        assert!(response.contains("cache-control: no-store"), "{response}");
        if status == 405 {
            assert!(
                response.contains("allow: DELETE, GET, HEAD, OPTIONS, POST"),
                "{response}"
            );
        }
    }
    let head = String::from_utf8_lossy(PROFILE).replace("GET", "HEAD");
    let response = ask(&server, head.as_bytes());
    assert!(response.starts_with("HTTP/1.1 401"), "{response}");
    assert!(response.ends_with("\r\n\r\n"), "{response}");
}
