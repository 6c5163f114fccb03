//! Responses by their status. Alternatives are tested with the server's runtime: it is one source.

use reqwest::Response;

use crate::{
    Answer, Error, decoded, error, header_json, header_lines, header_list, header_value, json,
};

#[derive(Debug, PartialEq)]
enum Documented {
    Number(i64),
    Missing(String),
}

impl Answer for Documented {
    fn decode(status: u16, body: &[u8]) -> serde_json::Result<Self> {
        match status {
            404 => serde_json::from_slice(body).map(Documented::Missing),
            _ => serde_json::from_slice(body).map(Documented::Number),
        }
    }
}

fn response(status: u16, body: &'static str) -> Response {
    let response = http::Response::builder().status(status).header("x-a", "1");
    response.body(body).expect("a response").into()
}

#[tokio::test]
async fn a_response_is_what_its_status_stands_for() {
    for (status, body, expected) in [
        (200, "7", Documented::Number(7)),
        (404, "\"no\"", Documented::Missing("no".to_owned())),
    ] {
        let read = decoded::<Documented, ()>(response(status, body))
            .await
            .expect("a response");
        assert_eq!(
            (read.status().as_u16(), &read.headers()["x-a"]),
            (status, &"1".parse().expect("a value"))
        );
        assert_eq!(read.into_inner(), expected);
    }
}

/// A proxy's page, where the contract has JSON.
#[tokio::test]
async fn a_response_that_is_not_what_the_contract_says_is_kept() {
    let page = || response(404, "<html>Not here.</html>");
    let one = decoded::<Documented, ()>(page()).await.map(|_| ());
    let same = json::<i64, ()>(page()).await.map(|_| ());
    let failed = error::<(), i64>(page()).await.map_err(Error::into_untyped);
    for result in [one, same, failed] {
        let error = result.expect_err("a page");
        assert_eq!(error.status().map(|status| status.as_u16()), Some(404));
        assert_eq!(error.headers().expect("headers")["x-a"], "1");
        let text = error.to_string();
        assert!(text.contains("404") && text.contains("<html>"), "{text}");
        let Error::InvalidResponsePayload(kept) = error else {
            panic!("{error:?}");
        };
        assert_eq!(&kept.body[..], b"<html>Not here.</html>");
    }
    let long: &'static str = Box::leak("x".repeat(1_000_000).into_boxed_str());
    let Err(Error::InvalidResponsePayload(kept)) = json::<i64, ()>(response(200, long)).await
    else {
        panic!("it is no number");
    };
    assert_eq!(kept.body.len(), 64 * 1024);
    assert!(kept.to_string().len() < 1_000);
}

#[test]
fn headers_are_values() {
    let mut headers = reqwest::header::HeaderMap::new();
    for (name, value) in [
        ("x-list", "1, 2"),
        ("x-list", "3,,"),
        ("x-bad", "1, two"),
        ("link", "<https://a/?x=1,2>; rel=\"next, last\""),
        ("link", "<b>"),
        ("x-open", "\"a, b"),
        ("set-cookie", "a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT"),
        ("set-cookie", "b=2"),
        ("x-json", "{\"a\":1}"),
    ] {
        headers.append(name, value.parse().expect("a value"));
    }
    let headers = Some(&headers);
    let texts = |name| header_list::<String>(headers, name);
    assert_eq!(header_list::<i64>(headers, "x-list"), Some(vec![1, 2, 3]));
    assert_eq!(header_list::<i64>(headers, "x-bad"), None);
    assert_eq!(header_list::<i64>(headers, "x-none"), None);
    assert_eq!(header_value::<i64>(headers, "x-bad"), None);
    let links = ["<https://a/?x=1,2>; rel=\"next, last\"", "<b>"];
    assert_eq!(texts("link").expect("links"), links);
    assert_eq!(texts("x-open").expect("texts"), ["\"a", "b"]);
    let cookies = header_lines::<String>(headers, "set-cookie").expect("cookies");
    assert_eq!(
        cookies,
        ["a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT", "b=2"]
    );
    let json: Option<serde_json::Value> = header_json(headers, "x-json");
    assert_eq!(json, Some(serde_json::json!({ "a": 1 })));
}
