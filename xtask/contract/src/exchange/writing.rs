//! What a service writes: headers and contents of responses, by the same rules as requests.

use serde_json::Value;

use super::operation::{Header, Location, Style};
use super::styles::Form;

/// The text of a header; none when a header cannot say the value.
pub fn write_header(header: &Header<'_>, value: &Value) -> Option<String> {
    if header.media_type.is_some() {
        return Some(value.to_string());
    }
    let form = Form {
        style: Style::Simple,
        explode: header.explode,
        location: Location::Header,
        allow_reserved: false,
    };
    form.text(header.name, value)
}
