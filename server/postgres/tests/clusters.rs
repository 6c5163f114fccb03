//! What tests of others rely on.

#![allow(clippy::unwrap_used, reason = "what is not there fails the test")]

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Stdio};

use mfa_test_postgres::{Cluster, Durability, Programs, database, programs};

#[test]
fn each_test_has_a_database_of_its_own_in_one_cluster() {
    let test = "each_test_has_a_database_of_its_own_in_one_cluster";
    let (Some(one), Some(other)) = (database(test), database(test)) else {
        return;
    };
    assert_eq!(one.cluster().address(), other.cluster().address());
    one.sql("CREATE TABLE here (id int)");
    let absent = other.cluster().try_sql(other.name(), "TABLE here");
    assert!(absent.unwrap_err().contains("does not exist"));
    for url in [one.url(), one.socket_url()] {
        let who = "SELECT current_user, usesuper FROM pg_user WHERE usename = current_user";
        let mut psql = programs(test).unwrap().command("psql");
        let said = psql.args([&url, "-XAtc", who]).output().unwrap();
        assert_eq!(String::from_utf8_lossy(&said.stdout), "mfa|f\n", "{url}");
    }
    // It goes with its value.
    let (cluster, name) = (one.cluster().clone(), one.name().to_owned());
    drop(one);
    let left = format!("SELECT count(*) FROM pg_database WHERE datname = '{name}'");
    assert_eq!(cluster.sql("postgres", &left), "0");
}

#[test]
fn what_was_committed_outlasts_a_stop_and_a_kill() {
    let Some(programs) = programs("what_was_committed_outlasts_a_stop_and_a_kill") else {
        return;
    };
    let cluster = Cluster::start(&programs, Durability::Durable, &[("log_statement", "all")]);
    let database = cluster.database();
    assert_eq!(database.sql("SHOW fsync; SHOW log_statement"), "on\nall");
    database.sql("CREATE TABLE kept (id int); INSERT INTO kept VALUES (1)");
    let before = database.url();
    cluster.stop();
    assert!(cluster.try_sql("postgres", "SELECT 1").is_err());
    cluster.start_again();
    database.sql("INSERT INTO kept VALUES (2)");
    cluster.kill();
    assert!(cluster.try_sql("postgres", "SELECT 1").is_err());
    cluster.start_again();
    assert!(cluster.log().contains("was not properly shut down"));
    assert_eq!(database.sql("SELECT count(*) FROM kept"), "2");
    assert_eq!(database.url(), before);
}

#[test]
fn a_standby_takes_the_place_of_a_primary_that_was_killed() {
    let Some(programs) = programs("a_standby_takes_the_place_of_a_primary_that_was_killed") else {
        return;
    };
    let primary = Cluster::start(&programs, Durability::Durable, &[]);
    let database = primary.database();
    let standby = primary.standby();
    database.sql("CREATE TABLE kept AS SELECT generate_series(1, 100)");
    primary.kill();
    let refused = standby.try_sql(database.name(), "DELETE FROM kept");
    assert!(refused.unwrap_err().contains("read-only"));
    standby.promote();
    let count = "DELETE FROM kept WHERE generate_series > 90; SELECT count(*) FROM kept";
    assert_eq!(standby.sql(database.name(), count), "90");
}

/// Runs as a process of its own, which is killed.
#[test]
fn nothing_is_left_of_a_cluster_when_its_process_is_killed() {
    const FOLDER: &str = "CLUSTER_FOLDER_TO";
    let test = "nothing_is_left_of_a_cluster_when_its_process_is_killed";
    let Some(programs) = programs(test) else {
        return;
    };
    if let Some(file) = std::env::var_os(FOLDER) {
        let cluster = Cluster::start(&programs, Durability::Fast, &[]);
        let partly = Path::new(&file).with_extension("part");
        std::fs::write(&partly, cluster.socket().as_os_str().as_encoded_bytes()).unwrap();
        std::fs::rename(partly, file).unwrap();
        loop {
            std::thread::park();
        }
    }
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("folder");
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test])
        .env(FOLDER, &file)
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    wait_until("a cluster starts", || file.exists());
    let folder = std::fs::read_to_string(&file).unwrap();
    let id = std::fs::read_to_string(Path::new(&folder).join("data/postmaster.pid")).unwrap();
    let id = id.lines().next().unwrap();
    assert!(Path::new("/proc").join(id).exists());
    child.kill().unwrap();
    child.wait().unwrap();
    wait_until("it ends", || !Path::new("/proc").join(id).exists());
    wait_until("its folder goes", || !Path::new(&folder).exists());
}

fn wait_until(what: &str, mut happened: impl FnMut() -> bool) {
    let end = std::time::Instant::now() + std::time::Duration::from_secs(60);
    while !happened() {
        assert!(std::time::Instant::now() < end, "{what}: in vain");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
}

#[test]
fn programs_are_found_by_choice_by_path_and_by_version() {
    let place = tempfile::tempdir().unwrap();
    let all = |directory: &str| {
        let directory = place.path().join(directory);
        std::fs::create_dir_all(&directory).unwrap();
        let names = [
            "initdb",
            "pg_basebackup",
            "pg_ctl",
            "pg_isready",
            "postgres",
        ];
        for name in names.iter().chain(&["psql"]) {
            std::fs::write(directory.join(name), "").unwrap();
        }
        directory.canonicalize().unwrap()
    };
    let (nine, fourteen) = (all("debian/9/bin"), all("debian/14/bin"));
    let elsewhere = all("elsewhere");
    let linked = place.path().join("linked");
    std::fs::create_dir(&linked).unwrap();
    std::os::unix::fs::symlink(elsewhere.join("initdb"), linked.join("initdb")).unwrap();
    let debian = place.path().canonicalize().unwrap().join("debian");
    let found = |chosen: Option<&Path>, path: &Path, debian: &Path| {
        let chosen = chosen.map(Path::as_os_str);
        let found = Programs::find_in(chosen, path.as_os_str(), debian)?;
        Ok::<_, String>(found.directory().to_owned())
    };
    let nowhere = Path::new("/nowhere");
    assert_eq!(found(Some(&nine), &linked, &debian), Ok(nine.clone()));
    assert_eq!(found(None, &linked, &debian), Ok(elsewhere));
    assert_eq!(found(None, nowhere, &debian), Ok(fourteen.clone()));
    std::fs::remove_file(fourteen.join("psql")).unwrap();
    assert_eq!(found(None, nowhere, &debian), Ok(nine));
    let chosen = found(Some(&fourteen), &linked, &debian).unwrap_err();
    assert!(chosen.starts_with("there is no psql in "), "{chosen}");
    let missing = Programs::find_in(None, OsStr::new(""), nowhere).unwrap_err();
    assert!(missing.contains("install postgresql"), "{missing}");
}
