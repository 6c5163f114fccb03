//! Walks against the library in Python: nothing is found in it as it is, and what is wrong with
//! it is found.

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

/// The library, running until it is dropped.
struct Library {
    process: Child,
    address: String,
    connection: Mutex<Option<BufReader<TcpStream>>>,
}

impl Library {
    fn start(fault: Option<&str>) -> Library {
        let mut command = Command::new("python3");
        command.arg(folder().join("library/service.py"));
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
        let address = line
            .trim()
            .trim_start_matches("http://")
            .trim_end_matches("/v1");
        Library {
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

impl Drop for Library {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

struct Signed<'l, 'a> {
    library: &'l Library,
    operations: &'l Operations<'a>,
}

impl Service for Signed<'_, '_> {
    fn sign(&self, operation: &Operation<'_>, who: Who, arguments: &mut Arguments) -> bool {
        let Some(requirement) = operation.security.first() else {
            return true;
        };
        for (name, _) in &requirement.schemes {
            let own = who == Who::Own;
            let header = match &self.operations.schemes[*name].kind {
                SchemeKind::ApiKey { name, .. } => {
                    let key = if own {
                        "key-north-1f7c"
                    } else {
                        "key-south-93ab"
                    };
                    ((*name).to_owned(), key.to_owned())
                }
                _ => {
                    let token = if own {
                        "token-north-a41e"
                    } else {
                        "token-south-d2e9"
                    };
                    ("Authorization".to_owned(), format!("Bearer {token}"))
                }
            };
            arguments.headers.push(header);
        }
        true
    }

    fn base(&self, operation: &Operation<'_>) -> String {
        operation.base.clone()
    }

    fn known(&self, _: &Operation<'_>, _: Location, _: &str) -> Option<serde_json::Value> {
        None
    }

    fn may_call(&self, _: &Operation<'_>) -> bool {
        true
    }

    async fn send(&self, _: &Operation<'_>, _: Who, request: &Request) -> Option<Response> {
        self.library.exchange(request)
    }

    async fn pause(&self, time: Duration) {
        std::thread::sleep(time);
    }
}

fn walked(fault: Option<&str>) -> (Walked, Duration) {
    let document = Document::load(&folder().join("library.yaml")).expect("a document");
    let operations = Operations::read(&document);
    let library = Library::start(fault);
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

#[test]
fn walks_through_the_library() {
    if Command::new("python3").arg("--version").output().is_err() {
        assert!(std::env::var_os("CI").is_none(), "python3 is needed");
        eprintln!("skipped: there is no python3");
        return;
    }
    let faults = std::env::var("WALK_FAULTS").unwrap_or_default();
    let mut names: Vec<Option<&str>> = vec![None];
    names.extend(faults.split_whitespace().map(Some));
    for name in names {
        let (walked, time) = walked(name);
        println!("== {} {time:?}", name.unwrap_or("as it is"));
        for one in &walked.discoveries {
            println!("  {} {}", one.check, one.message);
            if std::env::var_os("WALK_STEPS").is_some() {
                for step in &one.steps {
                    println!(
                        "      {:?} {} {} {}",
                        step.who, step.request.method, step.request.target, step.status
                    );
                }
            }
        }
        for one in &walked.untried {
            println!("  untried: {} {}", one.operation, one.reason);
        }
        if name.is_none() {
            assert!(walked.discoveries.is_empty());
        }
    }
}
