//! The store suite on SQLite, and what only a file on a disk can do: be damaged, be read-only, run
//! full, be shared by processes, and outlast `kill -9`.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use futures::future::join_all;
use rusqlite::StatementStatus;

use super::SqliteStore;
use crate::mfa::{
    BrowserHash, FactorType, Judgement, LinkHash, Organization, Proof, Purpose, RateLimit,
    RecoveryHash, Sealed, Store, Submission, UserState,
};
use crate::store::suite::{
    BY, at, count_request, org_id, organization, store_suite, user_id, with_alice,
};

store_suite!(empty());

fn empty() -> (Arc<dyn Store>, tempfile::TempDir) {
    let directory = tempfile::tempdir().expect("a directory");
    let store = SqliteStore::open(&directory.path().join("mfa.db")).expect("opens");
    (Arc::new(store), directory)
}

fn open(path: &Path) -> Arc<dyn Store> {
    Arc::new(SqliteStore::open(path).expect("opens"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_one_server_changes_the_other_sees_at_once() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("mfa.db");
    let story = crate::store::suite::records::what_one_server_changes_the_other_sees_at_once;
    story(open(&path), open(&path)).await;
}

/// SQLite's files are beside the database itself, not beside a symbolic link to it.
#[cfg(unix)]
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_one_server_changes_the_other_sees_through_a_symbolic_link() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("mfa.db");
    let link = directory.path().join("link.db");
    std::fs::write(directory.path().join("link.db-shm"), [1; 136]).expect("written");
    let one = open(&path);
    std::os::unix::fs::symlink(&path, &link).expect("linked");
    let story = crate::store::suite::records::what_one_server_changes_the_other_sees_at_once;
    story(open(&link), one).await;
}

fn refusal(path: &Path) -> String {
    SqliteStore::open(path)
        .map(drop)
        .expect_err("must not open")
        .to_string()
}

#[tokio::test]
async fn what_was_written_is_there_after_opening_again() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("mfa.db");
    drop(with_alice(&open(&path)).await);
    let store = open(&path);
    assert!(
        store
            .user(&org_id("blue"), &user_id("alice"))
            .await
            .expect("read")
            .is_some()
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        for name in ["mfa.db", "mfa.db-wal"] {
            let metadata = std::fs::metadata(directory.path().join(name)).expect("a file");
            assert_eq!(metadata.permissions().mode() & 0o777, 0o600, "{name}");
        }
    }
}

#[tokio::test]
async fn the_hot_read_is_prepared_once_whatever_is_bound_to_it() {
    let directory = tempfile::tempdir().expect("a directory");
    let store = SqliteStore::open(&directory.path().join("mfa.db")).expect("opens");
    for user in ["alice", "bob", "carol"] {
        let moment = store.latest().await.expect("a moment");
        let state = store
            .user_state(&org_id("blue"), &user_id(user), moment)
            .await;
        assert_eq!(state.expect("read"), UserState::Unknown);
    }
    let prepared_again = store.read(|connection| {
        let statement = connection.prepare_cached(super::factors::STATE)?;
        Ok(statement.get_status(StatementStatus::RePrepare))
    });
    assert_eq!(prepared_again.expect("read"), 0);
}

#[test]
fn a_file_that_is_no_database_is_named_and_left_alone() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("mfa.db");
    let text = "this is a shopping list, not a database\n".repeat(100);
    std::fs::write(&path, &text).expect("written");
    let message = refusal(&path);
    assert!(
        message.contains("mfa.db") && message.contains("not an SQLite database"),
        "{message}"
    );
    assert!(message.contains("Restore a backup"), "{message}");
    assert_eq!(std::fs::read_to_string(&path).expect("read"), text);
}

