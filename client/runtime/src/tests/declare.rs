//! Builders as declarations: what is set, what is sent, and what comes back.

use serde::{Deserialize, Serialize};

use super::server::{Say, Server};
use super::{Client, Secrets};
use crate::Error;

/// A body that has a builder, as Typify writes it.
#[derive(Clone, Debug, Serialize)]
pub struct Filter {
    text: String,
}

#[derive(Clone, Debug, Default)]
pub struct FilterBuilder {
    text: Option<String>,
}

impl From<Filter> for FilterBuilder {
    fn from(filter: Filter) -> Self {
        FilterBuilder {
            text: Some(filter.text),
        }
    }
}

impl TryFrom<FilterBuilder> for Filter {
    type Error = String;

    fn try_from(builder: FilterBuilder) -> Result<Self, String> {
        let text = builder.text.ok_or("text is missing")?;
        Ok(Filter { text })
    }
}

#[derive(Clone, Debug, Deserialize)]
#[allow(dead_code)]
pub struct Page {
    pub items: Vec<u64>,
    pub next_page: Option<String>,
}

#[allow(dead_code)]
mod builder {
    use super::{Filter, FilterBuilder, Page};
    use crate as runtime;
    use progenitor_client::ResponseValue;

    runtime::builder! {
        List: Clone = list GET "/shops/{shop}/items.{form}" {
            shop: Required<u8>,
            form: Required<String>,
            limit: Optional<u32>,
            page_token: Optional<String>,
            sort: Optional<String>,
        }
        send |it, request, response| -> ResponseValue<Page>, runtime::Error<()> {
            request
                .path_value("shop", it.shop)
                .path_value("form", it.form)
                .query("limit", it.limit)
                .query("page_token", it.page_token)
                .query("sort", it.sort);
            200 => runtime::json(response).await,
        }
        stream u64, without (sort)
    }

    runtime::builder! {
        Search: Clone = search POST "/search" {}
        body: Built<Filter, FilterBuilder>
        send |it, request, response| -> ResponseValue<()>, runtime::Error<()> {
            request.json::<Filter>("application/json", it.body.map(Some));
            200 | 204 => Ok(ResponseValue::empty(response)),
        }
    }

    runtime::builder! {
        Note = note PUT "/note" {
            body: OptionalTextBody<String>,
        }
        send |it, request, response| -> ResponseValue<()>, runtime::Error<()> {
            request.body("text/plain", it.body);
            200 => Ok(ResponseValue::empty(response)),
            _ => Err(runtime::Error::Custom("another".to_owned())),
        }
    }
}

async fn client(say: Vec<Say>) -> (Server, Client) {
    let server = Server::start(say).await;
    let mut client = Client::new(Secrets::default());
    client.base_url = server.url.clone();
    (server, client)
}

fn reason<T: std::fmt::Debug>(result: Result<T, Error<()>>) -> String {
    match result {
        Err(Error::InvalidRequest(reason)) => reason,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn what_is_set_is_sent_where_it_belongs() {
    let (server, client) = client(vec![Say::Status(200, &[])]).await;
    let list = || builder::List::new(&client).form("a/b");
    // The body is no page, but the request has come.
    let read = list().shop(7_u8).limit(3_u32).send().await;
    assert!(
        matches!(read, Err(Error::InvalidResponsePayload(_))),
        "{read:?}"
    );
    let sent = server.requests();
    assert!(
        sent[0].starts_with("GET /shops/7/items.a%2Fb?limit=3 "),
        "{}",
        sent[0]
    );

    assert_eq!(reason(list().send().await), "shop was not initialized");
    assert_eq!(
        reason(list().shop(300_u64).send().await),
        "conversion to `u8` for shop failed"
    );

    let search = || builder::Search::new(&client);
    assert_eq!(reason(search().send().await), "text is missing");
    let changed = search().body_map(|mut filter| {
        filter.text = Some("red".to_owned());
        filter
    });
    changed.send().await.expect("a response");
    let filter = FilterBuilder::default();
    assert_eq!(
        reason(search().body(filter).send().await),
        "conversion to `Filter` for body failed: text is missing"
    );
    let note = builder::Note::new(&client);
    note.body("hello").send().await.expect("a response");
    let sent = server.requests();
    let last = &sent[sent.len() - 2..];
    assert!(last[0].ends_with("{\"text\":\"red\"}"), "{}", last[0]);
    assert!(last[1].starts_with("PUT /note "), "{}", last[1]);
    assert!(last[1].ends_with("hello"), "{}", last[1]);
}

#[tokio::test]
async fn what_is_not_told_of_a_response_is_not_documented() {
    let (_server, client) = client(vec![Say::Status(418, &[])]).await;
    let search = builder::Search::new(&client).body(Filter {
        text: String::new(),
    });
    let result = search.send().await;
    assert!(
        matches!(&result, Err(Error::UnexpectedResponse(response)) if response.status() == 418),
        "{result:?}"
    );
    let result = builder::Note::new(&client).send().await;
    assert!(matches!(&result, Err(Error::Custom(_))), "{result:?}");
}
