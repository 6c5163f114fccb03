//! Media types: which one is meant, and how it is read.

/// How the content of a media type is read and written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    Json,
    /// `application/x-www-form-urlencoded`
    Form,
    /// `multipart/form-data` and its like
    Multipart,
    Text,
    /// A value for each line, or each event: they are not judged as one.
    Lines,
    /// Anything else: bytes that no schema is about.
    Bytes,
}

/// Without parameters, in lower case.
pub fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// A parameter of a media type, without its quotes.
pub fn parameter(media_type: &str, name: &str) -> Option<String> {
    media_type.split(';').skip(1).find_map(|parameter| {
        let (key, value) = parameter.split_once('=')?;
        let is_it = key.trim().eq_ignore_ascii_case(name);
        is_it.then(|| value.trim().trim_matches('"').to_owned())
    })
}

pub fn kind_of(media_type: &str) -> Kind {
    let essence = essence(media_type);
    match essence.as_str() {
        "application/json" | "text/json" => Kind::Json,
        "application/x-www-form-urlencoded" => Kind::Form,
        "text/event-stream"
        | "application/jsonl"
        | "application/x-ndjson"
        | "application/ndjson"
        | "application/json-seq" => Kind::Lines,
        name if name.ends_with("+json-seq") => Kind::Lines,
        name if name.ends_with("+json") => Kind::Json,
        name if name.starts_with("multipart/") => Kind::Multipart,
        name if name.ends_with("+xml") || name == "text/xml" => Kind::Bytes,
        name if name.starts_with("text/") => Kind::Text,
        _ => Kind::Bytes,
    }
}

/// Whether a media type is one that a range of the document stands for: `image/*`, `*/*`, or
/// itself. Parameters that the document writes have to be there.
pub fn matches(range: &str, media_type: &str) -> bool {
    let (wanted, is) = (essence(range), essence(media_type));
    let fits = match wanted.split_once('/') {
        Some(("*", "*")) => true,
        Some((kind, "*")) => is.split_once('/').is_some_and(|(own, _)| own == kind),
        _ => wanted == is,
    };
    let mut parameters = range
        .split(';')
        .skip(1)
        .filter_map(|one| one.split_once('='));
    fits && parameters.all(|(name, value)| {
        let name = name.trim();
        // A boundary is each message's own, and UTF-8 is what JSON is without a word.
        name.eq_ignore_ascii_case("boundary")
            || name.eq_ignore_ascii_case("charset")
            || parameter(media_type, name)
                .is_some_and(|own| own.eq_ignore_ascii_case(value.trim().trim_matches('"')))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_and_parameters_choose() {
        for (range, media_type, fits) in [
            ("application/json", "application/json; charset=utf-8", true),
            ("application/json", "application/problem+json", false),
            ("image/*", "image/png", true),
            ("image/*", "text/png", false),
            ("*/*", "a/b", true),
            (
                "application/json; version=1",
                "application/json;version=1",
                true,
            ),
            ("application/json; version=1", "application/json", false),
            ("text/plain; charset=utf-8", "text/plain", true),
        ] {
            assert_eq!(matches(range, media_type), fits, "{range} {media_type}");
        }
    }
}
