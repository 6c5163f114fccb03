//! When the cache reads, counted at a small local HTTP server and on real files.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use slog::{Discard, Logger, o};

use super::{JwksCache, JwksSource, MIN_FETCH_INTERVAL};
use crate::auth::jwt::Algorithm;
use crate::auth::testing::{Issuer, key_set};

/// Answers each request with what it has been told to, and counts them.
struct KeyServer {
    source: JwksSource,
    response: Arc<Mutex<String>>,
    fetches: Arc<AtomicUsize>,
}

impl KeyServer {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/jwks.json", listener.local_addr().unwrap());
        let server = Self {
            source: url.parse().unwrap(),
            response: Arc::default(),
            fetches: Arc::default(),
        };
        let (response, fetches) = (Arc::clone(&server.response), Arc::clone(&server.fetches));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { return };
                fetches.fetch_add(1, Ordering::SeqCst);
                let _ = stream.read(&mut [0; 4096]);
                // Long enough for concurrent requests to pile up.
                std::thread::sleep(Duration::from_millis(50));
                let response = response.lock().unwrap().clone();
                let _ = stream.write_all(response.as_bytes());
            }
        });
        server
    }

    fn responds(&self, status: &str, body: &str) {
        *self.response.lock().unwrap() = format!(
            "HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
            body.len()
        );
    }

    fn serves(&self, kids: &[&str]) {
        let issuer = Issuer::new(Algorithm::EdDsa);
        let keys: Vec<_> = kids.iter().map(|kid| issuer.jwk(kid)).collect();
        self.responds("200 OK", &key_set(&keys));
    }

    fn fetches(&self) -> usize {
        self.fetches.load(Ordering::SeqCst)
    }
}

const MAX_AGE: Duration = Duration::from_secs(3600);

fn cache() -> Arc<JwksCache> {
    Arc::new(JwksCache::new(Logger::root(Discard, o!()), MAX_AGE))
}

/// Lets the cache believe that time has passed, without waiting.
async fn pass(time: Duration) {
    tokio::time::pause();
    tokio::time::advance(time).await;
    tokio::time::resume();
}

#[tokio::test]
async fn keys_are_fetched_once_and_kept() {
    let (server, cache) = (KeyServer::start(), cache());
    server.serves(&["a"]);
    for _ in 0..5 {
        assert!(
            cache
                .keys(&server.source, Some("a"))
                .await
                .unwrap()
                .has("a")
        );
    }
    assert_eq!(server.fetches(), 1);
}

#[tokio::test]
async fn many_at_once_share_one_fetch() {
    let (server, cache) = (KeyServer::start(), cache());
    server.serves(&["a"]);
    let requests = (0..50).map(|number| {
        let (cache, source) = (Arc::clone(&cache), server.source.clone());
        tokio::spawn(async move {
            let kid = if number % 2 == 0 {
                "a".to_owned()
            } else {
                format!("unknown-{number}")
            };
            cache.keys(&source, Some(&kid)).await.unwrap().has("a")
        })
    });
    let responses = futures::future::join_all(requests).await;
    assert!(responses.into_iter().all(|has| has.unwrap()));
    assert_eq!(server.fetches(), 1);
}

#[tokio::test]
async fn a_request_that_is_dropped_leaves_its_fetch_to_the_others() {
    let (server, cache) = (KeyServer::start(), cache());
    server.serves(&["a"]);
    let dropped = cache.keys(&server.source, Some("a"));
    let soon = Duration::from_millis(10);
    assert!(tokio::time::timeout(soon, dropped).await.is_err());
    let keys = cache.keys(&server.source, Some("a")).await.unwrap();
    assert!(keys.has("a"));
    assert_eq!(server.fetches(), 1);
}

