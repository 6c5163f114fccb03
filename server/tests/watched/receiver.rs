//! Somebody who is posted to: a collector of traces, a receiver of webhooks.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

#[derive(Clone)]
pub struct Got {
    /// The request's line and headers, in small letters.
    pub head: String,
    pub body: Vec<u8>,
}

impl Got {
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines();
        lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }
}

pub struct Receiver {
    pub url: String,
    got: Arc<Mutex<Vec<Got>>>,
}

impl Receiver {
    /// Takes everything; or, with `answers` false, reads and says nothing.
    pub async fn start(answers: bool) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let got = Arc::new(Mutex::new(Vec::new()));
        let all = Arc::clone(&got);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&all), answers));
            }
        });
        Self { url, got }
    }

    pub fn got(&self) -> Vec<Got> {
        self.got.lock().unwrap().clone()
    }

    /// Waits until `found` finds something in what came so far.
    pub async fn until<T>(&self, mut found: impl FnMut(&[Got]) -> Option<T>) -> T {
        let end = Instant::now() + Duration::from_secs(30);
        loop {
            if let Some(found) = found(&self.got()) {
                return found;
            }
            assert!(Instant::now() < end, "it did not come");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

async fn serve(mut stream: TcpStream, got: Arc<Mutex<Vec<Got>>>, answers: bool) -> Option<()> {
    let mut bytes = Vec::new();
    loop {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
        let Some(end) = end else {
            stream.read_buf(&mut bytes).await.ok().filter(|n| *n > 0)?;
            continue;
        };
        let head = String::from_utf8(bytes[..end].to_vec()).ok()?;
        let mut one = Got {
            head: head.to_ascii_lowercase(),
            body: Vec::new(),
        };
        let length: usize = one.header("content-length")?.parse().ok()?;
        while bytes.len() < end + 4 + length {
            stream.read_buf(&mut bytes).await.ok().filter(|n| *n > 0)?;
        }
        one.body = bytes[end + 4..end + 4 + length].to_vec();
        bytes.drain(..end + 4 + length);
        got.lock().unwrap().push(one);
        if answers {
            let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";
            stream.write_all(answer).await.ok()?;
        }
    }
}
