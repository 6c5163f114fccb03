//! Running the binary: to its end, or as a server that is stopped by a signal.

use std::io::{BufRead, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc;
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

    pub fn write(&self, name: &str, text: &str) -> String {
        let path = self.path(name);
        std::fs::write(&path, text).unwrap();
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
            let (name, value) = line.split_once('=').unwrap();
            (name.to_owned(), value.to_owned())
        };
        self.read(".mfa/dev.env").lines().map(pair).collect()
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
    lines: mpsc::Receiver<String>,
}

impl Server {
    pub fn start(command: &mut Command) -> Self {
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let errors = BufReader::new(child.stderr.take().unwrap());
        let (sender, lines) = mpsc::channel();
        std::thread::spawn(move || {
            for line in errors.lines().map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        let mut server = Self {
            child,
            address: String::new(),
            lines,
        };
        let listening = server.line_with("listening");
        let line: serde_json::Value = serde_json::from_str(&listening).unwrap();
        server.address = line["address"].as_str().unwrap().to_owned();
        server
    }

    /// Waits for a line of the log.
    pub fn line_with(&self, text: &str) -> String {
        let end = Instant::now() + Duration::from_secs(20);
        let mut seen = Vec::new();
        while let Ok(line) = self
            .lines
            .recv_timeout(end.saturating_duration_since(Instant::now()))
        {
            if line.contains(text) {
                return line;
            }
            seen.push(line);
        }
        panic!("no line with {text:?} in {seen:#?}");
    }

    /// Waits until `file` tells of this server.
    pub fn announced_in(&self, file: &Path) {
        let end = Instant::now() + Duration::from_secs(20);
        while !std::fs::read_to_string(file).is_ok_and(|text| text.contains(&self.address)) {
            assert!(
                Instant::now() < end,
                "{} does not tell of the server",
                file.display()
            );
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Stops the server and gives what is left of its log.
    pub fn lines_to_the_end(mut self) -> Vec<String> {
        let id = self.child.id().to_string();
        Command::new("kill")
            .args(["-s", "TERM", &id])
            .status()
            .unwrap();
        self.child.wait().unwrap();
        self.lines.iter().collect()
    }

    /// Sends SIGTERM and gives the exit status and what was printed.
    pub fn stop(self) -> (Option<i32>, String) {
        self.stop_by("TERM")
    }

    pub fn stop_by(mut self, signal: &str) -> (Option<i32>, String) {
        let id = self.child.id().to_string();
        Command::new("kill")
            .args(["-s", signal, &id])
            .status()
            .unwrap();
        let mut printed = String::new();
        self.child
            .stdout
            .take()
            .unwrap()
            .read_to_string(&mut printed)
            .unwrap();
        (self.child.wait().unwrap().code(), printed)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
