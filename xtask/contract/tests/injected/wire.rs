//! HTTP/1.1 as it travels, byte for byte: what no fault changes is passed on as it came.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;

/// A message. Its head is kept as it came until somebody changes it.
#[derive(Clone, Debug)]
pub struct Message {
    /// `GET /books HTTP/1.1`, `HTTP/1.1 200 OK`
    pub line: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// As it came; none once it was changed.
    raw: Option<Vec<u8>>,
}

/// What was read.
pub enum Came {
    Message(Message),
    /// Bytes that are no HTTP, or whose end cannot be told: only to be passed on.
    Raw(Vec<u8>),
    End,
}

pub fn read(stream: &mut BufReader<TcpStream>, has_no_body: bool) -> Came {
    let mut raw = Vec::new();
    loop {
        match stream.read_until(b'\n', &mut raw) {
            Ok(0) | Err(_) if raw.is_empty() => return Came::End,
            Ok(0) | Err(_) => return Came::Raw(raw),
            Ok(_) if raw.ends_with(b"\r\n\r\n") => break,
            // What is longer is passed on, whatever it is.
            Ok(_) if raw.len() > 64 * 1024 || raw.ends_with(b"\n\n") => return Came::Raw(raw),
            Ok(_) => {}
        }
    }
    let Some(mut message) = parsed(&raw) else {
        return Came::Raw(raw);
    };
    let lengths = message.all("content-length");
    let codings = message.all("transfer-encoding");
    let is_response = message.line.starts_with("HTTP/");
    let body_start = raw.len();
    let has_no_body =
        has_no_body || is_response && matches!(message.status(), 100..200 | 204 | 304);
    match (&lengths[..], &codings[..]) {
        _ if has_no_body => {}
        ([], []) if is_response => {
            let _ = stream.read_to_end(&mut raw);
            message.body = raw[body_start..].to_vec();
        }
        ([], []) => {}
        ([length], []) => {
            let Ok(length) = length.parse::<usize>() else {
                return Came::Raw(raw);
            };
            if length > 64 * 1024 * 1024 {
                return Came::Raw(raw);
            }
            raw.resize(body_start + length, 0);
            if stream.read_exact(&mut raw[body_start..]).is_err() {
                return Came::End;
            }
            message.body = raw[body_start..].to_vec();
        }
        ([], [coding]) if coding.eq_ignore_ascii_case("chunked") => {
            let Some(body) = chunks(stream, &mut raw) else {
                return Came::Raw(raw);
            };
            message.body = body;
        }
        _ => return Came::Raw(raw),
    }
    message.raw = Some(raw);
    Came::Message(message)
}

fn parsed(raw: &[u8]) -> Option<Message> {
    let text = std::str::from_utf8(raw).ok()?;
    let mut lines = text.trim_end().split("\r\n");
    let line = lines.next()?.to_owned();
    if line.split(' ').count() < 3 || line.contains('\n') {
        return None;
    }
    let headers = lines.map(|line| {
        let (name, value) = line.split_once(':')?;
        let is_plain = !name.is_empty() && !name.contains([' ', '\t', '\n']);
        is_plain.then(|| (name.to_owned(), value.trim().to_owned()))
    });
    Some(Message {
        line,
        headers: headers.collect::<Option<_>>()?,
        body: Vec::new(),
        raw: None,
    })
}

fn chunks(stream: &mut BufReader<TcpStream>, raw: &mut Vec<u8>) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let start = raw.len();
        stream.read_until(b'\n', raw).ok()?;
        let line = std::str::from_utf8(&raw[start..]).ok()?;
        let length = usize::from_str_radix(line.trim().split(';').next()?, 16).ok()?;
        let start = raw.len();
        if length == 0 {
            // Trailers, and the empty line.
            loop {
                let start = raw.len();
                stream.read_until(b'\n', raw).ok()?;
                if raw.len() - start <= 2 {
                    return Some(body);
                }
            }
        }
        raw.resize(start + length + 2, 0);
        stream.read_exact(&mut raw[start..]).ok()?;
        body.extend_from_slice(&raw[start..start + length]);
    }
}

impl Message {
    /// A response with a body in JSON, or none.
    pub fn response(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Message {
        let headers = headers
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Message {
            line: format!("HTTP/1.1 {status} Some Reason"),
            headers: headers.collect(),
            body: body.to_vec(),
            raw: None,
        }
    }

    pub fn all(&self, name: &str) -> Vec<&str> {
        let own = self
            .headers
            .iter()
            .filter(|(known, _)| known.eq_ignore_ascii_case(name));
        own.map(|(_, value)| value.as_str()).collect()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.all(name).first().copied()
    }

    /// To be written anew.
    pub fn change(&mut self) {
        self.raw = None;
    }

    pub fn remove(&mut self, name: &str) {
        self.headers
            .retain(|(known, _)| !known.eq_ignore_ascii_case(name));
        self.change();
    }

    pub fn set(&mut self, name: &str, value: &str) {
        self.remove(name);
        self.headers.push((name.to_owned(), value.to_owned()));
    }

    pub fn method(&self) -> &str {
        self.line.split(' ').next().unwrap_or_default()
    }

    pub fn target(&self) -> &str {
        self.line.split(' ').nth(1).unwrap_or_default()
    }

    pub fn status(&self) -> u16 {
        self.target().parse().unwrap_or_default()
    }

    pub fn set_target(&mut self, target: &str) {
        self.line = format!("{} {target} HTTP/1.1", self.method());
        self.change();
    }

    pub fn set_status(&mut self, status: u16) {
        self.line = format!("HTTP/1.1 {status} Some Reason");
        self.change();
    }

    pub fn json(&self) -> Option<serde_json::Value> {
        serde_json::from_slice(&self.body).ok()
    }

    pub fn set_json(&mut self, value: &serde_json::Value) {
        self.set_body(value.to_string().as_bytes());
    }

    pub fn set_body(&mut self, body: &[u8]) {
        self.body = body.to_vec();
        self.change();
    }

    pub fn closes(&self) -> bool {
        self.header("connection")
            .is_some_and(|value| value.eq_ignore_ascii_case("close"))
    }

    pub fn head(&self, length: Option<usize>) -> Vec<u8> {
        let mut text = format!("{}\r\n", self.line);
        for (name, value) in &self.headers {
            let is_framing = ["content-length", "transfer-encoding"]
                .iter()
                .any(|one| name.eq_ignore_ascii_case(one));
            if !is_framing {
                text.push_str(&format!("{name}: {value}\r\n"));
            }
        }
        if let Some(length) = length {
            text.push_str(&format!("Content-Length: {length}\r\n"));
        }
        (text + "\r\n").into_bytes()
    }

    /// As it came, or as it was changed. `is_head`: its length is told, its body not sent.
    pub fn write(&self, to: &mut TcpStream, is_head: bool) -> std::io::Result<()> {
        if let Some(raw) = &self.raw {
            return to.write_all(raw);
        }
        let has_length = !matches!(self.status(), 204 | 304)
            && (self.line.starts_with("HTTP/") || !self.body.is_empty());
        let mut bytes = self.head(has_length.then_some(self.body.len()));
        if !is_head {
            bytes.extend_from_slice(&self.body);
        }
        to.write_all(&bytes)
    }
}
