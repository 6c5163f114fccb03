//! Responses by their status. Alternatives are tested with the server's runtime: it is one source.

use progenitor_client::Error;
use reqwest::Response;

use crate::{Answer, decoded};

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
    let result = decoded::<Documented, ()>(response(404, "7")).await;
    let Err(Error::InvalidResponsePayload(body, _)) = result else {
        panic!("{result:?}");
    };
    assert_eq!(&body[..], b"7");
}
