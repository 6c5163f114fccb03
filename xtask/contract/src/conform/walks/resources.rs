//! Resources, found from the paths of a contract: what is made where, and read, listed, changed
//! and deleted where.

use super::names::{plain, singular};
use crate::exchange::{Location, Operation, Operations, StatusKey};

/// What has an identifier in a path: `/books/{bookId}`.
pub struct Resource<'o, 'a> {
    /// One of them, plainly: `book`.
    pub name: String,
    /// The template of one of them.
    pub item: &'a str,
    /// The variable that names one of them; empty when there is one alone: `/books/{bookId}/cover`.
    pub variable: &'a str,
    /// The resource that it is a part of: its place among all.
    pub parent: Option<usize>,
    pub create: Option<&'o Operation<'a>>,
    pub list: Option<&'o Operation<'a>>,
    pub read: Option<&'o Operation<'a>>,
    pub replace: Option<&'o Operation<'a>>,
    pub patch: Option<&'o Operation<'a>>,
    pub delete: Option<&'o Operation<'a>>,
    /// What else is done with one of them: `POST /books/{bookId}/lend`.
    pub actions: Vec<&'o Operation<'a>>,
    /// What else is read of one of them: `GET /books/{bookId}/label`.
    pub views: Vec<&'o Operation<'a>>,
}

impl<'o, 'a> Resource<'o, 'a> {
    /// Whether there is one alone, with nothing that names it.
    pub fn is_single(&self) -> bool {
        self.variable.is_empty()
    }

    /// Whether it is a list, and nothing else is done with what it lists.
    pub fn is_catalogue(&self) -> bool {
        self.variable.is_empty() && self.list.is_some()
    }

    /// Whether the client names what it makes, by putting it there.
    pub fn is_put(&self) -> bool {
        self.create.is_some_and(|create| create.path == self.item)
    }
}

/// The variable that a path ends in: `bookId` of `/books/{bookId}`, and what is before it.
fn item_of(path: &str) -> Option<(&str, &str)> {
    let (before, last) = path.trim_end_matches('/').rsplit_once('/')?;
    let variable = last.strip_prefix('{')?.strip_suffix('}')?;
    Some((before, variable))
}

