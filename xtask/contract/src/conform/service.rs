//! The service under test: built, started, awaited, and stopped again, whatever happens.

use std::fs::File;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use super::config::ServiceConfig;
use super::credentials::Environment;
use super::run::Interrupt;

/// So many of its last lines tell what happened.
const LINES: usize = 12;
/// How long it may take to end when it is asked to.
const PATIENCE: Duration = Duration::from_secs(2);
/// What a stack trace begins with, in the languages that services are written in.
const TRACES: [&str; 6] = [
    "Traceback (most recent call last)",
    "panicked at",
    "goroutine 1 [",
    "Unhandled exception",
    "Exception in thread",
    "UnhandledPromiseRejection",
];

/// Why there is no service to ask.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    #[error("`{what}` cannot be run: {error}")]
    Run { what: String, error: std::io::Error },
    #[error("`{what}` failed ({status}){log}")]
    Build {
        what: String,
        status: ExitStatus,
        log: Log,
    },
    #[error("the service ended before it was ready ({status}){log}")]
    Ended { status: ExitStatus, log: Log },
    #[error("the service was not ready at {url} within {seconds} s{log}")]
    Late { url: String, seconds: u64, log: Log },
    #[error(
        "the service wrote no {path} within {seconds} s, which `credentials` of `[service]` names{log}"
    )]
    NoCredentials {
        path: String,
        seconds: u64,
        log: Log,
    },
    #[error("there is no command in `[service]`")]
    NoCommand,
    #[error("`url` of `[service]`: {0}")]
    Url(String),
    #[error("cannot make a folder for the service's data: {0}")]
    Folder(std::io::Error),
    #[error("it was interrupted")]
    Interrupted,
}

/// The last lines that a program wrote, without secrets.
#[derive(Clone, Debug, Default)]
pub struct Log(pub Vec<String>);

impl std::fmt::Display for Log {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0.is_empty() {
            true => out.write_str("; it wrote nothing"),
            false => {
                out.write_str("; it wrote last:")?;
                self.0
                    .iter()
                    .try_for_each(|line| write!(out, "\n  | {line}"))
            }
        }
    }
}

impl Log {
    /// The end of a file, with variables in place of the values that an environment has.
    fn read(path: &Path, environment: &Environment) -> Log {
        let lines = lines(path);
        let first = lines.len().saturating_sub(LINES);
        let last = lines[first..].iter();
        Log(last.map(|line| environment.hide(line)).collect())
    }

    /// The stack trace that a file has, from its first line.
    fn trace(path: &Path, environment: &Environment) -> Option<Log> {
        let lines = lines(path);
        let is_trace = |line: &String| TRACES.iter().any(|trace| line.contains(trace));
        let first = lines.iter().position(is_trace)?;
        let shown = lines[first..].iter().take(LINES);
        Some(Log(shown.map(|line| environment.hide(line)).collect()))
    }
}

fn lines(path: &Path) -> Vec<String> {
    let bytes = std::fs::read(path).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let lines = text.lines().map(|line| {
        let shown = line.chars().filter(|c| !c.is_control()).take(400);
        shown.collect::<String>()
    });
    lines.filter(|line| !line.trim().is_empty()).collect()
}

/// A running service. It is stopped, and its data taken away, when this is dropped.
pub struct Service {
    child: Child,
    folder: PathBuf,
    log: PathBuf,
    pub url: String,
}

impl Service {
    /// `root` is the folder that commands run in.
    pub fn start(
        config: &ServiceConfig,
        root: &Path,
        environment: &mut Environment,
        interrupt: &Interrupt,
    ) -> Result<Service, ServiceError> {
        let port = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
        let port = port.map(|address| address.port()).unwrap_or_default();
        let folder =
            std::env::temp_dir().join(format!("contract-conform-{}-{port}", std::process::id()));
        let log = folder.with_extension("log");
        build(config, root, &log, environment, interrupt)?;
        std::fs::create_dir_all(&folder).map_err(ServiceError::Folder)?;
        let filled = |text: &str| {
            let target = std::env::var("CARGO_TARGET_DIR").unwrap_or_else(|_| "target".to_owned());
            let text = text.replace("{port}", &port.to_string());
            let text = text.replace("{target}", &target);
            text.replace("{folder}", &folder.display().to_string())
        };
        let command: Vec<String> = config.command.iter().map(|part| filled(part)).collect();
        let Some((program, arguments)) = command.split_first() else {
            return Err(ServiceError::NoCommand);
        };
        let mut started = Command::new(program);
        started.args(arguments);
        for (name, value) in &config.environment {
            started.env(name, filled(value));
        }
        let child = spawn(started, root, &log).map_err(|error| {
            let _ = std::fs::remove_dir_all(&folder);
            let _ = std::fs::remove_file(&log);
            ServiceError::Run {
                what: command.join(" "),
                error,
            }
        })?;
        let mut service = Service {
            child,
            folder: folder.clone(),
            log,
            url: filled(&config.url),
        };
        service.wait(config, environment, interrupt)?;
        if let Some(path) = &config.credentials {
            let path = root.join(filled(path));
            service.read_credentials(config, &path, environment, interrupt)?;
        }
        Ok(service)
    }