#[tokio::test]
async fn a_damaged_page_is_an_error_and_no_panic() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("mfa.db");
    drop(with_alice(&open(&path)).await);
    let mut bytes = std::fs::read(&path).expect("read");
    // Everything but the first page, which holds the header and the schema version.
    bytes[4096..].fill(0xA5);
    std::fs::write(&path, bytes).expect("written");
    let result = match SqliteStore::open(&path) {
        Ok(store) => store
            .user(&org_id("blue"), &user_id("alice"))
            .await
            .map(drop)
            .map_err(|error| error.to_string()),
        Err(error) => Err(error.to_string()),
    };
    let message = result.expect_err("damaged");
    assert!(
        message.contains("mfa.db") && message.contains("damaged"),
        "{message}"
    );
}

#[test]
fn a_place_that_cannot_be_written_is_named_with_what_to_do() {
    let directory = tempfile::tempdir().expect("a directory");
    let missing = refusal(&directory.path().join("nowhere/mfa.db"));
    assert!(
        missing.contains("nowhere/mfa.db") && missing.contains("Create its directory"),
        "{missing}"
    );
    let is_directory = refusal(directory.path());
    assert!(is_directory.contains("cannot be opened"), "{is_directory}");
}

#[cfg(unix)]
#[test]
fn a_read_only_directory_is_named_with_what_to_do() {
    use std::os::unix::fs::PermissionsExt;
    let directory = tempfile::tempdir().expect("a directory");
    let locked = directory.path().join("locked");
    std::fs::create_dir(&locked).expect("made");
    std::fs::set_permissions(&locked, std::fs::Permissions::from_mode(0o555)).expect("set");
    if std::fs::write(locked.join("probe"), "").is_ok() {
        return; // root may write everywhere: there is nothing to see
    }
    let message = refusal(&locked.join("mfa.db"));
    assert!(
        message.contains("locked/mfa.db") && message.contains("read and write"),
        "{message}"
    );
}

#[test]
fn a_database_of_a_newer_program_is_refused_and_left_alone() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("mfa.db");
    drop(open(&path));
    let connection = rusqlite::Connection::open(&path).expect("opens");
    connection
        .pragma_update(None, "user_version", 99)
        .expect("set");
    drop(connection);
    let message = refusal(&path);
    assert!(
        message.contains("version 99") && message.contains("newer mfa-server"),
        "{message}"
    );
}

/// A database of the first version, with a user of each kind and their open links.
const OF_THE_FIRST_VERSION: &str = "
    INSERT INTO organizations VALUES
        ('blue', 'Blue', 'guardian', 0, 3000, 600, NULL, NULL, NULL, 0),
        ('red', 'Red', 'duo', 0, 3000, 600, NULL, NULL, NULL, 0);
    INSERT INTO users (organization, id, created_at) VALUES
        ('blue', 'alice', 0), ('blue', 'bob', 0), ('red', 'carol', 0), ('red', 'dan', 0);
    INSERT INTO factors VALUES
        ('blue', 'alice', 'guardian', 1, 5, x'01', 'k', 77, 0),
        ('red', 'dan', 'duo', 1, NULL, NULL, NULL, -1, 0);
    INSERT INTO recovery_codes VALUES ('blue', 'alice', zeroblob(32));
    INSERT INTO links VALUES
        (x'A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1A1',
         'blue', 'alice', 'verify', 0, 9, NULL, NULL, NULL, NULL),
        (x'B2B2B2B2B2B2B2B2B2B2B2B2B2B2B2B2B2B2B2B2B2B2B2B2B2B2B2B2B2B2B2B2',
         'blue', 'bob', 'enroll', 0, 9, NULL, NULL, x'02', 'k'),
        (x'C3C3C3C3C3C3C3C3C3C3C3C3C3C3C3C3C3C3C3C3C3C3C3C3C3C3C3C3C3C3C3C3',
         'red', 'carol', 'duo', 0, 9, NULL, NULL, NULL, NULL),
        (x'D4D4D4D4D4D4D4D4D4D4D4D4D4D4D4D4D4D4D4D4D4D4D4D4D4D4D4D4D4D4D4D4',
         'red', 'dan', 'duo', 0, 9, NULL, NULL, NULL, NULL);";

