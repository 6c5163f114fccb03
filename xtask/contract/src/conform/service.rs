//! The service under test: built, started, awaited, and stopped again, whatever happens.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::config::ServiceConfig;
use super::credentials::Environment;

/// Why there is no service to ask.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    #[error("`{what}` cannot be run: {error}")]
    Run { what: String, error: std::io::Error },
    #[error("`{0}` failed")]
    Build(String),
    #[error("the service ended before it was ready: {0}")]
    Ended(String),
    #[error("the service was not ready at {url} within {seconds} s")]
    Late { url: String, seconds: u64 },
    #[error("there is no command in `[service]`")]
    NoCommand,
    #[error("cannot make a folder for the service's data: {0}")]
    Folder(std::io::Error),
}

/// A running service. It is stopped, and its data taken away, when this is dropped.
pub struct Service {
    child: Child,
    folder: PathBuf,
    pub url: String,
}

impl Service {
    /// `root` is the folder that commands run in.
    pub fn start(
        config: &ServiceConfig,
        root: &Path,
        environment: &mut Environment,
    ) -> Result<Service, ServiceError> {
        if let Some((program, arguments)) = config.build.split_first() {
            let status = Command::new(program)
                .args(arguments)
                .current_dir(root)
                .stdout(Stdio::null())
                .status();
            let what = config.build.join(" ");
            match status {
                Ok(status) if status.success() => {}
                Ok(_) => return Err(ServiceError::Build(what)),
                Err(error) => return Err(ServiceError::Run { what, error }),
            }
        }
        let port = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
        let port = port.map(|address| address.port()).unwrap_or_default();
        let folder =
            std::env::temp_dir().join(format!("contract-conform-{}-{port}", std::process::id()));
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
        started
            .args(arguments)
            .current_dir(root)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        for (name, value) in &config.environment {
            started.env(name, filled(value));
        }
        let child = started.spawn().map_err(|error| {
            let _ = std::fs::remove_dir_all(&folder);
            ServiceError::Run {
                what: command.join(" "),
                error,
            }
        })?;
        let mut service = Service {
            child,
            folder: folder.clone(),
            url: filled(&config.url),
        };
        service.wait(config, root)?;
        if let Some(path) = &config.credentials {
            let path = filled(path);
            let path = root.join(path);
            // It is written when the service is ready, or a moment later.
            let deadline = Instant::now() + Duration::from_secs(config.start_within);
            while !path.exists() && Instant::now() < deadline {
                std::thread::sleep(Duration::from_millis(20));
            }
            if let Ok(text) = std::fs::read_to_string(&path) {
                environment.add(&text);
            }
        }
        Ok(service)
    }

    fn wait(&mut self, config: &ServiceConfig, _root: &Path) -> Result<(), ServiceError> {
        let deadline = Instant::now() + Duration::from_secs(config.start_within);
        let authority = authority(&self.url);
        while Instant::now() < deadline {
            if let Ok(Some(status)) = self.child.try_wait() {
                return Err(ServiceError::Ended(status.to_string()));
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
        })
    }
}

/// `host:port` of a URL.
pub fn authority(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split('/').next().unwrap_or_default();
    match host.contains(':') {
        true => host.to_owned(),
        false => format!("{host}:80"),
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
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