/// All of them, those that others are parts of first.
pub fn resources<'o, 'a>(operations: &'o Operations<'a>) -> Vec<Resource<'o, 'a>> {
    let mut items: Vec<(&'a str, &'a str, &'a str)> = Vec::new();
    for operation in &operations.all {
        if let Some((collection, variable)) = item_of(operation.path)
            && !items.iter().any(|(known, _, _)| *known == operation.path)
        {
            items.push((operation.path, collection, variable));
        }
    }
    let elsewhere = |collection: &str| made_below(operations, collection);
    items.sort_by_key(|(item, collection, _)| (elsewhere(collection).is_some(), item.len()));
    let mut found: Vec<Resource<'o, 'a>> = Vec::new();
    for (item, collection, variable) in items {
        let with = |method: &str, path: &str| {
            let mut all = operations.all.iter();
            all.find(|one| one.method == method && one.path.trim_end_matches('/') == path)
        };
        let last = collection.rsplit('/').next().unwrap_or_default();
        let name = match last.is_empty() || last.starts_with('{') {
            true => plain(variable.trim_end_matches("Id").trim_end_matches("_id")),
            false => singular(last),
        };
        let read = with("GET", item);
        let replace = with("PUT", item);
        let create = with("POST", collection)
            .or_else(|| made_elsewhere(operations, read))
            .or_else(|| elsewhere(collection))
            .or_else(|| replace.filter(|put| put.responses.iter().any(|one| is(one.status, 201))));
        let whole = |path: &str| {
            found.iter().rposition(|known| {
                path.strip_prefix(known.item)
                    .is_some_and(|rest| rest.starts_with('/'))
            })
        };
        let made =
            elsewhere(collection).filter(|one| create.is_some_and(|own| own.index == one.index));
        let parent = whole(item).or_else(|| whole(made?.path));
        let listed_below = made.and_then(|one| with("GET", one.path));
        found.push(Resource {
            name,
            item,
            variable,
            parent,
            create,
            list: with("GET", collection).or(listed_below),
            read,
            replace,
            patch: with("PATCH", item),
            delete: with("DELETE", item),
            actions: below(operations, item, &["POST", "PUT", "PATCH"]),
            views: below(operations, item, &["GET"]),
        });
    }
    found.extend(singles(operations, &found));
    found.extend(catalogues(operations, &found));
    // What makes a part is no action on the whole.
    let makers: Vec<usize> = found
        .iter()
        .filter_map(|one| Some(one.create?.index))
        .collect();
    let lists: Vec<usize> = found
        .iter()
        .filter(|one| !one.is_catalogue())
        .filter_map(|one| Some(one.list?.index))
        .collect();
    let single: Vec<&str> = found
        .iter()
        .filter(|one| one.is_single() && !one.is_catalogue())
        .map(|one| one.item)
        .collect();
    for resource in &mut found {
        let is_other = |one: &&'o Operation<'a>| !single.contains(&one.path);
        resource
            .actions
            .retain(|one| !makers.contains(&one.index) && is_other(one));
        resource
            .views
            .retain(|one| !lists.contains(&one.index) && is_other(one));
    }
    found
}

/// What is asked for by itself, and made below another thing: `POST /projects/{slug}/tasks` for
/// `/tasks/{taskId}`.
fn made_below<'o, 'a>(
    operations: &'o Operations<'a>,
    collection: &str,
) -> Option<&'o Operation<'a>> {
    let mut all = operations.all.iter();
    if all.any(|one| one.method == "POST" && one.path.trim_end_matches('/') == collection) {
        return None;
    }
    let (before, last) = collection.rsplit_once('/')?;
    let mut all = operations.all.iter();
    all.find(|one| {
        let stem = one.path.trim_end_matches('/').strip_suffix(last);
        let stem = stem.and_then(|stem| stem.strip_suffix('/'));
        !last.is_empty()
            && before.is_empty()
            && one.method == "POST"
            && stem.is_some_and(|stem| stem.ends_with('}'))
    })
}

/// Things of which there is one alone: what is read and put, or changed, at one path.
fn singles<'o, 'a>(
    operations: &'o Operations<'a>,
    known: &[Resource<'o, 'a>],
) -> Vec<Resource<'o, 'a>> {
    let mut found: Vec<Resource<'o, 'a>> = Vec::new();
    for read in operations.all.iter().filter(|one| one.method == "GET") {
        let path = read.path;
        let with = |method: &str| {
            let mut all = operations.all.iter();
            all.find(|one| one.method == method && one.path == path)
        };
        let (replace, patch) = (with("PUT"), with("PATCH"));
        let is_listed = known
            .iter()
            .any(|one| one.list.is_some_and(|list| list.index == read.index) || one.item == path);
        if is_listed || with("POST").is_some() || replace.is_none() && patch.is_none() {
            continue;
        }
        let parent = known.iter().rposition(|one| {
            path.strip_prefix(one.item)
                .is_some_and(|rest| rest.starts_with('/'))
        });
        found.push(Resource {
            name: singular(path.rsplit('/').next().unwrap_or_default()),
            item: path,
            variable: "",
            parent,
            create: replace,
            list: None,
            read: Some(read),
            replace,
            patch,
            delete: with("DELETE"),
            actions: Vec::new(),
            views: Vec::new(),
        });
    }
    found
}

/// Lists of what cannot be asked for one by one.
fn catalogues<'o, 'a>(
    operations: &'o Operations<'a>,
    known: &[Resource<'o, 'a>],
) -> Vec<Resource<'o, 'a>> {
    let is_known = |path: &str| {
        let of_list = |one: &Resource<'o, 'a>| one.list.is_some_and(|list| list.path == path);
        known.iter().any(|one| one.item == path || of_list(one))
    };
    let all = operations.all.iter();
    let lists = all.filter(|one| one.method == "GET" && !is_known(one.path));
    let found = lists.map(|list| {
        let path = list.path;
        Resource {
            name: singular(path.rsplit('/').next().unwrap_or_default()),
            item: path,
            variable: "",
            parent: known.iter().rposition(|one| {
                path.strip_prefix(one.item)
                    .is_some_and(|rest| rest.starts_with('/'))
            }),
            create: None,
            list: Some(list),
            read: None,
            replace: None,
            patch: None,
            delete: None,
            actions: Vec::new(),
            views: Vec::new(),
        }
    });
    found.collect()
}

fn is(key: StatusKey, status: u16) -> bool {
    key == StatusKey::Exact(status)
}

/// Operations right below one item: `/books/{bookId}/lend`, and `/books/{bookId}:lend`.
fn below<'o, 'a>(
    operations: &'o Operations<'a>,
    item: &str,
    methods: &[&str],
) -> Vec<&'o Operation<'a>> {
    let is_below = |path: &str| {
        path.strip_prefix(item).is_some_and(|rest| {
            rest.starts_with(['/', ':']) && !rest.contains('{') && rest.len() > 1
        })
    };
    let all = operations.all.iter();
    all.filter(|one| methods.contains(&one.method.as_str()) && is_below(one.path))
        .collect()
}

/// The POST whose response links to reading one: `POST /imports` for `/jobs/{jobId}`.
fn made_elsewhere<'o, 'a>(
    operations: &'o Operations<'a>,
    read: Option<&'o Operation<'a>>,
) -> Option<&'o Operation<'a>> {
    let id = read?.id?;
    let mut all = operations.all.iter();
    all.find(|one| {
        let has_own_path = one
            .parameters
            .iter()
            .all(|known| known.location != Location::Path);
        let links = one.responses.iter().flat_map(|response| &response.links);
        let mut targets = links.filter_map(|link| link.operation_id);
        one.method == "POST" && has_own_path && targets.any(|target| target == id)
    })
}
