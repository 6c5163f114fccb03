//! Where it happens: a directory with databases that the program's own commands have filled.

use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, ensure};

const ENCRYPTION_KEY: &str = "bench:kZsZswBayXFHX9t2RulD7mTagNwHBEEeFo25tUnJshI=";
pub const ORGANIZATION: &str = "bench";
/// Has no factor, so that a link holds a secret.
pub const NEWCOMER: &str = "newcomer";
/// Has one, so that the response is as long as it gets.
const ENROLLED: &str = "alice@example.com";
const USERS: usize = 1000;

pub struct Place {
    directory: tempfile::TempDir,
    organization_key: String,
    newcomer_key: String,
}

impl Place {
    pub fn new() -> anyhow::Result<Self> {
        // Beside the build, and not in /tmp: that may be memory, where a flush costs nothing.
        let mut place = Self {
            directory: tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?,
            organization_key: String::new(),
            newcomer_key: String::new(),
        };
        let database = place.path("mfa.db");
        place.fill(&database)?;
        place.organization_key = place.key(&database, &[])?;
        place.newcomer_key = place.key(&database, &["--user", NEWCOMER])?;
        Ok(place)
    }

    /// A second database like that of the server.
    pub fn another(&self) -> anyhow::Result<PathBuf> {
        let database = self.path("another.db");
        self.fill(&database)?;
        Ok(database)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    pub fn get(&self) -> String {
        let key = &self.organization_key;
        format!("GET /users/{ENROLLED}/mfa HTTP/1.1\r\nhost: bench\r\nreb-apikey: {key}\r\n\r\n")
    }

    pub fn post(&self) -> String {
        let key = &self.newcomer_key;
        format!(
            "POST /profile/mfa HTTP/1.1\r\nhost: bench\r\nreb-apikey: {key}\r\ncontent-length: 0\r\n\r\n"
        )
    }

    /// The server as an operator starts it, its log in a file.
    pub fn serve(&self) -> anyhow::Result<(Command, SocketAddr)> {
        let address = free_address()?;
        let mut command = mfa_server(&self.path("mfa.db"));
        command
            .arg("serve")
            .env("MFA_SERVER_LISTEN", address.to_string())
            .env("MFA_SERVER_PUBLIC_URL", "https://mfa.example.com")
            .env("MFA_SERVER_LOG_FORMAT", "json")
            .env("MFA_SERVER_MONITORING_LISTEN", "127.0.0.1:0")
            .stderr(std::fs::File::create(self.path("mfa.log"))?);
        Ok((command, address))
    }

    /// This program as a server: see [`crate::bare`].
    pub fn bare(&self, body: &str, log: Option<&Path>) -> anyhow::Result<(Command, SocketAddr)> {
        let address = free_address()?;
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["--bare", body, "--listen", &address.to_string()]);
        if let Some(log) = log {
            command.arg("--log").arg(log);
        }
        Ok((command, address))
    }

    fn fill(&self, database: &Path) -> anyhow::Result<()> {
        let mut users = format!(
            "id,mfa_type,totp_secret,last_auth_time\n{NEWCOMER},,,\n\
             {ENROLLED},guardian,JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP,2026-01-31T12:00:00Z\n"
        );
        for number in 0..USERS {
            users.push_str(&format!("user-{number},,,\n"));
        }
        let file = self.path("users.csv");
        std::fs::write(&file, users)?;
        let limit = u32::MAX.to_string();
        let add = ["organization", "add", ORGANIZATION, "--rate-limit", &limit];
        done(mfa_server(database).args(add))?;
        done(mfa_server(database).args(["user", "import"]).arg(file))?;
        Ok(())
    }

    fn key(&self, database: &Path, arguments: &[&str]) -> anyhow::Result<String> {
        let create = ["key", "create", "--json"];
        let out = done(mfa_server(database).args(create).args(arguments))?;
        let made: serde_json::Value = serde_json::from_str(&out)?;
        Ok(made["key"].as_str().context("no key was made")?.to_owned())
    }
}

/// The program, with nothing of this process's environment.
fn mfa_server(database: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mfa-server"));
    command
        .env_clear()
        .env(
            "MFA_SERVER_DATABASE",
            format!("sqlite:{}", database.display()),
        )
        .env("MFA_SERVER_ENCRYPTION_KEYS", ENCRYPTION_KEY)
        .stdin(Stdio::null());
    command
}

fn done(command: &mut Command) -> anyhow::Result<String> {
    let output = command.output()?;
    ensure!(
        output.status.success(),
        "{command:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(String::from_utf8(output.stdout)?)
}

/// An address that nobody uses at this moment.
fn free_address() -> anyhow::Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}
