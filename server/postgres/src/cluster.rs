//! A cluster: one PostgreSQL server and its data.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::process::{Account, done, settle, signal, watch};
use crate::programs::Programs;

/// How long anything may take on a busy machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// The role that owns the databases. It is not a superuser.
const ROLE: &str = "mfa";

/// Its password, which connections over TCP need: as a URL must escape it, too.
const PASSWORD: &str = "test only/%";
const ESCAPED_PASSWORD: &str = "test%20only%2F%25";

/// Whether what was committed outlasts a crash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// It may not: quick, for tests that end no cluster.
    Fast,
    /// It does, as in production.
    Durable,
}

/// A PostgreSQL server with data of its own, in a temporary folder. It ends when the value is dropped
/// or the process ends.
pub struct Cluster {
    pub(crate) programs: Programs,
    pub(crate) folder: PathBuf,
    pub(crate) account: Option<Account>,
    port: u16,
    postmaster: Mutex<Option<Child>>,
    watcher: Child,
    databases: AtomicU32,
}

impl Cluster {
    /// Makes a cluster and starts it. The settings are of `postgresql.conf`, after those that all have.
    pub fn start(
        programs: &Programs,
        durability: Durability,
        settings: &[(&str, &str)],
    ) -> Arc<Self> {
        let mut cluster = Self::empty(programs);
        let password = cluster.folder.join("superuser.password");
        std::fs::write(&password, PASSWORD).unwrap();
        if let Some(account) = cluster.account {
            account.give(&password);
        }
        done(
            cluster
                .command("initdb")
                .args(["--no-sync", "--locale=C", "--encoding=UTF8"])
                .args([
                    "--username=postgres",
                    "--auth-local=trust",
                    "--auth-host=scram-sha-256",
                ])
                .arg(format!("--pwfile={}", password.display()))
                .arg("--pgdata")
                .arg(cluster.data()),
        );
        let off = (durability == Durability::Fast).then_some([
            ("fsync", "off"),
            ("full_page_writes", "off"),
            ("synchronous_commit", "off"),
        ]);
        let own = [("max_connections", "200"), ("shared_buffers", "32MB")];
        let all = own.iter().chain(off.iter().flatten()).chain(settings);
        let lines: String = all
            .map(|(name, value)| format!("{name} = '{}'\n", value.replace('\'', "''")))
            .collect();
        cluster.configure(&lines);
        cluster.start_first();
        cluster.sql(
            "postgres",
            &format!("CREATE ROLE {ROLE} LOGIN PASSWORD '{PASSWORD}'"),
        );
        Arc::new(cluster)
    }

