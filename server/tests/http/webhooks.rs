//! Webhooks, with receivers of every kind: each delivery is checked as a receiver would. Receivers have
//! a thread of their own: a story waits for commands that wait for them.

use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use aws_lc_rs::digest;
use data_encoding::BASE64;
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::person;
use crate::program::{Place, Server};
use crate::world::{Organization, configured, http, link_of, operate, path_of, serve_command};

/// What a receiver got.
#[derive(Clone, Debug)]
struct Got {
    headers: Vec<(String, String)>,
    body: String,
}

impl Got {
    fn header(&self, name: &str) -> &str {
        let mut found = self.headers.iter().filter(|(known, _)| known == name);
        &found.next().unwrap_or_else(|| panic!("no {name}")).1
    }

    fn id(&self) -> &str {
        self.header("webhook-id")
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    /// By RFC 2104, from the hash up: not by what signs.
    fn is_signed_by(&self, secret: &str) -> bool {
        let key = BASE64
            .decode(secret.strip_prefix("whsec_").unwrap().as_bytes())
            .unwrap();
        let padded = |pad: u8| -> Vec<u8> {
            let byte = |index| key.get(index).copied().unwrap_or(0) ^ pad;
            (0..64).map(byte).collect()
        };
        let (id, timestamp) = (self.id(), self.header("webhook-timestamp"));
        let signed = format!("{id}.{timestamp}.{}", self.body);
        let hash = |bytes: &[u8]| digest::digest(&digest::SHA256, bytes).as_ref().to_vec();
        let inner = hash(&[padded(0x36), signed.into_bytes()].concat());
        let expected = format!(
            "v1,{}",
            BASE64.encode(&hash(&[padded(0x5c), inner].concat()))
        );
        self.header("webhook-signature")
            .split(' ')
            .any(|one| one == expected)
    }
}

/// How a receiver responds.
#[derive(Clone, Copy)]
enum Response {
    Text(&'static str),
    /// Not at all, and the connection stays.
    Never,
    /// With a success whose body does not end.
    Endless,
}

const TAKEN: Response = Response::Text("HTTP/1.1 204 No Content\r\n\r\n");

struct Receiver {
    url: String,
    got: Arc<Mutex<Vec<Got>>>,
    respond: Arc<Mutex<Response>>,
}

impl Receiver {
    async fn new(respond: Response) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook?of=blue", listener.local_addr().unwrap());
        let receiver = Self {
            url,
            got: Arc::default(),
            respond: Arc::new(Mutex::new(respond)),
        };
        let (got, respond) = (Arc::clone(&receiver.got), Arc::clone(&receiver.respond));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(receive(stream, Arc::clone(&got), Arc::clone(&respond)));
            }
        });
        receiver
    }

    fn respond(&self, response: Response) {
        *self.respond.lock().unwrap() = response;
    }

    fn got(&self) -> Vec<Got> {
        self.got.lock().unwrap().clone()
    }

    /// Waits for so many deliveries.
    async fn wait_for(&self, count: usize) -> Vec<Got> {
        let end = Instant::now() + Duration::from_secs(30);
        loop {
            let got = self.got();
            if got.len() >= count {
                return got;
            }
            assert!(Instant::now() < end, "{count} deliveries: {got:?}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

async fn receive(mut stream: TcpStream, got: Arc<Mutex<Vec<Got>>>, respond: Arc<Mutex<Response>>) {
    let mut read = Vec::new();
    loop {
        while let Some((request, rest)) = parsed(&read) {
            got.lock().unwrap().push(request);
            read = rest;
            let response = *respond.lock().unwrap();
            match response {
                Response::Text(text) => stream.write_all(text.as_bytes()).await.unwrap(),
                Response::Never => {}
                Response::Endless => {
                    let head =
                        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n";
                    stream.write_all(head).await.unwrap();
                }
            }
        }
        let mut more = [0; 4096];
        match stream.read(&mut more).await {
            Ok(0) | Err(_) => return,
            Ok(count) => read.extend_from_slice(&more[..count]),
        }
    }
}

fn parsed(read: &[u8]) -> Option<(Got, Vec<u8>)> {
    let text = std::str::from_utf8(read).unwrap();
    let (head, rest) = text.split_once("\r\n\r\n")?;
    let mut lines = head.split("\r\n");
    assert_eq!(lines.next(), Some("POST /hook?of=blue HTTP/1.1"));
    let headers: Vec<_> = lines
        .map(|line| line.split_once(": ").unwrap())
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let length = headers.iter().find(|(name, _)| name == "content-length");
    let length: usize = length.expect("a length").1.parse().unwrap();
    let body = rest.get(..length)?.to_owned();
    let rest = rest.as_bytes()[length..].to_vec();
    Some((Got { headers, body }, rest))
}

/// A server that delivers to this machine, and waits so many seconds for a receiver.
fn delivering(place: &Place, seconds: u32) -> Command {
    let mut command = serve_command(place);
    command
        .env("MFA_SERVER_WEBHOOKS_ALLOWED_NETWORKS", "127.0.0.0/8")
        .env("MFA_SERVER_WEBHOOKS_TIMEOUT_SECONDS", seconds.to_string());
    command
}

/// A webhook's id and secret.
fn add(place: &Place, url: &str, more: &[&str]) -> (String, String) {
    let add = ["webhook", "add", url, "--organization", "blue"];
    let added = operate(place, &[&add[..], more].concat());
    let text = |name: &str| added[name].as_str().unwrap().to_owned();
    (text("id"), text("secret"))
}

async fn enrol(server: &Server, blue: &Organization, user: &str) {
    let started = blue
        .user(user)
        .client(server)
        .post_profile_mfa()
        .send()
        .await;
    let started = started.unwrap();
    person::enrol(server, path_of(link_of(&started))).await;
}

fn deliveries(place: &Place, state: &str) -> Vec<Value> {
    let list = [
        "webhook",
        "deliveries",
        "--organization",
        "blue",
        "--state",
        state,
    ];
    operate(place, &list).as_array().unwrap().clone()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_receiver_gets_what_happened_signed_and_as_it_is_documented() {
    let place = configured();
    let receiver = Receiver::new(TAKEN).await;
    let server = Server::start(&mut delivering(&place, 10));
    let blue = Organization::add(&place, "blue", &[]);
    blue.users(&place, &["alice"]);
    let (id, secret) = add(&place, &receiver.url, &[]);
    enrol(&server, &blue, "alice").await;
    operate(&place, &["user", "delete", "alice"]);
    let got = receiver.wait_for(2).await;

    let schema = include_str!("../../../docs/webhook.schema.json");
    let schema = jsonschema::validator_for(&serde_json::from_str(schema).unwrap()).unwrap();
    for (got, event) in got.iter().zip(["factor.enrolled", "user.deleted"]) {
        assert!(got.is_signed_by(&secret), "{got:?}");
        assert_eq!(got.header("content-type"), "application/json");
        let sent: i64 = got.header("webhook-timestamp").parse().unwrap();
        let now = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .unwrap();
        assert!((sent - now.as_secs().cast_signed()).abs() < 60);
        let body = got.json();
        assert!(schema.is_valid(&body), "{body}");
        assert_eq!(body["type"], event);
        assert_eq!(body["data"]["user"], "alice");
        assert_eq!(body["data"]["detail"]["type"], "guardian");
    }
    assert_ne!(got[0].id(), got[1].id());

    // A new secret, and the one before for a while; then no more.
    let rotate = ["webhook", "rotate", &id, "--organization", "blue"];
    let rotated = operate(&place, &rotate);
    let new = rotated["secret"].as_str().unwrap().to_owned();
    operate(&place, &["webhook", "test", &id, "--organization", "blue"]);
    let tested = receiver.wait_for(3).await.remove(2);
    assert!(tested.is_signed_by(&secret) && tested.is_signed_by(&new));
    assert_eq!(tested.json()["type"], "webhook.test");
    assert!(schema.is_valid(&tested.json()));
    let rotated = operate(&place, &[&rotate[..], &["--old-for", "0s"]].concat());
    let newest = rotated["secret"].as_str().unwrap().to_owned();
    operate(&place, &["webhook", "test", &id, "--organization", "blue"]);
    let tested = receiver.wait_for(4).await.remove(3);
    assert!(tested.is_signed_by(&newest) && !tested.is_signed_by(&new));

    for line in server.lines_to_the_end() {
        for secret in [&secret, &new, &newest] {
            assert!(
                !line.contains(secret.as_str()) && !line.contains("of=blue"),
                "{line}"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_receiver_that_is_bad_holds_up_nobody_and_gets_it_when_it_is_well() {
    let place = configured();
    let mut server = Server::start(&mut delivering(&place, 1));
    let blue = Organization::add(&place, "blue", &[]);
    blue.users(&place, &["alice", "bob"]);
    let down = {
        let gone = TcpListener::bind("127.0.0.1:0").await.unwrap();
        format!("http://{}/hook?of=blue", gone.local_addr().unwrap())
    };
    let moved = "HTTP/1.1 301 Moved\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n";
    let page = "HTTP/1.1 500 Oh\r\ncontent-type: text/html\r\ncontent-length: 6\r\n\r\n<html>";
    let mut bad = Vec::new();
    for response in [
        Response::Text(moved),
        Response::Text(page),
        Response::Text("no HTTP at all\r\n\r\n"),
        Response::Never,
    ] {
        bad.push(Receiver::new(response).await);
    }
    let endless = Receiver::new(Response::Endless).await;
    let well = Receiver::new(TAKEN).await;
    for url in bad
        .iter()
        .map(|one| &one.url)
        .chain([&down, &endless.url, &well.url])
    {
        add(&place, url, &["--event", "factor.enrolled"]);
    }
    enrol(&server, &blue, "alice").await;
    well.wait_for(1).await;
    endless.wait_for(1).await;
    enrol(&server, &blue, "bob").await;
    assert_eq!(well.wait_for(2).await.len(), 2);
    for receiver in &bad {
        receiver.wait_for(2).await;
    }
    let told = |why: &str| {
        let end = Instant::now() + Duration::from_secs(20);
        while !deliveries(&place, "due")
            .iter()
            .any(|one| one["last"].as_str().is_some_and(|last| last.contains(why)))
        {
            assert!(
                Instant::now() < end,
                "{why}: {:#?}",
                deliveries(&place, "due")
            );
            std::thread::sleep(Duration::from_millis(100));
        }
    };
    for why in [
        "redirect (status 301)",
        "status 500",
        "within 1 s",
        "cannot be reached",
    ] {
        told(why);
    }
    let end = Instant::now() + Duration::from_secs(20);
    while deliveries(&place, "delivered").len() < 4 {
        assert!(Instant::now() < end, "those that take it, of both users");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }

    // They hold up no stop; and what they have not taken, they get from the next server.
    bad[3].respond(TAKEN);
    let stop = Instant::now();
    server.signal("TERM");
    server = {
        assert_eq!(server.end().0, Some(0));
        assert!(
            stop.elapsed() < Duration::from_secs(5),
            "{:?}",
            stop.elapsed()
        );
        Server::start(&mut delivering(&place, 1))
    };
    let before = bad[3].got();
    let after = bad[3].wait_for(before.len() + 2).await;
    let ids = |got: &[Got]| -> std::collections::BTreeSet<String> {
        got.iter().map(|got| got.id().to_owned()).collect()
    };
    assert_eq!(ids(&after), ids(&before), "the same events, by their ids");
    drop(server);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_killed_while_delivering_leaves_it_to_the_next() {
    let place = configured();
    let receiver = Receiver::new(Response::Never).await;
    let server = Server::start(&mut delivering(&place, 3));
    let blue = Organization::add(&place, "blue", &[]);
    blue.users(&place, &["alice"]);
    add(&place, &receiver.url, &[]);
    enrol(&server, &blue, "alice").await;
    let first = receiver.wait_for(1).await.remove(0);
    server.signal("KILL");
    drop(server);
    receiver.respond(TAKEN);
    let one = Server::start(&mut delivering(&place, 3));
    let other = Server::start(&mut delivering(&place, 3));
    let again = receiver.wait_for(2).await.remove(1);
    assert_eq!((again.id(), &again.body), (first.id(), &first.body));
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!(receiver.got().len(), 2, "one of both delivers");
    let delivered = deliveries(&place, "delivered");
    assert_eq!(
        (delivered.len(), &delivered[0]["last"]),
        (1, &"status 204".into())
    );
    drop((one, other));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_sent_into_networks_that_are_not_named() {
    let place = configured();
    let receiver = Receiver::new(TAKEN).await;
    let server = Server::start(&mut serve_command(&place));
    let blue = Organization::add(&place, "blue", &[]);
    let named = receiver.url.replace("127.0.0.1", "localhost");
    for url in [&receiver.url, &named] {
        let (id, _) = add(&place, url, &[]);
        let test = [
            "webhook",
            "test",
            &id,
            "--organization",
            "blue",
            "--config",
            "mfa.toml",
        ];
        let ran = place.run(&test);
        assert_eq!(ran.code, Some(1), "{}", ran.out);
        assert!(
            ran.err.contains("no address of the internet"),
            "{}",
            ran.err
        );
    }
    assert!(receiver.got().is_empty());
    // The API goes on.
    let get = blue
        .by_key()
        .sign(http().get(server.url("/users/nobody/mfa")));
    assert_eq!(get.send().await.unwrap().status(), 404);
}
