//! A host that keeps failing is left alone for a while: whoever waits for it would wait in vain, and
//! it recovers sooner. Then one call tries, and the rest wait for what comes of it.
//!
//! A breaker of a library (failsafe 1.3) has its clock and its random numbers from elsewhere, and
//! brings more to depend on than is here.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::Host;

/// Failed calls in a row that open it.
const FAILURES: u32 = 5;
const FIRST_PAUSE: Duration = Duration::from_secs(5);
const LONGEST_PAUSE: Duration = Duration::from_secs(60);
/// Hosts that are known at once. Those of whom nothing bad is known are forgotten first.
const KNOWN: usize = 1000;

#[derive(Default)]
pub(super) struct Circuits(Mutex<HashMap<Host, Circuit>>);

#[derive(Default)]
struct Circuit {
    /// Whose host it is.
    service: &'static str,
    failures: u32,
    pause: Duration,
    /// Nobody calls before.
    open_until: Option<Instant>,
    /// One is trying, and has until then.
    trying_until: Option<Instant>,
}

impl Circuits {
    /// Whether a call may be made; else how long none is. Who may must tell what came of it, within
    /// `at_most`.
    pub(super) fn enter(&self, host: &Host, at_most: Duration) -> Result<(), Duration> {
        let now = Instant::now();
        let mut circuits = self.lock();
        let Some(circuit) = circuits.get_mut(host) else {
            return Ok(());
        };
        let Some(open_until) = circuit.open_until else {
            return Ok(());
        };
        let closed_until = circuit
            .trying_until
            .map_or(open_until, |t| t.max(open_until));
        if now < closed_until {
            return Err(closed_until - now);
        }
        circuit.trying_until = Some(now + at_most);
        Ok(())
    }

    pub(super) fn succeeded(&self, host: &Host) {
        self.lock().remove(host);
    }

    /// `Some` if it opened by this: for how long.
    pub(super) fn failed(&self, host: &Host, service: &'static str) -> Option<Duration> {
        let now = Instant::now();
        let mut circuits = self.lock();
        if circuits.len() >= KNOWN && !circuits.contains_key(host) {
            circuits.retain(|_, circuit| circuit.open_until.is_some_and(|until| now < until));
        }
        let circuit = circuits.entry(host.clone()).or_default();
        circuit.service = service;
        circuit.failures = circuit.failures.saturating_add(1);
        if circuit.failures < FAILURES {
            return None;
        }
        circuit.pause = (circuit.pause * 2).clamp(FIRST_PAUSE, LONGEST_PAUSE);
        circuit.open_until = Some(now + circuit.pause);
        circuit.trying_until = None;
        Some(circuit.pause)
    }

    /// How many of each service nobody calls at this moment. Services that had one are told, too.
    pub(super) fn open(&self) -> BTreeMap<&'static str, u64> {
        let now = Instant::now();
        let mut open = BTreeMap::new();
        for circuit in self.lock().values() {
            let is_open = circuit.open_until.is_some_and(|until| now < until);
            *open.entry(circuit.service).or_default() += u64::from(is_open);
        }
        open
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<Host, Circuit>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CALL: Duration = Duration::from_secs(10);

    fn host(name: &str) -> Host {
        name.parse().expect("a host")
    }

    #[tokio::test(start_paused = true)]
    async fn it_opens_lets_one_try_and_closes() {
        let (circuits, duo) = (Circuits::default(), host("duo.test"));
        for _ in 1..FAILURES {
            assert_eq!(circuits.failed(&duo, "duo"), None);
            assert_eq!(circuits.enter(&duo, CALL), Ok(()));
        }
        assert_eq!(circuits.failed(&duo, "duo"), Some(FIRST_PAUSE));
        assert_eq!(circuits.enter(&duo, CALL), Err(FIRST_PAUSE));
        assert_eq!(circuits.enter(&host("other.test"), CALL), Ok(()));
        assert_eq!(circuits.open(), BTreeMap::from([("duo", 1)]));

        tokio::time::advance(FIRST_PAUSE).await;
        assert_eq!(circuits.open(), BTreeMap::from([("duo", 0)]));
        assert_eq!(circuits.enter(&duo, CALL), Ok(()), "one tries");
        assert_eq!(circuits.enter(&duo, CALL), Err(CALL), "the others wait");
        assert_eq!(circuits.failed(&duo, "duo"), Some(FIRST_PAUSE * 2));

        tokio::time::advance(FIRST_PAUSE * 2).await;
        assert_eq!(circuits.enter(&duo, CALL), Ok(()));
        // One that never tells does not keep it closed for ever.
        tokio::time::advance(CALL).await;
        assert_eq!(circuits.enter(&duo, CALL), Ok(()));
        circuits.succeeded(&duo);
        for _ in 0..9 {
            assert_eq!(circuits.enter(&duo, CALL), Ok(()));
        }
        assert_eq!(circuits.failed(&duo, "duo"), None, "it counts anew");
    }

    #[tokio::test(start_paused = true)]
    async fn pauses_grow_to_an_end() {
        let (circuits, duo) = (Circuits::default(), host("duo.test"));
        let pauses: Vec<_> = (0..12)
            .filter_map(|_| circuits.failed(&duo, "duo"))
            .collect();
        let seconds: Vec<_> = pauses.iter().map(Duration::as_secs).collect();
        assert_eq!(seconds, [5, 10, 20, 40, 60, 60, 60, 60]);
    }
}
