//! What stands in brackets can be asked about.

use crate::common::{text, xtask};

#[test]
fn findings_of_every_command_are_explained() {
    for (id, expected) in [
        // a rule of lint, with its case and its settings
        (
            "operation-4xx-response",
            vec![
                "(lint, warning)",
                "warning[operation-4xx-response]",
                "lint.toml",
                "[[exceptions]]",
            ],
        ),
        ("no-server-trailing-slash", vec!["--fix"]),
        // a change of diff
        (
            "request-property-max-length-decreased",
            vec![
                "(diff, in the request, error)",
                "Clients may send less than before",
                "= note: in POST /books",
                "new major version",
                "diff.toml",
            ],
        ),
        ("endpoint-added", vec!["new minor version"]),
        // a drift
        (
            "implementation-lacks",
            vec![
                "(check, error)",
                "error[implementation-lacks]",
                "cargo xtask generate",
            ],
        ),
        (
            "major-version-not-raised",
            vec!["error[major-version-not-raised]"],
        ),
        // a refusal
        (
            "duplicate-operation-id",
            vec!["(generate, check, error)", "error[duplicate-operation-id]"],
        ),
        ("[unreadable]", vec!["error[unreadable]"]),
    ] {
        let output = xtask(&["explain", id]);
        let said = text(&output.stdout);
        assert_eq!(
            output.status.code(),
            Some(0),
            "{id}: {}",
            text(&output.stderr)
        );
        for part in expected {
            assert!(said.contains(part), "{id}: no {part:?} in {said}");
        }
    }
}

#[test]
fn an_unknown_id_is_answered_with_a_similar_one() {
    for (id, expected) in [
        (
            "request-property-max-lenght-decreased",
            "did you mean `request-property-max-length-decreased`?",
        ),
        ("generated-difers", "did you mean `generated-differs`?"),
        (
            "operation-4xx-reponse",
            "did you mean `operation-4xx-response`?",
        ),
        ("qqqq", "--rules"),
    ] {
        let output = xtask(&["explain", id]);
        assert_eq!(output.status.code(), Some(100), "{id}");
        let said = text(&output.stderr);
        assert!(said.contains(expected), "{id}: {said}");
    }
}
