//! Which of several paths a request has.

use super::super::Limits;
use super::super::router::Router;
use super::world::{ask, said, start_with};

fn router(templates: &[&'static str]) -> Router<&'static str> {
    let mut router = Router::new();
    for template in templates {
        router.insert("GET", template, *template);
    }
    router
}

#[test]
fn paths_are_told_apart_as_the_contract_writes_them() {
    let router = router(&[
        "/",
        "/rsc",
        "/rsc/",
        "/a/b",
        "/a//b",
        "/u/{a}",
        "/u/{b}/",
        "/u/me",
        "/with%20space",
        "/caf\u{e9}",
        "/f/{id}.json",
        "/f/{id}",
        "/f/{id}:reset",
        "/x/{y}/z",
        "/x/w/{q}",
        "/odd/{a}-{b}",
        "/only/",
    ]);
    for (path, template) in [
        ("/", Some("/")),
        ("/rsc", Some("/rsc")),
        ("/rsc/", Some("/rsc/")),
        ("/a/b", Some("/a/b")),
        ("/a//b", Some("/a//b")),
        ("/a///b", None),
        ("//a/b", None),
        ("/u/7", Some("/u/{a}")),
        ("/u/7/", Some("/u/{b}/")),
        ("/u/me", Some("/u/me")),
        ("/u/%6De", Some("/u/me")),
        // Nothing is exactly there: the slash makes no difference.
        ("/u/me/", Some("/u/{b}/")),
        ("/a/b/", Some("/a/b")),
        ("/only", Some("/only/")),
        ("/u/", None),
        ("/with%20space", Some("/with%20space")),
        ("/caf%C3%A9", Some("/caf\u{e9}")),
        ("/f/1.json", Some("/f/{id}.json")),
        ("/f/1:reset", Some("/f/{id}:reset")),
        ("/f/1", Some("/f/{id}")),
        ("/f/a%2Fb", Some("/f/{id}")),
        // Only behind the variable there is a way on.
        ("/x/w/z", Some("/x/w/{q}")),
        ("/x/v/z", Some("/x/{y}/z")),
        ("/odd/1-2", Some("/odd/{a}-{b}")),
        ("/odd/12", None),
        ("*", None),
        ("", None),
    ] {
        assert_eq!(router.find("GET", path).copied(), template, "{path}");
    }
}

#[test]
fn methods_are_those_of_every_template_that_matches() {
    let mut router = Router::new();
    router.insert("GET", "/u/me", 1);
    router.insert("PUT", "/u/{id}", 2);
    router.insert("GET", "/u/{name}", 3);
    router.insert("DELETE", "/u/{id}/", 4);
    assert_eq!(router.methods("/u/me"), ["GET", "PUT"]);
    assert_eq!(router.find("GET", "/u/me"), Some(&1));
    assert_eq!(router.find("PUT", "/u/me"), Some(&2));
    assert_eq!(router.find("GET", "/u/you"), Some(&3));
    // The path is there, without the slash: it is not the other one.
    assert_eq!(router.find("DELETE", "/u/you"), None);
    assert_eq!(router.methods("/nowhere"), Vec::<&str>::new());
}

#[test]
fn the_rest_of_a_path_goes_where_dropshot_has_it() {
    let router = router(&["/files/{path:.*}", "/files/list"]);
    for path in ["/files", "/files/", "/files/a", "/files/a/b"] {
        assert_eq!(
            router.find("GET", path).copied(),
            Some("/files/{path:.*}"),
            "{path}"
        );
    }
    assert_eq!(
        router.find("GET", "/files/list").copied(),
        Some("/files/list")
    );
}

#[tokio::test]
async fn twins_are_both_reached() {
    let running = start_with(
        vec![said("/rsc"), said("/rsc/"), said("/a//b")],
        Limits::default(),
    );
    for path in ["/rsc", "/rsc/", "/a//b"] {
        assert!(
            ask(&running, "GET", path)
                .await
                .ends_with(&format!("at {path}"))
        );
    }
    assert!(
        ask(&running, "GET", "/a/b")
            .await
            .starts_with("HTTP/1.1 404")
    );
}

#[tokio::test]
async fn operations_are_below_the_path_of_their_server() {
    let operations = vec![
        said("/a").below("/api/v2"),
        said("/").below("/api/v2"),
        said("/other"),
    ];
    let running = start_with(operations, Limits::default());
    for (path, at) in [
        ("/api/v2/a", "/a"),
        ("/api/v2/a?b=/c", "/a"),
        ("/%61pi/v2/a", "/a"),
        ("/api/v2/", "/"),
        ("/api/v2", "/"),
        ("/other", "/other"),
    ] {
        let response = ask(&running, "GET", path).await;
        assert!(
            response.ends_with(&format!("\r\n\r\nat {at}")),
            "{path}: {response}"
        );
    }
    for path in ["/a", "/api/a", "/api/v2/other"] {
        let response = ask(&running, "GET", path).await;
        assert!(response.starts_with("HTTP/1.1 404"), "{path}: {response}");
    }
}
