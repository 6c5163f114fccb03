//! A Chromium that is driven over the DevTools protocol through a pipe.
//!
//! Written here because the whole of it is small, and the crates for it are not: chromiumoxide 0.9
//! compiles 111 000 generated lines, minutes of a small machine, for the twenty methods that these
//! stories call. A pipe, unlike a port, is nobody else's, and Chromium ends when it closes.

use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, Weak};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long anything may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

pub struct Chromium {
    process: Child,
    to: Mutex<ChildStdin>,
    inbox: Arc<Inbox>,
    next: AtomicU64,
    _profile: tempfile::TempDir,
}

/// The one that all stories share while any of them runs, each in a context of its own (cookies and
/// downloads). None, and a word about it, where there is no Chromium.
pub fn chromium(story: &str) -> Option<Arc<Chromium>> {
    static SHARED: Mutex<Weak<Chromium>> = Mutex::new(Weak::new());
    let Some(program) = program() else {
        let why = "there is no chromium, chromium-browser or google-chrome, nor $CHROMIUM";
        assert!(
            std::env::var_os("CI").is_none_or(|ci| ci != "true"),
            "{story}: {why}"
        );
        // Not captured, unlike what is printed.
        let _ = writeln!(std::io::stderr(), "SKIPPED {story}: {why}");
        return None;
    };
    let mut shared = SHARED
        .lock()
        .unwrap_or_else(|poisoned| poisoned.into_inner());
    Some(shared.upgrade().unwrap_or_else(|| {
        let started = Arc::new(Chromium::start(&program));
        *shared = Arc::downgrade(&started);
        started
    }))
}

fn program() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("CHROMIUM") {
        return Some(named.into());
    }
    let path = std::env::var_os("PATH")?;
    let names = ["chromium", "chromium-browser", "google-chrome"];
    std::env::split_paths(&path)
        .flat_map(|directory| names.map(|name| directory.join(name)))
        .find(|candidate| candidate.is_file())
}

impl Chromium {
    fn start(program: &std::path::Path) -> Self {
        let profile = tempfile::tempdir().unwrap();
        // Chromium reads from 3 and writes to 4.
        let mut process = Command::new("sh")
            .args([
                "-c",
                "exec \"$0\" \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>&1",
            ])
            .arg(program)
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
            ])
            .args(["--no-first-run", "--disable-background-networking"])
            .args([
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
            ])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg("--remote-debugging-pipe")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let to = Mutex::new(process.stdin.take().unwrap());
        let inbox = Arc::<Inbox>::default();
        let from = BufReader::new(process.stdout.take().unwrap());
        let sink = Arc::clone(&inbox);
        std::thread::spawn(move || {
            for message in from.split(0).map_while(Result::ok) {
                let message = serde_json::from_slice(&message).expect("the protocol is JSON");
                sink.take(|state| state.receive(message));
            }
            sink.take(|state| state.ended = true);
        });
        Self {
            process,
            to,
            inbox,
            next: AtomicU64::new(1),
            _profile: profile,
        }
    }

    /// Calls a method and gives its result.
    pub fn call(&self, session: Option<&str>, method: &str, params: Value) -> Value {
        self.try_call(session, method, params)
            .unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    pub fn try_call(
        &self,
        session: Option<&str>,
        method: &str,
        params: Value,
    ) -> Result<Value, Value> {
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        let mut message = json!({ "id": id, "method": method, "params": params });
        if let Some(session) = session {
            message["sessionId"] = session.into();
        }
        let mut bytes = message.to_string().into_bytes();
        bytes.push(0);
        self.to
            .lock()
            .unwrap()
            .write_all(&bytes)
            .expect("Chromium runs");
        let mut response = self.inbox.wait(method, |state| state.responses.remove(&id));
        match response.get("error") {
            Some(error) => Err(error.clone()),
            None => Ok(response["result"].take()),
        }
    }

    /// How many events there were so far: a place to wait from.
    pub fn now(&self) -> usize {
        self.inbox.state.lock().unwrap().events.len()
    }

    /// Waits for an event that comes after `from`.
    pub fn event(&self, from: usize, what: &str, is_it: impl Fn(&Value) -> bool) -> Value {
        self.inbox.wait(what, |state| {
            state.events[from..]
                .iter()
                .find(|event| is_it(event))
                .cloned()
        })
    }

    pub fn events(&self, from: usize) -> Vec<Value> {
        self.inbox.state.lock().unwrap().events[from..].to_vec()
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        // It ends by itself then, with all of its processes, and the profile can be removed.
        let _ = self.try_close();
        let end = Instant::now() + Duration::from_secs(10);
        while Instant::now() < end && matches!(self.process.try_wait(), Ok(None)) {
            std::thread::sleep(Duration::from_millis(10));
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Chromium {
    fn try_close(&self) -> std::io::Result<()> {
        let mut to = self
            .to
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner());
        to.write_all(b"{\"id\":0,\"method\":\"Browser.close\"}\0")
    }
}

#[derive(Default)]
struct Inbox {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    responses: HashMap<u64, Value>,
    events: Vec<Value>,
    ended: bool,
}

impl State {
    fn receive(&mut self, message: Value) {
        match message["id"].as_u64() {
            Some(id) => {
                self.responses.insert(id, message);
            }
            None => self.events.push(message),
        }
    }
}

impl Inbox {
    fn take(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.state.lock().unwrap());
        self.changed.notify_all();
    }

    fn wait<T>(&self, what: &str, mut find: impl FnMut(&mut State) -> Option<T>) -> T {
        let end = Instant::now() + PATIENCE;
        let mut state = self.state.lock().unwrap();
        loop {
            if let Some(found) = find(&mut state) {
                return found;
            }
            let left = end.saturating_duration_since(Instant::now());
            if state.ended || left.is_zero() {
                let ended = state.ended;
                drop(state); // a story that fails leaves the others their Chromium
                panic!("waited for {what} in vain (Chromium ended: {ended})");
            }
            state = self.changed.wait_timeout(state, left).unwrap().0;
        }
    }
}