#[tokio::test]
async fn an_unknown_kid_fetches_again_but_at_most_once_a_minute() {
    let (server, cache) = (KeyServer::start(), cache());
    server.serves(&["a"]);
    assert!(
        cache
            .keys(&server.source, Some("a"))
            .await
            .unwrap()
            .has("a")
    );
    server.serves(&["a", "b"]);
    pass(MIN_FETCH_INTERVAL - Duration::from_secs(2)).await;
    assert!(
        !cache
            .keys(&server.source, Some("b"))
            .await
            .unwrap()
            .has("b")
    );
    assert_eq!(server.fetches(), 1);
    pass(Duration::from_secs(2)).await;
    assert!(
        cache
            .keys(&server.source, Some("b"))
            .await
            .unwrap()
            .has("b")
    );
    assert_eq!(server.fetches(), 2);
    for forged in ["c", "d", "e"] {
        assert!(
            !cache
                .keys(&server.source, Some(forged))
                .await
                .unwrap()
                .has(forged)
        );
    }
    assert_eq!(server.fetches(), 2);
}

#[tokio::test]
async fn a_withdrawn_key_goes_after_ten_minutes() {
    let (server, cache) = (KeyServer::start(), cache());
    server.serves(&["a", "b"]);
    assert!(
        cache
            .keys(&server.source, Some("a"))
            .await
            .unwrap()
            .has("b")
    );
    server.serves(&["a"]);
    pass(Duration::from_secs(599)).await;
    assert!(
        cache
            .keys(&server.source, Some("b"))
            .await
            .unwrap()
            .has("b")
    );
    pass(Duration::from_secs(2)).await;
    assert!(
        !cache
            .keys(&server.source, Some("b"))
            .await
            .unwrap()
            .has("b")
    );
    assert_eq!(server.fetches(), 2);
}

