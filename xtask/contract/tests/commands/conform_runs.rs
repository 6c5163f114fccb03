//! How a run goes: what it is limited by, how it ends, and what it tells of a service that
//! does not always respond.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::common::text;

const SECRET: &str = "odd-secret-value";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conform/odd")
}

/// A service that is as odd as it is told to be.
struct Odd {
    child: Child,
    url: String,
}

impl Odd {
    /// None where there is no Python.
    fn start(how: &str, certificate: Option<(&Path, &Path)>) -> Option<Odd> {
        let mut command = Command::new("python3");
        command.arg(folder().join("service.py")).args(["0", how]);
        if let Some((certificate, key)) = certificate {
            command.arg(certificate).arg(key);
        }
        let command = command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().ok()?;
        let mut line = String::new();
        let out = child.stdout.as_mut()?;
        BufReader::new(out).read_line(&mut line).ok()?;
        let url = line.trim().to_owned();
        Some(Odd { child, url })
    }

    fn conform(&self, arguments: &[&str]) -> Output {
        let url = ["--url", &self.url];
        conform(&[&url, arguments].concat())
    }
}

impl Drop for Odd {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_contract"));
    command
        .arg("conform")
        .arg("--spec")
        .arg(folder().join("openapi.yaml"))
        .args(arguments)
        .env("ODD_KEY", SECRET);
    if !arguments.contains(&"--config") {
        command
            .arg("--config")
            .arg(folder().join("conformance.toml"));
    }
    command
}

fn conform(arguments: &[&str]) -> Output {
    let output = command(arguments).output().expect("it runs");
    for said in [&output.stdout, &output.stderr] {
        assert!(!text(said).contains(SECRET), "{}", text(said));
    }
    output
}

fn said(output: &Output) -> String {
    text(&output.stdout) + &text(&output.stderr)
}

/// A configuration that starts the service.
fn starting(folder: &Path, how: &str, rest: &str) -> PathBuf {
    let service = self::folder().join("service.py");
    let own = std::fs::read_to_string(self::folder().join("conformance.toml")).expect("text");
    let config = format!(
        "[service]\ncommand = [\"python3\", {service:?}, \"{{port}}\", \"{how}\"]\nurl = \"http://127.0.0.1:{{port}}\"\n{rest}\n{own}"
    );
    let path = folder.join(format!("{how}.toml"));
    std::fs::write(&path, config).expect("written");
    path
}

#[test]
fn what_happens_once_is_told_as_what_it_is() {
    let Some(fine) = Odd::start("", None) else {
        return;
    };
    let output = fine.conform(&[]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));

    let dropping = Odd::start("drop-once", None).expect("it starts");
    let output = dropping.conform(&[]);
    let told = said(&output);
    assert_eq!(output.status.code(), Some(4), "{told}");
    let message = "the connection was closed before a response came; when it was asked for again, the response came";
    assert!(told.contains(message), "{told}");
    assert_eq!(told.matches("error[").count(), 1, "{told}");

    let slow = Odd::start("slow-once", None).expect("it starts");
    let output = slow.conform(&[]);
    let told = said(&output);
    assert_eq!(output.status.code(), Some(0), "{told}");
    assert!(told.contains("1 response was slow"), "{told}");
}

#[test]
fn what_is_always_slow_is_found_and_not_waited_for() {
    let Some(slow) = Odd::start("slow", None) else {
        return;
    };
    let start = Instant::now();
    let output = slow.conform(&[]);
    let took = start.elapsed();
    let told = said(&output);
    assert_eq!(output.status.code(), Some(4), "{told}");
    assert!(told.contains("error[conform-late]: GET /slow"), "{told}");
    assert!(!told.contains("GET /fast: the response took"), "{told}");
    assert!(told.contains("too slow"), "{told}");
    assert!(took < Duration::from_secs(60), "{took:?}");
}

