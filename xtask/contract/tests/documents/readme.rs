//! README.md: the first five minutes, and the tasks.

use crate::markdown::Commands;
use crate::place::Place;

#[test]
fn the_first_five_minutes_are_as_the_readme_tells() {
    let mut readme = Commands::of("README.md");
    let place = Place::workspace();

    let dev = readme.take("cargo run -p mfa-server -- dev").command;
    // Another server may listen where the README says, and where the client looks.
    let server = place.start(&format!("exec {dev} --listen 127.0.0.1:0"));
    server.line_with("sample organization");
    place.appears(".mfa/dev.env");

    let environment = readme.take(". .mfa/dev.env").command;
    let with_environment = |command: &str| place.done(&format!("{environment}\n{command}"));
    let own = readme
        .take("curl -i -H \"REB-APIKEY: $MFA_ALICE_API_KEY\" \"$MFA_URL/profile/mfa\"")
        .command;
    let answer = with_environment(&own);
    for told in ["HTTP/1.1 200", r#""status":"inactive""#, r#""type":null"#] {
        assert!(answer.contains(told), "{answer}");
    }

    let enrol =
        "MFA_SECRET_API_KEY=$MFA_ALICE_API_KEY cargo run -p mfa-client -- profile enrol --wait";
    let enrol = readme.take(enrol).command;
    let client = place.start(&format!("{environment}\n{enrol}"));
    let link = client.line_with("/enrollment/");
    let page = place.done(&format!("curl -sS -i {}", link.trim()));
    assert!(
        page.contains("HTTP/1.1 200") && page.contains("Set up your authenticator"),
        "{page}"
    );
    drop(client);

    for name in ["CAROL", "BOB"] {
        let curl = readme.take(&format!(
            "curl -i -H \"Authorization: Bearer $MFA_JWT_{name}\" \"$MFA_URL/users/alice/mfa\""
        ));
        let answer = with_environment(&curl.command);
        let status = format!("HTTP/1.1 {}", curl.comment);
        assert!(
            curl.comment.len() == 3 && answer.contains(&status),
            "{answer}"
        );
    }
    drop(server);

    let example = "cargo run -p mfa-client --example consumer_tests --features mocks";
    let told = place.done(&readme.take(example).command);
    assert_eq!(
        told.matches("  ok\n").count(),
        told.lines().count(),
        "{told}"
    );

    for task in [
        "cargo xtask generate",
        "cargo xtask check",
        "cargo xtask check --all",
        "cargo xtask lint",
        "cargo xtask diff main:spec/openapi.yaml spec/openapi.yaml",
        "cargo xtask release",
        "cargo xtask conform",
    ] {
        place.done(&readme.take(task).command);
    }
    let explain = readme.take("cargo xtask explain ID").command;
    place.done(&explain.replace("ID", "request-parameter-max-decreased"));

    let scaffold = readme.take("cargo xtask scaffold SPEC DIR").command;
    let scaffold = scaffold.replace("SPEC", "spec/openapi.yaml");
    place.done(&scaffold.replace("DIR", "made"));

    // docs/operating.md tells what is in mfa.toml.
    let serve = readme.take("mfa-server serve --config mfa.toml").command;
    crate::operating::configured(&place);
    place.start(&format!("exec {serve}"));

    readme.cannot_run(
        "cargo install --path xtask/contract",
        "docs/contract.md tells it, too, and it is run there",
    );
    readme.cannot_run("cargo test --workspace", "it is what runs this test");
    readme.cannot_run(
        "cargo test -p contract-tools --test conform ours -- --nocapture",
        "it runs with all tests",
    );
    readme.cannot_run(
        "cargo bench -p mfa-server",
        "it takes minutes, and wants a machine of its own; clippy compiles it",
    );
    readme.cannot_run(
        "cargo bench -p mfa-server -- --only seen",
        "a part of the one above",
    );
    readme.cannot_run(
        "cargo bench -p contract-tools",
        "it takes minutes, and wants a machine of its own; clippy compiles it",
    );
    readme.cannot_run(
        "cargo build --release -p contract-tools",
        "it takes minutes; each of its commands is run in a debug build",
    );
    readme.all_were_run();
}
