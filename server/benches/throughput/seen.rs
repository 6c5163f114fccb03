//! What it costs to be watched: the GET with monitoring and without, in pairs.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};

use crate::Plan;
use crate::figures::Comparison;
use crate::load::{self, Expected, Request};
use crate::place::Place;
use crate::process::Process;

const NAMES: [&str; 4] = [
    "nobody watches",
    "metrics",
    "metrics, 1 of 100 traces",
    "metrics, every trace",
];

/// GET /users/{id}/mfa, by servers that differ in who watches them alone.
pub fn seen(plan: &Plan, place: &Place) -> anyhow::Result<()> {
    let collector = format!("http://{}", collector()?);
    let watched = ("MFA_SERVER_MONITORING_LISTEN", "127.0.0.1:0");
    let traced = ("MFA_SERVER_TELEMETRY_ENDPOINT", &*collector);
    let sampled = |percent| ("MFA_SERVER_TELEMETRY_SAMPLE_PERCENT", percent);
    let text = place.get();
    let mut servers = Vec::new();
    for variables in [
        &[("MFA_SERVER_MONITORING_LISTEN", "off")][..],
        &[watched],
        &[watched, traced, sampled("1")],
        &[watched, traced, sampled("100")],
    ] {
        let (mut command, address) = place.serve()?;
        command.envs(variables.iter().copied());
        servers.push(Process::start((command, address), text.as_bytes())?.0);
    }
    // Like any server that has been up for a while, one has written something.
    servers[0].ask(place.post().as_bytes())?;
    let response = servers[0].ask(text.as_bytes())?;
    let request = Request {
        text: text.into_bytes(),
        expected: Expected::exactly(200, response.body),
    };
    for server in &servers {
        load::run(server.address, &request, plan.connections, plan.turn / 4)?;
    }
    let mut comparison = Comparison::new("GET /users/{id}/mfa, watched and not", &NAMES);
    for round in 0..plan.rounds {
        plan.progress(round, "GET, watched");
        let mut turns: Vec<_> = servers.iter().enumerate().collect();
        if round % 2 == 1 {
            turns.reverse();
        }
        for (which, server) in turns {
            comparison.add(which, plan.load(server, &request)?);
        }
    }
    comparison.print();
    for (which, name) in NAMES.iter().enumerate().skip(1) {
        let more = comparison.processor_ratio(which) - 1.0;
        println!("  {name}: {:+.1} % of its processor time", more * 100.0);
    }
    Ok(())
}

/// Takes all spans, on threads of its own.
fn collector() -> std::io::Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || drain(stream));
        }
    });
    Ok(address)
}

/// Answers each request once its body is read. What breaks ends the connection.
fn drain(mut stream: TcpStream) -> Option<()> {
    let mut bytes = Vec::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
        let whole = end.and_then(|end| {
            let head = String::from_utf8_lossy(&bytes[..end]).to_ascii_lowercase();
            let length = head
                .lines()
                .find_map(|l| l.strip_prefix("content-length: "))?;
            Some(end + 4 + length.parse::<usize>().ok()?)
        });
        match whole.filter(|whole| bytes.len() >= *whole) {
            Some(whole) => {
                bytes.drain(..whole);
                let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";
                stream.write_all(answer).ok()?;
            }
            None => {
                let read = stream.read(&mut buffer).ok().filter(|read| *read > 0)?;
                bytes.extend_from_slice(&buffer[..read]);
            }
        }
    }
}
