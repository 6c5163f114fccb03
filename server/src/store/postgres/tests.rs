//! The store suite on PostgreSQL, and what only a server elsewhere can do: be shared by several
//! servers of ours, go away, and come back.

use std::sync::Arc;

use std::time::{Duration, Instant};

use mfa_test_postgres::{Cluster, Database, Durability};

use super::{PostgresAddress, PostgresStore};
use crate::mfa::{Store, StoreError};
use crate::store::suite::{BY, at, count_request, org_id, organization, store_suite, user_id};

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

/// With few connections: many tests share a machine, and each of them costs a proof of the password.
async fn open(database: &Database) -> Arc<dyn Store> {
    open_at(&format!("{}?pool_size=4", database.url())).await
}

async fn open_at(url: &str) -> Arc<dyn Store> {
    let address = PostgresAddress::parse(url).expect("an address");
    Arc::new(PostgresStore::open(&address).await.expect("opens"))
}

/// A cluster that a test may stop, with an empty store in it.
async fn alone() -> Option<(Arc<dyn Store>, Database, Arc<Cluster>)> {
    let programs = mfa_test_postgres::programs(&story())?;
    let cluster = Cluster::start(&programs, Durability::Durable, &[]);
    let database = cluster.database();
    let store = open(&database).await;
    Some((store, database, cluster))
}

/// A read and a write are told to come again, in time and without a word of success.
async fn is_away(store: &dyn Store) {
    let begun = Instant::now();
    let (user, org) = (user_id("nobody"), org_id("blue"));
    let read = store.user(&org, &user).await.map(drop);
    let written = store.ensure_user(&org, &user, &BY, at(0)).await.map(drop);
    for result in [read, written] {
        match result {
            Err(error @ StoreError::Unavailable { .. }) => {
                let after = error.retry_after().expect("when to come again");
                assert!(after <= Duration::from_secs(30), "{after:?}");
                assert!(!error.to_string().contains("test only"), "{error}");
            }
            other => panic!("not told to come again: {other:?}"),
        }
    }
    assert!(
        begun.elapsed() < Duration::from_secs(20),
        "{:?}",
        begun.elapsed()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_one_server_changes_the_other_sees_at_once() {
    let Some((one, database)) = empty().await else {
        return;
    };
    let other = open(&database).await;
    crate::store::suite::records::what_one_server_changes_the_other_sees_at_once(one, other).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_server_that_stops_or_dies_is_told_and_comes_back_with_all_that_was_acknowledged() {
    let Some((store, _database, cluster)) = alone().await else {
        return;
    };
    let org = org_id("blue");
    store
        .insert_organization(&organization("blue"), &BY)
        .await
        .expect("made");
    for (user, kill) in [("alice", false), ("bob", true)] {
        let user = user_id(user);
        assert!(
            store
                .ensure_user(&org, &user, &BY, at(0))
                .await
                .expect("made")
        );
        match kill {
            false => cluster.stop(),
            true => cluster.kill(),
        }
        is_away(&*store).await;
        cluster.start_again();
        let kept = store.user(&org, &user).await.expect("it is back");
        assert!(kept.is_some(), "{user} is lost");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn connections_that_were_ended_or_only_read_are_thrown_away() {
    let Some((store, database, cluster)) = alone().await else {
        return;
    };
    store
        .insert_organization(&organization("blue"), &BY)
        .await
        .expect("made");
    let end_all = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'mfa'";
    cluster.sql("postgres", end_all);
    // The first may find out; the others get new ones.
    let _ = store.organizations().await;
    assert_eq!(store.organizations().await.expect("read").len(), 1);

    let read_only = |value: &str| {
        cluster.sql(
            "postgres",
            &format!("ALTER SYSTEM SET default_transaction_read_only = {value}"),
        );
        cluster.sql("postgres", "SELECT pg_reload_conf()");
        let asked = "SHOW default_transaction_read_only";
        while database.sql(asked) != value {
            std::thread::yield_now();
        }
    };
    read_only("on");
    let add = |user: &'static str| {
        let store = &store;
        async move {
            let user = user_id(user);
            store.ensure_user(&org_id("blue"), &user, &BY, at(0)).await
        }
    };
    let refused = add("alice").await.expect_err("it only reads");
    assert!(refused.retry_after().is_some(), "{refused:?}");
    read_only("off");
    assert!(add("alice").await.expect("it is back"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn who_waits_too_long_for_others_or_for_a_connection_is_told_so() {
    let Some(database) = mfa_test_postgres::database(&story()) else {
        return;
    };
    let one = open_at(&format!("{}?pool_size=1", database.url())).await;
    let other = open(&database).await;
    one.insert_organization(&organization("blue"), &BY)
        .await
        .expect("made");
    let org = org_id("blue");
    let left = count_request(&one, &org, at(0)).await.expect("counted");

    let connected = tokio_postgres::connect(&database.url(), tokio_postgres::NoTls).await;
    let (holder, connection) = connected.expect("connects");
    tokio::spawn(connection);
    let hold = "BEGIN; SELECT * FROM request_counts FOR UPDATE";
    holder.batch_execute(hold).await.expect("held");

    let refused = crate::mfa::Event::RequestRefused {
        asked: crate::mfa::Asked::Start,
        why: crate::mfa::Why::NoProfile,
    };
    let begun = Instant::now();
    let count = |store: Arc<dyn Store>| {
        let (org, refused) = (&org, &refused);
        async move {
            store
                .count_request(org, refused, &BY, at(0))
                .await
                .map(drop)
        }
    };
    let waited = futures::future::join_all([
        count(Arc::clone(&one)),
        count(Arc::clone(&one)),
        count(Arc::clone(&one)),
        count(Arc::clone(&other)),
    ])
    .await;
    assert!(
        begun.elapsed() < Duration::from_secs(15),
        "{:?}",
        begun.elapsed()
    );
    for result in waited {
        assert!(
            matches!(result, Err(StoreError::Unavailable { .. })),
            "{result:?}"
        );
    }
    // Who reads does not wait for it.
    other.organizations().await.expect("read");
    holder.batch_execute("ROLLBACK").await.expect("let go");
    let next = count_request(&one, &org, at(0)).await.expect("counted");
    // What was refused was not counted.
    assert_eq!(next.remaining, left.remaining - 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nobody_changes_the_trail_by_mistake() {
    let Some((store, database)) = empty().await else {
        return;
    };
    store
        .insert_organization(&organization("blue"), &BY)
        .await
        .expect("made");
    for statement in [
        "UPDATE audit SET what = 'nothing'",
        "DELETE FROM audit",
        "TRUNCATE audit",
        "INSERT INTO audit SELECT * FROM audit",
    ] {
        let done = database.cluster().try_sql(database.name(), statement);
        done.expect_err(statement);
    }
    assert_eq!(database.sql("SELECT count(*) FROM audit"), "1");
}
