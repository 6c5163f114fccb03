//! The generated types say what the contract's schemas say: of our own
//! contract, and of one with one of everything.

use std::path::Path;

use crate::common::{text, xtask};

fn agrees(arguments: &[&str]) {
    let output = xtask(&[&["truth"][..], arguments].concat());
    let said = text(&output.stdout);
    assert_eq!(
        output.status.code(),
        Some(0),
        "{said}{}",
        text(&output.stderr)
    );
    assert!(said.contains(", 0 disagreements."), "{said}");
}

#[test]
fn our_own_types_tell_the_truth() {
    let sibling = Path::new(env!("CARGO_BIN_EXE_contract")).with_file_name("mfa-server");
    let sibling = sibling.display().to_string();
    if Path::new(&sibling).exists() {
        agrees(&["--program", &sibling, "truth"]);
    } else {
        agrees(&[]);
    }
}

#[test]
fn types_of_a_contract_with_one_of_everything_tell_the_truth() {
    agrees(&[
        "--spec",
        "server/tests/layer/openapi.yaml",
        "--program",
        env!("CARGO"),
        "test",
        "--quiet",
        "--package",
        "mfa-server",
        "--test",
        "layer",
        "what_the_types_make_of_values",
        "--",
        "--ignored",
        "--nocapture",
    ]);
}
