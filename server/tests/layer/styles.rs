//! Parameters and forms in the styles of OpenAPI 3.1.1, section 4.8.12.4: the
//! specification's own examples, and what is understood beyond them.

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::refused;
use crate::server::Layer;

fn color() -> Value {
    json!({ "R": 100, "G": 200, "B": 150 })
}

fn words() -> Value {
    json!(["blue", "black", "brown"])
}

async fn read(layer: &Layer, path: &str) -> Value {
    let response = layer.get(path).send().await.expect("an answer");
    let status = response.status();
    let text = response.text().await.expect("text");
    assert_eq!(status, StatusCode::OK, "{path}: {text}");
    serde_json::from_str(&text).expect("JSON")
}

#[tokio::test]
async fn paths_are_read_and_written_in_every_style() {
    let layer = Layer::start().await;
    for (style, word, list, object) in [
        ("simple", "blue", "blue,black,brown", "R,100,G,200,B,150"),
        (
            "simple-exploded",
            "blue",
            "blue,black,brown",
            "R=100,G=200,B=150",
        ),
        ("label", ".blue", ".blue,black,brown", ".R,100,G,200,B,150"),
        (
            "label-exploded",
            ".blue",
            ".blue.black.brown",
            ".R=100.G=200.B=150",
        ),
        (
            "matrix",
            ";word=blue",
            ";list=blue,black,brown",
            ";color=R,100,G,200,B,150",
        ),
        (
            "matrix-exploded",
            ";word=blue",
            ";list=blue;list=black;list=brown",
            ";R=100;G=200;B=150",
        ),
    ] {
        let path = format!("/styles/{style}/{word}/{list}/{object}");
        let read = read(&layer, &path).await;
        assert_eq!(read["word"], "blue", "{style}");
        assert_eq!(read["list"], words(), "{style}");
        assert_eq!(read["color"], color(), "{style}");
        // The order of an object's members is free: a link leads to the same.
        let link = read["path"].as_str().expect("a path");
        let again = self::read(&layer, link).await;
        assert_eq!(again, read, "{style}");
        let start = format!("/styles/{style}/{word}/{list}/");
        assert!(link.starts_with(&start), "{link}");
    }
}

#[tokio::test]
async fn what_stands_between_words_may_be_in_a_word() {
    let layer = Layer::start().await;
    for (path, list) in [
        ("/styles/simple/a%2Fb/a%2Cb,c/R,1,G,2", json!(["a,b", "c"])),
        ("/styles/label/.a%2Fb/.x.y/.R.1.G.2", json!(["x", "y"])),
        (
            "/styles/matrix/;word=a%2Fb/;list=a%3Bb/;color=R,1,G,2",
            json!(["a;b"]),
        ),
        // Encoded as a whole, as some senders do.
        ("/styles/simple/a%2Fb/%C3%BC/R%2C1%2CG%2C2", json!(["ü"])),
    ] {
        let read = read(&layer, path).await;
        assert_eq!(read["word"], "a/b", "{path}");
        assert_eq!(read["list"], list, "{path}");
        assert_eq!(read["color"], json!({ "R": 1, "G": 2 }), "{path}");
        let again = self::read(&layer, read["path"].as_str().expect("a path")).await;
        assert_eq!(again, read, "{path}");
    }
}

#[tokio::test]
async fn paths_outside_their_style_or_schema_do_not_reach_the_handler() {
    let layer = Layer::start().await;
    for (path, part) in [
        ("/styles/simple/w/a/R,1,G", "no value follows `G`"),
        ("/styles/simple/w/a/R,x,G,2", "`x` is not an integer"),
        ("/styles/simple/w/a/R,256,G,2", "at most 255"),
        ("/styles/simple/w/a/R,1", "missing field `G`"),
        ("/styles/simple/w/a/R,1,G,2,X,3", "unknown field `X`"),
        ("/styles/simple/w/a/R,1,R,2,G,3", "`R` is there twice"),
        ("/styles/simple/w/a,b,c,d/R,1,G,2", "at most 3 items"),
        ("/styles/simple/thirteen-long/a/R,1,G,2", "longer than 12"),
        ("/styles/simple/w/%FF/R,1,G,2", "UTF-8"),
        (
            "/styles/simple-exploded/w/a/R,1,G,2",
            "`R` is not `name=value`",
        ),
        ("/styles/label/w/.a/.R,1,G,2", "does not start with `.`"),
        (
            "/styles/matrix/;word=w/;other=a/;color=R,1,G,2",
            "does not start with `;list=`",
        ),
        (
            "/styles/matrix-exploded/;word=w/;list=a;x=b/;R=1;G=2",
            "does not start with `list=`",
        ),
    ] {
        // Dropshot's router answers by itself what is not UTF-8.
        if path.contains("%FF") {
            let response = layer.get(path).send().await.expect("an answer");
            assert_eq!(response.status(), StatusCode::BAD_REQUEST);
            continue;
        }
        refused(layer.get(path), StatusCode::BAD_REQUEST, part).await;
    }
}

