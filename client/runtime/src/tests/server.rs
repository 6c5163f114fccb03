//! A server that says what it is told, one line for each request.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::Instant;

/// What the server does about a request.
#[derive(Clone, Debug)]
pub enum Say {
    /// Status, and headers as `name: value`.
    Status(u16, &'static [&'static str]),
    /// A status, and this header.
    With(u16, String),
    /// The connection ends.
    Break,
    /// Nothing, for as long as the client waits.
    Wait,
}

pub struct Server {
    pub url: String,
    requests: Arc<Mutex<Vec<(Instant, String)>>>,
}

impl Server {
    /// Says `script` line by line; the last one to all that follow.
    pub async fn start(script: Vec<Say>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let requests = Arc::new(Mutex::new(Vec::new()));
        let log = requests.clone();
        tokio::spawn(async move {
            let mut waiting = Vec::new();
            for turn in 0.. {
                let (mut stream, _) = listener.accept().await.expect("a connection");
                let request = read(&mut stream).await;
                log.lock().expect("the log").push((Instant::now(), request));
                let head = match &script[turn.min(script.len() - 1)] {
                    Say::Status(status, headers) => format!("{status} X\r\n{}", lines(headers)),
                    Say::With(status, header) => format!("{status} X\r\n{}", lines(&[header])),
                    Say::Break => continue,
                    Say::Wait => {
                        waiting.push(stream);
                        continue;
                    }
                };
                let end = "content-length: 4\r\nconnection: close\r\n\r\nbody";
                let response = format!("HTTP/1.1 {head}{end}");
                stream
                    .write_all(response.as_bytes())
                    .await
                    .expect("a client");
            }
        });
        Server { url, requests }
    }

    /// The requests as they came.
    pub fn requests(&self) -> Vec<String> {
        let requests = self.requests.lock().expect("the log");
        requests
            .iter()
            .map(|(_, request)| request.clone())
            .collect()
    }

    /// The whole seconds between one request and the next, of the test's own clock.
    pub fn pauses(&self) -> Vec<u64> {
        let requests = self.requests.lock().expect("the log");
        let pairs = requests.windows(2);
        pairs
            .map(|pair| (pair[1].0 - pair[0].0).as_secs())
            .collect()
    }
}

fn lines(headers: &[&str]) -> String {
    headers
        .iter()
        .map(|header| format!("{header}\r\n"))
        .collect()
}

/// Reads a request whose body has a length, or ends with the last chunk.
async fn read(stream: &mut TcpStream) -> String {
    let mut text = String::new();
    loop {
        let mut buffer = [0; 4096];
        let size = stream.read(&mut buffer).await.expect("a request");
        text.push_str(&String::from_utf8_lossy(&buffer[..size]));
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let is_chunked = head.contains("chunked");
            let length = head.split("content-length: ").nth(1);
            let length = length.and_then(|rest| rest.lines().next()?.parse().ok());
            let is_whole = match is_chunked {
                true => body.ends_with("0\r\n\r\n"),
                false => body.len() >= length.unwrap_or(0),
            };
            if is_whole || size == 0 {
                return text;
            }
        }
    }
}
