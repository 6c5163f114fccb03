//! Which texts have a format: one answer for whatever asks, by the validator's own
//! checks.

use std::collections::HashMap;
use std::sync::LazyLock;

use jsonschema::{Draft, Validator};
use serde_json::{Value, json};

/// The formats of texts that are checked. Others are notes for readers.
pub const CHECKED: [&str; 7] = ["date", "date-time", "uuid", "ipv4", "ipv6", "email", "uri"];

static CHECKS: LazyLock<HashMap<&str, Validator>> = LazyLock::new(|| {
    let checks = CHECKED.into_iter().filter_map(|format| {
        let options = jsonschema::options().with_draft(Draft::Draft202012);
        let options = options.should_validate_formats(true);
        Some((format, options.build(&json!({ "format": format })).ok()?))
    });
    checks.collect()
});

/// Whether a text has a format; an unknown one says nothing.
pub fn fits(format: &str, text: &str) -> bool {
    match (format, CHECKS.get(format)) {
        ("ip", _) => fits("ipv4", text) || fits("ipv6", text),
        (_, Some(check)) => check.is_valid(&Value::from(text)),
        (_, None) => true,
    }
}
