//! Every change that `diff` can find: its id, its level, and why.
//!
//! - [`facets`]: in what a schema can change, and what that does to the values
//!   that it allows;
//! - [`schemas`]: the rules that come of it, by who sends the value, and where the
//!   schema stands;
//! - [`api`]: all other changes;
//! - [`page`]: the documentation.
//!
//! Levels are by meaning, with these decisions:
//!
//! - A demand for credentials is an error, also where none were needed before:
//!   who calls as before is refused. A demand for a scope is a warning: whether
//!   clients have it is not in the contract.
//! - A default of a parameter that comes, goes or changes is an error: the same
//!   request means something else.
//! - A status that is no success may come and go: clients take classes of them.
//! - A limit that is set where there was none is an error, as a smaller one is;
//!   so is a value added to the list of what a response may hold, unless
//!   `x-extensible-enum` said that it grows.
//! - A new optional property is information: clients pass over what they do
//!   not know. In a closed object of a response it is a warning: the generated client
//!   reads on, strict readers do not.
//! - What takes no value from who sends, and brings none to who receives, as a whole,
//!   is information, whatever its keywords say by themselves; what is not proved, and
//!   no value shows, is a warning.

mod api;
mod example;
mod facets;
mod page;
mod schemas;

pub use api::*;
pub use facets::{Effect, Facet};
pub use page::{list, page};
pub use schemas::{SchemaPlace, Scope, effect, of_schema};

use crate::report::{Example, Rule};

pub const NARROWS_REQUEST: &str = "Clients may send less than before: what was valid is refused.";
pub const WIDENS_REQUEST: &str =
    "Clients may send more than before: every earlier request is still valid.";
pub const NARROWS_RESPONSE: &str =
    "The server may send less than before: clients know every value that is left.";
pub const WIDENS_RESPONSE: &str =
    "The server may send more than before: clients may get values that they do not know.";
pub const HARMLESS: &str = "No value that is sent or received changes.";

/// All of them, those about schemas last.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    ALL.iter().copied().chain(schemas::all())
}

/// The two contracts of an example.
pub fn contracts(example: &Example) -> Option<[String; 2]> {
    match example {
        Example::Contracts {
            within,
            before,
            after,
        } => Some([before, after].map(|text| example::with(within, text))),
        _ => None,
    }
}
