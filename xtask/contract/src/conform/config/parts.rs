//! `conformance.toml`: what a run has to know that no contract says.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use serde::Deserialize;

use super::check::Source;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    pub service: Option<ServiceConfig>,
    /// Who asks, in the order of the file: the first two tenants are the ones that a run acts
    /// for.
    #[serde(default)]
    pub identities: IndexMap<String, Identity>,
    /// Values of parameters that are there, by name.
    #[serde(default)]
    pub parameters: IndexMap<String, Values>,
    /// What is different for some operations, by operationId or `GET /users/{id}`.
    #[serde(default)]
    pub operations: IndexMap<String, OperationConfig>,
    #[serde(default)]
    pub setup: Vec<Step>,
    #[serde(default)]
    pub cleanup: Vec<Step>,
    #[serde(default)]
    pub known: Vec<Known>,
    #[serde(default)]
    pub limits: Limits,
    /// Where it is from, for messages.
    #[serde(skip)]
    pub(super) source: Source,
}

/// How the service is started.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ServiceConfig {
    /// What has to be done first: a build.
    #[serde(default)]
    pub build: Vec<String>,
    /// The program and its arguments. `{port}` is a free port, `{folder}` a folder for data that
    /// is thrown away after the run, `{target}` the folder that Cargo builds in.
    pub command: Vec<String>,
    /// Where it is then.
    pub url: String,
    /// A path that is answered when the service is ready; without one it is when it takes
    /// connections.
    pub ready: Option<String>,
    #[serde(default)]
    pub environment: BTreeMap<String, String>,
    /// A file of `NAME=value` lines that the service writes: credentials for the identities.
    pub credentials: Option<String>,
    /// Seconds until it has to be ready.
    #[serde(default = "half_a_minute")]
    pub start_within: u64,
}

fn half_a_minute() -> u64 {
    30
}

/// Somebody who sends requests.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Identity {
    #[serde(default)]
    pub role: Role,
    /// By security scheme, the name of the environment variable that holds it: a key, a token,
    /// or `user:password` for basic authentication.
    #[serde(default)]
    pub credentials: IndexMap<String, String>,
    /// What a lesser identity may do, where its credentials have scopes.
    #[serde(default)]
    pub scopes: Vec<String>,
    /// Operations that this identity must not be served, beside those that its scopes show.
    #[serde(default)]
    pub forbidden: Vec<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// May do everything, with what belongs to it.
    #[default]
    Tenant,
    /// May do less.
    Lesser,
    /// Its credentials were valid once.
    Expired,
    /// Its credentials are of nobody.
    Wrong,
}

/// One value, or several.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Values {
    Several(Vec<serde_json::Value>),
    One(serde_json::Value),
}

impl Values {
    pub fn all(&self) -> &[serde_json::Value] {
        match self {
            Values::Several(all) => all,
            Values::One(one) => std::slice::from_ref(one),
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct OperationConfig {
    /// Why it must not be called.
    pub skip: Option<String>,
    #[serde(default)]
    pub parameters: IndexMap<String, Values>,
}

/// A request before or after the run.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Step {
    /// `POST /users`: as it is sent, after the base path.
    pub request: String,
    /// Who sends it; nobody in particular without one.
    pub identity: Option<String>,
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// Sent as JSON.
    pub body: Option<serde_json::Value>,
    /// Parameters whose values are in the response, by JSON Pointer.
    #[serde(default)]
    pub keep: BTreeMap<String, String>,
}

/// Something that is found, and known.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Known {
    pub check: String,
    pub operation: Option<String>,
    pub reason: String,
    /// The last day on which it is passed over: `2027-01-31`.
    pub until: chrono::NaiveDate,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Limits {
    /// Milliseconds in which each response has to come.
    pub response_within: u64,
    /// Requests of one run.
    pub requests: usize,
    /// Bytes of a response.
    pub response_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            response_within: 2_000,
            requests: 50_000,
            response_bytes: 16 * 1024 * 1024,
        }
    }
}

impl Step {
    /// The method and the target.
    pub fn request(&self) -> (&str, &str) {
        let parts = self.request.split_once(' ');
        parts.map_or(("GET", self.request.as_str()), |(method, target)| {
            (method, target.trim())
        })
    }
}
