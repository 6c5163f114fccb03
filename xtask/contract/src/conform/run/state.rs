//! All that cases and sequences send with.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::super::config::{Config, Role};
use super::super::credentials::{Credential, Environment};
use super::super::found::{Found, FoundOnce};
use super::super::known::KnownValues;
use super::super::shown::{Name, names};
use super::super::transport::Transport;
use super::super::tried::Tried;
use super::case::{Actor, Options};
use super::interrupt::Interrupt;
use super::origins::Origins;
use super::send::Pace;
use crate::exchange::{Operation, Operations};

/// One thread: nothing here is shared with others.
pub struct Run<'a> {
    pub operations: &'a Operations<'a>,
    pub config: &'a Config,
    pub options: Options,
    pub environment: &'a Environment,
    pub actors: Vec<Actor>,
    /// The names of all secrets.
    pub secrets: Vec<Name>,
    pub transport: Transport,
    pub known: RefCell<KnownValues>,
    pub found: RefCell<FoundOnce>,
    pub tried: RefCell<Tried>,
    pub sent: Cell<usize>,
    pub unique: Cell<u64>,
    /// Of bodies of an operation that cannot be sent twice: the member that has to be new each
    /// time, and its value in the one that was taken.
    pub unique_members: RefCell<HashMap<usize, (String, Value)>>,
    pub har: RefCell<Option<Vec<Value>>>,
    pub(super) origins: RefCell<Origins>,
    pub(super) pace: RefCell<HashMap<usize, Pace>>,
    /// Connections in a row that could not be made.
    pub(super) refused: Cell<usize>,
    pub(super) interrupt: Interrupt,
    pub(super) start: Instant,
}

impl<'a> Run<'a> {
    pub fn new(
        operations: &'a Operations<'a>,
        config: &'a Config,
        options: Options,
        environment: &'a Environment,
        transport: Transport,
        interrupt: Interrupt,
    ) -> Run<'a> {
        let mut known = KnownValues::default();
        for (name, values) in &config.parameters {
            known.say(name, values.all());
        }
        let mut missing = Vec::new();
        let actors = actors(config, environment, &mut missing);
        let mut tried = Tried::new(operations);
        tried.missing_variables = missing;
        let all = actors.iter().flat_map(|actor| &actor.credentials);
        let all: Vec<Credential> = all.cloned().collect();
        Run {
            operations,
            config,
            transport,
            options,
            environment,
            actors,
            secrets: names(&all),
            known: RefCell::new(known),
            found: RefCell::default(),
            tried: RefCell::new(tried),
            sent: Cell::new(0),
            unique: Cell::new(1),
            unique_members: RefCell::default(),
            har: RefCell::new(None),
            origins: RefCell::default(),
            pace: RefCell::default(),
            refused: Cell::new(0),
            interrupt,
            start: Instant::now(),
        }
    }

    /// Keeps the traffic.
    pub fn keep_traffic(&self) {
        *self.har.borrow_mut() = Some(Vec::new());
    }

    pub fn base(&self, operation: &Operation<'_>) -> String {
        match &self.options.base {
            Some(base) => base.clone(),
            None => operation.base.clone(),
        }
    }

    /// The identity that a run acts for.
    pub fn actor(&self) -> Option<&Actor> {
        self.actors.iter().find(|actor| actor.role == Role::Tenant)
    }

    /// Credentials of an identity for an operation: those of the first alternative that it has
    /// all of. None when it has no alternative.
    pub fn credentials(
        &self,
        operation: &Operation<'a>,
        actor: Option<&Actor>,
    ) -> Option<Vec<Credential>> {
        if operation.security.is_empty() {
            return Some(Vec::new());
        }
        operation.security.iter().find_map(|alternative| {
            let each = alternative.schemes.iter().map(|(name, _)| {
                actor?
                    .credentials
                    .iter()
                    .find(|one| one.scheme == **name)
                    .cloned()
            });
            each.collect::<Option<Vec<_>>>()
        })
    }

    /// Whether there is time, and requests, for more.
    pub fn goes_on(&self) -> bool {
        self.ends_because().is_none()
    }

    /// Why nothing more is sent.
    pub fn ends_because(&self) -> Option<String> {
        let limit = self.config.limits.requests;
        if self.interrupt.is_asked() {
            return Some("it was interrupted".to_owned());
        }
        if self.is_lost() {
            return Some("the service takes no connection any more".to_owned());
        }
        if self.sent.get() >= limit {
            return Some(format!(
                "{limit} requests were sent, the limit of `[limits]`"
            ));
        }
        let time = self.options.time?;
        (self.start.elapsed() >= time)
            .then(|| format!("the time was over: --time {}", time.as_secs()))
    }

    /// Until nothing more is sent, if there is such a limit.
    pub fn left(&self) -> Option<Duration> {
        let time = self.options.time?;
        Some(time.saturating_sub(self.start.elapsed()))
    }

    /// Whether an operation is among those that may be called.
    pub fn calls(&self, operation: &Operation<'_>) -> bool {
        let asked = &self.options.operations;
        let is_asked = asked.is_empty() || asked.iter().any(|name| operation.is_called(name));
        is_asked && self.skipped(operation).is_none()
    }

    pub fn skipped(&self, operation: &Operation<'_>) -> Option<&str> {
        let all = self.config.operations.iter();
        let mut own = all.filter(|(name, _)| operation.is_called(name));
        own.find_map(|(_, config)| config.skip.as_deref())
    }

    /// Whether a POST adds to what its path lists, rather than doing something with one thing.
    pub fn makes_something(&self, operation: &Operation<'_>) -> bool {
        let is_one_of = |other: &Operation<'_>| {
            let rest = other.path.strip_prefix(operation.path);
            let is_item = rest.is_some_and(|rest| rest.starts_with("/{"));
            is_item || other.path == operation.path && other.method == "GET"
        };
        operation.method == "POST" && self.operations.all.iter().any(is_one_of)
    }

    /// The secrets of all identities, and those of a case that are almost such.
    pub fn secrets_of(&self, credentials: &[Credential]) -> Vec<Name> {
        let is_known = |one: &Credential| {
            let mut own = self.actors.iter().flat_map(|actor| &actor.credentials);
            own.any(|known| known == one)
        };
        if credentials.iter().all(is_known) {
            return self.secrets.clone();
        }
        let own = self.actors.iter().flat_map(|actor| &actor.credentials);
        let all: Vec<Credential> = own.chain(credentials).cloned().collect();
        names(&all)
    }

    /// Keeps what is found, unless nobody asked for it.
    pub fn report(&self, found: Found) {
        if self.asks_for(found.rule.id()) {
            self.found.borrow_mut().add(found);
        }
    }

    pub fn asks_for(&self, rule: &str) -> bool {
        let asked = &self.options.checks;
        asked.is_empty() || asked.iter().any(|id| rule == id)
    }
}

fn actors(config: &Config, environment: &Environment, missing: &mut Vec<String>) -> Vec<Actor> {
    let all = config.identities.iter().map(|(name, identity)| {
        let credentials = identity
            .credentials
            .iter()
            .filter_map(|(scheme, variable)| {
                let Some(value) = environment.get(variable) else {
                    missing.push(variable.clone());
                    return None;
                };
                Some(Credential {
                    scheme: scheme.clone(),
                    value,
                    shell: Some(format!("${{{variable}}}")),
                })
            });
        Actor {
            name: name.clone(),
            role: identity.role,
            scopes: identity.scopes.clone(),
            forbidden: identity.forbidden.clone(),
            credentials: credentials.collect(),
        }
    });
    all.collect()
}
