//! `contract conform`: whether the running service keeps its word.

mod known;
mod replay;
mod run;
mod told;

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::reporting::Reporting;

/// Ask the running service whether it keeps its word.
///
/// Starts the service as conformance.toml beside the contract says, or takes the one
/// at `--url`, and sends requests that are made from the contract: its examples, each
/// constraint met at its edge and broken in one place, wrong and missing credentials,
/// methods and media types that are not documented, messages that are no HTTP, and
/// some at random. Every response is held against the contract and against HTTP.
///
/// It talks only to the address that is given, and follows no redirect. What could
/// not be tried is told with the reason; a run that could try nothing fails. Ctrl-C
/// ends it with what was found so far, and stops the service that it started.
///
/// Each finding has the lines that show it in a shell. A report in JSON has the
/// requests, too: --replay tries them again, and says what is gone.
///
/// Exit codes: 0 nothing found, 4 something was found, 100 could not be done.
#[derive(Args)]
pub struct Conform {
    /// Where a service runs: `http://127.0.0.1:8080`, `https://test.example/api`. A
    /// path stands for that of the contract's first server.
    #[arg(long)]
    url: Option<String>,
    /// The certificates (PEM) of the authorities to trust at `https://`, instead of the
    /// system's.
    #[arg(long, value_name = "FILE", requires = "url")]
    ca: Option<PathBuf>,
    /// The contract [default: spec/openapi.yaml, or .json].
    #[arg(long, value_name = "FILE")]
    spec: Option<PathBuf>,
    /// The configuration [default: conformance.toml beside the contract, if it is
    /// there].
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Write a first conformance.toml from the contract, and nothing else.
    #[arg(long)]
    init: bool,
    /// Only this operation: its operationId, or `GET /users/{id}`. May be given more
    /// than once.
    #[arg(long, value_name = "NAME")]
    operation: Vec<String>,
    /// Only what this rule finds: `conform-body`. May be given more than once.
    #[arg(long, value_name = "RULE")]
    check: Vec<String>,
    /// How many requests at random for each operation.
    #[arg(long, value_name = "COUNT", default_value_t = 40)]
    cases: usize,
    /// Where chance begins: the same seed makes the same requests.
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
    /// How many requests are on their way at a time.
    #[arg(long, value_name = "COUNT", default_value_t = 4)]
    concurrency: usize,
    /// The most requests in a second.
    #[arg(long, value_name = "COUNT")]
    rate: Option<u32>,
    /// Send nothing more after so many seconds.
    #[arg(long, value_name = "SECONDS")]
    time: Option<u64>,
    /// Say what would be called, with which credentials, and send nothing.
    #[arg(long)]
    dry_run: bool,
    /// Fail when an operation was never carried out; with `=all`, when anything that is
    /// documented was never seen.
    #[arg(
        long, value_name = "WHAT", num_args = 0..=1, require_equals = true,
        default_missing_value = "operations"
    )]
    fail_on_untried: Option<Untried>,
    /// Tell everything that was never seen, and each walk that could not be gone.
    #[arg(long)]
    verbose: bool,
    /// Try the cases of a report in JSON again, and nothing else; with --check and
    /// --operation only theirs.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["cases", "seed", "dry_run", "init", "fail_on_untried"])]
    replay: Option<PathBuf>,
    /// Write the traffic to a file, as HAR 1.2, without credentials.
    #[arg(long, value_name = "FILE")]
    har: Option<PathBuf>,
    #[command(flatten)]
    reporting: Reporting,
}

impl Conform {
    /// As somebody gets it who says no more than that.
    #[cfg(feature = "generate")]
    pub(super) fn usual(url: Option<String>, config: Option<PathBuf>) -> Conform {
        #[derive(clap::Parser)]
        struct Usual {
            #[command(flatten)]
            conform: Conform,
        }
        let Usual { conform } = clap::Parser::parse_from(["conform"]);
        Conform {
            url,
            config,
            ..conform
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Untried {
    Operations,
    All,
}
