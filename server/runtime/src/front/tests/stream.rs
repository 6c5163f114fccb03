//! How the bytes of a connection leave.

use std::io::{self, IoSlice};
use std::net::{IpAddr, Ipv4Addr};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt, ReadBuf};

use super::super::admission::Admission;
use super::super::stream::Stream;
use super::super::watch::Watch;
use super::super::{Admitted, figures::Connections};

/// Takes all that is written, and keeps each write apart.
#[derive(Default)]
struct Writes(Vec<Vec<u8>>);

impl AsyncRead for Writes {
    fn poll_read(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        _: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Poll::Pending
    }
}

impl AsyncWrite for Writes {
    fn poll_write(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.0.push(bytes.to_vec());
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let whole = slices.iter().flat_map(|slice| slice.iter().copied());
        let whole: Vec<u8> = whole.collect();
        let length = whole.len();
        self.0.push(whole);
        Poll::Ready(Ok(length))
    }

    fn is_write_vectored(&self) -> bool {
        true
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

/// The writes that come of these slices, on a connection whose request has been answered.
async fn written(slices: &[&[u8]]) -> Vec<String> {
    let admitted = Admitted {
        connections: 1,
        per_address: 1,
    };
    let watch = Arc::new(Watch::new());
    let admission = Admission::new(admitted, Arc::new(Connections::default()));
    let place = admission.admit(IpAddr::V4(Ipv4Addr::LOCALHOST), &watch);
    let mut writes = Writes::default();
    let refused = Arc::new(|status: http::StatusCode| format!("our {status}").into_bytes());
    let mut stream = Stream::new(&mut writes, watch, refused, place.expect("a place"));
    let slices: Vec<IoSlice<'_>> = slices.iter().map(|slice| IoSlice::new(slice)).collect();
    let length = stream.write_vectored(&slices).await.expect("written");
    assert_eq!(
        length,
        slices.iter().map(|slice| slice.len()).sum::<usize>()
    );
    drop(stream);
    let texts = writes
        .0
        .into_iter()
        .map(|bytes| String::from_utf8(bytes).expect("text"));
    texts.collect()
}

/// Two writes would be two packets, and a third more work for the system.
#[tokio::test]
async fn head_and_body_of_a_response_leave_in_one_write() {
    let head = b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\nx-request-id: 1\r\n\r\n";
    let writes = written(&[head, b"hello"]).await;
    assert_eq!(writes.len(), 1, "{writes:?}");
    assert!(writes[0].ends_with("\r\n\r\nhello"), "{writes:?}");
}

#[tokio::test]
async fn what_hyper_says_of_a_head_is_said_in_our_words() {
    let head = b"HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";
    assert_eq!(written(&[head]).await, ["our 400 Bad Request"]);
}
