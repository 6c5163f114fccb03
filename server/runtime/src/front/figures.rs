//! How many connections there are and were, for metrics.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// Counts of a server's connections.
#[derive(Debug, Default)]
pub struct Connections {
    pub(super) open: AtomicU64,
    pub(super) accepted: AtomicU64,
    pub(super) evicted: AtomicU64,
    pub(super) full: AtomicU64,
    pub(super) address_full: AtomicU64,
    pub(super) failed: AtomicU64,
}

impl Connections {
    /// Those that are open now.
    pub fn open(&self) -> u64 {
        self.open.load(Relaxed)
    }

    /// All that were let in.
    pub fn accepted(&self) -> u64 {
        self.accepted.load(Relaxed)
    }

    /// Those of them that had to go, idle, because their place was needed.
    pub fn evicted(&self) -> u64 {
        self.evicted.load(Relaxed)
    }

    /// Those that were turned away because all connections had requests in flight.
    pub fn turned_away_full(&self) -> u64 {
        self.full.load(Relaxed)
    }

    /// The same of all connections of one address.
    pub fn turned_away_address(&self) -> u64 {
        self.address_full.load(Relaxed)
    }

    /// Those that the system could not give: it has no more files, or no memory.
    pub fn failed(&self) -> u64 {
        self.failed.load(Relaxed)
    }
}
