//! What went wrong: what happened and where, why, what to do next, and the exit
//! code. Nothing of it holds a credential.

use std::io;
use std::process::ExitCode;
use std::time::Duration;

use anstyle::{AnsiColor, Style};
use mfa_client::types::Problem;
use mfa_client::{Error, ResponseHeaders};

use super::args::Connection;
use super::output::{BOLD, plain};

const BAD: Style = AnsiColor::Red.on_default().bold();

pub enum Failure {
    Told {
        code: u8,
        what: String,
        why: Option<String>,
        next: Option<String>,
    },
    /// Standard output cannot be written to.
    Output(io::Error),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Failure::Output(error)
    }
}

impl Failure {
    pub fn usage(what: String, next: &str) -> Self {
        Failure::told(2, what, None, Some(next.to_owned()))
    }

    pub fn other(what: String) -> Self {
        Failure::told(1, what, None, None)
    }

    pub fn wait_timed_out(limit: Duration) -> Self {
        Failure::told(
            7,
            format!(
                "the link was not followed within {}",
                humantime::format_duration(limit)
            ),
            None,
            Some(
                "follow it while it works, or make a new one with `mfa profile enrol --wait`"
                    .to_owned(),
            ),
        )
    }

    pub fn of_request(error: Error<Problem>, connection: &Connection) -> Self {
        let service = &connection.url;
        match &error {
            Error::ErrorResponse(_) | Error::UnexpectedResponse(_) => of_answer(&error, connection),
            Error::CommunicationError(cause) | Error::ResponseBodyError(cause) => {
                let what = if cause.is_timeout() {
                    format!("{service} did not answer in time")
                } else if cause.is_connect() {
                    format!("there is no connection to {service}")
                } else {
                    format!("the connection to {service} broke")
                };
                let next = "check that the service runs there; another address is given with --url or MFA_URL";
                Failure::told(1, what, Some(innermost(cause)), Some(next.to_owned()))
            }
            Error::InvalidResponsePayload(response) => Failure::told(
                1,
                format!("the answer of {service} is not what the contract says"),
                Some(response.to_string()),
                Some(
                    "check that it is the MFA service, of the same version as this program"
                        .to_owned(),
                ),
            ),
            Error::InvalidRequest(why) | Error::Custom(why) => Failure::told(
                1,
                "the request cannot be made".to_owned(),
                Some(why.clone()),
                None,
            ),
            Error::InvalidUpgrade(cause) => Failure::other(innermost(cause)),
        }
    }

    pub fn print(&self) {
        match self {
            Failure::Told {
                what, why, next, ..
            } => {
                anstream::eprintln!("{BAD}error:{BAD:#} {}", plain(what));
                for (label, text) in [("why: ", why), ("next:", next)] {
                    if let Some(text) = text {
                        anstream::eprintln!("  {BOLD}{label}{BOLD:#} {}", plain(text));
                    }
                }
            }
            Failure::Output(error) => {
                anstream::eprintln!("{BAD}error:{BAD:#} the output cannot be written: {error}");
            }
        }
    }

    pub fn exit_code(&self) -> ExitCode {
        match self {
            Failure::Told { code, .. } => ExitCode::from(*code),
            Failure::Output(_) => ExitCode::FAILURE,
        }
    }

    fn told(code: u8, what: String, why: Option<String>, next: Option<String>) -> Self {
        Failure::Told {
            code,
            what,
            why,
            next,
        }
    }
}

/// An answer that is an error, documented or not.
fn of_answer(error: &Error<Problem>, connection: &Connection) -> Failure {
    let status = error.status().unwrap_or_default();
    let what = format!("{} answered {status}", connection.url);
    let why = match error {
        Error::ErrorResponse(problem) => problem.detail.clone().or_else(|| problem.title.clone()),
        _ => Some("that answer is not in the contract".to_owned()),
    };
    let (code, next) = match status.as_u16() {
        401 if connection.has_credentials() => {
            (3, "check that the credential is whole, has not expired or been revoked, and is for this service".to_owned())
        }
        401 => (3, "set MFA_SECRET_API_KEY or MFA_JWT, or name a file with --api-key-file or --jwt-file".to_owned()),
        403 => (4, "where the verification is too old, verify again with `mfa profile enrol`; where a permission is missing, ask your organization for it".to_owned()),
        404 => (5, "check the id of the user, and for whom the credential acts".to_owned()),
        429 => (6, try_again(error)),
        _ => (1, "try again later; --retry does so by itself".to_owned()),
    };
    Failure::told(code, what, why, Some(next))
}

fn try_again(error: &Error<Problem>) -> String {
    match error
        .retry_after()
        .and_then(|seconds| u64::try_from(seconds).ok())
    {
        Some(seconds) => format!(
            "try again in {}; --retry does so by itself",
            humantime::format_duration(Duration::from_secs(seconds)),
        ),
        None => "try again later; --retry does so by itself".to_owned(),
    }
}

/// What began it all: `Connection refused`, say.
fn innermost(error: &reqwest::Error) -> String {
    let mut innermost: &dyn std::error::Error = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    innermost.to_string()
}
