//! Parameters and bodies that are more than one word, as OpenAPI 3.1.1 writes
//! them (section 4.8.12.4), and what mocks and commands make of them.

use httpmock::{HttpMockRequest, MockServer};

use crate::client;
use crate::contract::mocks::MockServerExt;
use crate::contract::runtime::{BodyPart, File};
use crate::contract::{Client, Error, builder, types};

fn color() -> types::Color {
    types::Color {
        r: 100,
        g: 200,
        b: Some(150),
    }
}

fn words() -> types::Words {
    types::Words(vec!["a,b".into(), "c d".into(), "e;f".into()])
}

fn filter() -> types::Filter {
    types::Filter {
        name: "ü&".into(),
        list: vec![1, 2],
        inner: Some(Box::new(types::Filter {
            name: "x".into(),
            list: Vec::new(),
            inner: None,
        })),
    }
}

fn request(client: &Client) -> builder::Styles<'_> {
    client
        .styles()
        .simple(color())
        .exploded(color())
        .label(words())
        .matrix(words())
        .json(color())
        .color(color())
        .form(color())
        .pipe(color())
        .space(color())
        .deep(filter())
        .query(filter())
        .reserved("/a?b=c&d#%")
        .x_color(color())
        .x_exploded(color())
        .x_json(filter())
        .color2(color())
        .json2(filter())
}

/// The header, as it was sent.
fn header<'a>(request: &'a HttpMockRequest, name: &str) -> &'a str {
    let headers = request.headers_vec().iter();
    let mut found = headers.filter(|(known, _)| known.eq_ignore_ascii_case(name));
    found.next().map_or("", |(_, value)| value)
}

#[tokio::test]
async fn every_style_is_written_as_the_specification_says() {
    let server = MockServer::start();
    let raw = server.mock(|when, then| {
        when.is_true(|request| {
            let (path, query) = request.uri_str().split_once('?').expect("a query");
            let json = "%7B%22B%22%3A150%2C%22G%22%3A200%2C%22R%22%3A100%7D";
            let path_is = "/styles/B,150,G,200,R,100/B=150,G=200,R=100\
                /.a%2Cb,c%20d,e%3Bf/;matrix=a%2Cb;matrix=c%20d;matrix=e%3Bf/"
                .to_owned()
                + json;
            assert!(path.ends_with(&path_is), "{path}");
            let filter = "%7B%22inner%22%3A%7B%22name%22%3A%22x%22%7D%2C\
                %22list%22%3A%5B1%2C2%5D%2C%22name%22%3A%22%C3%BC%26%22%7D";
            assert_eq!(
                query,
                format!(
                    "B=150&G=200&R=100\
                    &deep%5Binner%5D%5Bname%5D=x&deep%5Blist%5D%5B%5D=1&deep%5Blist%5D%5B%5D=2\
                    &deep%5Bname%5D=%C3%BC%26\
                    &form=B,150,G,200,R,100\
                    &pipe=B%7C150%7CG%7C200%7CR%7C100\
                    &query={filter}\
                    &reserved=/a?b%3Dc%26d%23%25\
                    &space=B%20150%20G%20200%20R%20100"
                )
            );
            assert_eq!(header(request, "x-color"), "B,150,G,200,R,100");
            assert_eq!(header(request, "x-exploded"), "B=150,G=200,R=100");
            assert_eq!(
                header(request, "x-json"),
                r#"{"inner":{"name":"x"},"list":[1,2],"name":"\u00fc&"}"#
            );
            assert_eq!(
                header(request, "cookie"),
                format!("color=B,150,G,200,R,100; json={filter}")
            );
            true
        });
        then.status(204);
    });
    request(&client(&server)).send().await.expect("done");
    raw.assert();
    server.reset();
    // The mocks expect the same.
    let typed = server.styles(|when, then| {
        when.simple(&color())
            .exploded(&color())
            .label(&words())
            .matrix(&words())
            .json(&color())
            .color(&color())
            .form(&color())
            .pipe(&color())
            .space(&color())
            .deep(&filter())
            .query(&filter())
            .reserved("/a?b=c&d#%")
            .x_color(&color())
            .x_exploded(&color())
            .x_json(&filter())
            .color2(&color())
            .json2(&filter());
        then.no_content();
    });
    request(&client(&server)).send().await.expect("done");
    typed.assert();
    let client = client(&server);
    let other = request(&client).deep(types::Filter {
        name: "other".into(),
        list: Vec::new(),
        inner: None,
    });
    assert!(other.send().await.is_err());
}

