//! What is changed in the code that Progenitor and Typify write: each change by its name.
//!
//! A change that finds nothing where it belongs is a mistake of the generator (Progenitor or
//! Typify write otherwise than before), and never passed over.

use std::collections::BTreeSet;

/// A change in what Progenitor or Typify writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rewrite {
    /// The builder of an operation sends by the runtime.
    Send,
    /// The builder of an operation holds a body that may be left out.
    OptionalBody,
    /// Operations that respond with pages have a stream of items.
    Pages,
    /// Types of responses are read with what a newer service adds.
    Reading,
    /// Modules import what is in them beside what their tool puts there.
    Imports,
    /// Properties have the names of the contract.
    PropertyName,
    /// Variants stand for the values of the contract.
    EnumValue,
    /// The variant of an enum is chosen by more than its place.
    Union,
    /// Optional members of a type's own type are written like other optional members.
    OptionalBox,
    /// Null and nothing are told apart.
    Null,
    /// Members that may be null and may be left out have three states.
    Member,
    /// Objects are read from objects alone.
    Object,
    /// Defaults that are objects are read, like those that come over the wire.
    ObjectDefault,
    /// Functions that make defaults name types that stand beside the module `types`.
    DefaultPath,
    /// Functions that make defaults are there if they are called.
    UnusedDefault,
}

/// The changes that were made.
#[derive(Debug, Default)]
pub struct Rewrites(BTreeSet<Rewrite>);

#[cfg(test)]
impl Rewrite {
    pub const ALL: &[Rewrite] = &[
        Rewrite::Send,
        Rewrite::OptionalBody,
        Rewrite::Pages,
        Rewrite::Reading,
        Rewrite::Imports,
        Rewrite::PropertyName,
        Rewrite::EnumValue,
        Rewrite::Union,
        Rewrite::OptionalBox,
        Rewrite::Null,
        Rewrite::Member,
        Rewrite::Object,
        Rewrite::ObjectDefault,
        Rewrite::DefaultPath,
        Rewrite::UnusedDefault,
    ];
}

impl Rewrites {
    /// What a change needs, and notes that the change is made; `of` is what is changed.
    ///
    /// # Errors
    ///
    /// When it is not there.
    pub fn found<T>(&mut self, rewrite: Rewrite, of: &str, target: Option<T>) -> Result<T, String> {
        self.0.insert(rewrite);
        target.ok_or_else(|| {
            format!(
                "the rewrite {rewrite:?} finds nothing to change in {of}: Progenitor or Typify \
                 write it otherwise than the generator expects"
            )
        })
    }

    /// Notes a change that is made wherever there is something to change.
    pub fn made(&mut self, rewrite: Rewrite) {
        self.0.insert(rewrite);
    }

    /// Whether a change was made.
    #[cfg(test)]
    pub fn has(&self, rewrite: Rewrite) -> bool {
        self.0.contains(&rewrite)
    }
}
