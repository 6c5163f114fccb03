//! Which rooms of a package use which: its modules at the top, by the paths in their code.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use syn::visit::Visit;

/// Rooms, and those that they use. Code that is compiled for tests alone does not count.
pub type Rooms = BTreeMap<String, BTreeSet<String>>;

/// The rooms in `src`, a folder or a file each.
pub fn rooms(src: &Path) -> Rooms {
    let names = top_modules(src);
    assert!(names.len() > 3, "no rooms in {}", src.display());
    let mut rooms: Rooms = names
        .iter()
        .map(|name| (name.clone(), BTreeSet::new()))
        .collect();
    for name in &names {
        let file = src.join(format!("{name}.rs"));
        let mut used = BTreeSet::new();
        if file.is_file() {
            read(&file, std::slice::from_ref(name), &names, &mut used);
        }
        walk(
            &src.join(name),
            std::slice::from_ref(name),
            &names,
            &mut used,
        );
        used.remove(name);
        rooms.insert(name.clone(), used);
    }
    rooms
}

fn top_modules(src: &Path) -> BTreeSet<String> {
    let entries = std::fs::read_dir(src).expect("a folder of sources");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths
        .filter(|path| path.is_dir() || path.extension().is_some_and(|extension| extension == "rs"))
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .filter(|name| !matches!(name.as_str(), "lib" | "main"))
        .collect()
}

fn walk(folder: &Path, module: &[String], rooms: &BTreeSet<String>, used: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.expect("an entry").path();
        let Some(stem) = path.file_stem().and_then(|stem| stem.to_str()) else {
            continue;
        };
        // Modules of tests are declared as such; by name they are all called so.
        if stem == "tests" || stem.ends_with("_tests") {
            continue;
        }
        let mut inner = module.to_vec();
        if stem != "mod" {
            inner.push(stem.to_owned());
        }
        if path.is_dir() {
            walk(&path, &inner, rooms, used);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            read(&path, &inner, rooms, used);
        }
    }
}

fn read(file: &Path, module: &[String], rooms: &BTreeSet<String>, used: &mut BTreeSet<String>) {
    let text = std::fs::read_to_string(file).expect("a source");
    let parsed =
        syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let mut uses = Uses {
        module: module.to_vec(),
        rooms,
        used,
    };
    uses.visit_file(&parsed);
}

struct Uses<'a> {
    module: Vec<String>,
    rooms: &'a BTreeSet<String>,
    used: &'a mut BTreeSet<String>,
}

impl Uses<'_> {
    /// Keeps the room that a path from here leads to.
    fn path(&mut self, segments: &[String]) {
        let mut at = self.module.clone();
        let mut rest = segments;
        match rest.first().map(String::as_str) {
            Some("crate") => {
                at.clear();
                rest = &rest[1..];
            }
            Some("self") => rest = &rest[1..],
            Some("super") => {
                while rest.first().is_some_and(|segment| segment == "super") {
                    at.pop();
                    rest = &rest[1..];
                }
            }
            // Of another package, or in scope already.
            _ => return,
        }
        let Some(room) = at.first().or(rest.first()) else {
            return;
        };
        if self.rooms.contains(room) {
            self.used.insert(room.clone());
        }
    }

    fn tree(&mut self, tree: &syn::UseTree, before: &mut Vec<String>) {
        match tree {
            syn::UseTree::Path(path) => {
                before.push(path.ident.to_string());
                self.tree(&path.tree, before);
                before.pop();
            }
            syn::UseTree::Name(name) => {
                before.push(name.ident.to_string());
                self.path(&before.clone());
                before.pop();
            }
            syn::UseTree::Rename(name) => {
                before.push(name.ident.to_string());
                self.path(&before.clone());
                before.pop();
            }
            syn::UseTree::Glob(_) => self.path(&before.clone()),
            syn::UseTree::Group(group) => {
                for tree in &group.items {
                    self.tree(tree, before);
                }
            }
        }
    }
}

fn is_for_tests(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && attribute
                .parse_args::<syn::Path>()
                .is_ok_and(|path| path.is_ident("test"))
    })
}

impl<'ast> Visit<'ast> for Uses<'_> {
    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        if is_for_tests(&module.attrs) {
            return;
        }
        self.module.push(module.ident.to_string());
        syn::visit::visit_item_mod(self, module);
        self.module.pop();
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        if !is_for_tests(&item.attrs) {
            self.tree(&item.tree, &mut Vec::new());
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments: Vec<String> = path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string())
            .collect();
        self.path(&segments);
        syn::visit::visit_path(self, path);
    }
}

#[test]
fn paths_are_followed_from_where_they_stand() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    };
    write("lib.rs", "mod a; mod b; mod c; mod d; mod e;");
    write("a/mod.rs", "mod deep; use self::deep::X; use super::b::Y;");
    write(
        "a/deep.rs",
        "pub struct X; fn f() { let _ = super::super::c::g(); let _ = super::X; }",
    );
    write(
        "b.rs",
        "use std::fmt; use crate::{c::{g, h}, d}; pub struct Y;",
    );
    write(
        "c.rs",
        "#[cfg(test)] mod tests { use crate::a::X; } #[cfg(test)] use crate::b::Y;",
    );
    write("d.rs", "macro_rules! m { () => { crate::a::X } }");
    write("e.rs", "type T = Option<crate::d::D>;");
    let found = rooms(folder.path());
    let expected = [
        ("a", &["b", "c"][..]),
        ("b", &["c", "d"]),
        ("c", &[]),
        ("d", &[]),
        ("e", &["d"]),
    ];
    for (room, uses) in expected {
        let uses: BTreeSet<String> = uses.iter().map(|room| (*room).to_owned()).collect();
        assert_eq!(found[room], uses, "{room}");
    }
}
