//! What of the contract was seen, and what never was.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::run::Run;
use super::note::{Noted, Tried};
use super::reasons;
use crate::exchange::{Location, Operation, StatusKey};

/// What a run saw of a contract.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Coverage {
    pub operations: Vec<OfOperation>,
    /// Variables of credentials that are not set.
    pub missing_variables: Vec<String>,
    /// Set-up and clean-up that failed.
    pub failed_steps: Vec<String>,
    /// Responses that were slow, and not when they were asked for again.
    pub slow_once: usize,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OfOperation {
    pub operation: String,
    pub state: State,
    /// Why it was not carried out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Statuses, and how often each came.
    pub statuses: BTreeMap<u16, usize>,
    /// How many things are documented, of all that was looked for.
    pub documented: usize,
    pub never: Vec<Never>,
    /// Walks that could not be gone.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub walks: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    CarriedOut,
    NeverCarriedOut,
    /// The configuration says not to.
    NotCalled,
    NotAskedFor,
}

/// Something documented that was never seen.
#[derive(Debug, Serialize)]
pub struct Never {
    /// `status`, `parameter`, `body`, `media type`, `property`, `credentials`.
    pub kind: &'static str,
    pub name: String,
    pub reason: String,
}

impl Coverage {
    /// Operations that were to be called and were never carried out.
    pub fn untried(&self) -> usize {
        self.count(State::NeverCarriedOut)
    }

    pub fn count(&self, state: State) -> usize {
        let all = self.operations.iter();
        all.filter(|operation| operation.state == state).count()
    }

    /// Everything that is documented and was never seen.
    pub fn never(&self) -> usize {
        self.operations.iter().map(|one| one.never.len()).sum()
    }
}

impl Tried {
    pub fn coverage(&self, run: &Run<'_>) -> Coverage {
        let all = run.operations.all.iter();
        Coverage {
            operations: all.map(|operation| self.of(run, operation)).collect(),
            missing_variables: self.missing_variables.clone(),
            failed_steps: self.steps.clone(),
            slow_once: self.slow_once,
        }
    }

    fn of(&self, run: &Run<'_>, operation: &Operation<'_>) -> OfOperation {
        let noted = &self.operations[operation.index];
        let state = match () {
            () if run.skipped(operation).is_some() => State::NotCalled,
            () if !run.calls(operation) => State::NotAskedFor,
            () if noted.was_carried_out() => State::CarriedOut,
            () => State::NeverCarriedOut,
        };
        let reason = match state {
            State::NotCalled => run.skipped(operation).map(str::to_owned),
            State::NeverCarriedOut => Some(reasons::of_operation(run, operation, noted)),
            State::CarriedOut if run.is_given_up(operation.index) => {
                Some("no more was asked of it: its responses are too slow".to_owned())
            }
            State::CarriedOut | State::NotAskedFor => None,
        };
        let walks = self.walks.iter().filter(|(own, _)| *own == operation.index);
        let (documented, never) = match state {
            State::CarriedOut => never(run, operation, noted),
            _ => (0, Vec::new()),
        };
        OfOperation {
            operation: operation.title(),
            state,
            reason,
            statuses: noted.statuses.clone(),
            documented,
            never,
            walks: walks.map(|(_, reason)| reason.clone()).collect(),
        }
    }
}

/// How much is documented, and what of it never was.
fn never(run: &Run<'_>, operation: &Operation<'_>, noted: &Noted) -> (usize, Vec<Never>) {
    let mut documented = 0;
    let mut all = Vec::new();
    let mut look = |is_seen: bool, kind, name: String, reason: &dyn Fn() -> String| {
        documented += 1;
        if !is_seen {
            let reason = reason();
            all.push(Never { kind, name, reason });
        }
    };
    let is_seen = |key: StatusKey| {
        let mut all = noted.statuses.keys();
        all.any(|status| {
            operation
                .response(*status)
                .is_some_and(|one| one.status == key)
        })
    };
    for response in &operation.responses {
        let key = response.status;
        look(is_seen(key), "status", key.to_string(), &|| {
            reasons::of_status(run, operation, noted, key)
        });
        let several = response.contents.len() > 1 && is_seen(key);
        for content in response.contents.iter().filter(|_| several) {
            let own = (key, content.media_type.to_owned());
            let name = format!("{key} as {}", content.media_type);
            look(noted.contents.contains(&own), "media type", name, &|| {
                "it was asked for by `Accept`, and another one came".to_owned()
            });
        }
    }
    for parameter in &operation.parameters {
        let (location, name) = (parameter.location, parameter.name.to_owned());
        let is_it = |(known, other): &(Location, String)| {
            *known == location
                && match location {
                    Location::Header => other.eq_ignore_ascii_case(&name),
                    _ => *other == name,
                }
        };
        let is_seen = noted.parameters.iter().any(is_it);
        let title = format!("{} {name}", location.name());
        look(
            is_seen,
            "parameter",
            title,
            &|| match noted.refused_parameters.iter().any(is_it) {
                true => "no request with it was carried out".to_owned(),
                false => "no value of it is known: `parameters` of the configuration can say one"
                    .to_owned(),
            },
        );
    }
    for content in operation.body.iter().flat_map(|body| &body.contents) {
        let own = content.media_type;
        let is_it = |known: &String| known == own;
        look(
            noted.bodies.iter().any(is_it),
            "body",
            own.to_owned(),
            &|| match noted.refused_bodies.iter().any(is_it) {
                true => "no request with it was carried out".to_owned(),
                false => "no value of it could be made".to_owned(),
            },
        );
    }
    for (index, alternative) in operation.security.iter().enumerate() {
        let names: Vec<&str> = alternative.schemes.iter().map(|(name, _)| *name).collect();
        if !names.is_empty() {
            let is_seen = noted.alternatives.contains(&index);
            look(is_seen, "credentials", names.join(" and "), &|| {
                reasons::of_alternative(run, alternative)
            });
        }
    }
    for (part, unseen) in &noted.unseen {
        for pointer in unseen {
            let name = format!("{pointer} of {part}");
            look(false, "property", name, &|| match part.as_str() {
                "the request" => "no request with it was carried out".to_owned(),
                _ => "no response had it".to_owned(),
            });
        }
    }
    (documented, all)
}