#[tokio::test]
async fn queries_are_read_in_every_style() {
    let layer = Layer::start().await;
    let filter = json!({ "name": "a b", "limit": 3, "list": [1, 2], "inner": { "name": "c" } });
    for (query, read) in [
        ("", json!({})),
        ("form=blue,black,brown", json!({ "form": words() })),
        ("form=a%2Cb,c+d", json!({ "form": ["a,b", "c d"] })),
        (
            "formColor=R,100,G,200,B,150",
            json!({ "formColor": color() }),
        ),
        (
            "formColor=R%2C100%2CG%2C200%2CB%2C150",
            json!({ "formColor": color() }),
        ),
        (
            "many=blue&many=black&many=brown",
            json!({ "many": words() }),
        ),
        ("many=a,b", json!({ "many": ["a,b"] })),
        ("R=100&G=200&B=150", json!({ "color": color() })),
        ("space=blue%20black%20brown", json!({ "space": words() })),
        ("space=blue+black+brown", json!({ "space": words() })),
        (
            "space=blue&space=black&space=brown",
            json!({ "space": words() }),
        ),
        (
            "spaceColor=R%20100%20G%20200%20B%20150",
            json!({ "spaceColor": color() }),
        ),
        ("pipe=blue%7Cblack%7Cbrown", json!({ "pipe": words() })),
        ("pipe=blue|black|brown", json!({ "pipe": words() })),
        (
            "pipeColor=R%7C100%7CG%7C200%7CB%7C150",
            json!({ "pipeColor": color() }),
        ),
        (
            "deep%5Bname%5D=a+b&deep[limit]=3&deep[list][]=1&deep[list][]=2&deep[inner][name]=c",
            json!({ "deep": filter }),
        ),
        (
            "deep[name]=a%20b&deep[limit]=3&deep[list][1]=2&deep[list][0]=1&deep[inner][name]=c",
            json!({ "deep": filter }),
        ),
        (
            "deep[name]=a%20b&deep[limit]=3&deep[list]=1&deep[list]=2&deep[inner][name]=c",
            json!({ "deep": filter }),
        ),
        (
            "deep[name]=a&deep[colors][0][R]=1&deep[colors][0][G]=2",
            json!({ "deep": { "name": "a", "colors": [{ "R": 1, "G": 2 }] } }),
        ),
        (
            "json=%7B%22name%22%3A%22a+b%22%2C%22limit%22%3A3%7D",
            json!({ "json": { "name": "a b", "limit": 3 } }),
        ),
        ("text=%7B%7D", json!({ "text": "{}" })),
        ("blank=", json!({})),
        ("blank", json!({})),
        ("blank=7", json!({ "blank": 7 })),
        ("reserved=/a?b:c", json!({ "reserved": "/a?b:c" })),
        ("either[from]=1", json!({ "either": { "from": 1 } })),
        ("either=1", json!({ "either": 1 })),
    ] {
        let mut found = self::read(&layer, &format!("/styles/query?{query}")).await;
        without_empty(&mut found);
        assert_eq!(found, read, "{query}");
    }
}

/// Lists that were left out come back empty.
fn without_empty(value: &mut Value) {
    if let Some(members) = value.as_object_mut() {
        members.retain(|_, member| !member.as_array().is_some_and(Vec::is_empty));
        members.values_mut().for_each(without_empty);
    }
}

#[tokio::test]
async fn queries_outside_their_style_or_schema_do_not_reach_the_handler() {
    let layer = Layer::start().await;
    for (query, part) in [
        ("form=a,b,c,d", "at most 3 items"),
        ("form=", "at least 1 items"),
        ("form=a&form=b", "twice"),
        ("formColor=R,1,G", "no value follows `G`"),
        ("many=a&many=b&many=c&many=d", "at most 3 items"),
        ("R=1", "missing field `G`"),
        ("R=1&R=2&G=3", "twice"),
        ("G=1&R=x", "`x` is not an integer"),
        ("deep[limit]=3", "missing field `name`"),
        ("deep[name]=a&deep[limit]=x", "`x` is not an integer"),
        ("deep[name]=a&deep[name]=b", "twice"),
        ("deep[name][x]=a", "an object stands where it has none"),
        ("deep[name]=thirteen-long", "longer than 12"),
        ("deep[name]=a&deep[list][]=0", "at least 1"),
        (
            "deep[name]=a&deep[list][]=1&deep[list][]=1&deep[list][]=1&deep[list][]=1",
            "at most 3 items",
        ),
        ("deep=a", "`a` is not JSON"),
        ("json=%7B", "it is not JSON"),
        ("json=%7B%7D", "missing field `name`"),
        ("json=1&json=2", "twice"),
        ("text=123456", "longer than 5"),
        ("blank=x", "`x` is not an integer"),
        ("either[to]=1", "either"),
    ] {
        let request = layer.get(&format!("/styles/query?{query}"));
        refused(request, StatusCode::BAD_REQUEST, part).await;
    }
}