#[tokio::test]
async fn a_database_of_the_first_version_keeps_all_that_is_in_it() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("mfa.db");
    let connection = rusqlite::Connection::open(&path).expect("opens");
    let first = include_str!("migrations/0001_first.sql");
    let script = format!("{first} {OF_THE_FIRST_VERSION} PRAGMA user_version = 1;");
    connection.execute_batch(&script).expect("made");
    drop(connection);

    let store = open(&path);
    let (guardian, sealed) = (FactorType::named("guardian"), |byte| Sealed {
        key_id: "k".into(),
        bytes: vec![byte],
    });
    for (hash, user, factor_type, purpose, secret) in [
        (0xA1, "alice", guardian, Purpose::Verify, Some(sealed(1))),
        (0xB2, "bob", guardian, Purpose::Enroll, Some(sealed(2))),
        (0xC3, "carol", FactorType::DUO, Purpose::Enroll, None),
        (0xD4, "dan", FactorType::DUO, Purpose::Verify, None),
    ] {
        let hash = LinkHash::from_bytes([hash; 32]);
        let link = store.link(&hash).await.expect("read").expect("there");
        assert_eq!((link.user.as_str(), link.factor_type), (user, factor_type));
        assert_eq!((link.purpose, link.secret()), (purpose, secret.as_ref()));
        let step = link.factor.and_then(|factor| factor.last_step);
        assert_eq!(step, (user == "alice").then_some(77), "{user}");
    }
    // Its recovery code is there, and the keys between tables are again.
    let alice = LinkHash::from_bytes([0xA1; 32]);
    let code = Submission::Verify(Proof::Recovery(RecoveryHash::from_bytes([0; 32])));
    let browser = BrowserHash::from_bytes([1; 32]);
    let judged = store
        .submit(&alice, &browser, code, &BY, at(-1_800_000_000))
        .await;
    assert!(matches!(judged, Ok(Judgement::Accepted(_))), "{judged:?}");
    let connection = rusqlite::Connection::open(&path).expect("opens");
    let dangling =
        "INSERT INTO links (hash, organization, user, type, purpose, created_at, expires_at)
                    VALUES (zeroblob(32), 'ghost', 'x', 'duo', 'enroll', 0, 0)";
    connection.execute(dangling, []).expect_err("nobody's link");
}

#[tokio::test]
async fn a_full_disk_refuses_writes_and_the_next_one_works() {
    let directory = tempfile::tempdir().expect("a directory");
    let sqlite = SqliteStore::open(&directory.path().join("mfa.db")).expect("opens");
    let limit = |pages: u32| {
        sqlite
            .write(move |connection| Ok(connection.pragma_update(None, "max_page_count", pages)?))
    };
    limit(1).await.expect("set"); // SQLite makes it the present size
    let mut failed = None;
    for number in 0..2000 {
        let organization = organization(&format!("org{number}"));
        if let Err(error) = sqlite.insert_organization(&organization, &BY).await {
            failed = Some(error.to_string());
            break;
        }
    }
    let message = failed.expect("the space ends");
    assert!(
        message.contains("disk is full") && message.contains("Free some space"),
        "{message}"
    );
    assert!(
        !sqlite
            .organizations()
            .await
            .expect("reads go on")
            .is_empty()
    );
    limit(100_000).await.expect("set");
    sqlite
        .insert_organization(&organization("later"), &BY)
        .await
        .expect("the next write works");
}

