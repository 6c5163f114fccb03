//! The store without HTTP: the same writes, by as many tasks as there would be connections.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::ensure;
use chrono::Utc;
use mfa_server::factor::GUARDIAN;
use mfa_server::mfa::{
    Counted, LinkToken, NewLink, OrganizationId, Origin, Sealed, Store as _, UserId, UserState,
    rules,
};
use mfa_server::store::SqliteStore;

use crate::figures::Measured;
use crate::load::Run;
use crate::place::{NEWCOMER, ORGANIZATION};
use crate::process::own_processor_time;

pub struct Links {
    store: Arc<SqliteStore>,
    runtime: tokio::runtime::Runtime,
}

impl Links {
    pub fn open(database: &Path) -> anyhow::Result<Self> {
        Ok(Self {
            store: Arc::new(SqliteStore::open(database)?),
            runtime: tokio::runtime::Builder::new_multi_thread()
                .enable_all()
                .build()?,
        })
    }

    pub fn run(&self, tasks: usize, duration: Duration) -> anyhow::Result<Measured> {
        let before = own_processor_time();
        let start = Instant::now();
        let run = self.runtime.block_on(async {
            let write = |_| write(Arc::clone(&self.store), start + duration);
            let mut tasks: tokio::task::JoinSet<_> = (0..tasks).map(write).collect();
            let mut latencies = Vec::new();
            while let Some(done) = tasks.join_next().await {
                latencies.extend(done??);
            }
            anyhow::Ok(Run {
                elapsed: start.elapsed(),
                latencies,
            })
        })?;
        Ok(Measured {
            server: own_processor_time().saturating_sub(before),
            generator: Duration::ZERO,
            run,
        })
    }
}

async fn write(store: Arc<SqliteStore>, end: Instant) -> anyhow::Result<Vec<u32>> {
    let organization = OrganizationId::new(ORGANIZATION)?;
    let user = UserId::new(NEWCOMER)?;
    let mut latencies = Vec::new();
    loop {
        let start = Instant::now();
        if start >= end {
            return Ok(latencies);
        }
        let now = Utc::now();
        let link = NewLink {
            hash: LinkToken::generate()?.hash(),
            expires_at: now + chrono::Duration::seconds(rules::LINK_SECONDS),
            prepared: vec![(
                GUARDIAN,
                Sealed {
                    key_id: "bench".into(),
                    bytes: vec![7; 60],
                },
            )],
        };
        let counted = store
            .start_link(&organization, &user, link, &Origin::SERVICE, now)
            .await?;
        ensure!(
            matches!(
                counted,
                Counted::Within {
                    value: UserState::NotEnrolled | UserState::Enrolled(_),
                    ..
                }
            ),
            "the store refuses a link: {counted:?}"
        );
        latencies.push(u32::try_from(start.elapsed().as_nanos()).unwrap_or(u32::MAX));
    }
}
