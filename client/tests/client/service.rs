//! What the mocked service answers, and the program that asks it.

use std::process::{Command, Output};

use chrono::{DateTime, Utc};
use httpmock::MockServer;
use mfa_client::types::{Mfa, MfaLink, MfaLinkRel, MfaLinks, MfaStatus, MfaType, Problem};

pub const KEY: &str = "key-7f3a9c-never-printed";
pub const TOKEN: &str = "token-51be02-never-printed";
pub const LINK: &str = "http://127.0.0.1:8080/enrollment/abc";

pub fn active(verified: &str) -> Mfa {
    Mfa {
        status: MfaStatus::Active,
        type_: Some(MfaType::Guardian),
        last_auth_time: Some(verified.parse::<DateTime<Utc>>().expect("a date and time")),
        links: links(&[(MfaLinkRel::Self_, "http://127.0.0.1:8080/profile/mfa")]),
    }
}

pub fn inactive() -> Mfa {
    Mfa {
        status: MfaStatus::Inactive,
        type_: None,
        last_auth_time: None,
        links: links(&[(MfaLinkRel::Self_, "http://127.0.0.1:8080/profile/mfa")]),
    }
}

/// `before`, with the link to enroll or verify.
pub fn started(before: Mfa) -> Mfa {
    let links = links(&[
        (MfaLinkRel::Self_, "http://127.0.0.1:8080/profile/mfa"),
        (MfaLinkRel::Enrollment, LINK),
    ]);
    Mfa { links, ..before }
}

fn links(links: &[(MfaLinkRel, &str)]) -> MfaLinks {
    let link = |(rel, href): &(MfaLinkRel, &str)| MfaLink {
        rel: rel.clone(),
        href: (*href).to_owned(),
    };
    MfaLinks(links.iter().map(link).collect())
}

pub fn problem(status: i32, detail: &str) -> Problem {
    Problem {
        status: Some(status),
        detail: Some(detail.to_owned()),
        ..Problem::default()
    }
}

/// The program, with nothing in its environment but what a test puts there.
pub fn mfa(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mfa"));
    command.env_clear().args(arguments);
    command
}

/// The program asking the mocked service, with both credentials.
pub fn ask(server: &MockServer, arguments: &[&str]) -> Told {
    Told::by(
        mfa(arguments)
            .env("MFA_URL", server.base_url())
            .env("MFA_SECRET_API_KEY", KEY)
            .env("MFA_JWT", TOKEN),
    )
}

/// What the program told, and how it ended.
#[derive(Debug)]
pub struct Told {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Told {
    /// Whatever is told, no credential is.
    pub fn by(command: &mut Command) -> Self {
        let Output {
            status,
            stdout,
            stderr,
        } = command.output().expect("mfa runs");
        let told = Told {
            code: status.code(),
            out: String::from_utf8(stdout).expect("text"),
            err: String::from_utf8(stderr).expect("text"),
        };
        for secret in [KEY, TOKEN] {
            assert!(
                !told.out.contains(secret) && !told.err.contains(secret),
                "{told:?}"
            );
        }
        told
    }
}
