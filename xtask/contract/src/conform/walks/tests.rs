//! Walks against services in Python: nothing is found in them as they are, and what is wrong with
//! them is found.

use std::collections::{BTreeMap, HashSet};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use super::{Service, Walked, Who, walk};
use crate::document::Document;
use crate::exchange::{
    Arguments, Headers, Location, Operation, Operations, Request, Response, SchemeKind,
};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conform")
}

/// A service of `tests/conform`, running until it is dropped.
struct Running {
    process: Child,
    address: String,
    connection: Mutex<Option<BufReader<TcpStream>>>,
}

impl Running {
    fn start(name: &str, fault: Option<&str>) -> Running {
        let mut command = Command::new("python3");
        command.arg(folder().join(name).join("service.py"));
        if let Some(fault) = fault {
            command.args(["--fault", fault]);
        }
        let mut process = command
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("python3 starts");
        let mut line = String::new();
        let mut out = BufReader::new(process.stdout.take().expect("an output"));
        out.read_line(&mut line).expect("a line");
        let address = line.trim().trim_start_matches("http://");
        let address = address.split('/').next().unwrap_or_default();
        Running {
            process,
            address: address.to_owned(),
            connection: Mutex::new(None),
        }
    }

    fn exchange(&self, request: &Request) -> Option<Response> {
        let mut guard = self.connection.lock().expect("one at a time");
        let mut connection = match guard.take() {
            Some(connection) => connection,
            None => {
                let stream = TcpStream::connect(&self.address).ok()?;
                stream.set_nodelay(true).ok()?;
                stream.set_read_timeout(Some(Duration::from_secs(5))).ok()?;
                BufReader::new(stream)
            }
        };
        let mut head = format!(
            "{} {} HTTP/1.1\r\nHost: {}\r\n",
            request.method, request.target, self.address
        );
        for (name, value) in &request.headers.0 {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str(&format!("Content-Length: {}\r\n\r\n", request.body.len()));
        let mut sent = head.into_bytes();
        sent.extend(&request.body);
        connection.get_mut().write_all(&sent).ok()?;
        let mut line = String::new();
        connection.read_line(&mut line).ok()?;
        let status: u16 = line.split(' ').nth(1)?.parse().ok()?;
        let mut headers = Headers::default();
        loop {
            let mut line = String::new();
            connection.read_line(&mut line).ok()?;
            let Some((name, value)) = line.trim_end().split_once(':') else {
                break;
            };
            headers.push(name, value.trim());
        }
        let length = headers
            .get("content-length")
            .and_then(|text| text.parse().ok());
        let is_empty = request.method == "HEAD" || [204, 304].contains(&status);
        let mut body = vec![0; if is_empty { 0 } else { length.unwrap_or(0) }];
        connection.read_exact(&mut body).ok()?;
        if headers.get("connection") != Some("close") {
            *guard = Some(connection);
        }
        Some(Response {
            status,
            headers,
            body,
        })
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

struct Signed<'l, 'a> {
    library: &'l Running,
    operations: &'l Operations<'a>,
}

impl Service for Signed<'_, '_> {
    fn sign(&self, operation: &Operation<'_>, who: Who, arguments: &mut Arguments) -> bool {
        let Some(requirement) = operation.security.first() else {
            return true;
        };
        for (name, _) in &requirement.schemes {
            let own = who == Who::Own;
            let (place, name, value) = match &self.operations.schemes[*name].kind {
                SchemeKind::ApiKey {
                    location: Location::Query,
                    name,
                } => {
                    let key = if own {
                        "workshop-east-5a"
                    } else {
                        "workshop-west-7b"
                    };
                    (&mut arguments.query, *name, key.to_owned())
                }
                SchemeKind::ApiKey { name, .. } => {
                    let key = if own {
                        "key-north-1f7c"
                    } else {
                        "key-south-93ab"
                    };
                    (&mut arguments.headers, *name, key.to_owned())
                }
                _ => {
                    let token = if own {
                        "token-north-a41e"
                    } else {
                        "token-south-d2e9"
                    };
                    (
                        &mut arguments.headers,
                        "Authorization",
                        format!("Bearer {token}"),
                    )
                }
            };
            place.push((name.to_owned(), value));
        }
        true
    }

    fn base(&self, operation: &Operation<'_>) -> String {
        operation.base.clone()
    }

    fn is_own_host(&self, _: &str) -> bool {
        true
    }

    fn known(&self, _: &Operation<'_>, _: Location, _: &str) -> Option<serde_json::Value> {
        None
    }

    fn may_call(&self, _: &Operation<'_>) -> bool {
        true
    }

    async fn send(&self, _: &Operation<'_>, _: Who, request: &Request) -> Option<Response> {
        let response = self.library.exchange(request);
        if std::env::var_os("WALK_TRACE").is_some() {
            println!(
                "    {} {} {:?}",
                request.method,
                request.target,
                response.as_ref().map(|one| one.status)
            );
        }
        response
    }

    async fn pause(&self, time: Duration) {
        std::thread::sleep(time);
    }
}

fn walked(name: &str, fault: Option<&str>) -> (Walked, Duration) {
    let document = Document::load(&folder().join(format!("{name}.yaml"))).expect("a document");
    let operations = Operations::read(&document);
    let library = Running::start(name, fault);
    let service = Signed {
        library: &library,
        operations: &operations,
    };
    let start = Instant::now();
    let mut walking = std::pin::pin!(walk(&operations, &service, 1));
    let mut context = Context::from_waker(Waker::noop());
    let Poll::Ready(walked) = walking.as_mut().poll(&mut context) else {
        panic!("nothing here waits for anything else");
    };
    (walked, start.elapsed())
}

fn has_python() -> bool {
    let is_there = Command::new("python3").arg("--version").output().is_ok();
    assert!(
        is_there || std::env::var_os("CI").is_none(),
        "python3 is needed"
    );
    if !is_there {
        eprintln!("skipped: there is no python3");
    }
    is_there
}

/// What walks find for each fault, as a person reads it.
fn told(service: &str, faults: &[String]) -> BTreeMap<String, String> {
    let waiting = Mutex::new(faults.iter());
    let told = Mutex::new(BTreeMap::new());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let next = waiting.lock().expect("no thread panics").next();
                    let Some(fault) = next else { break };
                    let (walked, _) = walked(service, Some(fault));
                    let mut found: Vec<&str> = walked
                        .discoveries
                        .iter()
                        .map(|one| one.check.id())
                        .collect();
                    found.sort_unstable();
                    found.dedup();
                    let mut told = told.lock().expect("no thread panics");
                    told.insert(fault.clone(), found.join(", "));
                }
            });
        }
    });
    told.into_inner().expect("no thread panics")
}

