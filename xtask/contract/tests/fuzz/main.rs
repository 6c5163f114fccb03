//! Documents that nobody would write: whatever a command is given, it must not
//! panic, hang, or take all memory.
//!
//! A case is a number: the document that it stands for is made from it (`make`),
//! out of the documents of this workspace, by changes to their trees (`tree`) or
//! to their bytes (`bytes`), or it is a schema that refers to itself in one of all ways
//! (`shapes`). The commands run on it as a person runs them
//! (`commands`), in a process of its own: one that dies or hangs is told by the
//! last case that it began.
//!
//!     cargo test -p contract-tools --test fuzz                     # some seconds, always the same cases
//!     FUZZ_SECONDS=600 FUZZ_FROM=7000 cargo test -p contract-tools --test fuzz -- --nocapture
//!     FUZZ_CASE=7123 cargo test -p contract-tools --test fuzz -- --nocapture
//!
//! `FUZZ_SEEDS=DIR` takes the documents of a directory as well.

mod bytes;
mod commands;
mod make;
mod shapes;
mod tree;
mod worker;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// Far more than any case takes in a debug build on a busy machine.
const HANG: Duration = Duration::from_secs(60);
/// After so many cases the process is started anew: commands leave to its end
/// what they need not take apart.
const TURN: u64 = 500;
/// With more failures than these, the first ones are enough.
const FAILURES: usize = 10;

#[global_allocator]
static MEMORY: cap::Cap<std::alloc::System> = cap::Cap::new(std::alloc::System, usize::MAX);

fn number(name: &str) -> Option<u64> {
    let text = std::env::var(name).ok()?;
    Some(text.parse().expect("the variable holds a number"))
}

/// Where the documents of the running case, and of failed ones, are kept.
fn kept() -> PathBuf {
    let own = std::env::current_exe().expect("the test has a path");
    let target = own.ancestors().nth(2).expect("the test is in `target`");
    target.join("fuzz")
}

#[test]
fn no_document_makes_a_command_panic_hang_or_take_all_memory() {
    let single = number("FUZZ_CASE");
    let seconds = number("FUZZ_SECONDS").unwrap_or(5);
    let end = Instant::now() + Duration::from_secs(seconds);
    let first = single.or(number("FUZZ_FROM")).unwrap_or(0);
    let mut told = Told::default();
    let mut next = first;
    while told.failures.len() < FAILURES && (next == first || Instant::now() < end) {
        let turn = if single.is_some() { 1 } else { TURN };
        next = told.turn(next, turn, end);
        if single.is_some() {
            break;
        }
    }
    println!("cases {first} to {}", next - 1);
    for (what, cases) in &told.remarks {
        println!("{} × {what}\n    first: FUZZ_CASE={}", cases.1, cases.0);
    }
    assert!(
        told.failures.is_empty(),
        "{}\nthe documents are in {}",
        told.failures.join("\n"),
        kept().display()
    );
}

/// What the workers said.
#[derive(Default)]
struct Told {
    failures: Vec<String>,
    /// What is no failure: its first case, and how many there are.
    remarks: BTreeMap<String, (u64, u64)>,
}

impl Told {
    /// Runs cases in a process of their own, and says which one is next.
    fn turn(&mut self, from: u64, count: u64, end: Instant) -> u64 {
        let own = std::env::current_exe().expect("the test has a path");
        let log = tempfile::NamedTempFile::new().expect("a file for what the worker says");
        let mut process = Command::new(own)
            .args(["--exact", "worker::work", "--ignored", "--nocapture"])
            .env("FUZZ_WORK", format!("{from} {count}"))
            .stdout(Stdio::piped())
            .stderr(log.reopen().expect("the log"))
            .spawn()
            .expect("the test runs itself");
        let said = lines(process.stdout.take().expect("it is piped"));
        let mut current = from;
        let problem = loop {
            if Instant::now() > end && current > from {
                process.kill().expect("the worker ends");
                break None;
            }
            match said.recv_timeout(HANG) {
                Ok(line) => match line.split_once(' ') {
                    Some(("case", number)) => current = number.parse().expect("a number"),
                    Some(("failed", what)) => self.fail(current, what),
                    Some(("remark", what)) => {
                        self.remarks
                            .entry(what.to_owned())
                            .or_insert((current, 0))
                            .1 += 1;
                    }
                    _ => {}
                },
                Err(RecvTimeoutError::Timeout) => {
                    process.kill().expect("the worker ends");
                    break Some(format!("takes more than {} s", HANG.as_secs()));
                }
                Err(RecvTimeoutError::Disconnected) => {
                    let status = process.wait().expect("the worker ended");
                    let log = std::fs::read_to_string(log.path()).unwrap_or_default();
                    break (!status.success()).then(|| format!("{status}: {}", log.trim()));
                }
            }
        };
        let _ = process.wait();
        if let Some(problem) = problem {
            self.fail(current, &problem);
        }
        current + 1
    }

    fn fail(&mut self, case: u64, what: &str) {
        let failure = format!("FUZZ_CASE={case} cargo test -p contract-tools --test fuzz: {what}");
        println!("{failure}");
        self.failures.push(failure);
    }
}

fn lines(out: std::process::ChildStdout) -> Receiver<String> {
    let (send, receive) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(out).lines().map_while(Result::ok) {
            if send.send(line).is_err() {
                break;
            }
        }
    });
    receive
}
