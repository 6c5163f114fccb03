//! Who may come in: how many connections there are, in all and from each address, and which one
//! goes when there are too many.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::atomic::Ordering::Relaxed;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::figures::Connections;
use super::limits::Admitted;
use super::watch::Watch;

/// The open connections.
#[derive(Clone)]
pub(super) struct Admission(Arc<Mutex<Open>>);

struct Open {
    admitted: Admitted,
    next: u64,
    connections: HashMap<u64, Connection>,
    by_address: HashMap<IpAddr, usize>,
    counts: Arc<Connections>,
}

struct Connection {
    address: IpAddr,
    watch: Arc<Watch>,
}

/// A connection's place, free again when this is dropped.
pub(super) struct Place {
    number: u64,
    admission: Admission,
}

impl Admission {
    pub(super) fn new(admitted: Admitted, counts: Arc<Connections>) -> Self {
        Admission(Arc::new(Mutex::new(Open {
            admitted,
            next: 0,
            connections: HashMap::new(),
            by_address: HashMap::new(),
            counts,
        })))
    }

    /// A place for a connection from `peer`. Where there is none, the connection that has waited for
    /// longest without a request goes; none is free when all have requests in flight.
    pub(super) fn admit(&self, peer: IpAddr, watch: &Arc<Watch>) -> Option<Place> {
        let address = counted(peer);
        let mut open = self.lock();
        let of_address = open.by_address.get(&address).copied().unwrap_or(0);
        if of_address >= open.admitted.per_address {
            if open.evict(Some(address)).is_none() {
                open.counts.address_full.fetch_add(1, Relaxed);
                return None;
            }
        } else if open.connections.len() >= open.admitted.connections && open.evict(None).is_none()
        {
            open.counts.full.fetch_add(1, Relaxed);
            return None;
        }
        let number = open.next;
        open.next += 1;
        *open.by_address.entry(address).or_default() += 1;
        let watch = Arc::clone(watch);
        open.connections
            .insert(number, Connection { address, watch });
        open.counts.accepted.fetch_add(1, Relaxed);
        open.counts.open.fetch_add(1, Relaxed);
        Some(Place {
            number,
            admission: self.clone(),
        })
    }

    /// Makes room when the system has no more files for connections.
    pub(super) fn make_room(&self) {
        let _ = self.lock().evict(None);
    }

    pub(super) fn len(&self) -> usize {
        self.lock().connections.len()
    }

    fn lock(&self) -> MutexGuard<'_, Open> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Open {
    fn evict(&mut self, of: Option<IpAddr>) -> Option<()> {
        let (number, _) = self
            .connections
            .iter()
            .filter(|(_, connection)| of.is_none_or(|address| connection.address == address))
            .filter(|(_, connection)| connection.watch.is_idle())
            .min_by_key(|(_, connection)| connection.watch.order_of_eviction())?;
        let number = *number;
        self.remove(number)?.watch.evicted.notify_one();
        self.counts.evicted.fetch_add(1, Relaxed);
        Some(())
    }

    fn remove(&mut self, number: u64) -> Option<Connection> {
        let connection = self.connections.remove(&number)?;
        self.counts.open.fetch_sub(1, Relaxed);
        if let Some(count) = self.by_address.get_mut(&connection.address) {
            *count -= 1;
            if *count == 0 {
                self.by_address.remove(&connection.address);
            }
        }
        Some(connection)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.admission.lock().remove(self.number);
    }
}

/// One client has a whole /64 network of IPv6 addresses.
fn counted(peer: IpAddr) -> IpAddr {
    match peer.to_canonical() {
        IpAddr::V4(address) => address.into(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
    }
}