/// Every fault beside a service that walks are about: `name: checks`. The first ones are tried
/// each time, one of each kind; `WALKS=all` tries all, and `SNAPSHOTS=overwrite` writes them anew.
fn finds(service: &str) {
    if !has_python() {
        return;
    }
    let (walked, _) = walked(service, None);
    assert!(walked.discoveries.is_empty(), "{:#?}", walked.discoveries);
    assert!(walked.untried.is_empty(), "{:#?}", walked.untried);
    let path = folder().join(service).join("walks.txt");
    if std::env::var("SNAPSHOTS").is_ok_and(|how| how == "overwrite") {
        let mut all = Command::new("python3");
        let all = all
            .arg(folder().join(service).join("service.py"))
            .arg("--faults")
            .output();
        let all = String::from_utf8(all.expect("a list").stdout).expect("UTF-8");
        let names = all.lines().filter_map(|line| line.split('\t').next());
        // What each response says by itself is not for walks.
        let others = [
            "taken.", "refused.", "crash.", "open.", "scope.", "any-", "expired.", "http.", "body.",
        ];
        let names = names.filter(|name| !others.iter().any(|start| name.starts_with(start)));
        let names: Vec<String> = names.map(str::to_owned).collect();
        let told = told(service, &names)
            .into_iter()
            .filter(|(_, found)| !found.is_empty());
        let lines: Vec<String> = told
            .map(|(name, found)| format!("{name}: {found}\n"))
            .collect();
        std::fs::write(&path, lines.concat()).expect("written");
        return;
    }
    let expected = std::fs::read_to_string(&path).expect("what is expected");
    let expected = expected.lines().filter_map(|line| line.split_once(": "));
    let mut seen = HashSet::new();
    let is_all = std::env::var("WALKS").is_ok_and(|which| which == "all");
    let expected: BTreeMap<String, String> = expected
        .filter(|(_, found)| is_all | seen.insert((*found).to_owned()))
        .map(|(name, found)| (name.to_owned(), found.to_owned()))
        .collect();
    let names: Vec<String> = expected.keys().cloned().collect();
    assert_eq!(told(service, &names), expected);
}

