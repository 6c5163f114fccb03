//! What is wrong with a message, as a sentence.

use crate::exchange::{Place, Violation};

/// With the part of the message, where its words do not name it.
pub fn sentence(violation: &Violation) -> String {
    let place = violation.place.to_string();
    let message = &violation.message;
    let is_plain = matches!(
        violation.place,
        Place::Target | Place::Credentials | Place::Status
    );
    if is_plain || message.contains(&place) {
        return message.clone();
    }
    match violation.pointer.as_str() {
        "" => format!("{place}: {message}"),
        pointer => format!("{place} at `{pointer}`: {message}"),
    }
}
