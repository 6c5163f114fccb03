//! Every change that can be told: its id, its level, and why.
//!
//! The rules of schemas are made from three lists: what can change (facets,
//! each with what it does to the set of values), where (scopes), and who sends
//! the value (direction). A smaller set breaks who sends, a larger one who
//! receives. Ids are those of oasdiff where the meaning is the same, so that
//! lists of known changes stay good.
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
//!   so is a value added to the list of what is answered, unless
//!   `x-extensible-enum` said that it grows.
//! - A new optional property is information: clients pass over what they do
//!   not know.

mod page;
mod rule;
mod tables;

pub use page::{list, page};
pub use rule::{Direction, Effect, Guard, Rule, Scope, all, facet_effect, get, of_schema};
pub use tables::{NARROWS_RESPONSE, WIDENS_RESPONSE};
