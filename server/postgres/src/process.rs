//! Running as somebody who may run PostgreSQL, and never longer than the test.

use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use nix::unistd::{Uid, User};

/// An unprivileged account: PostgreSQL does not run as root.
#[derive(Clone, Copy)]
pub(crate) struct Account {
    user: u32,
    group: u32,
}

impl Account {
    /// None: this one is unprivileged itself.
    pub(crate) fn unprivileged() -> Option<Self> {
        if !Uid::effective().is_root() {
            return None;
        }
        let named = |name| User::from_name(name).ok().flatten();
        let user = named("postgres").or_else(|| named("nobody"));
        let user = user.expect("root has an account postgres or nobody to run PostgreSQL as");
        Some(Self {
            user: user.uid.as_raw(),
            group: user.gid.as_raw(),
        })
    }

    pub(crate) fn give(self, path: &Path) {
        std::os::unix::fs::chown(path, Some(self.user), Some(self.group)).unwrap();
    }
}

/// Lets a command run in a folder as an account, in a process group of its own: what interrupts the
/// tests leaves it to [`watch`].
pub(crate) fn settle(command: &mut Command, account: Option<Account>, folder: &Path) {
    command.current_dir(folder).process_group(0);
    if let Some(account) = account {
        command.uid(account.user).gid(account.group);
    }
}

/// Runs a command to its end, which must be a good one.
pub(crate) fn done(command: &mut Command) -> String {
    let output = command.stdin(Stdio::null()).output().unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {error}");
    String::from_utf8(output.stdout).unwrap()
}

/// Ends a cluster, and removes its folder, when this process ends, however it ends: then the pipe to
/// the watcher closes.
pub(crate) fn watch(folder: &Path, account: Option<Account>) -> Child {
    const WATCH: &str = r#"
        cat >/dev/null
        pid=$(head -n 1 "$0/data/postmaster.pid" 2>/dev/null)
        # The file may be left of one that was killed, and the number be another's by now.
        if [ -n "$pid" ] && grep -qsx postgres "/proc/$pid/comm"; then
            kill -s QUIT "$pid"
            while kill -s 0 "$pid" 2>/dev/null; do sleep 0.05; done
        fi
        # The folder itself last: its parent may be everybody's.
        rm -rf "$0"/* "$0"/.s.* && rmdir "$0"
    "#;
    let mut command = Command::new("sh");
    command.args(["-c", WATCH]).arg(folder);
    settle(&mut command, account, Path::new("/"));
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

pub(crate) fn signal(process: &Child, name: &str) {
    let id = process.id().to_string();
    let sent = Command::new("kill").args(["-s", name, &id]).status();
    assert!(sent.unwrap().success(), "SIG{name} could not be sent");
}
