//! Which target a request has: by the contract's path templates, told apart as OpenAPI does.
//!
//! Segments are compared as they are decoded, empty ones too: `/a//b` is not `/a/b`. Where nothing
//! has exactly the path of a request, a slash at its end makes no difference.

use std::borrow::Cow;
use std::collections::HashMap;

use percent_encoding::percent_decode_str;

use super::super::route::is_of;

/// Targets by path template and method.
pub(super) struct Router<T>(Node<T>);

struct Node<T> {
    literals: HashMap<String, Node<T>>,
    /// Segments with variables, those with more than a variable first (OpenAPI 3.1.1, section
    /// 4.8.8.2: concrete paths before templated ones).
    templates: Vec<(String, Node<T>)>,
    /// What takes the rest of a path, as Dropshot's `{rest:.*}`.
    rest: Vec<(String, T)>,
    here: Vec<(String, T)>,
}

impl<T> Default for Node<T> {
    fn default() -> Self {
        Node {
            literals: HashMap::new(),
            templates: Vec::new(),
            rest: Vec::new(),
            here: Vec::new(),
        }
    }
}

/// A path, split and decoded. A segment that is not UTF-8 equals no literal.
struct Path<'p>(Vec<(&'p str, Option<Cow<'p, str>>)>);

impl<'p> Path<'p> {
    fn new(path: &'p str) -> Option<Self> {
        let segments = path.strip_prefix('/')?.split('/');
        let decoded = segments.map(|raw| (raw, percent_decode_str(raw).decode_utf8().ok()));
        Some(Path(decoded.collect()))
    }
}

impl<T> Router<T> {
    pub(super) fn new() -> Self {
        Router(Node::default())
    }

    /// Adds a target. The first of two with the same template and method counts.
    pub(super) fn insert(&mut self, method: &str, template: &str, target: T) {
        let mut node = &mut self.0;
        for segment in template.trim_start_matches('/').split('/') {
            if segment.starts_with('{') && segment.ends_with(":.*}") {
                node.rest.push((method.to_owned(), target));
                return;
            }
            node = node.child(segment);
        }
        node.here.push((method.to_owned(), target));
    }

    /// What a request with this method and path is for.
    pub(super) fn find(&self, method: &str, path: &str) -> Option<&T> {
        let exact = self.find_exact(method, path);
        if exact.is_some() || !self.methods_exact(path).is_empty() {
            return exact;
        }
        self.find_exact(method, &other_end(path))
    }

    /// The methods that a path has, sorted. None where nothing is there.
    pub(super) fn methods(&self, path: &str) -> Vec<&str> {
        let exact = self.methods_exact(path);
        match exact.is_empty() {
            true => self.methods_exact(&other_end(path)),
            false => exact,
        }
    }

    /// The methods that some path has (RFC 9110, section 9.3.7: `OPTIONS *`).
    pub(super) fn all_methods(&self) -> Vec<&str> {
        let mut methods = Vec::new();
        self.0.collect(&mut methods);
        methods
    }

    fn find_exact(&self, method: &str, path: &str) -> Option<&T> {
        self.0.find(&Path::new(path)?.0, &|targets| {
            let mut of_method = targets.iter().filter(|(name, _)| name == method);
            of_method.next().map(|(_, target)| target)
        })
    }

    fn methods_exact(&self, path: &str) -> Vec<&str> {
        let mut methods = Vec::new();
        if let Some(path) = Path::new(path) {
            self.0.visit(&path.0, &mut |targets| {
                methods.extend(targets.iter().map(|(method, _)| method.as_str()));
            });
        }
        methods.sort_unstable();
        methods.dedup();
        methods
    }
}

impl<T> Node<T> {
    fn child(&mut self, segment: &str) -> &mut Self {
        if !segment.contains('{') {
            let decoded = percent_decode_str(segment).decode_utf8();
            let literal = decoded.unwrap_or(Cow::Borrowed(segment)).into_owned();
            return self.literals.entry(literal).or_default();
        }
        let known = self
            .templates
            .iter()
            .position(|(known, _)| unnamed(known) == unnamed(segment));
        let index = known.unwrap_or_else(|| {
            let is_variable = unnamed(segment) == "{}";
            let index = match is_variable {
                true => self.templates.len(),
                false => 0,
            };
            self.templates
                .insert(index, (segment.to_owned(), Node::default()));
            index
        });
        &mut self.templates[index].1
    }

    /// The first of the places that match, the most concrete first, in which `choose` finds
    /// something.
    fn find<'a, R>(
        &'a self,
        path: &[(&str, Option<Cow<'_, str>>)],
        choose: &impl Fn(&'a [(String, T)]) -> Option<R>,
    ) -> Option<R> {
        let Some(((raw, decoded), behind)) = path.split_first() else {
            return choose(&self.here).or_else(|| choose(&self.rest));
        };
        let literal = decoded
            .as_ref()
            .and_then(|decoded| self.literals.get(decoded.as_ref()));
        if let Some(found) = literal.and_then(|node| node.find(behind, choose)) {
            return Some(found);
        }
        let mut matching = self
            .templates
            .iter()
            .filter(|(template, _)| is_of(template, raw));
        matching
            .find_map(|(_, node)| node.find(behind, choose))
            .or_else(|| choose(&self.rest))
    }

    fn collect<'a>(&'a self, methods: &mut Vec<&'a str>) {
        let targets = self.here.iter().chain(&self.rest);
        methods.extend(targets.map(|(method, _)| method.as_str()));
        let templates = self.templates.iter().map(|(_, node)| node);
        for node in self.literals.values().chain(templates) {
            node.collect(methods);
        }
    }

    fn visit<'a>(
        &'a self,
        path: &[(&str, Option<Cow<'_, str>>)],
        visitor: &mut impl FnMut(&'a [(String, T)]),
    ) {
        let seen = std::cell::RefCell::new(visitor);
        // Nothing is chosen, so that every place is seen.
        let _: Option<()> = self.find(path, &|targets| {
            (seen.borrow_mut())(targets);
            None
        });
    }
}

/// A segment without the names of its variables: `{}.json`.
fn unnamed(segment: &str) -> String {
    let mut text = String::new();
    let mut rest = segment;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        text.push_str("{}");
        rest = after.split_once('}').map_or("", |(_, behind)| behind);
    }
    text.push_str(rest);
    text
}

fn other_end(path: &str) -> String {
    match path.strip_suffix('/') {
        _ if !path.starts_with('/') => String::new(),
        Some("") | None => format!("{path}/"),
        Some(without) => without.to_owned(),
    }
}