#[tokio::test]
async fn what_no_header_can_hold_is_not_sent() {
    let server = MockServer::start();
    let client = client(&server);
    let request = client.lists().ids(vec![1]).pipe(vec![1]).session("s");
    let result = request.x_tags(vec!["a,b".to_owned()]).send().await;
    assert!(
        matches!(&result, Err(Error::InvalidRequest(why)) if why.contains("`,` in it")),
        "{result:?}"
    );
}

fn upload() -> types::UploadBody {
    types::UploadBody {
        title: "A \"lamp\"".into(),
        count: Some(2),
        tags: vec!["a".into(), "b".into()],
        color: Some(color()),
        picture: File::new(b"\x89PNG\r\n").named("l\"amp.png"),
        others: vec![File::new("x").media_type("text/csv")],
    }
}

#[tokio::test]
async fn bodies_of_several_parts_are_sent_as_the_contract_says() {
    let server = MockServer::start();
    let raw = server.mock(|when, then| {
        when.method("POST").path("/uploads").is_true(|request| {
            let content_type = header(request, "content-type");
            let (kind, boundary) = content_type.split_once("; boundary=").expect("a boundary");
            assert_eq!(kind, "multipart/form-data");
            let body: String = request.body_ref().iter().copied().map(char::from).collect();
            let parts: Vec<&str> = body.split(&format!("--{boundary}")).collect();
            let part = |head: &str, content: &str| {
                format!("\r\nContent-Disposition: form-data; {head}\r\n\r\n{content}\r\n")
            };
            let json = r#"{"B":150,"G":200,"R":100}"#;
            let expected = [
                String::new(),
                part("name=\"color\"\r\nContent-Type: application/json", json),
                part("name=\"count\"", "2"),
                part(
                    "name=\"others\"; filename=\"others\"\r\nContent-Type: text/csv",
                    "x",
                ),
                part(
                    "name=\"picture\"; filename=\"l%22amp.png\"\r\nContent-Type: image/png",
                    "\u{89}PNG\r\n",
                ),
                part("name=\"tags\"", "a"),
                part("name=\"tags\"", "b"),
                part("name=\"title\"", "A \"lamp\""),
                "--\r\n".to_owned(),
            ];
            assert_eq!(parts, expected);
            true
        });
        then.status(204);
    });
    let client = client(&server);
    client.upload().body(upload()).send().await.expect("done");
    raw.assert();
    server.reset();
    let typed = server.upload(|when, then| {
        when.body(&upload());
        then.no_content();
    });
    let built = client.upload().body_map(|body| {
        let file = File::new(b"\x89PNG\r\n").named("l\"amp.png");
        body.title("A \"lamp\"")
            .count(2)
            .tags(["a".to_owned(), "b".to_owned()])
            .color(color())
            .picture(file)
            .others([File::new("x").media_type("text/csv")])
    });
    built.send().await.expect("done");
    typed.assert();
}

#[tokio::test]
async fn parts_that_the_contract_does_not_name_are_sent_as_they_are() {
    let server = MockServer::start();
    let parts = || {
        let file = File::new("one").media_type("text/plain");
        let named = BodyPart {
            name: Some("two".into()),
            file: File::new("2"),
        };
        vec![BodyPart { name: None, file }, named]
    };
    let typed = server.upload_parts(|when, then| {
        when.body(&parts());
        then.into_inner().status(200);
    });
    let client = client(&server);
    client
        .upload_parts()
        .body(parts())
        .send()
        .await
        .expect("done");
    typed.assert();
    // The body may be left out.
    server.reset();
    let bare = server.mock(|when, then| {
        when.header_missing("content-type").body("");
        then.status(200);
    });
    client.upload_parts().send().await.expect("done");
    bare.assert();
}

#[tokio::test]
async fn a_body_of_a_range_of_media_types_says_which() {
    let server = MockServer::start();
    for (media_type, sent) in [
        (None, "application/octet-stream"),
        (Some("image/gif"), "image/gif"),
    ] {
        let mock = server.mock(|when, then| {
            when.path("/media").header("content-type", sent).body("GIF");
            then.status(200).header("content-type", "image/png");
        });
        let client = client(&server);
        let request = client.post_media().body("GIF");
        let request = match media_type {
            Some(media_type) => request.content_type(media_type),
            None => request,
        };
        let response = request.send().await.expect("an answer");
        assert_eq!(response.headers()["content-type"], "image/png");
        mock.assert();
        server.reset();
    }
}

