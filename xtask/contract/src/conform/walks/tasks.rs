//! What takes a while comes to an end, and stays there.

use std::time::Duration;

use super::follow::{evaluated, state_of};
use super::life::identifier;
use super::names::plain;
use super::seam::{Check, Service, Who};
use super::walker::{Ask, Object, Seen, Walker};
use crate::exchange::{Location, Operation};

/// A task that takes longer never ends, for us.
const LONGEST: Duration = Duration::from_secs(8);
const FIRST_PAUSE: Duration = Duration::from_millis(40);
const LONGEST_PAUSE: Duration = Duration::from_millis(400);

/// States in which something still goes on.
const GOING_ON: &[&str] = &[
    "queued",
    "pending",
    "running",
    "processing",
    "inprogress",
    "started",
    "accepted",
    "new",
    "working",
    "waiting",
    "scheduled",
    "created",
    "active",
    "executing",
    "submitted",
    "open",
];
const ENDED: &[&str] = &[
    "done",
    "completed",
    "complete",
    "succeeded",
    "success",
    "successful",
    "finished",
    "failed",
    "failure",
    "error",
    "errored",
    "cancelled",
    "canceled",
    "aborted",
    "ready",
    "expired",
];

impl<'w, 'a, S: Service> Walker<'w, 'a, S> {
    /// Polls what a 202 began, until it ends.
    pub async fn is_done(
        &mut self,
        begin: &'w Operation<'a>,
        object: Option<(usize, &Object)>,
        seen: &Seen,
    ) -> Option<()> {
        let documented = begin.response(seen.status);
        let has = |name: &str| {
            documented.is_some_and(|response| {
                let mut headers = response.headers.iter();
                headers.any(|header| header.name.eq_ignore_ascii_case(name))
            })
        };
        if let Some(host) = seen
            .headers
            .get("location")
            .and_then(super::follow::host_of)
            && !self.service.is_own_host(host)
        {
            let message = format!(
                "Location of {} leads to another host: {host}",
                begin.title()
            );
            self.discover(Check::LocationNowhere, begin, message);
        }
        for name in ["Retry-After", "Location"] {
            if has(name) && seen.headers.get(name).is_none() {
                let message = format!("{} is {} without {name}", begin.title(), seen.status);
                self.discover(Check::HeaderMissing, begin, message);
            }
        }
        let (poll, variables) = self.polled(begin, object, seen)?;
        let mut pause = FIRST_PAUSE;
        let mut waited = Duration::ZERO;
        loop {
            let now = self.call(poll, &variables, Ask::new()).await?;
            let state = state_of(&now.value).map(|state| plain(&state));
            let goes_on = now.status == 202
                || state
                    .as_deref()
                    .is_some_and(|state| GOING_ON.contains(&state));
            if !now.is_success() && now.status != 303 {
                return None;
            }
            if !goes_on {
                self.stays(poll, &variables, state.as_deref()).await;
                return Some(());
            }
            if waited >= LONGEST {
                let message = format!(
                    "what {} began has not ended after {} s",
                    begin.title(),
                    waited.as_secs()
                );
                self.discover(Check::TaskNeverEnds, begin, message);
                return None;
            }
            self.service.pause(pause).await;
            waited += pause;
            pause = (pause * 3 / 2).min(LONGEST_PAUSE);
        }
    }

    /// Where to look: the resource, Location, or a link.
    fn polled(
        &self,
        begin: &'w Operation<'a>,
        object: Option<(usize, &Object)>,
        seen: &Seen,
    ) -> Option<(&'w Operation<'a>, Vec<(String, String)>)> {
        let located = seen.headers.get("location");
        let located = located.and_then(|location| self.routed(&self.target(begin, location)?));
        let own = object.and_then(|(resource, object)| {
            Some((self.resources[resource].read?, object.variables.clone()))
        });
        let linked = || {
            let response = begin.response(seen.status)?;
            response.links.iter().find_map(|link| {
                let mut all = self.operations.all.iter();
                let target = all.find(|one| one.id.is_some() && one.id == link.operation_id)?;
                let variables = link.parameters.iter().filter_map(|(name, node)| {
                    let name = name.rsplit('.').next()?;
                    target.parameter(Location::Path, name)?;
                    Some((name.to_owned(), evaluated(node.as_str()?, seen)?))
                });
                (target.method == "GET").then(|| (target, variables.collect()))
            })
        };
        let by_name = || {
            self.resources.iter().find_map(|resource| {
                let id = identifier(&seen.value, resource.variable, &resource.name)?;
                let is_alone = resource.parent.is_none();
                let tells = ["job", "task", "operation"].contains(&resource.name.as_str());
                let named = vec![(resource.variable.to_owned(), id)];
                (is_alone && tells).then_some((resource.read?, named))
            })
        };
        own.or(located).or_else(linked).or_else(by_name)
    }

    /// What has ended does not go on again.
    async fn stays(
        &mut self,
        poll: &'w Operation<'a>,
        variables: &[(String, String)],
        state: Option<&str>,
    ) -> Option<()> {
        let ended = state.filter(|state| ENDED.contains(state))?;
        for _ in 0..2 {
            let again = self.call(poll, variables, Ask::new().by(Who::Own)).await?;
            let now = plain(&state_of(&again.value)?);
            if now != ended && GOING_ON.contains(&now.as_str()) {
                let message = format!("{} is {now} after it was {ended}", poll.title());
                self.discover(Check::TaskGoesBack, poll, message);
            }
        }
        Some(())
    }
}
