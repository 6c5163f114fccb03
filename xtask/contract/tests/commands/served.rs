//! What `mock` and `proxy` stories share: a program that serves, and requests to it as they
//! travel.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

/// A command that serves until the story ends.
pub struct Served {
    child: Child,
    pub address: String,
    out: BufReader<ChildStdout>,
    errors: std::path::PathBuf,
}

/// A response, as it travelled.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Reply {
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut own = self.headers.iter().filter(|(known, _)| known == name);
        own.next().map(|(_, value)| value.as_str())
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("no JSON: {self:?}"))
    }
}

impl Served {
    /// `contract …` in a folder. What it says is on a free port, on its first line.
    pub fn start(folder: &Path, arguments: &[&str]) -> Served {
        let errors = folder.join(format!("errors-{}", arguments[0]));
        let log = std::fs::File::create(&errors).expect("a file");
        let program = std::env::var("CONTRACT");
        let program = program.unwrap_or_else(|_| env!("CARGO_BIN_EXE_contract").to_owned());
        let mut child = Command::new(program)
            .args(arguments)
            .args(["--port", "0"])
            .current_dir(folder)
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .expect("contract runs");
        let mut out = BufReader::new(child.stdout.take().expect("its output"));
        let mut line = String::new();
        out.read_line(&mut line).expect("a line");
        let told = || std::fs::read_to_string(&errors).expect("what it says");
        let after = line.split("http://127.0.0.1:").last().unwrap_or_default();
        let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
        assert!(!digits.is_empty(), "{line}{}", told());
        Served {
            child,
            address: format!("127.0.0.1:{digits}"),
            out,
            errors,
        }
    }

    /// The next line that it prints.
    pub fn line(&mut self) -> String {
        let mut line = String::new();
        self.out.read_line(&mut line).expect("a line");
        line
    }

    /// What it said beside its report so far.
    pub fn said(&self) -> String {
        std::fs::read_to_string(&self.errors).expect("what it says")
    }

    /// Waits until it said something.
    pub fn wait_for(&self, words: &str) {
        for _ in 0..200 {
            if self.said().contains(words) {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("it never said {words:?}: {}", self.said());
    }

    /// Asks it to end: its exit code, and what it prints at its end.
    pub fn end(mut self) -> (Option<i32>, String) {
        let asked = Command::new("kill")
            .args(["-TERM", &self.child.id().to_string()])
            .status();
        assert!(asked.expect("kill runs").success());
        let mut report = String::new();
        self.out.read_to_string(&mut report).expect("a report");
        let status = self.child.wait().expect("an exit code");
        (status.code(), report)
    }

    /// A request of a line, headers and a body: `GET /things`.
    pub fn ask(&self, line: &str, headers: &[(&str, &str)], body: &str) -> Reply {
        ask(&self.address, line, headers, body)
    }

    pub fn get(&self, path: &str) -> Reply {
        self.ask(&format!("GET {path}"), &[], "")
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub fn ask(address: &str, line: &str, headers: &[(&str, &str)], body: &str) -> Reply {
    let mut stream = TcpStream::connect(address).expect("a connection");
    stream
        .set_read_timeout(Some(Duration::from_secs(60)))
        .expect("a time limit");
    let mut text = format!("{line} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n");
    for (name, value) in headers {
        text.push_str(&format!("{name}: {value}\r\n"));
    }
    if !body.is_empty() {
        text.push_str(&format!("Content-Length: {}\r\n", body.len()));
    }
    text.push_str(&format!("\r\n{body}"));
    stream.write_all(text.as_bytes()).expect("a request");
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).expect("a response");
    reply(&String::from_utf8_lossy(&bytes))
}

fn reply(text: &str) -> Reply {
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((text, ""));
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1));
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    let is_chunked = headers
        .iter()
        .any(|(name, value)| name == "transfer-encoding" && value == "chunked");
    let body = match is_chunked {
        true => unchunked(body),
        false => body.to_owned(),
    };
    Reply {
        status: status
            .and_then(|status| status.parse().ok())
            .unwrap_or_default(),
        headers,
        body,
    }
}

fn unchunked(mut text: &str) -> String {
    let mut out = String::new();
    while let Some((size, rest)) = text.split_once("\r\n") {
        let size = usize::from_str_radix(size, 16).unwrap_or(0);
        if size == 0 {
            break;
        }
        out.push_str(&rest[..size]);
        text = rest[size..].trim_start_matches("\r\n");
    }
    out
}