#[tokio::test]
async fn a_panic_in_one_write_undoes_that_one_alone() {
    let directory = tempfile::tempdir().expect("a directory");
    let sqlite = SqliteStore::open(&directory.path().join("mfa.db")).expect("opens");
    let bad = sqlite.tell_of(&BY, at(0), |telling| {
        super::organizations::insert(telling, &organization("bad"))?;
        panic!("a bug, on purpose");
        #[allow(unreachable_code)]
        Ok(())
    });
    let good = organization("good");
    let (bad, good) = tokio::join!(bad, sqlite.insert_organization(&good, &BY));
    let bad = bad.expect_err("undone").to_string();
    assert!(bad.contains("panicked"), "{bad}");
    good.expect("its neighbour is kept");
    let ids: Vec<_> = sqlite
        .organizations()
        .await
        .expect("read")
        .into_iter()
        .map(|o| o.id)
        .collect();
    assert_eq!(ids, [org_id("good")]);
}

#[tokio::test]
async fn a_failing_commit_is_the_result_of_every_write_in_it() {
    let directory = tempfile::tempdir().expect("a directory");
    let sqlite = SqliteStore::open(&directory.path().join("mfa.db")).expect("opens");
    sqlite
        .insert_organization(&organization("blue"), &BY)
        .await
        .expect("made");
    // Hold the writer until the others wait; then break their common commit by a reference that is
    // checked only then.
    let (begin, begun) = tokio::sync::oneshot::channel();
    let (release, hold) = std::sync::mpsc::channel::<()>();
    let blocker = sqlite.write(move |_| {
        let _ = begin.send(());
        let _ = hold.recv();
        Ok(())
    });
    let red = organization("red");
    let others = async {
        begun.await.expect("begun");
        let breaker = sqlite.write(|connection| {
            connection.execute_batch(
                "PRAGMA defer_foreign_keys = ON;
                 INSERT INTO users (organization, id, created_at) VALUES ('ghost', 'x', 0)",
            )?;
            Ok(())
        });
        let releaser = async {
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            release.send(()).expect("held");
        };
        let (broken, neighbour, ()) =
            tokio::join!(breaker, sqlite.insert_organization(&red, &BY), releaser);
        (broken, neighbour)
    };
    let (first, (broken, neighbour)) = tokio::join!(blocker, others);
    first.expect("committed before");
    assert!(broken.is_err());
    assert!(
        neighbour.is_err(),
        "it was not kept, so it must not be acknowledged"
    );
    assert!(sqlite.organization(&red.id).await.expect("read").is_none());
    sqlite
        .insert_organization(&red, &BY)
        .await
        .expect("the next batch works");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_servers_on_one_database_count_and_see_as_one() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("mfa.db");
    let (one, two) = (open(&path), open(&path));
    let (_, blue, alice) = with_alice(&one).await;
    assert!(two.user(&blue, &alice).await.expect("read").is_some());
    let limited = Organization {
        rate_limit: RateLimit {
            limit: 50,
            window_seconds: 600,
        },
        ..organization("blue")
    };
    one.update_organization(&limited, &BY, at(0))
        .await
        .expect("updated");
    let tasks = (0..64).map(|n| {
        let store = Arc::clone(if n % 2 == 0 { &one } else { &two });
        let blue = blue.clone();
        tokio::spawn(async move { count_request(&store, &blue, at(0)).await.is_ok() })
    });
    let passed = join_all(tasks)
        .await
        .into_iter()
        .filter(|ok| *ok.as_ref().expect("no panic"));
    assert_eq!(passed.count(), 50);
}

#[tokio::test]
async fn servers_that_start_at_once_on_no_database_make_one() {
    for _ in 0..20 {
        let directory = tempfile::tempdir().expect("a directory");
        let path = directory.path().join("mfa.db");
        let stores: Vec<_> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..6).map(|_| scope.spawn(|| open(&path))).collect();
            threads
                .into_iter()
                .map(|thread| thread.join().expect("opens"))
                .collect()
        });
        let made = organization("blue");
        stores[0]
            .insert_organization(&made, &BY)
            .await
            .expect("made");
        for store in &stores {
            assert!(store.organization(&made.id).await.expect("read").is_some());
        }
    }
}

/// Set in the child of the story below: the database it writes to.
const CHILD: &str = "MFA_TEST_KILLED_WRITER";

