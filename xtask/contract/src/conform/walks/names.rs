//! Names, as far as they tell what belongs together: `bookId`, `book_id` and `books` are about
//! books.

/// Without case and separators: `book_id` and `bookId` are one name.
pub fn plain(name: &str) -> String {
    let kept = name.chars().filter(char::is_ascii_alphanumeric);
    kept.map(|c| c.to_ascii_lowercase()).collect()
}

/// One of what a plural names, as far as English goes.
pub fn singular(name: &str) -> String {
    let name = plain(name);
    if let Some(stem) = name.strip_suffix("ies") {
        return format!("{stem}y");
    }
    for ending in ["sses", "shes", "ches", "xes"] {
        if name.ends_with(ending) {
            return name[..name.len() - 2].to_owned();
        }
    }
    match name.strip_suffix('s') {
        Some(stem) if !stem.ends_with('s') && !stem.is_empty() => stem.to_owned(),
        _ => name,
    }
}

/// Whether a name is that of an identifier of a resource: `id` beside it, `bookId` anywhere.
pub fn is_id_of(name: &str, resource: &str) -> bool {
    let name = plain(name);
    let rest = match name.strip_prefix(resource) {
        Some(rest) => rest,
        None => return false,
    };
    ["id", "uuid", "key", "ref", "number", "code", "slug"].contains(&rest)
}

/// Members that a service keeps up by itself whenever something changes.
pub fn is_kept_up(name: &str) -> bool {
    let name = plain(name);
    let parts = [
        "updat", "modif", "version", "etag", "revision", "changed", "last", "links", "seen",
        "count", "total",
    ];
    parts.iter().any(|part| name.contains(part))
}

/// Members that stay as they are, whatever else changes.
pub fn is_fixed(name: &str) -> bool {
    let name = plain(name);
    const OF_ITSELF: [&str; 6] = ["id", "uuid", "number", "slug", "self", "href"];
    // When it came to be: `placedAt`, `registered_on`.
    const BEGINNINGS: [&str; 10] = [
        "creat", "placed", "made", "regist", "issued", "opened", "joined", "added", "booked",
        "ordered",
    ];
    let is_time = ["", "at", "on", "date", "time"].iter().any(|end| {
        let stem = name.strip_suffix(end);
        stem.is_some_and(|stem| BEGINNINGS.contains(&stem))
    });
    OF_ITSELF.contains(&name.as_str()) || is_time || name.starts_with("creat")
}

pub const LIMITS: &[&str] = &[
    "limit",
    "pagesize",
    "perpage",
    "size",
    "maxresults",
    "max",
    "top",
    "first",
    "pagelimit",
    "take",
    "maxitems",
    "itemsperpage",
    "count",
];
pub const OFFSETS: &[&str] = &[
    "offset",
    "skip",
    "start",
    "startindex",
    "from",
    "pageoffset",
];
pub const PAGES: &[&str] = &["page", "pagenumber", "pageno", "pageindex"];
pub const CURSORS: &[&str] = &[
    "cursor",
    "pagetoken",
    "nexttoken",
    "after",
    "startingafter",
    "continuation",
    "marker",
    "continuationtoken",
    "token",
    "pagecursor",
    "nextcursor",
    "pageafter",
];
pub const SEARCHES: &[&str] = &["q", "query", "search", "searchterm", "text", "contains"];
pub const SORTS: &[&str] = &[
    "sort",
    "sortby",
    "orderby",
    "order",
    "ordering",
    "sortorder",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_have_a_singular() {
        for (many, one) in [
            ("books", "book"),
            ("categories", "category"),
            ("boxes", "box"),
            ("addresses", "address"),
            ("work_orders", "workorder"),
            ("status", "statu"),
            ("glass", "glass"),
        ] {
            assert_eq!(singular(many), one);
        }
    }

    #[test]
    fn ids_are_told_by_their_resource() {
        assert!(is_id_of("bookId", "book"));
        assert!(is_id_of("book_uuid", "book"));
        assert!(!is_id_of("bookTitle", "book"));
        assert!(!is_id_of("id", "book"));
    }
}
