//! What nobody should send. Each gets a clear refusal, and the next request works.
//!
//! Three answer: the generated layer, with a documented Problem; Dropshot's router, before that,
//! with JSON of its own (a message and the request's id); and hyper, before that, with an empty
//! response when what came is no HTTP. The tables say which.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use serde_json::{Value, json};

use crate::contract;
use crate::issuer::{self, Issuer};
use crate::person::text;
use crate::program::{Place, Server};
use crate::world::{Organization, configured, create_key, key_id, operate, serve};

/// Every operation, as a request line has it.
const OPERATIONS: [(&str, &str); 4] = [
    ("GET", "/profile/mfa"),
    ("POST", "/profile/mfa"),
    ("DELETE", "/profile/mfa"),
    ("GET", "/users/alice/mfa"),
];

struct Reply {
    status: u16,
    head: String,
    body: String,
}

/// Sends bytes, and reads what comes until the connection ends.
fn send(server: &Server, bytes: &[u8]) -> Reply {
    let mut stream = TcpStream::connect(&server.address).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(30)))
        .unwrap();
    let mut response = Vec::new();
    // The server may have answered and closed before it has read all: that is its right.
    let _ = stream.write_all(bytes);
    let _ = stream.read_to_end(&mut response);
    let response = String::from_utf8(response).unwrap();
    let (head, body) = response.split_once("\r\n\r\n").unwrap_or((&response, ""));
    let status = head.split(' ').nth(1).and_then(|word| word.parse().ok());
    Reply {
        status: status.unwrap_or_else(|| panic!("no response: {response:?}")),
        head: head.to_lowercase(),
        body: body.to_owned(),
    }
}

/// A request with these header lines.
fn request(server: &Server, method: &str, target: &str, headers: &[String]) -> Reply {
    let mut text = format!("{method} {target} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n");
    for header in headers {
        text.push_str(header);
        text.push_str("\r\n");
    }
    text.push_str("\r\n");
    send(server, text.as_bytes())
}

impl Reply {
    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", self.body))
    }

    /// A Problem as the contract has it.
    #[track_caller]
    fn is_problem(&self, status: u16, case: &str) {
        assert_eq!(self.status, status, "{case}: {}", self.body);
        let body = self.json();
        let faults = contract::faults_of_problem(&body);
        assert!(faults.is_empty(), "{case}: {faults:#?}");
        assert_eq!(body["status"], status, "{case}");
        assert!(!text(&body, "detail").is_empty(), "{case}");
        assert!(
            self.head.contains("content-type: application/json"),
            "{case}"
        );
    }

    /// What is said before any operation is known: a problem, too.
    #[track_caller]
    fn is_the_routers(&self, status: u16, case: &str) {
        assert_eq!(self.status, status, "{case}: {}", self.body);
        let body = self.json();
        assert!(!text(&body, "detail").is_empty(), "{case}");
        assert_eq!(body["status"], status, "{case}");
        let is_problem = self.head.contains("content-type: application/problem+json");
        assert!(is_problem, "{case}: {}", self.head);
    }
}

/// Blue with alice, and a green one beside it.
struct Two {
    server: Server,
    place: Place,
    blue: Organization,
    green: Organization,
}

impl Two {
    fn new() -> Self {
        let place = configured();
        let server = serve(&place);
        let [blue, green] = ["blue", "green"].map(|id| {
            let organization = Organization::add(&place, id, &[]);
            organization.users(&place, &["alice", "bob"]);
            organization
        });
        Self {
            server,
            place,
            blue,
            green,
        }
    }

    fn works(&self, case: &str) {
        let good = self.blue.issuer.token("alice");
        let next = request(&self.server, "GET", "/profile/mfa", &[bearer(&good)]);
        assert_eq!(next.status, 200, "after {case}: {}", next.body);
    }
}

fn bearer(token: &str) -> String {
    format!("authorization: Bearer {token}")
}

fn api_key(key: &str) -> String {
    format!("reb-apikey: {key}")
}

