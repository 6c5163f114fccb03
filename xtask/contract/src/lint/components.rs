//! Whether components are used.

use std::collections::{HashMap, HashSet};

use super::walk::Walk;
use crate::document::{Node, escape_pointer_token};
use crate::rules::lint as rules;

/// A section and a name.
type Component<'a> = (&'a str, &'a str);

impl<'a> Walk<'a> {
    /// A component is used when a reference outside of the components leads to
    /// it, or one in a component that is used. Security schemes are asked for
    /// by name, and have a rule of their own.
    pub fn component_rules(&mut self) {
        let Some(components) = self.document.root().get("components") else {
            return;
        };
        let all: Vec<(&'a str, &'a str, &'a Node)> = components
            .as_object()
            .into_iter()
            .flatten()
            .filter(|(section, _)| *section != "securitySchemes" && !section.starts_with("x-"))
            .flat_map(|(section, members)| {
                members
                    .as_object()
                    .into_iter()
                    .flatten()
                    .map(move |(name, node)| (section.as_str(), name.as_str(), node))
            })
            .collect();
        let used = self.used_components(&all);
        for (section, name, node) in all {
            if used.contains(&(section, name)) {
                continue;
            }
            let pointer = format!("/components/{section}/{}", escape_pointer_token(name));
            let message = format!("`{name}` in `{section}` is not used");
            self.find_at(rules::UNUSED_COMPONENT, node.position(), pointer, message)
                .help("remove it, or refer to it");
        }
    }

    fn used_components(&self, all: &[(&'a str, &'a str, &'a Node)]) -> HashSet<Component<'a>> {
        let names: HashMap<(&str, &str), Component<'a>> = all
            .iter()
            .map(|(section, name, _)| ((*section, *name), (*section, *name)))
            .collect();
        let mut uses: HashMap<Component<'a>, Vec<Component<'a>>> = HashMap::new();
        let mut waiting = Vec::new();
        for reference in &self.references.list {
            if !self.is_root_file(reference.target_file) {
                continue;
            }
            let Some(to) = component_of(&reference.target_pointer)
                .and_then(|(section, name)| names.get(&(section, name.as_str())).copied())
            else {
                continue;
            };
            match reference.component {
                Some(from) => {
                    uses.entry(from).or_default().push(to);
                    // What extends a schema with a discriminator is used with
                    // it, though nothing refers to it.
                    let is_base = from.0 == "schemas"
                        && to.0 == "schemas"
                        && reference.target.has("discriminator")
                        && reference.pointer.contains("/allOf/");
                    if is_base {
                        uses.entry(to).or_default().push(from);
                    }
                }
                None => waiting.push(to),
            }
        }
        let mut used = HashSet::new();
        while let Some(component) = waiting.pop() {
            if used.insert(component) {
                waiting.extend(uses.get(&component).into_iter().flatten().copied());
            }
        }
        used
    }
}

/// The component that a pointer leads into.
fn component_of(pointer: &str) -> Option<(&str, String)> {
    let mut tokens = pointer.strip_prefix("/components/")?.split('/');
    let section = tokens.next()?;
    let name = tokens.next()?.replace("~1", "/").replace("~0", "~");
    Some((section, name))
}
