//! Rules about the document as a whole: its `info`, tags and texts.

use std::collections::HashSet;

use super::walk::Walk;
use crate::document::Node;
use crate::rules::lint as rules;

impl<'a> Walk<'a> {
    pub fn document_rules(&mut self) {
        let root = self.document.root();
        if let Some(info) = root.get("info") {
            self.within("info", |walk| walk.info(info));
        }
        if root.items("servers").is_empty() {
            self.find(
                rules::EMPTY_SERVERS,
                root,
                "the document does not say where the API is served",
            )
            .help("add `servers`; `- url: /` is the server that serves the document");
        }
        self.tags(root);
    }

    fn info(&mut self, info: &'a Node) {
        let missing = |key: &str| {
            info.get(key)
                .is_none_or(|node| node.as_str().is_some_and(|text| text.trim().is_empty()))
        };
        if missing("contact") {
            self.find(rules::INFO_CONTACT, info, "nobody is named as a contact")
                .help("add `contact`, with a name, a URL or an e-mail address");
        }
        if missing("description") {
            self.find(rules::INFO_DESCRIPTION, info, "the API is not described")
                .help("add a `description`");
        }
        match info.get("license") {
            None => {
                self.find(rules::INFO_LICENSE, info, "no license is named")
                    .help("add `license`, with a `name` and an SPDX `identifier` or a `url`");
            }
            Some(license) if !license.has("url") && !license.has("identifier") => {
                let message = "the license has nothing but a name";
                self.find_in(rules::INFO_LICENSE_STRICT, "license", license, message)
                    .help("add a `url`, or (3.1) the SPDX `identifier`");
            }
            Some(_) => {}
        }
    }

    fn tags(&mut self, root: &'a Node) {
        let mut names = HashSet::new();
        let mut last: Option<&str> = None;
        let tags = root.items("tags");
        for (index, tag) in tags.iter().enumerate() {
            let pointer = format!("/tags/{index}");
            let Some(name) = tag.text("name") else {
                continue;
            };
            if tag
                .text("description")
                .is_none_or(|text| text.trim().is_empty())
            {
                let message = format!("the tag `{name}` is not described");
                self.find_at(
                    rules::TAG_DESCRIPTION,
                    tag.position(),
                    pointer.clone(),
                    message,
                )
                .help("add a `description`");
            }
            if !names.insert(name) {
                let message = format!("the tag `{name}` is declared twice");
                self.find_at(
                    rules::DUPLICATED_TAGS,
                    tag.position(),
                    pointer.clone(),
                    message,
                )
                .help("keep one of the two");
            }
            if let Some(last) = last
                && last.to_lowercase() > name.to_lowercase()
            {
                let message = format!("the tag `{name}` stands after `{last}`");
                self.find_at(rules::TAGS_ALPHABETICAL, tag.position(), pointer, message)
                    .help("sort the tags");
            }
            last = Some(name);
        }
        self.parents(tags);
    }

    /// The tags that others are below of (OpenAPI 3.2.0, section 4.22.1).
    fn parents(&mut self, tags: &'a [Node]) {
        if !self.is_32 {
            return;
        }
        let parent_of = |name: &str| {
            let mut all = tags.iter();
            let tag = all.find(|tag| tag.text("name") == Some(name))?;
            tag.text("parent")
        };
        for (index, tag) in tags.iter().enumerate() {
            let Some(parent) = tag.get("parent") else {
                continue;
            };
            let name = parent.as_str().unwrap_or_default();
            let is_declared = tags.iter().any(|tag| tag.text("name") == Some(name));
            let above = std::iter::successors(Some(name), |name| parent_of(name));
            let is_circle = above.take(tags.len() + 1).count() > tags.len();
            let (message, help) = match (is_declared, is_circle) {
                (false, _) => (
                    format!("the parent `{name}` is not among the tags"),
                    "declare it, or correct the name",
                ),
                (true, true) => (
                    format!("the parent `{name}` leads back to the tag itself"),
                    "leave out the `parent` of one of them",
                ),
                (true, false) => continue,
            };
            let pointer = format!("/tags/{index}/parent");
            self.find_at(rules::STRUCT, parent.position(), pointer, message)
                .help(help);
        }
    }

    /// What a page that shows the text would run.
    pub fn markdown(&mut self, text: &str, node: &Node) {
        if contains_ignoring_case(text, "<script") {
            self.find(rules::UNSAFE_MARKDOWN, node, "the text holds a script")
                .help("remove the script: pages that show the text would run it");
        }
        if text.contains("eval(") {
            self.find(rules::EVAL_MARKDOWN, node, "the text calls `eval`")
                .help("remove the code: pages that show the text might run it");
        }
    }
}

fn contains_ignoring_case(text: &str, lower: &str) -> bool {
    text.as_bytes()
        .windows(lower.len())
        .any(|window| window.eq_ignore_ascii_case(lower.as_bytes()))
}
