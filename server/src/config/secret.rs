//! Where a secret of the configuration comes from: one way for all of them.
//!
//! A secret `x` is given as it is (`x`), or by where it is to be had: a file (`x_file`), what a command
//! prints (`x_command`, for the key management of others), or a credential of systemd (`x_credential`).
//! Nothing that was read is repeated, also not when it is of no use.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use zeroize::Zeroizing;

use super::private::kept_from_others;

/// The largest secret that is read.
const LARGEST: u64 = 64 * 1024;
/// How long a command may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// Where systemd puts the credentials of a service (systemd.exec, `LoadCredential=`).
const CREDENTIALS_DIRECTORY: &str = "CREDENTIALS_DIRECTORY";

/// Where a secret is to be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecretSource {
    File(PathBuf),
    /// The program and its arguments. No shell reads them.
    Command(Vec<String>),
}

impl SecretSource {
    /// A command as one text: a program alone, or a JSON array with its arguments.
    pub fn command(text: &str) -> Result<Self, String> {
        let words = if text.trim_start().starts_with('[') {
            serde_json::from_str(text)
                .map_err(|_| r#"must be a program, or a JSON array as ["vault", "read"]"#)?
        } else {
            vec![text.to_owned()]
        };
        Self::command_of(words)
    }

    pub(super) fn command_of(words: Vec<String>) -> Result<Self, String> {
        match words.first() {
            Some(program) if !program.is_empty() => Ok(Self::Command(words)),
            _ => Err("needs a program".into()),
        }
    }

    /// The credential of this name, of the service that systemd has started.
    pub(super) fn credential(name: &str, directory: Option<&str>) -> Result<Self, String> {
        let is_name = !matches!(name, "" | "." | "..") && !name.contains('/');
        if !is_name {
            return Err("must be the name of a credential, as in LoadCredential=NAME:PATH".into());
        }
        let directory = directory.ok_or_else(|| {
            format!(
                "needs {CREDENTIALS_DIRECTORY}, which systemd sets for a service with \
                 LoadCredential={name}:PATH or LoadCredentialEncrypted="
            )
        })?;
        Ok(Self::File(Path::new(directory).join(name)))
    }

    pub(super) const fn credentials_directory() -> &'static str {
        CREDENTIALS_DIRECTORY
    }

    /// How messages name it: a command by its program, as arguments may say more than all should know.
    pub fn name(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::Command(words) => {
                let program = words.first().map_or("", String::as_str);
                format!("the command {program}")
            }
        }
    }

    /// Reads the secret.
    pub fn read(&self) -> Result<Zeroizing<String>, String> {
        let bytes = match self {
            Self::File(path) => read_file(path)?,
            Self::Command(words) => run(words, PATIENCE)?,
        };
        match std::str::from_utf8(&bytes) {
            Ok(text) => Ok(Zeroizing::new(text.to_owned())),
            Err(_) => Err(format!(
                "what comes from {} is not text (UTF-8)",
                self.name()
            )),
        }
    }
}

fn read_file(path: &Path) -> Result<Zeroizing<Vec<u8>>, String> {
    let name = path.display();
    let unreadable = |error| format!("{name} cannot be read: {error}");
    let file = std::fs::File::open(path).map_err(unreadable)?;
    kept_from_others(path)?;
    let mut bytes = Zeroizing::new(Vec::new());
    let read = file.take(LARGEST + 1).read_to_end(&mut bytes);
    read.map_err(unreadable)?;
    if bytes.len() as u64 > LARGEST {
        return Err(format!("{name} is larger than 64 KiB, and no secret"));
    }
    Ok(bytes)
}

/// Runs a command with nothing on its standard input, and gives what it prints. What it says on
/// standard error is not repeated: it may be the secret.
fn run(words: &[String], patience: Duration) -> Result<Zeroizing<Vec<u8>>, String> {
    let (program, arguments) = words.split_first().ok_or("there is no command")?;
    let end = Instant::now() + patience;
    let late = || {
        let seconds = patience.as_secs();
        format!("the command {program} was stopped: it took more than {seconds} s")
    };
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("the command {program} cannot be run: {error}"))?;
    // Threads, as it may fill both pipes; they are left alone when something keeps a pipe open.
    let printed = gathered(child.stdout.take());
    let said = gathered(child.stderr.take());
    let status = until(&mut child, end)
        .map_err(|error| format!("the command {program} cannot be waited for: {error}"))?;
    let Some(status) = status else {
        return Err(late());
    };
    let left = || end.saturating_duration_since(Instant::now()) + Duration::from_millis(100);
    let printed = printed.recv_timeout(left());
    // One that prints on is ended by that.
    let is_too_much = |printed: &Zeroizing<Vec<u8>>| printed.len() as u64 > LARGEST;
    if printed.as_ref().is_ok_and(is_too_much) {
        return Err(format!(
            "the command {program} prints more than 64 KiB, and no secret"
        ));
    }
    if !status.success() {
        let said = said.recv_timeout(left()).map_or(0, |said| said.len());
        return Err(format!(
            "the command {program} failed ({status}), and wrote {said} bytes to standard error, which \
             are not repeated here, as they may hold a secret: run it by hand to see them"
        ));
    }
    let printed = printed.map_err(|_| late())?;
    if printed.iter().all(u8::is_ascii_whitespace) {
        return Err(format!("the command {program} prints nothing"));
    }
    Ok(printed)
}