    /// A folder and its watcher.
    pub(crate) fn empty(programs: &Programs) -> Self {
        let account = Account::unprivileged();
        let prefix = "mfa-postgres-";
        let folder = tempfile::Builder::new().prefix(prefix).tempdir().unwrap();
        // The watcher removes it, also after the end of this process.
        let folder = folder.keep();
        if let Some(account) = account {
            account.give(&folder);
        }
        Self {
            programs: programs.clone(),
            watcher: watch(&folder, account),
            folder,
            account,
            port: 0,
            postmaster: Mutex::new(None),
            databases: AtomicU32::new(0),
        }
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// Adds lines to `postgresql.conf`.
    pub(crate) fn configure(&self, lines: &str) {
        use std::io::Write as _;
        let file = self.data().join("postgresql.conf");
        let mut file = std::fs::File::options().append(true).open(file).unwrap();
        file.write_all(lines.as_bytes()).unwrap();
    }

    /// A program of PostgreSQL, as the account that the server runs as.
    pub(crate) fn command(&self, name: &str) -> Command {
        let mut command = self.programs.command(name);
        settle(&mut command, self.account, &self.folder);
        command
    }

    /// Starts on a port that is free. It may be somebody else's a moment later.
    pub(crate) fn start_first(&mut self) {
        for _ in 0..5 {
            let free = TcpListener::bind("127.0.0.1:0").unwrap();
            self.port = free.local_addr().unwrap().port();
            drop(free);
            match self.try_start() {
                Err(log) if log.contains("Address already in use") => {}
                started => return started.unwrap_or_else(|log| panic!("{log}")),
            }
        }
        panic!("no port of this machine stays free");
    }

    /// Starts the server again after [`stop`](Self::stop) or [`kill`](Self::kill), where it was, and
    /// waits until it takes connections.
    pub fn start_again(&self) {
        let end = Instant::now() + PATIENCE;
        loop {
            match self.try_start() {
                Ok(()) => return,
                // Processes of one that was killed take a moment to see it, and end.
                Err(log)
                    if Instant::now() < end
                        && (log.contains("pre-existing shared memory block")
                            || log.contains("postmaster.pid")) =>
                {
                    std::thread::sleep(Duration::from_millis(50));
                }
                Err(log) => panic!("{log}"),
            }
        }
    }

    /// An error is what the server logged before it gave up.
    fn try_start(&self) -> Result<(), String> {
        let mut postmaster = self.postmaster.lock().unwrap();
        assert!(postmaster.is_none(), "the cluster runs already");
        let log_file = self.folder.join("log");
        let log = std::fs::File::create(&log_file).unwrap();
        let mut started = self
            .command("postgres")
            .arg("-D")
            .arg(self.data())
            .args(["-h", "127.0.0.1", "-p", &self.port.to_string(), "-k"])
            .arg(&self.folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .unwrap();
        let end = Instant::now() + PATIENCE;
        while !self.takes_connections() {
            let said = || std::fs::read_to_string(&log_file).unwrap_or_default();
            if started.try_wait().unwrap().is_some() {
                return Err(said());
            }
            assert!(
                Instant::now() < end,
                "PostgreSQL does not start: {}",
                said()
            );
            std::thread::sleep(Duration::from_millis(20));
        }
        *postmaster = Some(started);
        Ok(())
    }

    fn takes_connections(&self) -> bool {
        let asked = self
            .command("pg_isready")
            .args(["--quiet", "--dbname=postgres", "--username=postgres"])
            .args(["--host", "127.0.0.1", "--port", &self.port.to_string()])
            .status();
        asked.unwrap().success()
    }

    /// Stops the server as an administrator does: connections are ended, what they do is rolled back.
    pub fn stop(&self) {
        self.end("INT");
    }

    /// Kills the server (SIGKILL), as a machine that fails would. Returns when nothing of it is left.
    pub fn kill(&self) {
        self.end("KILL");
        // Its processes end when they see that it has: the data is not safe to touch before.
        let end = Instant::now() + PATIENCE;
        let folder = self.data();
        while processes_in(&folder) {
            assert!(Instant::now() < end, "processes of the killed server stay");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    fn end(&self, name: &str) {
        let postmaster = self.postmaster.lock().unwrap().take();
        let mut postmaster = postmaster.expect("the cluster runs");
        signal(&postmaster, name);
        postmaster.wait().unwrap();
    }

    /// Makes an empty database, which the role of [`Database::url`] owns.
    pub fn database(self: &Arc<Self>) -> Database {
        let number = self.databases.fetch_add(1, Ordering::Relaxed);
        let name = format!("test_{number}");
        self.sql(
            "postgres",
            &format!("CREATE DATABASE {name} OWNER {ROLE} TEMPLATE template0"),
        );
        Database {
            cluster: Arc::clone(self),
            name,
        }
    }

    /// Where it listens for TCP.
    pub fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// The directory of its Unix socket.
    pub fn socket(&self) -> &Path {
        &self.folder
    }

    /// Its port, by TCP and in the name of its socket.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Runs statements as a superuser, and gives what they gave: a line for each row, with `|` between
    /// columns.
    pub fn sql(&self, database: &str, statements: &str) -> String {
        done(&mut self.psql(database, statements)).trim_end().into()
    }

    /// As [`sql`](Self::sql), where they may fail: what PostgreSQL says of it.
    ///
    /// # Errors
    /// They failed.
    pub fn try_sql(&self, database: &str, statements: &str) -> Result<String, String> {
        let ran = self.psql(database, statements).output().unwrap();
        if ran.status.success() {
            Ok(String::from_utf8(ran.stdout).unwrap().trim_end().into())
        } else {
            Err(String::from_utf8_lossy(&ran.stderr).into_owned())
        }
    }

    fn psql(&self, database: &str, statements: &str) -> Command {
        let mut command = self.command("psql");
        command
            .args(["--no-psqlrc", "--no-align", "--tuples-only", "--quiet"])
            .args(["--set", "ON_ERROR_STOP=1", "--username=postgres", "--host"])
            .arg(&self.folder)
            .args(["--port", &self.port.to_string(), "--dbname", database])
            .args(["--command", statements]);
        command
    }

    /// What the server has logged since it was last started.
    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.join("log")).unwrap()
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Ok(Some(mut postmaster)) = self.postmaster.lock().map(|mut one| one.take()) {
            signal(&postmaster, "QUIT");
            let _ = postmaster.wait();
        }
        drop(self.watcher.stdin.take());
        let _ = self.watcher.wait();
    }
}

/// Whether any process works in a directory: those of PostgreSQL do, in their data's.
fn processes_in(directory: &Path) -> bool {
    let entries = std::fs::read_dir("/proc").unwrap().flatten();
    entries
        .filter_map(|entry| std::fs::read_link(entry.path().join("cwd")).ok())
        .any(|cwd| cwd == directory)
}

/// An empty database of a cluster, dropped with the value.
pub struct Database {
    cluster: Arc<Cluster>,
    name: String,
}

impl Database {
    /// Over TCP, with a password.
    pub fn url(&self) -> String {
        self.url_at(&[&self.cluster])
    }

    /// Over TCP, at the first of these clusters that takes writes: a primary and its standbys.
    pub fn url_at(&self, clusters: &[&Cluster]) -> String {
        let hosts: Vec<_> = clusters.iter().map(|one| one.address()).collect();
        let (hosts, name) = (hosts.join(","), &self.name);
        format!("postgres://{ROLE}:{ESCAPED_PASSWORD}@{hosts}/{name}")
    }

    /// Over the Unix socket, without a password.
    pub fn socket_url(&self) -> String {
        let (socket, port) = (self.cluster.socket().display(), self.cluster.port());
        let name = &self.name;
        format!("postgres:///{name}?host={socket}&port={port}&user={ROLE}")
    }

    /// What it is called in its cluster.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Where it is.
    pub fn cluster(&self) -> &Arc<Cluster> {
        &self.cluster
    }

    /// Runs statements in it as a superuser: see [`Cluster::sql`].
    pub fn sql(&self, statements: &str) -> String {
        self.cluster.sql(&self.name, statements)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        // The cluster may be stopped or a standby by now, and goes anyway.
        let statement = format!("DROP DATABASE {} WITH (FORCE)", self.name);
        let mut psql = self.cluster.psql("postgres", &statement);
        // Nor does anybody wait for a standby that is gone.
        psql.env(
            "PGOPTIONS",
            "-c synchronous_commit=local -c lock_timeout=30s",
        );
        let _ = psql.output();
    }
}
