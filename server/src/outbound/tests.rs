//! Calls to a host that does everything wrong, one thing at a time.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use reqwest::Method;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use super::{Answer, Body, Called, Client, Fault, Host, Observer, Ongoing, Reach, Repeat, Request};

/// A host with a certificate of its own, that answers every request with the same bytes.
struct Other {
    address: SocketAddr,
    pem: String,
    asked: Arc<AtomicU32>,
    /// The last request, as it came.
    last: Arc<Mutex<String>>,
}

impl Other {
    async fn answering(response: impl Into<String>) -> Self {
        let response = response.into();
        let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]);
        let made = made.expect("a certificate");
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()));
        let config = rustls::ServerConfig::builder()
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key);
        let acceptor = TlsAcceptor::from(Arc::new(config.expect("a certificate and its key")));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("listens");
        let address = listener.local_addr().expect("an address");
        let asked = Arc::new(AtomicU32::new(0));
        let counted = Arc::clone(&asked);
        let last = Arc::<Mutex<String>>::default();
        let kept = Arc::clone(&last);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let Ok(mut stream) = acceptor.accept(stream).await else {
                    continue;
                };
                let (response, counted) = (response.clone(), Arc::clone(&counted));
                let kept = Arc::clone(&kept);
                tokio::spawn(async move {
                    let mut request = [0; 4096];
                    if let Ok(read @ 1..) = stream.read(&mut request).await {
                        let text = String::from_utf8_lossy(&request[..read]).into_owned();
                        *kept.lock().expect("a request") = text;
                        counted.fetch_add(1, Ordering::SeqCst);
                        let _ = stream.write_all(response.as_bytes()).await;
                        let _ = stream.shutdown().await;
                    }
                });
            }
        });
        Self {
            address,
            pem: made.cert.pem(),
            asked,
            last,
        }
    }

    fn host(&self) -> Host {
        let name = format!("localhost:{}", self.address.port());
        name.parse().expect("a host")
    }

    fn client(&self) -> Client {
        let reach = Reach::development(&self.pem).expect("a certificate");
        Client::new(reach, Arc::new(Nobody))
    }

    fn asked(&self) -> u32 {
        self.asked.load(Ordering::SeqCst)
    }
}

struct Nobody;

impl Observer for Nobody {
    fn called(&self, _: &Called<'_>) {}
}

fn response(status: &str, head: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\n{head}content-length: {length}\r\nconnection: close\r\n\r\n{body}"
    )
}

async fn ask(client: &Client, host: &Host, repeat: Repeat) -> Result<Answer, Fault> {
    let request = || {
        Ok(Request {
            method: Method::POST,
            path: "/secret-path?secret-query".into(),
            bearer: Some("secret-bearer".into()),
            body: Body::Form("secret-form".into()),
        })
    };
    client.call(("Test", "ask"), host, repeat, request).await
}

#[tokio::test]
async fn what_is_no_json_answer_is_a_fault_and_tried_again_where_allowed() {
    let large = format!("[{}1]", "1,".repeat(200_000));
    for (response, expected) in [
        (response("500 Oops", "", "{}"), Fault::Status(500)),
        (response("503 Down", "", "<html>"), Fault::Status(503)),
        (response("429 Slow down", "", "{}"), Fault::Status(429)),
        (
            response("200 OK", "", "<html>secret-page"),
            Fault::NotJson(200),
        ),
        (
            response("400 Bad", "", "<html>secret-page"),
            Fault::NotJson(400),
        ),
        (
            response("302 Found", "location: https://127.0.0.1:1/\r\n", ""),
            Fault::Redirect(302),
        ),
        (response("200 OK", "", &large), Fault::TooLarge(256 * 1024)),
    ] {
        let other = Other::answering(response).await;
        let client = other.client();
        for (repeat, times) in [(Repeat::Never, 1), (Repeat::Allowed, 4)] {
            let fault = ask(&client, &other.host(), repeat)
                .await
                .expect_err("a fault");
            assert_eq!(fault, expected);
            assert_eq!(other.asked(), times, "{expected:?}");
            assert!(!fault.to_string().contains("secret"), "{fault}");
        }
    }
}