#[test]
fn limits_are_kept() {
    let Some(fine) = Odd::start("", None) else {
        return;
    };
    let requests = |output: &Output| -> usize {
        let told = said(output);
        let line = told.lines().find(|line| line.contains(" requests in "));
        let count = line.and_then(|line| line.split(' ').next()?.parse().ok());
        count.unwrap_or_else(|| panic!("no count: {told}"))
    };
    let all = requests(&fine.conform(&[]));
    // At 40 in a second it takes long enough for one second to end it.
    let start = Instant::now();
    let output = fine.conform(&["--rate", "40", "--time", "1"]);
    let took = start.elapsed();
    let told = said(&output);
    assert!(
        told.contains("Not everything was tried: the time was over"),
        "{told}"
    );
    let sent = requests(&output);
    assert!((10..=60).contains(&sent) && sent < all, "{sent} of {all}");
    assert!(took < Duration::from_secs(10), "{took:?}");
    // Fewer at random, or of one operation, are fewer.
    let fewer = requests(&fine.conform(&["--operation", "GET /fast"]));
    assert!(fewer < all, "{fewer} of {all}");
    let one = requests(&fine.conform(&["--concurrency", "1"]));
    assert_eq!(one, all);
    // Nothing is sent when it is only asked what would be.
    let output = fine.conform(&["--dry-run"]);
    let told = said(&output);
    assert!(told.contains("GET /fast: with key"), "{told}");
    assert!(!told.contains("requests in"), "{told}");
    for (arguments, message) in [
        (
            ["--operation", "GET /nowhere"],
            "no operation is called `GET /nowhere`",
        ),
        (
            ["--check", "conform-bodies"],
            "`conform-bodies` (`conform-body`?)",
        ),
    ] {
        let output = fine.conform(&arguments);
        assert_eq!(output.status.code(), Some(100));
        assert!(said(&output).contains(message), "{}", said(&output));
    }
}

#[test]
fn tls_is_spoken_with_whom_it_trusts() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("written");
        path
    };
    let authority = || {
        let key = rcgen::KeyPair::generate().expect("a key");
        let mut of = rcgen::CertificateParams::new(Vec::new()).expect("parameters");
        of.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
        let certificate = of.self_signed(&key).expect("a certificate");
        (certificate.pem(), rcgen::Issuer::new(of, key))
    };
    let (trusted, issuer) = authority();
    let (other, _) = authority();
    let key = rcgen::KeyPair::generate().expect("a key");
    let own = rcgen::CertificateParams::new(vec!["127.0.0.1".to_owned()]).expect("parameters");
    let own = own.signed_by(&key, &issuer).expect("a certificate");
    let certificate = write("own.pem", &own.pem());
    let key = write("own.key", &key.serialize_pem());
    let (trusted, other) = (write("ca.pem", &trusted), write("other.pem", &other));
    let none = write("none.pem", "nothing\n");
    let path = |path: &Path| path.display().to_string();

    let Some(odd) = Odd::start("", Some((&certificate, &key))) else {
        return;
    };
    let output = odd.conform(&["--ca", &path(&trusted)]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    for (arguments, message) in [
        (Vec::new(), "`--ca FILE` names the authority"),
        (
            vec!["--ca".to_owned(), path(&other)],
            "signed by that of --ca",
        ),
        (vec!["--ca".to_owned(), path(&none)], "has no certificate"),
        (
            vec!["--ca".to_owned(), path(&folder.path().join("x"))],
            "cannot be read",
        ),
    ] {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let output = odd.conform(&arguments);
        assert_eq!(output.status.code(), Some(100), "{}", said(&output));
        assert!(said(&output).contains(message), "{}", said(&output));
    }
    for url in [
        "ftp://127.0.0.1",
        "127.0.0.1:80",
        "http://me:secret@127.0.0.1",
        "http://127.0.0.1/?a=b",
    ] {
        let output = conform(&["--url", url]);
        assert_eq!(output.status.code(), Some(100), "{url}");
        assert!(!said(&output).contains("secret"), "{}", said(&output));
    }
}

#[test]
fn a_service_that_ends_is_told_with_its_last_lines() {
    let folder = tempfile::tempdir().expect("a folder");
    if Odd::start("", None).is_none() {
        return;
    }
    let run = |how: &str, rest: &str| {
        let config = starting(folder.path(), how, rest);
        let config = config.display().to_string();
        conform(&["--config", &config])
    };
    let output = run("die", "");
    let told = said(&output);
    assert_eq!(output.status.code(), Some(4), "{told}");
    assert!(told.contains("error[conform-service-ended]"), "{told}");
    assert!(
        told.contains("exit status: 3") && told.contains("ValueError: odd"),
        "{told}"
    );
    assert!(told.contains("warning[conform-service-trace]"), "{told}");
    assert!(told.contains("secret is ${ODD_KEY}"), "{told}");

    let output = run("late-start", "start-within = 5\n");
    let told = said(&output);
    assert_eq!(output.status.code(), Some(100), "{told}");
    assert!(told.contains("was not ready at"), "{told}");
    assert!(told.contains("| still reading its configuration"), "{told}");

    let build = "build = [\"sh\", \"-c\", \"echo 'error: no such crate' >&2; exit 7\"]\n";
    let output = run("slow-once", build);
    let told = said(&output);
    assert_eq!(output.status.code(), Some(100), "{told}");
    assert!(
        told.contains("exit status: 7") && told.contains("| error: no such crate"),
        "{told}"
    );

    let output = run(
        "slow-once",
        "credentials = \"{folder}/nowhere.env\"\nstart-within = 5\n",
    );
    let told = said(&output);
    assert_eq!(output.status.code(), Some(100), "{told}");
    assert!(told.contains("the service wrote no "), "{told}");
}

