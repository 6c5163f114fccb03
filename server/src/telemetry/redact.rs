//! Request targets with nothing in them that opens anything.

use std::fmt;

/// Segments from this length on may be (part of) an enrolment link's token, which has 43 characters.
const SUSPICIOUS_LENGTH: usize = 16;

/// Prints a request target without its query, and without any path segment that is long enough to be
/// a secret.
pub struct RedactedUri<'a>(pub &'a str);

impl fmt::Display for RedactedUri<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (path, query) = match self.0.split_once(['?', '#']) {
            Some((path, _)) => (path, "?…"),
            None => (self.0, ""),
        };
        for (position, segment) in path.split('/').enumerate() {
            if position > 0 {
                f.write_str("/")?;
            }
            f.write_str(if segment.len() < SUSPICIOUS_LENGTH {
                segment
            } else {
                "…"
            })?;
        }
        f.write_str(query)
    }
}