/// All that is written to a pipe, up to what is too large.
fn gathered(pipe: Option<impl Read + Send + 'static>) -> mpsc::Receiver<Zeroizing<Vec<u8>>> {
    let (done, is_done) = mpsc::channel();
    std::thread::spawn(move || {
        let mut bytes = Zeroizing::new(Vec::new());
        if let Some(pipe) = pipe {
            // What was read before an error is as much as there is.
            let _ = pipe.take(LARGEST + 1).read_to_end(&mut bytes);
        }
        let _ = done.send(bytes);
    });
    is_done
}

/// Waits for the end of a process; kills it at `end`.
fn until(child: &mut Child, end: Instant) -> std::io::Result<Option<ExitStatus>> {
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if Instant::now() >= end {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Vec<String> {
        ["/bin/sh", "-c", script].map(str::to_owned).to_vec()
    }

    fn printed(script: &str) -> Result<String, String> {
        SecretSource::Command(shell(script))
            .read()
            .map(|text| (*text).clone())
    }

    #[test]
    fn what_a_command_prints_is_the_secret() {
        assert_eq!(printed("echo s3cret"), Ok("s3cret\n".into()));
        // What it says beside is neither the secret nor repeated.
        assert_eq!(
            printed("echo noise >&2; echo s3cret"),
            Ok("s3cret\n".into())
        );
        // It has no input, and may print much to either pipe.
        let busy = "cat; head -c 300000 /dev/zero >&2; head -c 60000 /dev/zero | tr '\\0' 'x'";
        assert_eq!(printed(busy).map(|text| text.len()), Ok(60_000));
    }

    #[test]
    fn a_command_that_fails_is_told_and_nothing_of_what_it_wrote() {
        for (script, told) in [
            ("echo s3cret; echo s3cret >&2; exit 3", "exit status: 3"),
            ("echo s3cret >&2; kill -9 $$", "signal: 9"),
            ("exit 0", "prints nothing"),
            ("echo", "prints nothing"),
            ("head -c 70000 /dev/zero", "more than 64 KiB"),
            ("printf 's3cret\\377'", "is not text"),
        ] {
            let error = printed(script).expect_err(script);
            assert!(error.contains(told), "{error}");
            assert!(!error.contains("s3cret"), "{error}");
        }
        let failed = printed("echo 12345678 >&2; exit 1").expect_err("fails");
        assert!(
            failed.contains("wrote 9 bytes to standard error"),
            "{failed}"
        );
        let nowhere = SecretSource::Command(vec!["/no/such/program".into(), "s3cret".into()]);
        let error = nowhere.read().expect_err("not there");
        assert!(error.starts_with("the command /no/such/program cannot be run: "));
        assert!(!error.contains("s3cret"), "{error}");
    }

    #[test]
    fn a_command_that_hangs_is_stopped() {
        for script in ["exec sleep 600", "sleep 600 & exit 0"] {
            let began = Instant::now();
            let error = run(&shell(script), Duration::from_millis(300)).expect_err("late");
            assert!(error.contains("it took more than 0 s"), "{error}");
            assert!(began.elapsed() < Duration::from_secs(60));
        }
    }

    #[test]
    fn a_command_is_a_program_or_an_array() {
        let command = |words: &[&str]| {
            let words = words.iter().map(|word| (*word).to_owned());
            Ok(SecretSource::Command(words.collect()))
        };
        assert_eq!(SecretSource::command("/bin/a b"), command(&["/bin/a b"]));
        assert_eq!(
            SecretSource::command(r#"["vault", "read", "-field=keys"]"#),
            command(&["vault", "read", "-field=keys"])
        );
        for bad in ["", "[]", "[1]", "['a']", r#"[""]"#, r#"["a""#] {
            assert!(SecretSource::command(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_credential_is_a_file_that_systemd_made() {
        let of = |name| SecretSource::credential(name, Some("/run/credentials/x"));
        let file = SecretSource::File("/run/credentials/x/keys".into());
        assert_eq!(of("keys"), Ok(file));
        for bad in ["", ".", "..", "../keys", "/etc/passwd", "a/b"] {
            assert!(of(bad).is_err(), "{bad:?}");
        }
        let error = SecretSource::credential("keys", None).expect_err("no systemd");
        assert!(error.contains("LoadCredential=keys:PATH"), "{error}");
    }
}
