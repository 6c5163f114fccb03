//! Where operations are served: a path stands behind the URL of a server, so that a part
//! of it can move from one to the other without anybody noticing (OpenAPI 3.1.1, section
//! 4.8.8).

use std::collections::HashSet;

use super::context::Context;
use super::edition::Edition;
use super::operations::template;
use crate::document::Node;

/// The paths that clients ask for, of one path item: one for each server.
pub fn paths_of(edition: Edition<'_>, item: &Node, path: &str) -> Vec<String> {
    let urls = urls_of(edition, item, path);
    let mut found: Vec<String> = urls.iter().map(|url| split(url).1.to_owned()).collect();
    found.dedup();
    found
}

/// Whether all that is served in the base is served by the revision, at the same URLs.
pub fn keeps_all(context: &Context<'_>) -> bool {
    let all = |edition: Edition<'_>| -> HashSet<String> {
        let items = edition.root().members("paths");
        items
            .flat_map(|(path, item)| urls_of(edition, edition.resolve(item), path))
            .collect()
    };
    let before = all(context.base);
    !before.is_empty() && before.is_subset(&all(context.revision))
}

/// Whether a path item is served at all URLs at which it was.
pub fn keeps(
    context: &Context<'_>,
    (old_path, old_item): (&str, &Node),
    (path, item): (&str, &Node),
) -> bool {
    let after = urls_of(context.revision, item, path);
    let before = urls_of(context.base, old_item, old_path);
    before.iter().all(|url| after.contains(url))
}

fn urls_of(edition: Edition<'_>, item: &Node, path: &str) -> Vec<String> {
    let owner = [item, edition.root()].into_iter();
    let servers = owner
        .map(|owner| owner.items("servers"))
        .find(|servers| !servers.is_empty());
    let urls = servers.unwrap_or(&[]).iter().flat_map(spelled_out);
    let mut found: Vec<String> = urls.map(|url| template(&format!("{url}{path}"))).collect();
    if found.is_empty() {
        found.push(template(path));
    }
    found
}

/// The URL of a server, as paths are put behind it, and as all spellings of it are compared
/// (RFC 3986, section 6.2.2 and 6.2.3).
pub fn server(server: &Node) -> String {
    normal(server.text("url").unwrap_or_default())
}

fn normal(url: &str) -> String {
    let url = url.trim_end_matches('/');
    let (host, path) = split(url);
    let host = host.to_lowercase();
    let port = match host.split_once("://") {
        Some(("https", _)) => ":443",
        Some(("http", _)) => ":80",
        _ => "",
    };
    let host = host.strip_suffix(port).unwrap_or(&host);
    format!("{host}{path}")
}

/// More URLs of one server are not spelled out.
const MOST_URLS: usize = 64;

/// The URLs of a server: with each of the values that its variables may have, where they are
/// listed; with any, and with the one that is taken, where they are not.
fn spelled_out(server: &Node) -> Vec<String> {
    let mut urls = vec![server.text("url").unwrap_or_default().to_owned()];
    for (name, variable) in server.members("variables") {
        let place = format!("{{{name}}}");
        let listed = variable.items("enum").iter().filter_map(Node::as_str);
        let mut values: Vec<&str> = listed.collect();
        if values.is_empty() {
            values.push(&place);
            values.extend(variable.text("default"));
        }
        let with = |url: &String| {
            let urls = values.iter().map(|value| url.replace(&place, value));
            urls.collect::<Vec<_>>()
        };
        let more: Vec<String> = urls.iter().flat_map(with).collect();
        if more.len() > MOST_URLS {
            break;
        }
        urls = more;
    }
    urls.iter().map(|url| normal(url)).collect()
}

/// The scheme and host of a URL, and its path. A URL that is relative is a path.
fn split(url: &str) -> (&str, &str) {
    let host = url.find("://").map_or(0, |index| index + 3);
    let end = match host {
        0 => 0,
        host => url[host..]
            .find('/')
            .map_or(url.len(), |index| host + index),
    };
    url.split_at(end)
}