#[test]
fn credentials_that_let_nobody_in() {
    let two = Two::new();
    let (issuer, key) = (&two.blue.issuer, &two.blue.key);
    let alices_key = create_key(&two.place, "blue", &["--user", "alice"]);
    let revoked = create_key(&two.place, "blue", &["--user", "alice"]);
    operate(
        &two.place,
        &["key", "revoke", key_id(&revoked), "--organization", "blue"],
    );
    // Everything but the secret is that of a key that exists; the checksum is another key's.
    let (head, _) = key.rsplit_once('_').unwrap();
    let (_, secret) = alices_key.rsplit_once('_').unwrap();
    let mixed = format!("{head}_{secret}");
    let good = issuer.token("alice");
    let (unsigned, signature) = good.rsplit_once('.').unwrap();

    let mut cases: Vec<(String, Vec<String>)> = [
        ("no credentials", vec![]),
        ("an empty key", vec![api_key("")]),
        ("no key at all", vec![api_key("password")]),
        ("a key cut short", vec![api_key(&key[..key.len() - 1])]),
        ("a key with another's secret", vec![api_key(&mixed)]),
        ("a revoked key", vec![api_key(&revoked)]),
        ("a key as a bearer token", vec![bearer(key)]),
        ("a token as a key", vec![api_key(&good)]),
        ("a key of 60 kB", vec![api_key(&"k".repeat(60_000))]),
        (
            "another scheme",
            vec!["authorization: Basic YWxpY2U6YWxpY2U=".into()],
        ),
        ("no token", vec!["authorization: Bearer".into()]),
        ("half a token", vec![bearer(unsigned)]),
        (
            "a token without signature",
            vec![bearer(&format!("{unsigned}."))],
        ),
        (
            "a token signed as another",
            vec![bearer(&format!(
                "{unsigned}.{}",
                signature.chars().rev().collect::<String>()
            ))],
        ),
        ("a token of 60 kB", vec![bearer(&"e".repeat(60_000))]),
        ("dots", vec![bearer("..")]),
        (
            "a good key and a bad token",
            vec![api_key(key), bearer("x.y.z")],
        ),
        (
            "a bad key and a good token",
            vec![api_key("mfask_x"), bearer(&good)],
        ),
        (
            "a key and a token of two organizations",
            vec![api_key(&two.green.key), bearer(&good)],
        ),
        (
            "a key and a token of two users",
            vec![api_key(&alices_key), bearer(&issuer.token("bob"))],
        ),
    ]
    .map(|(case, headers)| (case.to_owned(), headers))
    .into();
    cases.extend(
        bad_tokens(issuer, &two.green.issuer)
            .map(|(case, token)| (case.to_owned(), vec![bearer(&token)])),
    );

    for (case, headers) in &cases {
        for (method, path) in OPERATIONS {
            let case = format!("{case}: {method} {path}");
            let reply = request(&two.server, method, path, headers);
            reply.is_problem(401, &case);
            assert!(reply.head.contains("\r\nwww-authenticate: "), "{case}");
            for way in ["secretapikey realm=\"mfa\"", "bearer realm=\"mfa\""] {
                assert!(reply.head.contains(way), "{case}: {}", reply.head);
            }
        }
        two.works(case);
    }
    // The same key and token together, and each alone, are good.
    for headers in [
        vec![api_key(key), bearer(&good)],
        vec![api_key(&alices_key), bearer(&good)],
        vec![api_key(&alices_key)],
    ] {
        assert_eq!(
            request(&two.server, "GET", "/profile/mfa", &headers).status,
            200
        );
    }
}

