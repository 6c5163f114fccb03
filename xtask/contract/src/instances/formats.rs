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

/// Whether the texts of a format are checked.
pub fn is_checked(format: &str) -> bool {
    format == "ip" || CHECKED.contains(&format)
}

/// The least and the greatest number of characters of the texts of a format, where it says so.
pub fn lengths(format: &str) -> (Option<u32>, Option<u32>) {
    match format {
        // RFC 3339, section 5.6: a full date; with a time in seconds and `Z` at least.
        "date" => (Some(10), Some(10)),
        "date-time" => (Some(20), None),
        // RFC 9562, section 4.
        "uuid" => (Some(36), Some(36)),
        "ipv4" => (Some(7), Some(15)),
        "ipv6" => (Some(2), None),
        // RFC 5321, section 4.1.2, and RFC 3986, section 3.
        "email" => (Some(3), None),
        "uri" => (Some(2), None),
        _ => (None, None),
    }
}

/// The least and the greatest number of a format of whole numbers.
pub fn range(format: &str) -> Option<(i128, i128)> {
    Some(match format {
        "int8" => (i8::MIN.into(), i8::MAX.into()),
        "int16" => (i16::MIN.into(), i16::MAX.into()),
        "int32" => (i32::MIN.into(), i32::MAX.into()),
        "int64" => (i64::MIN.into(), i64::MAX.into()),
        "uint8" => (0, u8::MAX.into()),
        "uint16" => (0, u16::MAX.into()),
        "uint32" | "uint" => (0, u32::MAX.into()),
        "uint64" => (0, u64::MAX.into()),
        _ => return None,
    })
}
