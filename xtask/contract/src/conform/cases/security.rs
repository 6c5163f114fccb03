//! Requests by somebody who may not: without credentials, with a part of them, with wrong and
//! expired ones, and by one who may do less.

use super::super::config::Role;
use super::super::credentials::{Credential, Secret};
use super::super::run::{Actor, Expect, Run};
use super::{Case, valid, values::Pools};
use crate::exchange::{Operation, Requirement, SchemeKind};

pub fn cases<'a>(run: &Run<'a>, operation: &Operation<'a>, pools: &Pools) -> Vec<Case> {
    let is_open = operation.security.iter().any(|one| one.schemes.is_empty());
    if operation.security.is_empty() || is_open {
        return Vec::new();
    }
    let with = |credentials: Vec<Credential>, why: String| {
        let mut case = valid(run, operation, pools.least().clone(), &why, false);
        case.credentials = credentials;
        case.expect = Expect::Forbidden;
        case
    };
    let mut all = vec![with(Vec::new(), "there are no credentials".to_owned())];
    // What proves the same person elsewhere does not do so here.
    let is_taken = |scheme: &str| {
        let mut names = operation.security.iter().flat_map(|one| &one.schemes);
        names.any(|(name, _)| *name == scheme)
    };
    let own = run.actor().into_iter().flat_map(|actor| &actor.credentials);
    for credential in own.filter(|one| !is_taken(&one.scheme)) {
        let why = format!("it does not take `{}`", credential.scheme);
        all.push(with(vec![credential.clone()], why));
    }
    for alternative in &operation.security {
        let own = run
            .actor()
            .and_then(|actor| of_alternative(actor, alternative));
        for (name, _) in &alternative.schemes {
            let part: Vec<Credential> = own
                .iter()
                .flatten()
                .filter(|one| one.scheme == **name)
                .cloned()
                .collect();
            let is_enough = operation
                .security
                .iter()
                .any(|other| other.schemes.len() == 1 && other.schemes[0].0 == *name);
            if alternative.schemes.len() > 1 && !part.is_empty() && !is_enough {
                all.push(with(part, format!("`{name}` alone is not enough")));
            }
            let rest = own.iter().flatten().filter(|one| one.scheme != **name);
            let rest: Vec<Credential> = rest.cloned().collect();
            if rest.len() + 1 < alternative.schemes.len() {
                continue;
            }
            for value in wrong(run, name, own.as_deref()) {
                let mut credentials = rest.clone();
                credentials.push(value);
                all.push(with(
                    credentials,
                    format!("the credential for `{name}` is wrong"),
                ));
            }
        }
        for actor in &run.actors {
            let Some(credentials) = of_alternative(actor, alternative) else {
                continue;
            };
            let name = &actor.name;
            match actor.role {
                Role::Wrong => all.push(with(
                    credentials,
                    format!("the credentials of `{name}` are wrong"),
                )),
                Role::Expired => all.push(with(
                    credentials,
                    format!("the credentials of `{name}` have expired"),
                )),
                Role::Lesser if lacks(actor, alternative, operation) => {
                    all.push(with(credentials, format!("`{name}` may not do this")));
                }
                _ if actor
                    .forbidden
                    .iter()
                    .any(|called| operation.is_called(called)) =>
                {
                    all.push(with(credentials, format!("`{name}` may not do this")));
                }
                _ => {}
            }
        }
    }
    all
}

fn of_alternative(actor: &Actor, alternative: &Requirement<'_>) -> Option<Vec<Credential>> {
    let each = alternative.schemes.iter().map(|(name, _)| {
        actor
            .credentials
            .iter()
            .find(|one| one.scheme == **name)
            .cloned()
    });
    each.collect()
}

/// Whether the contract says that somebody with these scopes may not.
fn lacks(actor: &Actor, alternative: &Requirement<'_>, operation: &Operation<'_>) -> bool {
    let is_forbidden = actor
        .forbidden
        .iter()
        .any(|called| operation.is_called(called));
    let mut scopes = alternative.schemes.iter().flat_map(|(_, scopes)| scopes);
    is_forbidden || scopes.any(|scope| !actor.scopes.iter().any(|own| own == scope))
}

/// Credentials that nobody has: made up, and almost valid.
fn wrong(run: &Run<'_>, scheme: &str, own: Option<&[Credential]>) -> Vec<Credential> {
    let Some(known) = run.operations.schemes.get(scheme) else {
        return Vec::new();
    };
    let made = |value: &str| Credential {
        scheme: scheme.to_owned(),
        value: Secret::new(value),
        shell: None,
    };
    let own = own.and_then(|all| all.iter().find(|one| one.scheme == scheme));
    let mut all = match &known.kind {
        SchemeKind::MutualTls | SchemeKind::Unknown => return Vec::new(),
        SchemeKind::Http(name) if name == "basic" => vec![made("nobody:wrong")],
        _ => vec![made("wrong-7f1c3f0e8c1b4b53")],
    };
    // Almost valid: another one behind it, and a token whose signature does not fit.
    if let Some((text, shell)) = own.and_then(|own| Some((own.value.expose(), own.shell.as_ref()?)))
    {
        let changed = |value: String, shell: String| Credential {
            shell: Some(shell),
            ..made(&value)
        };
        // A stand-in that knows no credentials refuses those that end so.
        all.push(changed(format!("{text}wrong"), format!("{shell}wrong")));
        if let (Some((rest, _)), 2) = (text.rsplit_once('.'), text.matches('.').count()) {
            let shell = shell.replace('}', "%.*}.AAAwrong");
            all.push(changed(format!("{rest}.AAAwrong"), shell));
        }
    }
    all
}
