//! Responses, read as they are: nothing is mended.

use std::time::Duration;

use tokio::io::AsyncReadExt;
use tokio::time::timeout;

use super::exchange::NoResponse;
use super::stream::Stream;
use crate::exchange::{Headers, Response};

const MOST_HEADERS: usize = 200;
/// A head that is longer is none.
const LONGEST_HEAD: usize = 256 * 1024;
/// How long bytes are awaited that must not come.
const AFTERWARDS: Duration = Duration::from_millis(8);

pub struct Reader<'s> {
    pub stream: &'s mut Stream,
    pub buffer: Vec<u8>,
    pub most_bytes: usize,
}

impl Reader<'_> {
    /// The response, whether the connection may be used again, and whether more came.
    pub async fn response(&mut self, method: &str) -> Result<(Response, bool, bool), NoResponse> {
        loop {
            let (response, version) = self.head().await?;
            // Interim responses are not the one (RFC 9110, section 15.2).
            if (100..200).contains(&response.status) && response.status != 101 {
                continue;
            }
            return self.content(response, version, method).await;
        }
    }

    async fn more(&mut self) -> Result<bool, NoResponse> {
        let mut chunk = [0; 16 * 1024];
        match self.stream.read(&mut chunk).await {
            Ok(0) => Ok(false),
            Ok(count) => {
                self.buffer.extend(&chunk[..count]);
                Ok(true)
            }
            // A reset is an end, too.
            Err(_) => Ok(false),
        }
    }

    async fn head(&mut self) -> Result<(Response, u8), NoResponse> {
        loop {
            let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
            let mut parsed = httparse::Response::new(&mut headers);
            match parsed.parse(&self.buffer) {
                Ok(httparse::Status::Complete(end)) => {
                    let fields = parsed.headers.iter().map(|field| {
                        let value = String::from_utf8_lossy(field.value).into_owned();
                        (field.name.to_owned(), value)
                    });
                    let response = Response {
                        status: parsed.code.unwrap_or_default(),
                        headers: Headers(fields.collect()),
                        body: Vec::new(),
                    };
                    let version = parsed.version.unwrap_or_default();
                    self.buffer.drain(..end);
                    return Ok((response, version));
                }
                Ok(httparse::Status::Partial) if self.buffer.len() > LONGEST_HEAD => {
                    return Err(NoResponse::Malformed("its head has no end".to_owned()));
                }
                Ok(httparse::Status::Partial) => {
                    if !self.more().await? {
                        return Err(match self.buffer.is_empty() {
                            true => NoResponse::Closed,
                            false => NoResponse::Half("its head is not complete".to_owned()),
                        });
                    }
                }
                Err(error) => return Err(NoResponse::Malformed(error.to_string())),
            }
        }
    }

    async fn content(
        &mut self,
        mut response: Response,
        version: u8,
        method: &str,
    ) -> Result<(Response, bool, bool), NoResponse> {
        let connection = response
            .headers
            .joined("connection")
            .unwrap_or_default()
            .to_ascii_lowercase();
        let mut is_kept = match version {
            0 => connection.contains("keep-alive"),
            _ => !connection.contains("close"),
        };
        let lengths: Vec<String> = response
            .headers
            .all("content-length")
            .map(str::to_owned)
            .collect();
        let coding = response
            .headers
            .joined("transfer-encoding")
            .unwrap_or_default()
            .to_ascii_lowercase();
        if method == "HEAD" || matches!(response.status, 204 | 304) {
            let is_followed = self.is_followed().await;
            return Ok((response, is_kept, is_followed));
        }
        if coding.ends_with("chunked") {
            response.body = self.chunks().await?;
        } else if let Some(length) = lengths.first() {
            if lengths.iter().any(|other| other != length) {
                return Err(NoResponse::Malformed("it has two lengths".to_owned()));
            }
            let length: usize = length
                .trim()
                .parse()
                .map_err(|_| NoResponse::Malformed(format!("`{length}` is no length")))?;
            response.body = self.exactly(length).await?;
        } else {
            is_kept = false;
            while self.more().await? {
                self.bounded()?;
            }
            response.body = std::mem::take(&mut self.buffer);
        }
        let is_followed = !self.buffer.is_empty();
        Ok((response, is_kept, is_followed))
    }

    fn bounded(&self) -> Result<(), NoResponse> {
        match self.buffer.len() > self.most_bytes {
            true => Err(NoResponse::Large(self.most_bytes)),
            false => Ok(()),
        }
    }

    async fn is_followed(&mut self) -> bool {
        if !self.buffer.is_empty() {
            return true;
        }
        let more = timeout(AFTERWARDS, self.more()).await;
        matches!(more, Ok(Ok(true)))
    }

    async fn exactly(&mut self, length: usize) -> Result<Vec<u8>, NoResponse> {
        while self.buffer.len() < length {
            self.bounded()?;
            if !self.more().await? {
                let message = format!("{} of {length} bytes came", self.buffer.len());
                return Err(NoResponse::Half(message));
            }
        }
        Ok(self.buffer.drain(..length).collect())
    }

    async fn line(&mut self) -> Result<String, NoResponse> {
        loop {
            if let Some(end) = self.buffer.windows(2).position(|pair| pair == b"\r\n") {
                let line = self.buffer.drain(..end + 2).take(end);
                let line: Vec<u8> = line.collect();
                return Ok(String::from_utf8_lossy(&line).into_owned());
            }
            self.bounded()?;
            if !self.more().await? {
                return Err(NoResponse::Half("a chunk is not complete".to_owned()));
            }
        }
    }

    async fn chunks(&mut self) -> Result<Vec<u8>, NoResponse> {
        let mut body = Vec::new();
        loop {
            let line = self.line().await?;
            let size = line.split(';').next().unwrap_or_default().trim();
            let size = usize::from_str_radix(size, 16)
                .map_err(|_| NoResponse::Malformed(format!("`{size}` is no size of a chunk")))?;
            if size == 0 {
                while !self.line().await?.is_empty() {}
                return Ok(body);
            }
            if body.len() + size > self.most_bytes {
                return Err(NoResponse::Large(self.most_bytes));
            }
            body.extend(self.exactly(size).await?);
            if !self.line().await?.is_empty() {
                return Err(NoResponse::Malformed(
                    "a chunk is longer than it says".to_owned(),
                ));
            }
        }
    }
}
