//! What the generated client does for any contract: a contract with one of
//! everything that is sent and read, and its own mocks as the service, or a server that says what
//! no mock can. What parameters are to a server is read by the server's own runtime.
//!
//! `contract/` is generated from `openapi.yaml` beside this file:
//! `cargo xtask generate --spec client/tests/any/openapi.yaml
//! --client-out client/tests/any/contract --server-out …`.

#[rustfmt::skip]
#[allow(dead_code, unused_imports)]
mod contract;
#[cfg(feature = "cli")]
mod command_line;
mod reading;
mod round_trip;
mod sending;
mod streams;
mod styles;

use contract::mocks::MockServerExt;
use contract::responses::{GetThingError, GetThingSuccess, PutThingSuccess};
use contract::{Client, Error, types};
use httpmock::MockServer;

pub fn client(server: &MockServer) -> Client {
    Client::builder(server.base_url())
        .build()
        .expect("a client")
}

fn thing(name: &str) -> types::Thing {
    types::Thing {
        name: name.into(),
        size: None,
    }
}

#[tokio::test]
async fn successes_are_told_apart_by_their_status() {
    let server = MockServer::start();
    server.get_thing(|when, then| {
        when.id("a");
        then.ok(&thing("a"));
    });
    server.get_thing(|when, then| {
        when.id("b");
        then.not_modified();
    });
    let client = client(&server);
    let found = client.get_thing().id("a").send().await.expect("a thing");
    assert_eq!(found.status(), 200);
    assert_eq!(found.into_inner(), GetThingSuccess::Ok(thing("a")));
    let same = client.get_thing().id("b").send().await.expect("the same");
    assert_eq!(same.into_inner(), GetThingSuccess::NotModified);
}

