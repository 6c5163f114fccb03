//! Why something was never seen.

use super::super::config::Role;
use super::super::run::Run;
use super::note::Noted;
use crate::exchange::{Operation, Requirement, StatusKey};

pub fn of_operation(run: &Run<'_>, operation: &Operation<'_>, noted: &Noted) -> String {
    let statuses: Vec<String> = noted.statuses.keys().map(u16::to_string).collect();
    let only = match statuses.as_slice() {
        [] => String::new(),
        [one] => format!("only {one} ever came"),
        all => format!("only {} ever came", all.join(", ")),
    };
    match () {
        () if run.credentials(operation, run.actor()).is_none() => {
            let schemes = operation.security.iter().flat_map(|one| &one.schemes);
            let mut names: Vec<&str> = schemes.map(|(name, _)| *name).collect();
            names.dedup();
            let lacking = format!("there are no credentials for {}", names.join(", "));
            match only.is_empty() {
                true => lacking,
                false => format!("{lacking}; {only}"),
            }
        }
        () if noted.statuses.is_empty() && run.is_given_up(operation.index) => {
            "its responses are too slow".to_owned()
        }
        () if noted.statuses.is_empty() && noted.failures > 0 => "no response came".to_owned(),
        () if noted.statuses.is_empty() => match run.ends_because() {
            Some(why) => format!("no request was sent: {why}"),
            None => "no request could be made: no value of it is known, `parameters` of the configuration can say one".to_owned(),
        },
        () if noted.statuses.contains_key(&404) && operation.path.contains('{') => format!(
            "{only}: nothing is known that its path could name, `parameters` of the configuration can"
        ),
        () => only,
    }
}

pub fn of_status(
    run: &Run<'_>,
    operation: &Operation<'_>,
    noted: &Noted,
    key: StatusKey,
) -> String {
    let is_there = |role| run.actors.iter().any(|actor| actor.role == role);
    let of_it = match key {
        StatusKey::Exact(status) => status,
        StatusKey::Range(first) => first * 100,
        StatusKey::Default => 0,
    };
    match of_it {
        0 => "every status that came is documented itself".to_owned(),
        304 => "nothing was asked for with a condition that held".to_owned(),
        401 if operation.security.is_empty() => "it needs no credentials".to_owned(),
        403 if !is_there(Role::Lesser) => {
            "no identity may do less: one with `role = \"lesser\"` can be named".to_owned()
        }
        404 if !operation.path.contains('{') => "its path names nothing".to_owned(),
        409 => "nothing was in conflict".to_owned(),
        412 | 428 => "no condition failed".to_owned(),
        429 => "no limit was reached".to_owned(),
        500..600 => "the service did not stumble".to_owned(),
        200..300 => {
            let all: Vec<String> = noted.statuses.keys().map(u16::to_string).collect();
            format!("it was {} each time", all.join(" or "))
        }
        _ => "no request led to it".to_owned(),
    }
}

pub fn of_alternative(run: &Run<'_>, alternative: &Requirement<'_>) -> String {
    let lacking = alternative.schemes.iter().map(|(name, _)| *name);
    let lacking: Vec<&str> = lacking
        .filter(|name| {
            let own = run.actor().into_iter().flat_map(|actor| &actor.credentials);
            !own.into_iter().any(|one| one.scheme == *name)
        })
        .collect();
    match lacking.is_empty() {
        false => format!("there are no credentials for {}", lacking.join(", ")),
        true => "no request with it was carried out".to_owned(),
    }
}
