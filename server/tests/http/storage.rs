//! Disks and databases that do not do their part: a clear message and a non-zero exit, or, while
//! the server runs, a Problem and no harm.

use std::io::{Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use mfa_client::types::Problem;
use mfa_client::{Error, ResponseHeaders as _, ResponseValue};

use crate::contract;
use crate::person::text;
use crate::program::{Place, Ran, Server};
use crate::world::{LONGEST_WINDOW, Organization, configured, refused, serve, serve_command};

#[track_caller]
fn is_clear(ran: &Ran, says: &[&str]) {
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    for part in says {
        assert!(ran.err.contains(part), "no {part:?} in {}", ran.err);
    }
    assert!(!ran.err.contains("panicked"), "{}", ran.err);
}

/// A place whose server was there already, with alice.
fn used() -> (Place, Organization) {
    let place = configured();
    let blue = Organization::add(&place, "blue", &LONGEST_WINDOW);
    blue.users(&place, &["alice"]);
    (place, blue)
}

#[test]
fn a_port_in_use() {
    let place = configured();
    let server = serve(&place);
    let mut command = serve_command(&place);
    let second = command.env("MFA_SERVER_LISTEN", &server.address).output();
    is_clear(
        &second.unwrap().into(),
        &[&server.address, "another process does already. Stop it"],
    );
    assert_eq!(server.stop().0, Some(0));
}

#[test]
fn a_database_of_a_newer_version() {
    let (place, _) = used();
    let database = rusqlite::Connection::open(place.path("mfa.db")).unwrap();
    database.pragma_update(None, "user_version", 99).unwrap();
    drop(database);
    is_clear(
        &refused(&place),
        &["schema version 99", "written by a newer mfa-server"],
    );
    let listed = place.run(&["user", "list", "--config", "mfa.toml"]);
    is_clear(&listed, &["written by a newer mfa-server"]);
}

/// Writes nonsense over a part of the database.
fn scribble(place: &Place, from: u64, length: usize) {
    let path = place.path("mfa.db");
    let mut file = std::fs::OpenOptions::new().write(true).open(path).unwrap();
    file.seek(SeekFrom::Start(from)).unwrap();
    file.write_all(&vec![0xA5; length]).unwrap();
}

#[test]
fn a_database_that_is_damaged() {
    let (place, blue) = used();
    let whole = std::fs::read(place.path("mfa.db")).unwrap();

    scribble(&place, 0, 100);
    is_clear(
        &refused(&place),
        &["mfa.db", "damaged at its start", "Restore a backup"],
    );

    std::fs::write(place.path("mfa.db"), &whole).unwrap();
    scribble(&place, 100, 2000);
    is_clear(
        &refused(&place),
        &["mfa.db", "the file is damaged", "restore a backup"],
    );

    std::fs::write(place.path("mfa.db"), &whole[..whole.len() / 2]).unwrap();
    is_clear(
        &refused(&place),
        &["mfa.db", "the file is damaged", "restore a backup"],
    );

    // Damage that comes later: the request fails, and the server goes on.
    std::fs::write(place.path("mfa.db"), &whole).unwrap();
    let pages = pages_of(&place, "factors");
    let server = serve(&place);
    for page in pages {
        scribble(&place, (page - 1) * 4096, 4096);
    }
    let runtime = tokio::runtime::Runtime::new().unwrap();
    for _ in 0..2 {
        let response = runtime.block_on(
            blue.by_key()
                .client(&server)
                .get_user_mfa()
                .id("alice")
                .send(),
        );
        let Err(Error::UnexpectedResponse(response)) = response else {
            panic!("{response:?}");
        };
        let line = runtime.block_on(is_honest_failure(&server, response));
        assert!(line.contains("the file is damaged"), "{line}");
    }
    assert_eq!(server.stop().0, Some(0));
}

/// Every page in turn is nonsense: the start sees it, and so does the check, which tells more.
#[test]
fn a_database_with_any_page_overwritten() {
    let (place, blue) = used();
    let secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
    let lines: Vec<_> = (0..200)
        .map(|number| format!("user-{number},guardian,{secret},2026-01-31T12:00:00Z"))
        .collect();
    blue.import(&place, &lines);
    let check = || place.run(&["database", "check", "--config", "mfa.toml"]);
    let whole = check();
    assert_eq!(whole.code, Some(0), "{}", whole.err);
    assert_eq!(whole.out, "The database mfa.db is whole.\n");

    let copy = std::fs::read(place.path("mfa.db")).unwrap();
    let pages = copy.len() / 4096;
    assert!(pages > 20, "{pages} pages");
    for page in 0..pages {
        std::fs::write(place.path("mfa.db"), &copy).unwrap();
        scribble(&place, page as u64 * 4096, 4096);
        let refused = refused(&place);
        assert_eq!(refused.code, Some(1), "page {page} of {pages}");
        is_clear(&refused, &["mfa.db", "damaged", "estore a backup"]);
        let checked = check();
        assert_eq!(checked.code, Some(1), "page {page} of {pages}");
    }
}

/// What the start cannot see, as docs/operating.md tells, and the check can.
#[test]
fn a_database_whose_records_disagree() {
    let (place, _) = used();
    place.done(&["key", "create", "--user", "alice", "--config", "mfa.toml"]);
    let check = || place.run(&["database", "check", "--config", "mfa.toml"]);
    let copy = std::fs::read(place.path("mfa.db")).unwrap();
    for (sql, told) in [
        (
            "PRAGMA foreign_keys = OFF; DELETE FROM users WHERE id = 'alice'",
            "a record of api_keys refers to one of users that is not there",
        ),
        (
            "UPDATE organizations SET enrollment_type = 'Carrier Pigeon'",
            "a factor type cannot be read",
        ),
        ("UPDATE api_keys SET scopes = '{'", "scopes cannot be read"),
        (
            "UPDATE users SET created_at = 9223372036854775807",
            "an instant cannot be read",
        ),
        (
            "PRAGMA writable_schema = ON;
             UPDATE sqlite_schema SET sql = replace(sql, '(organization, created_at)', '(organization, id)')
              WHERE name = 'api_keys_by_organization'",
            "api_keys_by_organization",
        ),
    ] {
        std::fs::write(place.path("mfa.db"), &copy).unwrap();
        let database = rusqlite::Connection::open(place.path("mfa.db")).unwrap();
        database.execute_batch(sql).unwrap();
        drop(database);
        let server = serve(&place);
        assert_eq!(server.stop().0, Some(0));
        let checked = check();
        assert_eq!(checked.code, Some(1), "{sql}");
        assert!(checked.out.contains(told), "no {told} in {}", checked.out);
        assert!(checked.err.contains("is not whole: stop every server"), "{}", checked.err);
    }
}

/// Another process writes for long: everybody is told so in time, whoever stood in line, and nothing
/// was done; afterwards it goes on.
#[tokio::test]
async fn a_database_that_another_process_holds() {
    let (place, blue) = used();
    let server = serve(&place);
    let client = blue.user("alice").client(&server);
    let started = client.post_profile_mfa().send().await.unwrap();
    let path = crate::world::path_of(crate::world::link_of(&started)).to_owned();
    let page = crate::person::open(&server, &path).await.unwrap();
    let (app, left) = (
        page.authenticator(),
        started.x_rate_limit_remaining().unwrap(),
    );

    let other = rusqlite::Connection::open(place.path("mfa.db")).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let one = |delay: u64| {
        let client = &client;
        async move {
            tokio::time::sleep(Duration::from_millis(delay)).await;
            let begun = Instant::now();
            let Err(Error::ErrorResponse(response)) = client.post_profile_mfa().send().await else {
                panic!("it is locked");
            };
            assert!(
                begun.elapsed() < Duration::from_secs(5),
                "{:?}",
                begun.elapsed()
            );
            is_told_to_wait(response, "2");
        }
    };
    // They come one after the other, so the last ones stand in line behind the first.
    futures::future::join_all((0..12).map(|number| one(number * 250))).await;
    server.line_with("locked by another process");
    // Reading goes on.
    client.get_profile_mfa().send().await.unwrap();
    let page = page.submit(&server, &path, &app.code()).await.unwrap();
    assert_eq!(page.status, 503);
    assert!(
        page.body.contains("Please try again in a moment"),
        "{}",
        page.body
    );
    // A command says the same.
    let added = place.run(&["user", "add", "bob", "--config", "mfa.toml"]);
    assert_eq!(added.code, Some(1));
    assert!(
        added.err.contains("locked by another process"),
        "{}",
        added.err
    );

    other.execute_batch("ROLLBACK").unwrap();
    let page = crate::person::open(&server, &path).await.unwrap();
    let done = page.submit(&server, &path, &app.code()).await.unwrap();
    assert_eq!(done.status, 200, "{}", done.body);
    let next = client.post_profile_mfa().send().await.unwrap();
    // What was refused was not counted.
    assert_eq!(next.x_rate_limit_remaining().unwrap(), left - 1);
    assert_eq!(server.stop().0, Some(0));
}

/// 503, as the contract says, and nothing of why. Gives the id by which the log tells more.
fn is_told_to_wait(response: ResponseValue<Problem>, seconds: &str) -> String {
    assert_eq!(response.status(), 503);
    assert_eq!(response.headers()["retry-after"], seconds);
    let id = response.headers()["x-request-id"]
        .to_str()
        .unwrap()
        .to_owned();
    let problem = response.into_inner();
    assert_eq!(problem.status, Some(503));
    let told = format!("{problem:?}");
    assert!(
        told.contains("at this time") && !told.contains("database"),
        "{told}"
    );
    id
}

/// The pages at the roots of a table and of its indexes.
fn pages_of(place: &Place, table: &str) -> Vec<u64> {
    let database = rusqlite::Connection::open(place.path("mfa.db")).unwrap();
    let sql = "SELECT rootpage FROM sqlite_schema WHERE tbl_name = ?1";
    let mut statement = database.prepare(sql).unwrap();
    let pages = statement
        .query_map([table], |row| row.get::<_, i64>(0))
        .unwrap();
    pages.map(|page| page.unwrap().unsigned_abs()).collect()
}

/// 500 with the request's id, and nothing of why. Gives the line of the log.
async fn is_honest_failure(server: &Server, response: reqwest::Response) -> String {
    assert_eq!(response.status(), 500);
    let id = response.headers()["x-request-id"]
        .to_str()
        .unwrap()
        .to_owned();
    let body = response.json().await.unwrap();
    let faults = contract::faults_of_problem(&body);
    assert!(faults.is_empty(), "{faults:#?}");
    assert_eq!(body["status"], 500);
    assert_eq!(text(&body, "instance"), format!("urn:uuid:{id}"));
    let told = body.to_string();
    assert!(
        !told.contains("database") && !told.contains("sqlite"),
        "{told}"
    );
    // And the log has the reason under the same id.
    let line = server.line_with(&id);
    assert!(line.contains("\"reason\""), "{line}");
    line
}

#[test]
fn a_data_directory_that_cannot_be_written() {
    let (place, _) = used();
    place.done(&["user", "list", "--config", "mfa.toml"]);
    let directory = place.path("");
    let allow = |mode| {
        std::fs::set_permissions(&directory, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    let Some(mut plain) = unprivileged(&place) else {
        skipped(
            "a_data_directory_that_cannot_be_written",
            "this user may write everywhere",
        );
        return;
    };
    // Nothing there yet, and nothing can be made.
    allow(0o500);
    plain.env("MFA_SERVER_DATABASE", "sqlite:other.db");
    let none: Ran = plain.output().unwrap().into();
    // A database that is there, and that nobody may change.
    std::fs::set_permissions(place.path("mfa.db"), std::fs::Permissions::from_mode(0o400)).unwrap();
    plain.env("MFA_SERVER_DATABASE", "sqlite:mfa.db");
    let kept: Ran = plain.output().unwrap().into();
    allow(0o700);
    is_clear(
        &none,
        &[
            "other.db",
            "Permission denied",
            "Let the user that runs this program read and write",
        ],
    );
    is_clear(&kept, &["mfa.db", "cannot be ", "Check"]);
}

/// `serve` by someone whom permissions stop. They do not stop root, unless it gives up its
/// capabilities.
fn unprivileged(place: &Place) -> Option<Command> {
    let probe = place.path("probe");
    std::fs::create_dir(&probe).unwrap();
    std::fs::set_permissions(&probe, std::fs::Permissions::from_mode(0o500)).unwrap();
    if std::fs::write(probe.join("file"), "").is_err() {
        return Some(serve_command(place));
    }
    let setpriv = ["--inh-caps=-all", "--bounding-set=-all"];
    let tried = Command::new("setpriv")
        .args(setpriv)
        .args(["touch", probe.join("other").to_str().unwrap()])
        .output();
    let stopped = tried.is_ok_and(|out| String::from_utf8_lossy(&out.stderr).contains("denied"));
    let server = serve_command(place);
    let mut command = Command::new("setpriv");
    command
        .args(setpriv)
        .arg(server.get_program())
        .args(server.get_args())
        .current_dir(server.get_current_dir().unwrap());
    stopped.then_some(command)
}

#[tokio::test]
async fn a_disk_that_is_full_for_a_while() {
    let (place, blue) = used();
    if !tool("prlimit") {
        skipped("a_disk_that_is_full_for_a_while", "there is no prlimit");
        return;
    }
    // No file can grow beyond 256 KiB (blocks of 512 bytes). The signal that comes with it would
    // be the end; a full disk sends none.
    let server = serve_command(&place);
    let mut limited = Command::new("sh");
    limited
        .args(["-c", "trap '' XFSZ; ulimit -S -f 512; exec \"$0\" \"$@\""])
        .arg(server.get_program())
        .args(server.get_args())
        .env_clear()
        .env("PATH", std::env::var("PATH").unwrap_or_default())
        .current_dir(server.get_current_dir().unwrap());
    let server = Server::start(&mut limited);
    let client = blue.user("alice").client(&server);

    let mut links = Vec::new();
    let failed = loop {
        match client.post_profile_mfa().send().await {
            Ok(started) => links.push(started.into_inner()),
            Err(Error::ErrorResponse(response)) => break response,
            Err(other) => panic!("{other}"),
        }
        assert!(links.len() < 1000, "the disk does not get full");
    };
    assert!(!links.is_empty());
    is_told_to_wait(failed, "30");
    // Reading goes on, and what was acknowledged before is there.
    client.get_profile_mfa().send().await.unwrap();
    let last = crate::world::link_of(links.last().unwrap());
    let page = crate::person::open(&server, crate::world::path_of(last))
        .await
        .unwrap();
    assert_eq!(page.status, 200, "{}", page.body);
    client.post_profile_mfa().send().await.unwrap_err();

    // Space again.
    let id = server.id().to_string();
    let more = Command::new("prlimit")
        .args(["--fsize=unlimited", "--pid", &id])
        .status();
    assert!(more.unwrap().success());
    for _ in 0..20 {
        client.post_profile_mfa().send().await.unwrap();
    }
    assert_eq!(server.stop().0, Some(0));
}

/// The same on a real disk, which is small.
#[tokio::test]
async fn a_disk_that_is_really_full() {
    let (place, blue) = used();
    let Some(disk) = SmallDisk::mount(&place) else {
        skipped("a_disk_that_is_really_full", "this user may not mount");
        return;
    };
    std::fs::copy(place.path("mfa.db"), disk.path.join("mfa.db")).unwrap();
    let mut command = serve_command(&place);
    let server = Server::start(command.env("MFA_SERVER_DATABASE", disk.path.join("mfa.db")));
    let client = blue.user("alice").client(&server);
    client.post_profile_mfa().send().await.unwrap();
    let filler = disk.path.join("filler");
    let mut file = std::fs::File::create(&filler).unwrap();
    while file.write_all(&[0; 4096]).is_ok() {}

    let failed = loop {
        match client.post_profile_mfa().send().await {
            Ok(_) => {}
            Err(Error::ErrorResponse(response)) => break response,
            Err(other) => panic!("{other}"),
        }
    };
    let id = is_told_to_wait(failed, "30");
    let line = server.line_with(&id);
    assert!(line.contains("the disk is full"), "{line}");
    client.get_profile_mfa().send().await.unwrap();
    drop(file);
    std::fs::remove_file(&filler).unwrap();
    client.post_profile_mfa().send().await.unwrap();
    assert_eq!(server.stop().0, Some(0));
}

/// Two megabytes, gone when dropped.
struct SmallDisk {
    path: std::path::PathBuf,
}

impl SmallDisk {
    fn mount(place: &Place) -> Option<Self> {
        let path = place.path("disk");
        std::fs::create_dir(&path).unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=2m", "tmpfs"])
            .arg(&path)
            .output();
        mounted
            .is_ok_and(|mounted| mounted.status.success())
            .then_some(Self { path })
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // A server that is still there holds it, until it is killed.
        let _ = Command::new("umount").arg("-l").arg(&self.path).output();
    }
}

fn tool(name: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|directory| Path::new(&directory).join(name).exists())
}

/// Says so where a person sees it, also when the output of tests is captured.
fn skipped(test: &str, why: &str) {
    let mut terminal = std::io::stderr();
    let _ = writeln!(terminal, "SKIPPED {test}: {why}");
}
