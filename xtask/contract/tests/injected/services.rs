//! The services that faults are made of: how each is started, and who asks.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

pub struct Service {
    pub name: &'static str,
    pub spec: PathBuf,
    config: PathBuf,
    /// Tried when it is asked for.
    pub is_slow: bool,
}

pub struct Running {
    process: Child,
    pub address: String,
    /// Before the paths of the contract.
    pub path: String,
    pub config: PathBuf,
    pub environment: Vec<(String, String)>,
    /// Secrets of the second tenant, and what the first one has in their place.
    pub tenants: Vec<(String, String)>,
    _folder: tempfile::TempDir,
}

/// Secrets: those of the services in Python are in their tables.
const SECRETS: [(&str, &str); 12] = [
    ("SHOP_ALICE_KEY", "key-of-alice"),
    ("SHOP_BOB_KEY", "key-of-bob"),
    ("LIBRARY_NORTH_KEY", "key-north-1f7c"),
    ("LIBRARY_NORTH_TOKEN", "token-north-a41e"),
    ("LIBRARY_SOUTH_KEY", "key-south-93ab"),
    ("LIBRARY_SOUTH_TOKEN", "token-south-d2e9"),
    ("LIBRARY_READER_TOKEN", "token-north-reader-77d0"),
    ("LIBRARY_EXPIRED_TOKEN", "token-north-expired-0c52"),
    ("EAST_KEY", "workshop-east-5a"),
    ("EAST_PASSWORD", "east:sesame-east"),
    ("WEST_KEY", "workshop-west-7b"),
    ("WEST_PASSWORD", "west:sesame-west"),
];

/// By the names of their variables: what the second tenant has, what the first one has.
const TENANTS: [(&str, &str); 7] = [
    ("SHOP_BOB_KEY", "SHOP_ALICE_KEY"),
    ("LIBRARY_SOUTH_KEY", "LIBRARY_NORTH_KEY"),
    ("LIBRARY_SOUTH_TOKEN", "LIBRARY_NORTH_TOKEN"),
    ("WEST_KEY", "EAST_KEY"),
    ("WEST_PASSWORD", "EAST_PASSWORD"),
    ("MFA_ALICE_API_KEY", "MFA_DAVE_API_KEY"),
    ("MFA_JWT_ALICE", "MFA_JWT_DAVE"),
];

fn workspace() -> &'static Path {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.ancestors()
        .nth(2)
        .expect("the package is in a workspace")
}

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// The program of this build, or another one: a release.
pub fn contract() -> PathBuf {
    let other = std::env::var_os("CONTRACT").map(PathBuf::from);
    other.unwrap_or_else(|| env!("CARGO_BIN_EXE_contract").into())
}

/// The server of this build.
fn server() -> PathBuf {
    let sibling = Path::new(env!("CARGO_BIN_EXE_contract")).with_file_name("mfa-server");
    if !sibling.exists() {
        let status = Command::new(env!("CARGO"))
            .args(["build", "--quiet", "--package", "mfa-server"])
            .current_dir(workspace())
            .status();
        assert!(status.expect("cargo runs").success());
    }
    sibling
}

impl Service {
    /// None where what it needs is missing.
    pub fn named(name: &str) -> Option<Service> {
        let has_python = || {
            let is_there = Command::new("python3").arg("--version").output().is_ok();
            assert!(
                is_there || std::env::var_os("CI").is_none(),
                "python3 is needed"
            );
            is_there
        };
        Some(match name {
            "ours" => Service {
                name: "ours",
                spec: workspace().join("spec/openapi.yaml"),
                config: workspace().join("spec/conformance.toml"),
                is_slow: false,
            },
            "shop" => Service {
                name: "shop",
                spec: tests().join("injected/shop.yaml"),
                config: tests().join("injected/shop.toml"),
                is_slow: true,
            },
            "library" | "workshop" if has_python() => Service {
                name: if name == "library" {
                    "library"
                } else {
                    "workshop"
                },
                spec: tests().join(format!("conform/{name}.yaml")),
                config: tests().join(format!("conform/{name}.toml")),
                is_slow: true,
            },
            _ => return None,
        })
    }

    fn command(&self, folder: &Path) -> Command {
        let mut command = match self.name {
            "ours" => Command::new(server()),
            "shop" => Command::new(contract()),
            _ => Command::new("python3"),
        };
        match self.name {
            "ours" => command
                .args([
                    "dev",
                    "--listen",
                    "127.0.0.1:0",
                    "--log-format",
                    "json",
                    "--data",
                ])
                .arg(folder.join("data")),
            "shop" => command
                .args(["mock", "--stateful", "--port", "0", "--spec"])
                .arg(&self.spec)
                .arg("--config")
                .arg(&self.config)
                .envs(SECRETS),
            name => command.arg(tests().join("conform").join(name).join("service.py")),
        };
        command
    }
}

impl Running {
    pub fn start(service: &Service) -> Running {
        let folder = tempfile::tempdir().expect("a directory");
        let mut command = service.command(folder.path());
        let command = command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = command.spawn().expect("the service starts");
        let mut out = BufReader::new(process.stdout.take().expect("an output"));
        let url = loop {
            let mut line = String::new();
            let read = out.read_line(&mut line).expect("its output");
            assert!(read > 0, "{} has ended", service.name);
            if let Some(start) = line.find("http://") {
                break line[start + 7..].trim().to_owned();
            }
        };
        // Whoever writes into a full pipe waits.
        std::thread::spawn(move || std::io::copy(&mut out, &mut std::io::sink()));
        let (address, path) = url
            .split_once('/')
            .map_or((url.as_str(), String::new()), |(address, path)| {
                (address, format!("/{path}"))
            });
        let mut environment: Vec<(String, String)> = SECRETS
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        let own = std::fs::read_to_string(folder.path().join("data/dev.env")).unwrap_or_default();
        let pairs = own
            .lines()
            .filter_map(|line| line.strip_prefix("export ")?.split_once('='));
        environment.extend(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())));
        let value = |name: &str| {
            environment
                .iter()
                .find(|(known, _)| known == name)
                .map(|(_, value)| value.clone())
        };
        let tenants = TENANTS
            .iter()
            .filter_map(|(theirs, own)| Some((value(theirs)?, value(own)?)));
        Running {
            address: address.to_owned(),
            path,
            config: service.config.clone(),
            tenants: tenants.collect(),
            environment,
            process,
            _folder: folder,
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
