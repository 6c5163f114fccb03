//! Servers as processes of their own: started, asked, and looked at through /proc.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};

/// A running server. Dropping it kills it.
pub struct Process {
    child: Child,
    pub address: SocketAddr,
}

impl Process {
    /// Starts a server, and tells how long it took to answer `request`.
    pub fn start(
        (mut command, address): (Command, SocketAddr),
        request: &[u8],
    ) -> anyhow::Result<(Self, Duration)> {
        let start = Instant::now();
        let child = command.spawn().context("a server cannot be started")?;
        let mut process = Self { child, address };
        loop {
            if process.ask(request).is_ok() {
                return Ok((process, start.elapsed()));
            }
            if let Some(status) = process.child.try_wait()? {
                bail!("a server ended at once: {status}: {command:?}");
            }
            if start.elapsed() > Duration::from_secs(10) {
                bail!("a server does not answer: {command:?}");
            }
            std::thread::sleep(Duration::from_micros(500));
        }
    }

    pub fn ask(&self, request: &[u8]) -> anyhow::Result<Response> {
        let mut stream = TcpStream::connect(self.address)?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        stream.write_all(request)?;
        let mut bytes = vec![0; 16 * 1024];
        let mut filled = 0;
        loop {
            match stream.read(&mut bytes[filled..])? {
                0 => bail!("no whole response"),
                read => filled += read,
            }
            let bytes = &bytes[..filled];
            if let Some((_, body)) = Response::parse(bytes)? {
                return Ok(Response {
                    head: String::from_utf8_lossy(&bytes[..filled - body.len()]).into_owned(),
                    body: body.to_vec(),
                });
            }
        }
    }

    pub fn resident_bytes(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
        let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
        Some(kilobytes * 1024)
    }

    pub fn processor_time(&self) -> Duration {
        processor_time(&self.child.id().to_string())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub fn own_processor_time() -> Duration {
    processor_time("self")
}

/// User and system time so far; nothing where there is no /proc.
fn processor_time(process: &str) -> Duration {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    // The name, in parentheses, may hold spaces. After it, utime and stime are 12th and 13th.
    let after_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
    let times = after_name.split_whitespace().skip(11).take(2);
    let ticks: u64 = times.filter_map(|time| time.parse::<u64>().ok()).sum();
    // USER_HZ is 100 wherever Linux runs.
    Duration::from_millis(ticks * 10)
}

/// An HTTP/1.1 response with a Content-Length.
#[derive(Debug)]
pub struct Response {
    head: String,
    pub body: Vec<u8>,
}

impl Response {
    /// Status and body, once all of it is there.
    pub fn parse(bytes: &[u8]) -> anyhow::Result<Option<(u16, &[u8])>> {
        let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else {
            return Ok(None);
        };
        let head = std::str::from_utf8(&bytes[..end]).context("the head is not text")?;
        let mut lines = head.split("\r\n");
        let status = lines.next().and_then(|line| line.split(' ').nth(1));
        let status: Option<u16> = status.and_then(|status| status.parse().ok());
        let length: Option<usize> = lines
            .filter_map(|line| line.split_once(": "))
            .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
            .and_then(|(_, value)| value.parse().ok());
        let (Some(status), Some(length)) = (status, length) else {
            bail!("no response that is understood: {head}");
        };
        let body = &bytes[end + 4..];
        Ok((body.len() == length).then_some((status, body)))
    }

    /// All but the values that differ from response to response.
    pub fn comparable(&self) -> (Vec<String>, &[u8]) {
        let mut head: Vec<String> = self
            .head
            .lines()
            .map(|line| match line.split_once(": ") {
                Some((name @ ("date" | "x-request-id"), value)) => {
                    format!("{name}: {} characters", value.len())
                }
                _ => line.to_owned(),
            })
            .collect();
        head.sort();
        (head, &self.body)
    }
}
