//! Reads a document and every file that it refers to.

use std::collections::{HashMap, HashSet};
use std::io;
use std::path::{Component, Path, PathBuf};

use indexmap::IndexMap;
use percent_encoding::percent_decode_str;

use super::error::LoadError;
use super::identity::{Resource, resources};
use super::node::{Node, Value};
use super::path_items::completed;
use super::place::Place;
use super::position::{FileId, Position, Sources};
use super::{json, yaml};

/// A contract, or any other document: its own tree, and the trees of the
/// files that its references lead to.
#[derive(Debug)]
pub struct Document {
    /// The texts of all its files.
    pub sources: Sources,
    /// The file that was asked for.
    pub file: FileId,
    trees: IndexMap<FileId, Node>,
    /// Schemas that have an `$id`.
    pub(super) resources: Vec<Resource>,
}

impl Document {
    /// Reads the document at `path` and all files that it refers to. On an
    /// error the sources come back too, for the lines around it.
    pub fn load(path: &Path) -> Result<Document, (Sources, LoadError)> {
        Document::load_with(path, Sources::default(), &|path| {
            std::fs::read_to_string(path)
        })
    }

    /// Like `load`, with files that come from `read` and are added to
    /// `sources`, which has none yet.
    pub fn load_with(
        path: &Path,
        sources: Sources,
        read: &dyn Fn(&Path) -> io::Result<String>,
    ) -> Result<Document, (Sources, LoadError)> {
        Document::load_passing(path, sources, read, &mut Err)
    }

    /// Like `load_with`, and goes on where it can: past files that cannot be
    /// read and names that stand there twice. The problems come back, too.
    pub fn load_tolerantly(
        path: &Path,
        sources: Sources,
        read: &dyn Fn(&Path) -> io::Result<String>,
    ) -> Result<(Document, Vec<LoadError>), (Sources, LoadError)> {
        let mut problems = Vec::new();
        let document = Document::load_passing(path, sources, read, &mut |problem| {
            problems.push(problem);
            Ok(())
        })?;
        Ok((document, problems))
    }

    fn load_passing(
        path: &Path,
        sources: Sources,
        read: &dyn Fn(&Path) -> io::Result<String>,
        pass: &mut Pass<'_>,
    ) -> Result<Document, (Sources, LoadError)> {
        let mut document = Document {
            sources,
            file: FileId(0),
            trees: IndexMap::new(),
            resources: Vec::new(),
        };
        match document.load_all(path, read, pass) {
            Ok(()) => {
                document.complete_path_items();
                Ok(document)
            }
            Err(error) => Err((document.sources, error)),
        }
    }

    /// The trees of all files.
    pub fn trees(&self) -> impl Iterator<Item = &Node> {
        self.trees.values()
    }

    /// The tree of the file that was asked for.
    pub fn root(&self) -> &Node {
        &self.trees[&self.file]
    }

    /// The tree of a file; none when it is not one of the document's.
    pub fn tree(&self, file: FileId) -> Option<&Node> {
        self.trees.get(&file)
    }

    /// The JSON Pointers of the nodes that stand at `wanted`, each within its
    /// own file.
    pub fn pointers_to(&self, wanted: &HashSet<Position>) -> HashMap<Position, String> {
        self.trees
            .iter()
            .flat_map(|(file, tree)| {
                tree.pointers_to(wanted.iter().copied().filter(|at| at.file == *file))
            })
            .collect()
    }

    /// The file that the file part of a reference written at `at` names.
    pub fn referenced_file(&self, from: FileId, file_part: &str) -> Option<FileId> {
        if file_part.is_empty() {
            return Some(from);
        }
        self.sources
            .find(&sibling(self.sources.path(from), file_part))
    }

    fn load_all(
        &mut self,
        path: &Path,
        read: &dyn Fn(&Path) -> io::Result<String>,
        pass: &mut Pass<'_>,
    ) -> Result<(), LoadError> {
        let mut waiting = vec![(path.to_owned(), None)];
        // What only values and extensions name comes last: perhaps no documents at all.
        let mut perhaps: Vec<(PathBuf, Position)> = Vec::new();
        loop {
            let Some((path, at)) = waiting.pop() else {
                let Some((path, at)) = perhaps.pop() else {
                    break;
                };
                if self.may_be_document(&path, read) {
                    waiting.push((path, Some(at)));
                }
                continue;
            };
            if self.sources.find(&path).is_some() {
                continue;
            }
            let file = match self.read(&path, at, read, pass) {
                Ok(file) => file,
                Err(error) if at.is_none() => return Err(error),
                Err(error) => {
                    pass(error)?;
                    continue;
                }
            };
            for found in file_references(&self.trees[&file]) {
                let FileReference { file, at, .. } = found;
                if self.identified(file, at).is_some() {
                    continue;
                }
                let is_remote = file.contains("://");
                let path = sibling(&path, file);
                if found.is_in_value {
                    if !is_remote {
                        perhaps.push((path, at));
                    }
                } else if is_remote {
                    let reference = file.to_owned();
                    pass(LoadError::Remote { reference, at })?;
                } else {
                    waiting.push((path, Some(at)));
                }
            }
        }
        Ok(())
    }