/// Not a story of its own: what the child does until it is killed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_writer_child() {
    let Ok(path) = std::env::var(CHILD) else {
        return;
    };
    let store = open(Path::new(&path));
    let writers = (0..8).map(|writer| {
        let store = Arc::clone(&store);
        tokio::spawn(async move {
            for number in 0.. {
                let id = format!("u{writer}-{number}");
                let made = store
                    .ensure_user(&org_id("blue"), &user_id(&id), &BY, at(0))
                    .await;
                assert!(made.expect("made"));
                // One call: a line that was cut off by the kill was not acknowledged.
                std::io::stdout()
                    .write_all(format!("acknowledged {id}\n").as_bytes())
                    .expect("told");
            }
        })
    });
    join_all(writers).await;
}

#[tokio::test]
async fn kill_9_in_the_middle_of_writes_loses_nothing_acknowledged() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("mfa.db");
    open(&path)
        .insert_organization(&organization("blue"), &BY)
        .await
        .expect("made");
    let mut acknowledged = Vec::new();
    for _ in 0..3 {
        let mut child = Command::new(std::env::current_exe().expect("this program"))
            .args([
                "--exact",
                "store::sqlite::tests::killed_writer_child",
                "--nocapture",
            ])
            .env(CHILD, &path)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("starts");
        let lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        let mut told = 0;
        for line in lines.map_while(Result::ok) {
            if let Some((_, id)) = line.split_once("acknowledged ") {
                acknowledged.push(id.to_owned());
                told += 1;
            }
            if told == 300 {
                child.kill().expect("SIGKILL"); // the rest of the pipe is read, too
            }
        }
        child.wait().expect("ended");
        assert!(told >= 300, "the child wrote {told}");

        let store = open(&path);
        for id in &acknowledged {
            let user = store
                .user(&org_id("blue"), &user_id(id))
                .await
                .expect("read");
            assert!(user.is_some(), "{id} was acknowledged and is gone");
        }
        // So that the next child makes new ones.
        let connection = rusqlite::Connection::open(&path).expect("opens");
        connection
            .execute("DELETE FROM users", [])
            .expect("cleared");
        acknowledged.clear();
    }
}

#[tokio::test]
async fn the_schema_itself_keeps_the_trail_as_it_was_written() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("mfa.db");
    drop(with_alice(&open(&path)).await);
    let connection = rusqlite::Connection::open(&path).expect("opens");
    let whole = || -> Vec<(i64, String)> {
        let mut all = connection
            .prepare("SELECT number, what FROM audit ORDER BY number")
            .expect("prepared");
        let rows = all.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
        rows.expect("read").map(|row| row.expect("read")).collect()
    };
    let before = whole();
    assert_eq!(before.len(), 2);
    for sql in [
        "UPDATE audit SET what = 'nothing'",
        "UPDATE audit SET user = NULL WHERE user = 'alice'",
        "UPDATE OR REPLACE audit SET number = 2 WHERE number = 1",
        "DELETE FROM audit",
        "DELETE FROM audit WHERE number = 1",
        "REPLACE INTO audit (number, at, actor_kind, what, outcome)
         VALUES (1, 0, 'service', 'nothing', 'done')",
        "INSERT INTO audit (number, at, actor_kind, what, outcome)
         VALUES (2, 0, 'service', 'nothing', 'done') ON CONFLICT DO UPDATE SET what = 'nothing'",
        // Who a user was may go, and what happened stays.
        "INSERT INTO audit_permits (organization, user) VALUES ('blue', 'alice');
         UPDATE audit SET what = 'nothing' WHERE user = 'alice'",
        "DELETE FROM audit WHERE user = 'alice'",
    ] {
        let error = connection.execute_batch(sql).expect_err(sql).to_string();
        assert!(error.contains("append-only"), "{sql}: {error}");
        assert_eq!(whole(), before, "{sql}");
    }
}
