//! Copies and backups, and what is refused.

use std::time::{Duration, Instant};

use crate::operators::{configured, with_config};
use crate::program::Place;

/// Enough for a copy to be met in its middle.
const USERS: usize = 30_000;

fn with_many_users() -> Place {
    let place = configured();
    let mut users = String::from("id,mfa_type,totp_secret\n");
    for number in 0..USERS {
        users.push_str(&format!(
            "u{number},guardian,JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP\n"
        ));
    }
    place.write("users.csv", &users);
    place.done(&with_config(&["organization", "add", "acme"]));
    place.done(&with_config(&["organization", "add", "other"]));
    place.done(&with_config(&[
        "user",
        "import",
        "users.csv",
        "--organization",
        "acme",
    ]));
    place
}

#[test]
fn a_copy_that_is_killed_is_gone_on_with_and_serves_when_it_is_whole() {
    let place = with_many_users();
    let copy = ["database", "copy", "mfa.db", "sqlite:new.db"];
    let mut killed = place.command(&copy).spawn().unwrap();
    let end = Instant::now() + Duration::from_secs(60);
    let count = || {
        let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY;
        let database = rusqlite::Connection::open_with_flags(place.path("new.db"), flags).ok()?;
        let count = "SELECT count(*) FROM users, unfinished_copy";
        let count = database.query_row(count, [], |row| row.get::<_, i64>(0));
        count.ok().and_then(|count| usize::try_from(count).ok())
    };
    while count().unwrap_or(0) == 0 {
        assert!(Instant::now() < end, "nothing is copied");
        std::thread::sleep(Duration::from_millis(1));
    }
    killed.kill().unwrap();
    killed.wait().unwrap();
    let before = count().expect("it was killed before its end");

    // Nobody uses the half of it.
    let new = ["--config", "new.toml"];
    place.write(
        "new.toml",
        &place.read("mfa.toml").replace("mfa.db", "new.db"),
    );
    for command in [&["serve"][..], &["user", "list"], &["database", "check"]] {
        let refused = place.run(&[command, &new].concat());
        assert_eq!(refused.code, Some(1), "{command:?}");
        assert!(refused.err.contains("was not finished"), "{}", refused.err);
    }
    let other = place.run(&[&copy[..], &["--organization", "other"]].concat());
    assert_eq!(other.code, Some(1));
    assert!(other.err.contains("part of another copy"), "{}", other.err);

    let told = place.json(&copy);
    assert_eq!(
        (&told["equal"], &told["source_has_changed"]),
        (&true.into(), &false.into())
    );
    let put = usize::try_from(told["copied"]["users"].as_u64().unwrap()).unwrap();
    assert!(
        before > 0 && put + before == USERS,
        "{before} were there, {put} were put"
    );
    let sum = |table: &str, organization: &str| {
        let mut sums = told["tables"].as_array().unwrap().iter();
        let sum = sums.find(|sum| sum["table"] == table && sum["organization"] == organization);
        sum.map(|sum| sum["rows"].as_u64().unwrap())
    };
    assert_eq!(sum("users", "acme"), Some(USERS as u64));
    assert_eq!(
        (sum("users", "other"), sum("organizations", "other")),
        (None, Some(1))
    );
    place.done(&[&["database", "check"], &new[..]].concat());
    let users = place.done(&[&["user", "list", "--organization", "acme"], &new[..]].concat());
    assert!(users.contains("u0 "), "{users}");

    // What has been used since is not overwritten.
    place.done(&[&["organization", "add", "third"], &new[..]].concat());
    let refused = place.run(&copy);
    assert_eq!(refused.code, Some(1));
    assert!(
        refused.err.contains("holds other data already"),
        "{}",
        refused.err
    );
}

#[test]
fn a_backup_is_made_checked_and_restored() {
    let place = configured();
    for organization in ["acme", "other"] {
        place.done(&with_config(&["organization", "add", organization]));
        let user = ["user", "add", "alice", "--organization", organization];
        place.done(&with_config(&user));
    }
    // Beside a server.
    let config = place.read("mfa.toml");
    let serving = format!("listen = '127.0.0.1:0'\n{config}[log]\nformat = 'json'\n");
    place.write("serve.toml", &serving);
    let server = place.server(&["serve", "--config", "serve.toml"]);
    place.done(&with_config(&["database", "backup", "all"]));
    place.done(&with_config(&[
        "database",
        "backup",
        "one",
        "--organization",
        "acme",
    ]));
    drop(server);
    use std::os::unix::fs::PermissionsExt as _;
    let mode = std::fs::metadata(place.path("all"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
    let again = place.run(&with_config(&["database", "backup", "all"]));
    assert_eq!(again.code, Some(1), "a backup is not overwritten");
    let check = |file: &str| place.run(&["database", "check", "--backup", file]);
    assert!(check("all").out.contains("The backup all is whole."));

    let restored = |file: &str| {
        let _ = std::fs::create_dir(place.path("aside"));
        for name in ["mfa.db", "mfa.db-wal", "mfa.db-shm"] {
            let _ = std::fs::rename(place.path(name), place.path("aside").join(name));
        }
        let told = place.done(&with_config(&["database", "restore", file]));
        assert!(told.contains("both are equal"), "{told}");
        place.done(&with_config(&["database", "check"]));
        place.done(&with_config(&["organization", "list"]))
    };
    let all = restored("all");
    assert!(all.contains("acme") && all.contains("other"), "{all}");
    let one = restored("one");
    assert!(one.contains("acme") && !one.contains("other"), "{one}");
    let full = place.run(&with_config(&["database", "restore", "all"]));
    assert!(
        full.err.contains("holds other data already"),
        "{}",
        full.err
    );

    let text = place.read("all");
    place.write("cut", &text[..text.len() - 30]);
    place.write(
        "forged",
        &text.replacen("\"failures\":0", "\"failures\":9", 1),
    );
    for file in ["cut", "forged", "mfa.toml", "missing"] {
        let refused = check(file);
        assert_eq!(refused.code, Some(1), "{file}");
        assert!(
            refused.err.contains("the backup cannot be used"),
            "{}",
            refused.err
        );
        let refused = place.run(&with_config(&["database", "restore", file]));
        assert_eq!(refused.code, Some(1), "{file}");
    }
}