#[tokio::test]
async fn forms_with_lists_and_objects_are_sent_in_their_styles() {
    let server = MockServer::start();
    let form = server.mock(|when, then| {
        when.path("/searches")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(
                "color=%7B%22B%22%3A150%2C%22G%22%3A200%2C%22R%22%3A100%7D\
                &filter%5Bname%5D=x&words=a%2Cb%7Cc+d%7Ce%3Bf",
            );
        then.status(204);
    });
    let body = types::SearchBody {
        color: Some(color()),
        filter: Some(Box::new(types::Filter {
            name: "x".into(),
            list: Vec::new(),
            inner: None,
        })),
        words: words(),
    };
    client(&server)
        .search()
        .body(body)
        .send()
        .await
        .expect("done");
    form.assert();
}

#[cfg(feature = "cli")]
mod commands {
    use super::*;
    use crate::contract::ResponseValue;
    use crate::contract::commands::{Cli, CliCommand, CliConfig};
    use crate::contract::{ByteStream, ErrorStream};
    use serde::Serialize;

    struct Quiet;

    impl CliConfig for Quiet {
        fn success_stream(&self, _: ResponseValue<ByteStream>) {}
        fn error_stream(&self, _: &Error<ErrorStream>) {}
        fn success_item<T: Serialize + std::fmt::Debug>(&self, _: &ResponseValue<T>) {}
        fn success_no_item(&self, _: &ResponseValue<()>) {}
        fn error<T: Serialize + std::fmt::Debug>(&self, _: &Error<T>) {}
        fn list_start<T: Serialize + std::fmt::Debug>(&self) {}
        fn list_item<T: Serialize + std::fmt::Debug>(&self, _: &T) {}
        fn list_end_success<T: Serialize + std::fmt::Debug>(&self) {}
        fn list_end_error<T: Serialize + std::fmt::Debug>(&self, _: &Error<T>) {}
    }

    async fn run(server: &MockServer, command: CliCommand, arguments: &[&str]) {
        let definition = Cli::<Quiet>::get_command(command);
        let matches = definition
            .try_get_matches_from([&["x"], arguments].concat())
            .expect("arguments");
        let cli = Cli::new(client(server), Quiet);
        cli.execute(command, &matches).await.expect("done");
    }

    #[tokio::test]
    async fn objects_are_json_and_files_are_paths() {
        let server = MockServer::start();
        let styles = server.styles(|when, then| {
            when.simple(&color()).deep(&types::Filter {
                name: "a".into(),
                list: vec![1],
                inner: None,
            });
            then.no_content();
        });
        let color = r#"{"R":100,"G":200,"B":150}"#;
        let path = [
            "--simple",
            color,
            "--exploded",
            color,
            "--json",
            color,
            "--label",
            "a,b",
        ];
        let more = ["--matrix", "a", "--deep", r#"{"name":"a","list":[1]}"#];
        run(
            &server,
            CliCommand::Styles,
            &[&path[..], &more[..]].concat(),
        )
        .await;
        styles.assert();

        let directory = tempfile::tempdir().expect("a directory");
        let picture = directory.path().join("lamp.png");
        std::fs::write(&picture, b"\x89PNG").expect("a file");
        let uploads = server.upload(|when, then| {
            when.body(&types::UploadBody {
                title: "Lamp".into(),
                count: None,
                tags: Vec::new(),
                color: None,
                picture: File::new(b"\x89PNG").named("lamp.png"),
                others: Vec::new(),
            });
            then.no_content();
        });
        let at = format!("@{}", picture.display());
        run(
            &server,
            CliCommand::Upload,
            &["--title", "Lamp", "--picture", &at],
        )
        .await;
        let body = directory.path().join("body.json");
        let json = serde_json::json!({ "title": "Lamp", "picture": at });
        std::fs::write(&body, json.to_string()).expect("a file");
        let body = body.display().to_string();
        run(&server, CliCommand::Upload, &["--json-body", &body]).await;
        uploads.assert_calls(2);
    }
}
