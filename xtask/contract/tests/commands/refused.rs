//! What cannot be generated is refused: with its place, the construct and a
//! way out, and nothing is written.
//!
//! A case is a contract in `refused/`, beside what a person reads about it.

use crate::common::{assert_expected, cases, relative, text, xtask};

#[test]
fn what_cannot_be_expressed_is_refused_where_it_stands() {
    for case in cases("refused", "yaml") {
        let out = tempfile::tempdir().expect("a directory");
        let server = out.path().join("server").display().to_string();
        let client = out.path().join("client").display().to_string();
        let spec = relative(&case);
        let output = xtask(&[
            "generate",
            "--spec",
            &spec,
            "--server-out",
            &server,
            "--client-out",
            &client,
        ]);
        assert_eq!(
            output.status.code(),
            Some(100),
            "{spec}: {}",
            text(&output.stderr)
        );
        assert!(
            !out.path().join("server").exists(),
            "{spec}: something was written"
        );
        let found = text(&output.stderr);
        assert!(!found.contains("panicked"), "{spec}: {found}");
        assert_expected(&found, &case.with_extension("txt"));
    }
}
