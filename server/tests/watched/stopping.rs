//! Readiness while the server stops, and scrapes that hang.

use std::io::Write as _;
use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::world::World;

#[tokio::test]
async fn it_is_not_ready_from_sigterm_on_and_a_scrape_that_hangs_holds_no_stop() {
    let world = World::start().await;
    let monitoring = world.place.env_value("MFA_MONITORING_URL");
    let ready = || async {
        let response = reqwest::get(format!("{monitoring}/readyz")).await.unwrap();
        (
            response.status().as_u16(),
            response.json::<Value>().await.unwrap(),
        )
    };
    assert_eq!(ready().await.0, 200);
    let address = monitoring.strip_prefix("http://").unwrap();
    let mut hung = TcpStream::connect(address).unwrap();
    hung.write_all(b"GET /metrics HTTP/1.1\r\nhost: x\r\n")
        .unwrap();

    // A request that takes its time: somebody holds the database.
    let database = rusqlite::Connection::open(world.place.path(".mfa/mfa.db")).unwrap();
    database.execute_batch("BEGIN IMMEDIATE").unwrap();
    let profile = format!("{}/profile/mfa", world.place.env_value("MFA_URL"));
    let token = world.place.env_value("MFA_JWT_ALICE");
    let post = world.http.post(profile).bearer_auth(token).send();
    let post = tokio::spawn(post);
    let in_flight = "mfa_http_requests_in_flight 1";
    while !crate::metrics::scrape(&world.place)
        .await
        .contains(in_flight)
    {}
    world.server.signal("TERM");
    world.server.line_with("stopping");
    let (status, answer) = ready().await;
    assert_eq!(status, 503, "{answer}");
    assert!(answer["checks"]["draining"].is_string(), "{answer}");
    assert_eq!(
        reqwest::get(format!("{monitoring}/healthz"))
            .await
            .unwrap()
            .status(),
        200
    );
    database.execute_batch("COMMIT").unwrap();
    assert_eq!(post.await.unwrap().unwrap().status(), 201);
    let began = Instant::now();
    assert_eq!(world.server.end().0, Some(0));
    assert!(
        began.elapsed() < Duration::from_secs(8),
        "{:?}",
        began.elapsed()
    );
    drop(hung);
}

#[test]
fn an_address_that_is_taken_is_told_with_its_setting() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let place = crate::program::Place::new();
    let ran = place.run(&["dev", "--listen", "127.0.0.1:0", "--monitoring", &address]);
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    for word in ["monitoring.listen", "off", &address, "another process"] {
        assert!(ran.err.contains(word), "{word}: {}", ran.err);
    }
}
