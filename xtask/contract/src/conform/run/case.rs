//! What a run is asked for, what it sends, and what comes back.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::super::config::Role;
use super::super::credentials::Credential;
use super::super::transport::Received;
use crate::document::Position;
use crate::exchange::{Arguments, Request};

/// What a run is asked for.
#[derive(Clone, Debug)]
pub struct Options {
    /// Before the paths of the contract; none: the path of its first server.
    pub base: Option<String>,
    pub operations: Vec<String>,
    pub checks: Vec<String>,
    /// Random cases of each operation.
    pub cases: usize,
    pub seed: u64,
    pub concurrency: usize,
    /// Requests in a second.
    pub rate: Option<u32>,
    pub time: Option<Duration>,
}

/// What is to be learned from a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Expect {
    /// It is valid: to refuse it as invalid breaks the contract's word.
    Accept,
    /// It is invalid: to carry it out does.
    Refuse,
    /// Who sends it may not.
    Forbidden,
    /// The path has no such method.
    NoMethod,
    /// Nothing but what holds for every response.
    Anything,
}

/// One request, and why it is sent.
#[derive(Clone, Debug)]
pub struct Case {
    /// Its place among the operations.
    pub operation: usize,
    /// Instead of the operation's.
    pub method: Option<String>,
    /// Without credentials.
    pub arguments: Arguments,
    pub credentials: Vec<Credential>,
    pub expect: Expect,
    /// What is special of it: "the body is broken at /name: maxLength".
    pub why: String,
    /// What of `why` makes two cases show the same: "maxLength /name".
    pub cause: String,
    pub at: Position,
}

/// A case, and what came back.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// When it was sent, among all.
    pub number: usize,
    pub case: Case,
    pub request: Request,
    pub received: Received,
}

impl Exchange {
    pub fn status(&self) -> Option<u16> {
        Some(self.received.result.as_ref().ok()?.status)
    }

    /// The JSON of a response.
    pub fn json(&self) -> Option<Value> {
        let response = self.received.result.as_ref().ok()?;
        serde_json::from_slice(&response.body).ok()
    }
}

/// Somebody who asks, with what proves it.
#[derive(Clone, Debug)]
pub struct Actor {
    pub name: String,
    pub role: Role,
    pub scopes: Vec<String>,
    pub forbidden: Vec<String>,
    pub credentials: Vec<Credential>,
}

/// How far a run is.
#[derive(Clone, Copy, Debug)]
pub struct Progress<'p> {
    /// What is done now.
    pub doing: &'p str,
    /// Parts that are done, and all.
    pub done: usize,
    pub all: usize,
    pub sent: usize,
    pub found: usize,
    /// Until no more is sent, if there is such a limit.
    pub left: Option<Duration>,
}
