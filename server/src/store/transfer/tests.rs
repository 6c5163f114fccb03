//! A store's whole contents, through every way that they go.

use std::path::Path;
use std::sync::Arc;

use super::*;
use crate::factor::GUARDIAN;
use crate::mfa::{
    ApiKey, ApiKeyId, AuditQuery, AuditTrail as _, KeyCheck, Sealed, SecretHash, Store, Webhook,
    WebhookId, Webhooks as _,
};
use crate::store::postgres::{PostgresAddress, PostgresSource, PostgresTarget};
use crate::store::sqlite::{SqliteSource, SqliteTarget};
use crate::store::suite::{self, at, enrol, link, org_id, organization, user_id};
use crate::store::{PostgresStore, SqliteStore};

/// Two organizations, people with factors, open links, keys and what the trail tells of it.
async fn filled(path: &Path) {
    let store: Arc<dyn Store> = Arc::new(SqliteStore::open(path).expect("opens"));
    let (mfa, blue, alice) = suite::with_alice(&store).await;
    enrol(&mfa, &blue, &alice, at(0)).await;
    link(&mfa, &blue, &alice, at(100)).await;
    let red = organization("red");
    store
        .insert_organization(&red, &suite::BY)
        .await
        .expect("made");
    for number in 0..1200 {
        let user = user_id(&format!("u{number}"));
        let made = store.ensure_user(&red.id, &user, &suite::BY, at(1));
        assert!(made.await.expect("made"));
    }
    link(&mfa, &org_id("red"), &user_id("u7"), at(2)).await;
}

