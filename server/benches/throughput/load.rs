//! The load generator: requests over kept connections, one at a time on each, from one thread. It
//! is light, because it shares the processors with what it measures, and believes nothing: every
//! response is compared with the expected one.

use std::net::SocketAddr;
use std::ops::Range;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail, ensure};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::process::Response;

#[derive(Clone)]
pub struct Request {
    pub text: Vec<u8>,
    pub expected: Expected,
}

#[derive(Clone)]
pub struct Expected {
    status: u16,
    body: Vec<u8>,
    /// What is another in each response, of the same length.
    varying: Range<usize>,
}

impl Expected {
    pub fn exactly(status: u16, body: Vec<u8>) -> Self {
        Self {
            status,
            body,
            varying: 0..0,
        }
    }

    /// The token of an enrolment link is another each time.
    pub fn but_for_the_link(status: u16, body: Vec<u8>) -> anyhow::Result<Self> {
        let text = std::str::from_utf8(&body)?;
        let path = format!("{}/", mfa_server::mfa::ENROLLMENT_PATH);
        let start = text.find(&path).context("there is no link")? + path.len();
        let length = text[start..].find('"').context("the link has no end")?;
        Ok(Self {
            status,
            varying: start..start + length,
            body,
        })
    }

    fn check(&self, status: u16, body: &[u8]) -> anyhow::Result<()> {
        let Range { start, end } = self.varying;
        ensure!(
            status == self.status
                && body.len() == self.body.len()
                && body[..start] == self.body[..start]
                && body[end..] == self.body[end..],
            "a response is not as expected: {status} {}",
            String::from_utf8_lossy(body)
        );
        Ok(())
    }
}

/// What came of a turn.
pub struct Run {
    pub elapsed: Duration,
    /// Of each request, in nanoseconds.
    pub latencies: Vec<u32>,
}

impl Run {
    /// Requests per second.
    pub fn rate(&self) -> f64 {
        self.latencies.len() as f64 / self.elapsed.as_secs_f64()
    }
}

pub fn run(
    address: SocketAddr,
    request: &Request,
    connections: usize,
    duration: Duration,
) -> anyhow::Result<Run> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let request = Arc::new(request.clone());
    runtime.block_on(async {
        let mut streams = Vec::new();
        for _ in 0..connections {
            let stream = TcpStream::connect(address).await?;
            stream.set_nodelay(true)?;
            streams.push(stream);
        }
        let start = Instant::now();
        let drive = |stream| drive(stream, Arc::clone(&request), start + duration);
        let mut tasks: tokio::task::JoinSet<_> = streams.into_iter().map(drive).collect();
        let mut latencies = Vec::new();
        while let Some(done) = tasks.join_next().await {
            latencies.extend(done??);
        }
        Ok(Run {
            elapsed: start.elapsed(),
            latencies,
        })
    })
}

async fn drive(
    mut stream: TcpStream,
    request: Arc<Request>,
    end: Instant,
) -> anyhow::Result<Vec<u32>> {
    let mut latencies = Vec::new();
    let mut buffer = vec![0; 16 * 1024];
    loop {
        let start = Instant::now();
        if start >= end {
            return Ok(latencies);
        }
        stream.write_all(&request.text).await?;
        let mut filled = 0;
        loop {
            match stream.read(&mut buffer[filled..]).await? {
                0 => bail!("the server closed a connection, or answers too much"),
                read => filled += read,
            }
            if let Some((status, body)) = Response::parse(&buffer[..filled])? {
                request.expected.check(status, body)?;
                break;
            }
        }
        latencies.push(u32::try_from(start.elapsed().as_nanos()).unwrap_or(u32::MAX));
    }
}
