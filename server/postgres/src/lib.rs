//! PostgreSQL for tests, from the programs of this machine: clusters that live in a temporary folder,
//! listen on a loopback port and a Unix socket, and end with the process that started them.
//!
//! Most tests need a database that is empty, and no more: [`database`] makes one in the cluster that
//! all tests of a process share. Tests of faults start a [`Cluster`] of their own, stop it, kill it,
//! start it again, and put a [standby](Cluster::standby) in its place.
//!
//! PostgreSQL is found as [`Programs`] says. Where there is none each test says that it is skipped;
//! in CI that is a failure.

#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

mod cluster;
mod process;
mod programs;
mod standby;

use std::io::Write as _;
use std::sync::{Arc, OnceLock};

pub use cluster::{Cluster, Database, Durability};
pub use programs::Programs;

/// An empty database in the cluster that all tests of this process share. It is dropped with the
/// value. None, and a word about it, where there is no PostgreSQL.
pub fn database(test: &str) -> Option<Database> {
    static SHARED: OnceLock<Arc<Cluster>> = OnceLock::new();
    let programs = programs(test)?;
    let shared = SHARED.get_or_init(|| Cluster::start(&programs, Durability::Fast, &[]));
    Some(shared.database())
}

/// The programs of this machine. None, and a word about it, where there are none.
pub fn programs(test: &str) -> Option<Programs> {
    match Programs::find() {
        Ok(programs) => Some(programs),
        Err(why) => {
            assert!(
                std::env::var_os("CI").is_none_or(|ci| ci != "true"),
                "{test}: {why}"
            );
            // Not captured, unlike what is printed.
            let _ = writeln!(std::io::stderr(), "SKIPPED {test}: {why}");
            None
        }
    }
}
