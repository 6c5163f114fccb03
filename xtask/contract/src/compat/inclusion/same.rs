//! Schemas of two editions that are the same to the letter.

use std::collections::HashSet;

use crate::compat::edition::Edition;
use crate::document::Node;

/// Compares schemas with all that they refer to, each pair once.
pub struct Same<'a> {
    editions: [Edition<'a>; 2],
    same: HashSet<(*const Node, *const Node)>,
    other: HashSet<(*const Node, *const Node)>,
    has_same_components: bool,
}

impl<'a> Same<'a> {
    pub fn new(editions: [Edition<'a>; 2]) -> Self {
        let [old, new] = editions.map(|edition| edition.document.root());
        Same {
            editions,
            same: HashSet::new(),
            other: HashSet::new(),
            has_same_components: old.get("components") == new.get("components"),
        }
    }

    pub fn are(&mut self, base: &'a Node, revision: &'a Node) -> bool {
        let [old, new] = self.editions;
        if old.ignores_siblings != new.ignores_siblings {
            return false;
        }
        let key = (std::ptr::from_ref(base), std::ptr::from_ref(revision));
        if self.same.contains(&key) {
            return true;
        }
        if self.other.contains(&key) {
            return false;
        }
        // What leads back to itself is the same when all else is.
        self.same.insert(key);
        let is_same = base == revision && self.lead_to_same(base, revision);
        if !is_same {
            // What was taken for the same may rest on it.
            self.same.clear();
            self.other.insert(key);
        }
        is_same
    }

    fn lead_to_same(&mut self, base: &'a Node, revision: &'a Node) -> bool {
        let [old, new] = self.editions;
        // What a discriminator stands for is elsewhere among the components.
        if base.has("discriminator") && !self.has_same_components {
            return false;
        }
        if base.has("$ref") {
            match (old.target(base), new.target(revision)) {
                (Some(base), Some(revision)) if !self.are(base, revision) => return false,
                (None, None) | (Some(_), Some(_)) => {}
                _ => return false,
            }
        }
        let members = base.as_object().into_iter().flatten();
        let mut members = members.filter_map(|(key, member)| Some((member, revision.get(key)?)));
        if !members.all(|(base, revision)| self.lead_to_same(base, revision)) {
            return false;
        }
        let items = base.as_array().unwrap_or(&[]).iter();
        let mut items = items.zip(revision.as_array().unwrap_or(&[]));
        items.all(|(base, revision)| self.lead_to_same(base, revision))
    }
}
