//! The store suite on PostgreSQL, and what only a server elsewhere can do: be shared by several
//! servers of ours, go away, and come back.

use std::sync::Arc;

use mfa_test_postgres::Database;

use super::{PostgresAddress, PostgresStore};
use crate::mfa::Store;
use crate::store::suite::store_suite;

store_suite!(match empty().await {
    Some(both) => both,
    None => return,
});

/// The test that runs, for the word about one that is skipped.
fn story() -> String {
    let thread = std::thread::current();
    thread.name().unwrap_or("a test of PostgreSQL").to_owned()
}

async fn empty() -> Option<(Arc<dyn Store>, Database)> {
    let database = mfa_test_postgres::database(&story())?;
    let store = open(&database).await;
    Some((store, database))
}

async fn open(database: &Database) -> Arc<dyn Store> {
    let address = PostgresAddress::parse(&database.url()).expect("an address");
    Arc::new(PostgresStore::open(&address).await.expect("opens"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_one_server_changes_the_other_sees_at_once() {
    let Some((one, database)) = empty().await else {
        return;
    };
    let other = open(&database).await;
    crate::store::suite::records::what_one_server_changes_the_other_sees_at_once(one, other).await;
}
