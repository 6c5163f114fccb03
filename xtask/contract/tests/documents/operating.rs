//! docs/operating.md: from a configuration to the first key.

use crate::markdown::Commands;
use crate::place::Place;

/// What the guide takes for granted: a configuration, and users from elsewhere.
pub fn configured(place: &Place) {
    place.write("keys", "2026:kZsZswBayXFHX9t2RulD7mTagNwHBEEeFo25tUnJshI=");
    place.write(
        "mfa.toml",
        "listen = '127.0.0.1:0'\npublic_url = 'https://mfa.example'\ndatabase = 'mfa.db'\n[encryption]\nkeys_file = 'keys'\n",
    );
}

#[test]
fn operators_get_as_far_as_the_guide_tells() {
    let mut guide = Commands::of("docs/operating.md");
    let place = Place::empty();
    configured(&place);
    place.write("users.csv", "id,email\nalice,alice@example.com\nbob,\n");

    let help = place.done(&guide.take("mfa-server serve --help").command);
    assert!(help.contains("public_url"), "{help}");
    let check = guide.take("mfa-server serve --config mfa.toml --check-config");
    let told = place.done(&check.command);
    assert!(told.contains("fine"), "{told}");

    let server = place.start(&format!(
        "exec {} 2>&1",
        guide.take("mfa-server serve --config mfa.toml").command
    ));
    server.line_with("listening");
    place.done(
        &guide
            .take("mfa-server organization add acme --name \"Acme\" --config mfa.toml")
            .command,
    );
    let imported = place.done(
        &guide
            .take("mfa-server user import users.csv --organization acme --config mfa.toml")
            .command,
    );
    assert!(imported.contains('2'), "{imported}");
    let key = place.done(
        &guide
            .take("mfa-server key create --organization acme --label \"billing\" --config mfa.toml")
            .command,
    );
    assert!(key.contains("mfask_"), "{key}");

    let limited = place.done(
        &guide
            .take("mfa-server key create --organization acme --user alice --expires 90d --scope profile:mfa:read --config mfa.toml")
            .command,
    );
    assert!(limited.contains("It ends at"), "{limited}");

    let set =
        "mfa-server organization set acme --return-url https://app.acme.example/ --config mfa.toml";
    place.done(&guide.take(set).command);

    place.write("auth0.secret", "0123456789012345678901234567890123456789");
    place.write("duo.secret", "0123456789012345678901234567890123456789");
    for set in [
        "mfa-server organization factor set acme guardian domain=acme.eu.auth0.com client_id=abcdefghijklmnopqrstuvwxyz012345 --secret-file auth0.secret --config mfa.toml",
        "mfa-server organization factor set acme guardian 'user_id=google-oauth2|{user}' --config mfa.toml",
        "mfa-server organization factor set acme duo host=api-1234abcd.duosecurity.com client_id=DIXXXXXXXXXXXXXXXXXX --secret-file duo.secret --config mfa.toml",
        "mfa-server organization set acme --enrollment-type duo --config mfa.toml",
        "mfa-server organization factor set acme duo fail_mode=open --config mfa.toml",
    ] {
        place.done(&guide.take(set).command);
    }

    for read in [
        "mfa-server audit --user alice --since 7d --config mfa.toml",
        "mfa-server audit --what user.locked --what code --since 2h --json --config mfa.toml",
        "mfa-server audit prune --older-than 400d --config mfa.toml",
    ] {
        let told = place.done(&guide.take(read).command);
        assert_eq!(
            told.contains("user.imported"),
            read.contains("--user"),
            "{told}"
        );
    }
    let add = "mfa-server webhook add https://app.acme.example/mfa-events --organization acme --config \
               mfa.toml";
    let told = place.done(&guide.take(add).command);
    assert!(told.contains("whsec_"), "{told}");
    let list = "mfa-server webhook list --organization acme --config mfa.toml";
    let told = place.done(&guide.take(list).command);
    assert!(
        told.contains("https://app.acme.example/mfa-events"),
        "{told}"
    );
    guide.cannot_run(
        "mfa-server audit --follow --config mfa.toml",
        "it goes on until it is stopped",
    );
    for encryption in ["rotate", "status"] {
        let command = format!("mfa-server encryption {encryption} --config mfa.toml");
        place.done(&guide.take(&command).command);
    }
    place.done("mfa-server user delete alice --config mfa.toml");
    let erase = "mfa-server audit erase --user alice --organization acme --config mfa.toml";
    let told = place.done(&guide.take(erase).command);
    assert!(told.contains("3 entries"), "{told}");
    place.done("mfa-server user add alice --config mfa.toml");

    for command in [
        "mfa-server database backup mfa.backup --config mfa.toml",
        "mfa-server database check --backup mfa.backup",
    ] {
        place.done(&guide.take(command).command);
    }
    drop(server);
    place.done("mfa-server user add carol --config mfa.toml");
    for command in [
        "mkdir damaged",
        "mv mfa.db* damaged/",
        "mfa-server database restore mfa.backup --config mfa.toml",
    ] {
        place.done(&guide.take(command).command);
    }
    let checked = guide.take("mfa-server database check --config mfa.toml");
    let told = place.done(&checked.command);
    assert!(told.contains("is whole"), "{told}");
    let users = place.done("mfa-server user list --config mfa.toml");
    assert!(
        users.contains("alice") && !users.contains("carol"),
        "{users}"
    );
    let copied = guide.take("mfa-server database copy mfa.db sqlite:new.db");
    let told = place.done(&copied.command);
    assert!(told.contains("both are equal"), "{told}");
    guide.take("mfa-server database check");
    guide.cannot_run(
        "mfa-server database copy sqlite:mfa.db postgres://mfa@db1.example/mfa",
        "the server's own tests copy to PostgreSQL",
    );
    guide.cannot_run(
        "mfa-server dev",
        "only named here: the README's story starts it",
    );
    guide.cannot_run("mfa-server serve", "only named here: it ran above");
    guide.all_were_run();
}

/// `key revoke` and the like, within a sentence.
#[test]
fn operator_commands_that_are_named_are_there() {
    let text = std::fs::read_to_string(crate::place::workspace().join("docs/operating.md"));
    let text = text.expect("the guide");
    let place = Place::empty();
    let mut found = 0;
    for (index, code) in text.split('`').enumerate() {
        let words: Vec<&str> = code.split_whitespace().collect();
        if index % 2 == 1
            && matches!(
                words[..],
                [
                    "organization"
                        | "user"
                        | "key"
                        | "encryption"
                        | "database"
                        | "audit"
                        | "webhook",
                    _,
                    ..
                ]
            )
        {
            let help = place.done(&format!("mfa-server {} {} --help", words[0], words[1]));
            assert!(help.contains("Usage: mfa-server"), "{help}");
            found += 1;
        }
    }
    assert!(found > 0);
}