/// A few of the traps that the verification's own tests know all of.
fn bad_tokens(issuer: &Issuer, foreign: &Issuer) -> impl Iterator<Item = (&'static str, String)> {
    let claims = issuer.claims("alice");
    let now = claims["iat"].as_i64().unwrap();
    let with_header = |name: &str, value: Value| {
        let mut header = issuer.header();
        header[name] = value;
        issuer.sign(&header, &claims)
    };
    let with_claim = |name: &str, value: Value| {
        let mut claims = claims.clone();
        claims[name] = value;
        issuer.sign(&issuer.header(), &claims)
    };
    let none = json!({ "alg": "none", "typ": "JWT" });
    let hmac = json!({ "alg": "HS256", "typ": "JWT", "kid": "one" });
    [
        ("alg none", format!("{}.", issuer::unsigned(&none, &claims))),
        ("alg none, with a signature", issuer.sign(&none, &claims)),
        (
            "HMAC with the public key",
            issuer.sign_with_public_key(&hmac, &claims),
        ),
        (
            "another algorithm's name",
            with_header("alg", json!("RS256")),
        ),
        ("an unknown kid", with_header("kid", json!("two"))),
        ("another typ", with_header("typ", json!("id+token"))),
        (
            "an unknown crit",
            with_header("crit", json!(["exp", "b64"])),
        ),
        (
            "an issuer that nobody has",
            with_claim("iss", json!("https://evil.test")),
        ),
        (
            "another organization's issuer",
            with_claim("iss", json!("https://green.test")),
        ),
        (
            "signed by another organization",
            foreign.sign(&issuer.header(), &claims),
        ),
        ("another audience", with_claim("aud", json!("shop"))),
        ("no audience", with_claim("aud", Value::Null)),
        ("expired", with_claim("exp", json!(now - 3600))),
        ("no expiry", with_claim("exp", Value::Null)),
        ("not yet", with_claim("nbf", json!(now + 3600))),
        ("from the future", with_claim("iat", json!(now + 3600))),
        ("nobody's", with_claim("sub", Value::Null)),
        ("a user id that is none", with_claim("sub", json!("../bob"))),
        (
            "a user id of 51 characters",
            with_claim("sub", json!("a".repeat(51))),
        ),
    ]
    .into_iter()
}

/// Who answers.
#[derive(Clone, Copy, Debug)]
enum By {
    Layer,
    Router,
}

#[test]
fn ids_at_the_edges_and_beyond() {
    let two = Two::new();
    let fifty = "i".repeat(50);
    two.blue.users(
        &two.place,
        &["a", &fifty, "@~-._1", "%", "..."].map(|id| if id == "%" { "b" } else { id }),
    );
    let key = [api_key(&two.blue.key)];
    let found = ["a", &fifty, "@~-._1", "%61", "%40%7E%2D%2E%5F1", "..."];
    for id in found {
        let reply = request(&two.server, "GET", &format!("/users/{id}/mfa"), &key);
        assert_eq!(reply.status, 200, "{id}: {}", reply.body);
        let link = text(&reply.json()["_links"][0], "href").to_owned();
        let again = request(
            &two.server,
            "GET",
            link.trim_start_matches("https://mfa.test"),
            &key,
        );
        assert_eq!(again.status, 200, "{link}: {}", again.body);
    }
    let refused = [
        ("", By::Router, 404),
        ("/", By::Router, 404),
        (".", By::Router, 400),
        ("..", By::Router, 400),
        ("%ff", By::Layer, 404),
        ("%c3%28", By::Layer, 404),
        ("c", By::Layer, 404),
        (&"i".repeat(51), By::Layer, 404),
        (&"i".repeat(5000), By::Layer, 404),
        ("%", By::Layer, 404),
        ("%6", By::Layer, 404),
        ("%zz", By::Layer, 404),
        ("%00", By::Layer, 404),
        ("a%00", By::Layer, 404),
        ("a%0A", By::Layer, 404),
        ("%2F", By::Layer, 404),
        ("a%2Fb", By::Layer, 404),
        ("..%2Fbob", By::Layer, 404),
        // A client takes them for a directory (RFC 3986, section 5.2.4): no user is called so.
        ("%2e", By::Layer, 404),
        ("%2e%2e", By::Layer, 404),
        (".%2E", By::Layer, 404),
        ("%252e", By::Layer, 404),
        ("a%20b", By::Layer, 404),
        ("a+b", By::Layer, 404),
        ("a,b", By::Layer, 404),
        ("a;b=c", By::Layer, 404),
        ("{id}", By::Layer, 404),
        ("a'--", By::Layer, 404),
        ("%C3%A9", By::Layer, 404),
        ("%EF%BC%A1", By::Layer, 404),
        ("ALICE", By::Layer, 404),
        ("null", By::Layer, 404),
        ("1", By::Layer, 404),
    ];
    for (id, by, status) in refused {
        let target = format!("/users/{id}/mfa");
        let case = format!("{} by {by:?}", &target[..target.len().min(80)]);
        let reply = request(&two.server, "GET", &target, &key);
        match by {
            By::Layer => reply.is_problem(status, &case),
            By::Router => reply.is_the_routers(status, &case),
        }
        // What it is not allowed to know, it is not told: no id is 404 for who may not read others.
        two.works(&case);
    }
}