#[tokio::test]
async fn an_answer_is_json_or_empty() {
    for (response, status, body) in [
        (response("200 OK", "", r#"{"a":1}"#), 200, r#"{"a":1}"#),
        (response("204 Done", "", ""), 204, "null"),
        (
            response("401 No", "", r#"{"error":"x"}"#),
            401,
            r#"{"error":"x"}"#,
        ),
    ] {
        let other = Other::answering(response).await;
        let answer = ask(&other.client(), &other.host(), Repeat::Never).await;
        let answer = answer.expect("an answer");
        assert_eq!(
            (answer.status.as_u16(), answer.body.to_string().as_str()),
            (status, body)
        );
        assert!(!format!("{answer:?}").contains("error"), "{answer:?}");
    }
}

#[tokio::test]
async fn a_host_that_keeps_failing_is_left_alone_and_told_of() {
    #[derive(Default)]
    struct Seen(Mutex<Vec<(u32, Option<Duration>)>>);
    impl Observer for Arc<Seen> {
        fn called(&self, call: &Called<'_>) {
            let mut seen = self.0.lock().expect("seen");
            seen.push((call.tries, call.left_alone));
        }
    }
    let other = Other::answering(response("500 Oops", "", "")).await;
    let reach = Reach::development(&other.pem).expect("a certificate");
    let seen = Arc::new(Seen::default());
    let client = Client::new(reach, Arc::new(Arc::clone(&seen)));
    for _ in 0..5 {
        let fault = ask(&client, &other.host(), Repeat::Never)
            .await
            .expect_err("a fault");
        assert_eq!(fault, Fault::Status(500));
    }
    let fault = ask(&client, &other.host(), Repeat::Allowed)
        .await
        .expect_err("a fault");
    assert!(matches!(fault, Fault::LeftAlone(_)), "{fault}");
    assert_eq!(other.asked(), 5);
    let seen = seen.0.lock().expect("seen");
    let opened = Some(Duration::from_secs(5));
    assert_eq!(seen[3..], [(1, None), (1, opened), (0, None)]);
}

#[tokio::test]
async fn this_machine_is_asked_in_development_alone_and_by_the_right_certificate() {
    let other = Other::answering(response("200 OK", "", "{}")).await;
    let public = Client::new(Reach::Public, Arc::new(Nobody));
    let fault = ask(&public, &other.host(), Repeat::Allowed)
        .await
        .expect_err("a fault");
    assert!(matches!(fault, Fault::NotPublic(_)), "{fault}");
    let stranger = Other::answering(response("200 OK", "", "{}")).await;
    let fault = ask(&stranger.client(), &other.host(), Repeat::Allowed).await;
    let fault = fault.expect_err("another's certificate");
    assert!(
        matches!(&fault, Fault::Unreachable(why) if why.contains("certificate")),
        "{fault}"
    );
    assert_eq!(other.asked(), 0);
}

#[tokio::test]
async fn who_follows_a_call_may_add_headers_and_is_told_of_its_end() {
    type Ends = Arc<Mutex<Vec<(u32, Result<u16, &'static str>)>>>;
    struct Follower(Ends);
    struct Call(Ends);
    impl Observer for Follower {
        fn calling(&self, service: &'static str, what: &'static str) -> Option<Box<dyn Ongoing>> {
            assert_eq!((service, what), ("Test", "ask"));
            Some(Box::new(Call(Arc::clone(&self.0))))
        }

        fn called(&self, _: &Called<'_>) {}
    }
    impl Ongoing for Call {
        fn headers(&self) -> Vec<(&'static str, String)> {
            vec![("traceparent", "00-1-2-01".into())]
        }

        fn ended(self: Box<Self>, tries: u32, result: Result<u16, &Fault>) {
            let mut ends = self.0.lock().expect("ends");
            ends.push((tries, result.map_err(Fault::word)));
        }
    }
    let ends = Ends::default();
    for (status, repeat, end) in [
        ("200 OK", Repeat::Never, (1, Ok(200))),
        ("500 Oops", Repeat::Allowed, (3, Err("status"))),
    ] {
        let other = Other::answering(response(status, "", "{}")).await;
        let reach = Reach::development(&other.pem).expect("a certificate");
        let client = Client::new(reach, Arc::new(Follower(Arc::clone(&ends))));
        let _ = ask(&client, &other.host(), repeat).await;
        let last = other.last.lock().expect("a request").clone();
        assert!(last.contains("traceparent: 00-1-2-01\r\n"), "{last}");
        assert_eq!(ends.lock().expect("ends").pop(), Some(end));
    }
}
