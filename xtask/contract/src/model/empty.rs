//! Responses that have no content in HTTP, whatever a contract says.

use super::Status;

/// Whether a response ends with its header (RFC 9110, sections 9.3.2, 15.2, 15.3.5, 15.3.6 and
/// 15.4.5). `method` is in any case.
pub fn has_no_content(method: &str, status: Status) -> bool {
    method.eq_ignore_ascii_case("head")
        || matches!(
            status,
            Status::Code(100..=199 | 204 | 205 | 304) | Status::Range(1)
        )
}

/// Which response it is, in words.
pub fn told(method: &str, status: Status) -> String {
    match method.eq_ignore_ascii_case("head") {
        true => "to HEAD".to_owned(),
        false => format!("of the status {status}"),
    }
}