    fn wait(
        &mut self,
        config: &ServiceConfig,
        environment: &Environment,
        interrupt: &Interrupt,
    ) -> Result<(), ServiceError> {
        let deadline = Instant::now() + Duration::from_secs(config.start_within);
        let authority = authority(&self.url).map_err(ServiceError::Url)?;
        while Instant::now() < deadline {
            if interrupt.is_asked() {
                return Err(ServiceError::Interrupted);
            }
            if let Ok(Some(status)) = self.child.try_wait() {
                let log = Log::read(&self.log, environment);
                return Err(ServiceError::Ended { status, log });
            }
            let is_ready = match &config.ready {
                Some(path) => answers(&authority, path),
                None => std::net::TcpStream::connect(&authority).is_ok(),
            };
            if is_ready {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Err(ServiceError::Late {
            url: self.url.clone(),
            seconds: config.start_within,
            log: Log::read(&self.log, environment),
        })
    }

    /// It is written when the service is ready, or a moment later.
    fn read_credentials(
        &self,
        config: &ServiceConfig,
        path: &Path,
        environment: &mut Environment,
        interrupt: &Interrupt,
    ) -> Result<(), ServiceError> {
        let deadline = Instant::now() + Duration::from_secs(config.start_within);
        while Instant::now() < deadline {
            if interrupt.is_asked() {
                return Err(ServiceError::Interrupted);
            }
            if let Ok(text) = std::fs::read_to_string(path) {
                environment.add(&text);
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Err(ServiceError::NoCredentials {
            path: path.display().to_string(),
            seconds: config.start_within,
            log: Log::read(&self.log, environment),
        })
    }

    /// How it ended, and what it wrote last; none while it runs.
    pub fn ended(&mut self, environment: &Environment) -> Option<(ExitStatus, Log)> {
        // A connection is refused a moment before the process is gone.
        let deadline = Instant::now() + Duration::from_millis(500);
        loop {
            if let Ok(Some(status)) = self.child.try_wait() {
                return Some((status, Log::read(&self.log, environment)));
            }
            if Instant::now() > deadline {
                return None;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// The first stack trace that it wrote.
    pub fn trace(&self, environment: &Environment) -> Option<Log> {
        Log::trace(&self.log, environment)
    }
}

fn build(
    config: &ServiceConfig,
    root: &Path,
    log: &Path,
    environment: &Environment,
    interrupt: &Interrupt,
) -> Result<(), ServiceError> {
    let Some((program, arguments)) = config.build.split_first() else {
        return Ok(());
    };
    let what = config.build.join(" ");
    let mut command = Command::new(program);
    command.args(arguments);
    let result = spawn(command, root, log)
        .map_err(|error| ServiceError::Run {
            what: what.clone(),
            error,
        })
        .and_then(|mut child| {
            loop {
                match child.try_wait() {
                    Ok(Some(status)) if status.success() => return Ok(()),
                    Ok(Some(status)) => {
                        let log = Log::read(log, environment);
                        return Err(ServiceError::Build { what, status, log });
                    }
                    Ok(None) if interrupt.is_asked() => {
                        stop(&mut child);
                        return Err(ServiceError::Interrupted);
                    }
                    Ok(None) => std::thread::sleep(Duration::from_millis(20)),
                    Err(error) => return Err(ServiceError::Run { what, error }),
                }
            }
        });
    let _ = std::fs::remove_file(log);
    result
}

/// Starts a program, with what it writes in a file. What it starts itself is stopped with it.
fn spawn(mut command: Command, root: &Path, log: &Path) -> std::io::Result<Child> {
    let out = File::create(log)?;
    let err = out.try_clone()?;
    command
        .current_dir(root)
        .stdin(Stdio::null())
        .stdout(out)
        .stderr(err);
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    command.spawn()
}

/// Asks a program and what it started to end, and ends them.
fn stop(child: &mut Child) {
    #[cfg(unix)]
    {
        use rustix::process::{Pid, Signal, kill_process_group};
        let group = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
        let tell = |signal| {
            if let Some(group) = group {
                let _ = kill_process_group(group, signal);
            }
        };
        tell(Signal::TERM);
        let deadline = Instant::now() + PATIENCE;
        while matches!(child.try_wait(), Ok(None)) && Instant::now() < deadline {
            std::thread::sleep(Duration::from_millis(10));
        }
        tell(Signal::KILL);
    }
    let _ = child.kill();
    let _ = child.wait();
}

/// `host:port` of a URL without TLS: a service that is started here needs none.
fn authority(url: &str) -> Result<String, String> {
    let wrong = || format!("`{url}` is none: write `http://127.0.0.1:{{port}}`");
    let rest = url.strip_prefix("http://").ok_or_else(wrong)?;
    let host = rest.split('/').next().unwrap_or_default();
    match host.rsplit_once(':') {
        Some((name, port)) if !name.is_empty() && port.parse::<u16>().is_ok() => {
            Ok(host.to_owned())
        }
        Some(_) => Err(wrong()),
        None => Ok(format!("{host}:80")),
    }
}

/// Whether a path has any response but an error of the server.
fn answers(authority: &str, path: &str) -> bool {
    use std::io::{Read, Write};
    let Ok(mut stream) = std::net::TcpStream::connect(authority) else {
        return false;
    };
    let _ = stream.set_read_timeout(Some(Duration::from_secs(2)));
    let request = format!("GET {path} HTTP/1.1\r\nHost: {authority}\r\nConnection: close\r\n\r\n");
    if stream.write_all(request.as_bytes()).is_err() {
        return false;
    }
    let mut start = [0; 12];
    stream.read_exact(&mut start).is_ok() && start.starts_with(b"HTTP/1.") && start[9] != b'5'
}

impl Drop for Service {
    fn drop(&mut self) {
        stop(&mut self.child);
        let _ = std::fs::remove_dir_all(&self.folder);
        let _ = std::fs::remove_file(&self.log);
    }
}