#[tokio::test]
async fn errors_are_told_apart_by_their_status() {
    let problem = types::Problem {
        title: Some("Gone.".into()),
    };
    let cases: [(&str, u16, GetThingError); 6] = [
        ("a", 400, GetThingError::BadRequest("Odd.".into())),
        ("b", 404, GetThingError::NotFound(problem.clone())),
        ("c", 409, GetThingError::Conflict),
        ("d", 418, GetThingError::ClientError(vec!["Tea.".into()])),
        ("e", 503, GetThingError::Default(b"\x00\x01".to_vec())),
        ("f", 404, GetThingError::NotFound(problem)),
    ];
    let server = MockServer::start();
    for (id, status, error) in cases.clone() {
        server.get_thing(|when, then| {
            when.id(id);
            match error {
                GetThingError::BadRequest(text) => then.bad_request(text),
                GetThingError::NotFound(problem) => then.not_found(&problem),
                GetThingError::Conflict => then.conflict(),
                GetThingError::ClientError(texts) => then.client_error(status, &texts),
                GetThingError::Default(bytes) => then.default_response(status, bytes),
            };
        });
    }
    let client = client(&server);
    for (id, status, expected) in cases {
        match client.get_thing().id(id).send().await {
            Err(Error::ErrorResponse(error)) => {
                assert_eq!(error.status(), status);
                assert_eq!(error.into_inner(), expected);
            }
            other => panic!("{id}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn what_is_not_documented_is_unexpected() {
    let server = MockServer::start();
    server.get_thing(|_, then| {
        then.into_inner().status(299);
    });
    let result = client(&server).get_thing().id("a").send().await;
    assert!(
        matches!(result, Err(Error::UnexpectedResponse(_))),
        "{result:?}"
    );
}

#[tokio::test]
async fn redirects_and_odd_statuses_are_answers() {
    let server = MockServer::start();
    server.goto(|when, then| {
        when.id("a");
        then.found();
    });
    server.goto(|when, then| {
        when.id("b");
        then.status499();
    });
    let client = client(&server);
    let found = client.goto().id("a").send().await.expect("an answer");
    assert_eq!(found.status(), 302);
    match client.goto().id("b").send().await {
        Err(Error::ErrorResponse(error)) => assert_eq!(error.status(), 499),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_body_may_be_left_out() {
    let server = MockServer::start();
    let without = server.put_thing(|when, then| {
        when.id("a")
            .into_inner()
            .header_missing("content-type")
            .body("");
        then.no_content();
    });
    let with = server.put_thing(|when, then| {
        when.id("b")
            .body(&thing("b"))
            .into_inner()
            .header("content-type", "application/vnd.thing+json");
        then.created(7);
    });
    let client = client(&server);
    let nothing = client.put_thing().id("a").send().await.expect("done");
    assert_eq!(nothing.into_inner(), PutThingSuccess::NoContent);
    let made = client
        .put_thing()
        .id("b")
        .body_map(|body| body.name("b"))
        .send()
        .await
        .expect("made");
    assert_eq!(made.into_inner(), PutThingSuccess::Created(7));
    without.assert();
    with.assert();
}

#[tokio::test]
async fn bodies_of_every_kind_may_be_left_out() {
    let server = MockServer::start();
    let bare = server.mock(|when, then| {
        when.header_missing("content-type").body("");
        then.status(204);
    });
    let list = server.tag_thing(|when, then| {
        when.body(&vec!["x".to_owned()]);
        then.no_content();
    });
    let note = server.note_thing(|when, then| {
        when.body("# Note")
            .into_inner()
            .header("content-type", "text/markdown");
        then.no_content();
    });
    let form = server.mock(|when, then| {
        when.path("/things/a/form")
            .header("content-type", "application/x-www-form-urlencoded")
            .body("name=b+c");
        then.status(204);
    });
    let client = client(&server);
    client.tag_thing().id("a").send().await.expect("done");
    client.note_thing().id("a").send().await.expect("done");
    client.form_thing().id("a").send().await.expect("done");
    bare.assert_calls(3);
    let tags = client.tag_thing().id("a").body(["x".to_owned()].to_vec());
    tags.send().await.expect("done");
    let text = client.note_thing().id("a").body("# Note");
    text.send().await.expect("done");
    let fields = client.form_thing().id("a");
    let fields = fields.body_map(|body| body.name("b c".to_owned()));
    fields.send().await.expect("done");
    list.assert();
    note.assert();
    form.assert();
}

#[tokio::test]
async fn bytes_go_under_the_media_type_of_the_contract() {
    let server = MockServer::start();
    let picture = server.mock(|when, then| {
        when.path("/things/a/picture")
            .header("content-type", "image/png")
            .body("png");
        then.status(204);
    });
    let client = client(&server);
    let result = client.put_picture().id("a").body("png").send().await;
    result.expect("done");
    picture.assert();
}

#[tokio::test]
async fn lists_are_written_in_the_style_of_the_contract() {
    let server = MockServer::start();
    let raw = server.mock(|when, then| {
        when.path("/lists/1,2")
            .query_param("comma", "a,b")
            .query_param("many", "a")
            .query_param("many", "b")
            .query_param("space", "a b")
            .query_param("pipe", "3|4")
            .header("x-tags", "a,b")
            .header_missing("x-mood")
            .header("cookie", "session=a%20b; theme=dark");
        then.status(204);
    });
    let client = client(&server);
    let words = || vec!["a".to_owned(), "b".to_owned()];
    let request = || {
        client
            .lists()
            .ids(vec![1, 2])
            .comma(words())
            .many(words())
            .space(words())
            .pipe(vec![3, 4])
            .x_tags(words())
            .session("a b")
    };
    let result = request().theme(types::ListsTheme::Dark).send().await;
    result.expect("done");
    raw.assert();
    server.reset();
    // The mocks expect the same.
    let typed = server.lists(|when, then| {
        when.ids(&vec![1, 2])
            .comma(&words())
            .many(&words())
            .space(&words())
            .pipe(&vec![3, 4])
            .x_tags(&words())
            .x_mood(None)
            .session("a b")
            .theme(None);
        then.no_content();
    });
    request().send().await.expect("done");
    typed.assert();
}

#[tokio::test]
async fn parameters_of_one_name_are_all_sent() {
    let server = MockServer::start();
    let raw = server.mock(|when, then| {
        when.path("/names")
            .query_param("body", "1")
            .query_param("send", "2")
            .query_param("fooBar", "3")
            .query_param("foo_bar", "4")
            .query_param("id", "5")
            .query_param("url", "8,9")
            .header("id", "6")
            .json_body(serde_json::json!({ "name": "7" }));
        then.status(204);
    });
    let client = client(&server);
    let request = client.new3().body2("1").send2("2").foo_bar("3");
    let request = request.foo_bar2("4").id("5").id2("6").body(thing("7"));
    let request = request.url(vec!["8".to_owned(), "9".to_owned()]);
    request.send().await.expect("done");
    raw.assert();
}

#[tokio::test]
async fn a_status_comes_before_the_range_it_is_in() {
    let server = MockServer::start();
    server.name_nothing(|when, then| {
        when.body("a");
        then.not_found();
    });
    server.name_nothing(|when, then| {
        when.body("b");
        then.client_error(418);
    });
    server.name_nothing(|when, then| {
        when.body("c");
        then.ok(None);
    });
    let client = client(&server);
    for (body, status) in [("a", 404), ("b", 418)] {
        match client.name_nothing().body(body).send().await {
            Err(Error::ErrorResponse(error)) => assert_eq!(error.status(), status),
            other => panic!("{other:?}"),
        }
    }
    let nothing = client.name_nothing().body("c").send().await;
    assert_eq!(nothing.expect("an answer").into_inner(), None);
}