#[test]
fn faults_of_the_library_are_found_and_nothing_without() {
    finds("library");
}

#[test]
fn faults_of_the_workshop_are_found_and_nothing_without() {
    finds("workshop");
}

/// A service that says the same to everything.
struct Parrot {
    status: u16,
    body: &'static str,
    asked: std::cell::Cell<usize>,
}

impl Service for Parrot {
    fn sign(&self, _: &Operation<'_>, _: Who, _: &mut Arguments) -> bool {
        true
    }

    fn base(&self, operation: &Operation<'_>) -> String {
        operation.base.clone()
    }

    fn is_own_host(&self, _: &str) -> bool {
        true
    }

    fn known(&self, _: &Operation<'_>, _: Location, _: &str) -> Option<serde_json::Value> {
        None
    }

    fn may_call(&self, _: &Operation<'_>) -> bool {
        true
    }

    async fn send(&self, _: &Operation<'_>, _: Who, _: &Request) -> Option<Response> {
        self.asked.set(self.asked.get() + 1);
        let mut headers = Headers::default();
        headers.push("Location", "/v1/books/1");
        headers.push("ETag", format!("\"{}\"", self.asked.get()));
        headers.push("Link", "</v1/books?cursor=2>; rel=\"next\"");
        (self.status > 0).then(|| Response {
            status: self.status,
            headers,
            body: self.body.as_bytes().to_vec(),
        })
    }

    async fn pause(&self, _: Duration) {}
}

#[test]
fn walks_end_whatever_a_service_says() {
    let bodies = [
        "",
        "null",
        "[]",
        "{}",
        r#"{"id": 1, "status": "running"}"#,
        r#"{"items": [{"id": "a"}, {"id": "b"}], "nextCursor": "c"}"#,
        r#"{"data": [[[]]], "total": -1, "next": {"next": "next"}}"#,
    ];
    let folders = std::env::var("WALK_DOCUMENTS").map_or(folder(), PathBuf::from);
    let files = std::fs::read_dir(folders).expect("a folder");
    for path in files.filter_map(|file| Some(file.ok()?.path())) {
        let is_document = path
            .extension()
            .is_some_and(|end| end == "yaml" || end == "json");
        let Some(document) = is_document.then(|| Document::load(&path).ok()).flatten() else {
            continue;
        };
        let operations = Operations::read(&document);
        let start = Instant::now();
        for (status, body) in [0, 200, 201, 202, 204, 302, 404, 500]
            .into_iter()
            .flat_map(|status| bodies.map(|body| (status, body)))
        {
            let service = Parrot {
                status,
                body,
                asked: std::cell::Cell::new(0),
            };
            let mut walking = std::pin::pin!(walk(&operations, &service, 1));
            let mut context = Context::from_waker(Waker::noop());
            assert!(walking.as_mut().poll(&mut context).is_ready());
            let most = 600 * operations.all.len();
            assert!(
                service.asked.get() <= most,
                "{path:?} {status} {body}: {}",
                service.asked.get()
            );
        }
        if std::env::var_os("WALK_DOCUMENTS").is_some() {
            println!("{path:?} {} {:?}", operations.all.len(), start.elapsed());
        }
    }
}
