//! What is wrong with a document, by itself: against its specification, against
//! itself, and against what teams agree on.
//!
//! `walk` visits every object of the document once, with its kind and its
//! pointer, and the rules about single objects are called from there; rules
//! about the whole (`operations`, `paths`, `components`, `security`) run after
//! it. Rules report; which level a finding has, and whether it is excepted, is
//! decided in `settings` alone. Nothing here writes files: `fix` says what a
//! file's text should be.

mod components;
mod documents;
mod examples;
mod expressible;
mod fix;
mod objects;
mod operations;
mod paths;
mod references;
mod run;
mod schemas;
mod security;
mod servers;
mod settings;
mod structure;
mod validate;
mod walk;

pub use fix::fixed_texts;
pub use run::{Linted, lint};
pub use settings::Settings;
