//! Events of a response, however the bytes are cut.

use std::time::Duration;

use bytes::Bytes;
use futures::StreamExt;
use progenitor_client::ByteStream;

use crate::{Event, Events, EventsError};

fn events(pieces: Vec<&'static [u8]>) -> Events {
    let pieces = pieces
        .into_iter()
        .map(|piece| Ok(Bytes::from_static(piece)));
    Events::new(ByteStream::new(Box::pin(futures::stream::iter(pieces))))
}

/// As the HTML standard, section 9.2.6, has them, with all three ends of lines.
const TEXT: &[u8] = b"\xef\xbb\xbf: a comment\r\nretry: 10\r\ndata: YHOO\r\ndata:+2\r\n\r\n\
    event: add\rid: 7\rdata: \xc3\xbc\r\r\
    id\ndata\n\n\nevent: without data\n\n data: odd\ndata: never ended";

fn expected() -> Vec<Event> {
    let event = |event: &str, data: &str, id: Option<&str>, retry| Event {
        event: event.to_owned(),
        data: data.to_owned(),
        id: id.map(str::to_owned),
        retry,
    };
    vec![
        event("message", "YHOO\n+2", None, Some(Duration::from_millis(10))),
        event("add", "ü", Some("7"), None),
        event("message", "", Some(""), None),
    ]
}

#[tokio::test]
async fn events_are_read_however_they_are_cut() {
    for size in 1..TEXT.len() {
        let found: Vec<_> = events(TEXT.chunks(size).collect()).collect().await;
        let found: Result<Vec<_>, _> = found.into_iter().collect();
        assert_eq!(found.expect("events"), expected(), "{size}");
    }
}

#[tokio::test]
async fn an_event_without_an_end_is_refused() {
    let mut endless = events(vec![b"data: 1\n\ndata: ", b"0123456789", b"0123456789"]).limit(16);
    assert_eq!(
        endless
            .next_event()
            .await
            .expect("an event")
            .expect("one")
            .data,
        "1"
    );
    let result = endless.next_event().await;
    assert!(
        matches!(result, Err(EventsError::TooLarge(16))),
        "{result:?}"
    );
    assert_eq!(endless.next_event().await.expect("the end"), None);
}