#[test]
fn what_means_nothing_changes_nothing() {
    let two = Two::new();
    let token = bearer(&two.blue.issuer.token("alice"));
    let wanted = [200, 201, 404, 200];
    let small = "x".repeat(8 * 1024);
    let huge = "h".repeat(60_000);
    let with_body = |kind: &str, body: &str| {
        vec![
            format!("content-type: {kind}"),
            format!("content-length: {}\r\n\r\n{body}", body.len()),
        ]
    };
    let cases: Vec<(&str, &str, Vec<String>)> = vec![
        (
            "an unknown query parameter",
            "?status=active&status=x&%ff=%",
            vec![],
        ),
        ("an empty query", "?", vec![]),
        ("a query of 20 kB", &huge[..20_000], vec![]),
        (
            "a JSON body",
            "",
            with_body("application/json", r#"{"status":"active"}"#),
        ),
        ("a broken body", "", with_body("application/json", "{")),
        (
            "another content type",
            "",
            with_body("text/html; charset=nonsense", "<p>"),
        ),
        ("a content type that is none", "", with_body("/", "x")),
        (
            "a body that nobody asked for",
            "",
            with_body("application/octet-stream", &small),
        ),
        (
            "a chunked body",
            "",
            vec!["transfer-encoding: chunked\r\n\r\n3\r\nabc\r\n0".into()],
        ),
        (
            "a body that is announced only",
            "",
            vec!["expect: 100-continue".into(), "content-length: 0".into()],
        ),
        ("a header of 60 kB", "", vec![format!("x-huge: {huge}")]),
        (
            "ninety headers",
            "",
            (0..90).map(|n| format!("x-{n}: {n}")).collect(),
        ),
        (
            "other methods' names",
            "",
            vec!["x-http-method-override: DELETE".into()],
        ),
        (
            "another host and origin",
            "",
            vec![
                "x-forwarded-host: evil.test".into(),
                "origin: https://evil.test".into(),
            ],
        ),
        (
            "an accept that cannot be met",
            "",
            vec!["accept: text/html;q=1, */*;q=0".into()],
        ),
    ];
    for (case, query, headers) in cases {
        let query = if query.is_empty() || query.starts_with('?') {
            query.to_owned()
        } else {
            format!("?{query}")
        };
        for ((method, path), status) in OPERATIONS.into_iter().zip(wanted) {
            let all = [std::slice::from_ref(&token), &headers[..]].concat();
            let reply = request(&two.server, method, &format!("{path}{query}"), &all);
            assert_eq!(
                reply.status, status,
                "{case}: {method} {path}: {}",
                reply.body
            );
            assert!(!reply.body.contains("evil"), "{case}: {}", reply.body);
        }
        two.works(case);
    }
}

/// No operation takes a body: a large one is a mistake, or worse (RFC 9110, section 9.3.1).
#[test]
fn a_large_body_is_refused_and_changes_nothing() {
    let two = Two::new();
    let token = bearer(&two.blue.issuer.token("alice"));
    let large = "x".repeat(5_000_000);
    let body = format!("content-length: {}\r\n\r\n{large}", large.len());
    for (method, path) in OPERATIONS {
        let case = format!("a body of 5 MB: {method} {path}");
        let reply = request(&two.server, method, path, &[token.clone(), body.clone()]);
        // The contract documents none: a problem all the same.
        reply.is_the_routers(413, &case);
        two.works(&case);
    }
}

#[test]
fn methods_and_paths_that_are_not_there() {
    let two = Two::new();
    let token = [bearer(&two.blue.issuer.token("alice"))];
    for (method, path) in [
        ("PUT", "/profile/mfa"),
        ("PATCH", "/profile/mfa"),
        ("get", "/profile/mfa"),
        ("BREW", "/profile/mfa"),
        ("POST", "/users/alice/mfa"),
        ("DELETE", "/users/alice/mfa"),
        ("DELETE", "/enrollment/x"),
    ] {
        let case = format!("{method} {path}");
        let reply = request(&two.server, method, path, &token);
        reply.is_the_routers(405, &case);
        assert!(
            reply.head.contains("\r\nallow: ") && reply.head.contains("get, head, options"),
            "{case}: {}",
            reply.head
        );
        two.works(&case);
    }
    let options = request(&two.server, "OPTIONS", "/profile/mfa", &[]);
    assert_eq!(options.status, 204, "{}", options.head);
    assert!(
        options
            .head
            .contains("\r\nallow: delete, get, head, options, post\r\n"),
        "{}",
        options.head
    );
    for path in [
        "/",
        "/profile",
        "/profile/mfa/x",
        "/users",
        "/users/alice",
        "/Profile/mfa",
        "/.env",
        "/enrollment",
        "/enrollment/x/y",
    ] {
        request(&two.server, "GET", path, &token).is_the_routers(404, path);
        two.works(path);
    }
}

#[test]
fn bytes_that_are_no_http() {
    let two = Two::new();
    let too_large = format!(
        "GET /profile/mfa HTTP/1.1\r\nhost: x\r\nx-huge: {}\r\n\r\n",
        "h".repeat(600_000)
    );
    let many = format!(
        "GET / HTTP/1.1\r\nhost: x\r\n{}\r\n",
        (0..300)
            .map(|n| format!("x-{n}: {n}\r\n"))
            .collect::<String>()
    );
    let cases: [(&str, &[u8], u16); 10] = [
        ("words", b"hello, is it me you are looking for?\r\n\r\n", 400),
        ("a TLS greeting", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400),
        ("zeros", &[0; 64], 400),
        ("another version", b"GET / HTTP/9.9\r\nhost: x\r\n\r\n", 400),
        ("a header without colon", b"GET /profile/mfa HTTP/1.1\r\nhost x\r\n\r\n", 400),
        ("a length that is none", b"POST /profile/mfa HTTP/1.1\r\nhost: x\r\ncontent-length: many\r\n\r\n", 400),
        ("two lengths", b"POST /profile/mfa HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n", 400),
        ("a line feed in the path", b"GET /pro\x00file HTTP/1.1\r\nhost: x\r\n\r\n", 400),
        ("a header of 600 kB", too_large.as_bytes(), 431),
        ("three hundred headers", many.as_bytes(), 431),
    ];
    for (case, bytes, status) in cases {
        let reply = send(&two.server, bytes);
        reply.is_the_routers(status, case);
        two.works(case);
    }
    // Who says nothing, or goes away in the middle, hinders nobody.
    let silent: Vec<_> = (0..20)
        .map(|_| TcpStream::connect(&two.server.address).unwrap())
        .collect();
    for mut stream in &silent {
        stream.write_all(b"POST /profile/mfa HTT").unwrap();
    }
    two.works("silence");
    drop(silent);
    two.works("silence that ended");
}
