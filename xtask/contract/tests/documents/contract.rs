//! docs/contract.md: every task, on a copy of the workspace.

use crate::markdown::Commands;
use crate::place::Place;

#[test]
fn every_task_does_what_the_reference_tells() {
    let mut reference = Commands::of("docs/contract.md");
    let place = Place::workspace();
    for task in [
        "cargo xtask generate",
        "cargo xtask generate --rules",
        "cargo xtask lower",
        "cargo xtask truth",
        "cargo run -p mfa-server -- openapi",
        "cargo xtask check",
        "cargo xtask check --only compatibility",
        "cargo xtask check --all",
        "cargo xtask conform",
        "cargo xtask lint",
        "cargo xtask diff main:spec/openapi.yaml spec/openapi.yaml",
        "cargo xtask release",
    ] {
        place.done(&reference.take(task).command);
    }
    let diff = reference.take("cargo xtask diff BASE REVISION").command;
    let diff = diff
        .replace("BASE", "spec/released/1.0.0.yaml")
        .replace("REVISION", "spec");
    place.done(&diff);
    let explain = reference.take("cargo xtask explain ID").command;
    place.done(&explain.replace("ID", "request-parameter-max-decreased"));
    let scaffold = reference.take("cargo xtask scaffold SPEC DIR").command;
    let scaffold = scaffold.replace("SPEC", "spec/openapi.yaml");
    place.done(&scaffold.replace("DIR", "made"));
    // The program in another folder, without a project.
    place.done(
        &reference
            .take("cargo install --path xtask/contract")
            .command,
    );
    let installed = place.path("installed/bin/contract").display().to_string();
    std::fs::create_dir(place.path("elsewhere")).expect("a folder");
    for name in ["openapi.yaml", "old.yaml", "new.yaml"] {
        let copy = place.path("elsewhere").join(name);
        std::fs::copy(place.path("spec/openapi.yaml"), copy).expect("a copy");
    }
    for command in [
        "contract lint openapi.yaml",
        "contract diff old.yaml new.yaml",
        "contract completions SHELL",
        "contract man",
    ] {
        let command = reference.take(command).command.replace("SHELL", "bash");
        let command = command.replacen("contract", &installed, 1);
        place.done(&format!("cd elsewhere && {command}"));
    }
    let upgrade = reference.take("contract upgrade").command;
    place.done(&format!("cd made && {upgrade}"));
    for (command, reason) in [
        ("cargo xtask mock", "it goes on until it is stopped"),
        (
            "cargo xtask conform --url http://127.0.0.1:4010",
            "it asks what the one before serves: mocked.rs asks the mocks of several documents",
        ),
        (
            "cargo xtask proxy --upstream URL",
            "it goes on until it is stopped",
        ),
    ] {
        reference.cannot_run(command, reason);
    }
    reference.all_were_run();
}
