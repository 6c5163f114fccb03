//! Running the binary: to its end, or as a server that is stopped by a signal.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

/// A directory to work in, and nothing of this process's environment.
pub struct Place {
    directory: tempfile::TempDir,
}

/// What a command left behind.
pub struct Ran {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Place {
    pub fn new() -> Self {
        Self {
            directory: tempfile::tempdir().unwrap(),
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    /// Nobody else can read it: it may be a key.
    pub fn write(&self, name: &str, text: &str) -> String {
        use std::os::unix::fs::PermissionsExt as _;
        let path = self.path(name);
        std::fs::write(&path, text).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        path.display().to_string()
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mfa-server"));
        command
            .args(arguments)
            .env_clear()
            // Many run at once.
            .env("MFA_SERVER_MONITORING_LISTEN", "127.0.0.1:0")
            .current_dir(self.directory.path());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Ran {
        self.command(arguments).output().unwrap().into()
    }

    /// Runs a command that must succeed.
    pub fn done(&self, arguments: &[&str]) -> String {
        let ran = self.run(arguments);
        assert_eq!(ran.code, Some(0), "{arguments:?}: {}", ran.err);
        ran.out
    }

    pub fn json(&self, arguments: &[&str]) -> serde_json::Value {
        let mut with_json = arguments.to_vec();
        with_json.push("--json");
        serde_json::from_str(&self.done(&with_json)).unwrap()
    }

    pub fn server(&self, arguments: &[&str]) -> Server {
        Server::start(&mut self.command(arguments))
    }

    /// The names and values of `.mfa/dev.env`.
    pub fn env(&self) -> Vec<(String, String)> {
        let pair = |line: &str| {
            let assigned = line.strip_prefix("export ").unwrap();
            let (name, value) = assigned.split_once('=').unwrap();
            (name.to_owned(), value.to_owned())
        };
        self.read(".mfa/dev.env").lines().map(pair).collect()
    }

    /// The sample organization of `dev` gets the simulated tenant of Auth0, as an operator sets it up.
    pub fn set_up_auth0(&self) {
        let secret = self.write("auth0.secret", &self.env_value("MFA_AUTH0_CLIENT_SECRET"));
        let domain = format!("domain={}", self.env_value("MFA_AUTH0_DOMAIN"));
        let client = format!("client_id={}", self.env_value("MFA_AUTH0_CLIENT_ID"));
        let set = ["organization", "factor", "set", "sample", "guardian"];
        self.done(&[&set[..], &[&domain, &client, "--secret-file", &secret]].concat());
    }

    pub fn env_value(&self, name: &str) -> String {
        self.env()
            .into_iter()
            .find(|(known, _)| known == name)
            .unwrap()
            .1
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// A server that has said that it listens. Dropping it kills it.
pub struct Server {
    child: Child,
    pub address: String,
    /// Standard error: the log.
    log: Arc<Lines>,
    /// Standard output: what is said to the person who started it.
    printed: Arc<Lines>,
}

impl Server {
    pub fn start(command: &mut Command) -> Self {
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let log = Lines::gather(child.stderr.take().unwrap());
        let printed = Lines::gather(child.stdout.take().unwrap());
        let mut server = Self {
            child,
            address: String::new(),
            log,
            printed,
        };
        let listening = server.line_with("\"listening\"");
        let line: serde_json::Value = serde_json::from_str(&listening).unwrap();
        server.address = line["address"].as_str().unwrap().to_owned();
        server
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Waits for a line of the log, after those that were waited for before.
    pub fn line_with(&self, text: &str) -> String {
        self.log.next_with(text)
    }

    /// Waits until `file` tells of this server.
    pub fn announced_in(&self, file: &Path) {
        let end = Instant::now() + PATIENCE;
        while !std::fs::read_to_string(file).is_ok_and(|text| text.contains(&self.address)) {
            assert!(
                Instant::now() < end,
                "{} does not tell of the server",
                file.display()
            );
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Of the process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    pub fn signal(&self, name: &str) {
        let id = self.id().to_string();
        let sent = Command::new("kill").args(["-s", name, &id]).status();
        assert!(sent.unwrap().success(), "SIG{name} could not be sent");
    }

    /// Waits for the end that a signal caused, and gives the exit status with all that was ever
    /// logged and printed.
    pub fn end(mut self) -> (Option<i32>, Vec<String>) {
        let code = self.exit_code();
        let mut all = self.log.all_to_the_end();
        all.extend(self.printed.all_to_the_end());
        (code, all)
    }

    /// Stops the server and gives its log.
    pub fn lines_to_the_end(mut self) -> Vec<String> {
        self.signal("TERM");
        self.exit_code();
        self.log.all_to_the_end()
    }

    /// Waits for the end, in patience but not for ever.
    fn exit_code(&mut self) -> Option<i32> {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            assert!(Instant::now() < end, "the server does not end");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Sends SIGTERM and gives the exit status and what was printed.
    pub fn stop(self) -> (Option<i32>, String) {
        self.stop_by("TERM")
    }

    pub fn stop_by(mut self, signal: &str) -> (Option<i32>, String) {
        self.signal(signal);
        let code = self.exit_code();
        (code, self.printed.all_to_the_end().join("\n"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// How long anything may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// What a program wrote, line by line, as it comes.
#[derive(Default)]
struct Lines {
    state: Mutex<Written>,
    changed: Condvar,
}

#[derive(Default)]
struct Written {
    lines: Vec<String>,
    /// How many of them were waited for already.
    seen: usize,
    ended: bool,
}

impl Lines {
    fn gather(stream: impl Read + Send + 'static) -> Arc<Self> {
        let lines = Arc::new(Self::default());
        let sink = Arc::clone(&lines);
        std::thread::spawn(move || {
            for line in BufReader::new(stream).lines().map_while(Result::ok) {
                sink.state.lock().unwrap().lines.push(line);
                sink.changed.notify_all();
            }
            sink.state.lock().unwrap().ended = true;
            sink.changed.notify_all();
        });
        lines
    }

    fn next_with(&self, text: &str) -> String {
        let end = Instant::now() + PATIENCE;
        let mut state = self.state.lock().unwrap();
        loop {
            while let Some(line) = state.lines.get(state.seen).cloned() {
                state.seen += 1;
                if line.contains(text) {
                    return line;
                }
            }
            let left = end.saturating_duration_since(Instant::now());
            assert!(
                !state.ended && !left.is_zero(),
                "no line with {text:?} in {:#?}",
                state.lines
            );
            state = self.changed.wait_timeout(state, left).unwrap().0;
        }
    }

    /// Only for a program that has ended.
    fn all_to_the_end(&self) -> Vec<String> {
        let state = self.state.lock().unwrap();
        let state = self.changed.wait_while(state, |state| !state.ended);
        state.unwrap().lines.clone()
    }
}