#[tokio::test]
async fn an_object_may_take_all_names_that_are_left() {
    let layer = Layer::start().await;
    let found = read(&layer, "/styles/free?known=1&a=2&b=3").await;
    assert_eq!(found, json!({ "known": "1", "free": { "a": 2, "b": 3 } }));
    let bad = layer.get("/styles/free?known=1&a=x");
    refused(bad, StatusCode::BAD_REQUEST, "`x` is not an integer").await;
}

#[tokio::test]
async fn json_may_be_in_a_path_beside_a_query_of_its_name() {
    let layer = Layer::start().await;
    let found = read(&layer, "/styles/same/%7B%22R%22:1,%22G%22:2%7D?name=x").await;
    assert_eq!(found["name"], json!({ "R": 1, "G": 2 }));
    assert_eq!(found["query"], "x");
    let link = found["path"].as_str().expect("a path");
    assert_eq!(read(&layer, link).await["name"], found["name"]);
    let bad = layer.get("/styles/same/%7B");
    refused(bad, StatusCode::BAD_REQUEST, "it is not JSON").await;
}

#[tokio::test]
async fn headers_are_read_and_written_in_every_style() {
    let layer = Layer::start().await;
    let request = layer
        .get("/styles/header")
        .header("x-list", "a, b")
        .header("x-list", "c")
        .header("x-color", "R,100,G,200,B,150")
        .header("x-exploded", "R=100,G=200,B=150")
        .header("x-json", r#"{"name":"\u00fc"}"#);
    let response = request.send().await.expect("an answer");
    assert_eq!(response.status(), StatusCode::OK);
    let headers = response.headers();
    assert_eq!(headers["x-list"], "a,b,c");
    assert_eq!(headers["x-color"], "B,150,G,200,R,100");
    assert_eq!(headers["x-exploded"], "B=150,G=200,R=100");
    let json = headers["x-json"].to_str().expect("ASCII");
    let read: Value = serde_json::from_str(json).expect("JSON");
    assert_eq!(read["name"], "ü");
    for (name, value, part) in [
        ("x-list", "a,b,c,d", "at most 3 items"),
        ("x-color", "R,1,G", "no value follows `G`"),
        ("x-exploded", "R,1", "is not `name=value`"),
        ("x-json", "{", "it is not JSON"),
        ("x-json", "{}", "missing field `name`"),
    ] {
        let request = layer.get("/styles/header").header(name, value);
        refused(request, StatusCode::BAD_REQUEST, part).await;
    }
}

#[tokio::test]
async fn cookies_are_read_in_every_style() {
    let layer = Layer::start().await;
    for (cookie, read) in [
        ("list=blue,black,brown; x=y", json!({ "list": words() })),
        ("list=a%2Cb,c%20d", json!({ "list": ["a,b", "c d"] })),
        ("color=R,100,G,200,B,150", json!({ "color": color() })),
        ("R=100; G=200; B=150", json!({ "exploded": color() })),
        (
            "json=%7B%22name%22:%22a%22}",
            json!({ "json": { "name": "a" } }),
        ),
    ] {
        let request = layer.get("/styles/cookie").header("cookie", cookie);
        let response = request.send().await.expect("an answer");
        assert_eq!(response.status(), StatusCode::OK, "{cookie}");
        let mut found: Value = response.json().await.expect("JSON");
        without_empty(&mut found);
        assert_eq!(found, read, "{cookie}");
    }
    for (cookie, part) in [
        ("list=a,b,c,d", "at most 3 items"),
        ("color=R,1,G", "no value follows `G`"),
        ("R=x; G=1", "`x` is not an integer"),
        ("json=1", "invalid type"),
    ] {
        let request = layer.get("/styles/cookie").header("cookie", cookie);
        refused(request, StatusCode::BAD_REQUEST, part).await;
    }
}

#[tokio::test]
async fn forms_have_styles_too() {
    let layer = Layer::start().await;
    let post = |body: &str| {
        let request = layer.post("/searches").body(body.to_owned());
        request.header("content-type", "application/x-www-form-urlencoded")
    };
    let body = "words=a%7Cb&color=%7B%22R%22%3A1%2C%22G%22%3A2%7D&filter%5Bname%5D=x";
    let response = post(body).send().await.expect("an answer");
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(
        response.headers()["content-type"],
        "application/x-www-form-urlencoded"
    );
    let text = response.text().await.expect("text");
    assert_eq!(
        text,
        "color=%7B%22G%22%3A2%2C%22R%22%3A1%7D&filter=%7B%22name%22%3A%22x%22%7D&words=a&words=b"
    );
    // An object has brackets as well.
    let response = post("words=a&color[R]=1&color[G]=2").send().await;
    assert_eq!(response.expect("an answer").status(), StatusCode::OK);
    for (body, part) in [
        ("", "missing field `words`"),
        ("words=a%7Cb%7Cc%7Cd", "at most 3 items"),
        ("words=a&color=x", "`color`: it is not JSON"),
        ("words=a&filter[limit]=x", "`filter`: `x` is not an integer"),
    ] {
        refused(post(body), StatusCode::BAD_REQUEST, part).await;
    }
}