/// What was found so far is told, and the service is stopped.
#[cfg(unix)]
#[test]
fn a_run_that_is_interrupted_tells_what_it_has() {
    let folder = tempfile::tempdir().expect("a folder");
    if Odd::start("", None).is_none() {
        return;
    }
    let config = starting(folder.path(), "fine", "");
    let config = config.display().to_string();
    let mut command = command(&["--config", &config, "--rate", "10"]);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = child.spawn().expect("it starts");
    std::thread::sleep(Duration::from_secs(5));
    let asked = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status();
    assert!(asked.is_ok_and(|status| status.success()));
    let start = Instant::now();
    let output = child.wait_with_output().expect("it ends");
    let told = said(&output);
    assert!(start.elapsed() < Duration::from_secs(15), "{told}");
    assert!(
        told.contains("Not everything was tried: it was interrupted"),
        "{told}"
    );
    let service = self::folder().join("service.py");
    let running = Command::new("pgrep")
        .arg("-f")
        .arg(format!("{} .* fine", service.display()))
        .output();
    if let Ok(running) = running {
        assert_eq!(text(&running.stdout), "");
    }
}

#[test]
fn a_configuration_that_names_nothing_is_refused_with_its_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("conformance.toml");
    for (config, line, message) in [
        (
            "\n[identities.a]\ncredentials = { kee = \"A\" }\n",
            3,
            "no security scheme `kee`: it has key",
        ),
        (
            "[identities.a]\nforbidden = [\"getFast\"]\n",
            2,
            "no operation is called `getFast`",
        ),
        (
            "[parameters]\n\nid = 7\n",
            3,
            "no operation has a parameter `id`",
        ),
        (
            "[operations.\"GET /nowhere\"]\nskip = \"it\"\n",
            1,
            "no operation is called `GET /nowhere`",
        ),
        (
            "[[setup]]\nrequest = \"GET /fast\"\n[[setup]]\nrequest = \"fast\"\n",
            4,
            "`fast` is no request",
        ),
        (
            "[[cleanup]]\nrequest = \"GET /fast\"\nidentity = \"b\"\n",
            3,
            "who is none of the identities",
        ),
        (
            "[[known]]\ncheck = \"conform-speed\"\nreason = \"later\"\nuntil = \"2030-01-01\"\n",
            2,
            "no rule of conform is called `conform-speed`",
        ),
        (
            "[[known]]\ncheck = \"conform-late\"\nreason = \" \"\nuntil = \"2030-01-01\"\n",
            3,
            "has no reason",
        ),
        ("[limits]\nspeed = 3\n", 2, "unknown field `speed`"),
    ] {
        std::fs::write(&path, config).expect("written");
        let shown = path.display().to_string();
        let output = conform(&["--config", &shown, "--url", "http://127.0.0.1:1"]);
        let told = said(&output);
        assert_eq!(output.status.code(), Some(100), "{told}");
        assert!(told.contains(message), "{told}");
        let place = format!("{shown}:{line}: ");
        assert!(
            told.contains(&place) || told.contains(&format!("line {line}, ")),
            "{told}"
        );
    }
}

/// A first configuration can be followed as it is, and is one for this contract.
#[test]
fn a_configuration_is_begun_from_the_contract() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("first.toml").display().to_string();
    let output = conform(&["--config", &path, "--init"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let text = std::fs::read_to_string(&path).expect("written");
    assert!(
        text.contains("[identities.alice]\ncredentials = { key = \"ALICE_KEY\" }"),
        "{text}"
    );
    let again = conform(&["--config", &path, "--init"]);
    assert_eq!(again.status.code(), Some(100));
    let output = conform(&["--config", &path, "--url", "http://127.0.0.1:1"]);
    assert!(
        said(&output).contains("Is the service running?"),
        "{}",
        said(&output)
    );
    // What it explains is what there is: with nothing commented out, it still is one.
    let full: String = text
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(rest) if rest.starts_with('[') || rest.contains(" = ") => format!("{rest}\n"),
            _ => format!("{line}\n"),
        })
        .collect();
    let _: toml::Table = toml::from_str(&full).unwrap_or_else(|error| panic!("{error}\n{full}"));
}

/// The same seed finds the same, by the same case.
#[test]
fn a_seed_makes_the_same_run() {
    let run = |seed: &str| {
        let odd = Odd::start("slow-once", None)?;
        let output = odd.conform(&["--seed", seed, "--format", "json"]);
        let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        Some(report["coverage"]["operations"].clone())
    };
    let (Some(first), Some(second)) = (run("7"), run("7")) else {
        return;
    };
    assert_eq!(first, second);
}
