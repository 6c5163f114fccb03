//! A team sees what the tools are given, and reads what becomes of what it
//! writes.

use crate::common::{assert_expected, text, workspace, xtask};

#[test]
fn what_the_tools_are_given_is_printed() {
    let output = xtask(&["lower", "xtask/contract/tests/lowering/base.yaml"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let lowered = text(&output.stdout);
    assert!(lowered.starts_with("openapi: \"3.0.4\"\n"), "{lowered}");

    // It is a contract itself, and nothing more becomes of it.
    let directory = tempfile::tempdir().expect("a directory");
    let spec = directory.path().join("openapi.yaml").display().to_string();
    for contract in ["spec/openapi.yaml", "server/tests/layer/openapi.yaml"] {
        let once = text(&xtask(&["lower", contract]).stdout);
        std::fs::write(&spec, &once).expect("a file is written");
        let again = xtask(&["lower", &spec]);
        assert_eq!(again.status.code(), Some(0), "{}", text(&again.stderr));
        snapbox::assert_data_eq!(text(&again.stdout), snapbox::Data::text(once).raw());
    }

    let refused = xtask(&["lower", "xtask/contract/tests/refused/unknown-type.yaml"]);
    assert_eq!(refused.status.code(), Some(100));
    assert!(text(&refused.stderr).contains("is not a type"));
}

#[test]
fn the_documentation_is_the_table_of_rules() {
    let introduction = "# What becomes of a contract\n\nMade from the code by `cargo xtask generate --rules`; renew it with `SNAPSHOTS=overwrite cargo test -p xtask`.\n\nEach rule is shown by its cases in `xtask/contract/tests/lowering`: what is written, and what becomes of it. `cargo xtask explain ID` shows the first one; `cargo xtask lower` prints what the tools are given of your own contract. What is refused stands in [contract.md](contract.md#what-is-refused).\n\n";
    let table = text(&xtask(&["generate", "--rules"]).stdout);
    assert_expected(
        &format!("{introduction}{table}"),
        &workspace().join("docs/lowering-rules.md"),
    );
}
