//! Bodies that are not in memory: parts in a temporary file, events that do not come.

use std::time::Duration;

use futures::StreamExt;
use serde::Deserialize;

use super::headers;
use crate::body::Sizes;
use crate::{
    ByteStream, Event, Events, File, Property, PropertyKind, Refusal, RefusalKind, RequestBody,
    Shape, multipart_body,
};

/// How much of a body may be in memory here.
const WHOLE: usize = 500;
const STREAMED: u64 = 100_000;

#[derive(Debug, Deserialize)]
struct Upload {
    title: String,
    picture: File,
    others: Vec<File>,
}

/// Reads parts of which each has a name and so many bytes.
async fn upload(parts: &[(&str, usize)]) -> Result<Upload, Refusal> {
    const PROPERTIES: [(&str, PropertyKind); 3] = [
        ("title", PropertyKind::Value(Shape::String)),
        ("picture", PropertyKind::File),
        ("others", PropertyKind::Files),
    ];
    let properties = PROPERTIES.map(|(name, kind)| Property {
        name,
        kind,
        media_types: &[],
    });
    let mut pieces = Vec::new();
    for (index, (name, bytes)) in parts.iter().enumerate() {
        let head = format!("--b\r\nContent-Disposition: form-data; name={name}\r\n\r\n");
        let content = char::from(b'a' + index as u8).to_string().repeat(*bytes);
        pieces.push(head + &content + "\r\n");
    }
    pieces.push("--b--\r\n".to_owned());
    let pieces = futures::stream::iter(pieces.into_iter().map(Ok::<_, std::io::Error>));
    let sizes = Sizes {
        whole: WHOLE,
        streamed: STREAMED,
    };
    let body = RequestBody::new(ByteStream::new(pieces).into(), sizes);
    let sent = headers(&[("content-type", "multipart/form-data; boundary=b")]);
    multipart_body(&sent, body, &properties, PropertyKind::Json).await
}

async fn content(file: &File) -> String {
    let bytes = file
        .collect_at_most(STREAMED as usize)
        .await
        .expect("the content");
    String::from_utf8(bytes.to_vec()).expect("text")
}

#[tokio::test]
async fn parts_beyond_what_is_in_memory_are_the_same() {
    let parts = [
        ("picture", 40_000),
        ("title", 300),
        ("others", 1),
        ("others", 30_000),
    ];
    let upload = upload(&parts).await.expect("a body");
    assert_eq!(upload.title, "b".repeat(300));
    assert_eq!(upload.picture.len(), 40_000);
    for _ in 0..2 {
        assert_eq!(content(&upload.picture).await, "a".repeat(40_000));
    }
    assert_eq!(content(&upload.others[0]).await, "c");
    assert_eq!(content(&upload.others[1]).await, "d".repeat(30_000));
    assert_eq!(upload.others[1].clone(), upload.others[1]);
    assert_ne!(upload.others[1], upload.others[0]);
}

#[tokio::test]
async fn values_and_the_number_of_parts_are_bounded_by_memory() {
    for (parts, kind, part) in [
        (
            vec![("title", 501), ("picture", 1)],
            RefusalKind::BodyTooLarge,
            "larger than 500 bytes",
        ),
        (
            vec![("picture", 100_000)],
            RefusalKind::BodyTooLarge,
            "larger than 100000 bytes",
        ),
        (vec![("others", 0); 10], RefusalKind::Body, "more parts"),
        (
            vec![("picture", 501)],
            RefusalKind::Body,
            "missing field `title`",
        ),
    ] {
        let refusal = upload(&parts).await.expect_err(part);
        assert_eq!(refusal.kind(), kind, "{part}");
        assert!(refusal.detail().contains(part), "{}", refusal.detail());
    }
}

#[tokio::test]
async fn a_body_for_memory_is_refused_by_its_length() {
    let sizes = Sizes::of(4);
    let body = |pieces: &'static [&'static str]| {
        let pieces =
            futures::stream::iter(pieces.iter().map(|piece| Ok::<_, std::io::Error>(*piece)));
        RequestBody::new(ByteStream::new(pieces).into(), sizes)
    };
    assert_eq!(
        body(&["ab", "cd"]).whole().await.expect("four bytes"),
        b"abcd"
    );
    let too_large = |refusal: Refusal| assert_eq!(refusal.kind(), RefusalKind::BodyTooLarge);
    too_large(
        body(&["ab", "cd", "e"])
            .whole()
            .await
            .expect_err("five bytes"),
    );
    too_large(
        RequestBody::new("abcde".into(), sizes)
            .stream()
            .expect_err("five bytes"),
    );
    // What was looked at counts.
    let looked_at = async |pieces| body(pieces).if_any().await.expect("no refusal");
    assert!(looked_at(&["", ""]).await.is_none());
    let some = looked_at(&["", "ab", "cd"]).await.expect("a body");
    assert_eq!(some.whole().await.expect("four bytes"), b"abcd");
    let some = looked_at(&["ab", "cde"]).await.expect("a body");
    too_large(some.whole().await.expect_err("five bytes"));
    let some = looked_at(&["abcde"])
        .await
        .expect("a body")
        .stream()
        .expect("no length");
    some.collect_at_most(9).await.expect_err("five bytes");
}

#[tokio::test(start_paused = true)]
async fn silence_is_kept_alive_and_events_are_whole() {
    let events = futures::stream::unfold(0, |hour| async move {
        tokio::time::sleep(Duration::from_secs(40)).await;
        Some((
            Ok::<_, std::io::Error>(Event::new(format!("{hour}\n"))),
            hour + 1,
        ))
    });
    let mut events = ByteStream::from(Events::new(events));
    let mut came = Vec::new();
    for _ in 0..6 {
        came.push(events.next().await.expect("no end").expect("an event"));
    }
    let (silence, first, second) = (":\n\n", "data: 0\ndata: \n\n", "data: 1\ndata: \n\n");
    assert_eq!(came, [silence, silence, first, silence, silence, second]);
}

#[tokio::test]
async fn what_would_be_another_field_ends_the_events() {
    let bad = |id: Option<&str>, event: Option<&str>| Event {
        id: id.map(str::to_owned),
        event: event.map(str::to_owned),
        ..Event::new("never")
    };
    for event in [
        bad(Some("a\nb"), None),
        bad(Some("a\rb"), None),
        bad(Some("a\0b"), None),
        bad(None, Some("a\ndata: b")),
        bad(None, Some("\r")),
    ] {
        let mut events = ByteStream::from(Events::from(vec![event, Event::new("after")]));
        events.piece().await.expect_err("it cannot be written");
        assert_eq!(events.piece().await.expect("the end"), None);
    }
    let json = Event::json(&["a\nb"]).expect("JSON");
    assert_eq!(json.data, r#"["a\nb"]"#);
}