async fn sums(path: &Path) -> Sums {
    Sums::of(&mut SqliteSource::open(path).expect("opens"))
        .await
        .expect("sums")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_copy_that_is_broken_off_anywhere_is_gone_on_with() {
    let place = tempfile::tempdir().expect("a place");
    let (from, to) = (place.path().join("from.db"), place.path().join("to.db"));
    filled(&from).await;
    let mut source = SqliteSource::open(&from).expect("opens");
    for puts in [0, 1, 2, 3, 3] {
        let inner = SqliteTarget::open(&to).expect("opens");
        let mut target = BrokenOff { inner, puts };
        assert!(
            copy(&mut source, &mut target, None).await.is_err(),
            "{puts}"
        );
        // No server starts with the half of it, nor is it a source.
        let refused = SqliteStore::open(&to).err().expect("refused").to_string();
        assert!(refused.contains("not finished"), "{refused}");
        assert!(SqliteSource::open(&to).is_err());
    }
    // Nobody begins another copy there.
    let mut target = SqliteTarget::open(&to).expect("opens");
    let other = copy(&mut source, &mut target, Some("red")).await;
    assert!(
        matches!(other, Err(TransferError::OtherCopy { .. })),
        "{other:?}"
    );
    let done = copy(&mut source, &mut target, None).await.expect("copied");
    let put = |name: &str| {
        let mut put = done.put.iter();
        put.find(|(table, _)| table.name == name).expect("told").1
    };
    // Those before were not put again.
    assert_eq!(
        (put("organizations"), put("users"), put("audit") > 0),
        (0, 0, true)
    );
    assert_eq!(sums(&from).await, sums(&to).await);
    assert_eq!(done.sums, sums(&to).await);
    assert!(!done.source_has_changed);
    // And once more there is nothing to do.
    let again = copy(&mut source, &mut target, None).await.expect("equal");
    assert!(
        again.put.iter().all(|(_, rows)| *rows == 0),
        "{:?}",
        again.put
    );
    // What went on from there is other data.
    let store = SqliteStore::open(&to).expect("whole");
    store
        .insert_organization(&organization("green"), &suite::BY)
        .await
        .expect("made");
    let refused = copy(&mut source, &mut target, None).await;
    assert!(
        matches!(refused, Err(TransferError::HoldsOther { .. })),
        "{refused:?}"
    );
}

/// Is killed after some transactions.
struct BrokenOff<T> {
    inner: T,
    puts: u32,
}

#[async_trait]
impl<T: Target> Target for BrokenOff<T> {
    fn name(&self) -> String {
        self.inner.name()
    }
    async fn source(&mut self) -> Result<Box<dyn Source>> {
        self.inner.source().await
    }
    async fn unfinished(&mut self) -> Result<Option<String>> {
        self.inner.unfinished().await
    }
    async fn begin(&mut self, of: &str) -> Result<()> {
        self.inner.begin(of).await
    }
    async fn put(&mut self, table: &'static Table, rows: Vec<Row>) -> Result<()> {
        if self.puts == 0 {
            return Err(TransferError::Database(DatabaseError::Closed));
        }
        self.puts -= 1;
        self.inner.put(table, rows).await
    }
    async fn finish(&mut self) -> Result<()> {
        self.inner.finish().await
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_organization_goes_alone_and_into_an_empty_database() {
    let place = tempfile::tempdir().expect("a place");
    let (from, to) = (place.path().join("from.db"), place.path().join("to.db"));
    filled(&from).await;
    let mut source = SqliteSource::open(&from).expect("opens");
    let mut target = SqliteTarget::open(&to).expect("opens");
    let none = copy(&mut source, &mut target, Some("green")).await;
    assert!(
        matches!(none, Err(TransferError::NoOrganization { .. })),
        "{none:?}"
    );
    copy(&mut source, &mut target, Some("blue"))
        .await
        .expect("copied");
    let of = |sums: Sums, id: &str| {
        let mut sums = sums.0;
        sums.retain(|sum| sum.organization.as_deref() == Some(id));
        sums
    };
    let (all, alone) = (sums(&from).await, sums(&to).await);
    assert!(!of(all.clone(), "red").is_empty());
    assert!(of(alone.clone(), "red").is_empty());
    assert_eq!(of(all, "blue"), of(alone, "blue"));
    let other = copy(&mut source, &mut target, Some("red")).await;
    assert!(
        matches!(other, Err(TransferError::HoldsOther { .. })),
        "{other:?}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_source_that_changes_is_told_of() {
    let place = tempfile::tempdir().expect("a place");
    let (from, to) = (place.path().join("from.db"), place.path().join("to.db"));
    filled(&from).await;
    let mut source = SqliteSource::open(&from).expect("opens");
    let inner = SqliteTarget::open(&to).expect("opens");
    let mut target = BrokenOff { inner, puts: 3 };
    copy(&mut source, &mut target, None)
        .await
        .expect_err("broken off");
    let store = SqliteStore::open(&from).expect("opens");
    let user = user_id("u7");
    store
        .unlock_user(&org_id("red"), &user, &suite::BY, at(5))
        .await
        .expect("nothing to do");
    store
        .delete_user(&org_id("red"), &user, &suite::BY, at(5))
        .await
        .expect("deleted");
    // What was begun is finished, of the moment when it began.
    target.puts = 100;
    let before = copy(&mut source, &mut target, None).await.expect("copied");
    assert!(before.source_has_changed);
    // A copy of now is another.
    let mut source = SqliteSource::open(&from).expect("opens");
    let other = copy(&mut source, &mut target, None).await;
    assert!(
        matches!(other, Err(TransferError::HoldsOther { .. })),
        "{other:?}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_backup_is_restored_and_any_damage_to_it_is_seen() {
    let place = tempfile::tempdir().expect("a place");
    let (from, to) = (place.path().join("from.db"), place.path().join("to.db"));
    let file = place.path().join("backup");
    filled(&from).await;
    let mut source = SqliteSource::open(&from).expect("opens");
    backup(&mut source, &file, None, at(9)).await.expect("made");
    let over = backup(&mut source, &file, None, at(9)).await;
    assert!(matches!(over, Err(TransferError::File { .. })), "{over:?}");
    let mut whole = Backup::open(&file).expect("whole");
    assert_eq!((whole.made_at, &whole.organization), (at(9), &None));
    let mut target = SqliteTarget::open(&to).expect("opens");
    restore_from(&mut whole, &mut target)
        .await
        .expect("restored");
    assert_eq!(sums(&from).await, sums(&to).await);
    let left = std::fs::read_dir(place.path()).expect("lists").count();
    drop((source, target));
    assert!(left <= 7, "no part is left");

    let text = std::fs::read_to_string(&file).expect("text");
    let lines: Vec<&str> = text.lines().collect();
    let damaged = place.path().join("damaged");
    let seen = |text: String| {
        std::fs::write(&damaged, text).expect("written");
        Backup::open(&damaged).expect_err("seen").to_string()
    };
    let without = |number: usize| {
        let mut lines = lines.clone();
        lines.remove(number);
        lines.join("\n") + "\n"
    };
    let last = lines.len() - 1;
    for number in [0, 1, 2, 50, last - 1, last] {
        seen(without(number));
    }
    assert!(seen(without(last)).contains("its end is missing"));
    assert!(seen(String::new()).contains("first line"));
    seen(text.replacen("\"u7\"", "\"u8\"", 1));
    seen(text.replacen("\"failures\":0", "\"failures\":1", 1));
    seen(text.replacen("\"failures\":0", "\"failures\":null", 1));
    assert!(
        seen(text.replacen("\"failures\":0", "\"failures\":0,\"x\":1", 1)).contains("no column x")
    );
    seen(format!("{text}\n"));
    let newer = text.replacen("\"mfa_server_backup\":1", "\"mfa_server_backup\":2", 1);
    assert!(seen(newer).contains("has form 2"));
    let swapped = [&lines[..2], &[lines[3], lines[2]], &lines[4..]]
        .concat()
        .join("\n")
        + "\n";
    seen(swapped);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn everything_goes_to_postgresql_and_back() {
    let Some(database) = mfa_test_postgres::database("everything_goes_to_postgresql_and_back")
    else {
        return;
    };
    let address = PostgresAddress::parse(&database.url()).expect("an address");
    let place = tempfile::tempdir().expect("a place");
    let (from, to) = (place.path().join("from.db"), place.path().join("to.db"));
    filled(&from).await;
    told_of(&from).await;
    let mut source = SqliteSource::open(&from).expect("opens");
    for puts in [0, 2, 7] {
        let inner = PostgresTarget::open(&address).await.expect("opens");
        let mut target = BrokenOff { inner, puts };
        assert!(
            copy(&mut source, &mut target, None).await.is_err(),
            "{puts}"
        );
        let refused = PostgresStore::open(&address).await.err().expect("refused");
        assert!(refused.to_string().contains("not finished"), "{refused}");
        assert!(PostgresSource::open(&address).await.is_err());
    }
    let mut there = PostgresTarget::open(&address).await.expect("opens");
    let done = copy(&mut source, &mut there, None).await.expect("copied");
    assert!(done.put.iter().any(|(_, rows)| *rows > 0));
    for table in &TABLES {
        assert!(done.sums.rows(table) > 0, "nothing of {}", table.name);
    }
    let mut source = PostgresSource::open(&address).await.expect("opens");
    let mut back = SqliteTarget::open(&to).expect("opens");
    let done = copy(&mut source, &mut back, None).await.expect("copied");
    assert!(!done.source_has_changed);
    assert_eq!(sums(&from).await, sums(&to).await);

    // The trail goes on behind the numbers that were given.
    let store = PostgresStore::open(&address).await.expect("whole");
    let everything = AuditQuery::default();
    let last = store.told_before_last(&everything, 1).await.expect("asked");
    store
        .insert_organization(&organization("green"), &suite::BY)
        .await
        .expect("made");
    let next = store.told_before_last(&everything, 1).await.expect("asked");
    assert!(next > last, "{next} after {last}");
    assert!(source.has_changed().await.expect("asked"));
    let refused = copy(&mut source, &mut there, None).await;
    assert!(
        matches!(refused, Err(TransferError::HoldsOther { .. })),
        "{refused:?}"
    );
}

/// A webhook that was told of something, an API key, settings and an encryption key: a row in every
/// table.
async fn told_of(path: &Path) {
    let store = SqliteStore::open(path).expect("opens");
    let (blue, alice) = (org_id("blue"), user_id("alice"));
    let sealed = || Sealed {
        key_id: "k1".into(),
        bytes: vec![1, 2, 3],
    };
    let webhook = Webhook {
        id: WebhookId::new("wh_abcdefghijkl").expect("an id"),
        organization: blue.clone(),
        url: "https://app.example/hook".parse().expect("a URL"),
        events: vec!["user.deleted".into()],
        created_at: at(0),
        secret: sealed(),
        old_secret: None,
    };
    store
        .insert_webhook(&webhook, &suite::BY)
        .await
        .expect("made");
    store
        .test_webhook(&blue, &webhook.id, &suite::BY, at(1))
        .await
        .expect("told");
    let key = ApiKey {
        id: ApiKeyId::new("abcdefghijkl").expect("an id"),
        organization: blue.clone(),
        user: Some(alice),
        scopes: vec!["profile:mfa:read".into()],
        secret_hash: SecretHash::from_bytes([7; 32]),
        label: "\u{e9}t\u{e9}".into(),
        created_at: at(0),
        expires_at: Some(at(900)),
        revoked_at: None,
        last_used_at: None,
        owner_disabled: false,
    };
    store.insert_api_key(&key, &suite::BY).await.expect("made");
    store
        .set_factor_settings(&blue, GUARDIAN, Some(sealed()), &suite::BY, at(1))
        .await
        .expect("set");
    let check = KeyCheck {
        id: "k1".into(),
        check: vec![0, 255],
    };
    let seen = store.keys_in_use(at(1)).await.expect("asked");
    let kept = store.keep_key_checks(seen, vec![check], &suite::BY, at(1));
    assert!(kept.await.expect("kept"));
}

/// Or a column would be left behind.
#[test]
fn every_table_and_column_is_named() {
    let place = tempfile::tempdir().expect("a place");
    let path = place.path().join("mfa.db");
    drop(SqliteStore::open(&path).expect("opens"));
    let connection = rusqlite::Connection::open(&path).expect("opens");
    let mut statement = connection
        .prepare(
            "SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c
              WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'",
        )
        .expect("prepared");
    let there = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .expect("asked");
    let mut there: Vec<(String, String)> = there.collect::<rusqlite::Result<_>>().expect("read");
    // Of a command that runs.
    there.retain(|(table, _)| table != "audit_permits");
    let mut named: Vec<(String, String)> = TABLES
        .iter()
        .filter(|table| !table.is_counters())
        .flat_map(|table| {
            let columns = table.columns.iter();
            columns.map(|column| (table.name.to_owned(), column.name.to_owned()))
        })
        // Its webhook's.
        .filter(|(table, column)| table != "deliveries" || column != "organization")
        .collect();
    there.sort();
    named.sort();
    assert_eq!(there, named);
}
