//! Where a reader is: a folder, a terminal, and the programs of this workspace.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// How long anything may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

pub fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .expect("the package is in a workspace")
}

/// Where cargo puts the programs of this build.
pub fn programs() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_contract"))
        .parent()
        .expect("a directory")
}

/// A program of this workspace. It is there when all tests are run; when some
/// are, it may have to be built.
pub fn program(package: &str, path: &str, more: &[&str]) -> PathBuf {
    let program = programs().join(path);
    if !program.exists() {
        let status = Command::new(env!("CARGO"))
            .args(["build", "--quiet", "--package", package])
            .args(more)
            .current_dir(workspace())
            .status();
        assert!(status.expect("cargo runs").success(), "{package}");
    }
    program
}

/// `cargo`, as a reader types it, without building again what was built: the
/// commands that the documents have, and no others.
const CARGO: &str = r#"#!/bin/sh
case "$*" in
  "run -p mfa-server -- "*) shift 4; exec mfa-server "$@" ;;
  "run --quiet --package mfa-server -- "*) shift 5; exec mfa-server "$@" ;;
  "run -p mfa-client -- "*) shift 4; exec mfa "$@" ;;
  "run -p mfa-client --example consumer_tests --features mocks") exec consumer_tests ;;
  "install --path xtask/contract") exec "$REAL_CARGO" install --quiet --debug --offline --locked \
      --path "$REAL_WORKSPACE/xtask/contract" --root installed ;;
  "build --quiet --package mfa-server") debug="${CARGO_TARGET_DIR:-target}/debug"; mkdir -p "$debug" && \
      { [ -e "$debug/mfa-server" ] || ln -s "$(command -v mfa-server)" "$debug/"; } ;;
  "xtask "*) shift; exec contract "$@" ;;
  *) echo "cargo $*: the tests of the documents do not know this command" >&2; exit 111 ;;
esac
"#;

/// A folder to work in.
pub struct Place {
    folder: TempDir,
    /// What is found before the programs of this machine.
    programs: TempDir,
}

impl Place {
    /// An empty folder.
    pub fn empty() -> Self {
        let place = Place {
            folder: tempfile::tempdir().expect("a directory"),
            programs: tempfile::tempdir().expect("a directory"),
        };
        for (package, path, more) in [
            ("contract-tools", "contract", &[][..]),
            ("mfa-server", "mfa-server", &[]),
            ("mfa-client", "mfa", &[]),
            (
                "mfa-client",
                "examples/consumer_tests",
                &["--example", "consumer_tests", "--features", "mocks"],
            ),
        ] {
            let program = program(package, path, more);
            let name = program.file_name().expect("a name");
            std::os::unix::fs::symlink(&program, place.programs.path().join(name)).expect("a link");
        }
        executable(&place.programs.path().join("cargo"), CARGO);
        place
    }

    /// A copy of this workspace, in which everything is on git's branch `main`.
    pub fn workspace() -> Self {
        let place = Place::empty();
        copy_workspace(place.folder.path());
        place
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        use std::os::unix::fs::PermissionsExt as _;
        let path = self.path(name);
        std::fs::write(&path, text).expect("a file is written");
        // It may hold a key.
        let own = std::fs::Permissions::from_mode(0o600);
        std::fs::set_permissions(&path, own).expect("a permission");
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).expect(name)
    }

    fn shell(&self, script: &str) -> Command {
        let mut command = Command::new("sh");
        let path = std::env::var("PATH").expect("a path");
        let own = self.programs.path().display();
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("MFA_")) {
            command.env_remove(name);
        }
        command
            .args(["-euc", script])
            .env("PATH", format!("{own}:{path}"))
            .env("CARGO", self.programs.path().join("cargo"))
            .env("WORKSPACE", self.folder.path())
            .env("REAL_CARGO", env!("CARGO"))
            .env("REAL_WORKSPACE", workspace())
            .env("NO_PROXY", "*")
            .current_dir(self.folder.path());
        command
    }

    /// Types a command, and gives all that is printed.
    pub fn run(&self, script: &str) -> (Option<i32>, String) {
        let output = self.shell(script).output().expect("a shell");
        (output.status.code(), printed(&output))
    }

    /// Types a command that must succeed.
    pub fn done(&self, script: &str) -> String {
        let (code, printed) = self.run(script);
        assert_eq!(code, Some(0), "{script}\n{printed}");
        printed
    }

    /// Types a command that goes on until it is stopped.
    pub fn start(&self, script: &str) -> Running {
        Running::start(&mut self.shell(script))
    }

    /// Waits until a file is there.
    pub fn appears(&self, name: &str) {
        let end = Instant::now() + PATIENCE;
        while !self.path(name).exists() {
            assert!(Instant::now() < end, "there is no {name}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

/// A program that is killed when it is not needed any more.
pub struct Running {
    child: Child,
    lines: std::sync::mpsc::Receiver<String>,
}

impl Running {
    pub fn start(command: &mut Command) -> Self {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            // What the shell starts ends with it.
            .process_group(0)
            .spawn()
            .expect("a shell");
        let printed = child.stdout.take().expect("a pipe");
        let (send, lines) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            for line in BufReader::new(printed).lines().map_while(Result::ok) {
                let _ = send.send(line);
            }
        });
        Running { child, lines }
    }

    /// Waits for a line that is printed.
    pub fn line_with(&self, text: &str) -> String {
        loop {
            let line = self.lines.recv_timeout(PATIENCE);
            let line = line.unwrap_or_else(|_| panic!("no line with {text:?}"));
            if line.contains(text) {
                return line;
            }
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let group = format!("-{}", self.child.id());
        let _ = Command::new("kill")
            .args(["-s", "KILL", "--", &group])
            .status();
        let _ = self.child.wait();
    }
}

pub fn printed(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
    text(&output.stdout) + &text(&output.stderr)
}

pub fn executable(path: &Path, text: &str) {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::write(path, text).expect("a file is written");
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).expect("a permission");
}

/// Copies the files of this workspace, and puts them on git's branch `main`.
pub fn copy_workspace(to: &Path) {
    copy(workspace(), to);
    let script = "git init --quiet --initial-branch main && git add . && \
        git -c user.name=Team -c user.email=team@example.com commit --quiet -m 'The contract'";
    let status = Command::new("sh")
        .args(["-ec", script])
        .current_dir(to)
        .status();
    assert!(status.expect("git runs").success());
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a directory");
    for entry in std::fs::read_dir(from).expect("a directory") {
        let entry = entry.expect("an entry");
        let name = entry.file_name();
        let is_made = ["target", ".git", ".mfa"].iter().any(|made| name == *made);
        if is_made {
            continue;
        }
        let target = to.join(&name);
        let kind = entry.file_type().expect("a type");
        if kind.is_symlink() {
            let leads_to = std::fs::read_link(entry.path()).expect("a link");
            std::os::unix::fs::symlink(leads_to, target).expect("a link");
        } else if kind.is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a copy");
        }
    }
}