    fn complete_path_items(&mut self) {
        for (section, name, item) in completed(self) {
            if let Some(items) = self
                .trees
                .get_mut(&self.file)
                .and_then(Node::as_object_mut)
                .and_then(|root| root.get_mut(section))
            {
                items.set(&name, item);
            }
        }
    }

    /// Whether there is a file of JSON or YAML that was not read yet. References may lead into
    /// values and extensions, and on from there, so that what these name counts; but it is no
    /// reason to stop: `x-code: {$ref: list.py}`.
    fn may_be_document(&self, path: &Path, read: &dyn Fn(&Path) -> io::Result<String>) -> bool {
        self.sources.find(path).is_none()
            && read(path).is_ok_and(|text| {
                parse(FileId(0), &text).is_ok_and(|tree| tree.as_object().is_some())
            })
    }

    fn read(
        &mut self,
        path: &Path,
        at: Option<Position>,
        read: &dyn Fn(&Path) -> io::Result<String>,
        pass: &mut Pass<'_>,
    ) -> Result<FileId, LoadError> {
        let text = read(path).map_err(|error| LoadError::Read {
            path: path.to_owned(),
            error,
            at,
        })?;
        let file = self.sources.add(path.to_owned(), text);
        let text = self.sources.text(file);
        // What is called JSON is read by others as JSON, which YAML is more than.
        let is_json = path.extension().is_some_and(|name| name == "json");
        let tree = match is_json {
            true => json::parse(file, without_mark(text), pass)?,
            false => parse_passing(file, text, pass)?,
        };
        if self.trees.is_empty() {
            self.file = file;
        }
        self.resources.extend(resources(file, &tree));
        self.trees.insert(file, tree);
        Ok(file)
    }
}

/// Decides about a problem that a reader can pass over: `Err` to stop there.
pub type Pass<'p> = dyn FnMut(LoadError) -> Result<(), LoadError> + 'p;

/// Reads one text, as JSON if it is JSON, else as YAML.
pub fn parse(file: FileId, text: &str) -> Result<Node, LoadError> {
    parse_passing(file, text, &mut Err)
}

fn parse_passing(file: FileId, text: &str, pass: &mut Pass<'_>) -> Result<Node, LoadError> {
    let text = without_mark(text);
    if text.trim_start().starts_with(['{', '[']) {
        json::parse(file, text, pass).or_else(|error| match error {
            // Flow-style YAML begins with the same characters.
            LoadError::Syntax { .. } => yaml::parse(file, text, pass).map_err(|_| error),
            _ => Err(error),
        })
    } else {
        yaml::parse(file, text, pass)
    }
}

/// Without the byte order mark that some editors write.
fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// The file part of a reference.
struct FileReference<'a> {
    file: &'a str,
    at: Position,
    /// Whether it stands in a value or an extension, where `$ref` may be a member like any other.
    is_in_value: bool,
}

/// The references of a tree that lead to other files.
fn file_references(root: &Node) -> Vec<FileReference<'_>> {
    let mut found = Vec::new();
    let mut stack = vec![(root, Place::default())];
    while let Some((node, place)) = stack.pop() {
        match &node.value {
            Value::Object(map) => {
                for (key, member) in map {
                    if key == "$ref"
                        && let Some(reference) = member.as_str()
                    {
                        let file = reference.split('#').next().unwrap_or("");
                        if !file.is_empty() {
                            found.push(FileReference {
                                file,
                                at: member.at,
                                is_in_value: place.is_value,
                            });
                        }
                    }
                    stack.push((member, place.member(key, member)));
                }
            }
            Value::Array(items) => stack.extend(items.iter().map(|item| (item, place.item()))),
            _ => {}
        }
    }
    found.reverse();
    found
}

/// `reference`, a URI reference, as seen from the file at `from`, without `.` and
/// `..`.
fn sibling(from: &Path, reference: &str) -> PathBuf {
    let mut path = from.parent().unwrap_or(Path::new("")).to_owned();
    let reference = percent_decode_str(reference).decode_utf8_lossy();
    for component in Path::new(reference.as_ref()).components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if path.file_name().is_some_and(|name| name != "..") => {
                path.pop();
            }
            other => path.push(other),
        }
    }
    path
}