#[tokio::test]
async fn a_failed_refresh_keeps_the_old_keys_and_says_so() {
    for (status, body) in [
        ("500 Internal Server Error", ""),
        ("200 OK", "<html>maintenance</html>"),
        ("200 OK", r#"{"keys":[]}"#),
        ("302 Found\r\nlocation: http://127.0.0.1:1/", ""),
    ] {
        let (server, cache) = (KeyServer::start(), cache());
        server.serves(&["a"]);
        assert!(
            cache
                .keys(&server.source, Some("a"))
                .await
                .unwrap()
                .outdated
                .is_none()
        );
        server.responds(status, body);
        pass(MIN_FETCH_INTERVAL).await;
        for _ in 0..3 {
            let keys = cache.keys(&server.source, Some("b")).await.unwrap();
            assert!(keys.has("a") && keys.outdated.is_some(), "{status} {body}");
        }
        assert_eq!(server.fetches(), 2, "{status} {body}");
        server.serves(&["a", "b"]);
        pass(MIN_FETCH_INTERVAL).await;
        let keys = cache.keys(&server.source, Some("b")).await.unwrap();
        assert!(keys.has("b") && keys.outdated.is_none());
    }
}

#[tokio::test]
async fn keys_that_cannot_be_read_again_end_at_their_age() {
    let (server, cache) = (KeyServer::start(), cache());
    server.serves(&["a"]);
    assert!(cache.keys(&server.source, Some("a")).await.is_ok());
    server.responds("503 Service Unavailable", "");
    pass(MAX_AGE - Duration::from_secs(61)).await;
    let keys = cache.keys(&server.source, Some("a")).await.unwrap();
    assert!(keys.has("a") && keys.outdated.is_some());
    assert_eq!(server.fetches(), 2);
    // They end at that second, also between two fetches.
    pass(Duration::from_secs(59)).await;
    assert!(cache.keys(&server.source, Some("a")).await.is_ok());
    pass(Duration::from_secs(2)).await;
    let error = cache.keys(&server.source, Some("a")).await.err().unwrap();
    assert!(error.to_string().contains("503"), "{error}");
    // And are there again as soon as the issuer is.
    server.serves(&["a"]);
    pass(MIN_FETCH_INTERVAL).await;
    assert!(cache.keys(&server.source, Some("a")).await.is_ok());
}

#[tokio::test]
async fn keys_that_nobody_asked_for_in_long_are_read_before_they_are_used() {
    let (server, cache) = (KeyServer::start(), cache());
    server.serves(&["a"]);
    assert!(cache.keys(&server.source, Some("a")).await.is_ok());
    server.serves(&["b"]);
    pass(MAX_AGE).await;
    let asked = [(); 5].map(|()| cache.keys(&server.source, Some("a")));
    for keys in futures::future::join_all(asked).await {
        assert!(!keys.unwrap().has("a"));
    }
    assert_eq!(server.fetches(), 2);
}

#[tokio::test]
async fn without_any_keys_there_is_an_error_and_still_one_fetch_a_minute() {
    let (server, cache) = (KeyServer::start(), cache());
    server.responds("503 Service Unavailable", "");
    for _ in 0..3 {
        let error = cache.keys(&server.source, None).await.err().unwrap();
        assert!(error.to_string().contains("503"), "{error}");
    }
    assert_eq!(server.fetches(), 1);
    server.serves(&["a"]);
    pass(MIN_FETCH_INTERVAL).await;
    assert!(cache.keys(&server.source, None).await.is_ok());
}

#[tokio::test]
async fn an_endless_response_is_cut_off() {
    let (server, cache) = (KeyServer::start(), cache());
    server.responds("200 OK", &" ".repeat(300 * 1024));
    let error = cache.keys(&server.source, None).await.err().unwrap();
    assert!(error.to_string().contains("256 KiB"), "{error}");
}

#[tokio::test]
async fn a_file_is_read_again_when_it_has_changed() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("jwks.json");
    let (source, cache) = (JwksSource::File(path.clone()), cache());
    let issuer = Issuer::new(Algorithm::EdDsa);
    let write = |kids: &[&str]| {
        let keys: Vec<_> = kids.iter().map(|kid| issuer.jwk(kid)).collect();
        std::fs::write(&path, key_set(&keys)).unwrap();
    };
    assert!(cache.keys(&source, None).await.is_err());
    write(&["a"]);
    assert!(cache.keys(&source, Some("a")).await.unwrap().has("a"));
    // A new key is there for the first token that names it.
    write(&["a", "b"]);
    assert!(cache.keys(&source, Some("b")).await.unwrap().has("b"));
    // A withdrawn one is gone a second later.
    write(&["b"]);
    pass(Duration::from_secs(1)).await;
    assert!(!cache.keys(&source, Some("a")).await.unwrap().has("a"));
    // A file that has become unreadable takes nobody's key away.
    std::fs::write(&path, "half a").unwrap();
    pass(Duration::from_secs(1)).await;
    let keys = cache.keys(&source, Some("b")).await.unwrap();
    assert!(keys.has("b") && keys.outdated.is_some());
}

#[tokio::test]
async fn a_file_is_read_again_when_somebody_asks_though_it_seems_the_same() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("jwks.json");
    let (source, cache) = (JwksSource::File(path.clone()), cache());
    let issuer = Issuer::new(Algorithm::EdDsa);
    let then = std::time::SystemTime::UNIX_EPOCH + Duration::from_secs(1_800_000_000);
    // As a copy is made that keeps times.
    let write = |kid: &str| {
        std::fs::write(&path, key_set(&[issuer.jwk(kid)])).unwrap();
        let file = std::fs::File::options().append(true).open(&path).unwrap();
        file.set_modified(then).unwrap();
    };
    write("a");
    assert!(cache.keys(&source, None).await.unwrap().has("a"));
    write("b");
    pass(Duration::from_secs(5)).await;
    assert!(cache.keys(&source, None).await.unwrap().has("a"));
    cache.read_files_again();
    assert!(cache.keys(&source, None).await.unwrap().has("b"));
    write("c");
    assert!(cache.keys(&source, None).await.unwrap().has("b"), "once");
}
