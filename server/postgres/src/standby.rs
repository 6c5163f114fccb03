//! A standby that a primary waits for, and its promotion.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::cluster::{Cluster, PATIENCE};
use crate::process::done;

impl Cluster {
    /// Makes a standby by `pg_basebackup`, and lets this cluster acknowledge only what the standby has
    /// as well (synchronous commit).
    pub fn standby(&self) -> Arc<Cluster> {
        let mut standby = Cluster::empty(&self.programs);
        let port = self.port().to_string();
        done(
            standby
                .command("pg_basebackup")
                .args(["--checkpoint=fast", "--no-sync", "--write-recovery-conf"])
                .args(["--wal-method=stream", "--username=postgres", "--port"])
                .arg(port)
                .arg("--host")
                .arg(self.socket())
                .arg("--pgdata")
                .arg(standby.data()),
        );
        // Else it would wait for itself when it is promoted.
        standby.configure("cluster_name = 'standby'\nsynchronous_standby_names = ''\n");
        standby.start_first();
        self.sql(
            "postgres",
            "ALTER SYSTEM SET synchronous_standby_names = 'standby'",
        );
        self.sql("postgres", "ALTER SYSTEM SET synchronous_commit = 'on'");
        self.sql("postgres", "SELECT pg_reload_conf()");
        let end = Instant::now() + PATIENCE;
        let state = "SELECT sync_state FROM pg_stat_replication WHERE application_name = 'standby'";
        while self.sql("postgres", state) != "sync" {
            assert!(Instant::now() < end, "the standby does not follow");
            std::thread::sleep(Duration::from_millis(20));
        }
        Arc::new(standby)
    }

    /// Lets a standby take writes from now on. Its primary should be gone.
    pub fn promote(&self) {
        done(
            self.command("pg_ctl")
                .args(["promote", "--wait", "--silent", "--pgdata"])
                .arg(self.data()),
        );
    }
}
