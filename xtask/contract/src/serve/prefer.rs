//! `Prefer` (RFC 7240, section 2): what a consumer would like of a response. The names are those
//! that Prism has for mocks: `code`, `example`, `dynamic`.

/// What a request asks a mock for.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Preferences {
    /// The status.
    pub code: Option<String>,
    /// The name of an example.
    pub example: Option<String>,
    /// Values that are made, also where there are examples.
    pub dynamic: bool,
}

impl Preferences {
    /// Those of the lines of the header `Prefer`. The first of a name counts, names that are not
    /// known are passed over (section 2).
    pub fn of<'l>(lines: impl Iterator<Item = &'l str>) -> Preferences {
        let mut found = Preferences::default();
        let mut is_dynamic = None;
        for line in lines {
            for (name, value) in preferences(line) {
                match name.as_str() {
                    "code" => found.code = found.code.or(Some(value)),
                    "example" => found.example = found.example.or(Some(value)),
                    "dynamic" => is_dynamic = is_dynamic.or(Some(value != "false")),
                    _ => {}
                }
            }
        }
        found.dynamic = is_dynamic.unwrap_or(false);
        found
    }
}

/// `name`, `name=value` and `name="value"`, between commas; parameters behind a semicolon are
/// none of ours.
fn preferences(line: &str) -> Vec<(String, String)> {
    let parts = split(line, ',');
    let named = parts.iter().filter_map(|part| {
        let own = split(part, ';').into_iter().next()?;
        let (name, value) = own.split_once('=').unwrap_or((&own, ""));
        let name = name.trim().to_ascii_lowercase();
        (!name.is_empty()).then(|| (name, unquoted(value.trim())))
    });
    named.collect()
}

/// The parts between separators that stand in no quoted text.
fn split(text: &str, separator: char) -> Vec<String> {
    let mut parts = vec![String::new()];
    let (mut is_quoted, mut is_escaped) = (false, false);
    for c in text.chars() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' if is_quoted => is_escaped = true,
            '"' => is_quoted = !is_quoted,
            c if c == separator && !is_quoted => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    parts
}

/// A token, or what a quoted text says (RFC 9110, section 5.6.4).
fn unquoted(text: &str) -> String {
    let inner = text
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'));
    let Some(inner) = inner else {
        return text.to_owned();
    };
    let mut out = String::new();
    let mut characters = inner.chars();
    while let Some(c) = characters.next() {
        out.extend(match c {
            '\\' => characters.next(),
            c => Some(c),
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_read(lines: &[&str], code: Option<&str>, example: Option<&str>, dynamic: bool) {
        let expected = Preferences {
            code: code.map(str::to_owned),
            example: example.map(str::to_owned),
            dynamic,
        };
        assert_eq!(
            Preferences::of(lines.iter().copied()),
            expected,
            "{lines:?}"
        );
    }

    #[test]
    fn preferences_are_read_as_rfc_7240_writes_them() {
        assert_read(&[], None, None, false);
        assert_read(&["code=404"], Some("404"), None, false);
        assert_read(&["code=404, dynamic"], Some("404"), None, true);
        assert_read(&["Code = 404", "dynamic=true"], Some("404"), None, true);
        assert_read(&["dynamic=false, dynamic=true"], None, None, false);
        assert_read(
            &["respond-async, wait=100; x=\"a,code=1\", example=\"a \\\"b\\\", c\""],
            None,
            Some("a \"b\", c"),
            false,
        );
        assert_read(&["code=1, code=2"], Some("1"), None, false);
    }
}
